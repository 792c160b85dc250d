"""What speaks for a telling being of a group: who, when, where, in what words, and how near in the article.

Enters: typed tellings. Leaves: `Evidence` with score, rule and reason. Rules are tried in order, the strongest first; the
first that holds decides. Vetoes come before all of them, but for what one sentence tells twice.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.resolution.event_facts import Facts, find_facts, name_reason
from generator.resolution.event_keys import DEMAND, LEAD, Telling
from generator.resolution.event_merging import UNSURE, Comparison, Evidence, Group
from generator.resolution.event_sides import (
    leave_side_open,
    meet_on_visit,
    name_other_side,
    tell_in_one_breath,
    tell_package,
    tell_unnamed,
    travel_once,
)
from generator.resolution.event_vetoes import (
    CLOSE,
    KIND,
    WHEN,
    WHO_AND_WHERE,
    WINDOW,
    Veto,
    falls,
    find_veto,
    looks_back,
)

ECHO = 0.15
"""Likeness from which a sentence about a town tells what another told of it days before."""

RETOLD = 0.5
"""Likeness from which two sentences about a town, neither with a day, tell the same on two days."""

NIGHT = 2
"""Days between the two sides' accounts of one event."""

INSISTED = 0.35
"""Likeness from which two demands of one party are one demand."""

NOTHING = Evidence(score=0.0, rule=UNSURE, reason=UNSURE)


def compare_reports(telling: Telling, group: Group, comparison: Comparison) -> Evidence:
    """Compare a typed telling with a group: vetoes first, then day, participants, place, numbers and words."""
    if evidence := _said_twice(telling, group, comparison):
        return evidence
    facts: Facts | None = None
    for vetoes, rules in STEPS:
        if veto := find_veto(vetoes, telling, group, comparison):
            return Evidence(score=0.0, rule=veto[0], reason=veto[1])
        facts = facts or find_facts(telling, group, comparison)
        if evidence := next((found for rule in rules if (found := rule(facts))), None):
            return evidence
    return NOTHING


def _said_twice(telling: Telling, group: Group, comparison: Comparison) -> Evidence | None:
    """Return evidence for what one sentence, or a headline and the lead under it, tells in two ways.

    "The president signed a decree appointing Ann Lee" is one order, whoever stands beside the second verb.
    """
    near = group.by_article.get(telling.article, [])
    if telling.firm and group.firm and telling.days and group.days and not telling.days.overlaps(group.days):
        return None
    for one in near:
        apart = _two_sides(telling, one, comparison) or _two_scenes(telling, one) or looks_back(telling, one)
        if one.kind not in telling.kinds or apart:
            continue
        alike = one.modality == telling.modality or {one.kind, telling.kind} == {DEMAND}
        if one.sentence == telling.sentence and not telling.symmetric and alike:
            return Evidence(score=0.8, rule="same sentence", reason=name_reason(telling, "and sentence"))
        lead = min(one.sentence, telling.sentence) == 0 and max(one.sentence, telling.sentence) <= LEAD
        if lead and one.kind == telling.kind and (alike or _takes_mood(telling, one)):
            return Evidence(score=0.85, rule="headline and lead", reason="same type in the headline and the lead")
    return None


def _takes_mood(telling: Telling, one: Telling) -> bool:
    """Tell whether the one in the headline is a noun that leaves open whether it happened: "the travel of ...".

    What is long past is no news.
    """
    headline, lead = (telling, one) if telling.sentence == 0 else (one, telling)
    return not headline.verbal and not headline.firm and lead.modality != "historical"


def _two_sides(telling: Telling, one: Telling, comparison: Comparison) -> bool:
    """Tell whether both name somebody who acts and neither one is the other's."""
    for role in ("source", "party"):
        ids, others = telling.parties.get(role), one.parties.get(role)
        if ids and others and len(comparison.unmatched(ids, others)) == len(ids):
            return True
    return False


def _two_scenes(telling: Telling, one: Telling) -> bool:
    """Tell whether two tellings name different towns, or one the war and the other a strike in it."""
    if telling.towns and one.towns and not telling.towns & one.towns and telling.wide == one.wide:
        return True
    return telling.local and bool(telling.singular) != bool(one.singular) and not (telling.sweeping and one.sweeping)


def _singular(facts: Facts) -> Evidence | None:
    """What nobody does twice in a week (recognise, resign, invade) is one event, in whatever words it is told."""
    telling, group = facts.telling, facts.group
    if not (telling.singular and group.singular):
        return None
    if facts.late is not None and telling.firm and group.firm and not -2 <= facts.late <= 2:
        return None
    if facts.late is not None and facts.late < -WINDOW:
        return None
    if facts.source and (telling.singular == "act" or facts.shared >= 2):
        act = telling.singular == "act"
        return Evidence(score=0.75, rule="done once", reason=name_reason(telling, "who act"), lasting=act)
    if telling.singular == "act" and facts.patient:
        reason = name_reason(telling, "whom it touches")
        return Evidence(score=0.6, rule="done once to the same", reason=reason, sole=True, lasting=True)
    return None


def _round(facts: Facts) -> Evidence | None:
    """The same round of the same talks: "the second round" has one day, whatever day it is told on."""
    telling, group = facts.telling, facts.group
    if telling.nth > 1 and telling.nth in group.rounds and facts.same_kind and facts.shared >= 2 and facts.exact:
        return Evidence(score=0.9, rule="same round", reason=name_reason(telling, "and round"), lasting=True)
    return None


