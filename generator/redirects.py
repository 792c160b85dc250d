"""Old addresses: where a page went whose subject has another id since the last build, so that every link goes on opening.

Enters: a `KnowledgeBase`, the pages of this build and what the last one remembered. Leaves: small HTML files that forward,
and the new memory. A subject is known again by its evidence, not by its name: an actor by sentences that mention it, an
event by those that tell it, an article by its text. What nothing succeeds is not forwarded. The memory lies in site_src
beside the manifest, because the cache may be deleted at any time and links may not.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from generator.addresses import Addresses, output_path, page_address
from generator.knowledge import KnowledgeBase
from generator.model import Span
from generator.pages.places import Places, Ref

MEMORY = ".addresses.json"
WITNESSES = 6
"""Sentences remembered of a subject: enough to outvote one that moved to another."""

Memory = dict[str, dict[str, Any]]
"""Path of a page to what it was about: `name`, and `where` (article and offset) or `text` (a hash)."""


def remember_pages(kb: KnowledgeBase, old: Memory, pages: Iterable[str]) -> Memory:
    """Return what to remember: every page with a subject, and the pages of earlier builds that are gone."""
    kept, places = set(pages), Places(kb)
    new: Memory = {}
    for actor in kb.actors:
        if actor.has_page:
            new[places.actor(actor).path] = _subject(actor.name, (m.span for m in kb.mentions_of(actor.id)))
    for event in kb.events:
        new[places.event(event).path] = _subject(event.title, (m.trigger for m in kb.reports_of(event.id)))
    for article in kb.articles:
        new[places.article(article).path] = {"name": article.title, "text": _digest(article.text)}
    for path in kept:
        folder, _, month = path.rpartition("/")
        if f"{folder}.md" in new and month:
            new[path] = new[f"{folder}.md"]
    return {**{path: subject for path, subject in old.items() if path not in kept}, **new}


def _subject(name: str, spans: Iterable[Span]) -> dict[str, Any]:
    where = [[span.article, span.start] for _, span in zip(range(WITNESSES), spans, strict=False)]
    return {"name": name, "where": where}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def forward_pages(
    kb: KnowledgeBase, memory: Memory, pages: Iterable[str], addresses: Addresses
) -> Iterator[tuple[str, str]]:
    """Yield path below site_src and text of a forwarding file for every remembered page that is gone and has an heir."""
    kept = set(pages)
    gone = {path: subject for path, subject in memory.items() if path not in kept}
    taken = {output_path(path, directory_urls=addresses.directory_urls) for path in kept}
    heirs = find_heirs(kb, gone)
    for path, ref in sorted(heirs.items()):
        target = output_path(path, directory_urls=addresses.directory_urls)
        if target not in taken:
            yield target, _forward(target, ref, str(gone[path]["name"]), addresses)


def find_heirs(kb: KnowledgeBase, gone: Mapping[str, Mapping[str, Any]]) -> dict[str, Ref]:
    """Return where the subject of each page is now: what most of its remembered sentences belong to."""
    places = Places(kb)
    texts = {_digest(article.text): article for article in kb.articles} if gone else {}
    wanted: dict[tuple[str, int], list[str]] = defaultdict(list)
    heirs: dict[str, Ref] = {}
    for path, subject in gone.items():
        if article := texts.get(str(subject.get("text"))):
            heirs[path] = places.article(article)
        for place in subject.get("where", ()):
            wanted[str(place[0]), int(place[1])].append(path)
    votes: dict[str, Counter[Ref]] = defaultdict(Counter)
    for kind, span, ref in _current(kb, places, {article for article, _ in wanted}):
        for path in wanted.get((span.article, span.start), ()):
            if path.startswith(kind):
                votes[path][ref] += 1
    for path, counts in votes.items():
        heirs[path] = min(counts, key=lambda ref: (-counts[ref], ref.path, ref.anchor))
    return heirs


def _current(kb: KnowledgeBase, places: Places, articles: Iterable[str]) -> Iterator[tuple[str, Span, Ref]]:
    """Yield folder, span and page of everything that the articles mention or tell now."""
    known = {article.id for article in kb.articles}
    for article_id in sorted(set(articles) & known):
        for mention in kb.mentions_in(article_id):
            if actor := kb.actor_of(mention.entity):
                yield "actors/", mention.span, places.actor(actor)
        for told in kb.annotations[article_id].events:
            if event := kb.event_of(told.id):
                yield "events/", told.trigger, places.event(event)


def _forward(path: str, ref: Ref, name: str, addresses: Addresses) -> str:
    """Return a page that leads to another at once, by script with the anchor that was asked for, else without."""
    page = output_path(ref.path, directory_urls=addresses.directory_urls)
    link = posixpath.relpath(page, posixpath.dirname(path) or ".")
    target = escape(link + (f"#{ref.anchor}" if ref.anchor else ""))
    script = "" if ref.anchor else f"<script>location.replace({json.dumps(link)}+location.hash)</script>\n"
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>Moved: {escape(name)}</title>\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{escape(page_address(addresses, ref.path))}">\n'
        f'{script}<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<p>{escape(name)} is on <a href="{target}">another page</a> now.</p>\n</html>\n'
    )


def read_memory(text: str) -> Memory:
    """Return the memory of the last build; empty if there was none or it is damaged."""
    try:
        memory = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(memory, dict):
        return {}
    return {str(path): subject for path, subject in memory.items() if isinstance(subject, dict) and "name" in subject}


def write_memory(memory: Memory) -> str:
    """Return the memory as text, one page a line."""
    lines = [f"{json.dumps(path)}: {json.dumps(memory[path], ensure_ascii=False)}" for path in sorted(memory)]
    return "{\n" + ",\n".join(lines) + "\n}\n"
