"""Copies of one report: repeated rows, syndicated dispatches, texts cut short, excerpts inside longer texts.

Every fourth five-word shingle of a text (those whose hash is divisible by four: A. Broder, "On the resemblance and
containment of documents", 1997) goes into one sorted index; texts that share half of theirs are compared on all of them.
Nothing hangs on the luck of a sketch, and the time is that of sorting.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from generator.ingest.stamps import days_between
from generator.model import Article, CopyGroup

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Shingles = NDArray[numpy.uint32]

SHINGLE = 5
LEAD = 100
"""Words at the start by which a copy that was cut short is known."""
SHORT = 40
"""Words below which texts are copies only if they are the same, of one day: two read-outs of two calls look alike."""
MIDDLE = 300
"""Words below which every number and name must agree: two awards, two brigades, two tolls differ by nothing else."""
EXCERPT = 80
"""Words from which a text may be an excerpt of one at least `TIMES` as long, although a name differs: two texts of one
form are of one length."""
TIMES = 3
CLOSE = 3
"""Days within which a text shorter than `MIDDLE` can be a copy."""
SPELLING = 75.0
"""Likeness (0 to 100) from which two names are spellings of one: Zelensky and Zelenskyy, not Donetsk and Lugansk."""
SAMPLE = 4
"""One shingle in so many is looked up."""
CROWD = 12
"""Texts that share a shingle, above which only neighbours in the index are paired: a hundred copies are still a chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What of an article is compared: its number of words and first words, its shingles (sorted hashes), title and day."""

    id: str
    count: int
    lead: tuple[str, ...]
    shingles: Shingles
    text: str
    title: tuple[str, ...]
    day: str | None
    order: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two copies: the share of the shorter one that stands in the longer one, and whether it is an excerpt of it."""

    share: float
    excerpt: bool = False


def group_copies(articles: Sequence[Article], *, threshold: float = 0.8) -> tuple[CopyGroup, ...]:
    """Group articles that carry the same report: near-duplicates, repeats, copies cut short, excerpts.

    `threshold` is the share of five-word shingles that two texts must have in common; for a cut copy or an excerpt, the
    share of the shorter one's that stand in the longer. Groups come in order of their originals; the original is the
    earliest, then the first by path. Articles in no group are alone. A digest that carries two reports joins neither's
    group with the other's.
    """
    prints = [take_print(article) for article in articles]
    found = [
        (prints[left], prints[right], likeness)
        for left, right in find_candidates(prints)
        if (likeness := compare(prints[left], prints[right], threshold))
    ]
    groups = {item.id: [item] for item in prints}
    worst: dict[str, float] = {}
    for one, other, likeness in sorted(
        found, key=lambda pair: (pair[2].excerpt, -pair[2].share, pair[0].id, pair[1].id)
    ):
        first, second = groups[one.id], groups[other.id]
        if first is second or (likeness.excerpt and not _all_alike(first, second, threshold)):
            continue
        first += second
        for item in second:
            groups[item.id] = first
        shares = [worst.get(item.id, 1.0) for item in first]
        worst.update(dict.fromkeys((item.id for item in first), min(likeness.share, *shares)))
    whole = {id(group): sorted(group, key=lambda item: item.order) for group in groups.values() if len(group) > 1}
    return tuple(
        CopyGroup(
            original=group[0].id,
            copies=tuple(item.id for item in group[1:]),
            reason=_reason(worst[group[0].id], len({item.count for item in group}) == 1),
        )
        for group in sorted(whole.values(), key=lambda group: group[0].order)
    )


def _all_alike(first: Sequence[Print], second: Sequence[Print], threshold: float) -> bool:
    """Say whether all texts of two groups are parts of each other; of large groups the first ones stand for all."""
    return all(_contained(one, other) >= threshold for one, other in product(first[:10], second[:10]))


def take_print(article: Article) -> Print:
    """Return what of an article is compared; the headline counts, for it tells short notices apart."""
    words = re.findall(r"\w+(?:[.,]\d+)*", article.text.casefold().replace("’", "'"))
    return Print(
        id=article.id,
        count=len(words),
        lead=tuple(words[:LEAD]),
        shingles=hash_shingles(words),
        text=article.text,
        title=tuple(re.findall(r"\w+(?:[.,]\d+)*", article.title)),
        day=article.published,
        order=(article.published or "9999", article.path),
    )


def hash_shingles(words: Sequence[str]) -> Shingles:
    """Return the sorted distinct hashes of all runs of `SHINGLE` words, the same in every process."""
    import numpy

    width = min(SHINGLE, len(words))
    length = len(words) - width + 1 if words else 0
    codes = numpy.fromiter((_code(word) for word in words), dtype=numpy.uint64, count=len(words))
    total = numpy.zeros(length, dtype=numpy.uint64)
    for offset in range(width):
        total = total * numpy.uint64(0x9E3779B97F4A7C15) + codes[offset : offset + length]
    total ^= total >> numpy.uint64(31)
    total *= numpy.uint64(0xBF58476D1CE4E5B9)
    return numpy.unique((total >> numpy.uint64(32)).astype(numpy.uint32))


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


