"""What a cue reports: the clause, infinitive or phrase that it governs, by dependency and by the marks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotation.quote_ends import clip_content
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
    found = _clause(doc, cue, unit) or _prepositional(doc, cue, unit, quoted=quoted) or _that(doc, cue, unit)
    found = found or _mistaken(doc, cue, unit)
    if found is None and "agent" in cue.how and "as" in cue.frames:
        found = _agent_as(doc, cue, unit)
    elif found is None and "announcing" in cue.frames and not quoted:
        found = _announced(doc, cue, unit)
    elif found is None and "naming" in cue.frames and not quoted and cue.speaker is not None:
        found = _named(doc, cue, unit)
    elif found is None and quoted and cue.frames & {"naming", "as", "object", "thought"}:
        found = _rest(doc, cue, unit)
    if found is None:
        return None
    (start, end), frame = found
    end = clip_content(doc, cue, unit, start, end)
    return ((start, end), frame) if end > start else None


def _clause(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return the clause or infinitive that the verb governs."""
    if "addressee" in cue.frames and cue.hearer is not None:
        for child in doc[cue.hearer].children:
            first = child.left_edge
            if (
                child.dep_ == "relcl"
                and first.i > cue.hearer
                and first.tag_ not in ("WP", "WDT", "IN")
                and first.dep_ != "aux"
            ):
                return (first.idx, unit.end), "clause"
    verb_lemma = doc[cue.verb].lemma_.lower()
    for child in doc[cue.verb].children:
        if child.i < cue.end or child.idx >= unit.end:
            continue
        infinitive = any(grand.lower_ == "to" and grand.dep_ == "aux" for grand in child.children)
        if child.dep_ in ("acl", "ccomp", "relcl") and "noun" in cue.frames and child.left_edge.lower_ == "that":
            return _span(doc, child, unit, "noun's clause", cue)
        if child.dep_ == "ccomp" and "clause" in cue.frames and child.left_edge.i >= cue.verb:
            if infinitive and "request" in cue.frames:
                return _request(doc, child, unit, cue)
            return _span(doc, child, unit, "clause", cue)
        if (
            child.dep_ == "xcomp"
            and child.tag_ == "VBG"
            and cue.frames >= {"clause", "object"}
            and child.right_edge.i > child.i + 1
        ):
            return _span(doc, child, unit, "clause", cue)
        if child.dep_ in ("advcl", "xcomp") and infinitive and verb_lemma in FOR and child.left_edge.lower_ == "for":
            return (doc[child.left_edge.i + 1].idx, _end(doc, child, unit)), "preposition"
        if child.dep_ == "xcomp" and infinitive:
            if "request" in cue.frames and cue.hearer is not None:
                return _request(doc, child, unit, cue)
            if "infinitive" in cue.frames:
                return _span(doc, child, unit, "infinitive", cue)
        elif child.dep_ in ("ccomp", "advcl") and infinitive and "request" in cue.frames:
            return _request(doc, child, unit, cue)
    return None


