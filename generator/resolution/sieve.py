"""The sieve: rules that unite the entities of all articles, the most certain first, each merge with its reason.

Enters: records and groups. A rule joins two entities or leaves them; what is alike and not certain becomes a suggestion.
Similar spelling alone never merges: it takes a second witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Link
from generator.name_forms import (
    COMPANY_WORDS,
    LEGAL,
    compatible_given,
    family_first,
    gender_of_name,
    generation,
    given_names,
    is_acronym_of,
    name_words,
    organization_key,
    person_key,
    plain,
    short_forms,
    sound_key,
    surname,
)
from generator.resolution.generic import body_key, is_generic, is_head, team_sports
from generator.resolution.records import Groups, Record
from generator.states import town_spellings

Records = Mapping[str, Record]


def join_equal_names(records: Records, groups: Groups) -> None:
    """Join what is printed alike: full names of people, bodies with their state, places and states."""
    first: dict[tuple[str, str, str], str] = {}
    for identifier, record in records.items():
        if record.described or (record.kind == "person" and not record.full):
            continue
        for key in sorted(_equal_keys(record)):
            qualifier = "" if record.entity.qualifier in team_sports() and " " in key else record.entity.qualifier
            other = first.setdefault((record.kind, key, qualifier), identifier)
            if other != identifier and _may_be_one(records[other], record):
                groups.join(
                    other, identifier, "same name", f"both are printed as {_common_form(records[other], record)}"
                )


def _equal_keys(record: Record) -> frozenset[str]:
    if record.kind == "person":
        words = name_words(record.entity.name)
        return frozenset({f"{' '.join(words)} {generation(record.entity.name)}".strip()})
    if record.kind != "organization":
        name = plain(record.entity.name)
        spellings = town_spellings()
        return frozenset({spellings.get(name) or " ".join(spellings.get(word, word) for word in name.split())})
    state = record.entity.qualifier
    if state:
        own = body_key(record.entity.name, state)
        return frozenset({own} | {key for form in record.forms if not is_head(key := body_key(form, state))})
    return frozenset(key for key in record.names if not is_generic(key))


def _common_form(one: Record, other: Record) -> str:
    shared = [form for form in one.forms if form in other.forms]
    return max(sorted(shared), key=len) if shared else other.entity.name


def _may_be_one(one: Record, other: Record) -> bool:
    return one.entity.gender is None or other.entity.gender is None or one.entity.gender == other.entity.gender


def join_acronyms(records: Records, groups: Groups) -> Iterator[Link]:
    """Join a short form to the one long form that the folder has for it; yields suggestions where nobody introduced it."""
    introduced: dict[str, dict[str, str]] = defaultdict(dict)
    long_names: dict[str, dict[str, str]] = defaultdict(dict)
    short: dict[str, list[str]] = defaultdict(list)
    for identifier, record in records.items():
        if record.kind != "organization" or record.described:
            continue
        for acronym in record.entity.acronyms:
            introduced[_letters(acronym)].setdefault(groups.find(identifier), identifier)
        for form in record.forms:
            if " " in form:
                for letters in _initials_of(form):
                    long_names[letters].setdefault(groups.find(identifier), identifier)
        if " " not in record.entity.name and sum(char.isupper() for char in record.entity.name) > 1:
            short[_letters(record.entity.name)].append(identifier)
    for letters, identifiers in sorted(short.items()):
        for choices, known in ((introduced.get(letters, {}), True), (long_names.get(letters, {}), False)):
            longs = {groups.find(long): long for long in choices.values()}
            if len(longs) != 1:
                continue
            (long,) = longs.values()
            for identifier in identifiers:
                name = records[identifier].entity.name
                if known:
                    groups.join(
                        long, identifier, "acronym", f"the folder introduces {name} as {records[long].entity.name}"
                    )
                elif len(letters) > 2 and records[long].beside & records[identifier].beside:
                    reason = (
                        f"{name} are the initials of {records[long].entity.name}, and both stand beside the same actors"
                    )
                    groups.join(long, identifier, "initials", reason, 0.8)
                elif groups.find(long) != groups.find(identifier):
                    reason = f"{name} are the initials of {records[long].entity.name}"
                    yield Link(left=long, right=identifier, rule="initials", reason=reason, score=0.5)


def _letters(acronym: str) -> str:
    return "".join(char for char in acronym if char.isalpha()).upper()


def _initials_of(form: str) -> set[str]:
    words = form.split()
    bare = [word for word in words if plain(word) not in LEGAL]
    letters = {"".join(word[0] for word in some if word[0].isupper()) for some in (words, bare)}
    return {one.upper() for one in letters if 2 < len(one) < 8 and is_acronym_of(one.upper(), form)}


def join_beginnings(records: Records, groups: Groups) -> None:
    """Join a company's short name to the one longer name that adds only what companies add: Ford Motor Company."""
    by_key: dict[str, str] = {}
    longer: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier, record in records.items():
        if record.kind != "organization" or record.entity.qualifier or record.described:
            continue
        for form in record.forms:
            key = organization_key(form)
            by_key.setdefault(key, identifier)
            words = key.split()
            size = len(words)
            while size > 1 and words[size - 1] in COMPANY_WORDS:
                size -= 1
                longer[" ".join(words[:size])].setdefault(groups.find(identifier), identifier)
    for key, identifier in by_key.items():
        if is_generic(key) or len(key) < 3:
            continue
        choices = {groups.find(other): other for other in longer.get(key, {}).values()} | {}
        if len(choices) == 1:
            (other,) = choices.values()
            reason = f"{records[identifier].entity.name} is the one name that {records[other].entity.name} begins with"
            groups.join(other, identifier, "short name", reason, 0.9)


