"""Names inside the name of something else: a maker in its product's, a town in a body's or a duke's, a state in a party's.

Enters: text, names found so far. Leaves: the longer names, and the found ones without those that name no actor there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from generator.annotation.found import Found
from generator.annotation.given import is_title
from generator.annotation.preparation import is_common
from generator.annotation.tables import institution_words
from generator.name_forms import is_model, model_number
from generator.states import place_forms

BEFORE_MODEL = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|new|first|last|final|old|its|their|two|three|four|five|six|ten|twenty)|\d) $"
)
AFTER_MODEL = re.compile(
    r"[\w-]* (?:[A-Z][a-z]+|[‘“\"`]|(?:jet|plane|aircraft|airliner|car|engine|phone|truck|tank)\w*\b)"
)

PARTY = re.compile(
    r"\b(?:party|bloc|movement|alliance|coalition|faction),? ([A-Z][a-z]+(?: [A-Z][a-z]+){1,3})\b(?=[,.;:)]|[’']s| [a-z])"
)
NOBLE = re.compile(r"\b([A-Z][a-z]+) of [A-Z][a-z]+(?: [A-Z][a-z]+)?\b")


def drop_products(names: list[Found], text: str, sport: str) -> list[Found]:
    """Leave out the makers in names of products: a "Falkner 320" is an aircraft, not the company that builds it.

    A bare number is a model's only where one of its kind stands like a thing in the article ("the Falkner 320 jet"); in
    an article on a team sport it is a score.
    """
    makers = [one for one in names if one.kind == "organization" and one.form == "name"]
    numbers = {} if sport else {one.start: number for one in makers if (number := model_number(text, one.end))}
    models = {numbers[one.start] for one in makers if one.start in numbers and _is_thing(text, one)}
    products = {one.start for one in makers if is_model(text, one.end) or numbers.get(one.start) in models}
    return [one for one in names if one.start not in products]


def _is_thing(text: str, one: Found) -> bool:
    before = BEFORE_MODEL.search(text, max(0, one.start - 12), one.start)
    return before is not None or AFTER_MODEL.match(text, one.end + 4) is not None


def find_titled(text: str) -> Iterator[Found]:
    """Yield parties named by a nationality ("the ruling party, Norland Dream") and people by a title ("Duke of Elden")."""
    for match in PARTY.finditer(text):
        place = place_forms().get(match[1].split()[0])
        if place and place.form == "demonym" and not is_title(match[1].split()[1]):
            yield Found(match.start(1), match.end(1), "organization", "name", source="institution")
    for match in NOBLE.finditer(text):
        if match[1] in institution_words("noble_titles"):
            gender: Literal["female", "male"] = "female" if match[1].endswith("ess") else "male"
            yield Found(match.start(), match.end(), "person", "name", gender=gender, source="institution")


SUBJECT = re.compile(r" (?:for|on|against) (?:the )?([A-Z][a-z]+)(?:,? (?:(?:and|of|the|&) ){0,2}[A-Z][\w’'-]*){0,6}")
SECOND_HALF = re.compile(r" ?[-–] ?[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def _with_subject(one: Found, text: str) -> Found:
    """Return a body with what it is for: "Institute for the Study of Harbours", "Council on Norse-Baltic Relations"."""
    if one.kind != "organization" or one.source != "pipeline" or one.known:
        return one
    words = text[one.start : one.end].split()
    if len(words) > 2 and words[-2] in ("on", "for") and words[-1] in place_forms():
        half = SECOND_HALF.match(text, one.end)
        if half is None or place_forms()[words[-1]].form != "demonym":
            return one
        return replace(one, end=half.start() + _to_body(half[0]))
    match = SUBJECT.match(text, one.end)
    if words[-1] not in institution_words("with_subject") or match is None or not is_common(match[1].lower()):
        return one
    return replace(one, end=match.end())


def _to_body(words: str) -> int:
    """Return how much of the second half is the body's: up to "Relations", before the person named behind it."""
    for match in re.finditer(r"[A-Z][a-z]+", words):
        if match.end() == len(words) or is_common(match[0].lower()):
            return match.end()
    return len(words)


def grow_names(names: list[Found], text: str) -> Iterator[Found]:
    """Yield the names; an institution takes the place after "of" ("Centre for Marine Research of Port Elden")."""
    skipped = False
    for number, one in enumerate(names):
        if skipped:
            skipped = False
            continue
        after = names[number + 1] if number + 1 < len(names) else None
        one = _with_subject(one, text)
        if after and _is_seat(one, after, text):
            skipped = True
            one = replace(one, end=after.end)
        yield one


def _is_seat(one: Found, after: Found, text: str) -> bool:
    """Tell whether a place after "of" belongs to the institution's name before it."""
    if one.kind != "organization" or one.source != "pipeline" or one.known or after.kind != "place":
        return False
    words = text[one.start : one.end].split()
    if len(words) < 2 or not institution_words("institution_heads").intersection(words):
        return False
    return after.form == "name" and text[one.end : after.start] in (" of ", " of the ")
