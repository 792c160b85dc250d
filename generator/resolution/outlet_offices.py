"""Whom an outlet means by an office alone: "The President" on the site of a government is one person.

Enters: annotations and actors. Leaves: the actors, where the local ids of such offices (annotation/bare_offices.py) lead
to the one whom the other texts of the same outlet, of the same weeks, call so.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import Annotations, Article
from generator.offices import alone_forms, office_alone, office_id
from generator.resolution.offices import WINDOW

if TYPE_CHECKING:
    from generator.resolution.actors import ActorResolution

FEWEST = 2
"""Articles of an outlet that must call somebody so."""

SHARE = 0.6
"""Part of those articles that must mean the same person: a visitor who is a president, too, is called so for a day."""


def name_outlet_offices(
    articles: Sequence[Article], annotations: Sequence[Annotations], actors: ActorResolution
) -> ActorResolution:
    """Return the actors with the offices of every article that its outlet, or else the article, holds to be one person's."""
    own = {article.id: _read_article(found, actors) for article, found in zip(articles, annotations, strict=True)}
    called = _count_outlets(articles, own)
    chosen: dict[tuple[str, str, str], str | None] = {}
    holders: dict[str, str] = {}
    for article in articles:
        for office in sorted(set(alone_forms().values())):
            counts = called.get((article.outlet or "", office))
            key = (article.outlet or "", office, article.published or "")
            if counts and article.published and key not in chosen:
                chosen[key] = _choose(counts, article.published)
            here = own[article.id].get(office, Counter())
            holder = chosen.get(key) or (next(iter(here)) if len(here) == 1 else None)
            if holder:
                holders[office_id(article.id, office)] = holder
    return replace(actors, actor_of={**actors.actor_of, **holders}) if holders else actors


def _read_article(found: Annotations, actors: ActorResolution) -> Mapping[str, Counter[str]]:
    """Return by office how often an article calls somebody so."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found.mentions:
        office = office_alone(mention.span.text) if mention.form == "nominal" else None
        actor = actors.actor_of.get(mention.entity)
        if office and actor:
            votes[office][actor] += 1
    return votes


def _count_outlets(
    articles: Sequence[Article], own: Mapping[str, Mapping[str, Counter[str]]]
) -> Mapping[tuple[str, str], Mapping[tuple[str, str], int]]:
    """Return by outlet and office how many articles of a day call somebody so, each the one it calls so most."""
    called: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for article in articles:
        if article.outlet and article.published:
            for office, counts in own[article.id].items():
                holder = max(sorted(counts), key=lambda one: counts[one])
                called[article.outlet, office][article.published, holder] += 1
    return called


def _choose(called: Mapping[tuple[str, str], int], day: str) -> str | None:
    """Return whom the articles around a day call so, None if they differ or are too few."""
    here = datetime.date.fromisoformat(day)
    near: Counter[str] = Counter()
    for (other, who), count in called.items():
        if abs((datetime.date.fromisoformat(other) - here).days) <= WINDOW:
            near[who] += count
    best = max(sorted(near), key=lambda who: near[who], default=None)
    return best if best and near[best] >= FEWEST and near[best] >= SHARE * near.total() else None
