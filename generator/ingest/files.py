"""The files of a folder: which there are, which reader reads which, by content where the ending lies."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import zlib
from collections.abc import Callable, Iterator
from email.errors import MessageError
from pathlib import Path
from xml.sax import SAXException

from lxml.etree import LxmlError

from generator.errors import Report
from generator.ingest.archives import read_warc
from generator.ingest.cleaning import name_wide, one_line
from generator.ingest.databases import FACTIVA, is_nexis, read_factiva, read_nexis
from generator.ingest.documents import read_docx, read_pdf
from generator.ingest.drafts import BROKEN, Draft, UnreadableError
from generator.ingest.feeds import read_feed
from generator.ingest.finishing import STAGE, Settings, finish
from generator.ingest.mail import is_mail, read_mail
from generator.ingest.markdown import read_markdown
from generator.ingest.pages import read_mhtml, read_page
from generator.ingest.plain import read_text
from generator.ingest.tables import read_csv, read_json, read_json_lines
from generator.model import Article

Reader = Callable[[bytes, str], Iterator[Draft | UnreadableError]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    "": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".eml": read_mail,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".warc": read_warc,
    "nexis": read_nexis,
    "factiva": read_factiva,
}
"""Which function reads which kind of file: bytes and file name to drafts, in the order of the file."""

SMALL = {
    ".txt": 4_000_000,
    ".text": 4_000_000,
    "": 4_000_000,
    ".md": 4_000_000,
    ".markdown": 4_000_000,
    ".html": 30_000_000,
}
"""Bytes above which a file of one article is refused unread."""

ELSEWHERE = {
    b"\xd0\xcf\x11\xe0": ("an old Word or Office file", "save it as .docx or .txt"),
    b"{\\rtf": ("an RTF file", "save it as .docx or .txt"),
    b"\x89PNG": ("a picture", "run it through OCR and save the text as .txt"),
    b"\xff\xd8\xff": ("a picture", "run it through OCR and save the text as .txt"),
    b"GIF8": ("a picture", "run it through OCR and save the text as .txt"),
    b"7z\xbc\xaf": ("a packed archive", "unpack it"),
    b"Rar!": ("a packed archive", "unpack it"),
    b"BZh": ("a packed archive", "unpack it"),
    b"\xfd7zXZ": ("a packed archive", "unpack it"),
}
"""First bytes of files that are not read: what they are and what to do."""


ABOUT = re.compile(
    r"(?:read[-_ ]?me|licen[cs]es?|copying|notice|changelog|contributing|authors)(?:[-_.][\w-]+)?(?:\.(?:md|txt|rst))?",
    re.IGNORECASE,
)
"""Names of files that tell about a folder."""


def list_files(folder: Path, report: Report) -> Iterator[Path]:
    """Yield the files below `folder` in order of their paths.

    Links are followed, a folder is entered once (loops end). Hidden files are noted by their number; folders that cannot
    be opened, what is no file (a pipe, a link to nothing) and files about the folder by name.
    """
    hidden = 0
    seen: set[tuple[int, int]] = set()
    found: list[Path] = []

    def complain(error: OSError) -> None:
        where = _shown(Path(error.filename), folder) if error.filename else str(folder)
        report.add(STAGE, where, f"cannot be opened: {error.strerror}", "check that it exists and may be read")

    for current, folders, files in os.walk(folder, followlinks=True, onerror=complain):
        try:
            status = Path(current).stat()
        except OSError as error:
            complain(error)
            continue
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            report.add(STAGE, _shown(Path(current), folder), "is a link to a folder read already", severity="note")
            continue
        seen.add((status.st_dev, status.st_ino))
        hidden += sum(name.startswith(".") for name in (*folders, *files))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(current, name) for name in files if not name.startswith(".")]
    if hidden:
        message = f"{hidden} hidden file{'s' if hidden > 1 else ''} left out"
        report.add(STAGE, folder.name, message, "names that begin with a dot are not read", severity="note")
    for path in sorted(found, key=lambda path: (_shown(path, folder), os.fsencode(path))):
        where = _shown(path, folder)
        if not path.is_file():
            what = "is a link to nothing" if path.is_symlink() else "is not a file"
            report.add(STAGE, where, what, "remove it from the folder")
        elif ABOUT.fullmatch(path.name):
            report.add(STAGE, where, "is about the folder and no article", "rename it if it is one")
        else:
            yield path


def _shown(path: Path, root: Path) -> str:
    """Return the path as reports and articles show it: relative, with `/`, undecodable bytes replaced."""
    name, base = str(path), str(root).rstrip(os.sep) + os.sep
    if name.startswith(base):
        name = name[len(base) :]
    elif name == base[:-1]:
        name = "."
    elif base != f".{os.sep}" or path.is_absolute():
        name = path.name
    name = name.replace(os.sep, "/")
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


MOST = 50
"""Problems of one file that are told one by one."""


def read_file(path: Path, root: Path, report: Report, *, settings: Settings | None = None) -> Iterator[Article]:
    """Yield the articles of one file; `root` is the folder that its path is shown relative to.

    What cannot be read goes to the report, one line a file or record; nothing is raised for a bad file.
    """
    settings = settings or Settings()
    where = _shown(path, root)
    mine = Report()
    more = 0
    draft: Draft | UnreadableError | None = None
    for draft in _drafts_of(path, settings):
        if isinstance(draft, UnreadableError):
            mine.add(STAGE, where, one_line(draft.message), draft.hint)
        elif article := finish(draft, where, mine, settings):
            yield article
        if len(mine.problems) > MOST:
            more += len(mine.problems) - MOST
            del mine.problems[MOST:]
    if draft is None:
        mine.add(STAGE, where, "holds no article", "delete it, or save the article again")
    if more:
        mine.add(STAGE, where, f"{more:,} more records like these", "mend the first ones and read the file again")
    report.problems.extend(mine.problems)


def read_articles(folder: Path, report: Report, *, settings: Settings | None = None) -> Iterator[Article]:
    """Yield the articles of every readable file below `folder` (or of one file), in order of path."""
    if folder.is_file():
        yield from read_file(folder, folder.parent, report, settings=settings)
        return
    for path in list_files(folder, report):
        yield from read_file(path, folder, report, settings=settings)


PARSING = (*BROKEN, LookupError, csv.Error, LxmlError, SAXException, MessageError)
"""What parsers of hostile files raise, beside what is foreseen where they are called."""


def _drafts_of(path: Path, settings: Settings) -> Iterator[Draft | UnreadableError]:
    try:
        yield from _read_drafts(path, settings)
    except UnreadableError as error:
        yield error
    except PARSING as error:
        said = (str(error) or type(error).__name__)[:120]
        yield UnreadableError(f"could not be read to its end: {said}", "save it again, or as .txt")


def _read_drafts(path: Path, settings: Settings) -> Iterator[Draft | UnreadableError]:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableError("is not a file", "remove it from the folder")
        if size > settings.largest:
            raise UnreadableError(f"has {size:,} bytes, more than {settings.largest:,}", "split it")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}", "check that it exists and may be read") from error
    name = path.name
    if data[:2] == b"\x1f\x8b" and not _is_warc(name):
        data = _unpack(data, settings.largest)
        name = name.removesuffix(".gz")
    kind = find_kind(data, name)
    if len(data) > SMALL.get(kind, settings.largest):
        raise UnreadableError(f"has {len(data):,} bytes, too many for one article", "split it into its articles")
    yield from READERS[kind](data, name)


def _is_warc(name: str) -> bool:
    return name.lower().endswith((".warc.gz", ".warc", ".wet.gz"))


def _unpack(data: bytes, largest: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"is a damaged archive: {error}", "save it again from where it came") from error
    if len(unpacked) > largest:
        raise UnreadableError(f"unpacks to more than {largest:,} bytes", "split it")
    return unpacked


def find_kind(data: bytes, name: str) -> str:
    """Return the key of READERS for a file, by its first bytes and then its ending.

    Raises `UnreadableError` for empty and binary files and for kinds that are not read.
    """
    suffix = os.path.splitext(name.lower())[1]
    if not data.strip(b"\xef\xbb\xbf\0\r\n\t "):
        raise UnreadableError("is empty", "delete it, or save the article again")
    if _is_warc(name) or data.startswith(b"WARC/"):
        return ".warc"
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return ".docx"
        raise UnreadableError("is a packed archive or an office file", "unpack it, or save it as .docx or .txt")
    for start, (what, remedy) in ELSEWHERE.items():
        if data.startswith(start):
            raise UnreadableError(f"is {what}", remedy)
    if _is_binary(data):
        raise UnreadableError("is a binary file", "save the article as text")
    return _text_kind(data, suffix)


def _text_kind(data: bytes, suffix: str) -> str:
    head = data[:6000].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head[:3000].lower()
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html\b)", lower, re.DOTALL):
        return "factiva" if FACTIVA.search(data[:200_000]) else ".html"
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", lower, re.DOTALL):
        return ".xml"
    if suffix in (".txt", ".text", "", ".eml", ".mhtml", ".mht") and is_mail(data):
        return ".mhtml" if b"multipart/related" in lower else ".eml"
    if suffix in (".txt", ".text", "") and is_nexis(head.decode("utf-8", "replace").splitlines()):
        return "nexis"
    if suffix in (".docx", ".pdf"):
        raise UnreadableError(f"is called {suffix} and is none", "save it again, or as .txt")
    if suffix in READERS:
        return suffix
    known = " ".join(sorted(key for key in READERS if key.startswith(".")))
    raise UnreadableError(f"files of this kind ({suffix}) are not read", f"save it as .txt; known: {known}")


CONTROL = bytes(byte for byte in range(32) if not 9 <= byte <= 13)


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or name_wide(data):
        return False
    control = len(head) - len(head.translate(None, CONTROL))
    return control > 0.02 * len(head)
