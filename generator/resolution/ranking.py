"""Which events a briefing needs first.

Enters: what is known of an event. Leaves: a number, higher first: independent reports and outlets count most, then
named participants and how often articles come back to the day; deeds come before words.
"""

from __future__ import annotations

from math import log2

from generator.model import Modality

WEIGHTS = {
    "happened": 1.0,
    "planned": 0.8,
    "denied": 0.7,
    "demanded": 0.6,
    "threatened": 0.6,
    "possible": 0.4,
    "historical": 0.3,
}
"""What happened comes before what is planned, wanted or long past."""

SPOKEN = 0.75
"""What an event counts in which only words are exchanged: a call to act is not yet an act."""


def rank_event(
    *,
    reports: int,
    outlets: int,
    participants: int,
    days_told: int,
    sentences: int,
    headlines: int,
    modality: Modality,
    spoken: bool = False,
) -> float:
    """Return the rank of an event, rounded to three places; `spoken` marks a type in which only words are exchanged.

    `reports` are independent articles, `days_told` the days on which articles came out that tell it, `sentences` all
    tellings, `headlines` the articles that tell it in the headline. Logarithms keep one much-copied story from the top.
    """
    score = (
        2.0 * log2(1 + reports)
        + 1.5 * log2(1 + outlets)
        + 1.0 * log2(1 + headlines)
        + 0.5 * log2(1 + days_told)
        + 0.5 * log2(1 + sentences)
        + 0.5 * min(participants, 4)
    )
    return round(score * WEIGHTS[modality] * (SPOKEN if spoken else 1), 3)
