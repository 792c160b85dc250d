"""Pages to Markdown: the only module that imports Jinja, and the one place that escapes.

Every plain string that a template prints becomes inert: no Markdown, HTML, attribute list, link, list marker or YAML can
come out of it, whichever Markdown extensions are on. What a macro or a filter returns as `Markup` passes. Templates hold
loops and `if`, nothing cleverer.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from generator.data import project_file
from generator.model import Page
from generator.pages.places import Ref
from generator.pages.views import Segment

SHIPPED = project_file("templates")

ACTIVE = re.compile(r"""[\\`*_{}\[\]<>&|~^=#!"':$@]""")
"""Every character that some Markdown extension gives a meaning; written as a numeric entity it has none."""

FOREIGN = re.compile(r"[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that run from right to left, and the signs that turn direction."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


REMEMBERED = 50_000
"""Texts and paths kept ready: names, words and folders come again on page after page."""

SPACES = re.compile(r"\s+")
MARKER = re.compile(r"\s*([-+]|\d+[.)])")


@lru_cache(maxsize=REMEMBERED)
def make_inert(text: str) -> Markup:
    """Return text that Markdown prints as it is: one line, no active character, no list marker at its start.

    Numeric entities instead of backslashes, because they also hold inside raw HTML. Control characters are dropped:
    Python-Markdown keeps its own marks among them. Text that runs from right to left is set apart, so that it does not
    turn around what stands beside it.
    """
    line = SPACES.sub(" ", CONTROL.sub("", text))
    safe = ACTIVE.sub(lambda match: f"&#{ord(match[0])};", line)
    if match := MARKER.match(safe):
        last = match.end() - 1
        safe = f"{safe[:last]}&#{ord(safe[last])};{safe[last + 1 :]}"
    return Markup(f"<bdi>{safe}</bdi>" if FOREIGN.search(safe) else safe)


def finalize(value: Any) -> Any:
    """Make what a template prints inert, unless it is markup already; a function is a slip in a template, not a text."""
    if hasattr(value, "__html__"):
        return value
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError(f"a template prints {value!r}: no such value was given to it")
    return make_inert("" if value is None else str(value))


def to_yaml(value: Any) -> Markup:
    """Return a value as a YAML flow scalar or list; JSON is YAML, and escapes what would end a line."""
    if isinstance(value, str):
        value = _one_line(value)
    elif isinstance(value, list | tuple):
        value = [_one_line(item) if isinstance(item, str) else item for item in value]
    return Markup(json.dumps(value, ensure_ascii=False))


def _one_line(text: str) -> str:
    return SPACES.sub(" ", CONTROL.sub("", text)).strip()


def to_url(value: str | None) -> Markup:
    """Return an address fit for a Markdown link if it is http or https, else an empty string."""
    try:
        parts = urlsplit((value or "").strip())
    except ValueError:
        return Markup("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return Markup("")
    return Markup(percent((value or "").strip(), safe="/:?=&%+,;@~.-_#")).replace("&", "&amp;")


@pass_context
def href(context: Context, ref: Ref) -> Markup:
    """Return the relative Markdown link target from the page being rendered."""
    return Markup(link_target(context["page_path"], ref))


def link_target(page: str, ref: Ref) -> str:
    """Return the relative path between two pages, with the anchor; MkDocs checks both."""
    anchor = f"#{ref.anchor}" if ref.anchor else ""
    if ref.path == page:
        return anchor or posixpath.basename(page)
    return _relative(ref.path, posixpath.dirname(page)) + anchor


@lru_cache(maxsize=REMEMBERED)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder or ".")


@pass_context
def marked(context: Context, segments: Iterable[Segment]) -> Markup:
    """Return a run of text with its links, quotations and emphasis; only the marks are ours."""
    page = context["page_path"]
    parts: list[str] = []
    quoting = False
    for segment in segments:
        if segment.quote != quoting:
            parts.append("<q>" if segment.quote else "</q>")
            quoting = segment.quote
        text = str(make_inert(segment.text)) if segment.text.strip() else " "
        if segment.ref is not None:
            text = f"[{text}]({link_target(page, segment.ref)})" + ("{.ours}" if segment.ours else "")
        elif segment.strong and segment.text.strip():
            bare = text.strip()
            lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{lead}<strong>{bare}</strong>{tail}"
        parts.append(text)
    if quoting:
        parts.append("</q>")
    return Markup("".join(parts))


class KeyedEnvironment(Environment):
    """Jinja's environment, in which `row.copy` is the row's value of that name and not the method of a dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a mapping's value before its attribute."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def keep_compiled(folder: Path) -> FileSystemBytecodeCache:
    """Return what keeps compiled templates in a folder, by their text: compiling takes longer than rendering a page."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@lru_cache(maxsize=4)
def make_environment(templates: Path | None = None, compiled: Path | None = None) -> Environment:
    """Return the environment: the user's templates before ours, ours also under `default/` for overriding one block.

    `compiled` is a folder that keeps compiled templates; it may be deleted.
    """
    shipped = FileSystemLoader(SHIPPED)
    loaders = [shipped, PrefixLoader({"default": shipped})]
    if templates is not None:
        loaders.insert(0, FileSystemLoader(templates))
    environment = KeyedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=keep_compiled(compiled) if compiled else None,
    )
    environment.filters.update(FILTERS)
    return environment


FILTERS: dict[str, Any] = {"yaml": to_yaml, "url": to_url, "href": href, "marked": marked}


def render_pages(
    pages: Iterable[Page], templates: Path | None = None, compiled: Path | None = None
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page; blank lines are folded so that optional blocks leave no gaps."""
    environment = make_environment(templates, compiled)
    for page in pages:
        template = environment.get_template(page.template)
        text = template.render(**page.context, page_path=page.path)
        yield page.path, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
