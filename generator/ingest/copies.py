"""Near-duplicates and syndicated copies."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Article, CopyGroup


def group_copies(articles: Sequence[Article], *, threshold: float = 0.8) -> tuple[CopyGroup, ...]:
    """Group articles that carry the same report."""
    return ()
