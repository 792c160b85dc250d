"""What was found in one file, told to a person: spans, rules, reasons, and why other candidates lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.config import Config, load_event_types
from generator.errors import Report
from generator.knowledge import KnowledgeBase
from generator.model import Article


def explain_file(file: Path, config: Config, report: Report, *, only: str | None = None) -> Iterator[str]:
    """Yield lines of text about every article of a file or folder, resolved by itself."""
    from generator.annotation import annotate
    from generator.corrections import anchor_articles, read_corrections
    from generator.exports import read_inputs
    from generator.resolution import resolve

    corrections = read_corrections(config.corrections, report)
    articles = anchor_articles(list(read_inputs([file], report)), corrections, Report())
    report.count("articles", len(articles))
    types = load_event_types(config.event_types)
    annotations = list(annotate(articles, config.pipeline, types, workers=config.workers))
    kb = resolve(articles, annotations, corrections, event_types=types, min_articles=1, report=Report())
    for article in articles:
        yield f"{article.path}: {article.title}"
        yield f"  published {article.published or 'not known'}, outlet {article.outlet or 'not known'}"
        for origin in article.origins:
            yield f"  {origin.field}: from {origin.source}"
        for name, explain in SECTIONS.items():
            if only in (None, name):
                yield ""
                yield name
                yield from explain(kb, article)
        yield ""


def explain_actors(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    """Yield each actor named in the article with its printed forms, and the links that joined them."""
    for actor in kb.actors:
        mentions = [m for m in kb.mentions_of(actor.id) if m.span.article == article.id]
        if not mentions:
            continue
        yield f"  {actor.name} ({actor.kind})"
        for mention in mentions:
            reason = f", {mention.reason}" if mention.reason else ""
            number = kb.sentence_of(mention.span).number
            yield f"    s{number} [{mention.span.start}:{mention.span.end}] {mention.span.text!r} {mention.form}{reason}"
    for link in kb.links:
        if link.left.startswith(f"{article.id}#e") or link.right.startswith(f"{article.id}#e"):
            yield f"  joined {link.left} and {link.right}: {link.reason} ({link.rule})"
    for link in kb.suggestions:
        yield f"  not joined {link.left} and {link.right}: {link.reason} ({link.rule})"


def explain_quotes(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    """Yield each quote with its speaker, rule and confidence, then every candidate with the reason."""
    for quote in kb.annotations[article.id].quotes:
        actor = kb.speaker_of(quote)
        number = kb.sentence_of(quote.pieces[0]).number
        who = actor.name if actor else "unnamed source" if quote.unnamed else "unknown"
        words = f" as {quote.speaker.text!r}" if quote.speaker else ""
        yield f"  s{number} {quote.kind}: {who}{words}"
        for piece in quote.pieces:
            yield f"    [{piece.start}:{piece.end}] {piece.text}"
        if quote.cue:
            yield f"    cue {quote.cue.text!r} [{quote.cue.start}:{quote.cue.end}]"
        yield f"    {quote.confidence} confidence: {quote.reason} (rule {quote.rule})"
        for candidate in quote.candidates:
            yield f"    {'chosen' if candidate.chosen else 'lost'}: {candidate.text!r}, {candidate.reason}"


def explain_times(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    """Yield each time expression with its value."""
    for time in kb.annotations[article.id].times:
        how = "worked out" if time.relative else "printed"
        yield f"  [{time.span.start}:{time.span.end}] {time.span.text!r} = {time.edtf or time.value or 'not known'} ({how})"


def explain_events(kb: KnowledgeBase, article: Article) -> Iterator[str]:
    """Yield each event mention with type, modality, participants, date and the event it was joined to."""
    for mention in kb.annotations[article.id].events:
        event = kb.event_of(mention.id)
        yield f"  s{mention.sentence} {mention.trigger.text!r} {mention.type} {mention.modality} ({mention.rule})"
        for one in mention.participants:
            actor = kb.actor_of(one.entity)
            yield f"    {one.role}: {one.span.text!r} = {actor.name if actor else 'no actor'}"
        yield f"    date {mention.date or 'not known'} ({mention.date_basis or 'no date printed'})"
        if mention.reason:
            yield f"    {mention.reason}"
        yield f"    page: {event.title if event else 'none'}"
        for link in kb.links:
            if mention.id in (link.left, link.right):
                yield f"    joined {link.left} and {link.right}: {link.reason} ({link.rule})"


SECTIONS: dict[str, Callable[[KnowledgeBase, Article], Iterator[str]]] = {
    "actors": explain_actors,
    "quotes": explain_quotes,
    "times": explain_times,
    "events": explain_events,
}
