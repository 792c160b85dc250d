"""What two tellings of an event are compared by: participants, days, place, numbers, words.

Enters: event mentions and who is who. Leaves: `Telling`s, plain values without spaCy and without the articles; a
benchmark that gives its own mentions makes them by hand.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.data import load_data
from generator.model import Annotations, Article, EventMention, EventType, Modality, Sentence
from generator.resolution.event_towns import Towns, find_sites, find_spots, find_towns, names_weapon, place_actor
from generator.resolution.event_words import (
    content_stems,
    count_rounds,
    is_anaphor,
    is_circumstance,
    read_words,
    says_again,
    trigger_keys,
)
from generator.resolution.unnamed import read_unnamed

if TYPE_CHECKING:
    from generator.resolution.actors import ActorResolution

FAR = 10_000_000
"""Days beyond any calendar: an interval's open side."""

DEMAND = "appeal"
"""The type of demands and appeals."""

MANY = 5
"""Parties of one telling that make it a count of many events, as "spoke with the leaders of Chile, Peru, Oman and Togo"."""

LEAD = 2
"""Sentences of the body in which an article tells its news."""

PART = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A closed interval of days as ordinals; an open side is far away."""

    first: int
    last: int

    def overlaps(self, other: Days, *, slack: int = 0) -> bool:
        """Tell whether a day can lie in both, allowing `slack` days between them."""
        return self.first - slack <= other.last and other.first - slack <= self.last

    def narrow(self, other: Days) -> Days:
        """Return the days in both, or self if there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first=first, last=last) if first <= last else self

    @property
    def length(self) -> int:
        """Number of days, 1 for a day."""
        return self.last - self.first + 1


def read_days(edtf: str | None) -> Days | None:
    """Return the days that an EDTF day, month, year or interval covers; None for what is not one."""
    if not edtf:
        return None
    start, _, end = edtf.partition("/")
    first, last = _part(start, opening=True), _part(end or start, opening=False)
    if first is None or last is None or (abs(first) == FAR and abs(last) == FAR):
        return None
    return Days(first=first, last=last) if first <= last else None


