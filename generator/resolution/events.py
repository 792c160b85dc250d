"""Event mentions of all articles to events: merged, dated, titled, ranked, corrected.

Enters: articles in order of date, their annotations, actors. Leaves: `Event`s and a `Link` for every merge. What is
compared stands in `event_keys`, which tellings are one event in `event_merging`, judgements of people in
`event_corrections`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.data import load_data
from generator.model import (
    Annotations,
    Article,
    CopyGroup,
    Event,
    EventMention,
    EventParticipant,
    EventType,
    Link,
    Modality,
)
from generator.resolution.circles import circles_of, homes_of
from generator.resolution.clusters import cluster_articles
from generator.resolution.disagreements import find_disagreements
from generator.resolution.event_corrections import amend_events, find_targets, join_judged, keep_apart
from generator.resolution.event_days import choose_date, choose_modality
from generator.resolution.event_evidence import compare_reports
from generator.resolution.event_keys import MANY, Telling, make_tellings
from generator.resolution.event_merging import merge_tellings
from generator.resolution.event_titles import name_event, shorten_names, slug
from generator.resolution.event_titling import title_event
from generator.resolution.event_vetoes import FALL
from generator.resolution.outlet_offices import name_outlet_offices
from generator.resolution.ranking import rank_event
from generator.resolution.worth import choose_groups

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report
    from generator.resolution.actors import ActorResolution

PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventResolution:
    """Events, and which local event mention belongs to which (`event_of`: local id to event id)."""

    events: tuple[Event, ...] = ()
    event_of: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """What assembling an event needs of the whole folder."""

    mentions: Mapping[str, EventMention]
    articles: Mapping[str, Article]
    actors: ActorResolution
    event_types: Mapping[str, EventType]
    originals: Mapping[str, str]
    names: Mapping[str, str]
    full_names: Mapping[str, str]
    circles: Mapping[str, frozenset[str]]
    towns: frozenset[str]
    states: frozenset[str]
    people: frozenset[str]
    homes: Mapping[str, str]


def resolve_events(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    actors: ActorResolution,
    event_types: Mapping[str, EventType],
    copies: Sequence[CopyGroup],
    corrections: Corrections,
    *,
    report: Report,
) -> EventResolution:
    """Unite event mentions into events; deterministic in any order of the articles."""
    pairs = sorted(
        zip(articles, annotations, strict=True), key=lambda pair: (pair[0].published or "9999", pair[0].path)
    )
    articles, annotations = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    actors = name_outlet_offices(articles, annotations, actors)
    folder = _Folder(
        mentions={mention.id: mention for found in annotations for mention in found.events},
        articles={article.id: article for article in articles},
        actors=actors,
        event_types=event_types,
        originals={copy: group.original for group in copies for copy in group.copies},
        names=shorten_names(actors.actors),
        full_names={actor.id: actor.name for actor in actors.actors},
        circles=circles_of(actors, articles),
        people=frozenset(actor.id for actor in actors.actors if actor.kind == "person"),
        homes=homes_of(actors, articles),
        towns=frozenset(actor.id for actor in actors.actors if actor.kind == "place"),
        states=frozenset(actor.id for actor in actors.actors if actor.kind == "state"),
    )
    clusters = cluster_articles(articles)
    tellings = make_tellings(articles, annotations, actors, event_types, clusters, folder.originals)
    groups, links = merge_tellings(tellings, compare_reports, circles=folder.circles)
    events = _make_events(groups, folder)
    targets = find_targets(events, actors, corrections, report)
    if apart := keep_apart(targets, events):
        groups, links = merge_tellings(tellings, compare_reports, circles=folder.circles, apart=apart)
    groups, judged = join_judged(groups, targets, events)
    if apart or judged:
        events = _make_events(groups, folder)
    events = amend_events(events, targets, {judgement.id for judgement in corrections.judgements})
    events = tuple(sorted(events, key=lambda event: (-event.rank, event.id)))
    return EventResolution(
        events=events,
        event_of={mention: event.id for event in events for mention in event.mentions},
        links=tuple(sorted((*links, *judged), key=lambda link: (link.right, link.left, link.rule))),
    )


def _make_events(groups: Sequence[Sequence[Telling]], folder: _Folder) -> tuple[Event, ...]:
    """Return an event for every group with a participant and a central report, ids settled in order of first report."""
    chosen = choose_groups(groups, folder.event_types, folder.towns, folder.states)
    made = [_make_event(group, folder) for group in chosen]
    taken: Counter[str] = Counter(event.id for event in made)
    used: set[str] = set()
    events = []
    for event in made:
        name = event.id
        if taken[name] > 1 and event.place:
            name = f"{name}-{slug(event.place)}"
        number = 1
        candidate = name
        while candidate in used or (candidate != event.id and candidate in taken):
            number += 1
            candidate = f"{name}-{number}"
        used.add(candidate)
        events.append(replace(event, id=candidate))
    return tuple(events)


def _make_event(group: Sequence[Telling], folder: _Folder) -> Event:
    reports = [folder.mentions[telling.id] for telling in group]
    kind = folder.event_types[_choose_kind(group)]
    modality = choose_modality(reports)
    acting = [report for report in reports if kind.name not in FALL or report.type == kind.name]
    participants = _add_lent(_participants(acting, kind, folder), group, kind, folder)
    dated = choose_date(reports, modality)
    wars = {telling.id for telling in group if telling.local and telling.singular}
    place, place_actor = _choose_place([report for report in reports if report.id not in wars], folder)
    who = list(dict.fromkeys(participant.actor for participant in participants if participant.actor))
    date = dated.date if dated else None
    return Event(
        id=name_event(date, kind.name, who, folder.names),
        type=kind.name,
        title=title_event(
            acting,
            kind,
            modality,
            participants,
            place,
            placed=place_actor in folder.towns,
            actor_of=folder.actors.actor_of,
            towns=folder.towns,
            full_names=folder.full_names,
            names=folder.names,
        ),
        modality=modality,
        plover=_most_common(report.plover or "" for report in reports) or kind.plover,
        date=date,
        date_words=dated.when.span.text if dated and dated.when else "",
        date_basis=dated.date_basis if dated else None,
        place=place,
        place_actor=place_actor,
        participants=participants,
        mentions=tuple(report.id for report in reports),
        disagreements=find_disagreements(list(zip(reports, group, strict=True)), folder.homes),
        rank=_rank(group, folder, modality, len(who), kind),
    )


def _choose_kind(group: Sequence[Telling]) -> str:
    """Return the type told most; a town that one side took and the other left was taken."""
    kinds = Counter(telling.kind for telling in group)
    return "seizure" if set(kinds) == FALL else _most_common(telling.kind for telling in group)


def _most_common(values: Iterable[str]) -> str:
    """Return the value that occurs most, the first of equals."""
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: counts[value]) if counts else ""


def _participants(reports: Sequence[EventMention], kind: EventType, folder: _Folder) -> tuple[EventParticipant, ...]:
    """Return the participants of all reports, in order of first naming, each actor once in the role it has most."""
    roles: dict[str, Counter[str]] = {}
    collective = _find_collective(reports, folder) if kind.symmetric else frozenset()
    words: dict[str, str] = {}
    unnamed: dict[tuple[str, str], None] = {}
    for report in reports:
        if report.id in collective:
            continue
        for participant in report.participants:
            role = "party" if kind.symmetric else participant.role
            actor = folder.actors.actor_of.get(participant.entity or "")
            if actor is None:
                unnamed.setdefault((role, participant.span.text))
                continue
            roles.setdefault(actor, Counter())[role] += 1
            words.setdefault(actor, participant.span.text)
    if kind.name in load_data("event_words")["hostile"]:
        roles = _without_own_goals(roles, folder)
    spoken_for = _spoken_for(roles, kind, folder)
    named = [
        EventParticipant(role=max(counts, key=lambda role: counts[role]), actor=actor, text=words[actor])
        for actor, counts in roles.items()
        if actor not in spoken_for
    ]
    named = _leave_continents(named, kind, folder)
    filled = {participant.role for participant in named} - ({"party"} if len(named) == 1 else set())
    vague = [
        EventParticipant(role=role, actor=None, text=text)
        for role, text in unnamed
        if role not in filled and len(text) <= 60 and text.lower() not in PRONOUNS
    ]
    return (*named, *vague[:2])


def _leave_continents(named: Sequence[EventParticipant], kind: EventType, folder: _Folder) -> list[EventParticipant]:
    """Return the participants without what is too large to take part, where the event is somebody's without it."""
    continents = load_data("regions")["continents"]
    small = [one for one in named if folder.full_names[one.actor or ""] not in continents]
    left = Counter(one.role for one in small)
    return [one for one in named if one in small or left[one.role] < (2 if kind.symmetric else 1)]


