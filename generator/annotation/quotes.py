"""Quotes of one article: marks, cues, what they report, and whose words name the speaker.

The stages are modules: `quote_marks` (text alone), `reporting` (cues by dependency), `quote_units`, `quote_contents`,
`quote_reports` (what a cue reports), `speakers` (runs without a cue). Whom the words mean is settled by
`coreference.resolve_references`, which runs next.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotation.outlets import find_outlet
from generator.annotation.quote_lines import named_lines
from generator.annotation.quote_marks import find_runs
from generator.annotation.quote_reports import Report, unit_reports
from generator.annotation.quote_units import find_units, inside_runs
from generator.annotation.reporting import find_cues
from generator.annotation.speakers import free_reports
from generator.model import Annotations, Article, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_quotes(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Return `found` with the quotes of the article; speakers are words, not yet entities."""
    runs = find_runs(article.text)
    inside = inside_runs(doc, runs)
    cues = find_cues(doc, inside)
    units = find_units(doc, article.text, runs, cues, inside)
    reports = [report for unit in units for report in unit_reports(doc, article.text, unit)]
    lines = named_lines(article, found, runs)
    reports = [report for report in reports if not _within(report, lines)]
    reports = free_reports(doc, article.text, units, [*reports, *lines])
    whole = [report for report in _joined(reports) if _is_told(report)]
    quotes = tuple(_quote(doc, article, found, report, number) for number, report in enumerate(whole, 1))
    return replace(found, quotes=quotes)


def _is_told(report: Report) -> bool:
    """Tell whether a report has content, and somebody who says it unless it is a quotation of its own."""
    if any(start >= end for start, end in report.pieces):
        return False
    if report.speaker is not None:
        return True
    term = report.cue is not None and not report.cue.frames & {"clause", "manner"}
    return not term and report.kind != "indirect" and report.rule != "in passing"


def _within(report: Report, lines: list[Report]) -> bool:
    """Tell whether a report lies in a line that is all one speaker's: it would be said at second hand."""
    return any(
        line.pieces[0][0] <= report.pieces[0][0] and report.pieces[-1][1] <= line.pieces[0][1]
        for line in lines
        if line.paragraph == report.paragraph
    )


def _joined(reports: list[Report]) -> list[Report]:
    """Join what goes on after an attribution with what it goes on from: one quote in several pieces."""
    result: list[Report] = []
    places: dict[int, int] = {}
    for index, report in enumerate(reports):
        source = report.inherits
        if source is not None and source in places and report.rule in ("same paragraph", "continued paragraph"):
            at = places[source]
            giver = result[at]
            if giver.kind == "direct" and giver.pieces[-1][1] <= report.pieces[0][0] and at == len(result) - 1:
                result[at] = replace(giver, pieces=(*giver.pieces, *report.pieces), runs=(*giver.runs, *report.runs))
                places[index] = at
                continue
        places[index] = len(result)
        result.append(report)
    return result


def _whole_names(words: tuple[int, int], found: Annotations) -> tuple[int, int]:
    """Return the speaker's words with the rest of a name that they cut in two."""
    start, end = words
    at = bisect_left(found.mentions, end, key=lambda mention: mention.span.start)
    for mention in found.mentions[max(0, at - 3) : at]:
        if start <= mention.span.start < end < mention.span.end:
            end = mention.span.end
    return start, end


def _quote(doc: Doc, article: Article, found: Annotations, report: Report, number: int) -> Quote:
    def span(start: int, end: int) -> Span:
        return Span(article=article.id, start=start, end=end, text=article.text[start:end])

    cue = None
    if report.cue is not None:
        last = doc[report.cue.end - 1]
        cue = span(doc[report.cue.start].idx, last.idx + len(last))
    return Quote(
        id=f"{article.id}#q{number}",
        kind=report.kind,
        pieces=tuple(span(*piece) for piece in report.pieces),
        cue=cue,
        speaker=span(*_whole_names(report.speaker, found)) if report.speaker else None,
        via=span(*outlet) if report.cue and (outlet := find_outlet(doc, report.cue)) else None,
        rule=report.rule,
        reason=report.how,
    )
