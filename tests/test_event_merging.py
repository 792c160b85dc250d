"""Merging: golden cases written here, laws over hostile input, judgements of people."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corrections import Corrections, Judgement
from generator.errors import Report
from generator.model import (
    Actor,
    ActorRole,
    Alias,
    Annotations,
    Article,
    CopyGroup,
    EventMention,
    EventType,
    Mention,
    Participant,
    Quantity,
    Sentence,
    Span,
    TimeExpression,
)
from generator.resolution.actors import ActorResolution
from generator.resolution.circles import circles_of
from generator.resolution.clusters import cluster_texts
from generator.resolution.event_keys import read_days
from generator.resolution.event_titles import final_name
from generator.resolution.event_words import lemmas, stem, trigger_keys
from generator.resolution.events import EventResolution, resolve_events

GOLDEN = Path(__file__).parent / "golden" / "merging"
SYMMETRIC = ("phone-call", "meeting", "talks", "agreement")
FAMILIES = {"seizure": ("withdrawal",), "visit": ("meeting",)}
TYPES = {
    name: EventType(
        name=name,
        label=name,
        plural=f"{name}s",
        symmetric=name in SYMMETRIC,
        families=FAMILIES.get(name, ()),
    )
    for name in (*SYMMETRIC, *"sanctions aid attack seizure withdrawal order recognition appeal court visit".split())
}


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def make_actors(entries: dict[str, Any], articles: list[str]) -> ActorResolution:
    actors = []
    for name, entry in entries.items():
        roles = tuple(
            ActorRole(text=f"President of {state}", spans=(Span(article=articles[0], start=0, end=0, text=""),))
            for state in entry.get("of", ())
        )
        alias = Alias(text=name, form="name", count=1, articles=(articles[0],))
        actors.append(Actor(id=slug(name), name=name, kind=entry["kind"], aliases=(alias,), roles=roles))
    return ActorResolution(
        actors=tuple(actors),
        actor_of={f"{article}#{slug(name)}": slug(name) for article in articles for name in entries},
    )


def make_folder(case: dict[str, Any]) -> tuple[list[Article], list[Annotations]]:
    """Return the articles of a case, a sentence a report, and their annotations; report n has the id `<article>#v<n>`."""
    texts: dict[str, list[str]] = {}
    days: dict[str, str] = {}
    for report in case["reports"]:
        texts.setdefault(report["article"], []).append(report["text"])
        if report.get("day"):
            days[report["article"]] = str(report["day"])
    articles = [
        Article(id=key, path=f"{key}.txt", title=key, text="\n".join(lines), published=days.get(key), outlet=key)
        for key, lines in texts.items()
    ]
    found = []
    numbers = count()
    by_article: dict[str, list[EventMention]] = {article.id: [] for article in articles}
    places: dict[str, int] = dict.fromkeys(texts, 0)
    for report in case["reports"]:
        article = next(article for article in articles if article.id == report["article"])
        by_article[article.id].append(make_mention(case, report, article, places, next(numbers)))
    for article in articles:
        sentences, start = [], 0
        mentions = []
        told = [report for report in case["reports"] if report["article"] == article.id]
        for number, (line, report) in enumerate(
            zip(texts[article.id], told, strict=True), start=told[0].get("sentence", 1)
        ):
            sentences.append(Sentence(number=number, start=start, end=start + len(line), paragraph=number))
            mentions += [make_name(article, start + line.index(name), name) for name in report.get("names", ())]
            start += len(line) + 1
        found.append(
            Annotations(
                article=article.id,
                sentences=tuple(sentences),
                mentions=tuple(mentions),
                events=tuple(by_article[article.id]),
            )
        )
    return articles, found


def make_name(article: Article, start: int, name: str) -> Mention:
    span = Span(article=article.id, start=start, end=start + len(name), text=name)
    return Mention(span=span, kind="person", form="name", entity=f"{article.id}#{slug(name)}")


def make_mention(
    case: dict[str, Any], report: dict[str, Any], article: Article, places: dict[str, int], number: int
) -> EventMention:
    line = article.text.split("\n")[places[article.id]]
    offset = len("\n".join(article.text.split("\n")[: places[article.id]])) + (1 if places[article.id] else 0)
    places[article.id] += 1

    def span(words: str) -> Span:
        start = offset + line.index(words)
        return Span(article=article.id, start=start, end=start + len(words), text=words)

    roles = {"party": report.get("who", ()), "source": report.get("source", ()), "target": report.get("target", ())}
    date = report.get("date")
    dated = str(date or report.get("day") or "") or None
    return EventMention(
        id=f"{article.id}#v{number}",
        type=report.get("type", case.get("type", "phone-call")),
        trigger=span(report["trigger"]),
        sentence=report.get("sentence", places[article.id]),
        central=report.get("central", True),
        speaker=f"{article.id}#{slug(report['speaker'])}" if "speaker" in report else None,
        rule=report.get("rule", "verb"),
        participants=tuple(
            Participant(role=role, span=span(name), entity=f"{article.id}#{slug(name)}")
            for role, names in roles.items()
            for name in names
        )
        + tuple(
            Participant(role=role, span=span(words), entity=None)
            for role, phrases in report.get("unnamed", {}).items()
            for words in phrases
        ),
        when=TimeExpression(span=span(report["when"]), kind="date", value=None, edtf=dated)
        if "when" in report
        else None,
        date=dated,
        date_basis=report.get("basis", "clause" if date else "article") if dated else None,
        modality=report.get("modality", "happened"),
        quantities=tuple(
            Quantity(
                span=span(str(words)),
                value=float(re.findall(r"[\d.]+", str(words))[0]),
                unit=unit,
                outcome=(*rest, "")[0],
            )
            for words, unit, *rest in report.get("quantities", ())
        ),
    )


def resolve(
    case: dict[str, Any],
    *,
    corrections: tuple[Judgement, ...] = (),
    copies: tuple[CopyGroup, ...] = (),
    report: Report | None = None,
) -> EventResolution:
    articles, found = make_folder(case)
    actors = make_actors(case["actors"], [article.id for article in articles])
    judged = Corrections(judgements=corrections)
    return resolve_events(articles, found, actors, TYPES, copies, judged, report=report or Report())


def load_cases() -> list[Any]:
    cases = []
    for path in sorted(GOLDEN.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in content["cases"]:
            cases.append(pytest.param({"actors": content["actors"], **case}, id=case["name"]))
    return cases


def groups_of(resolution: EventResolution) -> list[list[int]]:
    return sorted([int(mention.rpartition("v")[2]) for mention in event.mentions] for event in resolution.events)


@pytest.mark.parametrize("case", load_cases())
def test_golden(case: dict[str, Any]) -> None:
    resolution = resolve(case)
    assert groups_of(resolution) == case["events"]
    events = sorted(resolution.events, key=lambda event: int(event.mentions[0].rpartition("v")[2]))
    if "titles" in case:
        assert sorted(event.title for event in events) == sorted(case["titles"])
    if "modalities" in case:
        assert [event.modality for event in events] == case["modalities"]
    if "dates" in case:
        assert [event.date for event in events] == case["dates"]
    if "disagreements" in case:
        assert [one.property for event in events for one in event.disagreements] == case["disagreements"]


def call(article: str, day: str, text: str, who: list[str], **more: Any) -> dict[str, Any]:
    return {"article": article, "day": day, "text": text, "trigger": "spoke", "who": who, **more}


TWO_CALLS = {
    "actors": {"Ann Lee": {"kind": "person"}, "Ben Cole": {"kind": "person"}},
    "reports": [
        call("a", "2025-05-19", "Ann Lee spoke with Ben Cole.", ["Ann Lee", "Ben Cole"]),
        call("b", "2025-05-25", "Ann Lee spoke with Ben Cole.", ["Ann Lee", "Ben Cole"]),
    ],
}
ONE_CALL = {
    "actors": TWO_CALLS["actors"],
    "reports": [
        call("a", "2025-05-19", "Ann Lee spoke with Ben Cole.", ["Ann Lee", "Ben Cole"]),
        call("b", "2025-05-19", "Ann Lee spoke with Ben Cole.", ["Ann Lee", "Ben Cole"]),
    ],
}


def test_ids_are_readable_and_stable() -> None:
    assert [event.id for event in resolve(ONE_CALL).events] == ["2025-05-19-phone-call-cole-lee"]


def test_ids_get_a_qualifier_on_collision_only() -> None:
    case = {
        "actors": {"Ann Lee": {"kind": "person"}},
        "type": "order",
        "reports": [
            {"article": key, "day": "2025-05-19", "text": text, "trigger": "signed", "source": ["Ann Lee"]}
            for key, text in (("a", "Ann Lee signed a wheat decree."), ("b", "Ann Lee signed an order of pensions."))
        ],
    }
    assert sorted(event.id for event in resolve(case).events) == ["2025-05-19-order-lee", "2025-05-19-order-lee-2"]


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles, found = make_folder(TWO_CALLS)
    actors = make_actors(TWO_CALLS["actors"], ["a", "b"])
    one = resolve_events(articles, found, actors, TYPES, (), Corrections(), report=Report())
    other = resolve_events(articles[::-1], found[::-1], actors, TYPES, (), Corrections(), report=Report())
    assert one == other


def test_every_merge_has_a_reason() -> None:
    (link,) = resolve(ONE_CALL).links
    assert {link.left, link.right} == {"a#v0", "b#v1"}
    assert link.rule
    assert "participants" in link.reason


def test_copies_count_as_one_report() -> None:
    copies = (CopyGroup(original="a", copies=("b",), reason="same words"),)
    (copied,), (two,) = resolve(ONE_CALL, copies=copies).events, resolve(ONE_CALL).events
    assert copied.rank < two.rank


def test_same_unites_by_id() -> None:
    first, second = (event.id for event in resolve(TWO_CALLS).events)
    judgement = Judgement(id="j", kind="same", names=(first, second))
    (event,) = resolve(TWO_CALLS, corrections=(judgement,)).events
    assert event.mentions == ("a#v0", "b#v1")
    assert event.corrections == ("j",)


def test_different_keeps_two_reports_apart() -> None:
    judgement = Judgement(id="j", kind="different", names=("a#v0", "b#v1"))
    assert groups_of(resolve(ONE_CALL, corrections=(judgement,))) == [[0], [1]]


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [("rename", "The long call", "title"), ("date", "2025-05-18", "date"), ("modality", "planned", "modality")],
)
def test_judgements_change_a_field(kind: Any, value: str, field: str) -> None:
    judgement = Judgement(id="j", kind=kind, names=("Lee and Cole speak by phone",), value=value)
    (event,) = resolve(ONE_CALL, corrections=(judgement,)).events
    assert getattr(event, field) == value


def test_a_title_is_found_with_its_names_in_any_order() -> None:
    judgement = Judgement(id="j", kind="drop", names=("Cole and Lee speak by phone",))
    assert resolve(ONE_CALL, corrections=(judgement,)).events == ()


def test_a_judgement_that_matches_nothing_is_reported_with_the_nearest() -> None:
    report = Report()
    resolve(ONE_CALL, corrections=(Judgement(id="j", kind="drop", names=("Lee and Cole speak",)),), report=report)
    (problem,) = report
    assert "Lee and Cole speak by phone" in problem.hint


def test_a_judgement_about_an_actor_is_left_to_the_actors() -> None:
    report = Report()
    resolve(
        ONE_CALL, corrections=(Judgement(id="j", kind="rename", names=("Ann Lee",), value="A. Lee"),), report=report
    )
    assert list(report) == []


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("acquired", "acquisition"), True),
        (("quake", "temblor"), True),
        (("held talks", "negotiated"), True),
        (("refusal", "refuse"), True),
        (("took over", "buyout"), True),
        (("visit", "sanctions"), False),
        (("met", "bombed"), False),
    ],
)
def test_trigger_keys(words: tuple[str, str], *, same: bool) -> None:
    assert bool(trigger_keys(words[0]) & trigger_keys(words[1])) is same


def test_lemmas_and_stems() -> None:
    assert "stop" in lemmas("stopped")
    assert "speak" in lemmas("spoke")
    assert stem("announcement") == stem("announced")


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Ann Lee", "Lee"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Pelé", "Pelé"),
        ("Martin King Jr.", "King Jr."),
        ("Kim Jong Un", "Kim"),
        ("Prince of Eastland", "Prince of Eastland"),
    ],
)
def test_final_name(name: str, last: str) -> None:
    assert final_name(name) == last


def test_stories_of_one_topic_are_told_apart() -> None:
    texts = {
        "a": "A strong quake shook the island of Alda. Rescue teams from Alda reached Westport harbour.",
        "b": "The quake on Alda damaged Westport harbour, rescue teams said.",
        "c": "Parliament in Norland passed the pension law after a long debate about miners.",
        "d": "Miners welcomed the pension law that parliament in Norland passed.",
    }
    clusters = cluster_texts(texts)
    assert clusters["a"] == clusters["b"]
    assert clusters["c"] == clusters["d"]
    assert clusters["a"] != clusters["c"]


def test_a_story_that_rests_starts_anew() -> None:
    texts = {f"{n}": f"The dock strike in Westport goes on, dockers of Westport said {n}." for n in range(6)}
    first = datetime.date(2025, 1, 1).toordinal()
    days = {key: first + (0 if int(key) < 3 else 60) for key in texts}
    clusters = cluster_texts(texts, days)
    assert clusters["0"] != clusters["5"]


@given(st.text(max_size=24))
def test_any_date_is_read_or_refused(text: str) -> None:
    days = read_days(text)
    assert days is None or days.first <= days.last


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(sorted(TYPES)),
            st.lists(st.sampled_from(["Ann Lee", "Ben Cole", "Norland"]), unique=True, max_size=3),
            st.sampled_from([None, "2025-05-19", "2025-05", "../2025-05-20", "2025", "nonsense"]),
            st.sampled_from(["happened", "planned", "denied", "demanded", "historical"]),
        ),
        max_size=12,
    )
)
def test_every_report_is_on_one_page_at_most(rows: list[Any]) -> None:
    case = {
        "actors": {
            "Ann Lee": {"kind": "person", "of": ["Norland"]},
            "Ben Cole": {"kind": "person"},
            "Norland": {"kind": "state"},
        },
        "reports": [
            {
                "article": article, "type": kind, "day": "2025-05-20", "date": date, "modality": modality, "who": who,
                "text": f"The event of {' and '.join(who)}.", "trigger": "event",
            }
            for article, kind, who, date, modality in rows
        ],
    }  # fmt: skip
    resolution = resolve(case) if rows else EventResolution()
    mentions = [mention for event in resolution.events for mention in event.mentions]
    assert len(mentions) == len(set(mentions))
    assert len({event.id for event in resolution.events}) == len(resolution.events)
    assert resolution.event_of == {mention: event.id for event in resolution.events for mention in event.mentions}
    links = {one: {link.left for link in resolution.links if link.right == one} for one in mentions}
    for event in resolution.events:
        assert sum(not links[mention] for mention in event.mentions) <= 1, "a report joined without a reason"
    assert all(link.rule and link.reason for link in resolution.links)


def speak_for(texts: dict[str, str], people: list[str], states: list[str]) -> dict[str, frozenset[str]]:
    """Return the circles read from texts in which the people and states are found by their names."""
    articles = [Article(id=key, path=key, title="", text=text) for key, text in texts.items()]
    actors = make_actors(
        {name: {"kind": "person"} for name in people} | {name: {"kind": "state"} for name in states}, ["a"]
    )
    mentions = {}
    for article in articles:
        found = [(article.text.index(name), name) for name in (*people, *states) if name in article.text]
        mentions[article.id] = tuple(
            Mention(
                span=Span(article=article.id, start=start, end=start + len(name), text=name),
                kind="person" if name in people else "state",
                form="name",
                entity=f"a#{slug(name)}",
            )
            for start, name in sorted(found)
        )
    return circles_of(replace(actors, mentions=mentions), articles)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("President of the Republic of Norland Ann Lee arrived.", {"norland"}),
        ("Norland's Foreign Minister Ann Lee arrived.", {"norland"}),
        ("Ann Lee, the president of Norland, arrived.", {"norland"}),
        ("President Ann Lee of Norland arrived.", {"norland"}),
        ("Ann Lee arrived in Norland.", set()),
        ("Near Norland, Ann Lee arrived.", set()),
    ],
)
def test_whom_a_person_speaks_for_stands_beside_the_name(text: str, states: set[str]) -> None:
    assert speak_for({"a": text}, ["Ann Lee"], ["Norland"]).get("ann-lee", frozenset()) == states
