"""Dates in words: what is known, and no more."""

from __future__ import annotations

from generator.model import Event
from generator.pages.wording import show_event_date


def make(date: str | None, basis: str | None) -> Event:
    return Event(id="e", type="meeting", title="Lee and Cole meet", modality="happened", date=date, date_basis=basis)  # type: ignore[arg-type]


def test_a_printed_day_is_the_events() -> None:
    assert show_event_date(make("2021-03-01", "clause")) == "Monday 1 March 2021"


def test_the_day_of_the_report_is_said_to_be_that() -> None:
    assert show_event_date(make("2021-03-01", "article"), weekday=False) == "reported 1 March 2021"


def test_without_a_day_nothing_is_said() -> None:
    assert show_event_date(make(None, None)) == ""
