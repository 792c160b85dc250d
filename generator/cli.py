"""The command `briefingbook`: click commands that call one verb each, print, and set the exit status.

Data on standard output, progress and problems on standard error. Status 0; 1 if nothing could be read, or with
`--strict` if there was any problem; 2 for wrong usage or configuration.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from generator.building import Advance, Built, generate, load_knowledge
from generator.config import Config, load_config
from generator.errors import GeneratorError, Report

SLOW = 2.0
"""Seconds after which a stage shows a bar; a shorter one would only flicker."""


class Command(click.Group):
    """A group that turns a `GeneratorError` into one line and status 2; anything else keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GeneratorError as error:
            click.echo(f"briefingbook: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefingbook", prog_name="briefingbook")
def main() -> None:
    """Turn a folder of news articles into a searchable briefing site, every statement linked to its sentence."""


def folder_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every command that reads the article folder."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="List every problem, not only the first twenty."),
        click.option("--no-cache", is_flag=True, help="Annotate everything anew."),
        click.option("--strict", is_flag=True, help="Exit with status 1 if there was any problem."),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, file_okay=False),
            help="Folder for site_src/, site/ and the cache, instead of that of generator.yml.",
        ),
        click.option(
            "-c", "--config", "config_path", type=click.Path(path_type=Path), help="Configuration (generator.yml)."
        ),
        click.argument("articles", required=False, type=click.Path(path_type=Path, exists=True)),
    ):
        command = option(command)
    return command


def configure(articles: Path | None, config_path: Path | None, output: Path | None) -> Config:
    """Return the configuration with what the command line overrides."""
    places: dict[str, Path] = {}
    if output is not None:
        places = {"site_src": output / "site_src", "site": output / "site", "cache": output / ".cache"}
    return load_config(config_path, articles=articles, **places)


@main.command()
@folder_options
def build(
    articles: Path | None, config_path: Path | None, output: Path | None, strict: bool, no_cache: bool, verbose: bool
) -> None:
    """Read ARTICLES, write the pages and build the site with MkDocs."""
    from generator.publishing import build_site, check_size

    started = time.monotonic()
    config = configure(articles, config_path, output)
    built = generate(config, use_cache=not no_cache, progress=show_progress)
    made = build_site(config, fresh=built.fresh or no_cache)
    check_size(config.site, built.report)
    summarise(built, verbose=verbose, started=started)
    click.echo(f"{'built' if made else 'nothing changed'}: {shown(config.site / 'index.html')}")
    sys.exit(status(built.report, strict=strict))


@main.command("generate")
@folder_options
def generate_command(
    articles: Path | None, config_path: Path | None, output: Path | None, strict: bool, no_cache: bool, verbose: bool
) -> None:
    """Read ARTICLES and write the pages, without building the site."""
    started = time.monotonic()
    config = configure(articles, config_path, output)
    built = generate(config, use_cache=not no_cache, progress=show_progress)
    summarise(built, verbose=verbose, started=started)
    click.echo(f"{'written' if built.fresh else 'nothing changed'}: {shown(config.site_src)}")
    sys.exit(status(built.report, strict=strict))


@main.command()
@folder_options
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve on.")
def serve(
    articles: Path | None,
    config_path: Path | None,
    output: Path | None,
    strict: bool,
    no_cache: bool,
    verbose: bool,
    address: str,
) -> None:
    """Serve the site on this computer and rebuild what an edit touches (Ctrl+C ends it)."""
    from generator.publishing import serve_site

    started = time.monotonic()
    config = configure(articles, config_path, output)
    built = generate(config, use_cache=not no_cache, progress=show_progress)
    summarise(built, verbose=verbose, started=started)
    if strict and built.report.problems:
        sys.exit(1)
    sys.exit(serve_site(config, address=address))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="File (standard output).")
@click.option("-c", "--config", "config_path", type=click.Path(path_type=Path), help="Configuration (generator.yml).")
def annotate(files: tuple[Path, ...], output: TextIO, config_path: Path | None) -> None:
    """Write what was found in each article of FILES, one JSON line an article (docs/formats.md)."""
    from generator.exports import annotation_lines

    report = Report()
    config = load_config(config_path)
    for line in annotation_lines(files, config, report, progress=show_progress):
        output.write(line + "\n")
    show_problems(report, verbose=True)
    sys.exit(status(report, strict=False))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("-c", "--config", "config_path", type=click.Path(path_type=Path), help="Configuration (generator.yml).")
