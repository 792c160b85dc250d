"""Markdown: front matter, crawlers' metadata lists, and the text without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from generator.ingest.cleaning import decode, mend, wrap_width
from generator.ingest.drafts import Draft, Found
from generator.ingest.dumps import Dump, draft_from_dump
from generator.ingest.fields import draft_from_record
from generator.ingest.heads import with_head
from generator.ingest.plain import draft_from_text, with_byline

_FRONT = re.compile(r"\ufeff?\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file."""
    raw = decode(data).replace("\r\n", "\n")
    front = _FRONT.match(raw)
    below = front.end() if front else 0
    text = mend(raw[:below] + _HARD.sub("\n", raw[below:]), entities=True)
    if dump := read_dump(text):
        yield draft_from_dump(dump)
        return
    record, body = split_front_matter(text)
    if record:
        draft = draft_from_record(record, kind="front matter", body=plain_text(body))
        yield with_byline(with_head(_with_heading(draft, body)))
        return
    yield (
        draft_from_text(plain_text(body))
        if not body.lstrip().startswith("# ")
        else with_byline(with_head(_with_heading(Draft(text=plain_text(body)), body)))
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


LONGEST_FRONT = 20_000
"""Characters of front matter above which it is no mere list of facts."""


class _PrintedLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that leaves dates and numbers as printed."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _read_yaml(text: str) -> Mapping[str, Any]:
    """Return the keys of front matter; what nests too deeply for the parser, which would crash, is read line by line."""
    if len(text) > LONGEST_FRONT or sum(map(text.count, "[{")) > 200 or re.search(r"(?:[-?:][ \t]+){50}", text):
        return _read_lines(text)
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
_HARD = re.compile(r"(?<=\S)(?: {2,}|\\)(?=\n)")
"""The end of a line that Markdown breaks on purpose: two spaces or a backslash."""

_LINKS = re.compile(rf"(?:[-*+•>|·, \t]*{_LINK.pattern})+[-*+•>|·, \t]*(?<![.!?”’\"]\))")
"""A whole line of links, none of which ends like a sentence."""

_WHOLE = (
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n\n"),
    (re.compile(r"^ {0,3}\[[^\]]+\]:\s+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}=+ *$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|[ \t:|-]*$|^[ \t:-]+\|[ \t:|-]*$", re.MULTILINE), ""),
)
"""What is taken out before a text is cut into paragraphs."""

_RULES = (
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
    (re.compile(r"\[\^[^\]\s]{1,20}\]:?"), ""),
    (re.compile(r"^(?:[-*_] ?){3,}$"), ""),
    (re.compile(r"^(?:> ?)+"), ""),
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$"), r"\1"),
    (re.compile(r"^[-*+•][ \t]+(?=\S)"), ""),
    (re.compile(r"(?<![\\\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<![\\*])\*\*(?!\*)"), ""),
    (re.compile(r"^\*(?=[^\s*][^*]*$)|(?<=[\w.,;:])\*$"), ""),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~$&'\"^=:;,/@%?-])"), r"\1"),
)
"""Marks within a paragraph, and what is left of them; emphasis that is opened and never closed goes too."""


def plain_text(text: str) -> str:
    """Return Markdown without its marks: emphasis, links (their words stay), images, comments; one paragraph a line.

    A file whose lines a program wrapped is cut into paragraphs by Markdown's own rules; in all others a line is one.
    Lines of nothing but links are a site's way to other pages and left out; rows of tables are no running text.
    """
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        text = _drop_between(text, opening, closing)
    for pattern, replacement in _WHOLE:
        text = pattern.sub(replacement, text)
    lines = text.split("\n")
    blocks = join_blocks(lines) if wrap_width(lines) else join_torn(lines)
    running = [block for block in blocks if block and block.count("|") < 2 and not _LINKS.fullmatch(block)]
    plain = [_without_marks(block) for block in running]
    return "\n".join(line for line in plain if line)


def _drop_between(text: str, opening: str, closing: str) -> str:
    """Return the text without what stands between two marks, capitals ignored; what is never closed stays."""
    lower = text.lower()
    if opening not in lower or len(lower) != len(text):
        return text
    kept: list[str] = []
    place = 0
    while (start := lower.find(opening, place)) >= 0 and (end := lower.find(closing, start)) >= 0:
        kept.append(text[place:start])
        place = end + len(closing)
    return "".join([*kept, text[place:]])


_ITEM = re.compile(r"\s*(?:[-*+•]|(?P<number>\d{1,9})[.)])[ \t]+(?=\S)")
_BLOCK = re.compile(r" {0,3}(?:#{1,6}[ \t]|>|\||(?:[-*_] ?){3,}$)")


def join_blocks(lines: list[str]) -> list[str]:
    """Return the paragraphs of wrapped Markdown: a line goes on with the one above unless a mark begins a new block.

    A number begins an item only if it is 1 or stands in a list (CommonMark's rule: "Article\\n625. The" is no item).
    """
    blocks: list[str] = []
    open_block = listed = False
    for line in lines:
        stripped = line.strip()
        item = _ITEM.match(line)
        begins = bool(item and (listed or item["number"] in (None, "1"))) or bool(_BLOCK.match(line))
        if not stripped:
            open_block = listed = False
            continue
        if open_block and not begins:
            blocks[-1] += f" {stripped}"
        else:
            blocks.append(stripped)
            listed = begins and item is not None
        open_block = not _BLOCK.match(line)
    return blocks


def join_torn(lines: list[str]) -> list[str]:
    """Return the lines, those joined that an editor wrapped at no fixed width: a long line ends inside its sentence."""
    blocks: list[str] = []
    before = ""
    for line in lines:
        stripped = line.strip()
        if before and stripped and not _ITEM.match(line) and not _BLOCK.match(line) and _goes_on(before, stripped):
            blocks[-1] += f" {stripped}"
        else:
            blocks.append(stripped)
        before = "" if _BLOCK.match(line) else stripped
    return blocks


def _goes_on(before: str, line: str) -> bool:
    """Tell whether a line goes on with the sentence of the one above: it begins small, or that one is long and open."""
    is_open = before[-1].isalnum() or before[-1] == ","
    return is_open and ((len(before) > 60 and line[0].islower()) or (len(before) > 100 and line[0].isalnum()))


_LOOSE = re.compile(r"(?<![\w\\])[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")


def _without_marks(block: str) -> str:
    """Return a paragraph without its marks; so many marks that no pair can be found in time are dropped one by one."""
    if block.count("*") + block.count("_") > 400:
        block = _LOOSE.sub("", block)
    for pattern, replacement in _RULES:
        block = pattern.sub(replacement, block)
    return block.strip()
