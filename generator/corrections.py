"""Human judgements from corrections.yml: read and validated here, decided by in `resolution`, never written by us.

The file is a list; each entry has one verb and what it judges, and may carry `article`, `note`, `by`, `on` and `id`:

    - same: [Karas, Kaja Kallas]
    - speaker: {quote: "We want to see these consequences", is: Kaja Kallas}
    - anchor: {article: pasted.txt, date: 2025-05-20}

A bad entry is a `Problem` and the others hold; a file that is not YAML at all is a `ConfigError`, since silently
building without a person's corrections would be worse than not building.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from generator.config import read_yaml, suggest
from generator.errors import ConfigError, Report
from generator.model import ActorKind, Article, Modality, Origin

JudgementKind = Literal[
    "same", "different", "rename", "kind", "alias", "office", "drop", "speaker", "date", "anchor", "modality"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One entry of corrections.yml: `names` are the things judged, `value` the new value, `article` limits it to one.

    | kind | names | value |
    | --- | --- | --- |
    | same, different | two or more actors, or two or more events (by title or id) | |
    | rename | the actor or event | the name to show |
    | kind | the actor | person, organization, state or place |
    | alias | the actor | a printed form that means it |
    | office | holder, office | `from/to` as EDTF, either side may be `..` |
    | drop | the actor or event | |
    | speaker | the first words of the quote | the actor, or `unknown` |
    | date | the event | an EDTF day, month, year or interval |
    | modality | the event | happened, planned, demanded, threatened, possible, denied, historical |
    | anchor | the article's path or id | its date |

    `id` is given by the user or is `line-<n>`; `note`, `by` and `on` are shown on the page that it changed.
    """

    id: str
    kind: JudgementKind
    names: tuple[str, ...]
    value: str = ""
    article: str | None = None
    note: str = ""
    by: str = ""
    on: str = ""

    def __str__(self) -> str:
        value = f" → {self.value}" if self.value else ""
        return f"{self.kind}: {', '.join(self.names)}{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All judgements in file order."""

    path: Path | None = None
    judgements: tuple[Judgement, ...] = ()

    def of(self, *kinds: JudgementKind) -> Sequence[Judgement]:
        """Return the judgements of these kinds, in file order."""
        return [judgement for judgement in self.judgements if judgement.kind in kinds]


FORMS: dict[str, tuple[tuple[str, ...], str]] = {
    "rename": (("from", "to"), "[Old Name, New Name]"),
    "kind": (("name", "is"), "[Jordan, state]"),
    "alias": (("name", "also"), "[Kaja Kallas, the EU's top diplomat]"),
    "office": (("holder", "office", "from", "to"), "{holder: Ann Lee, office: British prime minister, from: 2024-07}"),
    "speaker": (("quote", "is"), "{quote: We want to see, is: Ann Lee}"),
    "date": (("event", "is"), "{event: Trump and Putin speak by phone, is: 2025-05-19}"),
    "modality": (("event", "is"), "{event: Trump and Putin speak by phone, is: planned}"),
    "anchor": (("article", "date"), "{article: pasted.txt, date: 2025-05-20}"),
}
"""The verbs with a value: their keys in order (a list may be given instead of keys), and an example for messages."""

COMMON = ("article", "note", "by", "on", "id")
EDTF = re.compile(r"(\.\.|\d{4}(-\d\d(-\d\d)?)?)(/(\.\.|\d{4}(-\d\d(-\d\d)?)?))?$")


def read_corrections(path: Path, report: Report) -> Corrections:
    """Read corrections.yml; a missing or empty file holds none."""
    if not path.is_file():
        return Corrections(path=path)
    content = read_yaml(path) or []
    if not isinstance(content, list):
        raise ConfigError(f"{path}: expected a list of judgements (for example: - same: [J. Doe, Jane Doe])")
    judgements = []
    for number, entry in enumerate(content, start=1):
        where = f"{path.name}: entry {number}"
        try:
            judgements.append(_read_judgement(entry, number))
        except ValueError as error:
            message, _, hint = str(error).partition("|")
            report.add("corrections", where, message, hint)
    return Corrections(path=path, judgements=tuple(judgements))


