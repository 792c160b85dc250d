"""Whether an event happened, is planned, demanded, threatened, possible, denied or long past: read up the parse.

From the event word we climb to what governs it. Each step asks the auxiliaries and negations of a clause, then the word
that takes the event as its complement (data/modality.yml: `plan to attack` leaves a planned attack, `began to attack`
an attack). A finite clause is its own witness: "said that they attacked" is told as a fact, whoever said it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.clauses import is_bare, is_done, is_finite, read_clause
from generator.annotation.governors import (
    ends_so,
    is_false,
    is_first,
    is_gesture,
    is_known,
    is_reported,
    is_spelt_out,
    is_turned_down,
    names_aim,
    own_negation,
    read_called,
    read_fate,
    read_predicate,
    read_prospect,
    says_else,
    tells_outcome,
    wh_clause,
    with_particle,
)
from generator.annotation.prepositions import read_gerund, read_object, still_open
from generator.annotation.trees import first_conjunct
from generator.annotation.verdicts import OPEN, Verdict, look_up, stronger, verdict_lists, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotation.trees import Tree

STEPS = 10


def read_modality(tree: Tree, token: int, *, is_future: Callable[[int], bool] = lambda token: False) -> Verdict:
    """Return the modality of the event at a token; `is_future` tells whether a token's time expression is ahead."""
    return _Climb(tree, is_future).read(token)


