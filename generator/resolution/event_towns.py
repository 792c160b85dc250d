"""Which town a telling of a strike, a seizure or a withdrawal is about, and whether it is the war that is told.

Enters: event mentions and the places named in their sentence. Leaves: the ids of its towns. A town that the parse gives
the event comes first; else the nearest that the sentence names and no other event of it happened in. A region is one
only where the event is said to have happened there, and never beside a town.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.data import load_data
from generator.model import Annotations, Article, EventMention, Mention, Span
from generator.place_words import is_called_town, is_called_wide, is_site
from generator.states import capitals, place_forms

if TYPE_CHECKING:
    from generator.resolution.actors import ActorResolution

DATELINE = re.compile(r"(?:,\s[\w. ]{2,24})?\s*(?:\([^)]{2,30}\)\s*)?[—–-]+\s")
"""What follows the town at the start of a report: "WESTPORT, Norland (Agency) - "."""

ELSEWHERE = re.compile(
    r"\b(?:from|towards?|than|(?:miles|kilomet(?:er|re)s|km|north|south|east|west|\w+-(?:north|south|east|west))\s(?:of|from))\s$"
)
"""What stands before a town in which nothing is told to have happened: "fired from Westport", "ten miles from Westport"."""

SCENE = re.compile(
    r"\b(?:in|near|at|on|of|outside|inside|around|across)\s(?:the\s)?(?:\w+ern\s|central\s|downtown\s)?$"
)
"""What stands before a capital or a region in which something happened."""

FROM = re.compile(r"\bfrom\s(?:the\s)?(?:[\w-]+\s){0,4}(?:of\s)?$")
"""What stands before a town that is left: "retreated from the strategic city of"."""

SITED = re.compile(r",?\s(?:in|of|near)\s(?:the\s)?(?:[\w-]+\s){0,2}(?:(?:city|town|village)\sof\s)?")
"""What stands between a site and its town: "Freedom Square in central Westport"."""

LEFT = "withdrawal"
"""The type that tells of a town by where somebody went from."""

WATERS = (" Sea", " Ocean", " River", " Gulf", " Strait")
"""Endings of names of waters, from which is fired and in which no town lies."""

BEFORE = 30
"""Characters before a place that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place named in a sentence: its words, the actor, and whether it is wider than a town."""

    span: Span
    actor: str
    wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Ids of the towns of a telling; `wide` tells that they are regions."""

    ids: frozenset[str] = frozenset()
    wide: bool = False


def find_sites(
    articles: Sequence[Article], annotations: Sequence[Annotations], actors: ActorResolution
) -> dict[str, str]:
    """Return for each square, plant or other site the town that some article prints after it, the one printed most."""
    names = {actor.id: actor.name for actor in actors.actors if actor.kind in ("place", "organization")}
    towns = {actor.id for actor in actors.actors if actor.kind == "place"}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for article, found in zip(articles, annotations, strict=True):
        for left, right in pairwise(actors.mentions.get(article.id, found.mentions)):
            site, town = actors.actor_of.get(left.entity, ""), actors.actor_of.get(right.entity, "")
            if site in names and town in towns and site != town and is_site(names[site]):
                votes[site][town] += SITED.fullmatch(article.text, left.span.end, right.span.start) is not None
    return {site: counts.most_common(1)[0][0] for site, counts in votes.items() if counts.total()}


def find_spots(
    article: Article, found: Annotations, actors: ActorResolution, sites: Mapping[str, str], names: Mapping[str, str]
) -> dict[int, list[Spot]]:
    """Return the places named in each sentence, without the town of a dateline; `sites` stand for their towns.

    `names` are the names of all places of the folder, by actor id.
    """
    regions = _regions(article, found, actors, names)
    spots: dict[int, list[Spot]] = defaultdict(list)
    for sentence, mention in actors.mentions_by_sentence(found):
        actor = actors.actor_of.get(mention.entity, "")
        actor = sites.get(actor, actor)
        if actor not in names or _is_dateline(article.text, mention, sentence.start):
            continue
        spots[sentence.number].append(
            Spot(
                span=mention.span,
                actor=actor,
                wide=actor in regions or _is_wide(article.text, mention.span, names[actor]),
            )
        )
    for event in found.events:
        for span, entity in _places_of(event):
            actor = actors.actor_of.get(entity or "", "")
            actor = sites.get(actor, actor)
            if actor in names and not any(_overlap(spot.span, span) for spot in spots[event.sentence]):
                wide = actor in regions or _is_wide(article.text, span, names[actor])
                spots[event.sentence].append(Spot(span=span, actor=actor, wide=wide))
    return spots


