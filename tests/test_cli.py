"""The command line: what it prints, where, and with which status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

NEWS = (
    "Lisbon reopens its harbour\n\n"
    "President Ana Duarte met Prime Minister Peter Hall in Lisbon on 3 March 2025.\n\n"
    "“We will reopen the harbour within a week,” Duarte said on Monday.\n\n"
    "Hall said the talks with Portugal had been useful.\n"
)


def make_project(folder: Path, articles: dict[str, str]) -> Path:
    """Write a project: generator.yml and articles."""
    (folder / "articles").mkdir(parents=True)
    (folder / "generator.yml").write_text("min_articles: 1\n", encoding="utf-8")
    for name, text in articles.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *words: str):
    return CliRunner().invoke(main, [words[0], "-c", str(folder / "generator.yml"), *words[1:]], catch_exceptions=False)


def pages(folder: Path) -> dict[str, bytes]:
    root = folder / "site_src"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.model
def test_generate_again_writes_nothing_and_loads_no_pipeline(tmp_path):
    """A run with nothing to do says so and never imports spaCy."""
    folder = make_project(tmp_path, {"2025-03-03-harbour.txt": NEWS})
    assert run(folder, "generate").exit_code == 0
    before = {p: p.stat().st_mtime_ns for p in (folder / "site_src").rglob("*")}
    code = (
        "import sys; from click.testing import CliRunner; from generator.cli import main; "
        f"r = CliRunner().invoke(main, ['generate', '-c', {str(folder / 'generator.yml')!r}]); "
        "print(r.output); sys.exit(3 if 'spacy' in sys.modules else r.exit_code)"
    )
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "nothing changed" in again.stdout
    assert before == {p: p.stat().st_mtime_ns for p in (folder / "site_src").rglob("*")}


@pytest.mark.model
def test_two_builds_in_different_folders_are_the_same_bytes(tmp_path):
    """Nothing of the machine, the folder or the clock is in a page; the order of writing the files does not matter."""
    articles = {"2025-03-03-harbour.txt": NEWS, "2025-03-04-talks.txt": NEWS.replace("reopen", "close")}
    one = make_project(tmp_path / "one", articles)
    two = make_project(tmp_path / "two", dict(reversed(articles.items())))
    run(one, "generate")
    run(two, "generate")
    assert pages(one) == pages(two)


@pytest.mark.model
def test_another_article_rewrites_only_what_it_touches(tmp_path):
    """The article pages that were there stay as they are."""
    folder = make_project(tmp_path, {"2025-03-03-harbour.txt": NEWS})
    run(folder, "generate")
    before = pages(folder)
    (folder / "articles" / "2025-06-01-storm.txt").write_text(
        "Storm over Oslo\n\nMayor Kari Nordmann said on Sunday that the storm had passed.\n", encoding="utf-8"
    )
    run(folder, "generate")
    after = pages(folder)
    assert len(after) > len(before)
    old_article = [path for path in before if path.startswith("articles/") and "harbour" in path]
    assert old_article
    assert all(before[path] == after[path] for path in old_article)


@pytest.mark.model
def test_bad_files_are_named_and_the_good_one_is_built(tmp_path):
    """One line a file; status 0, or 1 with --strict."""
    folder = make_project(tmp_path, {"2025-03-03-harbour.txt": NEWS, "empty.txt": ""})
    (folder / "articles" / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "articles" / "loop").symlink_to(folder / "articles")
    result = run(folder, "generate")
    assert result.exit_code == 0
    assert "empty.txt" in result.stderr
    assert "noise.txt" in result.stderr
    assert "Traceback" not in result.output
    assert run(folder, "generate", "--strict").exit_code == 1


def test_an_empty_folder_is_status_one_and_still_a_site(tmp_path):
    """Nothing could be read: the pages say so and the status too."""
    folder = make_project(tmp_path, {})
    result = run(folder, "generate")
    assert result.exit_code == 1
    assert (folder / "site_src" / "index.md").is_file()


def test_wrong_configuration_is_status_two_and_one_line(tmp_path):
    """The message names the file and the valid choices, without a traceback."""
    folder = make_project(tmp_path, {})
    (folder / "generator.yml").write_text("artikles: x", encoding="utf-8")
    result = run(folder, "generate")
    assert result.exit_code == 2
    assert "did you mean 'articles'" in result.stderr


@pytest.mark.model
def test_annotate_keeps_ids_and_offsets(tmp_path):
    """Every span of a JSON line slices to its text in the text that was given."""
    record = {"id": "x/1", "text": NEWS, "date": "2025-03-03"}
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(record) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["annotate", str(source)], catch_exceptions=False)
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert line["id"] == "x/1"
    assert line["text"] == NEWS
    for mention in line["mentions"]:
        assert NEWS[mention["start"] : mention["end"]] == mention["text"]
    direct = [quote for quote in line["quotes"] if quote["kind"] == "direct"]
    assert direct
    assert direct[0]["speaker"]["actor"] == "ana-duarte"


@pytest.mark.model
def test_export_json_holds_everything_with_spans(tmp_path):
    """Reports and mentions slice to their text in the exported articles."""
    folder = make_project(tmp_path, {"2025-03-03-harbour.txt": NEWS})
    result = CliRunner().invoke(main, ["export", "json", "-c", str(folder / "generator.yml")], catch_exceptions=False)
    whole = json.loads(result.stdout)
    texts = {article["id"]: article["text"] for article in whole["articles"]}
    assert {"articles", "actors", "quotes", "events", "links", "problems"} <= set(whole)
    for actor in whole["actors"]:
        for mention in actor["mentions"]:
            assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["text"]
    for event in whole["events"]:
        for told in event["reports"]:
            assert texts[told["article"]][told["start"] : told["end"]] == told["text"]


@pytest.mark.model
def test_inspect_says_why(tmp_path):
    """A person sees the rule, the reason and the candidates."""
    file = tmp_path / "2025-03-03-harbour.txt"
    file.write_text(NEWS, encoding="utf-8")
    result = CliRunner().invoke(main, ["inspect", str(file), "--only", "quotes"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Ana Duarte" in result.stdout
    assert "confidence" in result.stdout


def test_every_command_has_help():
    """`--help` of each command describes it."""
    for name in main.commands:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert len(result.output.splitlines()) > 4
