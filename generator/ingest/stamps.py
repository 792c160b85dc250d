"""Dates as files print them: parsed to a day and a full time stamp, found in addresses and file names. No clock.

A stamp is `(day, stamp)`: an ISO day as written, in the zone as written, and the ISO time stamp if a time was printed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

Stamp = tuple[str, str | None]
YEARS = range(1800, 2200)
"""Years that can be a date of publication; everything else is some other number."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro",
            "february feb februar février fevrier febrero febbraio fevereiro",
            "march mar märz marz mars marzo março",
            "april apr avril abril aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember décembre decembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
"""Month names of English and of the languages in which databases write the head of English articles."""

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?!\d)"
)
_YMD = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?$")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+(?:of )?([^\W\d_]{3,10})\.?,?[ -]+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,10})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b")
_CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*([ap])?\.?m?\.?\s*(Z|UTC|GMT|E[SD]T|C[SD]T|M[SD]T|P[SD]T|BST|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


def parse_date(text: str, *, day_first: bool | None = None) -> Stamp | None:
    """Return the day and time stamp that `text` begins with, or None if it names no day for certain.

    03/04/2022 is a date only if `day_first` says which number is the day or one of them cannot be a month.
    """
    text = " ".join(text.split()).strip(" \t\"'")
    if not any(character.isdigit() for character in text):
        return None
    if text.isdigit():
        return _from_digits(text)
    for pattern in (_ISO, _YMD):
        if match := pattern.match(text):
            return _make(match[1], match[2], match[3], _clock_of(match, text))
    if match := _COMPACT.match(text):
        return _make(match[1], match[2], match[3], _clock_of(match, text))
    if match := _NUMERIC.match(text):
        return _from_numeric(match, text, day_first)
    if re.match(r"[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        try:
            when = parsedate_to_datetime(text)
        except ValueError:
            return None
        return _make(str(when.year), str(when.month), str(when.day), when.isoformat()[10:])
    return _from_words(text)


def _from_words(text: str) -> Stamp | None:
    for pattern, order in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        for match in pattern.finditer(text):
            month = MONTHS.get(match[order[1]].casefold())
            if month:
                rest = text[: match.start()] + " " + text[match.end() :]
                return _make(match[order[0]], str(month), match[order[2]], _printed_clock(rest))
    return None


def _from_digits(text: str) -> Stamp | None:
    """Read 20220304, 20220304213000, or seconds and milliseconds since 1970."""
    if len(text) in (8, 12, 14) and (match := _COMPACT.match(text)):
        return _make(match[1], match[2], match[3], _clock_of(match, text))
    if len(text) in (10, 13) and text[0] in "12":
        seconds = int(text[:10])
        when = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
        return when.date().isoformat(), when.isoformat()
    return None


def day_order(values: Iterable[str]) -> bool | None:
    """Return whether the day stands first in the numeric dates of one column (25/05/2024 tells it for 06/05/2024).

    None if no date tells it, or if they tell both.
    """
    found = set()
    for value in values:
        if match := _NUMERIC.match(value.strip()):
            first, second = int(match[1]), int(match[3])
            found |= {True} if first > 12 else {False} if second > 12 else set()
    return found.pop() if len(found) == 1 else None


def _from_numeric(match: re.Match[str], text: str, day_first: bool | None) -> Stamp | None:
    first, second = int(match[1]), int(match[3])
    if first > 12 or match[2] == ".":
        day_first = True
    elif second > 12:
        day_first = False
    elif first == second:
        day_first = True
    if day_first is None:
        return None
    month, day = (second, first) if day_first else (first, second)
    return _make(match[4], str(month), str(day), _printed_clock(text[match.end() :]))


def _clock_of(match: re.Match[str], text: str) -> str | None:
    parts = match.groups()
    if len(parts) < 5 or parts[3] is None:
        return None
    zone = parts[6] if len(parts) > 6 else ("Z" if text.endswith("Z") else None)
    return _write_clock(int(parts[3]), int(parts[4]), int(parts[5] or 0), zone)


def _printed_clock(text: str) -> str | None:
    match = _CLOCK.search(text)
    if not match:
        return None
    hour = int(match[1])
    half = (match[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _write_clock(hour, int(match[2]), int(match[3] or 0), match[5])


def _write_clock(hour: int, minute: int, second: int, zone: str | None) -> str | None:
    if hour > 23 or minute > 59 or second > 60:
        return None
    clock = f"T{hour:02}:{minute:02}:{min(second, 59):02}"
    zone = (zone or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        return clock + "+00:00"
    if zone == "BST":
        return clock + "+01:00"
    if zone in _ZONES:
        return f"{clock}-{-_ZONES[zone]:02}:00"
    if zone:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        return f"{clock}{zone[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) < 24 and int(digits[2:]) < 60 else clock
    return clock


def _make(year: str, month: str, day: str, clock: str | None) -> Stamp | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    if date.year not in YEARS:
        return None
    iso = date.isoformat()
    return iso, (iso + clock if clock else None)


_URL_DATE = re.compile(
    r"[/_.=-](?P<year>(?:19|20)\d\d)[/_-](?P<month>0?[1-9]|1[0-2]|[a-z]{3,9})[/_-](?P<day>(?:0[1-9]|[12]\d|3[01])(?=[/_.?&#-]|$)|[1-9](?=[/.?&#]|$))"
)
_URL_COMPACT = re.compile(
    r"(?:^|[/_.=-])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.?&#T-]|$)"
)
_SLUG_WORDS = re.compile(r"(?:^|[/_-])(?P<month>[a-z]{3,9})-(?P<day>0?[1-9]|[12]\d|3[01])-(?P<year>20\d\d)(?=[/_.-]|$)")


def date_in_url(url: str) -> str | None:
    """Return the ISO day that the path of an address names: /2026/feb/20/, /2022/06/23/, /20220623/; the first one."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.strip(), count=1, flags=re.IGNORECASE).lower()
    return _named_date(path, (_URL_DATE, _URL_COMPACT))


def date_in_slug(url: str) -> str | None:
    """Return the day that the words of an address name ("…-february-26-2026"): its subject's date, so less sure."""
    return _named_date(url.lower(), (_SLUG_WORDS,))


def date_in_name(name: str) -> str | None:
    """Return the ISO day in a file name: 2025-05-20-talks.txt, 20250520_talks.txt, talks-may-20-2025.txt."""
    return _named_date("/" + name.lower().replace(" ", "-"), (_URL_DATE, _URL_COMPACT, _SLUG_WORDS))


def _named_date(path: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        for match in pattern.finditer(path):
            month = match["month"]
            number = month if month.isdigit() else str(MONTHS.get(month, 0))
            if stamp := _make(match["year"], number, match["day"], None):
                return stamp[0]
    return None


def days_between(first: str, second: str) -> int:
    """Return the number of days from one ISO day to another, without its sign."""
    return abs((datetime.date.fromisoformat(first) - datetime.date.fromisoformat(second)).days)
