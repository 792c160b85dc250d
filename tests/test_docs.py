"""What a user can type or write is documented, and what is documented can be typed."""

import re
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml

from generator.cli import main
from generator.config import KEYS, load_event_types
from generator.corrections import JudgementKind
from generator.exports import EXPORTERS

ROOT = Path(__file__).parent.parent


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def options(command: click.Command) -> list[str]:
    return [word for param in command.params if isinstance(param, click.Option) for word in param.opts]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(name):
    page = text_of("docs/commands.md")
    assert f"briefingbook {name}" in page or f"## {name}" in page
    missing = [word for word in options(main.commands[name]) if f"`{word}`" not in page and f"[{word} " not in page]
    assert not missing


def test_no_option_is_documented_that_is_none():
    known = {word for command in main.commands.values() for word in options(command)} | {"--help"}
    assert set(re.findall(r"(?<!\w)--[a-z][a-z-]+", text_of("docs/commands.md"))) <= known


def test_every_configuration_key_is_documented_and_shown_with_its_default():
    page, example = text_of("docs/commands.md"), text_of("generator.yml")
    assert not [key for key in KEYS if f"`{key}`" not in page]
    assert not [key for key in KEYS if not re.search(rf"^(?:# )?{key}:", example, re.MULTILINE)]


def test_every_correction_is_documented_and_shown():
    page, example = text_of("docs/corrections.md"), text_of("corrections.yml")
    assert not [verb for verb in get_args(JudgementKind) if f"`{verb}`" not in page]
    assert not [verb for verb in get_args(JudgementKind) if f"- {verb}:" not in example]


def test_every_export_is_documented():
    page = text_of("docs/commands.md")
    assert not [form for form in EXPORTERS if f"`{form}`" not in page]


def test_every_event_type_says_what_a_reader_calls_it():
    for name, kind in load_event_types().items():
        assert kind.label, name
        assert kind.plural, name


def test_every_link_between_documents_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "bench" / "README.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_lock_holds_packages_and_their_hashes_alone():
    """No index, no folder to find packages in, no address."""
    lock = re.sub(r"^\s*#.*$", "", text_of("requirements.lock"), flags=re.MULTILINE)
    assert "://" not in lock
    lines = [line.strip().removesuffix("\\").strip() for line in lock.splitlines() if line.strip()]
    options = {line.split(":")[0] for line in lines if line.startswith("-")}
    assert options == {"--hash=sha256"}


def test_the_workflow_is_a_valid_document_that_builds_the_site():
    steps = yaml.safe_load(text_of(".github/workflows/pages.yml"))["jobs"]["publish"]["steps"]
    assert any("make site" in step.get("run", "") for step in steps)
