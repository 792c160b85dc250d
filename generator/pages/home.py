"""The morning page: what happened, what was announced, who speaks about whom, what is new and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.model import Page
from generator.pages.review import open_items
from generator.pages.views import MODALITIES, Named, Ref, event_line, plural, show_date

if TYPE_CHECKING:
    from generator.pages import Site

TOP_EVENTS, TOP_PLANS, TOP_SPEAKERS, TOP_NAMED, TOP_OPEN = 7, 3, 8, 6, 7


def home_pages(site: Site) -> Iterator[Page]:
    """Yield index.md."""
    kb = site.kb
    dated = sorted({article.published for article in kb.articles if article.published})
    events = sorted(kb.events, key=lambda event: (-event.rank, event.id))
    happened = [event_line(site.places, event) for event in events if event.modality == "happened"]
    others = [event_line(site.places, event) for event in events if event.modality not in ("happened", "historical")]
    independent = len(kb.articles) - sum(len(group.copies) for group in kb.copies)
    items = open_items(site)
    yield Page(
        path="index.md",
        template="index.md.j2",
        context={
            "title": show_date(dated[-1]) if dated else "Briefing",
            "has_articles": bool(kb.articles),
            "period": _period(dated),
            "articles": plural(len(kb.articles), "article"),
            "undated": len(kb.articles) - sum(article.published is not None for article in kb.articles),
            "independent": plural(independent, "independent report"),
            "happened": happened[:TOP_EVENTS],
            "more_happened": len(happened) - TOP_EVENTS,
            "others": others[:TOP_PLANS],
            "more_others": len(others) - TOP_PLANS,
            "matrix": speech_matrix(site),
            "news": _news(site),
            "open": items[:TOP_OPEN],
            "open_total": len(items),
            "skipped": sum(problem.severity == "skipped" for problem in site.report.problems),
            "copies": sum(len(group.copies) for group in kb.copies),
            "last_day": site.places.day(dated[-1]) if dated else None,
            "modalities": MODALITIES,
        },
    )


def _period(dated: list[str]) -> str:
    if not dated:
        return "no dated article"
    if dated[0] == dated[-1]:
        return show_date(dated[0])
    return f"{show_date(dated[0], weekday=False)} to {show_date(dated[-1], weekday=False)}"


def speech_matrix(site: Site) -> dict[str, Any]:
    """Return speakers, the named, and how many quotations of each name each; None for none."""
    kb, pairs = site.kb, count_pairs(site)
    by, about = Counter[str](), Counter[str]()
    for (speaker, named), number in pairs.items():
        by[speaker] += number
        about[named] += number
    speakers = [actor for actor, _ in sorted(by.items(), key=lambda item: (-item[1], item[0]))][:TOP_SPEAKERS]
    others = [actor for actor, _ in sorted(about.items(), key=lambda item: (-item[1], item[0]))][:TOP_NAMED]
    rows = [
        (site.places.named(speaker), [_cell(pairs, speaker, other, site) for other in others]) for speaker in speakers
    ]
    return {"named": [kb.actor(actor).name for actor in others], "rows": rows}


def _cell(pairs: Counter[tuple[str, str]], speaker: str, named: str, site: Site) -> Named | None:
    number = pairs.get((speaker, named), 0)
    if not number:
        return None
    return Named(str(number), site.places.actor(site.kb.actor(speaker)))


def count_pairs(site: Site) -> Counter[tuple[str, str]]:
    """Count quotations by speaker and named actor."""
    pairs: Counter[tuple[str, str]] = Counter()
    for said in site.kb.quotes:
        if said.speaker:
            pairs.update((said.speaker, other) for other in said.about if other != said.speaker)
    return pairs


def _news(site: Site) -> list[Named]:
    """Return what is new since the last build, or what a first build holds."""
    kb, changes = site.kb, site.changes
    if changes is None or changes.first:
        named = sum(actor.has_page for actor in kb.actors)
        return [
            Named("articles, first build of this folder", Ref("articles/index.md"), len(kb.articles)),
            Named("events", Ref("events/index.md"), len(kb.events)),
            Named("actors with a page", Ref("actors/index.md"), named),
            Named("statements", Ref("statements.md"), len(kb.quotes)),
        ]
    places = {"articles": "articles", "events": "events", "actors": "actors", "quotes": "statements"}
    rows = [
        Named(f"new {label}", Ref("changes.md", label), len(changes[section].new)) for section, label in places.items()
    ]
    rows += [
        Named(f"changed {label}", Ref("changes.md", label), len(changes[section].changed))
        for section, label in places.items()
        if changes[section].changed
    ]
    rows += [
        Named(f"{label} gone", Ref("changes.md", label), len(changes[section].gone))
        for section, label in places.items()
        if changes[section].gone
    ]
    return rows
