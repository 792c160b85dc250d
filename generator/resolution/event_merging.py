"""Which tellings are one event: candidates by key, vetoes, evidence, and a reason for every merge.

Enters: `Telling`s. Leaves: groups of them, and a `Link` for every telling that joined one. A telling joins the group
that fits it best, compared with the group as a whole and never with one member alone, so that a chain of small
likenesses cannot tie two events together. Groups are found by key (kind and participant and day, kind and article, kind
and document cluster), so the work grows with the number of tellings, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from generator.model import Link
from generator.resolution.event_keys import FAR, Days, Telling

WINDOW = 7
"""Days of a bucket under which groups are found."""

CANDIDATES = 60
"""At most so many groups are compared with one telling, the latest first."""

FEW = 4
"""Tellings of a small group, which is compared again once all groups are known."""

UNSURE = "too little in common"
"""The rule of evidence that neither joins nor forbids."""

WHEN = ("other_day", "one_more")
"""The rules of evidence against a telling that rest on its day."""

FEW_WORDS = 1.5
"""Weight below which a sentence has too few words of its own to be called like another."""


@dataclass(slots=True)
class Group:
    """Tellings taken for one event so far, and what they say together."""

    number: int
    members: list[Telling] = field(default_factory=list)
    who: Counter[str] = field(default_factory=Counter)
    parties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    days: Days | None = None
    firm: bool = False
    places: Counter[str] = field(default_factory=Counter)
    towns: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    by_article: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    clusters: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    moods: Counter[str] = field(default_factory=Counter)
    rounds: set[int] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    counted: bool = False
    singular: bool = False
    sweeping: bool = True
    wide: bool = True
    mass: float = 0.0

    def add(self, telling: Telling, mass: float = 0.0) -> None:
        """Take a telling in and narrow the group's day to what all say; `mass` is the weight of its words."""
        self.members.append(telling)
        self.by_article[telling.article].append(telling)
        self.kinds[telling.kind] += 1
        self.moods[telling.modality] += 1
        self.counted = self.counted or telling.again
        self.mass += mass
        self.singular = self.singular or bool(telling.singular)
        self.sweeping = self.sweeping and telling.sweeping
        if telling.nth:
            self.rounds.add(telling.nth)
        if telling.host:
            self.hosts.add(telling.host)
        self.who.update(telling.who)
        for role, ids in telling.parties.items():
            self.parties[role].update(ids)
        self.unnamed.update(*telling.unnamed.values())
        self._settle(telling)
        if telling.place:
            self.places[telling.place] += 1
        self.words.update(telling.words)
        self.triggers.update(telling.triggers)
        for unit, value in telling.numbers:
            self.numbers[unit].add(value)
        self.clusters[telling.cluster] += 1
        if telling.days is None:
            return
        if telling.firm and not self.firm:
            self.days, self.firm = telling.days, True
        elif telling.firm == self.firm:
            self.days = telling.days if self.days is None else self.days.narrow(telling.days)

    def _settle(self, telling: Telling) -> None:
        """Keep the towns that all name: a report of two strikes does not make one of them."""
        if telling.towns and not telling.wide and self.wide:
            self.towns, self.wide = set(telling.towns), False
        elif telling.towns and telling.wide == self.wide:
            self.towns = self.towns & telling.towns or self.towns | telling.towns


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How well a telling fits a group: score from 0 to 1, the rule's name and the reason in words; 0 is a veto.

    `sole` marks what holds only while no other group fits as well: a telling that names too little to choose by.
    `lasting` marks what holds whatever day the event is told on, and in whatever order the tellings are compared,
    `late` what holds in whatever order, too, but not on another day.
    """

    score: float
    rule: str
    reason: str
    sole: bool = False
    lasting: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the whole folder tells about words and who is compatible with whom."""

    weight: Mapping[str, float]
    circles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Mapping[str, AbstractSet[str]] = field(init=False)
    """The circles both ways: whom a person speaks for, and who speaks for a body."""

    def __post_init__(self) -> None:
        """Turn the circles round once; they are asked for at every comparison."""
        near: dict[str, set[str]] = defaultdict(set)
        for one, others in self.circles.items():
            for other in others:
                near[one].add(other)
                near[other].add(one)
        object.__setattr__(self, "near", dict(near))

    def unmatched(self, ids: Iterable[str], others: Iterable[str]) -> set[str]:
        """Return those of `ids` that are none of `others`, nor a person and the body he speaks for."""
        others = set(others)
        return {one for one in ids if one not in others and others.isdisjoint(self.near.get(one, ()))}

    def count_sides(self, ids: Iterable[str]) -> int:
        """Return how many take part: a leader and the state he speaks for are one, he and his council are two."""
        ids = set(ids)
        return sum(
            1 for one in ids if one in self.circles or all(one not in self.circles.get(other, ()) for other in ids)
        )

    def mass(self, words: Iterable[str]) -> float:
        """Return the weight of words together."""
        return sum(self.weight.get(word, 0.0) for word in words)

    def likeness(self, words: frozenset[str], counted: Counter[str], mass: float) -> float:
        """Return the share of the telling's weighted words that the group uses too, 0 to 1; symmetric for a pair.

        `mass` is the mean weight of the words of one member.
        """
        shared = self.mass(word for word in words if word in counted)
        return min(shared / max(min(self.mass(words), mass), FEW_WORDS), 1.0)


