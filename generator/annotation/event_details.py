"""Day and numbers of an event, each from the words nearest its trigger."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.annotation.outcomes import read_outcome
from generator.annotation.trees import clause_of, conjuncts
from generator.data import load_data
from generator.model import Quantity, Span

if TYPE_CHECKING:
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Article, DateBasis, TimeExpression

ANCHORING = frozenset({"after", "following", "before", "since", "ahead", "until", "despite"})
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SMALL = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
HEDGES = frozenset({"nearly", "about", "some", "around", "almost", "over", "roughly", "approximately"})
CURRENCY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees"}


def find_time(
    tree: Tree, trigger: Trigger, times: Sequence[TimeExpression], bounds: tuple[int, int]
) -> tuple[TimeExpression | None, DateBasis | None]:
    """Return the time expression of an event and where it stands: the trigger's clause, else its sentence."""
    inside = [time for time in _within(times, *bounds) if not _is_epithet(tree, time, trigger)]
    if not inside:
        return None, None
    token = trigger.token
    clause = clause_of(tree, token)
    if _is_anchor(tree, trigger):
        inside = [time for time in inside if _hangs_on(tree, bisect_right(tree.start, time.span.start) - 1, token)]
    near: list[tuple[int, int, TimeExpression]] = []
    for time in inside:
        at = bisect_right(tree.start, time.span.start) - 1
        top = _governor(tree, at, time)
        if top == token or (tree.head[top] == token and not tree.is_verb(top)):
            near.append((0, abs(at - token), time))
        elif clause_of(tree, top) == clause and not _belongs_to_noun(tree, at, top, trigger):
            near.append((1, abs(at - token), time))
    if near:
        return min(near, key=lambda entry: (_is_clock(entry[2]), *entry[:2]))[2], "clause"
    outer = [time for time in inside if _reaches(tree, bisect_right(tree.start, time.span.start) - 1, clause)]
    return (outer[0], "sentence") if outer else (None, None)


def _is_clock(time: TimeExpression) -> bool:
    """Tell whether a time is an hour, whose day other words of the clause tell better: "a week ago, at 4 am"."""
    return time.kind == "time" and time.span.text[0].isdigit()


def is_told_as_earlier(tree: Tree, token: int) -> bool:
    """Tell whether a verb in the past perfect puts its event before the report's story: "had met", at no known day."""
    return any(tree.dep[kid] == "aux" and tree.lower[kid] in ("had", "'d", "’d") for kid in tree.children[token])


def _is_epithet(tree: Tree, time: TimeExpression, trigger: Trigger) -> bool:
    """Tell whether a time only names another thing: the Monday briefing, the post-2014 capital."""
    at = bisect_right(tree.start, time.span.start) - 1
    if at and tree.lower[at - 1] == "-" and tree.end(at - 1) == tree.start[at]:
        return True
    while tree.head[at] != at and time.span.start <= tree.start[tree.head[at]] < time.span.end:
        at = tree.head[at]  # "last" in "last month" hangs on the month alone
    return tree.dep[at] in ("compound", "nmod", "amod") and tree.head[at] not in (trigger.token, trigger.noun)


def _belongs_to_noun(tree: Tree, time: int, top: int, trigger: Trigger) -> bool:
    """Tell whether a time dates another thing of the clause: "in response to their actions yesterday"."""
    if tree.is_verb(top) or top == trigger.noun or tree.pos[top] not in ("NOUN", "PROPN"):
        return False
    while tree.head[time] != top and tree.head[time] != time:
        time = tree.head[time]
    return tree.dep[time] in ("npadvmod", "advmod", "poss", "compound", "nmod")


def _is_anchor(tree: Tree, trigger: Trigger) -> bool:
    """Tell whether an event only says when another was: "met on Tuesday after a call", whose day is not Tuesday."""
    above = tree.head[trigger.token]
    return not trigger.verbal and tree.dep[trigger.token] in ("pobj", "dobj") and tree.lower[above] in ANCHORING


def _hangs_on(tree: Tree, token: int, top: int) -> bool:
    for _ in range(20):
        if token == top:
            return True
        if tree.head[token] == token:
            return False
        token = tree.head[token]
    return False


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


def _reaches(tree: Tree, time: int, clause: int) -> bool:
    """Tell whether a time stands in a clause above the event's: "said on Monday that ..." gives the latest day."""
    top = clause_of(tree, time)
    for _ in range(12):
        if clause == top:
            return True
        if tree.head[clause] == clause:
            return False
        clause = tree.head[clause]
    return False


def find_quantities(tree: Tree, trigger: Trigger, article: Article) -> tuple[Quantity, ...]:
    """Return the numbers that count what an event is about: its objects, subjects and prepositional objects."""
    arguments = trigger.arguments
    nouns = [*arguments.objects, *arguments.subjects, trigger.token, *(n for _, n in arguments.prepositions)]
    nouns += [noun for _, noun in arguments.inner]
    found: dict[int, Quantity] = {}
    for noun in dict.fromkeys(one for head in nouns for one in conjuncts(tree, head)):
        for quantity in _count(tree, noun, article):
            found.setdefault(quantity.span.start, quantity)
    return tuple(found[start] for start in sorted(found))


def _count(tree: Tree, noun: int, article: Article) -> list[Quantity]:
    numbers = [kid for kid in tree.kids(noun, "nummod") if tree.tag[kid] == "CD"]
    if tree.tag[noun] == "CD" and tree.dep[noun] in ("dobj", "nsubj", "nsubjpass", "pobj"):
        numbers.append(noun)
    quantities = []
    for number in numbers:
        value = read_number(tree, number)
        if value is None or (1900 <= value <= 2100 and "," not in tree.text[number]):
            continue
        inside = sorted(one for one in tree.subtree(number) if one <= number or tree.tag[one] == "CD")
        inside = [one for one in inside if tree.dep[one] not in ("prep", "relcl", "acl") and number - one < 6]
        first, last = min(inside), max(inside)
        money = next((CURRENCY[tree.text[one]] for one in inside if tree.text[one] in CURRENCY), None)
        start, end = tree.start[first], tree.end(last)
        if "\n" in article.text[start:end]:
            continue
        unit = money or (_unit(tree, noun) if noun != number else "people")
        if unit.lower() in load_data("event_words")["hours"]:
            continue  # "5 am", "23 February" tell when, not how much
        span = Span(article=article.id, start=start, end=end, text=article.text[start:end])
        quantities.append(Quantity(span=span, value=value, unit=unit, outcome=read_outcome(tree, noun)))
    return quantities


def _unit(tree: Tree, noun: int) -> str:
    """Return what a number counts; "two other children" counts other children than those told before."""
    unit = tree.lower[noun] if tree.tag[noun] != "NNP" else tree.text[noun]
    more = any(tree.lower[kid] in ("other", "more", "further", "additional") for kid in tree.kids(noun, "amod"))
    return f"other {unit}" if more else unit


def read_number(tree: Tree, token: int) -> float | None:
    """Return the value of a number as printed: 200, 2.5 million, twenty; None for what is none."""
    word = tree.lower[token]
    match = NUMBER.search(word)
    value = float(match[0].replace(",", "")) if match else SMALL.get(word)
    scale = SCALES.get(word)
    parts = [kid for kid in tree.children[token] if tree.tag[kid] == "CD" and kid < token]
    if scale:
        inner = [read_number(tree, kid) for kid in parts]
        base = next((number for number in inner if number is not None), 1.0)
        return base * scale
    return value
