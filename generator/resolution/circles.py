"""Whom a person speaks for: the states and bodies of the offices printed with his name.

"British Foreign Secretary David Lammy" is compatible with the United Kingdom: one report names the minister, another his
government. Enters: actors and articles. Leaves: for each person the ids of such states and bodies. Read from printed
roles, and from a state or body that stands right beside the name: "President of Norland Ann Lee", "President Lee of
Norland", "Lee, the president of Norland".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.data import load_data
from generator.model import Article
from generator.resolution.event_words import read_words

if TYPE_CHECKING:
    from generator.resolution.actors import ActorResolution

OF = re.compile(
    r"\bof\s+(?:the\s+)?(?:(?:State|Republic|Kingdom|Federal Republic|People['’]s Republic)\s+of\s+)?(?:the\s+)?$"
)
"""What stands before a state whose officer is named right after it: "President of the Republic of"."""

RULED = re.compile(r"\s+of\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
"""What stands between a name and its state: "President Lee of Norland"."""

LOOSE = 0.34
"""A state beside the name less than a third as often as the most frequent one is chance."""

CITY_OF = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,3}(?:city|town|village|port|capital|region|province|suburb)\s+(?:of\s+)?$"
)
LIES_IN = re.compile(r",\s+(?:in\s+)?(?:\w+\s+)?$|\s+in\s+(?:\w+\s+){0,2}$")
"""What stands between a state and its town: "the Norlandic city of Westport", "Westport, Norland"."""

LONGEST = 60
"""Characters between a name and the state of its office."""


def circles_of(actors: ActorResolution, articles: Sequence[Article] = ()) -> dict[str, frozenset[str]]:
    """Return for each person and institution the states and bodies it speaks for; those without any are left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bodies = _bodies_by_name(actors)
    for actor in actors.actors:
        if actor.kind == "person":
            for role in actor.roles:
                counts[actor.id].update(dict.fromkeys(_bodies_in(role.text, bodies), len(role.spans)))
    kinds = {actor.id: actor.kind for actor in actors.actors}
    states = {actor.name: actor.id for actor in actors.actors if actor.kind == "state"}
    for actor in actors.actors:
        qualifier = actor.name.rpartition(" of ")[2].removeprefix("the ")
        if actor.kind == "organization" and qualifier != actor.name and qualifier in states:
            counts[actor.id][states[qualifier]] += 1
    for article in articles:
        for person, body in _beside(article, actors, kinds):
            counts[person][body] += 1
    return {
        person: frozenset(body for body, count in found.items() if count >= LOOSE * max(found.values()))
        for person, found in sorted(counts.items())
        if found
    }


def homes_of(actors: ActorResolution, articles: Sequence[Article]) -> dict[str, str]:
    """Return for each town the state that is most often printed beside it; towns without any are left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    kinds = {actor.id: actor.kind for actor in actors.actors}
    for article in articles:
        for left, right in pairwise(actors.mentions.get(article.id, ())):
            one, other = actors.actor_of.get(left.entity, ""), actors.actor_of.get(right.entity, "")
            if not 0 < right.span.start - left.span.end <= LONGEST:
                continue
            gap = article.text[left.span.end : right.span.start]
            if kinds.get(one) == "state" and kinds.get(other) == "place" and CITY_OF.match(gap):
                counts[other][one] += 1
            elif kinds.get(one) == "place" and kinds.get(other) == "state" and LIES_IN.match(gap):
                counts[one][other] += 1
    return {town: found.most_common(1)[0][0] for town, found in sorted(counts.items())}


def _bodies_by_name(actors: ActorResolution) -> dict[str, str]:
    bodies: dict[str, str] = {}
    for actor in actors.actors:
        if actor.kind in ("state", "organization"):
            for text in (actor.name, *(alias.text for alias in actor.aliases if not alias.doubtful)):
                bodies.setdefault(" ".join(read_words(text)), actor.id)
    return bodies


def _bodies_in(role: str, bodies: Mapping[str, str]) -> Iterable[str]:
    words = list(read_words(role))
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            if body := bodies.get(" ".join(words[start : start + size])):
                yield body


@cache
def _office_words() -> frozenset[str]:
    titles = load_data("titles")
    words = {word for office in titles["office"] for word in re.findall(r"[a-z]+", str(office))}
    return frozenset(words | set(load_data("event_words")["portfolios"].split()))


def _beside(article: Article, actors: ActorResolution, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a person and the state or body printed beside the name, for every place in the article."""
    for left, right in pairwise(actors.mentions.get(article.id, ())):
        one, other = actors.actor_of.get(left.entity), actors.actor_of.get(right.entity)
        between = right.span.start - left.span.end
        if one is None or other is None or left.form == "pronoun" or right.form == "pronoun":
            continue
        if not 0 <= between <= LONGEST:
            continue
        gap = article.text[left.span.end : right.span.start]
        if kinds.get(other) == "person" and kinds.get(one) in ("state", "organization"):
            if _heads(gap, article.text[max(0, left.span.start - LONGEST) : left.span.start]):
                yield other, one
        elif kinds.get(one) == "person" and kinds.get(other) in ("state", "organization") and _follows(gap):
            yield one, other


def _heads(gap: str, before: str) -> bool:
    """Tell whether a state before a name is that of the office: "Norland's Foreign Minister", "minister of Norland"."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"^['’]s?\b", "", gap).lower())
    if "\n" in gap or re.search(r"[.,;:!?(]", gap):
        return False
    return all(word in _office_words() for word in words) if words else bool(OF.search(before))


def _follows(gap: str) -> bool:
    """Tell whether a state after a name is that of the office: "of Norland", ", the president of Norland"."""
    if RULED.match(gap):
        return True
    words = re.findall(r"[^\W\d_]+", gap.lower())
    return (
        gap.startswith(",")
        and len(words) > 1
        and words[-1] in ("of", "the", "for")
        and all(word in _office_words() or word in ("the", "of", "for", "a", "an") for word in words)
        and any(word in _office_words() for word in words)
    )
