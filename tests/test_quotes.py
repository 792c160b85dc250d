"""Quotes: golden cases over all classes of reported speech, and laws that hold for every sprinkling of marks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotation.pipeline import annotate_doc, load_pipeline, parse
from generator.annotation.quote_marks import find_runs
from generator.model import Annotations, Article, Quote

if TYPE_CHECKING:
    from spacy.language import Language

GOLDEN = Path(__file__).parent / "golden" / "quotes"
CASES: list[dict[str, Any]] = [
    case for path in sorted(GOLDEN.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@cache
def pipeline() -> Language:
    return load_pipeline()


def annotate_text(text: str) -> Annotations:
    article = Article(id="a", path="a.txt", title="", text=text)
    (doc,) = parse([article], pipeline())
    return annotate_doc(doc, article)


def show(quote: Quote, found: Annotations) -> list[str]:
    """Return kind, pieces and speaker as a golden case writes them."""
    names = {entity.id: entity.name for entity in found.entities}
    pieces = [" | ".join(piece.text.split("\n\n")) for piece in quote.pieces]
    who = names.get(quote.entity or "", quote.speaker.text if quote.speaker else "nobody")
    return [quote.kind, " | ".join(pieces), who, *(["unnamed"] if quote.unnamed else [])]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_golden(case):
    """Kind, words and speaker of every quote are as a careful reader has them."""
    found = annotate_text(case["text"])
    assert [show(quote, found) for quote in found.quotes] == case["quotes"]


MARKS = ("“", "”", '"', "''", "``", "‘‘", "’’", "'", "‘", "’", "«", "»", "„")
WORDS = ("The port", "is open,", "she said.", "We will wait", "and", "no ships", "Ana Duarte", "asked:", "…", "(")
SPRINKLED = st.lists(st.sampled_from([*MARKS, *WORDS]), min_size=1, max_size=24).map(" ".join) | st.lists(
    st.sampled_from([*MARKS, *WORDS]), min_size=1, max_size=24
).map("".join)


@given(st.lists(SPRINKLED, max_size=5).map("\n\n".join))
def test_runs_are_in_order_and_inside_one_paragraph(text):
    """Whatever marks are sprinkled: runs never overlap, never cross a line, and begin with a mark."""
    runs = find_runs(text)
    for before, after in pairwise(runs):
        assert before.end <= after.start
    for run in runs:
        assert run.start < run.inner <= run.outer <= run.end
        assert "\n" not in text[run.start : run.end]
        assert text[run.start : run.inner] in MARKS


FIRST = "“The old bridge will stay closed until May,” Peter Hall said."
LAST = "“Nobody was hurt in the accident,” Maria Lund said."


@given(SPRINKLED)
def test_odd_marks_cost_no_run_of_another_paragraph(damage):
    """The runs before and after a damaged paragraph stay as they are."""
    runs = {(run.start, run.end) for run in find_runs(f"{FIRST}\n\n{damage}\n\n{LAST}")}
    start = len(FIRST) + 2 + len(damage) + 2
    assert (0, FIRST.index("”") + 1) in runs
    assert (start, start + LAST.index("”") + 1) in runs


@pytest.mark.model
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPRINKLED)
def test_odd_marks_cost_no_speaker_of_another_paragraph(damage):
    """Quotes with their own attribution keep words and speaker beside a damaged paragraph; all spans slice to the text."""
    text = f"{FIRST}\n\n{damage}\n\n{LAST}"
    found = annotate_text(text)
    told = [(piece.text, show(quote, found)[2]) for quote in found.quotes for piece in quote.pieces]
    assert ("“The old bridge will stay closed until May,”", "Peter Hall") in told
    assert ("“Nobody was hurt in the accident,”", "Maria Lund") in told
    for quote in found.quotes:
        for span in (*quote.pieces, quote.cue, quote.speaker, quote.via):
            assert span is None or text[span.start : span.end] == span.text != ""


@pytest.mark.model
def test_every_quote_gives_its_rule_and_a_reason():
    """A reader can see what a quote rests on: rule, confidence in one of three words, the reason, who else it could be."""
    found = annotate_text(
        "Angela Brandt met Nora Hall in Bonn. “We agreed,” she said. A senior official said the talks were hard."
    )
    first, second = found.quotes
    assert first.confidence == "moderate"
    assert [candidate.chosen for candidate in first.candidates] == [True, False]
    assert "Nora Hall" in first.candidates[1].text
    assert first.candidates[1].reason
    assert second.unnamed
    assert second.reason
    assert all(quote.rule for quote in found.quotes)


@pytest.mark.model
def test_the_outlet_that_was_told_is_kept():
    """`told the Harbour Times` is the way the words took, not a hearer."""
    found = annotate_text(
        "Peter Hall told the Harbour Times that the ferry was late. “It was late,” he told reporters."
    )
    assert [quote.via.text if quote.via else None for quote in found.quotes] == ["the Harbour Times", None]
