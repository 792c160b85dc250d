"""The morning page: what happened, what was announced, who speaks about whom, what is new and what is open."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Event, Page, Quote, SaidQuote
from generator.pages.activity import count_activity
from generator.pages.network import count_pairs, pair_row
from generator.pages.places import Named, Ref
from generator.pages.views import MODALITIES, event_line, quote_words
from generator.pages.wording import in_marks, plural, shorten, show_date

if TYPE_CHECKING:
    from generator.pages import Site

TOP_EVENTS, TOP_PLANS, TOP_SPEAKERS, TOP_NAMED, TOP_OPEN = 7, 4, 8, 6, 7
TOP_SAID, WHOLE, ENOUGH = 5, 40, 3
"""Statements of the newest day; characters of one that is no scrap; actors named in one that surely is about something."""

RECENT = 7
"""Days before the newest article that count as recent in a folder that covers more than twice as many."""


def home_pages(site: Site) -> Iterator[Page]:
    """Yield index.md."""
    kb, places = site.kb, site.places
    dated = sorted({article.published for article in kb.articles if article.published})
    recent = _recent_days(dated)
    happened = _order([event for event in kb.events if event.modality == "happened"], site, recent)
    others = _order([e for e in kb.events if e.modality not in ("happened", "historical")], site, recent)
    lead = happened[0][:TOP_EVENTS]
    earlier = [event for event in happened[1] if event not in lead][: max(3, TOP_EVENTS - len(lead))]
    shown = [*others[0], *others[1]][:TOP_PLANS]
    yield Page(
        path="index.md",
        template="index.md.j2",
        context={
            "title": show_date(dated[-1]) if dated else "Briefing",
            "has_articles": bool(kb.articles),
            **_counts(site, dated),
            "recent_from": show_date(recent, weekday=False) if recent else "",
            "happened": [event_line(places, event) for event in lead],
            "earlier": [event_line(places, event) for event in earlier],
            "more_happened": len(happened[0]) + len(happened[1]) - len(lead) - len(earlier),
            "others": [event_line(places, event) for event in shown],
            "more_others": len(others[0]) + len(others[1]) - len(shown),
            "said": _newest_said(site, dated),
            "matrix": speech_matrix(site),
            "news": _news(site),
            "open": site.items[:TOP_OPEN],
            "open_total": len(site.items),
            "last_day": places.day(dated[-1]) if dated else None,
            "activity": count_activity({"Articles": [article.published or "" for article in kb.articles]}),
            "modalities": MODALITIES,
        },
    )


def _counts(site: Site, dated: Sequence[str]) -> dict[str, Any]:
    kb = site.kb
    copies = sum(len(group.copies) for group in kb.copies)
    return {
        "period": _period(dated),
        "articles": plural(len(kb.articles), "article"),
        "undated": sum(article.published is None for article in kb.articles),
        "independent": plural(len(kb.articles) - copies, "independent report"),
        "copies": copies,
        "copies_words": plural(copies, "near-copy", "near-copies"),
        "skipped": sum(p.severity == "skipped" and p.stage != "corrections" for p in site.report.problems),
        "statements": plural(len(kb.quotes), "statement"),
    }


def _period(dated: Sequence[str]) -> str:
    if not dated:
        return "no dated article"
    if dated[0] == dated[-1]:
        return show_date(dated[0])
    return show_date(f"{dated[0]}/{dated[-1]}")


def _recent_days(dated: Sequence[str]) -> str:
    """Return the first day that counts as recent, or an empty string if the whole folder does."""
    if not dated:
        return ""
    first, last = datetime.date.fromisoformat(dated[0]), datetime.date.fromisoformat(dated[-1])
    if (last - first).days <= 2 * RECENT:
        return ""
    return (last - datetime.timedelta(days=RECENT - 1)).isoformat()


def _order(events: Sequence[Event], site: Site, recent: str) -> tuple[list[Event], list[Event]]:
    """Return events that recent articles report and the others, highest rank first in each."""
    ranked = sorted(events, key=lambda event: (-event.rank, event.id))
    if not recent:
        return ranked, []
    days = {article.id: article.published or "" for article in site.kb.articles}
    fresh = {
        event.id
        for event in ranked
        if any(days[mention.trigger.article] >= recent for mention in site.kb.reports_of(event.id))
    }
    return [e for e in ranked if e.id in fresh], [e for e in ranked if e.id not in fresh]


def _newest_said(site: Site, dated: Sequence[str]) -> dict[str, Any]:
    """Return a statement each of those who speak most, of the newest day on which somebody known is quoted in full words.

    Only direct and mixed quotations whose speaker is printed beside them, and no scraps; empty if there is none within
    the last `RECENT` days that have articles.
    """
    kb = site.kb
    total = Counter(said.speaker for said in kb.quotes if said.speaker)
    for day in reversed(dated[-RECENT:]):
        spoken: dict[str, list[SaidQuote]] = {}
        for said in kb.quotes:
            if said.speaker and kb.article(said.quote.pieces[0].article).published == day and _is_whole(said.quote):
                spoken.setdefault(said.speaker, []).append(said)
        if spoken:
            speakers = sorted(spoken, key=lambda speaker: (-total[speaker], speaker))[:TOP_SAID]
            rows = [_said_line(site, speaker, min(spoken[speaker], key=_weight).quote) for speaker in speakers]
            return {"day": show_date(day, weekday=False), "ref": site.places.day(day), "rows": rows}
    return {}


def _weight(said: SaidQuote) -> tuple[bool, int]:
    """Order direct words first, and those first that name the most others: greetings name nobody."""
    return said.quote.kind != "direct", -min(len(said.about), ENOUGH)


def _is_whole(quote: Quote) -> bool:
    return quote.kind != "indirect" and quote.confidence == "high" and len(quote_words(quote)) >= WHOLE


def _said_line(site: Site, speaker: str, quote: Quote) -> dict[str, Any]:
    """Return a line; only direct words stand between marks of ours, a mixed quotation has its own inside."""
    words = shorten(quote_words(quote))
    return {
        "speaker": site.places.named(speaker),
        "words": in_marks(words) if quote.kind == "direct" else words,
        "source": site.places.source(quote.pieces[0]),
    }


def speech_matrix(site: Site) -> dict[str, Any]:
    """Return who speaks most, with the number of statements in all and about each of those spoken about most."""
    kb, pairs = site.kb, count_pairs(site)
    total = Counter(said.speaker for said in kb.quotes if said.speaker)
    about = Counter[str]()
    for (_, named), number in pairs.items():
        about[named] += number
    speakers = [actor for actor, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))][:TOP_SPEAKERS]
    others = [actor for actor, _ in sorted(about.items(), key=lambda item: (-item[1], item[0]))][:TOP_NAMED]
    rows = [
        (site.places.named(speaker, total[speaker]), [_cell(pairs, speaker, other, site) for other in others])
        for speaker in speakers
    ]
    return {"named": [_short_name(kb.actor(actor).name, kb.actor(actor).kind) for actor in others], "rows": rows}


def _short_name(name: str, kind: str) -> str:
    """Return a person's last name: the matrix has room for one word, and every cell leads to the full name."""
    return name.split()[-1] if kind == "person" and name.split() else name