def _part(text: str, *, opening: bool) -> int | None:
    if text in ("..", ""):
        return -FAR if opening else FAR
    match = PART.match(text)
    if not match:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if day:
            return datetime.date(year, int(month), int(day)).toordinal()
        if opening:
            return datetime.date(year, int(month or 1), 1).toordinal()
        final = int(month or 12)
        return datetime.date(year, final, calendar.monthrange(year, final)[1]).toordinal()
    except (ValueError, calendar.IllegalMonthError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One telling of an event, ready to be compared.

    `kind` is the event type, `kinds` the types that may tell the same event (itself included). `triggers` are family
    keys of the trigger word. `parties` maps a role to actor ids; `who` unites them; `unnamed` maps a role to words for
    those without a name; `sides` are the roles that are told, by name or not. `firm` tells that `days` were read beside
    the trigger, not taken from the article's date. `published` is the article's day as an ordinal. `towns` are where it
    happened, if its type happens in towns (`local`); `wide` tells that they are regions, `sweeping` that a whole war can
    be meant. `cluster` is the document cluster of the article. `order` sorts tellings by date, article and text.
    """

    id: str
    article: str
    order: tuple[str, str, int]
    sentence: int
    kind: str
    kinds: frozenset[str]
    triggers: frozenset[str] = frozenset()
    trigger: str = ""
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    who: frozenset[str] = frozenset()
    unnamed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    days: Days | None = None
    firm: bool = False
    published: int | None = None
    place: str | None = None
    lent: bool = False
    singular: str = ""
    local: bool = False
    sweeping: bool = False
    towns: frozenset[str] = frozenset()
    wide: bool = False
    numbers: frozenset[tuple[str, float]] = frozenset()
    words: frozenset[str] = frozenset()
    modality: Modality = "happened"
    again: bool = False
    nth: int = 0
    anaphor: bool = False
    circumstance: bool = False
    central: bool = True
    verbal: bool = True
    sides: frozenset[str] = frozenset({"source", "target"})
    symmetric: bool = False
    host: str = ""
    cluster: str = ""
    original: str = ""


def make_tellings(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    actors: ActorResolution,
    event_types: Mapping[str, EventType],
    clusters: Mapping[str, str],
    originals: Mapping[str, str],
) -> list[Telling]:
    """Return every event mention whose type makes pages as a telling, in order of date, path and text.

    The words of a telling leave out trigger and participants: those are compared by themselves.
    """
    kinds = _families_of(event_types)
    states = frozenset(actor.id for actor in actors.actors if actor.kind == "state")
    people = frozenset(actor.id for actor in actors.actors if actor.kind == "person")
    sites = find_sites(articles, annotations, actors)
    places = {actor.id: actor.name for actor in actors.actors if actor.kind == "place"}
    towns = frozenset(places)
    tellings = []
    for article, found in zip(articles, annotations, strict=True):
        named = _named_by_sentence(found, actors)
        spots = find_spots(article, found, actors, sites, places)
        beside: dict[int, list[EventMention]] = defaultdict(list)
        sentences = {sentence.number: sentence for sentence in found.sentences}
        stems: dict[int, frozenset[str]] = {}
        busy: dict[int, set[str]] = defaultdict(set)
        for mention in found.events:
            beside[mention.sentence].append(mention)
            busy[mention.sentence].update(actors.actor_of.get(one.entity or "", "") for one in mention.participants)
        for mention in found.events:
            kind = event_types.get(mention.type)
            sentence = sentences.get(mention.sentence)
            if kind is None or not kind.makes_page or sentence is None:
                continue
            if mention.sentence not in stems:
                stems[mention.sentence] = content_stems(article.text[sentence.start : sentence.end])
            if mention.modality == "demanded":
                kind = event_types.get(DEMAND, kind)  # what is only wanted is told as the wish
            telling = _make_telling(article, mention, kind, sentence, actors)
            telling = _without_towns(telling, towns)
            telling = _lend_parties(
                telling, (named.get(mention.sentence, frozenset()) & people) - busy[mention.sentence]
            )
            here = spots.get(mention.sentence, [])
            hit = find_towns(mention, here, beside[mention.sentence], kinds[telling.kind], article.text)
            place = place_actor(mention, here, actors.actor_of)
            telling = _place(telling, hit, place, states, armed=names_weapon(article.text, mention.trigger.start))
            tellings.append(
                _complete(telling, kinds, named, stems[mention.sentence], clusters, originals, mention.sentence)
            )
    return _rank_in_sentences(tellings)


def _lend_parties(telling: Telling, named: frozenset[str]) -> Telling:
    """Return a meeting that a sentence is about, but whose parties the parse lost, with the people named in it.

    `named` are those of them whom the sentence gives no part in anything else.
    """
    if not telling.symmetric or not telling.central or telling.who or len(named) < 2 or telling.circumstance:
        return telling
    return replace(telling, who=named, parties={"party": named}, lent=True)


def _without_towns(telling: Telling, towns: frozenset[str]) -> Telling:
    """Return a call or meeting without the towns and regions among its parties: they are where, not who."""
    people = telling.who - towns
    if not telling.symmetric or not people or people == telling.who:
        return telling
    return replace(telling, who=people, parties={"party": people})


def _place(telling: Telling, hit: Towns, place: str | None, states: frozenset[str], *, armed: bool) -> Telling:
    """Return the telling with its town, if its type happens in towns, and with what makes it singular.

    An attack by one on a state that names no town is the war between them, if its word is one for a whole war; with a
    weapon (`armed`: "a missile attack") only between the two.
    """
    singular = _is_singular(telling.kind, telling.trigger)
    words = load_data("event_words")
    if telling.kind not in words["local"]:
        return replace(telling, singular=singular)
    between = bool(telling.parties.get("source") and telling.parties.get("target", frozenset()) & states)
    sweeping = not hit.ids and any(word in words["sweeping"] for word in read_words(telling.trigger))
    if sweeping and between and not _is_counted(telling):
        singular = singular or "pair"
    sweeping = sweeping and (between or not armed)
    parties = telling.parties
    if telling.kind != "withdrawal" and parties.get("source", frozenset()) & hit.ids:
        parties = {role: ids - hit.ids if role == "source" else ids for role, ids in parties.items()}
    return replace(
        telling,
        parties={role: ids for role, ids in parties.items() if ids},
        local=True,
        towns=frozenset() if singular else hit.ids,
        wide=hit.wide,
        singular=singular,
        sweeping=sweeping or bool(singular),
        place=place,
    )


def _is_counted(telling: Telling) -> bool:
    """Tell whether an attack is told as one of several: the latest, with 90 missiles, during the week."""
    if any(word in load_data("event_words")["campaigns"] for word in read_words(telling.trigger)):
        return False
    return (
        telling.again
        or bool(telling.numbers)
        or (telling.firm and telling.days is not None and telling.days.length > 2)
    )


def _is_singular(kind: str, trigger: str) -> str:
    """Return "act" for what one does once, "pair" for what one does once to the same other, "" for all else."""
    table = load_data("event_words")["singular"]
    if kind in table["act"]:
        return "act"
    return "pair" if any(word in table["pair"] for word in read_words(trigger)) else ""


def _rank_in_sentences(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings; of those that a sentence is about only the foremost stay central.

    "In their call, Lee appealed for aid" is about a call: what was said in it is no event beside it. What a sentence
    about another event only mentions is no report, unless it is of a kind that is told in this way wherever it is told.
    """
    foremost: dict[tuple[str, int], tuple[bool, bool, int]] = {}
    for telling in tellings:
        if telling.central:
            place = (telling.article, telling.sentence)
            foremost[place] = max(foremost.get(place, (False, False, 0)), _standing(telling))
    ranked = [
        replace(one, central=one.central and _standing(one) >= foremost[one.article, one.sentence])
        if one.central
        else one
        for one in tellings
    ]
    leading: dict[tuple[str, int], set[str]] = defaultdict(set)
    for telling in ranked:
        if telling.central:
            leading[telling.article, telling.sentence].add(telling.kind)
    return [
        one
        for one in ranked
        if one.central
        or one.singular == "act"
        or one.nth > 1
        or leading.get((one.article, one.sentence), set()) <= one.kinds
    ]


def _standing(telling: Telling) -> tuple[bool, bool, int]:
    """Sort key within a sentence: deeds before words, facts before plans, two sides before one."""
    deed = telling.kind not in load_data("event_words")["words"]
    return deed, telling.modality == "happened", min(len(telling.who), 2)


def _complete(
    telling: Telling,
    kinds: Mapping[str, frozenset[str]],
    named: Mapping[int, frozenset[str]],
    stems: frozenset[str],
    clusters: Mapping[str, str],
    originals: Mapping[str, str],
    sentence: int,
) -> Telling:
    return replace(
        telling,
        kinds=kinds[telling.kind],
        names=named.get(sentence, frozenset()) | telling.who,
        words=stems - telling.words,
        cluster=clusters.get(telling.article, telling.article),
        original=originals.get(telling.article, telling.article),
    )


def _make_telling(
    article: Article, mention: EventMention, kind: EventType, sentence: Sentence, actors: ActorResolution
) -> Telling:
    parties: dict[str, set[str]] = defaultdict(set)
    for participant in mention.participants:
        actor = actors.actor_of.get(participant.entity or "")
        if actor:
            parties["party" if kind.symmetric else participant.role].add(actor)
    days = read_days(mention.date)
    published = read_days(article.published)
    text = article.text[sentence.start : sentence.end]
    trigger = mention.trigger.start - sentence.start
    known = " ".join([mention.trigger.text, *(participant.span.text for participant in mention.participants)])
    place = actors.actor_of.get(mention.place_entity or "")
    who = frozenset().union(*parties.values())
    first = (actors.actor_of.get(one.entity or "") for one in mention.participants)
    return Telling(
        id=mention.id,
        article=article.id,
        order=(article.published or "9999", article.path, mention.trigger.start),
        sentence=mention.sentence,
        kind=kind.name,
        kinds=frozenset({kind.name}),
        triggers=trigger_keys(mention.trigger.text),
        trigger=mention.trigger.text,
        parties={role: frozenset(ids) for role, ids in sorted(parties.items())},
        who=who,
        unnamed=read_unnamed(article, mention, actors.actor_of),
        days=days,
        firm=days is not None and mention.date_basis not in _loose_bases(kind.name),
        published=published.first if published else None,
        place=place,
        numbers=frozenset((quantity.unit.lower(), quantity.value) for quantity in mention.quantities),
        words=content_stems(known),
        modality=mention.modality,
        again=says_again(text, trigger),
        nth=count_rounds(text, trigger),
        anaphor=is_anaphor(text, trigger),
        circumstance=is_circumstance(text, trigger),
        central=mention.central,
        verbal=mention.rule != "noun",
        sides=frozenset(participant.role for participant in mention.participants),
        symmetric=kind.symmetric,
        host=next((one for one in first if one), "") if kind.symmetric and len(who) >= MANY else "",
    )


def _loose_bases(kind: str) -> tuple[str | None, ...]:
    """Return the bases of a date that leave it open: officials who "said on Monday" tell of strikes before that day."""
    return ("article", "sentence", None) if kind in load_data("event_words")["local"] else ("article", None)


def _families_of(event_types: Mapping[str, EventType]) -> dict[str, frozenset[str]]:
    """Return for each type the types that may tell the same event, the relation made mutual."""
    near: dict[str, set[str]] = {name: {name, *kind.families} for name, kind in event_types.items()}
    for name, kind in event_types.items():
        for other in kind.families:
            near.setdefault(other, {other}).add(name)
    return {name: frozenset(names) for name, names in near.items()}


def _named_by_sentence(found: Annotations, actors: ActorResolution) -> dict[int, frozenset[str]]:
    """Return the actors mentioned in each sentence."""
    named: dict[int, set[str]] = defaultdict(set)
    for sentence, mention in actors.mentions_by_sentence(found):
        if actor := actors.actor_of.get(mention.entity):
            named[sentence.number].add(actor)
    return {number: frozenset(ids) for number, ids in named.items()}
