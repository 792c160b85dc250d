"""What a reader found in one record of a file, before anything is decided: values with where each stood."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass

BROKEN = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError, NotImplementedError,
    ZeroDivisionError, AssertionError, OverflowError, MemoryError, EOFError, struct.error, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What parsers of damaged binary files raise besides their own errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value as printed and where it stood, in words for a reader: `column: published`, `page: og:title`."""

    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as a reader found it, each field with its candidates from the surest to the least sure.

    `text` is the body as paragraphs on lines of their own (blank lines allowed); `titles` hold only words printed as
    headline; `dates` only dates of publication. `record` numbers the records of a file from 1, None if it is the only
    one. `day_first` says how its numeric dates are read, if other records of the file tell. `headlines` are other
    printed forms of the headline, dropped where they open the text.
    """

    text: str
    titles: tuple[Found, ...] = ()
    dates: tuple[Found, ...] = ()
    urls: tuple[Found, ...] = ()
    outlets: tuple[Found, ...] = ()
    authors: tuple[Found, ...] = ()
    datelines: tuple[Found, ...] = ()
    leads: tuple[Found, ...] = ()
    headlines: tuple[str, ...] = ()
    record: int | None = None
    language: str | None = None
    day_first: bool | None = None
    title_only: bool = False


class UnreadableError(Exception):
    """A file or record that cannot be read: `message` says why, `hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
