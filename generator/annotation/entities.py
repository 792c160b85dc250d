"""Named actors of one article: mentions repaired, titles kept as roles, short forms joined to the full name.

Names come from the pipeline's entities and from our tables of states and organisations (which need no context). Each
local entity unites the forms that one article uses; what several articles share is decided in `resolution`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotation.candidates import find_candidates
from generator.annotation.company_descriptions import describe_companies
from generator.annotation.found import without_overlap
from generator.annotation.grouping import group_names
from generator.annotation.institutions import find_institutions
from generator.annotation.kinds import main_country, settle_kinds, tell_namesakes
from generator.annotation.metonyms import read_metonyms
from generator.annotation.office_descriptions import resolve_descriptions
from generator.annotation.other_names import drop_products, find_titled, grow_names
from generator.annotation.refused import drop_people
from generator.annotation.second_look import drop_common, extend_names, find_short_forms, look_again
from generator.annotation.teams import find_clubs, read_teams, sport_of
from generator.model import Annotations, Article, Entity, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_entities(doc: Doc, article: Article, found: Annotations) -> Annotations:
    """Add entities and their mentions: names, nationalities, capitals that act, offices."""
    text = doc.text
    country = main_country(text, article.dateline)
    sport = sport_of(text)
    found_names = (
        *find_candidates(doc, article),
        *find_institutions(text, country),
        *find_clubs(text, sport),
        *find_titled(text),
    )
    names = without_overlap(list(found_names))
    names = extend_names(drop_common(names, text), text)
    names = list(grow_names(list(settle_kinds(names, text, article)), text))
    names = without_overlap([*names, *look_again(names, text, article)])
    names = without_overlap([*names, *find_short_forms(names, text)])
    names = list(tell_namesakes(drop_products(names, text, sport), text, article))
    names = list(read_teams(read_metonyms(names, doc), text, sport))
    entities, mentions = group_names(drop_people(names, doc), text, article)
    entities = tuple(_own_roles(entity, mentions) for entity in entities)
    entities, mentions = resolve_descriptions(text, article, entities, mentions, country)
    companies = describe_companies(article, found.sentences, entities, mentions)
    mentions = tuple(sorted([*mentions, *companies], key=lambda mention: (mention.span.start, -mention.span.end)))
    return replace(found, entities=entities, mentions=mentions)


def _own_roles(entity: Entity, mentions: Sequence[Mention]) -> Entity:
    """Return a person without the roles that are somebody else's: ", Defence Minister Lukas Berg" after Ann Lee."""
    if not entity.roles:
        return entity
    people = [one.span for one in mentions if one.kind == "person" and one.form == "name" and one.entity != entity.id]
    own = [role for role in entity.roles if not any(role.span.start <= one.start < role.span.end + 2 for one in people)]
    return entity if len(own) == len(entity.roles) else replace(entity, roles=tuple(own))
