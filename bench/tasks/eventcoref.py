"""Which given event mentions are one event, across articles; documents are clustered by the product, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import Run, flatten, read_lines
from bench.scorers import eventcoref as scorer
from generator.resolution.clusters import cluster_texts
from generator.resolution.event_keys import Telling
from generator.resolution.event_merging import merge_tellings
from generator.resolution.event_wording import THRESHOLD, compare_wording, tell_wording

GOLD = ("benchmarks/eventcoref/dev.jsonl.gz",)


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a line a mention with its cluster; topic, story and chain of the gold are not read."""
    records = run.records
    for group in run.clock(lambda: _merge(records)):
        for telling in group:
            yield {"mention": telling.id, "cluster": group[0].id}


def _merge(records: list[dict[str, Any]]) -> list[list[Telling]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for record in records:
        texts[record["doc"]].append(record["text"])
    clusters = cluster_texts({key: "\n".join(sentences) for key, sentences in texts.items()})
    tellings = [_tell(record, mention, clusters[record["doc"]]) for record in records for mention in record["mentions"]]
    groups, _ = merge_tellings(tellings, compare_wording, threshold=THRESHOLD)
    return groups


def _tell(record: dict[str, Any], mention: dict[str, Any], cluster: str) -> Telling:
    """Return a mention as a telling of unknown type; gold tokens may leave out words in between."""
    tokens, at = record["tokens"], mention["tokens"]
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token) + 1)
    first, last = min(at), max(at)
    return tell_wording(
        mention["id"],
        record["doc"],
        " ".join(tokens),
        int(record["id"].rpartition("#")[2]),
        (starts[first], starts[last] + len(tokens[last])),
        cluster=cluster,
        words=" ".join(tokens[number] for number in at),
        place=first,
    )


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print the table; return the figures."""
    result = scorer.score(read_lines(gold), read_lines(predictions))
    for name, row in result.items():
        print(f"{name:12} " + "  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    return {name: round(value, 2) for name, value in flatten(result)}
