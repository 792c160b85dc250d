"""A page for every day: events, statements and what is not settled, with numbered sources as end notes, made for paper."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model import Event, Page, SaidQuote, Span
from generator.pages.views import Named, Ref, plural, shorten, show_date, whole_day

if TYPE_CHECKING:
    from generator.pages import Site

EVENTS, SAID, CITED = 40, 40, 3
"""Events and statements on one day's page, and sentences cited for each event."""


@dataclass(slots=True)
class EndNotes:
    """Numbers sentences in the order of their first citation; a sentence cited again keeps its number."""

    site: Site
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def cite(self, span: Span) -> int:
        """Return the number of the note for the sentence of a span."""
        kb = self.site.kb
        sentence = kb.sentence_of(span)
        key = (span.article, sentence.number)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            article = kb.article(span.article)
            self.notes.append(
                {
                    "number": self.numbers[key],
                    "ref": self.site.places.sentence(article.id, sentence),
                    "sentence": sentence.number,
                    "title": article.title,
                    "outlet": article.outlet or "",
                    "words": shorten(kb.sentence_text(article.id, sentence), 90),
                }
            )
        return self.numbers[key]


def day_pages(site: Site) -> Iterator[Page]:
    """Yield a page for every day on which an article appeared or an event is dated."""
    events: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(site.kb.events, key=lambda event: (-event.rank, event.id)):
        if day := whole_day(event.date):
            events[day].append(event)
    said: dict[str, list[SaidQuote]] = defaultdict(list)
    articles: dict[str, list[str]] = defaultdict(list)
    for one in site.kb.quotes:
        said[site.kb.article(one.quote.pieces[0].article).published or ""].append(one)
    for article in site.kb.articles:
        articles[article.published or ""].append(article.id)
    days = sorted(site.places.days)
    for index, day in enumerate(days):
        yesterday = (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
        yield _day_page(
            site,
            day,
            events=events.get(day, []),
            yesterday=events.get(yesterday, []),
            said=said.get(day, []),
            articles=articles.get(day, []),
            before=days[index - 1] if index else None,
            after=days[index + 1] if index + 1 < len(days) else None,
        )


def _day_page(
    site: Site,
    day: str,
    *,
    events: list[Event],
    yesterday: list[Event],
    said: list[SaidQuote],
    articles: list[str],
    before: str | None,
    after: str | None,
) -> Page:
    kb = site.kb
    notes = EndNotes(site)
    named = [one for one in said if one.speaker]
    nobody = [one for one in said if not one.speaker]
    independent = {kb.original_of.get(article, article) for article in articles}
    context: dict[str, Any] = {
        "title": show_date(day),
        "articles": plural(len(articles), "article"),
        "independent": plural(len(independent), "independent report"),
        "files": [_file(site, article) for article in articles[:40]],
        "files_more": max(0, len(articles) - 40),
        "events": [_event(site, event, notes) for event in events[:EVENTS]],
        "events_more": max(0, len(events) - EVENTS),
        "yesterday": [_event(site, event, notes) for event in yesterday[:5]],
        "said": [_said(site, one, notes) for one in named[:SAID]],
        "said_more": max(0, len(named) - SAID),
        "nobody": [_said(site, one, notes) for one in nobody[:10]],
        "nobody_more": max(0, len(nobody) - 10),
        "before": Named(show_date(before, weekday=False), Ref(f"days/{before}.md")) if before else None,
        "after": Named(show_date(after, weekday=False), Ref(f"days/{after}.md")) if after else None,
        "timeline": Ref("timeline.md"),
        "statements": Ref("statements.md"),
        "date": day,
    }
    context["notes"] = notes.notes
    context["description"] = (
        f"{plural(len(events), 'event')} and {plural(len(said), 'statement')} of {show_date(day)}, with numbered sources."
    )
    return Page(path=f"days/{day}.md", template="day.md.j2", context=context)


def _file(site: Site, article_id: str) -> Named:
    article = site.kb.article(article_id)
    return Named(article.title, site.places.article(article), note=article.outlet or "")


def _event(site: Site, event: Event, notes: EndNotes) -> dict[str, Any]:
    kb = site.kb
    reports = kb.reports_of(event.id)
    words = ""
    if reports:
        sentence = kb.sentence_of(reports[0].trigger)
        words = shorten(kb.sentence_text(reports[0].trigger.article, sentence), 240)
    return {
        "state": event.modality,
        "title": event.title,
        "ref": site.places.event(event),
        "words": words,
        "notes": list(dict.fromkeys(notes.cite(mention.trigger) for mention in reports[:CITED])),
        "reports": len(kb.independent_reports(event.id)),
    }


def _said(site: Site, one: SaidQuote, notes: EndNotes) -> dict[str, Any]:
    quote = one.quote
    text = " … ".join(" ".join(piece.text.split()) for piece in quote.pieces)
    return {
        "speaker": site.places.named(one.speaker) if one.speaker else None,
        "printed": quote.speaker.text if quote.speaker else "",
        "unnamed": quote.unnamed,
        "ours": quote.confidence == "low",
        "indirect": quote.kind == "indirect",
        "words": shorten(text, 400),
        "note": notes.cite(quote.pieces[0]),
    }
