"""corrections.yml: what a person may write, and what is said about what nobody can use."""

import pytest

from generator.corrections import Corrections, anchor_articles, read_corrections
from generator.errors import ConfigError, Report
from generator.model import Article


def read(tmp_path, text):
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    report = Report()
    return read_corrections(path, report), report


def test_every_verb_is_read(tmp_path):
    """Each kind of judgement keeps its names, its value and its note."""
    corrections, report = read(
        tmp_path,
        """
- same: [J. Doe, Jane Doe]
  note: same person
- different: [Paris (person), Paris (place)]
- rename: [Jon Doe, John Doe]
- kind: {name: Jordan, is: state}
- alias: [Jane Doe, the minister]
- office: {holder: Jane Doe, office: foreign minister, from: 2024-07}
- drop: John Roe
- speaker: {quote: We want peace, is: Jane Doe}
- date: {event: Jane Doe visits Rome, is: 2025-05-19}
- modality: {event: Jane Doe visits Rome, is: planned}
- anchor: {article: a.txt, date: 2025-05-20}
""",
    )
    assert report.problems == []
    by_kind = {judgement.kind: judgement for judgement in corrections.judgements}
    assert by_kind["same"].names == ("J. Doe", "Jane Doe")
    assert by_kind["same"].note == "same person"
    assert (by_kind["kind"].value, by_kind["kind"].names) == ("state", ("Jordan",))
    assert (by_kind["office"].value, by_kind["office"].names) == ("2024-07/..", ("Jane Doe", "foreign minister"))
    assert by_kind["date"].value == "2025-05-19"
    assert by_kind["anchor"].value == "2025-05-20"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("- sam: [A, B]", "exactly one verb", "did you mean 'same'?"),
        ("- same: [A]", "needs 2 or more names", "for example"),
        ("- kind: [Jordan, country]", "unknown kind 'country'", "known"),
        ("- date: [Visit, 19 May]", "is no date", "2025-05-19"),
        ("- anchor: [a.txt, yesterday]", "is no day", "2025-05-20"),
        ("- just words", "not a judgement", "e.g."),
        ("- same: [A, B]\n  nite: x", "unknown key 'nite'", "did you mean 'note'?"),
    ],
)
def test_a_bad_entry_is_a_problem_and_the_others_hold(tmp_path, line, message, hint):
    """The problem names the entry, the reason and the remedy."""
    corrections, report = read(tmp_path, line + "\n- drop: Somebody\n")
    assert [judgement.kind for judgement in corrections.judgements] == ["drop"]
    assert report.problems[0].where == "corrections.yml: entry 1"
    assert message in report.problems[0].message
    assert hint in report.problems[0].hint


def test_a_file_that_is_no_yaml_stops_the_build(tmp_path):
    """Building without a person's corrections would be worse than not building."""
    with pytest.raises(ConfigError, match="line"):
        read(tmp_path, "- same: [A, B\n- {")


def test_an_anchor_dates_an_article_and_says_so(tmp_path):
    """The date comes from the correction, and its origin names the judgement."""
    corrections, report = read(tmp_path, "- anchor: [a.txt, 2025-05-20]\n- anchor: [b.tx, 2025-05-20]\n")
    articles = [Article(id=name, path=f"{name}.txt", title="T", text="x") for name in ("a", "b")]
    first, second = anchor_articles(articles, corrections, report)
    assert first.published == "2025-05-20"
    assert any("correction" in origin.source for origin in first.origins)
    assert second.published is None
    assert "did you mean 'b.txt'?" in report.problems[0].hint


def test_no_file_is_no_corrections(tmp_path):
    """A project without the file builds."""
    assert read_corrections(tmp_path / "none.yml", Report()).judgements == ()
    assert list(Corrections().of("same")) == []
