"""A name found in a text before it is grouped with others of the same actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model import ActorKind, MentionForm, Role

Source = Literal["table", "institution", "pipeline", "again"]


@dataclass(frozen=True, slots=True)
class Found:
    """Bounds, kind and form; `known` is the name it stands for if a table says so, `qualifier` tells namesakes apart.

    `source` says who found it: our tables, the pipeline, or a second look for names found elsewhere in the article.
    """

    start: int
    end: int
    kind: ActorKind
    form: MentionForm
    known: str | None = None
    qualifier: str = ""
    roles: tuple[Role, ...] = ()
    gender: Literal["female", "male"] | None = None
    source: Source = "pipeline"
    reason: str = ""


def without_overlap(names: list[Found]) -> list[Found]:
    """Return the longest of overlapping names, of equals the one that a table knows; in text order."""
    rank = {"institution": 0, "table": 1, "pipeline": 2, "again": 3}
    taken: list[Found] = []
    used: set[int] = set()
    for one in sorted(names, key=lambda one: (-(one.end - one.start), rank[one.source], one.start, one.kind)):
        cells = range(one.start, one.end)
        if used.isdisjoint(cells):
            used.update(cells)
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)
