"""Saved web pages: trafilatura finds the running text, `metadata` the rest, `furniture` what is none of it."""

from __future__ import annotations

import copy
import email
import email.policy
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generator.ingest.cleaning import decode, mend
from generator.ingest.drafts import Draft, Found, UnreadableError
from generator.ingest.furniture import drop_furniture
from generator.ingest.heads import with_head
from generator.ingest.metadata import PageFacts, read_facts
from generator.ingest.paragraphs import join_torn
from generator.ingest.plain import with_byline
from generator.ingest.titles import same_words

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_ITEM = re.compile(r"^\s*[-•*]\s+")


def read_page(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a saved page. Raises `UnreadableError` if it holds no running text."""
    match = _CHARSET.search(data[:4096])
    yield draft_from_page(decode(data, declared=match[1].decode("ascii") if match else None))


def read_mhtml(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the article of a page that a browser saved as one file (`.mhtml`), with the address it was saved from."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            page = decode(payload if isinstance(payload, bytes) else b"", declared=part.get_content_charset())
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            yield draft_from_page(page, url=Found(value=str(address), source="page: saved from") if address else None)
            return
    raise UnreadableError("holds no page", "save the page again as HTML")


def draft_from_page(page: str, *, url: Found | None = None, require_text: bool = True) -> Draft:
    """Return the draft of an HTML text; `url` is an address known from elsewhere, surer than the page's own."""
    page = page.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    try:
        tree = lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("is not a page that can be parsed", "save it again from the browser") from error
    facts = read_facts(tree)
    text = extract_text(_without_posts(tree) or page)
    text = drop_headline("\n".join(_ITEM.sub("", line) for line in mend(text).split("\n")), facts)
    head = with_head(Draft(text=drop_pointers(join_torn(text), tree)))
    text = drop_furniture(head.text)
    if not text and require_text:
        raise UnreadableError(
            "no running text was found in the page", "save the article itself, not an index of articles"
        )
    return with_byline(
        replace(
            head,
            text=text,
            titles=facts.titles,
            dates=(*facts.dates, *head.dates) or tuple(_guess_date(page)),
            urls=(*([url] if url else []), *facts.urls, *head.urls),
            outlets=(*facts.outlets, *head.outlets),
            authors=(*facts.authors, *head.authors),
            headlines=facts.headlines,
            language=facts.language,
        )
    )


POSTS = '//blockquote[contains(@class, "twitter") or contains(@class, "instagram") or contains(@class, "tiktok")]'
"""Posts of a social network shown inside an article: somebody else's words, without quotation marks around them."""


def _without_posts(tree: HtmlElement) -> str:
    """Return the page without the posts shown in it, nothing if it shows none."""
    posts = tree.xpath(POSTS)
    if not posts:
        return ""
    tree = copy.deepcopy(tree)
    for post in tree.xpath(POSTS):
        if post.getparent() is not None:
            post.drop_tree()
    return str(lxml_html.tostring(tree, encoding="unicode"))


def extract_text(page: str) -> str:
    """Return the running text that trafilatura finds in a page, one paragraph a line; comments left out."""
    import trafilatura

    found = trafilatura.bare_extraction(
        page,
        with_metadata=False,
        include_comments=False,
        include_tables=False,
        include_images=False,
        favor_precision=False,
    )
    if found is None:
        return ""
    text = found.get("text") if isinstance(found, dict) else found.text
    return text or ""


def drop_pointers(text: str, tree: HtmlElement) -> str:
    """Return the text without the headlines of other stories: lines that are nothing but a link, or a label and a link.

    A line that ends like a sentence stays, linked or not; so does a heading, unless nothing stands below it.
    """
    links = {words for link in tree.iter("a") if len((words := " ".join(link.text_content().split())).split()) > 2}
    headings = {" ".join(heading.text_content().split()) for heading in tree.iter("h2", "h3", "h4", "h5", "h6")}
    lines = [line for line in text.split("\n") if not _points(line, links)]
    while lines and lines[-1] in headings:
        lines.pop()
    return "\n".join(lines)


def _points(line: str, links: Collection[str]) -> bool:
    line = " ".join(line.split())
    if re.search(r"[.!?…][\"'”’)]*$", line) or len(line) > 250:
        return False
    label, colon, rest = line.partition(": ")
    return line in links or (bool(colon) and len(label.split()) <= 6 and rest in links)


def drop_headline(text: str, facts: PageFacts) -> str:
    """Return the text without the page's own headline and section label among its first lines."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:3]):
        if any(same_words(line, headline) for headline in facts.headlines):
            kept = [previous for previous in lines[:number] if len(previous.split()) > 5]
            return "\n".join(kept + lines[number + 1 :])
    return text


def _guess_date(page: str) -> Iterator[Found]:
    """Yield the date that htmldate finds; nothing newer than the year 2199, so that no clock is asked."""
    import htmldate

    day = htmldate.find_date(page, original_date=True, extensive_search=False, max_date="2199-12-31")
    if day and not day.endswith("-01-01"):
        yield Found(value=day, source="page: text")
