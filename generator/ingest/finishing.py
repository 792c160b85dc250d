"""A draft becomes an article: one value of each field is chosen, the text cleaned, and what cannot be used refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import Report
from generator.ingest.cleaning import join_lines, mend, one_line
from generator.ingest.drafts import Draft, Found
from generator.ingest.fields import is_empty
from generator.ingest.furniture import drop_furniture
from generator.ingest.heads import is_chronicle
from generator.ingest.lines import find_dateline, strip_edges, strip_notes_on_authors, take_bare_names
from generator.ingest.naming import make_id, title_from_name, title_from_url
from generator.ingest.paragraphs import drop_notes, mend_seams, split_stamps, split_turns
from generator.ingest.people import read_authors
from generator.ingest.speech import name_language
from generator.ingest.stamps import Stamp, date_in_name, date_in_slug, date_in_url, days_between, parse_date
from generator.ingest.titles import choose_title, is_name, is_text, same_words, site_of
from generator.model import Article, Origin

STAGE = "ingest"
ENOUGH = 40
"""Words of a text that is kept although every line of it looks like the site's."""
FAR = 30
"""Days by which an address and another date must differ before that is worth a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the readers need to know: the language of the articles and the longest file that is read, in bytes."""

    language: str = "en"
    largest: int = 200_000_000
    longest: int = 1_000_000


def finish(draft: Draft, path: str, report: Report, settings: Settings) -> Article | None:
    """Return the article of a draft, or None with one line in the report that says why not.

    `path` is that of the file below the folder; the record number is added here.
    """
    where = path if draft.record is None else f"{path}#{draft.record}"
    if len(draft.text) > 4 * settings.longest:
        _too_long(len(draft.text), where, report, settings)
        return None
    whole = drop_notes(strip_edges(join_lines(mend(draft.text, entities=True))))
    body = drop_furniture(whole) or (whole if len(whole.split()) >= ENOUGH else "")
    body = split_stamps(split_turns(mend_seams(body)))
    url = one_line(draft.urls[0].value) if draft.urls else None
    title, title_source = choose_title(draft, url)
    body, title, title_source = _settle_headline(body, title, title_source, draft)
    body = _with_lead(body, draft, tuple(found for found in draft.titles if is_text(found.value)))
    if not body and not title:
        report.add(STAGE, where, "holds no text", "nothing to read; delete it if it is not needed")
        return None
    if len(body) > settings.longest:
        _too_long(len(body), where, report, settings)
        return None
    if foreign := name_language(f"{title}\n{body}" if title else body, settings.language):
        report.add(STAGE, where, f"is not English but {foreign}", "only English articles can be read")
        return None
    return _build(draft, where, body, title, title_source, url, report)


def _too_long(length: int, where: str, report: Report, settings: Settings) -> None:
    message = f"a text of {length:,} characters is longer than {settings.longest:,}"
    report.add(STAGE, where, message, "split it into its articles")


def _build(
    draft: Draft, where: str, body: str, title: str, title_source: str, url: str | None, report: Report
) -> Article:
    origins: list[Origin] = []
    stamp, date_source = _choose_date(draft, where, url, body, report)
    if stamp:
        origins.append(Origin(field="published", source=date_source))
    outlet, outlet_source = _choose_outlet(draft, url)
    if outlet:
        origins.append(Origin(field="outlet", source=outlet_source))
    authors, authors_source = read_authors(draft.authors, outlet)
    if [name.casefold() for name in authors] == [(outlet or "").casefold()]:
        body, names = take_bare_names(body)
        authors, authors_source = (names, "byline") if names else (authors, authors_source)
    if authors:
        origins.append(Origin(field="authors", source=authors_source))
    body = strip_notes_on_authors(body, authors)
    if url:
        origins.append(Origin(field="url", source=draft.urls[0].source))
    dateline, dateline_source = find_dateline(body), "dateline"
    if not dateline and draft.datelines:
        dateline, dateline_source = one_line(draft.datelines[0].value), draft.datelines[0].source
    if dateline:
        origins.append(Origin(field="dateline", source=dateline_source))
    headline = title
    if not title:
        slug = title_from_url(url) if url else ""
        title, title_source = (slug, "words of the address") if slug else (title_from_name(where), "file name")
    origins.append(Origin(field="title", source=title_source))
    return Article(
        id=make_id(where),
        path=where,
        title=title,
        text=f"{headline}\n\n{body}" if headline and body else headline or body,
        headline=len(headline),
        published=stamp[0] if stamp else None,
        published_at=stamp[1] if stamp else None,
        outlet=outlet,
        authors=authors,
        url=url,
        dateline=dateline,
        origins=tuple(sorted(origins, key=lambda origin: origin.field)),
    )


