"""The text as the parser should see it: same length, character for character, so that every offset still fits.

Taggers trained on running text read a line in capitals as one long name, and the town of a dateline ("BONN, Aug 30") as an
acronym. Such words are printed here as they would stand in a sentence: as the rest of the article prints them, else by a
list of common words, else with a capital.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from generator.data import load_data
from generator.phrases import find_phrases


class Printed(NamedTuple):
    """Words of the lines that are not in capitals: printed small, with a capital inside a sentence, in capitals."""

    lower: Counter[str]
    upper: Counter[str]
    capitals: Counter[str]


LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DATELINE = re.compile(
    r"(?P<town>[A-Z][A-Z'’.-]+(?:[ -][A-Z][A-Z'’.-]+){0,3})(?=\s*(?:,\s|\(|\d|—|–|--|- |:))",
)
ROW = re.compile(r"^[^a-z]+ (?:AT|V|VS) [^a-z]+$|(?: [-+.]?\d[\d.½/+-]*){3}|^[A-Z ,.'-]+ \d{4}-\d\d-\d\d")
"""Lines of a table ("KANSAS CITY AT DETROIT", a row of standings) and datelines: every word is part of a name."""
LINKS = frozenset({"AT", "V", "VS"})
MONTHS = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


SPACES = dict.fromkeys((160, 8199, 8201, 8202, 8239, 12288), " ")
"""Spaces that do not break a line glue two words into one token."""


def prepare(text: str) -> str:
    """Return `text` with what misleads the tagger made plain; `len(prepare(text)) == len(text)` always."""
    text = calm_titles(text.translate(SPACES))
    if not re.search(r"[A-Z]{3}", text):
        return text
    shouted = [match.span() for match in LINE.finditer(text) if _is_shouted(match[0])]
    printed = _count_printed(text, shouted)
    pieces = []
    position = 0
    for start, end in shouted:
        pieces += [_calm_words(text[position:start], printed), _calm_line(text[start:end], printed)]
        position = end
    pieces.append(_calm_words(text[position:], printed))
    calm = "".join(pieces)
    return calm if len(calm) == len(text) else text


def calm_titles(text: str) -> str:
    """Return `text` with the lines that print every word with a capital ("Mayor Opens New Harbour") as sentences.

    A word keeps its capital if the rest of the article prints it with one, or if no common word is written so; length
    and offsets stay.
    """
    titles = [match.span() for match in LINE.finditer(text) if _is_title(match[0])]
    if not titles:
        return text
    printed = _count_printed(text, titles)
    pieces = []
    position = 0
    for start, end in titles:
        pieces += [text[position:start], _calm_title(text[start:end], printed)]
        position = end
    return "".join([*pieces, text[position:]])


def _is_title(line: str) -> bool:
    """Tell whether a line prints nearly all of its long words with capitals, four of them or more."""
    words = [word for word in WORD.findall(line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return 4 <= len(words) <= 25 and capitals >= 0.8 * len(words) and not _is_shouted(line)


def _calm_title(line: str, printed: Printed) -> str:
    from generator.annotation.tables import known_index

    first = WORD.search(line)
    known = [(start, end) for start, end, _ in find_phrases(line, known_index())]

    def calm(match: re.Match[str]) -> str:
        word, plain = match[0], match[0].lower()
        if len(plain) != len(word) or any(start <= match.start() < end for start, end in known):
            return word
        begins = match.start() == (first.start() if first else 0) or line[: match.start()].rstrip()[-1:] in '.?!:“‘"'
        names, small = printed.upper[plain], printed.lower[plain]
        if begins or not word.istitle() or names > small or (not small and not is_common(plain)):
            return word
        return plain

    return WORD.sub(calm, line)


def _is_shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    words = [word for word in WORD.findall(line) if len(word) > 2]
    return len(words) > 1 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _count_printed(text: str, shouted: list[tuple[int, int]]) -> Printed:
    """Count the words of the other lines by their lower form: printed small, and with a capital inside a sentence."""
    printed = Printed(Counter(), Counter(), Counter())
    lines = set(shouted)
    for line in LINE.finditer(text):
        if line.span() in lines:
            continue
        for match in WORD.finditer(line[0]):
            word = match[0]
            if word.islower():
                printed.lower[word] += 1
            elif word.isupper():
                printed.capitals[word] += 1
            elif word.istitle() and match.start() > 0 and line[0][: match.start()].rstrip(" \"'“‘(")[-1:] not in ".!?:":
                printed.upper[word.lower()] += 1
    return printed


def _calm_line(line: str, printed: Printed) -> str:
    """Return a line in capitals as a sentence: names with a capital, known short forms as they are, the rest small."""
    if ROW.search(line):
        return WORD.sub(lambda word: word[0] if word[0] in LINKS else _as_name(word[0]), line)
    calm = []
    position = 0
    first = True
    for match in WORD.finditer(line):
        word = match[0]
        calm.append(line[position : match.start()])
        position = match.end()
        plain = word.lower()
        dotted = line[match.end() : match.end() + 1] == "." and len(word) == 1
        names, small = printed.upper[plain], printed.lower[plain]
        if (
            not word.isupper()
            or dotted
            or word in _short_forms()
            or printed.capitals[word]
            or _is_unspeakable(word)
            or (len(word) < 4 and not first and not names and not small and not is_common(plain))
        ):
            calm.append(word)
        elif names > small or (not small and not is_common(plain)) or first:
            calm.append(word[0] + word[1:].lower())
        else:
            calm.append(word.lower())
        first = False
    calm.append(line[position:])
    return "".join(calm)


def _calm_words(text: str, printed: Printed) -> str:
    """Return running text with the towns of datelines, and shouted names printed plainly elsewhere, in plain letters."""

    def calm_town(match: re.Match[str]) -> str:
        words = match["town"]
        if words in _short_forms() or _is_unspeakable(words):
            return words
        return WORD.sub(lambda word: word[0] if "." in words else word[0][0] + word[0][1:].lower(), words)

    def calm_word(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) > 3 and word.isupper() and printed.upper[word.lower()] and word not in _short_forms():
            return word[0] + word[1:].lower()
        return word

    lines = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        match = DATELINE.match(line, indent)
        if match and len(match["town"]) > 3 and re.search(r"\d|\(|—|–|--| - |" + MONTHS.pattern, line[:80]):
            line = line[:indent] + calm_town(match) + line[match.end() :]
        lines.append(WORD.sub(calm_word, line))
    return "\n".join(lines)


@cache
def _short_forms() -> frozenset[str]:
    """Return the words that are printed in capitals anyway: acronyms of our tables."""
    from generator.annotation.tables import known_forms

    return frozenset(word for form in known_forms() for word in form.split() if word.isupper() and len(word) < 7)


def _as_name(word: str) -> str:
    return word if word in _short_forms() or _is_unspeakable(word) else word[0] + word[1:].lower()


def _is_unspeakable(word: str) -> bool:
    """Tell whether capitals can only be an acronym: no vowel among them, as in NBA, PLC."""
    return 1 < len(word) < 6 and not re.search(r"[AEIOUY]", word)


@cache
def is_common(word: str) -> bool:
    """Tell whether a word, or what it is an ending of, is a common word: sinks, sinking, tighter."""
    common = _common()
    if word in common:
        return True
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "est", "ly", "al", "n"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            doubled = len(stem) > 3 and stem[-1] == stem[-2]
            if stem in common or stem + "e" in common or (doubled and stem[:-1] in common):
                return True
    for ending, other in (("ies", "y"), ("ied", "y"), ("ier", "y")):
        if word.endswith(ending) and word[: -len(ending)] + other in common:
            return True
    return False


@cache
def _common() -> frozenset[str]:
    """Return our list of common words and all words of our tables of verbs and nouns."""
    tables = [load_data(name) for name in ("triggers", "reporting_verbs", "modality")]
    words = [word for table in tables for word in re.findall(r"\b[a-z]{4,}\b", str(table))]
    return frozenset([*load_data("common_words")["words"].split(), *words])
