"""Cues of reported speech in the parsed text: the verb or phrase, who speaks, and the frame it stands in.

A cue is a verb of `data/reporting_verbs.yml` outside quotation marks, or "according to". Its speaker is the subject the
parser gives, that of the verb it depends on ("laughed and said", "left, saying"), the noun of a relative clause, or the
agent of a passive; where marks confused the parser, the noun phrase that touches the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.data import load_data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
CHAINS = frozenset(("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "prep", "dep", "parataxis", "acomp", "attr"))
RELATIVES = frozenset(("who", "that", "which", "whom"))


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
        if frame == "nouns":
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
        if inside[token.i]:
            continue
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            cues.append(_according(token))
        elif token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            kinds = table.get(token.lemma_.lower())
            particle = next((child for child in token.children if child.dep_ == "prt" and child.i == token.i + 1), None)
            if particle is not None or (token.i + 1 < len(doc) and doc[token.i + 1].tag_ in ("RP", "IN", "RB")):
                following = doc[token.i + 1]
                joined = table.get(f"{token.lemma_.lower()}+{following.lower_}")
                if joined:
                    cues.append(_verbal(token, following.i + 1, joined, inside))
                    continue
            if kinds:
                cues.append(_verbal(token, token.i + 1, kinds, inside))
    return cues


def _according(token: Token) -> Cue:
    doc = token.doc
    end = token.i + 2
    target = next((child for child in doc[token.i + 1].children if child.dep_ in ("pobj", "pcomp", "dobj")), None)
    if target is None:
        target = next((child for child in token.children if child.dep_ in ("pobj", "dobj") and child.i >= end), None)
    if target is None and end < len(doc):
        target = _phrase_head(doc[end])
    if target is None:
        return Cue(token.i, token.i, end, frozenset(("according",)))
    return Cue(
        token.i,
        token.i,
        end,
        frozenset(("according",)),
        phrase(target, after=end),
        target.i,
        how="follows 'according to'",
    )


def _phrase_head(token: Token) -> Token:
    """Return the head noun of the phrase that a token begins."""
    while token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        token = token.head
    return token


def _verbal(token: Token, end: int, kinds: frozenset[str], inside: Sequence[bool]) -> Cue:
    speaker, how = _speaker(token, inside)
    start = token.i
    if speaker is None:
        return Cue(token.i, start, end, kinds, hearer=_hearer(token))
    return Cue(token.i, start, end, kinds, phrase(speaker, verb=token.i), speaker.i, _hearer(token), how)


def _hearer(token: Token) -> int | None:
    for child in token.children:
        if child.dep_ in ("dobj", "dative") and child.i > token.i:
            return child.i
    return None


def _speaker(verb: Token, inside: Sequence[bool]) -> tuple[Token | None, str]:
    """Return the token that names who speaks, and in words how it was found."""
    if _is_passive(verb):
        for child in each_child(verb, "agent"):
            for target in each_child(child, "pobj"):
                return target, "agent of the passive"
        return None, ""
    token = verb
    for _ in range(6):
        subject = _subject(token, inside)
        if subject is not None and not (token is not verb and _is_inner(verb, token)):
            if subject.lower_ in RELATIVES and token.dep_ == "relcl":
                return token.head, "noun of the relative clause"
            if subject.lower_ in ("it", "there") and token.lemma_ == "be":
                return None, ""
            return _owner(subject), "subject of the verb" if token is verb else "subject of the verb before it"
        if token.dep_ == "acl":
            return _owner(_issuer(token.head)), "noun that the clause describes"
        if token.dep_ == "relcl":
            break
        if token.dep_ not in CHAINS or inside[token.head.i]:
            break
        if token.dep_ == "ccomp" and token is verb and token.tag_ not in ("VBG", "VB"):
            break
        token = token.head
    return _beside(verb, inside)


def _subject(token: Token, inside: Sequence[bool]) -> Token | None:
    for child in each_child(token, "nsubj", "nsubjpass"):
        if not inside[child.i] and child.ent_type_ not in ("DATE", "TIME"):
            return child
    return None


def _is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, so that its subject is not who speaks; `the talks, called "useful" by Oslo`."""
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(child.dep_ == "aux" for child in verb.children)
    return bare and not any(child.dep_ in ("ccomp", "dobj", "prep") and child.lower_ != "by" for child in verb.children)


