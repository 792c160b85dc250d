"""Exports of press databases: Nexis (text and Word) and Factiva (HTML), several articles a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.ingest.cleaning import decode, join_lines, mend, one_line
from generator.ingest.drafts import Draft, Found, UnreadableError
from generator.ingest.stamps import parse_date

_COUNT = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$", re.MULTILINE)
_END = re.compile(r"^\s*End of Document\s*$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?P<key>BYLINE|LENGTH|SECTION|DATELINE|HEADLINE|HIGHLIGHT|SERIES|DISTRIBUTION|EDITION|CORRECTION)\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^\s*(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|COMPANY|ORGANIZATION|PERSON|GEOGRAPHIC|COUNTRY|STATE|CITY|"
    r"INDUSTRY|TICKER|GRAPHIC|DOCUMENT-TYPE|JOURNAL-CODE|URL|NOTES|CORRECTION-DATE|TYPE)\s*:.*|Classification|Graphic)$",
    re.IGNORECASE,
)
_DAY = re.compile(r"^(?:[A-Z][a-z]+day,? )?[A-Z][a-z]+ \d{1,2}, \d{4}\b|^\d{1,2} [A-Z][a-z]+ \d{4}\b")
_NOTE = re.compile(r"^(?:copyright\b|©|all rights reserved|registered in england)", re.IGNORECASE)
_MARK = re.compile(r"^(?:ABSTRACT|FULL TEXT|BODY)$", re.IGNORECASE)


def is_nexis(lines: Sequence[str]) -> bool:
    """Say whether the lines are a Nexis export: counted documents, or lengths in words and ends of documents."""
    text = "\n".join(lines[:4000])
    if _COUNT.search(text):
        return True
    return any(_END.match(line) for line in lines) and bool(re.search(r"(?im)^length:\s*\d+ words", text))


def read_nexis(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the articles of a Nexis export in plain text."""
    yield from read_nexis_lines(mend(decode(data)).split("\n"))


def read_nexis_lines(lines: Sequence[str]) -> Iterator[Draft]:
    """Yield an article a document: head lines, `FIELD: value` lines, body, foot."""
    documents: list[list[str]] = [[]]
    for line in lines:
        if _COUNT.match(line) or _END.match(line):
            documents.append([])
        else:
            documents[-1].append(line)
    number = 0
    for document in documents:
        if any(_HEAD.match(line.strip()) for line in document) and any(_DAY.match(line.strip()) for line in document):
            number += 1
            yield _nexis_draft(document, number)
    if not number:
        raise UnreadableError("holds no document of the export", "export the articles again with full text")


def _nexis_draft(lines: Sequence[str], number: int) -> Draft:
    fields, head, body = _nexis_parts(lines)
    day = next((index for index, line in enumerate(head) if _DAY.match(line)), len(head))
    before, after = head[:day], [line for line in head[day + 1 :] if not _NOTE.match(line)]
    outlet = before[-1] if before else ""
    title = fields.get("headline") or (" ".join(before[:-1]) if len(before) > 1 else "".join(after[-1:]))
    date = head[day] if day < len(head) else ""
    return Draft(
        text=join_lines("\n".join(body)),
        titles=tuple(Found(value=text, source="export: headline") for text in [title] if text),
        dates=tuple(Found(value=text, source="export: date") for text in [date] if text),
        outlets=tuple(Found(value=text.strip(" ."), source="export: publication") for text in [outlet] if text),
        authors=tuple(Found(value=text, source="export: byline") for text in [fields.get("byline", "")] if text),
        datelines=tuple(Found(value=text, source="export: dateline") for text in [fields.get("dateline", "")] if text),
        leads=tuple(Found(value=text, source="export: highlight") for text in [fields.get("highlight", "")] if text),
        record=number,
    )


def _nexis_parts(lines: Sequence[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the `FIELD: value` lines, the blocks of lines above them, and the body."""
    fields: dict[str, str] = {}
    head: list[str] = []
    blank = True
    last = max(index for index, line in enumerate(lines) if _HEAD.match(line.strip()))
    start = next((index for index, line in enumerate(lines) if line.strip().lower() == "body"), last)
    for line in lines[:start]:
        text = line.strip()
        if match := _HEAD.match(text):
            fields[match["key"].lower()] = match["value"].strip()
        elif text and not fields and not _NOTE.match(text):
            if head and not blank:
                head[-1] += f" {text}"
            else:
                head.append(text)
        blank = not text
    if match := _HEAD.match(lines[start].strip()):
        fields[match["key"].lower()] = match["value"].strip()
    body: list[str] = []
    for line in lines[start + 1 :]:
        if _FOOT.match(line) and not line.strip().lower().startswith(("notes", "type", "url")):
            break
        if not _MARK.match(line.strip()):
            body.append(line)
    while body and (not body[-1].strip() or _NOTE.match(body[-1].strip())):
        body.pop()
    return fields, head, body


# -- Factiva -----------------------------------------------------------------------------------------------------------

FACTIVA = re.compile(rb"<title>\s*Factiva|class=\"article [a-z]{2}Article\"|Dow Jones Factiva")


def read_factiva(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the articles of a Factiva export; its field names may be in any language, so their order decides."""
    from lxml import html

    tree = html.fromstring(decode(data))
    articles = tree.xpath('//div[contains(concat(" ", @class, " "), " article ") and starts-with(@id, "article-")]')
    articles = articles or tree.xpath('//div[contains(@class, "Article") and contains(@class, "article ")]')
    if not articles:
        raise UnreadableError("holds no article of the export", "export the articles again as HTML with full text")
    for number, article in enumerate(articles, 1):
        paragraphs = article.xpath('.//p[contains(@class, "articleParagraph") or contains(@class, "articleparagraph")]')
        titles = article.xpath('.//*[contains(@class, "Headline") or @id="hd"]')
        authors = article.xpath('.//*[@class="author"]')
        facts = [one_line(" ".join(element.itertext())) for element in article.xpath(".//div[not(*)]")]
        day = next((index for index, fact in enumerate(facts) if len(fact) < 30 and parse_date(fact)), None)
        after = facts[day + 1 :] if day is not None else []
        outlet = next((fact for fact in after if not re.match(r"\d{1,2}[:.]\d\d", fact)), "")
        yield Draft(
            text="\n".join(one_line(" ".join(paragraph.itertext())) for paragraph in paragraphs),
            titles=tuple(
                Found(value=" ".join(element.itertext()), source="export: headline") for element in titles[:1]
            ),
            dates=(Found(value=facts[day], source="export: date"),) if day is not None else (),
            outlets=(Found(value=outlet, source="export: publication"),) if outlet else (),
            authors=tuple(
                Found(value=" ".join(element.itertext()), source="export: byline") for element in authors[:1]
            ),
            record=number,
        )
