"""A timeline of the folder: the days that matter between two days, each with the sentences that tell it best.

Enters: a knowledge base. Leaves: days with printed sentences and where they stand. A day matters if many articles name
it, near their beginning, in sentences about what the folder is about, and still weeks later; a day that merely lies in a
busy week counts for less, and one near the end, which few later articles could name, for more. No sentence is rewritten.
Days that articles name say more than days on which they appeared (Tran et al. 2013, Gholipour Ghalandari and Ifrim 2020).
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log, sqrt
from operator import itemgetter
from typing import Any

from generator.knowledge import KnowledgeBase
from generator.model import Annotations, Article, TimeExpression
from generator.resolution.event_keys import read_days
from generator.resolution.event_words import content_stems

LEAD = 10
"""Sentences at the beginning of an article in which a named day counts for more."""

EARLY = 1.5
"""What such a naming counts against a later one of its article."""

LASTING = 0.8
"""How much more a naming counts by the logarithm of the days after which an article still names the day."""

FIRST = 3
UNDATED = 0.5
"""An article whose first sentences name no day tells of the day it appeared; this counts half as much as naming it."""

AHEAD = 0.5
"""What a naming counts while the day is still to come: not all that was set for June 1 came on June 1."""

CHANCES = 1 / 3
"""Power of the share of articles that could still name a day by which its weight is divided: late days had fewer chances."""

LONE = 0.02
"""What a naming counts that shares no word with the other articles' namings of the day: "by June 1" names many things."""

OPENING = 5
BEGINNING = 20
"""The first sentences of an article may tell of the day it appeared, more of them what was spoken of on it."""

FRESH = 0.3
"""What a sentence of an article of the day counts for what is central, against one that names the day."""

SHORTEST = 60
LONGEST = 220
"""Characters of a sentence that a timeline prints."""

TEXT = 800
"""Characters from which a "sentence" is a list or table and names no day."""

ALIKE = 0.4
"""Cosine from which two sentences say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as a timeline sees it: `days` are the days it names, as ordinals like `published`.

    `number` counts the sentences of the article, `start` and `end` are its offsets, `words` the stems of its content.
    """

    article: str
    published: int | None
    number: int
    start: int
    end: int
    words: frozenset[str]
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a word says: `rare` is its inverse document frequency over sentences, `topical` the share of articles with it."""

    rare: Mapping[str, float] = field(default_factory=dict)
    topical: Mapping[str, float] = field(default_factory=dict)

    def vector(self, words: frozenset[str]) -> dict[str, float]:
        """Return the words' weights, of length one; empty if no word is known."""
        length = sqrt(sum(self.rare.get(word, 0.0) ** 2 for word in words))
        return {word: self.rare.get(word, 0.0) / length for word in sorted(words)} if length else {}

    def relevance(self, words: frozenset[str]) -> float:
        """Return how much a sentence is about what the articles are about: its cosine with their mean, but for a factor."""
        length = sqrt(sum(self.rare.get(word, 0.0) ** 2 for word in words))
        if not length:
            return 0.0
        return sum(self.rare.get(word, 0.0) ** 2 * self.topical.get(word, 0.0) for word in words) / length


def make_timeline(
    kb: KnowledgeBase, *, start: str | None = None, end: str | None = None, days: int = 20, sentences: int = 1
) -> list[dict[str, Any]]:
    """Return the days that matter in order, each with its sentences as printed and the places they stand at.

    `start` and `end` are ISO days; without them, the first and last day on which an article appeared. Of copies of one
    report only the first counts.
    """
    lines = list(read_lines(kb))
    published = [line.published for line in lines if line.published is not None]
    if not published:
        return []
    first, last = _ordinal(start, min(published)), _ordinal(end, max(published))
    return [_entry(kb, day, chosen) for day, chosen in draw_timeline(lines, first, last, days, sentences)]


def draw_timeline(
    lines: Sequence[Line], first: int, last: int, days: int, sentences: int
) -> list[tuple[int, list[Line]]]:
    """Return at most `days` days between two ordinals, in order, each with at most `sentences` lines."""
    weights = weigh_words(lines)
    told: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        for day in {*line.days, *((line.published, line.published - 1) if line.published is not None else ())}:
            told[day].append(line)
    return [
        (day, choose_sentences(told[day], weights, day, sentences))
        for day in choose_days(lines, weights, first, last, days)
    ]


def _ordinal(day: str | None, otherwise: int) -> int:
    found = read_days(day)
    return found.first if found else otherwise


def _entry(kb: KnowledgeBase, day: int, chosen: Sequence[Line]) -> dict[str, Any]:
    return {
        "date": datetime.date.fromordinal(day).isoformat(),
        "summary": [" ".join(kb.article(line.article).text[line.start : line.end].split()) for line in chosen],
        "sources": [{"article": line.article, "start": line.start, "end": line.end} for line in chosen],
    }


def read_lines(kb: KnowledgeBase) -> Iterator[Line]:
    """Yield every sentence of every article that is no copy, in order."""
    copies = {copy for group in kb.copies for copy in group.copies}
    for article in kb.articles:
        if article.id not in copies:
            yield from article_lines(article, kb.annotations[article.id])


