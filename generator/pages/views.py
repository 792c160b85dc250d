"""What templates show: small frozen views made from the knowledge base, with every link as a `Ref`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.knowledge import KnowledgeBase
from generator.model import Article, Event, EventMention, Quote, SaidQuote
from generator.pages.places import Named, Places, Ref, Source, quote_anchor
from generator.pages.wording import EXCERPT, first_day, in_marks, shorten, show_date, show_event_date

MODALITIES = ("happened", "planned", "demanded", "threatened", "possible", "denied", "historical")
CONTEXT = 40
"""Characters kept behind the words that tell an event when its sentence is cut."""
LONG, HEAD = 700, 420
"""A quotation of more characters is folded behind so many."""
DELIVERY = {"direct": "", "mixed": "part of a sentence", "indirect": "indirect"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of printed text: inside a quotation or not, emphasised or not, linked or not."""

    text: str
    quote: bool = False
    strong: bool = False
    ref: Ref | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list: the words and the sentence of one report, and how many there are."""

    state: str
    title: str
    ref: Ref
    type: str
    date: str
    worked_out: bool
    when: str
    words: str
    source: Source | None
    reports: int
    day: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation as a figure: carrier words with the quoted part marked, who, how, where, and why we think so.

    `rest` is what a long quotation goes on with behind `segments`.
    """

    id: str
    segments: tuple[Segment, ...]
    rest: tuple[Segment, ...]
    kind: str
    speaker: Named | None
    printed: str
    cue: str
    via: str
    unnamed: bool
    ours: bool
    about: tuple[Named, ...]
    sources: tuple[Source, ...]
    article: Named
    more: tuple[Named, ...]
    date: str
    day: str
    confidence: str
    reason: str
    lost: tuple[str, ...]
    corrected: str
    review: Ref | None


# -- events ------------------------------------------------------------------------------------------------------------


def event_line(places: Places, event: Event) -> EventLine:
    """Return an event for a list."""
    if event.id not in places.lines:
        places.lines[event.id] = _event_line(places, event)
    line: EventLine = places.lines[event.id]
    return line


def _event_line(places: Places, event: Event) -> EventLine:
    kb = places.kb
    report = lead_report(kb, event)
    words = ""
    if report is not None:
        words = in_marks(excerpt(kb, report))
    return EventLine(
        state=event.modality,
        title=event.title,
        ref=places.event(event),
        type=type_label(kb, event.type),
        date=show_event_date(event, weekday=False),
        worked_out=is_worked_out(kb, event),
        when=event.date_words,
        words=words,
        source=places.source(report.trigger) if report is not None else None,
        reports=len(kb.independent_reports(event.id)),
        day=first_day(event.date),
    )


def type_label(kb: KnowledgeBase, kind: str) -> str:
    """Return what a reader calls an event type."""
    known = kb.event_types.get(kind)
    return known.label if known else kind


def lead_report(kb: KnowledgeBase, event: Event) -> EventMention | None:
    """Return the report whose sentence stands for the event in lists."""
    reports = kb.reports_of(event.id)
    return choose_report(kb, event.modality, reports) if reports else None


def choose_report(kb: KnowledgeBase, modality: str, reports: Iterable[EventMention]) -> EventMention:
    """Return the report that tells an event best.

    One that tells the state that the page shows, no copy, with the most participants named, with the date printed, told
    early in its sentence and in the body; the earliest of equals.
    """

    def key(report: EventMention) -> tuple[bool, bool, int, bool, bool, bool]:
        start = kb.sentence_of(report.trigger).start
        return (
            report.modality != modality,
            report.trigger.article in kb.original_of,
            -len({participant.entity for participant in report.participants if participant.entity}),
            report.when is None,
            report.trigger.end - start > EXCERPT,
            report.sentence == 0,
        )

    return min(reports, key=key)


