"""Why a telling cannot be of a group: another type, day, partner, place, amount, mood, or one more of the kind.

Enters: a telling and a group. Leaves: the reason in words, empty if there is none. A veto outweighs every likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from generator.data import load_data
from generator.resolution.event_keys import DEMAND, Telling
from generator.resolution.event_merging import Comparison, Group

Veto = Callable[[Telling, Group, Comparison], str]

CLOSE = 2
"""Sentences over which a telling that names nobody, or no town, may mean what was told before."""

WINDOW = 7
"""Days before the article's date in which an event may lie that the article tells without a day."""

VAGUE = 40
"""Days of an interval that is too long to tell two events apart."""

BREATH = 2
"""Sentences over which the same act to another is told in one breath."""

MONEY = ("$", "€", "£", "dollar", "dollars", "euro", "euros", "pounds", "yen", "rupees", "no.")
"""Units that tell one grant or decree from another; counts of the dead differ between reports of one event."""

FALL = frozenset({"seizure", "withdrawal"})
"""Types that tell one event from two sides: who took a town, and who left it."""

OPEN = ("demanded", "possible", "threatened")
"""What is only wanted or feared: such tellings join each other, and what happened only on the same day."""


def find_veto(vetoes: Sequence[Veto], telling: Telling, group: Group, comparison: Comparison) -> tuple[str, str] | None:
    """Return the name and the reason of the first veto, None if there is none."""
    for veto in vetoes:
        if reason := veto(telling, group, comparison):
            return veto.__name__.strip("_"), reason
    return None


def same_day(telling: Telling, group: Group) -> bool:
    """Tell whether both have a day or a short stretch of days that can be one."""
    return bool(telling.days and group.days and telling.days.overlaps(group.days) and group.days.length < VAGUE)


def _other_kind(telling: Telling, group: Group, comparison: Comparison) -> str:
    if telling.kind in FALL and group.kinds.keys() <= FALL and telling.kind not in group.kinds:
        return "" if falls(telling, group) else "another side, and no town that is one"
    return "" if group.kinds.keys() <= telling.kinds else "another type of event"


def falls(telling: Telling, group: Group) -> bool:
    """Tell whether both tell that one town was taken or left: what the two sides say of it is one event."""
    taken = telling.kind in FALL and group.kinds.keys() <= FALL
    return taken and bool(telling.towns & group.towns) and not telling.wide


