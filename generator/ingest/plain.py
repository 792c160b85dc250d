"""Plain text files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.ingest.cleaning import decode, join_lines, mend
from generator.ingest.drafts import Draft, Found
from generator.ingest.lines import is_headline, take_byline


def read_text(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a text file; a first line that looks like a headline becomes one."""
    yield draft_from_text(mend(decode(data), entities=True))


def draft_from_text(text: str, *, title_source: str = "first line") -> Draft:
    """Return the draft of a running text with headline and byline taken off, if it has them."""
    text, outlets, dates = _take_imprint(text.strip("\n "))
    first, _, rest = text.partition("\n")
    titles: tuple[Found, ...] = ()
    blank = not rest.partition("\n")[0].strip()
    following = next((line for line in rest.split("\n") if line.strip()), "")
    if is_headline(first, following) and (blank or not _continues(first, following)):
        titles = (Found(value=first.lstrip("# "), source=title_source),)
        text = rest
    draft = Draft(text=join_lines(text), titles=titles, outlets=outlets, dates=dates)
    return with_byline(draft)


_IMPRINT = re.compile(
    r"(?:(?P<outlet>[^\W\d_][^.!?\n]{1,50}?)\s*[,|·–—-]\s*)??"
    r"(?:(?:[Pp]ublished|[Pp]osted)(?: on)?:?\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+ \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)"
)
IMPRINT = "line under the headline"


def _take_imprint(text: str) -> tuple[str, tuple[Found, ...], tuple[Found, ...]]:
    """Return the text without a line of outlet and date under its first line ("Northern Gazette, 20 May 2025"), and both."""
    lines = text.split("\n")
    for number in range(1, min(4, len(lines))):
        match = _IMPRINT.fullmatch(lines[number].strip())
        if not match:
            continue
        above = [line for line in lines[1:number] if line.strip()]
        outlets = [match["outlet"]] if match["outlet"] else [line.strip() for line in above if len(line) <= 50][:1]
        rest = "\n".join([lines[0], "", *(above if match["outlet"] else above[1:]), *lines[number + 1 :]])
        if len(above) > 1 or (above and match["outlet"]):
            return text, (), ()
        return (
            rest,
            tuple(Found(value=outlet, source=IMPRINT) for outlet in outlets),
            (Found(value=match["date"], source=IMPRINT),),
        )
    return text, (), ()


def with_byline(draft: Draft) -> Draft:
    """Return the draft with the byline at the top of its text moved to its authors."""
    body, names = take_byline(draft.text.strip("\n"))
    if not names:
        return draft
    return replace(draft, text=body, authors=(*draft.authors, *(Found(value=name, source="byline") for name in names)))


def _continues(first: str, following: str) -> bool:
    """Say whether the second line goes on with the sentence of the first (a hard-wrapped text without headline)."""
    return bool(re.match(r"[a-z(]", following.strip())) or (len(first) > 60 and abs(len(first) - len(following)) < 15)
