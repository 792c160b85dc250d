"""What the pipeline calls a name and is none: handles, codes, kinds of things in short, laws, numbers of people.

Enters: a text and bounds in it. Leaves: whether the words there name nobody.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.found import Found
from generator.annotation.tables import institution_words, known_forms
from generator.name_forms import gender_of_name
from generator.states import place_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc

CODE = re.compile(r"(?:^|\s)[A-Z][A-Za-z]{0,4}-\d[\w-]*(?:\s|$)")
"""The code of a model, a disease or a road: F-16, COVID-19."""

MANY = re.compile(r"[A-Z]{2,}s")
"""An acronym in the plural: kinds of things, or of people (UAVs, MPs)."""

WEB = re.compile(r"://|\w\.(?:com|org|net|gov|co)\b(?:/|$)|\w/\w*\d")

DEED = re.compile(
    r"(?:[A-Z][\w-]* ){0,3}(?:(?:Executive|Presidential) Order|Decree|Law|Treaty|Regulation|Act|Covenant|Convention|Protocol"
    r"|Agreement|Memorandum|Resolution|Directive|Constitution) (?:[Oo]n|[Oo]f|[Nn]o\b\.?|№|[Ff]or|[Aa]gainst|[Bb]etween)\b"
)
"""A law or treaty with what it is about: "Treaty of Friendship", "Decree No"."""

ALL_OR_SOME = frozenset("all most many some few several any no other fellow every".split())
"""Words before a nationality that make it a number of people: "most Britons"."""


def is_refused(text: str, start: int, end: int) -> bool:
    """Tell whether the words between two offsets, which look like a name, are none in any context."""
    words = text[start:end]
    if text[max(0, start - 1) : start] in ("@", "#") or WEB.search(words):
        return True
    if words in known_forms():
        return False
    return bool(CODE.search(words) or MANY.fullmatch(words) or DEED.match(words) or not _has_capital(words))


def _has_capital(words: str) -> bool:
    return any(word[0].isdigit() or not word.islower() for word in words.split())


def is_deed(words: str) -> bool:
    """Tell whether the last word says that a name is a meeting's, a law's or a paper's: "Geneva conventions"."""
    *before, last = words.split()
    if not before or gender_of_name(words):
        return False
    ends = institution_words("no_actor_ends")
    return any(form in ends for form in (last, last.title(), last.title().removesuffix("s")))


def drop_people(names: list[Found], doc: Doc) -> list[Found]:
    """Leave out nationalities that stand for some people and not for their state: "most Britons", "the talent of Finns".

    "The Finns" and "Finns voted" may be the state or its side, "attacks on Finns" are aimed at it; they stay.
    """
    return [one for one in names if not (one.form == "demonym" and _is_people(one, doc))]


@cache
def peoples() -> frozenset[str]:
    """Return the plurals that name people by their nation: Finns, Albanians."""
    forms = {form for form, place in place_forms().items() if place.form == "demonym"}
    return frozenset(form for form in forms if form.endswith("s") and not form.endswith(("ss", "es")))


def _is_people(one: Found, doc: Doc) -> bool:
    if doc.text[one.start : one.end] not in peoples():
        return False
    span = doc.char_span(one.start, one.end)
    if span is None or len(span) != 1:
        return False
    token = span[0]
    if any(child.dep_ in ("nummod", "amod", "quantmod") or child.lower_ in ALL_OR_SOME for child in token.lefts):
        return True
    bare = not any(child.dep_ in ("det", "poss") for child in token.children)
    return bare and token.dep_ == "pobj" and token.head.lower_ in ("of", "among", "for", "as", "like")
