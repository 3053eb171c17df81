"""What is known is told from what is new, whatever moved."""

from dataclasses import replace

from storycontract.contract.location import Location
from storycontract.lint.baseline import Baseline, compare_with_baseline, key_of, take_baseline
from storycontract.lint.finding import Finding, Severity

LINES = {
    3: "    Then it works",
    4: "    Then it works",
    5: '    Then Ann sees "EUR 12"',
    6: '    Then Ann sees "EUR 15"',
}


def make_finding(line: int, *, rule: str = "empty-outcome", path: str = "a.feature") -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message="m",
        fix="f",
        location=Location(path, line, 5),
        end_column=None,
        story_ids=("SHOP-1",),
        criterion_id=None,
    )


def find_line(finding: Finding) -> str:
    return LINES[finding.location.line]


def compare(findings: list[Finding], baseline: Baseline, *, linted: bool = True) -> tuple[list[int], int]:
    found = compare_with_baseline(findings, baseline, find_line, lambda _: linted)
    return [finding.location.line for finding in found.new], sum(found.stale.values())


def test_what_is_known_is_not_new() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([make_finding(3)], baseline) == ([], 0)


def test_a_finding_that_moved_is_known_still() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([make_finding(4)], baseline) == ([], 0)


def test_one_more_of_the_same_is_new() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([make_finding(3), make_finding(4)], baseline) == ([4], 0)


def test_one_less_of_the_same_is_stale() -> None:
    baseline = take_baseline([make_finding(3), make_finding(4)], find_line)

    assert compare([make_finding(3)], baseline) == ([], 1)


def test_nobody_knows_whether_an_entry_of_a_file_not_linted_is_stale() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([], baseline, linted=False) == ([], 0)


def test_another_value_in_the_line_is_the_same_finding() -> None:
    baseline = take_baseline([make_finding(5)], find_line)

    assert compare([make_finding(6)], baseline) == ([], 0)


def test_another_rule_on_the_same_line_is_new() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([make_finding(3, rule="passive-action")], baseline) == ([3], 1)


def test_a_story_with_an_id_may_move_to_another_file() -> None:
    baseline = take_baseline([make_finding(3)], find_line)

    assert compare([make_finding(3, path="b.feature")], baseline) == ([], 0)


def test_neither_line_nor_severity_is_part_of_the_key() -> None:
    key = key_of(make_finding(5), find_line)

    assert key == (
        "a.feature",
        "empty-outcome",
        "SHOP-1",
        "Then Ann sees \u25a0\u25a0\u25a0\u25a0\u25a0\u25a0\u25a0\u25a0",
    )


def test_what_stands_in_no_story_is_known_by_its_path_and_its_very_words() -> None:
    lines = {1: '@then("the order is paid")', 2: '@then("the order is sent")'}
    known = [replace(make_finding(1, path="steps/a.py"), story_ids=())]
    baseline = take_baseline(known, lambda finding: lines[finding.location.line])
    others = [
        replace(make_finding(2, path="steps/a.py"), story_ids=()),
        replace(make_finding(1, path="steps/b.py"), story_ids=()),
    ]

    found = compare_with_baseline(
        others, baseline, lambda finding: lines[finding.location.line], lambda _: True
    )

    assert list(found.new) == others
    assert sum(found.stale.values()) == 1
