"""The knowledge base: read-only questions that pages, exports and users ask.

Enters: everything found and resolved. Leaves: answers in a fixed order. It computes indexes once and decides nothing:
who is who was settled in `resolution`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.corrections import Corrections, Judgement
from generator.errors import Report
from generator.model import (
    Actor,
    Annotations,
    Article,
    CopyGroup,
    Event,
    EventMention,
    EventType,
    Link,
    Mention,
    Quote,
    SaidQuote,
    Sentence,
    Span,
    Statement,
)
from generator.quotations import correct_speakers, resolve_quotes

if TYPE_CHECKING:
    from generator.resolution.actors import ActorResolution
    from generator.resolution.events import EventResolution


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """An event on the timeline: `day` is the EDTF value sorted by, None for undated."""

    day: str | None
    event: Event


class KnowledgeBase:
    """All articles, findings and links of one folder, and the questions they answer."""

    def __init__(
        self,
        *,
        articles: Sequence[Article],
        annotations: Sequence[Annotations],
        actors: ActorResolution,
        events: EventResolution,
        copies: Sequence[CopyGroup] = (),
        event_types: Mapping[str, EventType] | None = None,
        corrections: Corrections | None = None,
        report: Report | None = None,
    ) -> None:
        self._corrections = corrections or Corrections()
        self._report = report if report is not None else Report()
        self.articles = tuple(articles)
        self.annotations = {found.article: found for found in annotations}
        self.actors = actors.actors
        self.events = events.events
        self.copies = tuple(copies)
        self.event_types = dict(event_types or {})
        self.links: tuple[Link, ...] = (*actors.links, *events.links)
        self.suggestions: tuple[Link, ...] = actors.suggestions
        self._actor_of_entity = actors.actor_of
        self._event_of_mention = events.event_of
        self._mentions = actors.mentions
        self._judgements = {judgement.id: judgement for judgement in self._corrections.judgements}
        self._article = {article.id: article for article in self.articles}
        self._actor = {actor.id: actor for actor in self.actors}
        self._event = {event.id: event for event in self.events}

    # -- single things -------------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article:
        """Return the article with this id."""
        return self._article[article_id]

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id."""
        return self._actor[actor_id]

    def find_actor(self, actor_id: str) -> Actor | None:
        """Return the actor with this id, None if there is none."""
        return self._actor.get(actor_id)

    def event(self, event_id: str) -> Event:
        """Return the event with this id."""
        return self._event[event_id]

    def judgement(self, judgement_id: str) -> Judgement | None:
        """Return the line of corrections.yml with this id, None if there is none."""
        return self._judgements.get(judgement_id)

    def event_mention(self, mention_id: str) -> EventMention:
        """Return the event mention with this local id."""
        return self._event_mentions[mention_id]

    @cached_property
    def _event_mentions(self) -> dict[str, EventMention]:
        return {mention.id: mention for found in self.annotations.values() for mention in found.events}

    # -- sentences -----------------------------------------------------------------------------------------------

    def sentences(self, article_id: str) -> tuple[Sentence, ...]:
        """Return the sentences of an article, headline first."""
        return self.annotations[article_id].sentences

    def sentence_at(self, article_id: str, offset: int) -> Sentence:
        """Return the sentence that holds the character, or the one before it when it falls between two."""
        index = bisect_right(self._sentence_starts[article_id], offset) - 1
        return self.sentences(article_id)[max(index, 0)]

    @cached_property
    def _sentence_starts(self) -> dict[str, list[int]]:
        return {key: [sentence.start for sentence in found.sentences] for key, found in self.annotations.items()}

    def sentence_of(self, span: Span) -> Sentence:
        """Return the sentence in which a span begins."""
        return self.sentence_at(span.article, span.start)

    def sentence_text(self, article_id: str, sentence: Sentence) -> str:
        """Return the printed words of a sentence."""
        return self._article[article_id].text[sentence.start : sentence.end]

    # -- who -----------------------------------------------------------------------------------------------------

    def actor_of(self, entity: str | None) -> Actor | None:
        """Return the actor that a local entity was resolved to, if any."""
        actor_id = self._actor_of_entity.get(entity) if entity else None
        return self._actor.get(actor_id) if actor_id else None

    def mentions_in(self, article_id: str) -> tuple[Mention, ...]:
        """Return all final mentions of an article in text order."""
        return self._mentions.get(article_id, ())

    def mentions_of(self, actor_id: str) -> tuple[Mention, ...]:
        """Return every mention of an actor, articles in order, then text order."""
        return self._mentions_by_actor.get(actor_id, ())

    @cached_property
    def _mentions_by_actor(self) -> dict[str, tuple[Mention, ...]]:
        by_actor: dict[str, list[Mention]] = defaultdict(list)
        for article in self.articles:
            for mention in self.mentions_in(article.id):
                if actor := self.actor_of(mention.entity):
                    by_actor[actor.id].append(mention)
        return {actor: tuple(mentions) for actor, mentions in by_actor.items()}

    def actors_within(self, span: Span) -> tuple[str, ...]:
        """Return the ids of the actors mentioned inside a span, in text order, each once."""
        found: dict[str, None] = {}
        mentions = self.mentions_in(span.article)
        first = bisect_right(self._mention_starts.get(span.article, []), span.start - 1)
        for index in range(first, len(mentions)):
            mention = mentions[index]
            if mention.span.start >= span.end:
                break
            actor = self.actor_of(mention.entity)
            if actor and mention.span.end <= span.end:
                found.setdefault(actor.id)
        return tuple(found)

    @cached_property
    def _mention_starts(self) -> dict[str, list[int]]:
        return {key: [mention.span.start for mention in mentions] for key, mentions in self._mentions.items()}

    def speaker_of(self, quote: Quote) -> Actor | None:
        """Return the actor who said it: the resolved entity, else the actor whose mention is inside the speaker's words."""
        if actor := self.actor_of(quote.entity):
            return actor
        if quote.unnamed or quote.speaker is None:
            return None
        for mention in self.mentions_in(quote.speaker.article):
            inside = quote.speaker.start <= mention.span.start and mention.span.end <= quote.speaker.end
            if not inside or mention.form != "name":
                continue
            actor = self.actor_of(mention.entity)
            if actor and (actor.kind == "person" or mention.span.text == quote.speaker.text):
                return actor
        return None

    # -- quotes --------------------------------------------------------------------------------------------------

    @cached_property
    def quotes(self) -> tuple[SaidQuote, ...]:
        """Every quotation of the folder once, in order of article and text, with its speaker and whom it is about."""
        every = [quote for article in self.articles for quote in self.annotations[article.id].quotes]
        speakers = {quote.id: speaker.id if (speaker := self.speaker_of(quote)) else None for quote in every}
        corrected, settled = correct_speakers(
            every, speakers, self._corrections, self.actors, self._article, self._report
        )
        said = resolve_quotes(
            self.articles,
            self.annotations,
            speakers=corrected,
            actors_within=self._actors_in_quote,
            originals=self.original_of,
        )
        return tuple(replace(one, correction=settled.get(one.quote.id)) for one in said)

    def said(self, quote_id: str) -> SaidQuote:
        """Return the quotation of the folder that a local quote belongs to."""
        return self._said_by_id[quote_id]

    @cached_property
    def _said_by_id(self) -> dict[str, SaidQuote]:
        return {quote_id: said for said in self.quotes for quote_id in (said.quote.id, *said.repeats)}

    def quote(self, quote_id: str) -> Quote:
        """Return the quote with this local id."""
        return self._quote_by_id[quote_id]

    @cached_property
    def _quote_by_id(self) -> dict[str, Quote]:
        return {quote.id: quote for found in self.annotations.values() for quote in found.quotes}

    def quotes_at(self, span: Span) -> tuple[Quote, ...]:
        """Return the quotes that have a piece around a span."""
        return tuple(
            quote
            for quote in self.annotations[span.article].quotes
            if any(piece.start <= span.start and span.end <= piece.end for piece in quote.pieces)
        )

    def _actors_in_quote(self, quote: Quote) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for piece in quote.pieces for actor in self.actors_within(piece)))

    @cached_property
    def _quotes_by(self) -> dict[str, list[SaidQuote]]:
        index: dict[str, list[SaidQuote]] = defaultdict(list)
        for said in self.quotes:
            if said.speaker:
                index[said.speaker].append(said)
        return index

    @cached_property
    def _quotes_about(self) -> dict[str, list[SaidQuote]]:
        index: dict[str, list[SaidQuote]] = defaultdict(list)
        for said in self.quotes:
            for actor_id in said.about:
                if actor_id != said.speaker:
                    index[actor_id].append(said)
        return index

    def quotes_by(self, actor_id: str) -> Sequence[SaidQuote]:
        """Return what an actor said."""
        return self._quotes_by.get(actor_id, [])

    def quotes_about(self, actor_id: str) -> Sequence[SaidQuote]:
        """Return what others said with this actor's name in it."""
        return self._quotes_about.get(actor_id, [])

    @cached_property
    def unattributed(self) -> tuple[SaidQuote, ...]:
        """Return the quotes whose speaker is unnamed or not known."""
        return tuple(said for said in self.quotes if said.speaker is None)

    # -- events --------------------------------------------------------------------------------------------------

    def event_of(self, mention_id: str) -> Event | None:
        """Return the event that a local event mention was resolved to, if any."""
        event_id = self._event_of_mention.get(mention_id)
        return self._event.get(event_id) if event_id else None

    def reports_of(self, event_id: str) -> tuple[EventMention, ...]:
        """Return the tellings of an event in order of date and text."""
        return tuple(self._event_mentions[mention] for mention in self._event[event_id].mentions)

    def independent_reports(self, event_id: str) -> tuple[str, ...]:
        """Return the articles that report an event, copies of one report counted once (its original named)."""
        original = self.original_of
        return tuple(
            dict.fromkeys(original.get(m.trigger.article, m.trigger.article) for m in self.reports_of(event_id))
        )

    @cached_property
    def original_of(self) -> dict[str, str]:
        """Map each copy to the article it repeats."""
        return {copy: group.original for group in self.copies for copy in group.copies}

    def copies_of(self, article_id: str) -> tuple[str, ...]:
        """Return the other articles that carry the same report."""
        return tuple(member for member in self._copy_group.get(article_id, ()) if member != article_id)

    @cached_property
    def _copy_group(self) -> dict[str, tuple[str, ...]]:
        members = ((group.original, *group.copies) for group in self.copies)
        return {article: group for group in members for article in group}

    @cached_property
    def _events_of_actor(self) -> dict[str, list[Event]]:
        index: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            ids = {p.actor for p in event.participants if p.actor} | (
                {event.place_actor} if event.place_actor else set()
            )
            for actor_id in sorted(ids):
                index[actor_id].append(event)
        return index

    def events_of(self, actor_id: str) -> Sequence[Event]:
        """Return the events in which an actor took part, dated first."""
        return sorted(self._events_of_actor.get(actor_id, []), key=_by_date)

    def events_in(self, article_id: str) -> tuple[Event, ...]:
        """Return the events told in an article, in text order."""
        found = (self.event_of(mention.id) for mention in self.annotations[article_id].events)
        return tuple({event.id: event for event in found if event}.values())

    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Return every event in order of date; undated ones stand last."""
        return tuple(TimelineEntry(day=event.date, event=event) for event in sorted(self.events, key=_by_date))

    def links_of(self, event_id: str) -> tuple[Link, ...]:
        """Return why the reports of an event were joined."""
        return tuple(self._links_by_event.get(event_id, ()))

    @cached_property
    def _links_by_event(self) -> dict[str, list[Link]]:
        index: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            event_id = self._event_of_mention.get(link.left)
            if event_id is not None:
                index[event_id].append(link)
        return index

    # -- together ------------------------------------------------------------------------------------------------

    @cached_property
    def _co_actors(self) -> dict[str, Counter[str]]:
        together: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            for sentence in self.sentences(article.id):
                span = Span(article=article.id, start=sentence.start, end=sentence.end, text="")
                ids = self.actors_within(span)
                for one in ids:
                    together[one].update(other for other in ids if other != one)
        return together

    def co_actors(self, actor_id: str) -> Sequence[tuple[Actor, int]]:
        """Return who is named in the same sentences and in how many, most often first."""
        counts = self._co_actors.get(actor_id, Counter())
        return [(self._actor[i], n) for i, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def articles_of(self, thing: Actor | Event) -> tuple[Article, ...]:
        """Return the articles that mention an actor or tell an event, in order."""
        if isinstance(thing, Actor):
            ids = {mention.span.article for mention in self.mentions_of(thing.id)}
        else:
            ids = {mention.trigger.article for mention in self.reports_of(thing.id)}
        return tuple(self._article[article_id] for article_id in sorted(ids, key=self._article_order.__getitem__))

    @cached_property
    def _article_order(self) -> dict[str, int]:
        return {article.id: position for position, article in enumerate(self.articles)}

    def statements_about(self, subject: str) -> tuple[Statement, ...]:
        """Return attributed facts about a local id."""
        return tuple(self._statements.get(subject, ()))

    @cached_property
    def _statements(self) -> dict[str, list[Statement]]:
        index: dict[str, list[Statement]] = defaultdict(list)
        for found in self.annotations.values():
            for statement in found.statements:
                index[statement.subject].append(statement)
        return index

    def spans_of(self, actor_id: str) -> Iterable[Span]:
        """Yield the spans of an actor's mentions."""
        return (mention.span for mention in self.mentions_of(actor_id))


def _by_date(event: Event) -> tuple[str, str]:
    """Sort key: dated events by their EDTF value (an open start sorts by its end), undated last."""
    return ((event.date or "9999").removeprefix("../"), event.id)
