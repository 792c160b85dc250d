"""Time expressions and what they mean, against the date of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import dates as scorer
from generator.model import Article

GOLD = ("benchmarks/dates/dev.jsonl.gz",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a paragraph; the paragraphs of one document are read as one article."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in run.records:
        documents[record.get("doc", record["id"])].append(record)
    articles = [
        Article(id=key, path=key, title="", text="\n".join(one["text"] for one in records), published=records[0]["dct"])
        for key, records in documents.items()
    ]
    for article, found in zip(articles, run.annotate(articles), strict=True):
        start = 0
        for record in documents[article.id]:
            end = start + len(record["text"])
            times = [
                {"start": time.span.start - start, "end": time.span.end - start, "value": time.value}
                for time in found.times
                if start <= time.span.start < end
            ]
            yield {"id": record["id"], "timexes": times}
            start = end + 1


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table and expressions with a wrong value; return the figures."""
    records, predicted = read_lines(gold), read_lines(predictions)
    result = scorer.score(records, predicted)
    scorer.show(result)
    found = {line["id"]: line["timexes"] for line in predicted}
    wrong = [
        f"{record['dct']} {wanted['text']!r} {wanted['value']} {given}"
        for record in records
        for wanted, given in _pairs(record["timexes"], found.get(record["id"], []))
        if wanted["value"] != given
    ]
    print(*wrong[:errors], sep="\n")
    return {name: round(value, 2) for name, value in flatten(result)}


def _pairs(gold: list[dict[str, Any]], given: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Any]]:
    aligned = scorer.pairs(gold, given)
    for number, wanted in enumerate(gold):
        yield wanted, given[aligned[number]]["value"] if number in aligned else None
