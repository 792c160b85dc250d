"""Columns, keys and front matter to drafts, by the names in data/fields.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from generator.data import load_data
from generator.ingest.cleaning import one_line
from generator.ingest.drafts import Draft, Found
from generator.ingest.markup import is_markup, text_of_markup

NOT_COLUMNS = ("empty", "page_dates", "page_authors")
"""Entries of data/fields.yml that are not names of columns or keys."""
MANY = 100
"""Values of one field beyond which a list is a trap (YAML can name a list of lists of lists in ten lines)."""


@cache
def field_names() -> dict[str, tuple[str, ...]]:
    """Return the names by field, as in data/fields.yml."""
    return {field: tuple(str(name) for name in names) for field, names in load_data("fields").items()}


@cache
def key_of(name: str) -> str:
    """Return a column name as compared: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


@cache
def _known_keys() -> dict[str, str]:
    return {name: field for field, names in field_names().items() if field not in NOT_COLUMNS for name in names}


def field_of(name: str) -> str | None:
    """Return the field that a column, key or label is a name of, None if it is none."""
    return _known_keys().get(key_of(name))


def knows(names: list[str]) -> bool:
    """Say whether the names look like the columns of articles: a title or text among them.

    `name` alone is no title: half of all data has one.
    """
    keys = {key_of(name) for name in names}
    fields = {_known_keys().get(key) for key in keys}
    if fields & {"text", "lead"}:
        return True
    if keys & set(field_names()["title"]) - {"name"}:
        return True
    return bool(fields & {"title", "summary"}) and "date" in fields


def is_empty(value: str) -> bool:
    """Say whether a value says that there is none (`NA`, `unknown`, `null`)."""
    return value.strip().casefold() in field_names()["empty"]


def find_values(record: Mapping[str, Any], field: str, kind: str) -> tuple[Found, ...]:
    """Return the values of a field in order of its names, each with `kind: name`; lists and mappings are opened."""
    by_key: dict[str, tuple[str, Any]] = {}
    for name, value in record.items():
        by_key.setdefault(key_of(str(name)), (str(name), value))
    found = []
    for key in field_names()[field]:
        if key in by_key:
            name, value = by_key[key]
            source = f"{kind}: {one_line(name)[:60]}"
            found += [Found(value=text, source=source) for text in values_of(value) if not is_empty(text)]
    return tuple(found)


def values_of(value: Any, depth: int = 0) -> list[str]:
    """Return the printed values in a cell, list or mapping (its `name` or `text`), at most `MANY` of them."""
    if value is None or isinstance(value, bool) or depth > 5:
        return []
    if isinstance(value, list | tuple):
        found: list[str] = []
        for item in value[:MANY]:
            found += values_of(item, depth + 1)
            if len(found) >= MANY:
                break
        return found[:MANY]
    if isinstance(value, Mapping):
        for key in ("name", "title", "text", "main", "original", "value", "rendered", "href", "url", "username", "uri"):
            if texts := values_of(value.get(key), depth + 1):
                return texts
        return []
    return [str(value)]


def draft_from_record(
    record: Mapping[str, Any], *, kind: str, body: str | None = None, number: int | None = None
) -> Draft:
    """Return the draft of one row, object or front matter; `kind` is what its keys are called (`column`, `key`).

    `body` is the text that stands outside the record (Markdown below front matter); without it a text column is the body.
    """
    record = _opened(record)
    outlets, urls = [], list(find_values(record, "url", kind))
    for found in find_values(record, "outlet", kind):
        if re.match(r"https?://", found.value.strip()):
            urls.append(found)
        else:
            outlets.append(found)
    texts = find_values(record, "text", kind)
    leads = find_values(record, "lead", kind)
    if body is None:
        summaries = find_values(record, "summary", kind)
        body = "\n".join(found.value for found in texts if found.source == texts[0].source) if texts else ""
        leads = (*leads, *summaries)[:1] if body.strip() else leads[:1]
        body = body if body.strip() else "\n".join(found.value for found in summaries[:1])
    language = find_values(record, "language", kind)
    return Draft(
        text=_words(body),
        titles=tuple(replace(found, value=_words(found.value)) for found in find_values(record, "title", kind)),
        dates=find_values(record, "date", kind),
        urls=tuple(found for found in urls if re.match(r"(?:https?:)?//|www\.", found.value.strip())),
        outlets=tuple(outlets),
        authors=find_values(record, "authors", kind),
        datelines=find_values(record, "dateline", kind),
        leads=tuple(replace(found, value=_words(found.value)) for found in leads),
        record=number,
        language=language[0].value if language else None,
    )


def _opened(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record with the keys of its inner records that hold an article's (`fields`, `_source`), its own first."""
    inner = [value for value in record.values() if isinstance(value, Mapping) and knows([str(key) for key in value])]
    if not inner or len(inner) == len(record):
        return record
    return {**{key: value for part in reversed(inner) for key, value in part.items()}, **record}


def _words(text: str) -> str:
    """Return the words of a value that is a fragment of a page, any other value as it is."""
    return text_of_markup(text) if is_markup(text) else text
