"""Entities of all articles to actors: what a person judged, then a sieve of evidence, the most certain rule first.

Enters: articles, annotations, corrections. Leaves: actors, which entity belongs to which, all final mentions, and a `Link`
with its reason for every merge. The order of the articles does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model import Actor, Annotations, Article, Link, Mention, Sentence
from generator.resolution.actor_corrections import Judged, apply_judgements, change_kinds, split_forms
from generator.resolution.final_mentions import final_mentions
from generator.resolution.folder import FolderNames, read_folder
from generator.resolution.making import choose_name, make_actor, reasons_for_doubt
from generator.resolution.offices import join_offices
from generator.resolution.records import Groups, Record, make_records
from generator.resolution.sieve import sweep
from generator.resolution.spelling import join_spellings

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorResolution:
    """Actors, and which local entity belongs to which.

    `actor_of` maps local entity ids to actor ids (an entity that is missing belongs to none). `mentions` are ALL final
    mentions by article id in text order: those of the annotations that survived, corrected in kind or bounds where the
    folder knows better, and those found because a name is known elsewhere in the folder (their entities are new local
    ids, also in `actor_of`). `suggestions` are merges not made, for review. `settled` are the ids of the judgements that
    were about actors.
    """

    actors: tuple[Actor, ...] = ()
    actor_of: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()
    settled: frozenset[str] = frozenset()

    def mentions_by_sentence(self, found: Annotations) -> Iterator[tuple[Sentence, Mention]]:
        """Yield the final mentions of an article in text order, each with its sentence; what stands in none is left out."""
        sentences = iter(found.sentences)
        sentence = next(sentences, None)
        for mention in self.mentions.get(found.article, found.mentions):
            while sentence and mention.span.start >= sentence.end:
                sentence = next(sentences, None)
            if sentence is None:
                return
            yield sentence, mention


def resolve_actors(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    corrections: Corrections,
    *,
    min_articles: int,
    report: Report,
) -> ActorResolution:
    """Unite the entities of all articles into actors; deterministic in any order of the articles."""
    articles = sorted(articles, key=lambda article: (article.published or "9999", article.path, article.id))
    by_id = {found.article: found for found in annotations}
    annotations = [by_id[article.id] for article in articles]
    aliases = sorted({judgement.value for judgement in corrections.of("alias")})
    names = read_folder(articles, annotations, aliases)
    split_forms(names, articles, corrections)
    records = make_records(articles, names.entities, names.mentions)
    change_kinds(records, articles, corrections)
    groups = Groups()
    judged = apply_judgements(records, groups, articles, corrections, report)
    suggestions = sweep(records, groups)
    suggestions += join_spellings(records, groups, _speakers(annotations))
    join_offices(records, groups, judged.terms)
    members = _members(records, groups)
    kept = _keep_named(members, names)
    dropped = _dropped(judged, groups)
    mentions = final_mentions(names, kept, records, dropped, annotations)
    pages = _with_page(annotations)
    actors, actor_of = _make_actors(kept, mentions, groups, judged, dropped, pages, articles, min_articles)
    return ActorResolution(
        actors=tuple(sorted(actors, key=lambda actor: actor.id)),
        actor_of=actor_of,
        mentions=mentions,
        links=tuple(link for link in groups.links if link.left in actor_of or link.right in actor_of),
        suggestions=tuple(_open(suggestions, groups, actor_of)),
        settled=frozenset(judged.settled),
    )


def _members(records: Mapping[str, Record], groups: Groups) -> dict[str, list[Record]]:
    members: dict[str, list[Record]] = defaultdict(list)
    for identifier, record in records.items():
        members[groups.find(identifier)].append(record)
    return members


def _keep_named(members: Mapping[str, list[Record]], names: FolderNames) -> dict[str, list[Record]]:
    """Leave out who is never named: descriptions without a holder, regions told by an adjective in one article only."""
    named = {m.entity for mentions in names.mentions.values() for m in mentions if m.form in ("name", "metonym")}
    kept = {}
    for root, group in members.items():
        if all(record.described for record in group):
            continue
        articles = {record.article for record in group}
        if group[0].kind == "place" and len(articles) < 2 and not any(record.id in named for record in group):
            continue
        kept[root] = group
    return kept


def _dropped(judged: Judged, groups: Groups) -> tuple[set[str], set[str]]:
    """Return the groups, and the single entities, that a person dropped."""
    whole: set[str] = set()
    single: set[str] = set()
    for judgement, found in judged.targets:
        if judgement.kind == "drop":
            if judgement.article is None:
                whole |= {groups.find(identifier) for side in found for identifier in side}
            else:
                single |= {identifier for side in found for identifier in side}
    return whole, single


def _speakers(annotations: Sequence[Annotations]) -> set[str]:
    return {quote.entity for found in annotations for quote in found.quotes if quote.entity}


def _with_page(annotations: Sequence[Annotations]) -> set[str]:
    """Return the entities that speak or take part in an event."""
    speakers = _speakers(annotations)
    parties = {p.entity for found in annotations for event in found.events for p in event.participants if p.entity}
    return speakers | parties


def _make_actors(
    kept: Mapping[str, Sequence[Record]],
    mentions: Mapping[str, Sequence[Mention]],
    groups: Groups,
    judged: Judged,
    dropped: tuple[set[str], set[str]],
    pages: set[str],
    articles: Sequence[Article],
    min_articles: int,
) -> tuple[list[Actor], dict[str, str]]:
    whole, single = dropped
    by_entity: dict[str, list[Mention]] = defaultdict(list)
    for found in mentions.values():
        for mention in found:
            by_entity[mention.entity].append(mention)
    doubts = reasons_for_doubt(groups.links)
    dates = {article.id: article.published or "9999" for article in articles}
    taken: Counter[str] = Counter()
    actors: list[Actor] = []
    actor_of: dict[str, str] = {}
    order = sorted(
        kept.items(), key=lambda item: (choose_name(item[1], item[1][0].kind), item[1][0].kind, item[1][0].id)
    )
    for root, group in order:
        living = [record for record in group if record.id not in single]
        printed = [mention for record in living for mention in by_entity[record.id]]
        if root in whole or not printed:
            continue
        actor = _amend(make_actor(living, printed, doubts, taken, dates), judged, groups, root, taken)
        where = {mention.span.article for mention in printed}
        page = len(where) >= min_articles or any(record.id in pages for record in living) or bool(actor.corrections)
        actors.append(replace(actor, has_page=page))
        actor_of.update(dict.fromkeys(actor.entities, actor.id))
    return actors, actor_of


def _amend(actor: Actor, judged: Judged, groups: Groups, root: str, taken: Counter[str]) -> Actor:
    """Return the actor renamed as a person judged, with the ids of the judgements that concern it."""
    for judgement, found in judged.targets:
        if not any(groups.find(identifier) == root for side in found for identifier in side):
            continue
        actor = replace(actor, corrections=(*actor.corrections, judgement.id))
        if judgement.kind == "rename":
            actor = replace(actor, name=judgement.value)
    return actor


def _open(suggestions: Sequence[Link], groups: Groups, actor_of: Mapping[str, str]) -> list[Link]:
    """Return the suggestions that nothing has settled since, each pair of actors once."""
    seen: set[tuple[str, str]] = set()
    still = []
    for link in suggestions:
        pair = tuple(sorted((actor_of.get(link.left, ""), actor_of.get(link.right, ""))))
        if "" in pair or pair[0] == pair[1] or pair in seen or not groups.may_join(link.left, link.right):
            continue
        seen.add((pair[0], pair[1]))
        still.append(link)
    return still
