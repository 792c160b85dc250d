"""Titles and ids of events: "Trump and Putin speak by phone", `2025-05-19-phone-call-putin-trump`.

Enters: an event's type, modality, participants and place. Leaves: words a person would write, by the patterns of
data/event_titles.yml, and a readable id that is stable while date, type and participants are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.data import load_data
from generator.model import Actor, EventParticipant, EventType, Modality
from generator.name_forms import family_first
from generator.resolution.event_phrases import begin_small, is_several, is_telling

VERB = re.compile(r"\[([^\]]+)\]")
FIELD = re.compile(r"\{(\w+)\}")
NAMED = 3
"""Participants named in a title; the others are counted."""


def shorten_names(actors: Sequence[Actor]) -> dict[str, str]:
    """Return the name of each actor as a title writes it: last names where nobody else bears them, US for United States."""
    data = load_data("event_titles")
    last = Counter(final_name(actor.name) for actor in actors if actor.kind == "person")
    names = {}
    for actor in actors:
        name = data["short"].get(actor.name, actor.name)
        if actor.kind == "person" and last[final_name(actor.name)] == 1:
            name = final_name(actor.name)
        names[actor.id] = name
    return names


def final_name(name: str) -> str:
    """Return the family name, with a particle that belongs to it: von der Leyen, Xi; a name by office stays whole."""
    words = name.split()
    if "of" in words:
        return name
    if family_first(name):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    if words[start].rstrip(".").lower() in ("jr", "sr", "ii", "iii") and start > 0:
        start -= 1
    return " ".join(words[start:]).rstrip(",") if start > 0 or len(words) == 1 else name


def write_title(
    kind: EventType,
    modality: Modality,
    participants: Sequence[EventParticipant],
    place: str,
    names: Mapping[str, str],
    deeds: Sequence[str] = (),
) -> str:
    """Return the title by the first pattern whose names are all known; `deeds` are patterns that come before the type's."""
    values = _values(participants, place, names)
    values["label"] = [kind.label]
    patterns = load_data("event_titles")["patterns"]
    candidates = [
        *deeds,
        *([kind.title] if kind.title else []),
        *patterns.get(kind.name, ()),
        *patterns["other"],
        kind.label,
    ]
    pattern = next(one for one in candidates if all(values.get(field) for field in FIELD.findall(one)))
    text = _put_verb(pattern, modality, values)
    text = FIELD.sub(lambda match: _enumerate(values[match[1]], capital=match.start() == 0), text)
    return text[:1].upper() + text[1:]


def _values(participants: Sequence[EventParticipant], place: str, names: Mapping[str, str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {"place": [place] if place else []}
    for participant in participants:
        if participant.actor:
            name = names.get(participant.actor, participant.text)
            known = values.setdefault(participant.role, [])
            if name not in known:
                known.append(name)
    for participant in participants:
        named = participant.role in values and (participant.role != "party" or len(values["party"]) > 1)
        if not participant.actor and not named and is_telling(participant.text, participant.role):
            values.setdefault(participant.role, []).append(begin_small(participant.text))
    if len(values.get("party", ())) > 1:
        values["pair"] = values.pop("party")
    return values


def _put_verb(pattern: str, modality: Modality, values: Mapping[str, Sequence[str]]) -> str:
    """Choose the verb's number by its subject, and its mood by the modality."""
    data = load_data("event_titles")
    match = VERB.search(pattern)
    subject = FIELD.match(pattern)
    named = values.get(subject[1], ()) if subject else ()
    several = (
        len(named) > 1
        or any(is_several(name) for name in named)
        or (" and {" in pattern[: match.start() if match else 0])
    )
    if match is None:
        mark = data["marks"].get(modality)
        return f"{mark}: {pattern}" if mark else pattern
    mood = data["moods"].get(modality)
    forms = match[1].split("|")
    form = forms[several]
    if mood:
        form = VERB.sub(lambda found: found[1].split("|")[several], mood).format(verb=forms[-1])
    text = pattern[: match.start()] + form + pattern[match.end() :]
    return text + data["denied"] if modality == "denied" else text


def _enumerate(names: Sequence[str], *, capital: bool) -> str:
    """Return "Trump and Putin", "the US, the UK and 4 others"."""
    shown = [_with_article(name) for name in names]
    if len(shown) > NAMED + 1:
        shown = [*shown[:NAMED], f"{len(shown) - NAMED} others"]
    text = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return text[0].upper() + text[1:] if capital else text


def _with_article(name: str) -> str:
    return f"the {name}" if name in load_data("event_titles")["article"] else name


def slug(text: str) -> str:
    """Return ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def name_event(date: str | None, kind: str, who: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the id before collisions are settled: day, type and up to three participants in order of the alphabet."""
    day = (date or "").removeprefix("../").partition("/")[0].strip(".")
    people = sorted(slug(names.get(actor, actor)) or actor for actor in who)[:NAMED]
    return "-".join(part for part in (day, slug(kind), *people) if part)
