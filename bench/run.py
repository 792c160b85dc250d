"""One run of one task: its gold, the product's own functions with a clock, and a bare spaCy pass to compare with."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from itertools import tee
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from generator.annotation import ANNOTATORS, annotate, annotate_doc, load_pipeline, load_stock, parse
from generator.config import DEFAULT_PIPELINE
from generator.ingest import article_from_record
from generator.knowledge import KnowledgeBase
from generator.model import Annotations, Article
from generator.resolution import resolve

if TYPE_CHECKING:
    from spacy.language import Language

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Where gold data is looked for when none is named: the folder `shared` beside the checkout."""

BATCH = 128

WARM = (
    "OSLO (AP) - President Ana Duarte of Portugal met British Foreign Secretary Peter Hall on Monday. “We will impose "
    "sanctions,” she said, according to Reuters. The U.S. president could call the Kremlin two weeks ago.\n"
)
"""A text that makes every annotator load its tables."""

T = TypeVar("T")
P = ParamSpec("P")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON lines file, packed or not."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


@dataclass(kw_only=True)
class Run:
    """A task on one gold file. `articles_folder` is where gold that only names articles finds them.

    `seconds` are CPU seconds in the product's functions, `bare` those of the stock pipeline's `nlp.pipe` alone over the
    same texts, and `words` the words of these texts. `stages` divides `seconds`: parsing, each annotator of the product's
    table by its name, resolving.
    """

    gold: Path
    articles_folder: Path | None = None
    pipeline: str = DEFAULT_PIPELINE
    seconds: float = 0.0
    bare: float = 0.0
    words: int = 0
    stages: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The lines of the gold file."""
        return read_lines(self.gold)

    @cached_property
    def nlp(self) -> Language:
        """The pipeline and our tables, loaded and warm: loading counts neither for the product nor for the bare pass."""
        nlp = load_pipeline(self.pipeline)
        warm = [article_from_record({"id": "warm", "text": WARM, "date": "2025-03-03"})]
        resolve(warm, list(annotate(warm, nlp)), min_articles=1)
        return nlp

    @cached_property
    def stock(self) -> Language:
        """The same pipeline as the library loads it, which the product is compared with."""
        nlp = load_stock(self.pipeline)
        list(nlp.pipe([WARM]))
        return nlp

    def clock(self, call: Callable[[], T]) -> T:
        """Return what `call` returns; its CPU time counts as the product's."""
        _ = self.nlp  # loading it is not counted
        begun = process_time()
        result = call()
        self.seconds += process_time() - begun
        return result

    def bare_pass(self, texts: Iterable[str]) -> None:
        """Run the stock pipeline alone over texts; its CPU time is what the product's is compared with."""
        counted, passed = tee(texts)
        self.words += sum(len(text.split()) for text in counted)
        nlp = self.stock
        begun = process_time()
        for _ in nlp.pipe(passed):
            pass
        self.bare += process_time() - begun

    def annotate(self, articles: Sequence[Article]) -> list[Annotations]:
        """Return the annotations that the site is built from, without cache and in this process.

        The bare pass and the product take turns over small batches and in going first, since whoever sees a text second
        finds its words in the vocabulary.
        """
        found: list[Annotations] = []
        for number, start in enumerate(range(0, len(articles), BATCH)):
            batch = articles[start : start + BATCH]
            texts = [article.text for article in batch]
            if number % 2:
                self.bare_pass(texts)
            found += self.clock(partial(self._annotate_batch, batch))
            if not number % 2:
                self.bare_pass(texts)
        return found

    def _annotate_batch(self, batch: Sequence[Article]) -> list[Annotations]:
        """Do what `annotate` does with a loaded pipeline, with a clock at each annotator."""
        annotators = [self._staged(annotator.__name__, annotator) for annotator in ANNOTATORS]
        docs = parse(batch, self.nlp)
        following = self._staged("parse", lambda: next(docs))
        return [annotate_doc(following(), article, annotators) for article in batch]

    def _staged(self, name: str, call: Callable[P, T]) -> Callable[P, T]:
        """Return `call` with its CPU time added to a stage."""

        @wraps(call)
        def timed(*values: P.args, **named: P.kwargs) -> T:
            begun = process_time()
            result = call(*values, **named)
            self.stages[name] = self.stages.get(name, 0.0) + process_time() - begun
            return result

        return timed

    def resolve(self, articles: Sequence[Article], **options: Any) -> KnowledgeBase:
        """Annotate and resolve articles as one folder."""
        annotations = self.annotate(articles)
        merge = self._staged("resolve", resolve)
        return self.clock(lambda: merge(articles, annotations, **{"min_articles": 1, **options}))

    def articles(self) -> list[Article]:
        """Return the gold file's records as articles, ids and texts as given."""
        return [article_from_record(record) for record in self.records]

    def speed(self) -> str:
        """Return the line on speed; empty if no text was parsed."""
        if not self.bare:
            return ""
        rate = self.words / self.seconds if self.seconds else 0.0
        shares = ", ".join(f"{name} {seconds / self.bare:.3f}" for name, seconds in self.stages.items())
        return (
            f"{self.words} words, {rate:.0f} words/s, bare {self.words / self.bare:.0f} words/s, ratio {self.ratio:.2f}"
            + (f" ({shares})" if shares else "")
        )

    @property
    def ratio(self) -> float:
        """The product's time against the bare pass."""
        return self.seconds / self.bare if self.bare else 0.0


def write_predictions(predictions: Iterable[dict[str, Any]], path: Path) -> None:
    """Write one JSON line a prediction."""
    with path.open("w", encoding="utf-8") as file:
        for prediction in predictions:
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def flatten(result: Any, prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the numbers of nested results under dotted names."""
    if isinstance(result, dict):
        for key, value in result.items():
            yield from flatten(value, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(result, int | float) and not isinstance(result, bool):
        yield prefix, float(result)
