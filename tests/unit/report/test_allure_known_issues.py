"""Waivers as known issues."""

import pytest

from storycontract.report.allure_known_issues import render_known_issues
from storycontract.report.stories import WaiverEntry
from storycontract.verdict.case_verdict import CaseVerdict


def waiver(ticket: str, reason: str = "late") -> WaiverEntry:
    return WaiverEntry(
        criterion="S-1.1",
        verdicts=(CaseVerdict.FAILED,),
        reason=reason,
        owner="ann",
        ticket=ticket,
        expires="2026-11-30",
    )


def test_each_ticket_is_one_issue_with_all_that_it_lets_pass() -> None:
    waived = [(waiver("T-1"), "h1"), (waiver("T-2"), "h2"), (waiver("T-1", "later"), "h3")]

    rules = render_known_issues(waived, None, str.upper)["rules"]

    assert [(rule["issue"]["id"], rule["testCaseId"]) for rule in rules] == [  # type: ignore[attr-defined]
        ("T-1", ["h1", "h3"]),
        ("T-2", ["h2"]),
    ]
    assert "LATER" in str(rules)


def test_a_waived_failure_is_never_taken_out_of_the_rates() -> None:
    rules = render_known_issues([(waiver("T-1"), "h1")], None, str)["rules"]

    assert [rule["resolution"] for rule in rules] == ["issue"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("issue_link", "address"),
    [
        ("https://t.example/browse/{id}", "https://t.example/browse/%s"),
        ("https://t.example/{id}?x=%20", "https://tracker.invalid/%s"),
        ("javascript:{id}", "https://tracker.invalid/%s"),
        (None, "https://tracker.invalid/%s"),
    ],
)
def test_the_address_of_an_issue_is_one_that_allure_accepts(issue_link: str | None, address: str) -> None:
    links = render_known_issues([], issue_link, str)["links"]

    assert links == {"ticket": {"urlTemplate": address}}
