"""Mentions of one article by token, and whom its noun phrases name.

A noun phrase is lifted to the actor it names: the mention itself, a nation or owner before the head ("Russian forces",
"Iran's parliament"), an `of` or `from` phrase ("the government of Iran").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.annotation.refused import peoples
from generator.annotation.trees import MEASURES, antecedent, conjuncts
from generator.annotation.trigger_patterns import read_lexicon
from generator.data import load_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotation.trees import Tree
    from generator.model import Mention

INSIDE = frozenset({"of", "from", "in", "at", "for", "by"})
SPEAKING = frozenset({"it", "they", "he", "she", "we"})
LONGEST = 60
"""Characters between a head and the name in its phrase that are still printed together: members of the ... union."""

AGENTIVE = ("er", "or", "ist", "ian", "eer")
"""Endings of nouns for people: bomber, negotiator, loyalist; those that are none are listed in triggers.yml."""

OWNING = frozenset({"of", "by"})
NAMELESS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A participant as worded: first and last character, the mention that names it, the token of its head."""

    start: int
    end: int
    head: int
    mention: Mention | None = None


class Cast:
    """Mentions of one article by token, and how noun phrases are lifted to them."""

    def __init__(
        self, tree: Tree, mentions: Sequence[Mention], speakers: Iterable[tuple[int, Mention, Mention | None]] = ()
    ) -> None:
        self.tree, self.mentions = tree, mentions
        spoken = list(speakers)
        self.speakers = {token: mention for token, mention, _ in spoken if tree.tag[token][0] != "V"}
        self.left_out = {token: mention for token, mention, _ in spoken if tree.tag[token][0] == "V"}
        self.states = {mention.span.start: state for _, mention, state in spoken if state}

    @cached_property
    def by_token(self) -> dict[int, Mention]:
        """Map every token inside a mention to it; the longer of nested mentions wins."""
        found: dict[int, Mention] = {}
        token, size = 0, len(self.tree.start)
        for mention in sorted(self.mentions, key=lambda m: (m.span.start, m.span.start - m.span.end)):
            if names_event(mention):
                continue
            while token < size and self.tree.end(token) <= mention.span.start:
                token += 1
            one = token
            while one < size and self.tree.start[one] < mention.span.end:
                found.setdefault(one, mention)
                one += 1
        return self.speakers | found

    def is_actor(self, token: int) -> bool:
        """Tell whether a noun names or describes somebody who can act."""
        tree = self.tree
        if token in self.by_token or tree.tag[token] == "PRP":
            return tree.lower[token] != "it" or token in self.by_token
        return tree.tag[token] == "NNP" or is_person_noun(tree, token)

    def is_place(self, token: int) -> bool:
        """Tell whether a noun names or describes a place."""
        mention = self.by_token.get(token)
        if mention is not None:
            return mention.kind in ("place", "state")
        return self.tree.lemma[token] in read_lexicon().groups["places"]

    def is_town(self, token: int) -> bool:
        """Tell whether a noun names a town or says that it is one."""
        mention = self.by_token.get(token)
        if mention is not None:
            return mention.kind == "place"
        return self.tree.lemma[token] in load_data("place_words")["towns"]

    def lift(self, noun: int) -> Iterator[Who]:
        """Yield who a noun phrase names, its conjuncts included.

        In "Ana Duarte and leaders of Norway and Chile" the parser hangs the states on the first name; they are the
        leaders'.
        """
        tree, group = self.tree, list(conjuncts(self.tree, antecedent(self.tree, noun)))
        for one in group:
            yield from self._lift_one(one)
        if len(group) > 1 and group[0] in self.by_token and is_person_noun(tree, group[-1]):
            for of in tree.children[group[0]]:
                if tree.lower[of] == "of" and of > max(group):
                    for state in tree.kids(of, "pobj"):
                        yield from self.lift(state)

    def _lift_one(self, noun: int) -> Iterator[Who]:
        tree = self.tree
        if mention := self.by_token.get(noun):
            yield self._who((mention.form == "nominal" and self._apposed(noun)) or mention, noun)
            return
        if tree.lower[noun] in SPEAKING and (speaker := speech_subject(tree, noun)) is not None:
            yield from self.lift(speaker)
            return
        if tree.tag[noun] in NAMELESS or tree.pos[noun] in ("VERB", "AUX"):
            return
        if mention := self._named_after(noun):
            yield self._who(mention, noun)
            return
        if (counted := _counted(tree, noun)) is not None:
            yield from self.lift(counted)
            return
        core = [noun, *tree.kids(noun, "compound", "amod", "nmod", "poss", "nummod")]
        named = [self.by_token[one] for one in reversed(core) if one in self.by_token]
        if not named:  # "Russian R-5 missiles": the nation hangs on the model
            inner = [kid for one in core[1:] for kid in tree.kids(one, "amod", "compound", "nmod")]
            named = [self.by_token[one] for one in inner if one in self.by_token]
        named = [self.homeland(noun, one) for one in named]
        mention = named[0] if named else self._inside(noun)
        person = is_person_noun(tree, noun)
        if mention is None and (owner := self._speaking_owner(noun)) is not None:
            yield from self.lift(owner)
            return
        if mention is None and not person:
            return
        if mention is not None and not person and not named:
            yield self._who(mention, noun)
            return
        start, end = tree.start[min(core)], tree.end(noun)
        if mention is not None:
            start = min(start, mention.span.start)
            end = mention.span.end if end < mention.span.end < end + LONGEST else end
        yield Who(start=start, end=end, head=noun, mention=mention)
        around = [other for one in core[1:] for other in tree.kids(one, "conj", "amod", "compound", "nmod")]
        if not named:
            around += self._inner_nouns(noun)
        for other in around:
            if (extra := self.by_token.get(other)) and extra is not mention:
                yield self._who(extra, noun)

    def _speaking_owner(self, noun: int) -> int | None:
        """Return who is reported to say what the people that are his did: "Norland says its forces hit ..."."""
        tree = self.tree
        own = [kid for kid in tree.kids(noun, "poss") if tree.lower[kid] in ("its", "their", "his", "her")]
        if not own or own[0] in self.by_token or not is_person_noun(tree, noun):
            return None
        return speech_subject(tree, noun) if tree.dep[noun] in ("nsubj", "nsubjpass") else None

    def homeland(self, noun: int, owner: Mention) -> Mention:
        """Return the state for "our country", where the owner is a speaker whose state is known."""
        if self.tree.lemma[noun] in read_lexicon().groups["homeland"] and owner.form == "pronoun":
            return self.states.get(owner.span.start, owner)
        return owner

    def _who(self, mention: Mention, head: int) -> Who:
        return Who(start=mention.span.start, end=mention.span.end, head=head, mention=mention)

    def _named_after(self, noun: int) -> Mention | None:
        """Return the person whose title the noun is: "President of the Republic of Estonia Alar Karis", appositions."""
        tree = self.tree
        if mention := self._apposed(noun):
            return mention
        if tree.lemma[noun] not in read_lexicon().groups["office"]:
            return None
        for token in range(noun + 1, min(noun + 12, len(tree.text))):
            mention = self.by_token.get(token)
            if mention and mention.kind == "person":
                return mention
            if (
                not mention
                and tree.lower[token] not in ("of", "the", "for", "and", "'s", "’s")
                and not (tree.text[token][0].isupper() and tree.pos[token] in ("PROPN", "NOUN", "ADJ"))
            ):
                return None
        return None

    def _apposed(self, noun: int) -> Mention | None:
        """Return the person named right after a description: "the foreign minister, Ann Lee"."""
        tree, apposed = self.tree, self.tree.kids(noun, "appos")
        if not apposed and tree.lemma[noun] in read_lexicon().groups["office"]:
            # "his counterpart from Norway, Ann Lee": the parser hangs the name on the state.
            preps = [child for child in tree.children[noun] if tree.lower[child] in ("of", "from")]
            apposed = [one for prep in preps for kid in tree.kids(prep, "pobj") for one in tree.kids(kid, "appos")]
        named = (self.by_token.get(child) for child in apposed)
        return next((one for one in named if one and one.kind == "person" and one.form == "name"), None)

    def _inside(self, noun: int) -> Mention | None:
        inner = self._inner_nouns(noun)
        # "leaders from our NATO allies": the name stands before a description.
        inner += [kid for one in inner if one not in self.by_token for kid in self.tree.kids(one, "compound", "nmod")]
        return next((self.by_token[one] for one in inner if one in self.by_token), None)

    def _inner_nouns(self, noun: int) -> list[int]:
        """Return the nouns of the `of`, `from` or `in` phrases of a noun, with those joined to them."""
        tree = self.tree
        words = INSIDE if is_person_noun(tree, noun) else OWNING
        preps = [child for child in tree.kids(noun, "prep") if tree.lower[child] in words]
        return [
            one
            for prep in preps
            for kid in tree.kids(prep, "pobj")
            for one in conjuncts(tree, kid)
            if tree.lower[prep] not in ("in", "at") or self._is_state(one)
        ]

    def _is_state(self, token: int) -> bool:
        mention = self.by_token.get(token)
        return mention is not None and mention.kind == "state"

    def within(self, top: int) -> Who | None:
        """Return the first actor named inside a noun phrase that is itself no actor: the owner, the nation."""
        for token in sorted(self.tree.phrase(top)):
            if mention := self.by_token.get(token):
                return Who(start=mention.span.start, end=mention.span.end, head=token, mention=mention)
        return None


