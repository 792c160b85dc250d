"""Every value that crosses a stage, frozen.

Nothing here computes and nothing here imports ours: articles come in, annotations say what each article says,
actors and events say what belongs together. All offsets are half-open characters into `Article.text`, and the law
`article.text[span.start:span.end] == span.text` holds for every `Span` (tests/test_properties.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

ActorKind = Literal["person", "organization", "state", "place"]
"""What an actor is: `state` for countries, `organization` also for the EU and NATO, `place` for cities and regions."""

MentionForm = Literal["name", "demonym", "metonym", "nominal", "pronoun"]
"""How an actor is referred to: Russia, Russian, Moscow (acting), the U.S. president, he."""

QuoteKind = Literal["direct", "mixed", "indirect"]
Confidence = Literal["high", "moderate", "low"]
Modality = Literal["happened", "planned", "demanded", "threatened", "possible", "denied", "historical"]
DateBasis = Literal["clause", "sentence", "context", "article", "correction"]
"""Where an event's date was found: in the trigger's clause, its sentence, a neighbouring sentence, or only the
article's own date (the day of the report, not printed beside the event)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one article: `text` equals `Article.text[start:end]`."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a field of an article came from, in words for a reader: `published`, `page: JSON-LD datePublished`."""

    field: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as read; the text never changes after ingest.

    `id` is a slug of `path`, unique in the folder and safe as a file name. `path` is relative to the article folder,
    with `#n` for record n (from 1) of a file that holds several. `headline` is the number of characters at the start of
    `text` that are the headline (0: the text starts with the body), so that headlines have spans too; body text
    follows after a blank line. Paragraphs are separated by newlines. `published` is an ISO day or None, never guessed;
    `published_at` the full timestamp as ISO if known. `dateline` is the place printed before the text, if any.
    """

    id: str
    path: str
    title: str
    text: str
    headline: int = 0
    published: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str = "en"
    dateline: str | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that carry the same report: `original` first in date, then in path; `copies` the others, sorted."""

    original: str
    copies: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `number` 0 is the headline, the body counts from 1 and the anchor is `s<number>`.

    `paragraph` counts from 0 in the same way; offsets hold no white space at either edge.
    """

    number: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title or office as printed with a name: `British Foreign Secretary`; `state` its country word if one is in it."""

    span: Span
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What one article refers to by one or several mentions; ids are local: `<article id>#e3`.

    `name` is the fullest printed form in the article. `acronyms` are short forms that the article itself introduces
    ("Group of Seven (G7)"). `gender` is only what the text shows (title, pronoun). `unnamed` marks descriptions that
    never name anybody ("one official"): they keep their words and never become an actor. `qualifier` tells namesakes apart:
    the state of a ministry ("Russia" for the Foreign Ministry), `football` for a national team, `U.S. state`.
    """

    id: str
    kind: ActorKind
    name: str
    acronyms: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    gender: Literal["female", "male"] | None = None
    unnamed: bool = False
    qualifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One reference to an entity in the text; `reason` says why a pronoun or description was resolved so."""

    span: Span
    kind: ActorKind
    form: MentionForm
    entity: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that name a time, and what they mean.

    `value` is the TIMEX3 value (`2025-05-19`, `2025-W20`, `P10D`, `PAST_REF`) or None; `edtf` the day, month, year or
    interval in EDTF that an event page can print, None where the text does not fix one. `kind` is the TIMEX3 type.
    `relative` says that the article's date was needed, i.e. that the value was worked out and not printed.
    """

    span: Span
    kind: Literal["date", "time", "duration", "set"]
    value: str | None
    edtf: str | None
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could have been the speaker, and why this candidate won or lost."""

    text: str
    entity: str | None
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody is reported to have said.

    `pieces` are the content in text order, marks included for direct speech exactly as printed and without the cue;
    more than one when the attribution interrupts it. `speaker` are the words that name the speaker ("he", "one
    official"), None when the text names nobody. `entity` is the local entity that the speaker was resolved to, None =
    unknown or unnamed. `unnamed` marks an unnamed source, `via` the outlet it was told to. `rule` names the rule;
    `reason` is the sentence behind `confidence`.
    """

    id: str
    kind: QuoteKind
    pieces: tuple[Span, ...]
    cue: Span | None = None
    speaker: Span | None = None
    entity: str | None = None
    unnamed: bool = False
    via: Span | None = None
    rule: str = ""
    confidence: Confidence = "moderate"
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who took part, as worded; `role` is `source`, `target` or `party` (symmetric types), `entity` local or None."""

    role: str
    span: Span
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed with what it counts: `nearly 200` `vessels`; `value` is the bare number.

    `outcome` is what became of those counted (`killed`, data/counts.yml), "" where the clause does not tell.
    """

    span: Span
    value: float
    unit: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One telling of an event in one sentence; ids are local: `<article id>#v3`.

    `type` is a page type of data/event_types.yml; `plover` the PLOVER category or None. `when` is the time expression
    taken for it, `date` its EDTF value (or the article's date with basis `article`), None = not known. `speaker` is the
    entity in whose reported speech the event stands, if any. `central` says that the sentence is about the event and does
    not only mention it.
    """

    id: str
    type: str
    trigger: Span
    sentence: int
    plover: str | None = None
    mode: str | None = None
    participants: tuple[Participant, ...] = ()
    when: TimeExpression | None = None
    date: str | None = None
    date_basis: DateBasis | None = None
    place: Span | None = None
    place_entity: str | None = None
    modality: Modality = "happened"
    quantities: tuple[Quantity, ...] = ()
    speaker: str | None = None
    central: bool = True
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attributed fact about an entity or event mention: property, value as printed, span. Sources may disagree."""

    subject: str
    property: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All that one article says, as found; the unit of the cache. Every tuple is in text order."""

    article: str
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[EventMention, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two ids were joined: the rule's name as `rule`, the reason in words, `score` 0 to 1 (1 = certain by rule)."""

    left: str
    right: str
    rule: str
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A printed form of an actor's name: how often, in which articles; `doubtful` forms are shown with `reason`."""

    text: str
    form: MentionForm
    count: int
    articles: tuple[str, ...]
    doubtful: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRole:
    """A role as printed, with every span that prints it in date order; the first and last article follow from it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One person, organisation, state or place across the folder; `entities` are the local ids it unites.

    `id` is the slug of its name, with a qualifier on collision. `has_page` follows the threshold of generator.yml.
    `corrections` are the ids of judgements that changed this actor, for its page.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[Alias, ...] = ()
    roles: tuple[ActorRole, ...] = ()
    entities: tuple[str, ...] = ()
    has_page: bool = True
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidQuote:
    """A quotation across the folder: who said it and whom it is about, as actor ids.

    `quote` is the longest printed form; `repeats` are the local ids of the same words in other articles. `correction` is
    the judgement that set the speaker, if a person did.
    """

    quote: Quote
    speaker: str | None
    about: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParticipant:
    """A participant of an event: `actor` is an actor id or None, `text` the words as printed in the first report."""

    role: str
    actor: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Reports of one event that differ: one value and its span for each side, in order of the articles' dates."""

    property: str
    values: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event across the folder; `mentions` are the local ids of its reports in order of date and text.

    `date` is EDTF or None; `date_words` the wording it was taken from; `date_basis` says how it was found. `rank` orders
    events for a briefing (higher first).
    """

    id: str
    type: str
    title: str
    modality: Modality
    plover: str | None = None
    date: str | None = None
    date_words: str = ""
    date_basis: DateBasis | None = None
    place: str = ""
    place_actor: str | None = None
    participants: tuple[EventParticipant, ...] = ()
    mentions: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    rank: float = 0.0
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A page type of data/event_types.yml: what a reader calls it and how it is found.

    `families` are the types that may tell the same event (call, talks); `symmetric` makes participants an unordered set;
    `makes_page` is false for mere speech acts; `takes_two` marks what somebody does to somebody, whose words mean much else
    when only one is named ("withdraw", "reject"); `spoken` marks what only words are exchanged in.
    """

    name: str
    label: str
    plural: str
    plover: str | None = None
    title: str = ""
    symmetric: bool = False
    makes_page: bool = True
    takes_two: bool = False
    spoken: bool = False
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be written: path below site_src, template name, and the template's context."""

    path: str
    template: str
    context: dict[str, Any]
