"""How resolving grows with the folder: `python -m bench.growth ARTICLES [SIZE ...]`.

The articles of a folder are annotated once and copied with changed names and later days until there are SIZE of them
(1,000, 5,000 and 20,000 unless given); what is timed is all that looks across articles: copies of one report, actors,
quotations, events.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

from generator.annotation import annotate, load_pipeline
from generator.annotation.tables import known_forms
from generator.config import DEFAULT_PIPELINE
from generator.errors import Report
from generator.ingest import group_copies, read_articles
from generator.model import Annotations, Article
from generator.resolution import resolve

SIZES = (1_000, 5_000, 20_000)
DAYS = 3
"""Days between a copy and the next."""

NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{3,}\b")
DAY = re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")
VOWELS = "aeiou"
CONSONANTS = "bcdfghjklmnprstvz"


@cache
def _kept() -> frozenset[str]:
    return frozenset(word for form in known_forms() for word in re.findall(r"\w+", form))


@cache
def _rename(word: str, copy: int) -> str:
    """Return a word of the same length with other letters, states and bodies of our tables as they are."""
    if word in _kept():
        return word
    letters = [word[0]]
    for place, letter in enumerate(word[1:]):
        for row in (VOWELS, CONSONANTS):
            if letter in row:
                letter = row[(row.index(letter) + copy * (place + 3)) % len(row)]
                break
        letters.append(letter)
    return "".join(letters)


def _change(text: str, copy: int) -> str:
    return DAY.sub(lambda day: _later(day[0], copy), NAME.sub(lambda match: _rename(match[0], copy), text))


def _later(day: str, copy: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=DAYS * copy)).isoformat()


def copy_value(value: Any, copy: int) -> Any:
    """Return a frozen value with every name in it changed and every day moved; offsets hold, lengths stay."""
    if isinstance(value, str):
        return _change(value, copy)
    if isinstance(value, tuple):
        return tuple(copy_value(one, copy) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: copy_value(getattr(value, one.name), copy) for one in fields(value)}
        for name in ("id", "article", "entity", "subject", "place_entity", "speaker"):
            if isinstance(getattr(value, name, None), str):
                changed[name] = f"c{copy}-{getattr(value, name)}"
        return replace(value, **changed)
    return value


def grow(articles: Sequence[Article], found: Sequence[Annotations], size: int) -> Iterator[tuple[Article, Annotations]]:
    """Yield articles and annotations, the folder's own first, then copies with other names and days."""
    for number in range(size):
        copy, place = divmod(number, len(articles))
        if not copy:
            yield articles[place], found[place]
        else:
            yield copy_value(articles[place], copy), copy_value(found[place], copy)


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Print articles, actors, events, seconds and seconds for a thousand articles, a line a size."""
    nlp = load_pipeline(DEFAULT_PIPELINE)
    articles = list(read_articles(folder, Report()))
    found = list(annotate(articles, nlp))
    gc.disable()
    for size in sizes:
        pairs = list(grow(articles, found, size))
        texts, annotations = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        begun = process_time()
        kb = resolve(texts, annotations, copies=group_copies(texts))
        spent = process_time() - begun
        print(
            f"{size:6} articles {len(kb.actors):7} actors {len(kb.events):7} events {spent:8.1f} s "
            f"{1000 * spent / size:6.2f} s for a thousand",
            flush=True,
        )
        del pairs, texts, annotations, kb


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or SIZES)
