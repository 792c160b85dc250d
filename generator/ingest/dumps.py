"""The whole visible text of a web page, line by line, as crawlers save it: where the article is in it.

Menus, link lists, captions and the headlines of other stories have no markup here. What tells them from the article: its
lines are sentences; the headline stands above them; other stories stand below a line that announces them ("Related"),
are the text of a link, and are followed by an author or a date instead of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.ingest.drafts import Draft, Found
from generator.ingest.furniture import is_caption, is_furniture, is_name_line, opens_tail, points_on
from generator.ingest.stamps import parse_date
from generator.ingest.titles import same_words, site_of, strip_site

_LETTER = re.compile(r"[“‘\"]?[B-HJ-Z]")
_OPENS = re.compile(r"[“‘\"(]|[“‘\"]?[A-Z]")
_GOES_ON = re.compile(r"[a-z,.;:!?”’)]|\([A-Z]{2,8}\)")
_END = re.compile(r"(?:[.!?…][\"'”’»)\]*]*|[.!?…][\"'”’»)]*(?:\s?\[\d+\])+|[.!?][\"'”’]?\s?[*_]+)$")
_OFFICE = re.compile(
    r"(?:[A-Z][a-z]+ ){0,2}(?:[Ww]riter|[Rr]eporter|[Ee]ditor|[Cc]orrespondent)"
    r"|(?:[Ll]ast )?(?:[Uu]pdated|[Pp]ublished)(?: on)?:?"
)
_FEW = 5
_NEAR = 40
_GAP = 5
"""Lines that are no sentences and no link texts, after which a new run of text begins."""

_SMALL = re.compile(
    r"\b(?:the|a|an|of|to|in|and|for|on|with|by|is|was|are|were|has|have|had|that|as|at|from|its|their|his|her)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """The parts of a crawler's file: visible lines, headings by level, texts of links, the page's address."""

    lines: tuple[str, ...]
    headings: tuple[tuple[int, str], ...] = ()
    links: frozenset[str] = field(default=frozenset())
    url: str = ""


def looks_dumped(lines: Sequence[str]) -> bool:
    """Say whether lines are the visible text of a page rather than an article: half of forty or more are scraps."""
    lines = [line.strip() for line in lines if line.strip()]
    scraps = sum(len(line.split()) < _FEW and not _END.search(line) for line in lines)
    return len(lines) >= 40 and scraps >= 0.5 * len(lines)


def draft_from_dump(dump: Dump) -> Draft:
    """Return the draft of the article in a dump: title, the day and names below it, and its sentences."""
    lines = join_chains([line.strip() for line in dump.lines if line.strip()], dump.links)
    title, source = _find_title(dump, lines)
    start = _find_start(lines, title)
    head = _head_of(lines[start + 1 :])
    dates = _find_dates(head)
    return Draft(
        text="\n".join(_find_body(lines[start:], dump, title, start > 0)),
        titles=(Found(value=title, source=source),) if title else (),
        dates=dates[:1],
        authors=tuple(Found(value=name, source="byline") for name in _find_authors(head)),
        datelines=tuple(
            Found(value=place.title(), source="below the headline")
            for before, place in pairwise(head)
            if _is_date(before) and re.fullmatch(r"[A-Z][A-Z .'/-]{2,24}", place)
        )[:1],
        urls=(Found(value=dump.url, source="metadata: URL"),) if dump.url else (),
    )


def join_chains(lines: Sequence[str], links: Collection[str]) -> list[str]:
    """Return the lines with sentences joined that links and other marks had cut into pieces.

    Only if the pieces lead to the end of a sentence that is not itself the text of a link: many crawlers lose the words
    between two links, and what is left of those must not be read as one sentence.
    """
    joined: list[str] = []
    index = 0
    while index < len(lines):
        length = _chain_length(lines, index, links)
        joined.append(_glue(lines[index : index + length]))
        index += length
    return joined


def _chain_length(lines: Sequence[str], start: int, links: Collection[str]) -> int:
    first = lines[start]
    if _END.search(first) or (len(first.split()) < 3 and not _OPENS.fullmatch(first)):
        return 1
    for length in range(1, 15):
        if start + length >= len(lines):
            return 1
        line, before = lines[start + length], lines[start + length - 1]
        after = lines[start + length + 1] if start + length + 1 < len(lines) else ""
        opened = bool(_OPENS.fullmatch(before)) or before in ("”", "’")
        follows = bool(_GOES_ON.match(line)) or opened or line in ("“", "‘") or before.endswith((",", "“", "‘"))
        linked = line in links and bool(_GOES_ON.match(after))
        if not follows and not linked:
            return 1
        if _END.search(line) and (line not in links or len(line) < 3):
            return length + 1
    return 1


def _glue(pieces: Sequence[str]) -> str:
    text = pieces[0]
    for before, piece in pairwise(pieces):
        close = (
            bool(re.match(r"[,.;:!?”’)]", piece)) or before.endswith(("“", "‘", "(")) or bool(_LETTER.fullmatch(before))
        )
        text += piece if close else f" {piece}"
    return text


# -- the head ----------------------------------------------------------------------------------------------------------


def _find_title(dump: Dump, lines: Sequence[str]) -> tuple[str, str]:
    """Return the heading that shares most words with the first line (the page's title) and the address, highest first."""
    page_title = strip_site(lines[0], (site_of(dump.url),)) if lines else ""
    words = set(_words(page_title)) | set(_words(dump.url.rpartition("//")[2].partition("/")[2]))
    best, score = "", 0.0
    for level, heading in dump.headings:
        own = set(_words(heading))
        if not own or len(own) < 2 or is_furniture(heading):
            continue
        shared = len(own & words) / len(own) + (0.3 if level == 1 else 0.0)
        if shared > score:
            best, score = heading, shared
    if score >= 0.6 or (
        best and any(level == 1 and heading == best for level, heading in dump.headings) and score > 0.3
    ):
        return best, "heading"
    return (
        (page_title, "title of the page")
        if 2 <= len(page_title.split()) <= 40 and not _END.search(page_title)
        else ("", "")
    )


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", text.casefold()) if len(word) > 2]


def _find_start(lines: Sequence[str], title: str) -> int:
    """Return the line of the headline with most text right below it; line 0, the title of the page, is none."""
    best, most = 0, 0
    for index in range(1, len(lines)):
        if title and same_words(lines[index], title):
            below = sum(len(line) for line in lines[index + 1 : index + _NEAR] if _is_sentence(line))
            if below >= max(most, 1):
                best, most = index, below
    return best


def _without_label(line: str) -> str:
    line = re.sub(
        r"^(?:(?:first )?(?:published|posted|updated|created|last updated)(?: on| at)?:?)\s*",
        "",
        line,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", "", line, flags=re.IGNORECASE
    )


def _find_dates(head: Sequence[str]) -> tuple[Found, ...]:
    """Return the days below the headline; those that are called updates last, as what they are."""
    found: list[Found] = []
    changed: list[Found] = []
    for before, line in pairwise(["", *head]):
        if _is_date(line):
            if re.match(r"(?:last )?(?:updated|modified)\b", line, re.IGNORECASE) or re.fullmatch(
                r"(?:last )?(?:updated|modified)(?: on| at)?:?", before, re.IGNORECASE
            ):
                changed.append(Found(value=_without_label(line), source="below the headline: updated"))
            else:
                found.append(Found(value=_without_label(line), source="below the headline"))
    return (*found, *changed)


def _find_authors(head: Sequence[str]) -> list[str]:
    """Return the names after "By" in the lines between headline and text, else those right above the day."""
    return max(_names_after_by(head), _names_above_day(head), key=len)


def _names_above_day(head: Sequence[str]) -> list[str]:
    """Return lines of nothing but a name between headline and day ("Jane Roe", "Staff Writer", "27 Feb 2026")."""
    day = next((index for index, line in enumerate(head) if _is_date(line)), 0)
    names: list[str] = []
    for line in reversed(head[:day]):
        if is_name_line(line):
            names.insert(0, line)
        elif len(line) > 2 and not _OFFICE.fullmatch(line):
            break
    return list(dict.fromkeys(names))


def _names_after_by(head: Sequence[str]) -> list[str]:
    for index, line in enumerate(head):
        if match := re.fullmatch(r"(?:by|authors?)[: ]\s*(?-i:[A-Z]).{2,100}", line, re.IGNORECASE):
            return [match[0]]
        if re.fullmatch(r"by|authors?|written by", line, re.IGNORECASE):
            names: list[str] = []
            for name in head[index + 1 : index + 12]:
                plain = name.strip(" ,").removeprefix("and ").strip()
                if not plain or plain == "and":
                    continue
                if not re.fullmatch(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}", plain) or (
                    names and plain not in names and name == plain and "," not in head[index + 2 : index + 12]
                ):
                    break
                names.append(plain)
            return list(dict.fromkeys(names))
    return []


