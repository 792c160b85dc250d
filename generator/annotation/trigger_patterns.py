"""The frame language of data/triggers.yml, read once into tests on arguments and indexed by lemma.

One line of a frame is words, then requirements, all of which must hold. A requirement lists alternatives with `|`; one
that follows a preposition, `to` or `will` binds to what that brings ("speak @by phone"). The head of triggers.yml
describes the language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.data import load_data

Kind = Literal[
    "words",
    "subject",
    "preposition",
    "actor",
    "place",
    "owner",
    "infinitive",
    "clause",
    "future",
    "passive",
    "naming",
    "town",
]
SIGNS: dict[str, Kind] = {
    "~who": "actor",
    "~place": "place",
    "~poss": "owner",
    "to": "infinitive",
    "that": "clause",
    "will": "future",
    "~passive": "passive",
    "~naming": "naming",
    "~town": "town",
}
WEIGHTS: dict[Kind, int] = {
    "words": 3,
    "subject": 2,
    "preposition": 2,
    "actor": 1,
    "place": 1,
    "owner": 1,
    "infinitive": 1,
    "clause": 1,
    "future": 1,
    "passive": 1,
    "naming": 1,
    "town": 1,
}
CLASSES = ("hostile", "cooperative")
"""Groups that are no word lists: the complement is itself an event of such a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One alternative of a requirement; `words` for kinds that name some, `event_class` for a group of CLASSES."""

    kind: Kind
    words: frozenset[str] = frozenset()
    event_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Alternatives of which one must hold (none, if `negative`); `bound` must hold of what the first one brings."""

    atoms: tuple[Atom, ...]
    negative: bool = False
    bound: Requirement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a pattern's words mean: page type, PLOVER category and mode; an operator speaks about another event."""

    type: str
    plover: str | None
    mode: str | None = None
    operator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One line of a frame for one lemma; `weight` counts what it requires, `order` its place in the file."""

    lemma: str
    frame: Frame
    particle: str | None = None
    requirements: tuple[Requirement, ...] = ()
    weight: int = 0
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All patterns by lemma, heaviest first, and the word groups."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    groups: Mapping[str, frozenset[str]]


@cache
def read_lexicon() -> Lexicon:
    """Read data/triggers.yml; a line that is wrong raises `ValueError` with the line."""
    table = load_data("triggers")
    groups = {name: frozenset(str(words).replace("|", " ").split()) for name, words in table["groups"].items()}
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    order = 0
    for entry in table["frames"]:
        frame = Frame(
            type=entry["type"],
            plover=entry.get("plover"),
            mode=entry.get("mode"),
            operator=bool(entry.get("operator")),
        )
        for section, index in (("verbs", verbs), ("nouns", nouns)):
            for line in str(entry.get(section, "")).splitlines():
                for pattern in _read_line(line, frame, groups, order):
                    index[pattern.lemma].append(pattern)
                    order += 1
    return Lexicon(verbs=_sorted(verbs), nouns=_sorted(nouns), groups=groups)


def _sorted(index: Mapping[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {
        lemma: tuple(sorted(patterns, key=lambda pattern: (-pattern.weight, pattern.order)))
        for lemma, patterns in index.items()
    }


def _read_line(line: str, frame: Frame, groups: Mapping[str, Any], order: int) -> Iterator[Pattern]:
    words = line.split()
    if not words:
        return
    requirements: list[Requirement] = []
    for word in words[1:]:
        fresh = _read_requirement(word, groups, line)
        last = requirements[-1] if requirements else None
        if last and not fresh.negative and last.bound is None and _binds(last, fresh):
            requirements[-1] = Requirement(atoms=last.atoms, negative=last.negative, bound=fresh)
        else:
            requirements.append(fresh)
    weight = sum(_weigh(requirement) for requirement in requirements if not requirement.negative)
    for lemma in words[0].split("|"):
        base, _, particle = lemma.partition("+")
        yield Pattern(
            lemma=base,
            frame=frame,
            particle=particle or None,
            requirements=tuple(requirements),
            weight=weight + (2 if particle else 0),
            order=order,
        )


def _binds(last: Requirement, fresh: Requirement) -> bool:
    first = last.atoms[0].kind
    if first == "preposition":
        return fresh.atoms[0].kind in ("words", "actor", "place")
    return first in ("infinitive", "future") and fresh.atoms[0].kind == "words" and not last.negative


def _weigh(requirement: Requirement) -> int:
    own = min(WEIGHTS[atom.kind] for atom in requirement.atoms)
    return own + (_weigh(requirement.bound) if requirement.bound else 0)


def _read_requirement(text: str, groups: Mapping[str, Any], line: str) -> Requirement:
    negative = text.startswith("!")
    atoms: list[Atom] = []
    if text.removeprefix("!").startswith("<"):
        words = frozenset(text.removeprefix("!")[1:].split("|"))
        return Requirement(atoms=(Atom(kind="subject", words=words),), negative=negative)
    plain: set[str] = set()
    prepositions: set[str] = set()
    after_at = False
    for part in text.removeprefix("!").split("|"):
        if part.startswith("@"):
            after_at = True
            prepositions.add(part[1:])
        elif part in SIGNS and not after_at:
            atoms.append(Atom(kind=SIGNS[part]))
        elif part.startswith("{") and part[1:-1] in CLASSES:
            atoms.append(Atom(kind="words", event_class=part[1:-1]))
        elif part.startswith("{"):
            if part[1:-1] not in groups:
                raise ValueError(f"triggers.yml: no group {part} for the line {line.strip()!r}")
            plain |= groups[part[1:-1]]
        elif after_at:
            prepositions.add(part)
        else:
            plain.add(part)
    if prepositions:
        atoms.insert(0, Atom(kind="preposition", words=frozenset(prepositions)))
    if plain:
        atoms.insert(0, Atom(kind="words", words=frozenset(plain)))
    return Requirement(atoms=tuple(atoms), negative=negative)
