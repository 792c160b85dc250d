"""What a web page says about itself: JSON-LD, meta elements, headings and bylines, each value with where it stood."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from generator.ingest.cleaning import one_line, unescape
from generator.ingest.drafts import Found
from generator.ingest.fields import field_names, values_of
from generator.ingest.stamps import parse_date
from generator.ingest.titles import is_notice, site_of, strip_site

ARTICLE_TYPES = re.compile(r"(?:.*Article|BlogPosting|LiveBlogPosting|Report|Review|CreativeWork)$")
_BYLINES = (
    '//*[@rel="author" or @itemprop="author"]',
    '//*[contains(@class,"byline") or contains(@class,"author-name") or contains(@class,"article-author")]',
    '//*[@class="author" or contains(@class,"authors") or contains(@class,"author__")]',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The fields of a page by source; each tuple runs from the surest to the least sure."""

    titles: tuple[Found, ...] = ()
    dates: tuple[Found, ...] = ()
    authors: tuple[Found, ...] = ()
    urls: tuple[Found, ...] = ()
    outlets: tuple[Found, ...] = ()
    headlines: tuple[str, ...] = field(default=())
    language: str | None = None


def read_facts(tree: HtmlElement) -> PageFacts:
    """Return what the page says about itself; `headlines` are all printed forms of its headline."""
    nodes = list(_linked_data(tree))
    meta = _meta(tree)
    article = _choose_article(tree, nodes, meta)
    outlets = _outlets(article, meta) or tuple(_outlet_in_title(tree))
    urls = _urls(tree, article, meta)
    names = tuple(found.value for found in outlets) + tuple(site_of(found.value) for found in urls)
    titles = _titles(tree, article, meta, names)
    return PageFacts(
        titles=tuple(_rank_titles(titles)),
        dates=tuple(_dates(tree, article, nodes, meta)),
        authors=tuple(_authors(tree, article, nodes, meta)),
        urls=urls,
        outlets=outlets,
        headlines=tuple(dict.fromkeys(found.value for found in titles)),
        language=str(tree.get("lang") or "") or None,
    )


