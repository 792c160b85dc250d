"""Misprints and other spellings of a lone name: merged only with a second witness, and then shown as doubtful.

The witness: the name has no full name of its own in the folder, and its article names exactly one person whose surname
is that close. Without it, the likeness is a suggestion; a name that is quoted is also compared with the whole folder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.model import Link
from generator.name_forms import plain, sound_key, surname
from generator.resolution.records import Groups, Record

MISPRINT = "misprint"
LONE_SPELLING = "other spelling"
LEAST = 5
"""Letters that a name needs at least before a misprint of it is looked for."""


def join_spellings(records: Mapping[str, Record], groups: Groups, speakers: AbstractSet[str]) -> Iterator[Link]:
    """Join lone names to the one person of their article with another spelling of the name; yields suggestions.

    `speakers` are the entities that are quoted: they may be people even if the pipeline takes the odd name for a body.
    """
    in_article: dict[str, list[str]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, list[str]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    for identifier, record in records.items():
        if record.kind == "person" and record.full:
            in_article[record.article].append(identifier)
            surnames[surname(record.entity.name)].append(identifier)
            owners[sound_key(surname(record.entity.name))].add(groups.find(identifier))
        for form in record.forms:
            articles[plain(form)].add(record.article)
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in surnames:
        ends[name[:1], name[-1:]].append(name)
    for identifier, record in records.items():
        name = plain(record.entity.name)
        if (
            record.described
            or record.full
            or record.kind == "state"
            or " " in name
            or name in surnames
            or len(name) < LEAST
        ):
            continue
        same_sound = {groups.find(one): one for one in in_article[record.article] if _sounds(records[one], name)}
        if len(same_sound) == 1 and (
            record.kind == "person" or (len(articles[name]) == 1 and sum(record.forms.values()) < 2)
        ):
            (person,) = same_sound.values()
            reason = (
                f"{record.entity.name} is another spelling of {records[person].entity.name}, named in the same article"
            )
            groups.join(person, identifier, LONE_SPELLING, reason, 0.9)
            continue
        if record.kind == "person" and len(owners.get(sound_key(name), ())) == 1:
            (root,) = owners[sound_key(name)]
            if records[root].beside & record.beside:
                reason = (
                    f"{record.entity.name} is another spelling of {records[root].entity.name}, beside the same actors"
                )
                groups.join(root, identifier, LONE_SPELLING, reason, 0.8)
            continue
        is_person = record.kind == "person" or identifier in speakers
        people = in_article[record.article]
        near = list(_join_misprint(records, groups, identifier, people, articles, person=is_person))
        yield from near
        if identifier in speakers and not near and groups.find(identifier) == identifier:
            alike = {one: surnames[one] for one in ends[name[:1], name[-1:]] if _is_close(name, one)}
            yield from _suggest_from_folder(records, groups, identifier, alike)


def _sounds(record: Record, name: str) -> bool:
    return sound_key(surname(record.entity.name)) == sound_key(name)


def _join_misprint(
    records: Mapping[str, Record],
    groups: Groups,
    identifier: str,
    people: list[str],
    articles: Mapping[str, set[str]],
    *,
    person: bool,
) -> Iterator[Link]:
    record = records[identifier]
    name = plain(record.entity.name)
    close = {groups.find(one): one for one in people if _is_close(name, surname(records[one].entity.name))}
    if len(close) != 1:
        return
    (meant,) = close.values()
    full = records[meant].entity.name
    alone = len(articles[name]) == 1 and not record.entity.roles and sum(record.forms.values()) < 3
    if person and alone:
        reason = f"printed as {record.entity.name} in one article that names {full} and nobody else of a name like it"
        groups.join(meant, identifier, MISPRINT, reason, 0.7)
    else:
        reason = f"{record.entity.name} is spelt almost like {full}"
        yield Link(left=meant, right=identifier, rule="near spelling", reason=reason, score=0.5)


def _suggest_from_folder(
    records: Mapping[str, Record], groups: Groups, identifier: str, alike: Mapping[str, list[str]]
) -> Iterator[Link]:
    """Yield a suggestion if the surnames that are close are those of exactly one person, named in two articles or more."""
    close = {groups.find(person): person for people in alike.values() for person in people}
    if len(close) == 1:
        (person,) = close.values()
        named = {records[one].article for people in alike.values() for one in people}
        if len(named) > 1:
            full, lone = records[person].entity.name, records[identifier].entity.name
            reason = f"{lone} is spelt almost like {full}, whom {len(named)} other articles name"
            yield Link(left=person, right=identifier, rule="near spelling", reason=reason, score=0.4)


def _is_close(one: str, other: str) -> bool:
    """Tell whether two names begin alike and differ by one letter, or by two if they end alike too."""
    if one == other or min(len(one), len(other)) < LEAST or one[0] != other[0]:
        return False
    apart = edit_distance(one, other)
    return apart == 1 or (apart == 2 and one[-1] == other[-1] and max(len(one), len(other)) > LEAST)


def edit_distance(one: str, other: str) -> int:
    """Return the least number of letters to insert, delete, replace or swap with a neighbour."""
    if abs(len(one) - len(other)) > 3:
        return 4
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        last, row, older = row, [i], before
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