def _cell(pairs: Counter[tuple[str, str]], speaker: str, named: str, site: Site) -> Named | None:
    number = pairs.get((speaker, named), 0)
    return Named(str(number), pair_row(site, speaker, named)) if number else None


def _news(site: Site) -> list[Named]:
    """Return what is new since the last build, or what a first build holds; nothing if nothing changed."""
    kb, changes = site.kb, site.changes
    if changes is None or changes.first:
        named = sum(actor.has_page for actor in kb.actors)
        return [
            Named("articles, first build of this folder", Ref("articles/index.md"), len(kb.articles)),
            Named("events", Ref("events/index.md"), len(kb.events)),
            Named("actors with a page", Ref("actors/index.md"), named),
            Named("statements", Ref("statements.md"), len(kb.quotes)),
        ]
    labels = {"articles": "article", "events": "event", "actors": "actor", "quotes": "statement"}
    rows = []
    for section, label in labels.items():
        found, ref = changes[section], Ref("changes.md", f"{label}s")
        for before, ids, behind in (
            ("new ", found.new, ""),
            ("changed ", found.changed, ""),
            ("", found.gone, " gone"),
        ):
            if ids:
                rows.append(Named(f"{before}{label}{'' if len(ids) == 1 else 's'}{behind}", ref, len(ids)))
    return rows
