"""Plain text files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.ingest.cleaning import decode, join_lines, mend
from generator.ingest.drafts import Draft, Found
from generator.ingest.heads import read_head, take_last_address
from generator.ingest.lines import is_headline, take_byline


def read_text(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a text file; a first line that looks like a headline becomes one."""
    yield draft_from_text(mend(decode(data), entities=True))


def draft_from_text(text: str, *, title_source: str = "first line") -> Draft:
    """Return the draft of a running text with headline and byline taken off, if it has them."""
    text, address = take_last_address(text.strip("\n "))
    urls = (Found(value=address, source="line of the text"),) if address else ()
    if head := read_head(text):
        return with_byline(replace(head, text=join_lines(head.text), urls=(*head.urls, *urls)))
    first, _, rest = text.partition("\n")
    titles: tuple[Found, ...] = ()
    blank = not rest.partition("\n")[0].strip()
    following = next((line for line in rest.split("\n") if line.strip()), "")
    if is_headline(first, following) and (blank or not _continues(first, following)):
        titles = (Found(value=first.lstrip("# "), source=title_source),)
        text = rest
    draft = Draft(text=join_lines(text), titles=titles, urls=urls)
    return with_byline(draft)


def with_byline(draft: Draft) -> Draft:
    """Return the draft with the byline at the top of its text moved to its authors."""
    body, names = take_byline(draft.text.strip("\n"))
    if not names:
        return draft
    return replace(draft, text=body, authors=(*draft.authors, *(Found(value=name, source="byline") for name in names)))


def _continues(first: str, following: str) -> bool:
    """Say whether the second line goes on with the sentence of the first (a hard-wrapped text without headline)."""
    return bool(re.match(r"[a-z(]", following.strip())) or (len(first) > 60 and abs(len(first) - len(following)) < 15)
