"""Names in one article before they are grouped: from our tables, from the pipeline, and by a second look.

Enters: the parsed `Doc`, whose text is as long as the printed one. Leaves: `Found`, not yet free of overlap.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.found import Found, without_overlap
from generator.annotation.officeholders import cut_before_name, find_officeholders
from generator.annotation.repair import DAYS, cut_pieces, is_name, trim
from generator.annotation.tables import ending_kinds, group_nouns, known_forms, known_index, no_actor_ends
from generator.annotation.titles import gender_of, read_title, strip_titles
from generator.data import load_data
from generator.model import ActorKind, Article, Role
from generator.name_forms import HEADS, LEGAL, initials, plain, surname, western_names
from generator.phrases import find_phrases, index_phrases
from generator.states import capitals, place_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "organization",
}
BRACKETED = re.compile(r"['’]?s?\s*\(\s?(?:the\s)?([A-Z][A-Za-z0-9&.-]{1,9})\s?\)")
JOINED_PLACES = re.compile(
    r"(?:North|South|East|West|Northern|Southern) and (?:North|South|East|West|Northern|Southern) "
)
FOLLOWER = re.compile(r" ([A-Z][a-z]{2,})(?!['’\w])")
SITE = re.compile(r" ([A-Z][a-z]{3,})(?=[.,;)]|\s[a-z])")
DATELINE = re.compile(
    r"^[ ]*([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,2})(?: ?, ?[A-Z][\w. ]{2,24}?)?"
    r"(?=(?: ?,)? (?:\d{4}-\d\d-\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2},? ?(?:\(|-|—|–))"
    r"| ?\((?:Reuters?|AP|AFP|UPI|Xinhua|CNN)\))",
    re.MULTILINE,
)
CURRENCY = re.compile(r"\$|\s?(?:dollars?|cents?)\b")


def find_candidates(doc: Doc, article: Article) -> Iterator[Found]:
    """Yield the names that tables and pipeline find."""
    text = doc.text
    yield from _from_tables(text)
    yield from _airlines(text)
    yield from _datelines(text)
    yield from find_officeholders(text)
    for ent in doc.ents:
        kind = KINDS.get(ent.label_)
        if kind is None or (ent.label_ == "NORP" and not _is_movement(ent.text)):
            continue
        for start, end in cut_pieces(text, ent.start_char, ent.end_char):
            start = cut_before_name(text, start, end) if kind in ("person", "organization") else start
            for left, right in _split_known(text, *trim(text, start, end), kind):
                yield from _name_in(text, article, left, right, kind)


def _datelines(text: str) -> Iterator[Found]:
    """Yield the towns of datelines: "Cape Town 1996-11-01", "Bonn, Aug 30 (Agency) -"."""
    for match in DATELINE.finditer(text):
        if match[1] not in known_forms() and not _is_common(match[1], "place") and is_name(match[1]):
            yield Found(match.start(1), match.end(1), "place", "name", source="institution")


def _airlines(text: str) -> Iterator[Found]:
    """Yield the airlines that are named after a state: Air France."""
    for match in re.finditer(r"\bAir ([A-Z]\w+)", text):
        if match[1] in place_forms():
            yield Found(match.start(), match.end(), "organization", "name")


def _from_tables(text: str) -> Iterator[Found]:
    shouted = _shouted_lines(text)
    for start, end, form in find_phrases(text, known_index()):
        if form in ("US", "U.S.", "Canadian", "Australian") and CURRENCY.match(text, end):
            continue
        if form in ("WHO", "IT", "US") and any(left <= start < right for left, right in shouted):
            continue
        known = known_forms()[form]
        yield Found(start, end, known.kind, known.form, known=known.name, source="table")


def extend_names(names: list[Found], text: str) -> list[Found]:
    """Return the names, single words grown by the capitalised word that the article prints after them twice or more.

    The pipeline sometimes finds the first half of a company only: "Harlow" of "Harlow Kestrel". A place right before an
    unknown name is part of that name: London Heathrow.
    """
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    places = {one.start: one.end for one in names if one.kind == "place" and one.known is None}
    starts = {one.start for one in names}
    singles = [one for one in names if one.known is None and " " not in text[one.start : one.end]]
    for one in singles:
        match = FOLLOWER.match(text, one.end)
        if match and one.end + 1 not in starts and _is_unknown(match[1]) and match[1].lower() not in western_names():
            followers[text[one.start : one.end]][match[1]] += 1
    grown = []
    for one in names:
        match = FOLLOWER.match(text, one.end) if one in singles else None
        if match and followers[text[one.start : one.end]][match[1]] > 1:
            one = replace(one, end=match.end())
        elif one.kind in ("place", "state") and one.form == "name" and one.source == "table":
            site = SITE.match(text, one.end)
            other = places.get(one.end + 1)
            if (
                site
                and (one.end + 1 not in starts or other == site.end(1))
                and _is_unknown(site[1])
                and site[1].lower() not in western_names()
            ):
                one = replace(one, end=site.end(1), known=None, kind="place", source="pipeline")
        grown.append(one)
    return without_overlap(grown)


def find_short_forms(names: list[Found], text: str) -> Iterator[Found]:
    """Yield what means a body only because of a longer name: acronyms in brackets after it, "the Fund" later on."""
    bodies = [one for one in names if one.kind == "organization"]
    introduced: dict[str, int] = {}
    heads: dict[str, int] = {}
    for one in bodies:
        words = text[one.start : one.end]
        match = BRACKETED.match(text, one.end)
        if match and " " in words and match[1] not in known_forms() and match[1][0].upper() == initials(words)[:1]:
            introduced.setdefault(match[1], match.start(1))
        for word in head_words(words):
            heads[word] = min(one.start, heads.get(word, one.start))
    for start, end, _ in find_phrases(text, index_phrases(introduced)):
        yield Found(start, end, "organization", "name", source="again")
    for match in re.finditer(r"\b[Tt]he ([A-Z][a-z]+)\b(?! [A-Z])", text):
        if match[1] in heads and heads[match[1]] < match.start() and match[1].lower() in HEADS:
            yield Found(match.start(1), match.end(1), "organization", "name", source="again")


def head_words(name: str) -> frozenset[str]:
    """Return the words of a body's name by which it may be called alone: the last one, and what stands before "of"."""
    words = name.split()
    heads = {words[-1]} | {words[i - 1] for i in range(1, len(words)) if words[i].lower() in ("of", "for")}
    return frozenset(heads) if len(words) > 1 else frozenset()


