"""Actor pages and their index: who it is by every printed form, what was said by and about, its events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model import Actor, Page, SaidQuote, Span
from generator.pages.pictures import activity_bars
from generator.pages.views import (
    FULL,
    Named,
    QuoteView,
    Ref,
    Source,
    event_line,
    letter_of,
    newest_first,
    plural,
    quote_view,
    show_date,
)

if TYPE_CHECKING:
    from generator.pages import Site

BESIDE = 12
EVENTS = 60
"""Events listed on an actor's page; the timeline has all."""
KIND_WORDS = {"person": "person", "organization": "organisation", "state": "state", "place": "place"}


@dataclass(frozen=True, slots=True)
class Row:
    """An actor in the index."""

    id: str
    first: str
    last: str
    ref: Ref
    forms: str
    kind: str
    says: int
    named: int


def actor_index_pages(site: Site) -> Iterator[Page]:
    """Yield actors/index.md, with one page a letter when there are too many rows for one."""
    rows: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for actor in site.kb.actors:
        rows[letter_of(actor)].append((_sort_key(actor), _row(site, actor)))
    letters = [*"abcdefghijklmnopqrstuvwxyz", "other"]
    split = site.places.split_actors
    jumps = [
        Named(letter.upper() if letter != "other" else "#", _letter_ref(letter, split), len(rows.get(letter, ())))
        for letter in letters
    ]
    counts = Counter(KIND_WORDS[actor.kind] for actor in site.kb.actors)
    context = {
        "total": plural(len(site.kb.actors), "named actor"),
        "articles": plural(len(site.kb.articles), "article"),
        "jumps": jumps,
        "kinds": [(kind, counts[kind]) for kind in ("person", "state", "organisation", "place") if counts[kind]],
        "letter": "",
    }
    ordered = {letter: [row for _, row in sorted(rows[letter], key=lambda item: item[0])] for letter in rows}
    everyone = [] if split else [row for letter in letters for row in ordered.get(letter, [])]
    top = sorted((row for group in ordered.values() for row in group), key=lambda row: (-row.says, -row.named, row.id))
    yield Page(
        path="actors/index.md",
        template="actors.md.j2",
        context={
            **context,
            "rows": everyone or top[:50],
            "anchors": not split,
            "first_of": _first_rows(ordered, split),
        },
    )
    if split:
        for letter in letters:
            yield Page(
                path=f"actors/index-{letter}.md",
                template="actors.md.j2",
                context={
                    **context,
                    "rows": ordered.get(letter, []),
                    "letter": letter.upper(),
                    "anchors": True,
                    "first_of": {},
                },
            )


def _letter_ref(letter: str, split: bool) -> Ref:
    return Ref(f"actors/index-{letter}.md") if split else Ref("actors/index.md", f"letter-{letter}")


def _first_rows(ordered: dict[str, list[Row]], split: bool) -> dict[str, str]:
    return {} if split else {rows[0].id: f"letter-{letter}" for letter, rows in ordered.items() if rows}


def _sort_key(actor: Actor) -> str:
    words = actor.name.split()
    return f"{words[-1]} {actor.name}".casefold() if actor.kind == "person" else actor.name.casefold()


def _row(site: Site, actor: Actor) -> Row:
    kb = site.kb
    head, _, tail = actor.name.rpartition(" ") if actor.kind == "person" else ("", "", actor.name)
    if actor.roles:
        forms = f"“{actor.roles[0].text}”"
    else:
        forms = ", ".join(alias.text for alias in actor.aliases[:4] if alias.text != actor.name)
    ref = site.places.actor(actor)
    if not actor.has_page:
        mentions = kb.mentions_of(actor.id)
        ref = site.places.source(mentions[0].span).ref if mentions else ref
    sentences = {(m.span.article, kb.sentence_of(m.span).number) for m in kb.mentions_of(actor.id)}
    return Row(actor.id, head, tail, ref, forms, KIND_WORDS[actor.kind], len(kb.quotes_by(actor.id)), len(sentences))


def actor_pages(site: Site) -> Iterator[Page]:
    """Yield a page for every actor over the threshold, and one a month of quotations where there are many."""
    for actor in site.kb.actors:
        if actor.has_page:
            yield from _actor_pages(site, actor)


