"""How saved news pages are read: text, title, date, authors; pages in other languages refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import articles as scorer
from generator.errors import Report
from generator.ingest import read_file

GOLD = ("articles/html/gold/gold.jsonl",)
REFUSED = re.compile(r"is not English but (\w+)")


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a page of the gold, read from the folder `data` beside the gold's."""
    folder = run.articles_folder or run.gold.parent.parent / "data"
    for record in run.records:
        report = Report()
        found = run.clock(lambda path=folder / record["file"], into=report: list(read_file(path, folder, into)))
        line: dict[str, Any] = {"file": record["file"]}
        for article in found[:1]:
            line |= {
                "title": article.title,
                "date": article.published_at or article.published,
                "authors": list(article.authors),
                "text": article.text[article.headline :].strip(),
                "language": article.language,
            }
        if not found:
            message = " ".join(str(problem) for problem in report.problems)
            run.notes.append(message)
            line["language"] = named[1] if (named := REFUSED.search(message)) else None
        yield line


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table; return shares of text and numbers of fields right."""
    result = scorer.score_html(read_lines(gold), {record["file"]: record for record in read_lines(predictions)})
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return {name: round(value, 4) for name, value in flatten(result)}
