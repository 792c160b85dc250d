"""Values in words: dates, months, counts, cut sentences. Nothing here knows a page."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Event

EXCERPT = 170
"""Characters of a printed sentence in a list; cut at a word with an ellipsis, never rewritten."""

OPENING, CLOSING = "“\"‘'«„", "”\"’'»“"
CLOSING_OF = {"“": "”", '"': '"', "«": "»", "„": "“”"}
OPENING_OF = {"”": "“„", '"': '"', "»": "«"}


def show_date(value: str | None, *, weekday: bool = True) -> str:
    """Return an EDTF value in words: `Monday 19 May 2025`, `May 2025`, `18 to 19 May 2025`, `until 20 May 2025`."""
    if not value:
        return ""
    start, slash, end = value.partition("/")
    if slash:
        if start in ("..", ""):
            return f"until {show_date(end, weekday=False)}"
        if end in ("..", ""):
            return f"from {show_date(start, weekday=False)}"
        return f"{_without_shared_end(start, end)} to {show_date(end, weekday=False)}"
    parts = start.rstrip("~?%").split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        if len(numbers) == 3:
            day = datetime.date(*numbers)
            name = f"{calendar.day_name[day.weekday()]} " if weekday else ""
            return f"{name}{day.day} {calendar.month_name[day.month]} {day.year}"
        if len(numbers) == 2 and 1 <= numbers[1] <= 12:
            return f"{calendar.month_name[numbers[1]]} {numbers[0]}"
    except ValueError:
        return start
    return start


def show_event_date(event: Event, *, weekday: bool = True) -> str:
    """Return an event's date in words; `reported 20 May 2025` if only the day of the report is known."""
    words = show_date(event.date, weekday=weekday)
    return f"reported {words}" if words and event.date_basis == "article" else words


def _without_shared_end(start: str, end: str) -> str:
    """Return the first day of a period without the month and the year that its last day repeats."""
    words, last = show_date(start, weekday=False).split(), show_date(end, weekday=False).split()
    if len(words) == len(last):
        while len(words) > 1 and words[-1] == last[len(words) - 1]:
            words.pop()
    return " ".join(words)


def whole_day(value: str | None) -> str:
    """Return an EDTF value if it is one full day, else an empty string."""
    return value if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else ""


def first_day(value: str | None) -> str:
    """Return the first full day of an EDTF value, or an empty string."""
    start = (value or "").removeprefix("../").split("/")[0]
    return start if re.fullmatch(r"\d{4}-\d\d-\d\d", start) else ""


def shorten(text: str, limit: int = EXCERPT) -> str:
    """Return the words up to the limit, with an ellipsis if any were left out."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit) if " " in text[:limit] else limit].rstrip(",;:- ") + " …"


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return `1 article` or `3 articles`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def month_name(month: str) -> str:
    """Return a key of month pages in words: `2025-05`, a bare year, or `undated`."""
    return "Undated" if month == "undated" else show_date(month)


def month_key(value: str | None) -> str:
    """Return the month of an EDTF value (`2025-05`), its year if there is no month, `undated` for none."""
    start = (value or "").removeprefix("../").split("/")[0].rstrip("~?%")
    if not start[:4].isdigit():
        return "undated"
    return start[:7] if len(start) >= 7 else start[:4]


def in_marks(text: str) -> str:
    """Return printed words between quotation marks; words that are printed within marks keep those.

    A mark at either end whose partner stands elsewhere in the article is left out, as any word before or behind is.
    """
    if text[:1] in OPENING and text.rstrip(".,;")[-1:] in CLOSING:
        return text
    if text[:1] and text[0] in '“"«„' and not any(mark in text[1:] for mark in CLOSING_OF[text[0]]):
        text = text[1:].lstrip()
    elif text[-1:] and text[-1] in '”"»' and not any(mark in text[:-1] for mark in OPENING_OF[text[-1]]):
        text = text[:-1].rstrip()
    return f"“{text}”"
