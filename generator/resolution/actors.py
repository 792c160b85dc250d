"""Entities of all articles to actors: a sieve of evidence, most certain first, with a `Link` for every merge.

Full names first (equal when plain), then acronyms that an article introduces, then names with compatible first names, then
lone surnames if the folder holds one person of that name. Similar spelling alone merges nothing: it is suggested.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model import Actor, ActorRole, Alias, Annotations, Article, Entity, Link, Mention, Span
from generator.resolution.names import compatible_given, organization_key, plain, slug, surname

if TYPE_CHECKING:
    from generator.corrections import Corrections
    from generator.errors import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorResolution:
    """Actors, and which local entity belongs to which.

    `actor_of` maps local entity ids to actor ids (an entity that is missing belongs to none). `mentions` are ALL final
    mentions by article id in text order: those of the annotations that survived, corrected in kind or bounds where the
    folder knows better, and those found because a name is known elsewhere in the folder (their entities are new local
    ids, also in `actor_of`). `roles` are the roles as printed by actor. `suggestions` are merges not made, for review.
    """

    actors: tuple[Actor, ...] = ()
    actor_of: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()


class _Groups:
    """Union of entity ids with the link that made each merge."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.links: list[Link] = []

    def find(self, one: str) -> str:
        root = one
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[one] != root:
            self.parent[one], one = root, self.parent[one]
        return root

    def join(self, one: str, other: str, rule: str, reason: str, score: float = 1.0) -> None:
        left, right = sorted((self.find(one), self.find(other)))
        if left != right:
            self.parent[right] = left
            self.links.append(Link(left=one, right=other, rule=rule, reason=reason, score=score))


def resolve_actors(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    corrections: Corrections,
    *,
    min_articles: int,
    report: Report,
) -> ActorResolution:
    """Unite the entities of all articles into actors; deterministic in any order of the articles."""
    entities = {entity.id: entity for found in annotations for entity in found.entities if not entity.unnamed}
    groups = _Groups()
    _join_equal_names(entities, groups)
    _join_acronyms(entities, groups)
    _join_people(entities, groups)
    members: dict[str, list[Entity]] = defaultdict(list)
    for identifier, entity in entities.items():
        members[groups.find(identifier)].append(entity)
    speakers = {quote.entity for found in annotations for quote in found.quotes if quote.entity}
    parties = {p.entity for found in annotations for event in found.events for p in event.participants if p.entity}
    mentions = {found.article: found.mentions for found in annotations}
    by_entity: dict[str, list[Mention]] = defaultdict(list)
    for found in annotations:
        for mention in found.mentions:
            by_entity[mention.entity].append(mention)
    actors, actor_of = [], {}
    taken: Counter[str] = Counter()
    for group in sorted(members.values(), key=lambda group: (_name(group, by_entity), group[0].kind, group[0].id)):
        actor = _make_actor(group, by_entity, taken)
        ids = set(actor.entities)
        printed = {mention.span.article for entity in group for mention in by_entity[entity.id]}
        if not printed:
            continue
        page = len(printed) >= min_articles or bool(ids & speakers) or bool(ids & parties)
        actors.append(replace(actor, has_page=page))
        actor_of.update(dict.fromkeys(actor.entities, actor.id))
    return ActorResolution(
        actors=tuple(sorted(actors, key=lambda actor: actor.id)),
        actor_of=actor_of,
        mentions=mentions,
        links=tuple(groups.links),
    )


def _key(entity: Entity) -> tuple[str, str]:
    return entity.kind, organization_key(entity.name) if entity.kind == "organization" else plain(entity.name)


def _join_equal_names(entities: Mapping[str, Entity], groups: _Groups) -> None:
    first: dict[tuple[str, str], str] = {}
    for identifier, entity in entities.items():
        other = first.setdefault(_key(entity), identifier)
        groups.join(other, identifier, "same name", f"both are printed as {entity.name}")


def _join_acronyms(entities: Mapping[str, Entity], groups: _Groups) -> None:
    """Join a short form to the one long form that articles of the folder introduce with it."""
    long_forms: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier, entity in entities.items():
        for short in entity.acronyms:
            long_forms[short].setdefault(organization_key(entity.name), identifier)
    for identifier, entity in entities.items():
        known = long_forms.get(entity.name, {})
        if len(known) == 1:
            (long,) = known.values()
            reason = f"the folder introduces {entity.name} as {entities[long].name}"
            groups.join(long, identifier, "acronym", reason)


def _join_people(entities: Mapping[str, Entity], groups: _Groups) -> None:
    """Join first-name variants, then lone surnames where the folder holds one person of that name."""
    full: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier, entity in entities.items():
        if entity.kind == "person" and " " in entity.name:
            full[surname(entity.name)].setdefault(plain(entity.name), identifier)
    for people in full.values():
        names = sorted(people)
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                clash = any(not compatible_given(one, third) and compatible_given(other, third) for third in names)
                if compatible_given(one, other) and not clash:
                    reason = f"{entities[people[one]].name} and {entities[people[other]].name} fit each other"
                    groups.join(people[one], people[other], "first names", reason, 0.9)
    for identifier, entity in entities.items():
        if entity.kind != "person" or " " in entity.name:
            continue
        roots = {groups.find(other) for other in full.get(plain(entity.name), {}).values()}
        if len(roots) == 1:
            other = next(iter(full[plain(entity.name)].values()))
            reason = f"{entities[other].name} is the only person of that surname in the folder"
            groups.join(other, identifier, "surname", reason, 0.9)


def _name(group: Sequence[Entity], by_entity: Mapping[str, Sequence[Mention]]) -> str:
    """Return the name to show: of full forms the one used most, then the longest, then by alphabet."""
    votes: Counter[str] = Counter()
    for entity in group:
        votes[entity.name] += max(1, len(by_entity[entity.id]))
    many = [name for name in votes if " " in name] if any(" " in name for name in votes) else list(votes)
    if group[0].kind == "state":
        many = list(votes)
    return max(sorted(many), key=lambda name: (votes[name], len(name)))


def _make_actor(group: Sequence[Entity], by_entity: Mapping[str, Sequence[Mention]], taken: Counter[str]) -> Actor:
    name = _name(group, by_entity)
    base = slug(name)
    identifier = base
    if taken[base]:
        identifier = f"{base}-{group[0].kind}"
        if taken[identifier]:
            identifier = f"{identifier}-{taken[identifier] + 1}"
        taken[f"{base}-{group[0].kind}"] += 1
    taken[base] += 1
    mentions = [mention for entity in group for mention in by_entity[entity.id]]
    return Actor(
        id=identifier,
        name=name,
        kind=group[0].kind,
        aliases=tuple(_aliases(mentions)),
        roles=tuple(_roles(group)),
        entities=tuple(sorted(entity.id for entity in group)),
    )


def _aliases(mentions: Iterable[Mention]) -> Iterable[Alias]:
    forms: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mention in mentions:
        if mention.form != "pronoun":
            forms[(re.sub(r"\s+", " ", mention.span.text), mention.form)].append(mention.span)
    for (text, form), spans in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0])):
        articles = tuple(sorted({span.article for span in spans}))
        yield Alias(text=text, form=form, count=len(spans), articles=articles)  # type: ignore[arg-type]


def _roles(group: Sequence[Entity]) -> Iterable[ActorRole]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for entity in group:
        for role in entity.roles:
            spans[re.sub(r"\s+", " ", role.span.text)].append(role.span)
    for text, printed in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0])):
        yield ActorRole(text=text, spans=tuple(sorted(printed, key=lambda span: (span.article, span.start))))
