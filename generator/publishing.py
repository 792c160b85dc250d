"""`site_src/` to `site/`: MkDocs as a separate program, and Pagefind over what it made.

The only knowledge of MkDocs here is its command line. `briefingbook build` runs it after generating, so that the hook
finds nothing to do; plain `mkdocs build` and `mkdocs serve` let the hook do the same work.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from generator.building import PACKAGE, generate, project_file
from generator.config import Config
from generator.errors import Report, SiteError

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
    build_site(config, fresh=built.fresh)
    return built.report


def build_site(config: Config, *, fresh: bool) -> bool:
    """Build `site/` strictly unless it is already built from these pages; returns whether anything was built.

    Raises `SiteError` with MkDocs' own words when it finds a broken link or cannot build.
    """
    stamp = config.cache / f"site-{hashlib.sha256(str(config.site).encode()).hexdigest()[:12]}"
    file = mkdocs_file(config)
    wanted = _site_digest(config, file)
    if not fresh and (config.site / "index.html").is_file() and _read(stamp) == wanted:
        return False
    stamp.unlink(missing_ok=True)
    # Never --quiet: it disarms --strict.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "-f", str(file)]
    done = subprocess.run(command, env=_environment(config), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")]
        raise SiteError("mkdocs could not build the site:\n" + "\n".join(lines[-30:]))
    stamp.write_text(wanted, encoding="utf-8")
    return True


def serve_site(config: Config, *, address: str) -> int:
    """Serve with live reload until interrupted; returns the exit status of MkDocs."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--livereload", "-a", address]
    command += ["-f", str(mkdocs_file(config))]
    try:
        return subprocess.run(command, env=_environment(config), check=False).returncode
    except KeyboardInterrupt:
        return 0


def _environment(config: Config) -> dict[str, str]:
    """Return the environment for MkDocs: where the generator's configuration is, and no notices about other majors."""
    import json
    from dataclasses import asdict

    settings = json.dumps({key: str(value) for key, value in asdict(config).items() if isinstance(value, Path)})
    paths = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, **ENVIRONMENT, "PYTHONPATH": paths, "BRIEFINGBOOK_PATHS": settings}


def _site_digest(config: Config, file: Path) -> str:
    from generator.site import MANIFEST

    total = hashlib.sha256()
    theme = [path for path in (project_file("templates") / "theme").rglob("*") if path.is_file()]
    own = [path for path in config.site_src.rglob("*") if path.is_file() and path.suffix != ".md"]
    for path in sorted({config.site_src / MANIFEST, file, config.mkdocs, *theme, *own}):
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
