"""What a matched time expression means: TIMEX3 value and EDTF, against the article's day and the tense of its clause.

One resolver a rule of `date_patterns`, gathered in `RESOLVERS`. A resolver returns a `Reading`, or None when the words
turn out not to name a time ("may", 1990 as a number of things). Where the article has no date, what hangs on it keeps
its words: value and EDTF are None. Precision is never invented: "two weeks ago" is a week, "last spring" no month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from generator.annotation import calendars
from generator.annotation.calendars import ONE_DAY, Period
from generator.annotation.date_patterns import Match
from generator.annotation.tenses import Direction
from generator.data import load_data

Kind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression was found to mean; `period` is set for whatever has a place in the calendar."""

    kind: Kind = "date"
    value: str | None = None
    edtf: str | None = None
    relative: bool = False
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An expression read before: its place in the text and its period, for "the next day" and "a year earlier"."""

    start: int
    period: Period
    explicit: bool


@dataclass(slots=True, kw_only=True)
class Context:
    """What resolvers may ask: the article's day, the clause's direction, and the expressions read so far.

    `direction` and `tag` look at the tokens of a stretch of text; `same_sentence` says whether two offsets share one;
    `event_day` finds the day told elsewhere for the words after an offset ("10 days before the murder").
    """

    text: str
    today: date | None
    direction: Callable[[int, int], Direction]
    tag: Callable[[int, int], str]
    counts_things: Callable[[int, int], bool]
    same_sentence: Callable[[int, int], bool]
    event_day: Callable[[int], date | None]
    anchors: list[Anchor] = field(default_factory=list)

    def last(self, match: Match, grains: Sequence[str], *, within: int = 600) -> Period | None:
        """Return the last period of one of these grains read before the match, at most `within` characters back."""
        for anchor in reversed(self.anchors):
            if match.start - anchor.start > within:
                return None
            if anchor.period.grain in grains:
                return anchor.period
        return None


Resolver = Callable[[Match, Context], Reading | None]


@cache
def _lexicon() -> dict[str, dict[str, Any]]:
    """Return the lookups of times.yml by lower-case word."""
    data = load_data("times")
    return {
        "month": {w.lower(): number for number, words in data["months"].items() for w in words},
        "weekday": {w.lower(): number for number, words in data["weekdays"].items() for w in words},
        "holiday": {_plain(name): rule for rule in data["holidays"] for name in rule["names"]},
        "reference": {phrase: code for code, phrases in data["references"].items() for phrase in phrases},
        **{key: data[key] for key in ("units", "numbers", "ordinals", "decades", "parts", "seasons", "frequencies")},
    }


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def _month(words: str) -> int:
    return int(_lexicon()["month"][words.rstrip(".").lower()])


def _weekday(words: str) -> int:
    return int(_lexicon()["weekday"][words.rstrip(".").lower()])


def _unit(words: str) -> str:
    """Return a unit in the singular."""
    word = words.lower()
    irregular: dict[str, str] = load_data("times")["irregular_plurals"]
    if word in irregular:
        return irregular[word]
    return word if word in _lexicon()["units"] else word.removesuffix("s")


def _ordinal(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else int(_lexicon()["ordinals"].get(_plain(words).replace(" ", "-"), 0))


def read_number(words: str) -> float | None:
    """Return the number that words or digits name ("twenty-four", "2 1/2", "a couple of"), None if they are vague."""
    text = _plain(words)
    if match := re.match(r"[\d,]+(?:\.\d+)?", text):
        number = float(match.group().replace(",", ""))
        return number + 0.5 if text.endswith(("1/2", "½")) else number
    if "couple" in text:
        return 2
    if text in ("a", "an", "an additional"):
        return 1
    if text.endswith("half") or text.startswith("half"):
        return 0.5
    numbers = _lexicon()["numbers"]
    total, part, known = 0, 0, False
    parts = re.split(r"[ -]", text)
    if len(parts) > 1 and parts[0] in ("a", "an") and numbers.get(parts[1], 0) < 12:
        parts = parts[1:]  # "a two-hour meeting": the article belongs to the meeting
    for word in parts:
        amount: int | None = 1 if word in ("a", "an") else numbers.get(word)
        if amount is None:
            if word != "and":
                return None
            continue
        known = True
        if amount == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif amount in (100, 12) and part:
            part *= amount
        else:
            part += amount
    return float(total + part) if known else None


def read_year(words: str, *, near: date | None = None) -> int | None:
    """Return a year from `1996`, `'96` or spelled words ("nineteen ninety-six", "two thousand four")."""
    text = _plain(words)
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    if re.fullmatch(r"'?\d\d", text):
        pivot = (near.year if near else 2030) + 10
        return int(max(range(int(text[-2:]), pivot + 1, 100)))
    head, _, rest = text.partition(" ")
    if head == "two":
        tail = read_number(rest.removeprefix("thousand").strip().removeprefix("and").strip() or "") or 0
        return 2000 + int(tail) if tail < 100 else None
    tail = read_number(rest.removeprefix("oh ")) or 0
    return {"nineteen": 1900, "eighteen": 1800}.get(head, 1900) + int(tail) if 0 < tail < 100 else None


def duration_value(number: float | None, unit: str) -> str | None:
    """Return the TIMEX3 value of a length of time: P3D, PT90M, P2Y6M, PXW when no number is named."""
    entry = _lexicon()["units"].get(unit)
    if entry is None:
        return None
    prefix = "PT" if entry.get("clock") else "P"
    if number is None:
        return f"{prefix}X{entry['letter']}"
    count = number * entry["factor"]
    if count == int(count):
        return f"{prefix}{int(count)}{entry['letter']}"
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S"), "D": (24, "H"), "W": (7, "D")}.get(entry["letter"])
    if smaller is None or (entry["letter"] == "M" and prefix == "P"):
        return f"{prefix}{count:g}{entry['letter']}"
    whole, rest = int(count), round((count - int(count)) * smaller[0])
    if entry["letter"] == "D":
        return f"PT{round(count * 24)}H"
    return f"{prefix}{f'{whole}{entry["letter"]}' if whole else ''}{rest}{smaller[1]}"


def _dated(period: Period | None, *, relative: bool, part: str | None = None) -> Reading:
    """Return the reading of a period, with the part of the day if one was named."""
    if period is None:
        return Reading(relative=True)
    if part and period.grain == "day":
        word = part.lower()
        code = {"noon": "12:00", "midnight": "24:00"}.get(word, _lexicon()["parts"].get(word, ""))
        value = f"{period.value}T{code}" if code else period.value
        return Reading(kind="time", value=value, edtf=period.edtf, relative=relative, period=period)
    return Reading(value=period.value, edtf=period.edtf, relative=relative, period=period)


def _words_only(kind: Kind = "date") -> Reading:
    """Return the reading of words whose time is not known: they keep their words."""
    return Reading(kind=kind, relative=True)


def _is_capital(match: Match, context: Context, group: str) -> bool:
    """Say whether the name in a group is printed with a capital, as months, weekdays and holidays are."""
    at = context.text.find(match.groups[group], match.start, match.end)
    return context.text[at : at + 1].isupper()


# -- days ------------------------------------------------------------------------------------------------------------


def _iso(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    return _exact(int(groups["year"]), int(groups["month"]), int(groups["day"]))


def _exact(year: int, month: int, number: int) -> Reading | None:
    try:
        return _dated(calendars.day(date(year, month, number)), relative=False)
    except ValueError:
        return None


def _numeric(match: Match, context: Context) -> Reading | None:
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


def _month_day(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    if not _is_capital(match, context, "month"):
        return None
    month, number = _month(groups["month"]), _ordinal(groups["day"])
    part = groups.get("part")
    if "year" in groups:
        found = _exact(int(groups["year"]), month, number)
        return _dated(found.period, relative=False, part=part) if found else None
    if context.today is None:
        return _words_only()
    of = groups.get("of") or groups.get("of2")
    if of:
        year = context.today.year + {"last": -1, "this": 0, "next": 1}[of.lower()]
        found = _exact(year, month, number)
        return replace(found, relative=True) if found else None
    weekday = _weekday(groups["weekday"]) if "weekday" in groups else None
    when = _choose_year(match, context, month, number, weekday=weekday)
    return _dated(calendars.day(when), relative=True, part=part) if when else None


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
    if told := _told_year(match, context):
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


def _told_year(match: Match, context: Context) -> date | None:
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


def _days_range(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    first, last = _ordinal(groups["day"]), _ordinal(groups["day2"])
    if not _is_capital(match, context, "month") or last <= first or ("and" in groups["join"] and last != first + 1):
        return None
    return _range(match, context, (_month(groups["month"]), first), (_month(groups["month"]), last))


def _dates_range(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    if not (_is_capital(match, context, "month") and _is_capital(match, context, "month2")):
        return None
    first, last = (
        (_month(groups["month"]), _ordinal(groups["day"])),
        (_month(groups["month2"]), _ordinal(groups["day2"])),
    )
    if "and" in groups["join"] or first >= last:
        return None
    return _range(match, context, first, last)


def _range(match: Match, context: Context, first: tuple[int, int], last: tuple[int, int]) -> Reading | None:
    explicit = "year" in match.groups
    if explicit:
        end = _safe_date(int(match.groups["year"]), *last)
    elif context.today is None:
        return _words_only()
    else:
        end = _choose_year(match, context, *last)
    start = _safe_date(end.year, *first) if end else None
    if start is None or end is None:
        return None
    return _dated(calendars.days(start, end), relative=not explicit)


def _weekday_reading(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    if not _is_capital(match, context, "weekday"):
        return None
    weekday, rel = _weekday(groups["weekday"]), _plain(groups.get("rel", ""))
    part = groups.get("part")
    if "plural" in groups or rel in ("each", "every"):
        code = f"XXXX-WXX-{weekday + 1}"
        if part:
            code += f"T{_lexicon()['parts'][part.lower()]}"
        return Reading(kind="set", value=code)
    if context.today is None:
        return _words_only()
    if "of" in groups:
        when = calendars.shift(context.today, "week", {"last": -1, "this": 0, "next": 1}[groups["of"].lower()]).start
        when += timedelta(days=weekday)
    else:
        when = _weekday_day(match, context, weekday, rel)
    return _dated(calendars.day(when), relative=True, part=part)


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


def _night_before(match: Match, context: Context) -> Reading | None:
    if context.today is None:
        return _words_only()
    latest = calendars.weekday_before(context.today, _weekday(match.groups["weekday"]))
    when = _chosen_weekday(match, context, _weekday(match.groups["weekday"]), latest)
    step = -ONE_DAY if match.groups["way"].lower() == "before" else ONE_DAY
    return _dated(calendars.day(when + step), relative=True)


def _deictic(match: Match, context: Context) -> Reading | None:
    if context.today is None:
        return _words_only()
    word = _plain(match.groups["word"])
    steps = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    when = calendars.day(context.today + timedelta(days=steps.get(word, 0)))
    part = match.groups.get("part") or {"tonight": "night"}.get(word)
    if word == "overnight":
        night = calendars.days(context.today - ONE_DAY, context.today)
        return Reading(kind="time", value=f"{night.start}TNI", edtf=night.edtf, relative=True, period=night)
    if word in ("today", "tomorrow") and _means_the_age(match, context):
        return Reading(value="PRESENT_REF" if word == "today" else "FUTURE_REF", relative=True)
    return _dated(when, relative=True, part=part)


def _means_the_age(match: Match, context: Context) -> bool:
    """Say whether "today's" means these times: before a word for the world ("today's youth")."""
    found = re.match(r"['’]s\s+(?:[a-z-]+\s+)?([A-Za-z]+)", context.text[match.end : match.end + 40])
    if not found:
        return False
    words = set(found.group().lower().replace("’", "'").split())
    return bool(words & {"world", "society", "youth", "generation", "standards", "economy", "climate", "environment"})


def _next_day(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    told = context.last(match, ("day",))
    way = _plain(groups.get("way", groups.get("rel", "")))
    if "way" in groups and re.match(
        r"\s+(?:[A-Z]|(?:the|an?|his|her|their|its|our|this|those|he|she|they|it)\b|\w+ing\b)",
        context.text[match.end :],
    ):
        found = context.event_day(match.end)
        told = calendars.day(found) if found else None
    if told is None or context.today is None:
        return _words_only()
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(way, 0)
    return _dated(calendars.day(told.start + timedelta(days=step)), relative=True)


def _next_part(match: Match, context: Context) -> Reading | None:
    rel, part = _plain(match.groups["rel"]), match.groups["part"]
    if context.today is None:
        return _words_only("time")
    today = calendars.day(context.today)
    told = context.last(match, ("day",), within=300)
    if rel == "this":
        return _dated(today, relative=True, part=part)
    if rel == "last":
        return _dated(calendars.day(context.today - ONE_DAY), relative=True, part=part)
    if told is None:
        return None if rel == "the" else _words_only("time")
    if rel == "the":
        return (
            _dated(told, relative=True, part=part)
            if context.same_sentence(context.anchors[-1].start, match.start)
            else None
        )
    step = {"the next": 1, "next": 1, "the following": 1, "the previous": -1}.get(rel, 0)
    return _dated(calendars.day(told.start + timedelta(days=step)), relative=True, part=part)


def _clock(match: Match, context: Context) -> Reading | None:
    """Read a clock time as a time of the day told before it in the sentence, else of the article's day."""
    code = _clock_code(match.groups)
    if code is None or ("named" in match.groups and not _follows_preposition(match, context)):
        return None
    told = context.last(match, ("day",), within=200)
    if told is None or not context.same_sentence(context.anchors[-1].start, match.start):
        if context.today is None:
            return _words_only("time")
        told = calendars.day(context.today)
    return Reading(kind="time", value=f"{told.value}T{code}", edtf=told.edtf, relative=True, period=told)


