"""Which groups of tellings become a page."""

from __future__ import annotations

from typing import Any

from generator.config import load_event_types
from generator.resolution.event_keys import Telling
from generator.resolution.worth import choose_groups

TYPES = load_event_types()
TOWNS = frozenset({"bergen"})


def tell(sentence: int, kind: str, *who: str, article: str = "a", **more: Any) -> Telling:
    return Telling(
        id=f"{article}#{kind}{sentence}{''.join(who)}",
        article=article,
        original=article,
        order=("2021-03-01", article, sentence),
        sentence=sentence,
        kind=kind,
        kinds=frozenset({kind}),
        who=frozenset(who),
        symmetric=TYPES[kind].symmetric,
        **more,
    )


def kept(*groups: list[Telling]) -> list[str]:
    return [group[0].kind for group in choose_groups(groups, TYPES, TOWNS)]


def test_what_nobody_took_part_in_makes_no_page() -> None:
    assert kept([tell(1, "attack")]) == []


def test_what_no_sentence_is_about_makes_no_page() -> None:
    assert kept([tell(1, "attack", "lee", central=False)]) == []


def test_a_town_alone_holds_no_talks() -> None:
    assert kept([tell(1, "talks", "bergen")]) == []


def test_one_side_of_what_takes_two_told_once_makes_no_page() -> None:
    assert kept([tell(3, "withdrawal", "lee")]) == []
    assert kept([tell(3, "withdrawal", "lee", "cole")]) == ["withdrawal"]


def test_one_side_is_enough_in_a_headline_or_told_twice() -> None:
    assert kept([tell(0, "withdrawal", "lee")]) == ["withdrawal"]
    assert kept([tell(3, "withdrawal", "lee"), tell(4, "withdrawal", "lee")]) == ["withdrawal"]


def test_what_is_only_told_beside_a_fuller_event_of_the_same_people_makes_no_page() -> None:
    meeting = [tell(1, "meeting", "lee", "cole"), tell(2, "meeting", "lee", "cole")]
    assert kept(meeting, [tell(2, "aid", "cole")]) == ["meeting"]
    assert kept(meeting, [tell(2, "aid", "cole"), tell(5, "aid", "cole")]) == ["meeting", "aid"]


def test_an_event_beside_a_fuller_one_stands_if_it_brings_somebody() -> None:
    meeting = [tell(1, "meeting", "lee", "cole"), tell(2, "meeting", "lee", "cole")]
    assert kept(meeting, [tell(2, "phone-call", "lee", "hall")]) == ["meeting", "phone-call"]


def test_what_did_not_happen_takes_two_sides() -> None:
    assert kept([tell(3, "aid", "lee", modality="possible", sides=frozenset({"source"}))]) == []
    assert kept([tell(3, "aid", "lee", modality="possible")]) == ["aid"]
    assert kept([tell(3, "aid", "lee", sides=frozenset({"source"}))]) == ["aid"]


def test_planned_talks_of_one_are_news_and_possible_ones_are_not() -> None:
    assert kept([tell(3, "talks", "lee", modality="planned")]) == ["talks"]
    assert kept([tell(3, "talks", "lee", modality="possible")]) == []


def test_an_attack_that_hits_nobody_and_nothing_is_none() -> None:
    assert kept([tell(3, "attack", "lee", local=True, sides=frozenset({"source"}))]) == []
    assert kept([tell(3, "attack", "lee", local=True, place="bergen", sides=frozenset({"source"}))]) == ["attack"]


def test_an_appeal_to_nobody_is_none_but_a_speech_is_an_act() -> None:
    alone = frozenset({"source"})
    assert kept([tell(3, "appeal", "lee", trigger="called for", sides=alone)]) == []
    assert kept([tell(3, "appeal", "lee", trigger="called on")]) == ["appeal"]
    assert kept([tell(3, "appeal", "lee", trigger="speeches", sides=alone)]) == ["appeal"]


def test_that_states_go_on_fighting_makes_no_page() -> None:
    states = frozenset({"norland", "sudria"})

    def made(**more: Any) -> bool:
        group = [tell(3, "attack", "norland", "sudria", local=True, **more)]
        return bool(choose_groups([group], TYPES, TOWNS, states))

    assert not made()
    assert made(firm=True)
    assert made(towns=frozenset({"bergen"}))
    assert made(singular="pair")