def _shouted_lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text) if match[0].isupper()]


def _is_movement(words: str) -> bool:
    """Tell whether a group of people that the pipeline found is an organisation that acts: "Labour", "Tamil Tigers"."""
    return words.split()[-1] in (
        "Tigers",
        "Front",
        "Party",
        "Democrats",
        "Brotherhood",
        "Movement",
        "Rouge",
        "Labour",
        "Tories",
    )


def _split_known(text: str, start: int, end: int, kind: ActorKind) -> Iterator[tuple[int, int]]:
    """Take a nationality off the front of a person's name or an acronym; the tables have it."""
    words = text[start:end]
    rest = words.split(" ")[-1]
    if kind == "place" and ", " in words and words.rsplit(", ", 1)[1] in known_forms():
        yield start, start + words.index(", ")
        return
    if " " in words and (kind == "person" or (kind == "organization" and rest.isupper() and len(rest) > 1)):
        for size in (2, 1):
            parts = words.split(" ")
            head = re.sub(r"['’]s$", "", " ".join(parts[:size]))
            place = place_forms().get(head)
            if kind == "organization" and len(parts) != size + 1:
                continue
            if (
                len(parts) > size
                and place
                and (place.form == "demonym" or " " in head or "." in head or head.isupper())
            ):
                yield start + len(" ".join(parts[:size])) + 1, end
                return
    yield start, end


def _name_in(text: str, article: Article, start: int, end: int, kind: ActorKind) -> Iterator[Found]:
    """Yield the name inside a span: titles taken off and kept as a role, what is no name left out."""
    start, end = trim(text, start, end)
    if kind in ("place", "person") and (match := re.search(r"\s+\d+$", text[start:end])):
        end = start + match.start()
    roles: tuple[Role, ...] = ()
    gender = None
    words = text[start:end]
    if kind in ("person", "organization"):
        cut = strip_titles(words)
        if cut >= len(words):
            return
        if cut and (kind == "person" or ending_kinds().get(words.split()[-1]) is None):
            gender = gender_of(words[:cut])
            kind = "person"
            start += cut
    if kind == "person":
        role = read_title(article, start, text)
        roles = (role,) if role else ()
        gender = gender or gender_of(role.span.text if role else _word_before(text, start))
    words = text[start:end]
    if (
        re.sub(r"\s+\d+$", "", words) in known_forms()
        or JOINED_PLACES.match(words)
        or all(part in known_forms() for part in words.split("-"))
    ):
        return
    if len(words) < 2 or not is_name(words) or words in known_forms() or _is_common(words, kind):
        return  # what the tables know they have with more certainty
    if " " in words and words.split()[-1] in no_actor_ends() and kind != "person":
        return
    if _is_group(words):
        return  # "G7 Leaders": the tables have the G7
    kind = ending_kinds().get(words.split()[-1], kind) if " " in words else kind
    if kind == "person" and " " in words and not roles and words.split()[-1] in place_forms():
        kind = "organization"  # a branch of a company: "Thales UK"
    if words.split(", ")[0] in capitals() and kind != "person":
        kind = "place"
    start, kind = _with_given_name(text, start, end, kind)
    yield Found(start, end, kind, "name", roles=roles, gender=gender)


def _is_group(words: str) -> bool:
    """Tell whether words are a known name and a noun for its people or what they did: "G7 Leaders", "NATO Allies"."""
    name, _, last = words.rpartition(" ")
    return name in known_forms() and last in group_nouns()


