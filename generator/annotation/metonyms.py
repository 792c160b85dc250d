"""Capitals that act: "Moscow denied it" is Russia, "protests in Moscow" is the town.

A capital stays a place unless the parse makes it somebody who speaks, decides or is addressed: subject of an acting verb,
object of a verb of address, party of a dealing ("talks with Seoul"). `data/metonyms.yml` holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.found import Found
from generator.data import load_data
from generator.model import ActorKind
from generator.states import capitals

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load_data("metonyms")[group].split())


def _stands_for(capital: str) -> tuple[str, ActorKind] | None:
    seats = load_data("metonyms")["seats"]
    if capital in seats:
        return seats[capital]["name"], seats[capital]["kind"]
    state = capitals().get(capital)
    return (state, "state") if state else None


def read_metonyms(names: Iterable[Found], doc: Doc) -> Iterator[Found]:
    """Yield the names, capitals that act as the state or body that they stand for."""
    text = doc.text
    for one in names:
        words = text[one.start : one.end]
        dateline = re.match(r"\s*(?:,|\(|-|–|—|\d|:)", text[one.end : one.end + 4])
        if dateline and (one.start == 0 or text[one.start - 1] == "\n"):
            yield one
            continue
        meaning = _stands_for(words) if one.kind == "place" and one.form == "name" else None
        span = doc.char_span(one.start, one.end) if meaning else None
        reason = _acts(span.root) if span is not None else ""
        if meaning is None or not reason:
            yield one
            continue
        name, kind = meaning
        yield replace(one, kind=kind, known=name, form="metonym", reason=f"{words} stands for {name}: {reason}")


def _acts(token: Token) -> str:
    """Return in words how the town acts, "" if it is a place."""
    head = token.head
    while token.dep_ == "conj" and head.ent_type_ in ("GPE", "ORG", "NORP"):
        token, head = head, head.head
    if any(child.dep_ == "case" for child in token.children):
        return ""
    if token.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX") and head.lemma_.lower() in _words("acting"):
        return f"subject of “{head.text}”"
    if token.dep_ == "nsubjpass" and head.lemma_.lower() in _words("acted_on"):
        return f"“{head.text}” is done to somebody"
    if token.dep_ == "dobj" and head.lemma_.lower() in _words("acted_on"):
        return f"object of “{head.text}”"
    if token.dep_ in ("nsubj", "dobj") and head.dep_ in ("ccomp", "xcomp") and head.lemma_.lower() in _words("acting"):
        return f"subject of “{head.text}”"
    if token.dep_ == "pobj" and head.lower_ in ("with", "between", "by", "against", "toward", "towards"):
        outer = head.head
        if outer.lemma_.lower() in _words("dealings") or (
            head.lower_ == "by" and outer.lemma_.lower() in _words("acting")
        ):
            return f"party of “{outer.text}”"
        if (
            head.lower_ == "with"
            and outer.pos_ == "VERB"
            and outer.lemma_.lower() in ("negotiate", "talk", "agree", "deal", "side")
        ):
            return f"party of “{outer.text}”"
    return ""
