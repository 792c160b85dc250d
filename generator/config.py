"""Configuration and event types: YAML read, validated, unknown keys reported with a suggestion."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import yaml

from generator.addresses import Addresses, read_addresses
from generator.data import load_data
from generator.errors import ConfigError
from generator.model import EventType

DEFAULT_PIPELINE = "en_core_web_md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a build needs to know; paths are absolute, made so relative to the configuration file.

    `article_text` says how much of an article its page shows. `outlets` maps a host or printed outlet to the name to
    show. `min_articles` is the number of articles from which an actor gets a page (speakers and participants of events
    get one anyway). `file` is the generator.yml that was read; `addresses` come from
    mkdocs.yml.
    """

    root: Path
    articles: Path
    site_src: Path
    site: Path
    mkdocs: Path
    corrections: Path
    cache: Path
    templates: Path | None = None
    event_types: Path | None = None
    pipeline: str = DEFAULT_PIPELINE
    language: str = "en"
    min_articles: int = 2
    article_text: Literal["full", "excerpt", "none"] = "full"
    outlets: Mapping[str, str] = field(default_factory=dict)
    name: str = "Briefing Book"
    accent: str | None = None
    workers: int = 0
    copies: float = 0.8
    file: Path | None = None
    addresses: Addresses = field(default_factory=lambda: Addresses(site="", directory_urls=False))


KEYS: dict[str, tuple[type, ...]] = {
    "articles": (str,),
    "site_src": (str,),
    "site": (str,),
    "mkdocs": (str,),
    "corrections": (str,),
    "cache": (str,),
    "templates": (str,),
    "event_types": (str,),
    "pipeline": (str,),
    "language": (str,),
    "min_articles": (int,),
    "article_text": (str,),
    "outlets": (dict,),
    "name": (str,),
    "accent": (str,),
    "workers": (int,),
    "copies": (float, int),
}
PATHS = {
    "articles": "articles",
    "site_src": "site_src",
    "site": "site",
    "mkdocs": "mkdocs.yml",
    "corrections": "corrections.yml",
    "cache": ".cache",
    "templates": None,
    "event_types": None,
}


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file; `ConfigError` names file, line and reason."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error} (check the path and that it is UTF-8)") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"{path}{line}: not valid YAML: {problem} (quote values that hold a colon)") from error


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'x'?` for the nearest known word, or the list of all."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(sorted(known))


def load_config(path: Path | None = None, **overrides: Any) -> Config:
    """Read generator.yml (all keys optional) and apply overrides that are not None.

    Without a path, `generator.yml` of the working folder is used if it is there, and `root` (that folder by default) is
    what other paths are relative to. Raises `ConfigError` for unknown keys,
    wrong types and wrong values, naming the valid choices.
    """
    if path is not None and not path.is_file():
        raise ConfigError(f"{path}: no such file (give the path of a generator.yml with -c)")
    file = path or Path("generator.yml")
    values: dict[str, Any] = {}
    if file.is_file():
        content = read_yaml(file) or {}
        if not isinstance(content, dict):
            raise ConfigError(f"{file}: expected keys and values (for example: articles: articles)")
        for key, value in content.items():
            if key not in KEYS:
                raise ConfigError(f"{file}: unknown key {key!r} ({suggest(str(key), KEYS)})")
            if value is None:
                continue
            if not isinstance(value, KEYS[key]) or isinstance(value, bool):
                wanted = " or ".join(kind.__name__ for kind in KEYS[key])
                raise ConfigError(f"{file}: {key}: expected {wanted}, found {value!r}")
            values[key] = value
    root = overrides.pop("root", None) or file.resolve().parent
    for key, default in PATHS.items():
        value = values.get(key, default)
        if value is not None:
            values[key] = (root / str(value)).resolve()
    for key, value in overrides.items():
        if value is not None:
            values[key] = value.resolve() if isinstance(value, Path) else value
    if values.get("article_text", "full") not in ("full", "excerpt", "none"):
        raise ConfigError(f"{file}: article_text: {values['article_text']!r} (known: full, excerpt, none)")
    if values.get("min_articles", 2) < 1:
        raise ConfigError(f"{file}: min_articles: must be 1 or more")
    if values.get("language", "en") != "en":
        raise ConfigError(f"{file}: language: {values['language']!r} (known: en)")
    found = {"root": root, "file": file.resolve() if file.is_file() else None}
    return Config(**{**found, "addresses": read_addresses(values["mkdocs"]), **values})


def load_event_types(own: Path | None = None) -> dict[str, EventType]:
    """Return the event types by name: ours, with those of the file `own` merged over them."""
    entries = dict(load_data("event_types"))
    if own is not None:
        more = read_yaml(own) or {}
        if not isinstance(more, dict):
            raise ConfigError(f"{own}: expected event types by name (see generator/data/event_types.yml)")
        entries.update({name: {**entries.get(name, {}), **entry} for name, entry in more.items()})
    known = {item.name for item in fields(EventType)}
    types = {}
    for name, entry in entries.items():
        unknown = set(entry) - known
        if unknown:
            word = sorted(unknown)[0]
            raise ConfigError(f"event type {name!r}: unknown key {word!r} ({suggest(word, known)})")
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        types[name] = EventType(**{"name": name, "label": name, "plural": f"{name}s", **values})
    return types
