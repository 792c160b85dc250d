"""The small index of names and titles that answers searches where there is no server: `names.js`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.model import Page
from generator.pages.places import Ref
from generator.pages.wording import show_date, show_event_date

if TYPE_CHECKING:
    from generator.pages import Site


def name_pages(site: Site) -> Iterator[Page]:
    """Yield names.js: rows of name, other words to find it by, kind, and the page's path without its suffix."""
    rows: list[tuple[str, str, str, str]] = []
    for actor in site.kb.actors:
        forms = [
            alias.text for alias in actor.aliases[:8] if alias.text != actor.name and alias.form in ("name", "demonym")
        ]
        rows.append((actor.name, " ".join(forms), actor.kind, _path(site.places.actor(actor))))
    for event in sorted(site.kb.events, key=lambda event: (-event.rank, event.id)):
        rows.append((event.title, show_event_date(event, weekday=False), "event", _path(site.places.event(event))))
    for article in site.kb.articles:
        note = " ".join(filter(None, [article.outlet, show_date(article.published, weekday=False)]))
        rows.append((article.title, note, "article", _path(site.places.article(article))))
    yield Page(path="names.js", template="names.js.j2", context={"rows": rows})


def _path(ref: Ref) -> str:
    anchor = f"#{ref.anchor}" if ref.anchor else ""
    return ref.path.removesuffix(".md") + anchor
