"""The day of an event, from the time expressions around its trigger, or from none of them.

The trigger's clause comes first, then the clauses above it: "said on Monday that rebels attacked". What only says when
something else was ("since the invasion", "a week after she pleaded guilty") takes neither the day of the main clause nor
that of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.annotation.trees import clause_of
from generator.data import load_data

if TYPE_CHECKING:
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import DateBasis, EventMention, Modality, TimeExpression

STEPS = 12
"""How far up the tree a clause is followed; parses of broken text can be very deep."""

DAYS = {"D": 1, "W": 7, "M": 28, "Y": 365}
"""The fewest days of each unit of a TIMEX3 duration."""

_DISTANCE = re.compile(r"P(\d{1,3})([DWMY])")


def find_time(
    tree: Tree, trigger: Trigger, times: Sequence[TimeExpression], bounds: tuple[int, int], modality: Modality
) -> tuple[TimeExpression | None, DateBasis | None]:
    """Return the time expression of an event and where it stands: the trigger's clause, else its sentence.

    `times` are the article's in text order, `bounds` the sentence's first character and the one after its last.
    """
    inside = [(_token_of(tree, time), time) for time in _within(times, *bounds)]
    inside = [(at, time) for at, time in inside if not (_is_epithet(tree, at, trigger) or _is_unseen_since(tree, at))]
    if not inside:
        return None, None
    token = trigger.token
    clause = clause_of(tree, token)
    if not trigger.verbal and _anchor_of(tree, token) is not None:
        inside = [(at, time) for at, time in inside if _hangs_on(tree, at, token) or _follows(tree, at, token)]
        clause = token
    near: list[tuple[int, int, TimeExpression]] = []
    for at, time in inside:
        top = _governor(tree, at, time)
        if top == token or (tree.head[top] == token and not tree.is_verb(top)):
            near.append((0, abs(at - token), time))
        elif clause_of(tree, top) == clause and not _belongs_to_noun(tree, at, top, trigger):
            near.append((1, abs(at - token), time))
    if near:
        return min(near, key=lambda entry: (_is_clock(entry[2]), *entry[:2]))[2], "clause"
    outer = [time for at, time in inside if _reaches(tree, at, clause, told_apart=_told_apart(tree, token, modality))]
    return (outer[0], "sentence") if outer else (None, None)


def has_day_of_report(tree: Tree, token: int, *, dated: bool) -> bool:
    """Tell whether an event without a time of its own may have the day of the report.

    `token` is its trigger's; `dated` tells that its sentence prints the day of something else.
    """
    if is_told_as_earlier(tree, token):
        return False
    for anchor in _anchors(tree, token):
        word = tree.lower[anchor]
        if (word in _words("apart") and not _is_at_hand(tree, token)) or (
            word in _words("later") and _is_measured(tree, anchor)
        ):
            return False
        if word in _words("later") and dated and not _tells_effect(tree, anchor):
            return False
    return True


def is_told_as_earlier(tree: Tree, token: int) -> bool:
    """Tell whether a verb in the past perfect puts its event before the report's story: "had met", at no known day."""
    return any(tree.dep[kid] == "aux" and tree.lower[kid] in ("had", "'d", "’d") for kid in tree.children[token])


def lies_apart(tree: Tree, token: int) -> bool:
    """Tell whether an event is only what another is measured from: a week after she pleaded guilty."""
    return any(_is_measured(tree, anchor) for anchor in _anchors(tree, token))


def has_own(tree: Tree, token: int, when: TimeExpression) -> bool:
    """Tell whether a time hangs on an event noun itself: the summit on 5 October."""
    return not tree.is_verb(token) and _hangs_on(tree, _token_of(tree, when), token)


def is_after(edtf: str | None, published: str | None) -> bool:
    """Tell whether a day, month, year or interval in EDTF begins after a day; nothing is after an unknown day."""
    begin = (edtf or "").partition("/")[0].rstrip("~?")
    return bool(published) and begin[:4].isdigit() and begin > (published or "")[: len(begin)]


def turn_back(when: TimeExpression, published: str, *, own: bool) -> TimeExpression | None:
    """Return the time of what has happened: the weekday before, where the next one was read; None for what lies ahead.

    A noun with a day of its `own` ahead is left it: "the summit on 5 October" has not happened.
    """
    if not when.edtf or not is_after(when.edtf, published):
        return when
    day, weekdays = _read_day(when.edtf), load_data("times")["weekdays"].values()
    words = when.span.text.lower().split()
    if day is None or not any(words[0] == name.lower() for names in weekdays for name in names):
        return when if own else None
    earlier = (day - timedelta(days=7)).isoformat()
    return replace(when, edtf=earlier, value=earlier + (when.value or "")[10:]) if earlier <= published else None


