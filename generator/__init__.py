"""Briefing Book: a folder of news articles becomes a searchable briefing site.

The whole way is five verbs in order, each a function from frozen values to frozen values. `generate(config)` calls them,
`build(config)` also makes the site with MkDocs:

    articles = list(read_articles(folder, report))            files to `Article`s
    annotations = list(annotate(articles, "en_core_web_md"))  what each article says, with spans
    kb = resolve(articles, annotations, corrections)          who is who, what is one event
    pages = build_pages(kb, config, report)                   one `Page` for every actor, event, article ...
    write_site(render_pages(pages, None), folder)             Markdown that MkDocs turns into the site

Everything re-exported here is public; the rest may move.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.annotation import annotate, load_pipeline
    from generator.building import Built, generate, load_knowledge
    from generator.config import Config, load_config, load_event_types
    from generator.corrections import Corrections, read_corrections
    from generator.errors import GeneratorError, Problem, Report
    from generator.exports import EXPORTERS, export
    from generator.ingest import group_copies, read_articles
    from generator.knowledge import KnowledgeBase
    from generator.pages import build_pages
    from generator.publishing import build, build_site
    from generator.rendering import render_pages
    from generator.resolution import resolve
    from generator.site import SiteChanges, write_site

__all__ = [
    "EXPORTERS",
    "Built",
    "Config",
    "Corrections",
    "GeneratorError",
    "KnowledgeBase",
    "Problem",
    "Report",
    "SiteChanges",
    "annotate",
    "build",
    "build_pages",
    "build_site",
    "export",
    "generate",
    "group_copies",
    "load_config",
    "load_event_types",
    "load_knowledge",
    "load_pipeline",
    "read_articles",
    "read_corrections",
    "render_pages",
    "resolve",
    "write_site",
]

_HOMES = {
    "annotation": ("annotate", "load_pipeline"),
    "building": ("Built", "generate", "load_knowledge"),
    "config": ("Config", "load_config", "load_event_types"),
    "corrections": ("Corrections", "read_corrections"),
    "errors": ("GeneratorError", "Problem", "Report"),
    "exports": ("EXPORTERS", "export"),
    "ingest": ("group_copies", "read_articles"),
    "knowledge": ("KnowledgeBase",),
    "pages": ("build_pages",),
    "publishing": ("build", "build_site"),
    "rendering": ("render_pages",),
    "resolution": ("resolve",),
    "site": ("SiteChanges", "write_site"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that a run with nothing to do loads no pipeline."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"generator.{module}"), name)
    raise AttributeError(f"module 'generator' has no attribute {name!r}")
