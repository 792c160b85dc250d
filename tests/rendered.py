"""Pages of invented folders as Markdown, by path: what several tests of pages look at."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.config import load_config
from generator.errors import Report
from generator.pages import build_pages
from generator.rendering import render_pages
from tests.builders import make_kb
from tests.states import a_report, every_state

ROOT = Path(__file__).parent.parent


def render(kb, report=None, **settings):
    config = replace(load_config(ROOT / "generator.yml"), **settings)
    return dict(render_pages(build_pages(kb, config, report or Report())))


@cache
def folder_kb():
    return make_kb(every_state(), a_report())


@cache
def site():
    return render(folder_kb(), a_report())
