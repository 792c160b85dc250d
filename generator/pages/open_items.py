"""What nobody could settle from the text: each question with its sentence, the reasons, and the line that settles it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from generator.model import Actor, SaidQuote, Span
from generator.pages.places import Ref, Source, quote_anchor
from generator.pages.views import quote_words
from generator.pages.wording import in_marks, shorten, show_date

if TYPE_CHECKING:
    from generator.pages import Site

ITEMS = 80
"""Questions on one page."""


FIRST = Ref("review.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question: the printed words with their sentence, what speaks for and against, and the lines that settle it."""

    id: str
    kind: str
    question: str
    ref: Ref = FIRST
    words: str = ""
    source: Source | None = None
    note: str = ""
    lines: tuple[str, ...] = ()


def open_items(site: Site) -> list[Item]:
    """Return every open question with its place, `ITEMS` a page, the kinds taking turns so that none hides another."""
    kinds = (_names(site), _speakers(site), _dates(site), _forms(site), _lines(site))
    mixed = [item for item in chain.from_iterable(zip_longest(*kinds)) if item is not None]
    return [replace(item, ref=Ref(page_of(index), item.id)) for index, item in enumerate(mixed)]


def page_of(index: int) -> str:
    """Return the page of the question with this number, from 0."""
    number = index // ITEMS + 1
    return "review.md" if number == 1 else f"review/{number}.md"


def _scalar(text: str) -> str:
    """Return text as a YAML scalar in double quotes; JSON strings are YAML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _names(site: Site) -> Iterator[Item]:
    kb = site.kb
    seen: set[str] = set()
    for link in kb.suggestions:
        left, right = _actor(site, link.left), _actor(site, link.right)
        if left is None or right is None or left.id == right.id:
            continue
        item = f"name-{left.id}-{right.id}"
        if item in seen:
            continue
        seen.add(item)
        rarer = min(left, right, key=lambda actor: (len(kb.mentions_of(actor.id)), actor.id))
        span: Span | None = next(iter(kb.spans_of(rarer.id)), None)
        names = f"[{_scalar(left.name)}, {_scalar(right.name)}]"
        yield Item(
            id=item,
            kind="name",
            question=f"Is {left.name} the same as {right.name}?",
            words=in_marks(shorten(kb.sentence_text(span.article, kb.sentence_of(span)))) if span else "",
            source=site.places.source(span) if span else None,
            note=link.reason,
            lines=(f"- same: {names}", f"- different: {names}"),
        )


def _actor(site: Site, key: str) -> Actor | None:
    """Return the actor of an actor id or a local entity id."""
    return site.kb.actor_of(key) or site.kb.find_actor(key)


def _forms(site: Site) -> Iterator[Item]:
    for actor in site.kb.actors:
        for number, alias in enumerate(alias for alias in actor.aliases if alias.doubtful):
            yield Item(
                id=f"form-{actor.id}-{number + 1}",
                kind="printed form",
                question=f"Does “{alias.text}” mean {actor.name}?",
                note=alias.reason,
                lines=(f"- alias: [{_scalar(actor.name)}, {_scalar(alias.text)}]",),
            )


def _speakers(site: Site) -> Iterator[Item]:
    kb = site.kb
    for said in kb.quotes:
        quote = said.quote
        if quote.kind == "indirect" or quote.unnamed or said.correction:
            continue
        if said.speaker is None or quote.confidence == "low":
            yield _speaker_item(site, said)


def _speaker_item(site: Site, said: SaidQuote) -> Item:
    quote = said.quote
    text = quote_words(quote)
    first = " ".join(quote.pieces[0].text.split()).lstrip("“\"‘'«„ ")[:80]
    words = first[: first.rfind(" ")] if " " in first and len(first) == 80 else first.rstrip("”\"’'»“,. ")
    guess = site.kb.actor(said.speaker).name if said.speaker else ""
    shown = f"shown as {guess}, dashed: {quote.reason}" if guess else quote.reason
    return Item(
        id=f"speaker-{quote_anchor(quote)}",
        kind="speaker",
        question=f"Who says {in_marks(shorten(text, 70))}?",
        words=in_marks(shorten(text, 300)),
        source=site.places.source(quote.pieces[0]),
        note=shown[:1].upper() + shown[1:] if shown else "No speaker is printed beside it.",
        lines=(f"- speaker: {{quote: {_scalar(words)}, is: {_scalar(guess or 'Name of the speaker')}}}",),
    )


def _dates(site: Site) -> Iterator[Item]:
    for article in site.kb.articles:
        origin = next((one.source for one in article.origins if one.field == "published"), "")
        if article.published and "file name" not in origin:
            continue
        title = shorten(article.title, 90)
        day = show_date(article.published, weekday=False)
        yield Item(
            id=f"date-{article.id}",
            kind="date",
            question=f"Is {day} the date of {in_marks(title)}?" if day else f"What is the date of {in_marks(title)}?",
            source=Source("article", site.places.article(article)),
            note=(
                f"The date comes from the {origin}; every weekday and “last week” in the article hangs on it."
                if day
                else "The file prints no date, so weekdays in it stay words."
            ),
            lines=(f"- anchor: {{article: {_scalar(article.path)}, date: {article.published or 'YYYY-MM-DD'}}}",),
        )


def _lines(site: Site) -> Iterator[Item]:
    for index, problem in enumerate(p for p in site.report.problems if p.stage == "corrections"):
        yield Item(
            id=f"line-{index + 1}",
            kind="correction",
            question=f"{problem.where} of corrections.yml does nothing",
            note=f"{problem.message}. {problem.hint}".strip(),
        )
