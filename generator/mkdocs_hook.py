"""The thin edge to MkDocs: generate before the build, watch the inputs, index after it.

The only module that knows MkDocs. `mkdocs.yml` names this file under `hooks`; without it the site still builds from
what `site_src/` holds, only without search and without following edits. MkDocs keeps this module loaded between
rebuilds of `mkdocs serve`, so the language pipeline is loaded once.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if str(Path(__file__).resolve().parent.parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.exceptions import PluginError
from watchdog.observers.polling import PollingObserver

from generator.building import PACKAGE, generate
from generator.config import Config, load_config
from generator.data import project_file
from generator.errors import GeneratorError
from generator.lean_markdown import LeanMarkdown
from generator.rendering import keep_compiled
from generator.search_index import settle_order

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.briefingbook")


class _Session:
    """What has to survive from one rebuild of `mkdocs serve` to the next."""

    serving = False
    dirty = False
    generated = False
    outputs: frozenset[str] = frozenset()
    indexing: subprocess.Popen[bytes] | None = None
    loading: threading.Thread | None = None
    lock = threading.Lock()


MADE_BY_THEME = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/", "pagefind/", "pagefind-new/")
"""What a build writes beside the files of site_src and the theme."""

SCRIPTS_OF_THEME = ("assets/javascripts/", "assets/stylesheets/palette.")
"""The theme's own scripts and palettes, two megabytes that our pages do not load (templates/theme/main.html)."""

NOT_SEARCHED = (".side", ".none", ".small", ".kicker", ".strip", "details", ".src", ".fn", ".article div > ul")
"""Parts of a page that repeat what another part or page says: standing words, the margin, notes, numbers of sources."""


