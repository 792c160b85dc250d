"""Titles of events: the deed that reports name, whom it touched in their words."""

from __future__ import annotations

import pytest

from generator.config import load_event_types
from generator.model import EventMention, EventParticipant, Modality, Participant, Span
from generator.resolution.event_phrases import choose_patterns, choose_phrases, is_several, is_telling
from generator.resolution.event_titles import write_title

TYPES = load_event_types()
NAMES = {"norland": "Norland", "sudria": "Sudria", "westport": "Westport", "lee": "Lee"}
SIDES = {"source": "norland", "target": "sudria"}


def title(kind: str, trigger: str, place: str = "", modality: Modality = "happened", **sides: str) -> str:
    """Write the title of an event; a side is an actor id or, with a blank or unknown, words without a name."""
    participants = [
        EventParticipant(role=role, actor=one if one in NAMES else None, text=one) for role, one in sides.items()
    ]
    return write_title(TYPES[kind], modality, participants, place, NAMES, choose_patterns(kind, [trigger]))


@pytest.mark.parametrize(
    ("expected", "kind", "trigger", "sides"),
    [
        ("Norland signs a decree", "order", "signed a decree", {"source": "norland"}),
        ("Norland bans Sudria", "order", "banned", SIDES),
        ("Norland dismisses ambassadors to Sudria", "order", "fired its envoys", SIDES),
        ("Lee enters a plea", "court", "pleaded guilty", {"source": "lee"}),
        ("Lee is sentenced", "court", "sentenced", {"target": "lee"}),
        ("Norland shells Westport", "attack", "shelling", {"source": "norland", "target": "westport"}),
        ("Norland sends forces into Westport", "mobilisation", "entered", {"source": "norland", "target": "westport"}),
        ("Lee gives a speech", "appeal", "speech", {"source": "lee"}),
        ("Norland appeals to its allies", "appeal", "called on", {"source": "norland", "target": "its allies"}),
        ("Western allies ban Norland", "order", "banned", {"source": "Western allies", "target": "norland"}),
        ("Norland attacks Sudria", "attack", "attacked", SIDES),
    ],
)  # fmt: skip
def test_a_title_tells_the_deed(expected: str, kind: str, trigger: str, sides: dict[str, str]) -> None:
    assert title(kind, trigger, **sides) == expected


def test_words_that_mean_nothing_by_themselves_are_in_no_title() -> None:
    assert title("appeal", "appealed", source="lee", target="they") == "Lee makes an appeal"
    assert not is_telling("our people", "target")
    assert not is_telling("its generals", "source")


def test_plain_words_for_several_take_the_plural() -> None:
    assert [is_several(name) for name in ("western allies", "200 police", "Harris")] == [True, True, False]


def test_the_deed_of_most_reports_is_told() -> None:
    assert choose_patterns("attack", ["shelled", "shelling", "attack"])[0].startswith("{source} [shells")
    assert choose_patterns("attack", ["attack", "attacks", "shelling"]) == ()


def report(target: str) -> EventMention:
    span = Span(article="a", start=0, end=len(target), text=target)
    touched = Participant(role="target", span=span, entity="a#e1")
    return EventMention(id="a#v1", type="order", trigger=span, sentence=1, participants=(touched,))


@pytest.mark.parametrize(
    ("told", "phrase"),
    [
        (["29 Norland journalists", "29 members of the Norland press"], "29 Norland journalists"),
        (["29 Norland journalists", "Norland"], None),
        (["the Norland government"], None),
        (["our Norland friends"], None),
        (["Many Norland aircraft"], "many Norland aircraft"),
    ],
)
def test_who_is_touched_only_in_part_is_told_in_the_words_of_the_reports(told: list[str], phrase: str | None) -> None:
    assert choose_phrases([report(one) for one in told], {"a#e1": "norland"}).get("norland") == phrase
