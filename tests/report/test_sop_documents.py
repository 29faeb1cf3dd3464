"""The documents of a service: what stands in them, in Markdown, HTML and Word."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

import simulator as sim
from simulator.blueprint.load import loads
from simulator.errors import UsageError
from simulator.report.sop.lanes import lanes_svg
from simulator.report.sop.pages import Drawing
from simulator.report.sop.process import service_blueprint

BANK = """\
blueprint: 银行柜台
version: "1.2.0"
purpose: Serve walk-in customers.
document:
  id: BR-001
  effective: "2026-01-05"
  owner: head of service
  approved_by: [branch manager, compliance officer]
  materials: [form 12, card reader]
  revisions:
    - {version: "1.2.0", date: "2026-01-05", author: A. Miller, change: first version}
clock: {unit: min, run_for: 4 h}
customers:
  guest: {starts_at: ticket, arrivals: {rate: 20/h}}
  complaint: {starts_at: desk, arrivals: returning}
teams: {tellers: {count: 2}, advisers: {count: 1}}
steps:
  ticket: {lane: customer, title: Take a ticket, evidence: 号码票, time: 20 s, next: counter}
  counter:
    team: tellers
    title: 柜台服务
    time: 4 min
    sop:
      id: CNT-02
      actions:
        - {id: identify, do: 核对身份证, standard_time: 30 s, lock: fixed, check: seen, record: log}
        - {id: clarify, do: "Ask | <listen>", standard_time: 1 min}
        - {id: enter, do: Enter, standard_time: 150 s, lock: fixed, fits: 90%, error: 4%, tolerance: 20 s}
      exceptions: {team: advisers, time: {exponential: 3 min}, then: {to: desk}}
      errors: {redone: 70%, undetected: {share: 30%, after: 30 min, comes_back_as: complaint}}
    next: [{to: ticket, share: 3%, kind: rework}, {end: served}]
  desk: {lane: backstage, team: advisers, time: 3 min, next: {end: done}}
