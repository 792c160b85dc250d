"""People named right after the state of their office: "President of the Republic of Estonia Alar Karis".

The pipeline often takes state and name for one, or misses the name. Enters: the text. Leaves: where such a name begins
and ends, and where a span that the pipeline found has to be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.annotation.found import Found
from generator.annotation.tables import known_forms, known_index
from generator.data import load_data
from generator.phrases import find_phrases

OF = re.compile(
    r"([A-Za-z]+)\s+of\s+(?:the\s+)?(?:(?:[A-Z][a-z]+\s+)?(?:State|Republic|Kingdom|Federation|Emirate|Sultanate)\s+of\s+)?"
    r"(?:the\s+)?$"
)
"""What stands between an office and its state."""

NAME = re.compile(r"[^\W\d_a-z][\w’'-]*(?:\s(?:(?:bin|ibn|al|el|van|von|der|de|da|di|du)\s)?[^\W\d_a-z][\w’'-]*){1,3}")
"""Two to four words with capitals, particles between them."""

REALM = re.compile(r"\s(?:Republic|Kingdom|Federation|Confederation)\b")
"""What makes a nationality a state's name."""

LONGEST = 60


@cache
def _offices() -> frozenset[str]:
    titles = load_data("titles")
    words = [str(office).split()[-1] for office in titles["office"]]
    royal = [word for part in titles["royal"].values() for phrase in part for word in str(phrase).split()[-1:]]
    return frozenset([*words, *royal])


def is_office(word: str) -> bool:
    """Tell whether a word is the last of an office or a royal title: Head, Minister."""
    return word.lower() in _offices()


def find_officeholders(text: str) -> Iterator[Found]:
    """Yield the names that follow an office and its state."""
    for start, end, form in find_phrases(text, known_index()):
        end = _end_of_state(text, form, end)
        if end < 0 or text[end : end + 1] != " ":
            continue
        match = NAME.match(text, end + 1)
        if match and _has_office(text, start) and not _is_known(match[0]):
            yield Found(match.start(), match.end(), "person", "name", source="table")


def cut_before_name(text: str, start: int, end: int) -> int:
    """Return where a span that begins with the state of an office has its name, `start` if it has none.

    The span may begin inside "of the State of": "of Israel Ben Cole".
    """
    for left, right, form in find_phrases(text[start:end], known_index()):
        after = _end_of_state(text, form, start + right)
        if after < 0:
            continue
        name = NAME.match(text, after + 1)
        if name and name.end() <= end and _has_office(text, start + left) and not _is_known(name[0]):
            return name.start()
    return start


def _end_of_state(text: str, form: str, end: int) -> int:
    """Return where the state of an office ends, -1 if the form names none: Chile, "the Italian Republic"."""
    known = known_forms()[form]
    if known.kind == "state" and known.form == "name":
        return end
    realm = REALM.match(text, end)
    return realm.end() if realm and known.kind == "state" and known.form == "demonym" else -1


def _has_office(text: str, state: int) -> bool:
    before = OF.search(text, max(0, state - LONGEST), state)
    return bool(before and before[1].lower() in _offices())


def _is_known(words: str) -> bool:
    """Tell whether the words after the state are a name of our tables, or begin with one: no person's."""
    forms = known_forms()
    return words in forms or words.split()[0] in forms
