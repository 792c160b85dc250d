"""Teams that bear the name of a town or state: "Norway beat Bulgaria", "Chicago at Miami".

Only in an article about a team sport, and only where the place plays and nothing happens in it. The team's qualifier is
the sport, so that the football team and the state keep apart, and teams of two sports too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from generator.annotation.found import Found
from generator.annotation.repair import DAYS
from generator.annotation.tables import common_words, known_forms
from generator.data import load_data

PLACED = re.compile(
    r"\b(?:in|from|near|outside|around|across|into|of|via|through|toward|towards|throughout|capital)\s+(?:the\s+)?$"
)
AFTER_COMMA = re.compile(r"[A-Za-z]\s?,\s$")
BRACKETED = re.compile(r"\(\s?$")
SCORE = re.compile(r"\s+\d{1,3}(?:\s*[-–]\s*\d|\s|$|,|-)")
NAME = r"[A-Z][\w.'’-]*(?:[ ](?:[A-Z][\w.'’-]*|de|la))*"
SCORERS = r"(?:\s*\([^()\n]*\))?"
RESULT = re.compile(
    rf"^[ ]*(?P<home>{NAME}) \d{{1,3}}{SCORERS},? (?P<away>{NAME}) \d{{1,3}}{SCORERS}[ .]*(?=\(|$)", re.MULTILINE
)
FIXTURE = re.compile(rf"^[ ]*(?P<home>{NAME}) (?:AT|at|v|vs\.?) (?P<away>{NAME})[ .]*$", re.MULTILINE)
STANDING = re.compile(rf"^[ ]*(?:\d+[.)]? )?(?P<home>{NAME})(?:[ \t]+[-+.]?\d[\d.½/+-]*){{3,}}[ \t.-]*$", re.MULTILINE)
BEATEN = re.compile(
    rf"(?P<home>{NAME}) (?:beat|defeated|thrashed|edged|crushed|downed|routed|blanked|held|drew with|lost to) "
    rf"(?P<away>{NAME})(?=,? (?:by )?\d+-\d+)"
)
TABLE = re.compile(r"^\s*(?:\d+[.)]?\s+)?$")


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load_data("sports")[group].split())


@cache
def _sports() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return sport, pattern of its headline, pattern of its words."""
    found = []
    for sport, hints in load_data("sports")["team"].items():
        heads = "|".join(re.escape(word) for word in hints["headline"])
        words = "|".join(re.escape(word) for word in sorted(hints["words"], key=len, reverse=True))
        found.append(
            (
                sport,
                re.compile(rf"\s*(?:{heads})\s?-", re.IGNORECASE),
                re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE),
            )
        )
    return tuple(found)


@cache
def _single() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in load_data("sports")["single"])
    return re.compile(rf"\s*(?:{names})\s?-", re.IGNORECASE)


def sport_of(text: str) -> str:
    """Return the team sport that an article is about, "" for none."""
    if _single().match(text):
        return ""
    for sport, headline, _ in _sports():
        if headline.match(text):
            return sport
    start = text[:3000]
    hits = {sport: {word.lower() for word in words.findall(start)} for sport, _, words in _sports()}
    best = max(hits, key=lambda sport: len(hits[sport]))
    enough = 3 if len(text) > 1500 else 2
    return best if len(hits[best]) >= enough else ""


def find_clubs(text: str, sport: str) -> Iterator[Found]:
    """Yield the teams of tables and results: "Lens 1 Marseille 1", "CHICAGO AT MIAMI", "Ruch Chorzow beat Legia 2-0"."""
    if not sport:
        return
    for pattern in (RESULT, FIXTURE, STANDING, BEATEN):
        for match in pattern.finditer(text):
            for group in ("home", "away")[: pattern.groups]:
                start = _name_start(match[group])
                name = match[group][start:]
                if name and not _is_word(name):
                    left = match.start(group) + start
                    yield Found(left, match.end(group), "organization", "name", source="institution")


def _name_start(words: str) -> int:
    """Return where a team's name begins in capitalised words: "On Sunday Ajax" is Ajax."""
    start = 0
    while " " in words[start:]:
        first = words[start:].split(" ")[0]
        if first not in DAYS and first.lower() not in common_words():
            break
        start += len(first) + 1
    return start


def _is_word(name: str) -> bool:
    """Tell whether a row of a table begins with a heading and not with a team."""
    words = name.split()
    return all(word.lower() in common_words() or len(word) < 3 or word in DAYS for word in words) or len(words) > 4


