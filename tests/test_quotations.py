"""Quotations across articles: the same words once, with every source, and never under two names."""

from generator.corrections import Corrections, Judgement
from generator.errors import Report
from generator.model import Actor, Annotations, Article, Quote, Span
from generator.quotations import correct_speakers, resolve_quotes

LONG = "“We will keep every promise that we made in spring,” she said, and left."


def quote(article, words, kind="direct", number=1):
    return Quote(
        id=f"{article}#q{number}", kind=kind, pieces=(Span(article=article, start=0, end=len(words), text=words),)
    )


def resolve(quotes, speakers, originals=None):
    articles = [Article(id=q.pieces[0].article, path=q.pieces[0].article, title="", text=LONG) for q in quotes]
    annotations = {q.pieces[0].article: Annotations(article=q.pieces[0].article, quotes=(q,)) for q in quotes}
    return resolve_quotes(articles, annotations, speakers=speakers, actors_within=lambda quote: (), originals=originals)


def test_the_longest_form_is_kept_with_its_sources():
    """A shorter printing of the same words is a further source, not a further quote."""
    short = quote("a", "We will keep every promise")
    long = quote("b", "“We will keep every promise that we made in spring”")
    (said,) = resolve([short, long], {"a#q1": "ann", "b#q1": None})
    assert said.quote.id == "b#q1"
    assert said.repeats == ("a#q1",)
    assert said.speaker == "ann"


def test_typography_does_not_tell_quotes_apart():
    """Curly or straight marks and a different comma are the same words."""
    one, two = quote("a", '"We will keep every, promise"'), quote("b", "“we will keep every promise”")
    assert len(resolve([one, two], {"a#q1": "ann", "b#q1": "ann"})) == 1


def test_equal_words_of_two_people_stay_two_quotes():
    """Nothing is moved into another mouth."""
    one, two = quote("a", "We will keep every promise"), quote("b", "We will keep every promise")
    assert len(resolve([one, two], {"a#q1": "ann", "b#q1": "bob"})) == 2


def test_short_words_and_indirect_speech_are_not_merged():
    """Three words are said by many; indirect wording is the reporter's."""
    assert len(resolve([quote("a", "a good call"), quote("b", "a good call")], {})) == 2
    words = "they would keep every promise made"
    assert len(resolve([quote("a", words, "indirect"), quote("b", words, "indirect")], {})) == 2


def test_in_copies_of_one_report_equal_words_are_one():
    """Indirect speech and short words count once however often the report is copied, under one speaker only."""
    words = "they would keep every promise made"
    said = [quote("a", words, "indirect"), quote("b", words, "indirect")]
    assert len(resolve(said, {}, {"b": "a"})) == 1
    assert len(resolve([quote("a", "a good call"), quote("b", "a good call")], {}, {"b": "a"})) == 1
    assert len(resolve(said, {"a#q1": "ann", "b#q1": "bob"}, {"b": "a"})) == 2


def test_a_person_sets_the_speaker_and_misses_are_reported():
    """A judgement holds for quotes that begin with its words; one that fits nothing is a problem with a hint."""
    one = quote("a", "“We will keep every promise”")
    report = Report()
    corrections = Corrections(
        judgements=(
            Judgement(id="1", kind="speaker", names=("We will keep",), value="Ann Lee"),
            Judgement(id="2", kind="speaker", names=("We wil keep",), value="Ann Lee"),
            Judgement(id="3", kind="speaker", names=("We will",), value="Ann Le"),
        )
    )
    actors = [Actor(id="ann-lee", name="Ann Lee", kind="person")]
    articles = {"a": Article(id="a", path="a.txt", title="", text=LONG)}
    speakers, settled = correct_speakers([one], {"a#q1": None}, corrections, actors, articles, report)
    assert speakers == {"a#q1": "ann-lee"}
    assert settled == {"a#q1": "1"}
    assert [problem.where for problem in report.problems] == ["2", "3"]
    assert report.problems[1].hint == "did you mean 'Ann Lee'?"
