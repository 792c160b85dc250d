"""Questions to the words around an event that decide what a governing word makes of it, each answered off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotation.verdicts import OPEN, Verdict, look_up, verdict_lists, word_list

if TYPE_CHECKING:
    from generator.annotation.trees import Tree


def with_particle(tree: Tree, verb: int) -> str:
    """Return the lemma of a verb, joined to its particle if the word lists know the pair: call_off, go_on."""
    word = tree.lemma[verb]
    pairs = (f"{word}_{tree.lower[kid]}" for kid in tree.children[verb] if tree.dep[kid] in ("prt", "prep", "advmod"))
    return next((pair for pair in pairs if pair in word_list("particled")), word)


def names_aim(tree: Tree, verb: int) -> bool:
    """Tell whether the subject of a verb only names a matter or an aim: the purpose is, the issue was."""
    return any(tree.lemma[kid] in word_list("topics") for kid in tree.kids(verb, "nsubj"))


def is_false(tree: Tree, noun: int) -> bool:
    """Tell whether a report or claim is called false: reports of shelling are fabricated."""
    false = word_list("untrue")
    if tree.lemma[noun] not in verdict_lists()["nouns"]["told"]:
        return False
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.lemma[verb] in word_list("denying") and not own_negation(tree, verb):
        return True
    around = [*tree.kids(verb, "acomp", "attr", "oprd"), noun, *([verb] if tree.tag[verb] == "VBN" else [])]
    return any(
        tree.lower[word] in false
        for one in around
        for word in (one, *(kid for kid in tree.children[one] if tree.dep[kid] in ("amod", "acomp", "conj")))
    )


def is_past(tree: Tree, token: int) -> bool:
    """Tell whether an adjective says that the event is behind or under way: fears over recent clashes."""
    return any(tree.lower[kid] in word_list("behind") for kid in tree.kids(token, "amod"))


def is_spelt_out(tree: Tree, token: int) -> bool:
    """Tell whether "the" only announces what follows: they ordered the evacuation of the town."""
    if tree.lemma[tree.head[token]] == "order":
        return False  # whoever orders an arrest has it made
    follows = any(tree.lower[kid] in ("of", "to") for kid in tree.kids(token, "prep", "acl"))
    return (
        follows
        and all(tree.lower[kid] == "the" for kid in tree.kids(token, "det", "poss"))
        and not is_past(tree, token)
    )


def is_known(tree: Tree, token: int) -> bool:
    """Tell whether a noun is presented as known, so that nothing about it is only wished: the attack, his visit."""
    return any(tree.lower[kid] in word_list("known") or tree.tag[kid] == "PRP$" for kid in tree.children[token])


def own_negation(tree: Tree, token: int) -> bool:
    """Tell whether a word has a negation of its own."""
    return any(tree.dep[kid] == "neg" for kid in tree.children[token])


def is_turned_down(tree: Tree, noun: int) -> bool:
    """Tell whether a proposal or a call of somebody else is rejected, which leaves what it asked for open."""
    above = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.lower[above] == "of":
        above = tree.head[above]
    return tree.lemma[above] in word_list("rejecting")


def wh_clause(tree: Tree, verb: int) -> bool:
    """Tell whether a finite clause asks: who gets the post, how they attack."""
    near = (kid for kid in tree.children[verb] if kid < verb)
    return any(tree.tag[one] in ("WP", "WRB", "WDT") for kid in near for one in (kid, *tree.children[kid]))


def holder(tree: Tree, preposition: int) -> int:
    """Return the word that a preposition belongs to: the verb of charging, not the men who are charged with it."""
    above = tree.head[preposition]
    verb = tree.head[above]
    if tree.dep[above] in ("dobj", "nsubjpass") and tree.is_verb(verb) and verb < preposition:
        if tree.lemma[verb] in word_list("charging") and tree.lower[preposition] == "with":
            return verb
        if tree.lemma[verb] in word_list("convicting") and tree.lower[preposition] in ("of", "from", "against"):
            return verb
    return above


def is_reported(tree: Tree, infinitive: int, verb: int) -> bool:
    """Tell whether an infinitive is what was reported, not what was aimed at: said to have left, claims to have won."""
    word = tree.lemma[verb]
    if word not in verdict_lists()["verbs"]["told"] or look_up("verbs", word, ("possible",)):
        return False
    auxiliaries = [tree.lower[kid] for kid in tree.kids(infinitive, "aux")]
    return "have" in auxiliaries or (tree.tag[infinitive] == "VBG" and "be" in auxiliaries)


def tells_outcome(tree: Tree, infinitive: int, above: int) -> bool:
    """Tell whether an infinitive is done with what governs it: was able to, went on to, was quick to, only to find."""
    word = with_particle(tree, above)
    if any(tree.lower[kid] == "only" and kid < infinitive for kid in tree.kids(infinitive, "advmod")):
        return True
    if tree.is_verb(above):
        return word in word_list("leading")
    if tree.pos[above] != "ADJ" or word not in word_list("proving") or not tree.is_verb(tree.head[above]):
        return False
    verb = tree.head[above]
    return tree.tag[verb] == "VBD" or (tree.tag[verb] == "VBN" and not own_negation(tree, verb))


def is_gesture(tree: Tree, infinitive: int, verb: int) -> bool:
    """Tell whether an infinitive is what was done by doing the rest: gathered to protest, I would like to thank you."""
    word = tree.lemma[infinitive]
    if word not in word_list("gestures"):
        return False
    if tree.lemma[verb] == "let":
        return any(tree.lower[kid] == "me" for kid in tree.kids(infinitive, "nsubj"))
    subjects = {tree.lower[kid] for kid in tree.kids(verb, "nsubj")}
    if tree.lemma[verb] in ("want", "wish", "like", "love") and subjects & {"i", "we"}:
        return not own_negation(tree, verb)
    return tree.lemma[verb] in word_list("gathering") and tree.tag[verb] == "VBD"


def is_first(tree: Tree, noun: int) -> bool:
    """Tell whether a noun is marked out by what it did: the first country to recognise, the last to leave."""
    if tree.pos[noun] not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return False
    return tree.lower[noun] in word_list("ranking") or any(
        tree.lower[kid] in word_list("ranking") for kid in tree.children[noun] if kid < noun
    )


def ends_so(tree: Tree, infinitive: int, noun: int) -> bool:
    """Tell whether an infinitive by a measure tells how a change ended: it rose two dollars a share to close at ten."""
    for above in (tree.head[noun], tree.head[tree.head[noun]]):
        if tree.lemma[above] in word_list("moving") and tree.tag[above] in ("VBD", "VBN", "VBG"):
            return tree.lemma[infinitive] in word_list("ended")
    return False


def read_fate(tree: Tree, noun: int) -> Verdict | int | None:
    """Return what became of a plan, promise or attempt: a verdict if it failed, the verb that tells it was carried out."""
    verb, dep = tree.head[noun], tree.dep[noun]
    if not tree.is_verb(verb):
        return None
    word = with_particle(tree, verb)
    if dep == "pobj" or own_negation(tree, verb):
        return None
    if dep == "dobj":
        chance = tree.lemma[noun] in word_list("chances") and word in word_list("taking")
        return verb if chance or word in word_list("fulfilling") else None
    if (dep == "nsubj" and word in word_list("failing")) or (dep == "nsubjpass" and word in word_list("dropping")):
        return Verdict(modality="denied", reason=f"“{tree.text[noun]}” that {tree.text[verb]}")
    if (dep == "nsubj" and word in word_list("succeeding")) or (dep == "nsubjpass" and word in word_list("fulfilling")):
        return verb
    return None


def read_called(tree: Tree, clause: int, verb: int) -> Verdict | None:
    """Return what an adjective says of the clause that is its subject: it is possible, likely, not true that they left."""
    if tree.lemma[verb] not in word_list("linking") or wh_clause(tree, clause):
        return None
    for child in tree.kids(verb, "acomp", "oprd"):
        word = tree.lower[child]
        if word == "true" and own_negation(tree, verb):
            return Verdict(modality="denied", reason="called not true")
        kind = look_up("adjectives", word)
        if kind == "demanded" and tree.tag[clause] == "VBD":
            continue
        if kind:
            negated = own_negation(tree, verb) and kind in OPEN
            return Verdict(modality="denied" if negated and word == "possible" else kind, reason=f"called “{word}”")
    return None


def says_else(tree: Tree, token: int, verb: int) -> bool:
    """Tell whether a verb says something else of its subject than that it occurs: the plan may include a visit."""
    if tree.lemma[verb] != "be" and is_known(tree, token) and tree.lemma[verb] in word_list("covering"):
        return True
    if tree.kids(verb, "acomp") or any(tree.lower[kid] != "place" for kid in tree.kids(verb, "dobj")):
        return True
    perfect = any(tree.lower[kid] == "have" for kid in tree.kids(verb, "aux"))
    return is_known(tree, token) and perfect and bool(tree.kids(verb, "attr"))


def read_prospect(tree: Tree, token: int, verb: int) -> Verdict | None:
    """Return what a verb says of whether its subject comes about: talks are to follow, are under way, fell through."""
    word, dep = with_particle(tree, verb), tree.dep[token]
    told = not tree.kids(verb, "aux") or tree.tag[verb] == "VBN"
    if dep == "nsubj" and word == "fall_through" and told and not own_negation(tree, verb):
        return Verdict(modality="denied", reason="it fell through")
    if any(_comes_to_nothing(tree, one) for one in tree.kids(verb, "conj")):
        return Verdict(modality="denied", reason="it did not take place")
    aims = tree.kids(verb, "xcomp")
    due = not aims or any(_is_to(tree, kid) for kid in aims)
    if dep == "nsubjpass" and word in word_list("timed") and due and not own_negation(tree, verb):
        return Verdict(modality="planned", reason=f"“{tree.text[verb]}”")
    if dep != "nsubj" or tree.tag[verb] == "VBN" or own_negation(tree, verb):
        return None
    present = [tree.lower[kid] for kid in tree.kids(verb, "aux")]
    if tree.tag[verb] == "VBG" and word in word_list("nearing_verbs") and ("is" in present or "are" in present):
        return Verdict(modality="planned", reason=f"“{tree.text[verb]}”")
    if word not in word_list("linking"):
        return None
    if any(_is_to(tree, kid) for kid in tree.kids(verb, "xcomp")):
        return Verdict(modality="planned", reason=f"“{tree.text[verb]} to”")
    if any(tree.lower[kid] in word_list("options") for kid in tree.kids(verb, "attr")):
        return Verdict(modality="possible", reason="named as an option")
    phrases = {_phrase(tree, kid) for kid in tree.kids(verb, "prep")}
    if phrases & word_list("dismissed"):
        return Verdict(modality="denied", reason=f"“{min(phrases)}”".replace("_", " "))
    if phrases & word_list("pending"):
        return Verdict(modality="planned", reason=f"“{min(phrases)}”".replace("_", " "))
    return None


def _comes_to_nothing(tree: Tree, verb: int) -> bool:
    """Tell whether a second verb without a subject of its own denies the event: was due on Monday but did not happen."""
    place = any(tree.lower[kid] == "place" for kid in tree.kids(verb, "dobj"))
    occurs = tree.lemma[verb] in ("happen", "occur", "materialize", "materialise") or (
        tree.lemma[verb] == "take" and place
    )
    return occurs and own_negation(tree, verb) and not tree.kids(verb, "nsubj", "nsubjpass")


def _is_to(tree: Tree, verb: int) -> bool:
    marked = any(tree.lower[kid] == "to" for kid in tree.kids(verb, "aux"))
    return marked and (tree.lemma[verb] in word_list("occurring") or bool(tree.kids(verb, "auxpass")))


def _phrase(tree: Tree, preposition: int) -> str:
    """Return a preposition and the noun at its end, joined: on_table, out_question."""
    last = preposition
    while below := tree.kids(last, "pobj", "prep"):
        last = below[0]
    return f"{tree.lower[preposition]}_{tree.lower[last]}"


def read_predicate(tree: Tree, verb: int) -> Verdict | None:
    """Return what an adjective says of its subject: a meeting is likely, a war seems unlikely."""
    if tree.lemma[verb] not in word_list("linking"):
        return None
    for child in tree.kids(verb, "acomp", "oprd", "attr"):
        verdict = look_up("adjectives", tree.lower[child])
        if tree.lower[child] in word_list("acting") and tree.kids(child, "xcomp"):
            continue  # talks that are unable to settle a matter are held
        if verdict and tree.lower[child] not in word_list("valuing"):
            return Verdict(modality=verdict, reason=f"called “{tree.text[child]}”")
    return None


def keeps_off(tree: Tree, verb: int) -> bool:
    """Tell whether a verb's `from` brings what was kept off: prevented, kept, protected from it."""
    word = tree.lemma[verb]
    return look_up("verbs", word) == "denied" or word in word_list("guarding") or word in word_list("keeping")


def attempt_above(tree: Tree, verb: int) -> int | None:
    """Return the verb of trying above an infinitive: whoever tried to win by cheating has cheated."""
    for above in (verb, tree.head[verb]):
        if tree.lemma[above] in word_list("trying") and tree.is_verb(above):
            return above
    return None
