"""What nobody could settle from the text, each with the line that settles it; and statements without a known speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import Actor, Page, SaidQuote, Span
from generator.pages.views import QuoteView, Ref, Source, newest_first, plural, quote_view, shorten, show_date

if TYPE_CHECKING:
    from generator.pages import Site

ITEMS = 120
"""Questions of one kind shown on the page; the others follow when these are settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question: the printed words with their sentence, what speaks for and against, and the lines that settle it."""

    id: str
    kind: str
    question: str
    ref: Ref
    words: str = ""
    source: Source | None = None
    note: str = ""
    lines: tuple[str, ...] = ()


def open_items(site: Site) -> list[Item]:
    """Return every open question, names first, then speakers, dates and lines of corrections.yml that match nothing."""
    return [*_names(site), *_speakers(site), *_dates(site), *_lines(site)]


def _quoted(text: str) -> str:
    """Return text as a YAML scalar in double quotes; JSON strings are YAML."""
    import json

    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _names(site: Site) -> Iterator[Item]:
    kb = site.kb
    for link in kb.suggestions:
        left, right = _actor(site, link.left), _actor(site, link.right)
        if left is None or right is None:
            continue
        span = _first_span(site, left.id)
        names = f"[{_quoted(left.name)}, {_quoted(right.name)}]"
        item = f"name-{left.id}-{right.id}"
        yield Item(
            id=item,
            kind="name",
            question=f"Is {left.name} the same as {right.name}?",
            ref=Ref("review.md", item),
            words=shorten(kb.sentence_text(span.article, kb.sentence_of(span))) if span else "",
            source=site.places.source(span) if span else None,
            note=link.reason,
            lines=(f"- same: {names}", f"- different: {names}"),
        )


def _actor(site: Site, key: str) -> Actor | None:
    """Return the actor of an actor id or a local entity id."""
    return site.kb.actor_of(key) or site.kb.find_actor(key)


def _first_span(site: Site, actor_id: str) -> Span | None:
    return next(iter(site.kb.spans_of(actor_id)), None)


def _speakers(site: Site) -> Iterator[Item]:
    kb = site.kb
    for said in kb.quotes:
        quote = said.quote
        if quote.kind == "indirect" or quote.unnamed or said.correction:
            continue
        if said.speaker is not None and quote.confidence != "low":
            continue
        text = " … ".join(piece.text for piece in quote.pieces)
        first = " ".join(quote.pieces[0].text.split())[:80]
        words = first[: first.rfind(" ")] if " " in first and len(first) == 80 else first
        guess = kb.actor(said.speaker).name if said.speaker else ""
        item = f"speaker-{quote.id.replace('#', '-')}"
        yield Item(
            id=item,
            kind="speaker",
            question=f"Who says {shorten(text, 70)}?",
            ref=Ref("review.md", item),
            words=shorten(text, 300),
            source=site.places.source(quote.pieces[0]),
            note=(f"Shown as {guess}: {quote.reason}" if guess else quote.reason) or "No speaker is printed beside it.",
            lines=(f"- speaker: {{quote: {_quoted(words)}, is: {_quoted(guess or 'Name of the speaker')}}}",),
        )


def _dates(site: Site) -> Iterator[Item]:
    for article in site.kb.articles:
        origin = next((one.source for one in article.origins if one.field == "published"), "")
        if article.published and "file name" not in origin:
            continue
        item = f"date-{article.id}"
        question = (
            f"Is {show_date(article.published, weekday=False)} the date of {article.title}?"
            if article.published
            else f"What is the date of {article.title}?"
        )
        yield Item(
            id=item,
            kind="date",
            question=shorten(question, 120),
            ref=Ref("review.md", item),
            source=Source("article", site.places.article(article)),
            note=(
                f"The date comes from the {origin}; every weekday and “last week” in the article hangs on it."
                if article.published
                else "The file prints no date, so weekdays in it stay words."
            ),
            lines=(f"- anchor: {{article: {_quoted(article.path)}, date: {article.published or '2025-01-31'}}}",),
        )


def _lines(site: Site) -> Iterator[Item]:
    for index, problem in enumerate(p for p in site.report.problems if p.stage == "corrections"):
        item = f"line-{index + 1}"
        yield Item(
            id=item,
            kind="correction",
            question="A line of corrections.yml does nothing",
            ref=Ref("review.md", item),
            words=str(problem),
        )


def review_pages(site: Site) -> Iterator[Page]:
    """Yield review.md."""
    items = open_items(site)
    counts = Counter(item.kind for item in items)
    titles = {"name": "Names", "speaker": "Speakers", "date": "Dates", "correction": "Corrections"}
    groups = [
        (title, kind, [item for item in items if item.kind == kind][:ITEMS], counts[kind])
        for kind, title in titles.items()
        if counts[kind]
    ]
    settled: dict[str, Ref] = {}
    for actor in site.kb.actors:
        for judgement in actor.corrections:
            settled.setdefault(judgement, site.places.actor(actor))
    for event in site.kb.events:
        for judgement in event.corrections:
            settled.setdefault(judgement, site.places.event(event))
    for said in site.kb.quotes:
        if said.correction:
            settled.setdefault(said.correction, site.places.quote(said.quote.id))
    yield Page(
        path="review.md",
        template="review.md.j2",
        context={
            "total": plural(len(items), "item"),
            "number": len(items),
            "groups": groups,
            "cap": ITEMS,
            "settled": sorted(settled.items()),
        },
    )


def statement_pages(site: Site) -> Iterator[Page]:
    """Yield statements.md, the index of statements that no actor page carries, and a page a month of them."""
    months: dict[str, list[SaidQuote]] = defaultdict(list)
    for said in site.kb.quotes:
        page = site.places.quote(said.quote.id).path
        if page.startswith("statements/"):
            months[site.places.month_of(said)].append(said)
    names = sorted(months, key=lambda month: (month == "undated", month), reverse=True)
    links = [(_month(month), Ref(f"statements/{month}.md"), len(months[month])) for month in names]
    speakers = Counter(said.speaker for said in site.kb.quotes if said.speaker)
    ranked = sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:60]
    unnamed = sum(said.quote.unnamed for group in months.values() for said in group)
    yield Page(
        path="statements.md",
        template="statements.md.j2",
        context={
            "title": "Statements",
            "total": plural(len(site.kb.quotes), "statement"),
            "speakers": [site.places.named(actor, number) for actor, number in ranked],
            "unnamed": unnamed,
            "unknown": sum(len(group) for group in months.values()) - unnamed,
            "months": links,
            "month": "",
            "groups": [],
        },
    )
    for month in names:
        yield Page(
            path=f"statements/{month}.md",
            template="statements.md.j2",
            context={
                "title": f"Unnamed and unknown speakers, {_month(month)}",
                "total": plural(len(months[month]), "statement"),
                "speakers": [],
                "unnamed": sum(said.quote.unnamed for said in months[month]),
                "unknown": sum(not said.quote.unnamed for said in months[month]),
                "months": links,
                "month": _month(month),
                "groups": _views(site, months[month]),
            },
        )


def _month(month: str) -> str:
    return "Undated" if month == "undated" else show_date(month)


def _views(site: Site, group: list[SaidQuote]) -> list[tuple[str, Ref | None, list[QuoteView]]]:
    days: dict[str, list[QuoteView]] = {}
    refs: dict[str, Ref | None] = {}
    for said in newest_first(site.kb, group):
        view = quote_view(site.places, said)
        days.setdefault(view.date, []).append(view)
        refs[view.date] = site.places.day(view.day)
    return [(day, refs[day], views) for day, views in days.items()]
