"""What was found, for other tools: `EXPORTERS` by name, and the annotation lines of single articles.

What a record holds stands in `export_records`; formats are documented in docs/formats.md.
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
from generator.export_records import annotation_record, knowledge_record
from generator.ingest import article_from_record, group_copies, list_files, read_file
from generator.knowledge import KnowledgeBase
from generator.model import Article

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


# -- the whole folder --------------------------------------------------------------------------------------------------


def export_json(kb: KnowledgeBase, file: TextIO, report: Report, **options: Any) -> None:
    """Write everything as one JSON document."""
    json.dump(knowledge_record(kb, report), file, ensure_ascii=False, indent=1)
    file.write("\n")


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
