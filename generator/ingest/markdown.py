"""Markdown: front matter, crawlers' metadata lists, and the text without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from generator.ingest.cleaning import decode, join_lines, mend
from generator.ingest.drafts import Draft, Found
from generator.ingest.dumps import Dump, draft_from_dump
from generator.ingest.fields import draft_from_record
from generator.ingest.plain import draft_from_text, with_byline

_FRONT = re.compile(r"\ufeff?\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file."""
    text = mend(decode(data), entities=True)
    if dump := read_dump(text):
        yield draft_from_dump(dump)
        return
    front, body = split_front_matter(text)
    if front:
        draft = draft_from_record(front, kind="front matter", body=plain_text(body))
        yield with_byline(_with_heading(draft, body))
        return
    yield (
        draft_from_text(plain_text(body))
        if not body.lstrip().startswith("# ")
        else with_byline(_with_heading(Draft(text=plain_text(body)), body))
    )


_SECTION = re.compile(r"^## +(Metadata|Page Structure|Content|Links) *$", re.MULTILINE)


def read_dump(text: str) -> Dump | None:
    """Return the parts of a crawler's file (`## Metadata`, `## Content`, `## Links`), None if it is none."""
    cuts = list(_SECTION.finditer(text))
    if [cut[1] for cut in cuts[:1]] != ["Metadata"] or "Content" not in {cut[1] for cut in cuts}:
        return None
    parts: dict[str, str] = {}
    for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
        parts.setdefault(cut[1], text[cut.end() : after.start() if after else len(text)])
    address = re.search(r"^- \*\*URL\*\*: *(\S+)", parts["Metadata"], re.MULTILINE)
    headings = re.findall(r"^ *- (#{1,6}) +(\S.*?) *$", parts.get("Page Structure", ""), re.MULTILINE)
    links = re.findall(r"^ *- \[(.+?)\]\(", parts.get("Links", ""), re.MULTILINE)
    return Dump(
        lines=tuple(" ".join(line.split()) for line in parts["Content"].split("\n")),
        headings=tuple((len(marks), " ".join(words.split())) for marks, words in headings),
        links=frozenset(" ".join(words.split()) for words in links),
        url=address[1] if address else "",
    )


def _with_heading(draft: Draft, body: str) -> Draft:
    """Return the draft with the heading that opens its text as title; front matter's own title is surer."""
    match = re.match(r"\s*# +(?P<title>\S.*?)\s*#*\s*(?:\n|$)", body)
    if not match:
        return draft
    title = plain_text(match["title"])
    text = draft.text.lstrip("\n").removeprefix(title)
    return replace(draft, titles=(*draft.titles, Found(value=title, source="heading")), text=text)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the keys between `---` (YAML) or `+++` (TOML) lines, and the text below; no keys if there are none.

    Raises `UnreadableError` if the front matter is broken beyond reading line by line.
    """
    if match := _FRONT.match(text):
        values = _read_yaml(match["yaml"])
        return (values, text[match.end() :]) if values else ({}, text)
    if match := _TOML.match(text):
        import tomllib

        try:
            return tomllib.loads(match["toml"]), text[match.end() :]
        except tomllib.TOMLDecodeError:
            return _read_lines(match["toml"].replace(" = ", ": ")), text[match.end() :]
    return {}, text


class _PrintedLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that leaves dates and numbers as printed."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _read_yaml(text: str) -> Mapping[str, Any]:
    try:
        values = yaml.load(text, Loader=_PrintedLoader)
    except yaml.YAMLError:
        return _read_lines(text)
    return values if isinstance(values, dict) else {}


def _read_lines(text: str) -> Mapping[str, Any]:
    """Return the `key: value` lines of front matter that is not valid YAML (titles with a colon, stray quotes)."""
    values: dict[str, str] = {}
    for line in text.split("\n"):
        match = re.match(r"([A-Za-z][\w -]{0,40}):[ \t]+(\S.*)$", line)
        if match:
            value = match[2].strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            values.setdefault(match[1], value)
    return values


# -- marks -------------------------------------------------------------------------------------------------------------

_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_IMAGE = re.compile(r"!\[[^\]]*\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\s*\)")
_RULES = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (
        re.compile(
            r"</?(?:p|div|span|a|b|i|em|strong|u|sup|sub|small|figure|figcaption|section|blockquote|center|font|h[1-6]|ul|ol|li|img|hr|aside|iframe|table|tr|td|th|tbody|thead)\b[^<>]*>",
            re.IGNORECASE,
        ),
        "",
    ),
    (_IMAGE, ""),
    (_LINK, r"\1"),
    (_LINK, r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"^ {0,3}\[[^\]]+\]:\s+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"\[\^[^\]\s]{1,20}\]:?"), ""),
    (re.compile(r"^ {0,3}(?:[-*_] ?){3,}$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}=+ *$", re.MULTILINE), ""),
    (re.compile(r"^(?: {0,3}>)+ ?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^[ \t]*[-*+•][ \t]+(?=\S)", re.MULTILINE), "• "),
    (re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$", re.MULTILINE), ""),
    (re.compile(r"(?<![\\\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\])\1(?!\*)", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\])\1(?![\w_])", re.DOTALL), r"\2"),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~$&'\"^=:;,/@%?-])"), r"\1"),
)


def plain_text(text: str) -> str:
    """Return Markdown without its marks: emphasis, links (their words stay), images, comments; one paragraph a line."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return "\n".join(line.removeprefix("• ") for line in join_lines(text).split("\n"))
