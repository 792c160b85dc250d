"""Who is who: mentions of actors in the articles of one folder and the page that each lands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.run import Run, read_lines
from bench.scorers import actors as scorer

GOLD = tuple(f"benchmarks/actors/{name}.jsonl.gz" for name in ("challenge", "meantime", "gum", "newsfair"))
TYPES = {"person": "PER", "organization": "ORG", "state": "GPE", "place": "GPE"}


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line an article with every mention that belongs to an actor; the file is one folder."""
    articles = run.articles()
    kb = run.resolve(articles)
    for article in articles:
        mentions = [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "type": TYPES[actor.kind],
                "kind": mention.form,
                "actor_id": actor.id,
            }
            for mention in kb.mentions_in(article.id)
            if (actor := kb.actor_of(mention.entity))
        ]
        yield {"id": article.id, "mentions": mentions}


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table; return shares as percentages and counts as they are."""
    wanted = {record["id"]: record for record in read_lines(gold)}
    found = {record["id"]: record for record in read_lines(predictions)}
    result, wrong, bad = scorer.score(wanted, found)
    scorer.show(result)
    for what, number in wrong.most_common(errors):
        print(f"{number:4} {what}")
    for entity, why in bad[:errors]:
        print("not clean:", entity, why)
    counts = ("entities_scored", "entities_crossdoc", "mixed_pages", "pages_with_2plus", "pages_total")
    figures = {}
    for name, value in result.items():
        if value is not None:
            plain = name in counts or name.endswith("_gold") or name == "duplicate_pages_per_entity"
            figures[name] = float(value) if plain else round(100 * float(value), 2)
    return figures


def pool(results: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the figures over all files: each weighed by what it counts."""

    def mean(name: str, weight: str) -> float:
        rows = [row for row in results if name in row and row.get(weight)]
        total = sum(row[weight] for row in rows)
        return round(sum(row[name] * row[weight] for row in rows) / total, 2) if total else 0.0

    return {
        "pages_clean": mean("pages_clean", "entities_scored"),
        "pages_clean_crossdoc": mean("pages_clean_crossdoc", "entities_crossdoc"),
        "mixed_share": mean("mixed_share", "pages_with_2plus"),
        "duplicate_pages_per_entity": mean("duplicate_pages_per_entity", "entities_scored"),
        "b3_f1": mean("b3_f1", "entities_scored"),
        "pronoun_precision_on_found": mean("pronoun_precision_on_found", "pronoun_gold"),
        "misspelling_recall": mean("misspelling_recall", "misspelling_gold"),
        "nominal_recall": mean("nominal_recall", "nominal_gold"),
    }
