"""Which language a text is in: English by its own small words, and only if those are missing, asked of a model."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from generator.data import load_data

SAMPLE = 5000
"""Characters at the start of a text that its language is told by."""
ENOUGH = 25
"""Words below which a text is too short for a verdict."""


@cache
def _small_words() -> frozenset[str]:
    return frozenset(load_data("languages")["small_words"])


def name_language(text: str, wanted: str = "en") -> str | None:
    """Return the name of the language if the text is certainly not `wanted` (only `en` is known), else None.

    A text counts as English if at least every seventh word is one of its small words (isiZulu, Indonesian, Spanish stay
    below a twentieth). Texts under `ENOUGH` words are refused only for their script.
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        letters = [character for character in sample if character.isalpha()]
        latin = sum(character < "\u0250" or "LATIN" in unicodedata.name(character, "") for character in letters)
        if latin < 0.5 * len(letters):
            return _ask_model(sample) or "written in another script"
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    small = _small_words()
    if len(words) < ENOUGH or sum(word in small for word in words) >= len(words) / 7:
        return None
    return _ask_model(sample)


def _ask_model(sample: str) -> str | None:
    import py3langid

    code, _ = py3langid.classify(sample)
    return (
        None if code in ("en", "zxx") else str(load_data("languages")["names"].get(code, f"another language ({code})"))
    )