def _settle_headline(body: str, title: str, source: str, draft: Draft) -> tuple[str, str, str]:
    """Return body, title and its source: the headline is not told twice; a text of a headline alone has no body."""
    first, _, rest = body.partition("\n")
    if title and same_words(first, title):
        body = rest
    if title and draft.title_only and not body:
        return "", title, source
    return body, title, source


def _with_lead(body: str, draft: Draft, titles: tuple[Found, ...]) -> str:
    """Return the body with the paragraph that the source prints above it, unless it says so already.

    `titles` are first paragraphs that stand where the headline should.
    """
    for lead in (*draft.leads[:1], *titles[:1]):
        text = " ".join(mend(lead.value, entities=True).split())
        if not text or is_empty(text) or _is_told(text, body):
            continue
        body = f"{text}\n{body}" if body else text
    return body


def _is_told(lead: str, body: str) -> bool:
    """Say whether a lead, or the part before it was cut short, stands in the body word for word."""
    words = re.sub(r"\W+", " ", lead.casefold()).strip()
    told = re.sub(r"\W+", " ", body.casefold())
    return words[:150].rpartition(" ")[0] in told if len(words) > 150 else words in told


# -- choices -----------------------------------------------------------------------------------------------------------


STRUCTURED = ("page: ", "feed: ", "mail: ", "export: ")
"""Where data for machines stands beside the text; columns and front matter are what somebody made of it."""
WEAK = frozenset(("page: byline", "page: time", "page: text", "feed: updated"))
"""What a page prints for readers, and days of change: less sure than structured data and than the address."""


def _choose_date(draft: Draft, where: str, url: str | None, body: str, report: Report) -> tuple[Stamp | None, str]:
    """Return the date by trust, and where it stood; what the sources say differently by more than `FAR` days is told.

    Trust: structured data of a page, address, front matter or column, what a page prints, dateline, words of the address,
    file name. A time stamp that agrees with the address is taken for its time of day.
    """
    groups: tuple[list[Found], ...] = ([], [], [])
    for found in draft.dates:
        rank = 2 if found.source in WEAK else 0 if found.source.startswith(STRUCTURED) else 1
        groups[rank].append(found)
    structured, given, weak = (_first_date(group, draft.day_first) for group in groups)
    address = date_in_url(url) if url else None
    dates = [structured, ((address, None), "address") if address else None, given, weak]
    known = [date for date in dates if date]
    if not known:
        return _lesser_date(where, url, body)
    (day, _), source = known[0]
    for (other, _), said in known[1:]:
        if days_between(day, other) > FAR and not (said in WEAK or source in WEAK):
            message = f"the {said} says {other}, the {source} {day}: the {source} was taken"
            report.add(STAGE, where, message, "correct the date in the file if that is wrong", severity="guessed")
    exact = next((date for date in known if date[0][1] and days_between(day, date[0][0]) <= 2), None)
    return exact if source == "address" and exact else known[0]


def _lesser_date(where: str, url: str | None, body: str) -> tuple[Stamp | None, str]:
    if stamp := find_dateline_date(body):
        return stamp, "dateline"
    if url and (day := date_in_slug(url)):
        return (day, None), "words of the address"
    day = date_in_name(where.split("#")[0].rpartition("/")[2])
    return ((day, None), "file name") if day else (None, "")


def _first_date(candidates: list[Found], day_first: bool | None) -> tuple[Stamp, str] | None:
    for found in candidates:
        if not is_empty(found.value) and (stamp := parse_date(mend(found.value), day_first=day_first)):
            return stamp, found.source
    return None


def find_dateline_date(body: str) -> Stamp | None:
    """Return the date printed on a line of its own at the top of the text ("May 20, 2025"), with its year."""
    lines = body.split("\n")
    if is_chronicle(lines):
        return None
    for line in lines[:4]:
        if len(line) <= 60 and (
            stamp := parse_date(
                re.sub(
                    r"^\W*(?:(?:published|posted|updated)(?: on)?:?|[A-Z][a-z]+day,?)\s+", "", line, flags=re.IGNORECASE
                )
            )
        ):
            return stamp
    return None


def _choose_outlet(draft: Draft, url: str | None) -> tuple[str | None, str]:
    """Return the outlet and where it stood: a name that fits the address before one that does not ("U.S.")."""
    host = site_of(url) if url else ""
    found = [(one_line(found.value), found.source) for found in draft.outlets]
    found = [(value, source) for value, source in found if value and not is_empty(value) and len(value) <= 80]
    fitting = [(value, source) for value, source in found if host and is_name(value, host)]
    return next(iter(fitting or found), (host, "address") if host else (None, ""))
