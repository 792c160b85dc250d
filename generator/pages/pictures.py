"""Static pictures as SVG: equal input gives equal bytes, no script, a table beside each says the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

LEFT, RIGHT, STEP, TOP, WIDTH = 160, 310, 30, 30, 470
CAP, LINES = 12, 40
"""Speakers, named and lines drawn in the network; the table has more."""
BARS_WIDTH, BARS_HEIGHT, BARS_GAP = 290, 34, 16

Pair = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: its name, and a number for each period."""

    name: str
    counts: Sequence[int]


def draw_activity(periods: Sequence[tuple[str, str]], series: Sequence[Series]) -> str:
    """Return bars over time, one row a series on its own scale; each bar leads to the row of its period.

    `periods` are (anchor of the row, label); the first and last label and each row's highest number are printed. Empty
    for fewer than two periods.
    """
    if len(periods) < 2:
        return ""
    step = BARS_WIDTH / len(periods)
    width = round(max(1.0, min(step - 1, 18.0)), 2)
    parts = []
    for row, one in enumerate(series):
        base = (row + 1) * (BARS_HEIGHT + BARS_GAP)
        top = max([*one.counts, 1])
        parts.append(f'<text x="0" y="{base - BARS_HEIGHT - 4}">{escape(one.name)}</text>')
        parts.append(f'<text x="{BARS_WIDTH}" y="{base - BARS_HEIGHT - 4}" text-anchor="end">up to {top}</text>')
        parts.append(f'<line x1="0" x2="{BARS_WIDTH}" y1="{base}" y2="{base}"/>')
        for index, ((anchor, _), count) in enumerate(zip(periods, one.counts, strict=True)):
            if count:
                height = round(max(1.5, BARS_HEIGHT * count / top), 1)
                bar = f'<rect x="{index * step:.4g}" y="{base - height:g}" width="{width:g}" height="{height:g}"/>'
                parts.append(f'<a href="#{anchor}" tabindex="-1">{bar}</a>')
    height = len(series) * (BARS_HEIGHT + BARS_GAP) + BARS_GAP
    parts.append(f'<text x="0" y="{height - 3}">{escape(periods[0][1])}</text>')
    parts.append(f'<text x="{BARS_WIDTH}" y="{height - 3}" text-anchor="end">{escape(periods[-1][1])}</text>')
    return "\n".join([f'<svg class="bars" viewBox="0 0 {BARS_WIDTH} {height}" aria-hidden="true">', *parts, "</svg>"])


def pair_id(speaker: str, about: str, word: str = "about") -> str:
    """Return the anchor of a pair's row."""
    return f"{speaker}-{word}-{about}"


def draw_network(
    pairs: Sequence[Pair],
    names: Mapping[str, str],
    *,
    heads: tuple[str, str] = ("Speaker", "Spoken about"),
    word: str = "about",
) -> str:
    """Return two columns, speakers left and the named right, with a band as thick as the number of quotations.

    `pairs` are (left id, right id, number); `names` holds the names as HTML text; `heads` stand over the columns. At
    most `CAP` of each are drawn, and the `LINES` thickest bands. Each band leads to the row of its pair (`pair_id`).
    """
    by, about = Counter[str](), Counter[str]()
    for speaker, named, number in pairs:
        by[speaker] += number
        about[named] += number
    left = [key for key, _ in sorted(by.items(), key=lambda item: (-item[1], item[0]))][:CAP]
    right = [key for key, _ in sorted(about.items(), key=lambda item: (-item[1], item[0]))][:CAP]
    kept = [pair for pair in pairs if pair[0] in left and pair[1] in right]
    drawn = sorted(kept, key=lambda pair: (-pair[2], pair[0], pair[1]))[:LINES]
    left = [key for key in left if any(pair[0] == key for pair in drawn)]
    places: dict[str, list[int]] = defaultdict(list)
    for speaker, named, number in drawn:
        places[named] += [left.index(speaker)] * number
    right = sorted(places, key=lambda key: (sum(places[key]) / len(places[key]), key))
    if not drawn:
        return ""
    height = TOP + STEP * max(len(left), len(right))
    shift = (len(left) - len(right)) * STEP / 2
    y = {("by", key): TOP + STEP * i + 12.0 + max(0.0, -shift) for i, key in enumerate(left)}
    y |= {("about", key): TOP + STEP * i + 12.0 + max(0.0, shift) for i, key in enumerate(right)}
    unit, at = _ports(drawn, y)
    middle = (LEFT + RIGHT) // 2
    parts = [
        f'<svg class="net" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">',
        f'<text class="cap" x="{LEFT}" y="14" text-anchor="end">{heads[0]}</text>',
        f'<text class="cap" x="{RIGHT}" y="14">{heads[1]}</text>',
    ]
    for speaker, named, number in drawn:
        a, b = at["by", speaker, named], at["about", speaker, named]
        path = f"M{LEFT + 8} {a:.4g}C{middle} {a:.4g} {middle} {b:.4g} {RIGHT - 8} {b:.4g}"
        band = f'<path d="{path}" stroke-width="{max(1.0, unit * number):.3g}"/>'
        parts.append(f'<a href="#{pair_id(speaker, named, word)}" tabindex="-1">{band}</a>')
    for key in left:
        parts.append(f'<text x="{LEFT}" y="{y["by", key] + 4:g}" text-anchor="end">{names[key]}</text>')
    for key in right:
        parts.append(f'<text x="{RIGHT}" y="{y["about", key] + 4:g}">{names[key]}</text>')
    return "\n".join([*parts, "</svg>"])


def _ports(
    pairs: Sequence[Pair], places: Mapping[tuple[str, str], float]
) -> tuple[float, dict[tuple[str, str, str], float]]:
    """Give every pair its own stretch of both its labels, so that bands lie side by side."""
    load: Counter[tuple[str, str]] = Counter()
    for speaker, named, number in pairs:
        load["by", speaker] += number
        load["about", named] += number
    unit = min(3.0, (STEP - 6) / max(load.values()))
    at: dict[tuple[str, str, str], float] = {}
    for (side, key), total in load.items():
        this, facing = (0, "about") if side == "by" else (1, "by")
        mine = sorted((p for p in pairs if p[this] == key), key=lambda p: (places[facing, str(p[1 - this])], p))
        edge = places[side, key] - unit * total / 2
        for speaker, named, number in mine:
            at[side, speaker, named] = edge + unit * number / 2
            edge += unit * number
    return unit, at
