"""Words that signal an event, found by lemma and argument: the heaviest pattern of data/triggers.yml that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotation.arguments import Arguments, noun_arguments, object_words, verb_arguments
from generator.annotation.trees import conjuncts, noun_words
from generator.annotation.trigger_patterns import Atom, Frame, Pattern, Requirement, read_lexicon

if TYPE_CHECKING:
    from generator.annotation.trees import Tree

HOSTILE = frozenset({"COERCE", "SANCTION", "MOBILIZE", "ASSAULT", "PROTEST"})
COOPERATIVE = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE", "CONSULT", "AGREE", "SUPPORT"})
NOUNS_APART = frozenset({"compound", "nmod", "amod", "npadvmod"})
LONGEST = 5
"""Tokens between a verb and its noun that are still one trigger: "signed a long-awaited trade deal"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A matched word: its token, what it means, its arguments; `noun` is the argument that made the type, if any."""

    token: int
    frame: Frame
    arguments: Arguments
    noun: int | None = None
    verbal: bool = True
    weight: int = 0


@dataclass(slots=True, kw_only=True)
class Reader:
    """One article being read: its tree, what counts as actor and as place, tokens to skip, the triggers found so far."""

    tree: Tree
    is_actor: Callable[[int], bool]
    is_place: Callable[[int], bool]
    is_town: Callable[[int], bool] = lambda _: False
    skip: frozenset[int] = frozenset()
    known: dict[int, Trigger | None] = field(default_factory=dict)

    def at(self, token: int) -> Trigger | None:
        """Return the trigger at a token, None if it signals nothing."""
        if token not in self.known:
            self.known[token] = None  # a complement that leads back here finds nothing
            if token not in self.skip:
                self.known[token] = _match(self, token)
        return self.known[token]


def find_triggers(reader: Reader, first: int, last: int) -> Iterator[Trigger]:
    """Yield the triggers among the tokens `first` to `last` in text order; a noun told by its verb is not told twice."""
    lexicon = read_lexicon()
    tree = reader.tree
    found = [
        trigger
        for token in range(first, last)
        if (
            tree.lemma[token] in lexicon.verbs
            or tree.lemma[token] in lexicon.nouns
            or tree.lower[token] in lexicon.nouns
        )
        and (trigger := reader.at(token))
    ]
    heads = {one.token for one in found if one.verbal}
    spent = {one.noun for one in found if one.verbal and one.noun is not None and _covers(reader, one)}
    types = {one.token: one.frame.type for one in found}
    for trigger in found:
        if trigger.token in spent or _is_means(tree, trigger, heads) or _is_subject_matter(tree, trigger, types):
            continue
        yield trigger


def _is_subject_matter(tree: Tree, trigger: Trigger, types: Mapping[int, str]) -> bool:
    """Tell whether a noun only says again what another event of its type is: negotiations on peace talks."""
    above = tree.head[trigger.token]
    if trigger.verbal or tree.dep[trigger.token] != "pobj" or tree.lower[above] not in ("on", "of", "about", "for"):
        return False
    return types.get(tree.head[above]) == trigger.frame.type


def _is_means(tree: Tree, trigger: Trigger, heads: set[int]) -> bool:
    """Tell whether a noun is only the way in which another event took place: met by videoconference."""
    above = tree.head[trigger.token]
    return (
        not trigger.verbal
        and tree.dep[trigger.token] == "pobj"
        and tree.lower[above] in ("by", "via", "through", "over")
        and tree.head[above] in heads
        and trigger.frame.plover == "CONSULT"
    )


def _covers(reader: Reader, trigger: Trigger) -> bool:
    """Tell whether a verb's event is also that of its noun: held talks; not so in demanded talks."""
    if not trigger.frame.operator or trigger.noun is None:
        return True
    inner = reader.at(trigger.noun)
    return inner is not None and inner.frame.type == trigger.frame.type