def excerpt(kb: KnowledgeBase, report: EventMention, limit: int = EXCERPT) -> str:
    """Return the words of the sentence around what tells the event, cut at words with an ellipsis."""
    text = " ".join(kb.sentence_text(report.trigger.article, kb.sentence_of(report.trigger)).split())
    at = text.find(" ".join(report.trigger.text.split()))
    if len(text) <= limit or at + len(report.trigger.text) + CONTEXT <= limit:
        return shorten(text, limit)
    start = text.find(" ", at - limit // 2) + 1
    return f"… {shorten(text[start:], limit)}"


def is_worked_out(kb: KnowledgeBase, event: Event) -> bool:
    """Tell whether the date was counted by us and not printed in full."""
    if event.date_basis in (None, "correction"):
        return False
    if event.date_basis == "article":
        return True
    return any(m.when is not None and m.when.relative and m.date == event.date for m in kb.reports_of(event.id))


def report_segments(kb: KnowledgeBase, group: Sequence[EventMention]) -> tuple[Segment, ...]:
    """Return the sentence that tells of an event, every word that tells it marked."""
    sentence = kb.sentence_of(group[0].trigger)
    text = kb.article(group[0].trigger.article).text
    marks = [(mention.trigger.start, mention.trigger.end) for mention in group]
    return cut_segments(text, sentence.start, sentence.end, marks)


# -- quotations --------------------------------------------------------------------------------------------------------


def quote_view(places: Places, said: SaidQuote) -> QuoteView:
    """Return a quotation for a page."""
    kb, quote = places.kb, said.quote
    article = kb.article(quote.pieces[0].article)
    printed = " ".join(quote.speaker.text.split()) if quote.speaker else ""
    corrected = kb.judgement(said.correction) if said.correction else None
    head, rest = split_segments(quote_segments(kb, quote))
    return QuoteView(
        id=quote_anchor(quote),
        segments=head,
        rest=rest,
        kind=DELIVERY[quote.kind],
        speaker=places.named(said.speaker) if said.speaker else None,
        printed=printed,
        cue=" ".join(quote.cue.text.split()) if quote.cue else "",
        via=" ".join(quote.via.text.split()) if quote.via else "",
        unnamed=quote.unnamed,
        ours=said.correction is None and (quote.confidence == "low" or not printed),
        about=tuple(places.named(actor) for actor in said.about if actor != said.speaker),
        sources=places.sources(quote.pieces),
        article=article_link(places, article),
        more=tuple(_repeat(places, kb.quote(quote_id)) for quote_id in said.repeats),
        date=show_date(article.published) or "Undated",
        day=article.published or "",
        confidence=quote.confidence,
        reason=quote.reason,
        lost=tuple(f"{c.text}: {c.reason}" for c in quote.candidates if not c.chosen and c.reason),
        corrected=str(corrected or said.correction or ""),
        review=places.review.get(f"speaker-{quote_anchor(quote)}"),
    )


def article_link(places: Places, article: Article) -> Named:
    """Return an article's title with its link; the note is the outlet."""
    return Named(article.title, places.article(article), note=article.outlet or "")


def dated_link(places: Places, article: Article) -> Named:
    """Return an article's title with its link; the note is outlet and day."""
    note = ", ".join(filter(None, [article.outlet, show_date(article.published, weekday=False)]))
    return Named(article.title, places.article(article), note=note)


def _repeat(places: Places, quote: Quote) -> Named:
    article = places.kb.article(quote.pieces[0].article)
    return Named(article.outlet or shorten(article.title, 60), places.source(quote.pieces[0]).ref)


def quotes_by_day(places: Places, group: Sequence[SaidQuote]) -> list[tuple[str, Ref | None, list[QuoteView]]]:
    """Return quotations under their days, in the order given: the day in words, its page, the views."""
    days: dict[str, list[QuoteView]] = {}
    refs: dict[str, Ref | None] = {}
    for said in group:
        view = quote_view(places, said)
        days.setdefault(view.date, []).append(view)
        refs[view.date] = places.day(view.day)
    return [(day, refs[day], views) for day, views in days.items()]


def quote_words(quote: Quote) -> str:
    """Return the printed words of a quotation in one line, pieces apart by an ellipsis where text stands between them."""
    words = " ".join(quote.pieces[0].text.split())
    for before, piece in zip(quote.pieces, quote.pieces[1:], strict=False):
        gap = " " if 0 <= piece.start - before.end <= 2 else " … "
        words += gap + " ".join(piece.text.split())
    return words


def quote_segments(kb: KnowledgeBase, quote: Quote) -> tuple[Segment, ...]:
    """Return the printed words: the pieces alone for direct speech, else the whole sentences with the pieces marked."""
    if quote.kind == "direct":
        return (Segment(quote_words(quote)),)
    article = kb.article(quote.pieces[0].article)
    start = kb.sentence_of(quote.pieces[0]).start
    end = max(kb.sentence_at(article.id, quote.pieces[-1].end - 1).end, quote.pieces[-1].end)
    return cut_segments(article.text, start, end, [(piece.start, piece.end) for piece in quote.pieces])


def split_segments(segments: Sequence[Segment]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the whole if it is short, else its start up to a word and the rest; no character is lost."""
    if sum(len(segment.text) for segment in segments) <= LONG:
        return tuple(segments), ()
    head: list[Segment] = []
    left = HEAD
    for index, segment in enumerate(segments):
        if len(segment.text) < left:
            head.append(segment)
            left -= len(segment.text)
            continue
        at = segment.text.find(" ", left) + 1
        if at == 0:
            at = len(segment.text)
        rest = (replace(segment, text=segment.text[at:]), *segments[index + 1 :])
        return (*head, replace(segment, text=segment.text[:at])), tuple(part for part in rest if part.text)
    return tuple(head), ()


def cut_segments(text: str, start: int, end: int, strong: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """Return the text between two offsets with some parts marked as strong."""
    segments = []
    position = start
    for left, right in sorted(strong):
        left, right = max(left, position), min(right, end)
        if left >= right:
            continue
        if position < left:
            segments.append(Segment(text[position:left]))
        segments.append(Segment(text[left:right], strong=True))
        position = right
    if position < end:
        segments.append(Segment(text[position:end]))
    return tuple(segments)
