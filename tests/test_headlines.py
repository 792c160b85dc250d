"""Headlines that print every word with a capital are read as sentences; what the article prints as a name stays one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotation.preparation import calm_titles, prepare

BODY = "\n\nMayor Ana Duarte of Port Hollow opened the ferry, and the Quay Board was pleased with the Silent Road.\n"


@pytest.mark.parametrize(
    ("headline", "calm"),
    [
        ("Mayor Opens New Ferry Before Winter", "Mayor opens new ferry before winter"),
        ("Ana Duarte Opens Port Hollow Ferry", "Ana Duarte opens Port Hollow ferry"),
        ("Critics Of The Quay Board Attack Its Plans", "Critics of the Quay Board attack its plans"),
        (
            "Talks in Brussels: European Union Leaders Meet Again",
            "Talks in Brussels: European Union leaders meet again",
        ),
    ],
)
def test_a_headline_becomes_a_sentence(headline, calm):
    assert calm_titles(headline + BODY).splitlines()[0] == calm


@pytest.mark.parametrize(
    "line",
    [
        "The mayor of Port Hollow met Ana Duarte in Lisbon on Monday.",
        "Ana Duarte, Peter Hall",
        "Quay Board",
    ],
)
def test_running_text_and_short_lines_stay(line):
    assert calm_titles(line + BODY) == line + BODY


@given(
    st.text(max_size=200),
    st.lists(st.sampled_from(["War", "Talks", "Ana", "ΣΊΣΥΦΟΣ", "İstanbul", "ﬁne", "End"]), max_size=12),
)
def test_length_never_changes(text, words):
    whole = " ".join(words) + "\n" + text
    assert len(prepare(whole)) == len(whole)
