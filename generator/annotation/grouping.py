"""Forms of one actor in one article joined: full name and surname, short form and long form, a body and its head word.

Enters: names with kinds, in text order. Leaves: local entities and their mentions. What joins two forms is written into the
mention's `reason` where the forms do not share their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.annotation.found import Found
from generator.annotation.second_look import BRACKETED, head_words
from generator.annotation.tables import common_words, ending_kinds, sports
from generator.model import Article, Entity, Mention, Span
from generator.name_forms import (
    COMPANY_WORDS,
    HEADS,
    compatible_given,
    gender_of_name,
    initials,
    is_acronym_of,
    name_words,
    organization_key,
    person_key,
    plain,
    short_forms,
    surname,
)


@dataclass(slots=True)
class Group:
    """Names of one actor: their places in the list of names, the fullest form, short forms that the text introduces."""

    kind: str
    name: str
    qualifier: str = ""
    members: list[int] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)
    gender: str | None = None
    office: bool = False


def group_names(names: Sequence[Found], text: str, article: Article) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the local entities, numbered in order of their first mention, and their mentions in text order."""
    words = [re.sub(r"\s+", " ", text[one.start : one.end]) for one in names]
    reasons = [one.reason for one in names]
    headline = sum(one.start < _headline_end(text, article) for one in names)
    people = _group_people(names, words, reasons, headline)
    bodies = _group_bodies(names, words, reasons, text)
    others = _group_equal(names, words, ("state", "place"))
    groups = sorted((*people, *bodies, *others), key=lambda group: min(group.members))
    entities, mentions = [], []
    for number, group in enumerate(groups, start=1):
        identifier = f"{article.id}#e{number}"
        entities.append(_make_entity(identifier, group, names, words))
        for index in group.members:
            one = names[index]
            span = Span(article=article.id, start=one.start, end=one.end, text=article.text[one.start : one.end])
            mentions.append(
                Mention(
                    span=span,
                    kind=one.kind,
                    form=one.form,
                    entity=identifier,
                    reason=reasons[index],
                )
            )
    mentions.sort(key=lambda mention: mention.span.start)
    return tuple(entities), tuple(mentions)


def _make_entity(identifier: str, group: Group, names: Sequence[Found], words: Sequence[str]) -> Entity:
    members = [names[index] for index in group.members]
    genders = {one.gender for one in members if one.gender}
    return Entity(
        id=identifier,
        kind=members[0].kind,
        name=group.name,
        acronyms=tuple(sorted(group.acronyms)),
        roles=tuple(role for one in members for role in one.roles),
        gender=next(iter(genders)) if len(genders) == 1 else None,
        qualifier=group.qualifier,
    )


def _group_equal(names: Sequence[Found], words: Sequence[str], kinds: tuple[str, ...]) -> list[Group]:
    groups: dict[tuple[str, str, str], Group] = {}
    for index, one in enumerate(names):
        if one.kind in kinds:
            name = one.known or words[index]
            key = (one.kind, plain(name), one.qualifier)
            group = groups.setdefault(key, Group(one.kind, name, one.qualifier))
            group.members.append(index)
    return list(groups.values())


# -- people ----------------------------------------------------------------------------------------------------------


def _headline_end(text: str, article: Article) -> int:
    """Return where the headline ends: as ingest found it, else a first line without a full stop."""
    first = text.find("\n")
    return article.headline or (first if 0 < first < 200 and text[first - 1] not in '.!?"”' else 0)


def _group_people(names: Sequence[Found], words: Sequence[str], reasons: list[str], headline: int) -> list[Group]:
    """Full names first, then shorter forms to the full name that was printed last before them and fits.

    A surname that the body prints before the full name is somebody else, known to every reader; `headline` is the number of
    names in the headline, where surnames come first.
    """
    fulls: list[Group] = []
    singles: list[int] = []
    for index, one in enumerate(names):
        if one.kind != "person":
            continue
        if len(name_words(words[index])) < 2:
            singles.append(index)
            continue
        group = next((group for group in fulls if _same_person(group, words[index], one.gender)), None)
        if group is None:
            group = Group("person", words[index], gender=one.gender)
            fulls.append(group)
        elif len(words[index]) > len(group.name):
            group.name = words[index]
        group.gender = group.gender or one.gender or gender_of_name(words[index])
        group.office = group.office or bool(one.roles)
        group.members.append(index)
    fulls = _join_part_names(fulls, reasons)
    places = {id(group): sorted(group.members) for group in fulls}
    alone: dict[str, Group] = {}
    first: dict[str, int] = {}
    for full in fulls:
        first[surname(full.name)] = min(first.get(surname(full.name), len(names)), *full.members)
    known = {plain(words[index]) for index in singles if headline <= index < first.get(plain(words[index]), -1)}
    for index in singles:
        one, name = names[index], words[index]
        somebody_else = plain(name) in known and one.gender is None
        group = None if somebody_else else _person_of(name, one.gender, index, fulls, places)
        if group is None:
            group = alone.setdefault(person_key(name), Group("person", name, gender=one.gender))
            group.name = max(group.name, name, key=len)
        elif plain(name) != surname(group.name):
            reasons[index] = f"short for {group.name} in this article"
        group.members.append(index)
    _join_initials(alone, fulls, reasons)
    return [*fulls, *(group for group in alone.values() if group.members)]


