"""Names as strings: normalise and compare; nothing here knows an article."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from generator.data import load_data


def _listed(group: str) -> frozenset[str]:
    return frozenset(load_data("name_words")[group].split())


PARTICLES = _listed("particles")
SUFFIXES = _listed("suffixes")
LEGAL = _listed("legal")
COMPANY_WORDS = LEGAL | _listed("company")
SMALL = _listed("small")
FAMILY_FIRST = _listed("family_first")
EITHER_SIDE = _listed("either_side")
HEADS = _listed("heads")
GENERAL = HEADS | _listed("general")


def plain(name: str) -> str:
    """Return a name for comparing: lower case, no accents, no dots, marks as blanks."""
    return _plain(name)


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    name = name.translate(LETTERS)
    folded = unicodedata.normalize("NFKD", name)
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    letters = re.sub(r"['’]s\b", "", letters)
    letters = re.sub(r"(?<=\b\w)\.\s?(?=\w\b)", "", letters)
    return re.sub(r"[^\w]+", " ", letters).strip().casefold()


LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


@lru_cache(maxsize=100_000)
def organization_key(name: str) -> str:
    """Return the plain name of an organisation without article and legal form; departments and ministries in one form."""
    words = [word for word in plain(name.replace("&", " and ")).split() if word != "the"]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    text = " ".join(words)
    if match := re.fullmatch(r"(department|ministry) (?:of|for) (.+)", text):
        text = f"{match[2]} {match[1]}"
    for old, new in (
        ("organisation", "organization"),
        ("programme", "program"),
        ("defence", "defense"),
        ("labour", "labor"),
    ):
        text = text.replace(old, new)
    text = re.sub(r"\bcentre\b", "center", text)
    text = re.sub(r"^foreign affairs ministry$", "foreign ministry", text)
    return re.sub(r"^internal affairs ministry$", "interior ministry", text)


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the plain words of a person's name without "Jr" and the number of a king."""
    words = plain(name).split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def person_key(name: str) -> str:
    """Return the key by which two printed names of a person are equal."""
    return " ".join(name_words(name))


@lru_cache(maxsize=100_000)
def family_first(name: str) -> bool:
    """Tell whether the family name stands first: Kim Jong Un, Xi Jinping."""
    words = name_words(name)
    if not 2 <= len(words) <= 3 or words[0] not in FAMILY_FIRST:
        return False
    return len(words) == 3 or (words[1] not in western_names() and words[0] not in EITHER_SIDE)


def surname(name: str) -> str:
    """Return the plain last name: "van der Leyen" keeps its particles out, "Jr" is no name."""
    words = name_words(name)
    if not words:
        return ""
    return words[0] if family_first(name) else words[-1]


def given_names(name: str) -> tuple[str, ...]:
    """Return the names beside the family name."""
    words = name_words(name)
    rest = words[1:] if family_first(name) else words[:-1]
    return tuple(word for word in rest if word not in PARTICLES)


def generation(name: str) -> str:
    """Return what tells father and son apart: jr, sr, ii; "" if nothing does."""
    words = plain(name).split()
    return words[-1] if len(words) > 1 and words[-1] in SUFFIXES else ""


@lru_cache(maxsize=100_000)
def short_forms(name: str) -> frozenset[str]:
    """Return the plain forms by which a later sentence may call the person of a full name."""
    words = name_words(name)
    forms = {surname(name)}
    if len(words) > 2 and words[-2] in PARTICLES:
        first = next(i for i in range(len(words)) if all(word in PARTICLES for word in words[i:-1]))
        forms |= {" ".join(words[i:]) for i in range(max(first, 1), len(words))}
    if len(words) > 2 and not family_first(name):
        forms.add(" ".join(words[-2:]))
    if generation(name):
        forms.add(words[-1])
        if len(words) == 1:
            forms.add(words[0])
    return frozenset(forms - {plain(name)}) | ({words[0]} if generation(name) and len(words) == 1 else set())


@cache
def western_names() -> frozenset[str]:
    """Return common first names of Europe and the Americas."""
    data = load_data("given_names")
    return frozenset(f"{data['female']} {data['male']} {data['either']}".split())


@cache
def _genders() -> dict[str, str]:
    data = load_data("given_names")
    genders = dict.fromkeys(data["female"].split(), "female")
    genders.update(dict.fromkeys(data["male"].split(), "male"))
    return genders


def gender_of_name(name: str) -> str | None:
    """Return the gender that a first name shows, None if it shows none."""
    words = name_words(name)
    return _genders().get(words[0]) if len(words) > 1 and not family_first(name) else None


