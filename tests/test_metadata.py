"""What machines read: JSON-LD of every page, and feeds that readers accept."""

import dataclasses
import json
import re

import feedparser
import pytest

from bench.synthetic import make_folder
from generator.addresses import Addresses, output_path, page_address, read_addresses
from generator.config import load_config
from generator.errors import Report
from generator.feeds import feed_files
from generator.pages import build_pages
from generator.resolution import resolve

# The part of the vocabulary that a page may use: type, then property and the types or the form of its values.
TEXT, ADDRESS, DAY = str, re.compile(r"https://site\.example/base/[^\s]+"), re.compile(r"\d{4}-\d\d-\d\d([T ].*)?")
THING = {"name": TEXT, "url": ADDRESS}
AGENT = {**THING, "alternateName": TEXT}
VOCABULARY = {
    "Person": AGENT,
    "Organization": AGENT,
    "GovernmentOrganization": AGENT,
    "Country": AGENT,
    "Place": AGENT,
    "WebSite": {**THING},
    "CollectionPage": {**THING, "temporalCoverage": DAY},
    "NewsArticle": {
        "headline": TEXT,
        "url": ADDRESS,
        "datePublished": DAY,
        "inLanguage": TEXT,
        "author": {"Person"},
        "publisher": {"Organization"},
        "isBasedOn": TEXT,
        "mentions": {"Person", "Organization", "Country", "Place"},
    },
    "Event": {
        **THING,
        "startDate": DAY,
        "endDate": DAY,
        "location": {"Place"},
        "about": {"Person", "Organization", "Country", "Place"},
        "eventStatus": re.compile("https://schema.org/EventScheduled"),
        "subjectOf": {"NewsArticle"},
    },
    "Claim": {**THING, "about": {"Event"}, "appearance": {"NewsArticle"}},
    "Quotation": {
        "text": TEXT,
        "url": ADDRESS,
        "creator": {"Person", "Organization", "GovernmentOrganization"},
        "isPartOf": {"NewsArticle"},
    },
}


def problems(node, path="page"):
    """Return what a node says that the vocabulary does not know, or knows otherwise."""
    kind = node.get("@type")
    if kind not in VOCABULARY:
        return [f"{path}: type {kind!r}"]
    found = []
    for key, value in node.items():
        if key in ("@type", "@context"):
            continue
        wanted = VOCABULARY[kind].get(key)
        for one in value if isinstance(value, list) else [value]:
            if wanted is None:
                found.append(f"{path}.{key}: not a property of {kind}")
            elif isinstance(wanted, set):
                found += problems(one, f"{path}.{key}") if one.get("@type") in wanted else [f"{path}.{key}: {one}"]
            elif not isinstance(one, str) or not one.strip():
                found.append(f"{path}.{key}: {one!r} is no text")
            elif isinstance(wanted, re.Pattern) and not wanted.fullmatch(one):
                found.append(f"{path}.{key}: {one!r}")
    return found


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "generator.yml").write_text("min_articles: 1\n")
    (folder / "mkdocs.yml").write_text("site_url: https://site.example/base/\nuse_directory_urls: false\n")
    return load_config(folder / "generator.yml")


def make_kb(modality="happened"):
    """Return an invented folder; its first article is undated, and its events are told as `modality`."""
    articles, annotations = make_folder(12, seed=3)
    articles[0] = dataclasses.replace(articles[0], published=None, outlet=None, title="Half </script> & half")
    annotations = [
        dataclasses.replace(found, events=tuple(dataclasses.replace(e, modality=modality) for e in found.events))
        for found in annotations
    ]
    return resolve(articles, annotations, min_articles=1)


def blocks(kb, config):
    return {
        page.path: page.context["structured"] for page in build_pages(kb, config, Report()) if page.path.endswith(".md")
    }


@pytest.mark.parametrize("modality", ["happened", "planned", "threatened", "denied"])
def test_every_page_has_one_valid_block(config, modality):
    """Types, properties and values are those of the vocabulary; no page is without."""
    for path, text in blocks(make_kb(modality), config).items():
        block = json.loads(text)
        assert block["@context"] == "https://schema.org"
        nodes = block.get("@graph", [block])
        assert [problem for node in nodes for problem in problems(node, path)] == []


def test_the_kinds_of_page_have_the_types_of_their_subject(config):
    """Persons speak, articles are news, and the quotations of a person stand in the article that prints them."""
    found = {path: json.loads(text) for path, text in blocks(make_kb(), config).items()}
    kinds = {path.split("/")[0]: set() for path in found}
    for path, block in found.items():
        kinds[path.split("/")[0]].update(node["@type"] for node in block.get("@graph", [block]))
    assert {"Person", "Organization", "Quotation"} <= kinds["actors"]
    assert kinds["articles"] == {"NewsArticle", "CollectionPage"}
    assert kinds["events"] == {"Event", "CollectionPage"}
    assert kinds["index.md"] == {"WebSite"}


@pytest.mark.parametrize("modality", ["demanded", "threatened", "possible", "denied"])
def test_what_did_not_happen_is_no_event(config, modality):
    """A threat is a claim about an event, so that no machine reads it as a fact."""
    events = [text for path, text in blocks(make_kb(modality), config).items() if path.startswith("events/2")]
    assert events
    assert all(json.loads(text)["@type"] == "Claim" for text in events)