# -- JSON-LD and meta elements -----------------------------------------------------------------------------------------


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield every object of every JSON-LD block; of a broken block what single lines still say."""
    for script in tree.xpath('//script[contains(@type,"ld+json")]'):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            yield from _objects(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            broken = {
                key: unescape(match[1])
                for key in ("headline", "datePublished", "@type")
                if (match := re.search(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.)*)"', text))
            }
            if broken:
                yield broken


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            if isinstance(item, dict | list):
                yield from _objects(item, depth + 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = values_of(node.get("@type"))
    return any(ARTICLE_TYPES.match(kind) for kind in kinds)


def _choose_article(
    tree: HtmlElement, nodes: list[Mapping[str, Any]], meta: Mapping[str, list[str]]
) -> Mapping[str, Any]:
    """Return the article among the objects of a page; pages list other stories in the same way.

    It is the first whose headline has as good as most words of the page's title, or whose address is the page's.
    """
    articles = [node for node in nodes if _is_article(node)]
    titled = [node for node in articles if node.get("headline")]
    if len(titled) < 2:
        return next(iter([*titled, *articles]), {})
    own = " ".join([*meta.get("og:title", []), *(_words(element) for element in tree.xpath("//head/title|//h1")[:3])])
    words = set(re.findall(r"\w+", own.casefold()))
    address = "".join(tree.xpath('//link[@rel="canonical"]/@href')[:1])

    def fits(node: Mapping[str, Any]) -> float:
        headline = set(re.findall(r"\w+", " ".join(values_of(node.get("headline"))).casefold()))
        places = [*values_of(node.get("url")), *values_of(node.get("mainEntityOfPage")), *values_of(node.get("@id"))]
        return len(headline & words) / max(1, len(headline)) + (0.5 if address and address in places else 0.0)

    best = max(map(fits, titled))
    return next(node for node in titled if fits(node) >= 0.6 * best)


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _words(element: HtmlElement) -> str:
    return one_line(" ".join(element.itertext()))


# -- fields ------------------------------------------------------------------------------------------------------------


def _titles(
    tree: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, list[str]], names: tuple[str, ...]
) -> list[Found]:
    found = [("page: JSON-LD headline", text) for text in values_of(article.get("headline"))[:1]]
    for name in ("og:title", "parsely-title", "twitter:title", "dc.title"):
        found += [(f"page: {name}", text) for text in meta.get(name, [])[:1]]
    found += [("page: title", _words(element)) for element in tree.xpath("//head/title")[:1]]
    others = Counter(word for _, text in found for word in re.findall(r"\w+", text.casefold()))
    headings = [(_words(element), element) for element in tree.xpath("//h1")]
    headings = [(text, element) for text, element in headings if 2 <= len(text.split()) <= 60]
    if headings:
        best = max(headings, key=lambda pair: sum(others[word] for word in set(re.findall(r"\w+", pair[0].casefold()))))
        words = set(re.findall(r"\w+", best[0].casefold()))
        if not others or sum(word in others for word in words) >= 0.3 * len(words):
            found.insert(0, ("page: heading", best[0]))
    cleaned = [Found(value=strip_site(one_line(text), names), source=source) for source, text in found]
    return [title for title in cleaned if title.value and not is_notice(title.value)]


def _rank_titles(titles: list[Found]) -> list[Found]:
    """Return the titles by the number of sources that print the same words; the heading first among equals."""

    def key(title: Found) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", title.value.casefold().replace("’", "'")))

    counts = Counter(
        key(title) for title in titles if title.source not in ("page: twitter:title", "page: parsely-title")
    )
    return sorted(titles, key=lambda title: -counts[key(title)])


def _dates(
    tree: HtmlElement, article: Mapping[str, Any], nodes: list[Mapping[str, Any]], meta: Mapping[str, list[str]]
) -> Iterator[Found]:
    for text in values_of(article.get("datePublished")):
        yield Found(value=text, source="page: JSON-LD datePublished")
    for name in field_names()["page_dates"]:
        for text in meta.get(name, []):
            yield Found(value=text, source=f"page: {name}")
    for node in nodes:
        if {"WebPage"} & set(values_of(node.get("@type"))):
            for text in values_of(node.get("datePublished")):
                yield Found(value=text, source="page: JSON-LD datePublished")
    for element in tree.xpath('//*[@itemprop="datePublished"]')[:1]:
        yield Found(
            value=str(element.get("content") or element.get("datetime") or _words(element)),
            source="page: datePublished",
        )
    for element in tree.xpath(
        _BYLINES[1] + '|//*[contains(@class,"dateline") or contains(@class,"pubdate") or contains(@class,"publish")]'
    )[:8]:
        text = _words(element)
        if len(text) < 200 and parse_date(text):
            yield Found(value=text, source="page: byline")
    for element in tree.xpath("//time[@datetime]")[:1]:
        yield Found(value=str(element.get("datetime")), source="page: time")


def _authors(
    tree: HtmlElement, article: Mapping[str, Any], nodes: list[Mapping[str, Any]], meta: Mapping[str, list[str]]
) -> Iterator[Found]:
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    authors = article.get("author") or article.get("creator")
    for author in authors if isinstance(authors, list) else [authors]:
        node = (
            by_id.get(str(author.get("@id")), author) if isinstance(author, dict) and "name" not in author else author
        )
        for text in values_of(node.get("name") if isinstance(node, dict) else node):
            yield Found(value=text, source="page: JSON-LD author")
    for name in field_names()["page_authors"]:
        for text in meta.get(name, []):
            yield Found(value=text, source=f"page: {name}")
    for query in _BYLINES:
        texts = [text for element in tree.xpath(query)[:6] if (text := _words(element)) and len(text) <= 80]
        for text in dict.fromkeys(texts):
            if re.match(r"(?i)by\b", text) or query == _BYLINES[0]:
                yield Found(value=text, source="page: byline")
                break


def _urls(tree: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, list[str]]) -> tuple[Found, ...]:
    found = [("page: canonical link", str(href)) for href in tree.xpath('//link[@rel="canonical"]/@href')[:1]]
    found += [("page: og:url", text) for text in meta.get("og:url", [])[:1]]
    for key in ("url", "mainEntityOfPage"):
        value = article.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        found += [("page: JSON-LD url", text) for text in values_of(value)[:1]]
    for comment in tree.xpath("//comment()")[:5]:
        if match := re.search(r"saved from url=\(\d+\)(\S+)", str(comment)):
            found.append(("page: saved from", match[1]))
    return tuple(Found(value=url, source=source) for source, url in found if re.match(r"https?://[^/]+", url))


def _outlet_in_title(tree: HtmlElement) -> Iterator[Found]:
    """Yield what the title of a page has behind its headline: the name of the site ("Harbour opens | The Example")."""
    titles = [_words(element) for element in tree.xpath("//head/title")[:1]]
    for heading in map(_words, tree.xpath("//h1")):
        for title in titles:
            if heading and title.startswith(heading) and (match := _BEHIND.fullmatch(title[len(heading) :])):
                yield Found(value=match[1], source="page: title")
                return


_BEHIND = re.compile(r"\s*[|–—·:-]\s*([^|–—·]{2,40})")


def _outlets(article: Mapping[str, Any], meta: Mapping[str, list[str]]) -> tuple[Found, ...]:
    found = [("page: og:site_name", text) for text in meta.get("og:site_name", [])[:1]]
    with contextlib.suppress(AttributeError):
        found += [("page: JSON-LD publisher", text) for text in values_of(article.get("publisher"))[:1]]
    found += [("page: application-name", text) for text in meta.get("application-name", [])[:1]]
    return tuple(
        Found(value=one_line(text), source=source) for source, text in found if not text.startswith(("http", "@", "#"))
    )
