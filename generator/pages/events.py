"""Event pages: what happened, when, between whom, who reports it, and what is only planned or said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.model import Disagreement, Event, EventMention, Page, Span
from generator.pages.places import Named, Ref, Source, file_name
from generator.pages.settled import settled
from generator.pages.views import (
    EventLine,
    Segment,
    article_link,
    choose_report,
    event_line,
    excerpt,
    is_worked_out,
    quote_view,
    quote_words,
    report_segments,
    type_label,
)
from generator.pages.wording import first_day, plural, shorten, show_date, show_event_date

if TYPE_CHECKING:
    from generator.pages import Site

REPORTS, ROWS, SAID = 12, 200, 20
"""Reports shown in full, further ones as rows of a table, and statements in the table of what was said."""

NEAR = 40
"""Characters behind a number in which the word for what it counts stands."""

PRONOUNS = frozenset("he him his she her hers it its they them their theirs we us our who whom which that".split())
ROLE_WORDS = {"source": "By", "target": "Toward", "party": "Between"}
PROPERTY_WORDS = {"day": "The day", "place": "The place", "happened": "Whether it happened"}
BASIS_WORDS = {
    "clause": "The date stands in the clause that tells of it.",
    "sentence": "The date stands in the sentence that tells of it.",
    "context": "The date stands in a sentence beside the one that tells of it.",
    "article": "No date is printed beside it: this is the day of the report, on or before which it happened.",
    "correction": "Set by a line in corrections.yml.",
}


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report: its sentence, the article and day, and the copies that print the same."""

    segments: tuple[Segment, ...]
    words: str
    article: Named
    date: str
    source: Source
    state: str
    according: Named | None
    copies: tuple[Named, ...]


def event_pages(site: Site) -> Iterator[Page]:
    """Yield a page for every event."""
    beside = _neighbours(site)
    for event in site.kb.events:
        yield _event_page(site, event, *beside.get(event.id, (None, None)))


def _neighbours(site: Site) -> dict[str, tuple[Event | None, Event | None]]:
    """Return for each dated event the one before and after it that shares a participant, by day.

    For every actor the events stand in order; the nearest neighbour over all participants is taken, the one with more
    shared participants if two are equally near.
    """
    kb = site.kb
    before: dict[str, tuple[str, Event]] = {}
    after: dict[str, tuple[str, Event]] = {}
    for actor in kb.actors:
        if actor.kind not in ("person", "organization", "state"):
            continue
        dated = [event for event in kb.events_of(actor.id) if first_day(event.date)]
        for one, other in pairwise(dated):
            day, next_day = first_day(one.date), first_day(other.date)
            if day == next_day:
                continue
            if one.id not in after or next_day < after[one.id][0]:
                after[one.id] = (next_day, other)
            if other.id not in before or day > before[other.id][0]:
                before[other.id] = (day, one)
    ids = before.keys() | after.keys()
    return {
        key: (before[key][1] if key in before else None, after[key][1] if key in after else None) for key in sorted(ids)
    }


def _event_page(site: Site, event: Event, before: Event | None, after: Event | None) -> Page:
    kb, places = site.kb, site.places
    reports = kb.reports_of(event.id)
    views, further = _reports(site, reports, event)
    rows = [*views[REPORTS:], *further]
    said = _said_about(site, reports)
    context = {
        "title": event.title,
        "state": event.modality,
        "type": type_label(kb, event.type),
        "type_ref": Ref(f"events/by-type/{event.type}.md"),
        "participants": _participants(site, event),
        "reports": views[:REPORTS],
        "rows": rows[:ROWS],
        "more_reports": max(0, len(rows) - ROWS),
        "differences": [_difference(site, one) for one in event.disagreements],
        "said": said[:SAID],
        "said_more": max(0, len(said) - SAID),
        "before": _strip_line(site, before),
        "after": _strip_line(site, after),
        "place": event.place,
        "place_actor": places.named(event.place_actor) if event.place_actor else None,
        "numbers": _numbers(site, reports),
        "plover": event.plover or "",
        "settled": settled(site, event.corrections),
        "why": list(dict.fromkeys(link.reason for link in kb.links_of(event.id)))[:6],
        **_date_facts(site, event, reports),
        **_report_facts(site, event, reports),
    }
    context["description"] = (
        f"{event.title}: {show_event_date(event, weekday=False) or 'date not printed'}, {event.modality}, "
        f"{plural(context['independent'], 'independent report')}, every sentence linked."
    )
    return Page(path=f"events/{file_name(event.id)}.md", template="event.md.j2", context=context)


