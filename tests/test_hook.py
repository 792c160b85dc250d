"""The edge to MkDocs: other programs build the same site, dirty builds stay right, and a server settles."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.synthetic import make_folder
from generator.building import write_pages
from generator.config import load_config
from generator.errors import Report, SiteError
from generator.mkdocs_hook import remove_orphans
from generator.publishing import build_site, check_size, mkdocs_file
from generator.resolution import resolve

ROOT = Path(__file__).parent.parent
NEWS = "Lisbon reopens its harbour\n\n“We will reopen it within a week,” Mayor Ana Duarte said on 3 March 2025.\n"


def make_project(folder, articles=6):
    """Write the pages of invented articles; returns the configuration. There is nothing to read in `articles`."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "generator.yml").write_text("min_articles: 1\n")
    config = load_config(folder / "generator.yml")
    write_again(config, articles)
    return config


def write_again(config, articles):
    return write_pages(resolve(*make_folder(articles, seed=1), min_articles=1), config, Report())


def site_files(config):
    """Return the files of a built site, the search index with them."""
    return {path.relative_to(config.site).as_posix(): path for path in config.site.rglob("*") if path.is_file()}


def make_checkout(folder):
    """Copy what a checkout holds, with one article, so that plain `mkdocs` can be run in it; nothing that was generated."""
    for name in ("generator", "templates", "site_src/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.md", ".*"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "articles").mkdir()
    (folder / "articles" / "2025-03-03-harbour.txt").write_text(NEWS)
    (folder / "generator.yml").write_text("min_articles: 1\n")
    return folder


