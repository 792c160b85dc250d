"""What a person settled, as the page it changed shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.pages import Site


@dataclass(frozen=True, slots=True)
class Settled:
    """A line of corrections.yml: its id, what it says, and note, person and day if they were given."""

    id: str
    line: str
    note: str = ""
    by: str = ""
    on: str = ""


def settled(site: Site, judgements: Iterable[str]) -> tuple[Settled, ...]:
    """Return the lines with these ids; an id that is not known any more keeps its id alone."""
    shown = []
    for key in dict.fromkeys(judgements):
        found = site.kb.judgement(key)
        shown.append(Settled(key, str(found), found.note, found.by, found.on) if found else Settled(key, key))
    return tuple(shown)