@cache
def _nicknames() -> dict[str, str]:
    return {short: full for full, shorts in load_data("given_names")["nicknames"].items() for short in shorts.split()}


def same_first_name(one: str, other: str) -> bool:
    """Tell whether two plain first names can be one person's: equal, an initial, or a usual short form."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if (len(one) == 2 and one not in western_names() and other.startswith(one[0])) or one == "jd":
        return False
    return _nicknames().get(one, one) == _nicknames().get(other, other)


def compatible_given(one: str, other: str) -> bool:
    """Tell whether two full names of one surname can be one person's."""
    if generation(one) and generation(other) and generation(one) != generation(other):
        return False
    left, right = given_names(one), given_names(other)
    if not left or not right:
        return True
    if family_first(one) and family_first(other):
        return "".join(left) == "".join(right)
    if not same_first_name(left[0], right[0]):
        return (
            len(left) != len(right)
            and (left[-1] == right[-1] and len(left[-1]) > 2)
            and min(len(left), len(right)) == 1
        )
    middle, other_middle = left[1:], right[1:]
    return not middle or not other_middle or middle[0][0] == other_middle[0][0]


def initials(name: str, *, small: bool = False) -> str:
    """Return the first letters of the words of a name in capitals, small words left out or taken in."""
    words = [word for word in re.split(r"[\s\-/]+", re.sub(r"[^\w\s\-/&]", "", name)) if word]
    return "".join(word[0].upper() for word in words if small or word.lower() not in SMALL)


@lru_cache(maxsize=100_000)
def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether a short form in capitals stands for the words of a long name."""
    letters = re.sub(r"[^A-Za-z]", "", short)
    words = long.split()
    capitals = sum(char.isupper() for char in letters)
    if (
        not 2 <= len(letters) <= 8
        or len(words) < 2
        or capitals < 2
        or sum(char.isupper() for char in letters) < len(letters) - 1
    ):
        return False
    letters = letters.upper()
    bare = [word for word in words if plain(word) not in LEGAL]
    choices = {initials(" ".join(some), small=flag) for some in (words, bare) for flag in (True, False)}
    choices |= {initials(re.sub(r"^the ", "", " ".join(words), flags=re.I), small=True)}
    return letters in choices


@lru_cache(maxsize=100_000)
def sound_key(name: str) -> str:
    """Return a key that spellings of one name share when another script is written in Latin letters: Zelensky, Zelenskiy."""
    word = plain(name).replace(" ", "")
    for pattern, letter in TRANSCRIPTION:
        word = re.sub(pattern, letter, word)
    return re.sub(r"(.)\1", r"\1", word)


TRANSCRIPTION = (
    (r"(?:skyy|skiy|skij|skyi|skii|ski|sky)$", "sky"),
    (r"(?:iy|yy|yi|ij|ii|y|i)$", "i"),
    (r"(?:yev|iev|jev|eyev)", "ev"),
    (r"(?:tch|tsch|cz)", "ch"),
    (r"(?:shch|sch)", "sh"),
    (r"(?:kh|gh|q)", "k"),
    (r"(?:dzh|dj)", "j"),
    (r"ph", "f"),
    (r"(?:ou|oo)", "u"),
    (r"(?:yu|iu|ju)", "u"),
    (r"(?:ya|ia|ja)", "a"),
    (r"(?:ye|ie|je)", "e"),
    (r"w", "v"),
    (r"ks", "x"),
    (r"y", "i"),
    (r"ei", "i"),
    (r"c(?=[aou])", "k"),
    (r"th", "t"),
    (r"^mohamm?[ae]d$|^muhamm?[ae]d$|^mohamed$", "mohamed"),
)


def slug(name: str) -> str:
    """Return a name as file name: ASCII words joined by hyphens, never empty."""
    return "-".join(plain(name).encode("ascii", "ignore").decode().split())[:80].strip("-") or "x"


MODEL = re.compile(r" (?:[A-Z]{1,4}-?\d[\w-]*|[A-Z]\d?X{1,2}|[a-z][A-Z][a-z]+\w*)\b(?!['’]s)")
NUMBER = re.compile(r" ([1-9]\d\d)(?:-\d[\w-]*|s|[A-Z]{1,3})?\b(?![.,]\d|[-–]\d| ?%)")


def is_model(text: str, end: int) -> bool:
    """Tell whether the designation of a product stands after a maker's name: A320, KC-30, A3XX, ePad."""
    return MODEL.match(text, end) is not None


def model_number(text: str, end: int) -> str:
    """Return the number after a maker's name that may be a product's, as 737 in "737-800"; "" if there is none."""
    match = NUMBER.match(text, end)
    return match[1] if match else ""