def run(folder, *command, **environment):
    """Run a module of our Python in a folder that is not our checkout."""
    variables = {**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def test_two_sites_in_different_folders_are_the_same_bytes(tmp_path):
    """Pages, feeds, the sitemap with its archive, and the search index: nothing of the folder or the clock."""
    one, two = make_project(tmp_path / "one"), make_project(tmp_path / "deeper" / "two")
    for config in (one, two):
        build_site(config, fresh=True)
    first, second = site_files(one), site_files(two)
    assert set(first) == set(second)
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_a_build_of_the_changed_pages_is_the_whole_build(tmp_path):
    """After articles came and went, the site that grew is that which is built at once; old outputs are gone."""
    grown = make_project(tmp_path / "grown", articles=6)
    build_site(grown, fresh=True)
    untouched = site_files(grown)["about.html"].stat().st_mtime_ns
    write_again(grown, 4)
    build_site(grown, fresh=True)
    write_again(grown, 5)
    build_site(grown, fresh=True)
    assert site_files(grown)["about.html"].stat().st_mtime_ns == untouched
    at_once = make_project(tmp_path / "once", articles=6)
    write_again(at_once, 4)
    write_again(at_once, 5)
    build_site(at_once, fresh=True)
    first, second = site_files(grown), site_files(at_once)
    assert set(first) == set(second)
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_a_site_that_is_built_is_not_built_again(tmp_path):
    """Nothing is written, and a file that somebody took away is made again."""
    config = make_project(tmp_path)
    assert build_site(config, fresh=True)
    assert not build_site(config, fresh=False)
    (config.site / "index.html").unlink()
    assert build_site(config, fresh=False)
    assert (config.site / "index.html").is_file()


def test_a_failed_build_names_the_link_and_the_next_one_is_whole(tmp_path):
    """A hand-written page with a broken link stops a strict build, also one of changed pages alone."""
    config = make_project(tmp_path)
    build_site(config, fresh=True)
    page = config.site_src / "notes.md"
    page.write_text("# Notes\n\n[nowhere](events/nowhere.md)\n")
    with pytest.raises(SiteError, match="nowhere"):
        build_site(config, fresh=False)
    page.write_text("# Notes\n\nFixed.\n")
    assert build_site(config, fresh=False)
    assert "Fixed" in (config.site / "notes.html").read_text()


def test_hand_written_pages_keep_all_of_markdown(tmp_path):
    """What is left out of generated pages for speed works in theirs."""
    config = make_project(tmp_path)
    (config.site_src / "notes.md").write_text("# Notes\n\nSee [the home page][home], _soon_.\n\n[home]: index.md\n")
    build_site(config, fresh=True)
    text = (config.site / "notes.html").read_text()
    assert '<a href="index.html">the home page</a>' in text
    assert "<em>soon</em>" in text


def test_only_orphans_are_removed_from_a_built_site(tmp_path):
    """What a source, the theme or the search made stays; empty folders go."""
    kept = ["index.html", "404.html", "sitemap.xml", "pagefind/pagefind.js", "assets/look.css", "actors/a.html"]
    for name in [*kept, "actors/old.html", "gone/x.html"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    remove_orphans(tmp_path, frozenset({"index.html", "assets/look.css", "actors/a.html"}))
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == set(kept)
    assert not (tmp_path / "gone").exists()


def test_a_site_near_the_limit_of_its_host_is_reported(tmp_path, monkeypatch):
    """Before it is refused there, with what to do."""
    (tmp_path / "index.html").write_text("x" * 2000)
    report = Report()
    check_size(tmp_path, report)
    assert report.problems == []
    monkeypatch.setattr("generator.publishing.NEAR_LIMIT", 1000)
    check_size(tmp_path, report)
    (problem,) = report.problems
    assert "1 GB" in str(problem)
    assert "article_text" in problem.hint


def test_a_project_in_other_folders_gets_a_file_that_inherits_ours(tmp_path):
    """Its folders are in it, and what is in their names cannot become YAML."""
    config = make_project(tmp_path / 'a "quoted": folder')
    assert mkdocs_file(config).is_relative_to(config.cache)
    build_site(config, fresh=True)
    assert (config.site / "index.html").is_file()


@pytest.mark.model
def test_plain_mkdocs_and_properdocs_build_the_same_site(tmp_path):
    """`mkdocs build --strict` without our command generates, builds and indexes; so does the fork."""
    folder = make_checkout(tmp_path / "checkout")
    run(folder, "mkdocs", "build", "--strict")
    assert (folder / "site_src" / "index.md").is_file()
    assert (folder / "site" / "pagefind" / "pagefind.js").is_file()
    pages = {p.relative_to(folder / "site"): p.read_bytes() for p in (folder / "site").rglob("*.html")}
    before = {p: p.stat().st_mtime_ns for p in (folder / "site_src").rglob("*") if p.is_file()}
    run(folder, "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", "other", DISABLE_MKDOCS_2_WARNING="true")
    assert before == {p: p.stat().st_mtime_ns for p in (folder / "site_src").rglob("*") if p.is_file()}
    assert pages.keys() == {p.relative_to(folder / "other") for p in (folder / "other").rglob("*.html")}
    assert (folder / "other" / "pagefind" / "pagefind.js").is_file()


@pytest.mark.model
def test_a_server_builds_once_a_change_and_rests(tmp_path):
    """An article that is edited is one build that holds the edit; at rest there is none."""
    folder = make_checkout(tmp_path / "checkout")
    log = folder / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--livereload", "-a", "127.0.0.1:8791"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)}
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            wait_for_builds(log, 1)
            time.sleep(3)
            assert builds(log) == 1
            (folder / "articles" / "2025-03-03-harbour.txt").write_text(NEWS + "\nThe fishermen cheered loudly.\n")
            wait_for_builds(log, 2)
            time.sleep(4)
            assert builds(log) == 2
        finally:
            server.terminate()
            server.wait()
    page = (folder / "site_src" / "articles" / "2025-03-03-harbour.md").read_text()
    assert "The fishermen cheered loudly" in page


def builds(log):
    text = log.read_text()
    assert "Aborted" not in text, text
    return text.count("Documentation built in")


def wait_for_builds(log, number, patience=90):
    end = time.monotonic() + patience
    while builds(log) < number:
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)
