"""One folder that shows every state a page can be in; all people, towns and words are invented."""

from __future__ import annotations

import datetime

from generator.corrections import Judgement
from generator.errors import Report
from generator.model import CopyGroup, Link
from tests.builders import Draft, Folder, disagree, origins

LONG_NAME = "Anna-Maria Wilhelmina Christodoulopoulou van Oosterhout-Featherstonehaugh"
LONG_BODY = (
    "Intergovernmental Standing Conference on the Peaceful Settlement of Fisheries Disputes in the Northern Straits"
)
ARABIC, HEBREW = "ياسمين الحداد", "דניאל ברק"
HOSTILE = "<script>alert(1)</script> & [link](javascript:alert(1)) `{{ 7*7 }}` | # *title*"
OUTLETS = ("The Norland Courier", "Strait Wire", "Evening Ledger", "Port Herald")
WORDS = (
    "The straits stay open to every ship that pays its dues",
    "We shall not sign a paper that nobody has read",
    "Calder has had three weeks to answer and has sent us a calendar",
    "Fishing is not a weapon and we will not let anybody make it one",
    "What we offered in spring we offer today, and not one herring more",
)


def day(number: int) -> str:
    """Return the day `number` days after 3 March 2031."""
    return (datetime.date(2031, 3, 3) + datetime.timedelta(days=number)).isoformat()


def every_state(quotes: int = 900, reports: int = 60) -> Folder:
    """Return a folder with an actor of many quotations, an event of many reports, and one of every odd thing."""
    drafts = [
        *_speeches(quotes),
        *_reports(reports),
        _summit(),
        _second_summit(),
        _undated(),
        _unnamed(),
        _far_names(),
        _hostile(),
        _plans(),
    ]
    return Folder(
        drafts=drafts,
        events={
            "2031-03-20-collision": {
                "title": "Attack: Calder on Norland",
                "place": "Port Ester",
                "place_actor": "Port Ester",
                "rank": 90.0,
                "disagreements": (
                    disagree(
                        "sailors",
                        ("eleven sailors", _find(drafts, "report-0", "eleven sailors")),
                        ("fourteen sailors", _find(drafts, "report-1", "fourteen sailors")),
                    ),
                ),
            },
            "2031-04-02-summit": {
                "title": "Meeting: Mara Holt and Tomas Veld",
                "place": "Calder",
                "place_actor": "Calder",
                "rank": 80.0,
                "disagreements": (
                    disagree(
                        "day",
                        ("on Tuesday", _find(drafts, "summit", "on Tuesday")),
                        ("on Wednesday", _find(drafts, "summit-again", "on Wednesday")),
                    ),
                ),
                "corrections": ("line-4",),
            },
        },
        copies=tuple(
            CopyGroup(original=f"report-{n}", copies=(f"report-{n + 1}",), reason="92 % of the wording is equal")
            for n in range(2, reports - 1, 6)
        ),
        links=tuple(
            Link(left=f"report-{n}#v1", right="report-0#v1", rule="same", reason="Same type, participants and day.")
            for n in range(1, reports)
        ),
        suggestions=(("Tomas Veld", "Tomas Feld", "One letter apart, and no other Feld in this folder."),),
        judgements=(
            Judgement(
                id="line-3",
                kind="same",
                names=("M. Holt", "Mara Holt"),
                note="one minister",
                by="desk",
                on="2031-04-03",
            ),
            Judgement(id="line-4", kind="date", names=("2031-04-02-summit",), value="2031-04-02"),
            Judgement(id="line-5", kind="speaker", names=("The harbour was asleep",), value="Tomas Veld"),
        ),
        changed={"Mara Holt": ("line-3",)},
        pageless=("Lena Ruud",),
        doubtful={
            "Tomas Veld": (
                "Tomas Velt",
                "One letter away from Veld, printed once; counted here until somebody decides.",
            )
        },
    )


