"""Whom the words that name a speaker mean: a named actor, an unnamed source, or nobody that the text tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import Annotations, Candidate, Entity, Mention, Quote
from generator.model import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


UNRESOLVED = frozenset("he she it they who we i you that which this these those him her".split())


def name_speakers(doc: Doc, found: Annotations, antecedents: Mapping[int, TextSpan]) -> Annotations:
    """Return `found` with entity, candidates and confidence of every quote set from its speaker's words.

    `antecedents` maps the start of a pronoun to the words of an unnamed source that it stands for.
    """
    entities = {entity.id: entity for entity in found.entities}
    quotes = tuple(_name(doc, _unnamed(quote, antecedents), found.mentions, entities) for quote in found.quotes)
    return replace(found, quotes=quotes)


def _unnamed(quote: Quote, antecedents: Mapping[int, TextSpan]) -> Quote:
    """Return a quote with the words of the unnamed source in place of a pronoun for it."""
    if quote.speaker is None or (words := antecedents.get(quote.speaker.start)) is None:
        return quote
    return replace(quote, speaker=words, reason=f"{quote.reason}, {quote.speaker.text!r} for {words.text!r}")


def _name(doc: Doc, quote: Quote, mentions: tuple[Mention, ...], entities: dict[str, Entity]) -> Quote:
    if quote.speaker is None:
        return replace(quote, confidence="low", reason="the text names nobody")
    unnamed = quote.speaker.text.casefold() not in UNRESOLVED
    span = doc.char_span(quote.speaker.start, quote.speaker.end, alignment_mode="expand")
    within = [
        mention
        for mention in mentions
        if quote.speaker.start <= mention.span.start and mention.span.end <= quote.speaker.end
    ]
    chosen = _choose(doc, span, within, entities) if span is not None else None
    if chosen is None:
        reason = f"{quote.reason}: {quote.speaker.text!r}, whom the article does not name"
        return replace(quote, unnamed=unnamed, confidence="moderate" if unnamed else "low", reason=reason)
    entity = entities[chosen.entity]
    inherited = quote.rule in ("floating", "same paragraph", "continued paragraph")
    sure = chosen.form == "name" and not inherited
    reason = f"{quote.reason}: {chosen.span.text!r}"
    if chosen.form != "name":
        reason += f", since {chosen.reason}"
    return replace(
        quote,
        entity=entity.id,
        confidence="high" if sure else "low" if quote.rule == "floating" else "moderate",
        reason=reason,
        candidates=(Candidate(text=entity.name, entity=entity.id, chosen=True, reason=quote.reason),),
    )


def _choose(doc: Doc, span: Span, within: list[Mention], entities: dict[str, Entity]) -> Mention | None:
    """Return the mention that is the speaker: at the head of the phrase, or a person in apposition to it."""
    root = span.root
    at = {}
    for mention in within:
        piece = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if piece is not None:
            for token in piece:
                at[token.i] = mention
    if any(
        (child.dep_ == "conj" and child.i in at) or (child.dep_ == "conj" and child.pos_ == "PROPN")
        for child in root.children
    ):
        return None
    named = at.get(root.i)
    if named is None or named.form == "nominal":
        for child in root.children:
            near = at.get(child.i)
            if child.dep_ == "appos" and near and near.form == "name" and entities[near.entity].kind == "person":
                return near
    if named is not None:
        members = root.tag_ in ("NNS", "NNPS") and entities[named.entity].kind != "person"
        return (
            None if named.form == "demonym" or (members and named.span.text != entities[named.entity].name) else named
        )
    last = span[-1]
    if (
        last.i in at
        and entities[at[last.i].entity].kind == "person"
        and root.i < last.i
        and last.dep_ in ("compound", "nsubj", "appos", "dobj", "npadvmod", "dep", "nmod", "flat")
    ):
        return at[last.i]
    return None
