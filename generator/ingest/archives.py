"""Web archives (WARC): an article a saved page."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.ingest.cleaning import decode
from generator.ingest.drafts import BROKEN, Draft, Found, UnreadableError
from generator.ingest.pages import draft_from_page
from generator.ingest.plain import draft_from_text

LARGEST_PAGE = 20_000_000


def read_warc(data: bytes, name: str) -> Iterator[Draft | UnreadableError]:
    """Yield the pages of a web archive; pages without running text are yielded as the error, other records passed over.

    The day of the crawl is not a day of publication and is not used.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in _silently(iter(ArchiveIterator(io.BytesIO(data)))):
            kind = _kind_of(record)
            if not kind:
                continue
            number += 1
            url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
            content = record.content_stream().read(LARGEST_PAGE)
            found = Found(value=url, source="web archive: address") if url else None
            try:
                draft = (
                    draft_from_page(decode(content), url=found) if "html" in kind else draft_from_text(decode(content))
                )
            except UnreadableError as error:
                yield UnreadableError(f"page {number} ({url[:200]}): {error.message}", error.hint)
                continue
            yield replace(draft, record=number, urls=draft.urls or ((found,) if found else ()))
    except (ArchiveLoadFailed, *BROKEN) as error:
        yield UnreadableError(f"is a damaged web archive: {str(error)[:120]}", "what came before the damage was read")
    if not number:
        yield UnreadableError("holds no saved page", "only web archives with HTML pages can be read")


def _silently(records: Iterator[object]) -> Iterator[Any]:
    """Yield the records of an archive; its reader writes what it thinks of damage to standard error, and page by page."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _kind_of(record: object) -> str:
    """Return the content type of a record that is a page or a text taken from one, else nothing."""
    kind = getattr(record, "rec_type", "")
    head = getattr(record, "http_headers", None)
    if kind == "conversion":
        return "text/plain"
    if kind not in ("response", "resource"):
        return ""
    status = str(head.get_statuscode()) if head else "200"
    content = str(head.get_header("Content-Type") or "") if head else str(record.rec_headers.get_header("Content-Type"))  # type: ignore[attr-defined]
    return content if status == "200" and "html" in content.lower() else ""
