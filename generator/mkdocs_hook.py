"""The thin edge to MkDocs: generate before the build, watch the inputs, index after it.

The only module that knows MkDocs. `mkdocs.yml` names this file under `hooks`; without it the site still builds from
what `site_src/` holds, only without search and without following edits. MkDocs keeps this module loaded between
rebuilds of `mkdocs serve`, so the language pipeline is loaded once.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if str(Path(__file__).resolve().parent.parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.exceptions import PluginError

from generator.building import PACKAGE, Built, generate, project_file
from generator.config import Config, load_config
from generator.errors import GeneratorError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.briefingbook")


class _Session:
    """What has to survive from one rebuild of `mkdocs serve` to the next."""

    serving = False
    built: Built | None = None
    indexing: subprocess.Popen[bytes] | None = None
    lock = threading.Lock()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a server; fix the time stamps that would make two builds differ."""
    _Session.serving = command == "serve"
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take name and accent of the site from generator.yml."""
    settings = read_settings(config)
    if settings.name != Config.__dataclass_fields__["name"].default:
        config.site_name = settings.name
    if settings.accent:
        config.extra["accent"] = settings.accent
    return config


def read_settings(config: MkDocsConfig) -> Config:
    """Return the configuration beside mkdocs.yml, with the folders that `briefingbook` passed on if it called."""
    passed = json.loads(os.environ.get("BRIEFINGBOOK_PATHS", "{}"))
    here = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    file = Path(passed.get("root", here)) / "generator.yml"
    try:
        settings = load_config(file if file.is_file() else None)
    except GeneratorError as error:
        raise PluginError(str(error)) from error
    if not file.is_file():
        settings = replace(settings, root=file.parent)
    folders: dict[str, Any] = {key: Path(value) for key, value in passed.items() if hasattr(settings, key)}
    return replace(settings, **folders)


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `site_src/` up to date; does nothing when no input changed."""
    settings = read_settings(config)
    try:
        built = generate(settings)
    except GeneratorError as error:
        raise PluginError(str(error)) from error
    _Session.built = built
    counts = built.report.counts
    if built.fresh:
        log.info("briefingbook: %s articles, %s pages written", counts.get("articles", 0), counts.get("written", 0))
        for problem in built.report.problems:
            log.info("briefingbook: %s", problem)


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Keep pages out of the theme's own search index: it would hold every word of the site, and Pagefind has them."""
    page.meta["search"] = {"exclude": True}
    return markdown


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watch what the pages are made of, and not the pages: they are written by the build itself."""
    settings = read_settings(config)
    server.unwatch(str(Path(config.docs_dir)))
    inputs = [settings.articles, settings.corrections, settings.root / "generator.yml", PACKAGE / "data"]
    inputs += [project_file("templates"), project_file("site_src") / "assets"]
    for path in [*inputs, settings.templates, settings.event_types]:
        if path and path.exists():
            server.watch(str(path))
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Remove pages whose source is gone, then index the site; beside a server in the background."""
    site = Path(config.site_dir)
    for removed in _Session.built.changes.removed if _Session.built else ():
        _remove_output(site, removed, directory_urls=config.use_directory_urls)
    if _Session.serving:
        threading.Thread(target=_index, args=(site,), daemon=True).start()
    else:
        _index(site)


def _remove_output(site: Path, source: str, *, directory_urls: bool) -> None:
    page = Path(source)
    if page.suffix != ".md":
        (site / page).unlink(missing_ok=True)
    elif directory_urls and page.stem != "index":
        folder = site / page.with_suffix("")
        (folder / "index.html").unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    else:
        (site / page.with_suffix(".html")).unlink(missing_ok=True)


def _index(site: Path) -> None:
    """Run Pagefind over the built pages; a newer build replaces an index still in the making."""
    with _Session.lock:
        if _Session.indexing and _Session.indexing.poll() is None:
            _Session.indexing.terminate()
            _Session.indexing.wait()
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
        _Session.indexing = process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output, _ = process.communicate()
    if process.returncode > 0:
        message = output.decode(errors="replace").strip()
        log.warning("briefingbook: the search index could not be made: %s (pip install 'pagefind[bin]')", message)
