"""Who is in mind at a point of the text: mentions with their grammatical weight, fading by sentence.

A simple form of the salience model of Lappin and Leass (1994): each mention adds a weight for its role, each sentence
between it and the pronoun takes a share away, and an actor's weights add up.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from generator.data import load_data
from generator.model import ActorKind, Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Gender = Literal["female", "male"]
WEIGHTS = {"speaker": 6.0, "subject": 4.0, "object": 2.0, "other": 1.5, "possessive": 1.2, "told": 1.0}
FADING = 0.55
LONGEST = 12
"""Sentences after which an actor is no longer in mind."""


@dataclass(frozen=True, slots=True)
class Place:
    """One mention as salience sees it: entity, first token, sentence, clause and role."""

    entity: str
    token: int
    sentence: int
    role: str


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
    if entity.gender or entity.kind != "person":
        return entity.gender
    words = entity.name.replace("-", " ").split()
    return first_names().get(words[0].casefold()) if len(words) > 1 else None


class Memory:
    """The mentions seen so far and the weight of each actor at a sentence."""

    def __init__(self) -> None:
        """Begin with nothing in mind."""
        self.places: list[Place] = []

    def add(self, place: Place) -> None:
        """Remember a mention; mentions come in text order."""
        self.places.append(place)

    def weights(self, sentence: int, token: int) -> dict[str, float]:
        """Return the weight of every actor mentioned before `token` in the last `LONGEST` sentences."""
        found: dict[str, float] = {}
        for place in reversed(self.places):
            distance = sentence - place.sentence
            if distance > LONGEST:
                break
            if place.token < token:
                found[place.entity] = found.get(place.entity, 0.0) + WEIGHTS[place.role] * FADING**distance
        return found


def role_of(token: Token) -> str:
    """Return the grammatical role of a mention's head, as far as salience tells roles apart."""
    while token.dep_ in ("compound", "appos", "flat", "nmod") and token.head is not token:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return "told" if token.head.dep_ in ("ccomp", "acl") and token.head.dep_ != "ROOT" else "subject"
    if token.dep_ == "poss":
        return "possessive"
    if token.dep_ in ("dobj", "dative", "iobj"):
        return "object"
    return "other"


def sentence_numbers(doc: Doc) -> list[int]:
    """Return for every token the number of its sentence."""
    starts = [token.i for token in doc if token.is_sent_start]
    return [bisect_right(starts, token.i) for token in doc]


def fits(kind: ActorKind, gender: Gender | None, pronoun: str) -> bool:
    """Tell whether a pronoun can mean an actor of this kind and sex."""
    if pronoun in ("he", "him", "his", "himself"):
        return kind == "person" and gender != "female"
    if pronoun in ("she", "her", "hers", "herself"):
        return kind == "person" and gender != "male"
    return kind in ("organization", "state")
