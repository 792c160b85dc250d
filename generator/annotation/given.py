"""First names before lone surnames, and what a capitalised word before or after a name can be."""

from __future__ import annotations

import re

from generator.annotation.repair import DAYS
from generator.annotation.tables import common_words, ending_kinds, known_forms
from generator.annotation.titles import strip_titles
from generator.model import ActorKind
from generator.name_forms import western_names


def with_given_name(text: str, start: int, end: int, kind: ActorKind) -> tuple[int, ActorKind]:
    """Return a name with the first name or initial before it that the pipeline left out: "Boris" before "Johnson"."""
    match = re.search(r"(?:^|[\s(\"“‘'])(([A-Z][a-z]+|[A-Z]\.(?:[A-Z]\.)?) )$", text[max(0, start - 24) : start])
    if match is None or (" " in text[start:end] and kind != "person") or not text[start:end].istitle():
        return start, kind
    word = match[2]
    before = start - len(match[1])
    inside = re.search(r"[a-z,;(] ?$", text[max(0, before - 2) : before])
    if kind == "person" and inside and len(word) > 2 and is_unknown(word) and not _is_role(text, before):
        return before, kind
    if ("." in word and kind == "person") or (word.lower() in western_names() and word.lower() not in common_words()):
        if word in known_forms() or is_title(word):
            return start, kind
        return start - len(match[1]), "person"
    return start, kind


def is_unknown(word: str) -> bool:
    """Tell whether a capitalised word is no day, title, common word or name that our tables know."""
    return (
        word not in DAYS
        and word not in known_forms()
        and word not in ending_kinds()
        and word.lower() not in common_words()
        and not is_title(word)
    )


def _is_role(text: str, end: int) -> bool:
    """Tell whether what stands before is the beginning of a longer name: the word after it is then no first name."""
    return re.search(r"[A-Z][\w.’'-]* $", text[max(0, end - 20) : end]) is not None


def is_title(word: str) -> bool:
    """Tell whether a word is nothing but a title."""
    return strip_titles(word) >= len(word)


def is_common_word(words: str, kind: ActorKind) -> bool:
    """Tell whether a single word or a row of common words is no name in itself: "Share", "Post"."""
    return len(words.split()) == 1 and words.lower() in common_words() and not words.isupper() and kind != "person"


def word_before(text: str, start: int) -> str:
    """Return the word that stands before an offset, "" if none does."""
    match = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return match[1] if match else ""
