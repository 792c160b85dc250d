"""Ids of articles: made of the path alone, so that they stay the same whatever else is in the folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
"""Characters of an id; longer ones are cut and end in a hash, so that every file system can hold the page."""

RESERVED = frozenset(
    {"index", "readme", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that mean something to MkDocs or to Windows."""

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LOOKS_MADE = re.compile(
    r"-(?:md|markdown|html?|csv|tsv|txt|jsonl?|xml|rss|atom|eml|docx|pdf|warc|mhtml?|gz)(?:-\d+)?$|-x[0-9a-f]{8}$"
)
"""Names of text files that could be taken for the id of another file."""


def make_id(path: str) -> str:
    """Return the id for a path relative to the folder, with `#n` for record n: lower-case ASCII, unique by its path.

    `a.txt` is `a`, other files keep their ending (`a-md`, `kremlin-csv-12`), folders are joined with `--`. Where that
    would lose something (capitals, spaces, other scripts, length), `x` and eight digits of the path's SHA-256 follow.
    """
    name, record = split_record(path)
    stem, dot, suffix = name.rpartition(".")
    if not dot or "/" in suffix or not stem:
        stem, suffix = name, ""
    parts = [_slug(part) for part in stem.split("/")]
    slug = "--".join(part for part in parts if part)
    ending = "-".join(part for part in ("" if suffix == "txt" and not record else _slug(suffix), record) if part)
    whole = "-".join(part for part in (slug, ending) if part) or "article"
    exact = all(_PLAIN.fullmatch(part) for part in stem.split("/")) and bool(re.fullmatch(r"[a-z0-9]+", suffix))
    ambiguous = not record and suffix == "txt" and bool(_LOOKS_MADE.search(stem))
    if exact and not ambiguous and len(whole) <= LONGEST and whole not in RESERVED:
        return whole
    digest = "x" + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    ending = ending[:30].strip("-")
    slug = slug[: LONGEST - len(digest) - len(ending) - 2].strip("-")
    return "-".join(piece for piece in (slug, ending, digest) if piece)


def split_record(path: str) -> tuple[str, str]:
    """Return the file part and the record number of a path as articles carry it; the number is empty for one of a kind."""
    match = re.fullmatch(r"(.+)#(\d+)", path, re.DOTALL)
    return (match[1], match[2]) if match else (path, "")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def title_from_name(path: str) -> str:
    """Return words for an article that prints no headline: its file name without date and ending, as words."""
    name, record = split_record(path)
    stem = name.rpartition("/")[2]
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,6}){1,2}$", "", stem) or stem
    words = re.sub(r"^(?:19|20)\d\d[-_. ]?\d\d[-_. ]?\d\d[-_. T]*", "", stem)
    words = " ".join(re.sub(r"[-_\s]+", " ", words or stem).split())
    words = "".join(character for character in words if character.isprintable()) or "Article"
    words = words[:1].upper() + words[1:]
    return f"{words} #{record}" if record else words


def title_from_url(url: str) -> str:
    """Return the words of the last part of an address, if they are at least three and no mere numbers; else nothing."""
    part = re.sub(r"[?#].*", "", url).rstrip("/").rpartition("/")[2]
    words = re.sub(r"\.[a-z]{2,5}$|(?<=-)[a-z]+_[a-z_]*[0-9a-f]{8,}$", "", part, flags=re.IGNORECASE).split("-")
    while words and re.fullmatch(r"(?!20\d\d$)\d+|[0-9a-f]{8,}|.*\d.*[a-z].*\d.*", words[-1]):
        words.pop()
    if len(words) < 3 or not all(re.fullmatch(r"[a-z0-9'’]+", word, re.IGNORECASE) for word in words):
        return ""
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