def _actor_pages(site: Site, actor: Actor) -> Iterator[Page]:
    kb, places = site.kb, site.places
    by = newest_first(kb, kb.quotes_by(actor.id))
    about = newest_first(kb, kb.quotes_about(actor.id))
    articles = kb.articles_of(actor)
    days = sorted(article.published for article in articles if article.published)
    base = {
        "name": actor.name,
        "kind_word": KIND_WORDS[actor.kind],
        "actor_ref": places.actor(actor),
        "type": actor.kind,
    }
    months = _months(site, by)
    events = kb.events_of(actor.id)
    shown = by if len(by) <= FULL else by[:FULL]
    yield Page(
        path=f"actors/{actor.id}.md",
        template="actor.md.j2",
        context={
            **base,
            "role": _latest_role(site, actor),
            "says": _by_day(site, shown),
            "says_total": len(by),
            "months": []
            if len(by) <= FULL
            else [(name, ref, len(group)) for name, ref, group in _month_refs(actor, months)],
            "about": _by_day(site, about[:FULL]),
            "about_total": len(about),
            "about_more": max(0, len(about) - FULL),
            "events": [event_line(places, event) for event in events[:EVENTS]],
            "events_total": len(events),
            "doubtful": [alias for alias in actor.aliases if alias.doubtful],
            "forms": _forms(site, actor),
            "roles": _roles(site, actor),
            "beside": _beside(site, actor),
            "articles": [_article(site, article.id) for article in articles[-40:]],
            "articles_total": len(articles),
            "independent": len({kb.original_of.get(article.id, article.id) for article in articles}),
            "first": show_date(days[0], weekday=False) if days else "",
            "last": show_date(days[-1], weekday=False) if days else "",
            "bars": activity_bars(days),
            "corrections": actor.corrections,
            "aliases": [alias.text for alias in actor.aliases if alias.form == "name"],
            "description": _description(actor, len(by), len(articles)),
        },
    )
    if len(by) > FULL:
        for name, ref, group in _month_refs(actor, months):
            yield Page(
                path=ref.path,
                template="actor_month.md.j2",
                context={**base, "month": name, "says": _by_day(site, group), "says_total": len(group)},
            )


def _description(actor: Actor, quotes: int, articles: int) -> str:
    role = f", “{actor.roles[0].text}”" if actor.roles else ""
    return f"{actor.name}{role}: {plural(quotes, 'quotation')} in {plural(articles, 'article')}, with every source sentence."


def _by_day(site: Site, group: Sequence[SaidQuote]) -> list[tuple[str, Ref | None, list[QuoteView]]]:
    days: dict[str, list[QuoteView]] = {}
    refs: dict[str, Ref | None] = {}
    for said in group:
        view = quote_view(site.places, said)
        days.setdefault(view.date, []).append(view)
        refs[view.date] = site.places.day(view.day)
    return [(day, refs[day], views) for day, views in days.items()]


def _months(site: Site, group: Sequence[SaidQuote]) -> dict[str, list[SaidQuote]]:
    months: dict[str, list[SaidQuote]] = defaultdict(list)
    for said in group:
        months[site.places.month_of(said)].append(said)
    return months


def _month_refs(actor: Actor, months: dict[str, list[SaidQuote]]) -> Iterator[tuple[str, Ref, list[SaidQuote]]]:
    for month in sorted(months, reverse=True):
        name = "Undated" if month == "undated" else show_date(month)
        yield name, Ref(f"actors/{actor.id}/{month}.md"), months[month]


def _latest_role(site: Site, actor: Actor) -> tuple[str, Source] | None:
    spans = [
        (site.kb.article(span.article).published or "", role.text, span) for role in actor.roles for span in role.spans
    ]
    if not spans:
        return None
    _, text, span = max(spans, key=lambda item: (item[0], len(item[1]), item[2].article, -item[2].start))
    return text, site.places.source(span)


def _forms(site: Site, actor: Actor) -> list[dict[str, Any]]:
    first: dict[str, Span] = {}
    for mention in site.kb.mentions_of(actor.id):
        first.setdefault(" ".join(mention.span.text.split()), mention.span)
    rows = []
    for alias in actor.aliases[:30]:
        span = first.get(alias.text)
        rows.append(
            {
                "text": alias.text,
                "count": alias.count,
                "form": "" if alias.form == "name" else alias.form,
                "ref": site.places.source(span).ref if span else None,
                "doubtful": alias.doubtful,
                "reason": alias.reason,
            }
        )
    return rows


def _roles(site: Site, actor: Actor) -> list[dict[str, Any]]:
    rows = []
    for role in actor.roles[:12]:
        ordered = sorted(
            role.spans, key=lambda span: (site.kb.article(span.article).published or "9999", span.article, span.start)
        )
        dates = [site.kb.article(span.article).published for span in ordered]
        known = [day for day in dates if day]
        rows.append(
            {
                "text": role.text,
                "first": show_date(known[0], weekday=False) if known else "",
                "last": show_date(known[-1], weekday=False) if known else "",
                "source": site.places.source(ordered[0]),
                "count": len(ordered),
            }
        )
    return rows


def _beside(site: Site, actor: Actor) -> list[Named]:
    return [site.places.named(other.id, number) for other, number in site.kb.co_actors(actor.id)[:BESIDE]]


def _article(site: Site, article_id: str) -> Named:
    article = site.kb.article(article_id)
    note = ", ".join(filter(None, [article.outlet, show_date(article.published, weekday=False)]))
    return Named(article.title, site.places.article(article), note=note)
