"""Who speaks about whom and who is named beside whom: two pictures with the tables they are drawn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from generator.model import Page, SaidQuote
from generator.pages.home import count_pairs
from generator.pages.pictures import CAP, draw_network, pair_id
from generator.pages.views import Source, plural

if TYPE_CHECKING:
    from generator.pages import Site

ROWS = 300
"""Rows of each table on the page; the actor pages have all."""


def network_pages(site: Site) -> Iterator[Page]:
    """Yield network.md."""
    pairs = count_pairs(site)
    quotes: dict[tuple[str, str], list[SaidQuote]] = defaultdict(list)
    for said in site.kb.quotes:
        for other in said.about if said.speaker else ():
            if said.speaker and other != said.speaker:
                quotes[said.speaker, other].append(said)
    speakers = _order(pairs)
    rows = [
        {
            "id": pair_id(speaker, other),
            "speaker": site.places.named(speaker),
            "about": site.places.named(other),
            "count": number,
            "sources": _sources(site, quotes[speaker, other]),
        }
        for (speaker, other), number in sorted(
            pairs.items(), key=lambda item: (speakers[item[0][0]], -item[1], item[0])
        )
    ]
    beside = _beside(site)
    names = {key: site.kb.actor(key).name for pair in (*pairs, *beside) for key in pair}
    yield Page(
        path="network.md",
        template="network.md.j2",
        context={
            "picture": _picture(
                pairs, names, heads=("Speaker", "Spoken about"), rows={str(row["id"]) for row in rows[:ROWS]}
            ),
            "rows": rows[:ROWS],
            "more": max(0, len(rows) - ROWS),
            "pairs": plural(len(rows), "pair"),
            "quotes": plural(len({said.quote.id for group in quotes.values() for said in group}), "statement"),
            "cap": CAP,
            "beside_picture": _picture(
                beside,
                names,
                heads=("Named", "Beside"),
                rows={f"{one}-beside-{other}" for one, other in list(beside)[:ROWS]},
                word="beside",
            ),
            "beside": [
                {
                    "id": f"{one}-beside-{other}",
                    "left": site.places.named(one),
                    "right": site.places.named(other),
                    "count": number,
                }
                for (one, other), number in list(beside.items())[:ROWS]
            ],
            "beside_more": max(0, len(beside) - ROWS),
        },
    )


def _order(pairs: Counter[tuple[str, str]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for (speaker, _), number in pairs.items():
        total[speaker] += number
    return {speaker: i for i, (speaker, _) in enumerate(sorted(total.items(), key=lambda item: (-item[1], item[0])))}


def _sources(site: Site, group: list[SaidQuote]) -> tuple[Source, ...]:
    return site.places.sources(said.quote.pieces[0] for said in group[:6])


def _beside(site: Site) -> dict[tuple[str, str], int]:
    """Return pairs named in the same sentence, the person or the more frequent first, most sentences first."""
    pairs: dict[tuple[str, str], int] = {}
    kinds = {actor.id: actor.kind for actor in site.kb.actors}
    for actor in site.kb.actors:
        for other, number in site.kb.co_actors(actor.id):
            if kinds[actor.id] != "person" or (kinds[other.id] == "person" and other.id < actor.id):
                continue
            pairs[actor.id, other.id] = number
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return {pair: number for pair, number in ordered if number > 1} or dict(ordered[:40])


def _picture(
    pairs: Any, names: dict[str, str], *, heads: tuple[str, str], rows: set[str], word: str = "about"
) -> Markup:
    drawn = [(one, other, number) for (one, other), number in sorted(pairs.items(), key=lambda i: (-i[1], i[0]))]
    shown = [pair for pair in drawn if f"{pair[0]}-{word}-{pair[1]}" in rows]
    escaped = {key: str(escape(name if len(name) <= 24 else name[:23] + "…")) for key, name in names.items()}
    return Markup(draw_network(shown, escaped, heads=heads, word=word))
