"""Descriptions of companies: "The company" for the one organisation named in the sentence before.

Safe only so: the description opens its sentence, and the sentence before it in the same paragraph names one
organisation, which its own sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model import Article, Entity, Mention, Sentence, Span

OPENING = re.compile(
    r"The (?:company|firm|carrier|airline|bank|broadcaster|newspaper|retailer|carmaker|manufacturer)\b(?!['’-])"
)


def describe_companies(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield the descriptions that mean the one organisation of the sentence before."""
    bodies = {entity.id: entity.name for entity in entities if entity.kind == "organization"}
    for before, sentence in pairwise(sentences):
        match = OPENING.match(article.text, sentence.start, sentence.end)
        if match is None or before.paragraph != sentence.paragraph:
            continue
        named = {
            mention.entity
            for mention in mentions
            if mention.entity in bodies and before.start <= mention.span.start < before.end and mention.form == "name"
        }
        if len(named) == 1:
            (entity,) = named
            forms = {
                mention.span.text.split()[0]
                for mention in mentions
                if mention.entity == entity and mention.form == "name"
            }
            if any(form in article.text[match.end() : sentence.end] for form in forms):
                continue  # "The airline ordered Falkner jets": who is described is not named again
            span = Span(article=article.id, start=match.start(), end=match.end(), text=match[0])
            reason = f"the sentence before names {bodies[entity]} and no other organisation"
            yield Mention(span=span, kind="organization", form="nominal", entity=entity, reason=reason)
