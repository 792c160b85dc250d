"""How articles on one event are brought together: event pages as groups of the articles that they cite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import articles as scorer
from generator.errors import Report
from generator.ingest import group_copies, read_articles

GOLD = ("articles/korea-iran-2018/gold/events.json",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line an event with the articles on its page; the whole folder is read and resolved."""
    folder = run.articles_folder or run.gold.parent.parent / "data"
    articles = list(read_articles(folder, Report()))
    kb = run.resolve(articles, copies=group_copies(articles, threshold=0.8))
    ids = {article.id: _own_id(folder, article.path) for article in articles}
    for event in kb.events:
        members = {ids[mention.trigger.article] for mention in kb.reports_of(event.id)}
        yield {"event": event.id, "articles": sorted(members)}


def _own_id(folder: Path, path: str) -> str:
    """Return the id that a record carries in its file (`articles.jsonl#7`: that of line 7), which the gold uses."""
    file, _, number = path.rpartition("#")
    line = (folder / file).read_text(encoding="utf-8").split("\n")[int(number) - 1]
    return str(json.loads(line)["id"])


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table; return B-cubed and the mean of the best page of each event."""
    pages = {record["event"]: record["articles"] for record in read_lines(predictions)}
    result = scorer.score_groups(json.loads(gold.read_text(encoding="utf-8")), pages)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return {name: round(value, 4) for name, value in flatten(result)}
