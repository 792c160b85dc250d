"""What the clause of an event word says of it by itself: auxiliaries, negations, conditions, questions, adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.trees import first_conjunct
from generator.annotation.verdicts import VERDICTS, Verdict, look_up, verdict_lists, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotation.trees import Tree

    Future = Callable[[int], bool]
    """Tells whether a token stands in a time that is still ahead."""


NEGATIONS = ("never", "no", "neither", "without", "hardly", "scarcely")

QUOTES = ('"', "“", "``", "'", "‘")


def is_bare(tree: Tree, token: int) -> bool:
    """Tell whether a verb stands in its bare form without "did", so that nothing tells that it was done."""
    if tree.tag[token] != "VB" or tree.dep[token] not in ("ROOT", "attr", "xcomp", "ccomp", "conj"):
        return False
    above = tree.head[token]
    if tree.dep[token] in ("xcomp", "conj") and tree.lemma[above] != "be":
        return False
    return not any(tree.dep[kid] == "nsubj" or tree.lower[kid] in ("did", "does") for kid in tree.children[token])


def read_clause(tree: Tree, token: int, is_future: Future) -> Verdict | None:
    """Return what the word's own auxiliaries, negations, markers and modifiers say; "if not" is open like "if"."""
    if tree.is_verb(token) and (open_clause := _condition(tree, token)):
        return open_clause
    for child in tree.children[token]:
        word, dep = tree.lower[child], tree.dep[child]
        if (dep == "neg" or word in NEGATIONS) and _negates(tree, token, child):
            return Verdict(modality="denied", reason=f"“{tree.text[child]}” before it")
        if word == "longer" and dep == "advmod" and any(tree.lower[kid] == "no" for kid in tree.children[child]):
            return Verdict(modality="denied", reason="“no longer” before it")
        if dep in ("nsubj", "nsubjpass") and _is_nobody(tree, child):
            return Verdict(modality="denied", reason=f"“{tree.text[child]}” as its subject")
        if dep == "dobj" and tree.lemma[token] in word_list("light") and _is_nobody(tree, child):
            return Verdict(modality="denied", reason=f"no “{tree.text[child]}” was {tree.text[token]}")
    if tree.dep[token] == "conj" and any(
        tree.lower[kid] == "nor" and kid < token for kid in tree.kids(tree.head[token], "cc")
    ):
        return Verdict(modality="denied", reason="“nor” before it")
    if tree.lower[max(token - 2, 0) : token] == ["rather", "than"]:
        return Verdict(modality="denied", reason="after “rather than”")
    if tree.is_verb(token):
        return _auxiliary(tree, token) or _marked(tree, token, is_future)
    return _modified(tree, token)


def _negates(tree: Tree, token: int, child: int) -> bool:
    """Tell whether a negation denies: not so in `not only`, `no doubt`, `no longer` or before a mere number."""
    after = tree.lower[child + 1] if child + 1 < len(tree.lower) else ""
    if tree.lower[child] == "no" and tree.dep[child] not in ("det", "neg", "advmod"):
        return False
    if tree.lower[child] == "neither" and tree.dep[child] == "preconj":
        return True
    if tree.dep[child] in ("prep", "conj", "cc", "preconj", "intj"):
        return False
    if tree.lower[child] == "without" and tree.is_verb(token) and tree.tag[token] != "VBG":
        return False
    if tree.lower[child] == "no" and after in ("fewer", "less", "more", "later", "sooner", "earlier"):
        return False
    if _is_emphatic(tree, token):
        return False
    return after not in ("only", "just", "merely", "least", "simply", "doubt")


def _is_emphatic(tree: Tree, token: int) -> bool:
    """Tell whether "could not have" only stresses how much so: it could not have come at a worse time."""
    if not {"could", "have"} <= {tree.lower[kid] for kid in tree.kids(token, "aux")}:
        return False
    return any(
        tree.tag[one] in ("JJR", "RBR", "JJS") and not tree.kids(one, "prep")
        for one in tree.phrase(token)
        if one > token
    )


def _is_nobody(tree: Tree, child: int) -> bool:
    if tree.lower[child] in ("nobody", "none", "nothing", "neither"):
        return True
    return any(
        tree.lower[kid] == "neither"
        or (tree.lower[kid] == "no" and tree.dep[kid] in ("det", "neg") and _negates(tree, child, kid))
        for kid in tree.children[child]
    )


