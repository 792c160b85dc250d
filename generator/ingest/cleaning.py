"""Bytes to text and text to paragraphs: encodings mended, control characters dropped, printed words never altered."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from itertools import pairwise

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u200e\u200f\u061c\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff]"
)
"""Control characters, lone surrogates, soft hyphens, zero-width spaces, marks that turn the writing direction."""

_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile("\r\n?|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_SUSPECT = re.compile("[\x80-\x9f]|[ÂÃâÐÑÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|�")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of a file: byte order mark, UTF-8, the declared encoding, then the likeliest one.

    Stray bytes in what is otherwise UTF-8 are read as Windows-1252, byte by byte, so that one bad name does not turn the
    rest into nonsense. Never raises.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := name_wide(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8", "ascii", "us-ascii"):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    if _mostly_utf8(data):
        return _decode_patched(data)
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "cp1250", "cp1251", "utf-16-le", "utf-16-be", "mac-roman"]).best()
    return str(best) if best is not None else data.decode("cp1252", errors="replace")


def name_wide(data: bytes) -> str | None:
    """Return the name of the encoding if the bytes are text of two bytes a character without a mark that says so."""
    head = data[:2000]
    if len(head) < 20 or head.count(0) < 0.3 * len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > 9 * even else "utf-16-be" if even > 9 * odd else None


def _mostly_utf8(data: bytes) -> bool:
    good = len(re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data))
    bad = data.decode("utf-8", errors="replace").count("�")
    return good > bad


def _decode_patched(data: bytes) -> str:
    text = data.decode("utf-8", errors="surrogateescape")
    return re.sub(
        "[\udc80-\udcff]", lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace"), text
    )


def mend(text: str, *, entities: bool = False) -> str:
    """Return the text with mojibake and line ends mended, NFC, without characters that cannot be seen.

    `entities` also resolves HTML entities, for sources that are not HTML but were made from it.
    """
    if entities and "&" in text:
        text = unescape(text)
    if not text.isascii():
        if _SUSPECT.search(text):
            text = _unmangle(text)
        text = unicodedata.normalize("NFC", text)
    text = _BREAKS.sub("\n", text)
    return _SPACES.sub(" ", _DROPPED.sub("", text))


def unescape(text: str) -> str:
    """Return the text with HTML entities resolved, those escaped twice as well."""
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text


def _unmangle(text: str) -> str:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_surrogates=True,
        normalization=None,
        explain=False,
    )
    return "\n".join(ftfy.fix_text(line, config) for line in text.split("\n"))


def one_line(text: str) -> str:
    """Return the text mended, on one line, entities resolved: for titles, names and other fields."""
    return " ".join(mend(text, entities=True).split())


# -- paragraphs --------------------------------------------------------------------------------------------------------

_ITEM = re.compile(r"\s*(?:[-*•·‣▪–] +|\(?\d{1,3}[.)] +|\(?[a-z]\) +)")
WIDEST = 110
"""A text whose lines are longer than this was not wrapped by a program that cuts at a fixed width."""


def join_lines(text: str) -> str:
    """Return the text with one paragraph a line: hard-wrapped lines joined, line breaks that were meant kept.

    A break was made by a wrapping program if the first word of the next line would not have fitted, or if it cuts a
    sentence in two; the width is that of the longest line. Blank lines, list items and indented lines begin a paragraph.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    if not width:
        return "\n".join(stripped for line in lines if (stripped := line.strip()))
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        stripped = line.strip()
        if stripped:
            if previous and _was_wrapped(previous, line, width):
                glue = "" if re.search(r"\w-$", paragraphs[-1]) else " "
                paragraphs[-1] += glue + stripped
            else:
                paragraphs.append(stripped)
        previous = line.rstrip()
    return "\n".join(paragraphs)


def wrap_width(lines: list[str]) -> int:
    """Return the width at which the lines were cut, 0 if they were not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 3 or lengths[-1] < 40:
        return 0
    width = lengths[-max(1, len(lengths) // 200)]
    if width > WIDEST:
        return 0
    pairs = [(first.rstrip(), second.strip()) for first, second in pairwise(lines)]
    inner = [(first, second) for first, second in pairs if first.strip() and second]
    if len(inner) < 2 or sum(_ends_sentence(first) for first, _ in inner) > 0.5 * len(inner):
        return 0
    full = sum(len(first) + 1 + len(second.split()[0]) > width - 3 for first, second in inner)
    return width if full >= max(2, 0.5 * len(inner)) else 0


def _ends_sentence(line: str) -> bool:
    """Say whether a line ends where a paragraph may end: lines that mostly do were broken by their author."""
    return bool(re.search(r"[.!?:…][\"'”’)\]]*$", line))


def _was_wrapped(previous: str, line: str, width: int) -> bool:
    words = line.split()
    indent = len(line) - len(line.lstrip())
    open_end = not _ends_sentence(previous) and not previous.rstrip().endswith(";")
    if _ITEM.match(line) and (_ITEM.match(previous) or not open_end):
        return False
    if indent >= 2 and len(previous) - len(previous.lstrip()) < indent and not _ITEM.match(previous):
        return False
    if open_end and len(previous) > width // 2 and words[0][0].islower():
        return True
    return len(previous) + 1 + len(words[0]) > width - 3
