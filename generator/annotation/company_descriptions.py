"""Descriptions of companies: "the company" for the one organisation that the words before it name.

Safe only so: the sentence of the description, up to it, and the sentence before name one organisation that can be a
company, speak of no others, and the description's own sentence does not name it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model import Article, Entity, Mention, Sentence, Span

COMPANY = re.compile(
    r"\b[Tt]he (?:company|firm|carrier|airline|broadcaster|newspaper|retailer|carmaker|manufacturer)\b"
    r"(?!['’]s (?:parent|owner|rival|competitor)|-| (?:of|that|behind|and)\b| [A-Z])"
)
NOT_OURS = re.compile(
    r"\b(?:an?|another|each|every|other|rival|two|both) (?:\w+ ){0,2}(?:company|firm|airline|carrier)\b"
    r"|\band (?:a number of )?other\b"
)


def describe_companies(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield the descriptions that mean the one organisation named before them."""
    bodies = {entity.id: entity for entity in entities if entity.kind == "organization"}
    named = [mention for mention in mentions if mention.entity in bodies and mention.form == "name"]
    first: list[Sentence | None] = [None]
    for before, sentence in pairwise([*first, *sentences]):
        if sentence is None:
            continue
        start = before.start if before is not None and sentence.paragraph - before.paragraph < 2 else sentence.start
        for match in COMPANY.finditer(article.text, sentence.start, sentence.end):
            near = [one for one in named if start <= one.span.start < sentence.end]
            owners = {one.entity for one in near if one.span.start < match.start()}
            if len(owners) != 1:
                continue
            (entity,) = owners
            firsts = {one.span.text.split()[0] for one in named if one.entity == entity}
            if any(word in article.text[match.end() : sentence.end] for word in firsts):
                continue  # "The airline ordered Falkner jets": who is described is not named again
            if bodies[entity].qualifier or NOT_OURS.search(article.text, start, match.start()):
                continue
            span = Span(article=article.id, start=match.start(), end=match.end(), text=match[0])
            reason = f"the sentence before names {bodies[entity].name} and no other organisation"
            yield Mention(span=span, kind="organization", form="nominal", entity=entity, reason=reason)
