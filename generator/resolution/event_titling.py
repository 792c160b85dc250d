"""The title of one event from its reports: which words and names `event_titles` writes.

Enters: the reports, what was made of them, and names. Leaves: a title that tells the deed in the reports and whom it
touched in their words; a town that was hit is the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.data import load_data
from generator.model import EventMention, EventParticipant, EventType, Modality
from generator.resolution.event_phrases import choose_patterns, choose_phrases
from generator.resolution.event_titles import write_title


def title_event(
    reports: Sequence[EventMention],
    kind: EventType,
    modality: Modality,
    participants: Sequence[EventParticipant],
    place: str,
    *,
    placed: bool,
    actor_of: Mapping[str, str],
    towns: AbstractSet[str],
    full_names: Mapping[str, str],
    names: Mapping[str, str],
) -> str:
    """Return the title; `towns` are ids of places, `names` are as titles write them; `placed` tells that `place` is one."""
    own = [one for one in reports if one.type == kind.name and one.modality == modality] or reports
    central = [one for one in own if one.central] or own
    by_place = kind.name in load_data("event_titles")["places"]
    phrases = {} if by_place else choose_phrases(central, actor_of)
    told = {
        one.span.text for report in central for one in report.participants if not (by_place and one.role == "target")
    }
    participants = [one for one in participants if one.actor or one.text in told]
    targets = [one.actor for one in participants if one.role == "target" and one.actor]
    hit = [actor for actor in targets if actor in towns]
    touched = [actor for actor in targets if actor in phrases and actor not in hit]
    if len(touched) == 1 and len(hit) == 1 and len(targets) == 2:  # two Russian command posts in Kherson
        participants = [one for one in participants if one.actor != hit[0]]
        place, hit = full_names[hit[0]], []
        placed = True
    elif len(targets) > len(touched):
        participants = [one for one in participants if one.actor not in touched]
    if hit or place.lower() in load_data("event_words")["hours"] or (targets and not placed):
        place = ""
    deeds = choose_patterns(kind.name, [one.trigger.text for one in central])
    return write_title(kind, modality, participants, place, {**names, **phrases}, deeds)
