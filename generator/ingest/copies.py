"""Copies of one report: repeated rows, syndicated dispatches, texts cut short. Found by MinHash, then checked exactly.

datasketch's locality-sensitive hashing proposes pairs in time near-linear in the number of articles; whether a pair is a
copy is decided on its full sets of five-word shingles, so that the result does not hang on the luck of a hash.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.ingest.stamps import days_between
from generator.model import Article, CopyGroup

SHINGLE = 5
LEAD = 100
"""Words at the start by which a copy that was cut short is found."""
SHORT = 40
"""Words below which texts are copies only if they are the same, of one day: two read-outs of two calls look alike."""
MIDDLE = 300
"""Words below which every number and name must agree: two awards, two brigades, two tolls differ by nothing else."""
SPELLING = 75.0
"""Likeness (0 to 100) from which two names are spellings of one: Zelensky and Zelenskyy, not Donetsk and Lugansk."""
PERMUTATIONS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What of an article is compared: its words, the hashes of its shingles, its numbers and names, its day."""

    id: str
    words: tuple[str, ...]
    shingles: frozenset[int]
    marks: frozenset[str]
    title: tuple[str, ...]
    day: str | None
    order: tuple[str, str] = field(default=("", ""))


def group_copies(articles: Sequence[Article], *, threshold: float = 0.8) -> tuple[CopyGroup, ...]:
    """Group articles that carry the same report: near-duplicates, repeats, and copies that were cut short.

    `threshold` is the share of five-word shingles that two texts must have in common; for a cut copy, the share of the
    shorter one's that stand in the longer. Groups come in order of their originals; the original is the earliest, then
    the first by path. Articles in no group are alone.
    """
    prints = [take_print(article) for article in articles]
    by_id = {item.id: item for item in prints}
    parents = {item.id: item.id for item in prints}
    worst: dict[str, float] = {}
    pairs: list[tuple[str, str, float]] = []
    for left, right in _candidates(prints):
        share = share_of(by_id[left], by_id[right], threshold)
        if share is not None:
            pairs.append((left, right, share))
            _join(parents, left, right)
    for left, _, share in pairs:
        root = _root(parents, left)
        worst[root] = min(share, worst.get(root, 1.0))
    members: dict[str, list[Print]] = {}
    for item in prints:
        members.setdefault(_root(parents, item.id), []).append(item)
    groups = [
        (sorted(group, key=lambda item: item.order), _reason(worst[root]))
        for root, group in members.items()
        if len(group) > 1
    ]
    groups.sort(key=lambda pair: pair[0][0].order)
    return tuple(
        CopyGroup(original=group[0].id, copies=tuple(item.id for item in group[1:]), reason=reason)
        for group, reason in groups
    )


def take_print(article: Article) -> Print:
    """Return what of an article is compared; the headline counts, for it tells short notices apart."""
    words = tuple(re.findall(r"\w+(?:[.,]\d+)*", article.text.casefold().replace("’", "'")))
    width = min(SHINGLE, len(words)) or 1
    shingles = frozenset(
        zlib.crc32(" ".join(words[start : start + width]).encode()) for start in range(len(words) - width + 1)
    )
    return Print(
        id=article.id,
        words=words,
        shingles=shingles,
        marks=frozenset(_marks(article.text)),
        title=tuple(re.findall(r"\w+(?:[.,]\d+)*", article.title)),
        day=article.published,
        order=(article.published or "9999", article.path),
    )


def share_of(one: Print, other: Print, threshold: float) -> float | None:
    """Return the share of the shorter text that stands in the longer one if the two are copies, else None."""
    short, long = (one, other) if len(one.shingles) <= len(other.shingles) else (other, one)
    if not short.shingles:
        return None
    common = len(short.shingles & long.shingles)
    contained = common / len(short.shingles)
    alike = common / len(short.shingles | long.shingles)
    apart = days_between(short.day, long.day) if short.day and long.day else 0
    if len(short.words) < SHORT:
        return 1.0 if short.words == long.words and apart == 0 and short.words else None
    if max(alike, contained) < threshold or _swapped(one.title, other.title):
        return None
    if len(short.words) < MIDDLE and (apart > 3 or _differ(short.marks, long.marks)):
        return None
    if alike >= threshold or len(short.words) >= MIDDLE or _same_beginning(short, long):
        return contained
    return None


def _marks(text: str) -> Iterator[str]:
    """Yield the words of a text that tell one event from another of its kind: with a digit or a capital."""
    for word in re.findall(r"\w+(?:[.,]\d+)*", text):
        if any(character.isdigit() or character.isupper() for character in word):
            yield word.casefold()


def _differ(short: frozenset[str], long: frozenset[str]) -> bool:
    """Say whether the shorter text holds a number or name that the longer one has in no spelling."""
    return any(not _spelled(word, long) for word in short - long)


def _swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two titles are the same but for a number or name: two events of one kind, told in one form."""
    first, second = {word.casefold() for word in one}, {word.casefold() for word in other}
    if first == second or len(first & second) < 0.6 * min(len(first), len(second)):
        return False
    left = {mark for mark in _marks(" ".join(one)) if mark not in second}
    right = {mark for mark in _marks(" ".join(other)) if mark not in first}
    return bool(left and right) and any(not _spelled(word, right) for word in left)


def _spelled(word: str, others: Iterable[str]) -> bool:
    from rapidfuzz.fuzz import ratio

    if any(character.isdigit() for character in word):
        return False
    return any(word in other or ratio(word, other) >= SPELLING for other in others)


def _same_beginning(short: Print, long: Print) -> bool:
    """Say whether most of the first words are the same: what was cut short was cut at its end."""
    start = short.words[: LEAD // 2]
    return len(set(start) & set(long.words[:LEAD])) >= 0.8 * len(set(start))


def _candidates(prints: Sequence[Print]) -> list[tuple[str, str]]:
    """Return pairs of ids that may be copies, sorted: alike as a whole, or alike in their first words."""
    if len(prints) < 2:
        return []
    from datasketch import MinHash, MinHashLSH

    pairs: set[tuple[str, str]] = set()
    for threshold, view in ((0.5, _whole), (0.5, _lead)):
        index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        for item in prints:
            hashes = sorted(view(item))
            if not hashes:
                continue
            sketch = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
            sketch.update_batch(hashes)
            pairs.update((min(item.id, other), max(item.id, other)) for other in index.query(sketch))
            index.insert(item.id, sketch, check_duplication=False)
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def _whole(item: Print) -> Iterable[int]:
    return item.shingles


def _lead(item: Print) -> Iterator[int]:
    words = item.words[:LEAD]
    return (zlib.crc32(" ".join(words[start : start + 3]).encode()) for start in range(len(words) - 2))


def _root(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _join(parents: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(parents, left), _root(parents, right)))
    parents[second] = first


def _reason(share: float) -> str:
    if share >= 1.0:
        return "the same words"
    return f"{int(100 * share)} % of the shorter text stands in the longer one, word for word"
