"""Names that the pipeline takes for one with what stands beside them: a body and its head, a name and the next title.

Enters: bounds of a span. Leaves: the bounds of the names in it, each with its kind; printed words are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.annotation.salience import first_names
from generator.annotation.tables import common_words, ending_kinds, institution_words
from generator.annotation.titles import has_office
from generator.model import ActorKind
from generator.name_forms import PARTICLES, western_names

WORDS = re.compile(r"\S+")
NEXT_TITLE = re.compile(r"\s(?:President|Head|Minister|Director|Chairman|Secretary|Ambassador|Spokesman)$")
NEXT_SENTENCE = re.compile(r"\s(?=The [A-Z](?!reat|errible|lder|ounger))")
SMALL_BEFORE = re.compile(r"^(?:[a-z][a-z.]*\s)+(?=[A-Z])")


def part_names(text: str, start: int, end: int, kind: ActorKind) -> Iterator[tuple[int, int, ActorKind]]:
    """Yield the names in a span: "Elden Council Ann Lee" are two, "Ann Lee President" is one and a title.

    Bounds are characters of `text`, half-open, in order.
    """
    words = text[start:end]
    if (small := SMALL_BEFORE.match(words)) and small[0].split()[-1] not in PARTICLES:
        start = start + small.end()
    if match := NEXT_SENTENCE.search(text, start, end):
        yield from part_names(text, start, match.start(), kind)
        yield from part_names(text, match.end(), end, kind)
        return
    if kind == "person" and (match := NEXT_TITLE.search(text, start, end)) and " " in text[start : match.start()]:
        end = match.start()
    cut = _head_of_body(text, start, end) if kind in ("person", "organization") else start
    if cut > start:
        if not has_office(text[start:cut].strip()):
            yield start, cut - 1, "organization"
        yield cut, end, "person"
        return
    yield start, end, kind


def _head_of_body(text: str, start: int, end: int) -> int:
    """Return where the person begins who is named right behind a body: "State Council Ann Lee"; `start` if nobody is."""
    words = list(WORDS.finditer(text, start, end))
    for number in range(1, len(words) - 1):
        before, given, last = words[number - 1][0], words[number][0], words[-1][0]
        if len(words) - number > 3 or not (given.istitle() and last[0].isupper()) or last in ending_kinds():
            continue
        if not _is_given(given) or _is_given(before) or text[words[number].start() - 1] != " ":
            continue
        if _is_body_word(before) and not _is_body_word(last):
            return words[number].start()
    return start


def _is_given(word: str) -> bool:
    return word.lower() in first_names() or word.lower() in western_names()


def _is_body_word(word: str) -> bool:
    """Tell whether a word ends the name of a body, or of its members: Council, Republic, Guards."""
    small = word.lower()
    return (
        ending_kinds().get(word) == "organization"
        or word in institution_words("person_behind")
        or small in institution_words("person_behind")
        or small in common_words()
        or small.removesuffix("s") in common_words()
    )