def _date_facts(site: Site, event: Event, reports: Sequence[EventMention]) -> dict[str, Any]:
    return {
        "date": show_event_date(event),
        "edtf": event.date or "",
        "day": site.places.day(first_day(event.date)),
        "worked_out": is_worked_out(site.kb, event),
        "when": event.date_words,
        "when_source": _date_source(site, event, reports),
        "basis": BASIS_WORDS.get(event.date_basis or "", ""),
        "anchors": _anchor_of_date(site, event, reports),
    }


def _report_facts(site: Site, event: Event, reports: Sequence[EventMention]) -> dict[str, Any]:
    kb = site.kb
    independent = len(kb.independent_reports(event.id))
    articles = {mention.trigger.article for mention in reports}
    outlets = {kb.article(article).outlet or "" for article in articles} - {""}
    level, reason = _confidence(event, independent, len(outlets))
    return {
        "report_count": len({(mention.trigger.article, mention.sentence) for mention in reports}),
        "independent": independent,
        "article_count": len(articles),
        "copy_count": len(articles) - independent,
        "outlets": sorted(outlets),
        "confidence": level,
        "confidence_reason": reason,
    }


def _confidence(event: Event, independent: int, outlets: int) -> tuple[str, str]:
    """Return high, moderate or low for the reporting, by the number of independent reports, and the reason in words."""
    level = 2 if independent >= 3 and outlets != 1 else 1
    reasons = [plural(independent, "independent report")]
    if independent >= 3 and outlets == 1:
        reasons.append("all of one outlet")
    if independent < 2 and event.date_basis in (None, "article"):
        level -= 1
        reasons.append("no date printed beside it")
    if event.disagreements:
        level -= 1
        reasons.append("the accounts differ")
    return ("low", "moderate", "high")[max(level, 0)], "; ".join(reasons) + "."


def _strip_line(site: Site, event: Event | None) -> EventLine | None:
    return event_line(site.places, event) if event else None


def _date_source(site: Site, event: Event, reports: Sequence[EventMention]) -> Source | None:
    for mention in reports:
        if mention.when is not None and mention.date == event.date:
            return site.places.source(mention.when.span)
    return None


def _anchor_of_date(site: Site, event: Event, reports: Sequence[EventMention]) -> str:
    """Return the article's date that a relative expression was counted from, in words."""
    for mention in reports:
        if mention.when is not None and mention.when.relative and mention.date == event.date:
            article = site.kb.article(mention.trigger.article)
            origin = next((o.source for o in article.origins if o.field == "published"), "")
            from_what = f" (from {origin})" if origin else ""
            return f"{show_date(article.published)}{from_what}" if article.published else ""
    return ""


def _participants(site: Site, event: Event) -> list[dict[str, Any]]:
    rows, seen = [], set()
    for participant in event.participants:
        key = (participant.role, participant.actor or participant.text)
        if key in seen:
            continue
        seen.add(key)
        named = site.places.named(participant.actor) if participant.actor else None
        text = " ".join(participant.text.split())
        words = "" if named and (text in named.name or text.casefold() in PRONOUNS) else text
        rows.append(
            {"role": ROLE_WORDS.get(participant.role, participant.role.capitalize()), "named": named, "words": words}
        )
    return rows


