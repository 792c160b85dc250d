"""The way from a folder of articles to `site_src/`, the five verbs in order, and the shortcut when nothing changed.

Enters: a `Config`. Leaves: files in `site_src`, the cache, and a `Built` that says what happened. Nothing here knows
MkDocs: the boundary is the folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.changes import note_changes
from generator.config import Config, load_event_types
from generator.corrections import Corrections, anchor_articles, read_corrections
from generator.data import FOLDER as DATA
from generator.data import project_file
from generator.errors import ConfigError, Problem, Report
from generator.ingest import group_copies, list_files, read_file
from generator.knowledge import KnowledgeBase
from generator.model import Article, Origin
from generator.site import MANIFEST, SiteChanges, is_complete, read_manifest, write_site

PACKAGE = Path(__file__).parent
Advance = Callable[[int], None]
Progress = Callable[[str, int], AbstractContextManager[Advance]]
"""Opens a counted stage: `with progress("annotating", 120) as advance: advance(1)`."""


def no_progress(label: str, total: int) -> AbstractContextManager[Advance]:
    """Count for nobody."""
    return nullcontext(lambda number: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one run did: the report, what changed on disk, and whether there was anything to do at all."""

    report: Report
    changes: SiteChanges = field(default_factory=SiteChanges)
    fresh: bool = True


def read_folder(
    config: Config, report: Report, *, use_cache: bool = True, progress: Progress = no_progress
) -> list[Article]:
    """Read every file of the article folder; files read before come from the cache, whatever their format."""
    from generator.cache import FileCache

    files = article_files(config, report)
    root = config.articles if config.articles.is_dir() else config.articles.parent
    articles: list[Article] = []
    with (
        FileCache(config.cache / "files.sqlite", version=reader_version(), fresh=not use_cache) as cache,
        progress("reading", len(files)) as advance,
    ):
        for file in files:
            articles.extend(cache.read(file, root, read_file, report))
            advance(1)
        cache.prune(cache.used)
    report.count("files", len(files))
    report.count("articles", len(articles))
    return [name_outlet(article, config.outlets) for article in articles]


def reader_version() -> str:
    """Return what the articles of a file depend on beside its bytes: our readers, and the libraries that they ask."""
    from importlib.metadata import version

    libraries = ("trafilatura", "htmldate", "lxml", "feedparser", "python-docx", "pypdf", "warcio", "ftfy", "py3langid")
    return " ".join([code_digest("ingest"), *(f"{name}={version(name)}" for name in libraries)])


def name_outlet(article: Article, outlets: Mapping[str, str]) -> Article:
    """Return the article with the outlet's name from generator.yml.

    It is looked up by the name that was read, by the address's host, and, for articles that name no outlet, by the file
    and the folders that hold them (`guardian.csv`, `white-house`), the nearest first.
    """
    host = urlsplit(article.url or "").netloc.removeprefix("www.")
    path = article.path.partition("#")[0]
    places = () if article.outlet else (path, *reversed(path.split("/")))
    for key in (article.outlet, host, *places):
        if key and key in outlets:
            origins = tuple(origin for origin in article.origins if origin.field != "outlet")
            source = Origin(field="outlet", source="generator.yml: outlets")
            return replace(article, outlet=outlets[key], origins=(*origins, source))
    return article


def article_files(config: Config, report: Report) -> list[Path]:
    """Return the files of the article folder in order; `ConfigError` if it is not there."""
    if config.articles.is_file():
        return [config.articles]
    if not config.articles.is_dir():
        raise ConfigError(f"{config.articles}: no such folder (set articles in generator.yml, or name a folder)")
    return list(list_files(config.articles, report))


def load_knowledge(
    config: Config, report: Report, *, use_cache: bool = True, progress: Progress = no_progress
) -> KnowledgeBase:
    """Read, annotate and resolve the folder of `config`."""
    from generator.annotation import annotate
    from generator.cache import Cache
    from generator.resolution import resolve

    corrections = read_corrections(config.corrections, report)
    articles = anchor_articles(read_folder(config, report, use_cache=use_cache, progress=progress), corrections, report)
    types = load_event_types(config.event_types)
    with (
        Cache(config.cache / "annotations.sqlite") if use_cache else nullcontext() as cache,
        progress("annotating", len(articles)) as advance,
    ):
        annotations = list(
            annotate(articles, config.pipeline, types, cache=cache, workers=config.workers, advance=advance)
        )
    with progress("resolving", 1) as advance:
        copies = group_copies(articles, threshold=config.copies)
        kb = resolve(
            articles,
            annotations,
            corrections,
            copies=copies,
            event_types=types,
            min_articles=config.min_articles,
            report=report,
        )
        advance(1)
    return kb


def generate(
    config: Config, *, report: Report | None = None, use_cache: bool = True, progress: Progress = no_progress
) -> Built:
    """Bring `site_src` up to date; when no input changed since the last run, nothing is loaded and nothing written."""
    report = report if report is not None else Report()
    digest = input_digest(config)
    if use_cache and (stored := _unchanged(config, digest)) is not None:
        for problem in stored["problems"]:
            report.problems.append(Problem(**problem))
        report.counts.update(stored["counts"])
        return Built(report=report, fresh=False)
    kb = load_knowledge(config, report, use_cache=use_cache, progress=progress)
    changes = write_pages(kb, config, report, progress=progress)
    report.count("written", len(changes.written))
    report.count("removed", len(changes.removed))
    _remember(config, digest, report)
    return Built(report=report, changes=changes)


