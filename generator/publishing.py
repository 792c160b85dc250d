"""`site_src/` to `site/`: MkDocs as a separate program, and Pagefind over what it made.

The only knowledge of MkDocs here is its command line. `briefingbook build` runs it after generating, so that the hook
finds nothing to do; plain `mkdocs build` and `mkdocs serve` let the hook do the same work.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from generator.building import PACKAGE, generate
from generator.config import Config
from generator.data import project_file
from generator.errors import Report, SiteError

NEAR_LIMIT = 900_000_000
"""Bytes from which a site is said to come near the limit of GitHub Pages, which is 1 GB."""

EDGE = ("mkdocs_hook.py", "lean_markdown.py", "search_index.py")
"""Modules of ours that take part in every page of a built site or in its index."""

ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONPATH": "",
}


def mkdocs_file(config: Config) -> Path:
    """Return the mkdocs.yml to build with: the project's own, else one in the cache that inherits ours.

    A project without its own mkdocs.yml, or one that builds into other folders than its mkdocs.yml says, gets a small
    file that names its folders and takes everything else from the file it inherits.
    """
    base = config.mkdocs if config.mkdocs.is_file() else project_file("mkdocs.yml")
    own = base == config.mkdocs and config.site_src == base.parent / "site_src" and config.site == base.parent / "site"
    if own:
        return base
    file = config.cache / "mkdocs.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    theme = project_file("templates") / "theme"
    text = (
        f"INHERIT: {_quoted(base)}\n"
        f"docs_dir: {_quoted(config.site_src)}\n"
        f"site_dir: {_quoted(config.site)}\n"
        f"theme:\n  custom_dir: {_quoted(theme)}\n"
        f"hooks:\n  - {_quoted(PACKAGE / 'mkdocs_hook.py')}\n"
    )
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return file


def build(config: Config) -> Report:
    """Bring `site_src/` and `site/` up to date; the whole of `briefingbook build` as a function."""
    built = generate(config)
    if build_site(config, fresh=built.fresh):
        check_size(config.site, built.report)
    return built.report


def build_site(config: Config, *, fresh: bool) -> bool:
    """Build `site/` strictly unless it is already built from these pages; returns whether anything was built.

    If the last build finished and nothing of the theme, the settings or MkDocs changed since, only the pages that differ
    are built; pages whose source is gone are removed by the hook. Raises `SiteError` with MkDocs' own words when it finds
    a broken link or cannot build; the next build then starts from an empty folder.
    """
    stamp = config.cache / f"site-{hashlib.sha256(str(config.site).encode()).hexdigest()[:12]}"
    file = mkdocs_file(config)
    layout, pages = _layout_digest(config, file), _pages_digest(config)
    last = _read(stamp).split()
    whole = (config.site / "index.html").is_file() and (config.site / "pagefind" / "pagefind.js").is_file()
    if not fresh and whole and last == [layout, pages]:
        return False
    stamp.unlink(missing_ok=True)
    dirty = whole and last[:1] == [layout]
    _run_mkdocs(config, file, dirty=dirty)
    stamp.write_text(f"{layout} {pages}", encoding="utf-8")
    return True


def _run_mkdocs(config: Config, file: Path, *, dirty: bool) -> None:
    # Never --quiet: it disarms --strict.
    command = [sys.executable, "-m", "mkdocs", "build", "--dirty" if dirty else "--clean", "--strict", "-f", str(file)]
    environment = {**_environment(config), "BRIEFINGBOOK_GENERATED": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")]
        raise SiteError("mkdocs could not build the site:\n" + "\n".join(lines[-30:]))


def check_size(site: Path, report: Report) -> None:
    """Report a site that comes near the largest that GitHub Pages publishes."""
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    if size > NEAR_LIMIT:
        report.add(
            "site",
            str(site),
            f"is {size / 1e6:.0f} MB; GitHub Pages publishes at most 1 GB",
            "set article_text: excerpt or none in generator.yml, or publish to a host of your own",
            severity="note",
        )


def serve_site(config: Config, *, address: str) -> int:
    """Serve with live reload until interrupted; returns the exit status of MkDocs."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--livereload", "-a", address]
    command += ["-f", str(mkdocs_file(config))]
    server = subprocess.Popen(command, env=_environment(config))
    ended = signal.signal(signal.SIGTERM, lambda number, frame: server.terminate())  # else it would run on alone
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.wait()
        return 0
    finally:
        signal.signal(signal.SIGTERM, ended)


def _environment(config: Config) -> dict[str, str]:
    """Return the environment for MkDocs: where the generator's configuration is, and no notices about other majors."""
    import json
    from dataclasses import asdict

    settings = json.dumps({key: str(value) for key, value in asdict(config).items() if isinstance(value, Path)})
    paths = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, **ENVIRONMENT, "PYTHONPATH": paths, "BRIEFINGBOOK_PATHS": settings}


def _layout_digest(config: Config, file: Path) -> str:
    """Return a hash over what every page of the site depends on: settings, theme, hand-written files, and MkDocs."""
    from importlib.metadata import version

    total = hashlib.sha256(repr([version(name) for name in ("mkdocs", "mkdocs-material", "markdown")]).encode())
    total.update(repr((config.name, config.accent, config.addresses)).encode())
    theme = [path for path in (project_file("templates") / "theme").rglob("*") if path.is_file()]
    for path in sorted({file, config.mkdocs, *(PACKAGE / name for name in EDGE), *theme}):
        total.update(str(path).encode() + b"\0" + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()


def _pages_digest(config: Config) -> str:
    """Return a hash over what the site is built from: the manifest of our pages, and the files that others put there."""
    from generator.site import MANIFEST, read_manifest

    total = hashlib.sha256()
    ours = {config.site_src / path for path in read_manifest(config.site_src)}
    others = [path for path in config.site_src.rglob("*") if path.is_file() and path not in ours]
    for path in sorted({config.site_src / MANIFEST, *others}):
        total.update(str(path).encode() + b"\0" + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _quoted(path: Path) -> str:
    """Return a path as a YAML scalar that nothing in it can break."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
