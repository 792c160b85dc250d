"""Whether an event happened, is planned, demanded, threatened, possible, denied or long past: read up the parse.

From the event word we climb to what governs it. Each step asks the auxiliaries and negations of a clause, then the word
that takes the event as its complement (data/modality.yml: `plan to attack` leaves a planned attack, `began to attack`
an attack). A finite clause is its own witness: "said that they attacked" is told as a fact, whoever said it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.annotation.trees import first_conjunct
from generator.data import load_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotation.trees import Tree
    from generator.model import Modality

VERDICTS: tuple[Modality, ...] = ("planned", "demanded", "threatened", "possible", "denied", "historical")
FIRMEST: tuple[Modality, ...] = ("demanded", "planned", "threatened", "possible", "denied")
OPEN: tuple[Modality, ...] = ("planned", "demanded", "threatened", "possible")
STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A modality, the words behind it, and the lemma of the word that took the event as its complement."""

    modality: Modality
    reason: str
    governor: str = ""


def settle(verdict: Verdict, kind: str) -> Verdict:
    """Return the verdict for an event of a type: to decide on an order, a ban, a recognition is to make it."""
    if verdict.modality == "planned" and kind in _list("decided") and verdict.governor in _list("deciding"):
        return Verdict(modality="happened", reason=f"{verdict.reason}, which settles it")
    return verdict


@cache
def _table() -> dict[str, dict[str, frozenset[str]]]:
    """Return word lists by section and verdict."""
    data = load_data("modality")
    return {
        section: {verdict: frozenset(_words(words)) for verdict, words in lists.items()}
        for section, lists in data.items()
        if isinstance(lists, dict)
    }


def _words(words: Any) -> list[str]:
    return words.split() if isinstance(words, str) else [str(word) for word in words]


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_words(load_data("modality")[name]))


def _look_up(section: str, word: str, verdicts: tuple[Modality, ...] = VERDICTS) -> Modality | None:
    lists = _table()[section]
    return next((verdict for verdict in verdicts if word in lists.get(verdict, ())), None)


def read_modality(tree: Tree, token: int, *, is_future: Callable[[int], bool] = lambda token: False) -> Verdict:
    """Return the modality of the event at a token; `is_future` tells whether a token's time expression is ahead."""
    return _Climb(tree, is_future).read(token)


