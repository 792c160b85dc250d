"""All statements by speaker, and pages by month of those whose speaker has no page: unnamed, unknown, or rare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.model import Page, SaidQuote
from generator.pages.places import Named
from generator.pages.views import quotes_by_day
from generator.pages.wording import month_name, plural

if TYPE_CHECKING:
    from generator.pages import Site

SPEAKERS = 120
"""Speakers in the list; the index of actors has all."""


def statement_pages(site: Site) -> Iterator[Page]:
    """Yield statements.md and a page or more for every month."""
    kb, places = site.kb, site.places
    parts = places.months_of("")
    sizes: Counter[str] = Counter()
    for part in parts:
        sizes[part.key] += len(part.rows)
    months = [Named(month_name(part.key), part.ref, sizes[part.key]) for part in parts if part.number == 1]
    speakers = Counter(said.speaker for said in kb.quotes if said.speaker)
    ranked = sorted(speakers.items(), key=lambda item: (-item[1], item[0]))
    context = {"months": months, "parts": [], "groups": [], "month": "", "speakers": [], "speakers_more": 0}
    yield Page(
        path="statements.md",
        template="statements.md.j2",
        context={
            **context,
            **_counts([said for part in parts for said in part.rows]),
            "total": plural(len(kb.quotes), "statement"),
            "speakers": [places.named(actor, number) for actor, number in ranked[:SPEAKERS]],
            "speakers_more": max(0, len(ranked) - SPEAKERS),
        },
    )
    for part in parts:
        same = [one for one in parts if one.key == part.key]
        yield Page(
            path=part.ref.path,
            template="statements.md.j2",
            context={
                **context,
                **_counts(part.rows),
                "month": month_name(part.key) + (f", page {part.number} of {len(same)}" if len(same) > 1 else ""),
                "parts": [Named(str(one.number), one.ref) for one in same],
                "total": plural(len(part.rows), "statement"),
                "groups": quotes_by_day(places, part.rows),
            },
        )


def _counts(group: Sequence[SaidQuote]) -> dict[str, int]:
    return {
        "unnamed": sum(said.quote.unnamed for said in group),
        "unknown": sum(said.speaker is None and not said.quote.unnamed for said in group),
        "pageless": sum(said.speaker is not None for said in group),
    }