def _read_judgement(entry: Any, number: int) -> Judgement:
    """Return the judgement; ValueError holds `message|remedy`."""
    kinds = get_args(JudgementKind)
    if not isinstance(entry, dict):
        raise ValueError(f"not a judgement: {entry!r}|write a verb and what it judges, e.g. - same: [J. Doe, Jane Doe]")
    verbs = [key for key in entry if key in kinds]
    if len(verbs) != 1:
        unknown = [str(key) for key in entry if key not in COMMON]
        guess = suggest(unknown[0], kinds) if unknown else "known: " + ", ".join(kinds)
        raise ValueError(f"needs exactly one verb, found {', '.join(unknown) or 'none'}|{guess}")
    kind = verbs[0]
    for key in entry:
        if key != kind and key not in COMMON:
            raise ValueError(f"unknown key {key!r}|{suggest(str(key), COMMON)}")
    names, value, article = _read_value(kind, entry[kind])
    common = {key: _text(entry[key]) for key in ("note", "by", "on") if entry.get(key) is not None}
    return Judgement(
        id=_text(entry.get("id") or f"entry-{number}"),
        kind=kind,
        names=names,
        value=value,
        article=_text(entry["article"]) if entry.get("article") else article,
        **common,
    )


def _read_value(kind: str, value: Any) -> tuple[tuple[str, ...], str, str | None]:
    if kind in ("same", "different", "drop"):
        names = tuple(_text(name) for name in (value if isinstance(value, list) else [value]))
        needed = 1 if kind == "drop" else 2
        if len(names) < needed or not all(names):
            raise ValueError(f"{kind} needs {needed} or more names|for example - {kind}: [J. Doe, Jane Doe]")
        return names, "", None
    keys, example = FORMS[kind]
    if isinstance(value, list):
        value = dict(zip(keys, value, strict=False))
    if not isinstance(value, Mapping) or any(key not in value for key in keys[:2]):
        raise ValueError(f"{kind} needs {' and '.join(keys[:2])}|for example - {kind}: {example}")
    parts = [_text(value[key]) if value.get(key) is not None else "" for key in keys]
    if not all(parts[:2]):
        raise ValueError(f"{kind}: a value is empty|for example - {kind}: {example}")
    if kind == "office":
        return (parts[0], parts[1]), f"{parts[2] or '..'}/{parts[3] or '..'}", None
    _check(kind, parts[1])
    return (parts[0],), parts[1], parts[0] if kind == "anchor" else None


def _check(kind: str, value: str) -> None:
    if kind == "kind" and value not in get_args(ActorKind):
        raise ValueError(f"kind: unknown kind {value!r}|{suggest(value, get_args(ActorKind))}")
    if kind == "modality" and value not in get_args(Modality):
        raise ValueError(f"modality: unknown modality {value!r}|{suggest(value, get_args(Modality))}")
    if kind == "date" and not EDTF.match(value):
        raise ValueError(f"date: {value!r} is no date|write 2025-05-19, 2025-05, 2025 or 2025-05-18/2025-05-19")
    if kind == "anchor":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"anchor: {value!r} is no day|write it as 2025-05-20") from None


def _text(value: Any) -> str:
    """Return a YAML scalar as text; YAML makes dates of unquoted days."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict | list):
        raise ValueError(f"expected words, found {value!r}|quote values that hold a colon or a bracket")
    return str(value).strip()


def anchor_articles(articles: Sequence[Article], corrections: Corrections, report: Report) -> list[Article]:
    """Return the articles with the dates that a person set; relative dates in them follow from it."""
    anchored = list(articles)
    for judgement in corrections.of("anchor"):
        hits = [i for i, article in enumerate(anchored) if names_article(judgement.names[0], article)]
        for i in hits:
            origins = tuple(origin for origin in anchored[i].origins if origin.field != "published")
            origin = Origin(field="published", source=f"correction {judgement.id}")
            anchored[i] = replace(anchored[i], published=judgement.value, published_at=None, origins=(*origins, origin))
        if not hits:
            name = judgement.names[0]
            hint = suggest(name, [article.path for article in anchored])
            report.add("corrections", judgement.id, f"no article {name!r}", hint)
    return anchored


def names_article(name: str, article: Article) -> bool:
    """Tell whether a person's name for an article (path, file name or id) means this one."""
    return name in (article.path, article.id, article.path.rsplit("/", 1)[-1])