# -- people ----------------------------------------------------------------------------------------------------------


def join_people(records: Records, groups: Groups) -> Iterator[Link]:
    """Join forms of one full name: an initial, a middle name, a usual short form, another spelling of the same sounds."""
    by_surname: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier, record in records.items():
        if record.full:
            for form in (record.entity.name,):
                by_surname[sound_key(surname(form))].setdefault(form, identifier)
    for people in by_surname.values():
        names = sorted(people)
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                left, right = people[one], people[other]
                if groups.find(left) == groups.find(right):
                    continue
                same_surname = surname(one) == surname(other)
                if not _same_given(one, other, strict=not same_surname) or not _may_be_one(
                    records[left], records[right]
                ):
                    continue
                if any(_clash(one, other, third) for third in names):
                    yield Link(left=left, right=right, rule="first names", reason=f"{one} may be {other}", score=0.5)
                elif same_surname:
                    groups.join(left, right, "first names", f"{one} and {other} fit each other", 0.9)
                else:
                    reason = f"{one} and {other} are two spellings of the same sounds"
                    groups.join(left, right, "spelling", reason, 0.9)


def _same_given(one: str, other: str, *, strict: bool) -> bool:
    if generation(one) and generation(other) and generation(one) != generation(other):
        return False
    if family_first(one) and family_first(other):
        return sound_key("".join(given_names(one))) == sound_key("".join(given_names(other)))
    if compatible_given(one, other) and not strict:
        return True
    left, right = given_names(one), given_names(other)
    return (
        bool(left and right)
        and sound_key(left[0]) == sound_key(right[0])
        and len(left[0]) > 1
        and compatible_given(one, f"{left[0]} {surname(one)}")
    )


def _clash(one: str, other: str, third: str) -> bool:
    """Tell whether a third name fits only one of two: J. Smith is then neither John nor James for certain."""
    if third in (one, other) or surname(third) != surname(one):
        return False
    short = one if len(given_names(one)[0] if given_names(one) else "") == 1 else other
    if not given_names(short) or len(given_names(short)[0]) > 1:
        return False
    full = other if short == one else one
    return compatible_given(short, third) and not compatible_given(full, third)


def join_surnames(records: Records, groups: Groups) -> Iterator[Link]:
    """Join lone surnames to the one person of that name, or to who shares an office or stands beside the same actors."""
    people: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for identifier, record in records.items():
        if record.full:
            for form in short_forms(record.entity.name):
                people[form][groups.find(identifier)].append(identifier)
    alone: dict[str, list[str]] = defaultdict(list)
    for identifier, record in records.items():
        if record.kind == "person" and not record.full and not record.described:
            alone[person_key(record.entity.name)].append(identifier)
    for name, identifiers in sorted(alone.items()):
        choices = people.get(name, {})
        left_over = []
        for identifier in identifiers:
            found = _person_for(records, records[identifier], choices)
            if found is None:
                left_over.append(identifier)
                continue
            person, reason, score = found
            if score < 0.7:
                yield Link(left=person, right=identifier, rule="surname", reason=reason, score=score)
                left_over.append(identifier)
            else:
                groups.join(person, identifier, "surname", reason, score)
        if not choices or len(choices) == 1:
            for one in left_over[1:]:
                if _may_be_one(records[left_over[0]], records[one]) and not choices:
                    groups.join(
                        left_over[0], one, "same name", f"both are printed as {records[one].entity.name} alone", 0.8
                    )


