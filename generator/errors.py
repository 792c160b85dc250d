"""Problems of the input, which are collected, and errors of the user, which stop the run. Bugs are neither.

A `Problem` goes into the `Report` and the run goes on. A `GeneratorError` is something that must be fixed first; only
`cli.py` turns it into a message and exit status 2. Anything else keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


class GeneratorError(Exception):
    """What the user must fix before anything can be built; the message names the thing, the reason and the remedy."""


class ConfigError(GeneratorError):
    """A configuration, corrections or data file cannot be used."""


class ModelError(GeneratorError):
    """The language pipeline cannot be loaded."""


class SiteError(GeneratorError):
    """The site folder cannot be written without destroying somebody's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about the input that a person should know; the run went on without it.

    `where` is the path as the user knows it (with `#record`), `message` what is wrong, `hint` the remedy.
    `severity` is `skipped` (not in the site), `guessed` (read with a doubt) or `note`.
    """

    stage: str
    where: str
    message: str
    hint: str = ""
    severity: str = "skipped"

    def __str__(self) -> str:
        remedy = f" ({self.hint})" if self.hint else ""
        return f"{self.where}: {self.message}{remedy}"


@dataclass(slots=True)
class Report:
    """What happened in one run: problems in the order found, and counts by name (`articles`, `cached`, `pages` ...)."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, stage: str, where: str, message: str, hint: str = "", *, severity: str = "skipped") -> None:
        """Record a problem once."""
        problem = Problem(stage=stage, where=where, message=message, hint=hint, severity=severity)
        if problem not in self.problems:
            self.problems.append(problem)

    def count(self, name: str, number: int = 1) -> None:
        """Add to a count."""
        self.counts[name] = self.counts.get(name, 0) + number

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)
