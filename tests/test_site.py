"""Writing the site: atomic, only what changed, pruning only what we wrote."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Report, SiteError
from generator.site import MANIFEST, checked_path, is_complete, read_manifest, write_site


def test_a_second_run_writes_nothing(tmp_path):
    """Equal content leaves every byte and every time stamp alone."""
    files = [("index.md", "one"), ("actors/a.md", "two")]
    write_site(files, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    changes = write_site(files, tmp_path)
    assert changes.written == ()
    assert changes.unchanged == ("actors/a.md", "index.md")
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


def test_only_what_changed_is_written(tmp_path):
    """One new text touches one file."""
    write_site([("a.md", "1"), ("b.md", "1")], tmp_path)
    changes = write_site([("a.md", "1"), ("b.md", "2")], tmp_path)
    assert changes.written == ("b.md",)
    assert (tmp_path / "b.md").read_text() == "2"


def test_pages_without_a_source_are_pruned_with_their_empty_folder(tmp_path):
    """What an earlier run wrote and this one does not is removed."""
    write_site([("a.md", "1"), ("gone/b.md", "1")], tmp_path)
    changes = write_site([("a.md", "1")], tmp_path)
    assert changes.removed == ("gone/b.md",)
    assert not (tmp_path / "gone").exists()


def test_files_that_we_did_not_write_stay(tmp_path):
    """A hand-written page is neither pruned nor overwritten, and nothing else is written before the refusal."""
    (tmp_path / "notes.md").write_text("mine")
    write_site([("a.md", "1")], tmp_path)
    assert (tmp_path / "notes.md").read_text() == "mine"
    with pytest.raises(SiteError, match=r"notes\.md.*move them away"):
        write_site([("a.md", "2"), ("notes.md", "theirs")], tmp_path)
    assert (tmp_path / "notes.md").read_text() == "mine"
    assert (tmp_path / "a.md").read_text() == "1"


def test_a_generated_file_edited_by_hand_is_kept_aside(tmp_path):
    """The edit is copied before the page is replaced, and a problem says where it is."""
    site, aside, report = tmp_path / "src", tmp_path / "aside", Report()
    write_site([("a.md", "1")], site, aside=aside)
    (site / "a.md").write_text("edited")
    write_site([("a.md", "2")], site, aside=aside, report=report)
    assert (site / "a.md").read_text() == "2"
    assert (aside / "a.md").read_text() == "edited"
    assert "edited by hand" in report.problems[0].message


def test_a_run_killed_half_way_is_finished_by_the_next(tmp_path, monkeypatch):
    """A crash between two files leaves a manifest that marks what was pending; the next run completes it."""
    import generator.site as module

    write_site([("a.md", "1"), ("b.md", "1")], tmp_path)
    real, calls = module._write, []

    def failing(path, data):
        if path.name == "b.md":
            raise KeyboardInterrupt
        calls.append(path.name)
        real(path, data)

    monkeypatch.setattr(module, "_write", failing)
    with pytest.raises(KeyboardInterrupt):
        write_site([("a.md", "2"), ("b.md", "2"), ("c.md", "2")], tmp_path)
    assert not is_complete(tmp_path, read_manifest(tmp_path))
    monkeypatch.setattr(module, "_write", real)
    changes = write_site([("a.md", "2"), ("b.md", "2"), ("c.md", "2")], tmp_path)
    assert changes.written == ("b.md", "c.md")
    assert is_complete(tmp_path, read_manifest(tmp_path))


@pytest.mark.parametrize("path", ["../x.md", "/etc/x", "a/../../x", "a/.hidden", "", "a\\b.md", ".generated.json"])
def test_paths_that_leave_the_folder_are_refused(path):
    """No id, however hostile, writes outside or hides a file."""
    with pytest.raises(SiteError):
        checked_path(path)


@given(st.text(max_size=40))
def test_every_accepted_path_stays_below(path):
    """What `checked_path` lets through never escapes the folder."""
    try:
        accepted = checked_path(path)
    except SiteError:
        return
    assert ".." not in accepted.split("/")
    assert not accepted.startswith("/")


def test_a_damaged_manifest_counts_as_none(tmp_path):
    """A manifest that is not JSON, or names paths outside, is not trusted for pruning."""
    (tmp_path / MANIFEST).write_text("{broken")
    assert read_manifest(tmp_path) == {}
    (tmp_path / MANIFEST).write_text(json.dumps({"../victim.md": "x"}))
    assert read_manifest(tmp_path) == {}
