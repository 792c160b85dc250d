"""Python-Markdown for pages by the thousand: the same HTML, in half the time.

Python-Markdown tries every inline pattern on every piece of text, asks for every tag whether a list holds it, and builds
a table of contents that is thrown away. The parts here answer those questions sooner and leave the work itself to the
parts that they stand in for; so a page comes out the same, whatever a template of the user's writes. Nothing of MkDocs.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.extensions.toc import TocTreeprocessor, unique
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import InlineProcessor, PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "link": ("[",),
    "image_link": ("![",),
    "reference": ("[",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
}
"""What a text must hold for a pattern of Python-Markdown to match in it; a pattern that is not named is always tried."""

REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
"""Patterns that match nothing on a page that defines no reference."""

EMPTY = frozenset("area base basefont br col frame hr img input isindex link meta param embed source track wbr".split())
"""Elements without content."""

AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
"""An ampersand that begins no entity."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class LeanMarkdown(Extension):
    """Put the quicker parts in the place of those that are there; named last, after the extensions whose parts they are."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Markdown's)
        """Replace what is known, and only if it is what we know: another extension's own part stays."""
        md.is_block_level = frozenset(md.block_level_elements).__contains__  # type: ignore[method-assign, assignment]
        md.inlinePatterns.deregister("entity", strict=False)  # what is an entity is left as it is by the serializer too
        parts: tuple[tuple[Any, type, Any, str, int], ...] = (
            (md.inlinePatterns, LinkInlineProcessor, LeanLink, "link", 160),
            (md.treeprocessors, InlineProcessor, LeanInline, "inline", 20),
            (md.treeprocessors, PrettifyTreeprocessor, LeanPrettify, "prettify", 10),
            (md.treeprocessors, AttrListTreeprocessor, LeanAttributes, "attr_list", 8),
            (md.treeprocessors, UnescapeTreeprocessor, LeanUnescape, "unescape", 0),
            (md.preprocessors, HtmlBlockPreprocessor, LeanBlocks, "html_block", 20),
        )
        for registry, known, lean, name, priority in parts:
            if name in registry and type(registry[name]) is known:
                registry.register(lean(LINK_RE, md) if lean is LeanLink else lean(md), name, priority)
        if "toc" in md.treeprocessors and _lists_nothing(md.treeprocessors["toc"]):
            md.treeprocessors.register(LeanHeadings(md, md.treeprocessors["toc"]), "toc", 5)
        md.output_formats = {**md.output_formats, "xhtml": serialize}  # type: ignore[misc]


def _lists_nothing(contents: Any) -> bool:
    """Tell whether headings get their ids and nothing else."""
    if type(contents) is not TocTreeprocessor:
        return False
    extra = contents.use_anchors or contents.use_permalinks not in (False, None)
    return contents.toc_bottom == 0 and contents.base_level == 0 and not extra


class LeanInline(InlineProcessor):
    """Tries a pattern only on text that holds its sign."""

    @cached_property
    def signed(self) -> list[tuple[Any, tuple[str, ...]]]:
        """The patterns in order, each with its signs."""
        known = {name: signs for name, signs in SIGNS.items() if name in self.inlinePatterns}
        names = {id(self.inlinePatterns[name]): signs for name, signs in known.items()}
        unused = (
            () if self.md.references else tuple(id(self.inlinePatterns[name]) for name in REFERENCES if name in known)
        )
        patterns = [pattern for pattern in self.inlinePatterns if id(pattern) not in unused]
        return [(pattern, names.get(id(pattern), ("",))) for pattern in patterns]

    @cached_property
    def any_sign(self) -> re.Pattern[str]:
        """What a text holds in which a pattern could match, or has matched."""
        signs = {sign for _, signs in self.signed for sign in signs}
        return re.compile("|".join(map(re.escape, sorted({*signs, INLINE_PLACEHOLDER_PREFIX}))))

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree, in the order of Python-Markdown's own, passing over texts that hold no sign."""
        self.stashed_nodes: dict[str, Element | str] = {}
        stack = deque([(tree, [*(ancestors or []), tree.tag.lower()])])
        has_sign = self.any_sign.search
        while stack:
            element, self.ancestors = stack.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            inserts: list[tuple[Element, list[Any]]] = []
            for child in element:
                text = child.text
                if text and has_sign(text) and not isinstance(text, AtomicString):
                    inserts.append((child, self._replace_text(child, text)))
                    stack.extend(inserts[-1][1])
                if child.tail and has_sign(child.tail):
                    self._replace_tail(element, child, child.tail)
                if len(child):
                    stack.append((child, self.ancestors[:]))
            for child, found in inserts:
                for index, (node, _) in enumerate(found):
                    child.insert(index, node)
        return tree

    def _replace_text(self, child: Element, text: str) -> list[Any]:
        """Return the elements found in the text of an element, which keeps what stands before them."""
        self.ancestors.append(child.tag.lower())
        child.text = None
        found: list[Any] = self._InlineProcessor__processPlaceholders(  # type: ignore[attr-defined]
            self._InlineProcessor__handleInline(text), child
        )
        self.ancestors.pop()
        return found

    def _replace_tail(self, parent: Element, child: Element, tail: str) -> None:
        """Put the elements found in the text behind an element there."""
        rest = Element("d")
        tail = self._InlineProcessor__handleInline(tail)
        child.tail = None
        found = self._InlineProcessor__processPlaceholders(tail, rest, False)  # type: ignore[attr-defined]
        child.tail = rest.tail or None
        position = list(parent).index(child) + 1
        for node, _ in reversed(found):
            parent.insert(position, node)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        index = patternIndex
        if isinstance(data, AtomicString):
            return data
        start, signed = 0, self.signed
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        while index < len(signed):
            pattern, signs = signed[index]
            if signs[0] in data or (len(signs) > 1 and signs[1] in data):
                data, matched, start = apply(pattern, data, index, start)
                if matched:
                    continue
            index, start = index + 1, 0
        return data


