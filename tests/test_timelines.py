"""Timelines: which days and sentences are chosen, and that the scorer agrees with worked examples."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scorers.timelines import MEASURES, read_timeline, score_timeline, score_timelines
from generator.knowledge import KnowledgeBase
from generator.model import Annotations, Article, CopyGroup, Sentence, Span, TimeExpression
from generator.resolution.actors import ActorResolution
from generator.resolution.events import EventResolution
from generator.timelines import Line, draw_timeline, make_timeline

MARCH = "On {day} dockers in Westport harbour began a strike over wages and rest days."
APRIL = "Dockers of Westport ended their strike on {day} after the harbour board raised wages."
OTHER = "The museum in Eastport opened its new wing for visitors from {day} with music."


def make_kb(rows: list[tuple[str, str, str, str]], *, copies: tuple[CopyGroup, ...] = ()) -> KnowledgeBase:
    """Return a folder of articles of one sentence each: id, day of the article, sentence with {day}, the day named."""
    articles, found = [], []
    for key, published, pattern, day in rows:
        text = pattern.format(day=day)
        start = text.index(day)
        span = Span(article=key, start=start, end=start + len(day), text=day)
        articles.append(Article(id=key, path=f"{key}.txt", title=key, text=text, published=published))
        found.append(
            Annotations(
                article=key,
                sentences=(Sentence(number=1, start=0, end=len(text), paragraph=1),),
                times=(TimeExpression(span=span, kind="date", value=day, edtf=day),),
            )
        )
    return KnowledgeBase(
        articles=articles, annotations=found, actors=ActorResolution(), events=EventResolution(), copies=copies
    )


ROWS = [
    ("a", "2025-03-02", MARCH, "2025-03-01"),
    ("b", "2025-03-03", MARCH, "2025-03-01"),
    ("c", "2025-04-10", APRIL, "2025-04-09"),
    ("d", "2025-04-11", APRIL, "2025-04-09"),
    ("e", "2025-03-20", OTHER, "2025-03-19"),
]


def test_days_that_several_articles_name_come_first() -> None:
    timeline = make_timeline(make_kb(ROWS), start="2025-03-01", days=2)
    assert [entry["date"] for entry in timeline] == ["2025-03-01", "2025-04-09"]


def test_a_late_day_is_not_passed_over_because_few_articles_follow_it() -> None:
    rows = [(key, day, MARCH, named) for key, day, _, named in ROWS if key != "e"]
    assert [entry["date"] for entry in make_timeline(make_kb(rows), start="2025-03-01", days=1)] == ["2025-04-09"]


def test_an_article_that_begins_without_a_day_tells_of_its_own() -> None:
    kb = make_kb([("a", "2025-03-02", "Dockers strike in the harbour, with no word on {day} more.", "wages")])
    assert [entry["date"] for entry in make_timeline(kb)] == ["2025-03-02"]


def test_a_day_still_to_come_counts_for_less_than_one_told() -> None:
    rows = [(key, "2025-03-20", MARCH, day) for key, day in zip("abcd", ["2025-03-20", "2025-03-25"] * 2, strict=True)]
    timeline = make_timeline(make_kb(rows), end="2025-03-31", days=1)
    assert [entry["date"] for entry in timeline] == ["2025-03-20"]


def test_days_stand_in_order_with_sentences_as_printed() -> None:
    kb = make_kb(ROWS)
    for entry in make_timeline(kb, days=3):
        for sentence, source in zip(entry["summary"], entry["sources"], strict=True):
            assert kb.article(source["article"]).text[source["start"] : source["end"]] == sentence


def test_no_day_outside_the_span_is_chosen() -> None:
    timeline = make_timeline(make_kb(ROWS), start="2025-03-10", end="2025-03-31", days=5)
    assert [entry["date"] for entry in timeline] == ["2025-03-19"]


def test_copies_count_once() -> None:
    copies = (CopyGroup(original="a", copies=("b",), reason="same words"),)
    timeline = make_timeline(make_kb(ROWS, copies=copies), start="2025-03-01", days=1)
    assert [entry["date"] for entry in timeline] == ["2025-04-09"]


def test_two_sentences_of_a_day_do_not_say_the_same() -> None:
    (entry,) = make_timeline(make_kb(ROWS), start="2025-03-01", end="2025-03-01", days=1, sentences=2)
    assert len(entry["summary"]) == 1


def test_days_before_the_first_article_need_to_be_asked_for() -> None:
    assert "2025-03-01" not in {entry["date"] for entry in make_timeline(make_kb(ROWS))}


def test_an_empty_folder_has_an_empty_timeline() -> None:
    assert make_timeline(make_kb([])) == []


LINES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.one_of(st.none(), st.integers(730000, 730030)),
        st.integers(0, 30),
        st.integers(10, 300),
        st.frozensets(st.sampled_from(["strike", "dock", "wage", "board", "court"]), max_size=4),
        st.lists(st.integers(730000, 730030), unique=True, max_size=3),
    ),
    max_size=25,
)


@settings(max_examples=50, deadline=None)
@given(LINES, st.integers(1, 6), st.integers(1, 3), st.randoms(use_true_random=False))
def test_never_more_than_asked_for_and_the_same_in_any_order(
    rows: list[Any], days: int, sentences: int, random: Any
) -> None:
    lines = [
        Line(article=article, published=published, number=number, start=0, end=length, words=words, days=tuple(named))
        for (article, published, _, length, words, named), number in zip(rows, range(len(rows)), strict=True)
    ]
    timeline = draw_timeline(lines, 730000, 730030, days, sentences)
    chosen = [day for day, _ in timeline]
    assert len(chosen) <= days
    assert chosen == sorted(set(chosen))
    assert all(len(told) <= sentences for _, told in timeline)
    random.shuffle(lines)
    assert draw_timeline(lines, 730000, 730030, days, sentences) == timeline


def day(entry: str, *sentences: str) -> dict[str, Any]:
    return {"date": entry, "summary": list(sentences)}


GOLD = [
    day("2025-03-01", "Dockers in Westport strike."),
    day("2025-04-09", "Harbour board raises wages.", "Dockers return."),
]


def test_gold_against_itself_is_perfect() -> None:
    task = {"task": "t", "timeline": GOLD}
    assert score_timelines([task], [task]) == dict.fromkeys(MEASURES, 1.0)


def test_a_task_that_was_not_predicted_scores_nothing() -> None:
    assert score_timelines([{"task": "t", "timeline": GOLD}], []) == dict.fromkeys(MEASURES, 0.0)


def test_a_day_too_late_is_near_and_its_words_count_half() -> None:
    late = [day("2025-03-02", "Dockers in Westport strike."), GOLD[1]]
    scores = score_timeline(read_timeline(GOLD), read_timeline(late))
    assert scores["date"] == (0.5, 0.5)
    assert scores["near"] == (1.0, 1.0)
    # Of nine content words, the three of the first day count half.
    assert scores["AR1"] == pytest.approx((1 - 1.5 / 9, 1 - 1.5 / 9))


def test_inflection_and_function_words_do_not_count() -> None:
    one = read_timeline([day("2025-03-01", "The dockers are striking")])
    other = read_timeline([day("2025-03-01", "Docker strikes")])
    assert score_timeline(one, other)["AR1"] == (1.0, 1.0)


def test_a_day_given_twice_counts_once() -> None:
    assert read_timeline([day("2025-03-01", "One."), day("2025-03-01", "Two.")]) == {
        datetime.date(2025, 3, 1).toordinal(): ["One.", "Two."]
    }
