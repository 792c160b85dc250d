"""Definite descriptions of actors: "the mayor", "the Russian president", "the ministry"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.salience import PERSONAL, first_names
from generator.annotation.titles import OFFICE_OF, has_office
from generator.data import load_data
from generator.model import Annotations
from generator.states import state_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Described:
    """What the article itself says of its actors: by head noun, the actors and the words of each description."""

    by_noun: dict[str, list[tuple[int, str, frozenset[str]]]]
    names: dict[str, str]


def describe_entities(doc: Doc, found: Annotations) -> Described:
    """Collect titles, appositions and the nouns inside organisations' names, with the token where each is printed."""
    by_noun: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
    entities = {entity.id: entity for entity in found.entities}

    def add(noun: str, at: int, entity: str, words: list[str]) -> None:
        by_noun.setdefault(noun, []).append((at, entity, frozenset(word.casefold() for word in words)))

    for mention in found.mentions:
        if mention.form != "name":
            continue
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is None:
            continue
        root, entity = span.root, entities[mention.entity]
        if entity.kind == "person":
            for noun, words in _appositions(root, span.start, span.end):
                add(noun, root.i, entity.id, words)
        elif entity.kind == "organization":
            words = re.findall(r"\w+", entity.name)
            add(words[-1].casefold() if words else "", root.i, entity.id, words)
            for word in words[:-1]:
                if word.casefold() in ORGANS:
                    add(word.casefold(), root.i, entity.id, words)
    for entity in found.entities:
        for role in entity.roles:
            words = re.findall(r"[^\W\d_]+", role.span.text)
            if words and entity.kind == "person":
                at = doc.char_span(role.span.start, role.span.end, alignment_mode="expand")
                add(_noun(words), at.start if at is not None else 0, entity.id, words)
    for entries in by_noun.values():
        entries.sort()
    return Described(by_noun, {entity.id: entity.name for entity in found.entities})


ORGANS = frozenset(
    "ministry bank fund union commission agency department committee council party court university army office bureau "
    "institute association federation campaign company group network newspaper foundation service board authority "
    "parliament senate house administration force corps police embassy league alliance organization organisation".split()
)


SHORT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "pres": "president",
    "lt": "lieutenant",
}


def _noun(words: list[str]) -> str:
    """Return the head of a title: `president` of "Russian President", `secretary` of "Secretary of State"."""
    lowered = [SHORT.get(word.casefold(), word.casefold()) for word in words]
    for stop in ("of", "for", "to"):
        if stop in lowered[1:]:
            return lowered[lowered.index(stop) - 1]
    return lowered[-1]


def _appositions(root: Token, start: int, end: int) -> list[tuple[str, list[str]]]:
    """Return head and words of what stands in apposition to a name: before it, behind it, or as its title."""
    found = []
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            found.append(
                (child.lemma_.casefold(), [token.text for token in child.subtree if token.i >= child.left_edge.i][:12])
            )
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        found.append((root.head.lemma_.casefold(), [token.text for token in root.head.subtree if token.i < start][:12]))
    if root.dep_ in ("nsubj",) and root.head.lemma_ == "be":
        for child in root.head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN":
                found.append((child.lemma_.casefold(), [token.text for token in child.subtree][:12]))
    before = start - 1
    words: list[str] = []
    while (
        before >= 0
        and root.doc[before].pos_ in ("NOUN", "PROPN", "ADJ")
        and root.doc[before].dep_ in ("compound", "amod", "nmod")
    ):
        words.insert(0, root.doc[before].text)
        before -= 1
    if words and not OFFICE_OF.search(root.doc[max(0, before - 9) : before + 1].text + " "):
        found.append((words[-1].casefold(), words))
    return found


RANKS = frozenset(("vice", "deputy", "assistant", "acting", "under"))
"""Words that make another office of an office."""


def match_description(token: Token, described: Described) -> tuple[str, int, int, str] | None:
    """Return entity, token bounds and reason for a definite noun phrase that one actor's description fits."""
    entries = described.by_noun.get(token.lemma_.casefold()) or described.by_noun.get(token.lower_)
    if not entries or token.tag_ not in ("NN", "NNP"):
        return None
    start = definite_start(token)
    if start is None or (token.lemma_.casefold() in OFFICES and _is_in_body(token)):
        return None
    doc = token.doc
    wanted = {doc[i].lower_ for i in range(start + 1, token.i) if doc[i].pos_ in ("ADJ", "PROPN", "NOUN")}
    of = [
        grand
        for child in token.children
        if child.dep_ == "prep"
        for grand in child.subtree
        if grand.pos_ in ("PROPN", "NOUN")
    ]
    wanted |= {grand.lower_ for grand in of}
    fitting = [
        entry
        for entry in entries
        if wanted <= entry[2] and not (RANKS & entry[2]) - wanted and not (RANKS & wanted) - entry[2]
    ]
    if not fitting:
        return None
    before = [entry for entry in fitting if entry[0] < token.i]
    entity = before[-1][1] if before else fitting[0][1]
    others = {one for _, one, _ in fitting}
    if not before and (len(others) > 1 or _is_far(token, fitting[0][0])):
        return None
    end = max([token.i, *(grand.i for grand in of)]) + 1
    words = doc[start:end].text
    return entity, start, end, f"the article calls {described.names[entity]} so: {words!r}"


