"""Feeds of the folder and of every actor: what is new, as Atom 1.0 (RFC 4287) and JSON Feed 1.1.

Enters: a `KnowledgeBase` and the addresses of the site. Leaves: path and text of each feed. An entry is a statement, an
event or an article; its time is the day of the newest article that tells it, never the clock, so that equal input gives
equal bytes, and what no dated article tells is left out. Ids rest on ours and not on the address of the site, so that a
site that moves is not read again. Written with the standard library: the feed writers on offer stamp the current time.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from generator.addresses import page_address
from generator.config import Config
from generator.knowledge import KnowledgeBase
from generator.model import Actor, Article, Event, SaidQuote
from generator.pages.places import Places, Ref
from generator.pages.wording import shorten

NEWEST, NEWEST_OF_ACTOR = 60, 30
NOT_XML = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = uuid.UUID("6d3f3c1e-6f0f-5a52-9d0e-1f6b3a0c9b41")
"""Under which our ids become UUIDs; never changed, or every reader would show every entry again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item: `id` is ours, `day` ISO, `text` printed words, `sources` address and label of each sentence."""

    id: str
    kind: str
    title: str
    address: str
    day: str
    text: str
    author: str
    sources: tuple[tuple[str, str], ...] = ()


def feed_files(kb: KnowledgeBase, config: Config) -> Iterator[tuple[str, str]]:
    """Yield path below site_src and text of every feed; none if mkdocs.yml gives no address for the site."""
    if not config.addresses.site:
        return
    makers = _Entries(kb, config)
    everything = [*map(makers.event, kb.events), *map(makers.statement, kb.quotes), *map(makers.article, kb.articles)]
    yield from _both("feed", config.name, "index.md", config, _newest(everything, NEWEST))
    for actor in kb.actors:
        if has_feed(kb, actor):
            entries = [makers.statement(said) for said in kb.quotes_by(actor.id)]
            entries += [makers.event(event) for event in kb.events_of(actor.id)]
            path = makers.places.actor(actor).path.removesuffix(".md")
            yield from _both(
                path, f"{actor.name} - {config.name}", f"{path}.md", config, _newest(entries, NEWEST_OF_ACTOR)
            )


def has_feed(kb: KnowledgeBase, actor: Actor) -> bool:
    """Tell whether there is anything to follow: an actor that is only named has a page and no feed."""
    return actor.has_page and bool(kb.quotes_by(actor.id) or kb.events_of(actor.id))


class _Entries:
    """Entries of one knowledge base, each made once though it stands in several feeds."""

    def __init__(self, kb: KnowledgeBase, config: Config) -> None:
        self.kb, self.config, self.places = kb, config, Places(kb)
        self.made: dict[str, Entry | None] = {}

    def statement(self, said: SaidQuote) -> Entry | None:
        """Return the entry of a statement."""
        kb, quote = self.kb, said.quote
        key = f"quote {quote.id}"
        if key not in self.made:
            article = kb.article(quote.pieces[0].article)
            text = " … ".join(piece.text for piece in quote.pieces)
            speaker = (
                kb.actor(said.speaker).name if said.speaker else quote.speaker.text if quote.speaker else "Unknown"
            )
            source = self.places.source(quote.pieces[0])
            self.made[key] = self._entry(
                key,
                "statement",
                f"{speaker}: {shorten(text, 110)}",
                self.places.quote(quote.id),
                [article],
                text,
                [(source.ref, f"{article.title}, {source.label}")],
            )
        return self.made[key]

    def event(self, event: Event) -> Entry | None:
        """Return the entry of an event: its state, and the first sentence of its newest reports."""
        kb = self.kb
        key = f"event {event.id}"
        if key not in self.made:
            reports = kb.reports_of(event.id)
            sources = [
                (self.places.source(mention.trigger).ref, kb.article(mention.trigger.article).title)
                for mention in reports[-3:]
            ]
            first = reports[0].trigger if reports else None
            words = shorten(kb.sentence_text(first.article, kb.sentence_of(first)), 300) if first else ""
            title = f"{event.title} ({event.modality})"
            self.made[key] = self._entry(
                key, "event", title, self.places.event(event), kb.articles_of(event), words, sources
            )
        return self.made[key]

    def article(self, article: Article) -> Entry | None:
        """Return the entry of an article: its title and outlet."""
        key = f"article {article.id}"
        if key not in self.made:
            self.made[key] = self._entry(
                key, "article", article.title, self.places.article(article), [article], article.outlet or "", ()
            )
        return self.made[key]

    def _entry(
        self,
        key: str,
        kind: str,
        title: str,
        ref: Ref,
        articles: Iterable[Article],
        text: str,
        sources: Iterable[tuple[Ref, str]],
    ) -> Entry | None:
        dated = [article for article in articles if article.published]
        if not dated:
            return None
        newest = max(dated, key=lambda article: article.published or "")
        return Entry(
            id=uuid.uuid5(NAMESPACE, key).urn,
            kind=kind,
            title=" ".join(title.split()),
            address=self._address(ref),
            day=newest.published or "",
            text=" ".join(text.split()),
            author=newest.outlet or self.config.name,
            sources=tuple((self._address(ref), label) for ref, label in sources),
        )

    def _address(self, ref: Ref) -> str:
        return page_address(self.config.addresses, ref.path, ref.anchor)


def _newest(entries: Iterable[Entry | None], limit: int) -> list[Entry]:
    there = {entry.id: entry for entry in entries if entry is not None}
    in_order = sorted(there.values(), key=lambda entry: entry.id)
    return sorted(in_order, key=lambda entry: entry.day, reverse=True)[:limit]


def _both(path: str, title: str, page: str, config: Config, entries: list[Entry]) -> Iterator[tuple[str, str]]:
    home, kept = page_address(config.addresses, page), tuple(entries)
    yield f"{path}.xml", atom_feed(title, home, page_address(config.addresses, f"{path}.xml"), kept)
    yield f"{path}.json", json_feed(title, home, page_address(config.addresses, f"{path}.json"), kept)


REMEMBERED = 2_000
"""Feeds kept in a process: after an edit, a server writes hundreds of them again and few have changed."""


@lru_cache(maxsize=REMEMBERED)
def atom_feed(title: str, home: str, address: str, entries: tuple[Entry, ...]) -> str:
    """Return an Atom feed; `address` is its own, `home` that of the page it belongs to."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _child(feed, "id", uuid.uuid5(NAMESPACE, f"feed {address}").urn)
    _child(feed, "title", title)
    _child(feed, "updated", _time(entries[0].day if entries else "1970-01-01"))
    _child(feed, "link", rel="self", type="application/atom+xml", href=address)
    _child(feed, "link", rel="alternate", type="text/html", href=home)
    for entry in entries:
        item = _child(feed, "entry")
        _child(item, "id", entry.id)
        _child(item, "title", entry.title)
        _child(item, "updated", _time(entry.day))
        _child(_child(item, "author"), "name", entry.author)
        _child(item, "link", rel="alternate", type="text/html", href=entry.address)
        _child(item, "category", term=entry.kind)
        _child(item, "content", _html(entry), type="html")
    ElementTree.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


@lru_cache(maxsize=REMEMBERED)
def json_feed(title: str, home: str, address: str, entries: tuple[Entry, ...]) -> str:
    """Return a feed in the form of jsonfeed.org, version 1.1."""
    items = [
        {
            "id": entry.id,
            "url": entry.address,
            "title": entry.title,
            "content_html": _html(entry),
            "date_published": _time(entry.day),
            "authors": [{"name": entry.author}],
            "tags": [entry.kind],
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": address,
        "language": "en",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _child(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", {k: printable(v) for k, v in attributes.items()})
    made.text = printable(text) or None
    return made


def printable(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return NOT_XML.sub("", text)


def _html(entry: Entry) -> str:
    links = " · ".join(f'<a href="{escape(address)}">{escape(label)}</a>' for address, label in entry.sources)
    text = f"<p>{escape(entry.text)}</p>" if entry.text else f"<p>{escape(entry.title)}</p>"
    return printable(text + (f"<p>{links}</p>" if links else ""))


def _time(day: str) -> str:
    """Return the start of a day in the form of RFC 3339; the day is all that is known."""
    return f"{day}T00:00:00Z"
