"""Who takes part beside the subject and the object: "together with Ann Lee", "was joined by Ann Lee for talks".

And what is no participant: the town in "the city of Westport fell" is what was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.arguments import is_passive
from generator.annotation.trigger_patterns import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    if inverted := _after_be(tree, trigger.token):
        return [*inverted, *tree.kids(trigger.token, "dobj")] if _is_beside(tree, trigger.token) else inverted
    found = [noun for kid in tree.kids(trigger.token, "advcl", "acl") for noun in _agents(tree, kid)]
    above = tree.head[tree.head[trigger.token]]
    if tree.dep[trigger.token] == "pcomp" and _is_beside(tree, above):
        found += tree.kids(above, "dobj")  # "joined Ann Lee in urging"
    found += [noun for one in trigger.arguments.subjects for kid in tree.kids(one, "acl") for noun in _heads(tree, kid)]
    for subject in tree.kids(trigger.token, "nsubj"):
        found += [noun for kid in tree.kids(subject, "acl") for noun in _agents(tree, kid)]
        for prep in tree.kids(subject, "prep"):
            joined = tree.lower[prep] == "alongside" or any(tree.lower[kid] in TOGETHER for kid in tree.children[prep])
            found += tree.kids(prep, "pobj") if joined else []
    return found


def _after_be(tree: Tree, verb: int) -> list[int]:
    """Return who stands after the verb in "Joining the call were Ann Lee, Ben Cole and Cara Diaz"."""
    if tree.tag[verb] != "VBG":
        return []
    above = tree.head[verb] if tree.dep[verb] == "csubj" else None
    forms = [above] if above is not None else tree.kids(verb, "aux")
    found = [noun for be in forms if tree.lemma[be] == "be" and be > verb for noun in tree.kids(be, "attr", "nsubj")]
    for noun in found:
        if noun > verb:
            found += [kid for kid in tree.kids(noun, "conj", "appos") if kid not in found]
    return [noun for noun in found if noun > verb]


def _heads(tree: Tree, verb: int) -> list[int]:
    """Return who leads the body that acts: "the council chaired by Ann Lee decided"."""
    if tree.tag[verb] not in ("VBN", "VBD") or tree.lemma[verb] not in read_lexicon().groups["heading"]:
        return []
    return [noun for by in tree.children[verb] if tree.lower[by] == "by" for noun in tree.kids(by, "pobj")]


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


def fallen_towns(tree: Tree, subjects: Sequence[int]) -> list[int]:
    """Return the tokens of the towns that fell: the name itself, or the one in "the city of Westport"."""
    found: list[int] = []
    for noun in subjects:
        named = [kid for of in tree.children[noun] if tree.lower[of] == "of" for kid in tree.kids(of, "pobj")]
        found += [one for one in named if tree.pos[one] == "PROPN"] or [noun]
    return found
