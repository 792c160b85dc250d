"""Invented folders of any size with what a reader of them would find: for measuring the site without the pipeline.

Names, words and events are made of syllables by a seeded generator; equal arguments give equal articles. How much an
article says is set to what news of its length says: 24 sentences, six quotations, three events, ten names.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.knowledge import KnowledgeBase
from generator.model import (
    ActorKind,
    Annotations,
    Article,
    Entity,
    EventMention,
    Mention,
    Participant,
    Quote,
    Sentence,
    Span,
)

SYLLABLES = "ba be bi bo da de di do fa fe fo ga go ha he jo ka ke ki ko la le li lo ma me mi mo na ne ni no".split()
ENDINGS = "n r s t l m".split()
OUTLETS = ("Harbour Wire", "Northern Gazette", "The Quay Ledger", "Island Courier")
FIRST_DAY = datetime.date(2025, 1, 1)
SENTENCES = 24
Name = tuple[ActorKind, str]


def make_word(random_: random.Random, syllables: int) -> str:
    """Return a word that no language has."""
    return "".join(random_.choice(SYLLABLES) for _ in range(syllables)) + random_.choice(ENDINGS)


def make_names(count: int, random_: random.Random) -> list[Name]:
    """Return names of persons (three in five), organisations and places."""
    names: dict[str, ActorKind] = {}
    while len(names) < count:
        word, other = (make_word(random_, random_.choice((2, 3))).capitalize() for _ in range(2))
        kind: ActorKind = ("person", "person", "person", "organization", "place")[len(names) % 5]
        names[{"organization": f"{word} Council", "place": word}.get(kind, f"{word} {other}")] = kind
    return [(kind, name) for name, kind in names.items()]


@dataclass(slots=True)
class Draft:
    """An article in the making: its text, and what was put into it with offsets."""

    id: str
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)

    def put(self, words: str) -> Span:
        """Append words and return where they stand."""
        start = len(self.text)
        self.text += words
        return Span(article=self.id, start=start, end=len(self.text), text=words)

    def name(self, name: Name) -> tuple[Span, str]:
        """Append a name as a mention; returns its span and entity."""
        kind, words = name
        entity = self.entities.setdefault(
            words, Entity(id=f"{self.id}#e{len(self.entities) + 1}", kind=kind, name=words)
        )
        span = self.put(words)
        self.mentions.append(Mention(span=span, kind=kind, form="name", entity=entity.id))
        return span, entity.id

    def close(self, start: int) -> None:
        """End the sentence that began at `start`."""
        number = len(self.sentences)
        paragraph = 0 if number == 0 else 1 + (number - 1) // 3
        self.sentences.append(Sentence(number=number, start=start, end=len(self.text), paragraph=paragraph))
        self.text += "\n" if number % 3 == 0 else " "


def make_article(
    number: int, total: int, names: Sequence[Name], words: Sequence[str], seed: int
) -> tuple[Article, Annotations]:
    """Return article `number` of `total` and its annotations."""
    chance = random.Random(seed * 1_000_003 + number)
    day = FIRST_DAY + datetime.timedelta(days=number * 365 // total)
    draft = Draft(id=f"{day}-{number:05}")
    cast = [names[int(len(names) * chance.random() ** 2)] for _ in range(8)]
    filler = lambda count: " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(count))  # noqa: E731
    title = draft.put(f"{filler(6).capitalize()} {number}").text
    draft.close(0)
    for index in range(1, SENTENCES + 1):
        start = len(draft.text)
        if index % 4 == 0:
            _say(draft, chance.choice(cast), filler(12), chance.choice(cast))
        elif index % 8 == 1:
            _meet(draft, chance.sample(cast, 2), filler(7), day.isoformat(), index)
        else:
            draft.put(f"{filler(8).capitalize()} ")
            draft.name(chance.choice(cast))
            draft.put(f" {filler(7)}.")
        draft.close(start)
    article = Article(
        id=draft.id,
        path=f"{draft.id}.txt",
        title=title,
        text=draft.text,
        headline=len(title),
        published=day.isoformat(),
        outlet=OUTLETS[number % len(OUTLETS)],
    )
    return article, Annotations(
        article=draft.id,
        sentences=tuple(draft.sentences),
        entities=tuple(draft.entities.values()),
        mentions=tuple(draft.mentions),
        quotes=tuple(draft.quotes),
        events=tuple(draft.events),
    )


def _say(draft: Draft, speaker: Name, words: str, about: Name) -> None:
    start = len(draft.text)
    draft.put(f"“{words.capitalize()}, ")
    draft.name(about)
    draft.put(".”")
    content = Span(article=draft.id, start=start, end=len(draft.text), text=draft.text[start:])
    draft.put(" ")
    span, entity = draft.name(speaker)
    draft.put(" ")
    cue = draft.put("said")
    draft.put(".")
    quote = Quote(
        id=f"{draft.id}#q{len(draft.quotes) + 1}",
        kind="direct",
        pieces=(content,),
        cue=cue,
        speaker=span,
        entity=entity,
        rule="invented",
        confidence="high",
        reason="The name stands directly before the verb.",
    )
    draft.quotes.append(quote)


def _meet(draft: Draft, pair: Sequence[Name], words: str, day: str, sentence: int) -> None:
    one, first = draft.name(pair[0])
    draft.put(" ")
    kind, verb = (("meeting", "met"), ("visit", "visited"), ("phone-call", "called"))[sentence % 3]
    trigger = draft.put(verb)
    draft.put(" ")
    two, second = draft.name(pair[1])
    draft.put(f" {words}.")
    event = EventMention(
        id=f"{draft.id}#v{len(draft.events) + 1}",
        type=kind,
        trigger=trigger,
        sentence=sentence,
        plover="CONSULT",
        participants=(
            Participant(role="party", span=one, entity=first),
            Participant(role="party", span=two, entity=second),
        ),
        date=day,
        date_basis="article",
        rule="invented",
    )
    draft.events.append(event)


def make_folder(total: int, *, seed: int = 0) -> tuple[list[Article], list[Annotations]]:
    """Return `total` invented articles with annotations; names grow with the folder as they do in news."""
    chance = random.Random(seed)
    words = [make_word(chance, chance.choice((1, 2, 2, 3))) for _ in range(6000)]
    names = make_names(20 + total // 2, chance)
    pairs = [make_article(number, total, names, words, seed) for number in range(total)]
    return [article for article, _ in pairs], [found for _, found in pairs]


def make_knowledge(total: int, *, seed: int = 0) -> KnowledgeBase:
    """Return the knowledge base of an invented folder, made by the same resolution that builds the site."""
    from generator.resolution import resolve

    articles, annotations = make_folder(total, seed=seed)
    return resolve(articles, annotations)
