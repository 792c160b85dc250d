"""Files that ship with the product: language knowledge as YAML, read once, and where templates and assets lie."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
PACKAGE = FOLDER.parent


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


def project_file(name: str) -> Path:
    """Return a file or folder that ships with the product: beside the package in a checkout, inside it in a wheel.

    A checkout is told by its pyproject.toml: what other packages put beside ours in an environment is not ours.
    """
    root = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else PACKAGE / "project"
    return root / name
