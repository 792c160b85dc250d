"""Article pages: the full text, an anchor for every sentence, and in the margin what was drawn from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.model import Article, Quote, Sentence, Span
from generator.model import Page as PageModel
from generator.pages.views import (
    ROWS,
    Named,
    Ref,
    Segment,
    is_worked_out,
    plural,
    show_date,
)

if TYPE_CHECKING:
    from generator.pages import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was drawn from one sentence: `label` names the kind, the rest is shown if given.

    `number` is the sentence on its first note, else 0. `ours` marks a name that we worked out.
    """

    label: str
    number: int = 0
    name: str = ""
    ref: Ref | None = None
    ours: bool = False
    words: str = ""
    state: str = ""
    after: str = ""
    after_ours: bool = False


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


def article_index_pages(site: Site) -> Iterator[PageModel]:
    """Yield articles/index.md, newest first, with one page a month when there are too many rows."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in sorted(site.kb.articles, key=lambda one: one.path):
        rows[(article.published or "undated")[:7]].append(_row(site, article))
    for group in rows.values():
        group.sort(key=lambda row: row["published"], reverse=True)
    months = sorted((month for month in rows if month != "undated"), reverse=True)
    months += ["undated"] if "undated" in rows else []
    split = len(site.kb.articles) > ROWS
    outlets = {article.outlet for article in site.kb.articles if article.outlet}
    context = {
        "total": plural(len(site.kb.articles), "article"),
        "independent": plural(
            len(site.kb.articles) - sum(len(group.copies) for group in site.kb.copies), "independent report"
        ),
        "outlets": plural(len(outlets), "outlet"),
        "months": [(_month_name(month), Ref(f"articles/index-{month}.md"), len(rows[month])) for month in months],
        "split": split,
    }
    groups = [] if split else [(_month_name(month), rows[month]) for month in months]
    yield PageModel(
        path="articles/index.md", template="articles.md.j2", context={**context, "groups": groups, "month": ""}
    )
    for month in months if split else []:
        yield PageModel(
            path=f"articles/index-{month}.md",
            template="articles.md.j2",
            context={**context, "groups": [(_month_name(month), rows[month])], "month": _month_name(month)},
        )


def _month_name(month: str) -> str:
    return "Undated" if month == "undated" else show_date(month)


def _row(site: Site, article: Article) -> dict[str, Any]:
    found = site.kb.annotations[article.id]
    return {
        "title": article.title,
        "ref": site.places.article(article),
        "published": article.published or "",
        "date": show_date(article.published, weekday=False),
        "day": site.places.day(article.published),
        "outlet": article.outlet or "",
        "quotes": len(found.quotes),
        "events": len(site.kb.events_in(article.id)),
        "copy": article.id in site.kb.original_of,
    }


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
    copies = [_copy(site, other) for other in kb.copies_of(article.id)]
    statements = plural(len(kb.annotations[article.id].quotes), "statement")
    events = plural(len(kb.events_in(article.id)), "event")
    actors = list(
        dict.fromkeys(actor.name for mention in kb.mentions_in(article.id) if (actor := kb.actor_of(mention.entity)))
    )
    return PageModel(
        path=f"articles/{article.id}.md",
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
            "count": plural(len(body), "sentence"),
            "copies": copies,
            "mode": mode,
            "hidden": len(body) - len(shown),
            "paragraphs": paragraphs,
            "actors": actors[:40],
            "description": f"Sentence by sentence, with what was drawn from it: {statements}, {events}.",
        },
    )


def _copy(site: Site, article_id: str) -> Named:
    article = site.kb.article(article_id)
    note = ", ".join(filter(None, [article.outlet, show_date(article.published, weekday=False)]))
    return Named(article.title, site.places.article(article), note=note)


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
    return Paragraph(views, tuple(note for s in group for note in notes.get(s.number, ())))


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


# -- the margin --------------------------------------------------------------------------------------------------------


def collect_notes(site: Site, article: Article) -> dict[int, tuple[Note, ...]]:
    """Return what was drawn from each sentence, by sentence number, in order of text."""
    kb = site.kb
    found: dict[int, list[tuple[int, int, Note]]] = defaultdict(list)

    def add(span: Span, order: int, note: Note) -> None:
        found[kb.sentence_of(span).number].append((order, span.start, note))

    for quote in kb.annotations[article.id].quotes:
        add(quote.pieces[0], 0, _quote_note(site, quote))
    seen = set()
    for mention in kb.annotations[article.id].events:
        event = kb.event_of(mention.id)
        if event is None or (event.id, mention.sentence) in seen:
            continue
        seen.add((event.id, mention.sentence))
        kind = kb.event_types.get(mention.type)
        label = kind.label if kind else mention.type
        add(mention.trigger, 1, Note(label="Event", name=label, ref=site.places.event(event), state=mention.modality))
        if mention.when is not None and event.date and mention.date == event.date:
            add(
                mention.when.span,
                2,
                Note(
                    label="Date",
                    words=mention.when.span.text,
                    after=show_date(mention.date, weekday=False),
                    after_ours=is_worked_out(kb, event),
                ),
            )
    for entity in kb.annotations[article.id].entities:
        actor = kb.actor_of(entity.id)
        for role in entity.roles if actor else ():
            add(role.span, 3, Note(label="Role", words=role.span.text, name=actor.name if actor else ""))
    return {number: _number(number, notes) for number, notes in found.items()}


def _number(number: int, notes: list[tuple[int, int, Note]]) -> tuple[Note, ...]:
    from dataclasses import replace

    ordered = [note for _, _, note in sorted(notes, key=lambda item: (item[0], item[1]))]
    unique = list(dict.fromkeys(ordered))
    return (replace(unique[0], number=number), *unique[1:])


def _quote_note(site: Site, quote: Quote) -> Note:
    kb = site.kb
    said = kb.said(quote.id)
    label = {"direct": "Quote", "mixed": "Mixed", "indirect": "Indirect"}[quote.kind]
    ref = site.places.quote(quote.id)
    cue = quote.cue.text if quote.cue else ""
    if said.speaker is None:
        if quote.unnamed and quote.speaker:
            return Note(label=label, name=quote.speaker.text, ref=ref, after="unnamed")
        return Note(label=label, name="speaker not known", ref=ref, ours=True)
    actor = kb.actor(said.speaker)
    printed = quote.speaker.text if quote.speaker else ""
    ours = actor.name.split()[-1] not in printed
    return Note(
        label=label,
        name=actor.name,
        ref=ref,
        ours=ours,
        words=cue,
        after=f"from “{printed}”" if ours and printed else ("" if printed else "by position"),
    )
