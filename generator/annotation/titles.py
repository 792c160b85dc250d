"""Titles before a name: where they begin, what gender they tell, whose state they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from generator.data import load_data
from generator.model import Article, Role, Span
from generator.states import place_forms

WORD = re.compile(r"[^\s,;:()\[\]“”\"!?]+")
LONGEST = 9
"""Words that a printed role has at most: "Deputy Assistant Secretary of State for European Affairs"."""


@cache
def _heads() -> frozenset[str]:
    titles = load_data("titles")
    words = [word for group in ("civil", "royal") for part in titles[group].values() for word in part]
    return frozenset(word for phrase in [*titles["office"], *words] for word in [phrase, phrase.split()[-1]])


@cache
def _modifiers() -> frozenset[str]:
    phrases = [word for phrase in load_data("titles")["office"] for word in phrase.split()]
    return frozenset([*load_data("titles")["modifiers"], *phrases])


@cache
def _civil() -> dict[str, Literal["female", "male"] | None]:
    titles = load_data("titles")
    genders: dict[str, Literal["female", "male"] | None] = dict.fromkeys(titles["civil"]["neutral"])
    for group in ("civil", "royal"):
        genders.update(dict.fromkeys(titles[group]["male"], "male"))
        genders.update(dict.fromkeys(titles[group]["female"], "female"))
    return genders


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word).strip(".'’").casefold()


def gender_of(title: str) -> Literal["female", "male"] | None:
    """Return the gender that a title tells, if any: Mr, Mrs, Queen, chairwoman."""
    for word in title.split():
        plain = _plain(word)
        if gender := _civil().get(plain):
            return gender
        if plain.endswith("woman"):
            return "female"
        if plain.endswith(("spokesman", "congressman", "businessman", "councilman")):
            return "male"
    return None


def strip_titles(name: str) -> int:
    """Return how many characters at the start of a name are titles; the whole length if nothing else is there."""
    cut = 0
    for match in WORD.finditer(name):
        plain = _plain(match[0])
        if (
            plain in _heads()
            or plain in _civil()
            or (plain in _modifiers() and plain not in ("of", "and", "the", "for"))
        ):
            cut = match.end()
        elif (plain in ("of", "and", "the", "for") and cut) or (_state(match[0]) and _title_follows(name, match.end())):
            continue
        else:
            break
    rest = name[cut:]
    return cut + len(rest) - len(rest.lstrip(" ,")) if cut else 0


def has_office(words: str) -> bool:
    """Tell whether words hold a title that only people have: "Foreign Minister", not "National"."""
    return any(_plain(match[0]) in _heads() or _plain(match[0]) in _civil() for match in WORD.finditer(words))


def _title_follows(name: str, position: int) -> bool:
    match = WORD.search(name, position)
    return match is not None and (_plain(match[0]) in _heads() or _plain(match[0]) in _modifiers())


def _state(word: str) -> str | None:
    plain = re.sub(r"['’]s?$", "", word)
    place = place_forms().get(plain) or place_forms().get(plain.rstrip("."))
    return place.name if place else None


APPOSITION = re.compile(r",\s+(?:(?:who|which)\s+(?:is|was)\s+)?(?:the\s+|a\s+|an\s+|its\s+|their\s+)?")
BEHIND = re.compile(r"\s*(?:$|[,.;:)]|(?:and|who|said|told|says|since|until|until|from|in|at|on|has|was|is|will)\b)")
OF = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s(?:of\s(?:the\s)?|and\s)?[A-Z][\w.’'-]*){0,5}")


def read_apposition(article: Article, end: int, text: str) -> Role | None:
    """Return the role printed right after the name that ends at `end`: "Ann Lee, president of Norland, said"."""
    opening = APPOSITION.match(text, end)
    if opening is None:
        return None
    start = opening.end()
    stop = start
    head = False
    state: str | None = None
    for count, match in enumerate(WORD.finditer(text, start, start + 120)):
        if count >= LONGEST or (count and text[stop : match.start()].strip(" ")):
            break
        plain = _plain(match[0])
        known = _state(match[0])
        end_of_word = match.end() - match[0].endswith(".")
        if plain in _heads() and plain not in _civil():
            head, stop = True, end_of_word
        elif known and not head:
            state, stop = known, match.end()
        elif (match[0].endswith(("'s", "’s")) and not head) or (
            plain in _modifiers() and not head and plain not in ("and", "the", "for")
        ):
            stop = match.end()
        else:
            break
    if not head:
        return None
    if more := OF.match(text, stop):
        stop = more.end()
        words = re.sub(r"^\s+(?:of|for|at)\s+(?:the\s+)?", "", more[0])
        state = state or _state(words) or _state(words.split()[0])
    if BEHIND.match(text, stop) is None:
        return None
    return Role(span=Span(article=article.id, start=start, end=stop, text=article.text[start:stop]), state=state)


OFFICE_OF = re.compile(
    r"\b(?:[Oo]ffice|[Hh]ead|[Aa]dvis[eo]r|[Aa]dministration|[Ss]ecretary|[Aa]ide|[Ss]taff) (?:of|to) the $"
)


NAME_OF = re.compile(r"(?:[A-Z][\w.’'-]*\s){1,4}of\s((?:the\s)?[A-Z][\w.]*(?:\s[A-Z]\w+)?)")


def _state_behind(text: str, start: int) -> str | None:
    """Return the state named behind a titled name: "President Ann Lee of Norland"."""
    match = NAME_OF.match(text, start)
    if match is None:
        return None
    words = match[1].removeprefix("the ")
    return _state(words) or _state(words.split()[0])


def _ends_sentence(word: str) -> bool:
    """Tell whether a full stop after a word closes a sentence: "Ukraine.", not "U.S." or "Gov."."""
    return word.endswith(".") and "." not in word[:-1] and len(word) > 4 and _plain(word) not in _heads()


def _state_pair(before: str, words: Sequence[re.Match[str]], match: re.Match[str]) -> tuple[str, int] | None:
    """Return the state and its start, if this word and the one before it name one: "South Korean"."""
    index = next(i for i, word in enumerate(words) if word.start() == match.start())
    if index == 0:
        return None
    start = words[index - 1].start()
    name = _state(before[start : match.end()])
    return (name, start) if name else None


def read_title(article: Article, start: int, text: str | None = None) -> Role | None:
    """Return the role printed directly before the name at `start`: "British Foreign Secretary", never "Mr" alone.

    `text` is the text as the parser saw it, if it differs from what is printed.
    """
    text = article.text if text is None else text
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 120) : start]
    offset = start - len(before)
    words = list(WORD.finditer(before))[-LONGEST:]
    if not words or before[words[-1].end() :].strip(" ") or re.search(r"(?:[a-z]{6}|\b[a-z]+)\.$", words[-1][0]):
        return None  # a full stop after a long or small word ends a sentence: "... of the state. Ann Lee"
    first: int | None = None
    head = False
    state: str | None = None
    following = len(before.rstrip(" "))
    for match in reversed(words):
        plain = _plain(match[0])
        if before[match.end() : following].strip(" ") or (head and _ends_sentence(match[0])):
            break
        if plain in _heads() and plain not in _civil():
            head, first = True, match.start()
        elif not head:
            break
        elif pair := _state_pair(before, words, match):
            state, first = pair
            break
        elif name := _state(match[0]):
            state, first = name, match.start()
        elif plain in _modifiers() and plain not in ("the", "for"):
            first = match.start() if plain not in ("of", "and") else first
        elif match[0] in ("EU", "UN", "U.N.", "EU's", "NATO"):
            first = match.start()
        else:
            break
        following = match.start()
    if first is None or not head:
        return None
    if OFFICE_OF.search(before[:first]):
        return None  # "Adviser to the Head of the Office of the President Ann Lee": she is not the president
    end = offset + first + len(before[first:].rstrip(" "))
    state = state or _state_behind(text, start)
    span = Span(article=article.id, start=offset + first, end=end, text=article.text[offset + first : end])
    return Role(span=span, state=state)
