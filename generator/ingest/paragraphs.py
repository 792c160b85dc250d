"""Paragraphs as they were printed: what a page, a table or a crawler glued together or tore apart.

White space is all that changes; no word is added, taken or altered, except footnote marks, which are none.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?:;…][\"'”’»)\]*]*$")
_GENITIVE = re.compile(r"['’]s\b")
_GOES_ON = re.compile(r"[a-z,.;:!?”’)]|['’]s\b")


def join_torn(text: str) -> str:
    """Return the text with sentences joined that links or line breaks in the page had torn into lines.

    Lines are joined only if the pieces lead to the end of a sentence: items of a list, which end in nothing, stay lines. A
    piece goes on if it begins with a small letter or a mark, or if it is short and the next one does; "’s" goes on from a
    name alone, for between it and a long piece that name is lost.
    """
    lines = text.split("\n")
    joined: list[str] = []
    index = 0
    while index < len(lines):
        length = _torn_length(lines, index)
        whole = lines[index]
        for piece in lines[index + 1 : index + length]:
            whole += piece if re.match(r"[,.;:!?”’)]|['’]s\b", piece) else f" {piece}"
        joined.append(whole)
        index += length
    return "\n".join(joined)


def _torn_length(lines: list[str], start: int) -> int:
    if _END.search(lines[start]) or not lines[start].strip():
        return 1
    for length in range(1, 8):
        if start + length >= len(lines):
            return 1
        line = lines[start + length]
        after = lines[start + length + 1] if start + length + 1 < len(lines) else ""
        long_before = len(lines[start].split()) > 3
        linked = len(line.split()) <= 6 and not _END.search(line) and bool(_GOES_ON.match(after)) and long_before
        torn_name = _GENITIVE.match(line) and len(lines[start + length - 1].split()) > 6
        if torn_name or not (_GOES_ON.match(line) or linked):
            return 1
        if _END.search(line):
            return length + 1
    return 1


_MAYBE_SEAM = re.compile(r"[a-z]{2}[.!?][”’]?[“‘]?[A-Z]")
_SEAM = re.compile(r"([a-z]{2}[.!?][”’]?)(?![A-Z][a-z]{1,2}$|(?:Live|News|Info)$)(?=[“‘]?[A-Z][a-z’']*(?:[,;:]|$))")


def mend_seams(text: str) -> str:
    """Return the text with the space that was lost between two sentences ("the end.Then came"); names keep their dots."""
    lines = text.split("\n")
    return "\n".join(" ".join(map(_part, line.split(" "))) if _MAYBE_SEAM.search(line) else line for line in lines)


def _part(word: str) -> str:
    if "/" in word or "@" in word or re.match(r"[\w’-]*[a-z][A-Z]", word):
        return word
    return _SEAM.sub(r"\1 ", word)


# -- turns and stamps --------------------------------------------------------------------------------------------------

_LABEL = r"(?:[A-Z][\w’'.-]*|of|the|and|for|[–—-])(?: (?:[A-Z][\w’'.-]*|of|the|and|for|[–—-])){1,14}"
_TURN = re.compile(rf"(?<=[.!?…>)*\"”’])\s+(?={_LABEL}: [A-Z“\"‘])")
LONG = 800
"""Characters from which a paragraph that holds several turns of a conversation is cut into them."""


def split_turns(text: str) -> str:
    """Return the text with every turn of a transcript on a line of its own, where the line breaks were lost.

    A turn opens with the speaker's name and a colon after the end of a sentence ("… thank you. Jane Roe: Not at all.");
    one such place may be chance, two in a long paragraph are a conversation. Asterisks between parts are breaks as well.
    """
    lines = []
    for line in text.split("\n"):
        if len(line) >= LONG and line.count(": ") > 1 and len(_TURN.findall(line)) >= 2:
            line = _TURN.sub("\n", re.sub(r"\s+(?:\* ?){3}\s*", "\n", line))
        lines.append(line)
    return "\n".join(lines)


_STAMP = re.compile(r"((?:From )?\d{1,2} [A-Z][a-z]{2,8} \d{4},? \d{1,2}[.:]\d\d(?: ?[A-Z]{3,4})?) +(?=\S)")


def split_stamps(text: str) -> str:
    """Return the text with the day and clock of every entry of a live blog on its own line above the entry."""
    lines = text.split("\n")
    if sum(bool(_STAMP.match(line)) for line in lines) < 3:
        return text
    return "\n".join(_STAMP.sub(r"\1\n", line, count=1) if _STAMP.match(line) else line for line in lines)


# -- footnotes ---------------------------------------------------------------------------------------------------------

_NOTE = re.compile(r"\[?(\d{1,3})[.)\]]\s+\S.*")
_SOURCE = re.compile(r"https?://|www\.|\b(?:accessed|retrieved)\b|\bdoi\b", re.IGNORECASE)
_BRACKETED = re.compile(r"(?<=[\w.,;:!?)”’\"%])(?: ?\[\d{1,3}\])+")
_RAISED = re.compile(r"(?<=[a-z)”’\"][.!?,;])(\d{1,3})(?=\s|$)|(?<=\b(?:19|20)\d\d[.,])(\d{1,3})(?=\s|$)", re.MULTILINE)
FEW_NOTES = 4


def drop_notes(text: str) -> str:
    """Return the text without its list of numbered sources, what stands below that, and the marks that point to it.

    A list is at least `FEW_NOTES` numbered lines in the last two thirds, most of them with an address. Marks in brackets
    are dropped wherever there are several, raised ones ("the end.12 Then") only with a list that holds their number.
    """
    lines = text.split("\n")
    first, last = _find_notes(lines)
    if last:
        numbers = {match[1] for line in lines[first:] if (match := _NOTE.match(line))}
        text = "\n".join(lines[:first])
        text = _RAISED.sub(lambda match: "" if (match[1] or match[2]) in numbers else match[0], text)
    if text.count("[") < FEW_NOTES or len(_BRACKETED.findall(text)) < FEW_NOTES:
        return text
    return _BRACKETED.sub("", text)


def _find_notes(lines: list[str]) -> tuple[int, int]:
    """Return the first line of the list of sources and the one after its last; (0, 0) if there is none."""
    start = len(lines) // 3
    while start < len(lines):
        end = start
        while end < len(lines) and _NOTE.match(lines[end]):
            end += 1
        with_source = sum(bool(_SOURCE.search(line)) for line in lines[start:end])
        if end - start >= FEW_NOTES and with_source > 0.5 * (end - start):
            return start, end
        start = end + 1
    return 0, 0
