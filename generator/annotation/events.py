"""Event mentions of one article: trigger, type, participants, day, place, numbers, modality, speaker.

Triggers come from data/triggers.yml, the rest from the parse around them. An event whose words are those of somebody's
speech keeps the speaker beside it; who asserts what is never lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from generator.annotation.bare_offices import find_bare_offices
from generator.annotation.cast import Cast, Who
from generator.annotation.clauses import is_told_past
from generator.annotation.dates import find_times
from generator.annotation.event_coding import choose_for_pair, choose_main, code_plover
from generator.annotation.event_days import (
    find_bound,
    find_time,
    has_day_of_report,
    has_own,
    is_after,
    lend_days,
    lies_apart,
    prints_other_day,
    turn_back,
)
from generator.annotation.event_details import find_quantities
from generator.annotation.event_places import find_place
from generator.annotation.modality import read_modality
from generator.annotation.narrators import find_author, first_persons
from generator.annotation.participants import find_sides
from generator.annotation.prominence import is_central
from generator.annotation.trees import read_tree
from generator.annotation.trigger_patterns import read_lexicon
from generator.annotation.triggers import Reader, find_triggers, trigger_edges
from generator.annotation.verdicts import Verdict, settle
from generator.data import load_data
from generator.model import EventMention, Mention, Participant, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from generator.annotation.participants import Sides
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Annotations, Article, DateBasis, Modality, Quote, Sentence, TimeExpression


def find_events(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Add the event mentions, in text order; times, mentions and quotes must have been found before."""
    scene = Scene(doc, article, found)
    return replace(found, events=tuple(_number(scene.read())))


def code_pair(
    doc: Doc, article: Article, found: Annotations, source: tuple[int, int], target: tuple[int, int]
) -> EventMention | None:
    """Return the event that tells what the words `source` do to the words `target` (characters), None if none does."""
    pair = []
    for number, (start, end) in enumerate((source, target)):
        span = Span(article=article.id, start=start, end=end, text=article.text[start:end])
        pair.append(Mention(span=span, kind="organization", form="nominal", entity=f"{article.id}#p{number}"))
    others = [one for one in found.mentions if all(_apart(one.span, two.span) for two in pair)]
    mentions = tuple(sorted([*others, *pair], key=lambda mention: mention.span.start))
    scene = Scene(doc, article, replace(found, mentions=mentions))
    told = list(scene.code())
    ranges = [scene.tokens_in(mention.span.start, mention.span.end) for mention in pair]
    best = choose_for_pair(scene.tree, told, *ranges)
    return scene.describe(best[0]) if best else None


def code_sentence(doc: Doc, article: Article, found: Annotations) -> EventMention | None:
    """Return the event that a text of one sentence is about, None if no event of a PLOVER category is told."""
    scene = Scene(doc, article, found)
    best = choose_main(scene.tree, scene.code())
    return scene.describe(best) if best else None


def modality_of(doc: Doc, article: Article, found: Annotations, spans: Sequence[tuple[int, int]]) -> list[Modality]:
    """Return the modality of each stretch of characters, by its highest word; times are found if `found` has none."""
    scene = Scene(doc, article, found if found.times else find_times(doc, article, found))
    tree = scene.tree
    told: list[Modality] = []
    for start, end in spans:
        tokens = scene.tokens_in(start, end)
        top = min(tokens, key=lambda token: (tree.head[token] in tokens and tree.head[token] != token, token))
        told.append(read_modality(tree, top, is_future=scene.is_future).modality)
    return told


def _apart(one: Span, two: Span) -> bool:
    return one.end <= two.start or two.end <= one.start


def _number(mentions: Iterator[EventMention]) -> Iterator[EventMention]:
    for number, mention in enumerate(mentions, start=1):
        yield replace(mention, id=f"{mention.trigger.article}#v{number}")


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(name for name, entry in load_data("event_types").items() if entry.get("symmetric"))


