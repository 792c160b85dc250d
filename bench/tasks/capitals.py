"""Is every event one page? Hand-read events of a folder against the event pages that the product makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import capitals as scorer
from generator.errors import Report
from generator.ingest import group_copies, read_articles
from generator.knowledge import KnowledgeBase
from generator.model import Event, EventMention

GOLD = ("benchmarks/capitals/gold.json",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line an event page; the folder that the gold names is read and resolved as one."""
    folder = run.articles_folder or _folder_of(run.gold)
    articles = list(read_articles(folder, Report()))
    kb = run.resolve(articles, copies=group_copies(articles))
    for event in kb.events:
        yield _describe(kb, event)


def _folder_of(gold: Path) -> Path:
    """Return the folder of the corpus that a gold file names, beside the benchmarks."""
    corpus = json.loads(gold.read_text(encoding="utf-8"))["corpus"]
    return gold.parents[2] / "articles" / Path(corpus).name / "data"


def _describe(kb: KnowledgeBase, event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "date": event.date,
        "participants": [kb.actor(one.actor).name for one in event.participants if one.actor],
        "modality": event.modality,
        "reports": [_report(kb, mention) for mention in kb.reports_of(event.id)],
    }


def _report(kb: KnowledgeBase, mention: EventMention) -> dict[str, Any]:
    article = kb.article(mention.trigger.article)
    sentence = next(one for one in kb.sentences(article.id) if one.number == mention.sentence)
    return {
        "article": article.path,
        "start": sentence.start,
        "end": sentence.end,
        "text": kb.sentence_text(article.id, sentence),
        "modality": mention.modality,
    }


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table and the events that are not one page; return the figures."""
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    result, detail = scorer.evaluate(wanted, {"events": read_lines(predictions)})
    scorer.show([(gold.stem, result)])
    wrong = [row for row in detail["events"] if row[0] != "one"]
    print(*wrong[:errors], sep="\n")
    if errors:
        print("traps told as fact:", *detail["traps"])
        print("look-alikes on one page:", *detail["pairs"])
        print("mixed:", *detail["mixed"][:errors], sep="\n  ")
    return {name: round(value, 2) for name, value in flatten(result)}
