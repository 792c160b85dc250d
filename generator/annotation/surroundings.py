"""What the words around a name say of its kind: "north of Elden", "Elden region", a row of towns, a photographer's credit.

Enters: a text and its names in order, no two overlapping. Leaves: votes by the start of a name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.annotation.found import Found
from generator.model import ActorKind
from generator.name_forms import gender_of_name

Votes = dict[int, Counter[ActorKind]]

PLACE_BEFORE = re.compile(
    r"\b(?:(?:[Nn]orth|[Ss]outh)?-?(?:[Ee]ast|[Ww]est|[Nn]orth|[Ss]outh)(?:ern)? of|[Nn]ear|[Oo]utside|[Oo]utskirts of"
    r"|(?:city|town|village|settlement|suburb|district|port|region|province|hamlet|streets) of)\s$"
)
TOWN_OF = re.compile(r"\b[a-z]+ of\s$")
PLACE_AFTER = re.compile(r"\s(?:oblast|region|province|district|direction|raion|airport|suburbs?)s?\b")
PLACES_AFTER = re.compile(r"\s(?:oblasts|regions|provinces|districts|directions|counties|Counties)\b")
CREDIT = re.compile(r"\b(?:Photographs?|Photos?|Images?|Pictures?|Illustration):\s$")
BETWEEN = re.compile(r",\s|\sand\s|,\sand\s|\sor\s")


def read_surroundings(names: Sequence[Found], text: str) -> Votes:
    """Return the votes of what stands before and behind each name, and of the rows that names stand in."""
    votes: Votes = defaultdict(Counter)
    for one in names:
        if one.known is not None:
            continue
        if PLACE_BEFORE.search(text, max(0, one.start - 24), one.start) or PLACE_AFTER.match(text, one.end):
            votes[one.start]["place"] += 3
        elif CREDIT.search(text, max(0, one.start - 16), one.start) and text[one.end : one.end + 1] in "/|\n":
            votes[one.start]["person"] += 3 * (" " in text[one.start : one.end])
    for row in _rows(names, text):
        _read_row(row, votes, text)
    return votes


def _rows(names: Sequence[Found], text: str) -> list[list[Found]]:
    """Return the enumerations of three names or more: "Elden, Marsk and Port Hale"."""
    rows: list[list[Found]] = [[]]
    for one in names:
        if rows[-1] and not BETWEEN.fullmatch(text, rows[-1][-1].end, one.start):
            rows.append([])
        rows[-1].append(one)
    return [row for row in rows if len(row) > 2]


def _read_row(row: Sequence[Found], votes: Votes, text: str) -> None:
    """Let what is certain in a row vote for what is not: single words that nothing shows to be people."""
    open_ones = [one for one in row if one.known is None and not _is_person(one, text)]
    if PLACES_AFTER.match(text, row[-1].end) or votes[row[0].start]["place"] > 0:
        town = TOWN_OF.search(text, max(0, row[0].start - 24), row[0].start)
        for one in open_ones:
            if not town or one.kind != "person" or " " not in text[one.start : one.end]:
                votes[one.start]["place"] += 4  # in "the town of Elden, Juri Marsk" the second is its mayor
        return
    sure = sum(one.form == "name" and _is_sure_place(one, votes) for one in row)
    likely = Counter(one.kind for one in row)
    if sure and sure + likely["place"] + likely["state"] - sure >= len(row) / 2 and not _has_people(row, text):
        for one in open_ones:
            votes[one.start]["place"] += 3
    elif likely["organization"] * 3 >= len(row) * 2 and not _has_people(row, text):
        for one in open_ones:
            votes[one.start]["organization"] += 2


def _is_sure_place(one: Found, votes: Votes) -> bool:
    return (one.known is not None and one.kind in ("place", "state")) or votes[one.start]["place"] > 0


def _is_person(one: Found, text: str) -> bool:
    words = text[one.start : one.end]
    return bool(one.roles or one.gender or gender_of_name(words) or len(words.split()) > 3)


def _has_people(row: Sequence[Found], text: str) -> bool:
    return any(one.known is None and one.kind == "person" and _is_person(one, text) for one in row)
