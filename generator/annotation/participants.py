"""Who took part in an event and how: subjects and agents act, objects and certain prepositions bring whom it touches.

A noun phrase is lifted to the actor it names: the mention itself, a nation or owner before the head ("Russian forces",
"Iran's parliament"), an `of` or `from` phrase ("the government of Iran"). Types that are symmetric (calls, meetings)
have parties and no sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.annotation.arguments import verb_arguments
from generator.annotation.companions import fallen_towns, find_companions, names_event
from generator.annotation.trees import MEASURES, antecedent, conjuncts, first_conjunct
from generator.annotation.trigger_patterns import read_lexicon
from generator.data import load_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotation.arguments import Arguments
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Reader, Trigger
    from generator.model import Mention

TARGETS = frozenset("with to on against at upon toward towards between for into from among alongside over of".split())
LOOSE = frozenset({"of", "for", "from", "over", "into"})
"""Prepositions that bring a target only if nothing firmer does."""

TOPICAL = frozenset({"discuss", "exchange", "negotiate"})
"""Verbs of talks whose object is what was talked about."""

TOGETHER = frozenset({"with", "between", "among", "alongside", "and"})
TOUCHING = frozenset({"attack", "visit", "seizure", "withdrawal", "mobilisation", "aid", "sanctions"})
"""Types of which a place can be the one acted upon."""

INSIDE = frozenset({"of", "from", "in", "at", "for", "by"})
LONGEST = 60
"""Characters between a head and the name in its phrase that are still printed together: members of the ... union."""

AGENTIVE = ("er", "or", "ist", "ian", "eer")
"""Endings of nouns for people: bomber, negotiator, loyalist; those that are none are listed in triggers.yml."""

OWNING = frozenset({"of", "by"})
SETTING = frozenset({"in", "during", "at", "on", "over", "by", "via"})
NAMELESS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A participant as worded: first and last character, the mention that names it, the token of its head."""

    start: int
    end: int
    head: int
    mention: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Those who act and those acted upon."""

    sources: tuple[Who, ...] = ()
    targets: tuple[Who, ...] = ()


class Cast:
    """Mentions of one article by token, and how noun phrases are lifted to them."""

    def __init__(
        self, tree: Tree, mentions: Sequence[Mention], speakers: Iterable[tuple[int, Mention, Mention | None]] = ()
    ) -> None:
        self.tree, self.mentions = tree, mentions
        spoken = list(speakers)
        self.speakers = {token: mention for token, mention, _ in spoken}
        self.states = {mention.span.start: state for _, mention, state in spoken if state}

    @cached_property
    def by_token(self) -> dict[int, Mention]:
        """Map every token inside a mention to it; the longer of nested mentions wins."""
        found: dict[int, Mention] = {}
        token, size = 0, len(self.tree.start)
        for mention in sorted(self.mentions, key=lambda m: (m.span.start, m.span.start - m.span.end)):
            if names_event(mention):
                continue
            while token < size and self.tree.end(token) <= mention.span.start:
                token += 1
            one = token
            while one < size and self.tree.start[one] < mention.span.end:
                found.setdefault(one, mention)
                one += 1
        return self.speakers | found

    def is_actor(self, token: int) -> bool:
        """Tell whether a noun names or describes somebody who can act."""
        tree = self.tree
        if token in self.by_token or tree.tag[token] == "PRP":
            return tree.lower[token] != "it" or token in self.by_token
        return tree.tag[token] == "NNP" or is_person_noun(tree, token)

    def is_place(self, token: int) -> bool:
        """Tell whether a noun names or describes a place."""
        mention = self.by_token.get(token)
        if mention is not None:
            return mention.kind in ("place", "state")
        return self.tree.lemma[token] in read_lexicon().groups["places"]

    def is_town(self, token: int) -> bool:
        """Tell whether a noun names a town or says that it is one."""
        mention = self.by_token.get(token)
        if mention is not None:
            return mention.kind == "place"
        return self.tree.lemma[token] in load_data("place_words")["towns"]

    def lift(self, noun: int) -> Iterator[Who]:
        """Yield who a noun phrase names, its conjuncts included.

        In "Ana Duarte and leaders of Norway and Chile" the parser hangs the states on the first name; they are the
        leaders'.
        """
        tree, group = self.tree, list(conjuncts(self.tree, antecedent(self.tree, noun)))
        for one in group:
            yield from self._lift_one(one)
        if len(group) > 1 and group[0] in self.by_token and is_person_noun(tree, group[-1]):
            for of in tree.children[group[0]]:
                if tree.lower[of] == "of" and of > max(group):
                    for state in tree.kids(of, "pobj"):
                        yield from self.lift(state)

    def _lift_one(self, noun: int) -> Iterator[Who]:
        tree = self.tree
        if mention := self.by_token.get(noun):
            yield self._who((mention.form == "nominal" and self._apposed(noun)) or mention, noun)
            return
        if tree.tag[noun] == "PRP" and (speaker := speech_subject(tree, noun)) is not None:
            yield from self.lift(speaker)
            return
        if tree.tag[noun] in NAMELESS or tree.pos[noun] in ("VERB", "AUX"):
            return
        if mention := self._named_after(noun):
            yield self._who(mention, noun)
            return
        if (counted := _counted(tree, noun)) is not None:
            yield from self.lift(counted)
            return
        core = [noun, *tree.kids(noun, "compound", "amod", "nmod", "poss", "nummod")]
        named = [self.by_token[one] for one in reversed(core) if one in self.by_token]
        named = [self.homeland(noun, one) for one in named]
        mention = named[0] if named else self._inside(noun)
        person = is_person_noun(tree, noun)
        if mention is None and not person:
            return
        if mention is not None and not person and not named:
            yield self._who(mention, noun)
            return
        start, end = tree.start[min(core)], tree.end(noun)
        if mention is not None:
            start = min(start, mention.span.start)
            end = mention.span.end if end < mention.span.end < end + LONGEST else end
        yield Who(start=start, end=end, head=noun, mention=mention)
        around = [other for one in core[1:] for other in tree.kids(one, "conj", "amod", "compound", "nmod")]
        if not named:
            around += self._inner_nouns(noun)
        for other in around:
            if (extra := self.by_token.get(other)) and extra is not mention:
                yield self._who(extra, noun)

    def homeland(self, noun: int, owner: Mention) -> Mention:
        """Return the state for "our country", where the owner is a speaker whose state is known."""
        if self.tree.lemma[noun] in read_lexicon().groups["homeland"] and owner.form == "pronoun":
            return self.states.get(owner.span.start, owner)
        return owner

    def _who(self, mention: Mention, head: int) -> Who:
        return Who(start=mention.span.start, end=mention.span.end, head=head, mention=mention)

    def _named_after(self, noun: int) -> Mention | None:
        """Return the person whose title the noun is: "President of the Republic of Estonia Alar Karis", appositions."""
        tree = self.tree
        if mention := self._apposed(noun):
            return mention
        if tree.lemma[noun] not in read_lexicon().groups["office"]:
            return None
        for token in range(noun + 1, min(noun + 12, len(tree.text))):
            mention = self.by_token.get(token)
            if mention and mention.kind == "person":
                return mention
            if (
                not mention
                and tree.lower[token] not in ("of", "the", "for", "and", "'s", "’s")
                and not (tree.text[token][0].isupper() and tree.pos[token] in ("PROPN", "NOUN", "ADJ"))
            ):
                return None
        return None

    def _apposed(self, noun: int) -> Mention | None:
        """Return the person named right after a description: "the foreign minister, Ann Lee"."""
        tree, apposed = self.tree, self.tree.kids(noun, "appos")
        if not apposed and tree.lemma[noun] in read_lexicon().groups["office"]:
            # "his counterpart from Norway, Ann Lee": the parser hangs the name on the state.
            preps = [child for child in tree.children[noun] if tree.lower[child] in ("of", "from")]
            apposed = [one for prep in preps for kid in tree.kids(prep, "pobj") for one in tree.kids(kid, "appos")]
        named = (self.by_token.get(child) for child in apposed)
        return next((one for one in named if one and one.kind == "person" and one.form == "name"), None)

    def _inside(self, noun: int) -> Mention | None:
        inner = self._inner_nouns(noun)
        # "leaders from our NATO allies": the name stands before a description.
        inner += [kid for one in inner if one not in self.by_token for kid in self.tree.kids(one, "compound", "nmod")]
        return next((self.by_token[one] for one in inner if one in self.by_token), None)

    def _inner_nouns(self, noun: int) -> list[int]:
        """Return the nouns of the `of`, `from` or `in` phrases of a noun, with those joined to them."""
        tree = self.tree
        words = INSIDE if is_person_noun(tree, noun) else OWNING
        preps = [child for child in tree.kids(noun, "prep") if tree.lower[child] in words]
        return [
            one
            for prep in preps
            for kid in tree.kids(prep, "pobj")
            for one in conjuncts(tree, kid)
            if tree.lower[prep] not in ("in", "at") or self._is_state(one)
        ]

    def _is_state(self, token: int) -> bool:
        mention = self.by_token.get(token)
        return mention is not None and mention.kind == "state"

    def within(self, top: int) -> Who | None:
        """Return the first actor named inside a noun phrase that is itself no actor: the owner, the nation."""
        for token in sorted(self.tree.phrase(top)):
            if mention := self.by_token.get(token):
                return Who(start=mention.span.start, end=mention.span.end, head=token, mention=mention)
        return None


def is_person_noun(tree: Tree, noun: int) -> bool:
    """Tell whether a noun describes people or bodies that act: by list, or by its ending."""
    groups = read_lexicon().groups
    lemma = tree.lemma[noun]
    if lemma in groups["people"] or tree.lower[noun] in groups["people"]:
        return True
    return (
        lemma.endswith(AGENTIVE)
        and len(lemma) > 5
        and tree.tag[noun] in ("NN", "NNS")
        and lemma not in groups["things"]
    )


def _counted(tree: Tree, noun: int) -> int | None:
    """Return the noun that a number or measure counts: tens of thousands of students, a group of deputies."""
    if tree.lemma[noun] not in MEASURES and tree.tag[noun] != "CD" and tree.lemma[noun] not in ("ten", "score"):
        return None
    return next((kid for of in tree.children[noun] if tree.lower[of] == "of" for kid in tree.kids(of, "pobj")), None)


def speech_subject(tree: Tree, pronoun: int) -> int | None:
    """Return who is reported to say the clause whose subject a pronoun is: "NATO said it would"."""
    if tree.lower[pronoun] not in ("it", "they", "he", "she", "we") or tree.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return None
    clause = tree.head[pronoun]
    while tree.dep[clause] in ("conj", "xcomp") and tree.head[clause] != clause:
        clause = tree.head[clause]
    if tree.dep[clause] != "ccomp":
        return None
    return next((kid for kid in tree.kids(tree.head[clause], "nsubj") if tree.tag[kid] not in NAMELESS), None)


def find_sides(cast: Cast, reader: Reader, trigger: Trigger, depth: int = 0) -> Sides:
    """Return who acts and who is acted upon in the event of a trigger."""
    found = _verb_sides(cast, reader, trigger, depth) if trigger.verbal else _noun_sides(cast, reader, trigger, depth)
    sources = _distinct((*found.sources, *_lift(cast, find_companions(reader.tree, trigger))))
    taken = {who.start for who in sources}
    return Sides(sources=sources, targets=tuple(who for who in _distinct(found.targets) if who.start not in taken))


def _verb_sides(cast: Cast, reader: Reader, trigger: Trigger, depth: int) -> Sides:
    arguments = trigger.arguments
    sources = _lift(cast, (*arguments.agents, *(() if arguments.passive else arguments.subjects)))
    if arguments.passive and not sources:
        sources = _lift(cast, [noun for word, noun in arguments.prepositions if word == "by"])
    # What is discussed is a topic and no party.
    topical = trigger.frame.type == "talks" and reader.tree.lemma[trigger.token] in TOPICAL
    objects = () if topical else arguments.objects
    targets = _lift(cast, [one for one in objects if one != trigger.noun])
    pairs = [pair for pair in (*arguments.prepositions, *arguments.inner) if not targets or pair[0] not in LOOSE]
    if topical:
        pairs = [pair for pair in pairs if pair[0] in TOGETHER]
    targets += [who for who in _from_pairs(cast, pairs, trigger.frame.type) if who not in targets]
    if not targets and trigger.noun is not None and not trigger.frame.operator:
        targets = _lift(cast, [trigger.noun])
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
