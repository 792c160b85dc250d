"""Speech without a verb: lines that begin with a name and a colon, in transcripts, interviews and headlines.

`NADIA BRANDT: We will wait.` is said by the name. A transcript needs two such lines of names in capitals or of people
whom the article names; a headline needs the name of somebody whom the article names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.annotation.quote_marks import Run
from generator.annotation.quote_reports import Report, kind_of
from generator.annotation.sentences import paragraph_bounds

if TYPE_CHECKING:
    from generator.model import Annotations, Article

NAMED = re.compile(
    r"(?P<open>[\"“]?)(?P<who>[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|of|the|van|von|de|bin|al)){0,6}):\s+(?=[\"“'‘]?\w)"
)
LONGEST_HEADLINE = 200


def named_lines(article: Article, found: Annotations, runs: Sequence[Run]) -> list[Report]:
    """Return a report for every line that begins with the name of who says it, in text order."""
    text = article.text
    bounds = paragraph_bounds(text)
    lines = [(number, match) for number, (start, end) in enumerate(bounds) if (match := NAMED.match(text, start, end))]
    people = {
        m.span.start: m.span.end for m in found.mentions if m.kind in ("person", "organization") and m.form == "name"
    }
    labels = [
        (number, match)
        for number, match in lines
        if (match["who"].isupper() and len(match["who"]) > 2) or _is_name(match, people)
    ]
    transcript = len(labels) > 2 or sum(match["who"].isupper() for _, match in labels) > 1
    reports = []
    for number, match in labels:
        headline = number == 0 and bounds[0][1] - bounds[0][0] < LONGEST_HEADLINE and not match["open"]
        if transcript or headline:
            reports.append(_report(text, number, match, bounds[number][1], runs, headline=headline))
    return reports


def _is_name(match: re.Match[str], people: Mapping[int, int]) -> bool:
    """Tell whether a label ends with a name that the article has as a person or an organisation."""
    return any(people.get(at, 0) >= match.end("who") - 1 for at in range(match.start("who"), match.end("who")))


def _report(text: str, number: int, match: re.Match[str], end: int, runs: Sequence[Run], *, headline: bool) -> Report:
    mine = tuple(run for run in runs if run.paragraph == number and match.end() <= run.end)
    piece = (match.end(), end)
    return Report(
        pieces=(piece,),
        kind=kind_of(text, [piece], mine) if headline else "direct",
        rule="headline" if headline else "named line",
        how="name before a colon",
        speaker=(match.start("who"), match.end("who")),
        runs=mine,
        paragraph=number,
    )
