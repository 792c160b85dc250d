"""A stretch that the pipeline calls a name, cut down to the name: what stands around and between names comes off.

Enters: bounds in a text. Leaves: bounds; printed words are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

EDGES = " \t\n\r.,;:!?\"'“”‘’()[]{}–—-…«»*_|/\\`´#%&+@~$£€"
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLES = re.compile(r"^(?:the|a|an|this|that)\s+", re.IGNORECASE)
CUT = re.compile(
    r"\n|\s[-–—]+\s|[–—]|\s--\s|[()\[\]|*;:]|[“”\"]|``|''|…|\.\.\.|\s/\s|(?<=[a-z]{3})/(?=[A-Z][a-z]{2})"
    r"|\s(?=\d{4}-\d\d-\d\d)|\s(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    r"|\s(?=(?:January|February|March|April|June|July|August|September|October|November|December)\s\d)"
)
AFFIX_AFTER = re.compile(
    r"[-‐](?:led|based|backed|listed|owned|style|born|wide|run|held|controlled|held|made|bound|educated|sponsored|funded|"
    r"brokered|mediated|installed|registered|trained|friendly|linked|affiliated|era|speaking|dominated|occupied|only|like|"
    r"imposed|appointed|area|related|supported|ruled|headed|hosted|sized|level|free)\b.*$",
    re.DOTALL,
)
AFFIX_BEFORE = re.compile(r"^(?:non|pro|anti|ex|then|mid|all|intra|inter|post|pre)[-‐](?=[A-Z])", re.IGNORECASE)
JOINED = re.compile(r"(?<=\w)\s+the\s+(?=[A-Z])")
NUMBER_AFTER = re.compile(r"\s+(?:\d[\d,.]+|\d+-\d+)$")
SMALL_AFTER = re.compile(r"\s+(?:for|of|and|the|in|to|on|at|with|by|from|as|said|says)$")
BASED = re.compile(r"\s+based\s+")
JUNK_BEFORE = re.compile(r"^(?:\d+(?:px|st|nd|rd|th)?|\d+[.:]|[ivx]+\.)\s+(?=\S)")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Jr|Sr|St|Inc|Corp|Co|Ltd|Bros|Calif|Fla|Mass|Pa)\.$")
NO_NAME = re.compile(
    r"(?:[\d\W_]+|\w|M\.?D|Ph\.?D|GMT|UTC|BST|EST|EDT|PST|CET|CEO|CFO|COO|MRO|VP|TV|PC|DVD|CD|AM|PM|a\.m|p\.m|ID|QUESTION|ANSWER"
    r"|Tutsis?|Hutus?|Mr|Mrs|Ms|Dr|Sir|Internet|Net|Web|Earth|Sun|Moon|God|Christmas|Easter|Ramadan|Islam|Christianity|Judaism)\.?",
)
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Today Yesterday Tomorrow".split()
)


def cut_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between line ends, dashes, brackets, quotation marks and dates."""
    position = start
    for match in CUT.finditer(text, start, end):
        yield position, match.start()
        position = match.end()
    if joined := JOINED.search(text, position, end):
        yield position, joined.start()
        position = joined.end()
    if based := BASED.search(text, position, end):
        yield position, based.start()
        position = based.end()
    yield position, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without marks, articles, possessives and affixes at the edges ("EADS-led" names EADS)."""
    while start < end:
        before = (start, end)
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and text[end - 1] in EDGES and not ABBREVIATED.search(text, start, end):
            end -= 1
        for pattern in (POSSESSIVE, AFFIX_AFTER, NUMBER_AFTER, SMALL_AFTER):
            if match := pattern.search(text[start:end]):
                end = start + match.start()
        for pattern in (ARTICLES, AFFIX_BEFORE, JUNK_BEFORE):
            if match := pattern.match(text[start:end]):
                start += match.end()
        if (start, end) == before:
            break
    return start, end


def is_name(words: str) -> bool:
    """Tell whether words can be a name: a capital, and not a day, month, unit or academic degree."""
    if words in DAYS or NO_NAME.fullmatch(words) or not any(char.isupper() for char in words):
        return False
    return not all(word in DAYS or sum(char.isalpha() for char in word) < 2 for word in words.split())
