"""Porter's stemmer, for scorers that compare stems (M. F. Porter, An algorithm for suffix stripping, 1980)."""

from __future__ import annotations

import re
from functools import cache

_C, _V = "[^aeiou]", "[aeiouy]"
_CC, _VV = f"{_C}[^aeiouy]*", f"{_V}[aeiou]*"
_MEASURE_1 = re.compile(f"^(?:{_CC})?{_VV}{_CC}")
_MEASURE_EXACTLY_1 = re.compile(f"^(?:{_CC})?{_VV}{_CC}(?:{_VV})?$")
_MEASURE_2 = re.compile(f"^(?:{_CC})?{_VV}{_CC}{_VV}{_CC}")
_VOWEL = re.compile(f"^(?:{_CC})?{_V}")
_SHORT = re.compile(f"^{_CC}{_V}[^aeiouwxy]$")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic", "ou",
)  # fmt: skip


@cache
def stem(word: str) -> str:
    """Return the stem of a lower-case English word; words of one or two letters are their own stems."""
    if len(word) < 3:
        return word
    word = _plural(word)
    word = _past(word)
    if word.endswith("y") and _VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    word = _swap(word, _STEP_2)
    word = _swap(word, _STEP_3)
    return _tidy(_strip(word))


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _MEASURE_1.match(word[:-3]) else word
    for ending in ("ed", "ing"):
        if word.endswith(ending) and _VOWEL.match(word[: -len(ending)]):
            root = word[: -len(ending)]
            if root.endswith(("at", "bl", "iz")) or _SHORT.match(root):
                return root + "e"
            double = len(root) > 1 and root[-1] == root[-2] and root[-1] not in "aeiouylsz"
            return root[:-1] if double else root
    return word


def _swap(word: str, endings: dict[str, str]) -> str:
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            root = word[: -len(ending)]
            return root + endings[ending] if _MEASURE_1.match(root) else word
    return word


def _strip(word: str) -> str:
    for ending in _STEP_4:
        if word.endswith(ending):
            root = word[: -len(ending)]
            if ending == "ion" and not root.endswith(("s", "t")):
                return word
            return root if _MEASURE_2.match(root) else word
    return word


def _tidy(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        if _MEASURE_2.match(root) or (_MEASURE_EXACTLY_1.match(root) and not _SHORT.match(root)):
            word = root
    if word.endswith("ll") and _MEASURE_2.match(word):
        word = word[:-1]
    return word
