"""The figures that may only rise: floors.json holds them by task with a digest of the gold they were measured on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.run import SHARED
from bench.tasks import load_task

FILE = Path(__file__).parent / "floors.json"


def slack(value: float) -> float:
    """Return by how much a figure may miss its floor: a rounding of percentages, and of shares from 0 to 1."""
    return 0.05 if abs(value) > 1.5 else 0.0005


RunTask = Callable[[str], dict[str, float]]


def read_floors() -> dict[str, Any]:
    """Return floors.json: task -> {gold: digest, slow?: true, floors: {figure: value}, ceilings: {figure: value}}."""
    floors: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return floors


def gold_digest(name: str) -> str | None:
    """Return a short hash over a task's gold files, None if one is missing."""
    total = hashlib.sha256()
    for path in (SHARED / gold for gold in load_task(name).GOLD):
        if not path.exists():
            return None
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def check_floors(run_task: RunTask, *, rise: bool = False, slow: bool = False) -> int:
    """Run every task of floors.json; returns 1 if a figure is under its floor or over its ceiling.

    With `rise`, figures that are better than recorded are written. A task whose gold is missing or another than the one
    measured is named and left out.
    """
    failed = []
    for name, entry in read_floors().items():
        if entry.get("slow") and not slow:
            print(f"{name}: left out (slow; --all runs it)")
            continue
        digest = gold_digest(name)
        if digest != entry.get("gold"):
            print(f"{name}: left out, its gold is {'missing' if digest is None else 'another than the one measured'}")
            continue
        figures = run_task(name)
        failed += compare(name, entry, figures)
        if rise:
            raise_floors(name, figures)
    for line in failed:
        print(line)
    print(f"{len(failed)} figures dropped" if failed else "no figure dropped")
    return 1 if failed else 0


def compare(name: str, entry: dict[str, Any], figures: dict[str, float]) -> list[str]:
    """Return a line for every figure that is worse than recorded."""
    lines = []
    for figure, floor in entry.get("floors", {}).items():
        if figures.get(figure, 0.0) < floor - slack(floor):
            lines.append(f"{name}: {figure} is {figures.get(figure)}, its floor {floor}")
    for figure, ceiling in entry.get("ceilings", {}).items():
        if figures.get(figure, float("inf")) > ceiling + slack(ceiling):
            lines.append(f"{name}: {figure} is {figures.get(figure)}, its ceiling {ceiling}")
    return lines


def raise_floors(name: str, figures: dict[str, float]) -> None:
    """Write the figures of a task that are better than recorded; one that is worse stays as it was."""
    floors = read_floors()
    entry = floors.setdefault(name.replace("-", "_"), {"floors": {}, "ceilings": {}})
    entry["gold"] = gold_digest(name)
    for kind, better in (("floors", max), ("ceilings", min)):
        for figure, value in entry.get(kind, {}).items():
            if figure in figures:
                entry[kind][figure] = better(value, figures[figure])
    FILE.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
