"""Stretches in quotation marks, paragraph by paragraph: text alone, no parser.

Reporters and their software mix straight, curly and doubled marks, forget the closing one, and open a mark again in every
paragraph of a long quotation. What a mark does is read from its neighbours first (a space before it opens, a space
behind it closes) and from its shape only where they leave it open. One odd mark costs its paragraph and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.annotation.sentences import paragraph_bounds

MARK = re.compile(r"``|''|‘‘|’’|[\"“”«»„‟″]")
SINGLE_OPEN = re.compile(r"(?<![^\s(\[{—–\-/“\"])['‘](?=[^\s'’\d.,;:!?)])")
SINGLE_CLOSE = re.compile(r"(?<=[^\s'‘(\[])['’](?![\w'’])")
OPENING = "“«„‟"
CLOSING = "”»"
BEFORE_OPENING = "([{—–-/‘'…"
REOPENED = re.compile(r"\s*(?:``|''|[\"“„«‘])")


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch in marks: `[start, end)` with them, `[inner, outer)` without; `closed` if the last mark is printed.

    `paragraph` counts the lines of the text from 0. `continues` tells that the run before it was left open and this one
    carries on with it.
    """

    start: int
    end: int
    inner: int
    outer: int
    paragraph: int
    closed: bool = True
    single: bool = False
    continues: bool = False


def find_runs(text: str) -> list[Run]:
    """Return the outermost runs of a text in order; runs never overlap and never cross a paragraph's end."""
    bounds = paragraph_bounds(text)
    runs: list[Run] = []
    for number, (start, end) in enumerate(bounds):
        following = text[end : end + 4].lstrip() if number + 1 == len(bounds) else text[bounds[number + 1][0] :][:2]
        found = list(_runs_in(text, start, end, number, reopened=bool(REOPENED.match(following))))
        if (
            found
            and runs
            and not runs[-1].closed
            and runs[-1].paragraph == number - 1
            and found[0].start == start
            and text[start] == text[runs[-1].start]
        ):
            first = found[0]
            found[0] = Run(
                first.start, first.end, first.inner, first.outer, number, first.closed, first.single, continues=True
            )
        runs.extend(found)
    return runs


def _runs_in(text: str, start: int, end: int, number: int, *, reopened: bool) -> Iterator[Run]:
    """Yield the runs of one paragraph; double marks first, single ones in what they leave."""
    doubles = list(_double_runs(text, start, end, number, reopened=reopened))
    position = start
    singles: list[Run] = []
    for run in [*doubles, None]:
        stop = run.start if run else end
        singles.extend(_single_runs(text, position, stop, number, reopened=reopened and stop == end))
        position = run.end if run else end
    yield from sorted([*doubles, *singles], key=lambda run: run.start)


def _double_runs(text: str, start: int, end: int, number: int, *, reopened: bool) -> Iterator[Run]:
    opened: re.Match[str] | None = None
    inner = 0
    marks = list(MARK.finditer(text, start, end))
    for at, mark in enumerate(marks):
        role = _role(text, mark, start, end, is_open=opened is not None)
        if inner and role == "close":
            inner -= 1
        elif role == "open" and opened is not None and _is_nested(text, opened, marks[at:], start, end):
            inner += 1
        elif role == "open":
            inner = 0
            if opened is not None and (stop := _cut_unclosed(text, opened.end(), mark.start())):
                yield Run(opened.start(), stop, opened.end(), stop, number, closed=False)
            opened = mark
        elif opened is not None:
            if mark.start() > opened.end():
                yield Run(opened.start(), mark.end(), opened.end(), mark.start(), number)
            opened = None
    if opened is not None:
        stop = _cut_unclosed(text, opened.end(), end)
        if stop:
            yield Run(opened.start(), stop, opened.end(), stop, number, closed=False)


def _is_nested(text: str, opened: re.Match[str], rest: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Tell whether a mark that opens within an open run is a quotation in it: both can still be closed."""
    roles = [_role(text, mark, start, end, is_open=True) for mark in rest[1:40]]
    if roles.count("close") - roles.count("open") >= 2:
        return True
    return opened[0] != rest[0][0] and "close" in roles and rest[0][0] in ("“", "«", "``")


def _role(text: str, mark: re.Match[str], start: int, end: int, *, is_open: bool) -> Literal["open", "close"]:
    """Tell what a mark does: neighbours first, then shape, then whether a mark is open."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    free_before = before.isspace() or before in BEFORE_OPENING
    free_after = after.isspace() or after in ".,;:!?)]}…—–-"
    shape = mark[0][0]
    if shape in OPENING or mark[0] in ("``", "‘‘"):
        return "close" if is_open and free_after and not before.isspace() else "open"
    if shape in CLOSING:
        return "open" if not is_open and free_before and not after.isspace() else "close"
    if free_before and not after.isspace() and not (is_open and free_after):
        return "open"
    if free_after:
        return "close"
    return "close" if is_open else "open"


ATTRIBUTED = re.compile(r",\s(?=[^,]{2,60}?\b(?:said|says|told|added|wrote)\b[^,]{0,60}[.]?$)")


def _cut_unclosed(text: str, inner: int, end: int) -> int:
    """Return where a run without a closing mark ends: before its attribution if one ends the paragraph, else there."""
    while end > inner and text[end - 1].isspace():
        end -= 1
    match = ATTRIBUTED.search(text, inner, end)
    return match.start() + 1 if match else end


def _single_runs(text: str, start: int, end: int, number: int, *, reopened: bool) -> Iterator[Run]:
    position = start
    while opened := SINGLE_OPEN.search(text, position, end):
        closes = [match.start() for match in SINGLE_CLOSE.finditer(text, opened.end() + 1, end)]
        close = next((at for at in closes if not _is_possessive(text, at)), closes[0] if closes else None)
        if close is None:
            if opened[0] == "‘" and reopened and opened.start() == start:
                yield Run(opened.start(), end, opened.end(), end, number, closed=False, single=True)
                return
            position = opened.end()
            continue
        yield Run(opened.start(), close + 1, opened.end(), close, number, single=True)
        position = close + 1


def _is_possessive(text: str, at: int) -> bool:
    """Tell whether a single mark may be the apostrophe of a plural: `the workers' rights`."""
    return text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