def test_a_block_cannot_end_its_script(config):
    """Printed words hold no character that HTML reads inside a script."""
    kb = make_kb()
    text = blocks(kb, config)[f"articles/{kb.articles[-1].id}.md"]
    assert json.loads(text)["headline"] == "Half </script> & half"
    assert not set(text) & set("<>&")


def test_a_statement_is_told_only_in_the_words_of_its_speaker(config):
    """Indirect speech is the reporter's wording and no Quotation."""
    articles, annotations = make_folder(4, seed=3)
    annotations = [
        dataclasses.replace(found, quotes=tuple(dataclasses.replace(q, kind="indirect") for q in found.quotes))
        for found in annotations
    ]
    kb = resolve(articles, annotations, min_articles=1)
    assert "Quotation" not in "".join(blocks(kb, config).values())


# -- feeds -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def feeds(config):
    return dict(feed_files(make_kb(), config))


def test_atom_feeds_hold_what_the_standard_asks(feeds):
    """RFC 4287: an id, a title and a time for the feed and each entry, authors, and absolute links."""
    assert "feed.xml" in feeds
    for path, text in feeds.items():
        if not path.endswith(".xml"):
            continue
        parsed = feedparser.parse(text.encode())
        assert not parsed.bozo
        assert parsed.version == "atom10"
        for item in [parsed.feed, *parsed.entries]:
            assert item.id.startswith("urn:uuid:")
            assert item.title
            assert item.updated_parsed
            assert ADDRESS.fullmatch(item.link)
        assert all(entry.author and entry.content[0].value for entry in parsed.entries)
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)


def test_json_feeds_hold_what_the_form_asks(feeds):
    """JSON Feed 1.1: version and title; an id and content for each item, absolute addresses, RFC 3339 times."""
    for path, text in feeds.items():
        if not path.endswith(".json"):
            continue
        feed = json.loads(text)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == f"https://site.example/base/{path}"
        for item in feed["items"]:
            assert item["id"]
            assert item["content_html"]
            assert ADDRESS.fullmatch(item["url"])
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item["date_published"])


def test_both_forms_tell_the_same(feeds):
    """A reader of either misses nothing."""
    atom = feedparser.parse(feeds["feed.xml"].encode())
    items = json.loads(feeds["feed.json"])["items"]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items]


def test_feeds_are_the_same_bytes_again_and_newest_first(config, feeds):
    """No clock in a feed: an unchanged folder is an unchanged feed."""
    assert dict(feed_files(make_kb(), config)) == feeds
    days = [item["date_published"] for item in json.loads(feeds["feed.json"])["items"]]
    assert days == sorted(days, reverse=True)


def test_what_no_dated_article_tells_is_not_given_a_date(config, feeds):
    """The undated article is in no feed."""
    assert "Half" not in feeds["feed.xml"]


def test_an_actor_who_speaks_or_takes_part_has_both_feeds(config, feeds):
    """And nobody who is only named: there would be nothing to follow."""
    kb = make_kb()
    wanted = {
        f"actors/{a.id}.{form}"
        for a in kb.actors
        if kb.quotes_by(a.id) or kb.events_of(a.id)
        for form in ("xml", "json")
    }
    assert set(feeds) == wanted | {"feed.xml", "feed.json"}


def test_without_an_address_of_the_site_there_is_no_feed(config):
    """A feed of relative links would lead nowhere."""
    silent = dataclasses.replace(config, addresses=Addresses(site="", directory_urls=False))
    assert dict(feed_files(make_kb(), silent)) == {}


# -- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "flat", "folders"),
    [
        ("index.md", "index.html", ""),
        ("actors/index.md", "actors/index.html", "actors/"),
        ("actors/ann.md", "actors/ann.html", "actors/ann/"),
        ("feed.xml", "feed.xml", "feed.xml"),
    ],
)
def test_addresses_follow_use_directory_urls(path, flat, folders):
    """As MkDocs makes them, both ways."""
    site = "https://site.example/"
    assert page_address(Addresses(site=site, directory_urls=False), path) == site + flat
    assert page_address(Addresses(site=site, directory_urls=True), path, "s1") == f"{site}{folders}#s1"
    assert output_path(path, directory_urls=True).removesuffix("index.html") == folders


def test_addresses_are_read_as_mkdocs_reads_them(tmp_path, monkeypatch):
    """Tags of MkDocs, the environment and INHERIT are understood."""
    (tmp_path / "base.yml").write_text(
        "site_url: !ENV [BB_TEST_URL, 'https://a.example']\nuse_directory_urls: false\n"
        "markdown_extensions: [{x: !!python/name:some.thing ''}]\n"
    )
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nuse_directory_urls: true\n")
    assert read_addresses(tmp_path / "mkdocs.yml") == Addresses(site="https://a.example/", directory_urls=True)
    monkeypatch.setenv("BB_TEST_URL", "https://b.example/x")
    assert read_addresses(tmp_path / "base.yml") == Addresses(site="https://b.example/x/", directory_urls=False)