def _follows_preposition(match: Match, context: Context) -> bool:
    """Say whether a word such as "noon" stands where a time stands; titles and images ("high noon") do not."""
    lead = context.text[max(0, match.start - 12) : match.start].lower()
    return bool(
        re.search(r"\b(?:at|by|until|till|before|after|around|about|from|since|near|past|of|to|and|shortly)\s+$", lead)
    )


def _clock_day(match: Match, context: Context) -> Reading | None:
    """Read a clock time with the day printed after it."""
    code, inner = _clock_code(match.groups), match.inner
    found = resolve(inner, context) if inner else None
    if found is None or found.period is None or code is None:
        return found
    return replace(found, kind="time", value=f"{found.period.value}T{code}")


def _clock_code(groups: Mapping[str, str]) -> str | None:
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


def _holiday(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    if not _is_capital(match, context, "holiday"):
        return None
    rule = _lexicon()["holiday"][_plain(groups["holiday"])]
    if "year" in groups:
        return _dated(calendars.day(calendars.holiday(rule, int(groups["year"]))), relative=False)
    today = context.today
    if today is None:
        return _words_only()
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
    return _dated(calendars.day(when), relative=True)


# -- months, seasons, years ------------------------------------------------------------------------------------------


def _month_reading(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    if not _is_capital(match, context, "month"):
        return None
    number = _month(groups["month"])
    year = groups.get("year") or groups.get("short")
    if year:
        found = read_year(year, near=context.today)
        return _dated(calendars.month(found, number), relative=False) if found else None
    if not _is_month_name(match, context):
        return None
    rel = _plain(groups.get("rel", ""))
    if rel in ("each", "every"):
        return Reading(kind="set", value=f"XXXX-{number:02d}")
    today = context.today
    if today is None:
        return _words_only()
    if "of" in groups:
        told = context.last(match, ("year", "month", "day")) or calendars.year(today.year)
        of = groups["of"].lower()
        near = {"last": today.year - 1, "this": today.year, "next": today.year + 1}.get(of, told.start.year)
        return _dated(calendars.month(near + (of == "the following"), number), relative=True)
    return _dated(_choose_month(match, context, number, rel), relative=True)


def _is_month_name(match: Match, context: Context) -> bool:
    """Say whether a bare name is a month: May, March, Jan, Mar and Dec are also words and names."""
    word = match.groups["month"].rstrip(".")
    if len(word) < 4 and word not in ("May", "MAY"):
        return match.groups["month"].endswith(".")
    if word not in ("May", "March", "April", "June", "August", "MAY", "MARCH"):
        return len(word) > 4 or word in ("July", "JULY") or match.groups["month"].endswith(".")
    if match.groups.get("mod") or match.groups.get("rel"):
        return True
    at = context.text.find(match.groups["month"], match.start, match.end)
    before = re.search(r"([A-Za-z’']+)\W*$", context.text[max(0, at - 24) : at])
    led = before is not None and before.group(1).lower() in (
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "from",
        "to",
        "during",
        "for",
        "through",
        "late",
        "early",
        "mid",
        "and",
        "or",
        "this",
        "next",
        "before",
        "after",
        "between",
    )
    if led and word in ("May", "March"):
        return True
    return context.tag(at, at + len(word)) in ("DATE", "NNP") and (led or word in ("August",))


def _choose_month(match: Match, context: Context, number: int, rel: str) -> Period:
    today = context.today or date.min
    back = calendars.month(today.year - (number > today.month), number)
    ahead = calendars.month(today.year + (number < today.month), number)
    if rel in ("last", "this past", "the past"):
        return back if back.end < today else calendars.month(today.year - 1, number)
    if rel in ("next", "this coming"):
        return ahead if ahead.start > today else calendars.month(today.year + 1, number)
    if rel == "this":
        return calendars.month(today.year, number)
    told = context.last(match, ("day", "month", "year"))
    if rel in ("the previous", "the following", "the same", "that") and told:
        if rel == "the following":
            return calendars.month(told.start.year + (number <= told.start.month), number)
        return calendars.month(told.start.year - (number >= told.start.month and rel == "the previous"), number)
    if named := _told_year(match, context):
        return calendars.month(named.year + (number < named.month), number)
    if back.start == ahead.start:
        return back
    if context.direction(match.start, match.end) == "ahead":
        return ahead
    return back


def _season(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    code = _lexicon()["seasons"][groups["season"].lower()]
    rel = _plain(groups.get("rel", ""))
    if "year" in groups:
        found = read_year(groups["year"], near=context.today)
        return _dated(calendars.season(found, code), relative=False) if found else None
    if groups["season"].lower() in ("fall", "spring") and not rel:
        return None
    if groups["season"].lower() == "fall" and rel not in (
        "last",
        "this past",
        "this coming",
        "this",
        "next",
        "in",
        "by",
        "until",
    ):
        at = context.text.lower().find("fall", match.start, match.end)
        after = context.text[match.end : match.end + 4].strip()
        if (
            after.startswith(("of", "in", "f"))
            or context.tag(at, at + 4) not in ("NN", "DATE")
            or rel in ("the", "that")
        ):
            return None
    if rel in ("each", "every"):
        return Reading(kind="set", value=f"XXXX-{code}")
    today = context.today
    if today is None:
        return _words_only()
    if "of" in groups:
        step = {"last": -1, "this": 0, "next": 1}[groups["of"].lower()]
        return _dated(calendars.season(today.year + step, code), relative=True)
    around = [calendars.season(today.year + step, code) for step in (-2, -1, 0, 1)]
    back = max((s for s in around if s.start <= today), key=lambda s: s.start)
    ahead = min((s for s in around if s.end >= today), key=lambda s: s.start)
    if rel in ("last", "this past", "past"):
        return _dated(max((s for s in around if s.end < today), key=lambda s: s.start), relative=True)
    if rel in ("next", "this coming"):
        return _dated(min((s for s in around if s.start > today), key=lambda s: s.start), relative=True)
    if rel == "this":
        near = min(around, key=lambda s: min(abs(s.start - today), abs(s.end - today)))
        return _dated(next((s for s in around if s.start <= today <= s.end), near), relative=True)
    direction = context.direction(match.start, match.end)
    return _dated(ahead if direction == "ahead" else back, relative=True)


def _year(match: Match, context: Context) -> Reading | None:
    at = context.text.find(match.groups["year"], match.start, match.end)
    if not 1500 <= int(match.groups["year"]) <= 2099 or context.counts_things(at, at + 4):
        return None
    return _dated(calendars.year(int(match.groups["year"])), relative=False)


def _spelled_year(match: Match, context: Context) -> Reading | None:
    found = read_year(match.groups["spelled"], near=context.today)
    text = _plain(match.groups["spelled"])
    if found is None or (
        text.startswith("two thousand") and not _plain(context.text[match.start : match.end]).startswith("the year")
    ):
        return None
    return _dated(calendars.year(found), relative=False)


def _years_range(match: Match, context: Context) -> Reading | None:
    first, last = int(match.groups["year"]), match.groups["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not (1500 <= first < end <= 2099) or end - first > 150:
        return None
    return _dated(calendars.years(first, end), relative=False)


def _decade(match: Match, context: Context) -> Reading | None:
    word = match.groups["decade"]
    lower = word.lower().replace("’", "'")
    if lower in _lexicon()["decades"]:
        lead = context.text[max(0, match.start - 8) : match.end].lower()
        if not re.search(r"\bthe (?:\w+[ -])?\w+$", lead) or re.search(r"\b(?:his|her|their|my|our)\b", lead):
            return None
        number = 1900 + int(_lexicon()["decades"][lower])
    else:
        digits = re.sub(r"\D", "", word)
        if len(digits) not in (2, 4) or digits[-1] != "0":
            return None
        lead = context.text[max(0, match.start - 12) : match.start].lower()
        if len(digits) == 2 and ("'" not in lower[:1] or re.search(r"\b(?:his|her|their|my|our)\b", lead)):
            return None
        number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _dated(calendars.decade(number), relative=False) if 1000 <= number <= 2090 else None


def _century(match: Match, context: Context) -> Reading | None:
    number = _ordinal(match.groups["ordinal"])
    return _dated(calendars.century(number), relative=False) if 1 <= number <= 21 else None


# -- units counted from somewhere ------------------------------------------------------------------------------------


def _shift(match: Match, context: Context) -> Reading | None:
    """Read "two weeks ago", "three days later", "10 days before the murder" in the precision of their unit."""
    groups = match.groups
    unit, way = _unit(groups["unit"]), _plain(groups["way"])
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
        return _words_only()
    if unit == "year" and number == 1 and back and (quarter := _running_quarter(match, context)):
        return _dated(quarter, relative=True)
    return _dated(_stepped(origin, unit, -number if back else number), relative=True)


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
        return _dated(calendars.week(context.today - step if back else context.today + step), relative=True)
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
        context.last(match, ("month", "year", "quarter")) if _unit(match.groups["unit"]) in ("month", "year") else None
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


def _relative(match: Match, context: Context) -> Reading | None:
    """Read last week, this year, the following month: the period of that grain beside the article's or the one told."""
    groups = match.groups
    rel, unit = _plain(groups["rel"]), _unit(groups["unit"]) if groups["unit"].lower() != "period" else "period"
    if unit in ("second", "minute", "hour", "night", "fortnight", "semester", "millennium"):
        return Reading(kind="duration", value=duration_value(1, unit)) if rel.startswith("the") else None
    if unit == "period":
        quarter = context.last(match, ("quarter",), within=3000)
        return (
            _dated(quarter, relative=True)
            if quarter and rel in ("the latest", "the current", "that", "the same")
            else None
        )
    if rel in ("past", "previous", "following", "coming", "current") and unit == "day":
        return None
    if context.today is None:
        return _words_only()
    if unit == "day" and rel in ("this", "the last", "the latest", "the full", "the entire", "next", "last"):
        return None
    if rel in ("the full", "the entire"):
        return Reading(kind="duration", value=duration_value(1, unit))
    period = _beside(match, context, rel, unit)
    if "unit2" in groups and unit == "year" and period and groups["unit2"].lower() in ("quarter", "period"):
        quarter = context.last(match, ("quarter",), within=3000)
        number = int(quarter.value[-1]) if quarter else (context.today.month + 2) // 3 - 1
        return _dated(calendars.quarter(period.start.year, number), relative=True)
    if "unit2" in groups and period and groups["unit2"].lower().endswith("half"):
        return _dated(calendars.half(period.start.year, 1 if "first" in groups["unit2"].lower() else 2), relative=True)
    return _dated(period, relative=True)


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


def _weekend(match: Match, context: Context) -> Reading | None:
    lead = context.text[max(0, match.start - 14) : match.start].lower()
    if context.today is None or not re.search(r"\b(?:the|over|at|on|this)\s+(?:the\s+)?$", lead):
        return None
    return _dated(_recent_weekend(match, context, context.today), relative=True)


def _the_unit(match: Match, context: Context) -> Reading | None:
    """Read "the week", "that year", "the quarter": the period told before, else the running one."""
    groups = match.groups
    unit, the, mod = groups["unit"].lower(), groups["the"].lower(), _plain(groups.get("mod", ""))
    if context.today is None:
        return _words_only() if the == "that" or mod else None
    if unit in ("quarter", "period"):
        told = context.last(match, ("quarter",), within=3000)
        if unit == "period":
            return None
        return _dated(told or calendars.shift(context.today, "quarter", -1), relative=True)
    if unit == "weekend":
        return _dated(_recent_weekend(match, context, context.today), relative=True)
    if the == "that":
        told = context.last(match, ("day", "month", "year", "week"))
        return _dated(calendars.containing(unit, told.start), relative=True) if told else _words_only()
    if mod or unit in ("week", "month", "year"):
        return _dated(calendars.containing(unit, context.today), relative=True)
    if unit == "day" and re.search(
        r"\b(?:in|of|during|for)\s+$", context.text[max(0, match.start - 8) : match.start].lower()
    ):
        told = context.last(match, ("day",), within=300)
        return _dated(told, relative=True) if told else None
    return None


def _year_end(match: Match, context: Context) -> Reading | None:
    if context.today is None:
        return _words_only()
    return _dated(calendars.containing(match.groups["grain"].lower(), context.today), relative=True)


def _year_ago(match: Match, context: Context) -> Reading | None:
    if context.today is None:
        return _words_only()
    unit = match.groups.get("unit", "").lower()
    if unit == "nine months":
        return Reading(kind="duration", value="P9M")
    quarter = context.last(match, ("quarter",), within=3000)
    if quarter and unit not in ("month",):
        year, code = quarter.value.split("-Q")
        return _dated(calendars.quarter(int(year) - 1, int(code)), relative=True)
    if unit == "quarter":
        return _dated(calendars.shift(context.today, "quarter", -5), relative=True)
    return _dated(calendars.year(context.today.year - 1), relative=True)


def _quarter(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    ordinal = groups["ordinal"].lower()
    is_half = groups["unit"].lower() == "half"
    number = {
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "last": 2 if is_half else 4,
        "final": 2 if is_half else 4,
    }[ordinal]
    year = groups.get("year") or groups.get("year2") or groups.get("year3")
    if is_half and (number > 2 or not (year or groups.get("of") or groups.get("of2") or groups.get("of3"))):
        return None
    build = calendars.half if is_half else calendars.quarter
    if year:
        return _dated(build(int(year), number), relative=False)
    if groups["unit"].lower() == "quarters":
        return Reading(kind="set", value=f"XXXX-Q{number}")
    today = context.today
    if today is None:
        return _words_only()
    of = (groups.get("of") or groups.get("of2") or groups.get("of3") or "").lower()
    if of or "ago" in groups:
        return _dated(build(today.year + {"last": -1, "": -1, "next": 1}.get(of, 0), number), relative=True)
    return _dated(_near_quarter(match, context, today, number), relative=True)


def _near_quarter(match: Match, context: Context, today: date, number: int) -> Period:
    this = calendars.quarter(today.year, number)
    if this.start > today:
        ahead = context.direction(match.start, match.end) == "ahead"
        soon = (this.start - today).days <= 92
        return this if ahead or soon else calendars.quarter(today.year - 1, number)
    if (today - this.end).days > 200 and context.direction(match.start, match.end) == "ahead":
        return calendars.quarter(today.year + 1, number)
    return this


def _quarter_code(match: Match, context: Context) -> Reading | None:
    number = int(match.groups["ordinal"][1])
    if not match.groups["ordinal"][0].isupper():
        return None
    if "year" in match.groups:
        return _dated(calendars.quarter(int(match.groups["year"]), number), relative=False)
    if context.today is None:
        return _words_only()
    return _dated(_near_quarter(match, context, context.today, number), relative=True)


def _same_period(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    unit = groups["unit"].lower()
    explicit = groups.get("year") or groups.get("year2")
    quarter = context.last(match, ("quarter",), within=3000)
    if context.today is None:
        return _words_only()
    year = int(explicit) if explicit else context.today.year - 1
    if "ordinal" in groups and unit == "quarter":
        return _dated(calendars.quarter(year, _ordinal(groups["ordinal"])), relative=not explicit)
    if unit in ("quarter", "period") and quarter:
        return _dated(calendars.quarter(year, int(quarter.value[-1])), relative=not explicit)
    if unit in ("quarter", "period", "year"):
        return _dated(calendars.year(year), relative=not explicit)
    if unit == "month":
        return _dated(calendars.month(context.today.year - 1, context.today.month), relative=True)
    return None


def _fiscal(match: Match, context: Context) -> Reading | None:
    """Read a fiscal year as the year it is called by; its months differ from country to country."""
    return _dated(calendars.year(int(match.groups["year"])), relative=False)


# -- lengths, repetitions, references --------------------------------------------------------------------------------


def _duration(match: Match, context: Context) -> Reading | None:
    groups = match.groups
    unit, number = _unit(groups["unit"]), read_number(groups["num"])
    article = _plain(groups["num"]) in ("a", "an")
    if "old" in groups and unit == "year":
        return None
    if _plain(groups["num"]) in ("many", "some", "few") and not groups["unit"].lower().endswith("s"):
        return None
    if article and unit in ("second", "quarter", "century", "weekend", "night", "period"):
        return None
    if article and unit == "day" and context.text[match.end : match.end + 1] == "-":
        return None
    if article and _is_rate(match, context):
        return Reading(kind="set", value=duration_value(1, unit))
    if (
        number == 1
        and _plain(groups["num"]) == "one"
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


def _stretch(match: Match, context: Context) -> Reading | None:
    return Reading(kind="duration", value=duration_value(read_number(match.groups["num"]), _unit(match.groups["unit"])))


def _recent(match: Match, context: Context) -> Reading | None:
    rel = match.groups["rel"].lower()
    if rel == "early":
        return None
    value = "PAST_REF" if rel in ("recent", "past", "previous") else "FUTURE_REF"
    return Reading(value=value, relative=True)


def _bare_units(match: Match, context: Context) -> Reading | None:
    return Reading(kind="duration", value=duration_value(None, _unit(match.groups["unit"])))


def _set(match: Match, context: Context) -> Reading | None:
    number = match.groups.get("num", "one")
    count = 2.0 if number.lower() == "other" else read_number(number)
    unit = _unit(match.groups["unit"])
    if unit == "quarter":
        return Reading(kind="set", value="P1Q")
    return Reading(kind="set", value=duration_value(count, unit))


def _set_rate(match: Match, context: Context) -> Reading | None:
    unit = _unit(match.groups["unit"])
    if match.groups["rel"].lower() == "per" or _is_rate(match, context):
        return Reading(kind="set", value=duration_value(1, unit))
    return None


def _frequency(match: Match, context: Context) -> Reading | None:
    word = match.groups["word"]
    if word[0].isupper() and match.start > 0 and context.tag(match.start, match.end) == "NNP":
        return None
    return Reading(kind="set", value=_lexicon()["frequencies"][word.lower()])


def _reference(match: Match, context: Context) -> Reading | None:
    word = _plain(match.groups["word"])
    code = _lexicon()["reference"][word]
    if word == "once" and context.tag(match.start, match.end) != "RB":
        return None
    if word == "once":
        return None
    return Reading(value=code, relative=True)


def _adjective(match: Match, context: Context) -> Reading | None:
    word = match.groups["word"].lower()
    if context.tag(match.start, match.end) not in ("JJ", "DATE"):
        return None
    return Reading(value={"current": "PRESENT_REF", "recent": "PAST_REF"}[word], relative=True)


RESOLVERS: Mapping[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "days_range": _days_range,
    "dates_range": _dates_range,
    "month_day": _month_day,
    "month": _month_reading,
    "weekday": _weekday_reading,
    "night_before": _night_before,
    "next_part": _next_part,
    "deictic": _deictic,
    "next_day": _next_day,
    "shift": _shift,
    "relative": _relative,
    "stretch": _stretch,
    "recent": _recent,
    "duration": _duration,
    "bare_units": _bare_units,
    "set": _set,
    "set_rate": _set_rate,
    "the_unit": _the_unit,
    "weekend": _weekend,
    "year_end": _year_end,
    "year_ago": _year_ago,
    "quarter": _quarter,
    "quarter_code": _quarter_code,
    "same_period": _same_period,
    "fiscal": _fiscal,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "years_range": _years_range,
    "year": _year,
    "spelled_year": _spelled_year,
    "holiday": _holiday,
    "frequency": _frequency,
    "reference": _reference,
    "adjective": _adjective,
    "clock": _clock,
    "clock_day": _clock_day,
}


def resolve(match: Match, context: Context) -> Reading | None:
    """Return what the match means, None if it names no time; dates outside years 1 to 9999 keep their words."""
    try:
        return RESOLVERS[match.rule](match, context)
    except (ValueError, OverflowError):
        return None