def complete_parties(
    mentions: Sequence[EventMention], text: str, people: frozenset[str] = frozenset()
) -> Iterator[EventMention]:
    """Yield the mentions; a symmetric event told with one party takes the others from its only fuller telling.

    `people` are the local ids of persons: of several events, only people's in the sentence before can be meant.

    A read-out is headed "Telephone conversation with the president of ..." and says in its text who else spoke; further on
    it only says "the presidents" and "the conversation", which take the parties if only one set of them was told.
    """
    full: dict[str, dict[frozenset[str], EventMention]] = {}
    for mention in mentions:
        who = _entities(mention)
        if mention.type in _symmetric() and len(who) > 1:
            full.setdefault(mention.type, {}).setdefault(who, mention)
    told: dict[frozenset[str], EventMention] = {}
    for mention in mentions:
        who = _entities(mention)
        fuller = [other for parties, other in full.get(mention.type, {}).items() if who < parties]
        symmetric = mention.type in _symmetric()
        if len(who) == 1 and len(fuller) == 1 and mention.sentence != fuller[0].sentence:
            added = [one for one in fuller[0].participants if one.entity and one.entity not in who]
            mention = replace(mention, participants=(*mention.participants, *added))
        elif not who and symmetric and _points_back(mention, text) and (last := _told_last(mention, told, people)):
            added = [one for one in last.participants if one.entity]
            mention = replace(mention, participants=(*mention.participants, *added))
        if symmetric and mention.modality == "happened" and len(parties := _entities(mention)) > 1:
            told[parties] = mention
        yield mention


def _told_last(
    mention: EventMention, told: Mapping[frozenset[str], EventMention], people: frozenset[str]
) -> EventMention | None:
    """Return the telling whose parties an event without names means: the only one, or people's in the sentence before."""
    if len(told) == 1:
        return next(iter(told.values()))
    near = [one for who, one in told.items() if who <= people and one.sentence == mention.sentence - 1]
    return near[0] if len(near) == 1 and mention.participants else None


def _points_back(mention: EventMention, text: str) -> bool:
    """Tell whether an event without names points to one told before: "the presidents", "the call", "their talks"."""
    words = load_data("event_words")["pointing"]
    parties = [one.span.text.lower().split()[-1] for one in mention.participants]
    if parties:
        return all(one in read_lexicon().groups["both"] for one in parties)
    before = text[max(0, mention.trigger.start - 40) : mention.trigger.start].lower().split()
    return bool(before) and any(word in words for word in before[-2:])


def _entities(mention: EventMention) -> frozenset[str]:
    return frozenset(one.entity for one in mention.participants if one.entity)


def _is_threat(trigger: Trigger, sides: Sides) -> bool:
    """Tell whether somebody threatens somebody: news wherever in a sentence it is told."""
    return trigger.frame.type == "threat" and bool(sides.sources and sides.targets)


