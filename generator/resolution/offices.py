"""Holders of offices at a date: "the British foreign secretary" in an article of May is who the folder calls so around then.

First the folder: whom do its articles of the same weeks call by that office? Then the packaged Factbook, whose leaders are
known from a day on. An article without a date, or older than that day, leaves the description unresolved.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.data import load_data
from generator.name_forms import plain, surname
from generator.offices import factbook_holder, leads, office_of
from generator.resolution.records import Groups, Record

WINDOW = 45
"""Days before and after an article in which another article's title for a person counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's judgement of who held an office: `start` and `end` are ISO days or ""."""

    holder: str
    state: str
    office: str
    start: str
    end: str
    id: str


def join_offices(records: Mapping[str, Record], groups: Groups, terms: Sequence[Term] = ()) -> set[str]:
    """Join descriptions of office to the holder; returns the ids of the terms that decided one."""
    printed: dict[tuple[str, str], list[Record]] = defaultdict(list)
    by_surname: dict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        if record.kind != "person" or record.described:
            continue
        for office in record.offices:
            printed[office].append(record)
        if record.full:
            by_surname[surname(record.entity.name)].append(record)
    used: set[str] = set()
    for record in records.values():
        if record.described and record.kind == "person":
            found = _by_term(record, terms) or _by_folder(record, printed, groups) or _by_factbook(record, by_surname)
            if found is not None:
                holder, rule, reason, score = found
                groups.join(holder, record.id, rule, reason, score)
                used.update(term.id for term in terms if rule == "correction" and term.id in reason)
    return used


def offices_wanted(record: Record) -> tuple[str, tuple[str, ...]]:
    """Return the state and the offices that a description may mean: "leader" is any office that leads."""
    state = record.entity.qualifier
    office = office_of(record.entity.roles[0].span.text) if record.entity.roles else None
    if office is None:
        return state, ()
    return state, tuple(load_data("offices")["leading"]) if office == "leader" else (office,)


Found = tuple[str, str, str, float]


def _by_term(record: Record, terms: Sequence[Term]) -> Found | None:
    state, offices = offices_wanted(record)
    for term in terms:
        if term.state == state and term.office in offices:
            day = record.day or ""
            if (not term.start or (day and term.start <= day)) and (not term.end or (day and day <= term.end)):
                return term.holder, "correction", f"judgement {term.id}", 1.0
    return None


def _by_folder(record: Record, printed: Mapping[tuple[str, str], Sequence[Record]], groups: Groups) -> Found | None:
    state, offices = offices_wanted(record)
    if not record.day:
        return None
    found: dict[str, Record] = {}
    for office in offices:
        for other in printed.get((state, office), ()):
            if other.day and _apart(record.day, other.day) <= WINDOW:
                found.setdefault(groups.find(other.id), other)
    if offices and leads(offices[0]) and len(offices) > 1:
        for other in printed.get((state, "leader"), ()):
            if other.day and _apart(record.day, other.day) <= WINDOW:
                found.setdefault(groups.find(other.id), other)
    if len(found) != 1:
        return None
    (holder,) = found.values()
    words = next(role.span.text for role in holder.entity.roles if office_of(role.span.text))
    reason = f"the folder calls {holder.entity.name} “{words}” at that time"
    return holder.id, "office", reason, 0.9


def _by_factbook(record: Record, by_surname: Mapping[str, Sequence[Record]]) -> Found | None:
    state, offices = offices_wanted(record)
    if not record.day:
        return None
    for office in offices:
        holder = factbook_holder(state, office, record.day)
        if holder is None:
            continue
        first = plain(holder.name).split()[0][:1]
        for person in by_surname.get(surname(holder.name), ()):
            if plain(person.entity.name)[:1] == first:
                reason = f"{person.entity.name} holds the office since {holder.since} (CIA World Factbook)"
                return person.id, "office", reason, 0.9
        return None
    return None


def _apart(one: str, other: str) -> int:
    left, right = datetime.date.fromisoformat(one), datetime.date.fromisoformat(other)
    return abs((left - right).days)
