"""A page for every day: events, statements and what is not settled, with numbered sources as end notes, made for paper."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model import Event, Page, SaidQuote, Span
from generator.pages.places import Named, Ref
from generator.pages.views import article_link, excerpt, lead_report, quote_words
from generator.pages.wording import in_marks, plural, shorten, show_date, whole_day

if TYPE_CHECKING:
    from generator.pages import Site

EVENTS, SAID, EACH, CITED = 40, 60, 12, 3
"""Events and statements on one day's page, statements of one speaker, and sentences cited for each event."""


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
                    "words": in_marks(shorten(kb.sentence_text(article.id, sentence), 90)),
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
    nobody = [one for one in said if not one.speaker]
    independent = {kb.original_of.get(article, article) for article in articles}
    context: dict[str, Any] = {
        "title": show_date(day),
        "articles": plural(len(articles), "article"),
        "independent": plural(len(independent), "independent report"),
        "files": [article_link(site.places, kb.article(article)) for article in articles[:40]],
        "files_more": max(0, len(articles) - 40),
        "events": [_event(site, event, notes) for event in events[:EVENTS]],
        "events_more": max(0, len(events) - EVENTS),
        "yesterday": [_event(site, event, notes) for event in yesterday[:5]],
        **_speakers(site, [one for one in said if one.speaker], notes),
        "nobody": [_said(one, notes) for one in nobody[:10]],
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


def _event(site: Site, event: Event, notes: EndNotes) -> dict[str, Any]:
    kb = site.kb
    report = lead_report(kb, event)
    spans = [mention.trigger for mention in kb.reports_of(event.id)]
    words, cited = "", []
    if report is not None:
        words = in_marks(excerpt(kb, report, 240))
        originals = [span for span in spans if span.article not in kb.original_of]
        cited = list(dict.fromkeys(notes.cite(span) for span in [report.trigger, *originals[: CITED - 1]]))
    return {
        "state": event.modality,
        "title": event.title,
        "ref": site.places.event(event),
        "words": words,
        "notes": cited,
        "reports": len(kb.independent_reports(event.id)),
    }


def _speakers(site: Site, said: list[SaidQuote], notes: EndNotes) -> dict[str, Any]:
    """Return statements under their speakers, who says most first, `SAID` in all and `EACH` of one speaker."""
    groups: dict[str, list[SaidQuote]] = defaultdict(list)
    for one in said:
        groups[one.speaker or ""].append(one)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    rows: list[dict[str, Any]] = []
    hidden, left = 0, SAID
    for speaker, group in ranked:
        shown = group[: min(EACH, left)]
        left -= len(shown)
        if not shown:
            hidden += len(group)
            continue
        views = [_said(one, notes) for one in shown]
        rows.append({"name": site.places.named(speaker), "quotes": views, "more": len(group) - len(shown)})
    return {"speakers": rows, "said_more": hidden}


def _said(one: SaidQuote, notes: EndNotes) -> dict[str, Any]:
    quote = one.quote
    return {
        "printed": " ".join(quote.speaker.text.split()) if quote.speaker else "",
        "unnamed": quote.unnamed,
        "ours": quote.confidence == "low" and one.correction is None,
        "indirect": quote.kind == "indirect",
        "words": shorten(quote_words(quote), 400),
        "note": notes.cite(quote.pieces[0]),
    }
