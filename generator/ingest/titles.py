"""Titles: which printed headline to take, and the site's own names cut from its end."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from generator.data import load_data
from generator.ingest.cleaning import one_line
from generator.ingest.drafts import Draft
from generator.ingest.fields import is_empty
from generator.ingest.lines import find_dateline

_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*\|\s*")


def choose_title(draft: Draft, url: str | None) -> tuple[str, str]:
    """Return the headline and where it stood, without the site's name at its end; empty if none was printed."""
    for found in draft.titles:
        title = strip_site(one_line(found.value), names_of(draft, url))
        if title and not is_empty(title) and not is_notice(title) and not is_text(title) and re.search(r"\w", title):
            return title[:500], found.source
    return "", ""


def names_of(draft: Draft, url: str | None) -> tuple[str, ...]:
    """Return what the site of a draft calls itself: its outlet, its host; its authors sign some titles as well."""
    return (
        *(one_line(found.value) for found in draft.outlets),
        *((site_of(url),) if url else ()),
        *(one_line(found.value) for found in draft.authors),
    )


def strip_site(title: str, names: tuple[str, ...]) -> str:
    """Return the title without " | Section | The Guardian" or " - TIME": from the first bar whose rest ends in a name.

    A dash inside a headline stays, because what follows it is not the name of the site.
    """
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    last = title[cuts[-1].end() :]
    if not any(is_name(last, name) for name in names):
        return title
    end = cuts[-1].start()
    for cut in reversed(cuts[:-1]):
        if "|" not in cut[0] or "|" not in title[cuts[-1].start() : cuts[-1].end()]:
            break
        end = cut.start()
    return title[:end].strip() or title


def is_name(text: str, name: str) -> bool:
    """Say whether a piece of a title is a name of the site: "TIME" and time.com, "Al Jazeera" and aljazeera.com."""
    piece, site = _letters(text), _letters(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))
    host = _letters(max(name.split(".")[:-1], key=len) if name.count(".") and " " not in name else name)
    if len(piece) < 2 or len(site) < 2:
        return False
    short = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", text)).lower()
    return (
        piece == site
        or (
            len(host) >= 3
            and (piece in (host, "the" + host) or host in ("the" + piece, piece + "news", piece + "online"))
        )
        or (len(host) >= 4 and piece.startswith(host) and len(piece) <= len(host) + 12)
        or (len(host) >= 2 and short == host and len(text.split()) > 1)
    )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"^the\s+", "", text.strip().casefold()))


def site_of(url: str) -> str:
    """Return the host of an address without `www.`, or nothing if it has none."""
    try:
        host = urlsplit(url.strip() if "//" in url else "//" + url.strip()).hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host and re.fullmatch(r"[a-z0-9.-]+", host) else ""


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(load_data("boilerplate")["notice_titles"]), re.IGNORECASE)


def is_notice(title: str) -> bool:
    """Say whether a title is a site's notice to the visitor and not a headline ("Age Verification", "Access denied")."""
    return bool(_notices().fullmatch(title.strip(" .!-–|")))


def is_text(title: str) -> bool:
    """Say whether what stands where the headline should is the first paragraph: it opens with a dateline, or is long."""
    title = one_line(title)
    return find_dateline(title) is not None or (len(title.split()) > 60 and title.endswith("."))


def same_words(first: str, second: str) -> bool:
    """Say whether two lines are the same headline, whatever their marks and capitals."""
    return re.findall(r"\w+", first.casefold()) == re.findall(r"\w+", second.casefold()) != []
