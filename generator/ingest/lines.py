"""The edges of a text: datelines and bylines recognised, end marks and leftovers of the desk dropped."""

from __future__ import annotations

import re
from functools import cache

from generator.data import load_data
from generator.ingest.cleaning import one_line
from generator.ingest.people import split_names

_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’-]+|St\.)(?:[ /-](?:[A-Z][A-Z.'’-]+|[Dd][eu]|[Oo]f))*"
    r"(?:, (?:[A-Z][\w.'’-]*)(?: (?:and |of )?[A-Z][\w.'’-]*){0,3})?)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    r"\s*(?:,?\s*\((?P<agency>[A-Z][\w .,/&-]{1,40})\)\s*)?(?:,\s*)?\s*(?:[—–―]|--?(?=\s)|\.--)\s*(?=\S)"
)
_MIXED = re.compile(
    r"(?P<place>[A-Z][\w.'’-]+(?:[ /-][A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)?)"
    r"\s*\((?P<agency>[A-Z][\w .,/&-]{1,40})\)\s*(?:[—–―]|--?(?=\s))\s*(?=\S)"
)
_BYLINE = re.compile(r"(?:(?:[Ww]ritten|[Rr]eported|[Ss]tory|WRITTEN|REPORTED) )?(?:By|BY)[: ]\s*(?P<names>\S.{2,100})")
_BARE = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: (?:[A-Z]\.?|[a-z]{2,3}|[^\W\d_a-z][\w.'’-]+)){1,3}")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[A-Z]\.?|[a-z]{1,3}|[^\W\d_][\w.'’-]*)){1,4}")


def find_dateline(body: str) -> str | None:
    """Return the place that the body opens with ("KYIV (Reuters) - ", "PALM BEACH, Fla. — "), in its first two paragraphs.

    A place in capitals needs only a dash after it, one in small letters an agency in brackets as well.
    """
    for line in body.split("\n", 3)[:3]:
        match = _DATELINE.match(line) or _MIXED.match(line)
        if match and len(match["place"]) <= 50 and len(line) > match.end() + 20:
            place = match["place"].rstrip(" ,")
            if sum(character.isalpha() for character in place) >= 3:
                return place
    return None


def take_byline(body: str) -> tuple[str, tuple[str, ...]]:
    """Return the body without a byline among its first three lines, and the names in it."""
    lines = body.split("\n")
    for number, line in enumerate(lines[:3]):
        match = _BYLINE.fullmatch(line.strip())
        if not match:
            continue
        names = [name for name in split_names(match["names"]) if name]
        if names and _NAME.fullmatch(names[0]) and not line.rstrip().endswith("."):
            return "\n".join(lines[:number] + lines[number + 1 :]), tuple(names)
    return body, ()


def take_bare_names(body: str) -> tuple[str, tuple[str, ...]]:
    """Return the body without a line of nothing but names among its first three, and the names.

    "Jane Roe" or "Jane Roe/John Doe" above the first sentence; only for pages that name themselves as author.
    """
    lines = body.split("\n")
    for number, line in enumerate(lines[:3]):
        names = split_names(line)
        if names and len(line) <= 80 and all(_BARE.fullmatch(name) for name in names) and number + 1 < len(lines):
            return "\n".join(lines[:number] + lines[number + 1 :]), tuple(names)
    return body, ()


@cache
def _end_marks() -> re.Pattern[str]:
    return re.compile("|".join(load_data("boilerplate")["end_marks"]), re.IGNORECASE)


def strip_edges(body: str) -> str:
    """Return the body without end marks (`###`, `-END-`, `(ENDS)`) and empty lines at its edges."""
    lines = body.split("\n")
    while lines and (not lines[-1].strip() or _end_marks().fullmatch(lines[-1].strip())):
        lines.pop()
    return "\n".join(
        line
        for line in lines
        if re.search(r"\w|\S{3}", line) and not (len(line) < 60 and _end_marks().fullmatch(line.strip()))
    )


_BIO = re.compile(
    r"(?P<name>(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.? )?[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]*){1,3})"
    r" (?:is|was|writes|reports|covers|has (?:lived|worked|written|reported|covered))\b.{0,120}?"
    r"\b(?:professors?|lecturers?|researchers?|fellows?|reporters?|journalists?|writers?|correspondents?|editors?|columnists?|"
    r"authors?|analysts?|directors?|contributors?|novelists?|historians?|students?|freelancers?|wrote|written|covers?|topics)\b.*"
)
_TAGS = re.compile(r"(?:[A-Z][\w’'-]*|&|and)(?: (?:[A-Z][\w’'-]*|&|and)){4,}")


def strip_notes_on_authors(body: str, authors: tuple[str, ...]) -> str:
    """Return the body without what its last lines say about its authors ("Jane Roe is a reporter …"), and rows of tags.

    A person is the author if the byline names them, or if nothing else in the text does.
    """
    lines = body.split("\n")
    if len(lines) > 3 and _TAGS.fullmatch(lines[-1]):
        lines.pop()
    kept = lines[:3]
    for number, line in enumerate(lines[3:], 3):
        match = _BIO.fullmatch(line) if number >= len(lines) - 4 else None
        if not match or not _is_author(match["name"], authors, lines[:number] + lines[number + 1 :]):
            kept.append(line)
    return "\n".join(kept)


def _is_author(name: str, authors: tuple[str, ...], others: list[str]) -> bool:
    if any(name.endswith(author) for author in authors):
        return True
    return not any(name.split()[-1] in line for line in others)


def is_headline(line: str, following: str) -> bool:
    """Say whether the first line of a plain text is a headline: short, no full stop at its end, a longer text below.

    `following` is the next line that is not blank.
    """
    line = one_line(line)
    words = line.split()
    if not 2 <= len(words) <= 30 or len(line) > 180 or len(following.strip()) < 40:
        return False
    if re.search(r"[.!:;,—–-][\"'”’)]*$", line) and not re.search(r"\b[A-Z]\.[A-Z]\.$", line):
        return line.endswith("!") and len(words) <= 15
    return not _DATELINE.match(line) and not _BYLINE.fullmatch(line) and len(line) < max(120, len(following))
