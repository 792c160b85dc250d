"""Who "I" and "we" are: the speaker of a quotation, of a labelled turn in a transcript, or whoever the headline names.

Governments publish speeches and statements as they were given: "Address by President ...", "THE PRESIDENT: Today I
signed ...". Only what the page itself says is used; where it names nobody, nobody is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.annotation.sentences import paragraph_bounds
from generator.model import Entity, Mention, Span
from generator.offices import alone_forms, office_alone, office_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotation.trees import Tree
    from generator.model import Annotations, Article

SINGULAR = frozenset({"i", "me", "my", "myself"})
PLURAL = frozenset({"we", "us", "our", "ourselves"})
LABEL = re.compile(r"(?:Q\b|[A-Z][^:.!?\n]{1,90}:)(?=\s)")
GENRE = re.compile(
    r"\b(?:address|remarks|statement|speech|appeal|message|letter|essay|article|notes|comments)s?\b[^.:]*?"
    r"\b(?:by|of|from)\b",
    re.IGNORECASE,
)
SIGNED = 4
"""Lines at the end of a text among which the name of who signed it may stand."""

OWN = re.compile(r"(?:the )?(?:vice )?president|(?:the )?(?:prime )?minister|(?:the )?secretary", re.IGNORECASE)


def first_persons(tree: Tree, article: Article, found: Annotations) -> Iterator[tuple[int, Mention, Mention | None]]:
    """Yield the token of every "I" and "we" whose speaker is known, with a mention of him and one of his state if known.

    The verb of a sentence that leaves "I" out ("Spoke with Ann Lee.") stands for it. "We" is the state of somebody in
    office, where the article names it.
    """
    tokens = [token for token, word in enumerate(tree.lower) if word in SINGULAR or word in PLURAL]
    tokens += [verb for verb, _ in tree.bounds if _lacks_subject(tree, verb)]
    if not tokens:
        return
    entities = {entity.id: entity for entity in found.entities}
    for office in set(alone_forms().values()):
        holder = office_id(article.id, office)
        entities[holder] = Entity(id=holder, kind="person", name=office)
    turns = _turns(article, found)
    starts = [start for start, _ in turns]
    states: dict[str, Entity | None] = {}
    for token in tokens:
        offset = tree.start[token]
        quoted, speaker = _quoted(found, offset)
        if not quoted:
            at = bisect_right(starts, offset) - 1
            speaker = turns[at][1] if at >= 0 else None
        entity = entities.get(speaker or "")
        if entity is None:
            continue
        if entity.id not in states:
            states[entity.id] = _state_of(entity, article, found)
        state = states[entity.id]
        span = Span(article=article.id, start=offset, end=tree.end(token), text=article.text[offset : tree.end(token)])
        home = _spoken(span, state) if state else None
        if tree.lower[token] in PLURAL and home:
            yield token, home, home
        elif tree.lower[token] not in PLURAL or entity.kind != "person":
            yield token, _spoken(span, entity), home


def find_author(
    article: Article, found: Annotations, mentions: Sequence[Mention]
) -> tuple[Mention | None, Mention | None]:
    """Return the mention of who speaks by the headline, and of who signs the text; `mentions` hold offices, too."""
    owner = _owner(article, found)
    spoken = (one for one in mentions if owner and one.entity == owner and one.span.start < article.headline)
    signer = None if owner else _signer(article, found)
    signed = (one for one in reversed(found.mentions) if signer and one.entity == signer)
    return next(spoken, None), next(signed, None)


def _lacks_subject(tree: Tree, verb: int) -> bool:
    """Tell whether the first word of a sentence is a verb in the past whose "I" is left out."""
    if tree.tag[verb] not in ("VBD", "VBN") or tree.dep[verb] != "ROOT" or not tree.text[verb][:1].isupper():
        return False
    return not tree.kids(verb, "nsubj", "nsubjpass", "aux", "auxpass", "agent")


def _spoken(span: Span, entity: Entity) -> Mention:
    return Mention(span=span, kind=entity.kind, form="pronoun", entity=entity.id, reason="the speaker")


def _quoted(found: Annotations, offset: int) -> tuple[bool, str | None]:
    """Return whether an offset stands in direct speech, and whose."""
    for quote in found.quotes:
        if quote.kind == "indirect":
            continue
        for piece in quote.pieces:
            if piece.start <= offset < piece.end:
                return True, quote.entity
    return False, None


def _turns(article: Article, found: Annotations) -> list[tuple[int, str | None]]:
    """Return where each speaker of the text begins, with his entity: labels of turns, first of all the headline's."""
    owner = _owner(article, found)
    turns: list[tuple[int, str | None]] = [(0, owner)]
    for start, end in paragraph_bounds(article.text):
        if start < article.headline:
            continue
        match = LABEL.match(article.text, start, end)
        if match:
            label = match[0].rstrip(":")
            named = _named(found.mentions, start, match.end(), people=True) or _by_last_name(label, found)
            turns.append((start, named or (owner if OWN.fullmatch(label.strip()) else None)))
    if owner is None and len(turns) == 1 and (signer := _signer(article, found)):
        return [(0, signer)]
    return turns


