"""Descriptions of office that stand for a person: "the U.S. president", "Ukraine's prime minister".

Found by pattern: a state or body, then an office that one person holds, and no name after it. If the article names one
holder, the description is that person's; else it becomes an entity of its own, whose holder `resolution` looks for at the
article's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.annotation.tables import known_forms
from generator.data import load_data
from generator.model import Article, Entity, Mention, Role, Span
from generator.offices import NOT_NOW, leads, office_of


@dataclass(frozen=True, slots=True)
class Description:
    """A description in the text; `owner` is the state or body, "" if none is printed, `after` tells that it follows."""

    start: int
    end: int
    owner: str
    office: str
    after: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    data = load_data("offices")
    forms = [form for forms in data["offices"].values() for form in forms] + list(data["leader"])
    heads = "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))
    owner = r"(?P<owner>(?:[A-Z][\w.’'-]*?)(?:\s[A-Z][\w.-]*?){0,3}?)"
    return re.compile(
        rf"(?:\b[Tt]he\s+{owner}(?:['’]s?)?\s+|(?<![\w.])(?P<bare>(?:[A-Z][\w.-]*)(?:\s[A-Z][\w.-]*){{0,3}})['’]s?\s+|\b(?P<the>[Tt]he)\s+)"
        rf"(?P<head>(?i:{heads}))\b(?!-)"
    )


def find_descriptions(text: str) -> Iterator[Description]:
    """Yield the descriptions of office that are not followed by the holder's name."""
    yield from _find_offices_of(text)
    for match in _pattern().finditer(text):
        owner = (match["owner"] or match["bare"] or "").removeprefix("The ")
        known = known_forms().get(owner)
        office = office_of(match["head"])
        if office is None or (owner and (known is None or (known.kind == "place" and known.form == "name"))):
            continue
        after = text[match.end() : match.end() + 30]
        if re.match(r"\s+(?:[A-Z][\w’'-]+|of\s|for\s|candidate|elect\b|and\s[a-z]+\s[A-Z])|-", after) and not re.match(
            r"\s+[A-Z]{2,}\b", after
        ):
            continue
        yield Description(match.start(), match.end(), known.name if known else "", office)


@cache
def _of_pattern() -> re.Pattern[str]:
    forms = sorted(
        {form for forms in load_data("offices")["offices"].values() for form in forms}, key=len, reverse=True
    )
    heads = "|".join(re.escape(form) for form in forms)
    realm = r"(?:(?:[A-Z][a-z]+\s)?(?:State|Republic|Kingdom|Federation|Emirate|Sultanate)\s+of\s+(?:the\s+)?)?"
    owner = r"(?P<owner>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})"
    return re.compile(rf"\b(?:[Tt]he\s+)?(?<![\w-])(?P<head>(?i:{heads}))\s+of\s+(?:the\s+)?{realm}{owner}")


def _find_offices_of(text: str) -> Iterator[Description]:
    """Yield offices whose state stands after them, and no name after it: "the President of the Republic of Chile"."""
    for match in _of_pattern().finditer(text):
        words = match["owner"].split(" ")
        sizes = range(len(words), 0, -1)
        known, size = next(((one, n) for n in sizes if (one := known_forms().get(" ".join(words[:n])))), (None, 0))
        office = office_of(match["head"])
        before = text[max(0, match.start() - 16) : match.start()]
        if known is None or known.form != "name" or known.kind != "state" or office is None or size < len(words):
            continue
        if NOT_NOW.search(before) or re.search(r"[A-Z]\w*\s$|[Vv]ice[ -]$|[Dd]eputy $|[Aa]ssistant $", before):
            continue
        if (named := re.search(r"([A-Z][\w-]*),\s$", before)) and named[1] not in known_forms():
            continue  # "Ann Lee, the president of Chile"
        if re.match(r"['’]s\s|,\s+(?:[A-Z]|[a-z]+\s[A-Z])|\s+\(?[A-Z]|-", text[match.end() : match.end() + 24]):
            continue
        yield Description(match.start(), match.end(), known.name, office, after=True)


def resolve_descriptions(
    text: str, article: Article, entities: Sequence[Entity], mentions: Sequence[Mention], country: str
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return entities and mentions with the descriptions added that mean one person.

    `country` is the state that the article is about: its president may be called "the president".
    """
    people = {entity.id: entity for entity in entities if entity.kind == "person"}
    new_entities = list(entities)
    new_mentions = list(mentions)
    fresh: dict[tuple[str, str], str] = {}
    taken = [(m.span.start, m.span.end, m.form) for m in mentions]
    titles = [(role.span.start, role.span.end) for entity in entities for role in entity.roles]
    for found in find_descriptions(text):
        if any(
            start < found.end and end > found.start and form == "name" and text[start:end].islower()
            for start, end, form in taken
        ) or (found.after and any(start < found.end and end > found.start for start, end in titles)):
            continue
        holder, reason = _holder_in(found, list(people.values()), country)
        begin = found.start
        span = Span(article=article.id, start=begin, end=found.end, text=article.text[begin : found.end])
        if holder is None:
            if not found.owner:
                continue
            key = (found.owner, found.office)
            if key not in fresh:
                fresh[key] = f"{article.id}#e{len(new_entities) + 1}"
                new_entities.append(
                    Entity(
                        id=fresh[key],
                        kind="person",
                        name=re.sub(r"^[Tt]he\s+", "", span.text),
                        roles=(Role(span=_office_span(span), state=found.owner),),
                        qualifier=found.owner,
                    )
                )
            holder, reason = fresh[key], ""
        new_mentions.append(Mention(span=span, kind="person", form="nominal", entity=holder, reason=reason))
    new_mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return tuple(new_entities), tuple(new_mentions)


def _office_span(span: Span) -> Span:
    cut = len(span.text) - len(re.sub(r"^[Tt]he\s+", "", span.text))
    return replace(span, start=span.start + cut, text=span.text[cut:])


def _holder_in(found: Description, people: Sequence[Entity], country: str) -> tuple[str | None, str]:
    """Return the one person whose printed role is this office, and why."""
    exact: dict[str, str] = {}
    for person in people:
        for role in person.roles:
            office = office_of(role.span.text)
            if office is None or not _fits(found.office, office):
                continue
            owner = role.state or _body_in(role.span.text)
            if (found.owner and owner == found.owner) or (
                not found.owner
                and owner in (None, country)
                and office == found.office
                and found.office in ("president", "prime minister", "chancellor", "pope", "king")
            ):
                exact[person.id] = role.span.text
    if len(exact) != 1:
        return None, ""
    ((holder, words),) = exact.items()
    name = next(person.name for person in people if person.id == holder)
    return holder, f"the article calls {name} “{words}”"


def _fits(wanted: str, office: str) -> bool:
    return wanted == office or (wanted == "leader" and leads(office)) or (office == "leader" and leads(wanted))


def _body_in(role: str) -> str | None:
    """Return the body that a role names: "NATO Secretary-General"."""
    for word in re.findall(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)*", role):
        for form in (word, word.split()[0]):
            known = known_forms().get(form)
            if known is not None:
                return known.name
    return None
