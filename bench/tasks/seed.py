"""The seed article against what a careful reader finds in it: actors, speakers of every quotation, events, facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bench.run import Run, read_lines
from generator.errors import Report
from generator.export_records import knowledge_record
from generator.ingest import read_file
from generator.knowledge import KnowledgeBase

GOLD = ("articles/seed/2025-05-20-european-capitals.txt",)
EXPECTED = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
MARKS = re.compile(r"[“\"][^“”\"]+[”\"]")


def predict(run: Run) -> Iterator[dict[str, Any]]:
    """Yield one line: the export of the folder that holds only the seed, with the speaker of every run of marks."""
    articles = list(read_file(run.gold, run.gold.parent, Report()))
    kb = run.resolve(articles)
    whole = knowledge_record(kb, Report())
    whole["runs"] = [speaker_at(kb, match.start(), match.end()) for match in MARKS.finditer(articles[0].text)]
    for event in whole["events"]:
        event["sentences"] = sorted({mention.sentence for mention in kb.reports_of(event["id"])})
    yield whole


def speaker_at(kb: KnowledgeBase, start: int, end: int) -> str:
    """Return the actor's name, `unnamed` or `unknown` for the quote that holds most of a stretch of text."""
    (article,) = kb.articles
    best, shared = None, 0
    for quote in kb.annotations[article.id].quotes:
        overlap = sum(max(0, min(end, piece.end) - max(start, piece.start)) for piece in quote.pieces)
        if overlap > shared:
            best, shared = quote, overlap
    if best is None:
        return "unknown"
    actor = kb.speaker_of(best)
    return actor.name if actor else "unnamed" if best.unnamed else "unknown"


def score(gold: Path, predictions: Path, errors: int) -> dict[str, float]:
    """Print what is missing, wrong or too much; return the counts."""
    (whole,) = read_lines(predictions)
    figures = {**score_actors(whole), **score_speakers(whole), **score_events(whole)}
    print(json.dumps(figures))
    return figures


def score_actors(whole: dict[str, Any]) -> dict[str, float]:
    """Count expected actors that have one page of the right kind, and actors that nobody expects."""
    wanted = {(name, kind) for kind, names in EXPECTED["actors"].items() for name in names}
    found = [(actor["name"], actor["type"]) for actor in whole["actors"]]
    for name, kind in sorted(wanted - set(found)):
        print(f"actor missing or of another kind: {name} ({kind})")
    for name, kind in sorted(set(found) - wanted):
        print(f"actor that is none: {name} ({kind})")
    right = sum(found.count(one) == 1 for one in wanted)
    return {"actors_right": right, "actors_of": len(wanted), "actors_too_many": len(found) - right}


def score_speakers(whole: dict[str, Any]) -> dict[str, float]:
    """Count runs of quotation marks with the right speaker, none, and a wrong one."""
    wanted, found = EXPECTED["speakers"], whole["runs"]
    if len(wanted) != len(found):
        raise SystemExit(f"seed.yml names {len(wanted)} speakers for {len(found)} runs of quotation marks")
    right = wrong = 0
    for number, (names, speaker) in enumerate(zip(wanted, found, strict=True), start=1):
        if speaker in names.split("|"):
            right += 1
        else:
            wrong += speaker != "unknown" and not (speaker == "unnamed" and "|" in names)
            print(f"quotation {number}: {speaker}, expected {names}")
    return {"quotes_right": right, "quotes_of": len(wanted), "quotes_wrong": wrong}


def score_events(whole: dict[str, Any]) -> dict[str, float]:
    """Count expected events that are one page with all that is asked, and facts that nothing supports."""
    right = 0
    for wanted in EXPECTED["events"]:
        pages = [event for event in whole["events"] if fits(event, wanted, whole)]
        right += len(pages) == 1
        if len(pages) != 1:
            print(f"event: {wanted['name']}: {len(pages)} pages")
    facts = set(EXPECTED["facts"])
    false = [e for e in whole["events"] if e["modality"] == "happened" and not facts & set(e["sentences"])]
    for event in false:
        print(f"told as fact: {event['title']} (sentences {event['sentences']})")
    return {"events_right": right, "events_of": len(EXPECTED["events"]), "facts_unsupported": len(false)}


def fits(event: dict[str, Any], wanted: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Tell whether an event of the export is the one that is wanted."""
    names = {actor["id"]: actor["name"] for actor in whole["actors"]}
    who = {names.get(one["actor"], one["text"]) for one in event["participants"]}
    return (
        event["type"] in wanted["types"]
        and set(wanted["who"]) <= who
        and event["modality"] in wanted["modality"]
        and set(wanted["sentences"]) <= set(event["sentences"])
        and wanted.get("date") in (None, event["date"])
    )
