"""What a cue reports: the clause, infinitive or phrase that it governs, by dependency and by the marks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotation.quote_units import Unit
from generator.annotation.reporting import Cue, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Bounds = tuple[int, int]
SPEAKING = frozenset(("clause", "manner"))


def char_bounds(doc: Doc, start: int, end: int) -> Bounds:
    """Return the characters of the tokens `[start, end)`."""
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def right_content(doc: Doc, cue: Cue, unit: Unit, *, quoted: bool) -> tuple[Bounds, str] | None:
    """Return what stands behind a verb as its content, in characters, and the frame; None if nothing fits.

    `quoted` allows the frames that report only together with quoted words.
    """
    verb = doc[cue.verb]
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.i < cue.end or child.idx >= unit.end:
            continue
        if child.dep_ == "ccomp" and "clause" in cue.frames and child.left_edge.i >= cue.verb:
            return _span(doc, child, unit, "clause", cue)
        infinitive = any(grand.lower_ == "to" and grand.dep_ == "aux" for grand in child.children)
        if child.dep_ == "xcomp" and infinitive:
            if "infinitive" in cue.frames or ("request" in cue.frames and cue.hearer is not None):
                return _span(doc, child, unit, "infinitive", cue)
        elif child.dep_ in ("ccomp", "advcl") and infinitive and "request" in cue.frames:
            return _span(doc, child, unit, "request", cue, to=True)
    if "accusing" in cue.frames:
        allowed = prepositions()["accusing"].get(lemma, frozenset())
        for child in _prepositions_of(verb):
            if child.lower_ in allowed and child.i > cue.verb:
                hearer = doc[cue.hearer] if cue.hearer is not None else None
                first = hearer.left_edge if hearer is not None and hearer.pos_ != "PRON" else _after(doc, child)
                if first is not None:
                    return (first.idx, _end(doc, child, unit)), "accusing"
    if "preposition" in cue.frames:
        allowed = prepositions()["preposition"].get(lemma, frozenset())
        for child in _prepositions_of(verb):
            if child.lower_ in allowed and child.i <= cue.verb + 4 and child.i > cue.verb:
                first = _after(doc, child)
                if first is not None and (
                    lemma == "call"
                    or quoted
                    or lemma in ("warn", "complain", "argue", "appeal", "plead", "insist", "push", "press")
                ):
                    return (first.idx, _end(doc, child, unit)), "preposition"
    if quoted and cue.frames & {"naming", "as", "object", "thought"}:
        return _rest(doc, cue, unit)
    return None


def _prepositions_of(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in ("prep", "agent", "prt")]
    for child in verb.children:
        if child.dep_ == "dobj":
            found.extend(grand for grand in child.children if grand.dep_ == "prep")
    return found


def _after(doc: Doc, token: Token) -> Token | None:
    return doc[token.i + 1] if token.i + 1 < len(doc) else None


def _rest(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return the object and all that belongs to it: `called` [the plan "a mistake"]."""
    verb = doc[cue.verb]
    ends = [
        child
        for child in verb.children
        if child.i > cue.verb
        and child.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "prep", "attr", "advcl", "acomp", "dep", "pobj")
    ]
    if not ends:
        return None
    first = doc[cue.end]
    if first.idx >= unit.end:
        return None
    return (first.idx, max(_end(doc, child, unit) for child in ends)), "object"


def _end(doc: Doc, token: Token, unit: Unit) -> int:
    edge = token.right_edge
    return min(edge.idx + len(edge), unit.end)


def _span(doc: Doc, token: Token, unit: Unit, frame: str, cue: Cue, *, to: bool = False) -> tuple[Bounds, str]:
    first = doc[max(token.left_edge.i, cue.end)]
    if to:
        first = next(child for child in token.children if child.lower_ == "to" and child.dep_ == "aux")
    while first.i < token.i and (
        (first.lower_ == "that" and first.dep_ == "mark") or (first.is_punct and not first.is_quote)
    ):
        first = doc[first.i + 1]
    return (first.idx, _end(doc, token, unit)), frame


TRAIL = re.compile(r"[\s,;:.–—―-]+$")


def left_content(doc: Doc, text: str, cue: Cue, unit: Unit, floor: int) -> Bounds | None:
    """Return the clause before a cue in the same unit, from `floor`, if a comma or a closing mark parts them."""
    begin = phrase_bounds(doc, cue, unit)[0]
    before = text[max(floor, unit.start) : begin]
    if not re.search(r"(?:[,–—―-]|[,.?!…][\"'”’»]|[\"'”’»],)\s*$", before):
        return None
    start = max(floor, unit.start)
    start += len(before) - len(before.lstrip(" ,;"))
    end = begin - (len(before) - len(TRAIL.sub("", before)))
    return (start, end) if end - start > 3 else None


def phrase_bounds(doc: Doc, cue: Cue, unit: Unit) -> Bounds:
    """Return the characters of cue and speaker where they touch, else of the cue alone; adverbs before it included."""
    start, end = cue.start, cue.end
    if cue.speaker:
        left, right = cue.speaker
        if right <= start and _near(doc, right, start) and doc[left].idx >= unit.start:
            start = left
        elif left >= end and _near(doc, end, left) and doc[right - 1].idx < unit.end:
            end = right
    while (
        start > 0
        and doc[start - 1].idx >= unit.start
        and doc[start - 1].pos_ in ("ADV", "AUX", "SCONJ", "CCONJ")
        and not doc[start - 1].is_punct
    ):
        start -= 1
    return char_bounds(doc, start, end)


def _near(doc: Doc, left: int, right: int) -> bool:
    """Tell whether only adverbs, auxiliaries or what commas enclose stand between two token positions."""
    return (
        all(doc[i].pos_ in ("ADV", "AUX", "PUNCT", "PART", "SPACE", "ADP") for i in range(left, right))
        or right - left <= 2
    )
