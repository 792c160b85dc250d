"""The quick pipeline finds what the stock pipeline finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English

from generator.annotation import load_pipeline, load_stock
from generator.annotation.attribute_rules import FACTORY, RememberingRuler, remember_rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

TEXT = """OSLO - The mayor ain't gonna talk, she said. “Let's go,” he'd told y'all; there's been a storm, is there not?

There are 12 ferries that cost $3.50 each. Ana Duarte, who's president of Portugal, has not met them in London,
but c'mon: it has to be done, and what did they do? He's got ta leave.  Nobody
knew that these were hers. More than that can't be said, best of all, and further talks are to follow."""


@pytest.fixture(scope="module")
def stock() -> Language:
    return load_stock()


def describe(token: Token) -> tuple[str | int, ...]:
    return (
        token.text,
        token.tag_,
        token.pos_,
        token.dep_,
        token.lemma_,
        str(token.morph),
        token.head.i,
        token.ent_type_,
        token.ent_iob_,
    )


def test_the_quick_pipeline_finds_what_the_stock_pipeline_finds(stock: Language) -> None:
    assert [describe(token) for token in load_pipeline()(TEXT)] == [describe(token) for token in stock(TEXT)]


def test_the_quick_pipeline_does_not_run_the_ruler_that_it_replaces() -> None:
    assert "attribute_ruler" not in load_pipeline().pipe_names
    assert FACTORY in load_pipeline().pipe_names


WORDS = st.sampled_from(
    "the is there been gon na not n't ca that who 's got ta let more   \n $ 12 Oslo said".split(" ")
)
TAGS = st.sampled_from(["NN", "VBZ", "VBD", "DT", "_SP", "WDT", "MD", "RB", "VBP", "PRP", "EX", ""])
DEPS = st.sampled_from(["nsubj", "ROOT", "aux", "expl", "det", "neg", "dep", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS.filter(bool), TAGS, DEPS), min_size=1, max_size=12))
def test_the_remembering_ruler_agrees_with_the_ruler_on_any_tokens(tokens: list[tuple[str, str, str]]) -> None:
    ruler: AttributeRuler = load_pipeline().get_pipe("attribute_ruler")  # type: ignore[assignment]
    mine, theirs = make_doc(ruler, tokens), make_doc(ruler, tokens)
    load_pipeline().get_pipe(FACTORY)(mine)
    ruler(theirs)
    assert [describe(token) for token in mine] == [describe(token) for token in theirs]


def make_doc(ruler: AttributeRuler, tokens: list[tuple[str, str, str]]) -> Doc:
    from spacy.tokens import Doc

    words, tags, deps = (list(column) for column in zip(*tokens, strict=True))
    doc = Doc(ruler.vocab, words=words, tags=tags)
    for token, dep in zip(doc, deps, strict=True):
        token.dep_ = dep
    return doc


def make_ruler(*rules: tuple[list[list[dict[str, object]]], dict[str, str], int]) -> tuple[AttributeRuler, Language]:
    nlp = English()
    ruler: AttributeRuler = nlp.add_pipe("attribute_ruler")  # type: ignore[assignment]
    for patterns, attributes, index in rules:
        ruler.add(patterns, attributes, index)  # type: ignore[arg-type]
    return ruler, nlp


def test_a_later_rule_wins_over_an_earlier_one_of_another_kind() -> None:
    several = ([[{"LOWER": "old"}, {"LOWER": "boat"}]], {"LEMMA": "pair"}, -1)
    single = ([[{"LOWER": "boat"}]], {"LEMMA": "single"}, 0)
    for rules in ((several, single), (single, several)):
        ruler, nlp = make_ruler(*rules)
        doc = RememberingRuler(ruler)(nlp.make_doc("The old boat"))
        assert doc[2].lemma_ == rules[-1][1]["LEMMA"]


def test_a_rule_with_a_pattern_of_another_kind_still_holds() -> None:
    ruler, nlp = make_ruler(([[{"LOWER": {"REGEX": "^bo.t$"}}]], {"LEMMA": "vessel"}, 0))
    assert RememberingRuler(ruler)(nlp.make_doc("The boat"))[1].lemma_ == "vessel"


def test_a_ruler_that_sets_other_things_is_left_as_it_is() -> None:
    _, nlp = make_ruler(([[{"LOWER": "boat"}]], {"NORM": "vessel"}, 0))
    remember_rules(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]
