"""A parsed article as plain lists: what every event rule asks of the parse, without the cost of spaCy's objects.

The parse is read once; `children` lists are in text order. Every index is a token index of the `Doc`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotation.trigger_patterns import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "attr", "oprd", "acomp", "advmod", "prt", "npadvmod"})
RELATIVE = frozenset({"who", "which", "that", "whom", "what"})
LIGHT_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
MEASURES = frozenset(
    "package tranche slew raft list series round set wave number group million billion hundred thousand dozen lot kind "
    "type form act array bunch couple pair piece range string ton host spate campaign call level amount worth batch volley "
    "barrage total majority member score row state".split()
)
"""Nouns whose `of` phrase tells what is meant: a package of sanctions, hundreds of troops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Token attributes of one `Doc`, each a list by token index."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    children: list[list[int]] = field(default_factory=list)

    def subtree(self, top: int) -> Iterator[int]:
        """Yield `top` and all below it, in no special order."""
        stack = [top]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(self.children[token])

    def phrase(self, top: int) -> Iterator[int]:
        """Yield `top` and what hangs on it, clauses left out."""
        stack = [top]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(kid for kid in self.children[token] if self.dep[kid] not in ("relcl", "acl", "advcl", "ccomp"))

    def end(self, token: int) -> int:
        """Return the character offset after a token."""
        return self.start[token] + len(self.text[token])

    def kids(self, token: int, *deps: str) -> list[int]:
        """Return the children of a token with one of the dependencies."""
        return [child for child in self.children[token] if self.dep[child] in deps]

    def is_verb(self, token: int) -> bool:
        """Tell whether a token is a verb form, a participle used as an adjective left out."""
        return self.tag[token][:1] == "V" or self.tag[token] == "MD" or self.pos[token] == "AUX"