def write_pages(kb: KnowledgeBase, config: Config, report: Report, *, progress: Progress = no_progress) -> SiteChanges:
    """Make the pages of a knowledge base, render them and write what differs."""
    from generator.feeds import feed_files
    from generator.pages import build_pages
    from generator.redirects import MEMORY, forward_pages, read_memory, remember_pages, write_memory
    from generator.remembering import render_changed

    changes, snapshot = note_changes(kb, config.cache / "last.json")
    pages = list(build_pages(kb, config, report, changes=changes))
    report.counts["pages"] = len(pages)

    paths = [page.path for page in pages] + [path for path, _ in _shipped_assets(config)]
    remembered = config.site_src / MEMORY
    memory = read_memory(remembered.read_text(encoding="utf-8") if remembered.is_file() else "")

    def rendered() -> Iterator[tuple[str, str | bytes]]:
        with progress("writing", len(pages)) as advance:
            store, layout = _memory_file(config), layout_digest(config)
            for path, text in render_changed(
                pages, config.templates, folder=config.site_src, memory=store, layout=layout
            ):
                advance(1)
                yield path, text
        yield from feed_files(kb, config)
        yield from forward_pages(kb, memory, paths, config.addresses)
        yield from _shipped_assets(config)

    written = write_site(rendered(), config.site_src, report=report, aside=config.cache / "edited")
    _store(config.cache / "last.json", snapshot)
    _store(remembered, write_memory(remember_pages(kb, memory, paths)))
    return written


def _shipped_assets(config: Config) -> Iterator[tuple[str, bytes]]:
    """Yield the stylesheet, fonts, scripts and hand-written pages for a site folder that is not the checkout's own."""
    shipped = project_file("site_src")
    if shipped.resolve() == config.site_src.resolve():
        return
    for path in sorted([*(shipped / "assets").rglob("*"), *shipped.glob("about.md")]):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(shipped).as_posix(), path.read_bytes()


# -- what the output depends on ----------------------------------------------------------------------------------------


@cache
def code_digest(part: str = "") -> str:
    """Return a hash over our code and data, of one sub-package if named: as this process has them loaded."""
    return _hash_files([*(PACKAGE / part).rglob("*.py"), *DATA.glob("*.yml")])


def shipped_digest() -> str:
    """Return a hash over our code and data and the templates and assets we ship."""
    paths = [path for path in project_file("templates").rglob("*") if path.is_file()]
    paths += [path for path in project_file("site_src").glob("assets/**/*") if path.is_file()]
    return code_digest() + _hash_files(paths)


def layout_digest(config: Config) -> str:
    """Return a hash over what every page's text depends on besides its context: code, templates, settings."""
    own = [path for path in config.templates.rglob("*") if path.is_file()] if config.templates else []
    settings = repr((config.name, config.accent, config.addresses))
    return hashlib.sha256(f"{shipped_digest()}{_hash_files(own)}{settings}".encode()).hexdigest()


def input_digest(config: Config) -> str:
    """Return a hash over everything the output depends on: configuration, corrections, templates, code, articles."""
    total = hashlib.sha256()
    settings = {
        key: str(value)
        for key, value in asdict(config).items()
        if key not in ("root", "file", "workers", "site", "cache")
    }
    total.update(json.dumps(settings, sort_keys=True).encode())
    total.update(shipped_digest().encode())
    extra = [path for path in (config.corrections, config.event_types) if path and path.is_file()]
    if config.templates:
        extra += [path for path in config.templates.rglob("*") if path.is_file()]
    total.update(_hash_files(extra).encode())
    quiet = Report()
    total.update(_hash_files(article_files(config, quiet)).encode())
    total.update(repr([str(problem) for problem in quiet.problems]).encode())
    return total.hexdigest()


def _hash_files(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path).encode("utf-8", "surrogateescape") + b"\0")
        try:
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            total.update(type(error).__name__.encode())
    return total.hexdigest()


def _state_file(config: Config) -> Path:
    return _beside_cache(config, "state")


def _memory_file(config: Config) -> Path:
    return _beside_cache(config, "rendered")


def _beside_cache(config: Config, what: str) -> Path:
    """Return a file of the cache that belongs to one site folder: several may share a cache."""
    name = hashlib.sha256(str(config.site_src).encode()).hexdigest()[:12]
    return config.cache / f"{what}-{name}.json"


def _unchanged(config: Config, digest: str) -> dict[str, Any] | None:
    """Return what the last run recorded if its inputs were these and all it wrote is still there."""
    try:
        stored = json.loads(_state_file(config).read_text(encoding="utf-8"))
        manifest_bytes = (config.site_src / MANIFEST).read_bytes()
    except (OSError, ValueError):
        return None
    if not isinstance(stored, dict) or stored.get("inputs") != digest:
        return None
    if stored.get("manifest") != hashlib.sha256(manifest_bytes).hexdigest():
        return None
    return stored if is_complete(config.site_src, read_manifest(config.site_src)) else None


def _remember(config: Config, digest: str, report: Report) -> None:
    manifest = (config.site_src / MANIFEST).read_bytes()
    counts = {key: value for key, value in report.counts.items() if key not in ("written", "removed")}
    state = {
        "inputs": digest,
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "problems": [asdict(problem) for problem in report.problems],
        "counts": counts,
    }
    _store(_state_file(config), json.dumps(state, ensure_ascii=False, indent=1))


def _store(path: Path, text: str) -> None:
    """Write a file in one step, unless it holds that already; a killed run leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == text.encode("utf-8", "surrogatepass"):
        return
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


__all__ = [
    "Built",
    "Corrections",
    "Progress",
    "generate",
    "load_knowledge",
    "no_progress",
    "read_folder",
    "write_pages",
]
