"""Numbers of an event, from the words nearest its trigger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotation.outcomes import read_outcome
from generator.annotation.trees import conjuncts
from generator.data import load_data
from generator.model import Quantity, Span

if TYPE_CHECKING:
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Article

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
