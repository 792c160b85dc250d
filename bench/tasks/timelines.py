"""The days that matter in a long story and their sentences, against journalists' timelines.

The gold file names topics; the articles of a topic stand beside it as `articles-TOPIC.jsonl.gz`. Only sentences and time
expressions are found, since a timeline needs nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, read_lines
from bench.scorers import timelines as scorer
from generator.annotation import parse
from generator.annotation.dates import find_times
from generator.annotation.sentences import find_sentences
from generator.model import Annotations, Article
from generator.timelines import Line, article_lines, draw_timeline

GOLD = ("benchmarks/timelines/tasks.jsonl",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a timeline a task, of the articles that appeared in its span."""
    folder = run.articles_folder or run.gold.parent
    topic = ""
    told: list[tuple[Article, list[Line]]] = []
    for task in sorted(run.records, key=lambda task: str(task["topic"])):
        if task["topic"] != topic:
            topic = task["topic"]
            articles = [
                Article(id=one["id"], path=one["id"], title="", text=one["text"], published=one["date"])
                for one in read_lines(folder / f"articles-{topic}.jsonl.gz")
            ]
            told = run.clock(lambda articles=articles: list(_read(run, articles)))  # type: ignore[misc]
        yield {"task": task["task"], "timeline": _draw(task, told)}


def _read(run: Run, articles: list[Article]) -> Iterator[tuple[Article, list[Line]]]:
    with run.nlp.select_pipes(disable=["ner"]):  # neither sentences nor times ask for names
        for article, doc in zip(articles, parse(articles, run.nlp), strict=True):
            found = find_times(doc, article, Annotations(article=article.id, sentences=find_sentences(doc, article)))
            yield article, list(article_lines(article, found))


def _draw(task: dict[str, Any], told: list[tuple[Article, list[Line]]]) -> list[dict[str, Any]]:
    inside = [(article, lines) for article, lines in told if task["start"] <= str(article.published) <= task["end"]]
    texts = {article.id: article.text for article, _ in inside}
    first, last = (datetime.date.fromisoformat(task[side]).toordinal() for side in ("start", "end"))
    days = draw_timeline([line for _, lines in inside for line in lines], first, last, task["l"], task["k"])
    return [
        {
            "date": datetime.date.fromordinal(day).isoformat(),
            "summary": [texts[line.article][line.start : line.end] for line in lines],
        }
        for day, lines in days
    ]


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print and return the figures, F1 from 0 to 1."""
    result = scorer.score_timelines(read_lines(gold), read_lines(predictions))
    print("  ".join(f"{name} {value:.4f}" for name, value in result.items()))
    return {name: round(value, 4) for name, value in result.items()}