def _same_person(group: Group, name: str, gender: str | None) -> bool:
    if gender and group.gender and gender != group.gender:
        return False
    if plain(group.name) == plain(name):
        return True
    return surname(group.name) == surname(name) and compatible_given(group.name, name)


def _join_part_names(fulls: list[Group], reasons: list[str]) -> list[Group]:
    """Join a name of two words to the one longer name that ends or begins with it: "Suu Kyi", "bin Salman"."""
    kept: list[Group] = []
    for group in fulls:
        key = plain(group.name)
        longer = [
            other
            for other in fulls
            if other is not group and len(plain(other.name)) > len(key) and key in short_forms(other.name)
        ]
        if len(longer) == 1:
            longer[0].members += group.members
            for index in group.members:
                reasons[index] = f"short for {longer[0].name} in this article"
        else:
            kept.append(group)
    return kept


def _person_of(
    name: str, gender: str | None, index: int, fulls: Sequence[Group], places: dict[int, list[int]]
) -> Group | None:
    """Return the person that a single name means: by surname, else by a first name that only one person has."""
    key = plain(name)
    by_surname = [group for group in fulls if key in short_forms(group.name)]
    fitting = [group for group in by_surname if not (gender and group.gender and gender != group.gender)]
    if not fitting and not by_surname:
        fitting = [group for group in fulls if name_words(group.name)[0] == key and len(key) > 2]
        if len(fitting) != 1:
            return None
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    gendered = [group for group in fitting if gender and group.gender == gender]
    choices = gendered or [group for group in fitting if group.office] or fitting
    if len(choices) > 1 and not gendered:
        most = max(len(group.members) for group in choices)
        choices = [group for group in choices if len(group.members) == most]

    def distance(group: Group) -> tuple[int, int]:
        before = [place for place in places[id(group)] if place < index]
        return (0, index - before[-1]) if before else (1, places[id(group)][0] - index)

    return min(choices, key=distance)


def _join_initials(alone: dict[str, Group], fulls: Sequence[Group], reasons: list[str]) -> None:
    """Join initials in capitals to the one full name that has them: MBS for Mohammed bin Salman."""
    for key, group in list(alone.items()):
        if not re.fullmatch(r"[A-Z]{3,4}", group.name):
            continue
        fitting = [full for full in fulls if initials(full.name, small=True) == group.name]
        if len(fitting) == 1:
            fitting[0].members += group.members
            for index in group.members:
                reasons[index] = f"the initials of {fitting[0].name}"
            del alone[key]


# -- organisations ---------------------------------------------------------------------------------------------------


def _group_bodies(names: Sequence[Found], words: Sequence[str], reasons: list[str], text: str) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for index, one in enumerate(names):
        if one.kind != "organization":
            continue
        key = (organization_key(one.known or words[index]), one.qualifier)
        group = groups.setdefault(key, Group("organization", one.known or words[index], one.qualifier))
        group.members.append(index)
        if (one.source == "institution" and len(words[index]) > len(group.name)) or (
            one.known is None and len(words[index]) > len(group.name)
        ):
            group.name = words[index]
    found = list(groups.values())
    for short, long in _introduced(names, words, text):
        _join(found, short, long, reasons, "the article introduces the short form")
    for rule, reason in (
        (_is_short_form, "an acronym of the long name in this article"),
        (_is_company, "the long name without what companies add"),
        (_is_beginning, "the beginning of the long name in this article"),
        (_is_tail, "the end of the long name in this article"),
        (_is_team, "short for the team's full name in this article"),
    ):
        for group in sorted(found, key=lambda group: (len(group.name), group.name)):
            if rule is _is_short_form and not _is_capitals(group.name):
                continue
            longer = [other for other in found if other is not group and rule(group, other)]
            if len({organization_key(other.name) for other in longer}) == 1:
                _merge(found, group, longer[0], reasons, reason)
    _join_heads(found, words, reasons, names)
    return [group for group in found if group.members]