Compare = Callable[[Telling, Group, Comparison], Evidence]

Index = dict[tuple[object, ...], dict[int, None]]
"""Numbers of the groups that can be found under a key, in order."""


def weigh_words(tellings: Sequence[Telling]) -> dict[str, float]:
    """Return for each word how much it says (inverse document frequency over sentences, 0 to 1)."""
    from math import log

    sentences = {(telling.article, telling.sentence): telling.words for telling in tellings}
    counts = Counter(word for words in sentences.values() for word in words)
    total = max(len(sentences), 2)
    return {word: log((1 + total) / count) / log(1 + total) for word, count in counts.items()}


def merge_tellings(
    tellings: Sequence[Telling],
    compare: Compare,
    *,
    circles: Mapping[str, frozenset[str]] | None = None,
    apart: Mapping[str, frozenset[str]] | None = None,
    threshold: float = 0.5,
    limit: int = CANDIDATES,
) -> tuple[list[list[Telling]], list[Link]]:
    """Return the groups, each in order, and the links.

    `apart` holds for an id those that a person judged to tell another event; `limit` is the number of groups under one
    key with which a telling is compared.
    """
    comparison = Comparison(weight=weigh_words(tellings), circles=circles or {})
    judge = _Judge(compare=compare, comparison=comparison, apart=apart or {}, threshold=threshold)
    index: Index = defaultdict(dict)
    groups: list[Group] = []
    links: list[Link] = []
    for telling in sorted(tellings, key=_strength):
        found = [groups[number] for number in _candidates(telling, index, limit, comparison.circles)]
        if chosen := judge.choose(telling, found):
            group, evidence = chosen
            links.append(_link(telling, group, evidence))
        else:
            group = Group(number=len(groups))
            groups.append(group)
        group.add(telling, comparison.mass(telling.words))
        for key in _keys(telling, comparison.circles):
            index[key][group.number] = None
    links += _join_late(groups, index, judge, limit)
    ordered = [sorted(group.members, key=lambda one: (one.order, one.id)) for group in groups if group.members]
    return sorted(ordered, key=lambda members: (members[0].order, members[0].id)), links


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """How tellings are compared, and which of them a person has told apart."""

    compare: Compare
    comparison: Comparison
    apart: Mapping[str, frozenset[str]]
    threshold: float

    def choose(self, telling: Telling, groups: Iterable[Group]) -> tuple[Group, Evidence] | None:
        """Return the group that fits best, the first of equals; None if none fits or `sole` evidence points to two."""
        fitting = [
            (group, evidence)
            for group in groups
            if group.members
            and not self._told_apart(telling, group)
            and (evidence := self.compare(telling, group, self.comparison)).score >= self.threshold
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda pair: (pair[1].score, -pair[0].number))
        return None if best[1].sole and len(fitting) > 1 else best

    def allows(self, telling: Telling, group: Group, *, whenever: bool = False) -> bool:
        """Tell whether nothing speaks against a telling in a group, even if little speaks for it.

        `whenever` lets pass what only the day it is printed on speaks against.
        """
        if self._told_apart(telling, group):
            return False
        evidence = self.compare(telling, group, self.comparison)
        return (
            evidence.score > 0 or evidence.rule == UNSURE or (whenever and not telling.firm and evidence.rule in WHEN)
        )

    def _told_apart(self, telling: Telling, group: Group) -> bool:
        others = self.apart.get(telling.id, frozenset())
        return any(member.id in others for member in group.members)