class Scene:
    """One article being read for events."""

    def __init__(self, doc: Doc, article: Article, found: Annotations) -> None:
        self.article, self.found = article, found
        self.tree: Tree = read_tree(doc)
        mentions = (*found.mentions, *find_bare_offices(article, found))
        self.cast = Cast(self.tree, mentions, first_persons(self.tree, article, found))
        self.speaker, self.signer = find_author(article, found, mentions)
        timed = (self.tokens_in(time.span.start, time.span.end) for time in found.times)
        self.reader = Reader(
            tree=self.tree,
            is_actor=self.cast.is_actor,
            is_place=self.cast.is_place,
            is_town=self.cast.is_town,
            skip=frozenset(token for tokens in timed for token in tokens),
        )
        self.starts = [sentence.start for sentence in found.sentences]

    def read(self) -> Iterator[EventMention]:
        """Yield the events of the article."""
        if self.starts:
            triggers = find_triggers(self.reader, 0, len(self.tree.text))
            mentions = [mention for trigger in triggers if (mention := self.describe(trigger))]
            people = frozenset(one.id for one in self.found.entities if one.kind == "person")
            full = list(complete_parties(mentions, self.article.text, people))
            yield from lend_days(self.tree, full, self.article.published)

    def code(self) -> Iterator[tuple[Trigger, Sides, str]]:
        """Yield each trigger with its sides and its PLOVER category, if it has one."""
        for trigger in find_triggers(self.reader, 0, len(self.tree.text)):
            verdict = read_modality(self.tree, trigger.token, is_future=self.is_future)
            if code := code_plover(trigger, verdict.modality):
                yield trigger, find_sides(self.cast, self.reader, trigger), code

    def describe(self, trigger: Trigger) -> EventMention | None:
        """Return the mention of one trigger, None where it stands outside every sentence."""
        tree, article = self.tree, self.article
        first, last = trigger_edges(tree, trigger)
        start, end = tree.start[first], tree.end(last)
        sentence = self.sentence_at(tree.start[trigger.token])
        if sentence is None or start < sentence.start or end > sentence.end:
            start, end = tree.start[trigger.token], tree.end(trigger.token)
            if sentence is None or end > sentence.end:
                return None
        verdict = settle(read_modality(tree, trigger.token, is_future=self.is_future), trigger.frame.type)
        sides = find_sides(self.cast, self.reader, trigger)
        if start < article.headline and not trigger.verbal:
            sides = self.with_speaker(sides, trigger)
        participants = self.name_participants(sides, trigger)
        bounds = (sentence.start, sentence.end)
        when, basis = find_time(tree, trigger, self.found.times, bounds, verdict.modality)
        central = is_central(tree, trigger, headline=start < article.headline) or _is_threat(trigger, sides)
        central = central and not lies_apart(tree, trigger.token)
        dated = prints_other_day(self.found.times, bounds, self.article.published)
        when, date, basis = self.date_of(when, basis, verdict.modality, trigger.token, dated=dated)
        if verdict.modality == "happened" and self.is_long_past(date):
            verdict = Verdict(modality="historical", reason="dated long before the report")
        elif verdict.modality == "happened" and is_after(date, self.article.published):
            if is_told_past(tree, trigger.token):
                when, date, basis = None, None, None  # the day is another event's: what is told as past is not ahead
            else:
                verdict = Verdict(modality="planned", reason="dated after the report")
        taken = {participant.span.start for participant in participants}
        place = find_place(tree, self.cast, trigger, taken, article)
        return EventMention(
            id="",
            type=self.type_of(trigger, participants),
            trigger=Span(article=article.id, start=start, end=end, text=article.text[start:end]),
            sentence=sentence.number,
            plover=code_plover(trigger, verdict.modality),
            mode=trigger.frame.mode,
            participants=participants,
            when=when,
            date=date,
            date_basis=basis,
            place=place[0] if place else None,
            place_entity=place[1] if place else None,
            modality=verdict.modality,
            quantities=find_quantities(tree, trigger, article),
            speaker=self.speaker_at(start, end),
            central=central,
            rule="verb" if trigger.verbal else "noun",
            reason=verdict.reason,
        )

    def with_speaker(self, sides: Sides, trigger: Trigger) -> Sides:
        """Return the sides of a noun in a headline with who speaks or signs below it, where it names nobody else.

        "Statement of the President on the Call with Ann Lee" is about his call, a signed "Notice on the Continuation of
        the Emergency" about his order.
        """
        called = self.speaker and sides.targets and trigger.frame.type in ("phone-call", "meeting")
        acting = self.speaker if called else self.signer if trigger.frame.type == "order" else None
        if sides.sources or acting is None:
            return sides
        span = acting.span
        head = self.tokens_in(span.start, span.end)[-1]
        return replace(sides, sources=(Who(start=span.start, end=span.end, head=head, mention=acting),))

    def type_of(self, trigger: Trigger, participants: tuple[Participant, ...]) -> str:
        """Return the page type; who agrees alone ("agreed to send troops") has made a promise, not an agreement."""
        if trigger.frame.type != "agreement" or not trigger.verbal or trigger.noun is not None:
            return trigger.frame.type
        both = read_lexicon().groups["both"]
        several = len(participants) > 1 or any(one.span.text.split()[-1].lower() in both for one in participants)
        several = several or any(self.tree.tag[one] in ("NNS", "NNPS") for one in trigger.arguments.subjects)
        return "agreement" if several else "promise"

    def tokens_in(self, start: int, end: int) -> range:
        """Return the tokens that begin or lie inside a stretch of characters."""
        first = max(bisect_right(self.tree.start, start) - 1, 0)
        return range(first, max(bisect_left(self.tree.start, end), first + 1))

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that an offset lies in."""
        at = bisect_right(self.starts, offset) - 1
        sentence = self.found.sentences[at] if at >= 0 else None
        return sentence if sentence and offset < sentence.end else None

    def is_future(self, token: int) -> bool:
        """Tell whether a token stands in a time expression that lies after the article's day."""
        offset = self.tree.start[token]
        time = next((t for t in self.found.times if t.span.start <= offset < t.span.end), None)
        return time is not None and is_after(time.edtf, self.article.published)

    def is_long_past(self, date: str | None) -> bool:
        """Tell whether a date lies more than a year before the report: history, told as background."""
        published = self.article.published
        if not published or not date:
            return False
        end = date.partition("/")[2] or date
        return end[:4].isdigit() and (end[:4], end[5:]) < (str(int(published[:4]) - 1), published[5:])

    def date_of(
        self, when: TimeExpression | None, basis: DateBasis | None, modality: Modality, token: int, *, dated: bool
    ) -> tuple[TimeExpression | None, str | None, DateBasis | None]:
        """Return an event's time, date and basis; what has none and happened is dated by the report.

        What happened does not lie ahead, and what only says when something else was has no day of its own; `token` is the
        trigger's, `dated` tells that its sentence prints a day.
        """
        published = self.article.published
        if when is not None:
            own = basis == "clause" and has_own(self.tree, token, when)
            turned = turn_back(when, published, own=own) if modality == "happened" and published else when
            return (turned, turned.edtf, basis) if turned else (when, None, None)
        if modality != "happened" or not published:
            return None, None, None
        if has_day_of_report(self.tree, token, dated=dated):
            return None, published, "article"
        bound = find_bound(self.tree, token, self.found.times, published)
        return (*bound, "clause") if bound else (None, None, None)

    def name_participants(self, sides: Sides, trigger: Trigger) -> tuple[Participant, ...]:
        """Return the participants in text order; both sides of a symmetric type are parties."""
        symmetric = trigger.frame.type in _symmetric()
        roles = [("source", who) for who in sides.sources] + [("target", who) for who in sides.targets]
        made = [self.participant("party" if symmetric else role, who) for role, who in roles]
        return tuple(sorted(made, key=lambda participant: participant.span.start))

    def participant(self, role: str, who: Who) -> Participant:
        """Return one participant with its words."""
        text = self.article.text[who.start : who.end]
        span = Span(article=self.article.id, start=who.start, end=who.end, text=text)
        return Participant(role=role, span=span, entity=who.mention.entity if who.mention else None)

    def speaker_at(self, start: int, end: int) -> str | None:
        """Return the speaker in whose reported words a stretch stands, if he is known."""
        quote = self.quote_at(start, end)
        return quote.entity if quote else None

    def quote_at(self, start: int, end: int) -> Quote | None:
        """Return the narrowest quotation around a stretch."""
        around = [
            (piece.end - piece.start, quote)
            for quote in self.found.quotes
            for piece in quote.pieces
            if piece.start <= start and end <= piece.end
        ]
        return min(around, key=lambda entry: entry[0])[1] if around else None