class _Climb:
    """One walk from an event word to the clause that asserts it."""

    def __init__(self, tree: Tree, is_future: Callable[[int], bool]) -> None:
        self.tree, self.is_future = tree, is_future

    def read(self, token: int) -> Verdict:
        verdict: Verdict | None = None
        start = token
        seen: set[int] = set()
        for _ in range(STEPS):
            if token in seen:
                break
            seen.add(token)
            own = self.own(token)
            if own:
                verdict = _stronger(verdict, own)
            if verdict and verdict.modality == "denied":
                break
            step = self.step(token)
            if isinstance(step, Verdict):
                verdict = _stronger(verdict, step)
                break
            if step is None or (own and self.is_finite(token)):
                break
            token = step
        if verdict is None and self.is_bare(start):
            return Verdict(modality="possible", reason="the bare form of the verb")
        return verdict or Verdict(modality="happened", reason="told as a fact")

    def is_bare(self, token: int) -> bool:
        """Tell whether a verb stands in its bare form without "did", so that nothing tells that it was done."""
        tree = self.tree
        if tree.tag[token] != "VB" or tree.dep[token] not in ("ROOT", "attr", "xcomp", "ccomp", "conj"):
            return False
        above = tree.head[token]
        if tree.dep[token] in ("xcomp", "conj") and tree.lemma[above] != "be":
            return False
        return not any(tree.dep[kid] == "nsubj" or tree.lower[kid] in ("did", "does") for kid in tree.children[token])

    # -- what the clause of the word itself says ----------------------------------------------------------------------

    def own(self, token: int) -> Verdict | None:
        """Return what the word's own auxiliaries, negations, markers and modifiers say; "if not" is open like "if"."""
        tree = self.tree
        if tree.is_verb(token) and (condition := self.condition(token)):
            return condition
        for child in tree.children[token]:
            word, dep = tree.lower[child], tree.dep[child]
            if (dep == "neg" or word in ("never", "no", "neither", "without")) and self.negates(token, child):
                return Verdict(modality="denied", reason=f"“{tree.text[child]}” before it")
            if dep in ("nsubj", "nsubjpass") and self.is_nobody(child):
                return Verdict(modality="denied", reason=f"“{tree.text[child]}” as its subject")
        if tree.is_verb(token):
            return self.auxiliary(token) or self.marked(token)
        return self.modified(token)

    def negates(self, token: int, child: int) -> bool:
        """Tell whether a negation denies: not so in `not only`, `no doubt`, `no longer` or before a mere number."""
        tree = self.tree
        after = tree.lower[child + 1] if child + 1 < len(tree.lower) else ""
        if tree.lower[child] == "no" and tree.dep[child] not in ("det", "neg", "advmod"):
            return False
        if tree.dep[child] in ("prep", "conj", "cc", "preconj", "intj"):
            return False
        return after not in ("only", "just", "merely", "least", "simply", "doubt")

    def is_nobody(self, child: int) -> bool:
        tree = self.tree
        if tree.lower[child] in ("nobody", "none", "nothing", "neither"):
            return True
        return any(
            tree.lower[kid] == "neither" or (tree.lower[kid] == "no" and tree.dep[kid] in ("det", "neg"))
            for kid in tree.children[child]
        )

    def auxiliary(self, token: int) -> Verdict | None:
        tree = self.tree
        modals = _table()["modals"]
        for child in tree.children[token]:
            if tree.dep[child] not in ("aux", "auxpass") or tree.tag[child] != "MD":
                continue
            word = tree.lower[child]
            for verdict in VERDICTS:
                if word in modals.get(verdict, ()):
                    if word in ("could", "can") and self.perceives(token):
                        return None
                    if word in ("would", "'d", "’d") and self.is_reported(token):
                        return Verdict(modality="planned", reason=f"“{tree.text[child]}” in reported speech")
                    return Verdict(modality=verdict, reason=f"“{tree.text[child]}”")
        return None

    def is_reported(self, token: int) -> bool:
        """Tell whether "would" is the "will" of a speaker quoted in the past tense, with no condition beside it."""
        tree = self.tree
        first = first_conjunct(tree, token)
        above = tree.head[first]
        if tree.dep[first] not in ("ccomp", "parataxis") or tree.tag[above] not in ("VBD", "VBN"):
            return False
        if any(tree.lower[kid] in ("if", "unless") for clause in tree.children[token] for kid in tree.children[clause]):
            return False
        return tree.lemma[above] in _table()["verbs"]["told"] or _look_up("verbs", tree.lemma[above]) == "planned"

    def perceives(self, token: int) -> bool:
        """Tell whether "could" only means was able to: could see, could hear."""
        return self.tree.lemma[token] in ("see", "hear", "feel", "remember", "smell")

    def condition(self, token: int) -> Verdict | None:
        """Return what a conjunction of condition or of time still to come says of its clause."""
        tree = self.tree
        for child in tree.children[token]:
            if tree.dep[child] in ("mark", "advmod") and tree.lower[child] in _list("conditions") and child < token:
                if tree.lower[child] in ("before", "until", "once", "till") and tree.tag[token] in ("VBD", "VBN"):
                    continue
                return Verdict(modality="possible", reason=f"after “{tree.text[child]}”")
        return None

    def marked(self, token: int) -> Verdict | None:
        """Return what a coming date, an imperative or a question mark says of a clause."""
        tree = self.tree
        if self.is_imperative(token):
            return Verdict(modality="demanded", reason="a request in the imperative")
        if tree.tag[token] in ("VBZ", "VBP", "VBG") and self.in_coming_time(token):
            return Verdict(modality="planned", reason="present tense with a time still ahead")
        if tree.dep[token] == "ROOT" and self.asks(token):
            return Verdict(modality="possible", reason="asked, not told")
        for child in tree.kids(token, "advmod"):
            if tree.lower[child] in _list("doubting"):
                return Verdict(modality="possible", reason=f"“{tree.text[child]}”")
        return None

    def in_coming_time(self, token: int) -> bool:
        tree = self.tree
        return any(
            self.is_future(one)
            for child in tree.children[token]
            if tree.dep[child] in ("npadvmod", "prep", "advmod")
            for one in tree.subtree(child)
        )

    def is_imperative(self, token: int) -> bool:
        tree = self.tree
        if tree.tag[token] != "VB" or tree.dep[token] != "ROOT":
            return False
        first, last = tree.bounds[tree.sentence[token]]
        if not any(tree.text[one] in (".", "!") for one in range(max(first, last - 2), last)):
            return False  # a heading: what looks like a request is mostly a noun
        return not any(tree.dep[kid] in ("nsubj", "aux", "nsubjpass") for kid in tree.children[token])

    def asks(self, token: int) -> bool:
        tree = self.tree
        first, last = tree.bounds[tree.sentence[token]]
        return any(tree.text[one] == "?" for one in range(max(first, last - 3), last))

    def modified(self, token: int) -> Verdict | None:
        """Return what adjectives before a noun or adjective say: planned talks, alleged attack, former."""
        tree = self.tree
        for child in tree.children[token]:
            if tree.lower[child] == "any" and tree.dep[child] == "det":
                return Verdict(modality="possible", reason="“any” before it")
            if tree.dep[child] not in ("amod", "compound", "nmod", "advmod"):
                continue
            if verdict := _look_up("adjectives", tree.lower[child]):
                return Verdict(modality=verdict, reason=f"“{tree.text[child]}” before it")
        if tree.dep[token] == "ROOT" and self.asks(token):
            return Verdict(modality="possible", reason="asked, not told")
        return None

    def is_finite(self, token: int) -> bool:
        tree = self.tree
        return tree.tag[token] in ("VBD", "VBZ", "VBP", "MD") or any(
            tree.tag[kid] in ("MD", "VBD", "VBZ", "VBP") and tree.dep[kid] in ("aux", "auxpass")
            for kid in tree.children[token]
        )

    # -- one step up --------------------------------------------------------------------------------------------------

    def step(self, token: int) -> Verdict | int | None:
        """Return a verdict of the governing word, the word to go on with, or None at the top."""
        tree = self.tree
        above, dep = tree.head[token], tree.dep[token]
        if above == token:
            return None
        if dep == "conj":
            return self.of_conjunct(token)
        if tree.is_verb(token) and dep != "amod":
            return self.of_verb(token, above, dep)
        return self.of_noun(token, above, dep)

    def of_conjunct(self, token: int) -> Verdict | int | None:
        tree = self.tree
        first = first_conjunct(tree, token)
        if not tree.is_verb(token):
            return first
        # A finite conjunct with its own subject or its own tense tells by itself.
        if any(tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.children[token]):
            return None
        if tree.tag[token] == "VBP" and tree.tag[first] == "VB":
            return first
        if tree.tag[token] in ("VBD", "VBZ", "VBP") and tree.is_verb(first):
            return self.of_verb(first, tree.head[first], tree.dep[first]) if tree.dep[first] == "ccomp" else None
        return first

    def of_verb(self, token: int, above: int, dep: str) -> Verdict | int | None:
        tree = self.tree
        infinitive = any(tree.dep[kid] == "aux" and tree.lower[kid] == "to" for kid in tree.children[token])
        if dep in ("xcomp", "ccomp", "acl", "oprd", "acomp") or (dep == "advcl" and infinitive):
            finite = self.is_finite(token)
            if finite and dep != "acl":
                return self.of_clause(token, above)
            if dep == "acl" and not infinitive:
                return None
            return self.of_governor(above, infinitive=infinitive, purpose=dep == "advcl")
        if dep == "pcomp":
            return self.of_preposition(above)
        if dep == "relcl":
            return self.of_relative(token, above, infinitive=infinitive)
        if dep == "advcl" and tree.tag[token] == "VBG" and not tree.kids(token, "mark", "aux"):
            return self.still_open(above)
        return None

    def still_open(self, token: int) -> Verdict | None:
        """Return the verdict of a word beside which an event stands: it shares plans and doubts, but no denial."""
        verdict = self.read(token)
        return verdict if verdict.modality in OPEN else None

    def of_relative(self, token: int, above: int, *, infinitive: bool) -> Verdict | None:
        """Return what holds of a relative clause: an aim in the infinitive, a wish if its noun is only wished for."""
        tree = self.tree
        if infinitive or (tree.tag[token] == "VB" and not self.own(token)):
            return Verdict(modality="planned", reason="an aim, in the infinitive")
        if tree.tag[token] in ("VBZ", "VBP") and not self.is_known(above):
            noun = self.read(above)
            return noun if noun.modality != "happened" else None
        return None

    def of_clause(self, token: int, above: int) -> Verdict | None:
        """Return what a verb of denial, doubt or condition makes of its finite clause; speech leaves it as told."""
        tree = self.tree
        word = tree.lemma[above]
        if token < above and any(token < kid < above for kid in tree.kids(above, "nsubj", "nsubjpass")):
            return None  # two main clauses in a row, of which the parser made one the other's object
        if kind := _look_up("clauses", word):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if any(tree.dep[kid] == "neg" for kid in tree.children[above]) and word in _table()["verbs"]["told"]:
            return Verdict(modality="possible", reason=f"after “not {tree.text[above]}”")
        return None

    def of_governor(self, above: int, *, infinitive: bool, purpose: bool = False) -> Verdict | int | None:
        """Return what a word makes of the infinitive or gerund that it governs."""
        tree = self.tree
        word = tree.lemma[above]
        section = "verbs" if tree.is_verb(above) else "adjectives" if tree.pos[above] == "ADJ" else "nouns"
        if infinitive and word == "have" and any(tree.lower[kid] == "yet" for kid in tree.children[above]):
            return Verdict(modality="denied", reason="“yet to”")
        if infinitive and word == "go" and tree.tag[above] == "VBG":
            return Verdict(modality="planned", reason="“going to”")
        if word in _table()["verbs"]["through"] and section == "verbs" and not purpose:
            return above
        kind = _look_up(section, word)
        if kind == "denied" and self.own_negation(above):
            return None
        if kind:
            higher = self.read(above)
            if higher.modality == "denied" and kind != "denied":
                allowing = word in _list("enabling")
                return Verdict(modality="possible" if allowing else "denied", reason=higher.reason)
            return Verdict(
                modality=kind, reason=f"after “{tree.text[above]}”", governor=self.told_governor(above, higher)
            )
        if infinitive:
            return Verdict(modality="planned", reason="an aim, in the infinitive")
        return above if section == "verbs" else None

    def told_governor(self, above: int, verdict: Verdict) -> str:
        """Return the lemma of a governing word that is itself told as a fact."""
        return self.tree.lemma[above] if verdict.modality == "happened" else ""

    def own_negation(self, token: int) -> bool:
        return any(self.tree.dep[kid] == "neg" for kid in self.tree.children[token])

    def of_preposition(self, preposition: int) -> Verdict | int | None:
        tree = self.tree
        word, above = tree.lower[preposition], tree.head[preposition]
        if word == "without":
            return Verdict(modality="denied", reason="after “without”")
        if word in ("after", "since", "upon", "despite"):
            return None
        if word == "of" and tree.lemma[above] in _list("claimed"):
            return Verdict(modality="possible", reason=f"after “{tree.text[above]} of”")
        if word == "instead" or (word == "from" and tree.is_verb(above) and tree.lemma[above] not in _list("drawing")):
            return Verdict(modality="denied", reason=f"after “{tree.text[above]} {word}”")
        if word == "against" and _look_up("verbs", tree.lemma[above]) == "denied":
            return Verdict(modality="denied", reason=f"after “{tree.text[above]} {word}”")
        section = "verbs" if tree.is_verb(above) else "adjectives" if tree.pos[above] == "ADJ" else "nouns"
        kind = _look_up(section, tree.lemma[above])
        if kind and not (kind == "denied" and self.own_negation(above)):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")
        if word == "before":
            return self.own(above) if tree.is_verb(above) else None
        if tree.is_verb(above):
            if tree.lemma[above] in _table()["verbs"]["through"]:
                return above
            return (
                self.still_open(above) if word in ("by", "in", "with", "to", "while", "when", "as", "besides") else None
            )
        if word == "of" and section == "nouns" and tree.lemma[above] not in _list("done"):
            return Verdict(modality="possible", reason=f"after “{tree.text[above]} of”")
        return None

    def of_noun(self, token: int, above: int, dep: str) -> Verdict | int | None:
        tree = self.tree
        word = tree.lemma[above]
        if dep in ("dobj", "nsubjpass", "attr", "oprd", "dative"):
            return self.of_object(token, above, dep, word)
        if dep == "pobj":
            return self.of_object_of_preposition(token, above)
        if dep in ("nsubj", "nsubjpass") and tree.is_verb(above) and (verdict := self.of_predicate(above)):
            return verdict
        if dep == "nsubj" and tree.is_verb(above) and (word in _list("occurring")):
            return above
        if dep in ("compound", "nmod", "amod") and not tree.is_verb(above):
            kind = _look_up("nouns", word)
            if kind and kind != "denied":
                return Verdict(modality=kind, reason=f"“{tree.text[above]}” of it")
            return None
        if dep in ("acomp", "ROOT", "ccomp", "xcomp") and tree.is_verb(above):
            return above
        return None

    def of_predicate(self, verb: int) -> Verdict | None:
        """Return what an adjective says of its subject: a meeting is likely, a war seems unlikely."""
        tree = self.tree
        if tree.lemma[verb] not in _list("linking"):
            return None
        for child in tree.kids(verb, "acomp", "oprd", "attr"):
            if verdict := _look_up("adjectives", tree.lower[child]):
                return Verdict(modality=verdict, reason=f"called “{tree.text[child]}”")
        return None

    def of_object(self, token: int, above: int, dep: str, word: str) -> Verdict | int | None:
        tree = self.tree
        if not tree.is_verb(above):
            return None
        if dep == "attr" and any(tree.lemma[kid] in _list("topics") for kid in tree.kids(above, "nsubj")):
            return Verdict(modality="possible", reason="named as a matter, not told")
        if dep == "attr" or word in _table()["verbs"]["through"] or dep == "oprd":
            return above
        kind = _look_up("objects", word)
        if kind and (word in _list("undoing") or not self.is_known(token)):
            if kind == "denied" and self.own_negation(above):
                return None
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if dep == "nsubjpass" or word in _list("occurring"):
            return above
        own = self.own(above)
        return own if own and own.modality in OPEN and not self.is_known(token) else None

    def is_false(self, noun: int) -> bool:
        """Tell whether a report or claim is called false: reports of shelling are fabricated."""
        tree = self.tree
        false = _list("untrue")
        if tree.lemma[noun] not in _table()["nouns"]["told"]:
            return False
        verb = tree.head[noun]
        around = [*tree.kids(verb, "acomp", "attr", "oprd"), noun, *([verb] if tree.tag[verb] == "VBN" else [])]
        return any(
            tree.lower[word] in false
            for one in around
            for word in (one, *(kid for kid in tree.children[one] if tree.dep[kid] in ("amod", "acomp", "conj")))
        )

    def is_known(self, token: int) -> bool:
        """Tell whether a noun is presented as known, so that nothing about it is only wished: the attack, his visit."""
        tree = self.tree
        return any(
            tree.lower[kid] in ("the", "this", "that", "these", "those", "last") or tree.tag[kid] == "PRP$"
            for kid in tree.children[token]
        )

    def of_object_of_preposition(self, token: int, preposition: int) -> Verdict | int | None:
        tree = self.tree
        word, above = tree.lower[preposition], tree.head[preposition]
        if word == "without":
            return Verdict(modality="denied", reason="after “without”")
        if tree.is_verb(above):
            kind = _look_up("verbs", tree.lemma[above], FIRMEST)
            if kind == "threatened" and word in ("with", "of"):
                return Verdict(modality="threatened", reason=f"after “{tree.text[above]} {word}”")
            if tree.lemma[above] == "call" and word in ("for", "on", "upon"):
                kind = "demanded"
            asking = kind in ("planned", "demanded", "possible") and word in ("for", "to", "on", "about", "of")
            if kind and asking and (word in ("for", "on") or not self.is_known(token)):
                return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")
            if tree.lemma[above] in ("refrain", "stop", "prevent") and word == "from":
                return Verdict(modality="denied", reason=f"after “{tree.text[above]} from”")
            if word in ("including", "for", "with", "by", "like", "of") and not self.is_known(token):
                return self.still_open(above)
            return None
        if word in ("including", "like"):
            return above
        if word in ("of", "about") and self.is_false(above):
            return Verdict(modality="denied", reason=f"“{tree.text[above]}” said to be false")
        section = "adjectives" if tree.pos[above] == "ADJ" else "nouns"
        kind = _look_up(section, tree.lemma[above])
        if kind and word in ("of", "for", "to", "about", "on", "over"):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")
        if word == "of" and tree.lemma[above] in _list("rounds"):
            return above
        return None


def _stronger(first: Verdict | None, second: Verdict) -> Verdict:
    """Return the verdict that counts: a denial over all, else the one nearest the event word."""
    if first is None or second.modality == "denied":
        return second
    return first
