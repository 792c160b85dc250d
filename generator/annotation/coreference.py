"""Pronouns and descriptions: whom "he" and "the foreign secretary" mean, in running text and as speakers.

Outside quotation marks only, where the reporter's own words refer; "I" and "he" inside belong to whoever speaks. A pronoun
goes to the actor most in mind of fitting kind and sex. A description goes to the one actor of the article whose printed
role or apposition has its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from generator.annotation.descriptions import (
    Described,
    conflicts,
    describe_entities,
    is_man_or_woman,
    match_description,
    may_be_person,
    noun_fits,
    person_nouns,
    plain_start,
)
from generator.annotation.introductions import name_introduced
from generator.annotation.quote_marks import find_runs
from generator.annotation.quote_speakers import LOSERS, Reading, name_speakers
from generator.annotation.quote_units import inside_runs
from generator.annotation.reporting import phrase
from generator.annotation.salience import (
    PERSONAL,
    Gender,
    Memory,
    Place,
    first_names,
    fits,
    gender_by_name,
    humanity,
    learn_genders,
    role_of,
    sentence_numbers,
)
from generator.model import Annotations, Article, Candidate, Entity, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUN_WORDS = frozenset([*PERSONAL, "it", "its", "itself", "they", "them", "their", "who", "i", "we", "you"])


def resolve_references(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Return `found` with mentions for pronouns and descriptions, and with the speakers of its quotes settled."""
    inside = inside_runs(doc, find_runs(article.text))
    walk = Walk(
        doc=doc,
        article=article,
        entities={entity.id: entity for entity in found.entities},
        described=describe_entities(doc, found),
        heads=_heads(doc, found.mentions, inside),
        spoken=_speaker_tokens(doc, found),
        told=_told(doc, found),
        inside=inside,
        named=_named(doc, found.mentions),
    )
    extra = list(_walk(walk))
    mentions = tuple(sorted([*found.mentions, *extra], key=lambda mention: (mention.span.start, mention.span.end)))
    named = name_speakers(doc, article, replace(found, mentions=mentions), walk.reading)
    return name_introduced(doc, article, named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What the walk over an article's tokens reads, and `reading`, in which it leaves what it understood of speakers.

    `heads` are head tokens of names, `spoken` tokens of speakers' words, `told` and `inside` tell of every token whether
    it is reported and in marks.
    """

    doc: Doc
    article: Article
    entities: dict[str, Entity]
    described: Described
    heads: dict[int, Mention]
    spoken: set[int]
    told: Sequence[bool]
    inside: Sequence[bool]
    named: set[int] = field(default_factory=set)
    reading: Reading = field(default_factory=Reading)


def _named(doc: Doc, mentions: Sequence[Mention]) -> set[int]:
    """Return the tokens of all mentions."""
    spans = (doc.char_span(one.span.start, one.span.end, alignment_mode="expand") for one in mentions)
    return {token.i for span in spans if span is not None for token in span}


def _heads(doc: Doc, mentions: Sequence[Mention], inside: Sequence[bool]) -> dict[int, Mention]:
    """Map the head token of every named mention outside marks to it."""
    heads: dict[int, Mention] = {}
    for mention in mentions:
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is None or inside[span.start] or mention.form not in ("name", "nominal"):
            continue
        heads[span.root.i] = mention
    return heads


def _speaker_tokens(doc: Doc, found: Annotations) -> set[int]:
    tokens: set[int] = set()
    for quote in found.quotes:
        if quote.speaker is not None:
            span = doc.char_span(quote.speaker.start, quote.speaker.end, alignment_mode="expand")
            if span is not None:
                tokens.add(span.root.i)
                tokens.update(
                    child.i for child in span.root.children if child.dep_ == "appos" and child.pos_ == "PROPN"
                )
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


def _walk(walk: Walk) -> Iterator[Mention]:
    """Yield a mention for every pronoun and description that is understood, in text order."""
    memory = Memory(_paragraphs(walk.doc))
    sentences = sentence_numbers(walk.doc, walk.inside)
    genders, human = _people(walk)
    for token in walk.doc:
        if walk.inside[token.i] or token.is_space:
            continue
        here = sentences[token.i]
        if token.i in walk.heads:
            _remember(walk, token, memory, here, _role(walk, token))
        elif token.lower_ in PERSONAL or (token.lower_ in ("it", "they") and token.i in walk.spoken):
            chosen, reason = _understand(walk, token, memory, here, genders, human)
            if chosen is None:
                continue
            role = _role(walk, token)
            memory.add(Place(chosen, token.i, here, role))
            if chosen.startswith("#"):
                walk.reading.antecedents[token.idx] = _phrase_span(walk, int(chosen[1:]))
                continue
            if token.lower_ in PERSONAL and genders[chosen] is None and role == "speaker":
                genders[chosen] = PERSONAL[token.lower_]
            yield _mention(walk, token.idx, token.idx + len(token), chosen, "pronoun", reason)
        elif token.pos_ in ("NOUN", "PROPN"):
            if (match := _described(walk, token, memory, here, human)) is not None:
                chosen, start, end, reason = match
                memory.add(Place(chosen, token.i, here, _role(walk, token)))
                yield _mention(walk, start, end, chosen, "nominal", reason)
            elif _may_be_meant(walk, token):
                memory.add(Place(f"#{token.i}", token.i, here, _role(walk, token)))


def _paragraphs(doc: Doc) -> list[int]:
    """Number the paragraph of every token."""
    numbers, number = [], 0
    for token in doc:
        number += token.is_space and "\n" in token.text
        numbers.append(number)
    return numbers


def _remember(walk: Walk, token: Token, memory: Memory, here: int, role: str) -> None:
    """Add a name to the memory, and an office only if no name stands in apposition to it."""
    mention = walk.heads[token.i]
    named = any(child.dep_ == "appos" and child.i in walk.heads for child in token.children)
    if mention.form == "nominal" and named:
        return
    new = not memory.knows(mention.entity) and any(child.dep_ == "appos" for child in token.children)
    memory.add(Place(mention.entity, token.i, here, role, new))
    if token.i in walk.spoken and any(child.dep_ == "conj" for child in token.children):
        memory.add(Place(f"#{token.i}", token.i, here, role))


def _may_be_meant(walk: Walk, token: Token) -> bool:
    """Tell whether a phrase that is no actor can be what a pronoun means: an unnamed speaker, a woman, a first name."""
    if token.i in walk.spoken:
        return token.dep_ in SPEAKING
    if is_man_or_woman(token):
        return token.dep_ in ("nsubj", "nsubjpass", "poss") and not any(c.dep_ == "appos" for c in token.children)
    return (
        token.dep_ == "nsubj" and token.lower_ in first_names() and token.text.istitle() and token.i not in walk.named
    )


LEAST = 0.35
"""Weight from which somebody is still in mind: a pronoun so far from any name stays unknown."""
UNNAMED = 0.5
"""Share of its weight that an unnamed speaker has against people with a name."""
SPEAKING = frozenset(("nsubj", "nsubjpass", "pobj", "attr", "ROOT", "conj"))


def _people(walk: Walk) -> tuple[dict[str, Gender | None], dict[str, float]]:
    """Return what is known of the sex of each entity, and how surely it is a person."""
    genders = {entity.id: gender_by_name(entity) for entity in walk.entities.values()}
    speaking = {walk.heads[i].entity for i in walk.spoken if i in walk.heads}
    human = {one: humanity(entity, speaks=one in speaking) for one, entity in walk.entities.items()}
    families: dict[str, list[str]] = {}
    for one, entity in walk.entities.items():
        if " " in entity.name and human[one] > 0.5:
            families.setdefault(entity.name.split()[-1], []).append(one)
    for one, entity in walk.entities.items():
        if family := families.get(entity.name):
            human[one] = max(human[one], *(human[member] for member in family))
            sexes = {genders[member] for member in family}
            genders[one] = genders[one] or (sexes.pop() if len(sexes) == 1 else None)
    heads = {i: mention.entity for i, mention in walk.heads.items()}
    counted = Counter(heads.values())
    human.update({one: 1.0 for one, number in counted.items() if number >= OFTEN and human[one] > 0})
    learn_genders(walk.doc, heads, genders, human, walk.inside)
    return genders, human


OFTEN = 4
"""Mentions from which a single word that the pipeline takes for a person is believed to be one."""


def _role(walk: Walk, token: Token) -> str:
    role = role_of(token)
    if token.i in walk.spoken and role != "possessive":
        return "speaker"
    return "told" if walk.told[token.i] and role in ("subject", "object") else role


def _understand(
    walk: Walk, token: Token, memory: Memory, here: int, genders: dict[str, Gender | None], human: dict[str, float]
) -> tuple[str | None, str]:
    """Return whom a pronoun means, and why: an entity, or `#n` for the unnamed phrase at token n."""
    if _is_strangers(walk, token):
        return None, ""
    word = token.lower_
    fitting: dict[str, float] = {}
    for one, weight in memory.weights(here, token.i).items():
        if one.startswith("#"):
            noun = walk.doc[int(one[1:])]
            if noun_fits(noun, word):
                fitting[one] = weight if noun.pos_ == "PROPN" else weight * UNNAMED
        elif fits(walk.entities[one].kind, genders[one], human[one], word) and not _bound(token, one, memory):
            if word not in PERSONAL and not memory.acted(one, here, spoke=word == "they"):
                continue
            fitting[one] = weight * (human[one] or 1)
    walk.reading.rivals[token.idx] = _rivals(walk, word, fitting, memory.weights(here, token.i), genders, human)
    if not fitting:
        return None, ""
    chosen = max(fitting, key=lambda one: fitting[one])
    if fitting[chosen] < LEAST:
        return None, ""
    return chosen, "" if chosen.startswith("#") else _reason(walk, chosen, fitting)


def _rivals(
    walk: Walk,
    word: str,
    fitting: dict[str, float],
    weights: dict[str, float],
    genders: dict[str, Gender | None],
    human: dict[str, float],
) -> tuple[Candidate, ...]:
    """Return the actors most in mind that a pronoun does not mean, and why."""
    able = [one for one in weights if not one.startswith("#")]
    if word in PERSONAL:
        able = [one for one in able if walk.entities[one].kind == "person" or human[one] > 0]
    order = sorted(able, key=lambda one: -weights[one])
    best = max(fitting, key=lambda one: fitting[one]) if fitting else None
    rivals = []
    for one in [one for one in order if one != best][:LOSERS]:
        if one in fitting:
            why = "is further back, or less often who acts"
        elif word in PERSONAL and human[one] <= 0.5:
            why = f"is no person that {word!r} could mean"
        elif word in PERSONAL and genders[one] not in (None, PERSONAL[word]):
            why = f"is {genders[one]}, and {word!r} is not"
        else:
            why = f"does not fit {word!r} here"
        rivals.append(Candidate(text=walk.entities[one].name, entity=one, chosen=False, reason=why))
    return tuple(rivals)


def _described(
    walk: Walk, token: Token, memory: Memory, here: int, human: dict[str, float]
) -> tuple[str, int, int, str] | None:
    """Return entity, characters and reason for a description: by what the article calls somebody, or as its topic."""
    if (match := match_description(token, walk.described)) is not None:
        entity, first, last, reason = match
        if walk.entities[entity].kind == "person" and token.i not in walk.spoken and not may_be_person(token):
            return None
        return entity, walk.doc[first].idx, walk.doc[last - 1].idx + len(walk.doc[last - 1]), reason
    if token.i not in walk.spoken or token.lemma_.casefold() not in person_nouns():
        return None
    start = plain_start(token)
    topic = memory.topic(here, human)
    if start is None or topic is None or conflicts(token, topic, walk.described):
        return None
    reason = f"{walk.entities[topic].name} is the only person that the sentence before it tells of"
    return topic, walk.doc[start].idx, token.idx + len(token), reason


def _phrase_span(walk: Walk, head: int) -> Span:
    start, end = phrase(walk.doc[head])
    first, last = walk.doc[start].idx, walk.doc[end - 1].idx + len(walk.doc[end - 1])
    return Span(article=walk.article.id, start=first, end=last, text=walk.article.text[first:last])


def _is_strangers(walk: Walk, token: Token) -> bool:
    """Tell whether a possessive stands under a subject that may be a name nobody found: "Dorl spoke of his plan".

    A lone singular noun with a capital counts: taggers take an unknown name that opens a sentence for a noun.
    """
    if token.dep_ != "poss":
        return False
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
    subjects = [] if verb is None else [child for child in verb.children if child.dep_ == "nsubj" and child.i < token.i]
    return any(
        one.i not in walk.named
        and one.tag_ in ("NN", "NNP")
        and one.text[0].isupper()
        and not any(child.dep_ in ("det", "poss") for child in one.children)
        for one in subjects
    )


def _bound(token: Token, entity: str, memory: Memory) -> bool:
    """Tell whether an actor is the subject of the pronoun's own clause, which a plain object cannot mean."""
    if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
        return False
    head = token.head if token.dep_ != "pobj" else token.head.head
    return any(
        place.entity == entity and token.doc[place.token].head == head and place.role in ("subject", "speaker")
        for place in reversed(memory.places[-4:])
    )


def _reason(walk: Walk, chosen: str, fitting: dict[str, float]) -> str:
    name = walk.entities[chosen].name
    others = sorted((one for one in fitting if one != chosen), key=lambda one: -fitting[one])
    if not others:
        return f"{name} is the only fitting actor before it"
    other = others[0]
    rival = walk.doc[int(other[1:])].text if other.startswith("#") else walk.entities[other].name
    return f"{name} was named last and most as who acts, before {rival}"


def _mention(
    walk: Walk, start: int, end: int, entity: str, form: Literal["pronoun", "nominal"], reason: str
) -> Mention:
    span = Span(article=walk.article.id, start=start, end=end, text=walk.article.text[start:end])
    return Mention(span=span, kind=walk.entities[entity].kind, form=form, entity=entity, reason=reason)