def lend_days(tree: Tree, mentions: Sequence[EventMention], published: str | None) -> Iterator[EventMention]:
    """Yield the mentions; a noun without a day takes that of the plan which the rest of its article tells of it.

    "Ann Lee will visit Japan from May 9 to 11. Her visit will ..." tells of no visit before May; where the article tells
    that one happened, or on two days will, nothing is lent.
    """
    plans = [one for one in mentions if one.modality == "planned" and is_after(one.date, published)]
    for mention in mentions:
        ours = [one for one in plans if _tells_same(one, mention)]
        if (
            len({one.date for one in ours}) == 1
            and _is_bare(tree, mention)
            and all(one.modality != "happened" or _is_bare(tree, one) for one in mentions if _tells_same(one, mention))
        ):
            reason = "its article tells that it lies ahead"
            mention = replace(
                mention, modality="planned", when=ours[0].when, date=ours[0].date, date_basis="context", reason=reason
            )
        yield mention


def find_bound(
    tree: Tree, token: int, times: Sequence[TimeExpression], published: str
) -> tuple[TimeExpression, str] | None:
    """Return the distance at which an event lay before the news, and its day in EDTF, or the last that it can have had.

    What was told "on Tuesday, a day after they met" has their day; the trial that resumed "a week after she pleaded
    guilty" resumed on the day of the report or before it.
    """
    anchor = next((one for one in _anchors(tree, token) if _is_measured(tree, one)), None)
    if anchor is None or tree.lower[anchor] not in _words("later"):
        return None
    verb = clause_of(tree, tree.head[tree.head[anchor]] if tree.dep[anchor] == "mark" else tree.head[anchor])
    if any(tree.tag[kid] in ("MD", "TO") for kid in tree.kids(verb, "aux")):
        return None
    at = tree.start[anchor - 1]
    news = next((_read_day(one.edtf or "") for one in times if _dates(tree, one, verb)), None)
    for time in times:
        distance = _DISTANCE.fullmatch(time.value or "") if time.span.start <= at < time.span.end else None
        if distance and (day := news or _read_day(published)):
            last = day - timedelta(days=int(distance[1]) * DAYS[distance[2]])
            return time, last.isoformat() if news and distance[2] == "D" else f"../{last.isoformat()}"
    return None


def _dates(tree: Tree, time: TimeExpression, verb: int) -> bool:
    """Tell whether a time is a day that hangs on a verb."""
    if not _read_day(time.edtf or "") or tree.sentence[verb] != tree.sentence[_token_of(tree, time)]:
        return False
    return _governor(tree, _token_of(tree, time), time) == verb


def prints_other_day(times: Sequence[TimeExpression], bounds: tuple[int, int], published: str | None) -> bool:
    """Tell whether a sentence prints a day, month or year other than the day of the report."""
    return any(time.edtf != published for time in _within(times, *bounds))


def _words(name: str) -> frozenset[str]:
    return frozenset(load_data("times")["anchoring"][name])


def _is_bare(tree: Tree, mention: EventMention) -> bool:
    """Tell whether a noun was only taken to have happened: it has no day, and no verb in a past tense stands above it."""
    if mention.rule != "noun" or mention.modality != "happened" or mention.date_basis != "article":
        return False
    verb = clause_of(tree, bisect_right(tree.start, mention.trigger.start) - 1)
    return tree.tag[verb] not in ("VBD", "VBN") and not any(
        tree.lower[kid] in ("has", "have", "had", "was", "were") for kid in tree.kids(verb, "aux", "auxpass")
    )


def _tells_same(one: EventMention, other: EventMention) -> bool:
    """Tell whether two mentions of an article can tell one event: types that tell the same, and somebody in both."""
    kinds = load_data("event_types")
    near = one.type in kinds[other.type].get("families", ()) or other.type in kinds[one.type].get("families", ())
    who, others = ({part.entity for part in side.participants if part.entity} for side in (one, other))
    return (one.type == other.type or near) and (not who or not others or not who.isdisjoint(others))


def _token_of(tree: Tree, time: TimeExpression) -> int:
    """Return the token by which a time expression hangs on its sentence.

    "The talks on March 3, ways were found": what the parser hangs on a word behind a comma belongs to its preposition.
    """
    first = max(bisect_right(tree.start, time.span.start) - 1, 0)
    last = max(bisect_left(tree.start, time.span.end), first + 1)
    top = next((one for one in range(first, last) if not first <= tree.head[one] < last), first)
    comma = last < len(tree.text) and tree.text[last] == ","
    if comma and first and tree.head[top] > last and tree.dep[first - 1] == "prep":
        return first - 1
    return top


def _anchors(tree: Tree, token: int) -> Iterator[int]:
    """Yield the words above a token that make it say when something else was: since the invasion, after they met."""
    for _ in range(STEPS):
        if (anchor := _anchor_of(tree, token)) is not None:
            yield anchor
        if tree.head[token] == token:
            return
        token = tree.head[token]


def _anchor_of(tree: Tree, token: int) -> int | None:
    """Return the "since" or "after" by which a word or its clause hangs on another, None if it does not."""
    known = _words("apart") | _words("later") | _words("other")
    above = tree.head[token]
    if tree.dep[token] in ("pobj", "dobj", "pcomp"):
        above = tree.head[above] if tree.lower[above] == "of" else above
        return above if tree.lower[above] in known else None
    if tree.dep[token] != "advcl":
        return None
    marks = (kid for kid in tree.children[token] if kid < token and tree.dep[kid] in ("mark", "advmod", "prep"))
    return next((kid for kid in marks if tree.lower[kid] in known), None)


