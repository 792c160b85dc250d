"""Knowledge bases made by hand, without reading or annotating: every state that a page can be in, in a few lines.

A `Draft` is one article whose sentences are given one by one; quotations, events and names are found in it by their
words, so that every span fits its text. `make_kb` unites drafts; nothing is resolved, the drafts say who is who.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.config import load_event_types
from generator.corrections import Corrections, Judgement
from generator.errors import Report
from generator.knowledge import KnowledgeBase
from generator.model import (
    Actor,
    ActorRole,
    Alias,
    Annotations,
    Article,
    Candidate,
    CopyGroup,
    Disagreement,
    Entity,
    Event,
    EventMention,
    EventParticipant,
    Link,
    Mention,
    Origin,
    Participant,
    Quantity,
    Quote,
    Role,
    Sentence,
    Span,
    TimeExpression,
)
from generator.name_forms import slug as ascii_slug
from generator.resolution.actors import ActorResolution
from generator.resolution.events import EventResolution


def slug(name: str) -> str:
    """Return the id of an actor by its name; names without a Latin letter get one of their letters' numbers."""
    plain = ascii_slug(name)
    return plain if plain != "x" else "x-" + "".join(f"{ord(letter) % 97:02}" for letter in name)


class Draft:
    """One article being written: paragraphs of sentences, then what was found in them, by its words."""

    def __init__(self, key: str, *paragraphs: str | Sequence[str], headline: str = "", **fields) -> None:
        groups = [[one] if isinstance(one, str) else list(one) for one in paragraphs]
        if headline:
            groups.insert(0, [headline])
        self.sentences: list[Sentence] = []
        text = ""
        number = 0 if headline else 1
        for index, group in enumerate(groups):
            for place, words in enumerate(group):
                text += " " if place else ""
                start, text = len(text), text + words
                self.sentences.append(
                    Sentence(number=number, start=start, end=len(text), paragraph=index + (not headline))
                )
                number += 1
            text += "\n\n" if headline and not index else "\n"
        title = fields.pop("title", headline or key)
        path = fields.pop("path", f"{key}.txt")
        self.article = Article(id=key, path=path, title=title, text=text.rstrip("\n"), headline=len(headline), **fields)
        self.entities: dict[str, Entity] = {}
        self.actor_of: dict[str, str] = {}
        self.mentions: list[Mention] = []
        self.quotes: list[Quote] = []
        self.events: list[EventMention] = []
        self.event_of: dict[str, str] = {}
        self.times: list[TimeExpression] = []

    def span(self, words: str, after: str = "") -> Span:
        """Return the first occurrence of the words, behind others if given."""
        start = self.article.text.index(words, self.article.text.index(after) if after else 0)
        return Span(article=self.article.id, start=start, end=start + len(words), text=words)

    def name(
        self,
        words: str,
        actor: str,
        kind: str = "person",
        *,
        form="name",
        after="",
        role="",
        unnamed=False,
        every=False,
    ):
        """Mark the words as a mention of an actor (by its name); `role` stands somewhere in the text."""
        entity = next(
            (e for e, name in self.actor_of.items() if name == actor), f"{self.article.id}#e{len(self.entities)}"
        )
        known = self.entities.get(entity, Entity(id=entity, kind=kind, name=actor, unnamed=unnamed))
        if role:
            known = replace(known, roles=(*known.roles, Role(span=self.span(role))))
        self.entities[entity] = known
        self.actor_of[entity] = actor
        start = self.article.text.index(after) if after else 0
        while (start := self.article.text.find(words, start)) >= 0:
            span = Span(article=self.article.id, start=start, end=start + len(words), text=words)
            self.mentions.append(Mention(span=span, kind=kind, form=form, entity=entity))
            start += len(words)
            if not every:
                break
        return self

    def quote(self, *pieces: str, by: str | None = None, speaker: str = "", cue: str = "", kind="direct", **more):
        """Add a quotation with its pieces as printed; `by` is the actor, `speaker` the words that name it."""
        entity = next((e for e, name in self.actor_of.items() if name == by), None) if by else None
        lost = tuple(Candidate(text=text, entity=None, chosen=False, reason=why) for text, why in more.pop("lost", ()))
        via = more.pop("via", "")
        self.quotes.append(
            Quote(
                id=f"{self.article.id}#q{len(self.quotes) + 1}",
                kind=kind,
                pieces=tuple(self.span(piece) for piece in pieces),
                cue=self.span(cue) if cue else None,
                speaker=self.span(speaker) if speaker else None,
                entity=entity,
                via=self.span(via) if via else None,
                candidates=lost,
                **more,
            )
        )
        return self

    def event(
        self,
        key: str,
        trigger: str,
        kind="meeting",
        *,
        after="",
        when="",
        relative=False,
        parties=(),
        numbers=(),
        **more,
    ):
        """Add a telling of the event `key`; parties are (role, words, actor), numbers (words, value, unit)."""
        span = self.span(trigger, after)
        sentence = next(s.number for s in self.sentences if s.start <= span.start < s.end)
        time = None
        if when:
            time = TimeExpression(
                span=self.span(when), kind="date", value=more.get("date"), edtf=more.get("date"), relative=relative
            )
            self.times.append(time)
        by = {name: entity for entity, name in self.actor_of.items()}
        mention = EventMention(
            id=f"{self.article.id}#v{len(self.events) + 1}",
            type=kind,
            trigger=span,
            sentence=sentence,
            when=time,
            participants=tuple(
                Participant(role=role, span=self.span(words), entity=by.get(actor)) for role, words, actor in parties
            ),
            quantities=tuple(Quantity(span=self.span(words), value=value, unit=unit) for words, value, unit in numbers),
            **more,
        )
        self.events.append(mention)
        self.event_of[mention.id] = key
        return self

    def annotations(self) -> Annotations:
        """Return what was found, in text order."""
        return Annotations(
            article=self.article.id,
            sentences=tuple(self.sentences),
            entities=tuple(self.entities.values()),
            mentions=tuple(sorted(self.mentions, key=lambda m: m.span.start)),
            times=tuple(self.times),
            quotes=tuple(self.quotes),
            events=tuple(self.events),
        )


