"""Readings of days: dates in figures and words, weekdays, today and the next day, clock times, holidays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from generator.annotation import calendars
from generator.annotation.calendars import ONE_DAY
from generator.annotation.date_matching import Match
from generator.annotation.date_words import (
    Context,
    Reading,
    dated,
    is_capital,
    lexicon,
    month_number,
    ordinal_number,
    plain_words,
    read_year,
    weekday_number,
    words_only,
)


def read_iso(match: Match, context: Context) -> Reading | None:
    """Read a day as 2024-05-06."""
    groups = match.groups
    return _exact(int(groups["year"]), int(groups["month"]), int(groups["day"]))


def _exact(year: int, month: int, number: int) -> Reading | None:
    try:
        return dated(calendars.day(date(year, month, number)), relative=False)
    except ValueError:
        return None


def read_numeric(match: Match, context: Context) -> Reading | None:
    """Read 24.02.2022 as day and month; a slash only when one reading is possible."""
    first, second = int(match.groups["a"]), int(match.groups["b"])
    year = read_year(match.groups["year"], near=context.today)
    if year is None or (match.groups["sep"] == "." and len(match.groups["year"]) == 2):
        return None
    if match.groups["sep"] == "." or (first > 12 >= second):
        return _exact(year, second, first)
    if second > 12 >= first or first == second:
        return _exact(year, first, second)
    return Reading() if len(match.groups["year"]) == 4 else None


def read_month_day(match: Match, context: Context) -> Reading | None:
    """Read a day of a month, in the year told or the nearest that the tense allows."""
    groups = match.groups
    if not is_capital(match, context, "month"):
        return None
    month, number = month_number(groups["month"]), ordinal_number(groups["day"])
    part = groups.get("part")
    if "year" in groups:
        found = _exact(int(groups["year"]), month, number)
        return dated(found.period, relative=False, part=part) if found else None
    if context.today is None:
        return words_only()
    of = groups.get("of") or groups.get("of2")
    if of:
        year = context.today.year + {"last": -1, "this": 0, "next": 1}[of.lower()]
        found = _exact(year, month, number)
        return replace(found, relative=True) if found else None
    weekday = weekday_number(groups["weekday"]) if "weekday" in groups else None
    when = _choose_year(match, context, month, number, weekday=weekday)
    return dated(calendars.day(when), relative=True, part=part) if when else None


def _choose_year(match: Match, context: Context, month: int, number: int, *, weekday: int | None = None) -> date | None:
    """Return the day in the year that fits: its weekday, the year named just before, the nearest, the tense."""
    today = context.today
    if today is None:
        return None
    candidates = [d for y in range(today.year - 4, today.year + 3) if (d := _safe_date(y, month, number))]
    if not candidates:
        return None
    if weekday is not None and (fitting := [d for d in candidates if d.weekday() == weekday]):
        candidates = fitting
    if told := read_told_year(match, context):
        exact = [d for y in (told.year, told.year + 1) if (d := _safe_date(y, month, number)) and d >= told]
        if exact:
            return exact[0]
    near = min(candidates, key=lambda d: (abs(d - today), d > today))
    if weekday is not None or abs(near - today) <= timedelta(days=60):
        return near
    direction = context.direction(match.start, match.end)
    back = max((d for d in candidates if d <= today), default=near)
    ahead = min((d for d in candidates if d >= today), default=near)
    return {"past": back, "ahead": ahead, "open": near}[direction]


def read_told_year(match: Match, context: Context) -> date | None:
    """Return the day last told with its year, in this sentence, when it lies well before the article."""
    today = context.today
    for anchor in reversed(context.anchors):
        if not context.same_sentence(anchor.start, match.start):
            return None
        if anchor.explicit and anchor.period.grain in ("day", "month") and today:
            return anchor.period.start if anchor.period.end < today - timedelta(days=300) else None
    return None


def _safe_date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def read_days_range(match: Match, context: Context) -> Reading | None:
    """Read two days of one month: "May 5 to 7"."""
    groups = match.groups
    first, last = ordinal_number(groups["day"]), ordinal_number(groups["day2"])
    if not is_capital(match, context, "month") or last <= first or ("and" in groups["join"] and last != first + 1):
        return None
    return _range(match, context, (month_number(groups["month"]), first), (month_number(groups["month"]), last))


def read_dates_range(match: Match, context: Context) -> Reading | None:
    """Read two days of one or two months: "April 28 to May 2"."""
    groups = match.groups
    if not (is_capital(match, context, "month") and is_capital(match, context, "month2")):
        return None
    first, last = (
        (month_number(groups["month"]), ordinal_number(groups["day"])),
        (month_number(groups["month2"]), ordinal_number(groups["day2"])),
    )
    if "and" in groups["join"] or first >= last:
        return None
    return _range(match, context, first, last)


def _range(match: Match, context: Context, first: tuple[int, int], last: tuple[int, int]) -> Reading | None:
    explicit = "year" in match.groups
    if explicit:
        end = _safe_date(int(match.groups["year"]), *last)
    elif context.today is None:
        return words_only()
    else:
        end = _choose_year(match, context, *last)
    start = _safe_date(end.year, *first) if end else None
    if start is None or end is None:
        return None
    return dated(calendars.days(start, end), relative=not explicit)


def read_weekday(match: Match, context: Context) -> Reading | None:
    """Read a weekday: the last such day, the next if the clause looks ahead."""
    groups = match.groups
    if not is_capital(match, context, "weekday"):
        return None
    weekday, rel = weekday_number(groups["weekday"]), plain_words(groups.get("rel", ""))
    part = groups.get("part")
    if "plural" in groups or rel in ("each", "every"):
        code = f"XXXX-WXX-{weekday + 1}"
        if part:
            code += f"T{lexicon()['parts'][part.lower()]}"
        return Reading(kind="set", value=code)
    if context.today is None:
        return words_only()
    if "of" in groups:
        when = calendars.shift(context.today, "week", {"last": -1, "this": 0, "next": 1}[groups["of"].lower()]).start
        when += timedelta(days=weekday)
    else:
        when = _weekday_day(match, context, weekday, rel)
    return dated(calendars.day(when), relative=True, part=part)


def _weekday_day(match: Match, context: Context, weekday: int, rel: str) -> date:
    """Return the day of a weekday: last such day including the article's, or the next one if the clause looks ahead."""
    today = context.today
    assert_date = today or date.min
    told = context.last(match, ("day",)) or calendars.day(assert_date)
    before, after = calendars.weekday_before, calendars.weekday_after
    if rel in ("last", "this past", "past"):
        return before(assert_date - ONE_DAY, weekday)
    if rel in ("next", "the next"):
        return after(assert_date + ONE_DAY, weekday)
    if rel in ("this coming", "the coming"):
        return after(assert_date + ONE_DAY, weekday)
    if rel == "the previous":
        same = [
            a.period.start
            for a in context.anchors[-12:]
            if a.period.grain == "day" and a.period.start.weekday() == weekday
        ]
        return before((same[-1] if same else told.start) - ONE_DAY, weekday)
    if rel == "the following":
        return after(told.start + ONE_DAY, weekday)
    if rel == "a week ago":
        return before(assert_date - ONE_DAY, weekday) - timedelta(days=7)
    if rel in ("that", "the same"):
        return before(told.start, weekday)
    latest = before(assert_date, weekday)
    if rel == "the day before last":
        return before(assert_date - ONE_DAY, weekday) - ONE_DAY
    if rel in ("the day before", "the day after"):
        return _chosen_weekday(match, context, weekday, latest) + (ONE_DAY if rel.endswith("after") else -ONE_DAY)
    return _chosen_weekday(match, context, weekday, latest)


