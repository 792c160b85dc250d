"""Actor pages: who it is by every printed form, what was said by and about, its events, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model import Actor, Page, SaidQuote, Span
from generator.pages.activity import count_activity
from generator.pages.places import FULL, Named, Part, Ref, Source, file_name, newest_first
from generator.pages.settled import settled
from generator.pages.views import QuoteView, dated_link, event_line, quote_view, quotes_by_day
from generator.pages.wording import month_name, plural, show_date

if TYPE_CHECKING:
    from generator.pages import Site

BESIDE, EVENTS, ARTICLES, FORMS, ROLES, HELD = 12, 40, 30, 24, 12, 5
"""Neighbours, events, articles, printed forms, roles and held-back statements on one page."""

KIND_WORDS = {"person": "person", "organization": "organisation", "state": "state", "place": "place"}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What is printed under another name that may be this actor's: it is shown and not counted until somebody decides."""

    name: Named
    articles: int
    reason: str
    review: Ref | None
    quotes: tuple[QuoteView, ...]
    more: int


def actor_pages(site: Site) -> Iterator[Page]:
    """Yield a page for every actor over the threshold, and pages by month where there are many quotations."""
    held = _held_back(site)
    for actor in site.kb.actors:
        if actor.has_page:
            yield _actor_page(site, actor, held.get(actor.id, []))
            yield from _month_pages(site, actor)


def _actor_page(site: Site, actor: Actor, held: Sequence[HeldBack]) -> Page:
    kb, places = site.kb, site.places
    by = places.speeches.get(actor.id, [])
    about = newest_first(kb, kb.quotes_about(actor.id))
    months = places.months_of(actor.id)
    articles = kb.articles_of(actor)
    events = list(reversed(kb.events_of(actor.id)))
    dated = [event for event in events if event.date]
    ordered = [*dated, *(event for event in events if not event.date)]
    shown = places.recent(by)
    context = {
        "name": actor.name,
        "type": actor.kind,
        "kind_word": KIND_WORDS[actor.kind],
        "role": _latest_role(site, actor),
        "says": quotes_by_day(places, shown),
        "says_shown": len(shown),
        "says_total": len(by),
        "months": _month_links(months),
        "held": held,
        "about": quotes_by_day(places, about[:FULL]),
        "about_total": len(about),
        "about_more": max(0, len(about) - FULL),
        "events": [event_line(places, event) for event in ordered[:EVENTS]],
        "events_total": len(events),
        "doubtful": [alias for alias in actor.aliases if alias.doubtful],
        "forms": _forms(site, actor)[:FORMS],
        "forms_more": max(0, len(actor.aliases) - FORMS),
        "roles": _roles(site, actor)[:ROLES],
        "roles_more": max(0, len(actor.roles) - ROLES),
        "beside": [places.named(other.id, number) for other, number in kb.co_actors(actor.id)[:BESIDE]],
        "settled": settled(site, actor.corrections),
        "aliases": [alias.text for alias in actor.aliases if alias.form == "name"][:12],
        "activity": _activity(site, articles, by, months),
        **_article_facts(site, articles),
    }
    role = f", “{actor.roles[0].text}”" if actor.roles else ""
    context["description"] = (
        f"{actor.name}{role}: {plural(len(by), 'statement')} in {plural(len(articles), 'article')}, "
        "with every source sentence."
    )
    return Page(path=f"actors/{file_name(actor.id)}.md", template="actor.md.j2", context=context)


def _article_facts(site: Site, articles: Sequence[Any]) -> dict[str, Any]:
    days = sorted(article.published for article in articles if article.published)
    return {
        "articles": [dated_link(site.places, article) for article in reversed(articles[-ARTICLES:])],
        "articles_total": len(articles),
        "independent": len({site.kb.original_of.get(article.id, article.id) for article in articles}),
        "first": show_date(days[0], weekday=False) if days else "",
        "last": show_date(days[-1], weekday=False) if days else "",
    }


def _activity(site: Site, articles: Sequence[Any], by: Sequence[SaidQuote], months: Sequence[Part[SaidQuote]]) -> Any:
    pages = {part.key: part.ref for part in reversed(months)}

    def find(period: str) -> Ref | None:
        return site.places.day(period) if len(period) == 10 else pages.get(period)

    published = [site.kb.article(said.quote.pieces[0].article).published or "" for said in by]
    return count_activity(
        {"Articles": [article.published or "" for article in articles], **({"Statements": published} if by else {})},
        find,
    )


def _month_links(parts: Sequence[Part[SaidQuote]]) -> list[Named]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part.key] = counts.get(part.key, 0) + len(part.rows)
    return [Named(month_name(part.key), part.ref, counts[part.key]) for part in parts if part.number == 1]


def _month_pages(site: Site, actor: Actor) -> Iterator[Page]:
    """Yield the pages on which all quotations stand by month."""
    parts = site.places.months_of(actor.id)
    for part in parts:
        same = [one for one in parts if one.key == part.key]
        yield Page(
            path=part.ref.path,
            template="actor_month.md.j2",
            context={
                "name": actor.name,
                "actor_ref": site.places.actor(actor),
                "month": month_name(part.key),
                "number": part.number,
                "parts": [Named(str(one.number), one.ref) for one in same],
                "months": _month_links(parts),
                "says": quotes_by_day(site.places, part.rows),
                "says_total": sum(len(one.rows) for one in same),
            },
        )


# -- names and roles ---------------------------------------------------------------------------------------------------


def _held_back(site: Site) -> dict[str, list[HeldBack]]:
    """Return for each actor the names that may be its own but were not merged, with what they said."""
    kb, places = site.kb, site.places
    found: dict[str, list[HeldBack]] = {}
    for link in kb.suggestions:
        left, right = (kb.actor_of(key) or kb.find_actor(key) for key in (link.left, link.right))
        if left is None or right is None or left.id == right.id:
            continue
        more, less = sorted((left, right), key=lambda actor: (-len(kb.mentions_of(actor.id)), actor.id))
        said = newest_first(kb, kb.quotes_by(less.id))
        found.setdefault(more.id, []).append(
            HeldBack(
                name=places.named(less.id),
                articles=len(kb.articles_of(less)),
                reason=link.reason,
                review=places.review.get(f"name-{left.id}-{right.id}"),
                quotes=tuple(quote_view(places, one) for one in said[:HELD]),
                more=max(0, len(said) - HELD),
            )
        )
    return found


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
    for alias in actor.aliases:
        span = first.get(" ".join(alias.text.split()))
        rows.append(
            {
                "text": alias.text,
                "count": alias.count,
                "form": "" if alias.form == "name" else alias.form,
                "ref": site.places.source(span).ref if span else None,
                "doubtful": alias.doubtful,
            }
        )
    return rows


def _roles(site: Site, actor: Actor) -> list[dict[str, Any]]:
    """Return the roles as printed, latest first, with the days and sentences of the first and the last article."""
    rows = []
    for role in actor.roles:
        ordered = sorted(
            role.spans, key=lambda span: (site.kb.article(span.article).published or "", span.article, span.start)
        )
        days = [day for span in ordered if (day := site.kb.article(span.article).published)]
        rows.append(
            {
                "text": " ".join(role.text.split()),
                "first": show_date(days[0], weekday=False) if days else "undated",
                "first_ref": site.places.source(ordered[0]).ref,
                "last": show_date(days[-1], weekday=False) if days else "undated",
                "last_ref": site.places.source(ordered[-1]).ref,
                "count": len(ordered),
                "day": days[-1] if days else "",
            }
        )
    return sorted(rows, key=lambda row: (row["day"], row["count"], row["text"]), reverse=True)
