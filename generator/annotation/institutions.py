"""Bodies that many states have, with the state they belong to: "Russian Foreign Ministry", "Supreme Court of India".

The bare name means one body only together with a state: the one printed with it, else the one that the same article printed
with it before, else the state that the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.annotation.found import Found
from generator.annotation.tables import known_forms
from generator.data import load_data
from generator.phrases import find_phrases, index_phrases
from generator.states import place_forms

STATE_BEFORE = re.compile(r"((?:[A-Z][\w.’'-]* ){0,3}[A-Z][\w.]*?)(?:['’]s)? (?:new |own )?$")
STATE_AFTER = re.compile(r"\s+(?:of|for|in)\s+(?:the\s+)?([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})")
MINISTRY = re.compile(
    r"(?:(?:[A-Z][\w-]+,?\s(?:and\s|&\s)?){1,3}(?:Ministry)\b"
    r"|\bMinistry (?:of|for) (?:the )?[A-Z]\w+(?:(?: and | of |, | & | )[A-Z]\w+){0,3})"
)


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """Map printed forms of bodies to their name and the state that needs no printing ("" if there is none)."""
    data = load_data("institutions")
    forms = {name: (name, "") for name in data["general"]}
    for field in data["american_departments"]:
        name = f"{field} Department"
        forms.setdefault(name, (name, "United States"))
        forms.setdefault(f"Department of {field}", (name, "United States"))
        forms.setdefault(f"Department of the {field}", (name, "United States"))
    for state, bodies in data["own"].items():
        for name, others in bodies.items():
            for form in (name, *others):
                forms[form] = (name, state if form != name or name not in data["general"] else "")
    return forms


@cache
def _index() -> object:
    return index_phrases(_bodies())


def find_institutions(text: str, country: str) -> Iterator[Found]:
    """Yield the bodies of states with their qualifier; `country` is the state that the article is about, or ""."""
    named: dict[str, str] = {}
    for start, end, form in _bodies_in(text):
        name, own = _bodies().get(form) or (ministry_name(form), "")
        begin, state = _state_before(text, start)
        if not state:
            end, state = _state_after(text, end)
        if text[begin:end] in known_forms():
            continue
        if not state and _continues(text, start, end, form):
            continue
        qualifier = state or named.get(name) or own or _whose(name, country)
        if state:
            named[name] = state
        yield Found(begin, end, "organization", "name", known=name, qualifier=qualifier, source="institution")


def _whose(name: str, country: str) -> str:
    """Return the state whose body a bare name means in an article about `country`: a Home Office is Britain's."""
    having = load_data("institutions")["have"].get(name)
    if not having or country in having:
        return country
    return str(having[0]) if country or len(having) == 1 else ""


def _bodies_in(text: str) -> Iterator[tuple[int, int, str]]:
    found = [(match.start(), match.end(), match[0]) for match in MINISTRY.finditer(text)]
    taken = {cell for start, end, _ in found for cell in range(start, end)}
    for start, end, form in found:
        words = form.split()
        while len(words) > 2 and (words[0] in ("The", "A", "But", "And") or words[0].rstrip("'s’") in place_forms()):
            start += form.index(words[1])
            form = form[form.index(words[1]) :]
            words = words[1:]
        if words[0] not in ("The", "A", "But") and words[0] not in place_forms():
            yield start, end, form
    for start, end, form in find_phrases(text, _index()):  # type: ignore[arg-type]
        if start not in taken:
            yield start, end, form


def ministry_name(name: str) -> str:
    """Return one name for a ministry: "Ministry of Foreign Affairs" is the Foreign Ministry."""
    match = re.fullmatch(r"Ministry (?:of|for) (?:the )?(.+)", name)
    field = match[1] if match else name.removesuffix(" Ministry")
    field = field.replace("Defence", "Defense").replace("Labour", "Labor").replace("Foreign Affairs", "Foreign")
    field = {"Internal Affairs": "Interior", "the Interior": "Interior", "Information": "Information"}.get(field, field)
    return f"{field} Ministry"


def _state_before(text: str, start: int) -> tuple[int, str]:
    """Return where the name begins and whose it is, if a state stands right before it."""
    match = STATE_BEFORE.search(text[max(0, start - 60) : start])
    if match is None:
        return start, ""
    words = match[1].split(" ")
    for index in range(len(words)):
        form = " ".join(words[index:])
        place = place_forms().get(form)
        if place is not None:
            return start - len(match[0]) + match[0].index(match[1]) + len(match[1]) - len(form), place.name
    return start, ""


def _state_after(text: str, end: int) -> tuple[int, str]:
    match = STATE_AFTER.match(text, end)
    if match is None:
        return end, ""
    words = match[1].split(" ")
    for size in range(len(words), 0, -1):
        form = " ".join(words[:size])
        place = place_forms().get(form)
        if place is not None and place.form == "name" and match[0].lstrip().startswith("of"):
            return match.start(1) + len(form), place.name
    return end, ""


def _continues(text: str, start: int, end: int, form: str) -> bool:
    """Tell whether the bare form is part of another name, or a common word: "Navy Pier", "House Speaker", "Labour Day"."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 40]
    single = " " not in form
    if re.match(r"\s(?:Agency|Service|Association|Union|Society|Academy|Museum|Committee)\b", after):
        return True
    if re.match(r"['’]?s?\s+[A-Z][a-z]", after) and single and not re.match(r"['’]s\s", after):
        return True
    if single and re.match(r"-", after):
        return True
    return (
        bool(re.search(r"[A-Z][\w.]*\s$", text[max(0, start - 25) : start]))
        and single
        and before[-1:] == " "
        and (
            not re.search(
                r"(?:^|[.!?\n\"“]\s?)(?:The|But|And|A|In|On|At|For|If|When|While|As)\s$",
                text[max(0, start - 25) : start],
            )
        )
    )
