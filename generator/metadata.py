"""What machines read of a page: one JSON-LD block in the vocabulary of schema.org.

An actor is a Person, Organization, Country or Place, an article a NewsArticle, a statement a Quotation with its article.
An event that happened or is planned is an Event; one that is only demanded, threatened, possible or denied is a Claim
about an Event, so that no machine reads a threat as a fact. Only what is printed is told; nothing is filled in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.addresses import page_address
from generator.model import Actor, Article, Event, Page, SaidQuote
from generator.pages.places import Ref, id_of_file, newest_first
from generator.pages.wording import first_day

if TYPE_CHECKING:
    from generator.pages import Site

CONTEXT = "https://schema.org"
ACTOR_TYPES = {"person": "Person", "organization": "Organization", "state": "Country", "place": "Place"}
SPEAKER_TYPES = {**ACTOR_TYPES, "state": "GovernmentOrganization", "place": "Organization"}
QUOTATIONS, LONGEST, NAMES = 4, 240, 8
"""Statements in one block, the length of the longest, and other names or actors listed: the page itself has them all."""

Node = dict[str, Any]


def describe_page(site: Site, page: Page) -> str:
    """Return the JSON-LD of a page, safe inside a script element."""
    node = {"@context": CONTEXT, **_describe(site, page)}
    text = json.dumps(_without_gaps(node), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _describe(site: Site, page: Page) -> Node:
    name = id_of_file(page.path.removesuffix(".md").rpartition("/")[2])
    if page.template == "article.md.j2":
        return _article(site, site.kb.article(name))
    if page.template == "event.md.j2":
        return _event(site, site.kb.event(name))
    if page.template == "actor.md.j2":
        return _actor_page(site, site.kb.actor(name))
    return _plain_page(site, page)


def _plain_page(site: Site, page: Page) -> Node:
    kind = "WebSite" if page.path == "index.md" else "CollectionPage"
    title = site.config.name if kind == "WebSite" else str(page.context.get("title", ""))
    day = page.path.removeprefix("days/").removesuffix(".md") if page.path.startswith("days/") else ""
    return {"@type": kind, "name": title, "url": _url(site, Ref(page.path)), "temporalCoverage": day}


def _article(site: Site, article: Article) -> Node:
    mentioned = [site.kb.actor_of(mention.entity) for mention in site.kb.mentions_in(article.id)]
    actors = {actor.id: actor for actor in mentioned if actor is not None and actor.has_page}
    named = list(actors.values())[:NAMES]
    return {
        "@type": "NewsArticle",
        "headline": article.title[:110],
        "url": _url(site, site.places.article(article)),
        "datePublished": article.published_at or article.published,
        "inLanguage": article.language,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "isBasedOn": article.url,
        "mentions": [_actor(site, actor) for actor in named],
    }


def _event(site: Site, event: Event) -> Node:
    url = _url(site, site.places.event(event))
    start, _, end = ("" if event.date_basis == "article" else event.date or "").partition("/")
    node: Node = {
        "@type": "Event",
        "name": event.title,
        "startDate": first_day(start),
        "endDate": first_day(end),
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "about": [_actor(site, site.kb.actor(one.actor)) for one in event.participants if one.actor][:NAMES],
    }
    reports = [_cited(site, article) for article in site.kb.articles_of(event)[:QUOTATIONS]]
    if event.modality in ("happened", "historical", "planned"):
        planned = "https://schema.org/EventScheduled" if event.modality == "planned" else ""
        return {**node, "url": url, "eventStatus": planned, "subjectOf": reports}
    return {
        "@type": "Claim",
        "name": f"{event.title} ({event.modality})",
        "url": url,
        "about": node,
        "appearance": reports,
    }


def _actor_page(site: Site, actor: Actor) -> Node:
    names = [alias.text for alias in actor.aliases if alias.form == "name" and not alias.doubtful]
    node = {**_actor(site, actor), "alternateName": [name for name in names if name != actor.name][:NAMES]}
    said = newest_first(site.kb, site.kb.quotes_by(actor.id))
    quotations = [quotation for one in said if (quotation := _quotation(site, actor, one))][:QUOTATIONS]
    return {"@graph": [node, *quotations]} if quotations else node


def _actor(site: Site, actor: Actor) -> Node:
    return {"@type": ACTOR_TYPES[actor.kind], "name": actor.name, "url": _url(site, site.places.actor(actor))}


def _quotation(site: Site, actor: Actor, said: SaidQuote) -> Node | None:
    """Return a statement in the speaker's own words; the wording of indirect speech is the reporter's."""
    quote = said.quote
    text = " … ".join(piece.text for piece in quote.pieces)
    if quote.kind == "indirect" or len(text) > LONGEST:
        return None
    article = site.kb.article(quote.pieces[0].article)
    return {
        "@type": "Quotation",
        "text": text,
        "url": _url(site, site.places.quote(quote.id)),
        "creator": {"@type": SPEAKER_TYPES[actor.kind], "name": actor.name},
        "isPartOf": {**_cited(site, article), "url": _url(site, site.places.source(quote.pieces[0]).ref)},
    }


def _cited(site: Site, article: Article) -> Node:
    return {
        "@type": "NewsArticle",
        "headline": article.title[:110],
        "url": _url(site, site.places.article(article)),
        "datePublished": article.published,
    }


def _url(site: Site, ref: Ref) -> str:
    return page_address(site.config.addresses, ref.path, ref.anchor)


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(item) for key, item in value.items() if item not in (None, "", [])}
    if isinstance(value, list):
        return [_without_gaps(item) for item in value]
    return value
