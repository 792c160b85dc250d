"""Reading articles: golden cases, ids, dates, and everything a hostile folder may hold."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import Report
from generator.ingest import READERS, Settings, article_from_record, list_files, read_articles, read_file
from generator.ingest.cleaning import decode, join_lines, mend
from generator.ingest.naming import LONGEST, make_id
from generator.ingest.paragraphs import split_turns
from generator.ingest.stamps import date_in_name, date_in_url, parse_date
from generator.model import Article

GOLDEN = Path(__file__).parent / "golden" / "ingest"
CASES = [case for file in sorted(GOLDEN.glob("*.yml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
PROSE = "The old harbour was opened on Monday by the ministers of the two countries, who came by ship. "


def read(folder: Path, name: str, content: str | bytes) -> tuple[list[Article], Report]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    report = Report()
    return list(read_file(folder / name, folder, report)), report


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(case: dict[str, Any], tmp_path: Path) -> None:
    articles, report = read(tmp_path, case["file"], case["content"])
    expect = dict(case["expect"])
    refused = expect.pop("refused", None)
    skipped = [str(problem) for problem in report if problem.severity == "skipped"]
    assert any(refused in line for line in skipped) if refused else not skipped, skipped
    assert len([problem for problem in report if problem.severity == "guessed"]) == expect.pop("guessed", 0)
    if "paths" in expect:
        assert [article.path for article in articles] == expect.pop("paths")
    elif not expect:
        assert not articles
    if not expect:
        return
    article = articles[0]
    found: dict[str, Any] = {
        name: getattr(article, name) for name in expect if name not in ("body", "authors", "origin")
    }
    if "body" in expect:
        found["body"] = article.text[article.headline :].strip("\n")
    if "authors" in expect:
        found["authors"] = list(article.authors)
    if "origin" in expect:
        found["origin"] = next(([o.field, o.source] for o in article.origins if o.field == expect["origin"][0]), None)
    assert found == expect
    assert article.text.startswith(article.title) or not article.headline


def test_the_turns_of_a_transcript_without_line_breaks_are_lines() -> None:
    words = "We have opened the old harbour, and we are glad of it. " * 20
    text = f"{words}Minister of Trade of Arlonia Jane Roe: Thank you. John Doe: Not at all. Jane Roe: Let us go on. "
    assert split_turns(text.strip()).split("\n")[1:] == [
        "Minister of Trade of Arlonia Jane Roe: Thank you.",
        "John Doe: Not at all.",
        "Jane Roe: Let us go on.",
    ]
    assert "\n" not in split_turns(f"{words}The Old Ferry: It sails. {words}")


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "stamp"),
    [
        ("2022/06/23", "2022-06-23", None),
        ("2022-07-08T10:12:13Z", "2022-07-08", "2022-07-08T10:12:13+00:00"),
        ("2022-03-01 13:44:33-05:00", "2022-03-01", "2022-03-01T13:44:33-05:00"),
        ("'2022-03-01'", "2022-03-01", None),
        ("Fri, 21 Aug 2026 16:00:54 -0400", "2026-08-21", "2026-08-21T16:00:54-04:00"),
        ("27 Feb 2026", "2026-02-27", None),
        ("February 27, 2026 at 7:00 a.m. EST", "2026-02-27", "2026-02-27T07:00:00-05:00"),
        ("9 Januar 1993", "1993-01-09", None),
        ("20220623", "2022-06-23", None),
        ("1646432100", "2022-03-04", "2022-03-04T22:15:00+00:00"),
        ("23/06/2022", "2022-06-23", None),
        ("06/23/2022", "2022-06-23", None),
        ("27.02.2026 - Update", "2026-02-27", None),
    ],
)
def test_parse_date(text: str, day: str, stamp: str | None) -> None:
    assert parse_date(text) == (day, stamp)


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "NA", "yesterday", "Monday", "03/04/2022", "2022-13-01", "0001-01-01T00:00:00Z", "2022", "12:30"],
)
def test_no_date_is_made_up(text: str) -> None:
    assert parse_date(text) is None


def test_dates_in_addresses_and_names() -> None:
    assert date_in_url("https://example.org/world/2026/feb/20/a-story") == "2026-02-20"
    assert date_in_url("https://example.org/2022/06/23/story.html") == "2022-06-23"
    assert date_in_url("https://example.org/news/20220623-story") == "2022-06-23"
    assert date_in_url("https://example.org/2022/06/story-23") is None
    assert date_in_name("2025-05-20-talks.txt") == "2025-05-20"
    assert date_in_name("talks 20250520.txt") == "2025-05-20"
    assert date_in_name("talks.txt") is None


# -- ids ---------------------------------------------------------------------------------------------------------------


def test_ids_are_readable_where_that_loses_nothing() -> None:
    assert make_id("talks.txt") == "talks"
    assert make_id("talks.md") == "talks-md"
    assert make_id("kremlin.csv#12") == "kremlin-csv-12"
    assert make_id("north/talks.txt") == "north--talks"


@given(st.lists(st.text(max_size=120), min_size=2, max_size=6, unique=True))
def test_ids_are_unique_and_safe(paths: list[str]) -> None:
    ids = [make_id(path) for path in paths]
    assert len(set(ids)) == len(ids)
    for identifier in ids:
        assert identifier
        assert len(identifier) <= LONGEST
        assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789-" for character in identifier)
        assert not identifier.startswith("-")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b.txt", "a-b.txt"),
        ("A.txt", "a.txt"),
        ("a/b.txt", "a-b.txt"),
        ("a-md.txt", "a.md"),
        ("a-csv-1.txt", "a.csv#1"),
        ("a.txt#2", "a-2.txt"),
        ("a", "a.txt"),
        ("日.txt", "本.txt"),
    ],
)
def test_names_that_look_alike_have_two_ids(one: str, other: str) -> None:
    assert make_id(one) != make_id(other)


def test_names_that_mean_something_elsewhere_are_avoided() -> None:
    assert make_id("index.txt") != "index"
    assert make_id("con.txt") != "con"


# -- hostile folders ---------------------------------------------------------------------------------------------------


def test_every_file_is_read_or_refused_with_one_line(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    (deep / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    files: dict[str, bytes] = {
        "good.txt": PROSE.encode() * 3,
        "empty.txt": b"",
        "blank.txt": b" \n\n\t",
        "binary.txt": bytes(range(256)) * 40,
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "old.doc": b"\xd0\xcf\x11\xe0" + bytes(500),
        "broken.docx": b"PK\x03\x04word/" + bytes(50),
        "broken.pdf": b"%PDF-1.4\n nothing of the kind",
        "broken.json": b'{"title": "x", ',
        "broken.csv": b'\x00"a,b\n\n"c',
        "broken.xml": b"<rss><channel><item><title>unclosed",
        "broken.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP"),
        "broken.gz": b"\x1f\x8b\x08" + bytes(20),
        "script.py": b"print('hello')",
        "zip.zip": b"PK\x03\x04" + bytes(40),
        "yaml.md": b"---\n{[: - !!python/object:os.system\n---\n" + PROSE.encode() * 2,
        "empty.html": b"<!doctype html><html><body><nav>Home</nav></body></html>",
        "strange \xf0\x9f\x9a\xa2 \xe2\x80\xae.txt".encode("latin-1").decode("utf-8"): PROSE.encode() * 3,
        "line\nbreak.txt": PROSE.encode() * 3,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".hidden.txt").write_text("hidden")
    report = Report()
    articles = list(read_articles(tmp_path, report))
    told = {article.path for article in articles} | {problem.where.partition("#")[0] for problem in report}
    assert set(files) | {"gone.txt"} <= told
    assert {"good.txt", "yaml.md", "line\nbreak.txt"} <= {article.path for article in articles}
    assert len({article.id for article in articles}) == len(articles)
    assert all(problem.message for problem in report)
    assert all(problem.hint for problem in report if problem.severity == "skipped")
    assert sum("hidden" in problem.message for problem in report) == 1
    assert all("\0" not in article.text for article in articles)


def test_a_folder_with_the_name_of_a_file_and_an_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "secret.txt").write_text(PROSE)
    original = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = Report()
    assert list(read_articles(tmp_path, report)) == []
    assert [problem.where for problem in report] == ["secret.txt"]
    assert "Permission denied" in str(next(iter(report)))


def test_a_line_of_fifty_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    articles, report = read(tmp_path, "long.txt", b"word " * 10_000_000)
    assert not articles
    assert "too many for one article" in str(next(iter(report)))
    row = json.dumps({"title": "x", "text": "word " * 1_000_000}).encode()
    articles, report = read(tmp_path, "long.jsonl", row + b'\n{"title": "Good", "text": "It opened."}\n')
    assert [article.title for article in articles] == ["Good"]
    assert "longer than" in str(next(iter(report)))


def test_a_packed_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    articles, report = read(tmp_path, "bomb.docx", buffer.getvalue())
    assert not articles
    assert "unpacks to" in str(next(iter(report)))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * 3_000_000))
    report = Report()
    assert not list(read_file(tmp_path / "bomb.jsonl.gz", tmp_path, report, settings=Settings(largest=1_000_000)))
    assert "unpacks to more" in str(next(iter(report)))


def test_gzipped_lines_are_read(tmp_path: Path) -> None:
    row = json.dumps({"id": "7", "title": "Harbour opens", "text": PROSE}).encode()
    articles, report = read(tmp_path, "rows.jsonl.gz", gzip.compress(row))
    assert [article.title for article in articles] == ["Harbour opens"]
    assert not list(report)


def test_word_files_are_read(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Harbour opens", level=1)
    document.add_paragraph(PROSE.strip())
    document.save(str(tmp_path / "a.docx"))
    (article,) = read_file(tmp_path / "a.docx", tmp_path, Report())
    assert (article.title, article.text) == ("Harbour opens", f"Harbour opens\n\n{PROSE.strip()}")


def make_pdf(text: str) -> bytes:
    """Return a PDF of one page with one line of text, or with none."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + tail % (table, len(out))


