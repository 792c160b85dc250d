"""What was found, for other tools: `EXPORTERS` by name, and the annotation lines of single articles.

Every number, date and name comes with the article and the offsets it rests on; formats are documented in
docs/formats.md. Keys may be added, never changed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree

from generator.building import Progress, no_progress
from generator.config import Config, load_event_types, suggest
from generator.errors import ConfigError, Report
from generator.ingest import article_from_record, group_copies, list_files, read_file
from generator.knowledge import KnowledgeBase
from generator.model import Article, Event, EventMention, Quote, SaidQuote, Span

Exporter = Callable[..., None]


# -- single articles ---------------------------------------------------------------------------------------------------


def annotation_lines(
    files: Iterable[Path], config: Config, report: Report, *, progress: Progress = no_progress
) -> Iterator[str]:
    """Yield one JSON line an article of the files, all of them resolved together as one folder.

    Lines of a `.jsonl` file with `id` and `text` keep their id, and offsets are into that text.
    """
    from generator.annotation import annotate
    from generator.resolution import resolve

    articles = list(read_inputs(files, report))
    report.count("articles", len(articles))
    types = load_event_types(config.event_types)
    with progress("annotating", len(articles)) as advance:
        annotations = list(annotate(articles, config.pipeline, types, workers=config.workers, advance=advance))
    copies = group_copies(articles, threshold=config.copies)
    kb = resolve(articles, annotations, copies=copies, event_types=types, min_articles=1, report=report)
    for article in articles:
        yield json.dumps(annotation_record(kb, article), ensure_ascii=False)


def read_inputs(files: Iterable[Path], report: Report) -> Iterator[Article]:
    """Yield the articles of files and folders; JSON lines with `id` and `text` are taken as they are."""
    for path in files:
        for file in list_files(path, report) if path.is_dir() else [path]:
            records = list(_records(file)) if file.suffix == ".jsonl" else []
            if records:
                yield from (article_from_record(record) for record in records)
            else:
                yield from read_file(file, path if path.is_dir() else file.parent, report)


def _records(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file of records with id and text; nothing if any line is another thing."""
    try:
        records = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (ValueError, OSError):
        return
    if all(isinstance(record, dict) and {"id", "text"} <= set(record) for record in records):
        yield from records


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


# -- the whole folder --------------------------------------------------------------------------------------------------


def export_json(kb: KnowledgeBase, file: TextIO, report: Report, **options: Any) -> None:
    """Write everything as one JSON document."""
    json.dump(knowledge_record(kb, report), file, ensure_ascii=False, indent=1)
    file.write("\n")


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


def _link(link: Any) -> dict[str, Any]:
    return {"left": link.left, "right": link.right, "rule": link.rule, "reason": link.reason, "score": link.score}


TABLES = ("actors", "quotes", "events", "mentions")


def export_csv(kb: KnowledgeBase, file: TextIO, report: Report, *, table: str = "quotes", **options: Any) -> None:
    """Write one table; a cell that a spreadsheet would run as a formula is kept as text by a leading apostrophe."""
    rows = {"actors": _actor_rows, "quotes": _quote_rows, "events": _event_rows, "mentions": _mention_rows}[table](kb)
    writer = csv.writer(file, lineterminator="\n")
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _actor_rows(kb: KnowledgeBase) -> Iterator[list[Any]]:
    yield ["id", "name", "type", "printed forms", "mentions", "articles", "quotes by", "events"]
    for actor in kb.actors:
        forms = "; ".join(f"{alias.text} ({alias.count})" for alias in actor.aliases)
        mentions = kb.mentions_of(actor.id)
        articles = len({mention.span.article for mention in mentions})
        said, events = len(kb.quotes_by(actor.id)), len(kb.events_of(actor.id))
        yield [actor.id, actor.name, actor.kind, forms, len(mentions), articles, said, events]


