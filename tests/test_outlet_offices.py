"""Whom an outlet means by an office alone: its own texts of the same weeks decide, and only if they agree."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Annotations, Article, Mention, Span
from generator.offices import office_id
from generator.resolution.actors import ActorResolution
from generator.resolution.outlet_offices import name_outlet_offices

SITE = "government.example"


def resolve(called: Sequence[tuple[str, str]], day: str = "2022-03-02", outlet: str | None = SITE) -> str | None:
    """Return whom "the President" is in an article of a day, where others call (day, actor) so."""
    articles = [Article(id="z", path="z", title="", text="The President left.", published=day, outlet=outlet)]
    annotations = [Annotations(article="z")]
    actor_of = {}
    for number, (when, actor) in enumerate(called):
        key = f"a{number}"
        span = Span(article=key, start=0, end=13, text="The President")
        mention = Mention(span=span, kind="person", form="nominal", entity=f"{key}#e1")
        actor_of[f"{key}#e1"] = actor
        articles.append(Article(id=key, path=key, title="", text="The President", published=when, outlet=SITE))
        annotations.append(Annotations(article=key, mentions=(mention,)))
    found = name_outlet_offices(articles, annotations, ActorResolution(actor_of=actor_of))
    return found.actor_of.get(office_id("z", "president"))


def test_the_office_is_whom_the_other_texts_call_so():
    assert resolve([("2022-03-01", "duarte"), ("2022-03-03", "duarte")]) == "duarte"


def test_one_text_alone_decides_nothing():
    assert resolve([("2022-03-01", "duarte")]) is None


def test_a_visitor_for_a_day_does_not_take_the_office():
    called = [("2022-03-01", "duarte"), ("2022-03-02", "medina"), ("2022-03-03", "duarte")]
    assert resolve(called) == "duarte"


def test_two_presidents_called_so_as_often_leave_it_open():
    called = [("2022-03-01", "duarte"), ("2022-03-02", "medina")] * 2
    assert resolve(called) is None


def test_another_outlet_and_another_year_decide_nothing():
    called = [("2022-03-01", "duarte"), ("2022-03-03", "duarte")]
    assert resolve(called, outlet="press.example") is None
    assert resolve(called, outlet=None) is None
    assert resolve(called, day="2023-03-02") is None


def test_an_article_that_calls_one_person_so_needs_no_outlet():
    span = Span(article="a", start=0, end=13, text="The President")
    mention = Mention(span=span, kind="person", form="nominal", entity="a#e1")
    article = Article(id="a", path="a", title="", text="The President left.")
    actors = ActorResolution(actor_of={"a#e1": "duarte"})
    found = name_outlet_offices([article], [Annotations(article="a", mentions=(mention,))], actors)
    assert found.actor_of[office_id("a", "president")] == "duarte"
