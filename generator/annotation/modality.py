"""Whether an event happened, is planned, demanded, threatened, possible, denied or long past: read up the parse.

From the event word we climb to what governs it. Each step asks the auxiliaries and negations of a clause, then the word
that takes the event as its complement (data/modality.yml: `plan to attack` leaves a planned attack, `began to attack`
an attack). A finite clause is its own witness: "said that they attacked" is told as a fact, whoever said it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.clauses import is_bare, is_done, is_finite, read_clause
from generator.annotation.trees import first_conjunct
from generator.annotation.verdicts import FIRMEST, OPEN, Verdict, look_up, stronger, verdict_lists, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotation.trees import Tree

STEPS = 10

MEANS = ("by", "in", "with", "besides")
"""Prepositions whose gerund tells by what means: "sought peace by promising" is as true as the seeking."""


def read_modality(tree: Tree, token: int, *, is_future: Callable[[int], bool] = lambda token: False) -> Verdict:
    """Return the modality of the event at a token; `is_future` tells whether a token's time expression is ahead."""
    return _Climb(tree, is_future).read(token)


class _Climb:
    """One walk from an event word to the clause that asserts it."""

    def __init__(self, tree: Tree, is_future: Callable[[int], bool]) -> None:
        self.tree, self.is_future = tree, is_future

    def read(self, token: int) -> Verdict:
        """Return the verdict for a word."""
        verdict: Verdict | None = None
        if self.tree.dep[token] in ("aux", "auxpass") and self.tree.is_verb(self.tree.head[token]):
            token = self.tree.head[token]  # could get hit: the getting is as open as the hit
        start = token
        seen: set[int] = set()
        for _ in range(STEPS):
            if token in seen:
                break
            seen.add(token)
            own = read_clause(self.tree, token, self.is_future)
            if own:
                verdict = stronger(verdict, own)
            if verdict and verdict.modality == "denied":
                break
            if is_done(self.tree, token) and not own:
                break
            step = self.step(token)
            if isinstance(step, Verdict):
                verdict = stronger(verdict, step)
                break
            if step is None or (own and is_finite(self.tree, token)):
                break
            token = step
        if verdict is None and is_bare(self.tree, start):
            return Verdict(modality="possible", reason="the bare form of the verb")
        return verdict or Verdict(modality="happened", reason="told as a fact")

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
            finite = is_finite(self.tree, token)
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
        if infinitive or (tree.tag[token] == "VB" and not read_clause(self.tree, token, self.is_future)):
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
        if kind := look_up("clauses", word):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if any(tree.dep[kid] == "neg" for kid in tree.children[above]) and word in verdict_lists()["verbs"]["told"]:
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
            denied = self.own_negation(above)
            return Verdict(
                modality="denied" if denied else "planned", reason="not “going to”" if denied else "“going to”"
            )
        if infinitive and word == "be" and self.own_negation(above) and self.names_aim(above):
            return Verdict(modality="denied", reason="“not to” do it is said to be the aim")
        if infinitive and word == "use" and tree.tag[above] == "VBD":
            return above  # used tear gas to scatter them: done, where "is using it to" leaves an aim
        if word in verdict_lists()["verbs"]["through"] and section == "verbs" and not purpose:
            return above
        kind = look_up(section, word)
        if kind == "denied" and self.own_negation(above):
            return None
        if kind:
            higher = self.read(above)
            if higher.modality == "denied" and kind != "denied":
                allowing = word in word_list("enabling") and not higher.governor
                return Verdict(modality="possible" if allowing else "denied", reason=higher.reason)
            return Verdict(
                modality=kind, reason=f"after “{tree.text[above]}”", governor=self.told_governor(above, higher)
            )
        if infinitive and purpose and word in word_list("moving") and tree.tag[above] == "VBD":
            return None  # an outcome: shares rose to close at ten
        if section == "adjectives" and word in word_list("moved"):
            return above  # what one is glad to see is there to be seen
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
        if word in ("of", "about") and self.is_false(above):
            return Verdict(modality="denied", reason=f"“{tree.text[above]}” said to be false")
        if word == "of" and tree.lemma[above] in word_list("claimed"):
            return Verdict(modality="possible", reason=f"after “{tree.text[above]} of”")
        if (
            word == "instead"
            or (word == "from" and tree.lower[above] in ("away", "far"))
            or (word == "from" and tree.is_verb(above) and tree.lemma[above] not in word_list("drawing"))
        ):
            return Verdict(modality="denied", reason=f"after “{tree.text[above]} {word}”")
        if word == "against" and look_up("verbs", tree.lemma[above]) == "denied":
            return Verdict(modality="denied", reason=f"after “{tree.text[above]} {word}”")
        section = "verbs" if tree.is_verb(above) else "adjectives" if tree.pos[above] == "ADJ" else "nouns"
        kind = look_up(section, tree.lemma[above])
        if word == "with" and tree.lemma[above] in word_list("charging"):
            return Verdict(modality="demanded", reason=f"after “{tree.text[above]} with”")
        if word in MEANS and not (kind in OPEN and tree.kids(above, "xcomp")):
            kind = None
        if kind and not (kind == "denied" and self.own_negation(above)):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")
        if word == "before":
            return read_clause(self.tree, above, self.is_future) if tree.is_verb(above) else None
        if tree.is_verb(above):
            if tree.lemma[above] in verdict_lists()["verbs"]["through"]:
                return above
            return self.still_open(above) if word in (*MEANS, "into", "to", "while", "when", "as") else None
        if word == "of" and section == "nouns" and tree.lemma[above] not in word_list("done"):
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
        if (
            dep == "nsubj"
            and tree.is_verb(above)
            and word in word_list("occurring")
            and not tree.kids(above, "dobj", "acomp")
        ):
            return above
        if dep in ("compound", "nmod", "amod") and not tree.is_verb(above):
            kind = look_up("nouns", word)
            if kind and kind != "denied":
                return Verdict(modality=kind, reason=f"“{tree.text[above]}” of it")
            return None
        if dep in ("acomp", "ROOT", "ccomp", "xcomp") and tree.is_verb(above):
            return above
        return None

    def of_predicate(self, verb: int) -> Verdict | None:
        """Return what an adjective says of its subject: a meeting is likely, a war seems unlikely."""
        tree = self.tree
        if tree.lemma[verb] not in word_list("linking"):
            return None
        for child in tree.kids(verb, "acomp", "oprd", "attr"):
            verdict = look_up("adjectives", tree.lower[child])
            if verdict and tree.lower[child] not in word_list("valuing"):
                return Verdict(modality=verdict, reason=f"called “{tree.text[child]}”")
        return None

    def of_object(self, token: int, above: int, dep: str, word: str) -> Verdict | int | None:
        tree = self.tree
        if not tree.is_verb(above):
            return None
        if dep == "attr" and self.names_aim(above):
            return Verdict(modality="possible", reason="named as a matter, not told")
        if word in word_list("ending") and self.is_known(token):
            return None
        if dep == "attr" or word in verdict_lists()["verbs"]["through"] or dep == "oprd":
            return above
        kind = look_up("objects", word)
        if kind and (word in word_list("undoing") or not self.is_known(token) or self.is_spelt_out(token)):
            if kind == "denied" and self.own_negation(above):
                return None
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if dep == "nsubjpass" or (word in word_list("occurring") and not self.is_known(token)):
            return above
        own = read_clause(self.tree, above, self.is_future)
        return own if own and own.modality in OPEN and not self.is_known(token) else None

    def names_aim(self, verb: int) -> bool:
        """Tell whether the subject of a verb only names a matter or an aim: the purpose is, the issue was."""
        return any(self.tree.lemma[kid] in word_list("topics") for kid in self.tree.kids(verb, "nsubj"))

    def is_false(self, noun: int) -> bool:
        """Tell whether a report or claim is called false: reports of shelling are fabricated."""
        tree = self.tree
        false = word_list("untrue")
        if tree.lemma[noun] not in verdict_lists()["nouns"]["told"]:
            return False
        verb = tree.head[noun]
        around = [*tree.kids(verb, "acomp", "attr", "oprd"), noun, *([verb] if tree.tag[verb] == "VBN" else [])]
        return any(
            tree.lower[word] in false
            for one in around
            for word in (one, *(kid for kid in tree.children[one] if tree.dep[kid] in ("amod", "acomp", "conj")))
        )

    def is_past(self, token: int) -> bool:
        """Tell whether an adjective says that the event is behind or under way: fears over recent clashes."""
        return any(self.tree.lower[kid] in word_list("behind") for kid in self.tree.kids(token, "amod"))

    def is_spelt_out(self, token: int) -> bool:
        """Tell whether "the" only announces what follows: they ordered the evacuation of the town."""
        tree = self.tree
        if tree.lemma[tree.head[token]] == "order":
            return False  # whoever orders an arrest has it made
        follows = any(tree.lower[kid] in ("of", "to") for kid in tree.kids(token, "prep", "acl"))
        return follows and all(tree.lower[kid] == "the" for kid in tree.kids(token, "det", "poss", "amod"))

    def is_known(self, token: int) -> bool:
        """Tell whether a noun is presented as known, so that nothing about it is only wished: the attack, his visit."""
        tree = self.tree
        return any(tree.lower[kid] in word_list("known") or tree.tag[kid] == "PRP$" for kid in tree.children[token])

    def of_object_of_preposition(self, token: int, preposition: int) -> Verdict | int | None:
        tree = self.tree
        word, above = tree.lower[preposition], tree.head[preposition]
        if word == "without":
            return Verdict(modality="denied", reason="after “without”")
        if tree.is_verb(above):
            kind = look_up("verbs", tree.lemma[above], FIRMEST)
            if kind == "threatened" and word in ("with", "of"):
                return Verdict(modality="threatened", reason=f"after “{tree.text[above]} {word}”")
            if tree.lemma[above] == "call" and word in ("for", "on", "upon"):
                kind = "demanded"
            if tree.lemma[above] in word_list("seeking") and word == "for":
                kind = "planned"
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
        kind = look_up(section, tree.lemma[above])
        if kind and word in ("of", "for", "to", "about", "on", "over", "at") and not self.is_past(token):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")
        if word == "of" and tree.lemma[above] in word_list("rounds"):
            return above
        return None
