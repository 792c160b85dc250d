"""What one side does to the other: the PLOVER category of a marked pair in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import event_types as scorer
from generator.annotation import parse
from generator.annotation.entities import find_entities
from generator.annotation.events import code_pair
from generator.annotation.sentences import find_sentences
from generator.model import Annotations, Article

GOLD = ("benchmarks/events/plv_dev.jsonl.gz",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a pair with its category, or null."""
    articles = run.articles()
    nlp = run.nlp
    for record, article, doc in zip(run.records, articles, parse(articles, nlp), strict=True):
        found = find_entities(doc, article, Annotations(article=article.id, sentences=find_sentences(doc, article)))
        pair = [_locate(article, record[side][0]["text"]) for side in ("source", "target")]
        event = code_pair(doc, article, found, pair[0], pair[1])
        yield {"id": record["id"], "type": event.plover if event else None}


def _locate(article: Article, words: str) -> tuple[int, int]:
    """Return the bounds of words; what the text does not hold stands at its end."""
    start = article.text.find(words)
    return (start, start + len(words)) if start >= 0 else (len(article.text) - 1, len(article.text))


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table and pairs with a wrong category; return the figures."""
    records, predicted = read_lines(gold), read_lines(predictions)
    result = scorer.score(records, predicted)
    for name, value in result.items():
        print(f"{name:16} {value:.2f}" if isinstance(value, float) else f"{name:16} {value}")
    found = {line["id"]: scorer.norm(line["type"]) for line in predicted}
    wrong = [record for record in records if found[record["id"]] != scorer.norm(record["type"])]
    for record in wrong[:errors]:
        sides = f"{record['source'][0]['text']} -> {record['target'][0]['text']}"
        print(record["type"], found[record["id"]], sides, record["text"], sep=" | ")
    return {name: round(value, 2) for name, value in flatten(result)}
