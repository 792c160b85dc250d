"""Which mentions count in the end: every name, and of pronouns and descriptions those that are safe and of use.

Enters: mentions as found and what resolution decided. Leaves: all mentions of an article in text order, each once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.model import Annotations, Mention, Span
from generator.resolution.folder import FolderNames
from generator.resolution.records import Record

SENTENCE_BEFORE = "the sentence before names"
"""How the reason of the safest descriptions of organisations begins (annotation/company_descriptions.py)."""


@dataclass(slots=True)
class _Page:
    """One article: the words that name speakers, and which entities are named where, by paragraph."""

    speakers: list[Span]
    starts: list[int]
    paragraphs: list[int]
    named: dict[tuple[str, int], int] = field(default_factory=dict)
    people: list[tuple[int, str]] = field(default_factory=list)

    def alone(self, entity: str, offset: int) -> bool:
        """Tell whether the sentence of `offset`, up to there, and the one before it name no other person."""
        index = bisect_right(self.starts, offset) - 1
        start = self.starts[max(0, index - 1)]
        return {one for place, one in self.people if start <= place < offset} <= {entity}

    def paragraph(self, offset: int) -> int:
        index = bisect_right(self.starts, offset) - 1
        return self.paragraphs[index] if index >= 0 else -1


def final_mentions(
    names: FolderNames,
    kept: Mapping[str, Sequence[Record]],
    records: Mapping[str, Record],
    dropped: tuple[set[str], set[str]],
    annotations: Sequence[Annotations],
) -> dict[str, tuple[Mention, ...]]:
    """Return the mentions that stay: of kept entities and of unnamed people; names inside a description give way to it.

    A pronoun stays only if its actor is named before it in the same paragraph, and if it speaks ("he said") or is
    "he" or "she" for somebody whose full name the article gives and beside whom no other person stands; a description
    that is not a person's only where it speaks. `dropped` are the groups and single entities that a person dropped.
    """
    whole, single = dropped
    alive = {record.id for root, group in kept.items() if root not in whole for record in group} - single
    pages = {found.article: _read_page(found) for found in annotations}
    final: dict[str, tuple[Mention, ...]] = {}
    for article, mentions in names.mentions.items():
        stay = [m for m in mentions if m.entity in alive or m.entity not in records]
        described = [
            (m.span.start, m.span.end)
            for m in stay
            if m.form == "nominal" and m.entity in alive and records[m.entity].kind == "person"
        ]
        names_in = sorted((m.span.start, m.span.end) for m in stay if m.form == "name")
        final[article] = tuple(
            _of_kind(m, records)
            for m in _once(stay)
            if _counts(m, records, pages[article]) and not _gives_way(m, described) and not _breaks_off(m, names_in)
        )
    return final


def _read_page(found: Annotations) -> _Page:
    page = _Page(
        speakers=[quote.speaker for quote in found.quotes if quote.speaker],
        starts=[sentence.start for sentence in found.sentences],
        paragraphs=[sentence.paragraph for sentence in found.sentences],
    )
    for mention in found.mentions:
        if mention.kind == "person" and mention.form != "pronoun":
            page.people.append((mention.span.start, mention.entity))
        if mention.form == "name":
            page.named.setdefault((mention.entity, page.paragraph(mention.span.start)), mention.span.start)
    return page


def _counts(mention: Mention, records: Mapping[str, Record], page: _Page) -> bool:
    """Tell whether a mention counts: every name, descriptions of people, and what else speaks safely."""
    span = mention.span
    record = records.get(mention.entity)
    if mention.form == "pronoun":
        acts = span.text.casefold() in ("he", "she") and record is not None and record.full
        speaks = any((speaker.start, speaker.end) == (span.start, span.end) for speaker in page.speakers)
        near = page.named.get((mention.entity, page.paragraph(span.start)), span.start) < span.start
        return near and (speaks or (acts and page.alone(mention.entity, span.start)))
    if mention.form != "nominal" or record is None or record.kind == "person":
        return True
    if mention.reason.startswith(SENTENCE_BEFORE):
        return True
    return any(speaker.start <= span.start and span.end <= speaker.end for speaker in page.speakers)


def _gives_way(mention: Mention, described: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name stands inside a description of a person: "U.S." in "the U.S. president"."""
    span = mention.span
    return mention.form != "nominal" and any(left <= span.start and span.end <= right for left, right in described)


def _breaks_off(mention: Mention, names: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a description ends inside a name: "the Council" of "the Council on Harbours"."""
    if mention.form != "nominal":
        return False
    place = bisect_left(names, (mention.span.end, 0)) - 1
    return place >= 0 and names[place][1] > mention.span.end


def _of_kind(mention: Mention, records: Mapping[str, Record]) -> Mention:
    record = records.get(mention.entity)
    return mention if record is None or record.kind == mention.kind else replace(mention, kind=record.kind)


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, of two descriptions at one place the first."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for mention in mentions:
        place = (mention.span.start, mention.span.end)
        if mention.form != "nominal" or place not in seen:
            kept.append(mention)
        seen.add(place)
    return kept
