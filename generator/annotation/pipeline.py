"""The pass over articles: cache, spaCy in batches, annotators in order, over the processor's cores.

The unit of the cache is one article's `Annotations`; its key holds everything they depend on: text, headline length,
date, the pipeline's name and version, and the bytes of every file of this package and of `data/`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from functools import cache
from itertools import tee
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from generator.annotation.coreference import resolve_references
from generator.annotation.dates import find_times
from generator.annotation.entities import find_entities
from generator.annotation.events import find_events
from generator.annotation.loading import load_pipeline, pipeline_version, processor_threads
from generator.annotation.preparation import prepare
from generator.annotation.quotes import find_quotes
from generator.annotation.sentences import find_sentences, mark_paragraphs
from generator.config import DEFAULT_PIPELINE
from generator.data import FOLDER as DATA
from generator.data import digest_files
from generator.model import Annotations, Article, EventType

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from generator.cache import Cache

Annotator = Callable[["Doc", Article, Annotations], Annotations]

ANNOTATORS: tuple[Annotator, ...] = (
    find_entities,
    find_times,
    find_quotes,
    resolve_references,
    find_events,
)
"""In order: names first, then times, quotes with their speakers, pronouns and descriptions, events."""

PARSED_AT_ONCE = 4
"""Texts that spaCy gets at a time: few enough to stay in the processor's cache, which makes the pass a fifth faster than
spaCy's own default of 1,000."""

BATCH = 32
BATCH_CHARACTERS = 120_000
"""What a worker takes at once: large enough to hide the cost of passing it, small enough for a live count."""


@cache
def rules_version() -> str:
    """Return one hash over this package's code and the data files: annotations made by other rules are stale."""
    here = Path(__file__).parent
    return digest_files([*here.glob("*.py"), *DATA.glob("*.yml"), here.parent / "model.py"])


def parse(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """Yield one `Doc` an article, text unchanged in length, sentences never crossing a paragraph's end."""
    prepared = (mark_paragraphs(nlp.make_doc(prepare(article.text))) for article in articles)
    with processor_threads().limit(limits=1):
        yield from nlp.pipe(prepared, batch_size=PARSED_AT_ONCE)


def annotate_doc(doc: Doc, article: Article, annotators: Sequence[Annotator] = ANNOTATORS) -> Annotations:
    """Run the annotators over one parsed article."""
    found = Annotations(article=article.id, sentences=find_sentences(doc, article))
    for annotator in annotators:
        found = annotator(doc, article, found)
    return found


def cache_key(article: Article, pipeline: str) -> str:
    """Return the key of an article's annotations: everything they depend on, the id included (it is in every span)."""
    parts = (article.id, article.text, str(article.headline), article.published, article.outlet, article.dateline)
    total = hashlib.sha256(f"{pipeline_version(pipeline)}\0{rules_version()}".encode())
    for part in parts:
        total.update(b"\0" + (part or "").encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def annotate(
    articles: Sequence[Article],
    nlp: Language | str = DEFAULT_PIPELINE,
    event_types: Mapping[str, EventType] | None = None,
    *,
    cache: Cache | None = None,
    workers: int = 0,
    advance: Callable[[int], None] = lambda number: None,
) -> Iterator[Annotations]:
    """Yield the annotations of each article, in the order given.

    `nlp` is a loaded pipeline, or the name of one that is loaded only if an article is not in the cache. `workers`: 0
    chooses by the amount of work, 1 stays in this process (always so with a loaded pipeline). `advance` is told how many
    articles were finished.
    """
    if not isinstance(nlp, str):
        yield from _annotate_here(articles, nlp, advance)
        return
    keys = {article.id: cache_key(article, nlp) for article in articles} if cache else {}
    known = cache.read(keys.values()) if cache else {}
    missing = [article for article in articles if keys.get(article.id) not in known]
    advance(len(articles) - len(missing))
    fresh: dict[str, Annotations] = {}
    for batch in _annotate_missing(missing, nlp, workers, advance):
        fresh.update((found.article, found) for found in batch)
        if cache:
            cache.write((keys[found.article], found) for found in batch)
    if cache:
        cache.prune(set(keys.values()))
    for article in articles:
        yield fresh[article.id] if article.id in fresh else known[keys[article.id]]


def _annotate_here(articles: Iterable[Article], nlp: Language, advance: Callable[[int], None]) -> Iterator[Annotations]:
    waiting, passed = tee(articles)
    for article, doc in zip(waiting, parse(passed, nlp), strict=True):
        yield annotate_doc(doc, article)
        advance(1)


def _annotate_missing(
    articles: Sequence[Article], pipeline: str, workers: int, advance: Callable[[int], None]
) -> Iterator[list[Annotations]]:
    """Yield batches of annotations as they finish; batches are of about equal length in characters."""
    if not articles:
        return
    batches = list(_batches(articles))
    if workers == 0:
        workers = min(os.process_cpu_count() or 1 if hasattr(os, "process_cpu_count") else os.cpu_count() or 1, 8)
    characters = sum(len(article.text) for article in articles)
    # A worker takes about two seconds to load the pipeline; under this size one process is sooner done.
    if workers == 1 or characters < 150_000 or len(batches) == 1:
        nlp = load_pipeline(pipeline)
        for batch in batches:
            yield list(_annotate_here(batch, nlp, advance))
        return
    with ProcessPoolExecutor(
        min(workers, len(batches)), mp_context=get_context("spawn"), initializer=_start_worker, initargs=(pipeline,)
    ) as pool:
        pending = {pool.submit(_annotate_batch, batch) for batch in batches}
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                found = future.result()
                advance(len(found))
                yield found


def _batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) >= BATCH or size > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


_worker: dict[str, Language] = {}


def _start_worker(pipeline: str) -> None:
    _worker["nlp"] = load_pipeline(pipeline)


def _annotate_batch(articles: list[Article]) -> list[Annotations]:
    return list(_annotate_here(articles, _worker["nlp"], lambda number: None))
