"""Which events stand first."""

from __future__ import annotations

from generator.resolution.ranking import rank_event


def rank(**changes: int | str | bool) -> float:
    """Return the rank of a visit reported once, but for the changes."""
    told = {"reports": 1, "outlets": 1, "participants": 2, "days_told": 1, "sentences": 1, "headlines": 0}
    return rank_event(**{**told, "modality": "happened", **changes})  # type: ignore[arg-type]


def test_what_more_articles_report_stands_first() -> None:
    assert rank(reports=3) > rank()


def test_what_happened_stands_before_what_is_planned() -> None:
    assert rank() > rank(modality="planned")


def test_a_deed_stands_before_a_call_for_it() -> None:
    assert rank() > rank(spoken=True)
