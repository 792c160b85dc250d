"""Who took part in an event and how: subjects and agents act, objects and certain prepositions bring whom it touches.

Noun phrases are lifted to the actors they name (`cast.py`). Types that are symmetric (calls, meetings) have parties and
no sides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotation.arguments import verb_arguments
from generator.annotation.cast import Who
from generator.annotation.companions import fallen_towns, find_companions
from generator.annotation.trees import first_conjunct
from generator.annotation.trigger_patterns import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotation.arguments import Arguments
    from generator.annotation.cast import Cast
    from generator.annotation.triggers import Reader, Trigger

TARGETS = frozenset("with to on against at upon toward towards between for into from among alongside over of".split())
LOOSE = frozenset({"of", "for", "from", "over", "into"})
"""Prepositions that bring a target only if nothing firmer does."""

TOPICAL = frozenset({"discuss", "exchange", "negotiate"})
"""Verbs of talks whose object is what was talked about."""

TOGETHER = frozenset({"with", "between", "among", "alongside", "and"})
TOUCHING = frozenset({"attack", "visit", "seizure", "withdrawal", "mobilisation", "aid", "sanctions"})
"""Types of which a place can be the one acted upon."""

POSTED = frozenset({"to", "in", "at", "from"})
"""What stands between an office and where it is held: "dismissed the ambassador to Norway"."""

SPOKEN = frozenset({"phone-call", "meeting", "talks", "appeal", "threat", "request", "promise", "visit"})
TOPICS = frozenset({"on", "over", "about", "for", "of"})
"""What stands between words spoken and what they are about, where somebody is spoken to: "pressed Norway on fishing"."""

SETTING = frozenset({"in", "during", "at", "on", "over", "by", "via"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Those who act and those acted upon."""

    sources: tuple[Who, ...] = ()
    targets: tuple[Who, ...] = ()


def find_sides(cast: Cast, reader: Reader, trigger: Trigger, depth: int = 0) -> Sides:
    """Return who acts and who is acted upon in the event of a trigger."""
    found = _verb_sides(cast, reader, trigger, depth) if trigger.verbal else _noun_sides(cast, reader, trigger, depth)
    sources = _distinct((*found.sources, *_lift(cast, find_companions(reader.tree, trigger))))
    taken = {who.start for who in sources}
    acting = {who.mention.entity for who in sources if who.mention}
    targets = _distinct(found.targets)
    # Nobody is told to act on himself: "dismissed his ministers".
    others = [who for who in targets if not (who.mention and who.mention.entity in acting)]
    others += [
        replace(who, mention=None)
        for who in targets
        if who not in others and who.mention and who.end > who.mention.span.end
    ]
    return Sides(sources=sources, targets=tuple(who for who in others if who.start not in taken))


def _verb_sides(cast: Cast, reader: Reader, trigger: Trigger, depth: int) -> Sides:
    arguments = trigger.arguments
    sources = _lift(cast, (*arguments.agents, *(() if arguments.passive else arguments.subjects)))
    if arguments.passive and not sources:
        sources = _lift(cast, [noun for word, noun in arguments.prepositions if word == "by"])
    reported = trigger.frame.plover == "CONSULT" or trigger.frame.type == "order"
    if not sources and reported and (speaker := cast.left_out.get(trigger.token)):
        span = speaker.span
        sources = [Who(start=span.start, end=span.end, head=trigger.token, mention=speaker)]
    # What is discussed is a topic and no party.
    topical = trigger.frame.type == "talks" and reader.tree.lemma[trigger.token] in TOPICAL
    objects = () if topical else arguments.objects
    # Who is appointed or dismissed is both what makes the type and whom it touches.
    held = trigger.noun is not None and reader.tree.lemma[trigger.noun] in read_lexicon().groups["office"]
    targets = _lift(cast, [one for one in objects if one != trigger.noun or held])
    pairs = [pair for pair in (*arguments.prepositions, *arguments.inner) if not targets or pair[0] not in LOOSE]
    if held:
        pairs = [pair for pair in pairs if pair[0] not in POSTED]
    elif trigger.frame.type in SPOKEN and targets:
        pairs = [pair for pair in pairs if pair[0] not in TOPICS]
    if topical:
        pairs = [pair for pair in pairs if pair[0] in TOGETHER]
    targets += [who for who in _from_pairs(cast, pairs, trigger.frame.type) if who not in targets]
    if trigger.frame.type == "attack" and any(who.mention for who in targets):
        targets += _towns_of(cast, (*arguments.prepositions, *arguments.inner))
    if not targets and trigger.noun is not None and not trigger.frame.operator:
        targets = _lift(cast, [trigger.noun])
    if not targets and not sources and trigger.frame.type == "order":
        # "martial law was imposed in Norland"
        inside = [noun for word, noun in arguments.prepositions if word in ("in", "across", "throughout")]
        targets = [who for who in _lift(cast, inside) if who.mention and who.mention.kind == "state"]
    if not targets and trigger.frame.operator:
        targets = _from_complement(cast, reader, arguments, depth)
    if not targets:
        targets = [who for one in objects if (who := cast.within(one))][:1]
    if trigger.frame.type == "seizure" and reader.tree.lemma[trigger.token] in read_lexicon().groups["falling"]:
        taking = [noun for word, noun in arguments.prepositions if word in ("to", "into")]
        return Sides(
            sources=tuple(_lift(cast, taking)),
            targets=tuple(_lift(cast, fallen_towns(reader.tree, arguments.subjects))),
        )
    if trigger.noun is not None and reader.tree.lemma[trigger.token] in read_lexicon().groups["undergoing"]:
        # "came under fire from", "received weapons from": the subject is the one to whom it is done.
        given = [pair for pair in pairs if pair[0] in ("from", "by")]
        return Sides(sources=tuple(_lift(cast, [noun for _, noun in given])), targets=tuple(sources))
    return Sides(sources=tuple(sources), targets=tuple(targets))


