"""Speakers of runs that have no cue of their own: what goes on after an attribution, floating paragraphs, colons, dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotation.descriptions import noun_fits
from generator.annotation.quote_marks import Run
from generator.annotation.quote_reports import Report, is_capitalised, is_title
from generator.annotation.quote_units import Unit
from generator.annotation.reporting import phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DASHED = re.compile(r"\s*(?:[–—―]|--)\s*(?P<who>[^\W\d_](?:[^.:;?!\n]|(?<=\b[A-Z])\.|(?<=\b[JSD]r)\.){2,80}?)[.\s]*$")


def free_reports(doc: Doc, text: str, units: Sequence[Unit], reports: Sequence[Report]) -> list[Report]:
    """Return `reports` with one more for every sentence-like run that none of them holds, in text order.

    A run that begins a unit is speech; one inside a sentence without a cue is a title, a nickname or a word held at arm's
    length. `inherits` of a new report is the index (in the result) of the report whose speaker it takes.
    """
    held = {run for report in reports for run in report.runs}
    found = list(reports)
    for number, unit in enumerate(units):
        previous = units[number - 1] if number else None
        introduced = previous is not None and previous.paragraph < unit.paragraph and text[: previous.end].endswith(":")
        for run in unit.runs:
            if run in held or (new := _free(doc, text, unit, run)) is None:
                continue
            if introduced and previous is not None and new.inherits and run.start == unit.start:
                new = _introduced(doc, text, previous, new)
            found.append(new)
        if introduced and previous is not None and not unit.runs:
            found.extend(_block(doc, text, previous, unit, found))
    found.sort(key=lambda report: (report.pieces[0], report.pieces[-1]))
    return _inherit(_reach_back(found))


LONG = 5
"""Words from which marks inside a sentence without a cue hold speech and not a term."""


def _plain(piece: tuple[int, int], rule: str, unit: Unit, run: Run, *, inherits: int | None = None) -> Report:
    return Report((piece,), "direct", rule, runs=(run,), paragraph=unit.paragraph, inherits=inherits)


def _free(doc: Doc, text: str, unit: Unit, run: Run) -> Report | None:
    """Return a report for a run without a cue, if it is speech and not a word in a sentence."""
    before, after = text[unit.start : run.start].strip(), text[run.end : unit.end].strip()
    piece = (run.start, run.end)
    words = len(text[run.inner : run.outer].split())
    if not before and (match := DASHED.fullmatch(text[run.end : unit.end])):
        start, end = run.end + match.start("who"), run.end + match.end("who")
        how = "name after a dash"
        head = _token_at(doc, start, end)
        return replace(_plain(piece, how, unit, run), how=how, speaker=(start, end), head=head)
    if before.endswith(":") and words > 2:
        cue = next((cue for cue in unit.cues if cue.head is not None and "clause" in cue.frames), None)
        head = cue.head if cue else _colon_speaker(doc, unit.start, run.start)
        if head is None:
            return _plain(piece, "floating", unit, run, inherits=-1)
        return replace(
            _plain(piece, "colon", unit, run), how="subject before a colon", speaker=_words(doc, head), head=head
        )
    if not before and not re.search(r"\w", after) and words > 1 and not (words < 8 and is_capitalised(text, run)):
        return _plain(piece, "floating", unit, run, inherits=-1)
    if words >= LONG and not unit.cues and not is_title(text, unit.start, run):
        return _plain(piece, "in passing", unit, run, inherits=-1)
    return None


def _words(doc: Doc, head: int) -> tuple[int, int]:
    start, end = phrase(doc[head])
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _introduced(doc: Doc, text: str, unit: Unit, report: Report) -> Report:
    """Return a report that begins a paragraph with the speaker of the line before it, which ends with a colon."""
    cue = next((cue for cue in reversed(unit.cues) if cue.speaker is not None and cue.head is not None), None)
    head = cue.head if cue else _colon_speaker(doc, unit.start, unit.end)
    if head is None:
        return report
    how = cue.how if cue else "subject before a colon"
    return replace(report, rule="line before", how=how, cue=cue, speaker=_words(doc, head), head=head, inherits=None)


def _block(doc: Doc, text: str, before: Unit, unit: Unit, found: Sequence[Report]) -> list[Report]:
    """Return a report for a paragraph without marks that a short line with a cue and a colon announces."""
    cue = next((cue for cue in reversed(before.cues) if cue.speaker is not None and "clause" in cue.frames), None)
    if cue is None or len(text[doc[cue.verb].idx : before.end].split()) > 4 or before.runs:
        return []
    end = text.find("\n", unit.start)
    piece = (unit.start, end if end > 0 else len(text.rstrip()))
    if any(report.paragraph == unit.paragraph for report in found):
        return []
    empty = Report((piece,), "direct", "block quotation", paragraph=unit.paragraph)
    return [_introduced(doc, text, before, empty)]


def _reach_back(reports: Sequence[Report]) -> list[Report]:
    """Join a paragraph that was left open to the next one's report, if only that has a speaker."""
    result: list[Report] = []
    for report in reports:
        last = result[-1] if result else None
        if (
            last is not None
            and last.inherits == -1
            and report.inherits is None
            and report.runs
            and report.runs[0].continues
            and last.runs[-1].paragraph == report.runs[0].paragraph - 1
            and report.pieces[0][0] <= report.runs[0].start
        ):
            runs = (*last.runs, *report.runs)
            result[-1] = replace(report, pieces=(*last.pieces, *report.pieces), runs=runs, paragraph=report.paragraph)
        else:
            result.append(report)
    return result


