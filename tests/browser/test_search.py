"""The search in Chromium: names first, filters, keys, nothing loaded before it opens, from a server and from disk."""

import re
import urllib.request

import pytest

from bench.synthetic import make_knowledge
from tests.browser.conftest import ARTICLES

pytestmark = pytest.mark.browser
RESULTS = ".find-results a"


@pytest.fixture(scope="module")
def speaker():
    """The name of somebody who says much."""
    kb = make_knowledge(ARTICLES, seed=5)
    return max((actor for actor in kb.actors if actor.kind == "person"), key=lambda a: (len(kb.quotes_by(a.id)), a.id))


def search(page, words):
    page.keyboard.press("/")
    page.wait_for_selector("#find-input")
    page.keyboard.type(words)


def wait_for_text(page):
    """Wait until Pagefind has answered."""
    page.wait_for_function("/page|Nothing/.test(document.querySelector('.find-status').textContent)")


def test_a_name_stands_first_and_leads_to_its_page(visit, flat_site, speaker):
    """Typed in lower case; Enter opens it."""
    opened = visit(flat_site)
    search(opened.page, speaker.name.lower())
    opened.page.wait_for_selector(RESULTS)
    assert opened.page.inner_text(RESULTS) == speaker.name
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(f"**/sub/path/actors/{speaker.id}.html")
    assert opened.page.inner_text("h1") == speaker.name


def test_nothing_of_the_index_is_fetched_before_the_search_opens(visit, flat_site):
    """Neither names nor Pagefind nor the dialog's own script."""
    opened = visit(flat_site)
    opened.page.wait_for_load_state("networkidle")
    for part in ("names.js", "pagefind", "find.js", "find.css", "search_index"):
        assert opened.fetched(part) == []
    search(opened.page, "a")
    opened.page.wait_for_function("document.querySelector('.find-status').textContent.includes('page')")
    assert opened.fetched("names.js")
    assert opened.fetched("pagefind.js")


def test_words_of_an_article_lead_to_their_sentence_which_is_highlighted(visit, flat_site):
    """The result's address ends in the sentence that holds the words, and following it marks that sentence."""
    kb = make_knowledge(ARTICLES, seed=5)
    article = kb.articles[4]
    sentence = kb.sentences(article.id)[6]
    words = " ".join(kb.sentence_text(article.id, sentence).split()[:5]).strip("“”.,")
    opened = visit(flat_site)
    search(opened.page, words)
    wait_for_text(opened.page)
    link = f'.find-results a[href$="articles/{article.id}.html#s{sentence.number}"]'
    opened.page.click(link)
    opened.page.wait_for_url(f"**#s{sentence.number}")
    marked = opened.page.locator(":target")
    assert words.split()[1] in marked.inner_text()
    around = opened.page.locator(f"#s{sentence.number + 1}")
    background = "node => getComputedStyle(node).backgroundImage + getComputedStyle(node).backgroundColor"
    assert marked.evaluate(background) != around.evaluate(background)


@pytest.mark.parametrize(
    ("name", "value", "kinds"),
    [
        ("kind", "event", {"Events"}),
        ("event type", "meeting", {"Events"}),
        ("outlet", "Harbour Wire", {"Articles"}),
        ("month", "2025-01", {"Events", "Articles", "Days"}),
    ],
)
def test_a_filter_narrows_the_results(visit, flat_site, name, value, kinds):
    """Every filter that the pages carry can be chosen alone, without a word."""
    opened = visit(flat_site)
    search(opened.page, "")
    field = opened.page.locator(".find-filters label", has_text=re.compile(f"^{name}", re.I)).locator("select")
    field.select_option(value)
    wait_for_text(opened.page)
    assert set(opened.page.locator(".find-results h2").all_inner_texts()) <= kinds
    assert opened.page.locator(RESULTS).count() > 0


