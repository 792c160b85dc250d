"""An installed wheel has all it needs: templates, stylesheet, search page and MkDocs configuration come with it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.model
def test_a_folder_is_built_from_an_installed_wheel(tmp_path):
    """Away from any checkout, with nothing but articles in the folder."""
    made = tmp_path / "wheel"
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(made),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    project = tmp_path / "project"
    (project / "articles").mkdir(parents=True)
    (project / "articles" / "2025-03-03-ferry.txt").write_text(
        "Ferry sails again\n\nMayor Ana Duarte said on Monday: “The ferry sails again.”\n", encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-P", "-m", "generator", "build"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (project / "site" / "actors" / "ana-duarte.html").read_text(encoding="utf-8")
    assert "look.css" in page
    assert "The ferry sails again" in page
    assert (project / "site" / "pagefind" / "pagefind.js").is_file()