def _find_collective(reports: Sequence[EventMention], folder: _Folder) -> frozenset[str]:
    """Return the reports that only count the event among many: "I spoke with the leaders of Norway, Chile, Peru and Oman".

    They say nothing about who took part if other reports name two or more.
    """
    actor_of = folder.actors.actor_of
    continents = load_data("regions")["continents"]
    named = {
        report.id: {
            actor
            for one in report.participants
            if (actor := actor_of.get(one.entity or "")) and folder.full_names[actor] not in continents
        }
        for report in reports
    }
    large = frozenset(report for report, who in named.items() if len(who) >= MANY)
    told = [who for report, who in named.items() if report not in large and len(who) > 1]
    return large if told else frozenset()


def _spoken_for(roles: Mapping[str, Counter[str]], kind: EventType, folder: _Folder) -> set[str]:
    """Return those that a more telling participant in the same role stands for.

    A leader stands for his state, a state for its ministries and its capital, a town that was hit for its state, a state
    for the town that was visited. What states do is a state's if more reports say so.
    """
    words = load_data("event_words")
    side = {actor: max(counts, key=lambda role: counts[role]) for actor, counts in roles.items()}
    dropped = set()
    for actor, role in side.items():
        for body in folder.circles.get(actor, ()):
            if body != actor and side.get(body) == role:
                state_told = kind.name in words["stately"] and roles[body].total() > roles[actor].total()
                dropped.add(body if actor in folder.people and not state_told else actor)
        home = folder.homes.get(actor)
        if home and side.get(home) == role and kind.name in words["local"]:
            dropped.add(home if role == "target" else actor)
        elif home and side.get(home) == role and kind.name == "visit":
            dropped.add(actor)
    return dropped


