"""Who takes part beside the subject and the object: "together with Ann Lee", "was joined by Ann Lee for talks".

And what is no participant: the town in "the city of Westport fell" is what was taken, a treaty's name is nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.arguments import is_passive
from generator.annotation.trigger_patterns import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Mention

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


def fallen_towns(tree: Tree, subjects: Sequence[int]) -> list[int]:
    """Return the tokens of the towns that fell: the name itself, or the one in "the city of Westport"."""
    found: list[int] = []
    for noun in subjects:
        named = [kid for of in tree.children[noun] if tree.lower[of] == "of" for kid in tree.kids(of, "pobj")]
        found += [one for one in named if tree.pos[one] == "PROPN"] or [noun]
    return found


def names_event(mention: Mention) -> bool:
    """Tell whether what was taken for a name is that of a law, a treaty or a call: "Federal Law On ...", "peace talks"."""
    if mention.form != "name" or mention.kind == "state":
        return False
    words = mention.span.text.lower().split()
    papers = read_lexicon().groups["papers"]
    if mention.kind == "person":
        return words[0] in papers or words in (["jr."], ["sr."])
    return words[0] in papers or words[-1] in papers or (len(words) > 1 and words[1] in papers)