def read_teams(names: Iterable[Found], text: str, sport: str) -> Iterator[Found]:
    """Yield the names, places that play as teams of the article's sport."""
    names = list(names)
    if not sport:
        yield from names
        return
    names = list(_with_nicknames(names, text))
    clubs = {text[one.start : one.end] for one in find_clubs(text, sport)}
    clubs |= {first for name in clubs if " " in name and _says_something(first := name.split()[0])}
    playing = {_name(one, text) for one in names if _can_play(one) and _plays(one, text)}
    playing |= {_name(one, text) for one in names if _can_play(one) and text[one.start : one.end] in clubs}
    for one in names:
        player = one.form == "demonym" and one.known in playing and _are_players(one, text)
        if player or (_can_play(one) and _name(one, text) in playing and not _is_place(one, text)):
            yield replace(one, kind="organization", known=_name(one, text), qualifier=sport, source="institution")
        elif text[one.start : one.end] in clubs and not one.gender and not _is_place(one, text):
            yield replace(one, kind="organization", qualifier=sport, roles=())
        else:
            yield one


def _with_nicknames(names: Iterable[Found], text: str) -> Iterator[Found]:
    """Yield the names, a town and the nickname right after it as one: Philadelphia Eagles."""
    held: Found | None = None
    for one in names:
        nickname = text[one.start : one.end]
        follows = held is not None and one.start == held.end + 1 and text[held.end] == " "
        if held and follows and one.kind == "organization" and one.known is None and nickname.endswith("s"):
            yield replace(one, start=held.start)
            held = None
            continue
        if held:
            yield held
        held = one if one.kind == "place" and one.form == "name" else None
        if held is None:
            yield one
    if held:
        yield held


def _name(one: Found, text: str) -> str:
    return one.known or text[one.start : one.end]


def _can_play(one: Found) -> bool:
    return one.kind in ("state", "place") and one.form == "name" and not one.qualifier


def _says_something(word: str) -> bool:
    """Tell whether the first word of a club's name can stand for it: Ruch, not Real or Manchester."""
    return len(word) > 3 and word not in known_forms() and word.lower() not in common_words()


def _are_players(one: Found, text: str) -> bool:
    """Tell whether a nationality in the plural means the team: "the Norwegians led"."""
    plural = text[one.start : one.end].endswith(("s", "sh", "ch", "ese"))
    return (
        plural
        and re.search(r"\b[Tt]he $", text[max(0, one.start - 5) : one.start]) is not None
        and (
            re.match(r"\s+[a-z]+(?:ed|s|t|w|n)\b|[.,]", text[one.end : one.end + 20]) is not None
            or re.match(r"\s+(?:in|into|on|with|to|at|and|were|had|have|are)\b", text[one.end : one.end + 8])
            is not None
        )
    )


def _is_place(one: Found, text: str) -> bool:
    """Tell whether something happens in the place here: after "in", in a dateline, in brackets after a player."""
    before = text[max(0, one.start - 30) : one.start]
    after = text[one.end : one.end + 12]
    if (
        PLACED.search(before)
        or BRACKETED.search(before)
        or re.match(r",\s+[A-Z][a-z]+\s+\d{4}-", text[one.end : one.end + 40])
    ):
        return True
    if re.match(r"\s+\d{4}-\d\d-\d\d|\s*\(Reuter|,\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", after):
        return True
    return bool(AFTER_COMMA.search(before) and re.match(r"\s+\d{4}-", after))


def _plays(one: Found, text: str) -> bool:
    if _is_place(one, text):
        return False
    line = text.rfind("\n", 0, one.start) + 1
    before = text[line : one.start]
    after = text[one.end : one.end + 40]
    following = re.match(r"(?:['’]s?)?\s+([a-z-]+)", after)
    if following and (following[1] in _words("people") or (after[0] == " " and following[1] in _words("plays"))):
        return True
    preceding = re.search(r"([A-Za-z]+)\s+(?:the\s+)?$", before)
    if preceding and preceding[1].lower() in _words("played") - {"and", "with", "to", "for", "by", "at", "than"}:
        return True
    if re.search(r"(?:^|\d )[A-Z][\w .]+ (?:AT|at|v|vs) $", before) and not after.strip(" ").startswith("in "):
        return True
    return bool(SCORE.match(after)) or (
        TABLE.match(before) is not None and re.match(r"\s+(?:AT|at|v|vs)\s", after) is not None
    )
