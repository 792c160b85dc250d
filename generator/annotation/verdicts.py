"""What becomes of an event, and the word lists of data/modality.yml that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.data import load_data

if TYPE_CHECKING:
    from generator.model import Modality

VERDICTS: tuple[Modality, ...] = ("planned", "demanded", "threatened", "possible", "denied", "historical")
FIRMEST: tuple[Modality, ...] = ("demanded", "planned", "threatened", "possible", "denied")
OPEN: tuple[Modality, ...] = ("planned", "demanded", "threatened", "possible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A modality, the words behind it, and the lemma of the word that took the event as its complement."""

    modality: Modality
    reason: str
    governor: str = ""


def settle(verdict: Verdict, kind: str) -> Verdict:
    """Return the verdict for an event of a type: to decide on an order, a ban, a recognition is to make it."""
    if verdict.modality == "planned" and kind in word_list("decided") and verdict.governor in word_list("deciding"):
        return Verdict(modality="happened", reason=f"{verdict.reason}, which settles it")
    return verdict


@cache
def verdict_lists() -> dict[str, dict[str, frozenset[str]]]:
    """Return word lists by section and verdict."""
    data = load_data("modality")
    return {
        section: {verdict: frozenset(_words(words)) for verdict, words in lists.items()}
        for section, lists in data.items()
        if isinstance(lists, dict)
    }


def _words(words: Any) -> list[str]:
    return words.split() if isinstance(words, str) else [str(word) for word in words]


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a plain list of data/modality.yml."""
    return frozenset(_words(load_data("modality")[name]))


def look_up(section: str, word: str, verdicts: tuple[Modality, ...] = VERDICTS) -> Modality | None:
    """Return the first verdict under which a section lists a word."""
    lists = verdict_lists()[section]
    return next((verdict for verdict in verdicts if word in lists.get(verdict, ())), None)


def stronger(first: Verdict | None, second: Verdict) -> Verdict:
    """Return the verdict that counts: a denial over all, else the one nearest the event word."""
    if first is None or second.modality == "denied":
        return second
    return first
