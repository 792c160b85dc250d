"""Speakers who are described first and named next: `the new head of the army said … . Gen Karl Brandt added …`.

A name that comes for the first time, bare of any word on who it is, belongs to whom the report before it described.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.annotation.descriptions import person_nouns
from generator.annotation.sentences import paragraph_bounds
from generator.data import load_data
from generator.model import Annotations, Article, Candidate, Mention, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

OTHERS = frozenset("one another some any each no every several many".split())


@cache
def _ranks() -> frozenset[str]:
    """Return the words before a name that say nothing of who it is."""
    return frozenset(load_data("titles")["ranks"])


def name_introduced(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Return `found` with the speakers settled who are only described but named by the report right behind."""
    people = {entity.id for entity in found.entities if entity.kind == "person" and not entity.unnamed}
    first: dict[str, Mention] = {}
    for mention in found.mentions:
        if mention.entity in people and mention.form == "name" and mention.span.start >= article.headline:
            first.setdefault(mention.entity, mention)
    meant: dict[int, str] = {}
    for left, right in pairwise(_one_each(found.quotes)):
        if left.unnamed and left.entity is None and right.entity in first and _follows(article, left, right):
            name = first[right.entity].span
            if right.speaker is not None and _is_bare(doc, right.speaker, name) and _is_person(doc, left.speaker):
                meant[left.speaker.start if left.speaker else -1] = right.entity
    if not meant:
        return found
    names = {entity.id: entity.name for entity in found.entities}
    return replace(found, quotes=tuple(_settle(quote, meant, names) for quote in found.quotes))


def _one_each(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the first quote of every speaker's words."""
    seen: dict[int, Quote] = {}
    for quote in quotes:
        if quote.speaker is not None:
            seen.setdefault(quote.speaker.start, quote)
    return sorted(seen.values(), key=lambda quote: quote.speaker.start if quote.speaker else 0)


def _follows(article: Article, left: Quote, right: Quote) -> bool:
    """Tell whether a speaker is named in the paragraph of the other one or in the next."""
    if left.speaker is None or right.speaker is None or left.speaker.start < article.headline:
        return False
    between = [start for start, _ in paragraph_bounds(article.text) if left.speaker.end <= start <= right.speaker.start]
    return len(between) <= 1


def _is_bare(doc: Doc, speaker: Span, name: Span) -> bool:
    """Tell whether a speaker's words are a first mention of two words or more, with at most a rank and no apposition."""
    if not speaker.start <= name.start < name.end <= speaker.end:
        return False
    span = doc.char_span(speaker.start, speaker.end, alignment_mode="expand")
    words = (speaker.text[: name.start - speaker.start] + speaker.text[name.end - speaker.start :]).split()
    extra = {word.strip(".,").lower() for word in words}
    whole = len(speaker.text.split()) > 1
    return (
        whole
        and span is not None
        and extra <= _ranks()
        and not any(child.dep_ == "appos" for child in span.root.children)
    )


def _is_person(doc: Doc, speaker: Span | None) -> bool:
    """Tell whether words describe one person, and not one of several."""
    span = doc.char_span(speaker.start, speaker.end, alignment_mode="expand") if speaker else None
    if span is None or span[0].lower_ in OTHERS or span[-1].tag_ == "POS":
        return False
    return span.root.tag_ == "NN" and span.root.lemma_.lower() in person_nouns()


def _settle(quote: Quote, meant: Mapping[int, str], names: Mapping[str, str]) -> Quote:
    if quote.entity is not None or quote.speaker is None or quote.speaker.start not in meant:
        return quote
    entity = meant[quote.speaker.start]
    why = f"{names[entity]} is named right behind it, for the first time and without a description"
    winner = Candidate(text=names[entity], entity=entity, chosen=True, reason=why)
    reason = f"{quote.speaker.text!r} = {names[entity]}, since {why}"
    others = tuple(one for one in quote.candidates if not one.chosen and one.entity != entity)
    return replace(
        quote, entity=entity, unnamed=False, confidence="moderate", reason=reason, candidates=(winner, *others)
    )
