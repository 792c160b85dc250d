"""Pronouns and descriptions: whom "he" and "the foreign secretary" mean, in running text and as speakers.

Outside quotation marks only, where the reporter's own words refer; "I" and "he" inside belong to whoever speaks. A pronoun
goes to the actor most in mind of fitting kind and sex. A description goes to the one actor of the article whose printed
role or apposition has its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotation.descriptions import Described, describe_entities, match_description
from generator.annotation.quote_marks import find_runs
from generator.annotation.quote_speakers import name_speakers
from generator.annotation.quote_units import inside_runs
from generator.annotation.salience import (
    PERSONAL,
    Memory,
    Place,
    fits,
    gender_by_name,
    humanity,
    learn_genders,
    role_of,
    sentence_numbers,
)
from generator.model import Annotations, Article, Entity, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUN_WORDS = frozenset([*PERSONAL, "it", "its", "itself", "they", "them", "their", "who", "i", "we", "you"])


def resolve_references(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Return `found` with mentions for pronouns and descriptions, and with the speakers of its quotes settled."""
    inside = inside_runs(doc, find_runs(article.text))
    entities = {entity.id: entity for entity in found.entities}
    described = describe_entities(doc, found)
    heads = _heads(doc, found.mentions, inside)
    spoken = _speaker_tokens(doc, found)
    extra = list(_walk(doc, article, entities, described, heads, spoken, _told(doc, found), inside))
    mentions = tuple(sorted([*found.mentions, *extra], key=lambda mention: (mention.span.start, mention.span.end)))
    return name_speakers(doc, replace(found, mentions=mentions))


def _heads(doc: Doc, mentions: Sequence[Mention], inside: Sequence[bool]) -> dict[int, Mention]:
    """Map the head token of every named mention outside marks to it."""
    heads: dict[int, Mention] = {}
    for mention in mentions:
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is None or inside[span.start] or mention.form != "name":
            continue
        heads[span.root.i] = mention
    return heads


def _speaker_tokens(doc: Doc, found: Annotations) -> set[int]:
    tokens: set[int] = set()
    for quote in found.quotes:
        if quote.speaker is not None:
            span = doc.char_span(quote.speaker.start, quote.speaker.end, alignment_mode="expand")
            if span is not None:
                tokens.update(range(span.start, span.end))
    return tokens


def _told(doc: Doc, found: Annotations) -> list[bool]:
    """Tell for every token whether it is in what somebody is reported to have said."""
    told = [False] * len(doc)
    for quote in found.quotes:
        for piece in quote.pieces:
            span = doc.char_span(piece.start, piece.end, alignment_mode="expand")
            if span is not None:
                told[span.start : span.end] = [True] * len(span)
    return told


def _walk(
    doc: Doc,
    article: Article,
    entities: dict[str, Entity],
    described: Described,
    heads: dict[int, Mention],
    spoken: set[int],
    told: Sequence[bool],
    inside: Sequence[bool],
) -> Iterator[Mention]:
    """Yield a mention for every pronoun and description that is understood, in text order."""
    memory = Memory()
    sentences = sentence_numbers(doc)
    genders = {entity.id: gender_by_name(entity) for entity in entities.values()}
    speaking = {heads[i].entity for i in spoken if i in heads}
    human = {entity.id: humanity(entity, speaks=entity.id in speaking) for entity in entities.values()}
    surnames = {entities[one].name.split()[-1] for one, sure in human.items() if 0.5 < sure < 1}
    human.update({one: 0.8 for one, entity in entities.items() if entity.name in surnames})
    learn_genders(doc, {i: mention.entity for i, mention in heads.items()}, genders, human, inside)
    for token in doc:
        if inside[token.i] or token.is_space:
            continue
        role = role_of(token)
        if token.i in spoken and role != "possessive":
            role = "speaker"
        elif told[token.i] and role in ("subject", "object"):
            role = "told"
        if token.i in heads:
            memory.add(Place(heads[token.i].entity, token.i, sentences[token.i], role))
            continue
        word = token.lower_
        if word in PERSONAL or (word in ("it", "they") and token.i in spoken):
            weights = memory.weights(sentences[token.i], token.i)
            fitting = {
                entity: weight * (human[entity] or 1)
                for entity, weight in weights.items()
                if fits(entities[entity].kind, genders[entity], human[entity], word)
                and not _bound(token, entity, memory)
            }
            if not fitting or word == "they":
                continue
            chosen = max(fitting, key=lambda one: fitting[one])
            memory.add(Place(chosen, token.i, sentences[token.i], role))
            if word in PERSONAL and genders[chosen] is None and role == "speaker":
                genders[chosen] = "male" if word in ("he", "him", "his", "himself") else "female"
            yield _mention(
                article,
                token.idx,
                token.idx + len(token),
                entities[chosen],
                "pronoun",
                _reason(entities[chosen], fitting, entities),
            )
        elif token.pos_ == "NOUN" and (match := match_description(token, described)):
            entity, start, end, reason = match
            memory.add(Place(entity, token.i, sentences[token.i], role))
            first, last = doc[start], doc[end - 1]
            yield _mention(article, first.idx, last.idx + len(last), entities[entity], "nominal", reason)


def _bound(token: Token, entity: str, memory: Memory) -> bool:
    """Tell whether an actor is the subject of the pronoun's own clause, which a plain object cannot mean."""
    if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
        return False
    head = token.head if token.dep_ != "pobj" else token.head.head
    return any(
        place.entity == entity and token.doc[place.token].head == head and place.role in ("subject", "speaker")
        for place in reversed(memory.places[-4:])
    )


def _reason(chosen: Entity, fitting: dict[str, float], entities: dict[str, Entity]) -> str:
    others = sorted((one for one in fitting if one != chosen.id), key=lambda one: -fitting[one])
    if not others:
        return f"{chosen.name} is the only fitting actor before it"
    return f"{chosen.name} was named last and most as who acts, before {entities[others[0]].name}"


def _mention(article: Article, start: int, end: int, entity: Entity, form: str, reason: str) -> Mention:
    return Mention(
        span=Span(article=article.id, start=start, end=end, text=article.text[start:end]),
        kind=entity.kind,
        form="pronoun" if form == "pronoun" else "nominal",
        entity=entity.id,
        reason=reason,
    )
