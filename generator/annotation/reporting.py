"""Cues of reported speech in the parsed text: the verb or phrase, who speaks, and the frame it stands in.

A cue is a verb of `data/reporting_verbs.yml` outside quotation marks, or "according to". Its speaker is the subject the
parser gives, that of the verb it depends on ("laughed and said", "left, saying"), the noun of a relative clause, or the
agent of a passive; where marks confused the parser, the noun phrase that touches the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.cue_speakers import author_of, each_child, find_speaker, phrase_head
from generator.data import load_data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUNS = frozenset(("nouns", "issued", "voiced", "people", "women", "men", "persons", "outlets", "groups"))
"""Groups of the data file that are no frames of verbs."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One report: `verb` is the token's index, `[start, end)` the cue's tokens, `speaker` those of who speaks.

    `frames` are the frames that the verb can stand in; `hearer` is the token of the addressee, if any.
    """

    verb: int
    start: int
    end: int
    frames: frozenset[str]
    speaker: tuple[int, int] | None = None
    head: int | None = None
    hearer: int | None = None
    how: str = ""


@cache
def frames() -> dict[str, frozenset[str]]:
    """Map each verb (`point+out` with its particle) to the frames it takes."""
    found: dict[str, set[str]] = {}
    for frame, words in load_data("reporting_verbs").items():
        if frame in NOUNS:
            continue
        for word in words.split():
            found.setdefault(word.split(":")[0], set()).add(frame)
    return {verb: frozenset(kinds) for verb, kinds in found.items()}


@cache
def prepositions() -> dict[str, dict[str, frozenset[str]]]:
    """Map frame and verb to the prepositions that bring the content: `call` `for`."""
    data = load_data("reporting_verbs")
    found: dict[str, dict[str, set[str]]] = {}
    for frame in ("preposition", "accusing"):
        for word in data[frame].split():
            verb, preposition = word.split(":")
            found.setdefault(frame, {}).setdefault(verb, set()).add(preposition)
    return {frame: {verb: frozenset(group) for verb, group in verbs.items()} for frame, verbs in found.items()}


def find_cues(doc: Doc, inside: Sequence[bool]) -> list[Cue]:
    """Return the cues outside quotation marks in text order; `inside` tells it for every token."""
    table = frames()
    cues: list[Cue] = []
    for token in doc:
        if inside[token.i] or (token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ == "so"):
            continue
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            cues.append(_according(token))
        elif token.pos_ == "NOUN" and token.lemma_.lower() in _nouns():
            if (cue := _nominal(token)) is not None:
                cues.append(cue)
        elif token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            kinds = table.get(token.lemma_.lower())
            particle = next((child for child in token.children if child.dep_ == "prt" and child.i == token.i + 1), None)
            if particle is not None or (token.i + 1 < len(doc) and doc[token.i + 1].tag_ in ("RP", "IN", "RB", "PRP")):
                following = doc[token.i + 1]
                joined = table.get(f"{token.lemma_.lower()}+{following.lower_}")
                if joined:
                    cues.append(_verbal(token, following.i + 1, joined | (kinds or frozenset()), inside))
                    continue
            if kinds and not _is_supposed(token):
                cues.append(_verbal(token, token.i + 1, kinds, inside))
    return cues


def _according(token: Token) -> Cue:
    doc = token.doc
    end = token.i + 2
    target = next((child for child in doc[token.i + 1].children if child.dep_ in ("pobj", "pcomp", "dobj")), None)
    if target is None:
        target = next((child for child in token.children if child.dep_ in ("pobj", "dobj") and child.i >= end), None)
    if target is None and end < len(doc):
        target = phrase_head(doc[end])
    if target is not None:
        target = author_of(target)
    if target is None or target.is_space:
        return Cue(token.i, token.i, end, frozenset(("according",)))
    first, last = phrase(target, after=end)
    comma = next((at for at in range(target.i, last) if doc[at].text == ","), None)
    opens = token.i == 0 or doc[token.i - 1].is_space or doc[token.i - 1].text in (".", "\n")
    if opens and comma is not None and (last >= len(doc) or doc[last].text != ","):
        last = comma
    return Cue(
        token.i,
        token.i,
        end,
        frozenset(("according",)),
        (first, last),
        target.i,
        how="follows 'according to'",
    )


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_data("reporting_verbs")["nouns"].split())


def _nominal(token: Token) -> Cue | None:
    """Return a noun that carries a clause, with whose it is: `Oslo's claim that`, `a warning from Oslo that`."""
    if not any(
        child.dep_ in ("acl", "ccomp", "relcl") and child.left_edge.lower_ == "that" for child in token.children
    ):
        return None
    owner = next(each_child(token, "poss"), None)
    for child in each_child(token, "prep"):
        if owner is None and child.lower_ in ("from", "by"):
            owner = next(each_child(child, "pobj"), None)
    if owner is None:
        return None
    words = (owner.i, owner.i + 1) if owner.i > token.i else phrase(owner)
    if owner.i < token.i and token.doc[words[1] - 1].tag_ == "POS":
        words = (words[0], words[1] - 1)
    return Cue(token.i, token.i, token.i + 1, frozenset(("noun",)), words, owner.i, how="whose words they are")


def _is_supposed(token: Token) -> bool:
    """Tell whether a verb is only supposed: `if Oslo proposes`, `unless she says`."""
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    for _ in range(3):
        if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in token.children):
            return True
        if token.dep_ not in ("xcomp", "conj", "ccomp"):
            return False
        token = token.head
    return False


def _verbal(token: Token, end: int, kinds: frozenset[str], inside: Sequence[bool]) -> Cue:
    speaker, how = find_speaker(token, inside)
    start = token.i
    if speaker is None:
        return Cue(token.i, start, end, kinds, hearer=_hearer(token))
    first, last = phrase(speaker, verb=token.i)
    if "agent" in how:
        last = next((at for at in range(speaker.i, last) if token.doc[at].lower_ == "as"), last)
    return Cue(token.i, start, end, kinds, (first, last), speaker.i, _hearer(token), how)


def _hearer(token: Token) -> int | None:
    for child in token.children:
        if child.dep_ in ("dobj", "dative") and child.i > token.i:
            return int(child.i)
        if child.i == token.i + 1 and child.lower_ in ("on", "upon"):
            target = next(each_child(child, "pobj"), None)
            if target is not None:
                return int(target.i)
    return None


def phrase(head: Token, *, verb: int | None = None, after: int = 0) -> tuple[int, int]:
    """Return the token bounds of the noun phrase of `head`: up to its verb, without what an `according to` precedes."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    start = max(start, after)
    if verb is not None:
        if head.i < verb < end:
            end = verb
        if start <= verb < head.i:
            start = verb + 1
    doc = head.doc
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and child.left_edge.i > head.i and child.tag_ != "VBN":
            end = min(end, child.left_edge.i)
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].pos_ in ("CCONJ",)):
        end -= 1
    for i in range(start, head.i):
        if doc[i].text in ("--", "—", "–") and i - start < 6 and doc[start].is_sent_start:
            start = i + 1
    while start < head.i and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ in ("CCONJ", "ADV")):
        start += 1
    return start, end