def _head_of(lines: Sequence[str]) -> list[str]:
    """Return the lines between headline and text: up to the third sentence in a row, at most forty."""
    row = 0
    for index, line in enumerate(lines[:40]):
        row = row + 1 if _is_sentence(line) else 0
        if row == 3:
            return list(lines[:index])
    return list(lines[:40])


def _is_date(line: str) -> bool:
    plain = _without_label(line)
    return len(line) <= 60 and parse_date(plain) is not None and len(re.findall(r"[^\W\d_]{2,}", plain)) <= 6


# -- the body ----------------------------------------------------------------------------------------------------------


def _is_sentence(line: str) -> bool:
    """Say whether a line is running text: it ends like a sentence, or is long and holds the small words of one."""
    words = len(line.split())
    if words >= _FEW and _END.search(line):
        return not is_furniture(line)
    return words >= 14 and len(_SMALL.findall(line)) >= 3 and not is_furniture(line)


def _find_body(lines: Sequence[str], dump: Dump, title: str, below_title: bool) -> list[str]:
    """Return the article's lines below its headline: the longest run of sentences and what belongs to it.

    `below_title` says that the headline was found, so that what stands between it and the longest run is the article's.
    A section of other stories ends at the next heading of its own rank that has a sentence below it.
    """
    levels = {heading: level for level, heading in dump.headings}
    linked = "\n" + "\n".join(sorted(dump.links)) + "\n"
    runs: list[list[str]] = [[]]
    gaps = [0]
    gap, pointing, section, seen = 0, False, 0, {title}
    for index, line in enumerate(lines):
        if pointing and section > 1 and levels.get(line) == section and _is_body(line, lines, index, levels, linked):
            pointing = False
        if opens_tail(line) or points_on(line):
            pointing, section = True, levels.get(line, 0)
            gap += _GAP if opens_tail(line) else 1
        elif pointing and not _END.search(line):
            gap += 1
        elif line in seen and len(line.split()) > 7:
            gap += 0
        elif _is_body(line, lines, index, levels, linked) and not same_words(line, title):
            if gap >= _GAP:
                runs.append([])
                gaps.append(gap)
            gap, pointing = 0, False
            runs[-1].append(line)
            seen.add(line)
        elif line not in dump.links:
            gap += 1
    return _main_runs(runs, gaps, below_title)