def _with_given_name(text: str, start: int, end: int, kind: ActorKind) -> tuple[int, ActorKind]:
    """Return a name with the first name or initial before it that the pipeline left out: "Boris" before "Johnson"."""
    match = re.search(r"(?:^|[\s(\"“‘'])(([A-Z][a-z]+|[A-Z]\.(?:[A-Z]\.)?) )$", text[max(0, start - 24) : start])
    if match is None or (" " in text[start:end] and kind != "person") or not text[start:end].istitle():
        return start, kind
    word = match[2]
    before = start - len(match[1])
    inside = re.search(r"[a-z,;(] ?$", text[max(0, before - 2) : before])
    if kind == "person" and inside and len(word) > 2 and _is_unknown(word) and not _is_role(text, before):
        return before, kind
    if ("." in word and kind == "person") or (word.lower() in western_names() and word.lower() not in common_words()):
        if word in known_forms() or _plain_title(word):
            return start, kind
        return start - len(match[1]), "person"
    return start, kind


def _is_unknown(word: str) -> bool:
    return (
        word not in DAYS
        and word not in known_forms()
        and word not in ending_kinds()
        and word.lower() not in common_words()
        and not _plain_title(word)
    )


def _is_role(text: str, end: int) -> bool:
    """Tell whether what stands before is the beginning of a longer name: the word after it is then no first name."""
    return re.search(r"[A-Z][\w.’'-]* $", text[max(0, end - 20) : end]) is not None


def _plain_title(word: str) -> bool:
    return strip_titles(word) >= len(word)


@cache
def common_words() -> frozenset[str]:
    """Return common English words in small letters."""
    return frozenset(load_data("common_words")["words"].split())


def _is_common(words: str, kind: ActorKind) -> bool:
    """Tell whether a single word or a row of common words is no name in itself: "Share", "Post"."""
    return len(words.split()) == 1 and words.lower() in common_words() and not words.isupper() and kind != "person"


def _word_before(text: str, start: int) -> str:
    match = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return match[1] if match else ""


def look_again(names: list[Found], text: str, article: Article) -> Iterator[Found]:
    """Yield every further occurrence of the names found, and of the last words of full personal names."""
    kinds: dict[str, ActorKind] = {}
    places = {text[one.start : one.end] for one in names if one.kind in ("state", "place")}
    for one in names:
        words = text[one.start : one.end]
        if one.known is None and words[0].isupper():
            kinds.setdefault(words, one.kind)
            last = next((word for word in words.split() if plain(word) == surname(words)), words.split()[-1])
            if (
                one.kind == "person"
                and " " in words
                and len(last) > 2
                and last[0].isupper()
                and last not in known_forms()
            ):
                kinds[last] = "person"
            if one.kind == "organization" and is_team_name(words, places):
                kinds.setdefault(last, "organization")
            if one.kind == "organization" and len(short := _without_company(words)) > 3 and short not in known_forms():
                kinds.setdefault(short, "organization")
    printed = Counter(re.findall(r"[a-z]+", text))
    index = index_phrases(word for word in kinds if " " in word or not printed[word.lower()] or len(word) > 9)
    for start, end, form in find_phrases(text, index):
        kind = kinds[form]
        if kind == "person" and " " not in form:
            start, kind = _with_given_name(text, start, end, kind)
        role = read_title(article, start, text) if kind == "person" else None
        gender = gender_of(role.span.text if role else _word_before(text, start)) if kind == "person" else None
        yield Found(start, end, kind, "name", roles=(role,) if role else (), gender=gender, source="again")


def is_team_name(words: str, places: AbstractSet[str]) -> bool:
    """Tell whether a name is a town's with a nickname in the plural: Philadelphia Eagles."""
    town, _, nickname = words.rpartition(" ")
    return town in places and nickname.endswith("s") and len(nickname) > 3 and nickname not in ending_kinds()


def _without_company(words: str) -> str:
    """Return a company's name without what only full names have: "Intel" of "Intel Corp."; "" if nothing comes off."""
    parts = words.split()
    size = len(parts)
    while size > 1 and plain(parts[size - 1]) in LEGAL:
        size -= 1
    return " ".join(parts[:size]).rstrip(",") if size < len(parts) and parts[0].lower() not in common_words() else ""


def drop_common(names: list[Found], text: str) -> list[Found]:
    """Leave out single words that the article prints small at least as often as with a capital inside a sentence."""
    small = Counter(re.findall(r"\b[a-z]+\b", text))
    inside: Counter[str] = Counter()
    for match in re.finditer(r"(?<=[a-z,] )[A-Z]\w+", text):
        inside[match[0].lower()] += 1
    kept = []
    for one in names:
        words = text[one.start : one.end].lower()
        single = one.source in ("pipeline", "again") and " " not in words and one.kind != "person"
        plainly = text[one.start : one.end].istitle()
        if not (single and small[words] and small[words] + plainly > inside[words]):
            kept.append(one)
    return kept
