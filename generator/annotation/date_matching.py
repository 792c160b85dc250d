"""Where a text holds time expressions: a pattern runs only in a window around the words of its class.

A text is scanned once for words of time (months, weekdays, units, years, ...), so that forty patterns cost little more
than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.annotation.date_patterns import compile_rules
from generator.data import load_data

WINDOW = 48
"""Characters on each side of a word of time in which its expression may lie."""


_WORD = re.compile(r"[A-Za-z]+\d?|\d[\d/.-]*")
_YEAR = re.compile(r"(?:1\d|20)\d\d(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}")
_DECADE = re.compile(r"(?:\d{2}|\d{4})(?='?s\b)")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched; offsets into the text. `inner` is the day that a clock time was joined with."""

    rule: str
    start: int
    end: int
    groups: dict[str, str]
    inner: Match | None = None


def _windows(text: str, anchors: dict[str, tuple[str, ...]]) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of text, by class of word, in which expressions of that class may lie."""
    windows: dict[str, list[tuple[int, int]]] = {}
    for word in _WORD.finditer(text):
        token = word.group()
        classes = anchors.get(token.lower(), ())
        if token[0].isdigit():
            classes = _digit_classes(text, word.start(), token)
        for name in classes:
            start, end = max(word.start() - WINDOW, 0), word.end() + WINDOW
            known = windows.setdefault(name, [])
            if known and known[-1][1] >= start:
                known[-1] = (known[-1][0], end)
            else:
                known.append((start, end))
    return windows


def _digit_classes(text: str, start: int, token: str) -> tuple[str, ...]:
    found = []
    if _YEAR.match(token):
        found.append("year")
    if _NUMERIC.match(token):
        found.append("numeric")
    if _DECADE.match(text, start):
        found.append("decade")
    return tuple(found)


def find_matches(text: str) -> Iterator[Match]:
    """Yield every match of every rule, overlapping ones included, rules in the order of the table."""
    windows = _windows(text, _anchors())
    for rule in compile_rules():
        for start, end in windows.get(rule.anchor, ()):
            for found in rule.pattern.finditer(text, start, min(end, len(text))):
                groups = {name: value for name, value in found.groupdict().items() if value is not None}
                yield Match(rule.name, found.start(), found.end(), groups)


@cache
def _anchors() -> dict[str, tuple[str, ...]]:
    """Return the classes of each lower-case word of time."""
    data = load_data("times")
    found: dict[str, list[str]] = {}

    def add(words: list[str], *classes: str) -> None:
        for word in words:
            found.setdefault(word.lower(), []).extend(c for c in classes if c not in found.get(word.lower(), []))

    for words in data["months"].values():
        add(words, "month")
    for words in data["weekdays"].values():
        add([*words, f"{words[0]}s"], "weekday")
    units = [*data["units"], *(f"{u}s" for u in data["units"]), *data["irregular_plurals"], "half", "period"]
    add(units, "unit")
    add(list(data["parts"]), "part")
    add(["today", "yesterday", "tomorrow", "tonight", "overnight"], "deictic")
    add(list(data["seasons"]), "season")
    add([f"{word}s" for word in data["seasons"]], "season")
    add(list(data["decades"]), "decade")
    add(list(data["frequencies"]), "frequency")
    add(["nineteen", "eighteen", "thousand"], "number")
    add(
        [name.split()[0].split("'")[0].split(".")[0].split("-")[0] for h in data["holidays"] for name in h["names"]],
        "holiday",
    )
    references = [phrase for phrases in data["references"].values() for phrase in phrases]
    add([phrase.split()[-1] for phrase in references], "reference")
    add(["current", "recent"], "reference")
    add("am pm a p noon midnight midday gmt utc est edt et local morning afternoon evening".split(), "clock")
    add(["q1", "q2", "q3", "q4"], "quarter")
    return {word: tuple(classes) for word, classes in found.items()}
