"""What a preposition makes of the event after it: without talks, interest in talks, accused of shelling, instead of leaving.

`read` gives the verdict of another word of the tree. A function returns a verdict, the word to go on with, or None where
the preposition leaves the event as told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.governors import (
    attempt_above,
    holder,
    is_false,
    is_known,
    is_past,
    keeps_off,
    own_negation,
)
from generator.annotation.verdicts import FIRMEST, OPEN, Verdict, look_up, verdict_lists, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.annotation.trees import Tree
    from generator.model import Modality

    Read = Callable[[int], Verdict]


MEANS = ("by", "in", "with", "besides")
"""Prepositions whose gerund tells by what means: "sought peace by promising" is as true as the seeking."""

BACKWARD = ("after", "since", "upon", "despite")
"""Prepositions that take their gerund for granted."""


def still_open(read: Read, token: int) -> Verdict | None:
    """Return the verdict of a word beside which an event stands: it shares plans and doubts, but no denial."""
    verdict = read(token)
    return verdict if verdict.modality in OPEN else None


def read_gerund(tree: Tree, preposition: int, read: Read) -> Verdict | int | None:
    """Return what a preposition makes of its gerund."""
    word, above = tree.lower[preposition], holder(tree, preposition)
    if word in BACKWARD:
        return None
    if ruling := _rule_out(tree, preposition, above, read) or _accuse(tree, word, above):
        return ruling if ruling.modality != "happened" else None
    section = "verbs" if tree.is_verb(above) else "adjectives" if tree.pos[above] == "ADJ" else "nouns"
    lemma = tree.lemma[above]
    kind = look_up(section, lemma)
    if word == "by" and (attempt := attempt_above(tree, above)) is not None:
        return attempt
    if word in ("on", "about", "over") and lemma in word_list("conferring"):
        return _after(tree, above, word, "possible")
    if word in ("to", "on") and tree.lower[above] in word_list("nearing"):
        return _after(tree, above, word, "planned")
    if word == "in" and lemma in word_list("inner"):
        higher = read(above)
        return higher if higher.modality != "happened" else _after(tree, above, word, kind) if kind else None
    if word in MEANS and not (kind in OPEN and tree.kids(above, "xcomp")):
        kind = None
    if kind and not (kind == "denied" and own_negation(tree, above)):
        return _after(tree, above, word, kind)
    if tree.is_verb(above) and word != "before":
        lists = verdict_lists()["verbs"]
        if word != "for" and (lemma in lists["through"] or lemma in lists["carrying"]):
            return above
        return still_open(read, above) if word in (*MEANS, "into", "to", "while", "when", "as") else None
    if word == "of" and section == "nouns" and lemma not in word_list("done"):
        return _after(tree, above, word, "possible")
    return None


def _after(tree: Tree, above: int, word: str, kind: Modality) -> Verdict:
    return Verdict(modality=kind, reason=f"after “{tree.text[above]} {word}”")


def _rule_out(tree: Tree, preposition: int, above: int, read: Read) -> Verdict | None:
    """Return a denial: without, far from, short of, prevented from, voted against, instead of."""
    word = tree.lower[preposition]
    before = tree.lower[preposition - 1] if preposition else ""
    if word == "without" or (word == "of" and before in ("short", "instead")):
        return Verdict(modality="denied", reason=f"after “{before + ' ' if word == 'of' else ''}{word}”")
    if word == "against" and (
        tree.lemma[above] in word_list("deciding") or look_up("verbs", tree.lemma[above]) == "denied"
    ):
        return _after(tree, above, word, "denied")
    if word == "against" and tree.lemma[above] == "be":
        return _after(tree, above, word, "possible")
    if word == "from" and (before in ("away", "far") or (tree.is_verb(above) and keeps_off(tree, above))):
        still = still_open(read, above) if tree.lemma[above] in word_list("guarding") else None
        return still or _after(tree, above, word, "denied")
    if word in ("of", "about") and is_false(tree, above):
        return Verdict(modality="denied", reason=f"“{tree.text[above]}” said to be false")
    return None


def _accuse(tree: Tree, word: str, above: int) -> Verdict | None:
    """Return what holds of a deed that somebody is accused of, convicted of or charged with."""
    lemma = tree.lemma[above]
    if word == "of" and lemma in word_list("claimed"):
        return _after(tree, above, word, "possible")
    if word == "of" and lemma in word_list("convicting"):
        return _after(tree, above, word, "happened")
    if word == "with" and lemma in word_list("charging"):
        return _after(tree, above, word, "demanded")
    return None


def read_object(tree: Tree, token: int, preposition: int, read: Read) -> Verdict | int | None:
    """Return what a preposition and the word before it make of an event noun."""
    word, above = tree.lower[preposition], holder(tree, preposition)
    before = tree.lower[preposition - 1] if preposition else ""
    if word == "without" or (word == "of" and before == "instead"):
        return Verdict(modality="denied", reason=f"after “{word}”")
    if word in ("of", "from") and tree.lower[above] == "free":
        return None
    if word == "for" and tree.lower[token] in word_list("purposes") and preposition == token - 1:
        return Verdict(modality="planned", reason=f"meant “for {tree.text[token]}”")
    if tree.is_verb(above):
        return _of_verb(tree, token, word, above, read)
    if word in ("including", "like"):
        return above
    if word in ("of", "about") and is_false(tree, above):
        return Verdict(modality="denied", reason=f"“{tree.text[above]}” said to be false")
    return _of_noun(tree, token, word, above, read)


def _of_verb(tree: Tree, token: int, word: str, above: int, read: Read) -> Verdict | None:
    lemma, known = tree.lemma[above], is_known(tree, token)
    if word == "to" and lemma == "agree" and not look_up("nouns", tree.lemma[token]):
        return _after(tree, above, word, "planned")
    if not known and (kind := _brought(word, lemma)):
        return _after(tree, above, word, kind)
    if not known and word in ("from", "against") and lemma in word_list("guarding"):
        return still_open(read, above)
    if (word == "with" and lemma in word_list("facing")) or (word == "to" and lemma == "plead"):
        return None
    kind = look_up("verbs", lemma, FIRMEST)
    if kind == "threatened" and word in ("with", "of"):
        return _after(tree, above, word, kind)
    if lemma == "call" and word in ("for", "on", "upon"):
        kind = "demanded"
    if lemma in word_list("seeking") and word == "for":
        kind = "planned"
    asking = kind in ("planned", "demanded", "possible") and word in ("for", "to", "on", "about", "of")
    if kind and asking and (word in ("for", "on") or not known):
        higher = read(above)
        return higher if higher.modality == "denied" else _after(tree, above, word, kind)
    if lemma in ("refrain", "stop", "prevent") and word == "from":
        return _after(tree, above, word, "denied")
    if word in ("including", "for", "with", "by", "like", "of") and not known:
        return still_open(read, above)
    return None


def _brought(word: str, lemma: str) -> Modality | None:
    """Return what some verbs make of an event that is not known: accused of it, charged with it, left for it."""
    if (word == "of" and lemma in word_list("claimed")) or (word == "with" and lemma == "charge"):
        return "possible"
    if word == "at" and lemma == "hint":
        return "possible"
    return "planned" if word == "for" and lemma in word_list("leaving") else None


def _of_noun(tree: Tree, token: int, word: str, above: int, read: Read) -> Verdict | int | None:
    section = "adjectives" if tree.pos[above] == "ADJ" else "nouns"
    lemma = tree.lemma[above]
    kind = look_up(section, lemma)
    if word == "to" and tree.lower[above] in word_list("inclined"):
        kind = "planned"
    if word == "of" and lemma in word_list("traces") and read(above).modality == "denied":
        return _after(tree, above, word, "denied")
    if lemma in word_list("worries") and word != "of":
        return None
    if kind == "denied" and tree.lemma[tree.head[above]] in word_list("lifting"):
        kind = "possible"
    if kind and word in ("of", "for", "to", "about", "on", "over", "at") and not is_past(tree, token):
        return _after(tree, above, word, kind)
    return above if word == "of" and lemma in word_list("rounds") else None
