"""What was found as plain records: an article with its annotations, and the whole folder, ready for JSON.

Every number, date and name comes with the article and the offsets it rests on; formats are documented in
docs/formats.md. Keys may be added, never changed.
"""

from __future__ import annotations

from typing import Any

from generator.errors import Report
from generator.knowledge import KnowledgeBase
from generator.model import Article, Event, EventMention, Link, Quote, SaidQuote, Span


def annotation_record(kb: KnowledgeBase, article: Article) -> dict[str, Any]:
    """Return what was found in one article, with actor and event ids."""
    found = kb.annotations[article.id]
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "text": article.text,
        "sentences": [{"number": s.number, "start": s.start, "end": s.end} for s in found.sentences],
        "mentions": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.span.text,
                "type": mention.kind,
                "form": mention.form,
                "actor": actor.id if (actor := kb.actor_of(mention.entity)) else None,
                "name": actor.name if actor else None,
            }
            for mention in kb.mentions_in(article.id)
        ],
        "quotes": [quote_record(kb, quote) for quote in found.quotes],
        "times": [
            {
                "start": time.span.start,
                "end": time.span.end,
                "text": time.span.text,
                "value": time.value,
                "edtf": time.edtf,
            }
            for time in found.times
        ],
        "events": [event_mention_record(kb, mention) for mention in found.events],
    }


def quote_record(kb: KnowledgeBase, quote: Quote) -> dict[str, Any]:
    """Return one quote: `start` and `end` hold all pieces, `spans` each of them."""
    speaker = None
    if quote.speaker is not None:
        actor = kb.speaker_of(quote)
        named = {"actor": actor.id, "name": actor.name} if actor else {"actor": None, "name": None}
        speaker = {**_offsets(quote.speaker), "text": quote.speaker.text, **named}
    return {
        "start": quote.pieces[0].start,
        "end": quote.pieces[-1].end,
        "spans": [[piece.start, piece.end] for piece in quote.pieces],
        "kind": quote.kind,
        "text": " … ".join(piece.text for piece in quote.pieces),
        "speaker": speaker,
        "unnamed": quote.unnamed,
        "via": {**_offsets(quote.via), "text": quote.via.text} if quote.via else None,
        "cue": {**_offsets(quote.cue), "text": quote.cue.text} if quote.cue else None,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "reason": quote.reason,
    }


def event_mention_record(kb: KnowledgeBase, mention: EventMention) -> dict[str, Any]:
    """Return one telling of an event; `type` is PLOVER's category, `page_type` the reader's."""
    sentence = next(s for s in kb.sentences(mention.trigger.article) if s.number == mention.sentence)
    event = kb.event_of(mention.id)
    return {
        "start": sentence.start,
        "end": sentence.end,
        "trigger": {**_offsets(mention.trigger), "text": mention.trigger.text},
        "type": mention.plover,
        "page_type": mention.type,
        "modality": mention.modality,
        "date": {
            "value": mention.date,
            "text": mention.when.span.text if mention.when else "",
            "basis": mention.date_basis,
        },
        "place": mention.place.text if mention.place else None,
        "participants": [
            {
                **_offsets(one.span),
                "text": one.span.text,
                "role": one.role,
                "actor": actor.id if (actor := kb.actor_of(one.entity)) else None,
            }
            for one in mention.participants
        ],
        "event": event.id if event else None,
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def knowledge_record(kb: KnowledgeBase, report: Report) -> dict[str, Any]:
    """Return everything: articles, actors, quotes, events, links, problems."""
    return {
        "articles": [
            {
                "id": article.id,
                "path": article.path,
                "title": article.title,
                "published": article.published,
                "outlet": article.outlet,
                "authors": list(article.authors),
                "url": article.url,
                "headline": article.headline,
                "text": article.text,
                "origins": {origin.field: origin.source for origin in article.origins},
                "copies": list(kb.copies_of(article.id)),
            }
            for article in kb.articles
        ],
        "actors": [
            {
                "id": actor.id,
                "name": actor.name,
                "type": actor.kind,
                "aliases": [
                    {"text": a.text, "form": a.form, "count": a.count, "doubtful": a.doubtful} for a in actor.aliases
                ],
                "mentions": [
                    {
                        "article": m.span.article,
                        "start": m.span.start,
                        "end": m.span.end,
                        "text": m.span.text,
                        "form": m.form,
                    }
                    for m in kb.mentions_of(actor.id)
                ],
                "roles": [
                    {"text": role.text, "spans": [{"article": s.article, **_offsets(s)} for s in role.spans]}
                    for role in actor.roles
                ],
                "page": actor.has_page,
            }
            for actor in kb.actors
        ],
        "quotes": [said_record(kb, said) for said in kb.quotes],
        "events": [event_record(kb, event) for event in kb.events],
        "links": [_link(link) for link in kb.links],
        "suggestions": [_link(link) for link in kb.suggestions],
        "problems": [
            {"stage": p.stage, "where": p.where, "message": p.message, "hint": p.hint, "severity": p.severity}
            for p in report.problems
        ],
    }


def said_record(kb: KnowledgeBase, said: SaidQuote) -> dict[str, Any]:
    """Return a quotation with every article that prints it."""
    record = quote_record(kb, said.quote)
    record["speaker"] = (
        {
            **(record["speaker"] or {}),
            "actor": said.speaker,
            "name": kb.actor(said.speaker).name if said.speaker else None,
        }
        if said.speaker or record["speaker"]
        else None
    )
    sources = [said.quote, *(kb.quote(quote_id) for quote_id in said.repeats)]
    return {
        "id": said.quote.id,
        "article": said.quote.pieces[0].article,
        **record,
        "about": list(said.about),
        "sources": [
            {"article": q.pieces[0].article, "start": q.pieces[0].start, "end": q.pieces[-1].end} for q in sources
        ],
    }


def event_record(kb: KnowledgeBase, event: Event) -> dict[str, Any]:
    """Return an event with every sentence that reports it."""
    return {
        "id": event.id,
        "title": event.title,
        "type": event.type,
        "plover": event.plover,
        "date": event.date,
        "date_words": event.date_words,
        "date_basis": event.date_basis,
        "place": event.place or None,
        "participants": [{"actor": one.actor, "role": one.role, "text": one.text} for one in event.participants],
        "modality": event.modality,
        "rank": round(event.rank, 6),
        "independent_reports": len(kb.independent_reports(event.id)),
        "reports": [report_record(kb, mention) for mention in kb.reports_of(event.id)],
        "disagreements": [
            {
                "property": one.property,
                "values": [{"value": value, "article": span.article, **_offsets(span)} for value, span in one.values],
            }
            for one in event.disagreements
        ],
    }


def report_record(kb: KnowledgeBase, mention: EventMention) -> dict[str, Any]:
    """Return the sentence that tells of an event in one article."""
    article_id = mention.trigger.article
    sentence = next(s for s in kb.sentences(article_id) if s.number == mention.sentence)
    return {
        "article": article_id,
        "start": sentence.start,
        "end": sentence.end,
        "text": kb.sentence_text(article_id, sentence),
        "modality": mention.modality,
    }


def _link(link: Link) -> dict[str, Any]:
    return {"left": link.left, "right": link.right, "rule": link.rule, "reason": link.reason, "score": link.score}
