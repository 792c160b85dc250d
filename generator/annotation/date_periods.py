"""Readings of months, seasons, years, decades, centuries and quarters."""

from __future__ import annotations

import re
from datetime import date

from generator.annotation import calendars
from generator.annotation.calendars import Period
from generator.annotation.date_days import read_told_year
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
    words_only,
)


def read_month(match: Match, context: Context) -> Reading | None:
    """Read a month, with its year or the nearest that the tense allows."""
    groups = match.groups
    if not is_capital(match, context, "month"):
        return None
    number = month_number(groups["month"])
    year = groups.get("year") or groups.get("short")
    if year:
        found = read_year(year, near=context.today)
        return dated(calendars.month(found, number), relative=False) if found else None
    if not _is_month_name(match, context):
        return None
    rel = plain_words(groups.get("rel", ""))
    if rel in ("each", "every"):
        return Reading(kind="set", value=f"XXXX-{number:02d}")
    today = context.today
    if today is None:
        return words_only()
    if "of" in groups:
        told = context.last(match, ("year", "month", "day")) or calendars.year(today.year)
        of = groups["of"].lower()
        near = {"last": today.year - 1, "this": today.year, "next": today.year + 1}.get(of, told.start.year)
        return dated(calendars.month(near + (of == "the following"), number), relative=True)
    return dated(_choose_month(match, context, number, rel), relative=True)


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
    if named := read_told_year(match, context):
        return calendars.month(named.year + (number < named.month), number)
    if back.start == ahead.start:
        return back
    if context.direction(match.start, match.end) == "ahead":
        return ahead
    return back


def read_season(match: Match, context: Context) -> Reading | None:
    """Read a season, with its year or the nearest that the tense allows."""
    groups = match.groups
    code = lexicon()["seasons"][groups["season"].lower()]
    rel = plain_words(groups.get("rel", ""))
    if "year" in groups:
        found = read_year(groups["year"], near=context.today)
        return dated(calendars.season(found, code), relative=False) if found else None
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
        return words_only()
    if "of" in groups:
        step = {"last": -1, "this": 0, "next": 1}[groups["of"].lower()]
        return dated(calendars.season(today.year + step, code), relative=True)
    around = [calendars.season(today.year + step, code) for step in (-2, -1, 0, 1)]
    back = max((s for s in around if s.start <= today), key=lambda s: s.start)
    ahead = min((s for s in around if s.end >= today), key=lambda s: s.start)
    if rel in ("last", "this past", "past"):
        return dated(max((s for s in around if s.end < today), key=lambda s: s.start), relative=True)
    if rel in ("next", "this coming"):
        return dated(min((s for s in around if s.start > today), key=lambda s: s.start), relative=True)
    if rel == "this":
        near = min(around, key=lambda s: min(abs(s.start - today), abs(s.end - today)))
        return dated(next((s for s in around if s.start <= today <= s.end), near), relative=True)
    direction = context.direction(match.start, match.end)
    return dated(ahead if direction == "ahead" else back, relative=True)


def read_lone_year(match: Match, context: Context) -> Reading | None:
    """Read a year."""
    at = context.text.find(match.groups["year"], match.start, match.end)
    if not 1500 <= int(match.groups["year"]) <= 2099 or context.counts_things(at, at + 4):
        return None
    return dated(calendars.year(int(match.groups["year"])), relative=False)


def read_spelled_year(match: Match, context: Context) -> Reading | None:
    """Read a year in words."""
    found = read_year(match.groups["spelled"], near=context.today)
    text = plain_words(match.groups["spelled"])
    if found is None or (
        text.startswith("two thousand")
        and not plain_words(context.text[match.start : match.end]).startswith("the year")
    ):
        return None
    return dated(calendars.year(found), relative=False)