def _is_at_hand(tree: Tree, token: int) -> bool:
    """Tell whether an event is the occasion of the report: ahead of this meeting, or a headline "Remarks before talks"."""
    if any(tree.lower[kid] in ("this", "these") for kid in tree.kids(token, "det")):
        return True
    return not tree.is_verb(clause_of(tree, token))


def _is_measured(tree: Tree, anchor: int) -> bool:
    """Tell whether a distance stands before "after": a week after, days after; hours are within the day."""
    units = load_data("times")["units"]
    word = tree.lower[anchor - 1] if anchor else ""
    unit = word if word in units else word.removesuffix("s")
    return unit in units and not units[unit].get("clock")


def _tells_effect(tree: Tree, anchor: int) -> bool:
    """Tell whether what stands after "after" brought about, at once, what is told: died after a bomb went off."""
    if tree.lower[anchor] not in _words("later") or _is_measured(tree, anchor):
        return False
    above = tree.head[anchor]
    verb = clause_of(tree, tree.head[above] if tree.dep[anchor] == "mark" else above)
    return tree.lemma[verb] in _words("effects")


def _told_apart(tree: Tree, token: int, modality: Modality) -> bool:
    """Tell whether the day of what somebody said is not the event's: said on Monday that they had met, would meet."""
    return modality in ("planned", "demanded", "threatened", "possible") or is_told_as_earlier(tree, token)


def _is_clock(time: TimeExpression) -> bool:
    """Tell whether a time is an hour, whose day other words of the clause tell better: "a week ago, at 4 am"."""
    return time.kind == "time" and time.span.text[0].isdigit()


def _is_epithet(tree: Tree, at: int, trigger: Trigger) -> bool:
    """Tell whether a time only names another thing: the Monday briefing, the post-2014 capital."""
    if at and tree.lower[at - 1] == "-" and tree.end(at - 1) == tree.start[at]:
        return True
    return tree.dep[at] in ("compound", "nmod", "amod") and tree.head[at] not in (trigger.token, trigger.noun)


def _is_unseen_since(tree: Tree, time: int) -> bool:
    """Tell whether a time says since when there was nothing of the kind: the first time since May, no strikes since."""
    above = tree.head[time]
    return tree.lower[above] == "since" and (not tree.is_verb(tree.head[above]) or tree.lower[above - 1] == "time")


def _belongs_to_noun(tree: Tree, time: int, top: int, trigger: Trigger) -> bool:
    """Tell whether a time dates another thing of the clause: "in response to their actions yesterday"."""
    if tree.is_verb(top) or top == trigger.noun or tree.pos[top] not in ("NOUN", "PROPN"):
        return False
    while tree.head[time] != top and tree.head[time] != time:
        time = tree.head[time]
    return tree.dep[time] in ("npadvmod", "advmod", "poss", "compound", "nmod")


def _hangs_on(tree: Tree, token: int, top: int) -> bool:
    for _ in range(20):
        if token == top:
            return True
        if tree.head[token] == token:
            return False
        token = tree.head[token]
    return False


def _follows(tree: Tree, time: int, noun: int) -> bool:
    """Tell whether only words of place stand between a noun and a time: after their talks in Geneva on Monday."""
    return noun < time and all(tree.pos[one] in ("ADP", "PROPN", "DET", "NOUN", "ADJ") for one in range(noun + 1, time))


def _within(times: Sequence[TimeExpression], start: int, end: int) -> list[TimeExpression]:
    first = bisect_left(times, start, key=lambda time: time.span.start)
    last = bisect_left(times, end, key=lambda time: time.span.start)
    return [time for time in times[first:last] if time.edtf and time.kind in ("date", "time")]


def _governor(tree: Tree, token: int, time: TimeExpression) -> int:
    """Return the token outside a time expression that it hangs on, prepositions passed over."""
    for _ in range(12):
        above = tree.head[token]
        if above == token:
            return token
        inside = time.span.start <= tree.start[above] < time.span.end
        token = above
        if not inside and tree.pos[token] not in ("ADP", "SCONJ", "ADV"):
            return token
    return token


def _reaches(tree: Tree, time: int, clause: int, *, told_apart: bool) -> bool:
    """Tell whether a time stands in a clause above the event's: "said on Monday that ..." gives the latest day."""
    top = clause_of(tree, time)
    for _ in range(STEPS):
        if clause == top:
            return True
        if tree.head[clause] == clause or (told_apart and tree.dep[clause] == "ccomp"):
            return False
        anchor = _anchor_of(tree, clause)
        if anchor is not None and not _tells_effect(tree, anchor):
            return False  # "the court met on Monday after she had pleaded guilty"
        clause = tree.head[clause]
    return False


def _read_day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None
