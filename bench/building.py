"""What a build costs: `python -m bench.building FOLDER [--sizes 200 2000]`.

Prints, for a folder of articles: the generator's time and memory from scratch in a new process, the same against a bare
`nlp.pipe` of the stock pipeline over the same texts, a run with nothing changed, and one more article. With `--sizes`, the
same from scratch for that many of its articles, to show how time grows. FOLDER may be a file of JSON lines.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.errors import Report
from generator.ingest import read_articles

ONE_MORE = """Ferry sails again between the two towns

Harbour Wire, 25 February 2022

Mayor Ana Duarte said on Friday that the ferry had sailed again. “We waited long enough,” Duarte said.
"""
BARE = """
import json, sys, time
from generator.annotation import load_stock
texts = json.load(open(sys.argv[1], encoding="utf-8"))
nlp = load_stock()
list(nlp.pipe(texts[:2]))
begun, cpu = time.monotonic(), time.process_time()
for _ in nlp.pipe(texts):
    pass
print(time.monotonic() - begun, time.process_time() - cpu)
"""


def run_generator(project: Path, source: Path) -> tuple[float, float, float, str]:
    """Run `briefingbook generate` in a new process; returns seconds, CPU seconds, peak MB of a process, last line."""
    command = [sys.executable, "-m", "generator", "generate", str(source), "-c", str(project / "generator.yml")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, after.ru_maxrss / 1024, done.stderr.strip().splitlines()[-1]


def run_bare(texts: list[str], folder: Path) -> tuple[float, float]:
    """Return seconds and CPU seconds of a bare pass over texts in a new process, loading not counted."""
    file = folder / "texts.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", BARE, str(file)], capture_output=True, text=True, check=True)
    seconds, cpu = done.stdout.split()
    return float(seconds), float(cpu)


def make_project(folder: Path) -> Path:
    """Make an empty project."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "generator.yml").write_text("articles: articles\n", encoding="utf-8")
    return folder


def changed_files(before: dict[str, int], root: Path) -> list[str]:
    """Return the pages that are new or were written since `before`."""
    return sorted(name for name, stamp in stamps(root).items() if before.get(name) != stamp)


def stamps(root: Path) -> dict[str, int]:
    """Return when each page below a folder was written."""
    return {path.relative_to(root).as_posix(): path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def measure_folder(source: Path, folder: Path) -> None:
    """Print the figures of one folder of articles."""
    project = make_project(folder / "project")
    texts = [article.text for article in read_articles(source, Report())]
    bare, bare_cpu = run_bare(texts, folder)
    print(f"{len(texts)} articles, bare nlp.pipe {bare:.1f} s ({bare_cpu:.1f} s CPU)")
    articles = folder / "project" / "articles"
    articles.mkdir()
    (articles / source.name).symlink_to(source.resolve())
    seconds, cpu, peak, line = run_generator(project, articles)
    ratios = f"ratio {seconds / bare:.2f}, CPU {cpu / bare_cpu:.2f}"
    print(f"from scratch   {seconds:6.1f} s {cpu:6.1f} s CPU {peak:6.0f} MB {ratios}: {line}")
    seconds, cpu, peak, line = run_generator(project, articles)
    print(f"nothing new    {seconds:6.1f} s {cpu:6.1f} s CPU {peak:6.0f} MB: {line}")
    before = stamps(project / "site_src")
    (articles / "2022-02-25-ferry.txt").write_text(ONE_MORE, encoding="utf-8")
    seconds, cpu, peak, line = run_generator(project, articles)
    print(f"one article    {seconds:6.1f} s {cpu:6.1f} s CPU {peak:6.0f} MB: {line}")
    changed = changed_files(before, project / "site_src")
    print(f"rewritten: {len(changed)} of {len(stamps(project / 'site_src'))} files: {' '.join(changed[:40])}")


def measure_sizes(source: Path, sizes: list[int], folder: Path) -> None:
    """Print time and memory from scratch for the first so many articles."""
    articles = list(read_articles(source, Report()))
    for size in sizes:
        project = make_project(folder / f"size-{size}")
        lines = [
            json.dumps(
                {"id": a.id, "title": a.title, "date": a.published, "source": a.outlet, "text": a.text[a.headline :]}
            )
            for a in articles[:size]
        ]
        (project / "articles").mkdir()
        (project / "articles" / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = sum(len(article.text.split()) for article in articles[:size])
        seconds, cpu, peak, line = run_generator(project, project / "articles")
        rate = 1000 * cpu / max(words, 1)
        print(
            f"{size:6} articles {words:8} words {seconds:7.1f} s {cpu:7.1f} s CPU {peak:6.0f} MB {rate:6.3f} ms/word: {line}"
        )


def main() -> None:
    """Measure what is named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.building", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    chosen = parser.parse_args()
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent.parent))
    with tempfile.TemporaryDirectory() as folder:
        if chosen.sizes:
            measure_sizes(chosen.folder, chosen.sizes, Path(folder))
        else:
            measure_folder(chosen.folder, Path(folder))


if __name__ == "__main__":
    main()
