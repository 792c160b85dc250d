"""Document clusters: articles that tell one story, by their weighted words.

Enters: the words of each article and its day. Leaves: a cluster name (the id of its first article) for each. Two steps:
average-link clustering of all articles by tf-idf gives topics; inside a topic the words are weighed again, so that what
all its articles share (the war, the trial) says nothing any more, and the same clustering gives stories. Each article is
compared with the few that share its heaviest words, so the work grows with the number of articles, not its square.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from generator.model import Article
from generator.resolution.event_keys import read_days
from generator.resolution.event_words import NUMBER, WORD, stem, stop_words

OPENING = 2500
"""Characters of an article that tell its story; the rest is background and would tie unlike articles together."""

TERMS = 40
"""Weighted terms kept of an article."""

TOPIC = 0.10
"""Mean cosine of two groups of articles from which they are one topic."""

STORY = 0.08
"""The same inside a topic, with weights of the topic's own: from here they tell one story."""

SMALLEST_TOPIC = 4
"""A topic of fewer articles is one story: there is nothing to weigh words by."""

REST = 10
"""Days that a story may rest; what comes later is another one."""

NAME_WEIGHT = 1.5
"""How often a capitalised word counts: names tell two stories of one kind apart."""

SEEDS = 15
POSTINGS = 300
NEIGHBOURS = 30
"""An article is compared with the 30 likest of those that share one of its 15 heaviest terms; terms of more than 300
articles are too common to look under."""

Vector = dict[str, float]


@dataclass(slots=True)
class Cluster:
    """Articles united so far: their keys, the sum of their vectors, their first and last day."""

    keys: list[str]
    total: Vector
    first: int | None
    last: int | None


def cluster_articles(articles: Sequence[Article]) -> dict[str, str]:
    """Return the cluster of each article by id; articles must be in order of date."""
    texts = {article.id: f"{article.title}\n{article.text[:OPENING]}" for article in articles}
    days = {article.id: found.first for article in articles if (found := read_days(article.published))}
    return cluster_texts(texts, days)


def cluster_texts(texts: Mapping[str, str], days: Mapping[str, int] | None = None) -> dict[str, str]:
    """Return the cluster of each text: the key of the first text in it. `days` are ordinals, where known."""
    counts = {key: _count_terms(text) for key, text in texts.items()}
    chosen: dict[str, str] = {}
    for topic in group_vectors(weigh(counts), {}, TOPIC):
        stories = [topic]
        if len(topic) >= SMALLEST_TOPIC:
            stories = group_vectors(weigh({key: counts[key] for key in topic}), days or {}, STORY)
        for story in stories:
            chosen.update(dict.fromkeys(story, story[0]))
    return chosen


@lru_cache(maxsize=2_000)
def _count_terms(text: str) -> Mapping[str, float]:
    """Count the stems of content words, capitalised ones for more, and numbers."""
    stop = stop_words()
    counts: Counter[str] = Counter()
    for match in WORD.finditer(text):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        if len(word) > 2 and word not in stop:
            counts[stem(word)] += NAME_WEIGHT if match[0][0].isupper() else 1.0  # type: ignore[assignment]
    counts.update(match[0] for match in NUMBER.finditer(text) if len(match[0]) > 1)
    return counts


def weigh(counts: Mapping[str, Mapping[str, float]]) -> dict[str, Vector]:
    """Return the heaviest terms of each text by tf-idf among these texts, of length one."""
    frequency = Counter(term for counted in counts.values() for term in counted)
    total = len(counts)
    vectors = {}
    for key, counted in counts.items():
        weights = {
            term: (1 + log(count)) * log((1 + total) / frequency[term])
            for term, count in counted.items()
            if frequency[term] > 1
        }
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
        length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
        vectors[key] = {term: weight / length for term, weight in heaviest}
    return vectors


def group_vectors(vectors: Mapping[str, Vector], days: Mapping[str, int], threshold: float) -> list[list[str]]:
    """Return groups by average link: while two groups' mean cosine exceeds the threshold, the likest two unite.

    Keys keep their order in each group, and groups the order of their first keys.
    """
    place = {key: number for number, key in enumerate(vectors)}
    clusters = {
        number: Cluster(keys=[key], total=dict(vector), first=days.get(key), last=days.get(key))
        for number, (key, vector) in enumerate(vectors.items())
    }
    near: dict[int, set[int]] = defaultdict(set)
    heap: list[tuple[float, int, int]] = []
    for one, other in _pairs(vectors):
        near[one].add(other)
        near[other].add(one)
        _push(heap, clusters, one, other, threshold)
    number = len(clusters)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in clusters or other not in clusters:
            continue
        clusters[number] = _unite(clusters.pop(one), clusters.pop(other))
        near[number] = {third for third in near.pop(one) | near.pop(other) if third in clusters}
        for third in sorted(near[number]):
            near[third].add(number)
            _push(heap, clusters, third, number, threshold)
        number += 1
    groups = [sorted(cluster.keys, key=lambda key: place[key]) for cluster in clusters.values()]
    return sorted(groups, key=lambda keys: place[keys[0]])


def _pairs(vectors: Mapping[str, Vector]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of texts that are worth comparing, each once, smaller first."""
    index: dict[str, list[int]] = defaultdict(list)
    seeds = [sorted(vector, key=lambda term: (-vector[term], term))[:SEEDS] for vector in vectors.values()]
    for number, vector in enumerate(vectors.values()):
        for term in vector:
            index[term].append(number)
    seen: set[tuple[int, int]] = set()
    for number, (vector, terms) in enumerate(zip(vectors.values(), seeds, strict=True)):
        for other in _likest(number, vector, terms, index):
            pair = (min(number, other), max(number, other))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _likest(number: int, vector: Vector, terms: Iterable[str], index: Mapping[str, list[int]]) -> list[int]:
    votes: dict[int, float] = defaultdict(float)
    for term in terms:
        if len(index[term]) <= POSTINGS:
            for other in index[term]:
                votes[other] += vector[term]
    votes.pop(number, None)
    return heapq.nsmallest(NEIGHBOURS, votes, key=lambda other: (-votes[other], other))


def _push(
    heap: list[tuple[float, int, int]], clusters: Mapping[int, Cluster], one: int, other: int, threshold: float
) -> None:
    left, right = clusters[one], clusters[other]
    if _rests(left, right) or _rests(right, left):
        return
    small, large = (left, right) if len(left.total) <= len(right.total) else (right, left)
    dot = sum(weight * large.total.get(term, 0.0) for term, weight in small.total.items())
    likeness = dot / (len(left.keys) * len(right.keys))
    if likeness > threshold:
        heapq.heappush(heap, (-likeness, one, other))


def _rests(left: Cluster, right: Cluster) -> bool:
    return left.first is not None and right.last is not None and left.first - right.last > REST


def _unite(one: Cluster, other: Cluster) -> Cluster:
    small, large = (one, other) if len(one.total) <= len(other.total) else (other, one)
    for term, weight in small.total.items():
        large.total[term] = large.total.get(term, 0.0) + weight
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return Cluster(
        keys=one.keys + other.keys,
        total=large.total,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
    )