def trigger_edges(tree: Tree, trigger: Trigger) -> tuple[int, int]:
    """Return the first and last token of the words that signal: the noun after a light verb, verb and particle or noun."""
    lexicon = read_lexicon()
    token = trigger.token
    if trigger.noun is not None:
        if tree.lemma[token] in lexicon.groups["light"]:
            return trigger.noun, trigger.noun
        low, high = sorted((token, trigger.noun))
        if high - low <= LONGEST and not any("\n" in tree.text[one] for one in range(low, high)):
            return low, high
    after = [child for child in tree.kids(token, "prt") if child == token + 1]
    return token, after[0] if after else token


def _match(reader: Reader, token: int) -> Trigger | None:
    tree, lexicon = reader.tree, read_lexicon()
    if tree.tag[token][:1] == "V":
        if tree.dep[token] in ("amod", "compound", "aux", "auxpass"):
            return None
        patterns = lexicon.verbs.get(tree.lemma[token], ())
        return _best(reader, token, patterns, verb_arguments(tree, token), verbal=True) if patterns else None
    if tree.pos[token] == "ADJ" and tree.dep[token] in ("acomp", "ccomp", "ROOT", "conj", "xcomp", "oprd"):
        patterns = lexicon.verbs.get(tree.lower[token], ())
        return _best(reader, token, patterns, _adjective_arguments(tree, token), verbal=True) if patterns else None
    if tree.tag[token][:2] == "NN" and tree.dep[token] not in NOUNS_APART:
        if _is_named(tree, token):
            return None
        patterns = lexicon.nouns.get(tree.lower[token]) or lexicon.nouns.get(tree.lemma[token], ())
        return _best(reader, token, patterns, noun_arguments(tree, token), verbal=False) if patterns else None
    return None


def _is_named(tree: Tree, noun: int) -> bool:
    """Tell whether a paper is called by its name, so that it is not made here: the Minsk agreements, the Paris accord."""
    if tree.lemma[noun] not in read_lexicon().groups["papers"] or tree.lemma[noun] in (
        "call",
        "talk",
        "conversation",
        "talks",
    ):
        return False
    if any(tree.tag[kid][:3] == "NNP" and tree.dep[kid] == "compound" for kid in tree.children[noun]):
        return tree.tag[noun] in ("NNS", "NNPS", "NNP") or any(tree.lower[kid] == "the" for kid in tree.children[noun])
    return False


def _adjective_arguments(tree: Tree, token: int) -> Arguments:
    """Return the arguments of "ready to", "willing to": complements of the adjective, subject of its copula."""
    own = verb_arguments(tree, token)
    subjects = tuple(own.subjects or tree.kids(tree.head[token], "nsubj"))
    return Arguments(
        subjects=subjects,
        prepositions=own.prepositions,
        infinitives=own.infinitives or tuple(kid for kid in tree.kids(tree.head[token], "xcomp") if kid != token),
        negated=own.negated or any(tree.dep[kid] == "neg" for kid in tree.children[tree.head[token]]),
    )


def _best(
    reader: Reader, token: int, patterns: tuple[Pattern, ...], arguments: Arguments, *, verbal: bool
) -> Trigger | None:
    words = object_words(reader.tree, arguments)
    for pattern in patterns:
        if pattern.particle and pattern.particle not in arguments.particles:
            continue
        state = _State(reader, token, arguments, words, verbal)
        if all(state.holds(requirement) for requirement in pattern.requirements):
            return Trigger(
                token=token,
                frame=pattern.frame,
                arguments=arguments,
                noun=state.noun,
                verbal=verbal,
                weight=pattern.weight,
            )
    return None


