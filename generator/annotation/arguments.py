"""What stands around a verb or noun in its clause: subject, objects, prepositions, complements.

Relative pronouns are replaced by their noun, the subject of a controlled or coordinated verb is inherited, and the
object of a passive is its grammatical subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotation.trees import antecedent, first_conjunct, noun_words

if TYPE_CHECKING:
    from generator.annotation.trees import Tree

SUBJECTS = ("nsubj", "csubj", "expl")
RAISED = ("xcomp", "advcl", "pcomp", "ccomp", "acl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Arguments of one verb or noun, as token indices.

    `prepositions` pairs the lower-case preposition with its object; those that hang on the direct object are in
    `inner`, because "impose sanctions on" and "launch an attack against" attach either way. `infinitives` are verbs
    of `to` complements, `clauses` of finite ones, `others` words such as particles and adverbs.
    """

    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    prepositions: tuple[tuple[str, int], ...] = ()
    inner: tuple[tuple[str, int], ...] = ()
    particles: frozenset[str] = frozenset()
    infinitives: tuple[int, ...] = ()
    gerunds: tuple[int, ...] = ()
    clauses: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    passive: bool = False
    negated: bool = False


def is_passive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is passive: with `be`, or a bare participle after its noun."""
    if tree.tag[verb] not in ("VBN", "VBD"):
        return False
    for child in tree.children[verb]:
        if tree.dep[child] in ("auxpass", "nsubjpass", "agent"):
            return True
        if tree.dep[child] in ("aux", "nsubj"):
            return False
    return tree.tag[verb] == "VBN" and tree.dep[verb] in ("acl", "amod", "oprd")


def verb_arguments(tree: Tree, verb: int) -> Arguments:
    """Return the arguments of a verb."""
    passive = is_passive(tree, verb)
    subjects: list[int] = []
    objects: list[int] = []
    agents: list[int] = []
    others: list[int] = []
    prepositions: list[tuple[str, int]] = []
    particles: set[str] = set()
    infinitives: list[int] = []
    gerunds: list[int] = []
    clauses: list[int] = []
    for child in tree.children[verb]:
        dep = tree.dep[child]
        if dep in ("nsubj", "csubj"):
            subjects.append(antecedent(tree, child))
        elif dep in ("dobj", "nsubjpass", "dative", "attr", "oprd"):
            if dep == "dative" and tree.pos[child] == "ADP":
                prepositions += [(tree.lower[child], kid) for kid in tree.kids(child, "pobj")]
            else:
                objects.append(antecedent(tree, child))
        elif dep == "agent":
            agents += tree.kids(child, "pobj")
        elif dep == "prt":
            particles.add(tree.lower[child])
        elif tree.lower[child] == "according":
            continue  # whom the report follows took no part
        elif dep == "prep" or (dep == "advmod" and tree.pos[child] == "ADP"):
            prepositions += _prepositional(tree, child)
            if not tree.children[child]:
                particles.add(tree.lower[child])
            gerunds += tree.kids(child, "pcomp")
        elif dep in ("xcomp", "ccomp"):
            _complement(tree, child, infinitives, gerunds, clauses, others)
            if tree.pos[child] == "ADJ":
                objects += tree.kids(child, "nsubj")
        elif dep in ("acomp", "advmod", "npadvmod"):
            others.append(child)
            if dep == "advmod" and tree.lower[child] in PARTICLES:
                particles.add(tree.lower[child])
        elif dep == "advcl" and _has_to(tree, child):
            infinitives.append(child)
    if not objects:
        objects += _moved_object(tree, verb, passive=passive)
    if not subjects and not passive:
        subjects += inherited_subjects(tree, verb)
    inner = [
        pair
        for thing in objects
        for child in tree.children[thing]
        if tree.dep[child] == "prep"
        for pair in _prepositional(tree, child)
    ]
    return Arguments(
        subjects=tuple(subjects),
        objects=tuple(objects),
        agents=tuple(agents),
        prepositions=tuple(prepositions),
        inner=tuple(inner),
        particles=frozenset(particles),
        infinitives=tuple(infinitives),
        gerunds=tuple(gerunds),
        clauses=tuple(clauses),
        others=tuple(others),
        passive=passive,
        negated=any(tree.dep[child] == "neg" for child in tree.children[verb]),
    )


PARTICLES = frozenset("up down out off back away in on over together home apart aside around through along".split())


def _prepositional(tree: Tree, preposition: int) -> list[tuple[str, int]]:
    """Return a preposition with its objects; of two in a row ("out of", "up to") both words count."""
    word = tree.lower[preposition]
    found = [(word, kid) for kid in tree.kids(preposition, "pobj")]
    if word in ("via", "by", "through", "over"):
        # "met via videoconference with": what hangs on the means belongs to the verb.
        means = [child for _, kid in found for child in tree.children[kid] if tree.dep[child] == "prep"]
        found += [(tree.lower[child], kid) for child in means for kid in tree.kids(child, "pobj")]
    for child in tree.children[preposition]:
        if tree.dep[child] == "prep":
            for kid in tree.kids(child, "pobj"):
                found += [(word, kid), (tree.lower[child], kid)]
        elif tree.dep[child] == "conj":
            found += _prepositional(tree, child)
    return found


def _complement(
    tree: Tree, child: int, infinitives: list[int], gerunds: list[int], clauses: list[int], others: list[int]
) -> None:
    if tree.tag[child] == "VBG" and not any(tree.dep[kid] in ("aux", "nsubj") for kid in tree.children[child]):
        gerunds.append(child)
    elif _has_to(tree, child):
        infinitives.append(child)
    elif _is_word(tree, child):
        others.append(child)
    else:
        clauses.append(child)


def _is_word(tree: Tree, child: int) -> bool:
    """Tell whether a complement is a mere word, not a clause: found him guilty, set them free."""
    if tree.pos[child] == "ADJ":
        return not tree.kids(child, "aux", "cop")
    return tree.pos[child] in ("NOUN", "ADV") and not tree.kids(child, "nsubj")


def _has_to(tree: Tree, verb: int) -> bool:
    return any(tree.dep[kid] == "aux" and tree.lower[kid] == "to" for kid in tree.children[verb])


def _moved_object(tree: Tree, verb: int, *, passive: bool) -> list[int]:
    """Return the noun before a relative or reduced clause as the object of its verb."""
    if tree.dep[verb] in ("acl", "amod") and passive:
        return [tree.head[verb]]
    if tree.dep[verb] == "relcl" and not passive:
        has_subject = any(tree.dep[kid] == "nsubj" for kid in tree.children[verb])
        relative = any(
            tree.lower[kid] in ("who", "which", "that", "where", "when") and tree.dep[kid] != "mark"
            for kid in tree.children[verb]
        )
        if has_subject and not relative:
            return [tree.head[verb]]
    if tree.dep[verb] == "conj" and passive:
        first = first_conjunct(tree, verb)
        return [antecedent(tree, kid) for kid in tree.kids(first, "nsubjpass")]
    return []


def inherited_subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Return the subject that a verb without one takes from the verb it hangs on."""
    dep, above = tree.dep[verb], tree.head[verb]
    if depth > 5 or above == verb:
        return []
    if dep == "conj":
        return _own_or_above(tree, above, depth)
    if dep == "relcl":
        return [] if any(tree.dep[kid].startswith("nsubj") for kid in tree.children[verb]) else [above]
    if dep == "acl":
        if tree.tag[verb] == "VBG":
            return [above]
        return _owners(tree, above) or (
            _own_or_above(tree, tree.head[above], depth) if tree.dep[above] == "dobj" else []
        )
    if dep == "pcomp":
        above = tree.head[above]
        while tree.dep[above] in ("prep", "pobj", "pcomp") and tree.head[above] != above:
            above = tree.head[above]
        if not tree.is_verb(above):
            return _owners(tree, above) or _own_or_above(tree, tree.head[above], depth)
        return _own_or_above(tree, above, depth)
    if dep == "xcomp" or (dep == "ccomp" and tree.tag[verb] in ("VB", "VBG")) or dep == "advcl":
        if dep != "advcl" and (objects := _controllers(tree, above)):
            return objects
        if tree.pos[above] == "ADJ":
            return _own_or_above(tree, tree.head[above], depth) or tree.kids(above, "nsubj")
        if dep == "advcl" and tree.tag[verb] == "VBG" and is_passive(tree, above):
            return []  # "was hit by shelling, killing six": what was hit did not kill
        return _own_or_above(tree, above, depth)
    return []


