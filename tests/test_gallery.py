"""Every blueprint of the gallery reads, checks and runs, in all its scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.explain import json_schema
from simulator.blueprint.scenarios import scenario_names
from simulator.blueprint.yaml_tree import read_file

GALLERY = sorted((Path(__file__).parent.parent / "blueprints").glob("*.yaml"))
#: A busy day or hour may ask for more than there is, and a letter come at night, and the check says so.
TOLD = {"overloaded-team", "rush", "arrives-closed"}

#: What the check says of a scenario that leaves a class out, as the example itself explains.
TOLD_OF = {("ward", "emergencies only"): {"never-arrives", "sla-unreached"}}

#: Nobody queues there: who finds no bed goes elsewhere.
WITHOUT_QUEUE = {("ward", "emergencies only")}

RUNS = [(path, name) for path in GALLERY for name in scenario_names(read_file(path))]


def test_the_schema_beside_the_gallery_is_the_one_of_the_language() -> None:
    schema = json.loads((GALLERY[0].parent / "sopsim.schema.json").read_text(encoding="utf-8"))
    assert schema == json_schema(), "write it anew: sopsim schema > blueprints/sopsim.schema.json"


def test_the_gallery_has_its_eleven_and_the_cases_of_the_source_texts() -> None:
    assert [path.stem for path in GALLERY] == [
        "back_office",
        "bank_branch",
        "case_account_opening",
        "case_baggage",
        "case_bank_counter",
        "case_bank_standard",
        "case_bot",
        "case_card_service",
        "case_checkout",
        "case_feedback_loop",
        "case_hospital",
        "case_hospital_visit",
        "case_hotel_breakfast",
        "case_monitoring",
        "case_rfid",
        "case_shop_help_desk",
        "case_telecom_node",
        "case_telecom_queue",
        "complaint_loop",
        "contact_centre",
        "help_desk",
        "loan_desk",
        "multi_skill_contact_centre",
        "outpatient_clinic",
        "supermarket",
        "treatment_centre",
        "ward",
    ]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_it_says_what_it_answers_teaches_and_what_to_try(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=./sopsim.schema.json")
    assert "# The question:" in text
    assert "# What it teaches:" in text
    assert "# What to try:" in text


@pytest.mark.parametrize(("path", "scenario"), RUNS, ids=[f"{path.stem}-{name}" for path, name in RUNS])
def test_it_checks_and_runs(path: Path, scenario: str) -> None:
    blueprint = sim.load(path, scenario=scenario)
    report = sim.check(blueprint)
    assert report.ok
    # Anything else would be a fault of the example.
    assert {warning.code for warning in report.warnings} <= TOLD | TOLD_OF.get((path.stem, scenario), set())
    result = sim.run(blueprint, replications=2, workers=1)
    assert result.stopped == ""
    assert not result.cases["outcome"].isna().any()
    waits = result.metrics.query("measure == 'wait' and scope == 'case' and statistic == 'mean'")
    assert ((waits["value"] > 0) != ((path.stem, scenario) in WITHOUT_QUEUE)).all()
    assert len(result.slas) == len(blueprint.sla)
