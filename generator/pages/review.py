"""The review pages: open questions by kind with the line to paste, and what was settled so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.model import Page
from generator.pages.open_items import ITEMS, page_of
from generator.pages.places import Named, Ref
from generator.pages.settled import Settled, settled
from generator.pages.wording import plural

if TYPE_CHECKING:
    from generator.pages import Site

TITLES = {
    "name": "Names",
    "speaker": "Speakers",
    "date": "Dates",
    "printed form": "Printed forms",
    "correction": "Corrections",
}


def review_pages(site: Site) -> Iterator[Page]:
    """Yield review.md, with further pages when there are many questions."""
    items = site.items
    counts = Counter(item.kind for item in items)
    pages = [items[start : start + ITEMS] for start in range(0, len(items), ITEMS)] or [()]
    for number, page in enumerate(pages, 1):
        groups = [
            (title, [item for item in page if item.kind == kind])
            for kind, title in TITLES.items()
            if any(item.kind == kind for item in page)
        ]
        yield Page(
            path=page_of((number - 1) * ITEMS),
            template="review.md.j2",
            context={
                "total": plural(len(items), "item"),
                "count": len(items),
                "number": number,
                "kinds": [(title, counts[kind]) for kind, title in TITLES.items() if counts[kind]],
                "parts": [Named(str(n), Ref(page_of((n - 1) * ITEMS))) for n in range(1, len(pages) + 1)],
                "groups": groups,
                "settled": _settled(site) if number == 1 else [],
            },
        )


def _settled(site: Site) -> list[tuple[Settled, Ref]]:
    """Return every line that changed something, with the first page that it changed."""
    places = site.places
    found: dict[str, Ref] = {}
    for actor in site.kb.actors:
        for judgement in actor.corrections:
            found.setdefault(judgement, places.actor(actor))
    for event in site.kb.events:
        for judgement in event.corrections:
            found.setdefault(judgement, places.event(event))
    for said in site.kb.quotes:
        if said.correction:
            found.setdefault(said.correction, places.quote(said.quote.id))
    return [(line, found[line.id]) for line in settled(site, sorted(found))]
