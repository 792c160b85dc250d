"""A page of the built site as PDF, through a headless Chromium if one is installed.

The print stylesheet of the site does the layout; nothing is asked of the network, and the file is read from disk.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.config import Config, suggest
from generator.errors import GeneratorError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FOLDERS: Mapping[str, str] = {"day": "days", "actor": "actors", "event": "events"}
PATIENCE = 120
"""Seconds after which a browser that does not answer is ended."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)


class PrintError(GeneratorError):
    """The page is not there, or no browser can print it."""


def find_browser() -> str:
    """Return the path of an installed Chromium; `PrintError` says what to install."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    raise PrintError(
        "no Chromium found to print with (install chromium, or print the page from any browser: its print view is the same)"
    )


def find_page(config: Config, kind: str, name: str) -> Path:
    """Return the built HTML page of a day, actor or event id; `PrintError` suggests the nearest."""
    folder = config.site / FOLDERS[kind]
    pages = {path.parent.name: path for path in folder.glob("*/index.html")}
    pages.update({path.stem: path for path in folder.glob("*.html") if path.stem != "index"})
    if name not in pages:
        raise PrintError(f"no {kind} {name!r} in {folder} ({suggest(name, sorted(pages))})")
    return pages[name]


def print_page(config: Config, kind: str, name: str, output: Path) -> None:
    """Write the page of a day (`2025-05-19`), actor or event (their ids) as A4 PDF."""
    browser, page = find_browser(), find_page(config, kind, name)
    with tempfile.TemporaryDirectory() as profile:
        target = Path(profile) / "page.pdf"
        command = [browser, *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={target}", page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise PrintError(f"{browser} did not finish in {PATIENCE} seconds (try again)") from error
        if not target.is_file():
            raise PrintError(f"{browser} printed nothing: {done.stderr.strip()[-300:]}")
        shutil.move(target, output)
