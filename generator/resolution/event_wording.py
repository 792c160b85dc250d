"""Events compared by their words alone, for tellings of no known type: same story, like triggers, like sentences.

Enters: a sentence and a trigger in it. Leaves: a `Telling` with the words around it, and `compare_wording`, which
`merge_tellings` takes instead of `compare_reports`. It serves event mentions that somebody else marked.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from generator.data import load_data
from generator.resolution.event_keys import Telling
from generator.resolution.event_merging import Comparison, Evidence, Group
from generator.resolution.event_words import content_stems, read_words, stem, stop_words, trigger_keys

PRONOUNS = ("it", "this", "that", "which")
"""Triggers that name no event and stand for one told just before."""

WINDOW = 5
"""Words on each side of the trigger that are likely to be its participants."""

LATE = 0.6
"""Score from which a small group joins another once all groups are known."""

THRESHOLD = 0.50
"""Score from which a telling joins; tuned on news of 2008 to 2013 (ECB+, topics 1 to 35)."""

SAME_STEM = 0.62
SAME_FAMILY = 0.45
SENTENCE = 0.3
NEIGHBOURS = 0.2
SPEECH = 0.1
"""Weights: the trigger's stem or only its family is the group's; the sentence's and the neighbouring words; speech and
other verbs without an event of their own weigh less."""


def tell_wording(
    key: str,
    article: str,
    sentence: str,
    number: int,
    trigger: tuple[int, int],
    *,
    cluster: str,
    words: str = "",
    place: int = 0,
) -> Telling:
    """Return a telling of unknown type; `trigger` are offsets into the sentence, `number` counts the article's sentences.

    `words` are the trigger's own where others stand between them ("checked herself into": checked into); `place` orders
    the mentions of a sentence.
    """
    start, end = trigger
    words = words or sentence[start:end]
    stems = frozenset(stem(word) for word in read_words(words))
    before, after = sentence[:start].split()[-WINDOW:], sentence[end:].split()[:WINDOW]
    return Telling(
        id=key,
        article=article,
        order=(article, f"{number:06d}", place),
        sentence=number,
        kind="event",
        kinds=frozenset({"event"}),
        triggers=trigger_keys(words) | {f"={one}" for one in stems - stop_words()},
        trigger=words,
        names=content_stems(" ".join([*before, *after])),
        words=content_stems(sentence) - stems,
        anaphor=words.lower() in PRONOUNS,
        cluster=cluster,
    )


@cache
def _speech() -> frozenset[str]:
    return frozenset(key for word in load_data("event_words")["eventless"] for key in trigger_keys(word))


def compare_wording(telling: Telling, group: Group, comparison: Comparison) -> Evidence:
    """Compare by trigger and words; another story, or two triggers in one sentence, are two events."""
    if telling.cluster not in group.clusters:
        return Evidence(score=0.0, rule="other story", reason="another story")
    if any(one.article == telling.article and one.sentence == telling.sentence for one in group.members):
        return Evidence(score=0.0, rule="same sentence", reason="two triggers of one sentence are two events")
    if telling.anaphor:
        return _point_back(telling, group)
    shared = telling.triggers & group.triggers.keys()
    if not shared:
        return Evidence(score=0.0, rule="other trigger", reason="triggers of different meaning")
    size = len(group.members)
    share = sum(1 for one in group.members if one.triggers & telling.triggers) / size
    stems = any(key.startswith("=") for key in shared)
    near: Counter[str] = Counter(word for one in group.members for word in one.names)
    score = (
        (SAME_STEM if stems else SAME_FAMILY) * (0.4 + 0.6 * share)
        + SENTENCE * comparison.likeness(telling.words, group.words, group.mass / size)
        + NEIGHBOURS * comparison.likeness(telling.names, near, comparison.mass(near.elements()) / size)
        - (SPEECH if telling.triggers & _speech() else 0.0)
    )
    what = "the same word" if stems else "a word of the same meaning"
    late = score >= LATE
    return Evidence(score=min(score, 1.0), rule="same story, like words", reason=f"{what} in the same story", late=late)


def _point_back(telling: Telling, group: Group) -> Evidence:
    """Compare a pronoun: it stands for what its article told last, in the sentence before; what is told more is likelier."""
    before = [
        telling.sentence - one.sentence
        for one in group.members
        if one.article == telling.article and one.order < telling.order
    ]
    if not before or min(before) > 1:
        return Evidence(score=0.0, rule="other sentence", reason="nothing told just before")
    size = min(len(group.members), 20) / 20
    return Evidence(score=0.5 + 0.4 * size, rule="pronoun", reason="a pronoun for what was told just before")