def _introduced(names: Sequence[Found], words: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield short and long form where the article introduces one, in either order."""
    for one, name in zip(names, words, strict=True):
        match = BRACKETED.match(text[one.end : one.end + 18])
        if match is None or one.kind != "organization":
            continue
        yield match[1], one.known or name
    for left, right in zip(range(len(names)), range(1, len(names)), strict=False):
        between = text[names[left].end : names[right].start]
        if between.strip() in ("(", "(the") and is_acronym_of(words[left], words[right]):
            yield words[left], words[right]


def _join(found: list[Group], short: str, long: str, reasons: list[str], reason: str) -> None:
    target = next(
        (group for group in found if long in (group.name,) or organization_key(long) == organization_key(group.name)),
        None,
    )
    if target is None:
        return
    if sum(char.isupper() for char in short) > 1:
        target.acronyms.add(short)
    group = next((group for group in found if group.name == short and group is not target), None)
    if group is not None:
        _merge(found, group, target, reasons, reason)


def _merge(found: list[Group], group: Group, target: Group, reasons: list[str], reason: str) -> None:
    for index in group.members:
        reasons[index] = reasons[index] or f"{reason} ({target.name})"
    target.members += group.members
    target.acronyms |= group.acronyms
    if group.qualifier in sports() and not target.qualifier:
        target.qualifier = group.qualifier
    if re.fullmatch(r"[A-Z][A-Za-z.&]{1,7}", group.name) and is_acronym_of(group.name, target.name):
        target.acronyms.add(group.name)
    group.members = []
    found.remove(group)


def _is_capitals(name: str) -> bool:
    return len(name) < 12 and sum(char.isupper() for char in name) > 1


def _is_short_form(group: Group, other: Group) -> bool:
    return is_acronym_of(group.name, other.name)


def _rest_of(group: Group, other: Group) -> list[str]:
    """Return what the other name adds to this one, if it begins with it and this one says something by itself."""
    short, long = organization_key(group.name).split(), organization_key(other.name).split()
    if not short or len(short) >= len(long) or long[: len(short)] != short:
        return []
    namesakes = group.qualifier != other.qualifier and not {group.qualifier, other.qualifier} <= sports() | {""}
    if namesakes or group.name.split()[-1].lower() in HEADS or len("".join(short)) < 3:
        return []
    return long[len(short) :]


def _is_company(group: Group, other: Group) -> bool:
    """Tell whether the other name adds only what companies add: Meta Platforms, China Eastern Airlines."""
    rest = _rest_of(group, other)
    return bool(rest) and all(word in COMPANY_WORDS for word in rest)


def _is_beginning(group: Group, other: Group) -> bool:
    """Tell whether a name is the first of two, and the article printed both before: Daimler after Daimler Benz."""
    rest = _rest_of(group, other)
    later = min(other.members) < min(group.members) or group.qualifier in sports()
    return later and len(rest) == 1 and rest[0].capitalize() not in ending_kinds() and rest[0] not in common_words()


def _is_tail(group: Group, other: Group) -> bool:
    """Tell whether a name is what the other is a union, church or league of: Teamsters, Brotherhood of Teamsters."""
    head, _, tail = organization_key(other.name).partition(" of ")
    return head in HEADS and tail == organization_key(group.name) and not (group.qualifier or other.qualifier)


def _is_team(group: Group, other: Group) -> bool:
    """Tell whether a team's town or nickname stands for its full name: Philadelphia, the Eagles."""
    town, _, nickname = other.name.rpartition(" ")
    if not town or not nickname.endswith("s") or nickname in ending_kinds():
        return False
    return (group.name == town and group.qualifier in sports()) or group.name == nickname


def _join_heads(found: list[Group], words: Sequence[str], reasons: list[str], names: Sequence[Found]) -> None:
    """Join a bare head word to the body named last before it: "the Fund" after International Monetary Fund."""
    for group in list(found):
        if group.name.lower() not in HEADS:
            continue
        for index in list(group.members):
            before = [
                (other, max(place for place in other.members if place < index))
                for other in found
                if other is not group and group.name in head_words(other.name) and min(other.members) < index
            ]
            if before:
                target = max(before, key=lambda item: item[1])[0]
                reasons[index] = f"short for {target.name} in this article"
                group.members.remove(index)
                target.members.append(index)
