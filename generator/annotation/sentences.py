"""Sentences and paragraphs of a parsed article; paragraphs are the non-blank lines of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import Article, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc


def mark_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break, so that the parser keeps to paragraphs; returns the same `Doc`."""
    fresh = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            fresh = True
        elif fresh and not token.is_space:
            token.is_sent_start = True
            fresh = False
    return doc


def paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Return start and end of every non-blank line, white space at the edges left out."""
    bounds = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped)
            bounds.append((start, start + len(stripped)))
        position += len(line)
    return bounds


def find_sentences(doc: Doc, article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of `doc`, the headline as number 0, each trimmed and inside one paragraph."""
    starts = sorted({sent.start_char for sent in doc.sents})
    sentences: list[Sentence] = []
    number, paragraph, pointer = 0, 0, 0
    for start, end in paragraph_bounds(article.text):
        headline = end <= article.headline
        paragraph += not headline
        cuts = [start]
        while pointer < len(starts) and starts[pointer] < end:
            if starts[pointer] > start and not headline:
                cuts.append(starts[pointer])
            pointer += 1
        cuts = [start, *(cut for cut in cuts[1:] if _may_cut(article.text, start, cut, end))]
        for left, right in zip(cuts, [*cuts[1:], end], strict=True):
            piece = article.text[left:right]
            trimmed = piece.strip()
            if not trimmed:
                continue
            at = left + piece.index(trimmed)
            if not headline:
                number += 1
            sentences.append(
                Sentence(
                    number=0 if headline else number,
                    start=at,
                    end=at + len(trimmed),
                    paragraph=0 if headline else paragraph,
                )
            )
    return tuple(sentences)


CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]\s]*$")
WORDLESS = re.compile(r"[\W_]*$")


def _may_cut(text: str, start: int, cut: int, end: int) -> bool:
    """Tell whether a sentence can end here: the words before it are closed, and words follow.

    The parser also cuts at a bracket or a lone closing mark; a piece without a word is no sentence.
    """
    return CLOSED.search(text[start:cut]) is not None and WORDLESS.match(text, cut, end) is None
