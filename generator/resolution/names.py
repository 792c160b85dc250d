"""Names as strings: normalise and compare; nothing here knows an article."""

from __future__ import annotations

import re
import unicodedata

PARTICLES = frozenset("de da del della di du des van von der den bin ibn al el la le dos das ter ten".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LEGAL = frozenset("inc corp co ltd llc plc ag sa gmbh se nv spa oao pjsc group holdings company corporation".split())


def plain(name: str) -> str:
    """Return a name for comparing: lower case, no accents, no dots, marks as blanks."""
    folded = unicodedata.normalize("NFKD", name)
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    letters = re.sub(r"['’]s\b", "", letters)
    letters = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", letters)
    return re.sub(r"[^\w]+", " ", letters).strip().casefold()


def organization_key(name: str) -> str:
    """Return the plain name of an organisation without article and legal form."""
    words = [word for word in plain(name).split() if word != "the"]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return " ".join(words)


def surname(name: str) -> str:
    """Return the plain last name: "van der Leyen" keeps its particles out, "Jr" is no name."""
    words = [word for word in plain(name).split() if word not in SUFFIXES]
    return words[-1] if words else ""


def given_names(name: str) -> tuple[str, ...]:
    """Return what stands before the last name."""
    words = [word for word in plain(name).split() if word not in SUFFIXES]
    return tuple(word for word in words[:-1] if word not in PARTICLES)


def compatible_given(one: str, other: str) -> bool:
    """Tell whether two full names can be one person's: equal first names, an initial, or one of several left out."""
    left, right = given_names(one), given_names(other)
    if not left or not right:
        return True
    first, second = left[0], right[0]
    if first == second:
        return True
    return (len(first) == 1 or len(second) == 1) and first[0] == second[0]


def slug(name: str) -> str:
    """Return a name as file name: ASCII words joined by hyphens, never empty."""
    return "-".join(plain(name).encode("ascii", "ignore").decode().split())[:80].strip("-") or "x"
