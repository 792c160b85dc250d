"""The words of time and what resolvers share: readings, the context they ask, numbers, years, units."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal

from generator.annotation.calendars import Period
from generator.annotation.date_matching import Match
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
def lexicon() -> dict[str, dict[str, Any]]:
    """Return the lookups of times.yml by lower-case word."""
    data = load_data("times")
    return {
        "month": {w.lower(): number for number, words in data["months"].items() for w in words},
        "weekday": {w.lower(): number for number, words in data["weekdays"].items() for w in words},
        "holiday": {plain_words(name): rule for rule in data["holidays"] for name in rule["names"]},
        "reference": {phrase: code for code, phrases in data["references"].items() for phrase in phrases},
        **{key: data[key] for key in ("units", "numbers", "ordinals", "decades", "parts", "seasons", "frequencies")},
    }


def plain_words(words: str) -> str:
    """Return words for a look-up: lower case, straight apostrophes, single blanks."""
    return " ".join(words.lower().replace("’", "'").split())


def is_calendar_word(word: str) -> bool:
    """Tell whether a lower-case word is the name of a month, a weekday or a holiday."""
    word = word.rstrip(".")
    return any(word in lexicon()[key] for key in ("month", "weekday", "holiday"))


def month_number(words: str) -> int:
    """Return the number of a month, January 1."""
    return int(lexicon()["month"][words.rstrip(".").lower()])


def weekday_number(words: str) -> int:
    """Return the number of a weekday, Monday 0."""
    return int(lexicon()["weekday"][words.rstrip(".").lower()])


def unit_name(words: str) -> str:
    """Return a unit in the singular."""
    word = words.lower()
    irregular: dict[str, str] = load_data("times")["irregular_plurals"]
    if word in irregular:
        return irregular[word]
    return word if word in lexicon()["units"] else word.removesuffix("s")


def ordinal_number(words: str) -> int:
    """Return the number of an ordinal: 21 for "21st" and "twenty-first"."""
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else int(lexicon()["ordinals"].get(plain_words(words).replace(" ", "-"), 0))


def read_number(words: str) -> float | None:
    """Return the number that words or digits name ("twenty-four", "2 1/2", "a couple of"), None if they are vague."""
    text = plain_words(words)
    if match := re.match(r"[\d,]+(?:\.\d+)?", text):
        number = float(match.group().replace(",", ""))
        return number + 0.5 if text.endswith(("1/2", "½")) else number
    if "couple" in text:
        return 2
    if text in ("a", "an", "an additional"):
        return 1
    if text.endswith("half") or text.startswith("half"):
        return 0.5
    numbers = lexicon()["numbers"]
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
    text = plain_words(words)
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
    entry = lexicon()["units"].get(unit)
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


def dated(period: Period | None, *, relative: bool, part: str | None = None) -> Reading:
    """Return the reading of a period, with the part of the day if one was named."""
    if period is None:
        return Reading(relative=True)
    if part and period.grain == "day":
        word = part.lower()
        code = {"noon": "12:00", "midnight": "24:00"}.get(word, lexicon()["parts"].get(word, ""))
        value = f"{period.value}T{code}" if code else period.value
        return Reading(kind="time", value=value, edtf=period.edtf, relative=relative, period=period)
    return Reading(value=period.value, edtf=period.edtf, relative=relative, period=period)


def words_only(kind: Kind = "date") -> Reading:
    """Return the reading of words whose time is not known: they keep their words."""
    return Reading(kind=kind, relative=True)


def is_capital(match: Match, context: Context, group: str) -> bool:
    """Say whether the name in a group is printed with a capital, as months, weekdays and holidays are."""
    at = context.text.find(match.groups[group], match.start, match.end)
    return context.text[at : at + 1].isupper()