# -- are these two copies? ---------------------------------------------------------------------------------------------


def compare(one: Print, other: Print, threshold: float) -> Likeness | None:
    """Return how two texts are copies of one report, None if they are not."""
    short, long = (one, other) if one.count <= other.count else (other, one)
    if not short.count:
        return None
    apart = days_between(short.day, long.day) if short.day and long.day else 0
    if short.count < SHORT:
        return Likeness(share=1.0) if apart == 0 and _same(short, long) else None
    contained = _contained(short, long)
    common = contained * len(short.shingles)
    alike = common / (len(short.shingles) + len(long.shingles) - common)
    if contained < threshold or _swapped(one.title, other.title):
        return None
    if short.count >= MIDDLE:
        return Likeness(share=contained)
    if apart > CLOSE:
        return None
    if (alike >= threshold or _same_beginning(short, long)) and not _differ(short.text, long.text):
        return Likeness(share=contained)
    if short.count >= EXCERPT and long.count >= TIMES * short.count:
        return Likeness(share=contained, excerpt=True)
    return None


def _contained(one: Print, other: Print) -> float:
    """Return the share of the smaller set of shingles that is in the larger."""
    import numpy

    common = numpy.intersect1d(one.shingles, other.shingles, assume_unique=True).size
    return float(common / max(1, min(one.shingles.size, other.shingles.size)))


def _same(one: Print, other: Print) -> bool:
    return one.lead == other.lead and one.count == other.count


def _marks(text: str) -> Iterator[str]:
    """Yield the words of a text that tell one event from another of its kind: with a digit or a capital."""
    for word in re.findall(r"\w+(?:[.,]\d+)*", text):
        if not word.islower():
            yield word.casefold()


def _differ(short: str, long: str) -> bool:
    """Say whether the shorter text holds a number or name that the longer one has in no spelling."""
    others = set(_marks(long))
    return any(not _spelled(word, others) for word in set(_marks(short)) - others)


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
    start = _triples(short.lead[: LEAD // 2])
    return len(start & _triples(long.lead)) >= 0.7 * len(start)


def _triples(words: Sequence[str]) -> set[tuple[str, str, str]]:
    return set(zip(words, words[1:], words[2:], strict=False))


# -- which to compare --------------------------------------------------------------------------------------------------


def find_candidates(prints: Sequence[Print]) -> list[tuple[int, int]]:
    """Return the pairs of positions worth comparing, sorted: they share half of the smaller one's sampled shingles."""
    import numpy

    samples = [item.shingles[item.shingles % SAMPLE == 0] for item in prints]
    # Short texts have few shingles or none in the sample: they are known by all of them.
    samples = [item.shingles if item.count < SHORT else sample for item, sample in zip(prints, samples, strict=True)]
    if len(prints) < 2:
        return []
    sizes = numpy.array([sample.size for sample in samples])
    owners = numpy.repeat(numpy.arange(len(prints), dtype=numpy.int64), sizes)
    hashes = numpy.concatenate(samples)
    order = numpy.lexsort((owners, hashes))
    owners, hashes = owners[order], hashes[order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], hashes[1:] != hashes[:-1])))
    lengths = numpy.diff(numpy.concatenate((starts, [hashes.size])))
    keys = []
    for step in range(1, CROWD):
        # The texts that are `step` apart in the list of those that hold one shingle; in a crowd only the next two.
        wanted = (lengths > step) & ((lengths <= CROWD) | (step <= 2))
        first = _positions(starts[wanted], lengths[wanted] - step)
        keys.append(owners[first] * len(prints) + owners[first + step])
    pairs, counts = numpy.unique(numpy.concatenate(keys), return_counts=True)
    left, right = pairs // len(prints), pairs % len(prints)
    enough = counts >= 0.5 * numpy.minimum(sizes[left], sizes[right])
    return [(int(one), int(other)) for one, other in zip(left[enough], right[enough], strict=True)]


def _positions(starts: NDArray[numpy.int64], lengths: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """Return `start, start + 1, …` for every start, as many as its length says, in one array."""
    import numpy

    ends = numpy.cumsum(lengths)
    total = int(ends[-1]) if ends.size else 0
    positions: NDArray[numpy.int64] = numpy.arange(total, dtype=numpy.int64)
    positions += numpy.repeat(starts - (ends - lengths), lengths)
    return positions


def _reason(share: float, equal: bool) -> str:
    if share >= 1.0 and equal:
        return "the same words"
    return f"{int(100 * share)} % of the shorter text stands in the longer one, word for word"
