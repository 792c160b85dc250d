"""Article pages: the full text, an anchor for every sentence, and in the margin what was drawn from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.model import Article, Sentence
from generator.model import Page as PageModel
from generator.pages.notes import Note, collect_notes, fold_runs
from generator.pages.places import Ref, file_name
from generator.pages.views import Segment, dated_link
from generator.pages.wording import plural, show_date

if TYPE_CHECKING:
    from generator.pages import Site


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its anchor and its marked words."""

    anchor: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and its margin."""

    sentences: tuple[SentenceView, ...]
    notes: tuple[Note, ...]


def article_pages(site: Site) -> Iterator[PageModel]:
    """Yield a page for every article, in the order of the knowledge base."""
    for article in site.kb.articles:
        yield _article_page(site, article)


def _article_page(site: Site, article: Article) -> PageModel:
    kb, places = site.kb, site.places
    notes = collect_notes(site, article)
    marks = _marks(site, article)
    sentences = kb.sentences(article.id)
    body = [sentence for sentence in sentences if sentence.number > 0]
    head = [sentence for sentence in sentences if sentence.number == 0]
    mode = site.config.article_text
    shown = [s for s in body if mode == "full" or s.number in notes]
    paragraphs = [_paragraph(article, group, notes, marks, with_text=mode != "none") for group in _by_paragraph(shown)]
    origins = {origin.field: origin.source for origin in article.origins}
    copies = [dated_link(places, kb.article(other)) for other in kb.copies_of(article.id)]
    statements = plural(len(kb.annotations[article.id].quotes), "statement")
    events = plural(len(kb.events_in(article.id)), "event")
    actors = list(
        dict.fromkeys(actor.name for mention in kb.mentions_in(article.id) if (actor := kb.actor_of(mention.entity)))
    )
    return PageModel(
        path=f"articles/{file_name(article.id)}.md",
        template="article.md.j2",
        context={
            "title": article.title,
            "headline": bool(article.headline),
            "head_notes": notes.get(0, ()) if head else (),
            "date": show_date(article.published),
            "published": article.published or "",
            "day": places.day(article.published),
            "date_guessed": "file name" in origins.get("published", ""),
            "outlet": article.outlet or "",
            "authors": article.authors,
            "url": article.url or "",
            "origins": sorted(origins.items()),
            "path": article.path,
            "build": Ref("build.md"),
            "count": plural(len(body), "sentence"),
            "copies": copies,
            "mode": mode,
            "hidden": len(body) - len(shown),
            "paragraphs": paragraphs,
            "actors": actors[:40],
            "description": f"Sentence by sentence, with what was drawn from it: {statements}, {events}.",
        },
    )


def _by_paragraph(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and group[-1].paragraph != sentence.paragraph:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _paragraph(
    article: Article,
    group: Sequence[Sentence],
    notes: dict[int, tuple[Note, ...]],
    marks: Sequence[tuple[int, int, Segment]],
    *,
    with_text: bool,
) -> Paragraph:
    views = tuple(
        SentenceView(f"s{s.number}", cut_sentence(article.text, s.start, s.end, marks) if with_text else ())
        for s in group
    )
    return Paragraph(views, fold_runs([notes.get(s.number, ()) for s in group]))


def _marks(site: Site, article: Article) -> list[tuple[int, int, Segment]]:
    """Return non-overlapping stretches with the look of their text: names linked, quoted words shaded.

    No link stands inside direct or mixed quotations: their words stay theirs.
    """
    kb, places = site.kb, site.places
    quoted = sorted(
        (piece.start, piece.end, quote.kind == "indirect")
        for quote in kb.annotations[article.id].quotes
        for piece in quote.pieces
    )
    links: list[tuple[int, int, Ref, bool]] = []
    position = 0
    for mention in kb.mentions_in(article.id):
        actor = kb.actor_of(mention.entity)
        if actor is None or not actor.has_page or mention.span.start < position:
            continue
        links.append(
            (mention.span.start, mention.span.end, places.actor(actor), mention.form in ("pronoun", "nominal"))
        )
        position = mention.span.end
    return _merge_marks(quoted, links)


def _merge_marks(
    quoted: Sequence[tuple[int, int, bool]], links: Sequence[tuple[int, int, Ref, bool]]
) -> list[tuple[int, int, Segment]]:
    """Cut the text at every edge; a stretch inside a quotation carries `quote`, one inside a name its link."""
    spans = [(start, end) for start, end, _ in quoted] + [(start, end) for start, end, _, _ in links]
    edges = sorted({edge for span in spans for edge in span})
    marks = []
    q = link = 0
    covers: list[tuple[int, int, bool]] = []
    for start, end in pairwise(edges):
        while q < len(quoted) and quoted[q][0] <= start:
            covers.append(quoted[q])
            q += 1
        covers = [cover for cover in covers if cover[1] > start]
        while link < len(links) and links[link][1] <= start:
            link += 1
        inside = link < len(links) and links[link][0] <= start and end <= links[link][1]
        whole = inside and links[link][0] == start and links[link][1] == end
        linked = whole and all(indirect for _, _, indirect in covers)
        ref, ours = (links[link][2], links[link][3]) if linked else (None, False)
        if covers or ref is not None:
            marks.append((start, end, Segment("", quote=bool(covers), ref=ref, ours=ours)))
    return marks


def cut_sentence(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Segment]]) -> tuple[Segment, ...]:
    """Return a sentence as segments; joined, their texts are the sentence character for character."""
    from bisect import bisect_left

    segments = []
    position = start
    first = max(0, bisect_left(marks, start, key=lambda mark: mark[0]) - 1)
    for left, right, look in marks[first:]:
        if left >= end:
            break
        left, right = max(left, position), min(right, end)
        if left >= right:
            continue
        if position < left:
            segments.append(Segment(text[position:left]))
        segments.append(Segment(text[left:right], quote=look.quote, ref=look.ref, ours=look.ours))
        position = right
    if position < end:
        segments.append(Segment(text[position:end]))
    return tuple(segments)
