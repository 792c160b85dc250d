"""Files to Articles: every file is read, or refused with one line that names it, the reason and the remedy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import Report
from generator.ingest.copies import group_copies
from generator.ingest.drafts import Draft, UnreadableError
from generator.ingest.finishing import STAGE, Settings, finish
from generator.ingest.markdown import read_markdown
from generator.ingest.pages import read_page
from generator.ingest.plain import read_text
from generator.ingest.stamps import parse_date
from generator.ingest.tables import read_csv, read_json, read_json_lines
from generator.model import Article, Origin

Reader = Callable[[bytes, str], Iterator[Draft | UnreadableError]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
}
"""Which function reads which file: bytes and file name to drafts, in the order of the file."""


def list_files(folder: Path, report: Report) -> Iterator[Path]:
    """Yield the files below `folder` in order of their paths; hidden ones and folders that cannot be opened are noted."""
    hidden = 0
    seen: set[tuple[int, int]] = set()
    found: list[Path] = []
    for current, folders, files in os.walk(folder, followlinks=True):
        status = Path(current).stat()
        key = (status.st_dev, status.st_ino)
        if key in seen:
            folders.clear()
            continue
        seen.add(key)
        hidden += sum(name.startswith(".") for name in (*folders, *files))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(current, name) for name in files if not name.startswith(".")]
    if hidden:
        report.add(STAGE, str(folder), f"{hidden} hidden files and folders were left out", severity="note")
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def read_file(path: Path, root: Path, report: Report, *, settings: Settings | None = None) -> Iterator[Article]:
    """Yield the articles of one file; `root` is the folder that its path is shown relative to."""
    settings = settings or Settings()
    where = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        report.add(STAGE, where, f"files of this kind ({path.suffix or 'no ending'}) are not read", "save it as text")
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        report.add(STAGE, where, f"cannot be opened: {error.strerror}", "check that it exists and may be read")
        return
    try:
        for draft in reader(data, path.name):
            if isinstance(draft, UnreadableError):
                report.add(STAGE, where, draft.message, draft.hint)
            elif article := finish(draft, where, report, settings):
                yield article
    except UnreadableError as error:
        report.add(STAGE, where, error.message, error.hint)


def read_articles(folder: Path, report: Report, *, settings: Settings | None = None) -> Iterator[Article]:
    """Yield the articles of every readable file below `folder` (or of one file), in order of path."""
    if folder.is_file():
        yield from read_file(folder, folder.parent, report, settings=settings)
        return
    for path in list_files(folder, report):
        yield from read_file(path, folder, report, settings=settings)


def article_from_record(record: Mapping[str, Any]) -> Article:
    """Return the article of a line `{id, text, date?, title?, ...}`, its id and its text exactly as given.

    Offsets of annotations are into that text, so nothing is cleaned and no headline is put before it.
    """
    date = next((str(record[key]) for key in ("date", "published") if record.get(key)), "")
    stamp = parse_date(date)
    identifier = str(record["id"])
    return Article(
        id=identifier,
        path=str(record.get("path") or identifier),
        title=str(record.get("title") or identifier),
        text=str(record["text"]),
        published=stamp[0] if stamp else None,
        published_at=stamp[1] if stamp else None,
        outlet=str(record["outlet"]) if record.get("outlet") else None,
        url=str(record["url"]) if record.get("url") else None,
        origins=(Origin(field="published", source="key: date"),) if stamp else (),
    )


__all__ = ["READERS", "Settings", "article_from_record", "group_copies", "list_files", "read_articles", "read_file"]
