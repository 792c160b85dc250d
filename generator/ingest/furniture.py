"""Lines that stand around an article on a web page and are none of it, by the patterns in data/boilerplate.yml."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from generator.data import load_data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in load_data("boilerplate")[name]), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Say whether a whole line is a call to the reader, a credit, a link to another story or a notice of the site."""
    line = line.strip()
    return bool(_pattern("lines").fullmatch(line)) if len(line) < 700 else False


def opens_tail(line: str) -> bool:
    """Say whether everything below this line is the site's and not the article's (comments, related stories)."""
    return bool(_pattern("tails").fullmatch(line.strip())) if len(line) < 200 else False


def points_on(line: str) -> bool:
    """Say whether a line announces the headline of another story ("Read more")."""
    return bool(_pattern("pointers").fullmatch(line.strip())) if len(line) < 100 else False


def is_caption(line: str) -> bool:
    """Say whether a line is the caption of a picture: it ends in the credit of an agency or photographer."""
    return bool(_pattern("captions").fullmatch(line.strip())) if len(line) < 900 else False


def is_name_line(line: str) -> bool:
    """Say whether a line is nothing but a person's name: two to four words with capitals, none of a site's sections."""
    words = line.split()
    sections = frozenset(load_data("boilerplate")["section_words"])
    return (
        2 <= len(words) <= 4
        and all(re.fullmatch(r"[^\W\d_a-z][^\W\d_]*[.’'-]?(?:[^\W\d_]+)?", word) for word in words)
        and not any(word.casefold().strip(".") in sections for word in words)
    )


def drop_glued(text: str) -> str:
    """Return the text without furniture inside its lines: "… the talks. Army marches on the capital Read more"."""
    for word, pattern in _glued():
        if word in text.casefold():
            text = "\n".join(
                pattern.sub("", line).strip() if word in line.casefold() and not is_caption(line) else line
                for line in text.split("\n")
            )
    return text


@cache
def _glued() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((word, re.compile(text, re.IGNORECASE)) for word, text in load_data("boilerplate")["glued"].items())


def drop_furniture(text: str) -> str:
    """Return the text without furniture; a tail is cut where only a small part of the text follows it.

    After a bare "Read more" or "Related", a next line that is no sentence is the headline it points to, and goes too. A
    line that is printed twice over, or again with the credit of a picture behind it, is the caption of that picture.
    """
    lines = [line for line in drop_glued(text).split("\n") if line.strip()]
    captions = {line for line, after in pairwise(lines) if len(line) > 20 and _is_credited(line, after)}
    captions |= {after for line, after in pairwise(lines) if len(after) > 20 and _is_credited(after, line)}
    lines = drop_other_stories(lines)
    total = sum(map(len, lines)) or 1
    kept: list[str] = []
    behind = 0
    pointing = False
    for line in lines:
        behind += len(line)
        if opens_tail(line) and behind > 0.6 * total and len(kept) > 2:
            break
        if is_furniture(line) or is_caption(line) or points_on(line) or line in captions or _is_doubled(line):
            pointing = points_on(line)
            continue
        if pointing and not re.search(r"[.!?…][\"'”’)]*$", line.strip()) and len(line.split()) <= 25:
            pointing = False
            continue
        pointing = False
        kept.append(line)
    return "\n".join(kept)


_SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]]*$")


def drop_other_stories(lines: list[str]) -> list[str]:
    """Return the lines without headlines of other stories: those that are printed twice, and three or more at the end.

    A headline is a line of five words or more that does not end like a sentence; a list below a colon is none.
    """
    counts = Counter(lines)
    kept = [line for line in lines if counts[line] < 2 or not _is_headline(line)]
    end = len(kept)
    while end and _is_headline(kept[end - 1]):
        end -= 1
    return kept[:end] if len(kept) - end >= 3 and end and not kept[end - 1].endswith(":") else kept


def _is_headline(line: str) -> bool:
    return 5 <= len(line.split()) <= 30 and not _SENTENCE.search(line) and line[:1].isalnum()


def _is_credited(line: str, other: str) -> bool:
    """Say whether another line is this one with the credit of a picture behind it."""
    return other.startswith(line) and other != line and is_caption(other)


def _is_doubled(line: str) -> bool:
    """Say whether a line is the same words twice: the description of a picture and its caption."""
    words = line.split()
    half = len(words) // 2
    return half >= 4 and len(words) % 2 == 0 and words[:half] == words[half:]
