"""Offices by the words that the press uses, and who holds them according to the packaged Factbook.

Enters: printed roles and descriptions. Leaves: one name for an office ("foreign minister" for "Foreign Secretary") and the
holders of the highest offices of states with the day since which they hold them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.data import load_data
from generator.states import factbook_leaders

NOT_NOW = re.compile(
    r"\b(?:former|ex|late|then|onetime|previous|past|ousted|deposed|late|designate|elect|would-be|deputy|acting|vice)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds an office of a state, and since which ISO day."""

    state: str
    office: str
    name: str
    since: str


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return forms and their office, longest first."""
    pairs = [(form.lower(), office) for office, forms in load_data("offices")["offices"].items() for form in forms]
    pairs += [(form, "leader") for form in load_data("offices")["leader"]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def office_of(role: str) -> str | None:
    """Return the office that a printed role names, None for former holders, deputies and what is no single office."""
    words = re.sub(r"\s+", " ", role.lower().replace("’", "'"))
    for form, office in _forms():
        match = re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", words)
        if match:
            before, after = words[: match.start()], words[match.end() :]
            if re.match(r"'s?\b|\s+(?!of\b|for\b|and\b)\w", after):
                return None
            if NOT_NOW.search(before) or re.search(r"\bvice[ -]$|\bassistant\b|\bunder-?$", before):
                return None
            if office == "secretary-general" and form == "chief":
                return None
            return office
    return None


def leads(office: str) -> bool:
    """Tell whether the holder of an office may be called the state's leader."""
    return office in load_data("offices")["leading"] or office == "leader"


@cache
def alone_forms() -> Mapping[str, str]:
    """Map the words for offices of which a government has one, lower-case, to the office."""
    return {form: office for office, forms in load_data("offices")["alone"].items() for form in forms}


def office_alone(words: str) -> str | None:
    """Return the office that words name and nothing else: "the President", "Vice President"."""
    return alone_forms().get(re.sub(r"\s+", " ", re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)).lower())


def office_id(article: str, office: str) -> str:
    """Return the local id of an office that an article names without its holder."""
    return f"{article}#o-{office.replace(' ', '-')}"


@cache
def factbook_holders() -> Mapping[tuple[str, str], Holder]:
    """Map state and office to the holder named in the Factbook."""
    found: dict[tuple[str, str], Holder] = {}
    for state, place, line in factbook_leaders():
        match = re.match(r"(.*?)\s*\(since (?:circa )?(\d{1,2} \w+ \d{4})\)", line)
        if match is None:
            continue
        title, name = _split_name(match[1])
        office = office_of(title) if title else ("prime minister" if place == "head of government" else None)
        day, month, year = match[2].split()
        since = datetime.datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date().isoformat()
        if office and name and not {"Transition", "Emperor", "Grand", "Prince", "King"} & set(name.split()):
            found.setdefault((state, office), Holder(state=state, office=office, name=name, since=since))
    return found


def _split_name(words: str) -> tuple[str, str]:
    """Return title and name: the name begins after the last word of a title, its surname is in capitals."""
    parts = words.replace(",", "").split()
    titles = {word for form, _ in _forms() for word in form.split()} | {
        "of",
        "the",
        "and",
        "state",
        "council",
        "federal",
        "acting",
        "interim",
    }
    size = 0
    while size < len(parts) and (
        parts[size].lower().strip(".") in titles or parts[size] in ("Gen.", "Dr.", "Sheikh", "Co-chairperson")
    ):
        size += 1
    title, name = " ".join(parts[:size]), parts[size:]
    if len(name) > 2 and name[-1].isupper() and not name[0].isupper() and len(name[1].strip(".")) > 1:
        name = [name[0], name[-1]] if name[1].endswith(("vich", "vych", "ovna", "evna")) else name
    return title, " ".join(
        "-".join(p.capitalize() if p.isupper() and len(p) > 1 and p not in ROMAN else p for p in part.split("-"))
        for part in name
    )


ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "XIV", "XVI"})


def factbook_holder(state: str, office: str, day: str) -> Holder | None:
    """Return who held the office on an ISO day, None if the Factbook cannot know: before "since", or long after its day."""
    holder = factbook_holders().get((state, office))
    data = load_data("offices")
    last = data["factbook_day"] + datetime.timedelta(days=data["factbook_trust"])
    if holder is None or not holder.since <= day <= last.isoformat():
        return None
    return holder