def _is_inner(verb: Token, head: Token) -> bool:
    """Tell whether a past-tense verb was joined to the verb of what is reported: `said it would leave and warned`."""
    modal = any(child.tag_ == "MD" for child in head.children)
    return verb.tag_ == "VBD" and verb.dep_ == "conj" and modal and head.dep_ == "ccomp"


ISSUED = frozenset(
    "statement letter email e-mail memo note speech tweet post message conference interview remark remarks call op-ed ad "
    "release briefing video address essay book report filing brief lawsuit complaint rally".split()
)
VOICED = frozenset(
    "response answer message argument statement claim position point view promise reaction advice reply warning comment "
    "remark plea theory pitch line".split()
)


def _issuer(noun: Token) -> Token:
    """Return who issued what speaks: `Oslo` of "Oslo issued a statement saying", else the noun itself."""
    token = noun
    if noun.lemma_.lower() not in ISSUED:
        return noun
    for _ in range(4):
        if token.dep_ not in ("dobj", "pobj", "prep", "conj", "nmod", "compound"):
            break
        token = token.head
        subject = next(each_child(token, "nsubj"), None)
        if subject is not None:
            return subject
    return noun


def _owner(noun: Token) -> Token:
    """Return whose answer or message it is: `his best response was to say`."""
    if noun.lemma_.lower() in VOICED:
        return next(each_child(noun, "poss"), noun)
    return noun


def _beside(verb: Token, inside: Sequence[bool]) -> tuple[Token | None, str]:
    """Return the noun phrase that touches a verb whose subject the parser missed: `said Smith`, `Smith said`."""
    doc = verb.doc
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.i == 0:
        return None, ""
    previous = doc[verb.i - 1]
    after = verb.i + 1
    opens = inside[verb.i - 1] or previous.text in (",", "–", "—", "-") or previous.is_quote or previous.is_space
    if opens and after < len(doc) and not inside[after] and doc[after].ent_type_ not in ("DATE", "TIME"):
        head = _phrase_head(doc[after])
        if head.pos_ in ("PROPN", "NOUN", "PRON") and doc[after].pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"):
            return head, "stands right after the verb"
    first = verb.i - 1
    while first > 0 and not inside[first] and not (doc[first].is_sent_start or doc[first].is_space):
        first -= 1
    first += inside[first] or doc[first].is_space
    while first < verb.i and (doc[first].is_punct or doc[first].pos_ in ("CCONJ", "ADV", "SCONJ")):
        first += 1
    if first >= verb.i:
        return None, ""
    near = verb.i - 1
    while near > first and (doc[near].pos_ in ("ADV", "AUX") or doc[near].is_punct):
        near -= 1
    if previous.text == "," and doc[first].pos_ == "PROPN" and verb.i - first < 30:
        head = doc[first]
        while head.dep_ == "compound" and first < head.head.i < verb.i:
            head = head.head
        return head, "begins the clause"
    if doc[near].pos_ in ("PROPN", "PRON"):
        return doc[near], "stands right before the verb"
    return None, ""


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
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].pos_ in ("CCONJ",)):
        end -= 1
    for i in range(start, head.i):
        if doc[i].text in ("--", "—", "–") and i - start < 6 and doc[start].is_sent_start:
            start = i + 1
    while start < head.i and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ in ("CCONJ", "ADV")):
        start += 1
    return start, end


def each_child(token: Token, *names: str) -> Iterator[Token]:
    """Yield the children of a token with one of the dependency labels."""
    for child in token.children:
        if child.dep_ in names:
            yield child