def _without_own_goals(roles: Mapping[str, Counter[str]], folder: _Folder) -> dict[str, Counter[str]]:
    """Return the roles without those who would have turned on their own: a parse that lost who acted."""
    hit = {actor for actor, counts in roles.items() if counts["target"] > counts["source"]}
    own = hit | {folder.homes[actor] for actor in hit if actor in folder.homes}
    return {
        actor: counts
        for actor, counts in roles.items()
        if actor in hit or not ({actor} | folder.circles.get(actor, frozenset())) & own
    }


def _add_lent(
    participants: tuple[EventParticipant, ...], group: Sequence[Telling], kind: EventType, folder: _Folder
) -> tuple[EventParticipant, ...]:
    """Return the participants with those read off the sentences: people who met, the town that was hit.

    The town takes the place of the state it lies in.
    """
    known = {one.actor for one in participants}
    lent: dict[str, str] = {}
    for telling in group:
        if telling.lent:
            lent |= dict.fromkeys(sorted(telling.who), "party")
    if town := _main_town(group, hit=any(one.role == "target" and one.actor for one in participants)):
        lent.setdefault(town, "target")
        home = folder.homes.get(town)
        participants = tuple(one for one in participants if (one.actor, one.role) != (home, "target"))
    names = folder.full_names
    added = [EventParticipant(role=role, actor=actor, text=names[actor]) for actor, role in lent.items()]
    return (*participants, *(one for one in added if one.actor not in known))


def _main_town(group: Sequence[Telling], *, hit: bool) -> str:
    """Return the town that most reports name; a region only if nobody and nothing is told to be `hit`."""
    votes = Counter(town for telling in group if not (telling.wide and hit) for town in sorted(telling.towns))
    return max(votes, key=lambda town: (votes[town], town)) if votes else ""


def _choose_place(reports: Sequence[EventMention], folder: _Folder) -> tuple[str, str | None]:
    """Return the place told most, by the actor's name if it is one; what only may be a place is none."""
    counts: Counter[tuple[str, str | None]] = Counter()
    known = folder.full_names
    for report in reports:
        if report.place is not None and report.place_entity:
            actor = folder.actors.actor_of.get(report.place_entity)
            if actor is None or actor in folder.towns or actor in folder.states:
                counts[(known.get(actor or "", report.place.text), actor)] += 1
    return max(counts, key=lambda place: counts[place]) if counts else ("", None)


def _rank(group: Sequence[Telling], folder: _Folder, modality: Modality, participants: int, kind: EventType) -> float:
    originals = {telling.original: folder.articles[telling.article] for telling in group}
    return rank_event(
        reports=len(originals),
        outlets=len({article.outlet or article.id for article in originals.values()}),
        participants=participants,
        days_told=len({article.published for article in originals.values() if article.published}),
        sentences=len({(telling.original, telling.sentence) for telling in group}),
        headlines=len({telling.original for telling in group if telling.sentence == 0}),
        modality=modality,
        spoken=kind.spoken,
    )