def _auxiliary(tree: Tree, token: int) -> Verdict | None:
    modals = verdict_lists()["modals"]
    for child in tree.children[token]:
        if tree.dep[child] not in ("aux", "auxpass") or tree.tag[child] != "MD":
            continue
        word = tree.lower[child]
        for verdict in VERDICTS:
            if word in modals.get(verdict, ()):
                if word in ("could", "can") and (_perceives(tree, token) or _is_emphatic(tree, token)):
                    return None
                if word == "would" and _looks_back(tree, token):
                    return None
                if word in ("would", "'d", "’d") and _is_reported(tree, token):
                    return Verdict(modality="planned", reason=f"“{tree.text[child]}” in reported speech")
                return Verdict(modality=verdict, reason=f"“{tree.text[child]}”")
    return None


def _is_reported(tree: Tree, token: int) -> bool:
    """Tell whether "would" is the "will" of a speaker quoted in the past tense, with no condition beside it."""
    first = first_conjunct(tree, token)
    above = tree.head[first]
    if tree.dep[first] not in ("ccomp", "parataxis") or tree.tag[above] not in ("VBD", "VBN"):
        return False
    if any(tree.lower[kid] in ("if", "unless") for clause in tree.children[token] for kid in tree.children[clause]):
        return False
    return tree.lemma[above] in verdict_lists()["verbs"]["told"] or look_up("verbs", tree.lemma[above]) == "planned"


def _looks_back(tree: Tree, token: int) -> bool:
    """Tell whether "would later" tells what came after in a story, rather than what somebody said would come."""
    later = any(tree.lower[kid] == "later" and kid < token for kid in tree.kids(token, "advmod"))
    return later and tree.dep[token] in ("ROOT", "relcl")


def _perceives(tree: Tree, token: int) -> bool:
    """Tell whether "could" only means was able to: could hear, could be seen; "could see losses" is a forecast."""
    if tree.lemma[token] == "see" and tree.kids(token, "dobj"):
        return False
    return tree.lemma[token] in ("see", "hear", "feel", "remember", "smell")


def _condition(tree: Tree, token: int) -> Verdict | None:
    """Return what a conjunction of condition or of time still to come says of its clause."""
    conditions = word_list("conditions")
    marks = [kid for kid in tree.kids(token, "mark", "advmod") if kid < token]
    for child in marks:
        word = tree.lower[child]
        if word in conditions:
            if word in ("before", "until", "once", "till") and tree.tag[token] in ("VBD", "VBN"):
                continue
            return Verdict(modality="possible", reason=f"after “{tree.text[child]}”")
        if word == "though" and tree.lower[child - 1] == "as":
            return Verdict(modality="possible", reason="after “as though”")
    if tree.dep[token] != "advcl":
        return None
    if any(tree.lower[kid] in ("when", "once", "after", "soon") for kid in marks) and _is_ahead(tree, token):
        return Verdict(modality="planned", reason="for a time still ahead")
    first = min(tree.subtree(token))
    if tree.lower[first] in ("had", "were", "should") and tree.head[first] == token and tree.dep[first] != "ROOT":
        subject = tree.kids(token, "nsubj", "nsubjpass")
        if subject and first < subject[0]:
            return Verdict(modality="possible", reason=f"“{tree.text[first]}” before its subject")
    if first > 1 and tree.lower[first - 2 : first] in (["in", "case"], ["the", "event"]):
        return Verdict(modality="possible", reason="after “in case”")
    return None


def _is_ahead(tree: Tree, token: int) -> bool:
    """Tell whether a clause in the present belongs to one with "will": they will vote when she returns."""
    present = tree.tag[token] in ("VBZ", "VBP") or any(
        tree.tag[kid] in ("VBZ", "VBP") for kid in tree.kids(token, "aux", "auxpass")
    )
    main = tree.head[token]
    return present and any(tree.tag[kid] == "MD" for kid in tree.kids(main, "aux"))


def _marked(tree: Tree, token: int, is_future: Future) -> Verdict | None:
    """Return what a coming date, an imperative or a question mark says of a clause."""
    if _is_imperative(tree, token) or _is_quoted_call(tree, token):
        return Verdict(modality="demanded", reason="a request in the imperative")
    if tree.tag[token] in ("VBZ", "VBP", "VBG") and _in_coming_time(tree, token, is_future):
        return Verdict(modality="planned", reason="present tense with a time still ahead")
    if tree.tag[token] in ("VBZ", "VBP") and _is_under_plan(tree, token):
        return Verdict(modality="planned", reason="under a plan")
    if tree.dep[token] == "ROOT" and _asks(tree, token):
        return Verdict(modality="possible", reason="asked, not told")
    for child in tree.kids(token, "advmod"):
        if tree.lower[child] in word_list("doubting"):
            return Verdict(modality="possible", reason=f"“{tree.text[child]}”")
    return None


