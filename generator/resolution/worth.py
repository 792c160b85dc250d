"""Which groups of tellings become an event page: what somebody took part in, and some sentence is about.

Enters: groups of tellings. Leaves: those worth a page, in order. The others stay what they are, mentions in their articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.data import load_data
from generator.model import EventType
from generator.resolution.event_keys import Telling
from generator.resolution.event_words import lemmas, read_words

Group = Sequence[Telling]

UNREAL = frozenset({"planned", "demanded", "threatened", "possible", "denied"})
"""Modalities of what did not, or not yet, happen."""


def choose_groups(
    groups: Sequence[Group],
    event_types: Mapping[str, EventType],
    towns: AbstractSet[str],
    states: AbstractSet[str] = frozenset(),
) -> list[Group]:
    """Return the groups that make a page; `towns` are the ids of places, `states` those of states."""
    worth = [
        group
        for group in groups
        if is_event(group, towns)
        and not is_thin(group, event_types)
        and not is_conjecture(group)
        and not goes_on(group, states)
    ]
    return [group for group, aside in zip(worth, find_asides(worth), strict=True) if not aside]


def is_event(group: Group, towns: AbstractSet[str]) -> bool:
    """Tell whether somebody took part (a city alone holds no talks) and some sentence is about it."""
    named = _named(group)
    if all(telling.symmetric for telling in group):
        named -= towns
    return bool(named) and any(telling.central for telling in group)


def is_thin(group: Group, event_types: Mapping[str, EventType]) -> bool:
    """Tell whether all there is is one sentence, no headline, that names one side of what takes two.

    What did not happen takes two, whatever its type: "they would have been shot" is about nobody. So does an attack of
    which nothing tells whom or where it hit.
    """
    if len(_sentences(group)) > 1 or len(_named(group)) > 1 or any(telling.sentence == 0 for telling in group):
        return False
    return all(
        event_types[telling.kind].takes_two
        or _is_unreal(telling)
        or _hits_nothing(telling)
        or _speaks_to_nobody(telling)
        for telling in group
    )


def _speaks_to_nobody(telling: Telling) -> bool:
    """Tell whether something is only called for, and neither a speech is made nor a request handed in."""
    data = load_data("event_words")["addressed"]
    if telling.kind not in data["types"] or "target" in telling.sides:
        return False
    return not any(form in data["acts"] for word in read_words(telling.trigger) for form in (word, *lemmas(word)))


def _is_unreal(telling: Telling) -> bool:
    """Tell whether it did not happen and no other side is told; planned talks are news whoever else will come."""
    if telling.symmetric:
        return telling.modality in UNREAL and telling.modality != "planned"
    return telling.modality in UNREAL and len(telling.sides) < 2


def _hits_nothing(telling: Telling) -> bool:
    """Tell whether it is told neither whom nor where an attack hit: "they fight to the end"."""
    return telling.local and not telling.towns and not telling.place and "target" not in telling.sides


def goes_on(group: Group, states: AbstractSet[str]) -> bool:
    """Tell whether all that is told is that states fight: no town, no day, nobody else, no war between two, no headline."""
    named = _named(group)
    if not named <= states or (len(named) > 1 and any(telling.singular for telling in group)):
        return False
    return all(
        telling.local and not telling.firm and telling.modality == "happened" and telling.sentence for telling in group
    )


def is_conjecture(group: Group) -> bool:
    """Tell whether all there is may happen some day, with one side named: "there may be a ceasefire", says Lee."""
    one_sided = len(_named(group)) < 2 and all(len(telling.sides) < 2 for telling in group)
    return one_sided and all(telling.modality == "possible" and telling.days is None for telling in group)


def find_asides(groups: Sequence[Group]) -> list[bool]:
    """Tell of each group whether every sentence that tells it is about an event that is told more fully, of the same people.

    "Lee met Cole and promised to withdraw" is about a meeting that other sentences tell, too; "after the meeting Lee called
    Hall" brings somebody else.
    """
    fullness = [(len({telling.original for telling in group}), len(_sentences(group))) for group in groups]
    owner: dict[tuple[str, int], int] = {}
    for number, group in enumerate(groups):
        for place in _sentences(group):
            if place not in owner or fullness[number] > fullness[owner[place]]:
                owner[place] = number
    asides = []
    for number, group in enumerate(groups):
        owners = {owner[place] for place in _sentences(group)}
        known = {actor for other in owners for actor in _named(groups[other])}
        asides.append(number not in owners and (len(_named(group)) < 2 or _named(group) <= known))
    return asides


def _sentences(group: Group) -> set[tuple[str, int]]:
    return {(telling.article, telling.sentence) for telling in group}


def _named(group: Group) -> set[str]:
    return {actor for telling in group for actor in (*telling.who, *telling.towns)}
