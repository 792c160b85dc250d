"""Who did what to whom: the main event of each sentence, its PLOVER category and its sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import events as scorer
from generator.annotation import parse
from generator.annotation.entities import find_entities
from generator.annotation.events import code_sentence
from generator.annotation.sentences import find_sentences
from generator.model import Annotations, EventMention, Participant

GOLD = ("benchmarks/events/gsr_dev.jsonl.gz",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a sentence with its main event, if one was found."""
    articles = run.articles()
    for article, doc in zip(articles, parse(articles, run.nlp), strict=True):
        found = find_entities(doc, article, Annotations(article=article.id, sentences=find_sentences(doc, article)))
        event = code_sentence(doc, article, found)
        yield {"id": article.id, "events": [describe(event)] if event else []}


def split(event: EventMention) -> tuple[list[Participant], list[Participant]]:
    """Return sources and targets; parties count by where they stand, before or after the trigger."""
    sources = [one for one in event.participants if one.role == "source"]
    targets = [one for one in event.participants if one.role == "target"]
    for one in event.participants:
        if one.role == "party":
            (sources if one.span.start < event.trigger.start else targets).append(one)
    return sources, targets


def _place(event: EventMention) -> list[str]:
    """Return the place as the one acted upon, as the scheme codes an attack in a town or a rally in a country."""
    return [event.place.text] if event.place else []


def describe(event: EventMention) -> dict[str, Any]:
    """Return an event in the scorer's format."""
    sources, targets = split(event)
    return {
        "type": event.plover,
        "source": [{"text": one.span.text} for one in sources],
        "target": [{"text": text} for text in [one.span.text for one in targets] or _place(event)],
    }


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table and the sentences with a wrong type; return the figures."""
    records, predicted = read_lines(gold), read_lines(predictions)
    result = scorer.score(records, predicted)
    for name, row in result.items():
        print(
            f"{name:12} "
            + "  ".join(
                f"{key} {value:.2f}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()
            )
        )
    found = {line["id"]: line["events"] for line in predicted}
    wrong = [record for record in records if record["type"] not in [event["type"] for event in found[record["id"]]]]
    for record in wrong[:errors]:
        print(record["type"], [event["type"] for event in found[record["id"]]], record["text"])
    return {name: round(value, 2) for name, value in flatten(result)}
