"""Groups of entities to actors: name, printed forms with counts, roles as printed, and who gets a page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.model import Actor, ActorRole, Alias, Mention, Span
from generator.name_forms import plain, slug
from generator.resolution.records import Record
from generator.resolution.spelling import LONE_SPELLING, MISPRINT
from generator.states import state_forms


def make_actor(
    group: Sequence[Record],
    mentions: Sequence[Mention],
    doubts: Mapping[str, str],
    taken: Counter[str],
    dates: Mapping[str, str],
) -> Actor:
    """Return the actor of a group; `doubts` are reasons by entity whose forms are shown as doubtful, `taken` the ids in use.

    `dates` give the order of articles.
    """
    kind = vote_kind(group)
    name = choose_name(group, kind)
    identifier = _free_id(slug(name), kind, taken)
    return Actor(
        id=identifier,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        aliases=tuple(_aliases(mentions, doubts)),
        roles=tuple(_roles(group, dates)),
        entities=tuple(sorted(record.id for record in group)),
    )


def vote_kind(group: Sequence[Record]) -> str:
    """Return the kind that most of the group's mentions have."""
    votes: Counter[str] = Counter()
    for record in group:
        if not record.described:
            votes[record.kind] += sum(record.forms.values()) or 1
    return max(sorted(votes), key=lambda kind: votes[kind]) if votes else group[0].kind


def choose_name(group: Sequence[Record], kind: str) -> str:
    """Return the name to show: of full forms the one used most, then the longest, then by alphabet; with its qualifier."""
    votes: Counter[str] = Counter()
    for record in group:
        if not record.described:
            votes[_unprepared(record)] += max(1, sum(record.forms.values()))
    many = (
        [name for name in votes if " " in name]
        if kind == "person" and any(" " in name for name in votes)
        else list(votes)
    )
    many = many or [group[0].entity.name]
    name = max(sorted(many), key=lambda one: (votes[one], len(one)))
    qualifier = group[0].entity.qualifier
    if kind == "organization" and qualifier:
        full = [form for record in group for form in record.forms if _names_state(form, qualifier)]
        return (
            max(sorted(set(full)), key=lambda form: (full.count(form), len(form)))
            if full
            else _name_with_state(name, qualifier)
        )
    return f"{name} ({qualifier})" if qualifier and kind != "person" else name


def _name_with_state(name: str, qualifier: str) -> str:
    """Return a body's name with the state it is of: "Security Council of Norway"; a team keeps its sport in brackets."""
    forms = state_forms()
    if qualifier not in forms:
        return f"{name} ({qualifier})"
    article = qualifier.startswith("United ") or qualifier.endswith("Republic") or f"the {qualifier}" in forms
    return f"{name} of {'the ' if article else ''}{qualifier}"


def _unprepared(record: Record) -> str:
    return record.entity.name


def _names_state(form: str, state: str) -> bool:
    from generator.states import place_forms

    words = re.split(r"['’]s | ", form)
    return any(
        (place := place_forms().get(" ".join(words[i:j]))) is not None and place.name == state
        for i in range(len(words))
        for j in range(i + 1, min(len(words), i + 3) + 1)
    )


def _free_id(base: str, kind: str, taken: Counter[str]) -> str:
    identifier = base
    if taken[base]:
        identifier = f"{base}-{kind}"
        if taken[identifier]:
            identifier = f"{identifier}-{taken[identifier] + 1}"
        taken[f"{base}-{kind}"] += 1
    taken[base] += 1
    return identifier


def _aliases(mentions: Iterable[Mention], doubts: Mapping[str, str]) -> Iterable[Alias]:
    forms: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for mention in mentions:
        if mention.form != "pronoun":
            text = re.sub(r"\s+", " ", mention.span.text)
            forms[(text, mention.form, doubts.get(mention.entity, ""))].append(mention.span)
    for (text, form, reason), spans in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0])):
        articles = tuple(sorted({span.article for span in spans}))
        yield Alias(
            text=text,
            form=form,  # type: ignore[arg-type]
            count=len(spans),
            articles=articles,
            doubtful=bool(reason),
            reason=reason,
        )


def _roles(group: Sequence[Record], dates: Mapping[str, str]) -> Iterable[ActorRole]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for record in group:
        for role in record.entity.roles:
            if not record.described:
                spans[re.sub(r"\s+", " ", role.span.text)].append(role.span)
    for text, printed in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0])):
        order = sorted(printed, key=lambda span: (dates.get(span.article, ""), span.article, span.start))
        yield ActorRole(text=text, spans=tuple(order))


def reasons_for_doubt(links: Iterable[object]) -> dict[str, str]:
    """Return the reason for each entity that was joined in spite of its spelling."""
    from generator.model import Link

    return {
        link.right: link.reason for link in links if isinstance(link, Link) and link.rule in (MISPRINT, LONE_SPELLING)
    }


def same_printed(one: str, other: str) -> bool:
    """Tell whether two names are the same to a reader."""
    return plain(one) == plain(other)