def _chosen_weekday(match: Match, context: Context, weekday: int, latest: date) -> date:
    if context.today == latest:
        return latest
    ahead = context.direction(match.start, match.end) == "ahead"
    return latest + timedelta(days=7) if ahead else latest


def read_night_before(match: Match, context: Context) -> Reading | None:
    """Read "the night before last" and the like."""
    if context.today is None:
        return words_only()
    latest = calendars.weekday_before(context.today, weekday_number(match.groups["weekday"]))
    when = _chosen_weekday(match, context, weekday_number(match.groups["weekday"]), latest)
    step = -ONE_DAY if match.groups["way"].lower() == "before" else ONE_DAY
    return dated(calendars.day(when + step), relative=True)


def read_deictic(match: Match, context: Context) -> Reading | None:
    """Read "today", "yesterday", "tomorrow", "tonight"."""
    if context.today is None:
        return words_only()
    word = plain_words(match.groups["word"])
    steps = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    when = calendars.day(context.today + timedelta(days=steps.get(word, 0)))
    part = match.groups.get("part") or {"tonight": "night"}.get(word)
    if word == "overnight":
        night = calendars.days(context.today - ONE_DAY, context.today)
        return Reading(kind="time", value=f"{night.start}TNI", edtf=night.edtf, relative=True, period=night)
    if word in ("today", "tomorrow") and _means_the_age(match, context):
        return Reading(value="PRESENT_REF" if word == "today" else "FUTURE_REF", relative=True)
    return dated(when, relative=True, part=part)