def _quote_rows(kb: KnowledgeBase) -> Iterator[list[Any]]:
    yield ["id", "article", "outlet", "date", "sentence", "kind", "speaker", "speaker as printed", "text", "confidence"]
    for said in kb.quotes:
        article = kb.article(said.quote.pieces[0].article)
        speaker = kb.actor(said.speaker).name if said.speaker else ""
        words = said.quote.speaker.text if said.quote.speaker else ""
        number = kb.sentence_of(said.quote.pieces[0]).number
        text = " … ".join(piece.text for piece in said.quote.pieces)
        row = [said.quote.id, article.path, article.outlet or "", article.published or "", f"s{number}"]
        yield [*row, said.quote.kind, speaker, words, text, said.quote.confidence]


def _event_rows(kb: KnowledgeBase) -> Iterator[list[Any]]:
    yield [
        "id",
        "date",
        "title",
        "type",
        "plover",
        "modality",
        "place",
        "participants",
        "reports",
        "independent reports",
    ]
    for entry in kb.timeline():
        event = entry.event
        names = "; ".join(kb.actor(p.actor).name if p.actor else p.text for p in event.participants)
        counts = [len(event.mentions), len(kb.independent_reports(event.id))]
        about = [event.title, event.type, event.plover or "", event.modality, event.place, names]
        yield [event.id, event.date or "", *about, *counts]


def _mention_rows(kb: KnowledgeBase) -> Iterator[list[Any]]:
    yield ["article", "start", "end", "text", "form", "type", "actor"]
    for article in kb.articles:
        for mention in kb.mentions_in(article.id):
            actor = kb.actor_of(mention.entity)
            span = mention.span
            yield [article.path, span.start, span.end, span.text, mention.form, mention.kind, actor.id if actor else ""]


def export_graphml(kb: KnowledgeBase, file: TextIO, report: Report, **options: Any) -> None:
    """Write who speaks about whom and who is named with whom as GraphML; weights count quotations and sentences."""
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for key, place, kind in (("name", "node", "string"), ("type", "node", "string"), ("relation", "edge", "string")):
        ElementTree.SubElement(root, "key", {"id": key, "for": place, "attr.name": key, "attr.type": kind})
    ElementTree.SubElement(root, "key", {"id": "weight", "for": "edge", "attr.name": "weight", "attr.type": "int"})
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for actor in kb.actors:
        node = ElementTree.SubElement(graph, "node", id=actor.id)
        ElementTree.SubElement(node, "data", key="name").text = _printable(actor.name)
        ElementTree.SubElement(node, "data", key="type").text = actor.kind
    for relation, source, target, weight in _edges(kb):
        edge = ElementTree.SubElement(graph, "edge", source=source, target=target)
        ElementTree.SubElement(edge, "data", key="relation").text = relation
        ElementTree.SubElement(edge, "data", key="weight").text = str(weight)
    ElementTree.indent(root)
    file.write(ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n")


def _printable(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))


def _edges(kb: KnowledgeBase) -> Iterator[tuple[str, str, str, int]]:
    for actor in kb.actors:
        about: dict[str, int] = {}
        for said in kb.quotes_by(actor.id):
            for other in said.about:
                if other != actor.id:
                    about[other] = about.get(other, 0) + 1
        for other, number in sorted(about.items()):
            yield "speaks about", actor.id, other, number
        for other_actor, number in kb.co_actors(actor.id):
            if actor.id < other_actor.id:
                yield "named with", actor.id, other_actor.id, number


def export_timeline(
    kb: KnowledgeBase,
    file: TextIO,
    report: Report,
    *,
    start: str | None = None,
    end: str | None = None,
    days: int = 20,
    sentences: int = 1,
    **options: Any,
) -> None:
    """Write the days that matter between two days with their central sentences, as JSON."""
    from generator.timelines import make_timeline

    entries = make_timeline(kb, start=start, end=end, days=days, sentences=sentences)
    json.dump(entries, file, ensure_ascii=False, indent=1)
    file.write("\n")


def export(kb: KnowledgeBase, form: str, file: TextIO, **options: Any) -> None:
    """Write a knowledge base in one of the forms of `EXPORTERS`; `ConfigError` names them if it is none."""
    if form not in EXPORTERS:
        raise ConfigError(f"no export {form!r} ({suggest(form, EXPORTERS)})")
    EXPORTERS[form](kb, file, Report(), **options)


EXPORTERS: dict[str, Exporter] = {
    "json": export_json,
    "csv": export_csv,
    "graphml": export_graphml,
    "timeline": export_timeline,
}
