"""Where reports of one event differ: in number, day, place, or that it happened at all.

Enters: the event's reports in order of date, with what they are compared by. Leaves: `Disagreement`s, one value with its
span for each side; the values are printed words, never corrected. Precision first: only what cannot both be true is set
against each other, so "at least 12 killed" and "14 killed" agree, and so do 12 killed and 30 injured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from generator.data import load_data
from generator.model import Disagreement, EventMention, Quantity, Span
from generator.resolution.event_keys import Telling, read_days

INFINITE = float("inf")

NEAR = 0.1
"""By how much "about 200" may be off, as a share."""

BRIEF = 2
"""Days over which a report may count and still count one event."""

STRETCHES = frozenset("week weeks days hours month months year years weekend nights".split())
"""Words of time expressions over which several events may be added up."""

Report = tuple[EventMention, Telling]


def find_disagreements(reports: Sequence[Report], homes: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Return the differences between reports; `homes` maps a town to the state that it is printed in."""
    told = [report for report in reports if report[0].modality == "happened"]
    return (*_numbers(told), *_days(told), *_places(told, homes), *_denials(reports))


def _numbers(reports: Sequence[Report]) -> list[Disagreement]:
    """Return numbers of one thing and one outcome that cannot both be true; an article is never set against itself.

    What an article counts twice, with other numbers, it counts for reasons that its words do not tell us.
    """
    found: dict[str, dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
    for mention, _ in reports:
        if _adds_up(mention):
            continue
        for quantity in mention.quantities:
            if name := _counted(quantity):
                found[name][mention.trigger.article].append(quantity)
    differences = []
    for name, articles in sorted(found.items()):
        sure = [counts[0] for counts in articles.values() if len({one.value for one in counts}) == 1]
        sides = [one for one in sure if any(not _agree(one, other) for other in sure)]
        if sides:
            values = {one.value: (one.span.text, one.span) for one in reversed(sides)}
            ordered = [values[value] for value in dict.fromkeys(one.value for one in sides)]
            differences.append(Disagreement(property=name, values=tuple(ordered)))
    return differences


def _adds_up(mention: EventMention) -> bool:
    """Tell whether a report counts over a stretch of time: "in the past week", but not "at the end of June"."""
    days = read_days(mention.date)
    words = mention.when.span.text.lower().split() if mention.when else []
    return days is not None and days.length > BRIEF and not STRETCHES.isdisjoint(words)


def _counted(quantity: Quantity) -> str:
    """Return what a number counts in words, "people killed"; "" for others, and people of whom no outcome is told."""
    unit = quantity.unit.lower()
    if unit.startswith("other") or (unit in _people() and not quantity.outcome):
        return ""
    return f"{unit} {quantity.outcome}".strip()


@cache
def _people() -> frozenset[str]:
    return frozenset(load_data("counts")["people"].split())


def _agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether a number can be meant by both."""
    (low, high), (least, most) = _range(one), _range(other)
    return low <= most and least <= high


def _range(quantity: Quantity) -> tuple[float, float]:
    """Return the least and the greatest number that the printed words allow."""
    value, words = quantity.value, " ".join(quantity.span.text.lower().split())
    bounds: dict[str, list[str]] = load_data("counts")["bounds"]
    kind = next((name for name, marks in bounds.items() if any(_has(words, mark) for mark in marks)), "")
    if kind == "floor":
        return value, INFINITE
    if kind == "ceiling":
        return 0, value
    return (value * (1 - NEAR), value * (1 + NEAR)) if kind else (value, value)


def _has(words: str, mark: str) -> bool:
    return re.search(rf"\b{mark}\b", words) is not None


def _days(reports: Sequence[Report]) -> list[Disagreement]:
    """Return days printed in the very clause that tells of the event and that cannot be one.

    An hour or a night is left out: it lies on two days for two time zones.
    """
    sides: list[tuple[str, Span]] = []
    seen: list[EventMention] = []
    for report, _ in reports:
        days = read_days(report.date)
        if days is None or report.when is None or report.date is None or not report.central:
            continue
        if report.date_basis != "clause" or report.when.kind != "date" or days.length > 1:
            continue
        if all(not days.overlaps(other) for one in seen if (other := read_days(one.date))):
            seen.append(report)
            sides.append((report.date, report.when.span))
    return [Disagreement(property="day", values=tuple(sides))] if _differ(sides) else []


def _places(reports: Sequence[Report], homes: Mapping[str, str]) -> list[Disagreement]:
    """Return towns of which neither can lie in the other: both are printed with the state they lie in.

    A palace and its town, a town and its region are no two places; what happens in towns is told apart by them.
    """
    sides: dict[str, tuple[str, Span]] = {}
    for report, telling in reports:
        if report.place and telling.place and telling.place in homes and not telling.local:
            sides.setdefault(telling.place, (report.place.text, report.place))
    values = list(sides.values())
    return [Disagreement(property="place", values=tuple(values))] if _differ(values) else []


def _differ(sides: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether there are two sides, printed in two articles."""
    return len(sides) > 1 and len({span.article for _, span in sides}) > 1


def _denials(reports: Sequence[Report]) -> list[Disagreement]:
    """Return what one tells that somebody else denies: a speaker, of those whom or the place that the other names."""
    told = [report for report in reports if report[0].modality == "happened"]
    for mention, telling in reports:
        if mention.modality != "denied" or mention.speaker is None:
            continue
        about = _about(telling)
        for other, known in told:
            same = other.trigger.article == mention.trigger.article and other.sentence == mention.sentence
            if not same and len(about) > 1 and about <= _about(known):
                pair = sorted(
                    (("happened", other), ("denied", mention)),
                    key=lambda side: next(n for n, (one, _) in enumerate(reports) if one is side[1]),
                )
                return [Disagreement(property="happened", values=tuple((name, one.trigger) for name, one in pair))]
    return []


def _about(telling: Telling) -> frozenset[str]:
    return telling.who | telling.towns | ({telling.place} if telling.place else frozenset())
