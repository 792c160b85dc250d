"""Judgements about events: same, different, rename, drop, date, modality, by title, id or report.

Enters: events as found and corrections.yml. Leaves: groups joined and kept apart, events renamed, dated and dropped. A
judgement that names no event (and no actor) becomes a `Problem` with the nearest titles, so that the file cannot rot.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from generator.model import Event, Link, Modality
from generator.resolution.event_keys import Telling

if TYPE_CHECKING:
    from generator.corrections import Corrections, Judgement
    from generator.errors import Report
    from generator.resolution.actors import ActorResolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A judgement with what each of its names means: the local ids of the tellings."""

    judgement: Judgement
    tellings: tuple[frozenset[str], ...]


def find_targets(
    events: Sequence[Event], actors: ActorResolution, corrections: Corrections, report: Report
) -> list[Target]:
    """Return the judgements that are about events; those that match neither event nor actor are reported."""
    by_name: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for name in {event.id, _plain(event.title)}:
            by_name[name].append(event)
    mentions = {mention for event in events for mention in event.mentions}
    people = {
        _plain(text) for actor in actors.actors for text in (actor.id, actor.name, *(a.text for a in actor.aliases))
    }
    targets = []
    for judgement in corrections.of("same", "different", "rename", "drop", "date", "modality"):
        found = [_tellings_of(name, judgement, by_name, mentions) for name in judgement.names]
        if all(found):
            targets.append(Target(judgement=judgement, tellings=tuple(found)))
            continue
        about_actors = any(_plain(name) in people for name in judgement.names) or judgement.id in actors.settled
        if about_actors and judgement.kind not in ("date", "modality"):
            continue
        _complain(judgement, found, events, actors, report)
    return targets


def _plain(name: str) -> str:
    """Return the words of a name in fixed order: a title's participants may change places from build to build."""
    return " ".join(sorted(name.lower().replace(",", " ").split()))


def _tellings_of(
    name: str, judgement: Judgement, by_name: Mapping[str, Sequence[Event]], mentions: set[str]
) -> frozenset[str]:
    """Return the reports that a name means: one event by id or title, or one report by its local id."""
    if name in mentions:
        return frozenset({name})
    events = by_name.get(name) or by_name.get(_plain(name), ())
    if judgement.article:
        events = [event for event in events if any(m.startswith(f"{judgement.article}#") for m in event.mentions)]
    return frozenset(mention for event in events for mention in event.mentions)


def _complain(
    judgement: Judgement,
    found: Sequence[frozenset[str]],
    events: Sequence[Event],
    actors: ActorResolution,
    report: Report,
) -> None:
    """Report each name that means nothing, with the nearest titles, and names of actors where the verb is for both."""
    titles = {event.title for event in events} | {event.id for event in events}
    both = judgement.kind not in ("date", "modality")
    if both:
        titles |= {actor.name for actor in actors.actors} | {a.text for actor in actors.actors for a in actor.aliases}
    for name, tellings in zip(judgement.names, found, strict=True):
        if not tellings:
            near = difflib.get_close_matches(name, sorted(titles), n=3, cutoff=0.3)
            hint = f"nearest: {'; '.join(near)}" if near else "see the event index for titles"
            report.add("corrections", judgement.id, f"no {'actor or ' * both}event {name!r}", hint)


def keep_apart(targets: Sequence[Target], events: Sequence[Event]) -> dict[str, frozenset[str]]:
    """Return for each report the reports that a person judged to tell another event."""
    apart: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        if target.judgement.kind != "different":
            continue
        for one in target.tellings:
            for other in target.tellings:
                if one is not other:
                    for telling in one - other:
                        apart[telling] |= other - one
    return {telling: frozenset(others) for telling, others in apart.items()}


def join_judged(
    groups: Sequence[Sequence[Telling]], targets: Sequence[Target], events: Sequence[Event]
) -> tuple[list[list[Telling]], list[Link]]:
    """Return the groups with those united that a person judged to be the same."""
    joined = [list(group) for group in groups]
    links = []
    for target in targets:
        if target.judgement.kind != "same":
            continue
        wanted = frozenset().union(*target.tellings)
        together = [group for group in joined if any(telling.id in wanted for telling in group)]
        if len(together) < 2:
            continue
        rest = [group for group in joined if group not in together]
        united = sorted((one for group in together for one in group), key=lambda one: (one.order, one.id))
        links += [
            Link(left=together[0][0].id, right=group[0].id, rule="correction", reason=str(target.judgement))
            for group in together[1:]
        ]
        joined = sorted([*rest, united], key=lambda group: (group[0].order, group[0].id))
    return joined, links


def amend_events(events: Sequence[Event], targets: Sequence[Target], known: set[str]) -> tuple[Event, ...]:
    """Return the events renamed, dated, dropped and with the ids of the judgements that concern them."""
    amended = []
    for event in events:
        dropped = False
        for target in targets:
            judgement = target.judgement
            if not any(mention in tellings for tellings in target.tellings for mention in event.mentions):
                continue
            event = replace(event, corrections=(*event.corrections, judgement.id))
            if judgement.kind == "rename":
                event = replace(event, title=judgement.value)
            elif judgement.kind == "date":
                event = replace(event, date=judgement.value, date_basis="correction", date_words="")
            elif judgement.kind == "modality":
                event = replace(event, modality=cast(Modality, judgement.value))
            dropped = dropped or judgement.kind == "drop"
        if not dropped:
            amended.append(event)
    return tuple(amended)
