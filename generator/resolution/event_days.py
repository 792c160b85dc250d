"""Whether an event happened, and on which day, as its reports have it together.

Enters: the reports of one event. Leaves: its modality, and the report whose date the page shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.model import EventMention, Modality
from generator.resolution.event_keys import LEAD, read_days

MOODS: tuple[Modality, ...] = ("happened", "planned", "denied", "threatened", "demanded", "possible", "historical")
"""The modality of a page is the first of these that a report tells."""


def choose_modality(reports: Sequence[EventMention]) -> Modality:
    """Return the first of `MOODS` that a report tells; a noun in a headline says least about it."""
    telling = [report for report in reports if report.sentence or report.rule != "noun"] or reports
    firm = telling
    if any(report.modality == "planned" for report in telling):  # "before the meeting" is no news that they met
        firm = [one for one in telling if one.modality != "happened" or _tells_for_itself(one)]
        firm = [one for one in firm if not _lies_ahead(one, firm)]
    mood = next(mood for mood in MOODS if any(report.modality == mood for report in firm))
    return "happened" if mood == "planned" and _has_come(reports, telling) else mood


def _tells_for_itself(report: EventMention) -> bool:
    """Tell whether a report of what others plan says that it happened: by a verb, or as a subject and between two."""
    if report.rule != "noun":
        return True
    if not report.central:
        return False
    parties = [one for one in report.participants if one.role == "party"]
    return not parties or len({one.entity for one in parties if one.entity}) > 1


def _lies_ahead(report: EventMention, reports: Sequence[EventMention]) -> bool:
    """Tell whether an undated noun means what its article plans for a later day: "Her visit will show", of one on Friday."""
    if report.rule != "noun" or report.modality != "happened" or report.date_basis != "article":
        return False
    plans = [one for one in reports if one.modality == "planned" and one.trigger.article == report.trigger.article]
    told, days = read_days(report.date), [read_days(plan.date) for plan in plans]
    return told is not None and any(day is not None and day.first > told.last for day in days)


def _has_come(reports: Sequence[EventMention], plans: Sequence[EventMention]) -> bool:
    """Tell whether the headline of another article, of the planned day, is on the event: "On Lee's meeting with Cole"."""
    own = {plan.trigger.article for plan in plans}
    days = [read_days(plan.date) for plan in plans if plan.modality == "planned"]
    return any(
        headline.modality == "happened"
        and headline.trigger.article not in own
        and sum(one.entity is not None for one in headline.participants) > 1
        and (told := read_days(headline.date)) is not None
        and all(day is not None and day.last <= told.first for day in days)
        for headline in reports
        if headline not in plans
    )


def choose_date(reports: Sequence[EventMention], modality: Modality) -> EventMention | None:
    """Return the report whose date the page shows: read beside the event before the article's, told most.

    A stretch of days ("a week ago") is narrowed to the day on which it was news.
    """
    dated = [(report, days) for report in reports if (days := read_days(report.date))]
    told = [pair for pair in dated if pair[0].modality == modality] or dated
    firm = [pair for pair in told if not _borrows_day(pair[0])]
    if not firm:
        first = min(told, key=lambda pair: pair[1].last, default=None)
        return first[0] if first else None  # it happened before it was first told
    votes = Counter(report.date for report, _ in firm)
    order = {id(report): place for place, (report, _) in enumerate(firm)}
    best, days = min(
        firm, key=lambda pair: (pair[1].length > 1, -votes[pair[0].date], pair[1].length, order[id(pair[0])])
    )
    if days.length > 1 and modality == "happened":
        news = [report for report, when in told if report.sentence <= LEAD and when.length == 1 and when.overlaps(days)]
        best = min(news, key=lambda report: report.date or "", default=best)
    return best


def _borrows_day(report: EventMention) -> bool:
    """Tell whether the day is the article's, or another event's in the sentence that mentions this one."""
    return report.date_basis == "article" or (report.date_basis == "sentence" and not report.central)
