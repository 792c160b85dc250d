"""Annotations by content in one SQLite file: safe to delete at any time, useful after a killed run."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from pydantic import TypeAdapter, ValidationError

from generator.model import Annotations

_ADAPTER = TypeAdapter(Annotations)


class Cache:
    """A table of annotations by key; a file that is damaged or from another version is thrown away and begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=60)
        connection.execute("pragma journal_mode=wal")
        connection.execute("create table if not exists annotations (key text primary key, value blob, used integer)")
        return connection

    def read(self, keys: Iterable[str]) -> dict[str, Annotations]:
        """Return the annotations that are there, by key; unreadable ones count as missing."""
        found: dict[str, Annotations] = {}
        for batch in _batches(list(keys), 500):
            marks = ",".join("?" * len(batch))
            rows = self._connection.execute(f"select key, value from annotations where key in ({marks})", batch)  # noqa: S608
            for key, value in rows:
                with contextlib.suppress(ValidationError, zlib.error):
                    found[key] = _ADAPTER.validate_json(zlib.decompress(value))
        return found

    def write(self, entries: Iterable[tuple[str, Annotations]]) -> None:
        """Store annotations; committed at once, so that a killed run keeps what it finished."""
        rows = [(key, zlib.compress(_ADAPTER.dump_json(found), 1)) for key, found in entries]
        with self._connection:
            self._connection.executemany("insert or replace into annotations (key, value) values (?, ?)", rows)

    def prune(self, keep: set[str]) -> None:
        """Forget entries that are not in `keep` once they outnumber it threefold, so that the file cannot grow forever."""
        (total,) = self._connection.execute("select count(*) from annotations").fetchone()
        if total <= 3 * len(keep) + 1000:
            return
        stale = [(key,) for (key,) in self._connection.execute("select key from annotations") if key not in keep]
        with self._connection:
            self._connection.executemany("delete from annotations where key = ?", stale)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _batches(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
