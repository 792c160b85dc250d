"""The same search index from the same pages, byte for byte: Pagefind leaves the order of its filters to chance.

Pagefind writes a list of files (`pf_meta`) and a file for each filter (`pf_filter`): gzip over the word `pagefind_dcd` and
CBOR (RFC 8949). Names of filters and their values come out of hash tables, so that their order, and with it the names of
the files, differ from run to run. Here they are sorted and the files named by their content again. Of CBOR only what
Pagefind uses is read: whole numbers, text, arrays, and the simple values.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"
SIMPLE: dict[int, Any] = {0xF4: False, 0xF5: True, 0xF6: None}
CODES = {value: bytes([code]) for code, value in SIMPLE.items()}
WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes that follow a head of CBOR, by the five bits that announce them."""


def settle_order(folder: Path) -> bool:
    """Sort filters and their values in the index of a folder; returns whether it is of the form that we know.

    Nothing is written before all is read, so that an index of another form stays as it is.
    """
    entry = folder / "pagefind-entry.json"
    old: list[Path] = []
    new: dict[Path, bytes] = {}
    try:
        content = json.loads(entry.read_text(encoding="utf-8"))
        for language in content["languages"].values():
            language["hash"] = _settle_language(folder, str(language["hash"]), old, new)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return False
    for path in old:
        path.unlink()
    for path, data in new.items():
        path.write_bytes(gzip.compress(data, 9, mtime=0))
    entry.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return True


def _settle_language(folder: Path, name: str, old: list[Path], new: dict[Path, bytes]) -> str:
    """Collect what goes and what comes for one language; returns the new name of its list of files."""
    prefix = name.rpartition("_")[0]
    old.append(folder / f"pagefind.{name}.pf_meta")
    version, pages, chunks, filters, sorts, fields = _read(old[-1])
    settled = []
    for label, file in sorted(filters):
        old.append(folder / "filter" / f"{file}.pf_filter")
        _, values = _read(old[-1])
        data = SIGNATURE + encode([label, sorted(values)])
        settled.append([label, _name(prefix, data)])
        new[folder / "filter" / f"{settled[-1][1]}.pf_filter"] = data
    data = SIGNATURE + encode([version, pages, chunks, settled, sorts, fields])
    new[folder / f"pagefind.{_name(prefix, data)}.pf_meta"] = data
    return _name(prefix, data)


def _read(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(SIGNATURE):
        raise ValueError(f"{path}: no file of Pagefind's")
    value, end = decode(data, len(SIGNATURE))
    if end != len(data):
        raise ValueError(f"{path}: more in it than one value")
    return value


def _name(prefix: str, data: bytes) -> str:
    return f"{prefix}_{hashlib.sha256(data).hexdigest()[:10]}"


def decode(data: bytes, at: int = 0) -> tuple[Any, int]:
    """Return the value that begins at a byte of CBOR and where it ends; `ValueError` for what Pagefind never writes."""
    head = data[at]
    if head in SIMPLE:
        return SIMPLE[head], at + 1
    kind, size, at = head >> 5, head & 31, at + 1
    if size >= 24:
        width = WIDTHS.get(size, 0)
        if not width:
            raise ValueError(f"byte {at - 1} begins nothing that is known: {head:#x}")
        size, at = int.from_bytes(data[at : at + width]), at + width
    if kind == 0:
        return size, at
    if kind == 1:
        return -1 - size, at
    if kind == 3:
        return data[at : at + size].decode("utf-8"), at + size
    if kind != 4:
        raise ValueError(f"byte {at - 1} begins nothing that is known: {head:#x}")
    values = []
    for _ in range(size):
        value, at = decode(data, at)
        values.append(value)
    return values, at


def encode(value: Any) -> bytes:
    """Return a value as CBOR in its shortest form."""
    if value is None or isinstance(value, bool):
        return CODES[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _head(3, len(data)) + data
    return _head(4, len(value)) + b"".join(map(encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    code, width = next((code, width) for code, width in WIDTHS.items() if size < 256**width)
    return bytes([kind << 5 | code]) + size.to_bytes(width)