@dataclass
class Folder:
    """Drafts and what a person or the resolution says about them."""

    drafts: list[Draft] = field(default_factory=list)
    events: dict[str, dict] = field(default_factory=dict)
    """Event key to fields of `Event`; `parties` are (role, actor name or None, words)."""
    copies: tuple[CopyGroup, ...] = ()
    links: tuple[Link, ...] = ()
    suggestions: tuple[tuple[str, str, str], ...] = ()
    """Two actor names and the reason why they may be one."""
    judgements: tuple[Judgement, ...] = ()
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Actor name to the ids of judgements that changed it."""
    pageless: tuple[str, ...] = ()
    doubtful: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Actor name to a printed form in doubt and the reason."""


def make_kb(folder: Folder, report: Report | None = None) -> KnowledgeBase:
    """Return the knowledge base of a folder of drafts."""
    drafts = sorted(folder.drafts, key=lambda d: (d.article.published or "9999", d.article.path))
    return KnowledgeBase(
        articles=[draft.article for draft in drafts],
        annotations=[draft.annotations() for draft in drafts],
        actors=_resolve_actors(folder, drafts),
        events=_resolve_events(folder, drafts),
        copies=folder.copies,
        event_types=load_event_types(),
        corrections=Corrections(judgements=folder.judgements),
        report=report,
    )


