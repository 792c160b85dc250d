"""Saved web pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ingest.cleaning import decode
from generator.ingest.drafts import Draft, Found, UnreadableError


def read_page(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a page."""
    import trafilatura

    text = decode(data)
    result = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False)
    if result is None:
        raise UnreadableError(
            "no running text was found in the page", "save the article itself, not an index of articles"
        )
    found = result.as_dict() if not isinstance(result, dict) else result
    yield Draft(
        text=found["text"] or "",
        titles=tuple(Found(value=found["title"], source="page: title") for _ in [1] if found["title"]),
        dates=tuple(Found(value=found["date"], source="page: date") for _ in [1] if found["date"]),
        urls=tuple(Found(value=found["url"], source="page: address") for _ in [1] if found["url"]),
        outlets=tuple(Found(value=found["sitename"], source="page: site name") for _ in [1] if found["sitename"]),
        authors=tuple(Found(value=found["author"], source="page: author") for _ in [1] if found["author"]),
    )
