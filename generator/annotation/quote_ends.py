"""Where content ends: before the next report of its sentence, before what the reporter adds, never in mid-phrase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotation.quote_units import Unit
from generator.annotation.reporting import Cue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

EXTENDED = re.compile(r",?\s(?:but|and)\s")
DANGLING = frozenset(("CCONJ", "ADP", "SCONJ", "DET", "AUX"))


def clip_content(doc: Doc, cue: Cue, unit: Unit, start: int, end: int) -> int:
    """Return where content ends: before the next report that the sentence joins to this one, never in mid-phrase."""
    for other in unit.cues:
        at = doc[other.verb].idx
        if not start < at < end or any(run.start <= at < run.end for run in unit.runs):
            continue
        if (cut := _joint(doc, cue, other, start)) is not None:
            end = min(end, cut)
    end = _without_comment(doc, cue, unit, start, end)
    span = doc.char_span(start, end, alignment_mode="contract")
    if EXTENDED.match(unit.text, end, unit.end) and not any(doc[other.verb].idx > end for other in unit.cues):
        return unit.end
    if span is not None and len(span) and span[-1].pos_ in DANGLING and end < unit.end and not doc[span.end].is_punct:
        return unit.end
    return end


DASHES = ("—", "–", "―", "--")
COMMENTS = frozenset("although though".split())


def _without_comment(doc: Doc, cue: Cue, unit: Unit, start: int, end: int) -> int:
    """Return the end before what the reporter adds behind a comma: `, although it is early`, `, a rare confession`."""
    last = max((run.end for run in unit.runs if start <= run.start < end), default=None)
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return end
    if (dash := _lone_dash(span, last)) is not None:
        end = int(dash.idx)
    for token in span[1:-2] if len(span) > 3 else ():
        if (
            token.idx >= end
            or token.text not in (",", *DASHES)
            or any(run.start <= token.idx < run.end for run in unit.runs)
        ):
            continue
        following = doc[token.i + 1]
        if (token.text == "," and following.lower_ in COMMENTS) or (
            following.lower_ == "in" and doc[token.i + 2].lower_ == "what"
        ):
            return int(token.idx)
        if last is None or token.idx < last or "clause" not in cue.frames:
            continue
        behind = following if following.pos_ != "ADV" else doc[following.i + 1]
        if following.lower_ in ("a", "an") or (behind.tag_ == "VBG" and behind.dep_ == "advcl"):
            return int(token.idx)
    return end


def _lone_dash(span: Span, last: int | None) -> Token | None:
    """Return the one dash behind the last marked words, from which the reporter speaks: `a "thief" -- as last year`."""
    dashes = [token for token in span[1:-1] if token.text in DASHES]
    return dashes[0] if len(dashes) == 1 and dashes[0].idx >= (last or 0) else None


def _joint(doc: Doc, cue: Cue, other: Cue, start: int) -> int | None:
    """Return where a further report of the same sentence begins, if it is joined to this one and not part of it."""
    verb = doc[other.verb]
    if verb.tag_ == "VBG" and verb.i > 0 and verb.dep_ == "advcl":
        before = doc[verb.i - 1] if doc[verb.i - 1].pos_ != "ADV" else doc[verb.i - 2]
        return int(before.idx) if before.text in (",", "–", "—") else None
    first = verb.i
    own = (
        other.speaker is not None
        and other.head is not None
        and doc[other.head].head.i == verb.i
        and other.head < verb.i
    )
    if own and other.speaker:
        first = other.speaker[0]
    at = first - 1
    while at > 0 and doc[at].pos_ in ("ADV", "AUX") and not doc[at].is_punct:
        at -= 1
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or doc[at].idx <= start:
        return None
    joined = doc[at]
    tenses = {verb.tag_, doc[cue.verb].tag_}
    joins = len(tenses) == 1 or tenses <= {"VBD", "VBN"} or doc[cue.verb].tag_ in ("VBG", "VBN")
    if own and joined.text == "," and any(token.i == verb.i for token in doc[cue.verb].ancestors):
        return int(joined.idx)
    if not own and joined.pos_ == "CCONJ" and joins:
        return int(joined.idx)
    contrast = joined.lower_ in ("but", "while", "and", "although", "though", "whereas", "yet")
    marked = doc[at - 1].is_quote and doc[at - 2].text == ","
    if own and contrast and (doc[at - 1].text == "," or marked) and "clause" in other.frames:
        return int(joined.idx if marked else doc[at - 1].idx)
    return None
