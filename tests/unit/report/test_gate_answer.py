"""The three renderings of one answer: they say the same."""

import json
from pathlib import Path

import jsonschema
import pytest

from storycontract.report.gate_answer import (
    GateAnswer,
    GateReason,
    PolicyEntry,
    render_gate_json,
    render_gate_schema,
)
from storycontract.report.gate_markdown import render_gate_markdown
from storycontract.report.gate_schema import PUBLISHED
from storycontract.report.gate_text import render_gate_text
from storycontract.report.stories import WaiverEntry
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

ROOT = Path(__file__).parents[3]

WAIVER = WaiverEntry(
    criterion="SHOP-2.1",
    verdicts=(CaseVerdict.FAILED,),
    reason="the bank | is down",
    owner="payments",
    ticket="SHOP-99",
    expires="2026-11-30",
)


@pytest.fixture
def answer() -> GateAnswer:
    failing = GateReason(
        story="SHOP-1",
        title="Pay *now*",
        verdict=StoryVerdict.FAILING,
        verdict_label="Not working",
        allowed=False,
        sentences=("its only scenario fails", "1 scenario has not been run"),
        waivers=(),
        path="features/pay.feature",
        line=7,
    )
    waived = failing.model_copy(
        update={"story": "SHOP-2", "title": "Ship", "allowed": True, "waivers": (WAIVER,)}
    )
    gone = failing.model_copy(
        update={"story": "SHOP-3", "title": "SHOP-3", "verdict": None, "verdict_label": "Gone", "path": None}
    )
    return GateAnswer(
        exit_code=1,
        sentence="does not hold: 2 of 3 required stories are not done, 1 is allowed by waiver",
        policy=PolicyEntry(require="all", base=None, max_waivers=0),
        required=3,
        done=0,
        allowed=1,
        reasons=(gone, failing, waived),
        objections=("1 waiver is in force, and 0 may be",),
        lacking=("part 2 of 3 is missing",),
    )


def test_the_answer_as_text(answer: GateAnswer) -> None:
    assert render_gate_text(answer, 100, colour=False, unicode=True) == (
        "gate: does not hold: 2 of 3 required stories are not done, 1 is allowed by waiver\n"
        "\n"
        "✗ Gone  SHOP-3\n"
        "    its only scenario fails\n"
        "    1 scenario has not been run\n"
        "\n"
        "✗ Not working  SHOP-1  Pay *now*\n"
        "    its only scenario fails\n"
        "    1 scenario has not been run\n"
        "    features/pay.feature:7\n"
        "\n"
        "✗ Not working, allowed by waiver  SHOP-2  Ship\n"
        "    its only scenario fails\n"
        "    1 scenario has not been run\n"
        "    SHOP-2.1 waived for the gate until 2026-11-30: failed (payments, SHOP-99): the bank | is down\n"
        "    features/pay.feature:7\n"
        "\n"
        "1 waiver is in force, and 0 may be\n"
        "\n"
        "part 2 of 3 is missing\n"
    )


def test_the_answer_as_markdown(answer: GateAnswer) -> None:
    why = "its only scenario fails<br>1 scenario has not been run"
    waived = (
        "SHOP-2.1 waived for the gate until 2026-11-30: failed (payments, SHOP-99): the bank &#124; is down"
    )

    assert render_gate_markdown(answer) == (
        "**gate: does not hold: 2 of 3 required stories are not done, 1 is allowed by waiver**\n"
        "\n"
        "| story | verdict | why | where |\n"
        "|---|---|---|---|\n"
        f"| **SHOP-3** | Gone | {why} |  |\n"
        f"| **SHOP-1** Pay &#42;now&#42; | Not working | {why} | features/pay.feature:7 |\n"
        f"| **SHOP-2** Ship | Not working, allowed by waiver | {why}<br>{waived} | features/pay.feature:7 |\n"
        "\n"
        "- 1 waiver is in force, and 0 may be\n"
        "- part 2 of 3 is missing\n"
    )


def test_the_answer_as_json_is_the_answer(answer: GateAnswer) -> None:
    rendered = render_gate_json(answer)

    assert GateAnswer.model_validate_json(rendered) == answer
    jsonschema.validate(json.loads(rendered), json.loads(render_gate_schema()))


def test_what_the_sentence_says_is_not_said_again(answer: GateAnswer) -> None:
    only = answer.model_copy(
        update={"sentence": "cannot be decided: part 2 of 3 is missing", "reasons": (), "objections": ()}
    )

    assert render_gate_text(only, 80, colour=False, unicode=True) == f"gate: {only.sentence}\n"
    assert render_gate_markdown(only) == f"**gate: {only.sentence}**\n"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_text_is_as_narrow_as_its_words_allow(answer: GateAnswer, width: int) -> None:
    lines = render_gate_text(answer, width, colour=False, unicode=False).splitlines()

    assert [line for line in lines[:3] if len(line) > width] == []
    assert render_gate_text(answer, width, colour=False, unicode=False).isascii()


def test_the_published_schema_is_that_of_the_code() -> None:
    # To write it anew: python -m storycontract.report.gate_schema
    assert (ROOT / PUBLISHED).read_text(encoding="utf-8") == render_gate_schema()
