"""Names of bodies that mean one body only together with a state or a longer name: "Foreign Ministry", "Fund"."""

from __future__ import annotations

from functools import cache

from generator.data import load_data
from generator.name_forms import GENERAL, organization_key
from generator.states import place_forms


@cache
def _general() -> frozenset[str]:
    data = load_data("institutions")
    return frozenset(organization_key(name) for name in data["general"]) | GENERAL


def is_generic(key: str) -> bool:
    """Tell whether a plain name needs a state or a longer name beside it to mean one body."""
    return key in _general() or key.endswith(" ministry")


def is_head(key: str) -> bool:
    """Tell whether a plain name is a bare head word that any body may be called by: "fund", "court"."""
    return key in GENERAL


def body_key(name: str, state: str) -> str:
    """Return the key of a body whose state is known: the state's own words are left out of its name."""
    words = name.split()
    if state:
        for size in (3, 2, 1):
            head = " ".join(words[:size]).removesuffix("'s").removesuffix("’s")
            place = place_forms().get(head)
            if len(words) > size and place is not None and place.name == state:
                words = words[size:]
                break
        for size in (3, 2, 1):
            place = place_forms().get(" ".join(words[-size:]))
            if len(words) > size + 1 and words[-size - 1] in ("of", "the", "for") and place and place.name == state:
                words = words[: -size - 1]
                break
        while words and words[-1] in ("of", "the", "for"):
            words.pop()
    return organization_key(" ".join(words))


@cache
def team_sports() -> frozenset[str]:
    """Return the sports whose teams bear the names of towns and states."""
    return frozenset(load_data("sports")["team"])