def _is_under_plan(tree: Tree, token: int) -> bool:
    """Tell whether a clause in the present says what a plan would bring: under the plan, troops withdraw by May."""
    return any(
        tree.lemma[noun] in word_list("schemes")
        for prep in tree.kids(token, "prep")
        if tree.lower[prep] == "under"
        for noun in tree.kids(prep, "pobj")
    )


def _in_coming_time(tree: Tree, token: int, is_future: Future) -> bool:
    return any(
        is_future(one)
        for child in tree.children[token]
        if tree.dep[child] in ("npadvmod", "prep", "advmod")
        for one in (
            child,
            *tree.children[child],
            *(low for kid in tree.children[child] for low in tree.kids(kid, "nummod")),
        )
    )


def _is_imperative(tree: Tree, token: int) -> bool:
    if tree.tag[token] != "VB" or tree.dep[token] != "ROOT":
        return False
    first, last = tree.bounds[tree.sentence[token]]
    if not any(tree.text[one] in (".", "!") for one in range(max(first, last - 2), last)):
        return False  # a heading: what looks like a request is mostly a noun
    return not any(tree.dep[kid] in ("nsubj", "aux", "nsubjpass") for kid in tree.children[token])


def _is_quoted_call(tree: Tree, token: int) -> bool:
    """Tell whether a bare verb opens a quotation before the words that give its speaker: “Leave,” he told them."""
    if tree.tag[token] != "VB" or tree.dep[token] not in ("ccomp", "advcl") or not 0 < token < tree.head[token]:
        return False
    if any(tree.dep[kid] in ("nsubj", "aux", "nsubjpass", "mark") for kid in tree.children[token]):
        return False
    return tree.text[token - 1] in QUOTES


def _asks(tree: Tree, token: int) -> bool:
    first, last = tree.bounds[tree.sentence[token]]
    return any(tree.text[one] == "?" for one in range(max(first, last - 3), last))


def _modified(tree: Tree, token: int) -> Verdict | None:
    """Return what adjectives before a noun or adjective say: planned talks, alleged attack, former."""
    for child in tree.children[token]:
        if tree.lower[child] == "any" and tree.dep[child] == "det":
            return Verdict(modality="possible", reason="“any” before it")
        if tree.dep[child] not in ("amod", "compound", "nmod", "advmod"):
            continue
        if tree.lower[child] in word_list("valuing") or (child > token and tree.kids(child, "xcomp")):
            continue
        if verdict := look_up("adjectives", tree.lower[child]):
            return Verdict(modality=verdict, reason=f"“{tree.text[child]}” before it")
    if tree.dep[token] == "ROOT" and _asks(tree, token):
        return Verdict(modality="possible", reason="asked, not told")
    return None


def is_done(tree: Tree, token: int) -> bool:
    """Tell whether "already" stands by a participle: prices already weakened by a strike."""
    return tree.tag[token] in ("VBN", "VBD") and any(tree.lower[kid] == "already" for kid in tree.kids(token, "advmod"))


def is_told_past(tree: Tree, token: int) -> bool:
    """Tell whether a word is told as past whatever day stands near it: they met, it had fallen, caused by the invasion."""
    if tree.is_verb(token) and tree.dep[token] != "amod":
        auxiliaries = {tree.lower[kid] for kid in tree.kids(token, "aux", "auxpass")}
        return tree.tag[token] == "VBD" or bool(auxiliaries & {"was", "were", "has", "have", "had", "did"})
    above, dep = tree.head[token], tree.dep[token]
    return dep == "pobj" and tree.lower[above] in ("by", "despite", "after", "since", "following")


def is_finite(tree: Tree, token: int) -> bool:
    """Tell whether a verb has tense, by its own form or that of an auxiliary."""
    return tree.tag[token] in ("VBD", "VBZ", "VBP", "MD") or any(
        tree.tag[kid] in ("MD", "VBD", "VBZ", "VBP") and tree.dep[kid] in ("aux", "auxpass")
        for kid in tree.children[token]
    )
