"""The example site, file by file: what a change of any rule does to the pages a reader opens.

`--update-golden` writes the folder anew; read the difference before committing it.
"""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from generator.building import generate
from generator.config import load_config
from generator.errors import Report

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "site"
VARIES = {"build.md"}
"""Names the versions of libraries and the digest of the code: right to differ, and tested by itself."""


def pages_of(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.suffix == ".md" or (path.parent == folder and path.is_file())]
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}
    return {
        name: text
        for name, text in found.items()
        if name not in VARIES and not name.startswith(("assets/", "about", "."))
    }


@pytest.mark.model
def test_the_example_site_is_as_it_was(tmp_path, request):
    config = load_config(ROOT / "generator.yml", site_src=tmp_path / "src", cache=tmp_path / "cache")
    report = Report()
    generate(config, report=report)
    assert not [problem for problem in report.problems if problem.severity != "note"]
    made = pages_of(tmp_path / "src")
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in made.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
    kept = pages_of(GOLDEN)
    assert sorted(made) == sorted(kept), "pages came or went (--update-golden writes them anew)"
    for name, text in made.items():
        lines = difflib.unified_diff(kept[name].splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1)
        assert text == kept[name], f"{name} (--update-golden writes it anew)\n" + "\n".join(lines)
