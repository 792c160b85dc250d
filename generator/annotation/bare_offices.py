"""Offices that a text names without their holder: "The President signed ...", "Statement of the President on ...".

A site of a government calls one person so on every page; which, only the folder tells. Each such office of an article
has a local id of its own, that `resolution/outlet_offices.py` maps to the holder, or to nobody.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.model import Mention, Span
from generator.offices import alone_forms, office_alone, office_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Annotations, Article


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how offices stand in headlines without an article, and anywhere with one."""
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(alone_forms(), key=len, reverse=True))
    # A name, a state or a second part of the title after it makes it somebody's in particular.
    after = r"(?![\w’'-])(?!\s+(?:of|for|elect|candidate)\b)(?!\s+[A-Z][a-z])(?!\s+and\s+\w+\s+[A-Z])"
    headline = re.compile(rf"(?:^|[-–—:]\s+)(?P<office>(?i:{words})){after}(?=\s+[a-z]|\s*$)")
    return headline, re.compile(rf"\b(?P<office>[Tt]he\s+(?i:{words})){after}(?!\s*,\s+[A-Z])")


def find_bare_offices(article: Article, found: Annotations) -> Iterator[Mention]:
    """Yield a mention for every office that stands alone and that nothing in the text resolved, in no special order."""
    taken = [(one.span.start, one.span.end) for one in found.mentions]
    headline, anywhere = _patterns()
    for match in (*headline.finditer(article.text, 0, article.headline), *anywhere.finditer(article.text)):
        start, end = match.span("office")
        office = office_alone(match["office"])
        if office is None or any(left < end and start < right for left, right in taken):
            continue
        span = Span(article=article.id, start=start, end=end, text=article.text[start:end])
        entity = office_id(article.id, office)
        yield Mention(span=span, kind="person", form="nominal", entity=entity, reason="an office of the outlet")