def _towns_of(cast: Cast, pairs: Sequence[tuple[str, int]]) -> list[Who]:
    """Return the towns in which what was hit lies: "hit Central Station in Oslo"."""
    inside = [noun for word, noun in pairs if word == "in" and noun in cast.by_token and cast.is_place(noun)]
    return [who for who in _lift(cast, inside) if who.mention and who.mention.kind == "place"]


def _lift(cast: Cast, nouns: Sequence[int]) -> list[Who]:
    return [who for noun in nouns for who in cast.lift(noun)]


def _from_pairs(cast: Cast, pairs: Sequence[tuple[str, int]], kind: str) -> list[Who]:
    """Return whom prepositions bring; a town after "at" or "on" is where it was, unless the deed touches places."""
    found = [
        (word, who)
        for word, noun in pairs
        if word in TARGETS
        for who in cast.lift(noun)
        if kind in TOUCHING or word not in ("at", "on") or who.mention is None or who.mention.kind != "place"
    ]
    firm = [who for word, who in found if word not in LOOSE]
    return firm or [who for _, who in found]


def _from_complement(cast: Cast, reader: Reader, arguments: Arguments, depth: int) -> list[Who]:
    """Return the targets of the event that an operator speaks of: threatened to attack Iran, demanded that Iran halt."""
    tree = reader.tree
    if depth > 3:
        return []
    for verb in (*arguments.infinitives, *arguments.gerunds, *arguments.clauses):
        own = _lift(cast, [kid for kid in tree.kids(verb, "nsubj") if tree.tag[kid] not in ("WP", "WDT")])
        if own:
            return own
        inner = reader.at(verb)
        if inner and (targets := find_sides(cast, reader, inner, depth + 1).targets):
            return list(targets)
        for noun in tree.kids(verb, "dobj"):
            if who := next(iter(cast.lift(noun)), None) or cast.within(noun):
                return [who]
    for noun in arguments.objects:
        inner = reader.at(noun)
        if inner and not inner.verbal:
            sides = find_sides(cast, reader, inner, depth + 1)
            if sides.targets or sides.sources:
                return list(sides.sources or sides.targets)
    return []


def _noun_sides(cast: Cast, reader: Reader, trigger: Trigger, depth: int) -> Sides:
    tree, arguments, noun = reader.tree, trigger.arguments, trigger.token
    sources = _lift(cast, (*arguments.subjects, *arguments.agents))
    before = [
        one for other in arguments.others for one in (*tree.kids(other, "amod", "compound", "nmod", "conj"), other)
    ]
    sources += _lift(cast, [one for one in before if one in cast.by_token])
    pairs = [pair for pair in arguments.prepositions if pair[0] != "by"]
    targets = _from_pairs(cast, pairs, trigger.frame.type)
    above = tree.head[noun]
    if tree.dep[noun] in ("dobj", "nsubjpass", "attr") and _carries(reader, above):
        outer = _arguments_of(reader, above)
        if outer is not None:
            if not sources:
                sources = _lift(cast, outer.agents if outer.passive else outer.subjects)
            targets += _from_pairs(cast, outer.prepositions, trigger.frame.type) if not targets else []
    if not sources and trigger.frame.operator is False and tree.dep[noun] == "pobj":
        sources += _participants_of_verb(cast, reader, trigger)
    if not targets and trigger.frame.type == "vote":
        about = [kid for verb in arguments.clauses for kid in tree.kids(verb, "dobj")]
        targets = [who for one in about if (who := cast.within(one))][:1]
    if not sources and not targets and tree.dep[noun] == "conj" and depth < 3:
        first = reader.at(first_conjunct(tree, noun))
        if first and not first.verbal:  # "calls and meetings between"
            return find_sides(cast, reader, first, depth + 1)
    return Sides(sources=tuple(sources), targets=tuple(targets))


def _carries(reader: Reader, verb: int) -> bool:
    """Tell whether a verb only carries its object's event, so that its subject acts in it: renewed negotiations."""
    tree, groups = reader.tree, read_lexicon().groups
    if tree.lemma[verb] in groups["light"]:
        return True
    return tree.is_verb(verb) and reader.at(verb) is None and tree.lemma[verb] not in groups["viewing"]


def _arguments_of(reader: Reader, verb: int) -> Arguments | None:
    return verb_arguments(reader.tree, verb) if reader.tree.is_verb(verb) else None


def _participants_of_verb(cast: Cast, reader: Reader, trigger: Trigger) -> list[Who]:
    """Return the subject of a verb to which the event is a setting: agreed on a truce, shared views in a conversation."""
    tree = reader.tree
    prep = tree.head[trigger.token]
    verb = tree.head[prep]
    if tree.dep[verb] == "dobj":
        verb = tree.head[verb]
    setting = trigger.frame.plover == "CONSULT" and tree.lower[prep] in SETTING
    if not setting and tree.lemma[verb] not in read_lexicon().groups["joining"]:
        return []
    outer = _arguments_of(reader, verb)
    found = _lift(cast, outer.agents if outer.passive else outer.subjects) if outer else []
    return [who for who in found if tree.lower[who.head] != "we"]


def _distinct(people: Sequence[Who]) -> tuple[Who, ...]:
    found: dict[object, Who] = {}
    for who in people:
        found.setdefault(who.mention.entity if who.mention else who.start, who)
    return tuple(found.values())
