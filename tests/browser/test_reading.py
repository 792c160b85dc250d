"""Reading without what may be missing: JavaScript, a server, light; and on paper."""

import shutil

import pytest
from click.testing import CliRunner

from bench.synthetic import make_knowledge
from generator.cli import main
from tests.browser.conftest import ARTICLES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kb():
    return make_knowledge(ARTICLES, seed=5)


@pytest.fixture(scope="module")
def speaker(kb):
    """Somebody who says much."""
    return max((actor for actor in kb.actors if actor.has_page), key=lambda actor: len(kb.quotes_by(actor.id)))


def test_without_javascript_a_statement_leads_to_its_sentence(visit, flat_site, kb):
    """From the speaker's page to the highlighted sentence, on a page that runs no script."""
    said = next(said for said in kb.quotes if said.speaker)
    page = visit(flat_site, f"actors/{said.speaker}.html", java_script_enabled=False).page
    source = page.locator("figure.quote .src").first
    address = source.get_attribute("href")
    source.click()
    page.wait_for_url("**/articles/*.html#s*")
    assert page.url.endswith(address.split("#")[1])
    assert page.is_visible(":target")


@pytest.mark.parametrize(
    "path", ["index.html", "timeline.html", "network.html", "actors/index.html", "events/index.html"]
)
def test_pages_open_from_disk_without_javascript(visit, flat_site, path):
    """Headings and links are there; nothing is asked of the network (the fixture looks)."""
    page = visit(flat_site, path, disk=True, java_script_enabled=False).page
    assert page.inner_text("h1")
    assert page.locator("main a, article a").count() > 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_and_the_switch_keeps(visit, flat_site, scheme):
    """Dark paper in the dark; one click changes it, and the next page has it too."""
    page = visit(flat_site, color_scheme=scheme).page
    brightness = (
        "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    )
    first = page.evaluate(brightness)
    assert (first < 380) == (scheme == "dark")
    page.locator("form[data-md-component=palette] label:visible").click()
    page.wait_for_function(f"({brightness})() {'>' if scheme == 'dark' else '<'} 380")
    page.click("text=Actors")
    page.wait_for_url("**/actors/index.html")
    assert (page.evaluate(brightness) < 380) != (scheme == "dark")


def test_a_choice_of_palette_is_shown_before_any_script_of_ours_runs(visit, flat_site):
    """A page of somebody who chose dark in a light system is never light first."""
    page = visit(flat_site, color_scheme="light").page
    page.locator("form[data-md-component=palette] label:visible").click()
    page.route("**/assets/site.js", lambda route: route.fulfill(body=""))
    page.goto(page.url.replace("index.html", "timeline.html"))
    assert page.get_attribute("body", "data-md-color-scheme") == "ink"
    assert not page.evaluate("document.documentElement.classList.contains('no-js')")


def test_nothing_moves_once_it_is_read(visit, flat_site, speaker):
    """The button that copies a statement has its place before it is there."""
    page = visit(flat_site, f"actors/{speaker.id}.html", viewport={"width": 412, "height": 823}).page
    places = "[...document.querySelectorAll('figure.quote')].map((one) => Math.round(one.getBoundingClientRect().top))"
    page.wait_for_selector(".cite")
    with_buttons = page.evaluate(places)
    page.route("**/assets/site.js", lambda route: route.fulfill(body=""))
    page.reload()
    assert page.locator(".cite").count() == 0
    assert page.evaluate(places) == with_buttons


def test_a_citation_holds_the_whole_statement(visit, flat_site, speaker):
    """What is folded away is copied too, with who said it and where."""
    page = visit(flat_site, f"actors/{speaker.id}.html").page
    page.wait_for_selector(".cite")
    page.evaluate("""() => {
        navigator.clipboard.writeText = async (text) => { window.copied = text; };
        const figure = document.querySelector("figure.quote");
        const more = Object.assign(document.createElement("blockquote"), { textContent: "and so on" });
        figure.querySelector("blockquote").after(more);
        figure.querySelector(".cite").click();
    }""")
    page.wait_for_function("window.copied")
    first = page.locator("figure.quote blockquote").first.text_content()
    assert page.evaluate("window.copied").startswith(" ".join(first.split()) + " and so on (")


@pytest.mark.parametrize("site", ["flat_site", "folder_site"])
def test_an_old_link_to_a_statement_finds_the_page_that_has_it(request, visit, site, speaker, kb):
    """A statement that went to another page is found by way of its article."""
    other = next(actor for actor in kb.actors if actor.has_page and actor.id != speaker.id)
    ending = ".html" if site == "flat_site" else "/"
    page = visit(request.getfixturevalue(site), f"actors/{speaker.id}{ending}").page
    page.wait_for_selector("figure.quote")
    anchor = page.locator("figure.quote").first.get_attribute("id")
    wanted = page.url.split("#")[0] + "#" + anchor
    page.goto(wanted.replace(f"actors/{speaker.id}", f"actors/{other.id}"))
    page.wait_for_url(wanted)


def test_what_is_folded_is_open_on_paper_and_folded_again(visit, flat_site, speaker):
    """The reasons of a statement are printed."""
    page = visit(flat_site, f"actors/{speaker.id}.html").page
    folded = "document.querySelectorAll('details:not([open])').length"
    before = page.evaluate(folded)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (before > 0, page.evaluate(folded)) == (True, 0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before


def test_paper_has_no_navigation_and_no_search(visit, flat_site, kb):
    """The print view is the page's words alone."""
    page = visit(flat_site, f"days/{kb.articles[3].published}.html").page
    page.emulate_media(media="print")
    assert page.is_visible("h1")
    assert not page.is_visible(".md-tabs")
    assert not page.is_visible("a.find")


def test_a_page_is_one_click_from_disk_and_makes_no_error(visit, flat_site, kb):
    """Every kind of page, opened from disk with scripts on, logs nothing (the fixture looks)."""
    actor = next(actor for actor in kb.actors if actor.has_page)
    for path in (f"actors/{actor.id}.html", f"articles/{kb.articles[0].id}.html", f"events/{kb.events[0].id}.html"):
        page = visit(flat_site, path, disk=True).page
        page.wait_for_load_state("networkidle")


def test_a_merged_address_opens_at_the_same_anchor(visit, flat_site):
    """The forwarding page keeps the anchor that was asked for."""
    from generator.addresses import Addresses
    from generator.pages.places import Ref
    from generator.redirects import _forward

    text = _forward(
        "actors/old-name.html", Ref("actors/index.md"), "Old Name", Addresses(site="", directory_urls=False)
    )
    (flat_site.site / "actors" / "old-name.html").write_text(text)
    page = visit(flat_site, "actors/old-name.html#somebody").page
    page.wait_for_url("**/actors/index.html#somebody")


def test_pdf_of_a_day_is_printed(flat_site, kb, tmp_path, monkeypatch):
    """A file that begins as a PDF does, of the page that was asked for."""
    from pypdf import PdfReader

    from generator.printing import print_page

    day = kb.articles[3].published
    print_page(flat_site, "day", day, tmp_path / "day.pdf")
    text = PdfReader(tmp_path / "day.pdf").pages[0].extract_text()
    assert day[:4] in text
    assert "Search names" not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [([], "give one of --day, --actor, --event"), (["--day", "2025-01-01", "--actor", "x"], "one page")],
)
def test_pdf_wants_one_page(words, message):
    """Wrong usage is told with the options."""
    result = CliRunner().invoke(main, ["export", "pdf", *words])
    assert result.exit_code == 2
    assert message in result.output


def test_a_missing_browser_is_told_with_the_remedy(flat_site, monkeypatch):
    """Which program to install, and that any browser prints the same."""
    from generator.printing import PrintError, find_browser

    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PrintError, match="install chromium"):
        find_browser()


def test_an_unknown_page_is_told_with_the_nearest(flat_site, kb):
    """A slip in an id names the id that was meant."""
    from generator.printing import PrintError, find_page

    actor = next(actor for actor in kb.actors if actor.has_page)
    with pytest.raises(PrintError, match=actor.id):
        find_page(flat_site, "actor", actor.id[:-1])
