"""What a matched time expression means: TIMEX3 value and EDTF, against the article's day and the tense of its clause.

One resolver a rule of `date_patterns`, gathered in `RESOLVERS`. A resolver returns a `Reading`, or None when the words
turn out not to name a time ("may", 1990 as a number of things). Where the article has no date, what hangs on it keeps
its words: value and EDTF are None. Precision is never invented: "two weeks ago" is a week, "last spring" no month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.annotation.date_days import (
    read_clock,
    read_clock_code,
    read_dates_range,
    read_days_range,
    read_deictic,
    read_holiday,
    read_iso,
    read_month_day,
    read_next_day,
    read_next_part,
    read_night_before,
    read_numeric,
    read_weekday,
)
from generator.annotation.date_matching import Match
from generator.annotation.date_periods import (
    read_century,
    read_decade,
    read_fiscal,
    read_lone_year,
    read_month,
    read_quarter,
    read_quarter_code,
    read_same_period,
    read_season,
    read_spelled_year,
    read_years_range,
)
from generator.annotation.date_shifts import (
    read_adjective,
    read_bare_units,
    read_duration,
    read_frequency,
    read_recent,
    read_reference,
    read_relative,
    read_set,
    read_set_rate,
    read_shift,
    read_stretch,
    read_the_unit,
    read_weekend,
    read_year_ago,
    read_year_end,
)
from generator.annotation.date_words import Context, Reading, Resolver


def _clock_day(match: Match, context: Context) -> Reading | None:
    """Read a clock time with the day printed after it."""
    code, inner = read_clock_code(match.groups), match.inner
    found = resolve(inner, context) if inner else None
    if found is None or found.period is None or code is None:
        return found
    return replace(found, kind="time", value=f"{found.period.value}T{code}")


RESOLVERS: Mapping[str, Resolver] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "days_range": read_days_range,
    "dates_range": read_dates_range,
    "month_day": read_month_day,
    "month": read_month,
    "weekday": read_weekday,
    "night_before": read_night_before,
    "next_part": read_next_part,
    "deictic": read_deictic,
    "next_day": read_next_day,
    "shift": read_shift,
    "relative": read_relative,
    "stretch": read_stretch,
    "recent": read_recent,
    "duration": read_duration,
    "bare_units": read_bare_units,
    "set": read_set,
    "set_rate": read_set_rate,
    "the_unit": read_the_unit,
    "weekend": read_weekend,
    "year_end": read_year_end,
    "year_ago": read_year_ago,
    "quarter": read_quarter,
    "quarter_code": read_quarter_code,
    "same_period": read_same_period,
    "fiscal": read_fiscal,
    "season": read_season,
    "decade": read_decade,
    "century": read_century,
    "years_range": read_years_range,
    "year": read_lone_year,
    "spelled_year": read_spelled_year,
    "holiday": read_holiday,
    "frequency": read_frequency,
    "reference": read_reference,
    "adjective": read_adjective,
    "clock": read_clock,
    "clock_day": _clock_day,
}


def resolve(match: Match, context: Context) -> Reading | None:
    """Return what the match means, None if it names no time; dates outside years 1 to 9999 keep their words."""
    try:
        return RESOLVERS[match.rule](match, context)
    except (ValueError, OverflowError):
        return None