def _regions(article: Article, found: Annotations, actors: ActorResolution, names: Mapping[str, str]) -> set[str]:
    """Return the places that an article calls a region and nowhere a town: its "Weston" is "the Weston region"."""
    wide: set[str] = set()
    towns: set[str] = set()
    for mention in actors.mentions.get(article.id, found.mentions):
        actor = actors.actor_of.get(mention.entity, "")
        if actor in names:
            if is_called_town(article.text, mention.span.start):
                towns.add(actor)
            elif is_called_wide(article.text, mention.span.start, mention.span.end):
                wide.add(actor)
    return wide - towns


def _places_of(event: EventMention) -> Iterator[tuple[Span, str | None]]:
    yield from ((one.span, one.entity) for one in event.participants)
    if event.place is not None:
        yield event.place, event.place_entity


def _is_dateline(text: str, mention: Mention, start: int) -> bool:
    return mention.span.start == start and DATELINE.match(text, mention.span.end) is not None


def _is_wide(text: str, span: Span, name: str) -> bool:
    known = place_forms().get(name)
    return (known is not None and known.kind == "place") or is_called_wide(text, span.start, span.end)


def find_towns(
    mention: EventMention,
    spots: Sequence[Spot],
    beside: Iterable[EventMention],
    kinds: frozenset[str],
    text: str,
) -> Towns:
    """Return the towns of a mention; `beside` are the events of its sentence, `kinds` the types that may be the same."""
    own = _own(mention, spots)
    if towns := frozenset(spot.actor for spot in own if not spot.wide):
        return Towns(ids=towns)
    claimed = {spot.actor for other in beside if other.type not in kinds for spot in _own(other, spots)}
    left = mention.type == LEFT
    free = [spot for spot in spots if spot.actor not in claimed and _is_scene(spot, text, left=left)]
    if near := [spot for spot in free if not spot.wide]:
        best = min(near, key=lambda spot: (left and not _is_left(spot, text), _distance(spot.span, mention.trigger)))
        return Towns(ids=frozenset({best.actor}))
    regions = own or [spot for spot in free if SCENE.search(_before(spot, text))]
    return Towns(ids=frozenset(spot.actor for spot in regions), wide=True)


def _is_scene(spot: Spot, text: str, *, left: bool) -> bool:
    """Tell whether something can have happened in a place named; a capital is often its government.

    What is `left` stands after "from".
    """
    before = _before(spot, text)
    if left and _is_left(spot, text):
        return True
    if spot.span.text in capitals() and not SCENE.search(before):
        return False
    return not ELSEWHERE.search(before) and not spot.span.text.endswith(WATERS)


def _is_left(spot: Spot, text: str) -> bool:
    return FROM.search(_before(spot, text)) is not None


def _before(spot: Spot, text: str) -> str:
    return text[max(0, spot.span.start - BEFORE) : spot.span.start]


def _own(mention: EventMention, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots that the parse gives an event: its place, and whom it touched."""
    spans = [one.span for one in mention.participants if one.role != "source" or mention.type == LEFT]
    if mention.place is not None:
        spans.append(mention.place)
    return [spot for spot in spots if any(_overlap(spot.span, span) for span in spans)]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def place_actor(mention: EventMention, spots: Sequence[Spot], actor_of: Mapping[str, str]) -> str | None:
    """Return the actor of an event's place, also where only the folder knows the name."""
    if mention.place is None:
        return None
    known = actor_of.get(mention.place_entity or "")
    return known or next((spot.actor for spot in spots if _overlap(spot.span, mention.place)), None)


def names_weapon(text: str, trigger: int) -> bool:
    """Tell whether the word before a trigger names a weapon or way: "missile attack", "a cyber-attack"."""
    words = load_data("event_words")["weapons"]
    before = re.findall(r"[a-z]+", text[max(0, trigger - BEFORE) : trigger].lower())
    return bool(before) and before[-1] in words
