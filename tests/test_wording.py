"""Values in words: what is known, and no more."""

from __future__ import annotations

import pytest

from generator.model import Event
from generator.pages.wording import in_marks, show_date, show_event_date


def make(date: str | None, basis: str | None) -> Event:
    return Event(id="e", type="meeting", title="Lee and Cole meet", modality="happened", date=date, date_basis=basis)  # type: ignore[arg-type]


def test_a_printed_day_is_the_events() -> None:
    assert show_event_date(make("2021-03-01", "clause")) == "Monday 1 March 2021"


def test_the_day_of_the_report_is_said_to_be_that() -> None:
    assert show_event_date(make("2021-03-01", "article"), weekday=False) == "reported 1 March 2021"


def test_without_a_day_nothing_is_said() -> None:
    assert show_event_date(make(None, None)) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-05-18/2025-05-19", "18 to 19 May 2025"),
        ("2022-02-27/2022-03-04", "27 February to 4 March 2022"),
        ("2021-12-30/2022-01-02", "30 December 2021 to 2 January 2022"),
        ("2022-02/2022-03", "February to March 2022"),
        ("../2022-03-04", "until 4 March 2022"),
    ],
)
def test_a_period_says_month_and_year_once(value: str, words: str) -> None:
    assert show_date(value) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"At five the pier was cleared.', "“At five the pier was cleared.”"),
        ('the pier was cleared at five,"', "“the pier was cleared at five,”"),
        ('"Cleared" is the word.', '“"Cleared" is the word.”'),
        ('"cleared"', '"cleared"'),
        ("They’re cleared", "“They’re cleared”"),
    ],
)
def test_a_mark_without_its_partner_is_left_out_of_an_excerpt(text: str, shown: str) -> None:
    assert in_marks(text) == shown
