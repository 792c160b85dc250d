"""generator.yml: every key optional, every mistake named with the valid choices."""

from pathlib import Path

import pytest

from generator.config import KEYS, load_config, load_event_types
from generator.errors import ConfigError


def write(tmp_path, text):
    path = tmp_path / "generator.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_gives_the_defaults_relative_to_it(tmp_path):
    """Relative paths are counted from the file, not from the working folder."""
    config = load_config(write(tmp_path, ""))
    assert tmp_path.resolve() / "articles" == config.articles
    assert config.pipeline == "en_core_web_md"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("artikles: x", "did you mean 'articles'"),
        ("min_articles: many", "expected int"),
        ("min_articles: 0", "1 or more"),
        ("article_text: some", "full, excerpt, none"),
        ("language: de", "known: en"),
        ("outlets: [a]", "expected dict"),
        ("- a list", "expected keys and values"),
        ("a: [", "not valid YAML"),
    ],
)
def test_mistakes_are_named_with_the_remedy(tmp_path, text, message):
    """The message holds the file and what would be right."""
    with pytest.raises(ConfigError, match=message) as caught:
        load_config(write(tmp_path, text))
    assert "generator.yml" in str(caught.value)


def test_a_missing_file_that_was_asked_for_is_an_error(tmp_path):
    """A mistyped -c does not silently build the defaults."""
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "nothing.yml")


def test_overrides_win_and_none_means_not_given(tmp_path):
    """The command line decides over the file."""
    config = load_config(write(tmp_path, "articles: a"), articles=Path("/b"), corrections=None)
    assert Path("/b") == config.articles
    assert config.corrections.name == "corrections.yml"


def test_the_shipped_configuration_shows_every_key():
    """generator.yml of the example names each key, commented or not."""
    text = (Path(__file__).parent.parent / "generator.yml").read_text(encoding="utf-8")
    missing = [key for key in KEYS if f"\n{key}:" not in text and f"\n# {key}:" not in text]
    assert missing == []


def test_own_event_types_are_merged_and_checked(tmp_path):
    """A new type is added, ours stay, an unknown key is named with the nearest."""
    path = tmp_path / "types.yml"
    path.write_text("ribbon-cutting: {label: ribbon cutting, plural: ribbon cuttings}", encoding="utf-8")
    types = load_event_types(path)
    assert types["ribbon-cutting"].label == "ribbon cutting"
    assert "phone-call" in types
    path.write_text("ribbon-cutting: {labl: x}", encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean 'label'"):
        load_event_types(path)
