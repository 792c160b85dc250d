"""Imports point one way, and four libraries have one home each."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = {
    "model": 0, "errors": 0, "data": 0,
    "phrases": 1, "name_forms": 1, "offices": 1,
    "addresses": 1, "config": 1, "states": 1, "place_words": 1, "cache": 1, "corrections": 1, "quotations": 1, "ingest": 1,
    "annotation": 2, "resolution": 2, "knowledge": 2, "changes": 2, "timelines": 2, "site": 2,
    "pages": 3, "metadata": 3, "feeds": 3, "redirects": 3, "rendering": 3, "remembering": 3,
    "lean_markdown": 3, "search_index": 3,
    "export_records": 4, "exports": 4, "building": 4, "inspection": 5, "printing": 5, "publishing": 5,
    "cli": 6, "mkdocs_hook": 6, "__init__": 6, "__main__": 7,
}  # fmt: skip
"""A module may import its own layer and those below."""

HOMES = {
    "spacy": "annotation",
    "jinja2": "rendering",
    "mkdocs": "mkdocs_hook",
    "markdown": "lean_markdown",
}


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path, *, runtime: bool) -> set[str]:
    """Return the dotted names a module imports; with `runtime`, those under TYPE_CHECKING are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = set()
    if runtime:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                hidden |= {id(child) for child in ast.walk(node)}
    names = set()
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "generator"}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_library_has_one_home(path):
    for library, home in HOMES.items():
        if part_of(path) != home:
            used = {name for name in imports(path, runtime=True) if name.split(".")[0] == library}
            assert not used, f"{path.name} imports {library}; only generator/{home} may"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path):
    mine = part_of(path)
    assert mine in LAYERS, f"give generator/{mine} a layer in tests/test_layers.py"
    for name in imports(path, runtime=True):
        parts = name.split(".")
        if parts[0] == "generator" and len(parts) > 1 and parts[1] in LAYERS:
            assert LAYERS[parts[1]] <= LAYERS[mine], f"{mine} (layer {LAYERS[mine]}) imports {parts[1]}"


def test_pages_never_see_the_parser_and_annotation_never_sees_resolution():
    for path in MODULES:
        used = {name.split(".")[1] for name in imports(path, runtime=False) if name.startswith("generator.")}
        if part_of(path) in ("pages", "rendering"):
            assert "annotation" not in used, path
        if part_of(path) == "annotation":
            assert not used & {"resolution", "pages", "knowledge"}, path


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {p.name: n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 420}
    assert not long, long
