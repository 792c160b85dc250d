"""Who acts beside the subject: "together with Ann Lee", "joined by Ann Lee", "was joined by Ann Lee for talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.arguments import is_passive
from generator.annotation.trigger_patterns import read_lexicon

if TYPE_CHECKING:
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger

TOGETHER = frozenset({"together", "along", "jointly", "alongside"})
PURPOSE = frozenset({"for", "in", "at", "on"})


def find_companions(tree: Tree, trigger: Trigger) -> list[int]:
    """Return the tokens of those who act with the subject of an event, none for a passive."""
    if not trigger.verbal:
        return _of_noun(tree, trigger.token)
    if trigger.arguments.passive:
        return []
    found = [noun for kid in tree.kids(trigger.token, "advcl", "acl") for noun in _agents(tree, kid)]
    for subject in tree.kids(trigger.token, "nsubj"):
        found += [noun for kid in tree.kids(subject, "acl") for noun in _agents(tree, kid)]
        for prep in tree.kids(subject, "prep"):
            joined = tree.lower[prep] == "alongside" or any(tree.lower[kid] in TOGETHER for kid in tree.children[prep])
            found += tree.kids(prep, "pobj") if joined else []
    return found


def _is_beside(tree: Tree, verb: int) -> bool:
    """Tell whether a verb's agent or object takes part in what the clause beside it tells."""
    return tree.lemma[verb] in read_lexicon().groups["beside"]


def _agents(tree: Tree, verb: int) -> list[int]:
    """Return the agents of "joined by", where that hangs on another verb or its subject."""
    if tree.tag[verb] not in ("VBN", "VBD") or not _is_beside(tree, verb):
        return []
    return [noun for by in tree.children[verb] if tree.lower[by] == "by" for noun in tree.kids(by, "pobj")]


def _of_noun(tree: Tree, noun: int) -> list[int]:
    """Return both sides of "was joined by Ann Lee for talks"."""
    prep = tree.head[noun]
    verb = tree.head[prep]
    if tree.dep[noun] != "pobj" or tree.lower[prep] not in PURPOSE or not _is_beside(tree, verb):
        return []
    if not is_passive(tree, verb):
        return tree.kids(verb, "nsubj", "dobj")
    return [*tree.kids(verb, "nsubjpass"), *_agents(tree, verb)]
