"""Event pages, their index and the timeline: what happened, when, between whom, and what is only planned or said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.model import Disagreement, Event, EventMention, Page, Span
from generator.pages.views import (
    MODALITIES,
    ROWS,
    EventLine,
    Named,
    Ref,
    Source,
    event_line,
    first_day,
    is_worked_out,
    plural,
    quote_view,
    report_segments,
    show_date,
)

if TYPE_CHECKING:
    from generator.pages import Site

REPORTS, SAID = 40, 20
"""Reports and statements shown in full on one event page; the others are linked in one line."""

ROLE_WORDS = {"source": "By", "target": "Toward", "party": "Between"}
PROPERTY_WORDS = {"day": "The day", "place": "The place", "happened": "Whether it happened"}
BASIS_WORDS = {
    "clause": "It stands in the same clause.",
    "sentence": "It stands in the same sentence.",
    "context": "It stands in a sentence beside it.",
    "article": "No date is printed beside it: this is the day of the report.",
    "correction": "Set by a line in corrections.yml.",
}


def event_index_pages(site: Site) -> Iterator[Page]:
    """Yield events/index.md by month and state, with one page a month when there are too many rows."""
    lines: dict[str, list[tuple[Event, EventLine]]] = defaultdict(list)
    for entry in site.kb.timeline():
        lines[_month(entry.event)].append((entry.event, event_line(site.places, entry.event)))
    months = _order(lines)
    split = len(site.kb.events) > ROWS
    kinds = Counter(event.type for event in site.kb.events)
    states: Counter[str] = Counter(event.modality for event in site.kb.events)
    context = {
        "total": plural(len(site.kb.events), "event"),
        "articles": plural(len(site.kb.articles), "article"),
        "states": [(state, states[state]) for state in MODALITIES if states[state]],
        "kinds": [
            (_plural_of(site, kind), number) for kind, number in sorted(kinds.items(), key=lambda i: (-i[1], i[0]))
        ],
        "months": [(month_name(month), Ref(f"events/index-{month}.md"), len(lines[month])) for month in months],
        "split": split,
    }
    top = sorted((pair for group in lines.values() for pair in group), key=lambda pair: (-pair[0].rank, pair[0].id))
    groups = [("Most reported", [line for _, line in top[:50]])] if split else _named_groups(lines, months)
    yield Page(path="events/index.md", template="events.md.j2", context={**context, "groups": groups, "month": ""})
    for month in months if split else []:
        yield Page(
            path=f"events/index-{month}.md",
            template="events.md.j2",
            context={**context, "groups": _named_groups(lines, [month]), "month": month_name(month)},
        )


def _named_groups(
    lines: dict[str, list[tuple[Event, EventLine]]], months: Sequence[str]
) -> list[tuple[str, list[EventLine]]]:
    return [(month_name(month), [line for _, line in lines[month]]) for month in months]


def _plural_of(site: Site, kind: str) -> str:
    known = site.kb.event_types.get(kind)
    return known.plural if known else kind


def _month(event: Event) -> str:
    """Return `2025-05`, `2025` for a date that is only a year, `undated` for none."""
    value = (event.date or "").removeprefix("../").split("/")[0].rstrip("~?%")
    return value[:7] if len(value) >= 7 and value[:4].isdigit() else (value[:4] if value[:4].isdigit() else "undated")


def _order(months: dict[str, Any]) -> list[str]:
    return sorted(months, key=lambda month: (month == "undated", month))


def month_name(month: str) -> str:
    """Return a month key in words."""
    return "No date printed" if month == "undated" else show_date(month)


# -- the timeline ------------------------------------------------------------------------------------------------------


def timeline_pages(site: Site) -> Iterator[Page]:
    """Yield timeline.md, one page a month when there are too many events for one."""
    days: dict[str, dict[tuple[str, str], list[EventLine]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in site.kb.timeline():
        event, month = entry.event, _month(entry.event)
        day = first_day(event.date)
        label = show_date(day) if day and day == event.date else (show_date(event.date) or "No date printed")
        days[month][("" if day and day == event.date else "vague", label)].append(event_line(site.places, event))
        kinds[month][_plural_of(site, event.type)] += 1
    months = _order(days)
    split = len(site.kb.events) > ROWS
    total = plural(len(site.kb.events), "event")
    happened = sum(event.modality == "happened" for event in site.kb.events)
    context = {
        "total": total,
        "articles": plural(len(site.kb.articles), "article"),
        "happened": happened,
        "modalities": [state for state in MODALITIES if any(event.modality == state for event in site.kb.events)],
        "months": [(month_name(month), Ref(f"timeline/{month}.md"), sum(kinds[month].values())) for month in months],
        "split": split,
    }
    everything = sum(kinds.values(), Counter[str]())
    yield Page(
        path="timeline.md",
        template="timeline.md.j2",
        context={
            **context,
            "month": "",
            "days": [] if split else _days(site, days, months),
            "kinds": sorted(everything.items(), key=lambda item: (-item[1], item[0]))[:12],
        },
    )
    for month in months if split else []:
        yield Page(
            path=f"timeline/{month}.md",
            template="timeline.md.j2",
            context={
                **context,
                "month": month_name(month),
                "days": _days(site, days, [month]),
                "kinds": sorted(kinds[month].items(), key=lambda item: (-item[1], item[0]))[:12],
            },
        )


def _days(
    site: Site, days: dict[str, dict[tuple[str, str], list[EventLine]]], months: Sequence[str]
) -> list[dict[str, Any]]:
    found = []
    for month in months:
        for (vague, label), lines in days[month].items():
            day = site.places.day(lines[0].day) if not vague else None
            found.append({"name": label, "vague": bool(vague), "lines": lines, "ref": day})
    return found


# -- one event ---------------------------------------------------------------------------------------------------------


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
    kind = kb.event_types.get(event.type)
    reports = kb.reports_of(event.id)
    independent = kb.independent_reports(event.id)
    outlets = sorted({kb.article(m.trigger.article).outlet or "" for m in reports} - {""})
    said = _said_about(site, event, reports)
    return Page(
        path=f"events/{event.id}.md",
        template="event.md.j2",
        context={
            "title": event.title,
            "state": event.modality,
            "type": kind.label if kind else event.type,
            "type_id": event.type,
            "date": show_date(event.date),
            "edtf": event.date or "",
            "day": places.day(first_day(event.date)),
            "worked_out": is_worked_out(kb, event),
            "when": event.date_words,
            "when_source": _date_source(site, event, reports),
            "basis": BASIS_WORDS.get(event.date_basis or "", ""),
            "anchors": _anchor_of_date(site, event, reports),
            "place": event.place,
            "place_actor": places.named(event.place_actor) if event.place_actor else None,
            "participants": _participants(site, event),
            "reports": [_report(site, mention, event) for mention in reports[:REPORTS]],
            "more_reports": places.sources(mention.trigger for mention in reports[REPORTS:]),
            "report_count": len(reports),
            "independent": len(independent),
            "article_count": len({m.trigger.article for m in reports}),
            "outlets": outlets,
            "numbers": _numbers(site, reports),
            "differences": [_difference(site, one) for one in event.disagreements],
            "said": said[:SAID],
            "said_more": max(0, len(said) - SAID),
            "before": _strip_line(site, before),
            "after": _strip_line(site, after),
            "plover": event.plover or "",
            "corrections": event.corrections,
            "why": _why(site, event),
            "description": f"{event.title}: {show_date(event.date, weekday=False) or 'date not printed'}, {event.modality}, "
            f"{plural(len(independent), 'independent report')}, every sentence linked.",
        },
    )


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
        words = participant.text if named is None or participant.text != named.name else ""
        rows.append(
            {"role": ROLE_WORDS.get(participant.role, participant.role.capitalize()), "named": named, "words": words}
        )
    return rows


def _report(site: Site, mention: EventMention, event: Event) -> dict[str, Any]:
    kb = site.kb
    article = kb.article(mention.trigger.article)
    speaker = kb.actor_of(mention.speaker)
    return {
        "segments": report_segments(kb, mention),
        "article": Named(article.title, site.places.article(article), note=article.outlet or ""),
        "date": show_date(article.published, weekday=False) or "undated",
        "source": site.places.source(mention.trigger),
        "copy": article.id in kb.original_of,
        "state": mention.modality if mention.modality != event.modality else "",
        "according": site.places.named(speaker.id) if speaker else None,
    }


def _numbers(site: Site, reports: Sequence[EventMention]) -> list[dict[str, Any]]:
    rows: dict[str, list[Span]] = defaultdict(list)
    for mention in reports:
        for quantity in mention.quantities:
            rows[" ".join(quantity.span.text.split())].append(quantity.span)
    return [{"words": words, "sources": site.places.sources(spans[:4])} for words, spans in list(rows.items())[:8]]


def _difference(site: Site, one: Disagreement) -> dict[str, Any]:
    return {
        "property": PROPERTY_WORDS.get(one.property, f"The number of {one.property}"),
        "values": [
            {
                "value": value,
                "who": site.kb.article(span.article).outlet or site.kb.article(span.article).title,
                "source": site.places.source(span),
            }
            for value, span in one.values
        ],
    }


def _said_about(site: Site, event: Event, reports: Sequence[EventMention]) -> list[dict[str, Any]]:
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
                "words": " … ".join(piece.text for piece in quote.pieces),
                "source": site.places.source(quote.pieces[0]),
            }
    return list(found.values())


def _why(site: Site, event: Event) -> list[str]:
    """Return the reasons that joined the reports, each once."""
    return list(dict.fromkeys(link.reason for link in site.kb.links_of(event.id)))[:6]
