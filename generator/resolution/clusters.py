"""Document clusters: articles that tell one story, by their weighted words.

Enters: the words of each article and its day. Leaves: a cluster name (the id of its first article) for each. One pass in
order of date over centroids found by an inverted index, then a second pass in which every article chooses again, so the
work grows with the number of articles and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from generator.model import Article
from generator.resolution.event_keys import read_days
from generator.resolution.event_words import NUMBER, read_words, stem, stop_words

OPENING = 2500
"""Characters of an article that tell its story; the rest is background and would tie unlike articles together."""

TERMS = 40
"""Weighted terms kept of an article."""

SPAN = 14
"""Days between an article and the latest of its cluster; a story that rests longer starts anew."""

THRESHOLD = 0.30


@dataclass(slots=True)
class Cluster:
    """A story so far: the sum of its articles' vectors, its length, its latest day."""

    name: str
    vector: Counter[str] = field(default_factory=Counter)
    size: int = 0
    latest: int | None = None
    earliest: int | None = None


def cluster_articles(articles: Sequence[Article], *, threshold: float = THRESHOLD) -> dict[str, str]:
    """Return the cluster of each article by id; articles must be in order of date."""
    texts = {article.id: f"{article.title}\n{article.text[:OPENING]}" for article in articles}
    days = {article.id: found.first for article in articles if (found := read_days(article.published))}
    return cluster_texts(texts, days, threshold=threshold)


def cluster_texts(
    texts: Mapping[str, str], days: Mapping[str, int] | None = None, *, threshold: float = THRESHOLD
) -> dict[str, str]:
    """Return the cluster of each text: the key of the first text in it."""
    days = days or {}
    vectors = weigh_texts(texts)
    chosen = _assign(vectors, days, threshold, {})
    chosen = _assign(vectors, days, threshold, chosen)
    first: dict[str, str] = {}
    for key in texts:
        first.setdefault(chosen[key], key)
    return {key: first[chosen[key]] for key in texts}


def weigh_texts(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Return the heaviest terms of each text by tf-idf, of length one (a vector of cosines)."""
    stop = stop_words()
    counts = {}
    for key, text in texts.items():
        terms = [stem(word) for word in read_words(text) if word not in stop and len(word) > 2]
        terms += [match[0] for match in NUMBER.finditer(text) if len(match[0]) > 1]
        counts[key] = Counter(terms)
    frequency = Counter(term for terms in counts.values() for term in terms)
    total = len(texts)
    vectors = {}
    for key, counted in counts.items():
        weights = {
            term: (1 + log(count)) * log((1 + total) / frequency[term])
            for term, count in counted.items()
            if total < 3 or frequency[term] > 1
        }
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
        length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
        vectors[key] = {term: weight / length for term, weight in heaviest}
    return vectors


def _assign(
    vectors: Mapping[str, Mapping[str, float]], days: Mapping[str, int], threshold: float, before: Mapping[str, str]
) -> dict[str, str]:
    """Put every text into the likest cluster; with `before`, the clusters of the first pass stand at the start."""
    clusters: dict[str, Cluster] = {}
    index: dict[str, dict[str, None]] = defaultdict(dict)
    for key, name in before.items():
        _join(clusters.setdefault(name, Cluster(name=name)), vectors[key], days.get(key), index)
    chosen: dict[str, str] = {}
    for key, vector in vectors.items():
        best, score = None, threshold
        for name in _near(vector, index):
            cluster = clusters[name]
            if not _in_time(cluster, days.get(key)):
                continue
            likeness = _cosine(vector, cluster, own=before.get(key) == name)
            if likeness > score:
                best, score = name, likeness
        if best is None:
            best = before.get(key, key)
        if best not in clusters:
            clusters[best] = Cluster(name=best)
        if not before:
            _join(clusters[best], vector, days.get(key), index)
        chosen[key] = best
    return chosen


def _join(cluster: Cluster, vector: Mapping[str, float], day: int | None, index: dict[str, dict[str, None]]) -> None:
    for term, weight in vector.items():
        cluster.vector[term] += weight  # type: ignore[assignment]
    cluster.size += 1
    if day is not None:
        cluster.latest = max(cluster.latest or day, day)
        cluster.earliest = min(cluster.earliest or day, day)
    for term in sorted(vector, key=lambda term: (-vector[term], term))[:12]:
        index[term][cluster.name] = None


def _near(vector: Mapping[str, float], index: Mapping[str, Mapping[str, None]]) -> list[str]:
    """Return the clusters that share the text's heaviest terms, those with most of them first, at most 50."""
    votes: Counter[str] = Counter()
    for term in sorted(vector, key=lambda term: (-vector[term], term))[:12]:
        names = index.get(term, {})
        if len(names) <= 400:
            votes.update(names.keys())
    return [name for name, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:50]]


def _in_time(cluster: Cluster, day: int | None) -> bool:
    if day is None or cluster.latest is None or cluster.earliest is None:
        return True
    return cluster.earliest - SPAN <= day <= cluster.latest + SPAN


def _cosine(vector: Mapping[str, float], cluster: Cluster, *, own: bool) -> float:
    """Return the mean cosine to the cluster's texts, the text itself left out when it is one of them."""
    total = sum(weight * cluster.vector[term] for term, weight in vector.items())
    size = cluster.size
    if own:
        total, size = total - 1.0, size - 1
    return total / size if size else 0.0
