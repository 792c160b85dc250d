"""Whether an event happened, is open (planned, demanded, possible) or denied, for given event words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import modality as scorer
from generator.annotation import parse
from generator.annotation.events import modality_of
from generator.model import Annotations

GOLD = ("benchmarks/events/modality_dev.jsonl.gz",)
LABELS = {"happened": "happened", "historical": "happened", "denied": "denied"}


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a text with a label an event word."""
    articles = [
        replace(article, published=record.get("dct"))
        for article, record in zip(run.articles(), run.records, strict=True)
    ]
    for record, article, doc in zip(run.records, articles, parse(articles, run.nlp), strict=True):
        spans = [(event["start"], event["end"]) for event in record["events"]]
        told = modality_of(doc, article, Annotations(article=article.id), spans)
        yield {"id": record["id"], "labels": [LABELS.get(modality, "open") for modality in told]}


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table and words with a wrong label; return the figures."""
    records, predicted = read_lines(gold), read_lines(predictions)
    result = scorer.score(records, predicted)
    for name, value in result.items():
        print(f"{name:12} {value:6.2f}")
    found = {line["id"]: line["labels"] for line in predicted}
    wrong = [
        f"{event['label']} {label} {event['text']} | {record['text']}"
        for record in records
        for event, label in zip(record["events"], found[record["id"]], strict=True)
        if event["label"] != label
    ]
    print(*wrong[:errors], sep="\n")
    return {name: round(value, 2) for name, value in flatten(result)}
