"""Whom the words that name a speaker mean: a named actor, an unnamed source, or nobody that the text tells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.sentences import paragraph_bounds
from generator.data import load_data
from generator.model import Annotations, Article, Candidate, Confidence, Entity, Mention, Quote
from generator.model import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

UNRESOLVED = frozenset("he she it they who we i you that which this these those him her".split())
INHERITED = {
    "same paragraph": "its paragraph has one attribution",
    "continued paragraph": "it goes on with the paragraph before",
    "in passing": "it stands in a sentence of the reporter behind what this speaker said",
    "floating": "it stands alone behind what this speaker said",
}
LOSERS = 3
"""Others that are shown beside the one chosen, at most."""


@dataclass(slots=True)
class Reading:
    """What was understood on the way through an article, by the first character of a pronoun.

    `antecedents` are the words of an unnamed source that a pronoun stands for; `rivals` the actors that a pronoun did
    not mean, with the reason.
    """

    antecedents: dict[int, TextSpan] = field(default_factory=dict)
    rivals: dict[int, tuple[Candidate, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of an article in text order with their starts, the entities by id, the bounds of paragraphs."""

    mentions: Sequence[Mention]
    starts: Sequence[int]
    entities: Mapping[str, Entity]
    bounds: Sequence[tuple[int, int]]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions inside `[start, end)`."""
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [mention for mention in inside if mention.span.end <= end]

    def paragraph(self, position: int) -> tuple[int, int]:
        """Return the bounds of the paragraph at a character."""
        at = bisect_right(self.bounds, (position, len(self.bounds) and self.bounds[-1][1])) - 1
        return self.bounds[max(at, 0)]


def name_speakers(doc: Doc, article: Article, found: Annotations, reading: Reading) -> Annotations:
    """Return `found` with entity, candidates, reason and confidence of every quote set from its speaker's words."""
    names = Names(
        found.mentions,
        [mention.span.start for mention in found.mentions],
        {entity.id: entity for entity in found.entities},
        paragraph_bounds(article.text),
    )
    return replace(found, quotes=tuple(_name(doc, quote, names, reading) for quote in found.quotes))


def _name(doc: Doc, quote: Quote, names: Names, reading: Reading) -> Quote:
    if quote.speaker is None:
        losers = _bystanders(quote, names, None)
        return replace(quote, confidence="low", reason="the text names nobody who says it", candidates=losers)
    printed = quote.speaker
    words = reading.antecedents.get(printed.start, printed)
    how = quote.reason
    if quote.rule in INHERITED:
        how = f"{INHERITED[quote.rule]}, {how}" if how else INHERITED[quote.rule]
    span = doc.char_span(words.start, words.end, alignment_mode="expand")
    chosen = _choose(doc, span, names.within(words.start, words.end), names.entities) if span is not None else None
    losers = reading.rivals.get(printed.start, ()) or _bystanders(quote, names, chosen)
    if chosen is None:
        return _without_name(quote, words, printed, how, losers)
    entity = names.entities[chosen.entity]
    reason = f"{how}: {printed.text!r}" + (f" = {entity.name}, since {chosen.reason}" if chosen.reason else "")
    winner = Candidate(text=entity.name, entity=entity.id, chosen=True, reason=chosen.reason or how)
    confidence = _confidence(quote, chosen)
    return replace(
        quote,
        entity=entity.id,
        unnamed=entity.unnamed,
        confidence=confidence,
        reason=reason,
        candidates=(winner, *losers),
    )


def _without_name(quote: Quote, words: TextSpan, printed: TextSpan, how: str, losers: tuple[Candidate, ...]) -> Quote:
    """Return a quote of an unnamed source with its words as printed, or of a pronoun that nobody answers to."""
    unnamed = words.text.casefold() not in UNRESOLVED
    stands = f", {printed.text!r} for {words.text!r}" if words is not printed else f": {words.text!r}"
    reason = f"{how}{stands}, whom the article does not name"
    first = (Candidate(text=words.text, entity=None, chosen=True, reason=how),) if unnamed else ()
    sure: Confidence = "moderate" if unnamed else "low"
    return replace(quote, speaker=words, unnamed=unnamed, confidence=sure, reason=reason, candidates=(*first, *losers))


def _confidence(quote: Quote, chosen: Mention) -> Confidence:
    """Return how sure the speaker is: a name by its own attribution, a pronoun or paragraph, a paragraph that floats."""
    if quote.rule in ("floating", "in passing"):
        return "low"
    return "high" if chosen.form == "name" and quote.rule not in INHERITED else "moderate"


def _bystanders(quote: Quote, names: Names, chosen: Mention | None) -> tuple[Candidate, ...]:
    """Return people named in the paragraph who are not the speaker, and why they are not."""
    start, end = names.paragraph(quote.pieces[0].start)
    losers: dict[str, Candidate] = {}
    for mention in names.within(start, end):
        entity = names.entities[mention.entity]
        if mention.form != "name" or entity.kind != "person" or (chosen and entity.id == chosen.entity):
            continue
        inside = any(piece.start <= mention.span.start < piece.end for piece in quote.pieces)
        cue = f" by {quote.cue.text!r}" if quote.cue else ""
        why = "is spoken of in the quote" if inside else f"is in the paragraph but not named{cue} as who speaks"
        losers.setdefault(entity.id, Candidate(text=entity.name, entity=entity.id, chosen=False, reason=why))
    return tuple(losers.values())[:LOSERS]


@cache
def _outlet_nouns() -> frozenset[str]:
    return frozenset(load_data("reporting_verbs")["outlet_nouns"].split())


def _choose(doc: Doc, span: Span, within: Sequence[Mention], entities: Mapping[str, Entity]) -> Mention | None:
    """Return the mention that is the speaker: at the head of the phrase, or a person in apposition to it."""
    root = span.root
    at: dict[int, Mention] = {}
    for mention in within:
        piece = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if piece is not None:
            at.update((token.i, mention) for token in piece)
    if any(child.dep_ == "conj" and (child.i in at or child.pos_ == "PROPN") for child in root.children):
        return None
    named = at.get(root.i)
    if named is None or named.form == "nominal":
        for child in root.children:
            near = at.get(child.i)
            if child.dep_ == "appos" and near and near.form == "name" and entities[near.entity].kind == "person":
                return near
    if named is None and root.lemma_.lower() in _outlet_nouns():
        return next((at[child.i] for child in root.children if child.dep_ == "nmod" and child.i in at), None) or next(
            (at[i] for i in range(span.start, root.i) if i in at and entities[at[i].entity].kind == "organization"),
            None,
        )
    if named is not None:
        members = root.tag_ in ("NNS", "NNPS") and entities[named.entity].kind != "person"
        other = members and named.span.text != entities[named.entity].name
        return None if named.form == "demonym" or other else named
    last = at.get(span[-1].i)
    if last is not None and entities[last.entity].kind == "person" and root.i < span[-1].i and span[-1].dep_ in NAMING:
        return last
    return None


NAMING = frozenset(("compound", "nsubj", "appos", "dobj", "npadvmod", "dep", "nmod", "flat"))
"""How the parser hangs a name behind its title: `spokesman Jason Mills`."""
