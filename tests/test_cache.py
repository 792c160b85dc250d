"""The caches: equal input is read back, damage costs time only."""

from generator.cache import Cache, FileCache
from generator.errors import Report
from generator.model import Annotations, Article, Sentence


def found(number):
    return Annotations(article=f"a{number}", sentences=(Sentence(number=1, start=0, end=3, paragraph=1),))


def test_annotations_come_back_equal(tmp_path):
    """What is read equals what was written; what was never written is missing."""
    with Cache(tmp_path / "c.sqlite") as cache:
        cache.write([("k1", found(1)), ("k2", found(2))])
    with Cache(tmp_path / "c.sqlite") as cache:
        assert {"k1": found(1), "k2": found(2)} == cache.read(["k1", "k2", "k3"])


def test_a_damaged_file_is_begun_anew(tmp_path):
    """Garbage in place of the cache is no error."""
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 100)
    with Cache(path) as cache:
        assert cache.read(["k"]) == {}
        cache.write([("k", found(1))])
        assert {"k": found(1)} == cache.read(["k"])


def test_a_file_is_read_once_until_its_bytes_change(tmp_path):
    """The reader runs again for new bytes or another version, and problems come back with the articles."""
    file, calls = tmp_path / "a.txt", []
    file.write_text("one")

    def reader(path, root, report):
        calls.append(path.name)
        report.add("ingest", path.name, "a doubt")
        return [Article(id="a", path="a.txt", title="A", text=path.read_text())]

    def read(version):
        report = Report()
        with FileCache(tmp_path / "f.sqlite", version=version) as cache:
            return cache.read(file, tmp_path, reader, report), report.problems

    first = read("1")
    assert first == read("1")
    assert calls == ["a.txt"]
    assert len(first[1]) == 1
    file.write_text("two")
    assert read("1")[0][0].text == "two"
    read("2")
    assert len(calls) == 3
