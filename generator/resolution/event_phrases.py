"""How the reports of an event put it, for its title: which deed of a type it was, and whom it touched in their words.

Enters: the reports of one event. Leaves: the patterns of data/event_titles.yml that fit their words, and the printed
phrases that say more than a name: Russia bans "29 UK journalists", not the UK.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from generator.data import load_data
from generator.model import EventMention
from generator.resolution.event_words import lemmas, read_words

LONGEST = 5
"""Words of a printed phrase that a title can carry."""

Wording = tuple[tuple[frozenset[str], ...], tuple[str, ...]]
"""Requirements, each a set of words of which one must be in the trigger, and the patterns that follow."""


@cache
def _wordings(kind: str) -> tuple[Wording, ...]:
    return tuple(
        (tuple(frozenset(one.split("|")) for one in entry["words"].split()), tuple(entry["patterns"]))
        for entry in load_data("event_titles")["wordings"].get(kind, ())
    )


def choose_patterns(kind: str, triggers: Sequence[str]) -> tuple[str, ...]:
    """Return the patterns for the deed that most triggers name, none if most name only the type."""
    votes: Counter[tuple[str, ...]] = Counter()
    for trigger in triggers:
        forms = {form for word in read_words(trigger) for form in (word, *lemmas(word))}
        fits = (patterns for words, patterns in _wordings(kind) if all(one & forms for one in words))
        votes[next(fits, ())] += 1
    return max(votes, key=lambda patterns: (votes[patterns], bool(patterns))) if votes else ()


def choose_phrases(reports: Sequence[EventMention], actor_of: Mapping[str, str]) -> dict[str, str]:
    """Return by actor the words for those who are touched and of whom every report only says that they belong to him."""
    told: dict[str, list[str]] = {}
    for report in reports:
        for participant in report.participants:
            if participant.role == "target" and (actor := actor_of.get(participant.entity or "")):
                told.setdefault(actor, []).append(participant.span.text)
    chosen = {
        actor: min(phrases, key=lambda phrase: (len(phrase.split()), phrases.index(phrase)))
        for actor, phrases in told.items()
        if all(_is_part(phrase) for phrase in phrases)
    }
    return {actor: _count_small(phrase) for actor, phrase in chosen.items() if len(phrase.split()) <= LONGEST}


def is_telling(phrase: str, role: str) -> bool:
    """Tell whether words for somebody without a name can stand in a title: "its senior generals", not "they".

    Whose they are is only clear of those who are touched: by whom stands before them.
    """
    words = phrase.lower().split()
    if len(words) > LONGEST or words[-1].isdigit() or words[-1] in _words("empty") or _is_broken(phrase):
        return False
    return words[0] not in _words("owners") or (role == "target" and words[0] in _words("thirds"))


def begin_small(phrase: str) -> str:
    """Return a phrase as it stands inside a sentence: "Western allies" that opened one."""
    return phrase[:1].lower() + phrase[1:] if phrase[1:2].islower() else phrase


def _is_broken(phrase: str) -> bool:
    return any(mark in phrase for mark in ',;:“”"()') or " and " in phrase


def is_several(name: str) -> bool:
    """Tell whether a name in a title is a phrase for several: "Western allies", "200 people"."""
    last = name.split()[-1]
    return last.islower() and ((last.endswith("s") and not last.endswith("ss")) or last in _words("plurals"))


def _is_part(phrase: str) -> bool:
    """Tell whether a phrase names something of an actor's: UK journalists, Russian depot; not the Norwegian government."""
    words = phrase.split()
    if len(words) < 2 or words[0].lower() in _words("owners") or _is_broken(phrase):
        return False
    last = words[-1].strip(".,;:”\"'’")
    return last.islower() and last.isalpha() and last not in _words("wholes")


def _count_small(phrase: str) -> str:
    first = phrase.split()[0]
    return begin_small(phrase) if first.lower() in _words("counts") else phrase


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_data("event_titles")[name].split())
