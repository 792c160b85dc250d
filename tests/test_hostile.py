"""A hostile folder still yields a site of what is good, and nothing of an article ever becomes more than text."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import socket
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from lxml import etree, html

from generator.cli import main
from generator.errors import Report
from generator.ingest import Settings, list_files, read_articles, read_file

GOOD = (
    "Lisbon reopens its harbour\n\n"
    "President Ana Duarte met Prime Minister Peter Hall in Lisbon on 3 March 2025.\n\n"
    "“We will reopen the harbour within a week,” Duarte said on Monday.\n"
)
PROSE = "The old harbour was opened on Monday by the ministers of the two countries, who came by ship. "


def read(folder: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return text by path and messages by file."""
    report = Report()
    articles = {article.path: article.text for article in read_articles(folder, report)}
    told: dict[str, list[str]] = {}
    for problem in report:
        told.setdefault(problem.where.partition("#")[0], []).append(problem.message)
        assert "\n" not in str(problem)
    return articles, told


# -- files ---------------------------------------------------------------------------------------------------------------


def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path) -> None:
    """A pipe would wait for ever, a socket cannot be read, a link leads nowhere or in a circle."""
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "good.txt").write_text(GOOD)
    articles, told = read(tmp_path)
    assert list(articles) == ["good.txt"]
    assert set(told) == {"pipe.txt", "socket.txt", "nowhere.txt", "circle.txt", "a/loop"}