@click.option("--only", type=click.Choice(["actors", "quotes", "times", "events"]), help="Show one kind of finding.")
def inspect(file: Path, config_path: Path | None, only: str | None) -> None:
    """Show for a person what was found in FILE: spans, rules, reasons, and why other candidates lost."""
    from generator.inspection import explain_file

    report = Report()
    for line in explain_file(file, load_config(config_path), report, only=only):
        click.echo(line)
    show_problems(report, verbose=True)
    sys.exit(status(report, strict=False))


@main.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["json", "csv", "graphml", "timeline", "pdf"]))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File (standard output).")
@click.option("--articles", type=click.Path(path_type=Path, exists=True), help="The article folder.")
@click.option("-c", "--config", "config_path", type=click.Path(path_type=Path), help="Configuration (generator.yml).")
@click.option(
    "--table",
    type=click.Choice(["actors", "quotes", "events", "mentions"]),
    default="quotes",
    help="The table of a csv.",
)
@click.option("--from", "start", help="First day of a timeline (2025-05-19).")
@click.option("--to", "end", help="Last day of a timeline.")
@click.option("--days", type=click.IntRange(1), default=20, show_default=True, help="Days of a timeline.")
@click.option("--sentences", type=click.IntRange(1), default=1, show_default=True, help="Sentences a day.")
@click.option("--day", help="The day page to print as pdf (2025-05-19).")
@click.option("--actor", help="The actor page to print as pdf (its id).")
@click.option("--event", help="The event page to print as pdf (its id).")
def export(
    form: str,
    output: Path | None,
    articles: Path | None,
    config_path: Path | None,
    day: str | None,
    actor: str | None,
    event: str | None,
    **options: Any,
) -> None:
    """Write everything that was found as FORMAT: json, csv, graphml, timeline, or one page as pdf."""
    config = load_config(config_path, articles=articles)
    if form == "pdf":
        sys.exit(print_pdf(config, {"day": day, "actor": actor, "event": event}, output))
    from generator.exports import EXPORTERS

    report = Report()
    kb = load_knowledge(config, report, progress=show_progress)
    with click.open_file(str(output) if output else "-", "w", encoding="utf-8") as file:
        EXPORTERS[form](kb, file, report, **options)
    show_problems(report, verbose=False)
    sys.exit(status(report, strict=False))


def print_pdf(config: Config, wanted: dict[str, str | None], output: Path | None) -> int:
    """Build the site if need be and print the one page that was asked for."""
    from generator.printing import print_page
    from generator.publishing import build

    chosen = [(kind, name) for kind, name in wanted.items() if name]
    if len(chosen) != 1:
        raise click.UsageError("pdf prints one page: give one of --day, --actor, --event")
    kind, name = chosen[0]
    report = build(config)
    target = output or Path(f"{name}.pdf")
    print_page(config, kind, name, target)
    click.echo(f"printed: {shown(target)}")
    return status(report, strict=False)


# -- what a person sees ------------------------------------------------------------------------------------------------


@contextmanager
def show_progress(label: str, total: int) -> Iterator[Advance]:
    """Show a bar with count and time left on a terminal once a stage takes over two seconds; nothing in a pipe."""
    if not sys.stderr.isatty() or total == 0:
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<11}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=total)
    begun = time.monotonic()
    state = {"shown": False}

    def advance(number: int) -> None:
        bar.advance(task, number)
        if not state["shown"] and time.monotonic() - begun > SLOW:
            state["shown"] = True
            bar.start()

    try:
        yield advance
    finally:
        if state["shown"]:
            bar.stop()


def summarise(built: Built, *, verbose: bool, started: float) -> None:
    """Print problems and one line of counts on standard error."""
    show_problems(built.report, verbose=verbose)
    counts = built.report.counts
    parts = [f"{counts[key]} {key}" for key in ("files", "articles", "actors", "events", "pages") if key in counts]
    changed = [f"{counts[key]} {key}" for key in ("written", "removed") if counts.get(key)]
    line = ", ".join(parts + changed)
    click.echo(f"{line} ({time.monotonic() - started:.1f} s)", err=True)


def show_problems(report: Report, *, verbose: bool) -> None:
    """Print the problems, worst first kept in the order found."""
    shown_problems = report.problems if verbose else report.problems[:20]
    for problem in shown_problems:
        click.echo(f"{problem.severity}: {problem}", err=True)
    if len(report.problems) > len(shown_problems):
        click.echo(f"... and {len(report.problems) - len(shown_problems)} more (-v lists all)", err=True)


def status(report: Report, *, strict: bool) -> int:
    """Return the exit status: 1 if nothing could be read, or for any problem if strict."""
    nothing = report.counts.get("articles", 0) == 0
    return int(nothing or (strict and bool(report.problems)))


def shown(path: Path) -> str:
    """Return a path as short as a person would type it."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


if __name__ == "__main__":
    main()
