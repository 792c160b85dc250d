"""What templates show: small frozen views made from the knowledge base, with every link as a `Ref`.

The one module that knows where a page lies; `rendering` makes relative paths of refs, and MkDocs checks them.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.knowledge import KnowledgeBase
from generator.model import Actor, Article, Event, EventMention, Quote, SaidQuote, Sentence, Span

EXCERPT = 170
"""Characters of a printed sentence in a list; cut at a word with an ellipsis, never rewritten."""

MODALITIES = ("happened", "planned", "demanded", "threatened", "possible", "denied", "historical")
ROWS = 400
"""Rows from which an index is split."""
FULL = 30
"""Quotations shown on an actor's page itself; more of them move to one page a month."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A place on the site: path of the Markdown file below site_src, and an anchor."""

    path: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A link to one sentence: its label (`s12`) and the article's short name for a title."""

    label: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of printed text: inside a quotation or not, emphasised or not, linked or not."""

    text: str
    quote: bool = False
    strong: bool = False
    ref: Ref | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its link and a count."""

    name: str
    ref: Ref
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list."""

    state: str
    title: str
    ref: Ref
    type: str
    date: str
    worked_out: bool
    when: str
    words: str
    sources: tuple[Source, ...]
    reports: int
    day: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation as a figure: carrier words with the quoted part marked, who, how, where, and why we think so."""

    id: str
    segments: tuple[Segment, ...]
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
    rule: str
    lost: tuple[str, ...]
    corrected: str
    citation: str


class Places:
    """Where everything is: refs of actors, events, articles, sentences, days."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.split_actors = len(kb.actors) > ROWS

    @cached_property
    def days(self) -> frozenset[str]:
        """The days that have a page: those on which an article appeared or an event is dated."""
        days = {article.published for article in self.kb.articles if article.published}
        return frozenset(days | {day for event in self.kb.events if (day := whole_day(event.date))})

    @cached_property
    def _quotes(self) -> dict[str, Ref]:
        refs: dict[str, Ref] = {}
        groups: dict[str, list[SaidQuote]] = {}
        for said in self.kb.quotes:
            groups.setdefault(said.speaker or "", []).append(said)
        for speaker, group in groups.items():
            ordered = newest_first(self.kb, group)
            many = len(ordered) > FULL
            for index, said in enumerate(ordered):
                month = self.month_of(said)
                if not speaker or not self.kb.actor(speaker).has_page:
                    page = f"statements/{month}.md"
                elif many and index >= FULL:
                    page = f"actors/{speaker}/{month}.md"
                else:
                    page = f"actors/{speaker}.md"
                for quote_id in (said.quote.id, *said.repeats):
                    refs[quote_id] = Ref(page, quote_anchor(said.quote))
        return refs

    def month_of(self, said: SaidQuote) -> str:
        """Return the month of the article that prints a quotation, `undated` if it has no date."""
        return (self.kb.article(said.quote.pieces[0].article).published or "undated")[:7]

    def quote(self, quote_id: str) -> Ref:
        """Return where a quotation stands with its speaker (or among those of nobody)."""
        return self._quotes[quote_id]

    def actor(self, actor: Actor) -> Ref:
        """Return the actor's page, or its row in the index if it has none."""
        return Ref(f"actors/{actor.id}.md") if actor.has_page else self.actor_row(actor)

    def actor_row(self, actor: Actor) -> Ref:
        """Return the actor's row in the index."""
        if self.split_actors:
            return Ref(f"actors/index-{letter_of(actor)}.md", actor.id)
        return Ref("actors/index.md", actor.id)

    def event(self, event: Event) -> Ref:
        """Return the event's page."""
        return Ref(f"events/{event.id}.md")

    def article(self, article: Article) -> Ref:
        """Return the article's page."""
        return Ref(f"articles/{article.id}.md")

    def sentence(self, article_id: str, sentence: Sentence) -> Ref:
        """Return the anchor of a sentence."""
        return Ref(f"articles/{article_id}.md", f"s{sentence.number}")

    def day(self, day: str | None) -> Ref | None:
        """Return the page of a day, if it has one."""
        return Ref(f"days/{day}.md") if day in self.days else None

    def source(self, span: Span) -> Source:
        """Return the link to the sentence in which a span begins."""
        sentence = self.kb.sentence_of(span)
        return Source(f"s{sentence.number}", self.sentence(span.article, sentence))

    def sources(self, spans: Iterable[Span]) -> tuple[Source, ...]:
        """Return the links of several spans, each sentence once."""
        return tuple(dict.fromkeys(self.source(span) for span in spans))

    def named(self, actor_id: str, count: int = 0, note: str = "") -> Named:
        """Return an actor's name with its link."""
        actor = self.kb.actor(actor_id)
        return Named(actor.name, self.actor(actor), count, note)