def _token_at(doc: Doc, start: int, end: int) -> int | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root.i if span is not None else None


def _colon_speaker(doc: Doc, start: int, end: int) -> int | None:
    """Return the subject of words that end with a colon, else the name that they are or that they begin with."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return None
    subjects = [token for token in span if token.dep_ in ("nsubj", "nsubjpass") and _can_speak(token)]
    if subjects:
        return int(subjects[-1].i if subjects[-1].pos_ != "NOUN" or len(subjects) == 1 else subjects[0].i)
    people = [token for token in span if token.ent_type_ == "PERSON"]
    if people and (people[0].i - span.start < 3 or len(span) < 9):
        last = people[0]
        while last.i + 1 < span.end and last.nbor().ent_iob_ == "I":
            last = last.nbor()
        return int(last.i)
    return int(span.root.i) if len(span) <= 8 and span.root.pos_ == "PROPN" else None


def _can_speak(token: Token) -> bool:
    """Tell whether a subject can be who says what follows a colon: a name, he, she or they, or a noun for people."""
    if token.pos_ == "PRON":
        return token.lower_ in ("he", "she", "they", "i", "we")
    return token.pos_ == "PROPN" or (token.pos_ == "NOUN" and (noun_fits(token, "he") or noun_fits(token, "they")))


def _inherit(reports: Sequence[Report]) -> list[Report]:
    """Give reports without words for a speaker that of their paragraph, else that of the paragraph before."""
    result = list(reports)
    for index, report in enumerate(reports):
        if report.inherits != -1:
            continue
        source = _source(result, index)
        if report.rule == "in passing" and (
            source is None or result[source].paragraph != report.paragraph or source > index
        ):
            continue
        if source is None:
            result[index] = replace(report, inherits=None, rule="floating", how="")
            continue
        giver = result[source]
        same = giver.paragraph == report.paragraph
        rule = "same paragraph" if same else "continued paragraph" if report.runs[0].continues else "floating"
        rule = report.rule if report.rule == "in passing" else rule
        result[index] = replace(
            report, inherits=source, rule=rule, speaker=giver.speaker, head=giver.head, how=giver.how
        )
    return result


def _source(reports: Sequence[Report], index: int) -> int | None:
    """Return the index of the report whose speaker a free run takes: in its paragraph, else up to two before."""
    mine = reports[index]
    at = index - 1
    while at >= 0 and mine.paragraph - reports[at].paragraph <= 2:
        if reports[at].paragraph == mine.paragraph and _speaks(reports[at]):
            return at
        if reports[at].paragraph < mine.paragraph:
            break
        at -= 1
    earlier = next(
        (
            i
            for i in range(at, max(-1, at - 20), -1)
            if mine.paragraph - reports[i].paragraph <= 2 and _speaks(reports[i])
        ),
        None,
    )
    if not mine.runs[0].continues:
        for i in range(index + 1, min(len(reports), index + 20)):
            if reports[i].paragraph != mine.paragraph:
                break
            if _speaks(reports[i]):
                return i
    return earlier


def _speaks(report: Report) -> bool:
    return report.speaker is not None
