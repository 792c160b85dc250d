"""What is printed with the name of a place: that it is a town, or that it is too wide to be one."""

from __future__ import annotations

import re
from functools import cache

from generator.data import load_data

BEFORE = 40
"""Characters before a name that are looked at."""

AFTER = 24
"""Characters after a name that are looked at."""

LYING_IN = re.compile(r"\s(?:city|town|village|port|suburb) of\s[A-Z]")
"""What stands between a region and its town: "the Weston city of Westport"."""


def is_called_town(text: str, start: int) -> bool:
    """Tell whether the words before an offset call what follows a town: "the port city of", "villages of Weston and"."""
    return _called("towns", text, start)


def is_called_wide(text: str, start: int, end: int) -> bool:
    """Tell whether a name is printed as that of a region, a front or a sea: "the Weston region", "the coast of Weston"."""
    if _pattern("wide")[2].match(text, end, end + AFTER) or LYING_IN.match(text, end, end + AFTER):
        return True
    name = text[start:end].rsplit(maxsplit=1)
    if len(name) > 1 and name[1].lower() in load_data("place_words")["wide"]:
        return True
    return _called("wide_of", text, start)


def is_site(name: str) -> bool:
    """Tell whether a name is that of a square, a plant or another site within a town."""
    return name.rsplit(maxsplit=1)[-1].lower() in load_data("place_words")["sites"]


@cache
def _pattern(name: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what stands before a name, before one of several names, and after a name."""
    words: list[str] = load_data("place_words")[name]
    joined = "|".join(words)
    plural = "|".join(f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in words)
    return (
        re.compile(rf"\b(?:{joined}) of\s(?:the\s)?$", re.IGNORECASE),
        re.compile(rf"\b(?:{plural}|{joined}) of (?:[A-Z][\w’'-]+,? )+(?:and )?$"),
        re.compile(rf"(?:['’]s)?\s(?:{joined})\b", re.IGNORECASE),
    )


def _called(name: str, text: str, start: int) -> bool:
    before = text[max(0, start - BEFORE) : start]
    alone, listed, _ = _pattern(name)
    return bool(alone.search(before) or listed.search(before))
