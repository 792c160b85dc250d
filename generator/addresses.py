"""Where a page will be on the web: the two settings of mkdocs.yml that decide it, and paths made into addresses.

Feeds and metadata need whole addresses, and a page that moved needs the name of the file that MkDocs will write. Both
follow from `site_url` and `use_directory_urls`; nothing else of mkdocs.yml is read here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as percent

import yaml

PACKAGE = Path(__file__).parent


class Addresses(NamedTuple):
    """`site` is the address of the home page with a slash at its end, or empty if mkdocs.yml names none."""

    site: str
    directory_urls: bool


class _Loader(yaml.SafeLoader):
    """YAML with the tags of MkDocs: `!ENV` is looked up, any other tag is passed over."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
        return next((os.environ[name] for name in names if name in os.environ), default)
    return os.environ.get(str(node.value))


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_addresses(mkdocs: Path) -> Addresses:
    """Return the addresses that a mkdocs.yml gives, following INHERIT; that of ours if the file is not there.

    A file that is no YAML gives no address: MkDocs itself says what is wrong with it.
    """
    shipped = PACKAGE.parent / "mkdocs.yml"
    file = mkdocs if mkdocs.is_file() else shipped if shipped.is_file() else PACKAGE / "project" / "mkdocs.yml"
    values: dict[str, Any] = {}
    seen: set[Path] = set()
    while file.is_file() and file not in seen:
        seen.add(file)
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
        except (yaml.YAMLError, UnicodeDecodeError):
            break
        if not isinstance(content, dict):
            break
        values = {**content, **values}
        file = (file.parent / str(content.get("INHERIT", ""))).resolve()
    site = str(values.get("site_url") or "")
    return Addresses(
        site=site.rstrip("/") + "/" if site else "", directory_urls=values.get("use_directory_urls") is not False
    )


def output_path(path: str, *, directory_urls: bool) -> str:
    """Return the file that MkDocs makes of `actors/ann.md`: `actors/ann.html`, or `actors/ann/index.html`."""
    stem, _, suffix = path.rpartition(".")
    if suffix != "md":
        return path
    if directory_urls and stem != "index" and not stem.endswith("/index"):
        return f"{stem}/index.html"
    return f"{stem}.html"


def page_address(addresses: Addresses, path: str, anchor: str = "") -> str:
    """Return the address of a page of site_src: absolute if the site's own is known, else counted from its root."""
    target = output_path(path, directory_urls=addresses.directory_urls)
    if addresses.directory_urls and (target == "index.html" or target.endswith("/index.html")):
        target = target.removesuffix("index.html")
    return addresses.site + percent(target) + (f"#{percent(anchor)}" if anchor else "")
