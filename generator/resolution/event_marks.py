"""What stands before an event word that tells which one is meant: again, the second, that, after.

Enters: a sentence and the offset of the trigger in it. Leaves: what the words before it say.
"""

from __future__ import annotations

from generator.data import load_data
from generator.resolution.event_words import read_words

OPENING = 4
"""Words with which a sentence opens before the event that says when its own was."""


def says_again(sentence: str, trigger: int) -> bool:
    """Tell whether the words before the trigger, or next after it, count it: a second call, met again."""
    marks = load_data("event_words")["again"]
    before = list(read_words(sentence[:trigger]))[-3:]
    after = list(read_words(sentence[trigger:]))[1:3]
    return any(word in marks["before"] for word in before) or any(word in marks["after"] for word in after)


def count_rounds(sentence: str, trigger: int) -> int:
    """Return 2 for "the second round of talks" and "their second call", 0 where nothing is counted."""
    ordinals: list[str] = load_data("event_words")["ordinals"]
    words = list(read_words(sentence[:trigger]))[-4:]
    return next((ordinals.index(word) + 1 for word in reversed(words) if word in ordinals), 0)


def points_back(sentence: str, trigger: int) -> bool:
    """Tell whether the trigger stands after a word that points back: the call, that meeting, their conversation."""
    words = list(read_words(sentence[:trigger]))
    return bool(words) and words[-1] in load_data("event_words")["pointing"]


def is_circumstance(sentence: str, trigger: int) -> bool:
    """Tell whether the sentence begins with the trigger and only says when its own event was: "After a meeting, Lee ..."."""
    words = list(read_words(sentence[:trigger]))
    return 0 < len(words) <= OPENING and words[0] in load_data("event_words")["circumstance"]
