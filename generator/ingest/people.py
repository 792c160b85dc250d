"""Authors out of bylines: "By A. Person and Other Person, Agency" is two names."""

from __future__ import annotations

import re

from generator.ingest.cleaning import one_line
from generator.ingest.drafts import Found
from generator.ingest.fields import is_empty

_BY = re.compile(
    r"^(?:(?:written|reported|posted|story|analysis|opinion|report|compiled|words)\s+)?by[:\s]+", re.IGNORECASE
)
_PLACE = re.compile(
    r"\s+in [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*)?(?=$|,|;|\s+and\b)"
)
_NOTE = re.compile(r"\s*\([^()]{1,30}\)")
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|journalists?|columnists?|staff|bureau|chief|press|news|media|agency|"
    r"agencies|times|post|producer|columnist|analyst|contributor)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"([A-Z]\S+ [A-Z]\S+?)(?: [A-Z][a-z]+){0,2} (?:editor|correspondent|reporter|columnist|writer|critic)"
)
_AND = re.compile(r"\s*(?:;|\||/|\n|\band\b|&|,(?=\s*(?:and\b)?))\s*", re.IGNORECASE)
_NOT_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|facebook\.|\.(?:com|org|net|co\.uk|gov|info)$|^staff$|^admin$|^editor$|^(?:updated|published)\b",
    re.IGNORECASE,
)


def read_authors(candidates: tuple[Found, ...], outlet: str | None) -> tuple[tuple[str, ...], str]:
    """Return the names of the surest source and where it stood: e-mails, addresses and the site's own name left out."""
    groups: dict[str, list[str]] = {}
    for found in candidates:
        groups.setdefault(found.source, []).append(found.value)
    for source, values in groups.items():
        names = [name for value in values for name in split_names(value)]
        names = [name for name in names if name.casefold() != (outlet or "").casefold()] or names
        unique = tuple(dict.fromkeys(names))
        if unique:
            return unique, source
    return (), ""


def split_names(text: str) -> list[str]:
    """Return the names in a byline, in order; places ("in Kyiv") and what follows a name as its office are left out."""
    text = _NOTE.sub("", _PLACE.sub("", _BY.sub("", one_line(text))))
    names: list[str] = []
    for piece in _AND.split(text):
        name = _BY.sub("", piece.strip(" ,.;:|-–—"))
        if office := _OFFICE.fullmatch(name):
            name = office[1]
        if (
            not name
            or is_empty(name)
            or len(name) > 60
            or _NOT_NAME.search(name)
            or not re.search(r"[^\W\d_]{2}", name)
        ):
            continue
        if re.fullmatch(r"(?:Jr|Sr|II|III|MD|PhD|M\.D|Ph\.D)\.?", name) and names:
            names[-1] += f" {name}"
            continue
        if names and _ROLE.search(name):
            continue
        names.append(name)
    return names