def _demand(facts: Facts) -> Evidence | None:
    """The same demand in like words, however often it is made."""
    telling = facts.telling
    if telling.kind != DEMAND or facts.group.kinds.keys() != {DEMAND} or not facts.source:
        return None
    if facts.likeness < INSISTED or (facts.late is not None and abs(facts.late) > 2 * WINDOW):
        return None
    return Evidence(score=0.5 + 0.4 * facts.likeness, rule="same demand", reason="the same demand in like words")


def _town_before(facts: Facts) -> Evidence | None:
    """What a report tells of a town without a day is what happened there in the days before.

    If it is told by a noun ("the strike"), in like words, or in an article that told the day elsewhere; where nobody told
    the day, in very much the same words.
    """
    telling, group = facts.telling, facts.group
    if telling.firm or telling.wide or not telling.towns & group.towns or facts.late is None:
        return None
    dated = any(one.firm for one in group.by_article.get(telling.article, ()))
    known = not telling.verbal or dated or facts.likeness >= ECHO if group.firm else facts.likeness >= RETOLD
    if 0 < facts.late <= WINDOW and not telling.again and known:
        return Evidence(
            score=0.65 + 0.2 * facts.likeness, rule="same town, days before", reason=name_reason(telling, "town")
        )
    return None


def _fall(facts: Facts) -> Evidence | None:
    """A town falls once: who took it and who withdrew from it tell of one event, on whatever day of the week."""
    telling, group = facts.telling, facts.group
    if not falls(telling, group) or telling.modality != "happened" or "happened" not in group.moods or telling.again:
        return None
    apart = abs(facts.late or 0)
    if apart > WINDOW or (apart > NIGHT and telling.firm and group.firm):
        return None
    return Evidence(score=0.85, rule="the same town fell", reason=name_reason(telling, "town"))


def _town(facts: Facts) -> Evidence | None:
    """One town and one day; or one side leaves the town open, then only what stands beside it, or like words, count."""
    telling, group = facts.telling, facts.group
    if facts.day and telling.towns & group.towns:
        sure = telling.firm or group.firm
        return Evidence(
            score=(0.7 if sure else 0.6) + 0.3 * facts.likeness,
            rule="same town, same day",
            reason=name_reason(telling, "town and day"),
        )
    if not telling.local or bool(telling.towns) == bool(group.towns):
        return None
    if facts.gap is None or facts.gap > CLOSE:
        return Evidence(score=0.0, rule="town left open", reason="only one names a town")
    return None


def _pair(facts: Facts) -> Evidence | None:
    """Two participants and the day."""
    if facts.shared < 2 or not facts.day:
        return None
    score = 1.0 if facts.exact else 0.9 if not facts.missing or not facts.extra else 0.6
    late = score > 0.6 and facts.telling.kind != DEMAND
    return Evidence(
        score=score, rule="same participants, same day", reason=name_reason(facts.telling, "and day"), late=late
    )


def _passing(facts: Facts) -> Evidence | None:
    """Named in passing with its day and some of the participants."""
    telling = facts.telling
    vague = telling.anaphor or not telling.central
    if facts.day and telling.firm and facts.group.firm and not facts.missing and facts.shared and vague:
        return Evidence(
            score=0.6 + 0.2 * facts.likeness, rule="named in passing, same day", reason=name_reason(telling, "and day")
        )
    return None


def _again(facts: Facts) -> Evidence | None:
    """Told again in the article, by somebody named before, a word that points back, or the same word close by."""
    telling = facts.telling
    if facts.gap is None or facts.missing or (telling.towns and not telling.wide and not facts.day):
        return None
    if not telling.who or telling.local:
        if facts.gap > CLOSE and not (telling.anaphor and facts.trigger):
            return None
    elif not facts.same_kind and facts.shared < 2 and facts.gap > CLOSE:
        return None
    if not (telling.anaphor or facts.shared or facts.trigger):
        return None
    score = 0.6 + 0.15 * facts.trigger + 0.15 * facts.likeness + 0.1 * bool(facts.shared) - 0.01 * min(facts.gap, 10)
    late = facts.day and bool(facts.shared) and facts.trigger and telling.kind != DEMAND
    return Evidence(
        score=min(score, 0.95), rule="told again in the article", reason=name_reason(telling, "and article"), late=late
    )


def _wording(facts: Facts) -> Evidence | None:
    """One participant, the day, and like words; read-outs of one office all sound alike, so a call needs more."""
    if not facts.shared or not facts.day:
        return None
    enough = 0.45
    if facts.telling.symmetric:
        enough = 0.4
    elif facts.trigger or facts.related:
        enough = 0.3
    if facts.likeness < enough:
        return None
    return Evidence(
        score=0.5 + 0.4 * facts.likeness,
        rule="one participant, same day, same words",
        reason=name_reason(facts.telling, "and words"),
    )


def _story(facts: Facts) -> Evidence | None:
    """The same participants in the same story, where a day is left open."""
    telling, group = facts.telling, facts.group
    day_open = telling.days is None or group.days is None or not (telling.firm and group.firm)
    if facts.shared >= 2 and facts.exact and facts.related and facts.trigger and facts.same_kind and day_open:
        return Evidence(score=0.6, rule="same participants, same story", reason=name_reason(telling, "and story"))
    return None


Rule = Callable[[Facts], Evidence | None]

STEPS: tuple[tuple[tuple[Veto, ...], tuple[Rule, ...]], ...] = (
    (KIND, (_singular, meet_on_visit, travel_once)),
    (WHO_AND_WHERE, (_round, _fall, _town_before, _demand)),
    (
        WHEN,
        (
            _town,
            _pair,
            _passing,
            _again,
            tell_in_one_breath,
            name_other_side,
            leave_side_open,
            tell_unnamed,
            _wording,
            tell_package,
            _story,
        ),
    ),
)
"""Vetoes, then the rules that later vetoes may not overrule; the first rule that returns evidence decides."""
