"""Actors: golden cases over whole folders, and laws that hold for every folder."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotation.pipeline import annotate_doc, load_pipeline, parse
from generator.corrections import Corrections
from generator.errors import Report
from generator.model import Annotations, Article, Entity, Mention, Span
from generator.resolution.actors import ActorResolution, resolve_actors
from generator.resolution.folder import vote_kinds

if TYPE_CHECKING:
    from spacy.language import Language

GOLDEN = Path(__file__).parent / "golden" / "actors"
CASES: list[dict[str, Any]] = [
    case for path in sorted(GOLDEN.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def make_articles(case: dict[str, Any]) -> list[Article]:
    return [
        Article(
            id=name,
            path=f"{name}.txt",
            title="",
            text=given["text"],
            published=str(given["day"]) if "day" in given else None,
        )
        for name, given in case["articles"].items()
    ]


def read(nlp: Language, articles: Sequence[Article]) -> list[Annotations]:
    return [annotate_doc(doc, article) for doc, article in zip(parse(articles, nlp), articles, strict=True)]


def unite(articles: Sequence[Article], found: Sequence[Annotations]) -> ActorResolution:
    return resolve_actors(articles, found, Corrections(), min_articles=1, report=Report())


def show(resolution: ActorResolution) -> dict[str, list[str]]:
    """Return kind and printed forms by name; a doubtful form ends with a question mark."""
    return {
        actor.name: [actor.kind, *(f"{a.text.removeprefix('The ')}{'?' * a.doubtful}" for a in actor.aliases)]
        for actor in resolution.actors
    }


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(nlp: Language, case: dict[str, Any]) -> None:
    articles = make_articles(case)
    shown = show(unite(articles, read(nlp, articles)))
    for name, (kind, *forms) in case.get("actors", {}).items():
        assert name in shown, f"{name!r} is not among {sorted(shown)}"
        found = {form.removeprefix("the ") for form in shown[name][1:]}
        assert (shown[name][0], found) == (kind, {form.removeprefix("the ") for form in forms})
    assert not set(case.get("none", ())) & set(shown)


EVERY = [article for index, case in enumerate(CASES) for article in make_articles(case)]


@pytest.fixture(scope="module")
def folder(nlp: Language) -> tuple[list[Article], list[Annotations]]:
    """Return all golden articles as one folder, each with an id of its own."""
    articles = [
        Article(id=f"n{i}", path=f"n{i}.txt", title="", text=one.text, published=one.published)
        for i, one in enumerate(EVERY)
    ]
    return articles, read(nlp, articles)


@pytest.mark.model
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000))
def test_the_order_of_articles_does_not_matter(folder: tuple[list[Article], list[Annotations]], seed: int) -> None:
    articles, found = folder
    order = list(range(len(articles)))
    random.Random(seed).shuffle(order)
    mixed = unite([articles[i] for i in order], [found[i] for i in order])
    plain = unite(articles, found)
    assert (mixed.actors, mixed.mentions, mixed.actor_of) == (plain.actors, plain.mentions, plain.actor_of)


@pytest.mark.model
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.sets(st.integers(0, len(EVERY) - 1), min_size=1, max_size=12))
def test_every_mention_slices_to_its_text_and_every_merge_has_a_reason(
    folder: tuple[list[Article], list[Annotations]], chosen: set[int]
) -> None:
    articles, found = [folder[0][i] for i in sorted(chosen)], [folder[1][i] for i in sorted(chosen)]
    resolution = unite(articles, found)
    texts = {article.id: article.text for article in articles}
    for mentions in resolution.mentions.values():
        for mention in mentions:
            assert texts[mention.span.article][mention.span.start : mention.span.end] == mention.span.text
    linked = {end for link in resolution.links for end in (link.left, link.right)}
    assert all(link.reason and link.rule for link in resolution.links)
    for actor in resolution.actors:
        assert len(actor.entities) == 1 or set(actor.entities) <= linked


@pytest.mark.model
def test_pages_of_two_actors_share_no_entity(folder: tuple[list[Article], list[Annotations]]) -> None:
    resolution = unite(*folder)
    entities = [entity for actor in resolution.actors for entity in actor.entities]
    assert len(entities) == len(set(entities))
    assert len({actor.id for actor in resolution.actors}) == len(resolution.actors)


def test_a_quoted_misprint_in_another_article_is_suggested_and_not_merged(nlp: Language) -> None:
    texts = {
        "a": "Prime Minister Maria Tarvonen opened the port. Tarvonen was pleased.",
        "b": "Maria Tarvonen met the mayors on Monday.",
        "c": "“The port is open,” Tarvenen said.",
    }
    articles = make_articles({"articles": {name: {"text": text} for name, text in texts.items()}})
    resolution = unite(articles, read(nlp, articles))
    assert {"Maria Tarvonen", "Tarvenen"} <= {actor.name for actor in resolution.actors}
    (suggested,) = resolution.suggestions
    assert "Tarvenen is spelt almost like Maria Tarvonen" in suggested.reason


@pytest.mark.model
def test_he_stays_unlinked_where_another_man_stands_beside(nlp: Language) -> None:
    text = (
        "Lukas Berg led the talks because he knew the port. Peter Hall warned Lukas Berg that he might lose the vote."
    )
    articles = [Article(id="a", path="a.txt", title="", text=text)]
    resolution = unite(articles, read(nlp, articles))
    pronouns = [mention for mention in resolution.mentions["a"] if mention.form == "pronoun"]
    assert [mention.span.start for mention in pronouns] == [text.index(" he ") + 1]
    assert resolution.actor_of[pronouns[0].entity] == "lukas-berg"


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Adviser to the Head of the Office of the President Anna Holm spoke in Oslo on Monday.",
        "The talks were about the end of the Norwegian state. Anna Holm spoke in Oslo on Monday.",
    ],
)
def test_a_title_that_belongs_to_another_phrase_is_no_role(nlp: Language, text: str) -> None:
    articles = [Article(id="a", path="a.txt", title="", text=text)]
    (actor,) = [actor for actor in unite(articles, read(nlp, articles)).actors if actor.name == "Anna Holm"]
    assert actor.roles == ()


@pytest.mark.model
def test_the_role_of_who_stands_next_in_a_list_is_not_taken(nlp: Language) -> None:
    text = "The king met Foreign Minister Anna Holm, Defence Minister Lukas Berg and others in Oslo on Monday."
    articles = [Article(id="a", path="a.txt", title="", text=text)]
    roles = {actor.name: [role.text for role in actor.roles] for actor in unite(articles, read(nlp, articles)).actors}
    assert roles["Anna Holm"] == ["Foreign Minister"]
    assert roles["Lukas Berg"] == ["Defence Minister"]


def test_a_word_in_which_things_happen_is_a_place_whatever_the_pipeline_took_it_for() -> None:
    text = "Fighting went on in Elden on Monday. Two schools in Elden burned. Elden holds out. Berg said so."
    articles = [Article(id="a", path="a.txt", title="", text=text)]
    entities = tuple(Entity(id=f"a#{name}", kind="person", name=name) for name in ("Elden", "Berg"))
    mentions = tuple(
        Mention(
            span=Span(article="a", start=match.start(), end=match.end(), text=match[0]),
            kind="person",
            form="name",
            entity=f"a#{match[0]}",
        )
        for match in re.finditer("Elden|Berg", text)
    )
    kinds = vote_kinds([Annotations(article="a", entities=entities, mentions=mentions)], articles)
    assert kinds == {"elden": "place"}
