"""Pictures made at build time: what they show, where they lead, and that they are the same twice."""

import re
from itertools import pairwise

import pytest

from generator.pages.activity import count_activity
from generator.pages.maps import draw_map, load_outlines
from generator.pages.pictures import CAP, draw_network
from generator.states import load_states
from tests.builders import Draft, Folder, make_kb
from tests.rendered import render, site


def test_the_network_is_capped_and_leads_to_rows():
    """At most so many on each side are drawn; the same pairs give the same bytes."""
    pairs = [(f"s{n}", f"n{n % 17}", 30 - n) for n in range(20)]
    names = {key: key for pair in pairs for key in pair[:2]}
    picture = draw_network(pairs, names)
    assert picture == draw_network(pairs, names)
    assert len(re.findall(r'text-anchor="end">s\d+', picture)) <= CAP
    assert all(f"{one}-about-{other}" for one, other in re.findall(r'href="#(s\d+)-about-(n\d+)"', picture))
    assert f"at most {CAP} speakers" in site()["network.md"]


def test_every_link_of_a_picture_leads_to_a_row_of_its_page():
    """Bars and bands have no other target than the table beside them."""
    for page in (site()["network.md"], site()["timeline.md"], site()["actors/mara-holt.md"]):
        targets = re.findall(r'<a href="#([^"]+)" tabindex="-1">', page)
        assert targets
        assert all(f'id="{target}"' in page or f"#{target} }}" in page for target in targets)


@pytest.mark.parametrize(
    ("last", "unit", "bars"), [("2031-03-09", "day", 9), ("2032-05-01", "month", 15), ("2040-01-01", "year", 10)]
)
def test_activity_is_counted_by_the_unit_that_fits(last, unit, bars):
    """Days up to five weeks, then months, then years; a single day draws nothing."""
    found = count_activity({"Articles": ["2031-03-01", "2031-03-01", last]})
    assert found is not None
    assert found.unit == unit
    assert found.rows[0].counts == (2,)
    assert found.picture.count("<rect") == 2
    assert count_activity({"Articles": ["2031-03-01"]}) is None
    assert bars >= len(found.rows)


def test_the_map_shows_the_states_and_says_which_it_cannot_show():
    """Each drawn state leads to its row, and a state without an outline is named under the picture."""
    draft = Draft("a", "Norway and Malta met Norland.", published="2031-01-01")
    for name in ("Norway", "Malta", "Norland"):
        draft.name(name, name, "state")
    page = render(make_kb(Folder(drafts=[draft])))["states.md"]
    assert re.findall(r'<a href="#([\w-]+)"', page) == ["state-norway"]
    assert page.count("{: #state-norway }") == 1
    assert "without an outline at this scale: Malta, Norland" in page


def test_the_map_draws_the_more_involved_darker_and_the_same_twice():
    """Shades follow the counts; nothing to draw is an empty text."""
    counts = {"Norway": 9, "Chad": 1}
    anchors = {"Norway": "n", "Chad": "c"}
    picture = draw_map(counts, anchors)
    shades = [float(shade) for shade in re.findall(r'fill-opacity="([\d.]+)"', picture)]
    assert shades == sorted(shades, reverse=True)
    assert picture == draw_map(counts, anchors)
    assert draw_map({"Nowhere": 3}, {"Nowhere": "x"}) == ""


def test_outlines_are_of_states_we_know_and_never_jump_around_the_globe():
    """Each ring has an area and no step of half the globe; nearly all names are those of our states."""
    outlines = load_outlines()
    steps = [abs(a[0] - b[0]) for rings in outlines.values() for ring in rings for a, b in pairwise(ring)]
    assert max(steps) < 900
    assert all(len(ring) >= 3 for rings in outlines.values() for ring in rings)
    assert len(set(outlines) - {state.name for state in load_states()}) < 10
