"""What became of those whom a number counts: killed, injured, arrested.

"Killed 23 people and wounded 66" gives two numbers of people that do not disagree. Enters: the counted noun, or the
number that stands alone. Leaves: the name of an outcome of data/counts.yml, empty if the words beside it tell none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from generator.data import load_data

if TYPE_CHECKING:
    from generator.annotation.trees import Tree

PASSED = frozenset({"conj", "pobj", "prep", "appos", "nmod", "compound", "nummod", "quantmod"})
"""Dependencies from the counted noun up to the word that tells what became of it."""

HIGHEST = 6
"""Steps up the parse after which a word has nothing to do with the number."""


@cache
def _outcomes(place: str) -> Mapping[str, str]:
    """Map the lemmas that tell an outcome to its name, for one place in the clause: object, subject, noun, beside."""
    table: dict[str, dict[str, str]] = load_data("counts")["outcomes"]
    return {word: name for name, entry in table.items() for word in entry.get(place, "").split()}


def read_outcome(tree: Tree, counted: int) -> str:
    """Return what became of those counted, "" where the clause does not tell."""
    token = counted
    for _ in range(HIGHEST):
        if name := _beside(tree, token):
            return name
        above = tree.head[token]
        if above == token:
            return ""
        if name := _outcomes("noun").get(tree.lemma[above]) if not tree.is_verb(above) else None:
            return name
        if tree.is_verb(above) and tree.lower[above] != "including":
            return _of_verb(tree, token, above)
        if tree.dep[token] not in PASSED and tree.lower[token] != "including":
            return ""
        token = above
    return ""


def _beside(tree: Tree, token: int) -> str | None:
    """Return the outcome in a participle or adjective that belongs to the noun: "23 people killed", "12 dead"."""
    kids = [kid for kid in tree.children[token] if tree.dep[kid] in ("acl", "amod", "acomp", "oprd")]
    return next((name for kid in kids if (name := _outcomes("beside").get(tree.lower[kid]))), None)


def _of_verb(tree: Tree, token: int, verb: int) -> str:
    """Return the outcome that a verb tells of its object or subject, or what it leaves them: "left 12 people dead"."""
    dep = tree.dep[token]
    if dep in ("dobj", "nsubjpass"):
        if name := _outcomes("object").get(tree.lemma[verb]):
            return name
    elif dep == "nsubj" and (name := _outcomes("subject").get(tree.lemma[verb])):
        return name
    if dep in ("dobj", "nsubj", "nsubjpass") and (tree.lemma[verb] in _leaving() or tree.pos[verb] == "AUX"):
        states = [
            kid for kid in tree.children[verb] if tree.dep[kid] in ("acomp", "oprd", "attr", "ccomp", "xcomp", "advcl")
        ]
        return next((name for kid in states if (name := _outcomes("beside").get(tree.lower[kid]))), "")
    return ""


@cache
def _leaving() -> frozenset[str]:
    return frozenset(load_data("counts")["leaving"].split())
