"""Pages to disk: written atomically, only what changed, pruning only what an earlier run wrote.

Enters: paths below `site_src` with their content. Leaves: files, and `.generated.json` (path to SHA-256 of what we
wrote). A file that is not listed there is somebody's work and never touched; a listed file that was edited by hand is
kept aside before it is replaced. A killed run leaves `pending` names in the manifest and the next run finishes them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import Report, SiteError

MANIFEST = ".generated.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanges:
    """What a run did to the folder, as sorted paths below it."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def write_site(
    files: Iterable[tuple[str, str | bytes]], folder: Path, *, report: Report | None = None, aside: Path | None = None
) -> SiteChanges:
    """Write the files that differ and remove those that an earlier run wrote and this one does not.

    `aside` receives copies of generated files that were edited by hand, before they are replaced; each is reported.
    Raises `SiteError` if a path leaves the folder or would overwrite a file that we did not write; nothing is changed
    in that case.
    """
    content = {checked_path(path): text if isinstance(text, bytes) else text.encode("utf-8") for path, text in files}
    folder.mkdir(parents=True, exist_ok=True)
    manifest = read_manifest(folder)
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in content.items()}
    there = _files_below(folder)
    stale = [path for path in content if path not in there or manifest.get(path) != hashes[path]]
    _refuse_foreign(folder, stale, manifest, there, hashes)
    stale = [path for path in stale if not (path in there and _hash(folder / path) == hashes[path])]
    gone = sorted(path for path in manifest if path not in content)
    for path in sorted([*stale, *gone]):
        if path in there:
            _keep_edited(folder, path, manifest[path], aside, report)
    if stale or gone:
        pending = dict.fromkeys(stale, "pending")
        _write_manifest(folder, {**manifest, **{p: hashes[p] for p in content if p not in pending}, **pending})
    for path in sorted(stale):
        _write(folder / path, content[path])
    for path in gone:
        (folder / path).unlink(missing_ok=True)
        _remove_empty(folder / path, folder)
    _write_manifest(folder, hashes)
    written = tuple(sorted(stale))
    unchanged = tuple(sorted(set(content) - set(stale)))
    return SiteChanges(written=written, unchanged=unchanged, removed=tuple(path for path in gone if path in there))


def checked_path(path: str) -> str:
    """Return the path if it stays below the folder and is no hidden file; raise `SiteError` otherwise."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or any(part.startswith(".") for part in parts):
        raise SiteError(f"{path!r}: not a path below the site folder (ids must be slugs)")
    return path


def read_manifest(folder: Path) -> dict[str, str]:
    """Return path to hash of what an earlier run wrote; empty if there was none or the file is damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {checked_path(str(path)): str(value) for path, value in manifest.items()}
    except (OSError, ValueError, AttributeError, SiteError):
        return {}


def is_complete(folder: Path, manifest: Mapping[str, str]) -> bool:
    """Tell whether every file of the manifest is there and none was left half written."""
    return "pending" not in manifest.values() and set(manifest) <= _files_below(folder)


def _files_below(folder: Path) -> set[str]:
    found: set[str] = set()
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        prefix = Path(where).relative_to(folder).as_posix()
        found.update(name if prefix == "." else f"{prefix}/{name}" for name in names)
    return found


def _refuse_foreign(
    folder: Path, stale: list[str], manifest: Mapping[str, str], there: set[str], hashes: Mapping[str, str]
) -> None:
    unlisted = [path for path in stale if path in there and path not in manifest]
    foreign = [path for path in unlisted if _hash(folder / path) != hashes[path]]
    if foreign:
        listed = ", ".join(sorted(foreign)[:5]) + (" ..." if len(foreign) > 5 else "")
        raise SiteError(
            f"{folder}: {len(foreign)} file(s) here were not written by briefingbook: {listed} "
            "(they would be overwritten; move them away, or set another folder with site_src in generator.yml)"
        )


def _keep_edited(folder: Path, path: str, known: str, aside: Path | None, report: Report | None) -> None:
    if known == "pending" or _hash(folder / path) == known:
        return
    if aside is None:
        raise SiteError(f"{folder / path}: was edited by hand (move it away; overrides belong into templates/)")
    copy = aside / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / path, copy)
    if report is not None:
        report.add("site", path, f"was edited by hand; kept as {copy}", "put changes into templates/", severity="note")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that a reader or a killed run never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:100]}.part")
    temporary.write_bytes(data)
    temporary.replace(path)


def _write_manifest(folder: Path, manifest: Mapping[str, str]) -> None:
    data = (json.dumps(dict(sorted(manifest.items())), indent=0, ensure_ascii=False) + "\n").encode()
    path = folder / MANIFEST
    if not path.is_file() or path.read_bytes() != data:
        _write(path, data)


def _remove_empty(path: Path, folder: Path) -> None:
    for parent in path.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()
