"""Evidence where a telling names only one side, or one side by what they are: rules for what is left unnamed.

Enters: `Facts`. Leaves: `Evidence`, or None where a rule says nothing.
"""

from __future__ import annotations

from generator.data import load_data
from generator.resolution.event_facts import Facts, name_reason
from generator.resolution.event_merging import Evidence
from generator.resolution.event_vetoes import in_one_breath

VISITING = "visit"
"""The type of journeys."""

VISIT = 2
"""Sentences after a visit in which it is told whom the visitor met."""

COMPLEMENT = 5
"""Sentences over which the side without a name is named."""


def tell_in_one_breath(facts: Facts) -> Evidence | None:
    """The same done to another by the same, right after, in the very words."""
    if facts.gap is None or not facts.source or not in_one_breath(facts.telling, facts.group):
        return None
    return Evidence(score=0.7, rule="in one breath", reason=name_reason(facts.telling, "who act, right after"))


def name_other_side(facts: Facts) -> Evidence | None:
    """One article, one day, one side named in each telling, and the words for the side without a name recur.

    "Norland jails a lawmaker"; "the lawmaker, Ann Lee, was found guilty".
    """
    telling, group = facts.telling, facts.group
    if facts.gap is None or facts.gap > COMPLEMENT or not facts.same_kind or telling.symmetric or telling.local:
        return None
    if not facts.day or telling.modality not in group.moods or telling.parties.keys() & group.parties.keys():
        return None
    words = frozenset().union(*telling.unnamed.values())
    if not (words & (group.unnamed | group.words.keys()) or group.unnamed & telling.words):
        return None
    return Evidence(score=0.65, rule="the other side named", reason=name_reason(telling, "and article"))


def tell_package(facts: Facts) -> Evidence | None:
    """What one government imposes or gives on one day, to nobody else named, is one package."""
    telling = facts.telling
    if telling.kind not in load_data("event_words")["packages"] or not facts.same_kind or not facts.source:
        return None
    if not facts.day or facts.missing or telling.days is None or telling.days.length > 1:
        return None
    return Evidence(score=0.6, rule="one package, same day", reason=name_reason(telling, "who act, and day"))


def leave_side_open(facts: Facts) -> Evidence | None:
    """Only one side of an event is named that has two, on its day."""
    telling, group = facts.telling, facts.group
    one_sided = not telling.symmetric and len(telling.parties) == 1 and len(group.parties) == 2
    if facts.day and facts.shared and not facts.missing and one_sided and (facts.related or facts.trigger):
        return Evidence(
            score=0.6 + 0.2 * facts.likeness, rule="nobody else named, same day", reason=name_reason(telling, "and day")
        )
    return None


def tell_unnamed(facts: Facts) -> Evidence | None:
    """Somebody met people without a name, called by the same words, on the day."""
    words = facts.telling.unnamed.get("party", frozenset())
    if not facts.day or not facts.shared or not facts.telling.symmetric or words.isdisjoint(facts.group.unnamed):
        return None
    return Evidence(
        score=0.8, rule="same unnamed party, same day", reason=name_reason(facts.telling, "and day"), late=True
    )


def meet_on_visit(facts: Facts) -> Evidence | None:
    """Whom a visitor met of the country he visited: "Lee visited Norland on Monday. She met its premier, Ben Cole."."""
    telling, group = facts.telling, facts.group
    visitors, visited = group.parties.get("source"), group.parties.get("target")
    if facts.gap is None or facts.gap > VISIT or not telling.symmetric or telling.firm or not visitors or not visited:
        return None
    hosts = telling.who - visitors.keys()
    if hosts == telling.who or not hosts or telling.modality not in group.moods:
        return None
    if not telling.names & visited.keys():
        return None
    return Evidence(score=0.7, rule="met on the visit", reason=name_reason(telling, "and visit"))


def travel_once(facts: Facts) -> Evidence | None:
    """One article, one traveller, the same days: "visits Westport next week", "will travel to Norland next week"."""
    telling, group = facts.telling, facts.group
    if facts.gap is None or telling.kind != VISITING or not facts.same_kind or not facts.source:
        return None
    if not (telling.firm and group.firm and telling.days == group.days) or telling.modality not in group.moods:
        return None
    return Evidence(score=0.7, rule="one journey", reason=name_reason(telling, "who travels, and days"))
