"""Named actors of one article: mentions repaired, titles kept as roles, short forms joined to the full name.

Names come from the pipeline's entities and from our tables of states and organisations (which need no context). Each
local entity unites the forms that one article uses; what several articles share is decided in `resolution`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from generator.annotation.titles import gender_of, read_title, strip_titles
from generator.data import load_data
from generator.model import ActorKind, Annotations, Article, Entity, Mention, MentionForm, Role, Span
from generator.states import state_forms

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
EDGES = " \t\n\r.,;:!?\"'“”‘’()[]{}–—-…«»*_|/\\`"
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLES = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
CUT = re.compile(r"\n|\s[-–—]\s|[()\[\]|*]|[“”\"]")
NEVER = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text before it is grouped: bounds, kind, form, the name it stands for if a table says so."""

    start: int
    end: int
    kind: ActorKind
    form: MentionForm
    known: str | None = None
    roles: tuple[Role, ...] = ()
    gender: Literal["female", "male"] | None = None


@cache
def known_forms() -> dict[str, tuple[str, ActorKind, MentionForm]]:
    """Map printed forms to name, kind and form: states, nationalities, organisations known without introduction."""
    forms: dict[str, tuple[str, ActorKind, MentionForm]] = {}
    for word, (state, how) in state_forms().items():
        forms[word.removeprefix("the ")] = (state, "state", "demonym" if how == "demonym" else "name")
    for name, others in load_data("organizations").items():
        for word in (name, *others):
            forms[word.removeprefix("The ")] = (name, "organization", "name")
    return forms