def _person_for(
    records: Records, record: Record, choices: Mapping[str, Sequence[str]]
) -> tuple[str, str, float] | None:
    """Return whom a lone surname means, why, and how certain that is."""
    fitting = {root: ids for root, ids in choices.items() if any(_fits(records[one], record) for one in ids)}
    if not fitting:
        return None
    name = record.entity.name
    witnessed = {root: witness for root, ids in fitting.items() if (witness := _witness(records, record, ids))}
    strong = {root: w for root, w in witnessed.items() if w[1] > 0.8}
    for pool in (strong, witnessed):
        if len(pool) == 1 and (len(fitting) == 1 or pool is strong):
            ((root, (reason, score)),) = pool.items()
            return fitting[root][0], reason, score
    if len(fitting) > 1:
        return _best_company(records, record, fitting)
    ((_, ids),) = fitting.items()
    full = records[ids[0]].entity.name
    if len({records[one].article for one in ids}) > 1:
        return ids[0], f"{full} is the only {name} with a full name in the folder, in several articles", 0.8
    return ids[0], f"{full} is the only {name} with a full name in the folder", 0.75


def _best_company(
    records: Records, record: Record, fitting: Mapping[str, Sequence[str]]
) -> tuple[str, str, float] | None:
    """Return the one of several people of a surname beside whom the same actors stand, if nobody else comes near."""
    shared = {
        root: len(
            {name for one in ids for name in records[one].beside & record.beside if not name.startswith("state:")}
        )
        for root, ids in fitting.items()
    }
    if found := _most_named(records, record, fitting):
        return found
    best, *others = sorted(shared, key=lambda root: (-shared[root], root))
    if shared[best] < 3 or any(shared[other] for other in others):
        return None
    full = records[fitting[best][0]].entity.name
    return (
        fitting[best][0],
        f"{shared[best]} others stand beside both, and none beside another of that name ({full})",
        0.8,
    )


def _most_named(
    records: Records, record: Record, fitting: Mapping[str, Sequence[str]]
) -> tuple[str, str, float] | None:
    """Return the one of several people of a surname whom the folder names in full far more often than the others."""
    named = {root: len({records[one].article for one in ids}) for root, ids in fitting.items()}
    best, *others = sorted(named, key=lambda root: (-named[root], root))
    if named[best] < 3 or any(named[other] * 3 > named[best] for other in others):
        return None
    full = records[fitting[best][0]].entity.name
    return fitting[best][0], f"{full} is named in {named[best]} articles, others of that name hardly", 0.75


def _fits(person: Record, record: Record) -> bool:
    gender = person.entity.gender or gender_of_name(person.entity.name)
    return record.entity.gender is None or gender is None or gender == record.entity.gender


def _witness(records: Records, record: Record, ids: Sequence[str]) -> tuple[str, float] | None:
    """Return the second witness for a lone surname: the same office, or several actors in common."""
    full = records[ids[0]].entity.name
    offices = {office for one in ids for office in records[one].offices}
    mine = record.offices
    for state, office in sorted(mine):
        for other_state, other in sorted(offices):
            if office == other and (state == other_state or not state or not other_state):
                return f"{full} is called {office} too", 0.95
    titles = {_title_words(role.span.text) for one in ids for role in records[one].entity.roles}
    for role in record.entity.roles:
        words = _title_words(role.span.text)
        if any(words and other and (words <= other or other <= words) for other in titles):
            return f"{full} has the title {role.span.text} too", 0.9
    shared = record.beside & frozenset().union(*(records[one].beside for one in ids))
    people = sorted(name.partition(":")[2] for name in shared if not name.startswith(("state:", "place:")))
    if people:
        return f"{full} stands beside {people[0]} too", 0.75 + min(len(people), 3) * 0.01
    return None


def _title_words(role: str) -> frozenset[str]:
    return frozenset(plain(role).split()) - {"former", "the", "of", "and", "senior", "deputy"}


def sweep(records: Records, groups: Groups) -> list[Link]:
    """Run the rules in order; returns the suggestions."""
    suggestions: list[Link] = []
    join_equal_names(records, groups)
    suggestions += join_acronyms(records, groups)
    join_beginnings(records, groups)
    suggestions += join_people(records, groups)
    suggestions += join_surnames(records, groups)
    return suggestions


def roots(identifiers: Iterable[str], groups: Groups) -> set[str]:
    """Return the groups of some entities."""
    return {groups.find(identifier) for identifier in identifiers}
