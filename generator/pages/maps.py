"""A small map of the states involved: outlines as SVG, cut to where the states are, with a table that says the same.

The outlines are Natural Earth's (public domain) in `data/outlines.yml`. Plain degrees, stretched by the latitude in the
middle: a picture to see where, not to measure by.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.data import load_data
from generator.model import Page
from generator.pages.wording import plural

if TYPE_CHECKING:
    from generator.pages import Site

WIDTH, SMALLEST, MARGIN = 640, (400.0, 220.0), 0.08
"""Width in pixels; the smallest window in tenths of a degree; the margin around the states as a share of the window."""
DRAWN, LABELS, ROWS = 40, 12, 250
"""States filled, names printed on the map, and rows of the table."""

Ring = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world shown, in tenths of a degree, and how many pixels one of them is wide and high."""

    west: float
    south: float
    east: float
    north: float
    across: float
    up: float

    def place(self, point: tuple[float, float]) -> tuple[int, int]:
        """Return the pixel of a point."""
        return round((point[0] - self.west) * self.across), round((self.north - point[1]) * self.up)

    def shows(self, ring: Ring) -> bool:
        """Tell whether the box of a ring touches the window."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return min(xs) < self.east and max(xs) > self.west and min(ys) < self.north and max(ys) > self.south


@cache
def load_outlines() -> Mapping[str, tuple[Ring, ...]]:
    """Return the rings of each state, the largest first, as points in tenths of a degree."""
    return {name: tuple(_read_ring(ring) for ring in text.split(",")) for name, text in load_data("outlines").items()}


def _read_ring(text: str) -> Ring:
    numbers = [int(number) for number in text.split()]
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def draw_map(counts: Mapping[str, int], anchors: Mapping[str, str]) -> str:
    """Return the map: each state of `counts` filled the darker the more, leading to the row of its anchor.

    An empty string if no state has an outline. Equal input gives equal bytes.
    """
    outlines = load_outlines()
    ranked = sorted((name for name in counts if name in outlines), key=lambda name: (-counts[name], name))[:DRAWN]
    if not ranked:
        return ""
    window = _window([outlines[name][0] for name in ranked])
    height = round((window.north - window.south) * window.up)
    land = "".join(_path(window, rings) for name, rings in sorted(outlines.items()) if name not in ranked)
    top = math.log1p(counts[ranked[0]])
    parts = [f'<svg class="map" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">', f'<path d="{land}"/>']
    for name in ranked:
        shade = round(0.25 + 0.6 * math.log1p(counts[name]) / top, 2)
        shape = f'<path d="{_path(window, outlines[name])}" fill-opacity="{shade}"/>'
        parts.append(f'<a href="#{anchors[name]}" tabindex="-1">{shape}</a>')
    parts.extend(_labels(window, ranked, height))
    return "\n".join([*parts, "</svg>"])


def _window(rings: Sequence[Ring]) -> Window:
    """Return the window around the largest rings, with a margin, neither too small nor too narrow."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    stretch = math.cos(math.radians(min(abs(middle_y) / 10, 60)))
    wide = max((max(xs) - min(xs)) * (1 + 2 * MARGIN), SMALLEST[0])
    high = max((max(ys) - min(ys)) * (1 + 2 * MARGIN), SMALLEST[1], wide * stretch / 2.4)
    wide = max(wide, high / stretch * 1.2)
    across = WIDTH / wide
    return Window(
        middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2, across, across / stretch
    )


def _path(window: Window, rings: Sequence[Ring]) -> str:
    parts = []
    for ring in rings:
        if window.shows(ring):
            (x, y), *rest = (window.place(point) for point in ring)
            steps = []
            for nx, ny in rest:
                if (nx, ny) != (x, y):
                    steps.append(f"{nx} {ny}")
                x, y = nx, ny
            if len(steps) > 1:
                parts.append(f"M{' '.join(map(str, window.place(ring[0])))}L{' '.join(steps)}z")
    return "".join(parts)


def _labels(window: Window, ranked: Sequence[str], height: int) -> Iterator[str]:
    """Yield names, the most involved first, where no other name stands and the whole name is on the map."""
    taken: list[tuple[float, float, float, float]] = []
    for name in ranked:
        ring = load_outlines()[name][0]
        x, y = window.place((sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)))
        half = 3.6 * len(name) + 4
        box = (x - half, y - 9, x + half, y + 9)
        free = all(box[0] > o[2] or box[2] < o[0] or box[1] > o[3] or box[3] < o[1] for o in taken)
        if free and box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height and len(taken) < LABELS:
            taken.append(box)
            yield f'<text x="{x}" y="{y + 4}" text-anchor="middle">{escape(name)}</text>'


def map_pages(site: Site) -> Iterator[Page]:
    """Yield states.md: the states of the folder with their events, statements about them and sentences that name them."""
    rows = [_row(site, actor.id) for actor in site.kb.actors if actor.kind == "state"]
    rows.sort(key=lambda row: (-row["events"], -row["sentences"], row["named"].name))
    measure = "events" if any(row["events"] for row in rows) else "sentences"
    counts = {row["named"].name: row[measure] for row in rows if row[measure]}
    missing = [name for name in counts if name not in load_outlines()]
    drawn = min(DRAWN, len(counts) - len(missing))
    yield Page(
        path="states.md",
        template="states.md.j2",
        context={
            "picture": Markup(draw_map(counts, {row["named"].name: row["id"] for row in rows})),
            "rows": rows[:ROWS],
            "more": max(0, len(rows) - ROWS),
            "total": plural(len(rows), "state"),
            "measure": measure,
            "drawn": drawn,
            "left_out": max(0, len(counts) - len(missing) - drawn),
            "missing": missing,
        },
    )


def _row(site: Site, actor: str) -> dict[str, Any]:
    kb = site.kb
    mentions = kb.mentions_of(actor)
    return {
        "id": f"state-{actor}",
        "named": site.places.named(actor),
        "events": len(kb.events_of(actor)),
        "says": len(kb.quotes_by(actor)),
        "about": len(kb.quotes_about(actor)),
        "sentences": len({(mention.span.article, kb.sentence_of(mention.span).number) for mention in mentions}),
    }