SUBJECT_CONTROL = frozenset("promise threaten vow pledge swear offer use agree refuse".split())


def _controllers(tree: Tree, verb: int) -> list[int]:
    """Return the object that governs an infinitive ("urged Iran to halt"), unless the verb is one like promise."""
    if tree.lemma[verb] in SUBJECT_CONTROL:
        return []
    objects = [antecedent(tree, kid) for kid in tree.kids(verb, "dobj", "dative") if tree.pos[kid] != "ADP"]
    if is_passive(tree, verb):
        objects = objects or [antecedent(tree, kid) for kid in tree.kids(verb, "nsubjpass")]
    return objects


def _owners(tree: Tree, noun: int) -> list[int]:
    """Return who a noun belongs to: Iran's refusal to, a decision by Iran to, the Iranian decision to."""
    owners = tree.kids(noun, "poss")
    for child in tree.children[noun]:
        if tree.lower[child] in ("by", "of") and tree.dep[child] in ("prep", "agent"):
            owners += tree.kids(child, "pobj")
    return owners


def _own_or_above(tree: Tree, verb: int, depth: int) -> list[int]:
    passive = is_passive(tree, verb)
    subjects = [antecedent(tree, kid) for kid in tree.children[verb] if tree.dep[kid] == "nsubj"]
    if not subjects and passive:
        subjects = [antecedent(tree, kid) for kid in tree.kids(verb, "nsubjpass")]
    return subjects or inherited_subjects(tree, verb, depth + 1)


