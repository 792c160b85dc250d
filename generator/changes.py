"""What is new since the last build: two snapshots of a knowledge base compared.

A snapshot is small and plain (ids, names and a few values). The cache keeps the current one and the one before it, so that a
run that changes nothing goes on telling what the last real change was, and a first build tells nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.knowledge import KnowledgeBase

Snapshot = dict[str, dict[str, dict[str, str]]]
"""Section (articles, actors, events, quotes) to id to field to value."""

SECTIONS = ("articles", "actors", "events", "quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value that differs from the last build."""

    id: str
    name: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChanges:
    """What is new, gone and changed in one section: ids with the name to show, in order of ids."""

    new: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    changed: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes by section; `first` says that there was no build to compare with."""

    first: bool
    sections: Mapping[str, SectionChanges]

    def __getitem__(self, section: str) -> SectionChanges:
        return self.sections[section]

    def __bool__(self) -> bool:
        return any(bool(section) for section in self.sections.values())


def take_snapshot(kb: KnowledgeBase) -> Snapshot:
    """Return what a reader would notice if it changed."""
    return {
        "articles": {article.id: {"name": article.title, "date": article.published or ""} for article in kb.articles},
        "actors": {actor.id: {"name": actor.name, "kind": actor.kind} for actor in kb.actors if actor.has_page},
        "events": {
            event.id: {
                "name": event.title,
                "date": event.date or "",
                "modality": event.modality,
                "place": event.place,
                "reports": str(len(kb.independent_reports(event.id))),
            }
            for event in kb.events
        },
        "quotes": {
            said.quote.id: {"name": said.quote.pieces[0].text[:120], "speaker": said.speaker or ""}
            for said in kb.quotes
        },
    }


def compare_snapshots(old: Snapshot | None, new: Snapshot) -> Changes:
    """Return what differs; against no snapshot, nothing does and `first` is true."""
    if old is None:
        return Changes(first=True, sections={section: SectionChanges() for section in SECTIONS})
    return Changes(
        first=False,
        sections={section: _compare(old.get(section, {}), new.get(section, {})) for section in SECTIONS},
    )


def _compare(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> SectionChanges:
    changed = [
        FieldChange(id=key, name=new[key]["name"], field=field, old=old[key].get(field, ""), new=value)
        for key in sorted(new.keys() & old.keys())
        for field, value in new[key].items()
        if old[key].get(field, "") != value
    ]
    return SectionChanges(
        new=tuple((key, new[key]["name"]) for key in sorted(new.keys() - old.keys())),
        gone=tuple((key, old[key]["name"]) for key in sorted(old.keys() - new.keys())),
        changed=tuple(changed),
    )


def note_changes(kb: KnowledgeBase, file: Path) -> tuple[Changes, str]:
    """Return the changes since the last build that differed, and the text for `file` once this build is written.

    The file is not written here: a build that fails must not count as the last one.
    """
    stored = _read(file)
    current = take_snapshot(kb)
    before = stored.get("before") if stored.get("current") == current else stored.get("current")
    text = json.dumps({"before": before, "current": current}, ensure_ascii=False, sort_keys=True)
    return compare_snapshots(before, current), text


def _read(file: Path) -> dict[str, Any]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}
