"""Time expressions of an article: found by pattern, read against its date and the tense of each clause.

The last weekday or the next one, the year nearest the article, the day told just before: see `date_values`. Figures for
the rules of this family: HeidelTime (Strötgen and Gertz 2010) is the standard they are measured against.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from generator.annotation.date_matching import Match, find_matches
from generator.annotation.date_values import resolve
from generator.annotation.date_words import Anchor, Context, Reading
from generator.annotation.tenses import Direction, find_direction
from generator.model import Annotations, Article, Span, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

_DIRECT = re.compile(r"[ \u00a0]*,?[ \u00a0]+(?:on )?")
_GLOSSED = re.compile(r"\)?,?[ \u00a0]*(?:\([^()\n]{1,30}\))?,?[ \u00a0]+(?:on )?")

DAY_RULES = ("weekday", "month_day", "deictic", "holiday")
"""Rules whose expression may follow a clock time and give it its day."""

LIMITS = (("until", "../"), ("till", "../"), ("by", "../"), ("before", "../"), ("since", "/.."))
"""Words right before a day, month or year that make it one end of an open interval in EDTF."""


def find_times(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Return `found` with the article's time expressions, in text order and without overlap."""
    reader = _Reader(doc, article)
    return replace(found, times=tuple(reader.read()))


def time_for(times: Sequence[TimeExpression], start: int, end: int) -> TimeExpression | None:
    """Return the expression that lies in, or overlaps, the stretch `start` to `end`; the longest, then the first."""
    inside = [time for time in times if time.span.start < end and time.span.end > start]
    return min(inside, key=lambda t: (t.span.start - t.span.end, t.span.start), default=None)


def times_within(times: Iterable[TimeExpression], start: int, end: int) -> tuple[TimeExpression, ...]:
    """Return the dates and clock times with an EDTF value that begin in the stretch, in text order."""
    return tuple(t for t in times if start <= t.span.start < end and t.edtf and t.kind in ("date", "time"))


