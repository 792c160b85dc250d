"""Human judgements from corrections.yml: read and validated here, decided by in `resolution`, never written by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

JudgementKind = Literal[
    "same", "different", "rename", "kind", "alias", "office", "drop", "speaker", "date", "anchor", "modality", "pin"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line of corrections.yml: `names` are the things judged, `value` the new value, `article` limits it to one.

    `id` is given by the user or is the line's number; `note`, `by` and `on` are shown on the page that it changed.
    """

    id: str
    kind: JudgementKind
    names: tuple[str, ...]
    value: str = ""
    article: str | None = None
    note: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All judgements in file order."""

    path: Path | None = None
    judgements: tuple[Judgement, ...] = ()

    def of(self, *kinds: JudgementKind) -> Sequence[Judgement]:
        """Return the judgements of these kinds, in file order."""
        return [judgement for judgement in self.judgements if judgement.kind in kinds]
