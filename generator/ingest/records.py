"""Lines of the annotation format: articles that must stay exactly as given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.ingest.stamps import parse_date
from generator.model import Article, Origin


def article_from_record(record: Mapping[str, Any]) -> Article:
    """Return the article of a line `{id, text, date?, title?, ...}`, its id and its text exactly as given.

    Offsets of annotations are into that text, so nothing is cleaned and no headline is put before it.
    """
    key = next((key for key in ("date", "published") if record.get(key)), "")
    stamp = parse_date(str(record[key])) if key else None
    identifier = str(record["id"])
    return Article(
        id=identifier,
        path=str(record.get("path") or identifier),
        title=str(record.get("title") or identifier),
        text=str(record["text"]),
        published=stamp[0] if stamp else None,
        published_at=stamp[1] if stamp else None,
        outlet=str(record["outlet"]) if record.get("outlet") else None,
        url=str(record["url"]) if record.get("url") else None,
        origins=(Origin(field="published", source=f"key: {key}"),) if stamp else (),
    )
