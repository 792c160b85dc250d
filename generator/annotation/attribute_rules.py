"""The pipeline's attribute ruler with its answers remembered: the same attributes in a fifth of the time.

spaCy's `AttributeRuler` asks a matcher with every rule at every token, a tenth of the whole pass. Nearly all of its rules
look at one token's tag, dependency and word alone, so that what they say about "the/DT/det" need be found out only once.
The few rules over several tokens, or with patterns of a kind that is not known here, go on asking the matcher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

FACTORY = "remembering_attribute_ruler"
ONE_TOKEN = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
"""What a rule that is remembered may ask of its token."""

SETTERS = {POS: "pos", TAG: "tag", DEP: "dep", LEMMA: "lemma", MORPH: "morph"}
"""What a rule may set, and the token's property for it."""

Key = tuple[int, int, int, bool]
"""Tag, dependency, lower-case word (0 if no rule names it) and whether the token is space."""


class RememberingRuler:
    """An attribute ruler's rules, applied as it applies them: by what tokens were before any rule, later rules over earlier.

    Made from a ruler; rules that are added to that ruler afterwards are not seen.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.vocab = ruler.vocab
        rules: list[Mapping[str, Any]] = list(ruler.patterns)
        self._attributes = [self._read_attributes(attributes) for attributes in ruler.attrs]
        self._index = [int(rule["index"]) for rule in rules]
        self._plain = {number: list(rule["patterns"]) for number, rule in enumerate(rules) if _is_plain(rule)}
        words = {word for alternatives in self._plain.values() for (token,) in alternatives for word in _named(token)}
        self._words = frozenset(self.vocab.strings.add(word) for word in words)
        self._matcher = Matcher(self.vocab, validate=False)
        for number, rule in enumerate(rules):
            if number not in self._plain:
                self._matcher.add(str(number), list(rule["patterns"]))
        self._known: dict[Key, tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], tuple[tuple[str, Any], ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a tagged and parsed `Doc` in place."""
        found = self._match_others(doc)
        words = self._words
        known = self._known
        rows = doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()
        for token, (tag, dep, lower, space) in zip(doc, rows, strict=True):
            key = (tag, dep, lower if lower in words else 0, bool(space))
            rules = known.get(key)
            if rules is None:
                rules = known[key] = self._matching(key)
            if token.i in found:
                rules = tuple(sorted([*rules, *found[token.i]]))
            if rules:
                self._apply(token, rules)
        return doc

    def _match_others(self, doc: Doc) -> dict[int, list[int]]:
        """Return, by token, the rules that only the matcher can tell."""
        found: dict[int, list[int]] = {}
        if len(self._matcher):
            for match, start, end in self._matcher(doc, allow_missing=True):
                number = int(self.vocab.strings[match])
                index = self._index[number]
                found.setdefault(start + index if index >= 0 else end + index, []).append(number)
        return found

    def _matching(self, key: Key) -> tuple[int, ...]:
        strings = self.vocab.strings
        tag, dep, lower, space = key
        values = {"TAG": strings[tag], "DEP": strings[dep], "LOWER": strings[lower], "IS_SPACE": space}
        return tuple(
            number
            for number, alternatives in self._plain.items()
            if any(all(_fits(values[name], wanted) for name, wanted in token.items()) for (token,) in alternatives)
        )

    def _apply(self, token: Token, rules: tuple[int, ...]) -> None:
        merged = self._merged.get(rules)
        if merged is None:
            together: dict[str, Any] = {}
            for number in rules:
                together.update(self._attributes[number])
            merged = self._merged[rules] = tuple(together.items())
        for name, value in merged:
            setattr(token, name, value)

    def _read_attributes(self, attributes: Mapping[int, Any]) -> dict[str, Any]:
        """Return what a rule sets, by the token's property."""
        return {
            SETTERS[attribute]: MorphAnalysis(self.vocab, self.vocab.strings[value]) if attribute == MORPH else value
            for attribute, value in attributes.items()
        }


@Language.factory(FACTORY)
def _make_ruler(nlp: Language, name: str) -> RememberingRuler:
    ruler = nlp.get_pipe("attribute_ruler")
    if not isinstance(ruler, AttributeRuler):
        raise TypeError(f"{name}: the pipeline's attribute_ruler is no AttributeRuler")
    return RememberingRuler(ruler)


def remember_rules(nlp: Language) -> None:
    """Let a pipeline's attribute ruler be asked once for each kind of token; a ruler that sets other things is left."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe("attribute_ruler")
    if isinstance(ruler, AttributeRuler) and all(set(attributes) <= set(SETTERS) for attributes in ruler.attrs):
        nlp.add_pipe(FACTORY, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


def _is_plain(rule: Mapping[str, Any]) -> bool:
    """Tell whether a rule looks at one token, and at nothing of it but what is remembered."""
    return all(len(tokens) == 1 and _is_plain_token(tokens[0]) for tokens in rule["patterns"])


def _is_plain_token(token: Mapping[str | int, Any]) -> bool:
    return set(token) <= ONE_TOKEN and all(
        isinstance(value, str | bool) or (isinstance(value, dict) and set(value) == {"IN"}) for value in token.values()
    )


def _named(token: Mapping[str | int, Any]) -> Sequence[str]:
    """Return the words that a pattern names."""
    value = token.get("LOWER", ())
    return [value] if isinstance(value, str) else value["IN"] if value else ()


def _fits(value: Any, wanted: Any) -> bool:
    return value in wanted["IN"] if isinstance(wanted, dict) else value == wanted