def _reports(site: Site, reports: Sequence[EventMention], event: Event) -> tuple[list[ReportView], list[ReportView]]:
    """Return one sentence of each report, the one that stands for the event first, and the further sentences.

    What one sentence tells twice is one; a copy that tells it in a sentence of its original stands under that one.
    """
    kb = site.kb
    told: dict[tuple[str, int], list[EventMention]] = defaultdict(list)
    for mention in reports:
        told[mention.trigger.article, mention.sentence].append(mention)
    leaders: dict[tuple[str, str], tuple[str, int]] = {}
    copies: dict[tuple[str, int], list[EventMention]] = defaultdict(list)
    for key in sorted(told, key=lambda key: key[0] in kb.original_of):
        article, mention = key[0], told[key][0]
        words = " ".join(kb.sentence_text(article, kb.sentence_of(mention.trigger)).split())
        leader = leaders.setdefault((kb.original_of.get(article, article), words), key)
        if leader != key and leader[0] != article:
            copies[leader].append(mention)
    nested = {(mention.trigger.article, mention.sentence) for group in copies.values() for mention in group}
    shown = {key: group for key, group in told.items() if key not in nested}
    by_article: dict[str, list[EventMention]] = defaultdict(list)
    for (article, _), group in shown.items():
        by_article[article].extend(group)
    best = [choose_report(kb, event.modality, group) for group in by_article.values()]
    lead = choose_report(kb, event.modality, best) if best else None
    first = {(mention.trigger.article, mention.sentence) for mention in best}
    views = {key: _report(site, group, event, copies[key]) for key, group in shown.items()}
    position = {key: place for place, key in enumerate(shown)}
    ordered = sorted(
        first, key=lambda key: (lead is not None and key != (lead.trigger.article, lead.sentence), position[key])
    )
    return [views[key] for key in ordered], [view for key, view in views.items() if key not in first]


def _report(site: Site, group: Sequence[EventMention], event: Event, copies: Sequence[EventMention]) -> ReportView:
    """Return one sentence with every word in it that tells the event marked."""
    kb, places, mention = site.kb, site.places, group[0]
    article = kb.article(mention.trigger.article)
    speaker = next((actor for one in group if (actor := kb.actor_of(one.speaker))), None)
    same = any(one.modality == event.modality for one in group)
    return ReportView(
        segments=report_segments(kb, group),
        words=excerpt(kb, mention, 120),
        article=article_link(places, article),
        date=show_date(article.published, weekday=False) or "undated",
        source=places.source(mention.trigger),
        state="" if same else mention.modality,
        according=places.named(speaker.id) if speaker else None,
        copies=tuple(
            Named(kb.article(copy.trigger.article).outlet or "copy", places.source(copy.trigger).ref) for copy in copies
        ),
    )


def _numbers(site: Site, reports: Sequence[EventMention]) -> list[dict[str, Any]]:
    """Return the numbers that the reports print, each with what it counts."""
    rows: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mention in reports:
        for quantity in mention.quantities:
            rows[" ".join(quantity.span.text.split()), quantity.unit].append(quantity.span)
    return [
        {
            "words": words,
            "unit": unit if _stands_behind(site, spans[0], unit) else "",
            "source": site.places.source(spans[0]),
            "count": len(spans),
        }
        for (words, unit), spans in list(rows.items())[:8]
    ]


def _stands_behind(site: Site, number: Span, unit: str) -> bool:
    """Tell whether what a number counts is printed behind it: `four tanks`, not what we took it for in `four died`."""
    behind = site.kb.article(number.article).text[number.end : number.end + NEAR]
    return re.search(rf"\b{re.escape(unit)}\b", behind, re.IGNORECASE) is not None


def _difference(site: Site, one: Disagreement) -> dict[str, Any]:
    return {
        "property": PROPERTY_WORDS.get(one.property, f"The number of {one.property}"),
        "values": [
            {
                "value": value,
                "who": site.kb.article(span.article).outlet or shorten(site.kb.article(span.article).title, 60),
                "sentence": shorten(site.kb.sentence_text(span.article, site.kb.sentence_of(span)), 160),
                "source": site.places.source(span),
            }
            for value, span in one.values
        ],
    }


def _said_about(site: Site, reports: Sequence[EventMention]) -> list[dict[str, Any]]:
    """Return the quotations in which the event is told, each once, oldest first."""
    kb = site.kb
    found: dict[str, dict[str, Any]] = {}
    for mention in reports:
        for quote in kb.quotes_at(mention.trigger):
            said = kb.said(quote.id)
            if said.quote.id in found:
                continue
            view = quote_view(site.places, said)
            found[said.quote.id] = {
                "speaker": view.speaker,
                "printed": view.printed,
                "unnamed": view.unnamed,
                "quote": shorten(quote_words(quote), 240),
                "ref": site.places.quote(quote.id),
                "source": site.places.source(quote.pieces[0]),
            }
    return list(found.values())
