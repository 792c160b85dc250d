"""Stub, to be written: entities of all articles to actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model import Actor, Annotations, Article, Link, Mention

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorResolution:
    """Actors, and which local entity belongs to which.

    `actor_of` maps local entity ids to actor ids (an entity that is missing belongs to none). `mentions` are ALL final
    mentions by article id in text order: those of the annotations that survived, corrected in kind or bounds where the
    folder knows better, and those found because a name is known elsewhere in the folder (their entities are new local
    ids, also in `actor_of`). `roles` are the roles as printed by actor. `suggestions` are merges not made, for review.
    """

    actors: tuple[Actor, ...] = ()
    actor_of: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()


def resolve_actors(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    corrections: Corrections,
    *,
    min_articles: int,
    report: Report,
) -> ActorResolution:
    """Unite the entities of all articles into actors; deterministic in any order of the articles."""
    return ActorResolution()