class LeanLink(LinkInlineProcessor):
    """Reads a link of plain words and a plain address in one step; any other at length."""

    PLAIN = re.compile(rf"""([^\[\]]*)\]\(([^\s()<>"'{STX}]+)\)""")

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802
        """Return the link with where it starts and ends."""
        plain = self.PLAIN.match(data, m.end())
        if plain is None:
            return super().handleMatch(m, data)
        element = Element("a", href=plain[2])
        element.text = plain[1]
        return element, m.start(), plain.end()


class LeanPrettify(PrettifyTreeprocessor):
    """Breaks the lines of a tree of blocks; a page without breaks and code is not looked through for them."""

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        is_block = self.md.is_block_level
        if is_block(elem.tag) and elem.tag not in ("code", "pre"):
            if len(elem) and not (elem.text and elem.text.strip()) and is_block(elem[0].tag):
                elem.text = "\n"
            for child in elem:
                if is_block(child.tag):
                    self._prettifyETree(child)
        if not elem.tail or not elem.tail.strip():
            elem.tail = "\n"


class _Some:
    """Elements of a tree, in order, that are worth looking at."""

    def __init__(self, elements: Iterator[Element]) -> None:
        self.elements = elements

    def iter(self) -> Iterator[Element]:
        return self.elements


class LeanAttributes(AttrListTreeprocessor):
    """Looks for attributes only where a brace opens."""

    def run(self, doc: Any) -> None:
        """Set the attributes of the elements of a tree."""
        some: Any = _Some(element for element in doc.iter() if _has_brace(element))
        super().run(some)


def _has_brace(element: Element) -> bool:
    text, tail = element.text, element.tail
    if (text and "{" in text) or (tail and "{" in tail):
        return True
    return any(child.tail and "{" in child.tail for child in element)


class LeanUnescape(UnescapeTreeprocessor):
    """Restores characters that a backslash kept, where there are any."""

    def unescape(self, text: str) -> str:
        """Return the text with its characters."""
        return super().unescape(text) if STX in text else text


class LeanHeadings(TocTreeprocessor):
    """Gives headings their ids, as the table of contents does, without making one that nobody asked for."""

    def __init__(self, md: Markdown, contents: Any) -> None:
        self.__dict__.update(contents.__dict__)
        self.md = md

    def run(self, doc: Any) -> None:
        """Set the ids; a page that asks for the table, or a heading that is more than text, is done at length."""
        elements = list(doc.iter())
        headings = [element for element in elements if element.tag in HEADINGS]
        asked = self.marker and any(element.text and self.marker in element.text for element in elements)
        if asked or any(_is_special(heading) for heading in headings):
            super().run(doc)
            return
        used = {element.attrib["id"] for element in elements if "id" in element.attrib}
        counters: dict[str, int] = {}
        for heading in headings:
            if "id" not in heading.attrib:
                name = html.unescape(" ".join("".join(heading.itertext()).split()))
                heading.attrib["id"] = unique(self.slugify(name, self.sep), used, counters)
        self.md.toc_tokens = []  # type: ignore[attr-defined]
        self.md.toc = ""  # type: ignore[attr-defined]


def _is_special(heading: Element) -> bool:
    """Tell whether a heading holds what is not its plain text: kept HTML, a label, an image, a footnote."""
    parts: Iterable[Element] = heading.iter()
    return any(STX in (part.text or "") or STX in (part.tail or "") or len(part.attrib) > 2 for part in parts) or (
        "data-toc-label" in heading.attrib or any(part.tag in ("img", "sup", "code") for part in heading.iter())
    )


class _Blocks(HTMLExtractorExtra):
    """Finds the blocks of HTML; keeps the sets of tags that are otherwise made anew for every tag."""

    block_level_tags = cached_property(lambda self: frozenset(self.md.block_level_elements))  # type: ignore[assignment]
    block_tags = cached_property(
        lambda self: self.block_level_tags - (self.span_tags | self.raw_tags | self.empty_tags)
    )
    span_and_blocks_tags = cached_property(lambda self: self.block_tags | self.span_tags)


class LeanBlocks(HtmlBlockPreprocessor):
    """Sets blocks of HTML aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without the blocks."""
        parser = _Blocks(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


def serialize(element: Element) -> str:
    """Return a tree as Python-Markdown's XHTML; a tree with comments, names of XML and the like is left to it."""
    data: list[str] = []
    try:
        _write(element, data)
    except (TypeError, AttributeError):
        return to_xhtml_string(element)
    return "".join(data)


def _write(element: Element, data: list[str]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    attributes = element.attrib
    data.append("<" + tag)
    for key in attributes if len(attributes) < 2 else sorted(attributes):
        value = attributes[key]
        data.append(" " + key if value is None else f' {key}="{_escaped(value, attribute=True)}"')
    if tag in EMPTY:
        data.append(" />")
    else:
        data.append(">")
        if text:
            data.append(text if tag in ("script", "style") else _escaped(text))
        for child in element:
            _write(child, data)
        data.append(f"</{tag}>")
    if tail:
        data.append(_escaped(tail))


def _escaped(text: str, *, attribute: bool = False) -> str:
    """Return text as it stands in HTML; what is an entity already stays one."""
    if "&" in text:
        text = AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if attribute and '"' in text else text
