"""Where an event happened, from the words nearest its trigger.

Most events are given the place of a preposition in their clause. What happens in a town (a strike, a seizure) is
looked for further: in the phrases of who acts and what is hit ("an apartment block in the port of Westport"), at the
trigger ("the Westport bombing"), and in the clause above ("in Westport, where ..."; "..., killing three"). A region or
state is taken only where no town is found.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.annotation.date_words import is_calendar_word
from generator.annotation.trees import clause_of
from generator.data import load_data
from generator.model import Span
from generator.place_words import is_called_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.annotation.cast import Cast
    from generator.annotation.trees import Tree
    from generator.annotation.triggers import Trigger
    from generator.model import Article

PLACING = frozenset({"in", "at", "near", "outside", "inside", "on", "around", "across", "off", "over", "within"})
TIGHT = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions after which a bare proper name is that of a place, even if nobody knew it."""

CLIMB = 3
"""Clauses above the trigger's in which its town is looked for."""

Spot = tuple[Span, str | None]
"""The words of a place and the local entity they name, None for a name that the article alone does not show."""


def find_place(tree: Tree, cast: Cast, trigger: Trigger, taken: set[int], article: Article) -> Spot | None:
    """Return the place of an event; `taken` are the first characters of its participants, which are not its place."""
    if trigger.frame.type not in load_data("event_words")["local"]:
        return next(_known(tree, cast, _around(tree, trigger), taken), None)
    hit = {bisect_right(tree.start, start) - 1 for start in taken}
    if any(_is_town(cast, article, token) for token in hit):
        return next(_known(tree, cast, _around(tree, trigger), taken), None)
    spots = [spot for spot in _spots(tree, cast, trigger, article) if spot[0].start not in taken]
    towns = (spot for spot in spots if not _is_wide(cast, article, spot))
    return next(towns, spots[0] if spots else None)


def _around(tree: Tree, trigger: Trigger) -> Iterator[int]:
    """Yield the nouns that prepositions of place bring to a trigger or to the verb of its clause."""
    arguments = trigger.arguments
    yield from (noun for word, noun in (*arguments.prepositions, *arguments.inner) if word in PLACING)
    yield from _placed(tree, clause_of(tree, trigger.token))


def _placed(tree: Tree, token: int, words: frozenset[str] = PLACING) -> Iterator[int]:
    """Yield the objects of the prepositions of place that hang on a token."""
    for child in tree.children[token]:
        if tree.dep[child] == "prep" and tree.lower[child] in words:
            yield from tree.kids(child, "pobj")


def _known(tree: Tree, cast: Cast, nouns: Iterator[int], taken: set[int]) -> Iterator[Spot]:
    for noun in nouns:
        mention = cast.by_token.get(noun)
        if mention and mention.kind in ("place", "state") and mention.span.start not in taken:
            yield mention.span, mention.entity


def _spots(tree: Tree, cast: Cast, trigger: Trigger, article: Article) -> Iterator[Spot]:
    """Yield the places that can be meant, the nearest to the trigger first."""
    arguments = trigger.arguments
    left = trigger.frame.type == "withdrawal"
    for word, noun in (*arguments.prepositions, *arguments.inner):
        if word in PLACING or (left and word == "from"):
            yield from _named(tree, cast, noun, article, firm=word in TIGHT)
    for noun in (*arguments.objects, *arguments.subjects, *((trigger.noun,) if trigger.noun is not None else ())):
        yield from _inside(tree, cast, noun, article)
    if not trigger.verbal:
        for kid in tree.kids(trigger.token, "compound", "poss", "nmod"):
            yield from _mentioned(cast, kid)
    clause = clause_of(tree, trigger.token)
    for noun in _placed(tree, clause):
        yield from _named(tree, cast, noun, article, firm=True)
    for _ in range(CLIMB):
        above = tree.head[clause]
        if above == clause or not _hangs_loosely(tree, clause):
            return
        if tree.is_verb(above):
            for noun in tree.kids(above, "dobj", "nsubjpass", "nsubj"):
                yield from _inside(tree, cast, noun, article)
        else:
            yield from _named(tree, cast, above, article, firm=False)
            yield from _inside(tree, cast, above, article)
        for noun in _placed(tree, above):
            yield from _named(tree, cast, noun, article, firm=True)
        clause = clause_of(tree, above)