"""


def markdown(text: str = BANK, step: str | None = None) -> str:
    return sim.sop(loads(text), step=step).text()


def test_there_is_a_file_for_the_process_for_each_sop_and_for_the_exceptions() -> None:
    assert list(sim.sop(loads(BANK)).files()) == ["1-process.md", "2-01-counter.md", "3-exceptions.md"]


def test_the_process_says_who_and_where_it_fails_and_where_one_waits() -> None:
    told = markdown()
    assert told.startswith("# 银行柜台: process description\n\n| Identification |  |\n|---|---|\n")
    for row in (
        "| Version | 1.2.0 |",
        "| Review due | — |",
        "| Approved by | branch manager, compliance officer |",
        "| advisers | 1 | 柜台服务, desk |",
        "| Evidence | 号码票 (1. Take a ticket) |",
        "| ··· line of interaction ··· |  |",
        "| Customer | guest; 1. Take a ticket; complaint, coming back |",
        "| Onstage | 2. 柜台服务 (F, W); 3. 柜台服务: exception (W) |",
        "| ··· line of visibility ··· |  |",
        "| Backstage | 4. desk (W) |",
        "| ··· line of internal interaction ··· |  |",
        "| 柜台服务 | Enter | 4 % | 70 % found: redone at once; "
        "30 % not found: back as complaint after 30 min |",
        "| 柜台服务 | the whole step | 3 % | back to ticket |",
        "| 柜台服务 | tellers | first come first served |",
        "| 柜台服务: exception | advisers | first come first served, patience endless |",
        "| 1.2.0 | 2026-01-05 | A. Miller | first version |",
    ):
        assert f"\n{row}\n" in told, row


def test_an_sop_has_its_actions_with_time_lock_tolerance_check_and_record() -> None:
    told = markdown(step="counter")
    assert told.startswith("# CNT-02 柜台服务\n")
    for row in (
        "| SOP | CNT-02 |",
        "| Carried out, and answered for, by | tellers |",
        "| Exceptions are seen to by | advisers |",
        "| 1 | 核对身份证 | 30 s | fixed | — | seen | log | — |",
        # What means something in Markdown is written so that it does not.
        "| 2 | Ask \\| \\<listen\\> | 1 min | free | — | — | — | — |",
        "| 3 | Enter | 2.5 min | fixed | 20 s | — | — | — |",
    ):
        assert f"\n{row}\n" in told, row
    assert "\nIn all 4 min. Free: whoever serves decides." in told  # 30 s, 1 min and 2 min 30 s


def test_the_exception_plan_says_who_how_long_and_what_then() -> None:
    told = markdown().partition("# 银行柜台: exception plan")[2]
    assert "| 柜台服务 | Enter | advisers | about 3 min (exponential, mean 3) | to desk |" in told
    assert "| 柜台服务 | 70 % found: redone at once |" in told


def test_a_mandatory_action_is_marked_and_the_short_form_says_what_is_prescribed() -> None:
    assert "| fixed | 20 s | — | — | yes |" in markdown(
        BANK.replace("error: 4%", "error: 4%, mandatory: true")
    )
    start, end = BANK.index("      actions:"), BANK.index("      exceptions:")
    short = BANK[:start] + "      standardisation: 70%\n      elastic: 10%\n" + BANK[end:]
    told = markdown(short, "counter")
    assert "The work is not described action by action." in told
    assert "70 % of the work is prescribed, what fits best first. 10 % of what is prescribed may bend" in told


def test_how_it_is_audited_is_said() -> None:
    text = BANK.replace("      exceptions:", "      audit: {visits: VISITS}\n      exceptions:")
    assert "## Standard\n\nAn audit looks at 20 visits, drawn at random.\n" in markdown(
        text.replace("VISITS", "20"), "counter"
    )
    assert "An audit looks at one visit, drawn" in markdown(text.replace("VISITS", "1"), "counter")


def test_what_is_otherwise_for_some_customers_is_said() -> None:
    assert "Other customers" not in markdown(step="counter")
    block = "{compliance: 80%, actions: {clarify: {lock: elastic}, enter: {lock: free, fits: 60%}}}"
    more = f"      customers: {{guest: {block}, complaint: {{standardisation: 40%}}}}\n"
    told = markdown(BANK.replace("      exceptions:", f"{more}      exceptions:"), "counter")
    assert told.partition("## Other customers\n")[2].strip() == (
        "For guest: The planning takes it that 80 % of it is done as prescribed. "
        "Ask \\| \\<listen\\>: elastic. Enter: free, fits 60 % of them.\n\n"
        "For complaint: 40 % of the work is prescribed, what fits best first."
    )


def test_a_page_of_html_needs_nothing_beside_it_and_draws_the_lanes() -> None:
    told = sim.sop(loads(BANK)).text("html")
    assert told.count("<article>") == 3
    assert "<td>Ask | &lt;listen&gt;</td>" in told
    assert re.findall(r"(?:src|href)=", told) == []
    drawn = told[told.index("<svg") : told.index("</svg>")]
    assert [line in drawn for line in ("line of interaction", "line of visibility")] == [True, True]
    # Guests and complaints, three steps and the one for exceptions. Guests to the ticket, from there to the
    # counter, back as rework, to the exceptions, from there to the desk, and complaints to the desk.
    assert (drawn.count("<rect"), drawn.count('class="arrow"')) == (6, 6)
    assert (drawn.count('class="markF"'), drawn.count('class="markW"')) == (1, 3)


def drawing(text: str) -> Drawing:
    blueprint = loads(text)
    return service_blueprint(blueprint, sim.check(blueprint).overview)


def test_a_text_in_the_drawing_is_escaped_and_fits_in_three_lines() -> None:
    title = "Take a <very> long numbered ticket from the machine at the door"
    drawn = lanes_svg(drawing(BANK.replace("title: Take a ticket", f'title: "{title}"')))
    lines = re.findall(r'<text x="360" y="(\d+)" class="step">(.*?)</text>', drawn)
    # The box is 56 high from y = 108: 12 above, a row of 56, and 20 on either side of a line.
    assert lines == [("125", "1. Take a &lt;very&gt;"), ("141", "long numbered"), ("157", "ticket from the…")]
    assert "<title>1. Take a &lt;very&gt; long numbered ticket from the machine at the door</title>" in drawn


def test_a_word_longer_than_a_line_is_broken() -> None:
    drawn = lanes_svg(drawing(BANK.replace("title: Take a ticket", "title: Donaudampfschifffahrtsamt")))
    lines = re.findall(r'<text x="360" y="\d+" class="step">(.*?)</text>', drawn)
    assert lines == ["1.", "Donaudampfschifffah", "rtsamt"]  # 19 letters


def test_who_only_comes_back_arrives_at_a_box_before_the_step_and_is_numbered_last() -> None:
    found = drawing(BANK)
    assert [(box.text, box.arrives) for box in found.boxes] == [
        ("guest", True),
        ("1. Take a ticket", False),
        ("2. 柜台服务", False),
        ("3. 柜台服务: exception", False),
        ("complaint, coming back", True),
        ("4. desk", False),
    ]
    names = {box.name: box.text.partition(".")[0] for box in found.boxes}
    assert {(names[start], names[end]) for start, end in found.arrows} == {
        ("guest", "1"),
        ("1", "2"),
        ("2", "1"),
        ("2", "3"),
        ("3", "4"),
        ("complaint, coming back", "4"),
    }
    # Complaints are no customers of the ticket, which stands before the desk in any order of the classes.
    first = BANK.replace("  guest: {starts_at: ticket, arrivals: {rate: 20/h}}\n", "")
    guest = "  guest: {starts_at: ticket, arrivals: {rate: 20/h}}"
    first = first.replace("arrivals: returning}", f"arrivals: returning}}\n{guest}")
    assert [box.text for box in drawing(first).boxes] == [box.text for box in found.boxes]


def test_a_word_document_can_be_opened_and_says_the_same() -> None:
    files = sim.sop(loads(BANK)).files("docx")
    document = docx.Document(io.BytesIO(files["2-01-counter.docx"]))
    assert document.paragraphs[0].text == "CNT-02 柜台服务"
    actions = document.tables[2]
    assert [cell.text for cell in actions.rows[1].cells] == [
        "1",
        "核对身份证",
        "30 s",
        "fixed",
        "—",
        "seen",
        "log",
        "—",
    ]
    assert document.core_properties.title == "CNT-02 柜台服务"


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
def test_the_same_input_gives_the_same_bytes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sim.sop(loads(BANK)).files(kind)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 1, 0, 0, 0, 0, 1, 0))
    assert sim.sop(loads(BANK)).files(kind) == first


def test_files_are_replaced_only_where_that_is_allowed(tmp_path: Path) -> None:
    documents = sim.sop(loads(BANK))
    written = documents.save(tmp_path / "new")
    assert [file.name for file in written] == ["1-process.md", "2-01-counter.md", "3-exceptions.md"]
    written[2].write_text("mine", encoding="utf-8")
    written[0].unlink()
    with pytest.raises(UsageError, match=r"2-01-counter\.md is there already and stays as it is"):
        documents.save(tmp_path / "new")
    assert not written[0].exists()
    documents.save(tmp_path / "new", overwrite=True)
    assert written[2].read_bytes() == documents.files()["3-exceptions.md"]


def test_the_name_of_a_step_that_no_file_can_have_is_changed() -> None:
    named = BANK.replace("counter", "前台/counter: A?").replace("前台/counter: A?", '"前台/counter: A?"')
    assert list(sim.sop(loads(named)).files())[1] == "2-01-前台-counter-A.md"


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("countr", "there is no step `countr`; did you mean `counter`?"),
        ("desk", "the step `desk` has no SOP"),
    ],
)
def test_a_step_without_an_sop_is_told(step: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=re.escape(sentence)):
        sim.sop(loads(BANK), step=step)


def test_a_format_that_there_is_not_is_told() -> None:
    with pytest.raises(UsageError, match="there is no format `pdf` here"):
        sim.sop(loads(BANK)).files("pdf")


def test_compliance_that_falls_is_said_to() -> None:
    rule = "{share: 94%, less_per_hour: 1%, after_change: {less: 20%, until: 2 h}, least: 70%}"
    told = markdown(
        BANK.replace("      exceptions:", f"      compliance: {rule}\n      exceptions:"), "counter"
    )
    assert (
        "The planning takes it that 94 % of it is done as prescribed at best; 1 % less for each hour of a "
        "shift and 20 % less while it is new, and never less than 70 %."
    ) in told
