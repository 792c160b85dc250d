"""Every page kind in every state: axe finds nothing, in both palettes, on a phone and a desk; nothing scrolls sideways."""

from dataclasses import replace

import pytest

from generator.building import write_pages
from generator.config import load_config
from generator.publishing import build_site
from tests.builders import make_kb
from tests.states import a_report, every_state

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "index",
    "actors/index",
    "actors/mara-holt",
    "actors/mara-holt/2031-03",
    "actors/tomas-veld",
    "events/index",
    "events/by-type/attack",
    "events/2031-03-20-collision",
    "events/2031-04-02-summit",
    "timeline",
    "articles/index",
    "articles/summit",
    "articles/names",
    "articles/hostile",
    "articles/undated",
    "days/2031-04-02",
    "network",
    "states",
    "review",
    "statements",
    "statements/2031-04",
    "changes",
    "build",
    "about",
)


@pytest.fixture(scope="module")
def states_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("states")
    (folder / "articles").mkdir()
    (folder / "generator.yml").write_text("name: Test Briefing\n", encoding="utf-8")
    config = replace(load_config(folder / "generator.yml"), min_articles=1)
    report = a_report()
    write_pages(make_kb(every_state(130, 30), report), config, report)
    build_site(config, fresh=True)
    return config


@pytest.mark.parametrize(("palette", "width"), [("light", 390), ("dark", 1280)])
def test_every_page_kind_is_accessible(visit, states_site, palette, width):
    """All details open, no rule of axe is broken and no page is wider than its window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = visit(states_site, color_scheme=palette, viewport={"width": width, "height": 900})
    broken = []
    for name in PAGES:
        watched.page.goto(watched.own + f"{name}.html")
        watched.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = axe.run(watched.page, options=RULES).response["violations"]
        broken += [(name, one["id"], one["nodes"][0]["html"][:120]) for one in found]
        wider = watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        broken += [(name, "wider than the window", wider)] if wider > 0 else []
    assert broken == []


def test_the_same_fonts_are_shown_everywhere(visit, states_site):
    """The faces come with the site: none is taken from what is installed."""
    page = visit(states_site, "articles/summit.html").page
    loaded = page.evaluate(
        "document.fonts.ready.then((all) => [...all].filter((f) => f.status == 'loaded').map((f) => f.family))"
    )
    assert {name.strip('"') for name in loaded} == {"Book Serif", "Book Sans"}
