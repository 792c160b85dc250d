"""RSS and Atom feeds: an article an entry."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ingest.drafts import Draft, Found, UnreadableError
from generator.ingest.fields import values_of
from generator.ingest.furniture import drop_furniture
from generator.ingest.markup import text_of_markup


def read_feed(data: bytes, name: str) -> Iterator[Draft]:
    """Yield an article an entry, in the order of the feed. Raises `UnreadableError` if it has none."""
    import feedparser

    feed = feedparser.parse(data.replace(b"\0", b""))
    if not feed.entries:
        raise UnreadableError("holds no entry of a feed", "save the feed again, or its articles")
    outlet = str(feed.feed.get("title") or "").strip()
    for number, entry in enumerate(feed.entries, 1):
        yield _draft(dict(entry.items()), number, outlet)


def _draft(entry: dict[str, object], number: int, outlet: str) -> Draft:
    bodies = [*values_of([part.get("value") for part in entry.get("content") or []]), *values_of(entry.get("summary"))]  # type: ignore[attr-defined]
    texts = [text_of_markup(body) for body in bodies]
    dates = [(key, text) for key in ("published", "created", "updated") for text in values_of(entry.get(key))]
    authors = values_of(entry.get("authors")) or values_of(entry.get("author"))
    own = values_of((entry.get("source") or {}).get("title"))  # type: ignore[attr-defined]
    return Draft(
        text=drop_furniture(max(texts, key=len, default="")),
        titles=tuple(Found(value=text_of_markup(text), source="feed: title") for text in values_of(entry.get("title"))),
        dates=tuple(Found(value=text, source=f"feed: {key}") for key, text in dates[:1]),
        urls=tuple(Found(value=text, source="feed: link") for text in values_of(entry.get("link"))),
        outlets=tuple(Found(value=text, source="feed: title of the feed") for text in (*own, outlet) if text),
        authors=tuple(Found(value=text, source="feed: author") for text in authors),
        record=number,
    )
