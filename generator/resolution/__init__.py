"""Annotations of all articles to actors and events: who is who and what is one event, with a `Link` for every merge.

Enters: articles, annotations, corrections. Leaves: a `KnowledgeBase`. Findings are never rewritten: resolution maps local
ids to actors and events, and adds mentions of names that are known elsewhere in the folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.config import load_event_types
from generator.knowledge import KnowledgeBase
from generator.model import Annotations, Article, CopyGroup, EventType
from generator.resolution.actors import resolve_actors
from generator.resolution.events import resolve_events

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report

__all__ = ["resolve", "resolve_actors", "resolve_events"]


def resolve(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    corrections: Corrections | None = None,
    *,
    copies: Sequence[CopyGroup] = (),
    event_types: Mapping[str, EventType] | None = None,
    min_articles: int = 2,
    report: Report | None = None,
) -> KnowledgeBase:
    """Bring the findings of all articles together; the order of the articles does not matter.

    `copies` are groups of articles that carry one report. `min_articles` is the threshold for an actor's page.
    """
    from generator.corrections import Corrections
    from generator.errors import Report

    corrections = corrections or Corrections()
    report = report if report is not None else Report()
    types = event_types or load_event_types()
    by_id = {found.article: found for found in annotations}
    articles = sorted(articles, key=lambda article: (article.published or "9999", article.path))
    ordered = [by_id[article.id] for article in articles]
    actors = resolve_actors(articles, ordered, corrections, min_articles=min_articles, report=report)
    events = resolve_events(articles, ordered, actors, types, copies, corrections, report=report)
    return KnowledgeBase(
        articles=articles,
        annotations=ordered,
        actors=actors,
        events=events,
        copies=copies,
        event_types=types,
        corrections=corrections,
        report=report,
    )
