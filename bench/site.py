"""What the site costs: `python -m bench.site [ARTICLES ...]`, by default about 1,000 pages.

For each number of invented articles (bench/synthetic.py, no pipeline) it prints milliseconds of processor time a page for
writing the pages, for MkDocs and for Pagefind; the size of the median and the largest page; and the seconds from opening
the search to the first result, for a name and for words, in a new profile of a headless Chromium. `--site FOLDER` measures
pages and search of a site that is built. `--serve` touches an article beside a running `briefingbook serve` and prints the
seconds until the browser has loaded the page again, and how many builds ran.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.synthetic import make_folder
from generator.building import write_pages
from generator.config import load_config
from generator.errors import Report
from generator.publishing import build_site
from generator.resolution import resolve

PAGES = 195
"""Invented articles that make about a thousand pages."""


def processor_seconds() -> float:
    """Return the processor time of this process and its finished children."""
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


def measure_build(articles: int, folder: Path) -> dict[str, float]:
    """Build a site of invented articles in `folder`; returns pages and milliseconds a page of each step."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "generator.yml").write_text("", encoding="utf-8")
    config = load_config(folder / "generator.yml")
    kb = resolve(*make_folder(articles))
    marks = [processor_seconds()]
    write_pages(kb, config, Report())
    marks.append(processor_seconds())
    build_site(config, fresh=True)
    marks.append(processor_seconds())
    shutil.rmtree(config.site / "pagefind")
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(config.site), "--silent"], check=True)
    marks.append(processor_seconds())
    pages = len(list(config.site.rglob("*.html")))
    write, site, search = (1000 * (b - a) / pages for a, b in pairwise(marks))
    return {"pages": pages, "write": write, "mkdocs": site - search, "pagefind": search, "full build": site}


def measure_pages(site: Path) -> dict[str, float]:
    """Return kilobytes of the median and the largest page, and megabytes of the site."""
    sizes = sorted(path.stat().st_size for path in site.rglob("*.html"))
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return {"median kB": statistics.median(sizes) / 1e3, "largest kB": sizes[-1] / 1e3, "site MB": total / 1e6}


class Zipped(http.server.SimpleHTTPRequestHandler):
    """Static files, compressed as any web server does."""

    def log_message(self, *_: Any) -> None:
        """Print nothing."""

    def send_head(self) -> Any:
        """Send text compressed."""
        import io

        path = Path(self.translate_path(self.path.split("?")[0]))
        if path.is_dir():
            path = path / "index.html"
        if path.suffix not in (".html", ".js", ".css", ".json", ".xml", ".svg") or not path.is_file():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 5)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


class Server(http.server.ThreadingHTTPServer):
    """A server to which it does not matter that a page is closed while it loads."""

    def handle_error(self, *_: Any) -> None:
        """Print nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this computer; gives its address."""
    server = Server(("127.0.0.1", 0), functools.partial(Zipped, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


FIRST = """([key, words, selector]) => new Promise((resolve) => {
  const begun = performance.now();
  const look = () => document.querySelector(selector) ? resolve((performance.now() - begun) / 1000) : setTimeout(look, 4);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const type = () => {
    const field = document.querySelector("#find-input");
    if (!field) return setTimeout(type, 4);
    field.value = words;
    field.dispatchEvent(new Event("input"));
    look();
  };
  type();
})"""


def measure_search(site: Path, *, rounds: int = 3) -> dict[str, float]:
    """Return the median seconds from opening the search to the first name and to the first sentence, cold, and the kB."""
    rows = (site / "names.js").read_text(encoding="utf-8").splitlines()
    person = next(row for row in rows if '"person"' in row).split('"')[1]
    found: dict[str, list[float]] = {"name s": [], "text s": [], "index kB": []}
    with served(site) as address, chromium() as browser:
        for _ in range(rounds):
            for label, selector in (("name s", ".find-results a"), ("text s", ".find-results li p")):
                context = browser.new_context()
                page = context.new_page()
                page.goto(address, wait_until="networkidle")
                requests: list[Any] = []
                page.on("requestfinished", lambda request, requests=requests: requests.append(request))
                found[label].append(page.evaluate(FIRST, ["/", person, selector]))
                page.wait_for_timeout(200)
                found["index kB"].append(sum(request.sizes()["responseBodySize"] for request in requests) / 1e3)
                context.close()
    return {label: statistics.median(values) for label, values in found.items()}


def measure_serve(folder: Path) -> dict[str, float]:
    """Touch one article of a project beside a running server; returns seconds until the page is loaded again, and builds.

    `folder` holds generator.yml and articles. Seconds count from the write to the loaded page, in a browser that is open.
    """
    config = load_config(folder / "generator.yml")
    article = sorted(config.articles.rglob("*.[mt][dx]*"))[0]
    log = (folder / "serve.log").open("w+", encoding="utf-8")
    command = [sys.executable, "-m", "generator", "serve", "-c", str(folder / "generator.yml"), "-a", "127.0.0.1:8765"]
    server = subprocess.Popen(
        command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        return _touch(article, Path(log.name))
    finally:
        server.terminate()
        server.wait()


def _touch(article: Path, log: Path) -> dict[str, float]:
    def builds() -> int:
        return log.read_text(encoding="utf-8").count("Documentation built in")

    while builds() == 0:
        time.sleep(0.2)
    time.sleep(6)
    before, seconds = builds(), []
    with chromium() as browser:
        page = browser.new_page()
        page.goto("http://127.0.0.1:8765/", wait_until="load")
        page.wait_for_timeout(1500)
        for number in range(3):
            with page.expect_event("load", timeout=60_000):
                begun = time.monotonic()
                with article.open("a", encoding="utf-8") as file:
                    file.write(f"\n\nThe harbour master counted {number + 3} boats.\n")
            seconds.append(time.monotonic() - begun)
            page.wait_for_timeout(6000)
    written = re.findall(r"pages written \(([\d.]+) s\)", log.read_text(encoding="utf-8"))
    return {
        "touch to reload s": statistics.median(seconds),
        "of these the generator s": statistics.median(float(one) for one in written[-len(seconds) :]),
        "builds a change": (builds() - before) / len(seconds),
    }


def show(values: dict[str, float]) -> None:
    """Print one line."""
    print("  ".join(f"{label} {value:.4g}" for label, value in values.items()), flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", help="numbers of invented articles")
    parser.add_argument("--site", type=Path, help="a built site whose pages and search are measured")
    parser.add_argument("--serve", type=Path, help="a project whose reload is measured; its first article is edited")
    parser.add_argument("--no-search", action="store_true", help="leave the browser out")
    chosen = parser.parse_args()
    if chosen.site or chosen.serve:
        show(measure_pages(chosen.site) | measure_search(chosen.site) if chosen.site else measure_serve(chosen.serve))
        return
    for articles in chosen.articles or [PAGES]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            show({"articles": articles, **measure_build(articles, folder)})
            show(measure_pages(folder / "site"))
            if not chosen.no_search:
                show(measure_search(folder / "site"))


if __name__ == "__main__":
    main()
