"""Pages are rendered only when what they are made from changed, and the text is the same either way."""

from pathlib import Path

import pytest

from generator.model import Page
from generator.remembering import render_changed
from generator.rendering import make_environment


@pytest.fixture
def templates(tmp_path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "mine.md.j2").write_text("# {{ title }}\n", encoding="utf-8")
    make_environment.cache_clear()
    return tmp_path / "templates"


def run(tmp_path: Path, templates: Path, titles: dict[str, str], layout: str = "one") -> dict[str, str]:
    """Render pages and write them, as a build does; returns the texts."""
    pages = [Page(path=f"{name}.md", template="mine.md.j2", context={"title": title}) for name, title in titles.items()]
    files = {"folder": tmp_path / "site_src", "memory": tmp_path / "cache" / "rendered.json", "layout": layout}
    texts = dict(render_changed(pages, templates, **files))
    (tmp_path / "site_src").mkdir(exist_ok=True)
    for path, text in texts.items():
        (tmp_path / "site_src" / path).write_text(text, encoding="utf-8")
    return texts


def test_only_a_page_whose_context_changed_is_rendered(tmp_path, templates, monkeypatch):
    run(tmp_path, templates, {"a": "One", "b": "Two"})
    rendered = []
    import generator.remembering as module

    real = module.render_pages
    monkeypatch.setattr(
        module, "render_pages", lambda pages, *where: [rendered.extend(pages), *real(pages, *where)][1:]
    )
    texts = run(tmp_path, templates, {"a": "One", "b": "Three"})
    assert [page.path for page in rendered] == ["b.md"]
    assert texts == {"a.md": "# One\n", "b.md": "# Three\n"}


def test_a_file_edited_by_hand_is_rendered_again(tmp_path, templates):
    run(tmp_path, templates, {"a": "One"})
    (tmp_path / "site_src" / "a.md").write_text("mine", encoding="utf-8")
    assert run(tmp_path, templates, {"a": "One"}) == {"a.md": "# One\n"}


def test_other_templates_or_settings_render_everything(tmp_path, templates):
    run(tmp_path, templates, {"a": "One"})
    (templates / "mine.md.j2").write_text("## {{ title }}\n", encoding="utf-8")
    make_environment.cache_clear()
    assert run(tmp_path, templates, {"a": "One"}, layout="two") == {"a.md": "## One\n"}


@pytest.mark.parametrize("damaged", ["", "[]", '{"a.md": 3}', '{"a.md": ["x"]}', "{"])
def test_a_damaged_memory_is_forgotten(tmp_path, templates, damaged):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "rendered.json").write_text(damaged, encoding="utf-8")
    assert run(tmp_path, templates, {"a": "One"}) == {"a.md": "# One\n"}
