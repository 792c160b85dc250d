"""Copies of one report are grouped, two reports of one form are not, and nothing disappears."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ingest import group_copies
from generator.model import Article

WORDS = (
    "harbour minister ferry bridge island council vote storm ship captain port bay treaty envoy talks meeting border "
    "village river mountain grain price budget school hospital road railway station tower market law court judge army"
).split()


def prose(seed: int, words: int = 400) -> str:
    """Return a text of sentences that no other seed gives."""
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12)]
    return " ".join(sentences)


def article(name: str, text: str, *, title: str = "", day: str | None = "2024-05-06") -> Article:
    return Article(id=name, path=f"{name}.txt", title=title or name, text=text, published=day)


def groups(*articles: Article) -> list[list[str]]:
    return [[group.original, *group.copies] for group in group_copies(articles)]


def test_a_repeated_report_and_one_cut_short_are_one_group_with_its_reason():
    long = prose(1)
    cut = article("b", " ".join(long.split()[:150]), day="2024-05-07")
    whole = [article("a", long), article("c", long, day="2024-05-08"), article("d", prose(2))]
    (group,) = group_copies(whole)
    assert (group.original, group.copies, group.reason) == ("a", ("c",), "the same words")
    (group,) = group_copies([*whole, cut])
    assert (group.original, group.copies) == ("a", ("b", "c"))
    assert group.reason == "100 % of the shorter text stands in the longer one, word for word"


def test_the_original_is_the_earliest_and_undated_copies_come_last():
    text = prose(1)
    assert groups(article("c", text, day=None), article("b", text, day="2024-05-07"), article("a", text)) == [
        ["a", "b", "c"]
    ]


def test_a_report_with_other_words_around_it_is_a_copy():
    """An agency's text on two sites, each with a paragraph of its own."""
    body = prose(1)
    one, two = article("a", f"{prose(2, 48)} {body}"), article("b", f"{body} {prose(3, 48)}")
    assert groups(one, two) == [["a", "b"]]
    assert group_copies([one, two])[0].reason.startswith("8")


def test_an_excerpt_inside_a_longer_text_is_a_copy_whatever_it_is_called():
    long = prose(1, 1200)
    excerpt = f"Latest from the Institute of Besmark. {long[2000:3200]}"
    assert groups(article("a", long), article("b", excerpt, day=None)) == [["a", "b"]]


def test_a_digest_does_not_make_one_report_of_the_two_it_carries():
    first, second = prose(1, 144), prose(2, 120)
    digest = article("d", f"{first} {second} {prose(3, 400)}")
    assert groups(article("a", first), article("b", second), digest) == [["a", "d"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Law on the treaty with Lugar ratified", "Law on the treaty with Donar ratified"),
        ("Telephone talks with the President of Arlonia", "Telephone talks with the King of Besmark"),
    ],
)
def test_two_decrees_of_one_form_are_two_reports(one, other):
    """They differ by a name, and so do their events."""
    text = prose(1, 160)
    left = article("a", f"{one}. {text} It was signed in Lugar.", title=one)
    right = article("b", f"{other}. {text} It was signed in Donar.", title=other)
    assert groups(left, right) == []


def test_two_tolls_are_two_reports():
    text = prose(1, 120)
    assert groups(article("a", f"{text} It killed 12 people."), article("b", f"{text} It killed 31 people.")) == []
    assert groups(article("a", f"{text} It killed 12 people."), article("b", f"{text} It killed 12 people.")) == [
        ["a", "b"]
    ]


def test_short_notices_are_copies_only_word_for_word_on_one_day():
    text = "The President called the King. They agreed to keep in touch."
    assert groups(article("a", text), article("b", text)) == [["a", "b"]]
    assert groups(article("a", text), article("b", text, day="2024-05-07")) == []
    assert groups(article("a", text), article("b", text.replace("King", "Queen"))) == []


def test_a_spelling_is_no_difference():
    text = prose(1, 120)
    left, right = article("a", f"{text} Zelenskyy was there."), article("b", f"{text} Zelensky was there.")
    assert groups(left, right) == [["a", "b"]]


def test_the_same_summary_on_another_day_is_another_report():
    text = prose(1, 120)
    assert groups(article("a", text), article("b", text, day="2024-06-06")) == []


def test_a_crowd_of_copies_is_one_group_and_a_common_foot_makes_none():
    """More copies than are compared pair by pair, in a folder where every text ends in the same forty words."""
    foot = prose(999, 48)
    copies = [article(f"c{number:03}", f"{prose(1)} {foot}") for number in range(60)]
    others = [article(f"o{number:03}", f"{prose(number + 10)} {foot}") for number in range(60)]
    (group,) = groups(*others, *copies)
    assert group == [item.id for item in copies]


def test_articles_without_words_are_alone():
    assert groups(article("a", ""), article("b", ""), article("c", "…")) == []


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(20, 200)), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_no_article_is_in_two_groups_and_order_does_not_matter(picks, chance):
    articles = [article(f"a{index}", prose(seed, 240)[: 7 * length]) for index, (seed, length) in enumerate(picks)]
    found = group_copies(articles)
    members = [identifier for group in found for identifier in (group.original, *group.copies)]
    assert len(members) == len(set(members))
    assert set(members) <= {one.id for one in articles}
    chance.shuffle(articles)
    assert group_copies(articles) == found
