"""Which way a clause looks from the day of the article: back, ahead, or undecided.

A weekday or a month without its year is the last one or the next one; the verb that governs it decides ("met on Friday",
"will meet on Friday", "scheduled a vote Friday", "until Friday"). Everything is read off tags and dependencies.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from generator.data import load_data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Direction = Literal["past", "ahead", "open"]
STEPS = 12
"""How far up the tree the governing verb is looked for; parses of broken text can be very deep."""


@cache
def _words() -> dict[str, frozenset[str]]:
    data: dict[str, list[Any]] = load_data("times")["direction"]
    return {name: frozenset(words) for name, words in data.items()}


@cache
def _ahead_phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in _words()["ahead_words"]), key=len, reverse=True))


def find_direction(doc: Doc, start: int, end: int) -> Direction:
    """Return which way the clause around the tokens `start` to `end` (half open) looks."""
    words = _words()
    if _beside_speech(doc, start, end):
        return "past"
    head = next((doc[i] for i in range(start, end) if not start <= doc[i].head.i < end), doc[start])
    clause = _climb(head, words)
    before = _phrase_before(doc, start)
    if before is None:
        return clause
    if before in ("until", "till"):
        verb = _governor(head)
        around = [verb, verb.head, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))] if verb else []
        lasting = any(token.lemma_.lower() in words["lasting_verbs"] for token in around if token is not None)
        return "past" if lasting and clause == "past" else "ahead"
    if before in ("by", "through", "beginning", "starting"):
        return "past" if clause == "past" else "ahead"
    return "ahead"


def _beside_speech(doc: Doc, start: int, end: int) -> bool:
    """Say whether a verb of speech in the past stands right beside the words: `said Friday`, `officials Friday said`."""
    verbs = _words()["speech_verbs"]
    left = start - 1
    if left >= 0 and doc[left].lower_ in ("on", "late", "early", "earlier", "later"):
        left -= 1
    beside = [doc[i] for i in (left, end) if 0 <= i < len(doc)]
    return any(t.tag_ in ("VBD", "VBN") and t.lemma_.lower() in verbs and not _planned(t) for t in beside)


def _planned(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") and child.lower_ != "has" for child in verb.children) and any(
        child.lower_ in _words()["modals"] or child.lower_ == "to" for child in verb.children
    )


def _phrase_before(doc: Doc, start: int) -> str | None:
    """Return the phrase that points ahead right before the words, articles and adverbs of degree left aside."""
    at = start
    while at > 0 and doc[at - 1].lower_ in (
        "the",
        "at",
        "least",
        "about",
        "around",
        "on",
        "late",
        "early",
        "next",
        "this",
    ):
        at -= 1
    for phrase in _ahead_phrases():
        if at >= len(phrase) and tuple(doc[i].lower_ for i in range(at - len(phrase), at)) == phrase:
            return " ".join(phrase)
    return None


def _governor(token: Token) -> Token | None:
    for _ in range(STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
    return None


def _climb(token: Token, words: dict[str, frozenset[str]]) -> Direction:
    """Walk up from the time to its verb; adjectives and nouns on the way may settle it ("a deadline of Friday")."""
    first = token
    noun: Token | None = None
    for _ in range(STEPS):
        if token is not first or token.pos_ in ("VERB", "AUX"):
            if token.pos_ in ("VERB", "AUX"):
                return _with_noun(_read_verb(token, first, words, depth=0, noun=noun), noun, words)
            if token.lemma_.lower() in words["ahead_adjectives"] and token.pos_ == "ADJ":
                return "ahead"
            if token.pos_ in ("NOUN", "PROPN"):
                if token.lemma_.lower() in words["ahead_nouns"] or any(
                    child.lower_ in words["planned_adjectives"] and child.dep_ in ("amod", "acl")
                    for child in token.children
                ):
                    return "ahead"
                if noun is None:
                    noun = token
        if token.head.i == token.i:
            return "open"
        if token.dep_ == "prep" and token.lower_ == "for" and token.head.lemma_.lower() in words["ahead_verbs"]:
            return "ahead"
        token = token.head
    return "open"


def _with_noun(clause: Direction, noun: Token | None, words: dict[str, frozenset[str]]) -> Direction:
    """Weigh the noun that carries the day: a clause looks ahead for it only if it is an occasion (a meeting, a vote)."""
    if clause != "ahead" or noun is None or noun.lemma_.lower() in words["occasions"]:
        return clause
    dating = words["dating_nouns"]
    owned = any(child.dep_ in ("poss", "compound", "nmod") and child.lower_ in dating for child in noun.children)
    return "open" if owned else clause


def _read_verb(
    verb: Token, time: Token, words: dict[str, frozenset[str]], *, depth: int, noun: Token | None = None
) -> Direction:
    """Return the direction of a verb by its auxiliaries, tag and, for infinitives, its governor."""
    if depth > 4:
        return "open"
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i + 2]
    forms = [a.lower_ for a in auxiliaries]
    lemma = verb.lemma_.lower()
    perfect = "have" in forms
    if any(form in words["modals"] for form in forms):
        return "past" if perfect and not {"will", "'ll", "shall", "may"} & set(forms) else "ahead"
    if "to" in forms:
        if perfect:
            return "past"
        head = verb.head
        if head.pos_ in ("NOUN", "PROPN", "ADJ") and any(
            child.lower_ in ("first", "second", "third", "last", "latest", "only") for child in head.children
        ):
            return "past"
        if head.i != verb.i and head.lemma_.lower() in words["past_infinitives"] and verb.dep_ == "xcomp":
            return _read_verb(head, time, words, depth=depth + 1)
        if verb.dep_ == "advcl" and _is_verb(head) and head.tag_ == "VBD":
            return _read_verb(head, time, words, depth=depth + 1)
        # "had been scheduled to expire Friday" tells a plan of the past.
        above = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")} | {
            c.lower_ for c in head.head.children if head.pos_ == "ADJ" and c.dep_ in ("aux", "auxpass")
        }
        return "past" if "had" in above else "ahead"
    if any(aux.tag_ == "VBD" or aux.lower_ in ("has", "have", "'ve", "been", "got") for aux in auxiliaries):
        scheduled = lemma in words["ahead_verbs"] and verb.tag_ == "VBN" and "been" not in forms and _loose(verb, time)
        return "ahead" if scheduled else "past"
    return _read_tag(verb, time, words, forms=forms, depth=depth, noun=noun)


def _read_tag(
    verb: Token, time: Token, words: dict[str, frozenset[str]], *, forms: list[str], depth: int, noun: Token | None
) -> Direction:
    lemma = verb.lemma_.lower()
    scheduling = lemma in words["ahead_verbs"] and not any(c.lower_ in words["past_adverbs"] for c in verb.children)
    moves_on = verb.head.i != verb.i and verb.dep_ in ("conj", "advcl", "pcomp", "xcomp", "ccomp")
    if verb.tag_ == "VBD":
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        if any(c.lower_ in words["planned_adjectives"] for thing in objects for c in thing.children):
            return "ahead"
        return "ahead" if scheduling and noun is not None else "past"
    if verb.tag_ == "VBN":
        if forms and any(
            c.lower_ in ("when", "if", "once", "before", "unless") and c.i < verb.i for c in verb.children
        ):
            return "ahead"  # "when the case is heard in May"
        if forms or verb.dep_ in ("acl", "amod", "ROOT", "advcl", "relcl", "conj", "ccomp"):
            return "ahead" if scheduling else "open" if forms else "past"
        return _read_verb(verb.head, time, words, depth=depth + 1) if _is_verb(verb.head) else "open"
    if verb.tag_ == "VBG":
        if any(form in ("is", "are", "'s", "'re", "am", "'m") for form in forms):
            return "ahead"
        return _read_verb(verb.head, time, words, depth=depth + 1) if moves_on and _is_verb(verb.head) else "open"
    if verb.tag_ == "VB":
        return _read_verb(verb.head, time, words, depth=depth + 1) if moves_on and _is_verb(verb.head) else "open"
    if verb.tag_ in ("VBZ", "VBP"):
        if lemma in words["speech_verbs"]:
            return "past"
        if noun is not None and noun.lemma_.lower() not in words["occasions"]:
            return "open"
        return "open" if time.dep_ in ("nsubj", "poss") else "ahead"
    return "open"


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _loose(verb: Token, time: Token) -> bool:
    """Say whether something stands between verb and time, so that it is the object's time, not the deed's."""
    return time.i - verb.i > 1 or time.i < verb.i
