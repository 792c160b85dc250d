"""The index of articles: by day, newest first, and by outlet, cut before a page grows too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Article, Page
from generator.name_forms import slug
from generator.pages.activity import count_activity
from generator.pages.places import Named, Part, Ref, cut_parts
from generator.pages.wording import month_name, plural, show_date

if TYPE_CHECKING:
    from generator.pages import Site

OUTLETS, NEWEST, ROWS = 160, 60, 160
"""Outlets listed in the margin, articles on the first page of a split index, and on one page: each may have its day."""


ALONE = {"outlets": "", "outlet_links": [], "outlets_more": 0, "months": [], "activity": None, "newest": False}
"""What a page of one month or outlet says of the others: nothing, or each of them would change with every article."""


def article_index_pages(site: Site) -> Iterator[Page]:
    """Yield articles/index.md, pages by month when one cannot hold them, and pages by outlet."""
    articles = sorted(site.kb.articles, key=lambda one: one.path)
    articles.sort(key=lambda one: one.published or "", reverse=True)
    split = len(articles) > ROWS
    months, outlets = _by_month(articles), _by_outlet(articles)
    pages = {month: parts[0].ref for month, parts in months.items()}

    def find(period: str) -> Ref | None:
        month = next((month for month in reversed(pages) if month.startswith(period[:7])), "")
        if len(period) == 10 or not month:
            return site.places.day(period)
        return pages[month] if split else Ref("articles/index.md", f"m-{month}")

    activity = count_activity({"Articles": [article.published or "" for article in articles]}, find)
    ranked = sorted(outlets.items(), key=lambda item: (-_size(item[1]), item[0]))
    named = {article.outlet for article in articles if article.outlet}
    context = {
        "outlets": plural(len(named), "outlet"),
        "outlet_links": [Named(name, parts[0].ref, _size(parts)) for name, parts in ranked[:OUTLETS]],
        "outlets_more": max(0, len(ranked) - OUTLETS),
        "months": [Named(month_name(month), parts[0].ref, _size(parts)) for month, parts in months.items()]
        if split
        else [],
        "activity": activity,
        "newest": split,
    }
    shown = articles[:NEWEST] if split else articles
    yield _page(site, "articles/index.md", "", shown, articles, context)
    for key, parts in [*(months.items() if split else ()), *outlets.items()]:
        title = month_name(key) if key in months else key
        for part in parts:
            name = title if len(parts) == 1 else f"{title}, page {part.number} of {len(parts)}"
            yield _page(site, part.ref.path, name, part.rows, parts, ALONE)


def _page(
    site: Site,
    path: str,
    part: str,
    shown: Sequence[Article],
    whole: Sequence[Article] | Sequence[Part[Article]],
    context: dict[str, Any],
) -> Page:
    articles = [article for one in whole for article in (one.rows if isinstance(one, Part) else [one])]
    originals = {site.kb.original_of.get(article.id, article.id) for article in articles}
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in shown:
        days[article.published or ""].append(_row(site, article))
    first = {day[:7]: f"m-{day[:7]}" for day in days if day}
    return Page(
        path=path,
        template="articles.md.j2",
        context={
            **context,
            "part": part,
            "build": Ref("build.md"),
            "whole": Ref("articles/index.md"),
            "parts": [Named(str(one.number), one.ref) for one in whole if isinstance(one, Part)],
            "total": plural(len(articles), "article"),
            "independent": plural(len(originals), "independent report"),
            "undated": sum(not article.published for article in articles),
            "days": [
                (show_date(day) or "Undated", site.places.day(day or None), first.pop(day[:7], ""), rows)
                for day, rows in days.items()
            ],
        },
    )


def _row(site: Site, article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "ref": site.places.article(article),
        "outlet": article.outlet or "",
        "statements": len(site.kb.annotations[article.id].quotes),
        "events": len(site.kb.events_in(article.id)),
        "is_copy": article.id in site.kb.original_of,
    }


def _by_month(articles: Sequence[Article]) -> dict[str, list[Part[Article]]]:
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[(article.published or "undated")[:7]].append(article)
    return {month: cut_parts(month, f"articles/by-month/{month}.md", group, ROWS) for month, group in groups.items()}


def _by_outlet(articles: Sequence[Article]) -> dict[str, list[Part[Article]]]:
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.outlet or "No outlet in the file"].append(article)
    taken: set[str] = set()
    parts = {}
    for name in sorted(groups):
        key, number = slug(name), 1
        while key in taken:
            number += 1
            key = f"{slug(name)}.{number}"
        taken.add(key)
        parts[name] = cut_parts(name, f"articles/by-outlet/{key}.md", groups[name], ROWS)
    return parts


def _size(parts: Sequence[Part[Article]]) -> int:
    return sum(len(part.rows) for part in parts)
