"""Event mentions: golden cases over types, sides and modality, and laws that hold for every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotation import annotate_doc, load_pipeline, parse
from generator.model import Annotations, Article, EventMention

if TYPE_CHECKING:
    from spacy.language import Language

GOLDEN = Path(__file__).parent / "golden" / "events"
CASES: list[dict[str, Any]] = [
    case for path in sorted(GOLDEN.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
WORDS = (
    "Norway Sweden Macron will not refuse to impose sanctions on attack the village and said that called for talks with "
    "between on Monday nearly 200 ships if , . \n I he signed a decree agreed planned their"
).split(" ")


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load_pipeline()


def read(pipeline: Language, text: str, published: str | None = "2021-09-15", headline: int = 0) -> Annotations:
    article = Article(id="a", path="a.txt", title="", text=text, published=published, headline=headline)
    return annotate_doc(next(parse([article], pipeline)), article)


def find(found: Annotations, words: str, at: int = 0) -> EventMention:
    matching = [event for event in found.events if words in event.trigger.text]
    assert matching, [event.trigger.text for event in found.events]
    return matching[at]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(pipeline: Language, case: dict[str, Any]) -> None:
    headline = case.get("headline", "")
    text = f"{headline}\n\n{case['text']}" if headline else case["text"]
    found = read(pipeline, text, case.get("published", "2021-09-15"), len(headline))
    if "absent" in case:
        assert case["absent"] not in [event.type for event in found.events]
        return
    event = find(found, case["on"], case.get("at", 0))
    told: dict[str, Any] = {"type": event.type, "plover": event.plover, "modality": event.modality, "date": event.date}
    told["basis"] = event.date_basis
    told["central"] = event.central
    told["place"] = event.place.text if event.place else None
    told["numbers"] = [[quantity.value, quantity.unit] for quantity in event.quantities]
    told["outcomes"] = [quantity.outcome for quantity in event.quantities]
    told["who"] = [[participant.role, participant.span.text] for participant in event.participants]
    names = {entity.id: entity.name for entity in found.entities}
    told["named"] = [names.get(one.entity or "", one.entity) for one in event.participants]
    expected = {key: case[key] for key in told if key in case}
    assert {key: told[key] for key in expected} == expected


@pytest.mark.model
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_every_span_slices_to_its_text(pipeline: Language, words: list[str]) -> None:
    text = " ".join(words)
    found = read(pipeline, text)
    for event in found.events:
        spans = [event.trigger, *(participant.span for participant in event.participants)]
        spans += [quantity.span for quantity in event.quantities]
        spans += [event.place] if event.place else []
        assert all(text[span.start : span.end] == span.text and span.text for span in spans)
        sentence = next(one for one in found.sentences if one.number == event.sentence)
        assert sentence.start <= event.trigger.start
        assert event.trigger.end <= sentence.end
