"""Calendar arithmetic: days, weeks, months, quarters, seasons, holidays, as TIMEX3 and EDTF values.

Nothing here reads text. A `Period` is what a date expression names; its `value` follows TIMEX3 (TimeML 1.2.1), its
`edtf` ISO 8601-2 so far as an event page can print it: day, month, year, interval. Weeks are ISO weeks, printed as the
interval of their days; a quarter is the interval of its months. A season is printed as its year: the words stay beside
it, and which months are "summer" depends on where the reader stands.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Grain = Literal["day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "span"]
ONE_DAY = timedelta(days=1)
SEASON_MONTHS: Mapping[str, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season in the northern hemisphere, only used to order seasons around an article's date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of the calendar from `start` to `end`, both included, with its TIMEX3 and EDTF values."""

    grain: Grain
    start: date
    end: date
    value: str
    edtf: str | None


def day(when: date) -> Period:
    """Return one day."""
    text = when.isoformat()
    return Period(grain="day", start=when, end=when, value=text, edtf=text)


def days(start: date, end: date) -> Period:
    """Return the days from `start` to `end`, both included."""
    text = f"{start.isoformat()}/{end.isoformat()}"
    return Period(grain="span", start=start, end=end, value=text, edtf=text)


def week(when: date) -> Period:
    """Return the ISO week (Monday to Sunday) that holds the day."""
    start = when - timedelta(days=when.weekday())
    end = start + timedelta(days=6)
    year, number, _ = when.isocalendar()
    return Period(
        grain="week",
        start=start,
        end=end,
        value=f"{year:04d}-W{number:02d}",
        edtf=f"{start.isoformat()}/{end.isoformat()}",
    )


def weekend(when: date) -> Period:
    """Return Saturday and Sunday of the ISO week that holds the day."""
    whole = week(when)
    start = whole.start + timedelta(days=5)
    return Period(
        grain="weekend",
        start=start,
        end=whole.end,
        value=f"{whole.value}-WE",
        edtf=f"{start.isoformat()}/{whole.end.isoformat()}",
    )


def month(year: int, number: int) -> Period:
    """Return a month; `number` may lie outside 1 to 12 and then counts into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    text = f"{year:04d}-{number:02d}"
    last = monthrange(year, number)[1]
    return Period(grain="month", start=date(year, number, 1), end=date(year, number, last), value=text, edtf=text)


def months(start: Period, end: Period) -> Period:
    """Return the stretch from the first day of one period to the last of another, printed in their own precision."""
    text = f"{start.edtf}/{end.edtf}"
    return Period(grain="span", start=start.start, end=end.end, value=text, edtf=text)


def quarter(year: int, number: int) -> Period:
    """Return a quarter of the calendar year; `number` may lie outside 1 to 4 and then counts into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    whole = months(month(year, number * 3 - 2), month(year, number * 3))
    return Period(grain="quarter", start=whole.start, end=whole.end, value=f"{year:04d}-Q{number}", edtf=whole.edtf)


def half(year: int, number: int) -> Period:
    """Return the first or second half of a year."""
    whole = months(month(year, number * 6 - 5), month(year, number * 6))
    return Period(grain="half", start=whole.start, end=whole.end, value=f"{year:04d}-H{number}", edtf=whole.edtf)


def season(year: int, code: str) -> Period:
    """Return a season by its TIMEX3 code (SP, SU, FA, WI); winter is printed with the years it touches."""
    first = month(year, SEASON_MONTHS[code])
    last = month(year, SEASON_MONTHS[code] + 2)
    edtf = f"{year:04d}" if code != "WI" else f"{year:04d}/{year + 1:04d}"
    return Period(grain="season", start=first.start, end=last.end, value=f"{year:04d}-{code}", edtf=edtf)


def year(number: int) -> Period:
    """Return a calendar year."""
    text = f"{number:04d}"
    return Period(grain="year", start=date(number, 1, 1), end=date(number, 12, 31), value=text, edtf=text)


def years(first: int, last: int) -> Period:
    """Return the years from `first` to `last`, both included."""
    return months(year(first), year(last))


def decade(first: int) -> Period:
    """Return the ten years from `first`, a multiple of ten; TIMEX3 writes three digits, EDTF an X for the fourth."""
    return Period(
        grain="decade",
        start=date(first, 1, 1),
        end=date(first + 9, 12, 31),
        value=f"{first:04d}"[:3],
        edtf=f"{first:04d}"[:3] + "X",
    )


