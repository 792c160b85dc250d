"""Readings that count from another day ("two weeks ago", "last month"), durations, sets and words of reference."""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.annotation import calendars
from generator.annotation.calendars import ONE_DAY, Period
from generator.annotation.date_matching import Match
from generator.annotation.date_words import (
    Context,
    Reading,
    dated,
    duration_value,
    lexicon,
    plain_words,
    read_number,
    unit_name,
    words_only,
)


def read_shift(match: Match, context: Context) -> Reading | None:
    """Read "two weeks ago", "three days later", "10 days before the murder" in the precision of their unit."""
    groups = match.groups
    unit, way = unit_name(groups["unit"]), plain_words(groups["way"])
    number = read_number(groups["num"])
    back = way in ("ago", "earlier", "before", "previously", "prior")
    if unit in ("second", "minute", "hour", "night", "fortnight", "weekend", "semester", "millennium"):
        return _short_shift(match, context, number, unit, back=back)
    if number is None:
        kind = "PAST_REF" if back else "FUTURE_REF"
        return Reading(value=kind, relative=True)
    origin = _origin(match, context, way)
    if way in ("before", "after") and origin is None:
        return Reading(kind="duration", value=duration_value(number, unit))
    if origin is None:
        return words_only()
    if unit == "year" and number == 1 and back and (quarter := _running_quarter(match, context)):
        return dated(quarter, relative=True)
    return dated(_stepped(origin, unit, -number if back else number), relative=True)


def _running_quarter(match: Match, context: Context) -> Period | None:
    """Return the quarter a year before the one an earnings report is about: its "a year ago" means that quarter."""
    quarter = context.last(match, ("quarter",), within=1500)
    if quarter is None or context.today is None or (context.today - quarter.end).days >= 400:
        return None
    year, code = quarter.value.split("-Q")
    return calendars.quarter(int(year) - 1, int(code))


def _short_shift(match: Match, context: Context, number: float | None, unit: str, *, back: bool) -> Reading | None:
    if unit == "fortnight" and context.today and number:
        step = timedelta(days=14 * int(number))
        return dated(calendars.week(context.today - step if back else context.today + step), relative=True)
    return Reading(kind="duration", value=duration_value(number, unit))


def _origin(match: Match, context: Context, way: str) -> date | None:
    """Return the day that a shift is counted from: the article's, the one last told, or that of the event named."""
    if way in ("ago", "ago today", "from now", "from today", "hence"):
        return context.today
    if way in ("before", "after"):
        return context.event_day(match.end)
    if context.today is None:
        return None
    told = context.last(match, ("day",))
    if told:
        return told.start
    named = (
        context.last(match, ("month", "year", "quarter"))
        if unit_name(match.groups["unit"]) in ("month", "year")
        else None
    )
    if named:
        return named.start
    return context.today if way in ("earlier", "previously", "prior") else None


def _stepped(origin: date, unit: str, number: float) -> Period | None:
    try:
        if number != int(number):
            return calendars.shift(origin, "month", round(number * 12)) if unit == "year" else None
        if unit == "year" and abs(number) > 900:
            return None
        return calendars.shift(origin, unit, int(number))
    except (ValueError, OverflowError):
        return None


def read_relative(match: Match, context: Context) -> Reading | None:
    """Read last week, this year, the following month: the period of that grain beside the article's or the one told."""
    groups = match.groups
    rel, unit = (
        plain_words(groups["rel"]),
        unit_name(groups["unit"]) if groups["unit"].lower() != "period" else "period",
    )
    if unit in ("second", "minute", "hour", "night", "fortnight", "semester", "millennium"):
        return Reading(kind="duration", value=duration_value(1, unit)) if rel.startswith("the") else None
    if unit == "period":
        quarter = context.last(match, ("quarter",), within=3000)
        return (
            dated(quarter, relative=True)
            if quarter and rel in ("the latest", "the current", "that", "the same")
            else None
        )
    if rel in ("past", "previous", "following", "coming", "current") and unit == "day":
        return None
    if context.today is None:
        return words_only()
    if unit == "day" and rel in ("this", "the last", "the latest", "the full", "the entire", "next", "last"):
        return None
    if rel in ("the full", "the entire"):
        return Reading(kind="duration", value=duration_value(1, unit))
    period = _beside(match, context, rel, unit)
    if "unit2" in groups and unit == "year" and period and groups["unit2"].lower() in ("quarter", "period"):
        quarter = context.last(match, ("quarter",), within=3000)
        number = int(quarter.value[-1]) if quarter else (context.today.month + 2) // 3 - 1
        return dated(calendars.quarter(period.start.year, number), relative=True)
    if "unit2" in groups and period and groups["unit2"].lower().endswith("half"):
        return dated(calendars.half(period.start.year, 1 if "first" in groups["unit2"].lower() else 2), relative=True)
    return dated(period, relative=True)


