"""Pages rendered before: what a page was rendered from, so that a run renders only the pages that one article touches.

Enters: pages and the folder they were written to. Leaves: path and text of each, rendered or read back. A text is read back
only if template, context and everything that templates depend on are those of the last run, and if the file still holds
what that run wrote; so nothing but time hangs on the memory, and it may be deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import Page
from generator.rendering import render_pages


def page_digest(page: Page, layout: str) -> str:
    """Return a hash over all that a page's text depends on; `layout` stands for templates, code and settings."""
    return _hash(f"{layout}\0{page.template}\0{page.context!r}".encode("utf-8", "surrogatepass"))


def render_changed(
    pages: Iterable[Page], templates: Path | None, *, folder: Path, memory: Path, layout: str
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page in order, reading back those that were rendered from the same context.

    `memory` is a JSON file of path -> [digest of the page, digest of its text], written when all pages have been yielded.
    """
    known = _read(memory)
    kept: dict[str, list[str]] = {}
    for page in pages:
        digest = page_digest(page, layout)
        before = known.get(page.path, ["", ""])
        text = _written(folder / page.path, before[1]) if before[0] == digest else None
        if text is None:
            ((_, text),) = render_pages([page], templates, memory.parent / "templates")
        kept[page.path] = [digest, _hash(text.encode("utf-8"))]
        yield page.path, text
    memory.parent.mkdir(parents=True, exist_ok=True)
    part = memory.with_suffix(".part")
    part.write_text(json.dumps(kept), encoding="utf-8")
    part.replace(memory)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _written(path: Path, digest: str) -> str | None:
    """Return the text of a file if it still is the one that was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data.decode("utf-8") if _hash(data) == digest else None


def _read(memory: Path) -> Mapping[str, list[str]]:
    """Return the memory; whatever is damaged counts as forgotten."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    fits = isinstance(known, dict) and all(isinstance(row, list) and len(row) == 2 for row in known.values())
    return known if fits else {}
