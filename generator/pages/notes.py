"""The margin of an article page: what was drawn from each sentence, and where it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.model import Article, EventMention, Quote, Span
from generator.pages.places import Named, Ref
from generator.pages.views import is_worked_out, type_label
from generator.pages.wording import show_date

if TYPE_CHECKING:
    from generator.pages import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was drawn from one sentence: `label` names the kind, the rest is shown if given.

    `number` is the sentence on its first note, else 0. `ours` marks a name that we worked out. `about` are the actors
    named inside a quotation, where the text carries no link. `last` is the last sentence of a run that one note stands for.
    """

    label: str
    number: int = 0
    name: str = ""
    ref: Ref | None = None
    ours: bool = False
    words: str = ""
    state: str = ""
    after: str = ""
    after_ours: bool = False
    about: tuple[Named, ...] = ()
    last: int = 0


GOES_ON = "Goes on from"

Add = Callable[[Span, int, Note], None]


def collect_notes(site: Site, article: Article) -> dict[int, tuple[Note, ...]]:
    """Return what was drawn from each sentence, by sentence number, in order of text."""
    kb = site.kb
    found: dict[int, list[tuple[int, int, Note]]] = defaultdict(list)

    def add(span: Span, order: int, note: Note) -> None:
        found[kb.sentence_of(span).number].append((order, span.start, note))

    annotations = kb.annotations[article.id]
    for quote in annotations.quotes:
        _add_quote(site, quote, add)
    told: set[tuple[str, int]] = set()
    for mention in annotations.events:
        _add_event(site, mention, add, told)
    for entity in annotations.entities:
        actor = kb.actor_of(entity.id)
        for role in entity.roles if actor else ():
            ref = site.places.actor(actor) if actor else None
            add(role.span, 3, Note(label="Role", words=role.span.text, name=actor.name if actor else "", ref=ref))
    return {number: _number(number, notes) for number, notes in found.items()}


def fold_runs(notes: Sequence[tuple[Note, ...]]) -> tuple[Note, ...]:
    """Return the notes of the sentences of a paragraph, each sentence's in a row; a quotation that goes on has one note.

    The note stands at the sentence where it begins to go on and names the last; what else was drawn from those between
    stands behind it under their own numbers.
    """
    folded: list[Note] = []
    run: int | None = None
    for own in notes:
        rest = list(own)
        head = rest[0] if rest and rest[0].label == GOES_ON else None
        begun = folded[run] if run is not None else None
        if head and begun and begun.ref == head.ref and (begun.last or begun.number) + 1 == head.number:
            folded[run or 0] = replace(begun, last=head.number)
            rest = [replace(one, number=head.number) if index == 0 else one for index, one in enumerate(rest[1:])]
        elif head:
            run = len(folded)
        folded += rest
    return tuple(folded)


def _number(number: int, notes: list[tuple[int, int, Note]]) -> tuple[Note, ...]:
    ordered = [note for _, _, note in sorted(notes, key=lambda item: (item[0], item[1]))]
    unique = list(dict.fromkeys(ordered))
    return (replace(unique[0], number=number), *unique[1:])


def _add_event(site: Site, mention: EventMention, add: Add, told: set[tuple[str, int]]) -> None:
    kb = site.kb
    event = kb.event_of(mention.id)
    if event is None or (event.id, mention.sentence) in told:
        return
    told.add((event.id, mention.sentence))
    ref = site.places.event(event)
    add(mention.trigger, 1, Note(label="Event", name=type_label(kb, mention.type), ref=ref, state=mention.modality))
    if mention.when is not None and event.date and mention.date == event.date:
        after, ours = show_date(mention.date, weekday=False), is_worked_out(kb, event)
        add(mention.when.span, 2, Note(label="Date", words=mention.when.span.text, after=after, after_ours=ours))


def _add_quote(site: Site, quote: Quote, add: Add) -> None:
    """Note a quotation at its first sentence, and at every further one that it runs on through."""
    kb, ref = site.kb, site.places.quote(quote.id)
    first = kb.sentence_of(quote.pieces[0]).number
    add(quote.pieces[0], 0, _quote_note(site, quote, ref))
    further: dict[int, Span] = {}
    for piece in quote.pieces:
        for sentence in kb.sentences(piece.article):
            if sentence.start < piece.end and piece.start < sentence.end and sentence.number != first:
                text = kb.article(piece.article).text[sentence.start : sentence.end]
                span = Span(article=piece.article, start=sentence.start, end=sentence.end, text=text)
                further.setdefault(sentence.number, span)
    for span in further.values():
        add(span, 0, Note(label=GOES_ON, name=f"s{first}", ref=ref))


def _quote_note(site: Site, quote: Quote, ref: Ref) -> Note:
    kb = site.kb
    said = kb.said(quote.id)
    label = {"direct": "Quote", "mixed": "Mixed", "indirect": "Indirect"}[quote.kind]
    about = tuple(site.places.named(actor) for piece in quote.pieces for actor in kb.actors_within(piece))
    about = tuple(
        dict.fromkeys(one for one in about if said.speaker is None or one.name != kb.actor(said.speaker).name)
    )
    if said.speaker is None:
        if quote.unnamed and quote.speaker:
            return Note(label=label, name=quote.speaker.text, ref=ref, after="unnamed", about=about)
        return Note(label=label, name="speaker not known", ref=ref, ours=True, about=about)
    actor = kb.actor(said.speaker)
    printed = quote.speaker.text if quote.speaker else ""
    ours = actor.name.split()[-1] not in printed
    after = "settled by hand" if said.correction else f"from “{printed}”" if ours and printed else ""
    return Note(
        label=label,
        name=actor.name,
        ref=ref,
        ours=ours and not said.correction,
        words=quote.cue.text if quote.cue else "",
        after=after or ("" if printed else "by position"),
        about=about,
    )
