"""Laws that hold for every input: spans slice to their text, order does not matter, hostile text stays text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotation import annotate, load_pipeline
from generator.errors import Report
from generator.export_records import knowledge_record
from generator.ingest import group_copies, read_articles
from generator.model import Annotations, Article, Span
from generator.resolution import resolve

EXAMPLE = Path(__file__).parent.parent / "articles"
PIECES = (
    "“", "”", '"', "''", "``", "'", "«", "»", "(", ")", "[", "]", "\n", "\n\n", " ", "…", "—", "‎", "\u00a0", "<b>", "{{",
    "President Ana Duarte", "Duarte", "said", "told the Harbour Wire that", "according to", "She", "he", "on Monday",
    "met Peter Hall in Lisbon", "the U.S. president", "will not impose sanctions", "10 days before the vote", ".", ",", ":",
    "MOSCOW (AP) —", "U.N.", "Иванов", "محمد", "1 000", "$5 million", "No.", "-", "Q:", "A:",
)  # fmt: skip


@cache
def pipeline() -> Any:
    return load_pipeline()


def spans_in(value: Any) -> list[Span]:
    """Return every span inside a value, however deep."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_in(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [span for field in fields(value) for span in spans_in(getattr(value, field.name))]
    return []


def check_spans(article: Article, found: Annotations) -> None:
    for span in spans_in(found):
        assert span.article == article.id
        assert span.text == article.text[span.start : span.end]
        assert span.text.strip()
    for sentence in found.sentences:
        text = article.text[sentence.start : sentence.end]
        assert text == text.strip() != ""
    ids = {entity.id for entity in found.entities}
    assert {mention.entity for mention in found.mentions} <= ids
    assert {quote.entity for quote in found.quotes if quote.entity} <= ids
    assert {one.entity for event in found.events for one in event.participants if one.entity} <= ids


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40), st.booleans())
def test_every_span_slices_to_its_text(pieces, dated):
    article = Article(id="a", path="a.txt", title="A", text=" ".join(pieces), published="2025-05-20" if dated else None)
    (found,) = annotate([article], pipeline())
    check_spans(article, found)


@pytest.mark.model
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_annotated_without_an_error(text):
    article = Article(id="a", path="a.txt", title="A", text=text)
    (found,) = annotate([article], pipeline())
    check_spans(article, found)


@cache
def example() -> tuple[list[Article], list[Annotations]]:
    articles = list(read_articles(EXAMPLE, Report()))
    return articles, list(annotate(articles, pipeline()))


@pytest.mark.model
def test_the_example_keeps_the_law_of_spans():
    for article, found in zip(*example(), strict=True):
        check_spans(article, found)


@pytest.mark.model
@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(random):
    articles, annotations = example()
    pairs = list(zip(articles, annotations, strict=True))
    random.shuffle(pairs)
    shuffled = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert whole(*example()) == whole(*shuffled)


def whole(articles: list[Article], annotations: list[Annotations]) -> str:
    report = Report()
    kb = resolve(articles, annotations, copies=group_copies(articles, threshold=0.8), report=report)
    return json.dumps(knowledge_record(kb, report), ensure_ascii=False)


@pytest.mark.model
def test_every_merge_has_a_reason():
    articles, annotations = example()
    kb = resolve(articles, annotations, copies=group_copies(articles, threshold=0.8))
    assert kb.links
    assert all(link.rule and link.reason for link in kb.links)
