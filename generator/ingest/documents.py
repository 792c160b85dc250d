"""Word and PDF files."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator

from generator.ingest.cleaning import join_lines, mend
from generator.ingest.databases import is_nexis, read_nexis_lines
from generator.ingest.drafts import BROKEN, Draft, Found, UnreadableError
from generator.ingest.heads import with_head
from generator.ingest.plain import draft_from_text, with_byline

UNPACKED = 100_000_000
"""Bytes that a packed file may unpack to; a page of text is some thousands."""


def read_docx(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the article of a Word file, or those of a Nexis export saved as one."""
    import docx
    from lxml.etree import LxmlError

    check_unpacked(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = [
            (paragraph.text, (paragraph.style.name or "") if paragraph.style else "")
            for paragraph in document.paragraphs
        ]
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    except (*BROKEN, LxmlError) as error:
        raise UnreadableError(
            f"is not a readable Word file: {_first_line(error)}", "save it again as .docx or .txt"
        ) from error
    lines = [mend(line) for text, _ in paragraphs for line in text.split("\n")]
    if is_nexis(lines):
        yield from read_nexis_lines([text for line in lines for text in (line, "")])
        return
    titles = [mend(text).strip() for text, style in paragraphs if style in ("Title", "Heading 1") and text.strip()][:1]
    text = "\n\n".join(line.strip() for line in lines if line.strip()) or "\n".join(dict.fromkeys(cells))
    if not text.strip():
        raise UnreadableError("holds no text", "save the article as text")
    if titles and text.startswith(titles[0]):
        text = text.removeprefix(titles[0]).lstrip("\n")
        yield with_byline(with_head(Draft(text=text, titles=(Found(value=titles[0], source="document: title"),))))
        return
    yield draft_from_text(text)


def check_unpacked(data: bytes) -> None:
    """Raise `UnreadableError` if a zip file is broken or would unpack to more than `UNPACKED` bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except BROKEN as error:
        raise UnreadableError(
            f"is a damaged archive: {_first_line(error)}", "save it again from where it came"
        ) from error
    if total > UNPACKED or (total > 10_000_000 and total > 200 * len(data)):
        raise UnreadableError(f"unpacks to {total:,} bytes", "save the article alone as .docx or .txt")


def read_pdf(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the text of a PDF as one article; pages of pictures have none and are refused."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is locked with a password", "save a copy without password")
        pages = [page.extract_text() or "" for page in reader.pages[:500]]
    except (*BROKEN, PyPdfError) as error:
        raise UnreadableError(f"is not a readable PDF: {_first_line(error)}", "save the text as .txt") from error
    text = "\n\n".join(mend(page).strip("\n") for page in pages if page.strip())
    if sum(character.isalpha() for character in text) < 20:
        raise UnreadableError("is a PDF without text (scanned pages)", "run it through OCR and save the text as .txt")
    yield draft_from_text(_join_pages(text))


def _join_pages(text: str) -> str:
    """Return the text with sentences that run over a page break joined, page numbers alone on a line dropped."""
    import re

    text = re.sub(r"\n[ \t]*(?:Page )?\d{1,4}(?: (?:of|/) ?\d{1,4})?[ \t]*(?=\n)", "\n", text)
    text = re.sub(r"(?<=[a-z,])\s*\n\n+(?=[a-z])", "\n", text)
    first, _, rest = text.partition("\n")
    return f"{first}\n{rest}" if len(first) < 100 else join_lines(text)


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:120]