class _State:
    """One pattern being tried on one token; `noun` is the argument by which a word requirement held."""

    __slots__ = ("arguments", "noun", "reader", "token", "verbal", "words")

    def __init__(self, reader: Reader, token: int, arguments: Arguments, words: frozenset[str], verbal: bool) -> None:
        self.reader, self.token, self.arguments, self.words = reader, token, arguments, words
        self.verbal = verbal
        self.noun: int | None = None

    def holds(self, requirement: Requirement) -> bool:
        return any(self.fits(atom, requirement.bound) for atom in requirement.atoms) != requirement.negative

    def fits(self, atom: Atom, bound: Requirement | None) -> bool:
        match atom.kind:
            case "words":
                return self.has_words(atom)
            case "subject":
                return any(noun_words(self.reader.tree, one) & atom.words for one in self.arguments.subjects)
            case "preposition":
                return self.has_preposition(atom, bound)
            case "actor":
                return any(self.is_actor(one) for one in self.brought())
            case "place":
                return any(self.is_place(one) for one in self.brought())
            case "town":
                return any(self.reader.is_town(one) for one in self.arguments.subjects)
            case "owner":
                return bool(self.arguments.subjects)
            case "infinitive":
                verbs = self.arguments.infinitives or self.arguments.gerunds
                return any(self.is_event(verb, bound) for verb in verbs)
            case "naming":
                return self.is_naming()
            case "passive":
                return self.arguments.passive
            case "clause":
                return bool(self.arguments.clauses)
            case "future":
                return any(self.is_future(verb) and self.is_event(verb, bound) for verb in self.arguments.clauses)

    def is_naming(self) -> bool:
        """Tell whether a verb gives its object a name: called him a liar."""
        tree = self.reader.tree
        # A name alone is no name given: "called Ann Lee".
        given = bool(tree.kids(self.token, "dobj", "nsubjpass"))
        return any(
            (tree.dep[kid] == "oprd" and given)
            or (tree.dep[kid] in ("ccomp", "xcomp") and tree.pos[kid] in ("NOUN", "ADJ", "PROPN"))
            for kid in tree.children[self.token]
        )

    def brought(self) -> list[int]:
        pairs = (*self.arguments.prepositions, *self.arguments.inner)
        return [*self.arguments.objects, *(noun for _, noun in pairs)]

    def has_words(self, atom: Atom) -> bool:
        tree = self.reader.tree
        if atom.event_class:
            return any(self.is_class(noun, atom.event_class) for noun in self.arguments.objects)
        if self.verbal:
            if not self.words & atom.words:
                return False
            self.noun = next((o for o in self.arguments.objects if noun_words(tree, o) & atom.words), self.noun)
            return True
        if self.words & atom.words:
            return True
        return any(word == "of" and noun_words(tree, noun) & atom.words for word, noun in self.arguments.prepositions)

    def has_preposition(self, atom: Atom, bound: Requirement | None) -> bool:
        tree = self.reader.tree
        pairs = [pair for pair in (*self.arguments.prepositions, *self.arguments.inner) if pair[0] in atom.words]
        if bound is None:
            return bool(pairs) or bool(self.arguments.particles & atom.words)
        for test in bound.atoms:
            for _, noun in pairs:
                if test.kind == "words" and noun_words(tree, noun) & test.words:
                    self.noun = self.noun if self.noun is not None else noun
                    return True
                if (test.kind == "actor" and self.is_actor(noun)) or (test.kind == "place" and self.is_place(noun)):
                    return True
        return False

    def is_actor(self, noun: int) -> bool:
        return any(self.reader.is_actor(one) for one in conjuncts(self.reader.tree, noun))

    def is_place(self, noun: int) -> bool:
        return self.reader.is_place(noun)

    def is_future(self, verb: int) -> bool:
        tree = self.reader.tree
        return any(
            tree.dep[k] == "aux" and tree.lower[k] in ("will", "would", "'ll", "’ll") for k in tree.children[verb]
        )

    def is_event(self, verb: int, bound: Requirement | None) -> bool:
        if bound is None:
            return True
        lemma = self.reader.tree.lemma[verb]
        return any(
            self.is_class(verb, atom.event_class) if atom.event_class else lemma in atom.words for atom in bound.atoms
        )

    def is_class(self, token: int, event_class: str) -> bool:
        inner = self.reader.at(token)
        return inner is not None and inner.frame.plover in (HOSTILE if event_class == "hostile" else COOPERATIVE)