def letter_of(actor: Actor) -> str:
    """Return the letter an actor is listed under: that of the last name of a person, of the name otherwise."""
    from generator.resolution.names import plain

    words = plain(actor.name).split() or ["-"]
    first = words[-1][0] if actor.kind == "person" else words[0][0]
    return first if "a" <= first <= "z" else "other"


def show_date(value: str | None, *, weekday: bool = True) -> str:
    """Return an EDTF value in words: `Monday 19 May 2025`, `May 2025`, `18 to 19 May 2025`, `until 20 May 2025`."""
    if not value:
        return ""
    start, slash, end = value.partition("/")
    if slash:
        if start in ("..", ""):
            return f"until {show_date(end, weekday=False)}"
        if end in ("..", ""):
            return f"from {show_date(start, weekday=False)}"
        return f"{show_date(start, weekday=False)} to {show_date(end, weekday=False)}"
    parts = start.rstrip("~?%").split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        if len(numbers) == 3:
            day = datetime.date(*numbers)
            name = f"{calendar.day_name[day.weekday()]} " if weekday else ""
            return f"{name}{day.day} {calendar.month_name[day.month]} {day.year}"
        if len(numbers) == 2 and 1 <= numbers[1] <= 12:
            return f"{calendar.month_name[numbers[1]]} {numbers[0]}"
    except ValueError:
        return start
    return start


def whole_day(value: str | None) -> str:
    """Return an EDTF value if it is one full day, else an empty string."""
    return value if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else ""


def quote_anchor(quote: Quote) -> str:
    """Return the anchor of a quotation, unique in the folder."""
    article, _, local = quote.id.rpartition("#")
    return f"{local}-{article}"


def newest_first(kb: KnowledgeBase, group: Iterable[SaidQuote]) -> list[SaidQuote]:
    """Return quotations by day, newest first, undated last; within a day in order of article and text."""

    def key(said: SaidQuote) -> tuple[str, str, int]:
        article = kb.article(said.quote.pieces[0].article)
        return (article.published or "", article.path, said.quote.pieces[0].start)

    in_order = sorted(group, key=key)
    return sorted(in_order, key=lambda said: key(said)[0], reverse=True)


def first_day(value: str | None) -> str:
    """Return the first full day of an EDTF value, or an empty string."""
    start = (value or "").removeprefix("../").split("/")[0]
    return start if re.fullmatch(r"\d{4}-\d\d-\d\d", start) else ""