def _agent_as(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return what a passive says of its subject: `was described by Oslo as` [useful]."""
    for token in doc[cue.end :]:
        if token.idx >= unit.end or token.is_space:
            return None
        if token.lower_ == "as" and token.i + 1 < len(doc):
            return (doc[token.i + 1].idx, unit.end), "as"
    return None


def _announced(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return the object of a verb that always reports: `reiterated` [its readiness for talks], of four words or more."""
    for child in doc[cue.verb].children:
        if child.dep_ == "dobj" and child.i >= cue.end and child.pos_ in ("NOUN", "PROPN"):
            edge = child.right_edge
            for other in doc[cue.verb].children:
                if other.dep_ == "xcomp" and other.left_edge.i == edge.i + 1:
                    edge = other.right_edge
            if edge.i - child.left_edge.i >= 3 and child.left_edge.idx < unit.end:
                return (child.left_edge.idx, min(edge.idx + len(edge), unit.end)), "object"
    return None


def _named(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return what somebody calls somebody, without marks: `called` [the plan a threat to every town]."""
    verb = doc[cue.verb]
    if verb.tag_ == "VBN" and not any(child.lower_ in ("have", "has", "had", "'ve", "’ve") for child in verb.children):
        return None
    what = next((child for child in verb.children if child.dep_ == "oprd" and child.i > cue.verb + 1), None)
    whom = next((child for child in verb.children if child.dep_ == "dobj" and child.i > cue.verb), None)
    if what is None or whom is None or what.i < whom.i or what.right_edge.i - whom.left_edge.i < 2:
        return None
    return (whom.left_edge.idx, _end(doc, what, unit)), "naming"


def _that(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return the clause with "that" behind hearer and setting, where the parser hung it on a noun between."""
    if "clause" not in cue.frames:
        return None
    for token in doc[cue.end : cue.end + 14]:
        if token.idx >= unit.end or token.pos_ in ("VERB", "AUX", "PUNCT") or token.is_space:
            return None
        if token.lower_ == "that" and token.i > cue.end and token.tag_ in ("IN", "WDT"):
            following = doc[token.i + 1 : token.i + 12]
            named = bool(following) and following[0].pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")
            if named and any(one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in following):
                return (following[0].idx, unit.end), "clause"
            return None
    return None


PLAIN = frozenset("say claim argue insist note maintain contend assert think believe admit".split())
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _mistaken(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return a clause whose subject the parser took for the verb's object: `said their presence showed`."""
    if doc[cue.verb].lemma_.lower() not in PLAIN:
        return None
    subject = next((child for child in doc[cue.verb].children if child.dep_ == "dobj" and child.i >= cue.end), None)
    if subject is None or subject.pos_ == "PRON":
        return None
    for token in doc[subject.i + 1 : subject.i + 25]:
        if token.idx >= unit.end or token.is_space:
            return None
        if token.tag_ in FINITE and (token.head.i <= cue.verb or token.head.head.i <= cue.verb):
            return (max(subject.left_edge.idx, doc[cue.end].idx), unit.end), "clause"
    return None


def _request(doc: Doc, child: Token, unit: Unit, cue: Cue) -> tuple[Bounds, str]:
    """Return an infinitive with whom it is asked of: `urged` [Oslo to wait]; a bare pronoun or hearer stays out."""
    (start, end), frame = _span(doc, child, unit, "request", cue, to=True)
    subject = next((grand for grand in child.children if grand.dep_ == "nsubj"), None)
    hearer = doc[cue.hearer] if cue.hearer is not None else subject
    if hearer is not None and hearer.pos_ != "PRON" and "addressee" not in cue.frames and hearer.i > cue.verb:
        start = min(start, hearer.left_edge.idx)
    return (start, end), frame


FOR = frozenset(("call", "push", "press", "appeal", "plead", "lobby"))
STRONG = frozenset("call warn complain argue appeal plead insist push press".split())


def _prepositional(doc: Doc, cue: Cue, unit: Unit, *, quoted: bool) -> tuple[Bounds, str] | None:
    """Return what a preposition of the verb brings: `called for` [a truce], `accused` [Oslo of stalling]."""
    verb = doc[cue.verb]
    lemma = verb.lemma_.lower()
    near = [child for child in _prepositions_of(verb) if child.i > cue.verb and child.idx < unit.end]
    if "accusing" in cue.frames:
        allowed = prepositions()["accusing"].get(lemma, frozenset())
        for child in near:
            if child.lower_ in allowed:
                hearer = doc[cue.hearer] if cue.hearer is not None else None
                whole = hearer is not None and hearer.pos_ != "PRON" and child.lower_ != "to"
                first = hearer.left_edge if whole and hearer is not None else _after(doc, child)
                if first is not None and (quoted or child.lower_ not in ("to", "with")):
                    return (first.idx, _end(doc, child, unit)), "accusing"
    if "preposition" in cue.frames:
        allowed = prepositions()["preposition"].get(lemma, frozenset())
        for child in near:
            if child.lower_ in allowed and child.i <= cue.verb + 4 and (quoted or lemma in STRONG):
                first = _after(doc, child)
                if first is not None and first.ent_type_ not in ("DATE", "TIME"):
                    return (first.idx, _end(doc, child, unit)), "preposition"
    return None


def _prepositions_of(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in ("prep", "agent", "prt")]
    for child in verb.children:
        if child.dep_ == "dobj":
            found.extend(grand for grand in child.children if grand.dep_ == "prep")
    return found


def _after(doc: Doc, token: Token) -> Token | None:
    return doc[token.i + 1] if token.i + 1 < len(doc) else None


COMPLEMENTS = frozenset(("dobj", "oprd", "ccomp", "xcomp", "prep", "attr", "advcl", "acomp", "dep", "pobj"))
CIRCUMSTANCE = frozenset("on at during after before while when amid via".split())


def _rest(doc: Doc, cue: Cue, unit: Unit) -> tuple[Bounds, str] | None:
    """Return the object and all that belongs to it: `called` [the plan "a mistake"], without time and place."""
    ends = [child for child in doc[cue.verb].children if child.i > cue.verb and child.dep_ in COMPLEMENTS]
    ends = [child for child in ends if child.lower_ not in CIRCUMSTANCE and child.left_edge.lower_ not in CIRCUMSTANCE]
    if not ends:
        return None
    first = doc[cue.end]
    if (
        cue.frames & {"naming", "as"}
        and first.pos_ == "PRON"
        and first.dep_ in ("dobj", "nsubj")
        and first.i + 1 < len(doc)
    ):
        first = doc[first.i + 1]
    if first.idx >= unit.end:
        return None
    end = max(_end(doc, child, unit) for child in ends)
    dash = next((token for token in doc[first.i :] if token.idx >= end or token.text in ("—", "–", "--", "-")), None)
    if (
        dash is not None
        and first.i < dash.i
        and dash.idx < end
        and doc[dash.i - 1].idx + len(doc[dash.i - 1]) < dash.idx
    ):
        end = doc[dash.i - 1].idx + len(doc[dash.i - 1])
    last = max((run.end for run in unit.runs if first.idx <= run.start < end), default=first.idx)
    for token in doc[first.i :]:
        if token.idx >= end:
            break
        timely = token.ent_type_ in ("DATE", "TIME") or (
            token.lower_ in CIRCUMSTANCE and token.dep_ in ("prep", "mark", "advmod")
        )
        if token.idx >= last and last > first.idx and timely:
            return (first.idx, token.idx), "object"
    return (first.idx, end), "object"


def _end(doc: Doc, token: Token, unit: Unit) -> int:
    edge = token.right_edge
    return min(edge.idx + len(edge), unit.end)


def _span(doc: Doc, token: Token, unit: Unit, frame: str, cue: Cue, *, to: bool = False) -> tuple[Bounds, str]:
    first = doc[max(token.left_edge.i, cue.end)]
    if to:
        first = next(child for child in token.children if child.lower_ == "to" and child.dep_ == "aux")
        if first.i > 0 and doc[first.i - 1].lower_ in ("not", "never"):
            first = doc[first.i - 1]
    while first.i < token.i and first.ent_type_ == "DATE" and first.dep_ != "nsubj" and cue.hearer is not None:
        first = doc[first.i + 1]
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
    return (start, end) if end - start > 3 and _reported(doc, cue, start, end) else None


def _reported(doc: Doc, cue: Cue, start: int, end: int) -> bool:
    """Tell whether the words before a cue are a clause that it can report, and not the setting of its own clause."""
    if "according" in cue.frames:
        return True
    verb = doc[cue.verb]
    if (
        any(child.dep_ in ("dobj", "attr", "oprd", "acomp") for child in verb.children)
        and "addressee" not in cue.frames
    ):
        return False
    if any(child.dep_ == "ccomp" and start <= child.idx < end for child in verb.children):
        return True
    if verb.dep_ in ("parataxis", "ccomp", "dep", "advcl") and start <= verb.head.idx < end:
        return verb.dep_ != "advcl" or verb.tag_ != "VBG"
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span) or span[0].pos_ in ("SCONJ", "ADP") or span[0].tag_ in ("VBG", "VBN", "TO"):
        return False
    return any(
        token.dep_ in ("nsubj", "nsubjpass", "expl")
        and start <= token.head.idx < end
        and token.head.dep_ in ("ROOT", "ccomp", "parataxis", "conj")
        for token in span
    )


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
