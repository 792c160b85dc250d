"""The head of a pasted text: headline, outlet, day, byline and address on the lines above the first paragraph.

People paste what they see: "Harbour opens", "By Jane Roe", "BBC News, Porto Alba", "Published 6 May 2024". Each line of the
head is told by its form; a head without any such line is none, and only its first line may be a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generator.data import load_data
from generator.ingest.drafts import Draft, Found
from generator.ingest.fields import draft_from_record, field_of
from generator.ingest.furniture import is_furniture, is_name_line
from generator.ingest.lines import find_dateline, take_byline
from generator.ingest.stamps import parse_date

LONGEST = 14
"""Lines that a head has at most."""

_ADDRESS = re.compile(r"(?:[A-Z][a-z ]{2,20}: *)?<?(?P<url>https?://\S+?)>?[.)]?", re.IGNORECASE)
_KEYED = re.compile(r"(?P<key>[A-Za-z][A-Za-z /_-]{1,24}): +(?P<value>\S.*)")
_LABEL = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|modified)(?: (?:on|at))?:?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|"
    r"fri|sat(?:ur)?|sun)(?:day)?,?)(?:\s+|$)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\W*(?:last )?(?:updated|modified)\b", re.IGNORECASE)
_END = re.compile(r"[.…][\"'”’)\]]*$")
_BAR = re.compile(r"[|·•]")
_SPLIT = re.compile(r"\s*(?:[|·•]|,|\s[–—-]\s)\s*")


@dataclass(slots=True)
class Head:
    """What the lines of a head say, in their order; `count` is the number of lines read.

    `bare` are lines of nothing but a name, among the `titles` as well: authors in a head with a day, else a place or room.
    """

    titles: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    record: dict[str, str] = field(default_factory=dict)
    count: int = 0


def read_head(text: str, *, titled: bool = False) -> Draft | None:
    """Return the draft of a text that has a head, None if it has none; `titled` says that its headline is known already."""
    lines = text.split("\n")
    head = Head()
    for number, line in enumerate(lines):
        if head.count >= LONGEST or _is_text(line, lines[number + 1 : number + 2], titled):
            break
        if line.strip():
            _read_line(line.strip(), head, titled)
        head.count = number + 1
    rest = lines[head.count :]
    if head.dates or head.changed:
        head.names += head.bare
        head.titles = [line for line in head.titles if line not in head.bare]
    if is_chronicle(rest):
        head.dates, head.changed = [], []
    if not (head.dates or head.changed or head.names or head.urls or head.record) or not rest:
        return None
    title, outlet = ("", "") if titled or not head.titles else _cut_outlet(head.titles[0])
    kept = head.titles if titled else head.titles[1:]
    draft = draft_from_record(head.record, kind="line", body="\n".join([*kept, *rest]))
    return replace(
        draft,
        titles=(*draft.titles, *_found([title], "first line")),
        dates=(
            *draft.dates,
            *_found(head.dates, "line above the text"),
            *_found(head.changed, "line above the text: updated"),
        ),
        outlets=(*draft.outlets, *_found([*head.outlets, outlet], "line above the text")),
        authors=(*draft.authors, *_found(head.names, "byline")),
        urls=(*draft.urls, *_found(head.urls, "line of the text")),
    )


def with_head(draft: Draft) -> Draft:
    """Return a draft whose headline is known with what the lines between it and the text say."""
    head = read_head(draft.text.strip("\n"), titled=True)
    if head is None:
        return draft
    return replace(
        draft,
        text=head.text,
        dates=(*draft.dates, *head.dates),
        outlets=(*draft.outlets, *head.outlets),
        authors=(*draft.authors, *head.authors),
        urls=(*draft.urls, *head.urls),
        datelines=(*draft.datelines, *head.datelines),
    )


def _found(values: Sequence[str], source: str) -> Iterator[Found]:
    return (Found(value=value, source=source) for value in values if value)


def _cut_outlet(title: str) -> tuple[str, str]:
    """Return a pasted headline without the name behind its last bar ("Harbour opens | The Example"), and the name."""
    before, bar, name = title.rpartition(" | ")
    return (before, name) if bar and len(name.split()) <= 4 and name[:1].isupper() else (title, "")


def take_last_address(text: str) -> tuple[str, str]:
    """Return the text without a last line that is nothing but an address, and the address."""
    body, _, last = text.rstrip().rpartition("\n")
    match = _ADDRESS.fullmatch(last.strip())
    return (body.rstrip(), match["url"]) if match and body else (text, "")


def _is_text(line: str, following: Sequence[str], titled: bool) -> bool:
    """Say whether a line is running text and the head ends above it."""
    plain = line.strip()
    words = len(plain.split())
    if find_dateline(plain) or re.match(r"[A-Z][a-z]{2,8}\.? \d{1,2} \([A-Z][\w ]+\)\s*[-–—]", plain):
        return True
    if _ADDRESS.fullmatch(plain) or _field(plain, titled):
        return False
    wrapped = words >= 7 and bool(following) and bool(re.match(r"[a-z]", following[0]))
    return (words >= 8 and bool(_END.search(plain))) or words > 35 or wrapped


def _field(line: str, titled: bool) -> re.Match[str] | None:
    """Match a line like `Source: The Example`; a second headline is no field."""
    match = _KEYED.fullmatch(line)
    fields = ("date", "outlet", "authors", "url", "dateline", *(() if titled else ("title",)))
    return match if match and field_of(match["key"]) in fields else None


def _read_line(line: str, head: Head, titled: bool) -> None:
    """Put what a line of the head says where it belongs."""
    if match := _ADDRESS.fullmatch(line):
        head.urls.append(match["url"])
    elif names := take_byline(f"{_cut_day(line, head)}\n")[1]:
        _read_byline(names, head)
    elif _read_day(line, head) or not _LABEL.sub("", line).strip():
        return
    elif match := _field(line, titled):
        head.record.setdefault(match["key"], match["value"])
    elif (head.titles or titled) and is_name_line(line) and not _is_outlet(line):
        head.bare.append(line)
        head.titles.append(line)
    elif _is_outlet(line) and len(line.split()) <= 7:
        head.outlets.append(_SPLIT.split(line)[0])
    elif not is_furniture(line):
        head.titles.append(line)


def _cut_day(line: str, head: Head) -> str:
    """Return a byline without the day at its end ("By Jane Roe, 20 May 2025"), which goes to the head."""
    pieces = line.split(", ")
    for count in (2, 1):
        if line[:2].casefold() == "by" and len(pieces) > count and is_day(day := ", ".join(pieces[-count:])):
            head.dates.append(day)
            return ", ".join(pieces[:-count])
    return line


def _read_byline(names: Sequence[str], head: Head) -> None:
    for name in names:
        if _is_outlet(name) or name.startswith("The "):
            head.outlets.append(name)
        else:
            head.names.append(name)


def _read_day(line: str, head: Head) -> bool:
    """Read a line of a day, with or without a clock, an outlet and a label; say whether it was one."""
    plain = _LABEL.sub("", _LABEL.sub("", line))
    pieces = _SPLIT.split(plain)
    dated = [piece for piece in pieces if re.search(r"\d", piece)]
    others = [piece for piece in pieces if piece not in dated]
    if is_day(", ".join(dated)) and len(others) <= 2 and all(len(piece.split()) <= 6 for piece in others):
        (head.changed if _CHANGED.match(line) else head.dates).append(", ".join(dated))
        names = [piece for piece in others if is_name_line(piece) and not _is_outlet(piece) and _BAR.search(line)]
        others = [piece for piece in others if piece not in names]
        head.names += names
        head.outlets += [piece for piece in others if _is_outlet(piece)] or others[:1]
        return True
    return bool(re.fullmatch(r"\d+ (?:minutes?|hours?|days?|weeks?) ago", plain.strip()))


def is_chronicle(lines: Sequence[str]) -> bool:
    """Say whether days stand on lines of their own all through a text: the first of them is no day of publication."""
    return sum(len(line) <= 40 and is_day(line) for line in lines) >= 2


def is_day(line: str) -> bool:
    """Say whether a line is a day and nothing else but a clock and a zone."""
    plain = _LABEL.sub("", _LABEL.sub("", line.strip()))
    words = re.sub(r"\d[\d:.,]*|\b[ap]\.?m\b\.?|\b[A-Z]{2,4}\b|\b(?:at|on|of|st|nd|rd|th)\b", "", plain)
    return parse_date(plain) is not None and len(re.findall(r"[^\W\d_]{2,}", words)) <= 1


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(load_data("boilerplate")["outlet_words"])


def _is_outlet(line: str) -> bool:
    """Say whether a short line of words with capitals holds one that outlets are called by ("Gazette", "News")."""
    words = re.findall(r"[^\W\d_]+", line)
    return bool(words) and words[0][0].isupper() and any(word.casefold() in _outlet_words() for word in words[:5])