def _is_body(line: str, lines: Sequence[str], index: int, headings: Collection[str], linked: str) -> bool:
    if is_caption(line) or is_furniture(line) or _is_date(line) or _names_photographer(lines, index):
        return False
    if re.match(r"(?:by|written by) [a-z]", line, re.IGNORECASE) and not _END.search(line):
        return False
    before = lines[index - 1] if index else ""
    if re.match(r"[a-z]", line) and (is_furniture(before) or is_furniture(" ".join(lines[max(0, index - 2) : index]))):
        return False
    if _is_sentence(line):
        return f"\n{line}\n" not in linked if _END.search(line) else line not in linked
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if line in headings and line not in linked:
        return _is_sentence(following) and following not in linked and not is_caption(following)
    return bool(_END.search(line)) and 1 < len(line.split()) < _FEW and _is_sentence(before) and _is_sentence(following)


def _names_photographer(lines: Sequence[str], index: int) -> bool:
    """Say whether the next line is nothing but a name whose last word is in capitals (agencies credit pictures so)."""
    words = lines[index + 1].split() if index + 1 < len(lines) else []
    credit = 2 <= len(words) <= 4 and words[-1].isupper() and len(words[-1]) > 2 and words[0].isalpha()
    return credit and not _END.search(lines[index])


def _main_runs(runs: Sequence[Sequence[str]], gaps: Sequence[int], below_title: bool) -> list[str]:
    """Return the lines of the longest run and of those that belong to it.

    Before it: all that stand below the headline. After it: those not much shorter, and those of some length that stand
    close to it (`gaps`: the scraps before each run; a line like "Related" counts for many).
    """
    sizes = [sum(map(len, run)) for run in runs]
    top = max(range(len(runs)), key=sizes.__getitem__)
    kept: list[str] = []
    for index, run in enumerate(runs):
        close = index > top and sum(gaps[top + 1 : index + 1]) < 2 * _GAP and sizes[index] >= 0.1 * sizes[top]
        early = index < top and below_title
        if index == top or early or close or sizes[index] >= 0.3 * sizes[top]:
            kept += run
    return kept
