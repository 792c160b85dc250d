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


def test_a_file_damaged_in_its_middle_costs_time_only(tmp_path):
    """Pages that are garbage behind a sound head are found out late, and the rest of the run goes on."""
    path = tmp_path / "c.sqlite"
    with Cache(path) as cache:
        cache.write([(f"k{number}", found(number)) for number in range(2000)])
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"x" * len(data[8192:-4096])
    path.write_bytes(data)
    with Cache(path) as cache:
        cache.read([f"k{number}" for number in range(2000)])
        cache.write([("new", found(1))])
        assert cache.read(["new"]) == {"new": found(1)}


def test_files_are_read_again_when_asked_to(tmp_path):
    """`--no-cache` reads every file, and what it reads is there for the next run."""
    (tmp_path / "a.txt").write_text("one")
    calls = []

    def reader(path, root, report):
        calls.append(path.name)
        return []

    for fresh in (False, False, True, False):
        with FileCache(tmp_path / "f.sqlite", version="1", fresh=fresh) as cache:
            cache.read(tmp_path / "a.txt", tmp_path, reader, Report())
            assert len(cache.used) == 1
    assert len(calls) == 2