def test_the_actor_filter_completes_names(visit, flat_site, speaker):
    """Many names are a field with suggestions; choosing one shows only pages that name the actor."""
    opened = visit(flat_site)
    search(opened.page, "")
    field = opened.page.locator(".find-filters label", has_text=re.compile("^actor", re.I)).locator("input")
    field.wait_for()
    field.fill(speaker.name)
    field.press("Tab")
    wait_for_text(opened.page)
    assert speaker.name in opened.page.locator(RESULTS).all_inner_texts()
    assert opened.page.locator(RESULTS).count() > 3


def test_arrow_keys_walk_through_the_results_and_escape_closes(visit, flat_site, speaker):
    """The search works without a mouse, and gives the focus back."""
    opened = visit(flat_site)
    page = opened.page
    page.focus("a.find")
    page.keyboard.press("Enter")
    page.wait_for_selector("#find-input")
    page.keyboard.type(speaker.name.split()[1])
    wait_for_text(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll('.find-results a')].indexOf(document.activeElement)") == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find-input"
    page.keyboard.press("Escape")
    assert not page.is_visible(".find-dialog")
    assert page.evaluate("document.activeElement.className").startswith("find")


def test_control_k_opens_it_and_a_slash_in_a_field_does_not(visit, flat_site):
    """A person who types a slash means a slash."""
    page = visit(flat_site).page
    page.keyboard.press("Control+k")
    page.wait_for_selector("#find-input")
    page.keyboard.type("a/b")
    assert page.input_value("#find-input") == "a/b"


def test_names_that_nobody_has_are_said_to_be_not_found(visit, flat_site):
    """An empty list says so."""
    page = visit(flat_site).page
    search(page, "xyzzyx")
    wait_for_text(page)
    assert page.inner_text(".find-status") == "Nothing found."


def test_from_disk_names_and_titles_answer(visit, flat_site, speaker):
    """Opened by a double click, without server and network: the small index answers, and its links work."""
    opened = visit(flat_site, "events/index.html", disk=True)
    search(opened.page, speaker.name.split()[0])
    opened.page.wait_for_selector(RESULTS)
    opened.page.click(f'{RESULTS}:has-text("{speaker.name}")')
    opened.page.wait_for_url(f"file://**/actors/{speaker.id}.html")
    assert opened.fetched("pagefind") == []


def test_from_disk_the_feeds_and_the_sitemap_are_not_fetched(visit, flat_site):
    """The home page and an actor's page open without an error though they name feeds (the fixture looks)."""
    opened = visit(flat_site, "index.html", disk=True)
    opened.page.wait_for_load_state("networkidle")
    assert opened.fetched("sitemap") == []


def test_addresses_of_folders_work_too(visit, folder_site, speaker):
    """`use_directory_urls: true`, below a sub-path, from a page two levels down."""
    opened = visit(folder_site, f"articles/{make_knowledge(ARTICLES, seed=5).articles[0].id}/")
    search(opened.page, speaker.name.lower())
    wait_for_text(opened.page)
    hrefs = [link.get_attribute("href") for link in opened.page.query_selector_all(RESULTS)]
    assert any(href.endswith(f"../../actors/{speaker.id}/") for href in hrefs)
    for link in opened.page.query_selector_all(RESULTS):
        with urllib.request.urlopen(link.evaluate("node => node.href").split("#")[0]) as answer:
            assert answer.status == 200
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(f"**/sub/path/actors/{speaker.id}/")
    assert opened.page.inner_text("h1") == speaker.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_readable_in_both_palettes(visit, flat_site, scheme):
    """Words and paper differ, and follow the system's setting."""
    opened = visit(flat_site, color_scheme=scheme)
    search(opened.page, "harbour")
    colours = opened.page.locator(".find-dialog").evaluate(
        "node => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]"
    )
    ink, paper = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert abs(ink - paper) > 400
    assert (ink > paper) == (scheme == "dark")


def test_without_javascript_the_trigger_is_a_link_to_the_names(visit, flat_site):
    """The A to Z answers."""
    opened = visit(flat_site, java_script_enabled=False)
    opened.page.click("a.find")
    opened.page.wait_for_url("**/actors/index.html")
    assert opened.page.is_visible("h1")
