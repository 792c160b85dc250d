"""How time expressions are written: one table of patterns, each tied to the class of words that calls it.

In the patterns a plain space stands for any white space within a line and a hyphen for any hyphen or dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.data import load_data


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern: `name` names its resolver in date_values, `anchor` the class of words around which it is tried."""

    name: str
    anchor: str
    pattern: re.Pattern[str]


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))


def _fragments(data: dict[str, Any]) -> dict[str, str]:
    full_months = [words[0] for words in data["months"].values()]
    short_months = [word for words in data["months"].values() for word in words[1:]]
    months = [*full_months, *short_months]
    full_days = [words[0] for words in data["weekdays"].values()]
    short_days = [word for words in data["weekdays"].values() for word in words[1:]]
    units = [*data["units"], *(f"{u}s" for u in data["units"]), *data["irregular_plurals"]]
    numbers = _choice(list(data["numbers"]))
    spelled = rf"(?:{numbers})(?:(?: and |[ -])(?:{numbers}))*"
    holidays = [name for entry in data["holidays"] for name in entry["names"]]
    return {
        "MONTH": rf"(?:(?:{_choice(full_months)})\b|(?:{_choice(short_months)})\b\.?)",
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)",
        "ORDINAL": rf"(?:{_choice(list(data['ordinals']))})",
        "YEAR": r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,:/]\d|-\d\d-)",
        "SPELLED_YEAR": r"(?:(?:nineteen|eighteen) (?:[a-z]+ty[ -](?:one|two|three|four|five|six|seven|eight|nine)"
        r"|[a-z]+teen|[a-z]+ty|ten|eleven|twelve|oh [a-z]+)|two thousand(?: and)?(?: [a-z]+)?)",
        "WEEKDAY": rf"(?:{_choice(full_days)}|(?:{_choice(short_days)})(?:\.|(?=,? (?:{_choice(months)}|\d))))",
        "UNIT": rf"(?:{_choice(units)})",
        "NUMBER": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: 1/2|½)?|half an?|an additional|an?(?: half)?"
        rf"|a couple(?: of)?|couple of|a dozen|{_choice(data['vague'])}"
        rf"|an? (?:{numbers})|{spelled})",
        "APPROX": r"(?:about|around|nearly|almost|roughly|approximately|some|more than|less than|fewer than|no more than"
        r"|at least|at most|up to|over|under|within|just over|just under|well over|only|as long as)",
        "PART": rf"(?:{_choice(list(data['parts']))})",
        "SEASON": rf"(?:{_choice(list(data['seasons']))})",
        "HOLIDAY": rf"(?:{_choice(holidays)})",
        "DECADE": rf"(?:{_choice(list(data['decades']))})",
        "FREQUENCY": rf"(?:{_choice(list(data['frequencies']))})",
        "REFERENCE": rf"(?:{_choice([w for ws in data['references'].values() for w in ws])})",
        "MOD": r"(?:very )?(?:early|late|earlier|later|sometime|mid)(?: in)?(?: the)?[ -]|(?:the )?(?:end|beginning|start"
        r"|middle|close|rest|remainder|early part|latter part|course|most|much|all|part) of (?:the )?",
        "ZONE": r"(?: (?:GMT|UTC|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|BST|CET|CEST|local time|Eastern(?: time)?"
        r"|Moscow time|Kyiv time)\b(?: time)?)",
    }


