"""What printed forms mean without any context: states and regions, organisations that news does not introduce.

Enters: nothing but our tables. Leaves: forms with name, kind and form, as an index for one pass over a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.data import load_data
from generator.model import ActorKind, MentionForm
from generator.phrases import PhraseIndex, index_phrases
from generator.states import capitals, place_forms

DOUBTFUL_CAPITALS = frozenset(
    "Victoria Santiago Kingston Georgetown Sofia Wellington Nassau Bern Lima Praia Apia Male Roseau Yaren Juba Luxembourg "
    "Monaco Djibouti Singapore".split()
) | {"San José", "Saint John's", "Saint George's", "Panama City", "Mexico City", "Kuwait City", "Guatemala City"}
"""Capitals whose name is also a person's, or a state's own: only the pipeline finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownForm:
    """The name that a printed form stands for; `state` is the state that a body belongs to, if our tables say so."""

    name: str
    kind: ActorKind
    form: MentionForm
    state: str = ""


@cache
def known_forms() -> Mapping[str, KnownForm]:
    """Map printed forms to what they mean; articles before a name are left off."""
    forms: dict[str, KnownForm] = {}
    for capital in capitals():
        if capital not in DOUBTFUL_CAPITALS:
            forms[capital.removeprefix("The ")] = KnownForm(name=capital, kind="place", form="name")
    for word, place in place_forms().items():
        forms[word] = KnownForm(name=place.name, kind=place.kind, form=place.form)
    for name, others in load_data("organizations").items():
        for word in (name, *others):
            forms[word.removeprefix("The ")] = KnownForm(name=name, kind="organization", form="name")
    return forms


@cache
def known_index() -> PhraseIndex:
    """Return the known forms as an index for `find_phrases`."""
    return index_phrases(known_forms())


@cache
def ending_kinds() -> Mapping[str, ActorKind]:
    """Map words that end a name to the kind they decide."""
    data = load_data("institutions")
    kinds: dict[str, ActorKind] = dict.fromkeys(data["place_ends"].split(), "place")
    kinds.update(dict.fromkeys(data["organization_ends"].split(), "organization"))
    return kinds


@cache
def institution_words(group: str) -> frozenset[str]:
    """Return the words of a list in data/institutions.yml, by its name there; `KeyError` for a name that is not there."""
    return frozenset(load_data("institutions")[group].split())


@cache
def sports() -> frozenset[str]:
    """Return the sports whose teams bear the names of towns and states."""
    return frozenset(load_data("sports")["team"])


@cache
def common_words() -> frozenset[str]:
    """Return common English words in small letters."""
    return frozenset(load_data("common_words")["words"].split())