def shorten(text: str, limit: int = EXCERPT) -> str:
    """Return the words up to the limit, with an ellipsis if any were left out."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit) if " " in text[:limit] else limit].rstrip(",;:- ") + " …"


def event_line(places: Places, event: Event) -> EventLine:
    """Return an event for a list."""
    kb = places.kb
    reports = kb.reports_of(event.id)
    words = ""
    if reports:
        best = reports[0]
        sentence = kb.sentence_of(best.trigger)
        words = shorten(kb.sentence_text(best.trigger.article, sentence))
    kind = kb.event_types.get(event.type)
    return EventLine(
        state=event.modality,
        title=event.title,
        ref=places.event(event),
        type=kind.label if kind else event.type,
        date=show_date(event.date, weekday=False),
        worked_out=is_worked_out(kb, event),
        when=event.date_words,
        words=words,
        sources=places.sources(mention.trigger for mention in reports[:4]),
        reports=len(kb.independent_reports(event.id)),
        day=first_day(event.date),
    )


def is_worked_out(kb: KnowledgeBase, event: Event) -> bool:
    """Tell whether the date was counted by us and not printed in full."""
    if event.date_basis in (None, "correction"):
        return False
    if event.date_basis == "article":
        return True
    return any(m.when is not None and m.when.relative and m.date == event.date for m in kb.reports_of(event.id))


def quote_view(places: Places, said: SaidQuote) -> QuoteView:
    """Return a quotation for a page."""
    kb, quote = places.kb, said.quote
    article = kb.article(quote.pieces[0].article)
    speaker = places.named(said.speaker) if said.speaker else None
    more = [kb.quote(quote_id) for quote_id in said.repeats]
    name = speaker.name if speaker else (quote.speaker.text if quote.speaker else "speaker not known")
    text = " … ".join(piece.text for piece in quote.pieces)
    outlet = f"{article.outlet}, " if article.outlet else ""
    dated = show_date(article.published, weekday=False) or "undated"
    number = kb.sentence_of(quote.pieces[0]).number
    return QuoteView(
        id=quote_anchor(quote),
        segments=quote_segments(kb, quote),
        kind={"direct": "", "mixed": "part of a sentence", "indirect": "indirect"}[quote.kind],
        speaker=speaker,
        printed=quote.speaker.text if quote.speaker else "",
        cue=quote.cue.text if quote.cue else "",
        via=quote.via.text if quote.via else "",
        unnamed=quote.unnamed,
        ours=quote.confidence == "low",
        about=tuple(places.named(actor) for actor in said.about if actor != said.speaker),
        sources=places.sources(quote.pieces),
        article=Named(article.title, places.article(article), note=article.outlet or ""),
        more=tuple(
            Named(other.title, places.source(one.pieces[0]).ref, note=other.outlet or "")
            for one in more
            for other in [kb.article(one.pieces[0].article)]
        ),
        date=show_date(article.published) or "Undated",
        day=article.published or "",
        confidence=quote.confidence,
        reason=quote.reason,
        rule=quote.rule,
        lost=tuple(f"{c.text}: {c.reason}" for c in quote.candidates if not c.chosen),
        corrected=said.correction or "",
        citation=f"{name}: {text} ({outlet}{article.title}, {dated}, s{number})",
    )


def quote_segments(kb: KnowledgeBase, quote: Quote) -> tuple[Segment, ...]:
    """Return the printed words: the pieces alone for direct speech, else the whole sentences with the pieces marked."""
    if quote.kind == "direct":
        parts: list[Segment] = []
        for index, piece in enumerate(quote.pieces):
            parts += [Segment(" … ")] if index else []
            parts.append(Segment(piece.text))
        return tuple(parts)
    article = kb.article(quote.pieces[0].article)
    start = kb.sentence_of(quote.pieces[0]).start
    end = max(kb.sentence_at(article.id, quote.pieces[-1].end - 1).end, quote.pieces[-1].end)
    return cut_segments(article.text, start, end, [(piece.start, piece.end) for piece in quote.pieces])


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


def report_segments(kb: KnowledgeBase, mention: EventMention) -> tuple[Segment, ...]:
    """Return the sentence that tells of an event, its trigger marked."""
    sentence = kb.sentence_of(mention.trigger)
    text = kb.article(mention.trigger.article).text
    return cut_segments(text, sentence.start, sentence.end, [(mention.trigger.start, mention.trigger.end)])


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return `1 article` or `3 articles`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