# name, anchor class, pattern. Longer matches win; of equal ones the first in this table.
_TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "iso",
        "year",
        r"(?<![\d-])(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?![\d-])(?:T\d\d:\d\d(?::\d\d)?Z?)?",
    ),
    (
        "numeric",
        "numeric",
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d/-]|\.\d)",
    ),
    (
        "days_range",
        "month",
        r"(?:(?:from|between) )?(?P<month>MONTH) (?P<day>DAY)(?P<join> ?- ?| (?:to|through|until|and) )"
        r"(?P<day2>DAY)(?:,? (?P<year>YEAR))?",
    ),
    (
        "days_range",
        "month",
        r"(?:(?:from|between) )?(?:the )?(?P<day>DAY)(?P<join> ?- ?| (?:to|through|until|and) )(?:the )?"
        r"(?P<day2>DAY)(?: of)? (?P<month>MONTH)(?:,? (?P<year>YEAR))?",
    ),
    (
        "dates_range",
        "month",
        r"(?:(?:from|between) )?(?P<month>MONTH) (?P<day>DAY)(?P<join> ?- ?| (?:to|and|until) )"
        r"(?P<month2>MONTH) (?P<day2>DAY)(?:,? (?P<year>YEAR))?",
    ),
    (
        "dates_range",
        "month",
        r"(?:(?:from|between) )?(?P<day>DAY) (?P<month>MONTH)(?P<join> ?- ?| (?:to|and|until) )"
        r"(?P<day2>DAY) (?P<month2>MONTH)(?:,? (?P<year>YEAR))?",
    ),
    (
        "month_day",
        "month",
        r"(?:(?:MOD|this coming |this past |last |next )?(?P<weekday>WEEKDAY)(?: (?P<part>PART))?,? (?:the )?)?"
        r"(?:APPROX )?(?:the (?:morning|afternoon|evening|night) of )?(?P<month>MONTH) (?:the )?(?P<day>DAY"
        r"|ORDINAL)\b"
        r"(?:,? ?(?P<year>YEAR)|,? of (?P<of>last|this|next) year| (?P<of2>last|this|next) year)?",
    ),
    (
        "month_day",
        "month",
        r"(?:(?:MOD)?(?P<weekday>WEEKDAY)(?: (?P<part>PART))?,? )?(?:APPROX )?(?:the )?(?P<day>DAY|ORDINAL)(?: of)? "
        r"(?P<month>MONTH)(?:,? (?P<year>YEAR)| (?:of )?(?P<of>last|this|next) year)?",
    ),
    (
        "month",
        "month",
        r"(?P<mod>MOD)?(?:(?P<rel>last|this past|this coming|this|next|the previous|the following|each|every"
        r"|the same|that|the past) )?(?P<month>MONTH)(?:,? (?:of )?(?P<year>YEAR|SPELLED_YEAR)|,? '(?P<short>\d\d)"
        r"| (?:of )?(?P<of>last|this|next|the following|that|the same) year)?",
    ),
    (
        "weekday",
        "weekday",
        r"(?P<mod>MOD)?(?:(?P<rel>last|this past|this coming|this|next|the previous|the following|each"
        r"|every|the next|the coming|the same|that|past|a week ago|the day before last|the day before"
        r"|the day after) )?"
        r"(?P<weekday>WEEKDAY)(?P<plural>s\b)?(?:,? (?P<part>PART))?(?: (?:of )?(?P<of>last|this|next) week)?",
    ),
    ("night_before", "weekday", r"the (?:night|day|morning|evening) (?P<way>before|after) (?P<weekday>WEEKDAY)"),
    (
        "next_part",
        "part",
        r"(?P<mod>early |late |later |earlier |mid-|mid )?(?P<rel>this|last|that same|that|the next"
        r"|the following|the same"
        r"|the previous|next|the) (?P<part>PART)(?! (?:before|after) last)",
    ),
    (
        "deictic",
        "deictic",
        r"(?P<mod>MOD)?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow"
        r"|tonight|overnight)(?! and yesterday)(?: (?P<part>PART|midnight|noon))?",
    ),
    (
        "deictic",
        "deictic",
        r"(?P<part>midday|mid-afternoon|midafternoon|mid-morning|noon|midnight) (?P<word>today|yesterday|tomorrow)",
    ),
    (
        "next_day",
        "unit",
        r"(?:the (?:very )?(?P<rel>next|following|previous|same) day|(?P<that>that)(?: same| very)? day"
        r"|the day (?P<way>after|before)(?! (?:yesterday|tomorrow|last)))",
    ),
    (
        "shift",
        "unit",
        r"(?:APPROX )?(?P<num>NUMBER)(?P<half> and a half)? (?P<unit>UNIT)(?: and a half)?(?: or (?:so|two|more))? "
        r"(?P<way>ago today|ago|earlier|later|before|after|from now|from today|hence|previously|prior)\b(?: that)?",
    ),
    (
        "relative",
        "unit",
        r"(?P<mod>MOD)?(?P<rel>last|next|this past|this coming|this|the last|the past|the next|the previous"
        r"|the following|the coming|the current|the same|that same|that|the latest|the present|past|previous"
        r"|following|coming"
        r"|current|its latest|the full|the entire) (?:fiscal |calendar |school |academic |financial |trading "
        r"|whole )?"
        r"(?P<unit>UNIT|period)\b(?:-end)?(?P<poss>'s (?P<unit2>quarter|period|first half|second half))?",
    ),
    (
        "stretch",
        "unit",
        r"(?:(?:APPROX |each of |for ))?(?:the )?(?P<rel>last|past|next|previous|following|coming|first|final|latest"
        r"|recent|early|remaining) (?:(?P<num>NUMBER) )(?:or (?:so|more) )?(?:fiscal |calendar "
        r"|trading )?(?P<unit>UNIT)\b(?: or so)?",
    ),
    (
        "recent",
        "unit",
        r"(?P<mod>the )?(?P<rel>recent|past|coming|future|previous|early) (?P<unit>days|weeks|months|quarters"
        r"|years|decades)"
        r"(?: and (?:days|weeks|months|years))?",
    ),
    (
        "duration",
        "unit",
        r"(?:(?:an? )?(?:APPROX ))?(?:the (?:APPROX )?)?(?P<num>NUMBER)(?: to (?P<num2>NUMBER)"
        r"|-(?P<num3>\d+))?[ -](?:more |full |straight |consecutive"
        r"|trading |business |working |long |additional |whole |solid |extra )?(?P<unit>UNIT)\b(?P<half> and a half)?"
        r"(?P<old>-old\b| old\b|s-old\b| of age\b)?(?P<rep> (?:in a row))?",
    ),
    (
        "bare_units",
        "unit",
        r"(?<=for |ver |ing |hin |rom |ter | in )(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)"
        r"(?: or (?:days|weeks|months|years|decades))?\b",
    ),
    ("set", "unit", r"(?P<rel>every|each)(?: (?P<num>NUMBER|other))? (?P<unit>UNIT)\b"),
    ("set_rate", "unit", r"(?P<rel>an?|per) (?P<unit>UNIT)\b"),
    (
        "the_unit",
        "unit",
        r"(?P<mod>MOD|earlier in |later in )?(?P<the>the|that) (?:fiscal |calendar |full "
        r"|school )?(?P<unit>day|week|weekend|month|quarter|year|decade|century|period)\b"
        r"(?! (?:after|before|that|when|of|ended|ago|earlier|to|in which))",
    ),
    ("weekend", "unit", r"(?P<weekend>weekend)"),
    ("year_end", "unit", r"(?:the )?(?P<grain>year|month|week|quarter)(?:'s|-| )(?:end|ending)\b"),
    (
        "year_ago",
        "unit",
        r"(?:the |a |its )?(?:comparable |corresponding )?(?P<year_ago>year-(?:ago|earlier|before))(?: "
        r"(?:third |first |second |fourth )?"
        r"(?P<unit>quarter|period|month|half|nine months))?",
    ),
    (
        "quarter",
        "unit",
        r"(?:(?P<rel>this|last|next|the current|its current|the latest) )?(?P<mod>MOD)?(?:the |its |a "
        r"(?:[a-z]+ )?)?(?:(?P<year>YEAR)(?:'s)? "
        r"|(?P<of2>last|this|next) year's )?(?:(?:fiscal|calendar)[ -])?(?:year )?(?P<ordinal>first|second"
        r"|third|fourth|last|final)[ -](?:fiscal )?(?P<unit>quarters?|half)\b"
        r"(?: (?:of|in) (?:(?:the )?(?:fiscal |calendar )?(?P<year2>YEAR)|(?P<of>last|this|next|the) year)"
        r"| (?P<year3>YEAR)"
        r"| a year (?P<ago>ago|earlier)|,? (?P<of3>last|this|next) year)?",
    ),
    ("quarter_code", "quarter", r"(?P<ordinal>Q[1-4])(?: (?:of )?(?P<year>YEAR))?"),
    (
        "same_period",
        "unit",
        r"the (?:corresponding|comparable|same|like|similar|(?P<year>YEAR)) (?:(?P<ordinal>first|second|third"
        r"|fourth) )?"
        r"(?P<unit>quarter|period|month|week|year)(?: (?:of )?(?P<of>last|the previous|the prior) year| (?:a"
        r"|one) year (?:ago|earlier)"
        r"| (?:of|in) (?P<year2>YEAR))?",
    ),
    ("fiscal", "year", r"(?P<mod>MOD)?(?:fiscal|fiscal year|financial year|FY)[ -]?(?P<year>YEAR)"),
    (
        "season",
        "season",
        r"(?P<mod>MOD)?(?:(?P<rel>last|this past|this coming|this|next|the previous|the following|the|in|that"
        r"|by|during|until|since|every|each|spring or|past) )(?P<season>SEASON)s?\b(?:"
        r"(?: of)?,? (?P<year>YEAR|SPELLED_YEAR)| (?:of )?(?P<of>last|this|next) year)?",
    ),
    ("season", "season", r"(?P<season>SEASON)(?: of)? (?P<year>YEAR)"),
    ("decade", "decade", r"(?P<mod>MOD|the mid-|mid-)?(?:the )?(?:MOD|mid-)?(?P<decade>'?\d{2,4}'?s|DECADE)\b"),
    (
        "century",
        "unit",
        r"(?P<mod>MOD)?(?:the )?(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|ORDINAL)[ -](?P<unit>century|centuries)",
    ),
    ("years_range", "year", r"(?:from |between )?(?P<year>YEAR)(?P<join> ?- ?)(?P<year2>YEAR|\d\d)(?![\d-])"),
    ("year", "year", r"(?P<mod>MOD)?(?:the year )?(?P<year>YEAR)"),
    ("spelled_year", "number", r"(?:the year )?(?P<spelled>SPELLED_YEAR)"),
    (
        "holiday",
        "holiday",
        r"(?:(?P<rel>last|this|next|this past|this coming) )?(?P<holiday>HOLIDAY)"
        r"(?:,? (?P<year>YEAR))?\b(?! (?:Island|Bunny|Carol))",
    ),
    ("frequency", "frequency", r"(?P<word>FREQUENCY)"),
    ("reference", "reference", r"(?P<word>REFERENCE)"),
    ("adjective", "reference", r"(?P<word>current|recent)"),
    (
        "clock",
        "clock",
        r"(?:APPROX |just (?:before|after) )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
        r"(?: ?o'clock)? ?(?P<half>a\.?m\.?|p\.?m\.?)(?![a-z])(?:ZONE)?",
    ),
    ("clock", "clock", r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d)(?: hours)?(?:ZONE)"),
    (
        "clock",
        "clock",
        r"(?:APPROX )?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?: o'clock)? in the (?P<half>morning|afternoon"
        r"|evening)",
    ),
    ("clock", "clock", r"(?P<named>noon|midnight|midday)(?! (?:today|yesterday|tomorrow))"),
)


