"""Speakers of runs that have no cue of their own: what goes on after an attribution, floating paragraphs, colons, dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotation.quote_marks import Run
from generator.annotation.quote_reports import Report, kind_of
from generator.annotation.quote_units import Unit
from generator.annotation.reporting import phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc

DASHED = re.compile(r"\s*[–—―]{1,2}\s*(?P<who>[^\W\d_][^.:;?!\n]{2,80}?)[.\s]*$")
NAMED = re.compile(r"^(?P<who>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,5}):\s*$")


def free_reports(doc: Doc, text: str, units: Sequence[Unit], reports: Sequence[Report]) -> list[Report]:
    """Return `reports` with one more for every sentence-like run that none of them holds, in text order.

    A run that begins a unit is speech; one inside a sentence without a cue is a title, a nickname or a word held at arm's
    length. `inherits` of a new report is the index (in the result) of the report whose speaker it takes.
    """
    held = {run for report in reports for run in report.runs}
    result: list[Report] = []
    queue = list(reports)
    for unit in units:
        free = [run for run in unit.runs if run not in held]
        mine = [report for report in queue if report.paragraph == unit.paragraph and report.pieces[0][0] < unit.end]
        for report in mine:
            queue.remove(report)
        for run in free:
            if (new := _free(doc, text, unit, run)) is not None:
                mine.append(new)
        result.extend(sorted(mine, key=lambda report: report.pieces[0]))
    result.extend(queue)
    return _inherit(text, result)


def _free(doc: Doc, text: str, unit: Unit, run: Run) -> Report | None:
    before, after = text[unit.start : run.start].strip(), text[run.end : unit.end].strip()
    piece = (run.start, run.end)
    words = len(text[run.inner : run.outer].split())
    if not before and (match := DASHED.fullmatch(text[run.end : unit.end])):
        start, end = run.end + match.start("who"), run.end + match.end("who")
        return Report(
            (piece,),
            "direct",
            "name after a dash",
            "name after a dash",
            speaker=(start, end),
            head=_token_at(doc, start, end),
            runs=(run,),
            paragraph=unit.paragraph,
        )
    if before.endswith(":") and words > 2:
        head = _colon_speaker(doc, unit, run)
        if head is not None:
            start, end = phrase(doc[head])
            return Report(
                (piece,),
                "direct",
                "colon",
                "subject before a colon",
                speaker=(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])),
                head=head,
                runs=(run,),
                paragraph=unit.paragraph,
            )
        return Report((piece,), "direct", "floating", "", runs=(run,), paragraph=unit.paragraph, inherits=-1)
    if not before and (not after or not re.search(r"\w", after)) and words > 1:
        return Report((piece,), "direct", "floating", "", runs=(run,), paragraph=unit.paragraph, inherits=-1)
    return None


def _token_at(doc: Doc, start: int, end: int) -> int | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root.i if span is not None else None


def _colon_speaker(doc: Doc, unit: Unit, run: Run) -> int | None:
    span = doc.char_span(unit.start, run.start, alignment_mode="contract")
    if span is None:
        return None
    subjects = [
        token for token in span if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("PROPN", "NOUN", "PRON")
    ]
    if subjects:
        return int(subjects[-1].i if subjects[-1].pos_ != "NOUN" or len(subjects) == 1 else subjects[0].i)
    if len(span) <= 8 and span.root.pos_ == "PROPN":
        return int(span.root.i)
    return None


def _inherit(text: str, reports: Sequence[Report]) -> list[Report]:
    """Give reports without words for a speaker that of their paragraph, else that of the paragraph before."""
    result = list(reports)
    for index, report in enumerate(result):
        if report.inherits != -1:
            continue
        source = _source(result, index)
        if source is None:
            result[index] = replace(report, inherits=None, rule="floating", how="")
            continue
        giver = result[source]
        same = giver.paragraph == report.paragraph
        rule = "same paragraph" if same else "continued paragraph" if report.runs[0].continues else "floating"
        result[index] = replace(
            report,
            inherits=source,
            rule=rule,
            speaker=giver.speaker,
            head=giver.head,
            how=giver.how,
        )
    return result


def _source(reports: Sequence[Report], index: int) -> int | None:
    """Return the index of the report whose speaker a free run takes."""
    mine = reports[index]
    before = [i for i in range(index) if reports[i].paragraph == mine.paragraph and _speaks(reports[i])]
    if before:
        return before[-1]
    if not mine.runs[0].continues:
        after = [
            i for i in range(index + 1, len(reports)) if reports[i].paragraph == mine.paragraph and _speaks(reports[i])
        ]
        if after:
            return after[0]
    earlier = [
        i
        for i in range(index)
        if reports[i].paragraph in (mine.paragraph - 1, mine.paragraph - 2) and _speaks(reports[i])
    ]
    return earlier[-1] if earlier else None


def _speaks(report: Report) -> bool:
    return report.kind != "indirect" or report.speaker is not None


__all__ = ["free_reports", "kind_of"]
