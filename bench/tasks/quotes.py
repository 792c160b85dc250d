"""Who said what (PolNeAR format): content spans, the speaker's words and the actor he is filed under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, read_lines
from bench.scorers import quotes as scorer
from generator.knowledge import KnowledgeBase
from generator.model import Quote

GOLD = ("benchmarks/quotes/dev.jsonl.gz",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line an article; every article is a folder of its own, as the gold has no reader of two."""
    articles = run.articles()
    kb = run.resolve(articles)
    for article in articles:
        quotes = [_record(kb, quote) for quote in kb.annotations[article.id].quotes]
        yield {"id": article.id, "quotes": quotes}


def _record(kb: KnowledgeBase, quote: Quote) -> dict[str, Any]:
    actor = kb.speaker_of(quote)
    words = quote.speaker.text if quote.speaker else None
    return {
        "start": quote.pieces[0].start,
        "end": quote.pieces[-1].end,
        "spans": [[piece.start, piece.end] for piece in quote.pieces],
        "speaker": actor.name if actor else words,
        "speaker_start": quote.speaker.start if quote.speaker else None,
        "speaker_end": quote.speaker.end if quote.speaker else None,
    }


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table; return J-act, J-span, wrong% and the like in percent by `subset/match.measure`."""
    docs = [scorer.Doc(record) for record in read_lines(gold)]
    found: dict[str, list[Any]] = {}
    for line in read_lines(predictions):
        found.setdefault(line["id"], []).extend(line["quotes"])
    result = scorer.evaluate(docs, found, ci=False)
    scorer.show(gold.name, result)
    if errors:
        scorer.errors(docs, found, errors)
    wanted = {"joint_actor": "J-act", "joint_span": "J-span", "wrong_mouth": "wrong%", "P": "P", "R": "R", "F1": "F1"}
    return {
        f"{subset}.{name}": round(100 * float(row[key]), 2)
        for subset, row in result.items()
        for key, name in wanted.items()
    }