class _Reader:
    """One article being read: token and sentence lookups, and the expressions read so far."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc, self.article = doc, article
        self.text = article.text
        self.starts = [token.idx for token in doc]
        self.today = _parse_day(article.published)
        self.context = Context(
            text=self.text,
            today=self.today,
            direction=self.direction,
            tag=self.tag,
            counts_things=self.counts_things,
            same_sentence=lambda left, right: self.sentence(left) == self.sentence(right),
            event_day=self.event_day,
        )

    def read(self) -> Iterable[TimeExpression]:
        """Yield the expressions; each is known to the ones after it."""
        matches = _join_clocks(_select(find_matches(self.text), self), self.text)
        for match in matches:
            reading = resolve(match, self.context)
            if reading is None:
                continue
            if reading.period is not None and not _compares(match, reading):
                self.context.anchors.append(
                    Anchor(start=match.start, period=reading.period, explicit=not reading.relative)
                )
            start, end = match.start, match.end
            while end > start and self.text[end - 1] in " ,":
                end -= 1
            yield TimeExpression(
                span=Span(article=self.article.id, start=start, end=end, text=self.text[start:end]),
                kind=reading.kind,
                value=reading.value,
                edtf=self.limit(match, reading),
                relative=reading.relative,
            )

    def limit(self, match: Match, reading: Reading) -> str | None:
        """Return the EDTF value, made an open interval after "until" or "since", approximate after "around"."""
        if reading.edtf is None or reading.period is None or "/" in reading.edtf:
            return reading.edtf
        lead = self.text[max(0, match.start - 24) : match.start].lower()
        for word, mark in LIMITS:
            if re.search(rf"\b{word}\s+(?:the\s+|at least\s+)?$", lead) and not self.moved(match, word):
                return mark + reading.edtf if mark == "../" else reading.edtf + mark
        if re.match(
            r"(?:about|around|roughly|approximately)\b", self.text[match.start : match.end].lower()
        ) or re.search(r"\b(?:about|around|circa)\s+$", lead):
            return reading.edtf + "~"
        return reading.edtf

    def moved(self, match: Match, word: str) -> bool:
        """Say whether "until" names the new day of something: "postponed until Friday", "not until Friday"."""
        if word not in ("until", "till"):
            return False
        lead = self.text[max(0, match.start - 60) : match.start].lower()
        return bool(
            re.search(r"\b(?:postpon|delay|adjourn|reschedul|defer|put off|push(?:ed)? back|not\b|n['’]t\b)", lead)
        )

    # -- what resolvers ask ----------------------------------------------------------------------------------------

    def token_at(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def direction(self, start: int, end: int) -> Direction:
        if not len(self.doc):
            return "open"
        if start < self.article.headline:
            # A headline tells what is done in the present tense.
            return "ahead" if re.search(r"\b(?:to|will|until|by)\b", self.text[: self.article.headline]) else "open"
        first, last = self.token_at(start), self.token_at(end - 1) + 1
        while first < last - 1 and self.doc[first].lower_ in ("the", "about", "around", "early", "late", "on"):
            first += 1
        return find_direction(self.doc, first, last)

    def tag(self, start: int, end: int) -> str:
        return self.doc[self.token_at(start)].tag_ if len(self.doc) else ""

    def counts_things(self, start: int, end: int) -> bool:
        """Say whether a bare number of four digits counts what follows it (1990 soldiers) or is code (Boeing 1900)."""
        token = self.doc[self.token_at(start)]
        if token.text[:4] != self.text[start:end]:
            return False
        if token.dep_ == "nummod" and token.i < token.head.i and token.head.tag_ in ("NNS", "NNPS"):
            before = self.doc[token.i - 1].lower_ if token.i else ""
            return before not in ("the", "in", "of", "since", "its", "their", "his", "by", "'s", "’s")
        after = self.text[end : end + 12].lower()
        return bool(
            re.match(r"\s+(?:percent|million|billion|people|km|miles|metres|meters|feet|dollars|euros|gmt)\b", after)
        )

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [sent.start_char for sent in self.doc.sents] or [0]

    def sentence(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1

    def event_day(self, offset: int) -> date | None:
        """Return the day told elsewhere for the thing named after `offset`: the nearest dated sentence that names it too."""
        if not len(self.doc):
            return None
        first = self.token_at(offset)
        words = [t for t in self.doc[first : min(first + 8, len(self.doc))] if t.idx >= offset]
        noun = None
        for token in words:
            if token.tag_ in ("NN", "NNP", "VBG", "NNS") and token.dep_ in (
                "pobj",
                "nsubj",
                "nsubjpass",
                "npadvmod",
                "pcomp",
                "mark",
                "ROOT",
            ):
                noun = token
                break
            if token.is_punct:
                break
        if noun is None:
            return None
        lemma = noun.lemma_.lower()
        for anchor in reversed(self.context.anchors):
            if anchor.period.grain != "day":
                continue
            number = self.sentence(anchor.start)
            start = self.sentence_starts[number]
            end = self.sentence_starts[number + 1] if number + 1 < len(self.sentence_starts) else len(self.text)
            span = self.doc[self.token_at(start) : self.token_at(end - 1) + 1]
            if any(t.lemma_.lower() == lemma for t in span if t.i != noun.i):
                return anchor.period.start
        return None


def _compares(match: Match, reading: Reading) -> bool:
    """Say whether the words only name a quarter for comparison ("the year-earlier quarter"); "the quarter" is another."""
    comparing = match.rule in ("shift", "year_ago", "same_period")
    return comparing and reading.period is not None and reading.period.grain == "quarter"


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _select(matches: Iterable[Match], reader: _Reader) -> list[Match]:
    """Return the matches that stand: the longest first, none overlapping, in text order."""
    chosen: list[Match] = []
    taken: list[tuple[int, int]] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        at = bisect_right(taken, (match.start, match.end))
        free = (at == 0 or taken[at - 1][1] <= match.start) and (at == len(taken) or taken[at][0] >= match.end)
        if not free:
            continue
        # Words that turn out to name no time must not hide a shorter expression inside them.
        if _names_time(match, reader):
            taken.insert(at, (match.start, match.end))
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _join_clocks(matches: list[Match], text: str) -> list[Match]:
    """Join a clock time with the day printed right after it ("5 p.m. EST, Nov. 9").

    With a gloss in between ("10 a.m. (0700 GMT) Friday") both clock times take the day, which stays an expression.
    """
    joined: list[Match] = []
    taken = -1
    for number, match in enumerate(matches):
        if number == taken:
            continue
        if match.rule == "clock":
            for at in range(number + 1, min(number + 3, len(matches))):
                after = matches[at]
                gap = text[match.end : after.start]
                # The day is read from where the clock time begins: "until 9 a.m. Tuesday" is ahead.
                inner = Match(after.rule, match.start, after.end, after.groups)
                if after.rule in DAY_RULES and _DIRECT.fullmatch(gap):
                    match = Match("clock_day", match.start, after.end, match.groups, inner)
                    taken = at
                elif after.rule in DAY_RULES and _GLOSSED.fullmatch(gap):
                    match = Match("clock_day", match.start, match.end, match.groups, inner)
        joined.append(match)
    return joined


def _names_time(match: Match, reader: _Reader) -> bool:
    return resolve(match, reader.context) is not None