def _hangs_loosely(tree: Tree, clause: int) -> bool:
    """Tell whether a clause goes on telling what the one above it tells: "killing three", "and wounded", "where ..."."""
    if tree.dep[clause] == "advcl":
        return not tree.kids(clause, "mark") and not any(tree.tag[kid] == "WRB" for kid in tree.children[clause])
    return tree.dep[clause] in ("conj", "relcl", "acl", "pcomp")


def _inside(tree: Tree, cast: Cast, noun: int, article: Article) -> Iterator[Spot]:
    """Yield the places in a noun phrase: "a block in Westport", "troops fighting in Westport", "Westport's market"."""
    todo = [noun]
    for one in todo:
        for place in (*_placed(tree, one), *(noun for kid in tree.kids(one, "acl") for noun in _placed(tree, kid))):
            yield from _named(tree, cast, place, article, firm=True)
        if _is_part(tree, one):
            yield from _named(tree, cast, one, article, firm=False)
        for kid in tree.kids(one, "poss", "compound", "nmod"):
            yield from _mentioned(cast, kid)
        todo += tree.kids(one, "conj") if len(todo) < 6 else []


def _named(tree: Tree, cast: Cast, noun: int, article: Article, *, firm: bool) -> Iterator[Spot]:
    """Yield the places that a noun names, itself or in its phrase; `firm` lets an unknown proper name be one."""
    todo = [noun]
    for one in todo:
        mention = cast.by_token.get(one)
        if mention and (mention.kind in ("place", "state") or (firm and tree.tag[one] == "NNP")):
            yield mention.span, mention.entity
        elif firm and mention is None and tree.tag[one] == "NNP" and not is_calendar_word(tree.lower[one]):
            yield _proper(tree, one, article), None
        if _is_part(tree, one):
            for of in tree.children[one]:
                if tree.dep[of] == "prep" and tree.lower[of] in ("of", "in"):
                    todo += tree.kids(of, "pobj")
            for kid in tree.kids(one, "poss", "compound", "nmod", "appos"):
                yield from _mentioned(cast, kid)
        else:
            for place in _placed(tree, one, TIGHT) if len(todo) < 6 else ():
                todo.append(place)


def _is_part(tree: Tree, noun: int) -> bool:
    """Tell whether a noun is a word for a town, a part of one, or a region."""
    words = load_data("place_words")
    return (
        tree.lemma[noun] in words["towns"] or tree.lower[noun] in words["within"] or tree.lower[noun] in words["wide"]
    )


def _mentioned(cast: Cast, token: int) -> Iterator[Spot]:
    mention = cast.by_token.get(token)
    if mention and mention.kind == "place":
        yield mention.span, mention.entity


def _proper(tree: Tree, noun: int, article: Article) -> Span:
    """Return the words of a proper name that ends in a token."""
    first = noun
    while first and tree.head[first - 1] == noun and tree.dep[first - 1] == "compound" and tree.tag[first - 1] == "NNP":
        first -= 1
    start, end = tree.start[first], tree.end(noun)
    return Span(article=article.id, start=start, end=end, text=article.text[start:end])


def _is_town(cast: Cast, article: Article, token: int) -> bool:
    mention = cast.by_token.get(token)
    span = mention.span if mention else None
    return bool(mention and span and mention.kind == "place" and not is_called_wide(article.text, span.start, span.end))


def _is_wide(cast: Cast, article: Article, spot: Spot) -> bool:
    """Tell whether a place is a state or region."""
    span = spot[0]
    token = bisect_right(cast.tree.start, span.start) - 1
    mention = cast.by_token.get(token)
    return bool(mention and mention.kind == "state") or is_called_wide(article.text, span.start, span.end)