def _is_in_body(token: Token) -> bool:
    """Tell whether an office is part of a body's name: "the President's Office", "the Office of the President"."""
    doc = token.doc
    owner = token.i + 2 < len(doc) and doc[token.i + 1].tag_ == "POS" and doc[token.i + 2].text.istitle()
    return owner or OFFICE_OF.search(doc[max(0, token.i - 4) : token.i].text + " ") is not None


def _is_far(token: Token, later: int) -> bool:
    """Tell whether what explains an office without a state stands sentences after it: "the president" is then known."""
    sentences = sum(1 for one in token.doc[token.i : later] if one.is_sent_start)
    return token.lemma_.casefold() in OFFICES and sentences > 1


def definite_start(token: Token) -> int | None:
    """Return where a definite phrase that stands for somebody begins; None for appositions and other phrases."""
    doc = token.doc
    start = token.left_edge.i
    while start < token.i and doc[start].pos_ in ("PUNCT", "SPACE", "CCONJ"):
        start += 1
    if doc[start].lower_ != "the" or token.dep_ in ("compound", "appos", "attr"):
        return None
    if any(child.dep_ in ("appos", "relcl", "conj") for child in token.children):
        return None
    return None if any(doc[i].ent_type_ == "PERSON" for i in range(start, token.i)) else start


def plain_start(token: Token) -> int | None:
    """Return where a definite phrase begins whose only other words are adjectives and states: "the Russian leader"."""
    start = definite_start(token)
    if start is None or token.tag_ not in ("NN", "NNP") or token.right_edge.i > token.i:
        return None
    plain = all(token.doc[i].pos_ == "ADJ" or token.doc[i].text in state_forms() for i in range(start + 1, token.i))
    return start if plain and token.doc[start + 1].lower_ not in ("new", "other", "same") else None


def noun_fits(noun: Token, pronoun: str) -> bool:
    """Tell whether a pronoun can mean an unnamed speaker by its noun: they many, it what is no person, he and she one."""
    many = noun.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in noun.children)
    if noun.pos_ == "PROPN" and any(child.dep_ == "conj" for child in noun.children):
        return pronoun == "they"
    if noun.pos_ == "PROPN" and noun.lower_ in first_names():
        return pronoun in PERSONAL and PERSONAL[pronoun] == first_names()[noun.lower_]
    lemma = noun.lemma_.casefold()
    female = lemma in _people_words("women")
    male = lemma in _people_words("men")
    person = lemma in person_nouns() or lemma in _people_words("persons") or female or male
    if pronoun == "they":
        return many and (person or lemma in _people_words("groups"))
    if pronoun == "it":
        return not many and not person and noun.ent_type_ not in ("DATE", "TIME")
    if many or not person:
        return False
    return not male if pronoun in ("she", "her", "hers", "herself") else not female


def is_man_or_woman(noun: Token) -> bool:
    """Tell whether a phrase is somebody whose noun says the sex: `the woman`, but not whoever is `his wife`."""
    if noun.tag_ != "NN" or not any(child.dep_ == "det" for child in noun.children):
        return False
    return noun.lemma_.casefold() in _people_words("women") | _people_words("men")


@cache
def _people_words(group: str) -> frozenset[str]:
    return frozenset(load_data("reporting_verbs")[group].split())


@cache
def person_nouns() -> frozenset[str]:
    """Return nouns that name what a person is: offices and callings."""
    data = load_data("titles")
    return frozenset([*data["office"], *load_data("reporting_verbs")["people"].split()])


PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ent|ee|ess|boy|girl)$")


def may_be_person(token: Token) -> bool:
    """Tell whether a noun can describe a person: not "the ferry" for a ship that bears a person's name."""
    noun = token.lemma_.casefold()
    return noun in person_nouns() or PERSON_ENDING.search(noun) is not None or has_office(noun)


def conflicts(token: Token, entity: str, described: Described) -> bool:
    """Tell whether the article gives an actor an office or a state that a description does not have."""
    words = {child.text.casefold() for child in token.lefts}
    states = words & _state_words()
    for noun, entries in described.by_noun.items():
        for _, one, about in entries:
            if one != entity or noun not in person_nouns():
                continue
            if noun == token.lemma_.casefold() and (RANKS & about) - words:
                return True
            if noun != token.lemma_.casefold() and token.lemma_.casefold() in OFFICES and noun in OFFICES:
                return True
            if states and about & _state_words() and not about & states:
                return True
    return False


OFFICES = frozenset(
    "president minister premier chancellor king queen governor mayor senator secretary ambassador".split()
)


@cache
def _state_words() -> frozenset[str]:
    return frozenset(form.casefold() for form in state_forms())
