"""Articles to annotations: the only package that imports spaCy.

Enters: articles. Leaves: what each article says, as found, with spans. One spaCy pass an article, then the functions in
`ANNOTATORS` in order; each gets the parsed `Doc`, the `Article` and what was found so far, and returns it with its own
findings added. Nothing here knows another article.
"""

from __future__ import annotations

from generator.annotation.loading import load_pipeline, load_stock
from generator.annotation.pipeline import ANNOTATORS, annotate, annotate_doc, parse, rules_version

__all__ = ["ANNOTATORS", "annotate", "annotate_doc", "load_pipeline", "load_stock", "parse", "rules_version"]
