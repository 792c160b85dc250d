"""Corrections of actors: each verb, for the folder and for one article, and what is reported when nothing matches."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.corrections import Corrections, read_corrections
from generator.errors import Report
from generator.model import Annotations, Article, Entity, Mention, Role, Span
from generator.resolution.actors import ActorResolution, resolve_actors

TEXTS = {
    "a": ("2021-03-01", "Foreign minister Anna Berg met Lukas Holm. Berg said Kars was late. Norland paid."),
    "b": ("2021-03-02", "Anna Berg spoke. The Norland foreign minister left. Holm stayed."),
    "c": ("2021-03-03", "Anna Berg, a baker, sold bread in Westport."),
}


def annotate(name: str, *entities: tuple[str, str, tuple[str, ...]]) -> Annotations:
    """Return annotations where each entity (name, kind, forms) has a mention for every occurrence of its forms."""
    text = TEXTS[name][1]
    made, mentions = [], []
    taken: set[int] = set()
    for number, (full, kind, forms) in enumerate(entities, start=1):
        roles = ()
        if full == "Anna Berg" and name == "a":
            roles = (Role(span=Span(article="a", start=0, end=16, text="Foreign minister"), state="Norland"),)
        made.append(Entity(id=f"{name}#e{number}", kind=kind, name=full, roles=roles))  # type: ignore[arg-type]
        for form in sorted(forms, key=len, reverse=True):
            start = text.find(form)
            while start >= 0:
                if start not in taken:
                    taken.update(range(start, start + len(form)))
                    span = Span(article=name, start=start, end=start + len(form), text=form)
                    mentions.append(Mention(span=span, kind=kind, form="name", entity=f"{name}#e{number}"))  # type: ignore[arg-type]
                start = text.find(form, start + 1)
    mentions.sort(key=lambda mention: mention.span.start)
    return Annotations(article=name, entities=tuple(made), mentions=tuple(mentions))


def resolve(tmp_path: Path, *entries: object) -> tuple[ActorResolution, Report]:
    report = Report()
    path = tmp_path / "corrections.yml"
    path.write_text(yaml.safe_dump(list(entries)), encoding="utf-8")
    corrections = read_corrections(path, report) if entries else Corrections()
    articles = [Article(id=n, path=f"{n}.txt", title="", text=text, published=day) for n, (day, text) in TEXTS.items()]
    found = [
        annotate(
            "a",
            ("Anna Berg", "person", ("Anna Berg", "Berg")),
            ("Lukas Holm", "person", ("Lukas Holm",)),
            ("Kars", "person", ("Kars",)),
            ("Norland", "state", ("Norland",)),
        ),
        annotate(
            "b",
            ("Anna Berg", "person", ("Anna Berg",)),
            ("Holm", "person", ("Holm",)),
            ("Norland", "state", ("Norland",)),
        ),
        annotate("c", ("Anna Berg", "person", ("Anna Berg",)), ("Westport", "place", ("Westport",))),
    ]
    return resolve_actors(articles, found, corrections, min_articles=1, report=report), report


def names(resolution: ActorResolution) -> dict[str, set[str]]:
    return {actor.name: {alias.text for alias in actor.aliases} for actor in resolution.actors}


def articles_of(resolution: ActorResolution, name: str) -> list[set[str]]:
    return sorted(
        (
            {article for alias in actor.aliases for article in alias.articles}
            for actor in resolution.actors
            if actor.name == name
        ),
        key=sorted,
    )


def test_without_corrections_names_that_are_equal_are_one(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path)
    assert articles_of(resolution, "Anna Berg") == [{"a", "b", "c"}]
    assert names(resolution)["Kars"] == {"Kars"}


def test_same_joins_what_no_rule_would_join(tmp_path: Path) -> None:
    resolution, report = resolve(tmp_path, {"same": ["Kars", "Lukas Holm"], "id": "k1"})
    assert "Kars" not in names(resolution)
    assert names(resolution)["Lukas Holm"] == {"Lukas Holm", "Holm", "Kars"}
    assert next(actor for actor in resolution.actors if actor.name == "Lukas Holm").corrections == ("k1",)
    assert any(link.rule == "correction" for link in resolution.links)
    assert not report.problems


def test_different_keeps_one_article_apart(tmp_path: Path) -> None:
    resolution, report = resolve(tmp_path, {"different": ["Anna Berg", "Anna Berg"], "article": "c.txt"})
    assert articles_of(resolution, "Anna Berg") == [{"a", "b"}, {"c"}]
    assert not report.problems


def test_different_takes_a_form_out_of_an_actor(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path, {"different": ["Holm", "Lukas Holm"]})
    assert names(resolution)["Lukas Holm"] == {"Lukas Holm"}
    assert names(resolution)["Holm"] == {"Holm"}


def test_rename_shows_another_name(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path, {"rename": ["Kars", "Otto Kars"]})
    assert names(resolution)["Otto Kars"] == {"Kars"}


def test_kind_is_set(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path, {"kind": ["Kars", "organization"]})
    (actor,) = [actor for actor in resolution.actors if actor.name == "Kars"]
    assert actor.kind == "organization"
    assert actor.corrections == ("entry-1",)
    assert {m.kind for m in resolution.mentions["a"] if m.span.text == "Kars"} == {"organization"}


def test_alias_is_found_where_nothing_found_it(tmp_path: Path) -> None:
    resolution, report = resolve(tmp_path, {"alias": ["Anna Berg", "a baker"]})
    assert "a baker" in names(resolution)["Anna Berg"]
    assert not report.problems


def test_office_means_its_holder_at_the_date(tmp_path: Path) -> None:
    from generator.resolution.actor_corrections import read_office

    assert read_office("British prime minister") == ("United Kingdom", "prime minister")
    assert read_office("chief baker") is None


def test_drop_removes_an_actor_everywhere(tmp_path: Path) -> None:
    resolution, report = resolve(tmp_path, {"drop": "Anna Berg"})
    assert "Anna Berg" not in names(resolution)
    assert not [m for found in resolution.mentions.values() for m in found if "Berg" in m.span.text]
    assert not report.problems


def test_drop_in_one_article_leaves_the_others(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path, {"drop": "Anna Berg", "article": "c.txt"})
    assert articles_of(resolution, "Anna Berg") == [{"a", "b"}]


def test_a_name_that_matches_nothing_is_reported_with_the_nearest(tmp_path: Path) -> None:
    _, report = resolve(tmp_path, {"same": ["Kars", "Lukas Hulm"]})
    (problem,) = report.problems
    assert "no actor 'Lukas Hulm'" in problem.message
    assert "Lukas Holm" in problem.hint


def test_an_article_that_is_not_there_is_reported(tmp_path: Path) -> None:
    _, report = resolve(tmp_path, {"drop": "Kars", "article": "d.txt"})
    (problem,) = report.problems
    assert "no article 'd.txt'" in problem.message


def test_judgements_about_actors_are_settled(tmp_path: Path) -> None:
    resolution, _ = resolve(tmp_path, {"drop": "Kars", "id": "one"}, {"drop": "Nobody", "id": "two"})
    assert resolution.settled == {"one"}


def test_a_term_of_office_decides_a_description(tmp_path: Path) -> None:
    text = "The Danish prime minister spoke. Karen Holm listened."
    article = Article(id="a", path="a.txt", title="", text=text, published="2001-05-01")
    span = Span(article="a", start=0, end=25, text=text[:25])
    person = Span(article="a", start=33, end=43, text=text[33:43])
    found = Annotations(
        article="a",
        entities=(
            Entity(
                id="a#e1",
                kind="person",
                name="Danish prime minister",
                qualifier="Denmark",
                roles=(Role(span=Span(article="a", start=4, end=25, text=text[4:25]), state="Denmark"),),
            ),
            Entity(id="a#e2", kind="person", name="Karen Holm"),
        ),
        mentions=(
            Mention(span=span, kind="person", form="nominal", entity="a#e1"),
            Mention(span=person, kind="person", form="name", entity="a#e2"),
        ),
    )
    path = tmp_path / "corrections.yml"
    entry = {
        "office": {"holder": "Karen Holm", "office": "Danish prime minister", "from": "2000-01-01", "to": "2002-01-01"}
    }
    path.write_text(yaml.safe_dump([entry]), encoding="utf-8")
    report = Report()
    corrections = read_corrections(path, report)
    resolution = resolve_actors([article], [found], corrections, min_articles=1, report=report)
    (actor,) = resolution.actors
    assert {alias.text for alias in actor.aliases} == {"Karen Holm", "The Danish prime minister"}
    assert not report.problems
