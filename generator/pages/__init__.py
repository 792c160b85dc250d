"""Knowledge base to pages: `PAGE_KINDS` is the table, one function a kind.

Enters: a `KnowledgeBase`, the configuration, the report and what changed. Leaves: `Page`s whose contexts hold views and
plain values only; templates ask nothing of the knowledge base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.changes import Changes
from generator.config import Config
from generator.errors import Report
from generator.knowledge import KnowledgeBase
from generator.metadata import describe_page
from generator.model import Page
from generator.pages.about import about_pages, changes_pages
from generator.pages.actor_index import actor_index_pages
from generator.pages.actors import actor_pages
from generator.pages.article_index import article_index_pages
from generator.pages.articles import article_pages
from generator.pages.days import day_pages
from generator.pages.event_index import event_index_pages, timeline_pages
from generator.pages.events import event_pages
from generator.pages.home import home_pages
from generator.pages.maps import map_pages
from generator.pages.names import name_pages
from generator.pages.network import count_pairs, listed_pairs, network_pages
from generator.pages.open_items import Item, open_items
from generator.pages.places import Places
from generator.pages.review import review_pages
from generator.pages.statements import statement_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page kind may use."""

    kb: KnowledgeBase
    places: Places
    config: Config
    report: Report
    changes: Changes | None = None
    items: tuple[Item, ...] = ()
    """The open questions."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Speaker and named, of the pairs that the table of the network lists."""


PageKind = Callable[["Site"], Iterator[Page]]

PAGE_KINDS: dict[str, PageKind] = {
    "home": home_pages,
    "actor index": actor_index_pages,
    "actors": actor_pages,
    "event index": event_index_pages,
    "events": event_pages,
    "timeline": timeline_pages,
    "article index": article_index_pages,
    "articles": article_pages,
    "days": day_pages,
    "network": network_pages,
    "states": map_pages,
    "review": review_pages,
    "statements": statement_pages,
    "changes": changes_pages,
    "about": about_pages,
    "names": name_pages,
}


def build_pages(kb: KnowledgeBase, config: Config, report: Report, *, changes: Changes | None = None) -> Iterator[Page]:
    """Yield every page of the site, each with what machines read of it: `structured` (JSON-LD), `feed` if it has one."""
    from generator.feeds import has_feed

    site = Site(kb=kb, places=Places(kb), config=config, report=report, changes=changes)
    items = tuple(open_items(site))
    site.places.review.update((item.id, item.ref) for item in items)
    site = replace(site, items=items, pairs=frozenset(listed_pairs(count_pairs(site))))
    report.counts["actors"] = sum(actor.has_page for actor in kb.actors)
    report.counts["events"] = len(kb.events)
    followed = {site.places.actor(actor).path for actor in kb.actors if has_feed(kb, actor)}
    for make in PAGE_KINDS.values():
        for page in make(site):
            if page.path.endswith(".md"):
                feed = page.path in followed or page.path == "index.md"
                machines = {"structured": describe_page(site, page), "feed": feed and bool(config.addresses.site)}
                page = replace(page, context={**page.context, **machines})
            yield page
