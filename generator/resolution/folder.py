"""What the whole folder knows about a name: its kind by vote, and its occurrences that one article alone did not show.

Enters: articles and annotations. Leaves: entities and mentions by article, findings unchanged, with kinds voted on and names
found that are known elsewhere in the folder (their entities have ids `<article>#x1`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.data import load_data
from generator.model import ActorKind, Annotations, Article, Entity, Mention, Span
from generator.name_forms import is_model, model_number, name_words, plain, surname
from generator.phrases import PhraseIndex, find_phrases, index_phrases
from generator.place_words import is_called_town
from generator.states import capitals, place_forms


@dataclass(slots=True)
class FolderNames:
    """Entities and mentions of every article, as the folder knows them."""

    entities: dict[str, list[Entity]] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)


def read_folder(
    articles: Sequence[Article], annotations: Sequence[Annotations], aliases: Sequence[str] = ()
) -> FolderNames:
    """Return the names of the folder, kinds settled and known names found everywhere; `aliases` are to be found too."""
    kinds = vote_kinds(annotations, articles)
    names = FolderNames()
    for found in annotations:
        changed = {entity.id: _settled(entity, kinds) for entity in found.entities}
        names.entities[found.article] = list(changed.values())
        names.mentions[found.article] = [
            replace(mention, kind=changed[mention.entity].kind)
            if mention.entity in changed and mention.kind != changed[mention.entity].kind
            else mention
            for mention in found.mentions
        ]
    lexicon, index = _make_lexicon(articles, annotations, kinds, aliases)
    for article in articles:
        _look_everywhere(article, names, lexicon, index)
    return names


def vote_kinds(annotations: Sequence[Annotations], articles: Sequence[Article] = ()) -> dict[str, ActorKind]:
    """Return the kind that the folder gives to each plain name that several articles read differently.

    A single word in which things happen ("in Elden", "the city of Elden") is a place, unless it is somebody's surname.
    """
    votes: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    for found in annotations:
        sizes = Counter(mention.entity for mention in found.mentions)
        for entity in found.entities:
            weight = 1 + min(sizes[entity.id], 3) + 3 * bool(entity.roles and entity.kind == "person")
            votes[plain(entity.name)][entity.kind] += weight
    for name, located in _count_located(annotations, articles).items():
        votes[name]["place"] += located
    for name in _called_towns(annotations, articles):
        votes[name]["place"] += votes[name].total()
    for name, counts in list(votes.items()):
        if counts["person"] and " " in name and (last := surname(name)) in votes:
            votes[last]["person"] += counts["person"]
    settled: dict[str, ActorKind] = {}
    for name, counts in votes.items():
        if len(counts) > 1 and "state" not in counts:
            settled[name] = max(counts, key=lambda kind: (counts[kind], kind == "person", kind))
    return settled


LOCATED = re.compile(r"\b(?:in|near|outside|around|across|(?:city|town|village|port|region) of)\s$")


def _count_located(annotations: Sequence[Annotations], articles: Sequence[Article]) -> Counter[str]:
    """Count by plain name, for single words taken for people without title, where a place would stand; four for each."""
    texts = {article.id: article.text for article in articles}
    located: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for found in annotations:
        bare = {
            entity.id: plain(entity.name)
            for entity in found.entities
            if entity.kind == "person" and " " not in entity.name and not entity.roles and not entity.gender
        }
        for mention in found.mentions:
            if mention.form == "name" and (name := bare.get(mention.entity)) and found.article in texts:
                start = mention.span.start
                total[name] += 1
                located[name] += LOCATED.search(texts[found.article], max(0, start - 14), start) is not None
    return Counter({name: 4 * count for name, count in located.items() if count > 1 and count * 4 >= total[name]})


RARELY = 0.1
"""A name that articles call a town less often than this share of its mentions is none: "the capital of Apple Inc."."""


def _called_towns(annotations: Sequence[Annotations], articles: Sequence[Article]) -> set[str]:
    """Return the plain names that articles call a town ("the port city of Elden") and none gives a title or gender."""
    texts = {article.id: article.text for article in articles}
    called: Counter[str] = Counter()
    total: Counter[str] = Counter()
    people: set[str] = set()
    for found in annotations:
        named = {entity.id: plain(entity.name) for entity in found.entities}
        people.update(named[entity.id] for entity in found.entities if entity.roles or entity.gender)
        for mention in found.mentions:
            if mention.form == "name" and mention.entity in named and found.article in texts:
                total[named[mention.entity]] += 1
                called[named[mention.entity]] += is_called_town(texts[found.article], mention.span.start)
    return {name for name, count in called.items() if count > RARELY * total[name] and name not in people}


def _settled(entity: Entity, kinds: Mapping[str, ActorKind]) -> Entity:
    kind = kinds.get(plain(entity.name), entity.kind)
    known = entity.name in capitals() or entity.name in place_forms()
    if kind == entity.kind or entity.kind == "state" or known or entity.unnamed or entity.qualifier:
        return entity
    if entity.kind == "person" and (entity.roles or entity.gender):
        return entity
    return replace(entity, kind=kind, roles=entity.roles if kind == "person" else ())


def _make_lexicon(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    kinds: Mapping[str, ActorKind],
    aliases: Sequence[str],
) -> tuple[dict[str, ActorKind], PhraseIndex]:
    """Return the names to be looked for in every article: longer names, and single words that are names without doubt."""
    seen: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, int] = Counter()
    for found in annotations:
        entity_kind = {entity.id: entity.kind for entity in found.entities if not entity.unnamed}
        for mention in found.mentions:
            if mention.form != "name" or mention.entity not in entity_kind:
                continue
            text = re.sub(r"\s+", " ", mention.span.text)
            seen[text][entity_kind[mention.entity]] += 1
            where[text].add(found.article)
            if entity_kind[mention.entity] == "person" and len(name_words(text)) > 1:
                last = text.split()[-1]
                if plain(last) == surname(text):
                    surnames[last] += 1
    small = _small_words(articles)
    common = frozenset(load_data("common_words")["words"].split())
    lexicon: dict[str, ActorKind] = {}
    for text, counts in seen.items():
        kind = max(counts, key=lambda one: (counts[one], one))
        kind = kinds.get(plain(text), kind)
        if counts[kind] * 3 < sum(counts.values()) * 2:
            continue
        single = " " not in text
        if not any(char.isupper() for char in text) or len(text) < 3:
            continue
        if single and (len(where[text]) < 2 or plain(text) in common or small[text.lower()] or text in place_forms()):
            continue
        if text.isupper() and len(text) > 6:
            continue
        lexicon[text] = kind
    for last, count in surnames.items():
        if (
            count > 1
            and len(last) > 3
            and not small[last.lower()]
            and plain(last) not in common
            and last not in place_forms()
        ):
            lexicon.setdefault(last, "person")
    for alias in aliases:
        lexicon[alias] = kinds.get(plain(alias), lexicon.get(alias, "organization"))
    return lexicon, index_phrases(lexicon)


def _small_words(articles: Sequence[Article]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(re.findall(r"(?<![\w'’])[a-z]{2,}", article.text))
    return counts


def _look_everywhere(
    article: Article, names: FolderNames, lexicon: Mapping[str, ActorKind], index: PhraseIndex
) -> None:
    """Add the names of the folder that stand in an article unseen; a longer name takes the place of what is inside it."""
    mentions = names.mentions[article.id]
    entities = names.entities[article.id]
    by_name = {plain(entity.name): entity.id for entity in entities}
    spans = sorted((m.span.start, m.span.end) for m in mentions if m.form not in ("nominal", "pronoun"))
    added: list[Mention] = []
    replaced: set[tuple[int, int]] = set()
    position = 0
    for start, end, text in find_phrases(article.text, index):
        while position < len(spans) and spans[position][1] <= start:
            position += 1
        hits = []
        place = position
        while place < len(spans) and spans[place][0] < end:
            hits.append(spans[place])
            place += 1
        inside = all(start <= left and right <= end and (left, right) != (start, end) for left, right in hits)
        if not inside or (hits and " " not in text):
            continue
        if re.match(r"-[a-z]|['’]?[A-Z]", article.text[end : end + 2]) or article.text[start - 1 : start] in (
            "-",
            "@",
            "/",
            ".",
        ):
            continue
        if lexicon[text] == "organization" and (is_model(article.text, end) or model_number(article.text, end)):
            continue
        if not hits and _inside_name(article.text, start, end, lexicon[text]):
            continue
        replaced.update(hits)
        kind = lexicon[text]
        entity = by_name.get(plain(text)) or _by_short_form(text, kind, entities, mentions)
        if entity is None:
            entity = f"{article.id}#x{sum('#x' in one.id for one in entities) + 1}"
            entities.append(Entity(id=entity, kind=kind, name=text))
            by_name[plain(text)] = entity
        span = Span(article=article.id, start=start, end=end, text=article.text[start:end])
        added.append(Mention(span=span, kind=kind, form="name", entity=entity, reason="known elsewhere in the folder"))
    if added:
        kept = [m for m in mentions if (m.span.start, m.span.end) not in replaced or m.form in ("nominal", "pronoun")]
        names.mentions[article.id] = sorted([*kept, *added], key=lambda m: (m.span.start, m.span.end))


def _inside_name(text: str, start: int, end: int, kind: ActorKind) -> bool:
    """Tell whether capitalised words beside a find make it part of another name: "Berg" in "Berg Street", "Ann Berg"."""
    after = re.match(r" ([A-Z][\w’'-]+)", text[end : end + 30])
    before = re.search(r"([A-Z][\w’'.-]*) $", text[max(0, start - 30) : start])
    if after and " " not in text[start:end]:
        return True
    if before and kind == "person" and " " not in text[start:end]:
        return before[1].lower().strip(".") not in TITLES and not re.search(
            rf"(?:^|[.!?\"“\n] ?){re.escape(before[1])} $", text[max(0, start - 30) : start]
        )
    return False


TITLES = frozenset(
    "mr mrs ms dr president minister senator sen rep gov governor general king queen judge justice sir".split()
)


def _by_short_form(text: str, kind: ActorKind, entities: Sequence[Entity], mentions: Sequence[Mention]) -> str | None:
    """Return the entity of the article that this form belongs to already."""
    if kind == "person" and " " not in text:
        fitting = {e.id for e in entities if e.kind == "person" and " " in e.name and surname(e.name) == plain(text)}
        if len(fitting) == 1:
            return fitting.pop()
    same = {m.entity for m in mentions if m.form == "name" and plain(m.span.text) == plain(text)}
    return same.pop() if len(same) == 1 else None
