"""`python -m bench TASK [GOLD ...]`: predict with the product, print the scorer's table, speed and ratio.

`python -m bench --check` runs every task of floors.json whose gold is there and fails if a figure dropped;
`--raise-floors` writes the figures that rose.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.floors import check_floors, raise_floors
from bench.run import SHARED, Run, write_predictions
from bench.tasks import TASKS, load_task


def main(arguments: list[str] | None = None) -> int:
    """Run one task, or check the floors; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("task", nargs="?", help=" ".join(TASKS))
    parser.add_argument("gold", nargs="*", type=Path, help="gold files in the task's format")
    parser.add_argument("-o", "--output", type=Path, help="where predictions are written")
    parser.add_argument("--articles", type=Path, help="folder of the articles that the gold names")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print")
    parser.add_argument("--check", action="store_true", help="compare with floors.json")
    parser.add_argument("--all", action="store_true", help="with --check: the slow tasks too")
    parser.add_argument("--raise-floors", action="store_true", help="write figures that rose into floors.json")
    chosen = parser.parse_args(arguments)
    if chosen.check or (chosen.raise_floors and not chosen.task):
        return check_floors(run_task, rise=chosen.raise_floors, slow=chosen.all)
    if chosen.task is None or chosen.task.replace("-", "_") not in TASKS:
        parser.error(f"no task {chosen.task!r}; known: {' '.join(TASKS)}")
    figures = run_task(chosen.task, chosen.gold, output=chosen.output, articles=chosen.articles, errors=chosen.errors)
    if chosen.raise_floors:
        raise_floors(chosen.task, figures)
    return 0


def run_task(
    name: str,
    gold: list[Path] | None = None,
    *,
    output: Path | None = None,
    articles: Path | None = None,
    errors: int = 0,
) -> dict[str, float]:
    """Run a task on gold files (its own if none is named); returns its figures, pooled over several files.

    Raises `SystemExit` with one line if a gold file is not there.
    """
    task = load_task(name)
    files = gold or [SHARED / path for path in task.GOLD]
    missing = [str(path) for path in files if not path.exists()]
    if missing:
        raise SystemExit(f"no gold file {missing[0]} (name one: python -m bench {name} GOLD)")
    results = []
    for index, path in enumerate(files):
        print(f"{name}: {path.name}")
        results.append(_run_file(task, path, _numbered(output, index, len(files)), articles, errors))
    if len(results) == 1:
        return results[0]
    figures = task.pool(results) if hasattr(task, "pool") else {}
    print("pooled: " + "  ".join(f"{key} {value:g}" for key, value in figures.items()))
    figures |= {
        f"{path.name.split('.')[0]}.{k}": v for path, row in zip(files, results, strict=True) for k, v in row.items()
    }
    return figures


def _numbered(output: Path | None, index: int, count: int) -> Path | None:
    return output.with_name(f"{output.stem}-{index + 1}{output.suffix}") if output and count > 1 else output


def _run_file(task: Any, gold: Path, output: Path | None, articles: Path | None, errors: int) -> dict[str, float]:
    run = Run(gold=gold, articles_folder=articles)
    with tempfile.TemporaryDirectory() as folder:
        path = output or Path(folder) / "predictions.jsonl"
        write_predictions(task.predict(run), path)
        figures: dict[str, float] = task.score(gold, path, errors)
    for note in run.notes:
        print(note)
    if run.bare:
        print(run.speed())
        figures["ratio"] = round(run.ratio, 3)
    return figures


if __name__ == "__main__":
    sys.exit(main())
