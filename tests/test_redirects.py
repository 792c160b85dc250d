"""Links go on opening: what was merged or renamed since the last build forwards to where it is."""

import dataclasses
import re

import pytest

from bench.synthetic import make_folder
from generator.addresses import Addresses
from generator.building import write_pages
from generator.config import load_config
from generator.corrections import read_corrections
from generator.errors import Report
from generator.redirects import find_heirs, read_memory, remember_pages, write_memory
from generator.resolution import resolve

FLAT, FOLDERS = (Addresses(site="https://site.example/", directory_urls=way) for way in (False, True))


def make_kb(tmp_path, corrections="", articles=10, rename=None):
    """Return an invented folder with corrections; `rename` gives an article another id."""
    (tmp_path / "corrections.yml").write_text(corrections)
    found, annotations = make_folder(articles, seed=2)
    if rename:
        old, new = rename
        found = [dataclasses.replace(a, id=new) if a.id == old else a for a in found]
        annotations = [
            a
            if a.article != old
            else dataclasses.replace(a, article=new, mentions=(), entities=(), quotes=(), events=())
            for a in annotations
        ]
    return resolve(found, annotations, read_corrections(tmp_path / "corrections.yml", Report()), min_articles=1)


@pytest.fixture
def config(tmp_path):
    (tmp_path / "generator.yml").write_text("min_articles: 1\n")
    return load_config(tmp_path / "generator.yml")


def people(kb):
    return [actor for actor in kb.actors if actor.kind == "person" and kb.events_of(actor.id)]


def test_a_merged_actor_forwards_to_the_one_it_was_merged_into(tmp_path, config):
    """The old page is a small file that leads there and keeps the anchor; it is gone again when the merge is taken back."""
    first = make_kb(tmp_path)
    one, two = people(first)[:2]
    write_pages(first, config, Report())
    merged = make_kb(tmp_path, f"- same: [{one.name}, {two.name}]\n")
    write_pages(merged, config, Report())
    stub = config.site_src / "actors" / f"{two.id}.html"
    assert not (config.site_src / "actors" / f"{two.id}.md").exists()
    assert f'url={one.id}.html"' in stub.read_text()
    assert "location.hash" in stub.read_text()
    write_pages(first, config, Report())
    assert not stub.exists()
    assert (config.site_src / "actors" / f"{two.id}.md").exists()


def test_a_forward_outlives_later_builds_and_the_cache(tmp_path, config):
    """Two builds after the merge, and with the cache deleted, the address still opens."""
    first = make_kb(tmp_path)
    one, two = people(first)[:2]
    write_pages(first, config, Report())
    merged = make_kb(tmp_path, f"- same: [{one.name}, {two.name}]\n")
    write_pages(merged, config, Report())
    (config.cache / "last.json").unlink()
    write_pages(merged, config, Report())
    assert (config.site_src / "actors" / f"{two.id}.html").is_file()


def test_events_whose_id_changed_forward_with_their_reports(tmp_path, config):
    """The merge of two actors renames their events; every old address of an event has a file."""
    first = make_kb(tmp_path)
    write_pages(first, config, Report())
    one, two = people(first)[:2]
    merged = make_kb(tmp_path, f"- same: [{one.name}, {two.name}]\n")
    gone = {event.id for event in first.events} - {event.id for event in merged.events}
    assert gone
    write_pages(merged, config, Report())
    for event_id in gone:
        stub = (config.site_src / "events" / f"{event_id}.html").read_text()
        target = re.search(r'url=([^"#]+)', stub)[1].removesuffix(".html")
        assert (config.site_src / "events" / f"{target}.md").is_file()


def test_a_renamed_article_forwards_by_its_text(tmp_path):
    """Another file name with the same text is the same article."""
    first = make_kb(tmp_path)
    old = first.articles[3].id
    memory = remember_pages(first, {}, [])
    renamed = make_kb(tmp_path, rename=(old, "2025-better-name"))
    heirs = find_heirs(renamed, {f"articles/{old}.md": memory[f"articles/{old}.md"]})
    assert heirs[f"articles/{old}.md"].path == "articles/2025-better-name.md"


def test_what_nothing_succeeds_is_not_forwarded(tmp_path):
    """An article that was taken away leads nowhere else."""
    first = make_kb(tmp_path)
    memory = remember_pages(first, {}, [])
    gone = f"articles/{first.articles[-1].id}.md"
    assert gone not in find_heirs(make_kb(tmp_path, articles=5), {gone: memory[gone]})


@pytest.mark.parametrize(
    ("addresses", "file", "link"),
    [(FLAT, "actors/{}.html", "{}.html"), (FOLDERS, "actors/{}/index.html", "../{}/index.html")],
)
def test_forwards_fit_both_forms_of_addresses(tmp_path, config, addresses, file, link):
    """`use_directory_urls` decides the file's name and the way to the other page."""
    config = dataclasses.replace(config, addresses=addresses)
    first = make_kb(tmp_path)
    one, two = people(first)[:2]
    write_pages(first, config, Report())
    write_pages(make_kb(tmp_path, f"- same: [{one.name}, {two.name}]\n"), config, Report())
    assert f'url={link.format(one.id)}"' in (config.site_src / file.format(two.id)).read_text()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"actors/a.md": 3}'])
def test_a_damaged_memory_counts_as_none(text):
    """No build fails for it."""
    assert read_memory(text) == {}


def test_the_memory_is_read_as_it_was_written(tmp_path):
    """Nothing is lost between two builds."""
    memory = remember_pages(make_kb(tmp_path), {}, [])
    assert read_memory(write_memory(memory)) == memory
