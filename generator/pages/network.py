"""Who speaks about whom and who is named beside whom: two pictures with the tables they are drawn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from generator.model import Page, SaidQuote
from generator.pages.pictures import CAP, LINES, draw_network, pair_id
from generator.pages.places import Ref
from generator.pages.wording import plural

if TYPE_CHECKING:
    from generator.pages import Site

ROWS, SOURCES, NAME = 150, 3, 24
"""Rows of each table, sentences linked in a row, and letters of a name in the picture; the actor pages have all."""

Pairs = Mapping[tuple[str, str], int]


def count_pairs(site: Site) -> Counter[tuple[str, str]]:
    """Count quotations by speaker and named actor."""
    pairs: Counter[tuple[str, str]] = Counter()
    for said in site.kb.quotes:
        if said.speaker:
            pairs.update((said.speaker, other) for other in said.about if other != said.speaker)
    return pairs


def pair_row(site: Site, speaker: str, named: str) -> Ref:
    """Return the row of a pair in the table, or the speaker if the table is too short for it."""
    if (speaker, named) in site.pairs:
        return Ref("network.md", pair_id(speaker, named))
    return site.places.actor(site.kb.actor(speaker))


def listed_pairs(pairs: Pairs) -> list[tuple[str, str]]:
    """Return the pairs that the table lists, those with most statements, grouped by speaker, who speaks most first."""
    kept = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:ROWS]
    total: Counter[str] = Counter()
    for pair in kept:
        total[pair[0]] += pairs[pair]
    return sorted(kept, key=lambda pair: (-total[pair[0]], pair[0], -pairs[pair], pair[1]))


def network_pages(site: Site) -> Iterator[Page]:
    """Yield network.md."""
    pairs = count_pairs(site)
    listed = listed_pairs(pairs)
    quotes: dict[tuple[str, str], list[SaidQuote]] = defaultdict(list)
    for said in site.kb.quotes:
        for other in said.about if said.speaker else ():
            quotes[said.speaker or "", other].append(said)
    beside = _beside(site)
    near = sorted(beside, key=lambda pair: (-beside[pair], pair))[:ROWS]
    yield Page(
        path="network.md",
        template="network.md.j2",
        context={
            "cap": CAP,
            "lines": LINES,
            "pairs": plural(len(pairs), "pair"),
            "quotes": plural(
                len({said.quote.id for (one, other), group in quotes.items() if one != other for said in group}),
                "statement",
            ),
            "picture": _picture(site, {pair: pairs[pair] for pair in listed}, ("Speaker", "Spoken about"), "about"),
            "rows": [_row(site, pair, pairs[pair], "about", quotes[pair]) for pair in listed],
            "more": max(0, len(pairs) - len(listed)),
            "beside_picture": _picture(site, {pair: beside[pair] for pair in near}, ("Named", "Beside"), "beside"),
            "beside": [_row(site, pair, beside[pair], "beside", ()) for pair in near],
            "beside_more": max(0, len(beside) - len(near)),
        },
    )


def _row(site: Site, pair: tuple[str, str], number: int, word: str, group: Any) -> dict[str, Any]:
    return {
        "id": pair_id(*pair, word),
        "one": site.places.named(pair[0]),
        "other": site.places.named(pair[1]),
        "count": number,
        "sources": site.places.sources(said.quote.pieces[0] for said in group[:SOURCES]),
    }


def _beside(site: Site) -> dict[tuple[str, str], int]:
    """Return pairs named in the same sentence: people left, with people, organisations, states and places right."""
    pairs: dict[tuple[str, str], int] = {}
    kinds = {actor.id: actor.kind for actor in site.kb.actors}
    for actor in site.kb.actors:
        for other, number in site.kb.co_actors(actor.id):
            if kinds[actor.id] != "person" or (kinds[other.id] == "person" and other.id < actor.id):
                continue
            pairs[actor.id, other.id] = number
    return {pair: number for pair, number in pairs.items() if number > 1} or pairs


def _picture(site: Site, pairs: Pairs, heads: tuple[str, str], word: str) -> Markup:
    drawn = [(one, other, pairs[one, other]) for one, other in sorted(pairs, key=lambda pair: (-pairs[pair], pair))]
    names = {key: site.kb.actor(key).name for pair in pairs for key in pair}
    short = {key: str(escape(name if len(name) <= NAME else f"{name[: NAME - 1]}…")) for key, name in names.items()}
    return Markup(draw_network(drawn, short, heads=heads, word=word))
