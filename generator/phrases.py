"""Many fixed phrases looked up in one pass: the words of a text are read once, whatever the number of phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

WORD = re.compile(r"\w+")
PhraseIndex = Mapping[str, tuple[str, ...]]
"""First word to the phrases that begin with it, longest first."""


def index_phrases(phrases: Iterable[str]) -> PhraseIndex:
    """Return the phrases by their first word; a phrase without a word is left out."""
    index: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        if match := WORD.search(phrase):
            index[match[0]].add(phrase)
    return {word: tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase))) for word, found in index.items()}


def find_phrases(text: str, index: PhraseIndex) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and phrase of every occurrence as whole words, the longest at each place, never overlapping."""
    free = 0
    for match in WORD.finditer(text):
        phrases = index.get(match[0])
        if not phrases or match.start() < free:
            continue
        for phrase in phrases:
            start = match.start() - phrase.index(match[0])
            end = start + len(phrase)
            if start >= free and text.startswith(phrase, start) and _is_whole(text, start, end):
                yield start, end, phrase
                free = end
                break


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return not (before.isalnum() or (before == "." and text[start - 2 : start - 1].isupper())) and not (
        after.isalnum() and text[end - 1].isalnum()
    )
