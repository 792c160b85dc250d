"""Words compared without a language model: roots of trigger words, families of synonyms, content words of a sentence.

Enters: printed words. Leaves: keys that are equal when two words may tell one event. Resolution has no spaCy, so a
word's verb is found by rule and by the tables of data/event_words.yml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from generator.data import load_data

WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
SHORT_FORM = re.compile(r"(?:[A-Z]\.?){2,5}")
NUMBER = re.compile(r"\d[\d.,]*")
ENDINGS = (
    ("izations", ""), ("isations", ""), ("ization", ""), ("isation", ""), ("ations", ""), ("ation", ""),
    ("itions", ""), ("ition", ""), ("ments", ""), ("ment", ""), ("ances", ""), ("ance", ""), ("ences", ""), ("ence", ""),
    ("ions", ""), ("ion", ""), ("ates", ""), ("ated", ""), ("ating", ""), ("ate", ""), ("izes", ""), ("ized", ""),
    ("izing", ""), ("ize", ""), ("ises", ""), ("ised", ""), ("ising", ""), ("ise", ""), ("ures", ""), ("ure", ""),
    ("als", ""), ("al", ""), ("ings", ""), ("ing", ""), ("ies", ""), ("ied", ""), ("ers", ""), ("er", ""), ("ors", ""),
    ("or", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""), ("y", ""),
)  # fmt: skip
"""Suffixes of inflection and derivation, longest first: acquisition and acquire, refusal and refuse share a stem."""

OPENING = 4
"""Words with which a sentence opens before the event that says when its own was."""

DISTANCE = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?) earlier\b", re.IGNORECASE)
"""What says how long before something happened, not that it was one more of its kind."""

SHORTEST_STEM = 4

REMEMBERED = 20_000
"""Sentences whose stems are kept: a server resolves the same articles again after every edit."""


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about which event is told."""
    return frozenset(str(load_data("event_words")["stop"]).split())


@cache
def _irregular() -> Mapping[str, str]:
    table: dict[str, str] = load_data("event_words")["irregular"]
    return table


@cache
def _light() -> frozenset[str]:
    return frozenset(load_data("event_words")["light"])


@cache
def lemmas(word: str) -> tuple[str, ...]:
    """Return the dictionary forms that a lower-case word may have, likeliest first; the word itself is the last."""
    found = [_irregular()[word]] if word in _irregular() else []
    if word.endswith("ies") or word.endswith("ied"):
        found.append(word[:-3] + "y")
    if word.endswith(("ing", "ed")):
        base = word[: -3 if word.endswith("ing") else -2]
        if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "sl":
            found.append(base[:-1])
        found += [base, base + "e"]
        if len(base) > 2 and base[-1] == base[-2]:
            found.append(base[:-1])
    if word.endswith("es"):
        found += [word[:-1], word[:-2]]
    elif word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    found.append(word)
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


@cache
def stem(word: str) -> str:
    """Return the stem of a lower-case word, at least four characters unless the word is shorter."""
    word = _irregular().get(word, word)
    for ending, replacement in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + replacement
            word = word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM else word
            break
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "s":
        word = word[:-1]
    return word


def read_words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case, possessive ending removed."""
    for match in WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        yield word.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=REMEMBERED)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of all words that carry meaning, and the numbers, of a text."""
    stop = stop_words()
    words = {stem(word) for word in read_words(text) if word not in stop and len(word) > 1}
    numbers = {number for match in NUMBER.finditer(text) if len(number := match[0].rstrip(".,")) > 1}
    return frozenset(words | numbers)


@cache
def _families() -> Mapping[str, frozenset[str]]:
    """Map a dictionary form to the families it belongs to."""
    index: dict[str, set[str]] = defaultdict(set)
    for family in load_data("event_families"):
        words = str(family).split()
        for word in words:
            index[word].add(words[0])
    return {word: frozenset(names) for word, names in index.items()}


@cache
def trigger_keys(text: str) -> frozenset[str]:
    """Return what a trigger may be called: names of synonym families, or its stem; equal keys may tell one event.

    Every word that is not light counts ("held talks": talks), pairs as the families write them ("take_over") first; the
    initials of three words or more are a key, too.
    """
    words = [word for word in read_words(text) if word not in ("the", "a", "an")]
    families = _families()
    for first, second in pairwise(words):
        for form in (first, *lemmas(first)):
            if names := families.get(f"{form}_{second}"):
                return names
    heavy = [word for word in words if not any(form in _light() for form in lemmas(word))] or words
    found = frozenset().union(*(_keys_of(word) for word in heavy if word not in stop_words())) if heavy else frozenset()
    return (found or frozenset(words)) | _initials(text)


def _initials(text: str) -> frozenset[str]:
    """Return the initials of a name of several words ("Academy Awards"), or the capitals of a short form, as a key."""
    words = WORD.findall(text)
    if len(words) == 1 and SHORT_FORM.fullmatch(words[0]):
        return frozenset({f"@{words[0].replace('.', '').lower()}"})
    initials = "".join(word[0] for word in words if word.lower() not in stop_words()).lower()
    return frozenset({f"@{initials}"}) if len(initials) > 1 else frozenset()


def _keys_of(word: str) -> frozenset[str]:
    families = _families()
    for form in (word, *lemmas(word)):
        if names := families.get(form):
            return names
    return frozenset({stem(word)})


def says_again(sentence: str, trigger: int) -> bool:
    """Tell whether the words before the trigger, or next after it, count it: a second call, met again."""
    marks = load_data("event_words")["again"]
    before = list(read_words(DISTANCE.sub("", sentence[:trigger])))[-3:]
    after = list(read_words(sentence[trigger:]))[1:3]
    return any(word in marks["before"] for word in before) or any(word in marks["after"] for word in after)


def count_rounds(sentence: str, trigger: int) -> int:
    """Return 2 for "the second round of talks" and "their second call", 0 where nothing is counted."""
    ordinals: list[str] = load_data("event_words")["ordinals"]
    words = list(read_words(sentence[:trigger]))[-4:]
    return next((ordinals.index(word) + 1 for word in reversed(words) if word in ordinals), 0)


def is_anaphor(sentence: str, trigger: int) -> bool:
    """Tell whether the trigger stands after a word that points back: the call, that meeting, their conversation."""
    words = list(read_words(sentence[:trigger]))
    return bool(words) and words[-1] in load_data("event_words")["pointing"]


def is_circumstance(sentence: str, trigger: int) -> bool:
    """Tell whether the sentence begins with the trigger and only says when its own event was: "After a meeting, Lee ..."."""
    words = list(read_words(sentence[:trigger]))
    return 0 < len(words) <= OPENING and words[0] in load_data("event_words")["circumstance"]
