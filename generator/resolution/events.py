"""Stub, to be written: event mentions of all articles to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model import Annotations, Article, CopyGroup, Event, EventType, Link

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report
    from generator.resolution.actors import ActorResolution


@dataclass(frozen=True, slots=True, kw_only=True)
class EventResolution:
    """Events, and which local event mention belongs to which (`event_of`: local id to event id)."""

    events: tuple[Event, ...] = ()
    event_of: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


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
    return EventResolution()