def _means_the_age(match: Match, context: Context) -> bool:
    """Say whether "today's" means these times: before a word for the world ("today's youth")."""
    found = re.match(r"['’]s\s+(?:[a-z-]+\s+)?([A-Za-z]+)", context.text[match.end : match.end + 40])
    if not found:
        return False
    words = set(found.group().lower().replace("’", "'").split())
    return bool(words & {"world", "society", "youth", "generation", "standards", "economy", "climate", "environment"})


def read_next_day(match: Match, context: Context) -> Reading | None:
    """Read a day that hangs on one told before: "the next day", "that day"."""
    groups = match.groups
    told = context.last(match, ("day",))
    way = plain_words(groups.get("way", groups.get("rel", "")))
    if "way" in groups and re.match(
        r"\s+(?:[A-Z]|(?:the|an?|his|her|their|its|our|this|those|he|she|they|it)\b|\w+ing\b)",
        context.text[match.end :],
    ):
        found = context.event_day(match.end)
        told = calendars.day(found) if found else None
    if told is None or context.today is None:
        return words_only()
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(way, 0)
    return dated(calendars.day(told.start + timedelta(days=step)), relative=True)


def read_next_part(match: Match, context: Context) -> Reading | None:
    """Read a part of a day: "this morning", "last night"."""
    rel, part = plain_words(match.groups["rel"]), match.groups["part"]
    if context.today is None:
        return words_only("time")
    today = calendars.day(context.today)
    told = context.last(match, ("day",), within=300)
    if rel == "this":
        return dated(today, relative=True, part=part)
    if rel == "last":
        return dated(calendars.day(context.today - ONE_DAY), relative=True, part=part)
    if told is None:
        return None if rel == "the" else words_only("time")
    if rel == "the":
        return (
            dated(told, relative=True, part=part)
            if context.same_sentence(context.anchors[-1].start, match.start)
            else None
        )
    step = {"the next": 1, "next": 1, "the following": 1, "the previous": -1}.get(rel, 0)
    return dated(calendars.day(told.start + timedelta(days=step)), relative=True, part=part)


def read_clock(match: Match, context: Context) -> Reading | None:
    """Read a clock time as a time of the day told before it in the sentence, else of the article's day."""
    code = read_clock_code(match.groups)
    if code is None or ("named" in match.groups and not _follows_preposition(match, context)):
        return None
    told = context.last(match, ("day",), within=200)
    if told is None or not context.same_sentence(context.anchors[-1].start, match.start):
        if context.today is None:
            return words_only("time")
        told = calendars.day(context.today)
    return Reading(kind="time", value=f"{told.value}T{code}", edtf=told.edtf, relative=True, period=told)


def _follows_preposition(match: Match, context: Context) -> bool:
    """Say whether a word such as "noon" stands where a time stands; titles and images ("high noon") do not."""
    lead = context.text[max(0, match.start - 12) : match.start].lower()
    return bool(
        re.search(r"\b(?:at|by|until|till|before|after|around|about|from|since|near|past|of|to|and|shortly)\s+$", lead)
    )


def read_clock_code(groups: Mapping[str, str]) -> str | None:
    """Return hours and minutes as TIMEX3 writes them after T, None if no clock shows them."""
    if "named" in groups:
        return {"noon": "12:00", "midnight": "24:00", "midday": "MI"}[groups["named"].lower()]
    hour, minute = int(groups["hour"]), groups.get("minute", "00")
    half = groups.get("half", "").lower().replace(".", "")
    if hour > 24 or int(minute) > 59 or (half and hour > 12):
        return None
    if half in ("pm", "afternoon", "evening") and hour < 12:
        hour += 12
    elif half in ("am", "morning") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute}"


def read_holiday(match: Match, context: Context) -> Reading | None:
    """Read a holiday, in the year told or the nearest that the tense allows."""
    groups = match.groups
    if not is_capital(match, context, "holiday"):
        return None
    rule = lexicon()["holiday"][plain_words(groups["holiday"])]
    if "year" in groups:
        return dated(calendars.day(calendars.holiday(rule, int(groups["year"]))), relative=False)
    today = context.today
    if today is None:
        return words_only()
    around = [calendars.holiday(rule, today.year + step) for step in (-1, 0, 1)]
    back = max(d for d in around if d <= today)
    ahead = min(d for d in around if d >= today)
    rel = groups.get("rel", "").lower()
    if rel in ("last", "this past"):
        when = max(d for d in around if d < today)
    elif rel == "next" or rel == "this coming":
        when = min(d for d in around if d > today)
    else:
        near = min(around, key=lambda d: abs(d - today))
        direction = context.direction(match.start, match.end)
        when = near if abs(near - today).days <= 30 else {"past": back, "ahead": ahead, "open": near}[direction]
    return dated(calendars.day(when), relative=True)
