"""The quicker Markdown: every page comes out as Python-Markdown alone would have it, whatever is written on it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.building import write_pages
from generator.config import load_config
from generator.lean_markdown import LeanMarkdown
from tests.builders import make_kb
from tests.states import a_report, every_state

EXTENSIONS = ["tables", "attr_list", "md_in_html", "toc"]
SETTINGS = {"toc": {"permalink": False, "toc_depth": 0}}
PIECES = [
    *(
        "*",
        "**",
        "_",
        "`",
        "[",
        "](b.md#c)",
        "](b.md 't')",
        "![",
        "]",
        "(",
        "<",
        ">",
        "&amp;",
        "&#39;",
        "&",
        "\\",
        "\\*",
    ),
    *("<b>", "</b>", "<br>", "<https://a.example>", "<a@b.example>", '<div class="x" markdown>\n\n', "\n\n</div>\n"),
    *("{: .x }", "{.x}", "{: #y .z }", "}", "  \n", "\n", "\n\n", "# ", "\n## ", "\n- ", "\n1. ", "\n> ", "    "),
    *(
        "| a | b |\n|---|--:|\n| c | d |\n",
        "[TOC]",
        "[r]: c.md\n",
        "[r]",
        "word",
        " ",
        "Ünï",
        "<span id='s1'>",
        "</span>",
    ),
]


def both(text):
    """Return what Python-Markdown makes of a text alone and with ours."""
    plain = Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
    lean = Markdown(extensions=[*EXTENSIONS, LeanMarkdown()], extension_configs=SETTINGS)
    return plain.convert(text), lean.convert(text)


def test_pages_of_every_state_are_the_same(tmp_path):
    """Hostile articles, names from right to left, empty pages, 900 statements: not a character differs."""
    (tmp_path / "generator.yml").write_text("min_articles: 1\n")
    (tmp_path / "articles").mkdir()
    config = load_config(tmp_path / "generator.yml")
    report = a_report()
    write_pages(make_kb(every_state(40, 12), report), config, report)
    pages = sorted(config.site_src.rglob("*.md"))
    assert len(pages) > 50
    for page in pages:
        plain, lean = both(page.read_text(encoding="utf-8").split("\n---\n", 1)[1])
        assert lean == plain, page


@pytest.mark.parametrize(
    "text",
    [
        "# A *b* [c](d.md)\n\n## A *b* [c](d.md)\n\n## <bdi>x</bdi> &amp; y {: #own }",
        "[TOC]\n\n# One\n\n## Two",
        "A [b][c] and _d_ with [e].\n\n[c]: f.md",
        "a_b_c __d__ \\* `x < y` &copy; & &#39; 3 < 4",
        "| a | b |\n|---|--:|\n| c {: .x } | `d|e` |",
        "![an image](a.png) <https://a.example> <a@b.example>",
        "line  \nbreak\n\n---\n\n    code & <b>\n\n> quoted\n\n<!-- comment -->",
    ],
)
def test_what_a_template_of_the_users_may_write_is_the_same(text):
    """References, tables of contents, code, images and comments, none of which our own templates use."""
    plain, lean = both(text)
    assert lean == plain


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_the_same(text):
    """Marks in any order, whole and broken."""
    plain, lean = both(text)
    assert lean == plain