def read_tree(doc: Doc) -> Tree:
    """Read the lists off a parsed `Doc`."""
    tokens = list(doc)
    children: list[list[int]] = [[] for _ in tokens]
    head = [token.head.i for token in tokens]
    for number, above in enumerate(head):
        if number != above:
            children[above].append(number)
    sentence = [0] * len(tokens)
    bounds = []
    for number, sent in enumerate(doc.sents):
        bounds.append((sent.start, sent.end))
        sentence[sent.start : sent.end] = [number] * (sent.end - sent.start)
    text = [token.text for token in tokens]
    tree = Tree(
        text=text,
        lower=[word.lower() for word in text],
        lemma=[token.lemma_.lower() for token in tokens],
        tag=[token.tag_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        dep=[token.dep_ for token in tokens],
        head=head,
        start=[token.idx for token in tokens],
        sentence=sentence,
        bounds=bounds,
        children=children,
    )
    for token in range(1, len(tokens)):
        if tree.dep[token] == "acl" and tree.head[token] == token - 1:
            _mend_subject(tree, token)
        elif tree.dep[token] in ("acl", "advcl", "relcl") and not _resolves(tree, tree.head[token]):
            _mend_infinitive(tree, token)
    for token in range(1, len(tokens)):
        if tree.dep[token] == "appos" and tree.text[token][:1].isupper() and tree.lemma[token] in _offices():
            _mend_fronted(tree, token)
    return tree


def _offices() -> frozenset[str]:
    return read_lexicon().groups["office"]


def _mend_fronted(tree: Tree, noun: int) -> None:
    """Make an office after a fronted phrase the subject it is: "During talks in Oslo, President of Chile Ann Lee said".

    The parser takes it for an apposition to the last name of the phrase, from which a comma parts it.
    """
    top = noun
    while tree.head[top] != top and not (tree.dep[top] == "prep" and tree.is_verb(tree.head[top])):
        top = tree.head[top]
    verb = tree.head[top]
    if verb == top or top > noun or verb < noun:
        return
    inside = list(tree.subtree(noun))
    subjects = [one for kid in tree.kids(verb, "nsubj") for one in tree.subtree(kid)]
    first = min([verb, *subjects, *tree.kids(verb, "aux", "advmod", "auxpass")], key=lambda one: (one < noun, one))
    if max(inside) + 1 != first or tree.text[min(inside) - 1] != ",":
        return
    tree.children[tree.head[noun]].remove(noun)
    tree.children[verb].insert(0, noun)
    tree.head[noun], tree.dep[noun] = verb, "nsubj"


def _resolves(tree: Tree, token: int) -> bool:
    """Tell whether a noun takes an infinitive that tells what was resolved: the decision to recognise."""
    return tree.lemma[token] in read_lexicon().groups["resolve"]


def _mend_infinitive(tree: Tree, verb: int) -> None:
    """Hang an infinitive on the noun of deciding nearest before it: the reaction to the decision of Chile to recognise."""
    above = tree.head[verb]
    mark = next((kid for kid in tree.children[verb] if tree.dep[kid] == "aux" and tree.lower[kid] == "to"), None)
    if mark is None or above > mark:
        return
    inner = (one for one in range(mark - 1, above, -1) if _resolves(tree, one) and tree.pos[one] == "NOUN")
    noun = next(inner, None)
    if noun is None or not {*range(noun + 1, mark)} <= {*tree.subtree(noun)}:
        return
    tree.children[above].remove(verb)
    tree.children[noun].append(verb)
    tree.head[verb], tree.dep[verb] = noun, "acl"


def _mend_subject(tree: Tree, verb: int) -> None:
    """Make the name before a verb its subject, where the parser took "Lee called Cole and ..." for "Lee, called ...".

    A participle after a bare name that has an object of its own is a verb in the past tense.
    """
    name = tree.head[verb]
    if tree.tag[verb] not in ("VBN", "VBD") or tree.tag[name] != "NNP" or not tree.kids(verb, "dobj", "oprd"):
        return
    if tree.kids(verb, "agent", "auxpass", "nsubj") or tree.kids(name, "det"):
        return
    above = tree.head[name]
    tree.children[name].remove(verb)
    tree.children[verb].insert(0, name)
    if above != name:
        tree.children[above].remove(name)
        tree.children[above].append(verb)
    tree.head[verb] = above if above != name else verb
    tree.dep[verb] = "parataxis" if above != name else "ROOT"
    tree.head[name], tree.dep[name], tree.tag[verb] = verb, "nsubj", "VBD"


def conjuncts(tree: Tree, token: int) -> list[int]:
    """Return a token and those joined to it by `and`, commas or `or`, in text order."""
    found = [token]
    for one in found:
        found.extend(child for child in tree.children[one] if tree.dep[child] == "conj")
    return found


def first_conjunct(tree: Tree, token: int) -> int:
    """Return the token that a chain of conjuncts hangs on."""
    while tree.dep[token] == "conj" and tree.head[token] != token:
        token = tree.head[token]
    return token


def antecedent(tree: Tree, token: int) -> int:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if tree.lower[token] not in RELATIVE or tree.tag[token] not in ("WDT", "WP", "IN", "DT"):
        return token
    above = tree.head[token]
    for _ in range(4):
        if tree.dep[above] == "relcl":
            return tree.head[above]
        if tree.head[above] == above:
            break
        above = tree.head[above]
    return token


def clause_of(tree: Tree, token: int) -> int:
    """Return the verb (or root) of the clause that a token stands in."""
    while not tree.is_verb(token) or tree.dep[token] in ("aux", "auxpass", "amod", "compound"):
        if tree.head[token] == token:
            return token
        token = tree.head[token]
    return token


def _brings_kind(tree: Tree, noun: int, prep: int) -> bool:
    """Tell whether a preposition says what a measure measures: a package of sanctions, $5 million in aid."""
    amount = tree.tag[noun] in ("CD", "$") or any(character.isdigit() for character in tree.text[noun])
    word = tree.lower[prep]
    return (word == "of" and (amount or tree.lemma[noun] in MEASURES)) or (word == "in" and amount)


def noun_words(tree: Tree, noun: int) -> frozenset[str]:
    """Return the words by which an argument may be recognised: head, modifiers, conjuncts, `of` phrase of a measure."""
    words: set[str] = set()
    todo = conjuncts(tree, noun)
    seen = set(todo)
    for one in todo:
        words.add(tree.lower[one])
        words.add(tree.lemma[one])
        for child in tree.children[one]:
            if tree.dep[child] in LIGHT_MODIFIERS and tree.dep[child] != "poss":
                words.update((tree.lower[child], tree.lemma[child]))
            elif _brings_kind(tree, one, child):
                fresh = [kid for kid in tree.kids(child, "pobj") if kid not in seen]
                seen.update(fresh)
                todo.extend(fresh)
            elif tree.dep[child] in ("acl", "relcl", "prep", "appos", "punct"):
                continue
    return frozenset(words)