def a_report() -> Report:
    """Return a report with a file skipped, one guessed and a line of corrections.yml that matches nothing."""
    report = Report()
    report.add("ingest", "scan-0001.pdf", "no text in it", "run it through a text recognition program")
    report.add("ingest", "old/letter.doc", "not a format that is read", "save it as .docx or .txt")
    report.add("ingest", "undated.txt", "no date in the file", "add a date line or an anchor", severity="guessed")
    report.add("corrections", "line-9", "no actor is called 'Mara Hold'", "did you mean 'Mara Holt'?")
    return report


def _find(drafts: list[Draft], key: str, words: str):
    return next(draft for draft in drafts if draft.article.id == key).span(words)


def _speeches(number: int) -> list[Draft]:
    """Return articles that carry `number` quotations of one minister over fifteen months, six a piece."""
    drafts = []
    for index in range(0, number, 6):
        words = [f"{WORDS[(index + n) % len(WORDS)]}, point {index + n + 1}" for n in range(min(6, number - index))]
        paragraphs = [
            f"“{text},” Foreign Minister Mara Holt said of Calder."
            if n
            else f"“{text},” said Mara Holt, the foreign minister of Norland."
            for n, text in enumerate(words)
        ]
        draft = Draft(
            f"speech-{index // 6:03}",
            *paragraphs,
            headline=f"Holt speaks on the straits, day {index // 6 + 1}",
            published=day(index // 2),
            outlet=OUTLETS[index // 6 % 4],
            url=f"https://example.org/speech/{index}",
            origins=origins(published="file: line under the headline", outlet="file: line under the headline"),
        )
        draft.name("Mara Holt", "Mara Holt", every=True, role="Foreign Minister" if len(words) > 1 else "")
        draft.name("Norland", "Norland", "state", every=True)
        draft.name("Calder", "Calder", "state", every=True)
        for text in words:
            draft.quote(
                f"“{text},”",
                by="Mara Holt",
                speaker="Mara Holt",
                cue="said",
                confidence="high",
                rule="name-verb",
                reason="The name stands directly beside the verb, in the sentence of the quotation.",
            )
        drafts.append(draft)
    return drafts


def _reports(number: int) -> list[Draft]:
    drafts = []
    for n in range(number):
        count = "fourteen sailors" if n % 3 == 1 else "eleven sailors"
        draft = Draft(
            f"report-{n}",
            [
                f"A Calder patrol boat rammed a Norland trawler off Port Ester on Thursday, wounding {count}.",
                "The harbour master closed the straits within the hour.",
            ],
            "President Tomas Veld of Calder denied that a shot was fired.",
            headline=f"Trawler rammed off Port Ester ({n + 1})",
            published=day(18 + n // 20),
            outlet=OUTLETS[n % 4],
            authors=("Ida Brandt", "J. Osei"),
        )
        draft.name("Calder", "Calder", "state").name("Norland", "Norland", "state").name(
            "Port Ester", "Port Ester", "place"
        )
        draft.name("Tomas Veld", "Tomas Veld", role="President")
        draft.event(
            "2031-03-20-collision",
            "rammed",
            "attack",
            after="patrol",
            when="on Thursday",
            relative=True,
            date="2031-03-20",
            date_basis="clause",
            parties=(("source", "A Calder patrol boat", "Calder"), ("target", "a Norland trawler", "Norland")),
            numbers=((count, 14.0 if n % 3 == 1 else 11.0, "sailors"),),
            place=draft.span("Port Ester", "off"),
        )
        draft.event(
            "2031-03-20-shot",
            "fired",
            "attack",
            modality="denied",
            speaker=None,
            parties=(("source", "Calder", "Calder"),),
        )
        draft.quote(
            "a shot was fired", by="Tomas Veld", speaker="President Tomas Veld of Calder", cue="denied", kind="indirect",
            confidence="moderate", reason="The clause depends on the verb, whose subject is the name.",
        )  # fmt: skip
        drafts.append(draft)
    return drafts


def _summit() -> Draft:
    draft = Draft(
        "summit",
        ["Mara Holt met Tomas Veld in Calder on Tuesday.", "The talks lasted “four long hours”, Holt said afterwards."],
        ["“The harbour was asleep when it happened.”"],
        [
            "“I told the president what a trawler costs,” Holt said.",
            "“He wrote it down.",
            "Then he asked what a war costs.”",
        ],
        headline="Holt and Veld meet at last",
        published="2031-04-02",
        outlet="The Norland Courier",
        dateline="CALDER",
    )
    draft.name("Mara Holt", "Mara Holt").name("Holt", "Mara Holt", after="hours").name("Tomas Veld", "Tomas Veld")
    draft.name("Calder", "Calder", "state")
    draft.name("the president", "Tomas Veld", form="nominal")
    draft.name("He", "Tomas Veld", form="pronoun", after="“He")
    draft.event(
        "2031-04-02-summit", "met", when="on Tuesday", relative=True, date="2031-04-01", date_basis="clause",
        parties=(("party", "Mara Holt", "Mara Holt"), ("party", "Tomas Veld", "Tomas Veld")),
    )  # fmt: skip
    draft.quote(
        "“four long hours”", by="Mara Holt", speaker="Holt", cue="said", kind="mixed", confidence="high",
        reason="The name stands beside the verb of the same sentence.",
    )  # fmt: skip
    draft.quote(
        "“The harbour was asleep when it happened.”", by="Tomas Veld", confidence="low", rule="position",
        reason="A paragraph of its own with no name and no verb of saying; the paragraph before names two people.",
        lost=(("Mara Holt", "she speaks in the next paragraph under her own name"),),
    )  # fmt: skip
    draft.quote(
        "“I told the president what a trawler costs,”", "“He wrote it down.", "Then he asked what a war costs.”",
        by="Mara Holt", speaker="Holt", cue="said", confidence="high", reason="The name stands beside the verb.",
    )  # fmt: skip
    return draft


def _second_summit() -> Draft:
    draft = Draft(
        "summit-again",
        ["Mara Holt and Tomas Veld, whom one paper called Tomas Velt, met on Wednesday."],
        ["“He wrote it down and then he asked what a war costs,” said Tomas Feld, a harbour pilot."],
        headline="A meeting without a paper",
        published="2031-04-03",
        outlet="Strait Wire",
    )
    draft.name("Mara Holt", "Mara Holt").name("Tomas Veld", "Tomas Veld").name("Tomas Velt", "Tomas Veld")
    draft.name("Tomas Feld", "Tomas Feld", role="harbour pilot")
    draft.event(
        "2031-04-02-summit", "met", when="on Wednesday", relative=True, date="2031-04-02", date_basis="clause",
        parties=(("party", "Mara Holt", "Mara Holt"), ("party", "Tomas Veld", "Tomas Veld")),
    )  # fmt: skip
    draft.quote(
        "“He wrote it down and then he asked what a war costs,”", by="Tomas Feld", speaker="Tomas Feld", cue="said",
        confidence="high", reason="The name stands directly behind the verb.",
    )  # fmt: skip
    return draft


def _undated() -> Draft:
    draft = Draft(
        "undated",
        ["Norland will hold a vote on the straits next week.", "Nobody could say on which day."],
        ["“It is too late for a vote,” said Lena Ruud."],
        title="undated",
        origins=origins(title="file name"),
    )
    draft.name("Norland", "Norland", "state").name("Lena Ruud", "Lena Ruud")
    draft.event(
        "vote", "vote", "vote", modality="planned", when="next week", parties=(("source", "Norland", "Norland"),)
    )
    draft.quote("“It is too late for a vote,”", by="Lena Ruud", speaker="Lena Ruud", cue="said", confidence="high")
    return draft


def _unnamed() -> Draft:
    draft = Draft(
        "unnamed",
        [
            "“Calder blinked first,” one official told the Evening Ledger.",
            "“That is what we hear as well,” a second diplomat said.",
        ],
        ["“Nobody blinked at all.”"],
        headline="Who blinked?",
        published="2031-04-04",
        outlet="Evening Ledger",
    )
    draft.name("Calder", "Calder", "state").name("one official", "one official", unnamed=True, form="nominal")
    draft.quote(
        "“Calder blinked first,”", speaker="one official", cue="told", unnamed=True, via="the Evening Ledger",
        confidence="moderate", reason="The speaker is described and never named.",
    )  # fmt: skip
    draft.quote("“That is what we hear as well,”", speaker="a second diplomat", cue="said", unnamed=True)
    draft.quote("“Nobody blinked at all.”", reason="No name and no verb of saying stands near it.", confidence="low")
    return draft


def _far_names() -> Draft:
    draft = Draft(
        "names",
        [f"{LONG_NAME} of the {LONG_BODY} signed an agreement with {ARABIC} on 5 April 2031."],
        [f"“The paper is {'very ' * 40}long,” said {ARABIC}, envoy of Calder."],
        [f"“It is in order,” said {HEBREW}."],
        headline=f"{LONG_BODY} signs with {ARABIC} after a night of talks that nobody expected to end before noon",
        published="2031-04-06",
        outlet="صحيفة الميناء",
    )
    draft.name(LONG_NAME, LONG_NAME).name(LONG_BODY, LONG_BODY, "organization", every=True)
    draft.name(ARABIC, ARABIC, every=True, role="envoy of Calder").name(HEBREW, HEBREW)
    draft.event(
        "2031-04-05-agreement", "signed", "agreement", when="on 5 April 2031", date="2031-04-05", date_basis="clause",
        parties=(("party", LONG_NAME, LONG_NAME), ("party", ARABIC, ARABIC)),
    )  # fmt: skip
    draft.quote(f"“The paper is {'very ' * 40}long,”", by=ARABIC, speaker=ARABIC, cue="said", confidence="high")
    draft.quote("“It is in order,”", by=HEBREW, speaker=HEBREW, cue="said", confidence="high")
    return draft


def _hostile() -> Draft:
    draft = Draft(
        "hostile",
        [f"Norland published {HOSTILE} on Friday."],
        ["- not a list", "1. nor this"],
        ["--- | --- {: .x } ``` ~~~ $$ \\( ![x](x) &amp; <!-- --> [ref]: http://x.y"],
        headline=HOSTILE,
        published="2031-04-07",
        outlet="<b>Port</b> | Herald",
        path="odd <name> | [x](y).txt",
        url="javascript:alert(1)",
    )
    draft.name("Norland", "Norland", "state")
    draft.event(
        "hostile", "published", "statement", when="on Friday", relative=True, date="2031-04-04", date_basis="article",
        parties=(("source", "Norland", "Norland"), ("target", "[link](javascript:alert(1))", None)),
    )  # fmt: skip
    return draft


def _plans() -> Draft:
    draft = Draft(
        "plans",
        ["Norland will send two envoys to Calder in May 2031.", "Calder demanded the release of its patrol boat."],
        ["Norland could impose sanctions on Calder.", "Calder threatened to mobilise its fleet by summer."],
        ["In 1987 Norland withdrew from Port Ester."],
        headline="What comes next in the straits",
        published="2031-04-08",
        outlet="Port Herald",
    )
    draft.name("Norland", "Norland", "state", every=True).name("Calder", "Calder", "state", every=True)
    draft.name("Port Ester", "Port Ester", "place")
    pair = (("source", "Norland", "Norland"), ("target", "Calder", "Calder"))
    back = (("source", "Calder", "Calder"), ("target", "Norland", "Norland"))
    draft.event(
        "2031-05-visit",
        "send",
        "visit",
        when="in May 2031",
        date="2031-05",
        date_basis="clause",
        modality="planned",
        parties=pair,
    )
    draft.event("release-demand", "demanded", "appeal", modality="demanded", parties=back)
    draft.event("sanctions-possible", "impose", "sanctions", modality="possible", parties=pair)
    draft.event("mobilisation", "mobilise", "mobilisation", modality="threatened", when="by summer", parties=back)
    draft.event(
        "1987-withdrawal", "withdrew", "withdrawal", modality="historical", when="In 1987", date="1987", date_basis="clause",
        parties=(("source", "Norland", "Norland"),),
    )  # fmt: skip
    return draft
