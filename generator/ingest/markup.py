"""Fragments of HTML to paragraphs: what feeds, mails and table cells carry."""

from __future__ import annotations

import re

from generator.ingest.cleaning import mend, unescape

BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table blockquote section article header footer figure hr pre".split()
)
SILENT = frozenset(("script", "style", "noscript", "iframe", "figcaption", "template", "svg", "button", "form", "head"))
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|ul|ol|li|img|table|h[1-6]|blockquote|figure|html|body|td|tr)\b[^<>]*>",
    re.IGNORECASE,
)


def is_markup(text: str) -> bool:
    """Say whether a text is HTML and not prose that holds a `<` or two."""
    return bool(_TAG.search(text))


def text_of_markup(text: str) -> str:
    """Return the words of an HTML fragment, one paragraph a line; captions, scripts and forms left out.

    Markup that was escaped once too often is opened as well.
    """
    from lxml import html

    if not text.strip():
        return ""
    if not is_markup(text) and is_markup(unescaped := unescape(text)):
        text = unescaped
    root = html.fragment_fromstring(text.replace("\0", ""), create_parent="div")
    pieces: list[str] = []
    _walk(root, pieces)
    lines = "".join(pieces).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(mend(unescape(raw)).split())))


def _walk(element: object, pieces: list[str]) -> None:
    stack: list[tuple[object, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        tag = getattr(node, "tag", "")
        name = tag if isinstance(tag, str) else ""
        if closing:
            pieces.append("\n" if name in BLOCKS else "")
            pieces.append(re.sub(r"\s+", " ", getattr(node, "tail", None) or ""))
            continue
        stack.append((node, True))
        if not name or name in SILENT:
            continue
        if name in BLOCKS:
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", getattr(node, "text", None) or ""))
        stack.extend((child, False) for child in reversed(list(node)))  # type: ignore[call-overload]
