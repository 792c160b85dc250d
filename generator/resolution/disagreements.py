"""Where reports of one event differ: in number, day, place, or that it happened at all.

Enters: the event's reports in order of date. Leaves: `Disagreement`s, one value with its span for each side; the values
are printed words, never corrected. Precision first: a number is compared only with numbers of the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Disagreement, EventMention, Span
from generator.resolution.event_keys import read_days


def find_disagreements(reports: Sequence[EventMention], places: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Return the differences between reports; `places` maps a report's id to the actor id of its place."""
    found = [*_numbers(reports), *_days(reports), *_places(reports, places), *_denials(reports)]
    return tuple(found)


def _numbers(reports: Sequence[EventMention]) -> list[Disagreement]:
    """Numbers of one thing that differ between articles: 12 dead, 14 dead; an article is never set against itself."""
    units: dict[str, dict[float, Span]] = {}
    articles: dict[str, set[str]] = {}
    for report in reports:
        for quantity in report.quantities:
            unit = quantity.unit.lower()
            if unit:
                units.setdefault(unit, {}).setdefault(quantity.value, quantity.span)
                articles.setdefault(unit, set()).add(report.trigger.article)
    return [
        Disagreement(property=unit, values=tuple((span.text, span) for span in values.values()))
        for unit, values in sorted(units.items())
        if len(values) > 1 and len(articles[unit]) > 1
    ]


def _days(reports: Sequence[EventMention]) -> list[Disagreement]:
    """Days read beside the event that cannot be one."""
    sides: list[tuple[str, Span]] = []
    seen: list[EventMention] = []
    for report in reports:
        days = read_days(report.date)
        if days is None or report.when is None or report.date_basis == "article" or report.date is None:
            continue
        if all(not days.overlaps(other) for one in seen if (other := read_days(one.date))):
            seen.append(report)
            sides.append((report.date, report.when.span))
    return [Disagreement(property="day", values=tuple(sides))] if len(sides) > 1 else []


def _places(reports: Sequence[EventMention], places: Mapping[str, str]) -> list[Disagreement]:
    sides: dict[str, tuple[str, Span]] = {}
    for report in reports:
        if report.place is not None and (actor := places.get(report.id)):
            sides.setdefault(actor, (report.place.text, report.place))
    articles = {span.article for _, span in sides.values()}
    if len(sides) < 2 or len(articles) < 2:
        return []
    return [Disagreement(property="place", values=tuple(sides.values()))]


def _denials(reports: Sequence[EventMention]) -> list[Disagreement]:
    """One tells that it happened, another denies it."""
    told = next((report for report in reports if report.modality == "happened"), None)
    denied = next((report for report in reports if report.modality == "denied"), None)
    if told is None or denied is None:
        return []
    sides = sorted((("happened", told), ("denied", denied)), key=lambda side: reports.index(side[1]))
    return [Disagreement(property="happened", values=tuple((name, report.trigger) for name, report in sides))]
