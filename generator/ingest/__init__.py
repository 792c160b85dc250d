"""Stub, to be written: files to Articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import Report
from generator.model import Article, CopyGroup


def read_articles(folder: Path, report: Report) -> Iterator[Article]:
    """Yield the articles of every readable file below `folder` (or of one file), in order of path; problems go to `report`."""
    yield from ()


def group_copies(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """Group articles that carry the same report (near-duplicates, syndicated copies)."""
    return ()
