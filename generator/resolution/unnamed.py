"""Who took part without a name: the words that say what they are, "representatives of parliamentary factions".

Enters: the spans of participants that are nobody's name, and the article's text. Leaves: stems of the words that tell
them from others, by role. "Representatives" and "leaders" alone tell nobody from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.data import load_data
from generator.model import Article, EventMention
from generator.resolution.event_words import WORD, content_stems

LONGEST = 90
"""Characters after the head of an unnamed party in which its words are looked for."""

BREAK = re.compile(r"[^\w\s'’-]|\s[-–—]\s|\n")
"""What ends a noun phrase: any mark but an apostrophe or a hyphen in a word."""


def read_unnamed(article: Article, mention: EventMention, named: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return by role the stems of what unnamed participants are called; `named` maps entities to actors."""
    found: dict[str, frozenset[str]] = {}
    for participant in mention.participants:
        if named.get(participant.entity or "") is not None:
            continue
        phrase = participant.span.text + _tail(article.text[participant.span.end : participant.span.end + LONGEST])
        if stems := content_stems(phrase) - _heads():
            found[participant.role] = found.get(participant.role, frozenset()) | stems
    return found


def _tail(text: str) -> str:
    """Return what belongs to a noun after it: words from "of" on, as far as no other clause begins."""
    limit = BREAK.search(text)
    text = text[: limit.start()] if limit else text
    words = load_data("event_words")["unnamed"]
    first = WORD.search(text)
    if first is None or first[0].lower() not in words["opens"]:
        return ""
    for match in WORD.finditer(text):
        if match[0].lower() in words["ends"]:
            return text[: match.start()]
    return text


def _heads() -> frozenset[str]:
    """Return the stems of words that only say that somebody speaks for others."""
    return frozenset(content_stems(" ".join(load_data("event_words")["unnamed"]["heads"])))
