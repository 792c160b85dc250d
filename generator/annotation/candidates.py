"""Names in one article before they are grouped: from our tables, from the pipeline, and by a second look.

Enters: the parsed `Doc`, whose text is as long as the printed one. Leaves: `Found`, not yet free of overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.annotation.found import Found
from generator.annotation.given import is_common_word, is_title, with_given_name, word_before
from generator.annotation.joined_names import part_names
from generator.annotation.officeholders import cut_before_name, find_officeholders, is_office
from generator.annotation.refused import is_deed, is_refused
from generator.annotation.repair import cut_pieces, is_name, trim
from generator.annotation.tables import common_words, ending_kinds, institution_words, known_forms, known_index
from generator.annotation.titles import gender_of, has_office, read_apposition, read_title, strip_titles
from generator.data import load_data
from generator.model import ActorKind, Article, Role
from generator.offices import alone_forms
from generator.phrases import find_phrases
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
JOINED_PLACES = re.compile(
    r"(?:North|South|East|West|Northern|Southern) and (?:North|South|East|West|Northern|Southern) "
)
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
        for piece in cut_pieces(text, ent.start_char, ent.end_char):
            for start, end, part in part_names(text, *trim(text, *piece), kind):
                own = cut_before_name(text, start, end)
                named: ActorKind = "person" if own > start and part == "place" else part
                for left, right in _split_known(text, *trim(text, own, end), named):
                    yield from _name_in(text, article, left, right, named)


def _datelines(text: str) -> Iterator[Found]:
    """Yield the towns of datelines: "Cape Town 1996-11-01", "Bonn, Aug 30 (Agency) -"."""
    for match in DATELINE.finditer(text):
        if match[1] not in known_forms() and not is_common_word(match[1], "place") and is_name(match[1]):
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
                yield start + (0 if _is_national(words) else len(" ".join(parts[:size])) + 1), end
                return
    yield start, end


def _is_national(words: str) -> bool:
    """Tell whether a nationality and a common word make one name: "Norland Dream" is a party, no person called Dream."""
    nationality, _, rest = words.partition(" ")
    place = place_forms().get(nationality)
    return bool(place and place.form == "demonym") and rest.lower() in common_words() and not is_title(rest)


def _name_in(text: str, article: Article, start: int, end: int, kind: ActorKind) -> Iterator[Found]:
    """Yield the name inside a span: titles taken off and kept as a role, what is no name left out."""
    start, end = trim(text, start, end)
    if kind == "person" and _is_national(text[start:end]):
        kind = "organization"
    if kind in ("place", "person") and (match := re.search(r"\s+\d+$", text[start:end])):
        end = start + match.start()
    roles: tuple[Role, ...] = ()
    gender = None
    words = text[start:end]
    if kind in ("person", "organization"):
        cut = strip_titles(words)
        if cut >= len(words):
            return
        if kind == "organization" and (not has_office(words[:cut]) or words[cut:].startswith(("of ", "for ", "and "))):
            if any(body in words for body in load_data("institutions")["general"]):
                return  # institutions.py reads whose Supreme Court it is
            cut = 0  # "National Police of Norland", "Executive Order": no title stands before a person there
        if cut and (kind == "person" or ending_kinds().get(words.split()[-1]) is None):
            gender = gender_of(words[:cut])
            kind = "person"
            start += cut
    if kind == "person":
        role = read_title(article, start, text)
        after = read_apposition(article, end, text)
        roles = tuple(one for one in (role, after) if one)
        gender = gender or gender_of(role.span.text if role else word_before(text, start))
    words = text[start:end]
    last = words.split()[-1] if words else ""
    ends = last in institution_words("noble_titles") or (kind == "person" and " " in words and is_office(last))
    if ends and text[end : end + 4] == " of ":
        words = words.rpartition(" ")[0]
        end = start + len(words)
    if (
        re.sub(r"\s+\d+$", "", words) in known_forms()
        or JOINED_PLACES.match(words)
        or all(part in known_forms() for part in words.split("-"))
        or (kind == "place" and _is_headline(words))
    ):
        return
    if len(words) < 2 or words in known_forms() or words.lower() in alone_forms():
        return
    if not is_name(words) or is_common_word(words, kind):
        return  # what the tables know they have with more certainty
    if is_refused(text, start, end) or is_deed(words):
        return
    if kind == "person":
        start, end = _once_printed(text, start, end)
        words = text[start:end]
        if words in institution_words("stage_words"):
            return
    if _is_no_actor(words) and kind != "person":
        return
    if _is_group(words):
        return  # "G7 Leaders": the tables have the G7
    kind = ending_kinds().get(words.split()[-1], kind) if " " in words else kind
    if kind == "person" and " " in words and not roles and words.split()[-1] in place_forms():
        kind = "organization"  # a branch of a company: "Thales UK"
    if words.split(", ")[0] in capitals() and kind != "person":
        kind = "place"
    start, kind = with_given_name(text, start, end, kind)
    yield Found(start, end, kind, "name", roles=roles, gender=gender)


def _once_printed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a person's name without the surname that a caption repeats after it: "Ann Lee Lee"."""
    *before, last = text[start:end].split(" ")
    return (start, end - len(last) - 1) if len(before) > 1 and before[-1] == last else (start, end)


def _is_no_actor(words: str) -> bool:
    """Tell whether words name an event, a law, a paper or a meeting that is no standing body."""
    *before, last = words.split()
    if not before:
        return False
    if last == "Conference":
        return before[-1] not in institution_words("conference_bodies")
    return last in institution_words("no_actor_ends")


def _is_headline(words: str) -> bool:
    """Tell whether words are a state and the verb of a headline: "Norway Raises"."""
    state, _, verb = words.partition(" ")
    return state in place_forms() and verb.istitle() and verb.endswith("s") and verb not in ending_kinds()


def _is_group(words: str) -> bool:
    """Tell whether words are a known name and a noun for its people or what they did: "G7 Leaders", "NATO Allies"."""
    name, _, last = words.rpartition(" ")
    return name in known_forms() and last in institution_words("group_nouns")
