"""The index of actors from A to Z, filtered by kind, cut by letter before a page grows too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model import Actor, Page
from generator.pages.actors import KIND_WORDS
from generator.pages.places import LETTERS, Named, Part, Ref
from generator.pages.wording import plural, shorten

if TYPE_CHECKING:
    from generator.pages import Site

TOP = 50
"""Actors on the first page of a split index: those that speak most and are named most often."""


@dataclass(frozen=True, slots=True)
class Row:
    """An actor in the index; `anchor` is its own id or the letter's, `first` stands before the part it sorts by."""

    id: str
    letter: str
    first: str
    last: str
    ref: Ref
    forms: str
    kind: str
    says: int
    named: int


def actor_index_pages(site: Site) -> Iterator[Page]:
    """Yield actors/index.md, with pages by letter when there are too many rows for one."""
    places, split = site.places, site.places.split_actors
    counts = Counter(KIND_WORDS[actor.kind] for actor in site.kb.actors)
    context = {
        "total": plural(len(site.kb.actors), "named actor"),
        "articles": plural(len(site.kb.articles), "article"),
        "jumps": [_jump(letter, places.letters[letter], split) for letter in LETTERS],
        "kinds": [(kind, counts[kind]) for kind in KIND_WORDS.values() if counts[kind]],
    }
    everyone = [actor for letter in LETTERS for part in places.letters[letter] for actor in part.rows]
    ranked = sorted(everyone, key=lambda a: (-len(site.kb.quotes_by(a.id)), -len(site.kb.mentions_of(a.id)), a.id))
    first = {parts[0].rows[0].id: f"letter-{letter}" for letter, parts in places.letters.items() if parts[0].rows}
    yield _page(
        site, "actors/index.md", "", ranked[:TOP] if split else everyone, {**context, "anchors": not split}, first
    )
    for letter in LETTERS if split else ():
        parts = places.letters[letter]
        # Only what this letter holds: a page that told how many there are in all would change with every article.
        own = {**context, "total": plural(sum(len(part.rows) for part in parts), "named actor"), "articles": ""}
        for part in parts:
            name = letter.upper() if letter != "other" else "other signs"
            title = name if len(parts) == 1 else f"{name}, page {part.number} of {len(parts)}"
            links = [Named(str(one.number), one.ref) for one in parts]
            yield _page(site, part.ref.path, title, part.rows, {**own, "anchors": True, "parts": links}, {})


def _page(
    site: Site, path: str, letter: str, actors: Sequence[Actor], context: dict[str, Any], first: dict[str, str]
) -> Page:
    rows = [_row(site, actor, first.get(actor.id, "") if context["anchors"] else "") for actor in actors]
    return Page(
        path=path,
        template="actors.md.j2",
        context={"parts": [], "statements": Ref("statements.md"), **context, "letter": letter, "rows": rows},
    )


def _jump(letter: str, parts: Sequence[Part[Actor]], split: bool) -> Named:
    ref = parts[0].ref if split else Ref("actors/index.md", f"letter-{letter}")
    return Named(letter.upper() if letter != "other" else "#", ref, sum(len(part.rows) for part in parts))


def _row(site: Site, actor: Actor, letter: str) -> Row:
    kb = site.kb
    head, _, tail = actor.name.rpartition(" ") if actor.kind == "person" else ("", "", actor.name)
    if actor.roles:
        forms = f"“{shorten(actor.roles[0].text, 60)}”"
    else:
        forms = ", ".join([alias.text for alias in actor.aliases if alias.text != actor.name][:3])
    mentions = kb.mentions_of(actor.id)
    ref = site.places.actor(actor)
    if not actor.has_page and mentions:
        ref = site.places.source(mentions[0].span).ref
    sentences = {(mention.span.article, kb.sentence_of(mention.span).number) for mention in mentions}
    return Row(
        actor.id, letter, head, tail, ref, forms, KIND_WORDS[actor.kind], len(kb.quotes_by(actor.id)), len(sentences)
    )
