"""Who is in mind at a point of the text: mentions with their grammatical weight, fading by sentence.

A simple form of the salience model of Lappin and Leass (1994): each mention adds a weight for its role, each sentence
between it and the pronoun takes a share away, and an actor's weights add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from generator.data import load_data
from generator.model import ActorKind, Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Gender = Literal["female", "male"]
PERSONAL: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
WEIGHTS = {"speaker": 6.0, "subject": 4.0, "object": 2.0, "other": 1.5, "possessive": 1.2, "told": 1.0}
INTRODUCED = 3.0
"""Added where somebody is named for the first time with what he or she is."""
FADING = 0.5
ELSEWHERE = 0.5
"""Share of its weight that a mention keeps in another paragraph."""
REPEATED = 0.1
"""Share that further mentions add to an actor's strongest one: who is named often is not meant each time."""
LONGEST = 12
"""Sentences after which an actor is no longer in mind."""


@dataclass(frozen=True, slots=True)
class Place:
    """One mention as salience sees it: entity, first token, sentence and role; `new` if it introduces somebody."""

    entity: str
    token: int
    sentence: int
    role: str
    new: bool = False


@cache
def first_names() -> dict[str, Gender]:
    """Map first names given to one sex to it."""
    data = load_data("first_names")
    return {
        **dict.fromkeys(data["male"].split(), "male"),
        **dict.fromkeys(data["female"].split(), "female"),
    }


def gender_by_name(entity: Entity) -> Gender | None:
    """Return what the article or the first name tells of an actor's sex."""
    if entity.gender:
        return entity.gender
    words = entity.name.replace("-", " ").split()
    return first_names().get(words[0].casefold()) if len(words) > 1 else None


def humanity(entity: Entity, *, speaks: bool) -> float:
    """Return how surely an actor is a person, 0 to 1: names that the pipeline took for a person once may be a town's."""
    words = entity.name.split()
    if entity.kind == "person" and (len(words) > 1 or entity.roles or entity.gender or speaks):
        return 1.0
    if entity.kind in ("organization", "place") and 1 < len(words) < 4 and words[0].casefold() in first_names():
        return 0.8
    return 0.3 if entity.kind == "person" else 0.0


class Memory:
    """The mentions seen so far and the weight of each actor at a sentence."""

    def __init__(self, paragraphs: Sequence[int]) -> None:
        """Begin with nothing in mind; `paragraphs` numbers the paragraph of every token."""
        self.paragraphs = paragraphs
        self.places: list[Place] = []
        self.seen: set[str] = set()

    def add(self, place: Place) -> None:
        """Remember a mention; mentions come in text order."""
        self.places.append(place)
        self.seen.add(place.entity)

    def knows(self, entity: str) -> bool:
        """Tell whether an actor was mentioned before."""
        return entity in self.seen

    def weights(self, sentence: int, token: int) -> dict[str, float]:
        """Return the weight of every actor mentioned before `token` in the last `LONGEST` sentences."""
        best: dict[str, float] = {}
        total: dict[str, float] = {}
        for place in reversed(self.places):
            distance = sentence - place.sentence
            if distance > LONGEST:
                break
            if place.token < token:
                weight = (WEIGHTS[place.role] + INTRODUCED * place.new) * FADING**distance
                if self.paragraphs[place.token] != self.paragraphs[token]:
                    weight *= ELSEWHERE
                best[place.entity] = max(best.get(place.entity, 0.0), weight)
                total[place.entity] = total.get(place.entity, 0.0) + weight
        return {entity: best[entity] + REPEATED * (total[entity] - best[entity]) for entity in best}

    def acted(self, entity: str, sentence: int, *, spoke: bool) -> bool:
        """Tell whether an actor spoke, or at least acted, in this sentence or one of the two before it."""
        roles = ("speaker",) if spoke else ("speaker", "subject")
        return any(
            place.entity == entity and place.role in roles and sentence - place.sentence <= 2
            for place in self.places[-12:]
        )

    def topic(self, sentence: int, human: Mapping[str, float]) -> str | None:
        """Return the one person whom the last sentence with people tells of as who acts, if there is one."""
        recent = [place for place in self.places if human.get(place.entity, 0) > 0.5 and sentence - place.sentence <= 4]
        if not recent:
            return None
        last = max(place.sentence for place in recent)
        people = {place.entity for place in recent if place.sentence == last}
        acting = any(place.role in ("subject", "speaker", "possessive") for place in recent if place.sentence == last)
        return people.pop() if len(people) == 1 and acting else None


def role_of(token: Token) -> str:
    """Return the grammatical role of a mention's head, as far as salience tells roles apart."""
    while token.dep_ in ("appos", "flat") and token.head is not token:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return "subject"
    for child in token.children:
        if child.dep_ == "relcl" and any(one.lower_ == "who" and one.dep_ == "nsubj" for one in child.children):
            return "subject"
    if token.dep_ in ("poss", "compound", "nmod"):
        return "possessive"
    if token.dep_ in ("dobj", "dative", "iobj"):
        return "object"
    return "other"


def learn_genders(
    doc: Doc,
    heads: Mapping[int, str],
    genders: dict[str, Gender | None],
    human: Mapping[str, float],
    inside: Sequence[bool],
) -> None:
    """Set the sex of people whom the article calls he or she where nobody else can be meant, two times or more."""
    votes: dict[str, Counter[str]] = {}
    for sentence in doc.sents:
        named: set[str] = set()
        for token in sentence:
            if token.i in heads and human[heads[token.i]] > 0.5:
                named.add(heads[token.i])
            elif len(named) == 1 and not inside[token.i] and token.lower_ in PERSONAL:
                votes.setdefault(next(iter(named)), Counter())[PERSONAL[token.lower_]] += 1
    for entity, counted in votes.items():
        word, number = counted.most_common(1)[0]
        if genders[entity] is None and number > 1 and number >= 0.8 * counted.total():
            genders[entity] = "male" if word == "male" else "female"


def sentence_numbers(doc: Doc, inside: Sequence[bool]) -> list[int]:
    """Return for every token the number of its sentence; a quotation of several sentences counts as one."""
    numbers: list[int] = []
    number = 0
    quoted, last = True, False
    for token in doc:
        if token.is_sent_start and numbers:
            number += not (quoted and last)
            quoted, last = True, quoted
        quoted = quoted and (inside[token.i] or not token.is_alpha)
        numbers.append(number)
    return numbers


def fits(kind: ActorKind, gender: Gender | None, human: float, pronoun: str) -> bool:
    """Tell whether a pronoun can mean an actor of this kind and sex."""
    if pronoun in PERSONAL:
        return human > 0.5 and gender in (None, PERSONAL[pronoun])
    return kind == "organization" and human == 0
