"""Names as strings, phrases in a text, and the text that the parser sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotation.preparation import prepare
from generator.annotation.repair import is_name, trim
from generator.name_forms import (
    compatible_given,
    is_acronym_of,
    organization_key,
    plain,
    short_forms,
    sound_key,
    surname,
)
from generator.offices import factbook_holder, office_of
from generator.phrases import find_phrases, index_phrases
from generator.resolution.generic import body_key
from generator.resolution.spelling import edit_distance


@given(st.text(alphabet=st.sampled_from("ABab zéÖß.,-’'\n(1")))
def test_the_prepared_text_has_the_same_length(text: str) -> None:
    assert len(prepare(text)) == len(text)


@given(st.text())
def test_only_letters_change_and_only_in_case(text: str) -> None:
    assert prepare(text).casefold().split() == text.casefold().split()


@pytest.mark.parametrize(
    ("printed", "calm"),
    [
        ("BONN, Aug 30 - The cabinet met.", "Bonn, Aug 30 - The cabinet met."),
        ("AL-AIN 1996-12-06", "Al-Ain 1996-12-06"),
        ("NATO chief speaks", "NATO chief speaks"),
        (
            "OIL PRICES SINK AS ALMERE TALKS FAIL\nTalks in Almere failed.",
            "Oil prices sink as Almere talks fail\nTalks in Almere failed.",
        ),
        ("KANSAS CITY AT DETROIT", "Kansas City AT Detroit"),
    ],
)
def test_capitals_are_made_plain(printed: str, calm: str) -> None:
    assert prepare(printed) == calm


@given(st.text(), st.lists(st.text(alphabet="abAB .", min_size=1)))
def test_phrases_found_stand_in_the_text_and_never_overlap(text: str, phrases: list[str]) -> None:
    free = 0
    for start, end, phrase in find_phrases(text, index_phrases(phrases)):
        assert text[start:end] == phrase
        assert start >= free
        free = end


def test_the_longest_phrase_wins() -> None:
    found = list(find_phrases("The United States Navy left.", index_phrases(["United States", "United States Navy"])))
    assert [phrase for _, _, phrase in found] == ["United States Navy"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zelenskyy", "Zelensky"), ("Zelenskiy", "Zelensky"), ("Khadafi", "Qadafi")],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), [("Kallas", "Karas"), ("Berg", "Borg"), ("Johnson", "Jonson-Lee")])
def test_other_names_do_not_sound_alike(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Kim Jong Un", "kim"),
        ("Xi Jinping", "xi"),
        ("Ursula von der Leyen", "leyen"),
        ("Robert Hale Jr.", "hale"),
        ("Kim Novak", "novak"),
    ],
)
def test_the_family_name_is_known(name: str, last: str) -> None:
    assert surname(name) == last


def test_short_forms_of_a_full_name() -> None:
    assert "von der leyen" in short_forms("Ursula von der Leyen")
    assert "suu kyi" in short_forms("Aung San Suu Kyi")


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("Donald Trump", "Donald J. Trump", True),
        ("Bill Clinton", "William Clinton", True),
        ("J. Smith", "John Smith", True),
        ("John Smith", "Jane Smith", False),
        ("Robert Hale Jr.", "Robert Hale Sr.", False),
        ("Donald Trump", "Eric Trump", False),
    ],
)
def test_first_names_fit(one: str, other: str, fit: bool) -> None:
    assert compatible_given(one, other) is fit


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("IMF", "International Monetary Fund", True),
        ("TSMC", "Taiwan Semiconductor Manufacturing Company", True),
        ("BFSB", "Baltic Ferry Safety Board", True),
        ("IMF", "International Trade Fund", False),
        ("It", "International Tribunal", False),
    ],
)
def test_acronyms(short: str, long: str, fits: bool) -> None:
    assert is_acronym_of(short, long) is fits


def test_legal_forms_and_word_order_are_no_difference() -> None:
    assert organization_key("Harlow Instruments Inc.") == organization_key("Harlow Instruments")
    assert organization_key("Department of Justice") == organization_key("Justice Department")
    assert body_key("Russian Foreign Ministry", "Russia") == body_key("Ministry of Foreign Affairs", "Russia")
    assert body_key("Supreme Court of India", "India") == body_key("Indian Supreme Court", "India")


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("British Foreign Secretary", "foreign minister"),
        ("former president", None),
        ("Vice President", "vice president"),
        ("president's adviser", None),
        ("deputy prime minister", None),
        ("baker", None),
    ],
)
def test_offices(role: str, office: str | None) -> None:
    assert office_of(role) == office


def test_the_factbook_knows_holders_only_since_their_day() -> None:
    holder = factbook_holder("Norway", "prime minister", "2025-01-01")
    assert holder is not None
    assert holder.since <= "2025-01-01"
    assert factbook_holder("Norway", "prime minister", "1996-08-30") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [("the EADS-led", "EADS"), ("“Norland’s", "Norland"), ("150px Airbus", "Airbus"), ("Boeing 737", "Boeing")],
)
def test_what_stands_around_a_name_comes_off(words: str, name: str) -> None:
    start, end = trim(words, 0, len(words))
    assert words[start:end] == name


@pytest.mark.parametrize("words", ["Monday", "12", "M.D.", "lower", "August 1996"])
def test_no_names(words: str) -> None:
    assert not is_name(words)


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_edit_distance_is_symmetric_and_zero_only_for_equals(one: str, other: str) -> None:
    assert edit_distance(one, other) == edit_distance(other, one)
    assert (edit_distance(one, other) == 0) == (one == other)


def test_plain_leaves_out_accents_and_dots() -> None:
    assert plain("J.D. Erdoğan-Øst") == "jd erdogan ost"
