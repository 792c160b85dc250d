"""Time expressions: golden cases, laws, and the calendar under them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotation import calendars
from generator.annotation.date_matching import find_matches
from generator.annotation.date_words import duration_value, read_number, read_year
from generator.annotation.dates import find_times, time_for, times_within
from generator.annotation.pipeline import load_pipeline
from generator.annotation.sentences import mark_paragraphs
from generator.model import Annotations, Article, TimeExpression

if TYPE_CHECKING:
    from spacy.language import Language

GOLDEN = Path(__file__).parent / "golden" / "dates"
CASES: list[dict[str, Any]] = [
    case for path in sorted(GOLDEN.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_pipeline()


def read(parser: Language, text: str, published: str | None) -> tuple[TimeExpression, ...]:
    article = Article(id="a", path="a.txt", title="", text=text, published=published)
    doc = next(parser.pipe([mark_paragraphs(parser.make_doc(text))]))
    return find_times(doc, article, Annotations(article="a")).times


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(parser: Language, case: dict[str, Any]) -> None:
    times = read(parser, case["text"], case.get("published", "2021-09-15"))
    expected = [[None if cell is None else str(cell) for cell in row] for row in case["expect"]]
    assert [[time.span.text, time.value, time.edtf] for time in times] == expected


@pytest.mark.model
def test_relative_says_that_the_article_date_was_needed(parser: Language) -> None:
    times = read(parser, "They met on Monday and on 3 May 2019.", "2021-09-15")
    assert [time.relative for time in times] == [True, False]


@pytest.mark.model
def test_the_expression_for_a_stretch_is_found(parser: Language) -> None:
    text = "They met on Monday. They talked for two hours in 2019."
    times = read(parser, text, "2021-09-15")
    inside = time_for(times, 0, text.index("."))
    assert inside is not None
    assert inside.span.text == "Monday"
    assert time_for(times, 0, 4) is None
    assert [time.span.text for time in times_within(times, 0, len(text))] == ["Monday", "2019"]


@pytest.mark.model
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            ["Monday", "May", "3", "31", "the", "of", "9999", "0000", "years", "later", "ago", "until", "2 1/2",
             "30.02.2021", "\n", "’", "Q4", "99:99 p.m.", "last", "century", "\u00a0", "a", "Feb. 29",
             "two thousand", "-", "\U0001f600"]
        ),
        max_size=14,
    ),
    published=st.sampled_from([None, "2021-09-15", "0001-01-01", "9999-12-31", "nonsense"]),
)  # fmt: skip
def test_spans_slice_to_their_text_and_nothing_raises(
    parser: Language, words: list[str], published: str | None
) -> None:
    text = " ".join(words)
    times = read(parser, text, published)
    assert times == read(parser, text, published)
    assert all(text[t.span.start : t.span.end] == t.span.text != "" for t in times)
    assert all(left.span.end <= right.span.start for left, right in pairwise(times))
    for time in times:
        if time.edtf:
            first, last = calendars.bounds(time.edtf)
            assert first is None or last is None or first <= last


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_patterns_stand_any_text(text: str) -> None:
    for match in find_matches(text):
        assert text[match.start : match.end].strip()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)), st.integers(0, 6))
def test_weekdays_before_and_after(when: date, weekday: int) -> None:
    before, after = calendars.weekday_before(when, weekday), calendars.weekday_after(when, weekday)
    assert before <= when <= after
    assert before.weekday() == after.weekday() == weekday
    assert (after - before).days in (0, 7)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31)))
def test_every_period_holds_its_day_and_prints_its_bounds(when: date) -> None:
    for grain in ("day", "week", "month", "quarter", "year", "decade", "century"):
        period = calendars.containing(grain, when)
        assert period.start <= when <= period.end
        assert period.edtf is not None
        assert calendars.bounds(period.edtf) == (period.start.isoformat(), period.end.isoformat())


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [(2021, "2021-04-04", "2021-05-02"), (2024, "2024-03-31", "2024-05-05"), (2025, "2025-04-20", "2025-04-20")],
)
def test_easter(year: int, western: str, orthodox: str) -> None:
    assert calendars.easter(year).isoformat() == western
    assert calendars.easter(year, orthodox=True).isoformat() == orthodox


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"month": 11, "weekday": 3, "nth": 4}, "2023-11-23"),
        ({"month": 5, "weekday": 0, "nth": -1}, "2023-05-29"),
        ({"month": 11, "weekday": 0, "nth": 1, "plus": 1}, "2023-11-07"),
        ({"month": 12, "day": 25}, "2023-12-25"),
    ],
)
def test_holidays(rule: dict[str, int], expected: str) -> None:
    assert calendars.holiday(rule, 2023).isoformat() == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [("twenty-four", 24), ("a hundred", 100), ("2 1/2", 2.5), ("a couple of", 2), ("1,200", 1200), ("several", None)],
)
def test_numbers_in_words(words: str, number: float | None) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [(3, "day", "P3D"), (2.5, "year", "P2Y6M"), (90, "minute", "PT90M"), (None, "week", "PXW"), (2, "decade", "P20Y")],
)
def test_lengths(number: float | None, unit: str, value: str) -> None:
    assert duration_value(number, unit) == value


def test_years_in_words() -> None:
    assert read_year("nineteen ninety-six") == 1996
    assert read_year("'89", near=date(2021, 1, 1)) == 1989
