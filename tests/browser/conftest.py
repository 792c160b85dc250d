"""A site in Debian's Chromium: built once from invented articles, served below a path, or opened from disk."""

import functools
import http.server
import json
import shutil
import threading
from pathlib import Path

import pytest

from bench.synthetic import make_folder
from generator.building import write_pages
from generator.config import load_config
from generator.errors import Report
from generator.publishing import build_site
from generator.resolution import resolve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARTICLES = 60


def make_site(folder: Path, settings: str = "", articles: int = ARTICLES):
    """Build a site of invented articles into folder/site and return its configuration."""
    (folder / "articles").mkdir(parents=True)
    (folder / "generator.yml").write_text("name: Test Briefing\nmin_articles: 1\n", encoding="utf-8")
    if settings:
        shipped = Path(__file__).parents[2] / "mkdocs.yml"
        (folder / "settings").mkdir()
        (folder / "generator.yml").open("a").write("mkdocs: settings/mkdocs.yml\n")
        (folder / "settings" / "mkdocs.yml").write_text(
            f"INHERIT: {json.dumps(str(shipped))}\n{settings}", encoding="utf-8"
        )
    config = load_config(folder / "generator.yml")
    write_pages(resolve(*make_folder(articles, seed=5), min_articles=1), config, Report())
    build_site(config, fresh=True)
    return config


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory):
    """The default: `actors/x.html`, fit for opening from disk."""
    return make_site(tmp_path_factory.mktemp("flat"))


@pytest.fixture(scope="session")
def folder_site(tmp_path_factory):
    """With `use_directory_urls: true`: `actors/x/`."""
    return make_site(tmp_path_factory.mktemp("folders"), "use_directory_urls: true\n")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A handler that prints nothing and serves `/sub/path/` from the site."""

    def log_message(self, *_):
        pass

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/sub/path"))


@pytest.fixture(scope="session")
def serve():
    """Return a function from a site to its address below a sub-path."""
    servers = []

    def start(config) -> str:
        handler = functools.partial(Quiet, directory=str(config.site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/sub/path/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Watched:
    """A page with everything that must not happen on it: errors, and requests to other hosts."""

    def __init__(self, context, own: str):
        self.page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.own = own
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.own, "data:"))]

    def fetched(self, part: str) -> list[str]:
        """Requests whose address holds a part."""
        return [url for url in self.requests if part in url]


@pytest.fixture
def visit(browser, serve):
    """Open a site in a new profile, by address or from disk; afterwards nothing may have failed or left the site."""
    opened = []

    def start(config, path="index.html", *, disk=False, **settings):
        root = config.site.as_uri() + "/" if disk else serve(config)
        context = browser.new_context(**settings)
        watched = Watched(context, root)
        opened.append((context, watched))
        watched.page.goto(root + path)
        return watched

    yield start
    for context, watched in opened:
        context.close()
        assert watched.errors == []
        assert watched.foreign == []