def _signer(article: Article, found: Annotations) -> str | None:
    """Return whose name stands alone in one of the last lines of a text: a notice or a letter is signed."""
    lines = [(start, end) for start, end in paragraph_bounds(article.text) if start >= article.headline]
    for start, end in reversed(lines[-SIGNED:]):
        for mention in found.mentions:
            bare = article.text[start:end].strip(" .,–—-")
            if mention.kind == "person" and start <= mention.span.start < end and mention.span.text.strip(".") == bare:
                return mention.entity
    return None


def _by_last_name(label: str, found: Annotations) -> str | None:
    """Return the one person whose last name ends a label printed in capitals: "PRESIDENT SMITH"."""
    words = label.split()
    fitting = [
        one.id
        for one in found.entities
        if words and one.kind == "person" and one.name.split()[-1].upper() == words[-1].upper()
    ]
    return fitting[0] if len(fitting) == 1 else None


def _owner(article: Article, found: Annotations) -> str | None:
    """Return who speaks by the headline: after "address by", before a colon, or after the last dash."""
    headline = article.text[: article.headline]
    match = GENRE.search(headline)
    if match:
        stop = headline.find(" on ", match.end())
        end = stop if stop > 0 else article.headline
        if office := office_alone(headline[match.end() : end]):
            return office_id(article.id, office)
        return _named(found.mentions, match.end(), end, people=True) or _named(found.mentions, match.end(), end)
    colon = headline.find(": ")
    if 0 < colon < 60 and (named := _named(found.mentions, 0, colon, people=True)):
        return named
    dash = max(headline.rfind(" - "), headline.rfind(" – "), headline.rfind(" — "))
    return _named(found.mentions, dash, article.headline, people=True) if dash > 0 else None


def _named(mentions: Sequence[Mention], start: int, end: int, *, people: bool = False) -> str | None:
    for mention in mentions:
        if start <= mention.span.start and mention.span.end <= end and (not people or mention.kind == "person"):
            return mention.entity
    return None


def _state_of(entity: Entity, article: Article, found: Annotations) -> Entity | None:
    """Return the state whose office a person holds, if the article tells: by his role, or "President of ..." before him."""
    if entity.kind == "state":
        return entity
    states = {one.id: one for one in found.entities if one.kind == "state"}
    named = {role.state for role in entity.roles if role.state}
    if state := next((one for one in states.values() if one.name in named), None):
        return state
    places = [mention for mention in found.mentions if mention.entity in states]
    for mention in found.mentions:
        if mention.entity != entity.id or mention.form != "name":
            continue
        for place in places:
            gap = article.text[place.span.end : mention.span.start]
            lead = article.text[max(0, place.span.start - 30) : place.span.start]
            if 0 < len(gap) < 40 and _TITLE.fullmatch(gap) and (gap.strip() or _OFFICE.search(lead)):
                return states[place.entity]
    return None


_OFFICE = re.compile(r"\b(?:President|Minister|Chancellor|Premier|King|Queen|Secretary|Leader|Head) of (?:the )?$")
_TITLE = re.compile(
    r"['’]?s? (?:(?:[Vv]ice |[Pp]rime |[Ff]oreign |[Dd]eputy )*"
    r"(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Pp]remier|[Ll]eader) )?"
)