def noun_arguments(tree: Tree, noun: int) -> Arguments:
    """Return the arguments of an event noun; `subjects` are possessors and `by` phrases."""
    prepositions: list[tuple[str, int]] = []
    agents: list[int] = []
    infinitives: list[int] = []
    clauses: list[int] = []
    others: list[int] = []
    for child in tree.children[noun]:
        dep = tree.dep[child]
        if dep in ("prep", "agent"):
            pairs = _prepositional(tree, child)
            if tree.lower[child] == "by":
                agents += [kid for _, kid in pairs]
            prepositions += pairs
        elif dep == "acl" and _has_to(tree, child):
            infinitives.append(child)
        elif dep == "acl" and tree.tag[child] == "VBN":
            for kid in tree.children[child]:
                if tree.dep[kid] == "agent":
                    agents += tree.kids(kid, "pobj")
                elif tree.dep[kid] == "prep":
                    prepositions += _prepositional(tree, kid)
        elif dep in ("acl", "ccomp"):
            clauses.append(child)
        elif dep in ("compound", "amod", "nmod"):
            others.append(child)
    return Arguments(
        subjects=tuple(tree.kids(noun, "poss")),
        agents=tuple(agents),
        prepositions=tuple(prepositions),
        infinitives=tuple(infinitives),
        clauses=tuple(clauses),
        others=tuple(others),
    )


def object_words(tree: Tree, arguments: Arguments) -> frozenset[str]:
    """Return the words of every object, complement word and adverb."""
    words: set[str] = set()
    for one in arguments.objects:
        words |= noun_words(tree, one)
    for one in arguments.others:
        words.update((tree.lower[one], tree.lemma[one]))
    return frozenset(words)