def _beside(match: Match, context: Context, rel: str, unit: str) -> Period | None:
    today = context.today
    if today is None:
        return None
    told = None
    if rel in ("the previous", "the following", "the same", "that same", "that", "following", "previous", "the next"):
        told = context.last(match, ("day", "month", "year", "week", "quarter", "season"))
        if rel == "the next" and told and told.start >= today.replace(day=1):
            told = None
    origin = told.start if told else today
    steps = {
        "last": -1, "the last": -1, "the past": -1, "past": -1, "this past": -1, "the previous": -1, "previous": -1,
        "next": 1, "the next": 1, "the following": 1, "following": 1, "the coming": 1, "coming": 1, "this coming": 1,
    }  # fmt: skip
    if unit == "quarter" and rel in ("the latest", "its latest", "the same", "that", "that same"):
        return context.last(match, ("quarter",), within=3000) or calendars.shift(today, "quarter", -1)
    if unit == "weekend":
        return _weekend_beside(match, context, steps.get(rel, 0))
    step = steps.get(rel, 0)
    if rel in ("the latest", "its latest") and unit in ("week", "month"):
        step = -1
    return calendars.shift(origin, unit, step)


def _weekend_beside(match: Match, context: Context, step: int) -> Period | None:
    today = context.today
    if today is None:
        return None
    if step == 0:
        return _recent_weekend(match, context, today)
    if step < 0:
        return calendars.weekend(calendars.weekday_before(today - ONE_DAY, 6))
    return calendars.weekend(calendars.weekday_after(today + ONE_DAY, 5))


def _recent_weekend(match: Match, context: Context, today: date) -> Period:
    """Return the weekend just past (the running one on a Saturday or Sunday), or the next when the clause looks ahead."""
    if today.weekday() >= 5:
        return calendars.weekend(today)
    ahead = context.direction(match.start, match.end) == "ahead"
    return calendars.weekend(today if ahead else today - timedelta(days=7))


def read_weekend(match: Match, context: Context) -> Reading | None:
    """Read "the weekend", "this weekend", "last weekend"."""
    lead = context.text[max(0, match.start - 14) : match.start].lower()
    if context.today is None or not re.search(r"\b(?:the|over|at|on|this)\s+(?:the\s+)?$", lead):
        return None
    return dated(_recent_weekend(match, context, context.today), relative=True)


def read_the_unit(match: Match, context: Context) -> Reading | None:
    """Read "the week", "that year", "the quarter": the period told before, else the running one."""
    groups = match.groups
    unit, the, mod = groups["unit"].lower(), groups["the"].lower(), plain_words(groups.get("mod", ""))
    if context.today is None:
        return words_only() if the == "that" or mod else None
    if unit in ("quarter", "period"):
        told = context.last(match, ("quarter",), within=3000)
        if unit == "period":
            return None
        return dated(told or calendars.shift(context.today, "quarter", -1), relative=True)
    if unit == "weekend":
        return dated(_recent_weekend(match, context, context.today), relative=True)
    if the == "that":
        told = context.last(match, ("day", "month", "year", "week"))
        return dated(calendars.containing(unit, told.start), relative=True) if told else words_only()
    if mod or unit in ("week", "month", "year"):
        return dated(calendars.containing(unit, context.today), relative=True)
    if unit == "day" and re.search(
        r"\b(?:in|of|during|for)\s+$", context.text[max(0, match.start - 8) : match.start].lower()
    ):
        told = context.last(match, ("day",), within=300)
        return dated(told, relative=True) if told else None
    return None


def read_year_end(match: Match, context: Context) -> Reading | None:
    """Read the end of a year or quarter."""
    if context.today is None:
        return words_only()
    return dated(calendars.containing(match.groups["grain"].lower(), context.today), relative=True)


def read_year_ago(match: Match, context: Context) -> Reading | None:
    """Read "the year-ago quarter"."""
    if context.today is None:
        return words_only()
    unit = match.groups.get("unit", "").lower()
    if unit == "nine months":
        return Reading(kind="duration", value="P9M")
    quarter = context.last(match, ("quarter",), within=3000)
    if quarter and unit not in ("month",):
        year, code = quarter.value.split("-Q")
        return dated(calendars.quarter(int(year) - 1, int(code)), relative=True)
    if unit == "quarter":
        return dated(calendars.shift(context.today, "quarter", -5), relative=True)
    return dated(calendars.year(context.today.year - 1), relative=True)