def test_files_about_the_folder_are_told_and_left_out(tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", "readme-first.txt", "Licence.txt"):
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "readmitted.txt").write_text(GOOD)
    articles, told = read(tmp_path)
    assert list(articles) == ["readmitted.txt"]
    assert len(told) == 4


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "“quoted”.txt", "it's \"so\".txt", "line\nbreak.txt", "-rf.txt", "..txt", "a..b.txt", "日本.txt",
     "con.txt", "#1.txt", "a#2.txt", "%2e%2e%2f.txt", "{{ x }}.txt", "<b>.txt", "a" * 250 + ".txt", "*.txt", "--.txt"],
)  # fmt: skip
def test_any_name_is_read_and_gives_a_plain_id(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD)
    report = Report()
    found = list(read_articles(tmp_path, report))
    if name.startswith("."):
        assert "hidden" in str(next(iter(report)))
        return
    (article,) = found
    assert article.path == name
    assert set(article.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not article.id.startswith("-")


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    with open(path, "wb") as file:
        file.write(GOOD.encode())
    articles, told = read(tmp_path)
    assert list(articles) == ["\ufffd\ufffd.txt"]
    assert not told


def test_thousands_of_files_are_read_in_order(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:04}.txt").write_text(f"{PROSE}{number}")
    (tmp_path / "0000-bad.txt").write_bytes(b"")
    report = Report()
    assert [path.name for path in list_files(tmp_path, report)] == sorted(path.name for path in tmp_path.iterdir())
    assert not list(report)


# -- content -------------------------------------------------------------------------------------------------------------


def test_nested_data_without_end_is_refused(tmp_path: Path) -> None:
    """Brackets a hundred thousand deep, in every format that nests."""
    deep = 100_000
    (tmp_path / "a.json").write_text("[" * deep + "]" * deep)
    (tmp_path / "b.json").write_text('{"text":' * deep + "1" + "}" * deep)
    (tmp_path / "c.jsonl").write_text("[" * deep + '\n{"title": "Good", "text": "It opened."}\n')
    (tmp_path / "d.md").write_text("---\na: " + "[" * deep + "\n---\n" + PROSE * 3)
    (tmp_path / "e.html").write_text("<html>" + "<div>" * 5000 + PROSE * 3)
    (tmp_path / "f.xml").write_text("<rss><channel><item>" + "<a>" * deep)
    (tmp_path / "g.md").write_text("# Good\n\n" + ">" * 3000 + " " + "[" * 3000 + PROSE * 3)
    (tmp_path / "h.html").write_text(
        '<html><script type="application/ld+json">' + "[" * deep + f"</script><article><p>{PROSE * 3}</p></article>"
    )
    articles, told = read(tmp_path)
    assert {"c.jsonl#2", "d.md", "g.md", "h.html"} <= set(articles)
    assert set(told) | {path.partition("#")[0] for path in articles} == {path.name for path in tmp_path.iterdir()}


def test_broken_front_matter_loses_no_text(tmp_path: Path) -> None:
    fronts = {
        "tab": "title:\tHarbour\n\t- x: [",
        "anchor": "a: &a [*a]\ntitle: Harbour",
        "laugh": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nauthors: [*e,*e,*e,*e,*e,*e,*e,*e]",
        "python": "title: !!python/object/apply:os.system ['touch /tmp/briefing-book-was-here']",
        "list": "- a\n- b",
        "scalar": "just words",
        "duplicate": "title: A\ntitle: B",
        "key": "? [a, b]\n: x\ntitle: Harbour",
        "binary": "title: !!binary aGFyYm91cg==",
        "unclosed": 'title: "Harbour',
    }
    for name, front in fronts.items():
        (tmp_path / f"{name}.md").write_text(f"---\n{front}\n---\n{PROSE}\n")
    articles, _ = read(tmp_path)
    assert set(articles) == {f"{name}.md" for name in fronts}
    assert all(PROSE.strip() in text for text in articles.values())
    assert not Path("/tmp/briefing-book-was-here").exists()


def test_cells_and_lines_of_any_length(tmp_path: Path) -> None:
    """A cell of 20 MB is refused and the next row read; a line of 50 MB is refused unread."""
    with (tmp_path / "a.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerows([["title", "text"], ["Long", "word " * 4_000_000], ["Good", PROSE]])
    (tmp_path / "b.txt").write_bytes(b"a" * 50_000_000)
    (tmp_path / "c.md").write_bytes(b"[" * 7_000_000)
    articles, told = read(tmp_path)
    assert list(articles) == ["a.csv#2"]
    assert set(told) == {"a.csv", "b.txt", "c.md"}


def test_readers_say_nothing_themselves(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What libraries print about damage is told as a problem of the file or not at all."""
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.b/\r\nContent-Length: 9\r\n\r\n"
    (tmp_path / "a.warc").write_bytes((head + b"HTTP/1.0 X more text\r\n") * 3)
    (tmp_path / "b.html").write_text("<html><body></body></html>")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF")
    (tmp_path / "d.xml").write_text("<rss><channel><item></channel>")
    _, told = read(tmp_path)
    assert set(told) == {"a.warc", "b.html", "c.pdf", "d.xml"}
    assert capfd.readouterr() == ("", "")


def test_thousands_of_bad_lines_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("not json\n" * 5000 + json.dumps({"title": "Good", "text": PROSE}))
    articles, told = read(tmp_path)
    assert list(articles) == ["a.jsonl#5001"]
    assert len(told["a.jsonl"]) == 51
    assert told["a.jsonl"][-1] == "4,950 more records like these"


def test_packed_files_that_unpack_without_end_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(200):
            archive.writestr(f"word/{number}.xml", b"0" * 1_000_000)
    (tmp_path / "many.docx").write_bytes(buffer.getvalue())
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"0" * 3_000_000))
    (tmp_path / "twice.txt.gz").write_bytes(gzip.compress(gzip.compress(PROSE.encode() * 3)))
    (tmp_path / "good.txt.gz").write_bytes(gzip.compress(PROSE.encode() * 3))
    report = Report()
    settings = Settings(largest=2_000_000)
    found = [
        a.path for path in list_files(tmp_path, report) for a in read_file(path, tmp_path, report, settings=settings)
    ]
    assert found == ["good.txt.gz"]
    assert sorted(problem.where for problem in report) == ["a.txt.gz", "many.docx", "twice.txt.gz"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.jsonl"])
def test_every_encoding_gives_the_same_words(tmp_path: Path, encoding: str, name: str) -> None:
    sentence = (
        "The café in Besançon was opened on Monday by Zoë Müller, who came by ship and paid nothing for it at all."
    )
    content = {
        "a.csv": f'title,text\nHarbour,"{sentence}"\n',
        "a.jsonl": json.dumps({"title": "Harbour", "text": sentence}, ensure_ascii=False) + "\n",
    }.get(name, sentence)
    (tmp_path / name).write_bytes(content.encode(encoding))
    articles, told = read(tmp_path)
    assert not told
    assert [text.rpartition("\n")[2] for text in articles.values()] == [sentence]


def test_a_folder_of_nothing_good_is_status_one_and_a_missing_one_two(tmp_path: Path) -> None:
    """Bad articles are told and give a site without articles; a wrong command is told before anything is read."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "generator.yml").write_text("min_articles: 1\n")
    (tmp_path / "articles" / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "articles" / "empty.md").write_bytes(b"")
    config = str(tmp_path / "generator.yml")
    result = CliRunner().invoke(main, ["generate", "-c", config], catch_exceptions=False)
    assert result.exit_code == 1
    assert [line.split(":")[1] for line in result.stderr.splitlines() if line.startswith("skipped")] == [
        " empty.md",
        " noise.txt",
    ]
    assert (tmp_path / "site_src" / "index.md").is_file()
    missing = CliRunner().invoke(main, ["generate", str(tmp_path / "nowhere"), "-c", config], catch_exceptions=False)
    assert missing.exit_code == 2
    assert "Traceback" not in missing.output


# -- the whole way -------------------------------------------------------------------------------------------------------

SIGN = "hostile"
ATTACKS = (
    f"<script>{SIGN}()</script>",
    f"<img src=x onerror={SIGN}()>",
    f"<svg/onload={SIGN}()>",
    f"[click]( javascript:{SIGN}() )",
    f"[click][{SIGN}]",
    f"<javascript:{SIGN}()>",
    f"![x](//{SIGN}.example/x.png)",
    f'"><iframe src="//{SIGN}.example"></iframe>',
    f"{{{{ config.{SIGN} }}}} {{% include '/etc/passwd' %}} {{# x #}}",
    f'{{: #{SIGN} onclick="{SIGN}()" .{SIGN} }}',
    f"{{.{SIGN}}}",
    f"--8<-- '/etc/{SIGN}'",
    f"!!! note {SIGN}",
    f"</span></div></article><h1>{SIGN}</h1>",
    f"| {SIGN} | b |",
    f"&lt;script&gt;{SIGN}()&lt;/script&gt; &#60;script&#62;{SIGN}()",
    f"<!-- {SIGN} --> <![CDATA[{SIGN}]]>",
    f"*[{SIGN}]: x",
    f"[^{SIGN}] $${SIGN}$$ ~~{SIGN}~~ ==x== ^^x^^",
    f"javascript:{SIGN}() data:text/html,{SIGN}",
    "`` ` \\` \\\\ ~~~ ``` ",
    "- - - * * * 1. 2) + # ## > |",
    "\u202e\u2028\u0085\u0000\ufeff\x1b[31m",
)


def hostile_files() -> dict[str, str]:
    """Return articles whose every field attacks."""
    body = "\n\n".join(
        f"{attack} President Ana {attack} Duarte said in Lisbon on Monday: “We {attack} will reopen the harbour.” {attack}"
        for attack in ATTACKS
    )
    front = {
        "title": ATTACKS[0] + '" \n---\nfoo: bar',
        "date": "2025-03-03",
        "author": [*ATTACKS[1:3], "Ana\n---\n<b>Roe</b>"],
        "publisher": ATTACKS[4],
        "url": f"javascript:{SIGN}()",
    }
    addresses = (f"https://example.org/{ATTACKS[0]}", f"javascript:{SIGN}()//https://x", f'https://{SIGN}" onclick="x')
    records = [
        {"title": attack, "text": body, "date": "2025-03-03", "author": attack, "source": attack, "url": url}
        for attack, url in zip(ATTACKS[:3], addresses, strict=True)
    ]
    page = (
        f"<html><head><title>{SIGN}</title><script>{SIGN}()</script></head><body><article><h1>A &lt;script&gt;</h1>"
        f"<p>{PROSE}&lt;script&gt;{SIGN}()&lt;/script&gt;</p><p>{PROSE}<img src=x onerror={SIGN}()></p></article>"
    )
    return {
        "a.md": f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}\n",
        "b.jsonl": "\n".join(json.dumps(record) for record in records),
        "c.txt": f"{ATTACKS[0]} opens harbour in Lisbon\n\n{body}\n",
        f"{ATTACKS[2].replace('/', '')}.txt": GOOD,
        "{{ 7*7 }}.txt": GOOD,
        "2025-03-03-good.txt": GOOD,
        "d.html": page,
        "../e.txt".replace("/", "\u2215"): GOOD,
    }


@pytest.mark.model
def test_hostile_articles_become_text_and_nothing_else(tmp_path: Path) -> None:
    """The built site holds none of an article's markup, templates, scripts, links or files."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "generator.yml").write_text("min_articles: 1\n")
    for name, content in hostile_files().items():
        (tmp_path / "articles" / name).write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "-c", str(tmp_path / "generator.yml")], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    for page in (tmp_path / "site_src").rglob("*.md"):
        front = page.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front[1]) if front[0] == "" else {}
        assert "foo" not in meta
    pages = [page for page in (tmp_path / "site").rglob("*.html") if "pagefind" not in page.parts]
    assert len(pages) > 12
    for page in pages:
        check_inert(html.fromstring(page.read_bytes()), page.name)
    for feed in [path for path in (tmp_path / "site").rglob("*.xml") if "assets" not in path.parts]:
        assert SIGN not in {element.tag for element in etree.parse(feed).iter()}
    for data in (tmp_path / "site").rglob("*.json"):
        json.loads(data.read_text(encoding="utf-8"))
    text = " ".join(html.fromstring(page.read_bytes()).text_content() for page in pages)
    assert f"<script>{SIGN}()</script>" in text
    assert f"{{{{ config.{SIGN} }}}}" in text
    assert {path.name for path in tmp_path.iterdir()} <= {"articles", "generator.yml", "site_src", "site", ".cache"}


def check_inert(page: html.HtmlElement, name: str) -> None:
    """Assert that no element, attribute or link of a page comes from an article."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            assert SIGN not in str(element.text), name
            continue
        assert element.tag not in ("iframe", "object", "embed", "base", "math"), name
        if element.tag in ("script", "style"):
            if element.get("type") in ("application/json", "application/ld+json"):
                json.loads(element.text)
            else:
                assert f"{SIGN}()" not in (element.text or ""), name
        for key, value in element.attrib.items():
            assert SIGN not in key, (name, key)
            assert not (key.startswith("on") and SIGN in value), (name, key, value)
            if key in ("href", "src", "action", "xlink:href", "srcset", "poster", "data"):
                link = value.strip().lower()
                assert not link.startswith(("javascript:", "data:text", "vbscript:", "//")), (name, key, value)
            if key in ("id", "class"):
                assert SIGN not in value.split(), (name, key, value)
