"""Language knowledge as data: YAML files read once, and a digest of them all for the cache key."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def load_data(name: str) -> Any:
    """Return the content of `data/<name>.yml`; callers must not change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)


def digest_files(paths: list[Path]) -> str:
    """Return one hash over the bytes of the files, in order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
