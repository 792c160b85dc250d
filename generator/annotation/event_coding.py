"""PLOVER category of an event as told: what the type says, turned by modality.

In the scheme a promise of aid is AGREE and a refusal REJECT, so that the same trigger carries another category when its
event is planned, demanded or denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.triggers import COOPERATIVE, HOSTILE

if TYPE_CHECKING:
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
