"""Whether a sentence is about an event or mentions it in passing; only what some sentence is about makes a page.

"Lee and Cole spoke by phone about the sanctions against Norland" is about a call. Its main clause and what is reported
in it carry news; purposes, relative clauses, conditions and nouns inside other phrases carry background. Everything is
read off the parse, upwards from the trigger.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.data import load_data

if TYPE_CHECKING:
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger

STEPS = 20
"""How far up the parse is followed; broken text can be very deep."""

CLAUSES = ("conj", "ccomp", "parataxis", "xcomp", "dep", "auxpass", "aux", "csubj", "pcomp")
"""Arcs from a clause to the one above that keep it news: joined, reported, completing."""

SUBJECTS = ("nsubj", "nsubjpass", "attr", "oprd", "appos", "conj", "dep", "npadvmod")


@cache
def _words(name: str) -> frozenset[str]:
    words = load_data("prominence")[name]
    return frozenset(words.split() if isinstance(words, str) else words)


def is_central(tree: Tree, trigger: Trigger, *, headline: bool = False) -> bool:
    """Tell whether the sentence is about the event; a headline is about all that its phrases name."""
    token = trigger.token
    if not trigger.verbal and tree.lemma[token] in _words("background") and not _begins(tree, token):
        return False
    if not headline and not trigger.verbal and trigger.frame.type in _words("standing"):
        return False
    for _ in range(STEPS):
        if not headline and _is_habit(tree, token):
            return False
        above = tree.head[token]
        if above == token:
            return True
        if tree.dep[token] == "pobj":
            prep, above = above, tree.head[above]
            if above == prep:
                return True
            if not headline and not _sets_scene(tree, prep, above):
                return False
        elif not _keeps(tree, token, above, headline=headline):
            return False
        token = above
    return False


def _begins(tree: Tree, token: int) -> bool:
    """Tell whether a long course is told as news: a new war, an invasion; "the invasion" and "his war" are known."""
    return tree.tag[token] == "NN" and any(tree.lower[kid] in ("a", "an") for kid in tree.kids(token, "det"))


def _is_habit(tree: Tree, token: int) -> bool:
    """Tell whether a verb tells what is done time and again: "they often demolish bridges"."""
    return tree.is_verb(token) and any(tree.lower[kid] in _words("habits") for kid in tree.kids(token, "advmod"))


def _keeps(tree: Tree, token: int, above: int, *, headline: bool) -> bool:
    """Tell whether what hangs on `above` is told by it."""
    dep = tree.dep[token]
    if tree.is_verb(token):
        return dep in CLAUSES or (dep == "acl" and tree.lemma[above] in _words("contents"))
    if dep == "dobj":
        return headline or tree.lemma[above] in _words("carriers")
    return dep in SUBJECTS or (headline and dep in ("compound", "nmod"))


def _sets_scene(tree: Tree, prep: int, above: int) -> bool:
    if tree.is_verb(above):
        return tree.lower[prep] in _words("settings")
    counted = tree.kids(above, "nummod")  # "day 112 of the invasion" only counts
    return tree.lower[prep] == "of" and tree.lemma[above] in _words("wrappers") and not counted
