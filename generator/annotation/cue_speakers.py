"""Who speaks: the token that names the speaker of a cue, by dependency and, where marks misled the parser, by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from generator.data import load_data

if TYPE_CHECKING:
    from spacy.tokens import Token

CHAINS = frozenset(("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "prep", "dep", "parataxis", "acomp", "attr"))
RELATIVES = frozenset(("who", "that", "which", "whom"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load_data("reporting_verbs")[group].split())


def find_speaker(verb: Token, inside: Sequence[bool]) -> tuple[Token | None, str]:
    """Return the token that names who speaks, and in words how it was found; `inside` tells what stands in marks."""
    if _is_passive(verb):
        for child in each_child(verb, "agent"):
            for target in each_child(child, "pobj"):
                return target, "agent of the passive"
        return _before_comma(verb, inside)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in ("quote", "cite"):
        return _quoted_as(verb.head.head)
    before = verb.doc[verb.i - 1] if verb.i else verb
    if verb.tag_ == "VBG" and before.ent_type_ == "PERSON" and not inside[before.i]:
        return before, "stands right before the verb"
    token = verb
    for _ in range(6):
        subject = _subject(token, inside)
        if subject is not None and not (token is not verb and _is_inner(verb, token)):
            if subject.lower_ in RELATIVES and token.dep_ == "relcl":
                if token is not verb and (person := _person_above(token.head, subject)) is not None:
                    return person, "subject of the sentence"
                return _antecedent(token.head, subject), "noun of the relative clause"
            if subject.lower_ in ("it", "there") and token.lemma_ == "be":
                return None, ""
            return _owner(subject), "subject of the verb" if token is verb else "subject of the verb before it"
        if token.dep_ == "acl":
            return _owner(_issuer(token.head)), "noun that the clause describes"
        if token.dep_ == "relcl" or token.dep_ not in CHAINS:
            break
        if token.dep_ == "xcomp" and token.tag_ == "VB" and (led := _object_before(token, inside)) is not None:
            return led, "is led to it by the verb before"
        if token.dep_ == "ccomp" and token is verb and token.tag_ not in ("VBG", "VB"):
            break
        token = token.head
    return _beside(verb if verb.tag_ not in ("VBG", "VB") or token is verb else token, inside)


def _subject(token: Token, inside: Sequence[bool]) -> Token | None:
    for child in each_child(token, "nsubj", "nsubjpass"):
        if not inside[child.i] and child.ent_type_ not in ("DATE", "TIME"):
            return _after_dateline(child)
    return None


def _after_dateline(subject: Token) -> Token:
    """Return the name behind a dateline that the parser took for the subject: `OSLO -- President Ann Lee said`."""
    doc = subject.doc
    opens = subject.left_edge.i == 0 or doc[subject.left_edge.i - 1].is_space
    for at in range(subject.i + 1, min(subject.i + 6, subject.right_edge.i)):
        if opens and doc[at].text in ("--", "—", "–") and doc[at + 1].pos_ == "PROPN":
            return next((token for token in doc[at + 1 : at + 6] if token.dep_ != "compound"), subject)
    return subject


def _before_comma(verb: Token, inside: Sequence[bool]) -> tuple[Token | None, str]:
    """Return the person whose apposition ends right before what only looks passive: `which Ann Lee, its head, called`."""
    if verb.tag_ != "VBN" or verb.i == 0 or verb.doc[verb.i - 1].text != "," or any(each_child(verb, "auxpass")):
        return None, ""
    first, _ = _stretch(verb, inside)
    people = [one for one in verb.doc[first : verb.i] if one.ent_type_ == "PERSON"]
    person = people[-1] if people else None
    return (person, "stands before the verb") if person is not None else (None, "")


def _object_before(token: Token, inside: Sequence[bool]) -> Token | None:
    """Return the person whom another verb leads to speak: `led Ann Lee to warn`."""
    for child in each_child(token.head, "dobj"):
        if token.head.i < child.i < token.i and child.ent_type_ == "PERSON" and not inside[child.i]:
            return child
    for child in each_child(token, "nsubj"):
        if child.ent_type_ == "PERSON":
            return child
    return None


def _quoted_as(verb: Token) -> tuple[Token | None, str]:
    """Return who is quoted: the object, or the subject of the passive: `was quoted as saying`."""
    for child in each_child(verb, "nsubjpass", "dobj"):
        return child, "is quoted"
    return None, ""


def _is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, so that its subject is not who speaks; `the talks, called "useful" by Oslo`."""
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(child.dep_ == "aux" for child in verb.children)
    if bare and verb.head.ent_type_ == "PERSON" and verb.head.i == verb.i - 1:
        return False
    return bare and not any(child.dep_ in ("ccomp", "dobj", "prep") and child.lower_ != "by" for child in verb.children)