def read_years_range(match: Match, context: Context) -> Reading | None:
    """Read two years with a dash: "1939-45"."""
    first, last = int(match.groups["year"]), match.groups["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not (1500 <= first < end <= 2099) or end - first > 150:
        return None
    return dated(calendars.years(first, end), relative=False)


def read_decade(match: Match, context: Context) -> Reading | None:
    """Read a decade: "the 1990s"."""
    word = match.groups["decade"]
    lower = word.lower().replace("’", "'")
    if lower in lexicon()["decades"]:
        lead = context.text[max(0, match.start - 8) : match.end].lower()
        if not re.search(r"\bthe (?:\w+[ -])?\w+$", lead) or re.search(r"\b(?:his|her|their|my|our)\b", lead):
            return None
        number = 1900 + int(lexicon()["decades"][lower])
    else:
        digits = re.sub(r"\D", "", word)
        if len(digits) not in (2, 4) or digits[-1] != "0":
            return None
        lead = context.text[max(0, match.start - 12) : match.start].lower()
        if len(digits) == 2 and ("'" not in lower[:1] or re.search(r"\b(?:his|her|their|my|our)\b", lead)):
            return None
        number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return dated(calendars.decade(number), relative=False) if 1000 <= number <= 2090 else None


def read_century(match: Match, context: Context) -> Reading | None:
    """Read a century: "the 19th century"."""
    number = ordinal_number(match.groups["ordinal"])
    return dated(calendars.century(number), relative=False) if 1 <= number <= 21 else None


def read_quarter(match: Match, context: Context) -> Reading | None:
    """Read a quarter or half of a year: "the third quarter"."""
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
        return dated(build(int(year), number), relative=False)
    if groups["unit"].lower() == "quarters":
        return Reading(kind="set", value=f"XXXX-Q{number}")
    today = context.today
    if today is None:
        return words_only()
    of = (groups.get("of") or groups.get("of2") or groups.get("of3") or "").lower()
    if of or "ago" in groups:
        return dated(build(today.year + {"last": -1, "": -1, "next": 1}.get(of, 0), number), relative=True)
    return dated(_near_quarter(match, context, today, number), relative=True)


def _near_quarter(match: Match, context: Context, today: date, number: int) -> Period:
    this = calendars.quarter(today.year, number)
    if this.start > today:
        ahead = context.direction(match.start, match.end) == "ahead"
        soon = (this.start - today).days <= 92
        return this if ahead or soon else calendars.quarter(today.year - 1, number)
    if (today - this.end).days > 200 and context.direction(match.start, match.end) == "ahead":
        return calendars.quarter(today.year + 1, number)
    return this


def read_quarter_code(match: Match, context: Context) -> Reading | None:
    """Read "Q3 2024"."""
    number = int(match.groups["ordinal"][1])
    if not match.groups["ordinal"][0].isupper():
        return None
    if "year" in match.groups:
        return dated(calendars.quarter(int(match.groups["year"]), number), relative=False)
    if context.today is None:
        return words_only()
    return dated(_near_quarter(match, context, context.today, number), relative=True)


def read_same_period(match: Match, context: Context) -> Reading | None:
    """Read "the same period of last year"."""
    groups = match.groups
    unit = groups["unit"].lower()
    explicit = groups.get("year") or groups.get("year2")
    quarter = context.last(match, ("quarter",), within=3000)
    if context.today is None:
        return words_only()
    year = int(explicit) if explicit else context.today.year - 1
    if "ordinal" in groups and unit == "quarter":
        return dated(calendars.quarter(year, ordinal_number(groups["ordinal"])), relative=not explicit)
    if unit in ("quarter", "period") and quarter:
        return dated(calendars.quarter(year, int(quarter.value[-1])), relative=not explicit)
    if unit in ("quarter", "period", "year"):
        return dated(calendars.year(year), relative=not explicit)
    if unit == "month":
        return dated(calendars.month(context.today.year - 1, context.today.month), relative=True)
    return None


def read_fiscal(match: Match, context: Context) -> Reading | None:
    """Read a fiscal year as the year it is called by; its months differ from country to country."""
    return dated(calendars.year(int(match.groups["year"])), relative=False)
