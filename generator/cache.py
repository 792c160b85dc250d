"""What was read and what was found, by content, in SQLite files: safe to delete, useful after a killed run."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter, ValidationError

from generator.errors import Problem, Report
from generator.model import Annotations, Article

_ADAPTER = TypeAdapter(Annotations)
_ARTICLES = TypeAdapter(tuple[list[Article], list[Problem]])


class Store:
    """A table of compressed values by key; a file that is damaged is thrown away and begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=60)
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=normal")
        connection.execute("create table if not exists entries (key text primary key, value blob)")
        connection.execute("select count(*) from entries").fetchone()
        return connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def prune(self, keep: set[str]) -> None:
        """Forget entries not in `keep` once they outnumber it threefold, so that the file cannot grow for ever."""
        (total,) = self._connection.execute("select count(*) from entries").fetchone()
        if total <= 3 * len(keep) + 1000:
            return
        stale = [(key,) for (key,) in self._connection.execute("select key from entries") if key not in keep]
        with self._connection:
            self._connection.executemany("delete from entries where key = ?", stale)

    def _put(self, rows: Iterable[tuple[str, bytes]]) -> None:
        rows = list(rows)
        for last in (False, True):
            try:
                with self._connection:
                    self._connection.executemany("insert or replace into entries (key, value) values (?, ?)", rows)
                return
            except sqlite3.DatabaseError:
                if last:
                    raise
                self._begin_anew()

    def _get(self, keys: Iterable[str]) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        try:
            for batch in _batches(list(keys), 500):
                marks = ",".join("?" * len(batch))
                found += self._connection.execute(f"select key, value from entries where key in ({marks})", batch)
        except sqlite3.DatabaseError:
            self._begin_anew()
        return found

    def _begin_anew(self) -> None:
        """Throw the file away: a page of it that nobody had read until now is damaged."""
        self._connection.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._connection = self._open()


@lru_cache(maxsize=2_000)
def _read_annotations(value: bytes) -> Annotations:
    """Return stored annotations; read once in a process, since a server asks for the same ones at every edit."""
    return _ADAPTER.validate_json(zlib.decompress(value))


class Cache(Store):
    """Annotations by key."""

    def read(self, keys: Iterable[str]) -> dict[str, Annotations]:
        """Return the annotations that are there, by key; unreadable ones count as missing."""
        found: dict[str, Annotations] = {}
        for key, value in self._get(keys):
            with contextlib.suppress(ValidationError, zlib.error):
                found[key] = _read_annotations(value)
        return found

    def write(self, entries: Iterable[tuple[str, Annotations]]) -> None:
        """Store annotations; committed at once, so that a killed run keeps what it finished."""
        self._put([(key, zlib.compress(_ADAPTER.dump_json(found), 1)) for key, found in entries])


class FileCache(Store):
    """The articles and problems that a file gave, by its path, its bytes and the version of the readers.

    `fresh` reads every file again; `used` holds the keys of the files asked for.
    """

    def __init__(self, path: Path, *, version: str, fresh: bool = False) -> None:
        super().__init__(path)
        self.version = version
        self.fresh = fresh
        self.used: set[str] = set()
        self._rows: list[tuple[str, bytes]] = []

    def read(
        self, file: Path, root: Path, reader: Callable[[Path, Path, Report], Iterable[Article]], report: Report
    ) -> list[Article]:
        """Return the articles of a file, from the cache if its bytes are the same; its problems go to `report`."""
        try:
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return list(reader(file, root, report))
        name = os.path.relpath(file, root)
        key = hashlib.sha256(json.dumps([self.version, name, digest]).encode("utf-8", "surrogatepass")).hexdigest()
        self.used.add(key)
        for _, value in [] if self.fresh else self._get([key]):
            with contextlib.suppress(ValidationError, zlib.error):
                articles, problems = _ARTICLES.validate_json(zlib.decompress(value))
                report.problems.extend(problems)
                return articles
        before = len(report.problems)
        articles = list(reader(file, root, report))
        self._rows.append((key, zlib.compress(_ARTICLES.dump_json((articles, report.problems[before:])), 1)))
        if len(self._rows) >= 50:
            self._flush()
        return articles

    def close(self) -> None:
        """Store what was read last and close the file."""
        self._flush()
        super().close()

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            self._put(rows)


def _batches(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
