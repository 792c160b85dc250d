"""Static pictures as SVG: equal input gives equal bytes, no script, a table beside each says the same."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

LEFT, RIGHT, STEP, TOP = 140, 288, 32, 30
CAP = 12
"""Speakers and named drawn in the network; the table has all."""

Pair = tuple[str, str, int]


def activity_bars(days: Sequence[str]) -> str:
    """Return bars of articles a day (a month if the span is over 120 days), or an empty string for fewer than two days."""
    counts = Counter(days)
    if len(counts) < 2:
        return ""
    first, last = datetime.date.fromisoformat(min(counts)), datetime.date.fromisoformat(max(counts))
    if (last - first).days > 120:
        counts = Counter(day[:7] for day in days)
        keys = [f"{year:04}-{month:02}" for year in range(first.year, last.year + 1) for month in range(1, 13)]
        keys = [key for key in keys if min(counts) <= key <= max(counts)]
    else:
        keys = [(first + datetime.timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    top = max(counts.values())
    width = max(2, min(14, 320 // len(keys)))
    bars = [
        f'<rect x="{index * width}" y="{40 - height:g}" width="{width - 1}" height="{height:g}"/>'
        for index, key in enumerate(keys)
        if (height := round(40 * counts.get(key, 0) / top, 1))
    ]
    return (
        f'<svg class="bars" viewBox="0 0 {width * len(keys)} 41" width="{width * len(keys)}" height="41" '
        f'aria-hidden="true">{"".join(bars)}</svg>'
    )


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
    most `CAP` of each are drawn. Each band leads to the row of its pair (`pair_id`).
    """
    by, about = Counter[str](), Counter[str]()
    for speaker, named, number in pairs:
        by[speaker] += number
        about[named] += number
    left = [key for key, _ in sorted(by.items(), key=lambda item: (-item[1], item[0]))][:CAP]
    right = [key for key, _ in sorted(about.items(), key=lambda item: (-item[1], item[0]))][:CAP]
    drawn = [pair for pair in pairs if pair[0] in left and pair[1] in right]
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
        f'<svg class="net" viewBox="0 0 430 {height}" aria-hidden="true">',
        f'<text class="cap" x="{LEFT}" y="14" text-anchor="end">{heads[0]}</text>',
        f'<text class="cap" x="{RIGHT}" y="14">{heads[1]}</text>',
    ]
    for speaker, named, number in drawn:
        a, b = at["by", speaker, named], at["about", speaker, named]
        path = f"M{LEFT + 8} {a:.4g}C{middle} {a:.4g} {middle} {b:.4g} {RIGHT - 8} {b:.4g}"
        band = f'<path d="{path}" stroke-width="{unit * number:.3g}"/>'
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
