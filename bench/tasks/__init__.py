"""The tasks of the bench: one module each, gathered in `TASKS`.

A module gives

    GOLD        default gold files, relative to the folder `shared`
    predict     Run -> predictions in the format of its scorer; it calls the functions that build the site
    score       (gold, predictions, number of errors to print) -> figures; prints the scorer's table

and, where several gold files count as one pool, `pool(figures of each)`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

TASKS = (
    "quotes", "quotes_press", "actors", "dates", "gsr", "plv", "modality", "eventcoref", "timelines", "html", "groups",
    "capitals", "capitals_press", "seed",
)  # fmt: skip


def load_task(name: str) -> ModuleType:
    """Return a task's module; names may have hyphens."""
    return import_module(f"bench.tasks.{name.replace('-', '_')}")
