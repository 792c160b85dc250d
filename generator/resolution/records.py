"""What the rules of resolution look at: one record for each local entity, made once for the folder.

Enters: annotations. Leaves: records with printed forms, roles and who stands beside them in the article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import ActorKind, Annotations, Article, Entity, Link, Mention
from generator.name_forms import name_words, organization_key, plain
from generator.offices import office_of


@dataclass(slots=True, kw_only=True)
class Record:
    """One local entity: `forms` are its printed names with counts, `beside` the names of others in its article.

    `kind` may be changed by a vote of the folder or a person. `described` marks an entity that is never named.
    """

    entity: Entity
    article: str
    day: str | None
    kind: ActorKind
    forms: Counter[str]
    beside: frozenset[str] = frozenset()
    offices: frozenset[tuple[str, str]] = frozenset()
    described: bool = False
    known: bool = False
    lone: bool = False
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def id(self) -> str:
        """Return the local id of the entity."""
        return self.entity.id

    @property
    def full(self) -> bool:
        """Tell whether it is a person with more than one name."""
        return self.kind == "person" and len(name_words(self.entity.name)) > 1


def make_records(
    articles: Sequence[Article], entities: Mapping[str, Sequence[Entity]], mentions: Mapping[str, Sequence[Mention]]
) -> dict[str, Record]:
    """Return the records by local id, articles in the order given."""
    records: dict[str, Record] = {}
    for article in articles:
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        demonyms: dict[str, int] = defaultdict(int)
        for mention in mentions[article.id]:
            if mention.form in ("name", "demonym", "metonym"):
                forms[mention.entity][re.sub(r"\s+", " ", mention.span.text)] += 1
                demonyms[mention.entity] += mention.form != "name"
        beside = frozenset(
            f"{entity.kind}:{plain(entity.name)}"
            for entity in entities[article.id]
            if not entity.unnamed and forms[entity.id]
        )
        for entity in entities[article.id]:
            if entity.unnamed:
                continue
            printed = forms[entity.id]
            records[entity.id] = Record(
                entity=entity,
                article=article.id,
                day=article.published,
                kind=entity.kind,
                forms=printed,
                beside=beside - {f"{entity.kind}:{plain(entity.name)}"},
                offices=_offices(entity),
                described=not printed,
                names=frozenset(key_of(entity.kind, form) for form in (*printed, entity.name)),
            )
    return records


def _offices(entity: Entity) -> frozenset[tuple[str, str]]:
    found = ((role.state or "", office_of(role.span.text)) for role in entity.roles)
    return frozenset((state, office) for state, office in found if office)


def key_of(kind: ActorKind, name: str) -> str:
    """Return the key by which two names of a kind are equal."""
    return organization_key(name) if kind == "organization" else plain(name)


class Groups:
    """Union of entity ids with the link that made each merge, and the pairs that must stay apart."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.links: list[Link] = []
        self.apart: dict[str, set[str]] = defaultdict(set)

    def find(self, one: str) -> str:
        """Return the representative of a group."""
        root = one
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[one] != root:
            self.parent[one], one = root, self.parent[one]
        return root

    def keep_apart(self, ones: Iterable[str], others: Iterable[str]) -> None:
        """Forbid every later union of the two sides."""
        others = list(others)
        for one in ones:
            for other in others:
                left, right = self.find(one), self.find(other)
                if left != right:
                    self.apart[left].add(right)
                    self.apart[right].add(left)

    def may_join(self, one: str, other: str) -> bool:
        """Tell whether nothing forbids the union."""
        return self.find(other) not in self.apart.get(self.find(one), ())

    def join(self, one: str, other: str, rule: str, reason: str, score: float = 1.0) -> bool:
        """Unite two groups unless they must stay apart; returns whether they are one now."""
        left, right = sorted((self.find(one), self.find(other)))
        if left == right:
            return True
        if right in self.apart.get(left, ()):
            return False
        self.parent[right] = left
        for far in self.apart.pop(right, set()):
            self.apart[far].discard(right)
            self.apart[far].add(left)
            self.apart[left].add(far)
        self.links.append(Link(left=one, right=other, rule=rule, reason=reason, score=score))
        return True


def entities_of(annotations: Sequence[Annotations]) -> dict[str, list[Entity]]:
    """Return the entities of each article."""
    return {found.article: list(found.entities) for found in annotations}
