"""Pagefind's index: read, sorted and written again, and left alone if it is of another form."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search_index import SIGNATURE, decode, encode, settle_order

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.text(max_size=40), lambda inner: st.lists(inner)
)


def make_index(folder, filters):
    """Write an index with filters in the order given, as Pagefind does."""
    (folder / "filter").mkdir(parents=True)
    listed = []
    for number, (label, values) in enumerate(filters):
        listed.append([label, f"en_{number}"])
        data = SIGNATURE + encode([label, values])
        (folder / "filter" / f"en_{number}.pf_filter").write_bytes(gzip.compress(data))
    meta = SIGNATURE + encode(["1.5.2", [["en_p1", 310]], [["a", "z", "en_c1"]], listed, [], ["title"]])
    (folder / "pagefind.en_x.pf_meta").write_bytes(gzip.compress(meta))
    entry = {"version": "1.5.2", "languages": {"en": {"hash": "en_x", "wasm": "en", "page_count": 1}}}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry))
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(VALUES)
def test_what_is_encoded_is_decoded(value):
    assert decode(encode(value)) == (value, len(encode(value)))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("20", -1),
        ("62c3bc", "ü"),
        ("83010203", [1, 2, 3]),
        ("f6", None),
    ],
)
def test_the_bytes_are_those_of_the_standard(data, value):
    """Examples of RFC 8949, appendix A."""
    assert (encode(value).hex(), decode(bytes.fromhex(data))[0]) == (data, value)


def test_two_orders_of_filters_become_one(tmp_path):
    """Names, values and files are the same whichever way the hash tables fell, and every name leads to its file."""
    kinds, months = ["kind", [["event", [2, 30]], ["actor", [1]]]], ["month", [["2025-05", [1]], ["2025-04", [2]]]]
    turned = [[label, values[::-1]] for label, values in (months, kinds)]
    one, two = make_index(tmp_path / "one", [kinds, months]), make_index(tmp_path / "two", turned)
    assert settle_order(one)
    assert settle_order(two)
    assert contents(one) == contents(two)
    name = json.loads((one / "pagefind-entry.json").read_text())["languages"]["en"]["hash"]
    meta = gzip.decompress((one / f"pagefind.{name}.pf_meta").read_bytes())
    filters = decode(meta, len(SIGNATURE))[0][3]
    assert [label for label, _ in filters] == ["kind", "month"]
    assert {f"{file}.pf_filter" for _, file in filters} == {path.name for path in (one / "filter").iterdir()}


@pytest.mark.parametrize("data", [b"", gzip.compress(b"another form"), gzip.compress(SIGNATURE + b"\xa1\x01\x02")])
@pytest.mark.parametrize("file", ["pagefind.en_x.pf_meta", "filter/en_0.pf_filter"])
def test_an_index_of_another_form_is_left_as_it_is(tmp_path, file, data):
    """A later Pagefind still works, only not byte for byte."""
    index = make_index(tmp_path / "index", [["kind", [["event", [2]]]]])
    (index / file).write_bytes(data)
    before = contents(index)
    assert not settle_order(index)
    assert contents(index) == before
