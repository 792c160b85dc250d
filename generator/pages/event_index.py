"""Indexes of events and the timeline: by month, by type and in order of time, cut before a page grows too long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.model import Event, Page
from generator.pages.activity import count_activity
from generator.pages.places import ROWS, Named, Part, Ref, cut_parts
from generator.pages.views import MODALITIES, event_line
from generator.pages.wording import first_day, month_key, month_name, plural, show_date, whole_day

if TYPE_CHECKING:
    from generator.pages import Site

TOP, RAIL = 50, 120
"""Events on the first page of a split index, and events on one page of the timeline."""


def event_index_pages(site: Site) -> Iterator[Page]:
    """Yield events/index.md, a page or more for every type, and for every month when one page cannot hold them.

    The newest day stands first, within it the order of the timeline, which runs the other way.
    """
    events = sorted((entry.event for entry in site.kb.timeline()), key=lambda e: first_day(e.date), reverse=True)
    split = len(events) > ROWS
    months = _by_month(events, "events/by-month/{}.md", ROWS)
    months = {month: months[month] for month in _newest_first(months)}
    types = _by_type(site, events)
    context = {
        "articles": plural(len(site.kb.articles), "article"),
        "months": _links(months) if split else [],
        "types": [
            Named(_plural_of(site, kind), parts[0].ref, sum(len(part.rows) for part in parts))
            for kind, parts in sorted(types.items(), key=lambda item: (-_size(item[1]), item[0]))
        ],
    }
    top = sorted(events, key=lambda event: (-len(site.kb.independent_reports(event.id)), -event.rank, event.id))[:TOP]
    groups = [("Most reported", top)] if split else _months(events)
    yield _index(site, "events/index.md", "", groups, events, context)
    for parts in months.values() if split else ():
        for part in parts:
            yield _index(
                site, part.ref.path, _title(month_name(part.key), part, parts), _months(part.rows), parts, context
            )
    for kind, parts in types.items():
        for part in parts:
            name = _plural_of(site, kind)
            yield _index(site, part.ref.path, _title(name, part, parts), _months(part.rows), parts, context)


def _index(
    site: Site,
    path: str,
    part: str,
    groups: Iterable[tuple[str, Sequence[Event]]],
    whole: Sequence[Event] | Sequence[Part[Event]],
    context: dict[str, Any],
) -> Page:
    """Return one page of the index; `whole` are all events it is about, or the parts they were cut into."""
    events = [event for one in whole for event in (one.rows if isinstance(one, Part) else [one])]
    states: Counter[str] = Counter(event.modality for event in events)
    return Page(
        path=path,
        template="events.md.j2",
        context={
            **context,
            "part": part,
            "timeline": Ref("timeline.md"),
            "parts": [Named(str(one.number), one.ref) for one in whole if isinstance(one, Part)],
            "total": plural(len(events), "event"),
            "states": [(state, states[state]) for state in MODALITIES if states[state]],
            "groups": [(name, [event_line(site.places, event) for event in rows]) for name, rows in groups],
        },
    )


def _title(name: str, part: Part[Event], parts: Sequence[Part[Event]]) -> str:
    return name if len(parts) == 1 else f"{name}, page {part.number} of {len(parts)}"


def _size(parts: Sequence[Part[Event]]) -> int:
    return sum(len(part.rows) for part in parts)


def _plural_of(site: Site, kind: str) -> str:
    known = site.kb.event_types.get(kind)
    return known.plural if known else kind


def _by_type(site: Site, events: Sequence[Event]) -> dict[str, list[Part[Event]]]:
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[event.type].append(event)
    return {kind: cut_parts(kind, f"events/by-type/{kind}.md", group, ROWS) for kind, group in sorted(groups.items())}


def _by_month(events: Sequence[Event], path: str, size: int) -> dict[str, list[Part[Event]]]:
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[month_key(event.date)].append(event)
    ordered = sorted(groups, key=lambda month: (month == "undated", month))
    return {month: cut_parts(month, path.format(month), groups[month], size) for month in ordered}


def _months(events: Sequence[Event]) -> list[tuple[str, Sequence[Event]]]:
    """Return events under their months, the newest first, each in the order given."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[month_key(event.date)].append(event)
    return [
        ("No date printed" if month == "undated" else month_name(month), groups[month])
        for month in _newest_first(groups)
    ]


def _newest_first(months: Iterable[str]) -> list[str]:
    return sorted(months, key=lambda month: (month != "undated", month), reverse=True)


def _links(months: dict[str, list[Part[Event]]]) -> list[Named]:
    return [Named(month_name(month), parts[0].ref, _size(parts)) for month, parts in months.items()]


# -- the timeline ------------------------------------------------------------------------------------------------------


def timeline_pages(site: Site) -> Iterator[Page]:
    """Yield timeline.md with all events, or the foremost and pages by month when there are too many for one."""
    events = [entry.event for entry in site.kb.timeline()]
    months = _by_month(events, "timeline/{}.md", RAIL)
    split = len(events) > RAIL
    states = {event.modality for event in events}
    context = {
        "articles": plural(len(site.kb.articles), "article"),
        "modalities": [state for state in MODALITIES if state in states],
        "months": _links(months) if split else [],
    }

    def find(period: str) -> Ref | None:
        if len(period) == 10:
            return site.places.day(period)
        return months[period][0].ref if split and period in months else None

    activity = count_activity(
        {
            "Articles": [article.published or "" for article in site.kb.articles],
            "Happened": [whole_day(e.date) for e in events if e.modality == "happened"],
        },
        find,
    )
    foremost = {
        event.id for event in sorted(events, key=lambda event: (-event.rank, event.id))[: TOP if split else None]
    }
    shown = [event for event in events if event.id in foremost]
    whole = {**context, "activity": activity, "foremost": len(shown) if split else 0}
    yield _timeline(site, "timeline.md", "", shown, events, whole)
    for parts in months.values() if split else ():
        for part in parts:
            title = _title(month_name(part.key), part, parts)
            yield _timeline(site, part.ref.path, title, part.rows, parts, {**context, "activity": None, "foremost": 0})


def _timeline(
    site: Site,
    path: str,
    part: str,
    shown: Sequence[Event],
    whole: Sequence[Event] | Sequence[Part[Event]],
    context: dict[str, Any],
) -> Page:
    events = [event for one in whole for event in (one.rows if isinstance(one, Part) else [one])]
    kinds = Counter(event.type for event in events)
    return Page(
        path=path,
        template="timeline.md.j2",
        context={
            **context,
            "part": part,
            "parts": [Named(str(one.number), one.ref) for one in whole if isinstance(one, Part)],
            "total": plural(len(events), "event"),
            "happened": sum(event.modality == "happened" for event in events),
            "days": _days(site, shown),
            "kinds": [
                Named(_plural_of(site, kind), Ref(f"events/by-type/{kind}.md"), number)
                for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:12]
            ],
        },
    )


def _days(site: Site, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return the events under their days; `vague` marks what is not one whole day, where the line is broken."""
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        day = whole_day(event.date)
        groups["" if day else "vague", show_date(event.date) or "No date printed"].append(event)
    return [
        {
            "name": label,
            "vague": bool(vague),
            "lines": [event_line(site.places, event) for event in group],
            "ref": site.places.day(whole_day(group[0].date)),
        }
        for (vague, label), group in groups.items()
    ]
