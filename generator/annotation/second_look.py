"""A second look at one article: names that are only found because others were.

Enters: names found so far. Leaves: their further occurrences, acronyms and head words of long names, half-found names grown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from generator.annotation.found import Found, without_overlap
from generator.annotation.given import is_unknown, with_given_name, word_before
from generator.annotation.tables import common_words, ending_kinds, known_forms
from generator.annotation.titles import gender_of, read_title
from generator.model import ActorKind, Article
from generator.name_forms import COMPANY_WORDS, HEADS, LEGAL, family_first, initials, plain, surname, western_names
from generator.phrases import find_phrases, index_phrases

BRACKETED = re.compile(r"['’]?s?\s*\(\s?(?:the\s)?([A-Z][A-Za-z0-9&.-]{1,9})\s?\)")
FOLLOWER = re.compile(r" ([A-Z][a-z]{2,})(?!['’\w])")
SITE = re.compile(r" ([A-Z][a-z]{3,})(?=[.,;)]|\s[a-z])")


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
        if match and one.end + 1 not in starts and is_unknown(match[1]) and match[1].lower() not in western_names():
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
                and is_unknown(site[1])
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


def look_again(names: list[Found], text: str, article: Article) -> Iterator[Found]:
    """Yield every further occurrence of the names found, and of the last words of full personal names."""
    kinds: dict[str, ActorKind] = {}
    companies = {_company_stem(text[one.start : one.end]) for one in names if one.kind == "organization"}
    places = {text[one.start : one.end] for one in names if one.kind in ("state", "place")}
    for one in names:
        words = text[one.start : one.end]
        if one.known is None and words[0].isupper():
            kinds.setdefault(words, one.kind)
            last = next((word for word in words.split() if plain(word) == surname(words)), words.split()[-1])
            if (
                one.kind == "person"
                and " " in words
                and _is_long(last, words)
                and last not in companies
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
        if text[max(0, start - 1) : start] in ("@", "#"):
            continue
        kind = kinds[form]
        if kind == "person" and " " not in form:
            start, kind = with_given_name(text, start, end, kind)
        role = read_title(article, start, text) if kind == "person" else None
        gender = gender_of(role.span.text if role else word_before(text, start)) if kind == "person" else None
        yield Found(start, end, kind, "name", roles=(role,) if role else (), gender=gender, source="again")


def _is_long(last: str, words: str) -> bool:
    return len(last) > 2 or (len(last) > 1 and family_first(words))


def _company_stem(words: str) -> str:
    """Return what is left of a longer name without what companies add: "Ford" of "Ford Motor Company"."""
    parts = words.split()
    size = len(parts)
    while size > 1 and plain(parts[size - 1]) in COMPANY_WORDS:
        size -= 1
    return " ".join(parts[:size]) if size < len(parts) else ""


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
