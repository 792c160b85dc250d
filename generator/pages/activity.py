"""Activity over time, of the folder or of one actor: counts by day, month or year with the picture drawn from them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.pictures import Series, draw_activity
from generator.pages.places import Ref
from generator.pages.wording import show_date

DAYS, MONTHS, YEARS = 35, 40, 40
"""Up to so many days a bar is a day, up to so many months a month, else a year; only the last years are shown."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One period of the table: its anchor, its name, where it leads, and a number for each series."""

    anchor: str
    name: str
    ref: Ref | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """The picture and its table; `unit` is `day`, `month` or `year`, `left_out` the number of earlier periods not shown."""

    unit: str
    names: tuple[str, ...]
    picture: Markup
    rows: tuple[ActivityRow, ...]
    left_out: int


def count_activity(
    series: Mapping[str, Sequence[str]], find: Callable[[str], Ref | None] = lambda period: None
) -> Activity | None:
    """Return the activity of named series of ISO days, None for fewer than two periods; `find` gives a period's page."""
    days = sorted({day for dates in series.values() for day in dates if day})
    if not days:
        return None
    length, unit, periods = _periods(days[0], days[-1])
    if len(periods) < 2:
        return None
    shown = periods[-YEARS:] if unit == "year" else periods
    counts = {name: Counter(day[:length] for day in dates if day) for name, dates in series.items()}
    drawn = draw_activity(
        [(f"t-{period}", _short(period)) for period in shown],
        [Series(name, [counts[name][period] for period in shown]) for name in series],
    )
    rows = tuple(
        ActivityRow(f"t-{period}", _short(period), find(period), tuple(counts[name][period] for name in series))
        for period in shown
        if any(counts[name][period] for name in series)
    )
    return Activity(unit, tuple(series), Markup(drawn), rows, len(periods) - len(shown))


def _periods(first: str, last: str) -> tuple[int, str, list[str]]:
    """Return how much of an ISO day names the period, the unit, and every period from first to last."""
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if (end - start).days < DAYS:
        return 10, "day", [(start + datetime.timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]
    months = [f"{y:04}-{m:02}" for y in range(start.year, end.year + 1) for m in range(1, 13)]
    months = [month for month in months if first[:7] <= month <= last[:7]]
    if len(months) <= MONTHS:
        return 7, "month", months
    return 4, "year", [f"{year:04}" for year in range(start.year, end.year + 1)]


def _short(period: str) -> str:
    """Return a period in few letters: `28 Feb 2022`, `February 2022`, `2022`."""
    words = show_date(period, weekday=False).split()
    return " ".join(word[:3] if len(words) == 3 and word.isalpha() else word for word in words)
