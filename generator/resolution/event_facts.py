"""What a telling and a group of tellings have in common, counted once for all rules.

Enters: a telling, a group, and what the folder knows. Leaves: `Facts`, which rules read.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.resolution.event_keys import Telling
from generator.resolution.event_merging import Comparison, Group
from generator.resolution.event_vetoes import same_day

LONG = 5
"""Letters of a word of a name that tells it from others: "Vesterholm" in "the Republic of Vesterholm".

The words that kinds of bodies share (people, republic) are as long; they count only beside who did it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a telling and a group have in common.

    `shared` counts participants of the telling that the group has too (a leader and his state are one), `missing` those
    that it has not, `extra` those only the group has. `gap` is the distance to the nearest member in the same article
    in sentences, None without one. `source` says that who acts is the same, `patient` that the telling leaves open who
    acted on the same target, though its sentence names him, `late` how many days after the group's day the telling is
    dated or printed.
    """

    telling: Telling
    group: Group
    shared: int
    missing: int
    extra: int
    day: bool
    likeness: float
    trigger: bool
    related: bool
    gap: int | None
    source: bool
    patient: bool
    late: int | None

    @property
    def exact(self) -> bool:
        """Nobody is named on one side only."""
        return not self.missing and not self.extra

    @property
    def same_kind(self) -> bool:
        """The group tells an event of the very type."""
        return self.telling.kind in self.group.kinds


def find_facts(telling: Telling, group: Group, comparison: Comparison) -> Facts:
    """Count what a telling and a group share."""
    missing = comparison.unmatched(telling.who, group.who)
    extra = comparison.unmatched(group.who, telling.who)
    near = group.by_article.get(telling.article)
    return Facts(
        telling=telling,
        group=group,
        shared=min(comparison.count_sides(telling.who - missing), comparison.count_sides(group.who.keys() - extra)),
        missing=len(missing),
        extra=len(extra),
        day=same_day(telling, group),
        likeness=comparison.likeness(telling.words, group.words, group.mass / max(len(group.members), 1)),
        trigger=any(key in group.triggers for key in telling.triggers),
        related=telling.cluster in group.clusters,
        gap=min(abs(one.sentence - telling.sentence) for one in near) if near else None,
        source=_same_source(telling, group, comparison),
        patient=_same_patient(telling, group, comparison),
        late=telling.days.first - group.days.last if telling.days and group.days else None,
    )


def _same_source(telling: Telling, group: Group, comparison: Comparison) -> bool:
    """Tell whether somebody who acts in the telling acts in the group."""
    for role in ("source", "party"):
        ids, others = telling.parties.get(role), group.parties.get(role)
        if ids and others and len(comparison.unmatched(ids, others)) < len(ids):
            return True
    return False


def _same_patient(telling: Telling, group: Group, comparison: Comparison) -> bool:
    """Tell whether the telling names only whom the event touched, in the group's words, and who did it stands beside it."""
    sources, targets = group.parties.get("source"), group.parties.get("target")
    if "source" in telling.parties or not sources or not targets or telling.modality not in group.moods:
        return False
    words = {word for actor in telling.parties.get("target", ()) for word in actor.split("-")}
    alike = any(len(word) >= LONG and word in words for actor in targets for word in actor.split("-"))
    return alike and len(comparison.unmatched(sources, telling.names)) < len(sources)


def name_reason(telling: Telling, what: str) -> str:
    """Return the reason of a merge in words; `what` names what else is the same."""
    return f"same type, participants {what} as told before ({telling.trigger!r})"
