"""Which tellings are one event: candidates by key, vetoes, evidence, and a reason for every merge.

Enters: `Telling`s. Leaves: groups of them, and a `Link` for every telling that joined one. A telling joins the group
that fits it best, compared with the group as a whole and never with one member alone, so that a chain of small
likenesses cannot tie two events together. Groups are found by key (kind and participant and day, kind and article, kind
and document cluster), so the work grows with the number of tellings, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Link
from generator.resolution.event_keys import DEMAND, FAR, Days, Telling

WINDOW = 7
"""Days before the article's date in which an event may lie that the article tells without a day."""

CANDIDATES = 60
"""At most so many groups are compared with one telling, the latest first."""

LEAD = 2
"""Sentences of the body in which the event of the headline is told again."""

PLACELESS = 0.3
"""Likeness from which a telling that names no town may mean the event in a town."""

FEW_WORDS = 1.5
"""Weight below which a sentence has too few words of its own to be called like another."""

MONEY = ("$", "€", "£", "dollar", "dollars", "euro", "euros", "no.")
"""Units that tell one grant or decree from another; counts of the dead differ between reports of one event."""

OPEN = ("demanded", "possible", "threatened")
"""What is only wanted or feared: such tellings join each other, and what happened only on the same day."""


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
    words: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    articles: Counter[str] = field(default_factory=Counter)
    clusters: Counter[str] = field(default_factory=Counter)

    def add(self, telling: Telling) -> None:
        """Take a telling in and narrow the group's day to what all say."""
        self.members.append(telling)
        self.who.update(telling.who)
        for role, ids in telling.parties.items():
            self.parties[role].update(ids)
        self.towns |= telling.towns
        if telling.place:
            self.places[telling.place] += 1
        self.words.update(telling.words)
        self.triggers.update(telling.triggers)
        for unit, value in telling.numbers:
            self.numbers[unit].add(value)
        self.articles[telling.article] += 1
        self.clusters[telling.cluster] += 1
        if telling.days is None:
            return
        if telling.firm and not self.firm:
            self.days, self.firm = telling.days, True
        elif telling.firm == self.firm:
            self.days = telling.days if self.days is None else self.days.narrow(telling.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How well a telling fits a group: score from 0 to 1, the rule's name and the reason in words; 0 is a veto."""

    score: float
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the whole folder tells about words and who is compatible with whom."""

    weight: Mapping[str, float]
    circles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def alike(self, one: str, other: str) -> bool:
        """Tell whether two actors may be the same participant: equal, or a person and the body he speaks for."""
        return one == other or other in self.circles.get(one, ()) or one in self.circles.get(other, ())

    def unmatched(self, ids: Iterable[str], others: Iterable[str]) -> set[str]:
        """Return those of `ids` that are compatible with none of `others`."""
        others = set(others)
        return {one for one in ids if one not in others and not any(self.alike(one, other) for other in others)}

    def likeness(self, words: frozenset[str], counted: Counter[str], size: int) -> float:
        """Return the share of the telling's weighted words that the group uses too, 0 to 1; symmetric for a pair."""
        shared = sum(self.weight.get(word, 0.0) for word in words if word in counted)
        own = sum(self.weight.get(word, 0.0) for word in words)
        theirs = sum(self.weight.get(word, 0.0) * count for word, count in counted.items()) / max(size, 1)
        return min(shared / max(min(own, theirs), FEW_WORDS), 1.0)


Compare = Callable[[Telling, Group, Comparison], Evidence]


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
    index: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    groups: list[Group] = []
    links: list[Link] = []
    for telling in sorted(tellings, key=_strength):
        best: tuple[float, int] | None = None
        chosen = None
        for number in _candidates(telling, index, limit):
            group = groups[number]
            if apart and any(member.id in apart.get(telling.id, ()) for member in group.members):
                continue
            evidence = compare(telling, group, comparison)
            if evidence.score >= threshold and (best is None or (evidence.score, -number) > best):
                best, chosen = (evidence.score, -number), evidence
        if best is None or chosen is None:
            group = Group(number=len(groups))
            groups.append(group)
        else:
            group = groups[-best[1]]
            anchor = _nearest(telling, group)
            links.append(
                Link(
                    left=anchor.id,
                    right=telling.id,
                    rule=chosen.rule,
                    reason=chosen.reason,
                    score=round(chosen.score, 2),
                )
            )
        group.add(telling)
        for key in _keys(telling):
            index[key][group.number] = None
    ordered = [sorted(group.members, key=lambda one: (one.order, one.id)) for group in groups]
    return sorted(ordered, key=lambda members: (members[0].order, members[0].id)), links


def _strength(telling: Telling) -> tuple[object, ...]:
    """Sort key: tellings that say most come first, so that the vague ones find a group to join."""
    exact = telling.firm and telling.days is not None and telling.days.length <= 2
    return (-min(len(telling.who), 2), telling.anaphor, not exact, telling.days is None, telling.order, telling.id)


def _keys(telling: Telling) -> Iterator[tuple[object, ...]]:
    """Yield the keys under which a telling's group can be found."""
    for kind in sorted(telling.kinds):
        yield (kind, "in", telling.article)
        yield (kind, "about", telling.cluster)
        for actor in sorted(telling.who):
            for bucket in _buckets(telling.days):
                yield (kind, actor, bucket)


def _buckets(days: Days | None) -> Iterator[int | None]:
    """Yield the weeks that an interval touches (one before, too, for slack); long intervals have none of their own."""
    if days is None or days.length > 40 or FAR in (abs(days.first), abs(days.last)):
        yield None
    else:
        yield from range((days.first - WINDOW) // WINDOW, days.last // WINDOW + 2)


def _candidates(telling: Telling, index: Mapping[tuple[object, ...], Mapping[int, None]], limit: int) -> list[int]:
    found: set[int] = set()
    for key in _keys(telling):
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


def compare_reports(telling: Telling, group: Group, comparison: Comparison) -> Evidence:
    """Compare a typed telling with a group: vetoes first, then day, participants, place, numbers and words."""
    if evidence := _said_twice(telling, group, comparison):
        return evidence
    for veto in (_other_kind, _other_day, _other_partner, _other_place, _other_amount, _other_mood, _one_more):
        if reason := veto(telling, group, comparison):
            return Evidence(score=0.0, rule=veto.__name__.strip("_"), reason=reason)
    return _weigh(telling, group, comparison)


def _said_twice(telling: Telling, group: Group, comparison: Comparison) -> Evidence | None:
    """Return evidence for what one sentence, or a headline and the lead under it, tells in two ways.

    "The president signed a decree appointing Ann Lee" is one order, whoever stands beside the second verb.
    """
    near = [one for one in group.members if one.article == telling.article]
    if telling.firm and group.firm and telling.days and group.days and not telling.days.overlaps(group.days):
        return None
    for one in near:
        if one.kind not in telling.kinds or _two_sides(telling, one, comparison):
            continue
        alike = one.modality == telling.modality or {one.kind, telling.kind} == {DEMAND}
        if one.sentence == telling.sentence and not telling.symmetric and alike:
            return Evidence(score=0.8, rule="same sentence", reason=_words(telling, "and sentence"))
        lead = min(one.sentence, telling.sentence) == 0 and max(one.sentence, telling.sentence) <= LEAD
        if lead and one.kind == telling.kind and (alike or _takes_mood(telling, one)):
            return Evidence(score=0.85, rule="headline and lead", reason="same type in the headline and the lead")
    return None


def _takes_mood(telling: Telling, one: Telling) -> bool:
    """Tell whether the one in the headline is a noun that leaves open whether it happened: "the travel of ..."."""
    headline = telling if telling.sentence == 0 else one
    return not headline.verbal and not headline.firm


def _two_sides(telling: Telling, one: Telling, comparison: Comparison) -> bool:
    """Tell whether both name somebody who acts and neither one is the other's."""
    for role in ("source", "party"):
        ids, others = telling.parties.get(role), one.parties.get(role)
        if ids and others and len(comparison.unmatched(ids, others)) == len(ids):
            return True
    return False


def _weigh(telling: Telling, group: Group, comparison: Comparison) -> Evidence:
    """Return the evidence that no veto contradicts."""
    missing = comparison.unmatched(telling.who, group.who)
    extra = comparison.unmatched(group.who, telling.who)
    shared = len(telling.who) - len(missing)
    day = _same_day(telling, group)
    likeness = comparison.likeness(telling.words, group.words, len(group.members))
    trigger = any(key in group.triggers for key in telling.triggers)
    near = telling.article in group.articles
    related = telling.cluster in group.clusters
    exact = not missing and not extra
    if day and telling.towns & group.towns:
        return Evidence(score=0.7 + 0.3 * likeness, rule="same town, same day", reason=_words(telling, "town and day"))
    if bool(telling.towns) != bool(group.towns) and not near and likeness < PLACELESS:
        return Evidence(score=0.0, rule="town left open", reason="only one names a town")
    if shared >= 2 and day:
        score = 1.0 if exact else 0.9 if not missing or not extra else 0.6
        return Evidence(score=score, rule="same participants, same day", reason=_words(telling, "and day"))
    if day and telling.firm and group.firm and not missing and shared and (telling.anaphor or not telling.central):
        return Evidence(
            score=0.6 + 0.2 * likeness, rule="named in passing, same day", reason=_words(telling, "and day")
        )
    if near and not missing and (telling.anaphor or shared >= 1 or trigger):
        score = 0.55 + 0.15 * trigger + 0.2 * likeness + 0.1 * bool(shared)
        return Evidence(score=min(score, 0.95), rule="told again in the article", reason=_words(telling, "and article"))
    if day and shared >= 1 and not missing and _side_left_open(telling, group) and (related or trigger):
        return Evidence(
            score=0.6 + 0.2 * likeness, rule="nobody else named, same day", reason=_words(telling, "and day")
        )
    if shared >= 1 and day and (likeness >= 0.45 or (likeness >= 0.3 and (trigger or related))):
        return Evidence(
            score=0.5 + 0.4 * likeness,
            rule="one participant, same day, same words",
            reason=_words(telling, "and words"),
        )
    alike = trigger and telling.kind in {one.kind for one in group.members}
    if shared >= 2 and exact and related and alike and _day_left_open(telling, group):
        return Evidence(score=0.6, rule="same participants, same story", reason=_words(telling, "and story"))
    return Evidence(score=0.0, rule="too little in common", reason="too little in common")


def _words(telling: Telling, what: str) -> str:
    return f"same type, participants {what} as told before ({telling.trigger!r})"


def _same_day(telling: Telling, group: Group) -> bool:
    return bool(telling.days and group.days and telling.days.overlaps(group.days) and group.days.length < 40)


def _side_left_open(telling: Telling, group: Group) -> bool:
    """Tell whether the telling names only one side of an event that has two."""
    return not telling.symmetric and len(telling.parties) == 1 and len(group.parties) == 2


def _day_left_open(telling: Telling, group: Group) -> bool:
    return telling.days is None or group.days is None or not (telling.firm and group.firm)


def _other_kind(telling: Telling, group: Group, comparison: Comparison) -> str:
    kinds = {member.kind for member in group.members}
    return "" if kinds <= telling.kinds else "another type of event"


def _other_day(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when the days cannot be one; a night between two time zones may be told under either day."""
    if telling.days is None or group.days is None or telling.days.overlaps(group.days):
        return ""
    if not telling.firm and telling.article in group.articles:
        return ""
    exact = len(telling.who) >= 2 and not comparison.unmatched(telling.who, group.who)
    if telling.firm and group.firm:
        return "another day"
    if telling.firm or group.firm:
        told, firm = (group.days, telling.days) if telling.firm else (telling.days, group.days)
        if exact and 0 <= told.first - firm.last <= WINDOW:
            return ""
        return "another day"
    if not telling.central and exact and 0 <= telling.days.first - group.days.last <= WINDOW:
        return ""  # the day of the report says little about what it only mentions
    return "" if exact and telling.days.overlaps(group.days, slack=1) else "told on another day"


def _other_partner(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when both name somebody whom the other does not: another call of the same leader."""
    if telling.symmetric:
        missing = comparison.unmatched(telling.who, group.who)
        extra = comparison.unmatched(group.who, telling.who)
        return "another partner" if missing and extra else ""
    for role, ids in telling.parties.items():
        others = group.parties.get(role)
        if others and len(comparison.unmatched(ids, others)) == len(ids):
            return f"another {role}"
    return ""


def _other_place(telling: Telling, group: Group, comparison: Comparison) -> str:
    if telling.towns and group.towns and not telling.towns & group.towns:
        return "another town"
    if telling.place and group.places and telling.place not in group.places and telling.article not in group.articles:
        return "another place"
    return ""


def _other_amount(telling: Telling, group: Group, comparison: Comparison) -> str:
    for unit, value in telling.numbers:
        known = group.numbers.get(unit, set()) if unit in MONEY else set()
        if known and value not in known:
            return "another amount"
    return ""


def _other_mood(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when one is only wanted or feared, or long past, and the other is told as a fact."""
    moods = {member.modality for member in group.members}
    if telling.modality in moods or (telling.kind == DEMAND and all(one.kind == DEMAND for one in group.members)):
        return ""
    if telling.modality in OPEN or moods & set(OPEN):
        return "one is wanted or feared, the other told"
    if "historical" in moods or telling.modality == "historical":
        return "one is long past"
    return ""


def _one_more(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when exactly one side counts the event as one more than another of its kind."""
    rounds = {member.nth for member in group.members if member.nth}
    if telling.nth and rounds:
        return "" if telling.nth in rounds else "another round"
    counted = any(member.again for member in group.members)
    return "counted as another one" if telling.again != counted and not _same_day(telling, group) else ""
