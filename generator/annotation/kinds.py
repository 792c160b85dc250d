"""One kind for one string in an article: by titles, by endings, by vote; namesakes of states told apart by context."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.annotation.found import Found
from generator.annotation.surroundings import read_surroundings
from generator.annotation.tables import ending_kinds, known_forms
from generator.annotation.titles import read_title
from generator.model import ActorKind, Article
from generator.name_forms import COMPANY_WORDS, gender_of_name, plain, western_names
from generator.place_words import is_called_town
from generator.states import place_forms

AMERICAN = re.compile(
    r"\b(?:Atlanta|Savannah|Augusta|Macon|Fulton County|U\.?S\.? state of Georgia|Georgia (?:Tech|Gov|Governor|State|Sen)"
    r"|Georgia['’]s (?:Republican|Democratic|governor|secretary of state))\b"
)
CAUCASIAN = re.compile(
    r"\b(?:Tbilisi|Georgians?\b(?! (?:coast|house|era))|Saakashvili|Shevardnadze|South Ossetia|Abkhazia|Caucasus|Batumi)\b"
)
PLURAL = re.compile(r"\b([Tt]he )?((?:[A-Z][a-z]+ )?)([A-Z]\w{3,}s)\b")
STATE_AFTER = re.compile(r"\s+[Ss]tate\b(?! (?:Department|University))")
TITLED = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sir", "President", "Minister", "Senator", "Judge", "General"})
SPEECH = re.compile(
    r"\s+(?:said|says|told|added|asked|wrote|replied|insisted|argued|claimed|recalled|joked|smiled|explained)\b"
)


def settle_kinds(names: list[Found], text: str, article: Article) -> Iterator[Found]:
    """Give one string one kind: a titled name is a person, else the kind seen most, persons first."""
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    fulls: dict[str, set[str]] = defaultdict(set)
    around = read_surroundings(names, text)
    for one in names:
        words = text[one.start : one.end]
        if one.known is None:
            votes[words].update(around.get(one.start, ()))
            role = one.roles[0] if one.roles else read_title(article, one.start, text)
            votes[words][one.kind] += 5 if one.source == "institution" else 1
            if 1 < len(words.split()) < 4 and gender_of_name(words) and words.split()[-1] not in ending_kinds():
                votes[words]["person"] += 2
            if one.kind in ("organization", "person") and words.istitle() and _is_located(text, one.start, one.end):
                votes[words]["place"] += 1 + 2 * (one.kind == "person" and one.roles == ())
            if is_called_town(text, one.start):
                votes[words]["place"] += 6
            if role or one.gender:
                votes[words]["person"] += 3
            if " " in words and len(words.split()) < 4 and words.split()[-1] not in ending_kinds():
                fulls[words.split()[-1]].add(words)
    _share_votes(votes, fulls)
    collectives = _collectives(votes, text)
    for one in names:
        words = text[one.start : one.end]
        if one.known is not None:
            yield one
            continue
        kind = max(votes[words], key=lambda k: (votes[words][k], k == "person", k))
        if kind == "person" and words.split()[-1] in collectives:
            kind = "organization"
        if " " in words:
            kind = ending_kinds().get(words.split()[-1], kind)
        roles = one.roles
        if kind == "person" and not roles and (role := read_title(article, one.start, text)):
            roles = (role,)
        yield replace(one, kind=kind, roles=roles if kind == "person" else ())


def _is_located(text: str, start: int, end: int) -> bool:
    """Tell whether something happens in a single name here: "fighting in Grozny on Monday"."""
    if " " in text[start:end] or not re.search(r"\b(?:in|near|outside)\s$", text[max(0, start - 9) : start]):
        return False
    return (
        re.match(r"[.,]?(?:\s+(?:on|in|after|before|and|where|when|for|to)\b|\s*$|[.,]\s)", text[end : end + 9])
        is not None
    )


def _collectives(votes: Iterable[str], text: str) -> set[str]:
    """Return the single words in the plural that stand after "the" and have no title: the Eagles are no person."""
    after_the: set[str] = set()
    titled: set[str] = set()
    for match in PLURAL.finditer(text):
        other = match[2].strip()
        if match[1]:
            after_the.add(match[3])
        if other in TITLED or other.lower() in western_names():
            titled.add(match[3])
    return {word for word in {name.split()[-1] for name in votes} if word in after_the and word not in titled}


def _share_votes(votes: dict[str, Counter[ActorKind]], fulls: dict[str, set[str]]) -> None:
    """Let a full name and its last word vote together: "Lukas Berg" is whom "Berg" is; a company and its first word."""
    companies: set[str] = set()
    for name in list(votes):
        words = name.split()
        if len(words) > 1 and ending_kinds().get(words[-1]) == "organization":
            for size in range(1, len(words)):
                short = " ".join(words[:size]).rstrip(",")
                if (
                    short in votes
                    and short not in known_forms()
                    and all(plain(word) in COMPANY_WORDS for word in words[size:])
                ):
                    votes[short]["organization"] += 4
                    companies.add(short)
        elif (
            len(words) == 2
            and votes[words[0]]["organization"] > votes[name]["person"]
            and not votes[words[0]]["person"]
        ) and words[0].lower() not in western_names():
            votes[name]["organization"] += votes[words[0]]["organization"]
    for last, names in fulls.items():
        if (last in votes or len(names) > 1) and last not in known_forms() and last not in companies:
            together: Counter[ActorKind] = Counter()
            for name in (*sorted(names), last):
                together.update(votes[name])
            people = together["person"]
            if people and people * 2 >= sum(together.values()):
                for name in (*names, last):
                    votes[name]["person"] += sum(together.values())


def tell_namesakes(names: Iterable[Found], text: str, article: Article) -> Iterator[Found]:
    """Tell a state from a person or region of the same name: Jordan from Jim Jordan, Georgia from the U.S. state."""
    names = list(_one_korea(names, text))
    people = {
        text[one.start : one.end].split()[-1]: text[one.start : one.end]
        for one in names
        if one.kind == "person" and " " in text[one.start : one.end]
    }
    demonyms = {one.known for one in names if one.form == "demonym"}
    american = (
        bool(AMERICAN.search(text))
        or sum(1 for one in names if one.known and one.form == "name" and _is_american(text[one.start : one.end])) >= 2
    )
    located = {text[one.start : one.end] for one in names if _is_place_here(one, text)}
    for one in names:
        words = text[one.start : one.end]
        if (words in ("Washington", "New York") and one.kind != "person" and STATE_AFTER.match(text, one.end)) or (
            one.known == "Georgia" and american and not CAUCASIAN.search(text)
        ):
            yield replace(one, kind="place", qualifier="U.S. state")
        elif one.source == "table" and one.form == "name" and words in people and one.known not in demonyms:
            titled = read_title(article, one.start, text) is not None or SPEECH.match(text, one.end)
            if not titled and (words in located or _is_place_here(one, text)):
                yield one
            else:
                role = read_title(article, one.start, text)
                yield replace(one, kind="person", known=None, roles=(role,) if role else (), source="again")
        else:
            yield one


TWO_STATES = {"Korea": ("South Korea", "North Korea"), "Congo": ("DR Congo", "Republic of the Congo")}


def _one_korea(names: Iterable[Found], text: str) -> Iterator[Found]:
    """Read a bare "Korea" or "Congo" as the one of the two states that the article names, if it names only one."""
    names = list(names)
    known = {one.known for one in names}
    for one in names:
        states = known.intersection(TWO_STATES.get(text[one.start : one.end], ()))
        if len(states) == 1 and one.known is None:
            yield replace(one, kind="state", known=next(iter(states)), source="table")
        else:
            yield one


def _is_place_here(one: Found, text: str) -> bool:
    """Tell whether a name stands where only a place can: after "in" or "from", in a dateline."""
    if one.source != "table" or one.form != "name":
        return False
    if re.search(r"\b(?:in|to|from|near|across|into|of)\s$", text[max(0, one.start - 8) : one.start]):
        return not SPEECH.match(text, one.end)
    first = one.start == 0 or text[one.start - 1] == "\n"
    return first and re.match(r"\s*(?:,|\(|-|–|—|\d)", text[one.end : one.end + 4]) is not None


def _is_american(word: str) -> bool:
    place = place_forms().get(word)
    return place is not None and place.within == "United States" and place.kind == "place"


def main_country(text: str, dateline: str | None) -> str:
    """Return the state that an article is about: the one it names most, by name, nationality or region; "" if none leads."""
    counts: Counter[str] = Counter()
    for match in re.finditer(r"[A-Z][\w.]*(?: [A-Z][\w.]*)?", text):
        words = match[0]
        place = place_forms().get(words) or place_forms().get(words.split()[0]) or place_forms().get(words.rstrip("."))
        if place and place.within:
            counts[place.within] += 1
    if dateline:
        known = known_forms().get(dateline)
        place = place_forms().get(known.name) if known else None
        if place and place.within:
            counts[place.within] += 1
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]