def names_event(mention: Mention) -> bool:
    """Tell whether what was taken for a name is that of a law, a treaty or a call: "Federal Law On ...", "peace talks"."""
    if mention.form != "name" or mention.kind == "state":
        return False
    words = mention.span.text.lower().split()
    papers = read_lexicon().groups["papers"]
    if mention.kind == "person":
        return words[0] in papers or words in (["jr."], ["sr."])
    return words[0] in papers or words[-1] in papers or (len(words) > 1 and words[1] in papers)


def is_person_noun(tree: Tree, noun: int) -> bool:
    """Tell whether a noun describes people or bodies that act: by list, by its ending, or as a people ("ten Finns")."""
    groups = read_lexicon().groups
    lemma = tree.lemma[noun]
    if lemma in groups["people"] or tree.lower[noun] in groups["people"] or tree.text[noun] in peoples():
        return True
    return (
        lemma.endswith(AGENTIVE)
        and len(lemma) > 5
        and tree.tag[noun] in ("NN", "NNS")
        and lemma not in groups["things"]
    )


def _counted(tree: Tree, noun: int) -> int | None:
    """Return the noun that a number or measure counts: tens of thousands of students, a group of deputies."""
    if tree.lemma[noun] not in MEASURES and tree.tag[noun] != "CD" and tree.lemma[noun] not in ("ten", "score"):
        return None
    return next((kid for of in tree.children[noun] if tree.lower[of] == "of" for kid in tree.kids(of, "pobj")), None)


def speech_subject(tree: Tree, pronoun: int) -> int | None:
    """Return who is reported to say the clause whose subject a pronoun or noun is: "NATO said it would"."""
    if tree.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return None
    clause = tree.head[pronoun]
    while tree.dep[clause] in ("conj", "xcomp") and tree.head[clause] != clause:
        clause = tree.head[clause]
    if tree.dep[clause] != "ccomp":
        return None
    return next((kid for kid in tree.kids(tree.head[clause], "nsubj") if tree.tag[kid] not in NAMELESS), None)
