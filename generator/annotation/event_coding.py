"""PLOVER category of an event as told, and of what one side does to another in a sentence.

In the scheme a promise of aid is AGREE and a refusal REJECT, so that the same trigger carries another category when its
event is planned, demanded or denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.triggers import COOPERATIVE, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.annotation.cast import Who
    from generator.annotation.participants import Sides
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Modality

TURNED: dict[tuple[bool, Modality], str] = {
    (True, "planned"): "AGREE",
    (True, "demanded"): "REQUEST",
    (True, "denied"): "REJECT",
    (False, "planned"): "THREATEN",
    (False, "demanded"): "REQUEST",
    (False, "threatened"): "THREATEN",
    (False, "possible"): "THREATEN",
}
"""By whether the deed is friendly, and its modality; what is not here keeps the category of its type."""


def code_plover(trigger: Trigger, modality: Modality) -> str | None:
    """Return the PLOVER category of a trigger whose event has this modality."""
    plover = trigger.frame.plover
    if plover is None or trigger.frame.operator:
        return plover
    if plover in COOPERATIVE:
        return TURNED.get((True, modality), plover)
    if plover in HOSTILE:
        return TURNED.get((False, modality), plover)
    return plover


def depth_of(tree: Tree, token: int) -> int:
    """Return how many words govern a token."""
    depth = 0
    while tree.head[token] != token:
        token = tree.head[token]
        depth += 1
    return depth


def choose_main(tree: Tree, found: Iterable[tuple[Trigger, Sides, str]]) -> Trigger | None:
    """Return the trigger that a sentence is about: with both sides before one, then the highest in the tree."""
    return min(
        found,
        key=lambda told: (
            not (told[1].sources and told[1].targets),
            depth_of(tree, told[0].token),
            not told[1].sources and not told[1].targets,
            told[0].token,
        ),
        default=(None, None, None),
    )[0]


def choose_for_pair(
    tree: Tree, found: Iterable[tuple[Trigger, Sides, str]], source: range, target: range
) -> tuple[Trigger, str] | None:
    """Return the trigger, and its category, that tells what `source` does to `target` (ranges of tokens).

    A trigger counts by whether its sides are the pair, then whether the pair stands around it, then by how high in the
    sentence it is: what governs speaks for what is governed.
    """
    best: tuple[tuple[int, int, int], Trigger, str] | None = None
    for trigger, sides, code in found:
        forward = _side(tree, trigger, sides.sources, source, above=True) + _side(
            tree, trigger, sides.targets, target, above=False
        )
        everybody = (*sides.sources, *sides.targets)
        backward = (
            3
            if _among(everybody, source) and _among(everybody, target) and code in ("CONSULT", "AGREE", "COOPERATE")
            else 0
        )
        score = max(forward, backward)
        if score < 2:
            continue
        key = (score, -depth_of(tree, trigger.token), -trigger.token)
        if best is None or key > best[0]:
            best = (key, trigger, code)
    return (best[1], best[2]) if best else None


def _among(people: Iterable[Who], tokens: range) -> bool:
    return any(who.head in tokens for who in people)


def _side(tree: Tree, trigger: Trigger, people: Iterable[Who], tokens: range, *, above: bool) -> int:
    """Return 2 if the side is the trigger's own, 1 if it stands where it could be: above as subject, below anywhere."""
    if _among(people, tokens):
        return 2
    if not above:
        return 1 if any(token in tokens for token in tree.subtree(trigger.token)) else 0
    token = trigger.token
    for _ in range(12):
        if any(
            child in tokens
            for child in tree.children[token]
            if tree.dep[child] in ("nsubj", "nsubjpass", "poss", "agent")
        ):
            return 1
        if tree.head[token] == token:
            return 0
        token = tree.head[token]
    return 0