FEW_FILES = 2_000
GLANCE = 0.1
"""Seconds between two looks at so few files: MkDocs looks twice a second, which every reload would wait for."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a server; fix the time stamps that would make two builds differ."""
    _Session.serving = command == "serve"
    _Session.dirty = dirty
    _Session.generated = os.environ.pop("BRIEFINGBOOK_GENERATED", "") == "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    for name in ("mkdocs", "properdocs") if dirty else ():
        logging.getLogger(f"{name}.commands.build").addFilter(_is_no_notice)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def _is_no_notice(record: logging.LogRecord) -> bool:
    """Drop the warning that a dirty build is dirty, which would end a strict one; its real warnings still do."""
    return "A 'dirty' build is being performed" not in record.getMessage()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take name and accent of the site from generator.yml."""
    settings = read_settings(config)
    if settings.name != Config.__dataclass_fields__["name"].default:
        config.site_name = settings.name
    if settings.accent:
        config.extra["accent"] = settings.accent
    config.markdown_extensions.append(LeanMarkdown())  # type: ignore[arg-type]
    return config


def read_settings(config: MkDocsConfig) -> Config:
    """Return the configuration beside mkdocs.yml, with the folders that `briefingbook` passed on if it called."""
    passed = json.loads(os.environ.get("BRIEFINGBOOK_PATHS", "{}"))
    mkdocs = Path(config.config_file_path or "mkdocs.yml").resolve()
    root = Path(passed.get("root", mkdocs.parent))
    file = Path(passed.get("file", root / "generator.yml"))
    folders: dict[str, Any] = {"mkdocs": mkdocs, **{key: Path(value) for key, value in passed.items()}}
    folders["root"] = root
    try:
        return load_config(file if file.is_file() else None, **folders)
    except GeneratorError as error:
        raise PluginError(str(error)) from error


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `site_src/` up to date; does nothing when no input changed, or when our caller just did it."""
    if _Session.generated:
        _Session.generated = False
        return
    settings = read_settings(config)
    if _Session.loading:
        _Session.loading.join()
    begun = time.monotonic()
    try:
        built = generate(settings)
    except GeneratorError as error:
        raise PluginError(str(error)) from error
    counts = built.report.counts
    if built.fresh:
        seconds = time.monotonic() - begun
        numbers = (counts.get("articles", 0), counts.get("written", 0), seconds)
        log.info("briefingbook: %s articles, %s pages written (%.1f s)", *numbers)
        for problem in built.report.problems:
            log.info("briefingbook: %s", problem)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what no page asks for, and remember what this build will have made, so that nothing older stays."""
    if not config.extra.get("theme_script"):
        for file in [file for file in files if file.src_uri.startswith(SCRIPTS_OF_THEME)]:
            files.remove(file)
    _Session.outputs = frozenset(file.dest_uri for file in files)
    return files


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Keep the theme's compiled templates: a server would compile them again at every edit."""
    env.bytecode_cache = keep_compiled(read_settings(config).cache / "templates")
    return env


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Keep pages out of the theme's own search index: it would hold every word of the site, and Pagefind has them."""
    page.meta.setdefault("search", {"exclude": True})
    return markdown


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watch what the pages are made of, and not the pages: they are written by the build itself."""
    settings = read_settings(config)
    inputs = [settings.articles, settings.corrections, settings.root / "generator.yml", PACKAGE / "data"]
    inputs += [project_file("templates"), project_file("site_src") / "assets"]
    watched = [str(path) for path in [*inputs, settings.templates, settings.event_types] if path and path.exists()]
    server.unwatch(str(Path(config.docs_dir)))
    if sum(len(names) for path in watched for _, _, names in os.walk(path)) <= FEW_FILES:
        for path in filter(None, [config.config_file_path, *config.theme.dirs]):
            with suppress(KeyError):  # the theme is watched only if somebody asked for it
                server.unwatch(path)
                watched.append(path)
        server.observer = PollingObserver(timeout=GLANCE)
    for path in watched:
        server.watch(path)
    _Session.loading = threading.Thread(target=_load_pipeline, args=(settings,), daemon=True)
    _Session.loading.start()
    return server


def _load_pipeline(settings: Config) -> None:
    """Load what the first edit will need while nobody waits for it; whatever is wrong is said when it is needed."""
    from generator.annotation import load_pipeline

    with suppress(GeneratorError):
        load_pipeline(settings.pipeline)


def on_post_build(config: MkDocsConfig) -> None:
    """Remove pages whose source is gone, then index the site; beside a server in the background."""
    site = Path(config.site_dir)
    if _Session.dirty:
        remove_orphans(site, _Session.outputs)
    if _Session.serving:
        threading.Thread(target=_index, args=(site,), daemon=True).start()
    else:
        _index(site)


def remove_orphans(site: Path, outputs: frozenset[str]) -> None:
    """Remove from a built site what no source makes any more, with the folders that it leaves empty."""
    for where, folders, names in os.walk(site, topdown=False):
        folder = Path(where)
        for name in names:
            path = (folder / name).relative_to(site).as_posix()
            if path not in outputs and not path.startswith(MADE_BY_THEME):
                (folder / name).unlink()
        if folders or names:
            with suppress(OSError):
                folder.rmdir()


def _index(site: Path) -> None:
    """Run Pagefind over the built pages; a newer build replaces an index still in the making.

    The index is made beside the old one, which is replaced once the new is whole: a page that is open goes on searching,
    and nothing of older indexes stays.
    """
    with _Session.lock:
        if _Session.indexing and _Session.indexing.poll() is None:
            _Session.indexing.terminate()
            _Session.indexing.wait()
        fresh, old = site / "pagefind-new", site / "pagefind"
        shutil.rmtree(fresh, ignore_errors=True)
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", fresh.name, "--silent"]
        command += ["--exclude-selectors", ", ".join(NOT_SEARCHED)]
        _Session.indexing = process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output, _ = process.communicate()
    with _Session.lock:
        if process.returncode == 0 and _Session.indexing is process:
            for unused in [*fresh.glob("*-ui.*"), *fresh.glob("pagefind-highlight.js")]:
                unused.unlink()
            settle_order(fresh)
            shutil.rmtree(old, ignore_errors=True)
            fresh.replace(old)
    if process.returncode > 0:
        message = output.decode(errors="replace").strip()
        log.warning("briefingbook: the search index could not be made: %s (pip install 'pagefind[bin]')", message)
