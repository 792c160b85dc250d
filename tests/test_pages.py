"""Every state of every page: what it shows, where it leads, and that nothing grows without bound."""

import re
import subprocess
import sys
from dataclasses import replace
from html import unescape

import pytest

from generator.config import load_config
from generator.errors import Report
from generator.pages import build_pages
from generator.pages.articles import cut_sentence
from generator.pages.notes import Note, fold_runs
from generator.pages.open_items import ITEMS
from generator.pages.places import FIGURES, FULL, Places, Ref, cut_parts, file_name, id_of_file
from generator.pages.views import Segment, lead_report, quote_words
from generator.pages.wording import show_date
from tests.builders import Draft, Folder, make_kb
from tests.rendered import ROOT, folder_kb, render, site
from tests.states import ARABIC, a_report, every_state


def section(page: str, title: str) -> str:
    """Return what stands under a heading of level two."""
    match = re.search(rf"(?ms)^## {re.escape(title)}.*?(?=^## |\Z)", page)
    assert match, title
    return match[0]


# -- where everything leads --------------------------------------------------------------------------------------------


def test_every_link_and_anchor_of_every_state_holds(tmp_path):
    """MkDocs finds no missing page and no missing anchor, strictly, in a folder that has every state."""
    for path, text in render(make_kb(every_state(130, 20), a_report()), a_report()).items():
        file = tmp_path / "src" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "src" / "about.md").write_text((ROOT / "site_src" / "about.md").read_text())
    (tmp_path / "src" / "assets").mkdir()
    for name in ("look.css", "site.js", "mark.svg"):
        (tmp_path / "src" / "assets" / name).write_text((ROOT / "site_src" / "assets" / name).read_text())
    (tmp_path / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: src\nsite_dir: out\nhooks: []\n"
        f"theme: {{custom_dir: {ROOT / 'templates' / 'theme'}}}\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def test_every_statement_leads_to_its_sentence_and_back():
    """For each quotation the article's margin leads to its figure, and the figure to the sentence that prints it."""
    kb, pages = folder_kb(), site()
    places = Places(kb)
    for said in kb.quotes[::37]:
        ref = places.quote(said.quote.id)
        figure = pages[ref.path].split(f'id="{ref.anchor}"')[1].split("</figure>")[0]
        for source in places.sources(said.quote.pieces):
            assert f"{source.ref.path.rpartition('/')[2]}#{source.ref.anchor})" in figure
        article = pages[f"articles/{said.quote.pieces[0].article}.md"]
        assert f"#{ref.anchor})" in article


def test_a_quotation_that_runs_on_is_noted_once():
    """Its first sentence carries the speaker, the next one says what goes on to which sentence."""
    page = site()["articles/summit.md"]
    assert "- [4](#s4) Quote, [Mara Holt]" in page
    assert re.search(r"- \[5\]\(#s5\) Goes on from \[s4\]\(.*\) to \[s6\]\(#s6\)", page)
    assert page.count("Goes on from") == 1


def test_what_stands_inside_a_run_keeps_its_number():
    """An event in the middle of a long statement is noted at its sentence, and the run goes on behind it."""
    ref, event = Ref("actors/ann.md", "q1"), Note(label="Event", name="talks")
    runs = [Note(label="Goes on from", number=number, name="s1", ref=ref) for number in (2, 3, 4)]
    folded = fold_runs([(runs[0],), (runs[1], event), (), (replace(runs[2], number=5),)])
    assert [(note.label, note.number, note.last) for note in folded] == [
        ("Goes on from", 2, 3),
        ("Event", 3, 0),
        ("Goes on from", 5, 0),
    ]


@pytest.mark.parametrize("key", ["summit", "names", "hostile", "unnamed"])
def test_the_article_is_printed_character_for_character(key):
    """With all marks taken out, the page equals the article, white space folded."""
    article = folder_kb().article(key)
    text = site()[f"articles/{key}.md"]
    spans = re.findall(r'(?m)^<span id="s\d+">(.*)</span>$', text)
    bare = [unescape(re.sub(r"<[^>]+>|\]\([^)]*\)(\{\.ours\})?|(?<!&#91;)\[", "", span)) for span in spans]
    assert " ".join(" ".join(bare).split()) == " ".join(article.text[article.headline :].split())


def test_cutting_a_sentence_keeps_its_text():
    """Marks that begin before, end after or touch each other lose no character."""
    text = "Mara Holt met Tomas Veld."
    marks = [(0, 4, Segment("", quote=True)), (4, 9, Segment("")), (14, 40, Segment("", quote=True))]
    assert "".join(segment.text for segment in cut_sentence(text, 2, 25, marks)) == text[2:25]


def test_names_of_index_pages_are_free():
    """An article called index has a page of its own beside the index."""
    assert file_name("index") != "index"
    assert id_of_file(file_name("index")) == "index"


# -- sizes -------------------------------------------------------------------------------------------------------------


def test_no_page_has_too_many_links():
    """Lists are cut before five hundred links."""
    crowded = {path: text.count("](") for path, text in site().items() if text.count("](") >= 500}
    assert crowded == {}


def test_many_quotations_move_to_pages_by_month():
    """The actor's page shows the newest whole days, the months hold each quotation exactly once."""
    kb, pages = folder_kb(), site()
    total = len(kb.quotes_by("mara-holt"))
    first = pages["actors/mara-holt.md"]
    assert FULL <= section(first, "Says").count("<figure") < 2 * FULL
    months = [text for path, text in pages.items() if path.startswith("actors/mara-holt/")]
    assert sum(text.count("<figure") for text in months) == total
    assert all(text.count("<figure") <= FIGURES for text in months)
    assert f"of {total} statements" in first


def test_a_long_list_is_cut_into_numbered_parts():
    """The first part has the plain path, and no part is larger than asked."""
    parts = cut_parts("k", "a/k.md", list(range(7)), 3)
    assert [part.ref.path for part in parts] == ["a/k.md", "a/k-2.md", "a/k-3.md"]
    assert [len(part.rows) for part in parts] == [3, 3, 1]
    assert [part.ref.path for part in cut_parts("k", "a/k.md", [], 3)] == ["a/k.md"]


def test_open_questions_are_cut_into_pages_that_link_each_other():
    """Every item has its anchor on exactly the page that the home page links."""
    drafts = [Draft(f"a{n}", f"“Nobody knows who said number {n}.”") for n in range(ITEMS + 3)]
    for n, draft in enumerate(drafts):
        draft.quote(f"“Nobody knows who said number {n}.”")
    pages = render(make_kb(Folder(drafts=drafts)))
    assert 'id="date-a0"' in pages["review.md"]
    assert pages["review/2.md"].count('class="item"') == ITEMS
    assert "[2](review/2.md)" in pages["review.md"]


# -- events ------------------------------------------------------------------------------------------------------------


def test_copies_stand_under_their_report_and_count_once():
    """Sixty articles of which ten are copies are fifty independent reports, and a copy is named beside its original."""
    page = site()["events/2031-03-20-collision.md"]
    assert "50 independent reports (60 articles, 10 of them copies)" in page
    assert page.count("copied in") + page.count("Copied in") == 10


def test_each_report_shows_one_sentence_and_what_it_tells_twice_is_one():
    """The sentence that tells it best stands first and once, with every telling word marked; others follow in the table."""
    draft = Draft(
        "a", ["The fleet was ready.", "Calder shelled and bombed Norland.", "It was over."], published="2031-01-02"
    )
    draft.name("Calder", "Calder", "state").name("Norland", "Norland", "state")
    pair = (("source", "Calder", "Calder"), ("target", "Norland", "Norland"))
    draft.event("raid", "ready", "attack").event("raid", "shelled", "attack", parties=pair)
    draft.event("raid", "bombed", "attack", parties=pair)
    page = section(render(make_kb(Folder(drafts=[draft])))["events/raid.md"], "Reported in 2 sentences")
    assert page.count("<figure") == 1
    assert "> Calder <strong>shelled</strong> and <strong>bombed</strong> Norland." in page
    assert "| The fleet was ready." in page


def test_accounts_that_differ_stand_side_by_side_with_their_sentences():
    """Each side has its words, its outlet and its sentence."""
    box = section(site()["events/2031-04-02-summit.md"], "Accounts that differ")
    assert "“on Tuesday”\n  *The Norland Courier*{: .who } [s1](../articles/summit.md#s1)" in box
    assert "“on Wednesday”\n  *Strait Wire*{: .who } [s1](../articles/summit-again.md#s1)" in box


def test_what_is_not_printed_is_said():
    """An event without a date and a place says so and gets none."""
    page = site()["events/vote.md"]
    assert "*date not printed*{: .open-mark }" in page
    assert "**Place** *not printed*" in page
    assert "“next week”" in page


def test_only_what_happened_is_listed_as_such():
    """Plans, demands, threats, possibilities and denials stand under their own heading with their word."""
    home = site()["index.md"]
    happened = section(home, "What happened") + section(home, "Most reported before that")
    assert set(re.findall(r"\.st \.(\w+)", happened)) == {"happened"}
    others = section(home, "Announced, threatened, possible, denied")
    assert not re.search(r"\.st \.(happened|historical)", others)


def test_the_sentence_that_stands_for_an_event_is_no_copy_and_prints_the_date():
    """Of several reports the list shows an original one with the date in it."""
    kb = folder_kb()
    report = lead_report(kb, kb.event("2031-03-20-collision"))
    assert report is not None
    assert report.when is not None
    assert report.trigger.article not in kb.original_of


# -- actors ------------------------------------------------------------------------------------------------------------


def test_a_name_that_nobody_merged_is_held_back():
    """What the other name said is shown apart, is not counted, and its question is one click away."""
    page = site()["actors/tomas-veld.md"]
    held = section(page, "Held back: printed under another name")
    assert "what a war costs" in held
    assert re.search(r"settle it with one line\]\(\.\./review\.md#name-tomas-veld-tomas-feld\)", held)
    assert "what a war costs" not in section(page, "Says")


def test_a_speaker_set_by_hand_says_so_and_is_not_asked_again():
    """The figure shows the line, and review lists it as settled."""
    figure = section(site()["actors/tomas-veld.md"], "Says")
    assert "Settled by hand: speaker&#58; The harbour was asleep → Tomas Veld" in figure
    assert "speaker&#58; The harbour was asleep → Tomas Veld](actors/tomas-veld.md#" in site()["review.md"]
    assert "Who says “The harbour" not in site()["review.md"]


def test_corrections_are_shown_on_the_page_they_changed():
    """With what the line says, its note and who wrote it."""
    page = section(site()["actors/mara-holt.md"], "Settled by hand")
    assert "same&#58; M. Holt, Mara Holt. one minister (desk, 2031-04-03)" in page


def test_roles_keep_their_words_and_their_first_and_last_article():
    """Both days lead to the sentences that print the role."""
    page = section(site()["actors/mara-holt.md"], "Roles as printed")
    assert "“Foreign Minister”" in page
    assert "first [3 March 2031](../articles/speech-000.md#s" in page
    assert "last [23 May 2032](../articles/speech-149.md#s" in page


def test_unnamed_and_unknown_speakers_stand_by_themselves():
    """Nobody is merged with anybody: the words that describe a source are kept."""
    page = site()["statements/2031-04.md"]
    assert "one official, unnamed **told** · via the Evening Ledger" in page
    assert "a second diplomat, unnamed" in page
    assert "*speaker not known*{: .open-mark }" in page


def test_pieces_apart_are_joined_by_an_ellipsis_only_where_text_stands_between():
    """Sentences that follow each other are one run of words."""
    quote = folder_kb().annotations["summit"].quotes[2]
    assert quote_words(quote) == (
        "“I told the president what a trawler costs,” … “He wrote it down. Then he asked what a war costs.”"
    )


def test_names_from_right_to_left_are_set_apart():
    """The name is isolated wherever it is printed."""
    assert f"# <bdi>{ARABIC}</bdi>" in "".join(site().values())


# -- the folder --------------------------------------------------------------------------------------------------------


def test_an_empty_folder_says_what_is_missing():
    """Every page of an empty folder is there, and none has an empty list."""
    pages = render(make_kb(Folder()))
    assert "no dated article" in pages["index.md"]
    assert "No event is told as done in this folder." in pages["index.md"]
    assert "Nothing is unresolved" in pages["review.md"]
    assert "No article could be read." in pages["articles/index.md"]


def test_undated_articles_stay_undated():
    """The page says so and no day page claims the article."""
    assert "*undated*{: .open-mark }" in site()["articles/undated.md"]
    assert not any("articles/undated" in text for path, text in site().items() if path.startswith("days/"))


@pytest.mark.parametrize(("mode", "shown"), [("full", True), ("excerpt", False), ("none", False)])
def test_article_text_can_be_left_out(mode, shown):
    """`excerpt` keeps the sentences something was drawn from, `none` their numbers alone."""
    page = render(folder_kb(), article_text=mode)["articles/undated.md"]
    assert ("Nobody could say on which day." in page) is shown
    assert ("“It is too late for a vote,”" in page) is (mode != "none")
    assert 'id="s1"' in page


def test_every_file_is_accounted_for():
    """Read files carry a hash, skipped ones the reason and the remedy."""
    page = site()["build.md"]
    assert "scan-0001.pdf" in page
    assert "run it through a text recognition program" in page
    assert len(re.findall(r'class="hash"', page)) == len(folder_kb().articles)


def test_the_day_numbers_its_sources():
    """Each sentence has one note, however often it is cited, and every number in the text has its note."""
    page = site()["days/2031-04-02.md"]
    cited = {int(n) for n in re.findall(r"\]\(#n(\d+)\)", page)}
    notes = [int(n) for n in re.findall(r"\{: #n(\d+) \}", page)]
    assert notes == sorted(cited) == list(range(1, len(notes) + 1))
    targets = re.findall(r"^\d+\. \[.*?\]\((.*?)\)", page, re.M)
    assert len(set(targets)) == len(targets)


# -- what templates get ------------------------------------------------------------------------------------------------


def test_every_key_and_block_of_every_template_is_documented():
    """docs/templates.md names exactly what each template gets and what can be overridden in it."""
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"(?ms)^## (\S+\.j2)$(.*?)(?=^## |\Z)", text))
    keys: dict[str, set[str]] = {}
    config = load_config(ROOT / "generator.yml")
    for page in build_pages(folder_kb(), config, a_report()):
        keys.setdefault(page.template, set()).update(page.context)
    assert set(keys) == set(sections)
    for name, section_text in sections.items():
        rows = re.findall(r"(?m)^\| (`.*?) \|", section_text)
        named = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
        assert named == keys[name] - {"structured", "feed"}, name
        source = (ROOT / "templates" / name).read_text(encoding="utf-8")
        blocks = re.findall(r"`(\w+)`", (re.search(r"(?m)^Blocks: (.*)$", section_text) or [""])[0])
        assert blocks == re.findall(r"{% block (\w+)", source), name


def test_home_shows_what_those_who_speak_most_said_last():
    """The newest day with a quotation in full words; nobody twice, nothing indirect, unnamed or doubtful."""
    kb = folder_kb()
    context = next(
        p for p in build_pages(kb, load_config(ROOT / "generator.yml"), Report()) if p.path == "index.md"
    ).context
    said = context["said"]
    names = [row["speaker"].name for row in said["rows"]]
    assert 0 < len(names) <= 5
    assert len(set(names)) == len(names)
    newest = max(article.published for article in kb.articles if article.published)
    assert said["day"] == show_date(newest, weekday=False) or not any(
        kb.article(one.quote.pieces[0].article).published == newest and one.speaker and one.quote.kind == "direct"
        for one in kb.quotes
    )
