"""Take the README's screenshots from the built example site: `python -m bench.screenshots` writes docs/images/*.png.

Needs Playwright and a Chromium (Debian's package, or one named by the variable CHROMIUM). The page is read from the disk,
so that no server has to run; fonts come with the site, so that the pictures are the same on every machine.
"""

from __future__ import annotations

import base64
import os
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.printing import find_browser

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: the page below the site with its anchor, the window in pixels, and the palette.

    `page` may be a pattern: the largest page of that name is taken, since ids of events change with what is found.
    """

    name: str
    page: str
    width: int = 1120
    height: int = 840
    dark: bool = False


SHOTS = (
    Shot(name="home-light", page="index.html"),
    Shot(name="home-dark", page="index.html", dark=True),
    Shot(name="actor", page="actors/volodymyr-zelenskyy.html"),
    Shot(name="event", page="events/2*.html"),
    Shot(name="article", page="articles/2025-05-20-buying-time-md.html#s3", height=640),
    Shot(name="network", page="network.html", height=640),
    Shot(name="phone", page="index.html", width=390, height=780),
)


REDUCE = """async (data) => {
  const image = new Image(); image.src = "data:image/png;base64," + data; await image.decode();
  const {width, height} = image, context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const rgba = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer), counts = new Map();
  for (const color of rgba) counts.set(color, (counts.get(color) || 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 64).map(([color]) => color);
  const parts = (c) => [c & 255, c >> 8 & 255, c >> 16 & 255], kept = palette.map(parts), nearest = new Map();
  const find = (color) => {
    if (!nearest.has(color)) {
      const p = parts(color), away = kept.map((k) => k.reduce((sum, v, i) => sum + (v - p[i]) ** 2, 0));
      nearest.set(color, away.indexOf(Math.min(...away)));
    }
    return nearest.get(color);
  };
  return {width, height, palette: kept.flat(), pixels: btoa(Array.from(rgba, (c) => String.fromCharCode(find(c))).join(""))};
}"""
"""Keeps the 64 colours that are most frequent, exactly, and the nearest of them for the others: letters lose nothing."""


def encode(reduced: dict[str, Any]) -> bytes:
    """Return a PNG with a palette of the pixels that `REDUCE` gave back."""
    width, height = reduced["width"], reduced["height"]
    pixels = base64.b64decode(reduced["pixels"])
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(reduced["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def take(site: Path, images: Path) -> list[Path]:
    """Write the pictures of a built site; returns their paths. Raises FileNotFoundError for a page that is not there."""
    from playwright.sync_api import sync_playwright

    images.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHROMIUM") or find_browser()
    written = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            file, _, anchor = shot.page.partition("#")
            found = max(sorted(site.glob(file)), key=lambda path: path.stat().st_size, default=None)
            if found is None:
                raise FileNotFoundError(f"{site / file}: no such page (build the example site first: make site)")
            size = {"width": shot.width, "height": shot.height}
            page = browser.new_page(viewport=size, color_scheme="dark" if shot.dark else "light")
            page.goto(found.resolve().as_uri() + (f"#{anchor}" if anchor else ""))
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(200)
            data = base64.b64encode(page.screenshot()).decode()
            (images / f"{shot.name}.png").write_bytes(encode(page.evaluate(REDUCE, data)))
            page.close()
            written.append(images / f"{shot.name}.png")
        browser.close()
    return written


if __name__ == "__main__":
    for path in take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site", IMAGES):
        print(path.relative_to(ROOT), path.stat().st_size)