def _other_day(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when the days cannot be one; a night between two time zones may be told under either day."""
    if telling.days is None or group.days is None or telling.days.overlaps(group.days):
        return ""
    if any(one.central and looks_back(telling, one) for one in group.by_article.get(telling.article, ())):
        return "a day before what the article tells"
    if telling.article in group.by_article and (not telling.firm or _told_here(telling, group)):
        return ""
    exact = len(telling.who) >= 2 and not comparison.unmatched(telling.who, group.who)
    if telling.firm and group.firm:
        return "another day"
    if telling.firm or group.firm:
        told, firm = (group.days, telling.days) if telling.firm else (telling.days, group.days)
        if exact and 0 <= told.first - firm.last <= WINDOW:
            return ""
        return "another day"
    if not telling.central and exact and 0 <= telling.days.first - group.days.last <= WINDOW:
        return ""  # the day of the report says little about what it only mentions
    return "" if exact and telling.days.overlaps(group.days, slack=1) else "told on another day"


def looks_back(telling: Telling, one: Telling) -> bool:
    """Tell whether the first is only mentioned, with a day before the second's: "a follow-up to the meeting a week ago"."""
    aside = telling.firm and not telling.central
    return bool(aside and telling.days and one.days and telling.days.last < one.days.first)


def _told_here(telling: Telling, group: Group) -> bool:
    """Tell whether the telling's own article told the group's event under the telling's day."""
    near = group.by_article.get(telling.article, ())
    return telling.days is not None and any(one.days and one.days.overlaps(telling.days) for one in near)


def _other_partner(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when both name somebody whom the other does not: another call of the same leader."""
    if telling.local and not telling.wide and telling.towns & group.towns:
        return ""  # each side blames the other, and a town falls as it is left: the town says what event it is
    if telling.symmetric and _of_other_host(telling, group, comparison):
        return "a round of somebody else's"
    if telling.symmetric:
        missing = comparison.unmatched(telling.who, group.who)
        extra = comparison.unmatched(group.who, telling.who)
        if (missing and extra) or (missing and _is_one_side(group.who, telling.who, comparison)):
            return "another partner"
        if extra and _is_one_side(telling.who, group.who, comparison):
            return "another partner"
        return _other_unnamed(telling, group, comparison)
    for role, ids in telling.parties.items():
        if role == "target" and telling.local and (telling.towns or group.towns):
            continue  # a town and its state are both told to be hit
        named, others = set(ids), set(group.parties.get(role, ()))
        if role == "target":
            named, others = _foreign(named, telling, comparison), _foreign(others, telling, comparison)
        apart = named and others and len(comparison.unmatched(named, others)) == len(named)
        if apart and not in_one_breath(telling, group):
            return f"another {role}"
    return ""


def _foreign(targets: set[str], telling: Telling, comparison: Comparison) -> set[str]:
    """Return the targets that are not the side that acts: who bans travel to his own country turns on others."""
    if telling.kind not in load_data("event_words")["hostile"]:
        return targets
    return comparison.unmatched(targets, telling.parties.get("source", ()))


def in_one_breath(telling: Telling, group: Group) -> bool:
    """Tell whether the article told right before or after, in the very words, that the same was done to another.

    "We recall our ambassador from Norland. We recall our ambassador from Sudria" is one act.
    """
    words = telling.trigger.split()
    return len(words) > 1 and any(
        one.trigger.split() == words
        and abs(one.sentence - telling.sentence) <= BREATH
        and one.parties.get("source") == telling.parties.get("source")
        and one.modality == telling.modality
        for one in group.by_article.get(telling.article, ())
    )


def _other_unnamed(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when one person met people without a name, who are called something else on each side."""
    words = telling.unnamed.get("party", frozenset())
    if not words or not group.unnamed or not words.isdisjoint(group.unnamed) or len(telling.who) > 1:
        return ""
    return "another party without a name" if len(comparison.unmatched(group.who, telling.who)) == 0 else ""


def _of_other_host(telling: Telling, group: Group, comparison: Comparison) -> bool:
    """Tell whether one is a round of many calls, and the other names two or more, but not who made them."""
    if telling.host and len(group.who) > 1 and comparison.unmatched({telling.host}, group.who):
        return True
    return len(telling.who) > 1 and any(comparison.unmatched({host}, telling.who) for host in group.hosts)


def _is_one_side(ids: Iterable[str], others: Iterable[str], comparison: Comparison) -> bool:
    """Tell whether several who met among themselves all stand for one of the others: a leader and his own council."""
    ids = sorted(ids)
    apart = any(two not in comparison.near.get(one, ()) for one, two in pairwise(ids))
    return (
        apart and len({one for one in others for two in ids if one == two or one in comparison.near.get(two, ())}) == 1
    )


def _other_place(telling: Telling, group: Group, comparison: Comparison) -> str:
    if telling.towns and group.towns and not telling.towns & group.towns:
        return "another town"
    if telling.towns and not group.towns and telling.local:
        return "no town is told there"
    if telling.towns & group.towns and not telling.wide:
        return ""  # the town outweighs the region that one report prints after it
    if telling.place and group.places and telling.place not in group.places and telling.article not in group.by_article:
        return "another place"
    return ""


def _other_scale(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when one is a whole war and the other something that happened in it."""
    if not telling.local:
        return ""
    strike = (group.singular and not telling.sweeping) or (telling.singular and not group.sweeping)
    return "a war and a strike in it" if strike else ""


def _other_amount(telling: Telling, group: Group, comparison: Comparison) -> str:
    for unit, value in telling.numbers:
        known = group.numbers.get(unit, set()) if unit in MONEY else set()
        if known and value not in known:
            return "another amount"
    return ""


def _other_mood(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when one is only wanted or feared, or long past, and the other is told as a fact."""
    moods = group.moods
    if telling.modality in moods or (telling.kind == DEMAND and group.kinds.keys() == {DEMAND}):
        return ""
    if telling.modality in OPEN or any(mood in moods for mood in OPEN):
        return "one is wanted or feared, the other told"
    if "historical" in moods or telling.modality == "historical":
        return "one is long past"
    return ""


def _one_more(telling: Telling, group: Group, comparison: Comparison) -> str:
    """Return a reason when exactly one side counts the event as one more than another of its kind."""
    if telling.nth and group.rounds:
        return "" if telling.nth in group.rounds else "another round"
    if telling.who and not telling.again and _told_here(telling, group):
        return ""
    return "counted as another one" if telling.again != group.counted and not same_day(telling, group) else ""


KIND: tuple[Veto, ...] = (_other_kind, _other_mood, _other_scale)
WHO_AND_WHERE: tuple[Veto, ...] = (_other_partner, _other_place, _other_amount)
WHEN: tuple[Veto, ...] = (_other_day, _one_more)
"""In the order in which they are asked; between them stand the rules that overrule the later ones."""
