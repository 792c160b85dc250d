"""Quotes of all articles: who said each by actor, whom it is about, and which are the same words printed twice.

Enters: annotations and resolved actors. Leaves: one `SaidQuote` a quotation, the longest printed form, with the quotes
that repeat it. The same words are the same quote only if nobody is named for them differently.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from generator.config import suggest
from generator.corrections import Corrections, names_article
from generator.errors import Report
from generator.model import Actor, Annotations, Article, Quote, SaidQuote

SHORTEST = 5
"""Words from which equal wording is taken for the same quotation; shorter ones ("a good call") are said by many."""


def resolve_quotes(
    articles: Sequence[Article],
    annotations: Mapping[str, Annotations],
    *,
    speakers: Mapping[str, str | None],
    actors_within: Callable[[Quote], tuple[str, ...]],
    originals: Mapping[str, str] | None = None,
) -> tuple[SaidQuote, ...]:
    """Return every quotation once, in order of article and text; `speakers` maps quote ids to actor ids.

    Two quotes of different articles are one if their words are equal or one contains the other, both of at least
    `SHORTEST` words, and no two different actors are named for them. In copies of one report (`originals` maps each to
    the article it repeats) equal words of any length and kind are one. Near-linear: candidates share a run of `SHORTEST`
    words at the start of one of them.
    """
    quotes = [quote for article in articles for quote in annotations[article.id].quotes]
    groups = _group_repeats(quotes, speakers, originals or {})
    said = []
    for group in groups:
        longest = max(group, key=lambda quote: len(content_words(quote)))
        known = [actor for quote in group if (actor := speakers.get(quote.id))]
        about = dict.fromkeys(actor for quote in group for actor in actors_within(quote))
        said.append(
            SaidQuote(
                quote=longest,
                speaker=speakers.get(longest.id) or (known[0] if known else None),
                about=tuple(about),
                repeats=tuple(quote.id for quote in group if quote.id != longest.id),
            )
        )
    return tuple(said)


def content_words(quote: Quote) -> list[str]:
    """Return the words of the content, without marks and case, so that typography does not tell quotes apart."""
    return [word.casefold() for piece in quote.pieces for word in re.findall(r"[^\W_]+", piece.text)]


def _group_repeats(
    quotes: Sequence[Quote], speakers: Mapping[str, str | None], originals: Mapping[str, str]
) -> list[list[Quote]]:
    """Group quotes by their words, longer ones first to lead; groups come in order of their first quote.

    Whoever repeats a quote has each of its runs of `SHORTEST` words, so that only those with the rarest run are compared.
    """
    words = {quote.id: content_words(quote) for quote in quotes}
    texts = {key: f" {' '.join(mine)} " for key, mine in words.items()}
    order = {quote.id: position for position, quote in enumerate(quotes)}
    runs: dict[tuple[str, ...], list[list[Quote]]] = defaultdict(list)
    groups: list[list[Quote]] = []
    for quote in sorted(quotes, key=lambda one: (-len(words[one.id]), order[one.id])):
        mine, article = words[quote.id], quote.pieces[0].article
        if quote.kind == "indirect" or len(mine) < SHORTEST:
            keys = [("", originals.get(article, article), quote.kind, *mine)]
        else:
            keys = [tuple(mine[start : start + SHORTEST]) for start in range(len(mine) - SHORTEST + 1)]
        rarest = min((runs.get(key, []) for key in keys), key=len)
        joined = next((group for group in rarest if _same(quote, group, texts, speakers)), None)
        if joined is not None:
            joined.append(quote)
            continue
        groups.append([quote])
        for key in dict.fromkeys(keys):
            runs[key].append(groups[-1])
    for group in groups:
        group.sort(key=lambda one: order[one.id])
    return sorted(groups, key=lambda group: order[group[0].id])


def _same(quote: Quote, group: Sequence[Quote], texts: Mapping[str, str], speakers: Mapping[str, str | None]) -> bool:
    """Tell whether a quote repeats the group's first, from another article and without another speaker."""
    if texts[quote.id] not in texts[group[0].id]:
        return False
    if any(one.pieces[0].article == quote.pieces[0].article for one in group):
        return False
    return len({actor for one in (quote, *group) if (actor := speakers.get(one.id))}) < 2


def correct_speakers(
    quotes: Sequence[Quote],
    speakers: Mapping[str, str | None],
    corrections: Corrections,
    actors: Sequence[Actor],
    articles: Mapping[str, Article],
    report: Report,
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the speakers with a person's judgements applied, and the judgement id by quote id.

    A judgement names the first words of a quote; it holds for every quote that begins so, in its article if it names
    one. One that matches no quote or names no actor is reported.
    """
    corrected = dict(speakers)
    settled: dict[str, str] = {}
    ids = {name: actor.id for actor in actors for name in (actor.id, actor.name)}
    for judgement in corrections.of("speaker"):
        wanted = re.findall(r"[^\W_]+", judgement.names[0].casefold())
        hits = [
            quote
            for quote in quotes
            if wanted
            and content_words(quote)[: len(wanted)] == wanted
            and (not judgement.article or names_article(judgement.article, articles[quote.pieces[0].article]))
        ]
        actor = None if judgement.value == "unknown" else ids.get(judgement.value)
        if not hits:
            openings = [" ".join(content_words(quote)[: len(wanted)]) for quote in quotes]
            hint = suggest(" ".join(wanted), openings) if len(openings) < 5000 else "copy the first words from its page"
            report.add("corrections", judgement.id, f"no quote begins with {judgement.names[0]!r}", hint)
        elif actor is None and judgement.value != "unknown":
            hint = suggest(judgement.value, [actor.name for actor in actors])
            report.add("corrections", judgement.id, f"no actor is called {judgement.value!r}", hint)
        else:
            for quote in hits:
                corrected[quote.id] = actor
                settled[quote.id] = judgement.id
    return corrected, settled