@cache
def _known_pattern() -> re.Pattern[str]:
    words = sorted(known_forms(), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w.])(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


def find_entities(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Add entities and their named mentions."""
    names = _without_overlap([*_from_tables(article), *_from_pipeline(doc, article)])
    names = list(_settle_kinds(names, article))
    names = _without_overlap([*names, *_everywhere(names, article)])
    entities, mentions = _group(names, article)
    return replace(found, entities=entities, mentions=mentions)


def _everywhere(names: list[Found], article: Article) -> Iterator[Found]:
    """Yield every further occurrence of the names found, and of the last words of full personal names."""
    kinds: dict[str, ActorKind] = {}
    for one in names:
        text = article.text[one.start : one.end]
        if one.known is None and text[0].isupper():
            kinds.setdefault(text, one.kind)
            if one.kind == "person" and " " in text and len(text.split()[-1]) > 2:
                kinds[text.split()[-1]] = "person"
    if not kinds:
        return
    words = sorted(kinds, key=lambda word: (-len(word), word))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")
    for match in pattern.finditer(article.text):
        kind = kinds[match[0]]
        role = read_title(article, match.start()) if kind == "person" else None
        yield Found(match.start(), match.end(), kind, "name", roles=(role,) if role else ())


def _from_tables(article: Article) -> Iterator[Found]:
    for match in _known_pattern().finditer(article.text):
        name, kind, form = known_forms()[match[0]]
        if match[0] in ("WHO", "US", "IT") and _in_capitals(article.text, match.start()):
            continue
        yield Found(match.start(), match.end(), kind, form, known=name)


def _in_capitals(text: str, position: int) -> bool:
    line = text[text.rfind("\n", 0, position) + 1 : (text.find("\n", position) + 1 or len(text) + 1) - 1]
    return line.upper() == line


def _from_pipeline(doc: Doc, article: Article) -> Iterator[Found]:
    for ent in doc.ents:
        kind = KINDS.get(ent.label_)
        if kind is None:
            continue
        for start, end in _pieces(article.text, ent.start_char, ent.end_char):
            yield from _repair(article, start, end, kind)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between line ends, dashes and brackets."""
    position = start
    for match in CUT.finditer(text, start, end):
        yield position, match.start()
        position = match.end()
    yield position, end


def _repair(article: Article, start: int, end: int, kind: ActorKind) -> Iterator[Found]:
    """Yield the name inside a span: edges, articles, possessives and titles taken off, titles kept as role."""
    start, end = _trim(article.text, start, end)
    if start >= end:
        return
    roles: tuple[Role, ...] = ()
    gender = None
    text = article.text[start:end]
    if kind in ("person", "organization"):
        cut = strip_titles(text)
        if cut >= len(text):
            return
        if cut:
            if kind == "person":
                gender = gender_of(text[:cut])
            start += cut
    if kind == "person":
        role = read_title(article, start)
        roles = (role,) if role else ()
        gender = gender or gender_of(role.span.text if role else _word_before(article.text, start))
    text = article.text[start:end]
    if text in NEVER or not re.search(r"[^\W\d_]", text) or text.islower() or len(text) < 2:
        return
    if text in known_forms():
        return  # the tables have it, with more certainty
    yield Found(start, end, kind, "name", roles=roles, gender=gender)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while True:
        before = (start, end)
        while start < end and text[start] in EDGES:
            start += 1
        while (
            start < end
            and text[end - 1] in EDGES
            and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr|St|Inc|Corp|Co|Ltd)\.$", text[start:end])
        ):
            end -= 1
        if match := POSSESSIVE.search(text[start:end]):
            end = start + match.start()
        if match := ARTICLES.match(text[start:end]):
            start += match.end()
        if (start, end) == before:
            return start, end


def _word_before(text: str, start: int) -> str:
    match = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return match[1] if match else ""


def _without_overlap(names: list[Found]) -> list[Found]:
    """Keep the longest of overlapping names; of equals, the one from the tables. In text order."""
    taken: list[Found] = []
    used: set[int] = set()
    for one in sorted(names, key=lambda one: (-(one.end - one.start), one.known is None, one.start)):
        cells = range(one.start, one.end)
        if used.isdisjoint(cells):
            used.update(cells)
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _settle_kinds(names: list[Found], article: Article) -> Iterator[Found]:
    """Give one string one kind in the article: a titled name is a person, else the kind seen most, persons first."""
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    people: set[str] = set()
    for one in names:
        text = article.text[one.start : one.end]
        if one.known is None:
            role = one.roles[0] if one.roles else read_title(article, one.start)
            if one.kind == "person" or role:
                votes[text]["person"] += 2 if role else 1
                if " " in text:
                    people.add(text.split()[-1])
            votes[text][one.kind] += 1
    for one in names:
        text = article.text[one.start : one.end]
        if one.known is not None:
            yield one
            continue
        kind: ActorKind = (
            "person" if text in people else max(votes[text], key=lambda k: (votes[text][k], k == "person", k))
        )
        roles = one.roles
        if kind == "person" and not roles and (role := read_title(article, one.start)):
            roles = (role,)
        yield replace(one, kind=kind, roles=roles if kind == "person" else ())


def _group(names: list[Found], article: Article) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Unite the forms of one actor: same known name, same text, last name of the one full name, initials in brackets."""
    texts = [article.text[one.start : one.end] for one in names]
    full: dict[str, list[str]] = defaultdict(list)
    for one, text in zip(names, texts, strict=True):
        words = text.split()
        if one.kind == "person" and len(words) > 1 and text not in full[words[-1]]:
            full[words[-1]].append(text)
    acronyms = dict(_acronyms(names, texts, article))
    keys: dict[tuple[ActorKind, str], int] = {}
    members: dict[int, list[int]] = defaultdict(list)
    for index, (one, text) in enumerate(zip(names, texts, strict=True)):
        name = one.known or acronyms.get(text) or text
        if one.kind == "person" and " " not in text and len(full.get(text, ())) == 1:
            name = full[text][0]
        key = (one.kind, _fold(name))
        number = keys.setdefault(key, len(keys) + 1)
        members[number].append(index)
    entities, mentions = [], []
    for (kind, _), number in keys.items():
        group = [names[i] for i in members[number]]
        forms = [one.known or article.text[one.start : one.end] for one in group]
        identifier = f"{article.id}#e{number}"
        name = max(dict.fromkeys(forms), key=lambda form: (len(form.split()), len(form)))
        genders = [one.gender for one in group if one.gender]
        entities.append(
            Entity(
                id=identifier,
                kind=kind,
                name=name,
                acronyms=tuple(sorted(short for short, long in acronyms.items() if _fold(long) == _fold(name))),
                roles=tuple(role for one in group for role in one.roles),
                gender=genders[0] if genders and len(set(genders)) == 1 else None,
            )
        )
        for one in group:
            span = Span(article=article.id, start=one.start, end=one.end, text=article.text[one.start : one.end])
            mentions.append(Mention(span=span, kind=kind, form=one.form, entity=identifier))
    mentions.sort(key=lambda mention: mention.span.start)
    return tuple(entities), tuple(mentions)


def _acronyms(names: list[Found], texts: list[str], article: Article) -> Iterator[tuple[str, str]]:
    """Yield short and long form where the article introduces one: `Long Organisation Name (LON)`."""
    for one, text in zip(names, texts, strict=True):
        match = re.match(r"\s*\(([A-Z][A-Z&.-]{1,9})\)", article.text[one.end : one.end + 16])
        if match and " " in text:
            yield match[1], one.known or text


def _fold(name: str) -> str:
    return re.sub(r"[^\w]+", " ", name).strip().casefold()