def article_lines(article: Article, found: Annotations) -> Iterator[Line]:
    """Yield the sentences of one article with the days that they name."""
    published = read_days(article.published)
    times = iter(found.times)
    time = next(times, None)
    for sentence in found.sentences:
        days: list[int] = []
        while time is not None and time.span.start < sentence.end:
            if (day := _day_of(time)) is not None:
                days.append(day)
            time = next(times, None)
        yield Line(
            article=article.id,
            published=published.first if published else None,
            number=sentence.number,
            start=sentence.start,
            end=sentence.end,
            words=content_stems(article.text[sentence.start : sentence.end]),
            days=tuple(dict.fromkeys(days)),
        )


def _day_of(time: TimeExpression) -> int | None:
    """Return the day that an expression names, None for longer or open times."""
    days = read_days(time.edtf.rstrip("~?%") if time.edtf else None)
    return days.first if days and days.length == 1 else None


def weigh_words(lines: Sequence[Line]) -> Weights:
    """Return the weights of all words."""
    sentences = Counter(word for line in lines for word in line.words)
    by_article: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        by_article[line.article] |= line.words
    articles = Counter(word for words in by_article.values() for word in words)
    return Weights(
        rare={word: log((1 + len(lines)) / count) for word, count in sentences.items()},
        topical={word: count / len(by_article) for word, count in articles.items()},
    )


def choose_days(lines: Sequence[Line], weights: Weights, first: int, last: int, number: int) -> list[int]:
    """Return the days between `first` and `last` that matter most, at most `number`, in order."""
    namings: dict[int, list[tuple[Line, float]]] = defaultdict(list)
    for (_, day), naming in _find_namings(lines, weights).items():
        if first <= day <= last:
            namings[day].append(naming)
    published = sorted(
        {(line.article, line.published) for line in lines if line.published is not None}, key=itemgetter(1)
    )
    scores = {day: _weigh_day(told, weights) / _chances(day, published) for day, told in namings.items()}
    return sorted(sorted(scores, key=lambda day: (-scores[day], day))[:number])


def _chances(day: int, published: Sequence[tuple[str, int]]) -> float:
    """Return what a day's weight is divided by: the share of articles that appeared on the day or after it, flattened."""
    later = len(published) - bisect_left(published, day, key=itemgetter(1))
    return float((max(later, 1) / max(len(published), 1)) ** CHANCES)


def _find_namings(lines: Sequence[Line], weights: Weights) -> dict[tuple[str, int], tuple[Line, float]]:
    """Return for each article and day the sentence naming it that is most about the topic, and what it weighs."""
    best: dict[tuple[str, int], tuple[Line, float]] = {}
    dated = {line.article for line in lines if line.days and line.number <= FIRST}
    for line in lines:
        told = _days_told(line, dated) if line.end - line.start <= TEXT else ()
        relevance = weights.relevance(line.words) * (EARLY if line.number < LEAD else 1) if told else 0.0
        for day, share in told:
            after = line.published - day if line.published is not None else 0
            weight = relevance * share * (1 + LASTING * log(1 + after) if after >= 0 else AHEAD)
            if weight > best.get((line.article, day), (line, 0.0))[1]:
                best[line.article, day] = (line, weight)
    return best


def _days_told(line: Line, dated: Set[str]) -> Sequence[tuple[int, float]]:
    """Return the days that a sentence tells of, each with what this counts; `dated` articles begin by naming a day."""
    if not line.days and line.published is not None and line.number <= FIRST and line.article not in dated:
        return ((line.published, UNDATED),)
    return [(day, 1.0) for day in line.days]


def _weigh_day(namings: Sequence[tuple[Line, float]], weights: Weights) -> float:
    """Return what a day weighs: its namings, more if late, more the more they tell the same."""
    vectors = [weights.vector(line.words) for line, _ in namings]
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    score = 0.0
    for (_, own), vector in zip(namings, vectors, strict=True):
        shared = sum(weight * total[word] for word, weight in vector.items()) - 1
        agreement = min(shared / (len(namings) - 1), 0.5) if len(namings) > 1 else LONE
        score += own * (agreement + LONE)
    return score


def choose_sentences(lines: Sequence[Line], weights: Weights, day: int, number: int) -> list[Line]:
    """Return the sentences that tell a day best, none twice: central among those that name it or appeared with it.

    What is central is read off all sentences that name the day and the openings of the articles of this day and the next.
    """
    naming = [line for line in lines if day in line.days]
    fresh = [line for line in lines if line.published in (day, day + 1) and line.number <= BEGINNING]
    centre: dict[str, float] = defaultdict(float)
    for share, told in ((1.0, naming), (FRESH, fresh)):
        for line in told:
            for word, weight in weights.vector(line.words).items():
                centre[word] += share * weight
    opening = [line for line in fresh if line.number <= OPENING]
    candidates = {(line.article, line.number): line for line in (*naming, *opening)}
    vectors = {key: weights.vector(line.words) for key, line in candidates.items()}
    fitting = [key for key, line in candidates.items() if SHORTEST <= line.end - line.start <= LONGEST]
    order = sorted(
        fitting or candidates,
        key=lambda key: (-round(sum(weight * centre[word] for word, weight in vectors[key].items()), 9), key),
    )
    chosen: list[tuple[str, int]] = []
    for key in order:
        if len(chosen) == number:
            break
        if all(_cosine(vectors[key], vectors[other]) <= ALIKE for other in chosen):
            chosen.append(key)
    return [candidates[key] for key in chosen]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