def _is_inner(verb: Token, head: Token) -> bool:
    """Tell whether a report was joined to the verb of what another one reports: `said it would leave and warned`."""
    if head.dep_ != "ccomp" or head.head.pos_ != "VERB" or (verb.tag_ != "VBG" and not _reports(head.head)):
        return False
    if verb.tag_ == "VBD" and verb.dep_ == "conj":
        return head.head.tag_ in ("VBD", "VBN") or any(child.tag_ == "MD" for child in head.children)
    before = verb.i - 1
    while before > head.i and verb.doc[before].pos_ == "ADV":
        before -= 1
    inner = next(each_child(head, "nsubj", "nsubjpass"), None)
    acts = inner is not None and (inner.ent_type_ == "PERSON" or inner.lower_ in ("he", "she"))
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.doc[before].text == "," and not acts


def _reports(token: Token) -> bool:
    return token.lemma_.lower() in _words("clause")


def _antecedent(noun: Token, pronoun: Token) -> Token:
    """Return what a relative pronoun means; for "who" a person: `Ann Lee, economist at the Bank, who said`."""
    if pronoun.lower_ == "that":
        return _issuer(noun)
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.ent_type_ != "PERSON":
        return noun.head
    before = noun.left_edge.i - 2
    if noun.dep_ == "appos" and before >= 0 and noun.doc[before + 1].text == "," and noun.ent_type_ != "PERSON":
        person = noun.doc[before]
        return person if person.ent_type_ == "PERSON" else noun
    if pronoun.lower_ != "who" or noun.ent_type_ not in ("ORG", "GPE", "LOC", "FAC"):
        return noun
    token = noun
    for _ in range(5):
        if token.ent_type_ == "PERSON":
            return token
        if token.dep_ not in ("pobj", "prep", "appos", "compound", "conj", "nmod"):
            break
        token = token.head
    return noun


def _person_above(noun: Token, pronoun: Token) -> Token | None:
    """Return the person whose clause holds a thing that cannot speak: `Ann Lee praised the storm that came and said`."""
    if pronoun.lower_ == "who" or noun.pos_ != "NOUN" or noun.ent_type_ or noun.lemma_.lower() in _words("issued"):
        return None
    for above in noun.ancestors:
        for child in each_child(above, "nsubj"):
            return child if child.ent_type_ == "PERSON" else None
    return None


def _issuer(noun: Token) -> Token:
    """Return who issued what speaks: `Oslo` of "Oslo issued a statement saying", else the noun itself."""
    if noun.lemma_.lower() in ("footage", "video", "audio", "recording", "clip"):
        for child in each_child(noun, "prep"):
            return next(each_child(child, "pobj"), noun)
    if noun.lemma_.lower() not in _words("issued"):
        return noun
    token = noun
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
    if noun.lemma_.lower() in _words("voiced"):
        return next(each_child(noun, "poss"), noun)
    return noun