@cache
def compile_rules() -> tuple[Rule, ...]:
    """Return the rules of the table with the words of data/times.yml filled in, in order."""
    data = load_data("times")
    fragments = _fragments(data)
    names = re.compile("|".join(sorted(fragments, key=len, reverse=True)))
    rules = []
    for name, anchor, pattern in _TABLE:
        filled = names.sub(lambda m: f"(?:{fragments[m.group()]})", pattern)
        # A fragment may hold others (none nests deeper than one level).
        rules.append(Rule(name, anchor, re.compile(rf"(?<![\w$£€])(?:{_loosen(filled)})(?!\w)", re.IGNORECASE)))
    return tuple(rules)


def _loosen(pattern: str) -> str:
    """Let a plain space match any white space of a line, outside character classes and look-behinds."""
    out, inside, behind = [], False, 0
    for position, char in enumerate(pattern):
        escaped = position > 0 and pattern[position - 1] == "\\"
        if char == "[" and not escaped:
            inside = True
        elif char == "]" and not escaped:
            inside = False
        if pattern.startswith("(?<=", position):
            behind = 1
        elif behind and char == ")":
            behind = 0
        if char == " " and behind:
            out.append(r"\s")
        elif char == " " and not inside:
            out.append(
                "[ \\t\\u00a0\\u2009]+"
                if pattern[position + 1 : position + 2] not in ("?", "*")
                else "[ \\t\\u00a0\\u2009]"
            )
        elif char == " ":
            out.append(" \\u00a0")
        elif char == "-" and not inside:
            out.append("[-\\u2010-\\u2014]")
        elif char == "'" and not inside:
            out.append("['\\u2019]")
        else:
            out.append(char)
    return "".join(out)
