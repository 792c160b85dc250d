"""The outlet that words were told to: `told the Harbour Times`, `in an interview with Radio Nord`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.cue_speakers import each_child
from generator.annotation.reporting import Cue, phrase
from generator.data import load_data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GIVEN = frozenset(("interview", "statement", "comment", "remark", "email", "e-mail", "op-ed", "letter"))


@cache
def _words() -> frozenset[str]:
    return frozenset(load_data("reporting_verbs")["outlets"].split())


def find_outlet(doc: Doc, cue: Cue) -> tuple[int, int] | None:
    """Return the characters of the outlet that a cue's hearer is, or with which the interview was; None if there is none."""
    if cue.hearer is not None and (found := _outlet(doc[cue.hearer])):
        return found
    for child in each_child(doc[cue.verb], "prep"):
        for given in each_child(child, "pobj"):
            if given.lemma_.lower() not in GIVEN:
                if child.lower_ == "to" and (found := _outlet(given)):
                    return found
                continue
            for way in each_child(given, "prep"):
                target = next(each_child(way, "pobj"), None)
                if way.lower_ in ("with", "to", "for", "in") and target is not None and (found := _outlet(target)):
                    return found
    return None


def _outlet(token: Token) -> tuple[int, int] | None:
    start, end = phrase(token)
    named = [one for one in token.doc[start:end] if one.pos_ == "PROPN"]
    if token.pos_ != "PROPN" or not any(one.lower_ in _words() for one in named):
        return None
    end = min(end, token.i + 1)
    return token.doc[start].idx, token.doc[end - 1].idx + len(token.doc[end - 1])
