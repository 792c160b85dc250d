"""Tables and records: csv, tsv, json, jsonl."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.cleaning import decode
from generator.ingest.drafts import Draft, UnreadableError
from generator.ingest.fields import draft_from_record, knows
from generator.ingest.stamps import day_order

LONGEST_CELL = 50_000_000


def read_csv(data: bytes, name: str) -> Iterator[Draft]:
    """Yield an article a row; the first row names the columns. Raises `UnreadableError` if no column is known."""
    text = decode(data).replace("\0", "").lstrip("\ufeff")
    csv.field_size_limit(LONGEST_CELL)
    head = text[:20_000]
    first = head.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    names = [str(name) for name in reader.fieldnames or []]
    if not knows(names):
        shown = ", ".join(names[:6]) or "none"
        raise UnreadableError(
            f"no column of articles is known (columns: {shown[:200]})", "name the columns title, date and text"
        )
    drafts = [draft_from_record({k: v for k, v in row.items() if k}, kind="column") for row in reader]
    if not drafts:
        raise UnreadableError("names its columns and has no row below them", "export it again with its articles")
    order = day_order(found.value for draft in drafts for found in draft.dates[:1])
    for number, draft in enumerate(drafts, 1):
        yield replace(draft, record=number, day_first=order)


def read_json(data: bytes, name: str) -> Iterator[Draft | UnreadableError]:
    """Yield the articles of a JSON file: an object, a list of objects, or a list under any key."""
    text = decode(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "\n" in text.strip() and text.lstrip().startswith("{"):
            yield from read_json_lines(data, name)
            return
        raise UnreadableError(f"not valid JSON: {error}", "save it again from where it came") from error
    records = _records_in(content)
    if not records:
        raise UnreadableError("holds no record with a title or text", "name the keys title, date and text")
    single = isinstance(content, Mapping) and records == [content]
    drafts = [draft_from_record(record, kind="key") for record in records]
    order = day_order(found.value for draft in drafts for found in draft.dates[:1])
    for number, draft in enumerate(drafts, 1):
        yield replace(draft, record=None if single else number, day_first=order)


def _records_in(content: Any) -> list[Mapping[str, Any]]:
    if isinstance(content, Mapping):
        if knows([str(key) for key in content]) and not any(
            isinstance(value, list)
            and value
            and isinstance(value[0], Mapping)
            and knows([str(key) for key in value[0]])
            for value in content.values()
        ):
            return [content]
        found = [
            records
            for value in content.values()
            if isinstance(value, list | Mapping) and (records := _records_in(value))
        ]
        return max(found, key=len, default=[])
    if isinstance(content, list):
        return [item for item in content if isinstance(item, Mapping) and knows([str(key) for key in item])]
    return []


def read_json_lines(data: bytes, name: str) -> Iterator[Draft | UnreadableError]:
    """Yield an article a line; a broken line is yielded as the error it is, and the next one read."""
    for number, line in enumerate(decode(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield UnreadableError(f"line {number} is not valid JSON: {error}", "the other lines were read")
            continue
        if not isinstance(record, Mapping) or not knows([str(key) for key in record]):
            yield UnreadableError(f"line {number} has no title or text", "name the keys title, date and text")
            continue
        yield draft_from_record(record, kind="key", number=number)