def author_of(noun: Token) -> Token:
    """Return who gave a speech or wrote a paper, if a clause says it: `a speech Ann Lee delivered`; else the noun."""
    if noun.lemma_.lower() in _words("issued"):
        for clause in each_child(noun, "relcl"):
            for child in each_child(clause, "nsubj"):
                if child.pos_ == "PROPN":
                    return child
    return noun


def _beside(verb: Token, inside: Sequence[bool]) -> tuple[Token | None, str]:
    """Return the noun phrase that touches a verb whose subject the parser missed: `said Smith`, `Smith said`."""
    doc = verb.doc
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.i == 0:
        return None, ""
    previous = doc[verb.i - 1]
    after = verb.i + 1
    opens = inside[verb.i - 1] or previous.text in (",", "–", "—", "-") or previous.is_quote or previous.is_space
    if previous.text == "," and not (
        verb.lemma_.lower() in _words("clause") or verb.lemma_.lower() in _words("manner")
    ):
        opens = False
    if opens and after < len(doc) and not inside[after] and doc[after].ent_type_ not in ("DATE", "TIME"):
        head = phrase_head(doc[after])
        if head.pos_ in ("PROPN", "NOUN", "PRON") and doc[after].pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"):
            return head, "stands right after the verb"
    first, last = _stretch(verb, inside)
    head_before = _first_phrase([doc[at] for at in range(first, last)])
    return (head_before, "stands before the verb") if head_before is not None else (None, "")


STOPS = frozenset(".?!:;")


def _stretch(verb: Token, inside: Sequence[bool]) -> tuple[int, int]:
    """Return the tokens before a verb that can hold its subject, without a clause in commas right before it."""
    doc = verb.doc
    first = last = verb.i
    while first > 0 and not (inside[first - 1] or doc[first - 1].is_space or doc[first - 1].text in STOPS):
        first -= 1
    while last > first and (doc[last - 1].pos_ in ("ADV", "AUX", "PART")):
        last -= 1
    commas = [at for at in range(first, last) if doc[at].text in (",", "--", "—", "–")]
    if last > first and doc[last - 1].text in (",", "--", "—", "–"):
        last -= 1
        inner = [at for at in commas if at < last]
        opening = next((at for at in reversed(inner) if _opens_aside(doc[at + 1])), inner[0] if inner else None)
        last = opening if opening is not None else last
        commas = [at for at in commas if at < last]
    if commas and last - commas[-1] > 1:
        first = commas[-1] + 1
    return first, last


def _opens_aside(token: Token) -> bool:
    """Tell whether a token begins an aside: a relative clause, a participle or an apposition."""
    return token.lower_ in ("who", "whose", "which", "a", "an", "the", "another") or token.tag_ in ("VBG", "VBN")


def _first_phrase(tokens: Sequence[Token]) -> Token | None:
    """Return the head of the first noun phrase that no preposition governs, or the person named last."""
    if tokens and tokens[-1].ent_type_ == "PERSON":
        return tokens[-1]
    for token in tokens:
        if (
            token.pos_ not in ("PROPN", "NOUN", "PRON")
            or token.dep_ == "compound"
            or token.ent_type_ in ("DATE", "TIME")
        ):
            continue
        left = token.i
        while left > tokens[0].i and token.doc[left - 1].pos_ in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PART"):
            left -= 1
            if token.doc[left].pos_ == "DET" or (token.doc[left].pos_ == "NUM" and not token.doc[left].ent_type_):
                break
        if left == tokens[0].i or token.doc[left - 1].pos_ not in ("ADP", "VERB"):
            return token
    return None


def phrase_head(token: Token) -> Token:
    """Return the head noun of the phrase that a token begins."""
    while token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        token = token.head
    return token


def each_child(token: Token, *names: str) -> Iterator[Token]:
    """Yield the children of a token with one of the dependency labels."""
    for child in token.children:
        if child.dep_ in names:
            yield child