def century(number: int) -> Period:
    """Return the century with this ordinal: the 20th is 1900 to 1999 in TIMEX3's and EDTF's two digits."""
    first = (number - 1) * 100
    return Period(
        grain="century",
        start=date(max(first, 1), 1, 1),
        end=date(first + 99, 12, 31),
        value=f"{first:04d}"[:2],
        edtf=f"{first:04d}"[:2] + "XX",
    )


def containing(grain: str, when: date) -> Period:
    """Return the period of this grain that holds the day; grains without an own period (hour) give the day."""
    builders: dict[str, Callable[[date], Period]] = {
        "day": day,
        "week": week,
        "weekend": weekend,
        "month": lambda d: month(d.year, d.month),
        "quarter": lambda d: quarter(d.year, (d.month + 2) // 3),
        "year": lambda d: year(d.year),
        "decade": lambda d: decade(d.year // 10 * 10),
        "century": lambda d: century(d.year // 100 + 1),
    }
    return builders.get(grain, day)(when)


def shift(when: date, grain: str, count: int) -> Period:
    """Return the period of this grain that lies `count` such periods after (before, if negative) the day's own."""
    if grain in ("day", "week", "weekend"):
        return containing(grain, when + timedelta(days=count * (1 if grain == "day" else 7)))
    if grain == "month":
        return month(when.year, when.month + count)
    if grain == "quarter":
        return quarter(when.year, (when.month + 2) // 3 + count)
    if grain == "decade":
        return decade((when.year // 10 + count) * 10)
    if grain == "century":
        return century(when.year // 100 + 1 + count)
    return year(when.year + count)


def same_day(when: date, *, year: int) -> date | None:
    """Return the day with the same month and number in another year, None for 29 February of a common year."""
    try:
        return when.replace(year=year)
    except ValueError:
        return None


def weekday_before(when: date, weekday: int) -> date:
    """Return the last such weekday (Monday is 0) on or before the day."""
    return when - timedelta(days=(when.weekday() - weekday) % 7)


def weekday_after(when: date, weekday: int) -> date:
    """Return the next such weekday on or after the day."""
    return when + timedelta(days=(weekday - when.weekday()) % 7)


def easter(year: int, *, orthodox: bool = False) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    Western: the anonymous Gregorian algorithm; Orthodox: Meeus's Julian algorithm with 13 days added (right for 1900 to
    2099). Source: J. Meeus, Astronomical Algorithms, 1991, chapter 8.
    """
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        number = d + e + 114
        return date(year, number // 31, number % 31 + 1) + timedelta(days=13)
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    w = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * w) // 451
    number = h + w - 7 * m + 114
    return date(year, number // 31, number % 31 + 1)


def holiday(rule: Mapping[str, Any], year: int) -> date:
    """Return the day of a holiday in a year.

    `rule` is one of `{month, day}`, `{month, weekday, nth}` (nth -1 is the last; `plus` adds days), `{easter: offset}`
    and `{orthodox_easter: offset}`.
    """
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "orthodox_easter" in rule:
        return easter(year, orthodox=True) + timedelta(days=rule["orthodox_easter"])
    number = rule["month"]
    if "day" in rule:
        return date(year, number, rule["day"])
    plus = timedelta(days=rule.get("plus", 0))
    if rule["nth"] < 0:
        return weekday_before(date(year, number, monthrange(year, number)[1]), rule["weekday"]) + plus
    return weekday_after(date(year, number, 1), rule["weekday"]) + timedelta(weeks=rule["nth"] - 1) + plus


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return first and last ISO day of an EDTF value as this package writes it; None on an open side.

    Understands day, month, year, decade (`199X`), century (`19XX`), a trailing `~`, and intervals of these with `..`.
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        return (None if left == ".." else bounds(left)[0], None if right == ".." else bounds(right)[1])
    plain = edtf.rstrip("~")
    low, high = plain.replace("X", "0"), plain.replace("X", "9")
    if len(plain) == 10:
        return plain, plain
    if len(plain) == 7:
        last = monthrange(int(plain[:4]), int(plain[5:]))[1]
        return f"{plain}-01", f"{plain}-{last:02d}"
    return f"{low}-01-01", f"{high}-12-31"
