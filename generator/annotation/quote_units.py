"""Units of reported speech: a sentence of the reporter together with the marked runs that stand in it.

A run may hold several sentences and belong to one frame ("A. B," he said), so the parser's sentences do not serve. A unit
ends where the reporter's own words end a sentence, or where a run does and no attribution follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotation.quote_marks import Run
from generator.annotation.reporting import Cue
from generator.annotation.sentences import paragraph_bounds

if TYPE_CHECKING:
    from spacy.tokens import Doc

CLOSED = re.compile(r"[.?!:…][\"'”’»)\]]*\s*$")
COLON = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """`[start, end)` in characters of `text`, the article's; the runs and cues in it, its paragraph's number."""

    text: str
    start: int
    end: int
    paragraph: int
    runs: tuple[Run, ...]
    cues: tuple[Cue, ...]


def inside_runs(doc: Doc, runs: Sequence[Run]) -> list[bool]:
    """Tell for every token whether it stands in marks (the marks too)."""
    inside = [False] * len(doc)
    position = 0
    for token in doc:
        while position < len(runs) and runs[position].end <= token.idx:
            position += 1
        if position < len(runs) and runs[position].start <= token.idx:
            inside[token.i] = True
    return inside


def find_units(doc: Doc, text: str, runs: Sequence[Run], cues: Sequence[Cue], inside: Sequence[bool]) -> list[Unit]:
    """Return the units of a text in order; together they cover every paragraph."""
    units: list[Unit] = []
    starts = [token.idx for token in doc if token.is_sent_start and not inside[token.i]]
    verbs = [doc[cue.verb].idx for cue in cues]
    positions = [run.start for run in runs]
    for number, (start, end) in enumerate(paragraph_bounds(text)):
        mine = list(runs[bisect_left(positions, start) : bisect_left(positions, end)])
        told = list(cues[bisect_left(verbs, start) : bisect_left(verbs, end)])
        cuts = {start}
        for at in starts[bisect_left(starts, start + 1) : bisect_left(starts, end)]:
            before = text[start:at]
            if CLOSED.search(before) and not COLON.search(before) and not _ends_in(mine, before, start):
                cuts.add(at)
        for run in mine:
            if (
                run.start > start
                and (CLOSED.search(text[start : run.start]))
                and not COLON.search(text[start : run.start])
            ):
                cuts.add(run.start)
            at = run.end + len(text[run.end : end]) - len(text[run.end : end].lstrip())
            if at < end and _run_ends_unit(doc, text, run, at, end, told, mine):
                cuts.add(at)
        order = sorted(cuts)
        for left, right in zip(order, [*order[1:], end], strict=True):
            units.append(
                Unit(
                    text,
                    left,
                    right,
                    number,
                    tuple(run for run in mine if left <= run.start < right),
                    tuple(cue for cue in told if left <= doc[cue.verb].idx < right),
                )
            )
    return units


def _ends_in(runs: Sequence[Run], before: str, start: int) -> bool:
    """Tell whether the text before a sentence start ends with a run: `_run_ends_unit` decides then."""
    end = start + len(before.rstrip())
    return any(run.end == end for run in runs)


def _run_ends_unit(doc: Doc, text: str, run: Run, at: int, end: int, cues: Sequence[Cue], runs: Sequence[Run]) -> bool:
    """Tell whether the words at `at`, behind a run, begin a new unit and do not attribute the run."""
    last = text[run.inner : run.outer].rstrip(" '\"’”»")[-1:]
    if any(other.start == at for other in runs):
        return last in ".?!…"
    first = text[at]
    if last not in ".?!…" or first in ",;:.)]" or (first.islower() and last != "."):
        return False
    if first in "–—―-":
        return False
    cue = attributing(doc, text, run, cues)
    if cue is None:
        return not first.islower()
    if last != ".":
        following = next((other for other in runs if other.start > run.start), None)
        return bool(
            following
            and re.search(r"[,:]\s*$", text[at : following.start])
            and ". " not in text[at : following.start]
            and text[at : following.start].count(",") > 1
        )
    tail = text[doc[cue.end - 1].idx + len(doc[cue.end - 1]) : end]
    if any(child.dep_ in ("ccomp", "xcomp", "dobj") and child.i >= cue.end for child in doc[cue.verb].children):
        return cue.hearer is None or not first.islower()
    return not (first.islower() or re.match(r"[^.?!]{0,40}(?:[.?!]|$)", tail)) or bool(re.match(r"\s+that\b", tail))


def attributing(doc: Doc, text: str, run: Run, cues: Sequence[Cue]) -> Cue | None:
    """Return the cue whose phrase begins right behind a run: `..." she said`, `..." said Ann`."""
    for cue in cues:
        verb = doc[cue.verb].idx
        if verb < run.end:
            continue
        begin = verb
        if cue.speaker and doc[cue.speaker[0]].idx >= run.end:
            begin = min(begin, doc[cue.speaker[0]].idx)
        between = text[run.end : begin]
        if len(between) > 40:
            return None
        if GLUE.fullmatch(between):
            return cue
    return None


GLUE = re.compile(
    r"[\s,.–—―-]*(?:(?:as|then|also|later|is|are|was|has|have|had|\w+ly|the|how|again|once|soon|now|who)\s+)*",
    re.IGNORECASE,
)