def read_duration(match: Match, context: Context) -> Reading | None:
    """Read a stretch of time: "two weeks", "the 30-day"."""
    groups = match.groups
    unit, number = unit_name(groups["unit"]), read_number(groups["num"])
    article = plain_words(groups["num"]) in ("a", "an")
    if "old" in groups and unit == "year":
        return None
    if plain_words(groups["num"]) in ("many", "some", "few") and not groups["unit"].lower().endswith("s"):
        return None
    if article and unit in ("second", "quarter", "century", "weekend", "night", "period"):
        return None
    if article and unit == "day" and context.text[match.end : match.end + 1] == "-":
        return None
    if article and _is_rate(match, context):
        return Reading(kind="set", value=duration_value(1, unit))
    if (
        number == 1
        and plain_words(groups["num"]) == "one"
        and unit == "day"
        and re.search(r"[Oo]ne day$", context.text[match.start : match.end])
    ):
        direction = context.direction(match.start, match.end)
        if direction == "ahead":
            return Reading(value="FUTURE_REF", relative=True)
    if unit == "second" and (number is None or article):
        return None
    if unit == "quarter" and (number is None or number < 1 or not groups["unit"].lower().endswith("s")):
        return None
    if number is not None and "half" in groups:
        number += 0.5
    if "num2" in groups or "num3" in groups:
        number = number if number is None else float(number)
    return Reading(kind="duration", value=duration_value(number, unit))


def _is_rate(match: Match, context: Context) -> bool:
    """Say whether "a year" counts a rate: a number, or a number and its noun, stands before it ($10 a year)."""
    lead = context.text[max(0, match.start - 24) : match.start]
    return bool(re.search(r"(?:[\d.,]+(?:\s+(?:million|billion|percent|times|\w+s))?|once|twice|times)\s+$", lead))


def read_stretch(match: Match, context: Context) -> Reading | None:
    """Read a stretch beside the present: "the past three weeks"."""
    return Reading(
        kind="duration", value=duration_value(read_number(match.groups["num"]), unit_name(match.groups["unit"]))
    )


def read_recent(match: Match, context: Context) -> Reading | None:
    """Read "recent weeks", "coming months"."""
    rel = match.groups["rel"].lower()
    if rel == "early":
        return None
    value = "PAST_REF" if rel in ("recent", "past", "previous") else "FUTURE_REF"
    return Reading(value=value, relative=True)


def read_bare_units(match: Match, context: Context) -> Reading | None:
    """Read units without a number: "for years"."""
    return Reading(kind="duration", value=duration_value(None, unit_name(match.groups["unit"])))


def read_set(match: Match, context: Context) -> Reading | None:
    """Read "every Monday", "each year"."""
    number = match.groups.get("num", "one")
    count = 2.0 if number.lower() == "other" else read_number(number)
    unit = unit_name(match.groups["unit"])
    if unit == "quarter":
        return Reading(kind="set", value="P1Q")
    return Reading(kind="set", value=duration_value(count, unit))


def read_set_rate(match: Match, context: Context) -> Reading | None:
    """Read a rate: "a day" in "three times a day"."""
    unit = unit_name(match.groups["unit"])
    if match.groups["rel"].lower() == "per" or _is_rate(match, context):
        return Reading(kind="set", value=duration_value(1, unit))
    return None


def read_frequency(match: Match, context: Context) -> Reading | None:
    """Read words of repetition: "daily", "annual"."""
    word = match.groups["word"]
    if word[0].isupper() and match.start > 0 and context.tag(match.start, match.end) == "NNP":
        return None
    return Reading(kind="set", value=lexicon()["frequencies"][word.lower()])


def read_reference(match: Match, context: Context) -> Reading | None:
    """Read words that point without a date: "now", "recently", "the future"."""
    word = plain_words(match.groups["word"])
    code = lexicon()["reference"][word]
    if word == "once" and context.tag(match.start, match.end) != "RB":
        return None
    if word == "once":
        return None
    return Reading(value=code, relative=True)


def read_adjective(match: Match, context: Context) -> Reading | None:
    """Read "current" and "recent" before a noun."""
    word = match.groups["word"].lower()
    if context.tag(match.start, match.end) not in ("JJ", "DATE"):
        return None
    return Reading(value={"current": "PRESENT_REF", "recent": "PAST_REF"}[word], relative=True)