class _Climb:
    """One walk from an event word to the clause that asserts it."""

    def __init__(self, tree: Tree, is_future: Callable[[int], bool]) -> None:
        self.tree, self.is_future = tree, is_future

    def read(self, token: int) -> Verdict:
        """Return the verdict for a word."""
        tree = self.tree
        verdict: Verdict | None = None
        if tree.dep[token] in ("aux", "auxpass") and tree.is_verb(tree.head[token]):
            token = tree.head[token]  # could get hit: the getting is as open as the hit
        start = token
        seen: set[int] = set()
        for _ in range(STEPS):
            if token in seen:
                break
            seen.add(token)
            own = read_clause(tree, token, self.is_future)
            if own:
                verdict = stronger(verdict, own)
            if verdict and verdict.modality == "denied":
                break
            if is_done(tree, token) and not own:
                break
            step = self.step(token)
            if isinstance(step, Verdict):
                verdict = stronger(verdict, step)
                break
            if step is None or (own and is_finite(tree, token)):
                break
            token = step
        if verdict is None and is_bare(tree, start):
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
        if any(tree.lower[kid] == "whether" for kid in tree.kids(first, "mark")):
            return Verdict(modality="possible", reason="after “whether”")
        if tree.tag[token] in ("VBD", "VBZ", "VBP") and tree.is_verb(first):
            return self.of_verb(first, tree.head[first], tree.dep[first]) if tree.dep[first] == "ccomp" else None
        return first

    def of_verb(self, token: int, above: int, dep: str) -> Verdict | int | None:
        tree = self.tree
        if tree.tag[token] == "VB" and is_gesture(tree, token, above):
            return None
        infinitive = any(tree.dep[kid] == "aux" and tree.lower[kid] == "to" for kid in tree.children[token])
        if dep in ("xcomp", "ccomp", "acl", "oprd", "acomp") or (dep == "advcl" and infinitive):
            finite = is_finite(tree, token)
            if finite and dep != "acl":
                return self.of_clause(token, above)
            if dep == "acl" and not infinitive:
                return self.of_content(token, above) if finite else None
            if infinitive and (tells_outcome(tree, token, above) or is_first(tree, above)):
                return tree.head[above] if tree.pos[above] == "ADJ" and not is_first(tree, above) else above
            if infinitive and tree.is_verb(above) and is_reported(tree, token, above):
                return still_open(self.read, tree.head[above]) if tree.dep[above] == "acl" else None
            return self.of_governor(above, infinitive=infinitive, purpose=dep == "advcl", ending=token)
        if dep == "pcomp" or (dep == "pobj" and tree.tag[token] == "VBG" and tree.lower[above] == "with"):
            return self.of_gerund(above)
        if dep == "relcl":
            return self.of_relative(token, above, infinitive=infinitive)
        if dep == "advcl" and tree.tag[token] == "VBG" and not tree.kids(token, "mark", "aux"):
            return still_open(self.read, above)
        return None

    def of_gerund(self, preposition: int) -> Verdict | int | None:
        tree = self.tree
        above = tree.head[preposition]
        if tree.lower[preposition] == "before" and tree.is_verb(above) and not look_up("verbs", tree.lemma[above]):
            return read_clause(tree, above, self.is_future)
        return read_gerund(tree, preposition, self.read)

    def of_content(self, token: int, above: int) -> Verdict | None:
        """Return what a noun makes of the finite clause that gives its content: the rumour that they had left."""
        tree = self.tree
        if not any(tree.lower[kid] == "that" for kid in tree.kids(token, "mark")):
            return None
        if is_false(tree, above):
            return Verdict(modality="denied", reason=f"“{tree.text[above]}” said to be false")
        if tree.lemma[above] in word_list("doubtful"):
            return Verdict(modality="possible", reason=f"after “{tree.text[above]} that”")
        return None

    def of_relative(self, token: int, above: int, *, infinitive: bool) -> Verdict | int | None:
        """Return what holds of a relative clause: an aim in the infinitive, a wish if its noun is only wished for."""
        tree = self.tree
        if infinitive and (is_first(tree, above) or ends_so(tree, token, above)):
            return above if is_first(tree, above) else None
        bare = tree.tag[token] == "VB" and not tree.kids(token, "aux")
        if infinitive or (bare and not read_clause(tree, token, self.is_future)):
            return Verdict(modality="planned", reason="an aim, in the infinitive")
        if tree.tag[token] in ("VBZ", "VBP") and not is_known(tree, above):
            noun = self.read(above)
            return noun if noun.modality != "happened" else None
        return None

    def of_clause(self, token: int, above: int) -> Verdict | None:
        """Return what a verb of denial, doubt or condition makes of its finite clause; speech leaves it as told."""
        tree = self.tree
        word = tree.lemma[above]
        if token < above and any(token < kid < above for kid in tree.kids(above, "nsubj", "nsubjpass")):
            return None  # two main clauses in a row, of which the parser made one the other's object
        if called := read_called(tree, token, above):
            return called
        asks = word in word_list("settling") and tree.tag[token] in ("VBZ", "VBP") and wh_clause(tree, token)
        if asks or word == "matter":
            return Verdict(modality="possible", reason=f"open in “{tree.text[above]}”")
        if tree.tag[token] in ("VBZ", "VBP") and any(tree.tag[kid] == "MD" for kid in tree.kids(above, "aux")):
            return still_open(self.read, above)
        if kind := look_up("clauses", word):
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if word in word_list("factive"):
            return None
        if own_negation(tree, above) and word in verdict_lists()["verbs"]["told"]:
            return Verdict(modality="possible", reason=f"after “not {tree.text[above]}”")
        return None

    def of_governor(
        self, above: int, *, infinitive: bool, purpose: bool = False, ending: int = -1
    ) -> Verdict | int | None:
        """Return what a word makes of the infinitive or gerund that it governs."""
        tree = self.tree
        word = tree.lemma[above]
        section = "verbs" if tree.is_verb(above) else "adjectives" if tree.pos[above] == "ADJ" else "nouns"
        if infinitive and word == "have" and any(tree.lower[kid] == "yet" for kid in tree.children[above]):
            return Verdict(modality="denied", reason="“yet to”")
        if infinitive and word == "go" and tree.tag[above] == "VBG":
            denied = own_negation(tree, above)
            return Verdict(
                modality="denied" if denied else "planned", reason="not “going to”" if denied else "“going to”"
            )
        if infinitive and word == "be" and own_negation(tree, above) and names_aim(tree, above):
            return Verdict(modality="denied", reason="“not to” do it is said to be the aim")
        if infinitive and word == "use" and tree.tag[above] == "VBD":
            return above  # used tear gas to scatter them: done, where "is using it to" leaves an aim
        if word in word_list("granting") and tree.tag[above] in ("VBZ", "VBP"):
            return Verdict(modality="possible", reason=f"after “{tree.text[above]}”")
        if section == "verbs" and own_negation(tree, above) and word in word_list("presupposing"):
            return None  # they did not stop shelling it, could not help laughing
        if word in verdict_lists()["verbs"]["through"] and section == "verbs" and not purpose:
            return above
        kind = look_up(section, word)
        if kind == "denied" and own_negation(tree, above):
            return None if word in word_list("neglecting") else Verdict(modality="possible", reason="not ruled out")
        if kind in OPEN and section == "nouns" and (fate := read_fate(tree, above)) is not None:
            return fate
        if kind:
            higher = self.read(above)
            if (
                higher.modality == "denied"
                and kind != "denied"
                and not (section == "nouns" and is_turned_down(tree, above))
            ):
                allowing = word in word_list("enabling") and not higher.governor
                return Verdict(modality="possible" if allowing else "denied", reason=higher.reason)
            return Verdict(
                modality=kind, reason=f"after “{tree.text[above]}”", governor=self.told_governor(above, higher)
            )
        moved = infinitive and section == "verbs" and word in word_list("moving") and tree.tag[above] != "VB"
        if moved and (tree.tag[above] == "VBD" or tree.lemma[ending] in word_list("ended")):
            return None  # an outcome: shares rose to close at ten
        if section == "adjectives" and word in word_list("moved"):
            return above  # what one is glad to see is there to be seen
        if infinitive:
            return Verdict(modality="planned", reason="an aim, in the infinitive")
        return above if section == "verbs" else None

    def told_governor(self, above: int, verdict: Verdict) -> str:
        """Return the lemma of a governing word that is itself told as a fact."""
        return self.tree.lemma[above] if verdict.modality == "happened" else ""

    def of_noun(self, token: int, above: int, dep: str) -> Verdict | int | None:
        tree = self.tree
        word = with_particle(tree, above)
        subject = dep in ("nsubj", "nsubjpass") and tree.is_verb(above)
        if dep in ("dobj", "nsubjpass", "attr", "oprd", "dative"):
            return (read_prospect(tree, token, above) if dep == "nsubjpass" else None) or self.of_object(
                token, above, dep, word
            )
        if dep == "pobj":
            return read_object(tree, token, above, self.read)
        said = read_predicate(tree, above) or read_prospect(tree, token, above) if subject else None
        if said:
            return said
        if (
            dep == "nsubj"
            and tree.is_verb(above)
            and word in word_list("occurring")
            and not says_else(tree, token, above)
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

    def of_object(self, token: int, above: int, dep: str, word: str) -> Verdict | int | None:
        tree = self.tree
        if not tree.is_verb(above):
            return None
        if dep == "attr" and names_aim(tree, above):
            return Verdict(modality="possible", reason="named as a matter, not told")
        if word in word_list("ending") and is_known(tree, token):
            return None
        if word in word_list("covering") and any(
            tree.lemma[kid] in word_list("schemes") for kid in tree.kids(above, "nsubj")
        ):
            return Verdict(modality="planned", reason="part of a plan")
        lists = verdict_lists()["verbs"]
        if dep in ("attr", "oprd") or word in lists["through"] or word in lists["carrying"]:
            return above
        kind = look_up("objects", word)
        if kind and (word in word_list("undoing") or not is_known(tree, token) or is_spelt_out(tree, token)):
            if kind == "denied" and own_negation(tree, above):
                return None
            return Verdict(modality=kind, reason=f"after “{tree.text[above]}”")
        if dep == "nsubjpass" and word in word_list("relating"):
            return None
        if dep == "nsubjpass" or (word in word_list("occurring") and not is_known(tree, token)):
            return above
        own = read_clause(tree, above, self.is_future)
        return own if own and own.modality in OPEN and not is_known(tree, token) else None
