"""Where everything lies: the one module that knows the paths of pages and their anchors.

`rendering` makes relative links of refs, and MkDocs checks them. What would be too long for one page is cut here, so that
whoever links and whoever writes the page agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.knowledge import KnowledgeBase
from generator.model import Actor, Article, Event, Quote, SaidQuote, Sentence, Span
from generator.name_forms import plain
from generator.pages.wording import shorten, whole_day

ROWS = 400
"""Rows on one page of an index."""
FULL = 30
"""Quotations from which an actor's page shows the newest days only; all of them then stand on pages by month."""
FIGURES = 100
"""Quotations on one page of a month."""
LETTERS = (*"abcdefghijklmnopqrstuvwxyz", "other")


@dataclass(frozen=True, slots=True)
class Ref:
    """A place on the site: path of the Markdown file below site_src, and an anchor."""

    path: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A link to one sentence: its label (`s12`), where it is, and the outlet (or short title) that prints it."""

    label: str
    ref: Ref
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its link and a count."""

    name: str
    ref: Ref
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part[Row]:
    """One page of something long: its month or letter, its number from 1, where it is, and its rows."""

    key: str
    number: int
    ref: Ref
    rows: Sequence[Row]


def cut_parts[Row](key: str, path: str, rows: Sequence[Row], size: int) -> list[Part[Row]]:
    """Return rows in pages of at most `size`; `path` is the first page's, later ones carry their number."""
    stem = path.removesuffix(".md")
    return [
        Part(key, n + 1, Ref(f"{stem}-{n + 1}.md" if n else path), rows[n * size : (n + 1) * size])
        for n in range(max(1, -(-len(rows) // size)))
    ]


class Places:
    """Where everything is: refs of actors, events, articles, sentences, quotations, days and open questions."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.split_actors = len(kb.actors) > ROWS
        self.review: dict[str, Ref] = {}
        """Open questions by their id; filled when they are known."""
        self.lines: dict[str, Any] = {}
        """Views of events made so far by id: an event stands in many lists."""

    @cached_property
    def days(self) -> frozenset[str]:
        """The days that have a page: those on which an article appeared or an event is dated."""
        days = {article.published for article in self.kb.articles if article.published}
        return frozenset(days | {day for event in self.kb.events if (day := whole_day(event.date))})

    # -- actors ----------------------------------------------------------------------------------------------------

    @cached_property
    def letters(self) -> dict[str, list[Part[Actor]]]:
        """The pages of the index by letter, each actor where its name sorts."""
        groups: dict[str, list[Actor]] = defaultdict(list)
        for actor in sorted(self.kb.actors, key=lambda actor: (sort_key(actor), actor.id)):
            groups[letter_of(actor)].append(actor)
        return {letter: cut_parts(letter, f"actors/by-letter/{letter}.md", groups[letter], ROWS) for letter in LETTERS}

    @cached_property
    def _actor_rows(self) -> dict[str, Ref]:
        return {
            actor.id: Ref(part.ref.path if self.split_actors else "actors/index.md", actor.id)
            for parts in self.letters.values()
            for part in parts
            for actor in part.rows
        }

    def actor(self, actor: Actor) -> Ref:
        """Return the actor's page, or its row in the index if it has none."""
        return Ref(f"actors/{file_name(actor.id)}.md") if actor.has_page else self._actor_rows[actor.id]

    def named(self, actor_id: str, count: int = 0, note: str = "") -> Named:
        """Return an actor's name with its link."""
        actor = self.kb.actor(actor_id)
        return Named(actor.name, self.actor(actor), count, note)

    # -- quotations ------------------------------------------------------------------------------------------------

    def month_of(self, said: SaidQuote) -> str:
        """Return the month of the article that prints a quotation, `undated` if it has no date."""
        return (self.kb.article(said.quote.pieces[0].article).published or "undated")[:7]

    def recent(self, group: Sequence[SaidQuote]) -> Sequence[SaidQuote]:
        """Return the newest whole days of quotations until there are `FULL`; of a very long day only its start."""
        if len(group) <= FULL:
            return group
        days = [self.kb.article(said.quote.pieces[0].article).published for said in group]
        end = FULL
        while end < min(len(group), 2 * FULL) and days[end] == days[end - 1]:
            end += 1
        return group[:end]

    @cached_property
    def speeches(self) -> dict[str, list[SaidQuote]]:
        """Quotations by speaker, newest first; under `""` those of unnamed and unknown speakers and of small actors."""
        groups: dict[str, list[SaidQuote]] = defaultdict(list)
        for said in self.kb.quotes:
            paged = said.speaker is not None and self.kb.actor(said.speaker).has_page
            groups[said.speaker if paged and said.speaker else ""].append(said)
        return {speaker: newest_first(self.kb, group) for speaker, group in groups.items()}

    def months_of(self, speaker: str) -> list[Part[SaidQuote]]:
        """Return the pages by month on which a speaker's quotations stand, newest first; none while all fit one page."""
        group = self.speeches.get(speaker, [])
        if speaker and len(group) <= FULL:
            return []
        months: dict[str, list[SaidQuote]] = defaultdict(list)
        for said in group:
            months[self.month_of(said)].append(said)
        folder = f"actors/{speaker}" if speaker else "statements"
        ordered = sorted(months, key=lambda month: (month != "undated", month), reverse=True)
        return [part for month in ordered for part in cut_parts(month, f"{folder}/{month}.md", months[month], FIGURES)]

    @cached_property
    def _quotes(self) -> dict[str, Ref]:
        pages: dict[str, str] = {}
        for speaker, group in self.speeches.items():
            pages.update({said.quote.id: part.ref.path for part in self.months_of(speaker) for said in part.rows})
            if speaker:
                pages.update({said.quote.id: f"actors/{file_name(speaker)}.md" for said in self.recent(group)})
        return {
            quote_id: Ref(pages[said.quote.id], quote_anchor(said.quote))
            for said in self.kb.quotes
            for quote_id in (said.quote.id, *said.repeats)
        }

    def quote(self, quote_id: str) -> Ref:
        """Return where a quotation stands with its speaker (or among those of nobody)."""
        return self._quotes[quote_id]

    # -- articles, events, days ------------------------------------------------------------------------------------

    def event(self, event: Event) -> Ref:
        """Return the event's page."""
        return Ref(f"events/{file_name(event.id)}.md")

    def article(self, article: Article) -> Ref:
        """Return the article's page."""
        return Ref(f"articles/{file_name(article.id)}.md")

    def sentence(self, article_id: str, sentence: Sentence) -> Ref:
        """Return the anchor of a sentence."""
        return Ref(f"articles/{file_name(article_id)}.md", f"s{sentence.number}")

    def day(self, day: str | None) -> Ref | None:
        """Return the page of a day, if it has one."""
        return Ref(f"days/{day}.md") if day in self.days else None

    def source(self, span: Span) -> Source:
        """Return the link to the sentence in which a span begins."""
        sentence = self.kb.sentence_of(span)
        article = self.kb.article(span.article)
        outlet = article.outlet or shorten(article.title, 40)
        return Source(f"s{sentence.number}", self.sentence(span.article, sentence), outlet)

    def sources(self, spans: Iterable[Span]) -> tuple[Source, ...]:
        """Return the links of several spans, each sentence once; the outlet stands only where it changes."""
        found = dict.fromkeys(self.source(span) for span in spans)
        several = len({source.ref.path for source in found}) > 1
        shown, last = [], ""
        for source in found:
            shown.append(Source(source.label, source.ref, source.outlet if several and source.outlet != last else ""))
            last = source.outlet
        return tuple(shown)


def file_name(key: str) -> str:
    """Return the file name of an id; the one name that the index pages take gets a hyphen, which ends no id."""
    return "index-" if key == "index" else key


def id_of_file(name: str) -> str:
    """Return the id whose file has this name; the inverse of `file_name`."""
    return "index" if name == "index-" else name


def sort_key(actor: Actor) -> str:
    """Return what an actor sorts by: a person's last name, any other name as a whole."""
    words = plain(actor.name).split() or [actor.name]
    return f"{words[-1]} {actor.name}".casefold() if actor.kind == "person" else " ".join(words)


def letter_of(actor: Actor) -> str:
    """Return the letter an actor is listed under, `other` for names that do not begin with a Latin one."""
    first = sort_key(actor)[:1]
    return first if "a" <= first <= "z" else "other"


def quote_anchor(quote: Quote) -> str:
    """Return the anchor of a quotation, unique in the folder."""
    article, _, local = quote.id.rpartition("#")
    return f"{local}-{article}"


def newest_first(kb: KnowledgeBase, group: Iterable[SaidQuote]) -> list[SaidQuote]:
    """Return quotations by day, newest first, undated last; within a day in order of article and text."""

    def key(said: SaidQuote) -> tuple[str, str, int]:
        article = kb.article(said.quote.pieces[0].article)
        return (article.published or "", article.path, said.quote.pieces[0].start)

    in_order = sorted(group, key=key)
    return sorted(in_order, key=lambda said: key(said)[0], reverse=True)
