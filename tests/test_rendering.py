"""Text from an article stays text: through the real Markdown, in every place a template puts it."""

from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import Page
from generator.pages.places import Ref
from generator.pages.views import Segment
from generator.rendering import CONTROL, link_target, make_environment, make_inert, render_pages, to_url, to_yaml
from tests.states import HOSTILE

EXTENSIONS = ["tables", "attr_list", "md_in_html", "toc", "def_list", "footnotes", "abbr", "admonition"]
PLACES = {
    "paragraph": "{}",
    "list": "- {}",
    "heading": "# {}",
    "quotation": "> {}",
    "emphasis": "x **{}** x",
    "link": "[{}](page.md)",
    "cell": "| a | b |\n|---|---|\n| {} | c |",
    "attributed": "[{}](page.md){{: .src }}",
    "html": '<div class="x" markdown>\n\n- {}\n\n</div>',
    "code": "<pre><code>{}</code></pre>",
}
TAGS = {
    "p",
    "ul",
    "li",
    "h1",
    "blockquote",
    "strong",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "pre",
    "code",
    "bdi",
}

hostile = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="<>&[](){}!*_`~#|:\\\"'-+=^$@. \t\n1aא", max_size=60),
    st.sampled_from(
        [HOSTILE, "&lt;b&gt;", "[^1]: note", "*[HTML]: x", "Term\n:   def", "!!! note", "${x}", "\x02\x03"]
    ),
)


class Reader(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data):
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def folded(text: str) -> str:
    return " ".join(CONTROL.sub("", text).split())


@pytest.mark.parametrize("place", PLACES)
@settings(deadline=None)
@given(text=hostile)
@example(text=HOSTILE)
@example(text="1. item")
@example(text="- item")
@example(text="--- | ---")
def test_text_never_becomes_markup(place, text):
    """Whatever an article holds, the page has the tags of its template alone and prints the words as they are."""
    html = markdown.markdown(PLACES[place].format(make_inert(text)), extensions=EXTENSIONS)
    page = read(html)
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= {"href", "class", "id", "style"}
    assert all(value == "page.md" for name, value in page.attributes if name == "href")
    assert folded(text) in folded(page.text)


@settings(deadline=None)
@given(texts=st.lists(hostile, min_size=1, max_size=4), strong=st.booleans(), quote=st.booleans())
def test_marked_runs_keep_every_character(texts, strong, quote):
    """Links, quotations and emphasis add tags and no character."""
    segments = [
        Segment(text, quote=quote, strong=strong, ref=Ref("a.md") if n % 2 else None) for n, text in enumerate(texts)
    ]
    template = make_environment().from_string("{{ segments|marked }}")
    html = markdown.markdown(template.render(segments=segments, page_path="b.md"), extensions=["attr_list"])
    page = read(html)
    assert set(page.tags) <= {"p", "a", "q", "strong", "bdi"}
    assert "".join(page.text.split()) == "".join(CONTROL.sub("", "".join(texts)).split())


@settings(deadline=None)
@given(st.one_of(hostile, st.lists(hostile, max_size=3)))
def test_front_matter_is_one_yaml_value(value):
    """A title or a list of names comes back from the front matter and opens no second key."""
    document = yaml.safe_load(f"title: {to_yaml(value)}\nnext: 1\n")
    assert document["next"] == 1
    whole = value if isinstance(value, list) else [value]
    found = document["title"] if isinstance(value, list) else [document["title"]]
    assert found == [folded(text) for text in whole]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://[::1", "", None, "ftp://x/y"]
)
def test_only_web_addresses_become_links(address):
    """An address that is not http or https with a host is printed by no link."""
    assert to_url(address) == ""


def test_addresses_cannot_leave_their_link():
    """Blanks, brackets and quotation marks in an address are encoded."""
    assert to_url('https://example.org/a b)"<c>') == "https://example.org/a%20b%29%22%3Cc%3E"


def test_text_from_right_to_left_is_set_apart():
    """A Hebrew or Arabic name, or a sign that turns direction, cannot reorder the words beside it."""
    assert make_inert("דניאל") == "<bdi>דניאל</bdi>"
    assert make_inert("a\u202eb") == "<bdi>a\u202eb</bdi>"


def test_links_are_relative_to_the_page():
    """The site works under any path and from the disk."""
    assert link_target("actors/a/2031-03.md", Ref("articles/x.md", "s3")) == "../../articles/x.md#s3"
    assert link_target("index.md", Ref("actors/a.md")) == "actors/a.md"
    assert link_target("actors/a.md", Ref("actors/a.md", "q1")) == "#q1"


def test_one_block_of_one_template_can_be_overridden(tmp_path):
    """A user's file extends ours under `default/` and replaces a block; everything else stays."""
    (tmp_path / "statements.md.j2").write_text(
        "{% extends 'default/statements.md.j2' %}{% block title %}Said{% endblock %}"
    )
    context = {
        "month": "", "total": "no statements", "unnamed": 0, "unknown": 0, "pageless": 0, "speakers": [],
        "speakers_more": 0, "months": [], "parts": [], "groups": [],
    }  # fmt: skip
    page = Page(path="statements.md", template="statements.md.j2", context=context)
    ((_, ours),) = render_pages([page])
    ((_, theirs),) = render_pages([page], tmp_path)
    assert "# Statements" in ours
    assert "# Said" in theirs
    assert "No speaker is known." in theirs


def test_a_slip_in_a_template_is_an_error_and_not_a_text():
    """Printing a method instead of a value stops the build."""
    with pytest.raises(TypeError, match="no such value"):
        make_environment().from_string("{{ row.items }}").render(row={"a": 1})