def test_pdf_with_text_is_read_and_without_refused(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "a.pdf", make_pdf("The old harbour was opened on Monday by the ministers."))
    assert articles[0].text == "The old harbour was opened on Monday by the ministers."
    articles, report = read(tmp_path, "scan.pdf", make_pdf(""))
    assert not articles
    assert "without text" in str(next(iter(report)))


def test_web_archives_are_read_by_page(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    body = "<h1>Harbour opens</h1>" + f"<p>{PROSE}</p>" * 3
    page = f"<html><head><title>Harbour opens</title></head><body><article>{body}</article></body></html>"
    with (tmp_path / "a.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        url = "https://example.org/2024/05/06/harbour"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(page.encode()), http_headers=head)
        )
    (article,) = read_file(tmp_path / "a.warc.gz", tmp_path, Report())
    assert (article.path, article.title, article.published, article.url) == (
        "a.warc.gz#1",
        "Harbour opens",
        "2024-05-06",
        url,
    )


# -- laws --------------------------------------------------------------------------------------------------------------


def test_records_keep_their_id_and_text() -> None:
    text = "  A\u00a0text \r\n as it &amp; is.\x00 "
    article = article_from_record({"id": "x/1 #2", "text": text, "date": "2024-05-06", "title": "T"})
    assert (article.id, article.text, article.headline, article.published) == ("x/1 #2", text, 0, "2024-05-06")


@given(st.binary(max_size=2000), st.sampled_from(sorted(key for key in READERS if key.startswith("."))))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    report = Report()
    articles = list(read_file(path, tmp_path, report))
    assert articles or list(report)


@given(st.text())
def test_mended_text_is_clean_and_stays_so(text: str) -> None:
    mended = mend(text)
    assert "\0" not in mended
    assert "\r" not in mended
    mended.encode("utf-8")
    assert join_lines(join_lines(mended)) == join_lines(mended)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_read_as_written(text: str) -> None:
    assert decode(text.encode("utf-8")).removeprefix("\ufeff") == text.removeprefix("\ufeff")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{PROSE}{number}")
    first = list(read_articles(tmp_path, Report()))
    assert first == list(read_articles(tmp_path, Report()))
    assert [path.name for path in list_files(tmp_path, Report())] == [f"{number}.txt" for number in range(5)]
    (tmp_path / "00.txt").write_text(PROSE)
    assert set(first) <= set(read_articles(tmp_path, Report()))