def _join_late(groups: Sequence[Group], index: Index, judge: _Judge, limit: int) -> list[Link]:
    """Join whole groups by evidence that lasts, and small ones by what is as good late.

    Each of their tellings must be allowed in the other. Who names most is compared first: "the recognition of the two
    towns", told days later, before anybody is known to have recognised them.
    """
    links = []
    for late in groups:
        if not late.members or not (_may_last(late.members[0]) or _may_follow(late)):
            continue
        foremost = late.members[0]
        numbers = _candidates(foremost, index, limit, judge.comparison.circles)
        chosen = judge.choose(foremost, [groups[number] for number in numbers if number != late.number])
        if chosen is None or not (chosen[1].lasting or (chosen[1].late and _may_follow(late))):
            continue
        group, evidence = chosen
        if not all(judge.allows(member, group, whenever=evidence.lasting) for member in late.members[1:]):
            continue
        links.append(_link(foremost, group, evidence))
        for member in late.members:
            group.add(member, judge.comparison.mass(member.words))
        late.members.clear()
    return links


def _may_last(telling: Telling) -> bool:
    """Tell whether evidence for a telling can hold on another day: what is done once, or counted as one of several."""
    return telling.singular == "act" or telling.nth > 1


def _may_follow(group: Group) -> bool:
    """Tell whether a group is small enough to have been begun by a telling that came too early to find its own."""
    return len(group.members) <= FEW and not any(telling.local for telling in group.members)


def _link(telling: Telling, group: Group, evidence: Evidence) -> Link:
    """Return the record of a merge."""
    anchor = _nearest(telling, group)
    return Link(
        left=anchor.id,
        right=telling.id,
        rule=evidence.rule,
        reason=evidence.reason,
        score=round(evidence.score, 2),
    )


def _strength(telling: Telling) -> tuple[object, ...]:
    """Sort key: tellings that say most come first, so that the vague ones find a group to join.

    What happens in a town is known by town and day: there a day counts before a second name.
    """
    exact = telling.firm and telling.days is not None and telling.days.length <= 2
    named = 3 if telling.towns and not telling.wide else min(len(telling.who), 1 if telling.towns else 2)
    headline = telling.local and not telling.sentence  # says less than its lead
    return (-named, telling.anaphor, not exact, telling.days is None, headline, telling.order, telling.id)


def _keys(telling: Telling, circles: Mapping[str, frozenset[str]]) -> Iterator[tuple[object, ...]]:
    """Yield the keys under which a telling's group can be found; a person also under whom he speaks for."""
    actors = sorted((telling.who | telling.towns).union(*(circles.get(actor, frozenset()) for actor in telling.who)))
    for kind in sorted(telling.kinds):
        yield (kind, "in", telling.article)
        yield (kind, "about", telling.cluster)
        if telling.singular:
            yield from ((kind, "once", actor) for actor in actors)
        for actor in actors:
            for bucket in _buckets(telling.days):
                yield (kind, actor, bucket)


def _buckets(days: Days | None) -> Iterator[int | None]:
    """Yield the weeks that an interval touches (one before, too, for slack); long intervals have none of their own."""
    if days is None or days.length > 40 or FAR in (abs(days.first), abs(days.last)):
        yield None
    else:
        yield from range((days.first - WINDOW) // WINDOW, days.last // WINDOW + 2)


def _candidates(
    telling: Telling,
    index: Mapping[tuple[object, ...], Mapping[int, None]],
    limit: int,
    circles: Mapping[str, frozenset[str]],
) -> list[int]:
    found: set[int] = set()
    for key in _keys(telling, circles):
        if key in index:
            numbers = list(index[key])
            found.update(numbers[-limit:])
    return sorted(found)


def _nearest(telling: Telling, group: Group) -> Telling:
    """Return the member that a link names: in the same article the nearest before, else the group's first."""
    same = [one for one in group.members if one.article == telling.article]
    if same:
        return min(same, key=lambda one: (abs(one.order[2] - telling.order[2]), one.id))
    return group.members[0]
