"""Reports of one unit: which cue governs which run, and what each cue reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotation.quote_contents import Bounds, left_content, phrase_bounds, right_content
from generator.annotation.quote_marks import Run
from generator.annotation.quote_units import Unit, attributing
from generator.annotation.reporting import Cue
from generator.model import QuoteKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

BEFORE_DIRECT = re.compile(r"(?:[:,]|\bthat|\bas|\bhow)?\s*[–—―-]?\s*$")


@dataclass(frozen=True, slots=True)
class Report:
    """One report before it becomes a `Quote`: content and words in characters, `head` the token that names the speaker."""

    pieces: tuple[Bounds, ...]
    kind: QuoteKind
    rule: str
    how: str = ""
    cue: Cue | None = None
    speaker: Bounds | None = None
    head: int | None = None
    runs: tuple[Run, ...] = ()
    paragraph: int = 0
    inherits: int | None = None


def unit_reports(doc: Doc, text: str, unit: Unit) -> list[Report]:
    """Return the reports of a unit in order of their first piece; runs that no cue governs are not in them."""
    unit = _with_speakers(doc, _without_inner(doc, unit))
    behind, governed = _assign(doc, text, unit)
    reports: list[Report] = []
    floor = unit.start
    for cue in unit.cues:
        before, after = behind.get(cue.verb), governed.get(cue.verb, [])
        pieces: list[Bounds] = []
        rule = ""
        if before is not None:
            pieces.append(_grow_left(text, unit, before, floor))
            rule = "attribution after"
        if before is None and (sides := _enclosed(doc, text, unit, cue, floor)):
            pieces, rule, after = sides, "cue between commas", []
        if after and (clause := _before_colon(doc, text, unit, cue, after[0])):
            reports.append(_report(doc, text, unit, cue, [clause], "clause of the verb"))
        if after:
            pieces.append(_grow_right(doc, text, unit, cue, after))
            rule = (rule and "attribution between") or "attribution before"
        elif before is None and not pieces and (content := right_content(doc, cue, unit, quoted=False)):
            pieces.append(_whole_runs(unit, content[0]))
            rule = f"{content[1]} of the verb"
        if not pieces and cue.frames & {"clause", "according"}:
            pieces, rule = _around(doc, text, unit, cue, floor)
        if pieces:
            reports.append(_report(doc, text, unit, cue, pieces, rule))
            floor = max(floor, phrase_bounds(doc, cue, unit)[1])
            if before is None:
                floor = max(floor, pieces[-1][1])
    return sorted(reports, key=lambda report: report.pieces[0])


def _with_speakers(doc: Doc, unit: Unit) -> Unit:
    """Return the unit with the speaker of the cue before for participles without one: `Ann Lee said, going on to say`."""
    cues: list[Cue] = []
    for cue in unit.cues:
        before = next((other for other in reversed(cues) if other.speaker is not None), None)
        if cue.speaker is None and before is not None and doc[cue.verb].tag_ in ("VBG", "VB"):
            cue = replace(cue, speaker=before.speaker, head=before.head, how=before.how)
        cues.append(cue)
    return replace(unit, cues=tuple(cues))


def _without_inner(doc: Doc, unit: Unit) -> Unit:
    """Return the unit without cues that belong to what another cue reports: thoughts, and reports by "he" himself."""
    kept: list[Cue] = []
    end = unit.start
    for cue in unit.cues:
        at = doc[cue.verb].idx
        if at < end and (
            not cue.frames & {"clause", "according"}
            or (cue.head is not None and doc[cue.head].pos_ == "PRON" and doc[cue.head].i < cue.verb)
            or cue.head is None
        ):
            continue
        kept.append(cue)
        if "clause" in cue.frames and (content := right_content(doc, cue, unit, quoted=False)):
            end = max(end, content[0][1])
    return replace(unit, cues=tuple(kept))


def _assign(doc: Doc, text: str, unit: Unit) -> tuple[dict[int, Run], dict[int, list[Run]]]:
    """Return which run stands before each cue and which stand behind it, by the token of its verb."""
    behind: dict[int, Run] = {}
    governed: dict[int, list[Run]] = {}
    taken: set[Run] = set()
    for run in unit.runs:
        cue = attributing(doc, text, run, unit.cues)
        if cue is not None and _may_follow(doc, text, unit, run, cue):
            behind[cue.verb] = run
            taken.add(run)
    for run in unit.runs:
        if run not in taken and (cue := _cue_before(doc, text, unit, run, behind)) is not None:
            governed.setdefault(cue.verb, []).append(run)
            taken.add(run)
    for cue in unit.cues:
        if cue.verb in governed and cue.frames & {"clause"}:
            governed[cue.verb].extend(_further(doc, text, unit, governed[cue.verb][-1], taken))
    return behind, governed


def _further(doc: Doc, text: str, unit: Unit, last: Run, taken: set[Run]) -> Iterator[Run]:
    """Yield the runs behind a governed one that the same clause goes on to, with no other cue or stop between."""
    for run in unit.runs:
        if run.start < last.end or run in taken:
            continue
        between = text[last.end : run.start]
        if re.search(r"[.;:?!]", between) or any(last.end <= doc[cue.verb].idx < run.start for cue in unit.cues):
            return
        if last_sign(text, last) in ",.?!" and not re.match(r"\s*and\b", between):
            return
        taken.add(run)
        yield run
        last = run


def _whole_runs(unit: Unit, piece: Bounds) -> Bounds:
    """Return a piece that ends with the run that its end stands in."""
    start, end = piece
    for run in unit.runs:
        if run.start < end < run.end:
            end = run.end
        if run.start < start < run.end:
            start = run.start
    return start, end


WORK = re.compile(
    r"\b(?:book|film|movie|song|album|show|program|programme|novel|essay|article|series|paper|report|memoir|episode|poem|"
    r"play|documentary|anthem|hymn|ballad|single|track|poem|painting|sitcom|comedy|drama|speech|magazine|column|broadcast|edition|of|titled|entitled|on|in),?\s+(?:[\w’']+\s+)?$",
    re.IGNORECASE,
)
SMALL = frozenset("a an and as at but by for from in of on or the to with vs nor".split())


def _may_follow(doc: Doc, text: str, unit: Unit, run: Run, cue: Cue) -> bool:
    """Tell whether a run can be what the cue behind it reports: it ends with a stop, or a comma follows it."""
    verb = doc[cue.verb]
    if verb.tag_ in ("VBG", "VBN") and verb.dep_ in ("advcl", "acl", "prep"):
        return False
    if not cue.frames & {"clause", "manner"}:
        return False
    if verb.tag_ == "VB" or is_title(text, unit.start, run):
        return False
    return (
        last_sign(text, run) in ",.?!…—–-"
        or text[run.end : run.end + 1] == ","
        or (text[run.end : run.end + 2] == " –")
    )


def last_sign(text: str, run: Run) -> str:
    """Return the last character that a run says, marks within marks left out."""
    return text[run.inner : run.outer].rstrip(" '\"’”»")[-1:]


def is_title(text: str, start: int, run: Run) -> bool:
    """Tell whether a run is the name of a work: every word in capitals, and a word before it that says so."""
    return is_capitalised(text, run) and WORK.search(text[start : run.start]) is not None


def is_capitalised(text: str, run: Run) -> bool:
    """Tell whether every word of a run but small ones begins with a capital, as in the title of a work or section."""
    words = re.findall(r"[^\W\d_][\w’']*", text[run.inner : run.outer][:200])
    return len(words) > 1 and all(word[0].isupper() or word in SMALL for word in words)


def _cue_before(doc: Doc, text: str, unit: Unit, run: Run, behind: dict[int, Run]) -> Cue | None:
    """Return the cue before a run that reports it: directly before it, or by a complement that the run stands in."""
    for cue in reversed([cue for cue in unit.cues if doc[cue.verb].idx < run.start]):
        if "according" in cue.frames:
            continue
        end = phrase_bounds(doc, cue, unit)[1]
        gap = text[end : run.start] if end <= run.start else ""
        if BEFORE_DIRECT.fullmatch(gap.lstrip()):
            return cue
        if cue.verb in behind and re.match(r",\s(?:but|and|or|so|because|that|then)\b", gap):
            return cue
        if gap.rstrip().endswith((":", ",")) and cue.frames & {"clause", "manner"} and ". " not in gap:
            return cue
        content = right_content(doc, cue, unit, quoted=True)
        if content and content[0][0] <= run.start <= content[0][1] + 2:
            return cue
        if gap.lstrip().startswith("that ") and "clause" in cue.frames:
            return cue
    return None


def _grow_left(text: str, unit: Unit, run: Run, floor: int) -> Bounds:
    """Return a run with the clause it ends: `Oslo "will not wait," she said`."""
    before = text[max(floor, unit.start) : run.start]
    if re.search(r"\w\s*$", before) or re.match(r"\s*(?:With|If|When|Because|Unless|Although|While)\b", before):
        return max(floor, unit.start) + len(before) - len(before.lstrip(" ,;:")), run.end
    return run.start, run.end


def _before_colon(doc: Doc, text: str, unit: Unit, cue: Cue, run: Run) -> Bounds | None:
    """Return the clause that a cue reports before a colon and marked words: `said it would wait: "There is time."`."""
    before = text[unit.start : run.start].rstrip()
    content = right_content(doc, cue, unit, quoted=False) if before.endswith(":") else None
    if content is None or content[0][0] > run.start:
        return None
    end = min(content[0][1], unit.start + len(before) - 1)
    return (content[0][0], end) if end > content[0][0] else None


CIRCUMSTANTIAL = re.compile(
    r"\s(?:in an?|in the|in \d{4}|on|at|during|after|before|by|via|to reporters|when|last|this week|late|early|earlier|"
    r"later|\w+day|and|but|while|as|with)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;.:?!]|\s[–—―-]|--")


def _grow_right(doc: Doc, text: str, unit: Unit, cue: Cue, runs: list[Run]) -> Bounds:
    """Return the complement that runs stand in, from its first word to the end of clause or last run."""
    end = phrase_bounds(doc, cue, unit)[1]
    gap = text[end : runs[0].start] if end <= runs[0].start else ""
    start, stop = runs[0].start, runs[-1].end
    if gap.rstrip().endswith(":"):
        return start, stop
    content = right_content(doc, cue, unit, quoted=True)
    if not BEFORE_DIRECT.fullmatch(gap.lstrip()):
        clause = re.match(r"\s*(?:\w+\s){0,6}?that\s", gap)
        if content and content[0][0] <= start:
            start = content[0][0] if not gap.rstrip().endswith(",") or clause else start
        elif clause and "clause" in cue.frames:
            start = end + clause.end()
        elif not gap.rstrip().endswith(","):
            start = end + len(gap) - len(gap.lstrip())
    stops = last_sign(text, runs[-1]) in ",.?!…" or text[stop : stop + 1] == ","
    if content and not (stops and start == runs[0].start):
        stop = max(stop, min(content[0][1], unit.end))
    of = stop == runs[-1].end and text[stop : stop + 4] == " of "
    if not stops and (of or ("clause" in cue.frames and text[stop : stop + 1] == " ")):
        stop = _clause_end(doc, text, unit, stop)
    return _whole_runs(unit, (start, stop))


def _clause_end(doc: Doc, text: str, unit: Unit, stop: int) -> int:
    """Return where the clause goes on to behind a run in mid-sentence: `"a mistake" to use it while in office`."""
    rest = text[stop : unit.end]
    if not re.match(r"\s[a-z]", rest) or CIRCUMSTANTIAL.match(rest):
        return stop
    ends = [stop + match.start() for match in CLAUSE_END.finditer(rest)][:1]
    ends += [phrase_bounds(doc, other, unit)[0] for other in unit.cues if doc[other.verb].idx > stop]
    return min([unit.end, *(at for at in ends if at > stop)])


def _enclosed(doc: Doc, text: str, unit: Unit, cue: Cue, floor: int) -> list[Bounds]:
    """Return both sides of a cue that stands between commas: `The port, she said, would "never" reopen`."""
    if not cue.frames & {"clause"} or cue.speaker is None:
        return []
    start, end = phrase_bounds(doc, cue, unit)
    before, rest = text[max(floor, unit.start) : start], text[end : unit.end]
    first = doc.char_span(end + 2, end + 3, alignment_mode="expand") if rest.startswith(", ") else None
    if (
        first is None
        or _is_aside(rest, cue)
        or first[0].tag_ in ("VBG", "VBN")
        or first[0].is_quote
        or len(rest.split()) < 2
    ):
        return []
    opening = OPENING_AS.fullmatch(before)
    if opening is None and not before.rstrip().endswith(","):
        return []
    if any(
        child.dep_ == "ccomp" and child.idx > end + 1 and doc[child.i - 1].text != ","
        for child in doc[cue.verb].children
    ):
        span = doc.char_span(end, unit.end, alignment_mode="contract")
        if span is None or not any(token.dep_ in ("nsubj", "nsubjpass") for token in span):
            return []
    right = _whole_runs(unit, (end + 2, unit.end))
    lead = LEADING.match(before)
    left = (max(floor, unit.start) + (lead.end() if lead else 0), start)
    head = doc.char_span(left[0], left[1], alignment_mode="contract")
    if opening or head is None or not len(head) or head[0].pos_ in ("ADP", "ADV", "SCONJ") or head[0].tag_ == "VBG":
        return [right]
    return [left, right]


OPENING_AS = re.compile(r"\s*(?:(?:But|Yet|And|Or|Still),?\s+)?(?:[Aa]s\s+)?", re.ASCII)
LEADING = re.compile(r"[\s,;]*(?:(?:But|And|Yet|So|Still|However|Or)\b,?\s+)?")


def _around(doc: Doc, text: str, unit: Unit, cue: Cue, floor: int) -> tuple[list[Bounds], str]:
    """Return what stands before a cue that ends a sentence, or on both sides of one in commas."""
    start, end = phrase_bounds(doc, cue, unit)
    if "according" in cue.frames and not text[unit.start : start].strip(" ,;"):
        match = re.match(r"[^,]*?,\s*", text[end : unit.end])
        if match is None and cue.head is not None:
            end = doc[cue.head].idx + len(doc[cue.head])
            match = re.match(r"[^,]*?,\s*", text[end : unit.end])
        return ([(end + match.end(), unit.end)], "according to") if match else ([], "")
    left = left_content(doc, text, cue, unit, floor)
    if left is None:
        if "according" in cue.frames and start > max(floor, unit.start + 10):
            return [(max(floor, unit.start), start)], "according to"
        return [], ""
    rule = "according to" if "according" in cue.frames else "clause before the verb"
    rest = text[end : unit.end]
    if rest.startswith(",") and cue.speaker is not None and len(rest.split()) > 2 and not _is_aside(rest, cue):
        return [left, _whole_runs(unit, (end + 1, unit.end))], rule
    return [left], rule


ASIDE = re.compile(r",\s(?:who|which|whose|a|an|the|as|after|citing|referring|adding|noting|saying)\b")
ARTICLE = re.compile(r",\s(?:an?|the)\b")


def _is_aside(rest: str, cue: Cue) -> bool:
    """Tell whether what follows a cue and a comma is said of the speaker or how it was said, and is no content."""
    named_first = cue.speaker is not None and cue.speaker[1] <= cue.verb
    return ASIDE.match(rest) is not None and not (named_first and ARTICLE.match(rest))


def _report(doc: Doc, text: str, unit: Unit, cue: Cue, pieces: list[Bounds], rule: str) -> Report:
    pieces = [_trim(text, piece, unit) for piece in pieces]
    runs = tuple(run for run in unit.runs if any(a < run.end and run.start < b for a, b in pieces))
    speaker = None
    if cue.speaker:
        first, last = doc[cue.speaker[0]], doc[cue.speaker[1] - 1]
        speaker = (first.idx, last.idx + len(last))
    return Report(
        pieces=tuple(pieces),
        kind=kind_of(text, pieces, runs),
        rule=rule,
        how=cue.how,
        cue=cue,
        speaker=speaker,
        head=cue.head,
        runs=runs,
        paragraph=unit.paragraph,
    )


def _trim(text: str, piece: Bounds, unit: Unit) -> Bounds:
    """Return a piece without the white space, commas and dashes at its edges, and without the reporter's full stop."""
    start, end = piece
    while start < end and text[start] in " ,;:\n–—―":
        start += 1
    while end > start and text[end - 1] in " ,;:\n–—―":
        end -= 1
    marked = any(run.end == end for run in unit.runs)
    if not marked and text[end - 1 : end] == "." and end == unit.start + len(text[unit.start : unit.end].rstrip()):
        end -= 1
    return start, end


def kind_of(text: str, pieces: list[Bounds], runs: tuple[Run, ...]) -> QuoteKind:
    """Return direct if every letter of the pieces stands in marks, mixed if some do, else indirect."""
    whole = marked = 0
    for start, end in pieces:
        letters = sum(char.isalnum() for char in text[start:end])
        whole += letters
        for run in runs:
            marked += sum(char.isalnum() for char in text[max(start, run.start) : min(end, run.end)])
    return "indirect" if not marked else "direct" if marked >= whole else "mixed"