def _resolve_actors(folder: Folder, drafts: Sequence[Draft]) -> ActorResolution:
    kinds: dict[str, str] = {}
    forms: dict[str, Counter] = defaultdict(Counter)
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    roles: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    members: dict[str, list[str]] = defaultdict(list)
    unnamed = set()
    for draft in drafts:
        for entity, name in draft.actor_of.items():
            kinds.setdefault(name, draft.entities[entity].kind)
            members[name].append(entity)
            if draft.entities[entity].unnamed:
                unnamed.add(name)
            for role in draft.entities[entity].roles:
                roles[name][role.span.text].append(role.span)
        for mention in draft.mentions:
            name = draft.actor_of[mention.entity]
            forms[name][mention.span.text, mention.form] += 1
            where[name, mention.span.text].add(draft.article.id)
    actors = tuple(
        Actor(
            id=slug(name),
            name=name,
            kind=kinds[name],
            aliases=tuple(
                Alias(
                    text=text,
                    form=form,
                    count=count,
                    articles=tuple(sorted(where[name, text])),
                    doubtful=folder.doubtful.get(name, ("", ""))[0] == text,
                    reason=folder.doubtful.get(name, ("", ""))[1]
                    if folder.doubtful.get(name, ("",))[0] == text
                    else "",
                )
                for (text, form), count in forms[name].most_common()
            ),
            roles=tuple(ActorRole(text=text, spans=tuple(spans)) for text, spans in roles[name].items()),
            entities=tuple(members[name]),
            has_page=name not in folder.pageless,
            corrections=folder.changed.get(name, ()),
        )
        for name in sorted(kinds)
        if name not in unnamed
    )
    return ActorResolution(
        actors=actors,
        actor_of={e: slug(n) for draft in drafts for e, n in draft.actor_of.items() if n not in unnamed},
        mentions={draft.article.id: draft.annotations().mentions for draft in drafts},
        suggestions=tuple(
            Link(left=slug(one), right=slug(other), rule="alike", reason=reason, score=0.5)
            for one, other, reason in folder.suggestions
        ),
    )


def _resolve_events(folder: Folder, drafts: Sequence[Draft]) -> EventResolution:
    tellings: dict[str, list[EventMention]] = defaultdict(list)
    for draft in drafts:
        for mention in draft.events:
            tellings[draft.event_of[mention.id]].append(mention)
    events = []
    for key, told in tellings.items():
        more = dict(folder.events.get(key, {}))
        parties = more.pop("parties", None)
        actor_of = {e: name for draft in drafts for e, name in draft.actor_of.items()}
        if parties is None:
            parties = [(p.role, actor_of.get(p.entity), p.span.text) for m in told for p in m.participants]
        best = next((m for m in told if m.when is not None), told[0])
        place_actor = more.pop("place_actor", None)
        defaults = {
            "type": told[0].type,
            "title": key.replace("-", " ").capitalize(),
            "modality": told[0].modality,
            "date": best.date,
            "date_words": best.when.span.text if best.when else "",
            "date_basis": best.date_basis,
            "rank": float(len(told)),
        }
        events.append(
            Event(
                id=key,
                mentions=tuple(m.id for m in told),
                participants=tuple(
                    EventParticipant(role=role, actor=slug(actor) if actor else None, text=words)
                    for role, actor, words in dict.fromkeys(parties)
                ),
                place_actor=slug(place_actor) if place_actor else None,
                **{**defaults, **more},
            )
        )
    return EventResolution(
        events=tuple(sorted(events, key=lambda event: (-event.rank, event.id))),
        event_of={m.id: key for key, told in tellings.items() for m in told},
        links=folder.links,
    )


def disagree(prop: str, *sides: tuple[str, Span]) -> Disagreement:
    """Return a disagreement with a value and its span for each side."""
    return Disagreement(property=prop, values=sides)


def origins(**sources: str) -> tuple[Origin, ...]:
    """Return where the fields of an article came from."""
    return tuple(Origin(field=name, source=source) for name, source in sources.items())


def ids(things: Iterable) -> list[str]:
    """Return the ids of things, for comparing."""
    return [thing.id for thing in things]
