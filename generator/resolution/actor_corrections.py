"""Judgements about actors: same, different, rename, kind, alias, office, drop, for the folder or for one article.

Enters: names as found, and corrections.yml. Leaves: groups joined and kept apart, and what is to be renamed or dropped. A
person decides over everything automatic. A judgement whose names match nothing becomes a `Problem` with the nearest names.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from generator.corrections import names_article
from generator.model import ActorKind, Article, Entity
from generator.name_forms import plain, slug
from generator.offices import office_of
from generator.resolution.folder import FolderNames
from generator.resolution.offices import Term
from generator.resolution.records import Groups, Record
from generator.states import place_forms

if TYPE_CHECKING:
    from generator.corrections import Corrections, Judgement
    from generator.errors import Report

QUALIFIED = re.compile(r"(.+?) \(([^()]+)\)")


@dataclass(slots=True)
class Judged:
    """What the judgements came to: which matched, the local ids that each concerns, terms of office."""

    targets: list[tuple[Judgement, list[frozenset[str]]]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)


def split_forms(names: FolderNames, articles: Sequence[Article], corrections: Corrections) -> None:
    """Give a printed form that a judgement is about an entity of its own, where it stands with other forms in one."""
    for judgement in corrections.of("different", "alias"):
        texts = {judgement.value} if judgement.kind == "alias" else set(judgement.names)
        for article in _articles(judgement, articles):
            _split_article(names, article, texts, both=judgement.kind == "different")


def _split_article(names: FolderNames, article: Article, texts: set[str], *, both: bool) -> None:
    entities = names.entities[article.id]
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in names.mentions[article.id]:
        forms[mention.entity].add(mention.span.text)
    for entity in list(entities):
        wanted = {text for text in texts if text in forms[entity.id]}
        if not wanted or len(forms[entity.id]) == 1 or (both and len(wanted) < 2 and not wanted - {entity.name}):
            continue
        for text in sorted(wanted - {entity.name} if both else wanted):
            fresh = f"{article.id}#x{sum('#x' in one.id for one in entities) + 1}"
            entities.append(Entity(id=fresh, kind=entity.kind, name=text))
            names.mentions[article.id] = [
                replace(m, entity=fresh, reason="set apart by a correction")
                if m.entity == entity.id and m.span.text == text
                else m
                for m in names.mentions[article.id]
            ]


def _articles(judgement: Judgement, articles: Sequence[Article]) -> list[Article]:
    if judgement.article is None:
        return list(articles)
    return [article for article in articles if names_article(judgement.article, article)]


def change_kinds(records: Mapping[str, Record], articles: Sequence[Article], corrections: Corrections) -> None:
    """Set the kinds that a person judged, before the rules look at them."""
    for judgement in corrections.of("kind"):
        for identifier in _match(judgement.names[0], records, _limit(judgement, articles)):
            records[identifier].kind = cast(ActorKind, judgement.value)


def apply_judgements(
    records: Mapping[str, Record],
    groups: Groups,
    articles: Sequence[Article],
    corrections: Corrections,
    report: Report,
) -> Judged:
    """Join and keep apart what a person judged, before any rule; returns what matched."""
    judged = Judged()
    for judgement in corrections.of("same", "different", "alias", "rename", "kind", "drop", "office"):
        limit = _limit(judgement, articles)
        if judgement.article is not None and not limit:
            paths = [article.path for article in articles]
            _complain(judgement, f"no article {judgement.article!r}", judgement.article, paths, report)
            continue
        names = [*judgement.names[:1], judgement.value] if judgement.kind == "alias" else judgement.names
        if judgement.kind == "office":
            names = judgement.names[:1]
        found = [
            _match(name, records, limit if judgement.kind != "alias" or name == judgement.value else None)
            for name in names
        ]
        if judgement.kind == "different" and len(set(judgement.names)) == 1 and limit is not None:
            found = [found[0], _match(judgement.names[0], records, None) - found[0]]
        if not all(found):
            if any(found) or judgement.kind in ("alias", "kind", "office"):
                _complain_names(judgement, names, found, records, report)
                judged.settled.add(judgement.id)
            continue
        judged.settled.add(judgement.id)
        judged.targets.append((judgement, found))
        _apply(judgement, found, groups)
        if judgement.kind == "office" and (term := _read_term(judgement, found[0], report)):
            judged.terms.append(term)
    return judged


def _apply(judgement: Judgement, found: Sequence[frozenset[str]], groups: Groups) -> None:
    if judgement.kind in ("same", "alias"):
        everyone = [identifier for side in found for identifier in sorted(side)]
        for identifier in everyone[1:]:
            groups.join(everyone[0], identifier, "correction", f"judgement {judgement.id}: {judgement}")
    elif judgement.kind == "different":
        for index, one in enumerate(found):
            for other in found[index + 1 :]:
                groups.keep_apart(sorted(one - other), sorted(other - one))


def _limit(judgement: Judgement, articles: Sequence[Article]) -> frozenset[str] | None:
    if judgement.article is None:
        return None
    return frozenset(article.id for article in _articles(judgement, articles))


def _match(name: str, records: Mapping[str, Record], limit: frozenset[str] | None) -> frozenset[str]:
    """Return the entities that a name means: by name, page id, qualifier or kind in brackets, else by a printed form."""
    wanted, qualifier = name, ""
    if match := QUALIFIED.fullmatch(name):
        wanted, qualifier = match[1], match[2]
    key, page = plain(wanted), slug(name)
    by_name, by_form = set(), set()
    for identifier, record in records.items():
        if limit is not None and record.article not in limit:
            continue
        if qualifier and qualifier not in (record.entity.qualifier, record.kind):
            continue
        own = plain(record.entity.name)
        if own == key or (own and page == f"{slug(record.entity.name)}-{record.kind}") or name == identifier:
            by_name.add(identifier)
        elif any(plain(form) == key for form in record.forms):
            by_form.add(identifier)
    return frozenset(by_name or by_form)


def _read_term(judgement: Judgement, holders: frozenset[str], report: Report) -> Term | None:
    words = judgement.names[1]
    read = read_office(words)
    if read is None:
        hint = "write a state and an office, for example: British prime minister"
        report.add("corrections", judgement.id, f"office: {words!r} names no office of a state", hint)
        return None
    state, office = read
    start, _, end = judgement.value.partition("/")
    return Term(
        holder=min(holders),
        state=state,
        office=office,
        start="" if start == ".." else start,
        end="" if end == ".." else end + "-31" if len(end) == 7 else end,
        id=judgement.id,
    )


def read_office(words: str) -> tuple[str, str] | None:
    """Return state and office of a person's words ("British prime minister"), None if one of them is missing."""
    office = office_of(words)
    state = next((place_forms()[word].name for word in _phrases(words) if word in place_forms()), "")
    return (state, office) if office and state else None


def _phrases(words: str) -> list[str]:
    parts = words.split()
    return [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(len(parts), i, -1)]


def _complain_names(
    judgement: Judgement,
    names: Sequence[str],
    found: Sequence[frozenset[str]],
    records: Mapping[str, Record],
    report: Report,
) -> None:
    known = sorted({record.entity.name for record in records.values()} | {f for r in records.values() for f in r.forms})
    for name, ids in zip(names, found, strict=True):
        if not ids:
            where = f" in {judgement.article}" if judgement.article else ""
            _complain(judgement, f"no actor {name!r}{where}", name, known, report)


def _complain(judgement: Judgement, message: str, name: str, choices: Sequence[str], report: Report) -> None:
    near = difflib.get_close_matches(name, choices, n=3, cutoff=0.5)
    hint = f"nearest: {'; '.join(near)}" if near else "see the actor index for names"
    report.add("corrections", judgement.id, message, hint)
