"""What a rule says about a place to a finding: the rule's words, the story it bears on, the caret's span."""

import re
from collections.abc import Mapping, Sequence

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.story import Story
from storycontract.lint.engine_rules import INTERNAL_RULE_ERROR
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.outline import Outline
from storycontract.lint.rule import LintRule, Violation

_CODE_SPAN = re.compile(r"`([^`]+)`")


class FindingMaker:
    """Makes the findings of one file; `lines` are empty where the source is not at hand."""

    def __init__(self, outline: Outline, lines: Sequence[str], severities: Mapping[str, Severity]) -> None:
        self.outline = outline
        self.lines = lines
        self.severities = severities

    def judge(self, rule: LintRule, violation: Violation) -> Finding:
        """Put a rule's words to a violation."""
        problem = violation.problem or rule.problem
        at, end_column = self._find_in_narrative(rule, violation) or self._find_span(violation)
        element = self.outline.find_element_at(at.line)
        return Finding(
            rule=rule.name,
            severity=self.severities.get(rule.name) or violation.severity or rule.severity,
            message=f"{problem}: {violation.detail}" if violation.detail else problem,
            fix=violation.fix or rule.fix,
            location=at,
            end_column=end_column,
            story_ids=element.story_ids if element else (),
            criterion_id=element.criterion_id if element else None,
            repair=violation.repair,
        )

    def pass_on(self, problem: Problem) -> Finding:
        """Make a finding of a problem that no rule describes."""
        return self._error(problem.name, problem.detail, fix=problem.fix, at=problem.location)

    def report_crash(self, rule: LintRule, error: Exception, at: Location) -> Finding:
        """Make a finding of a rule's own failure."""
        message = f"rule `{rule.name}` failed: {type(error).__name__}: {error}"
        return self._error(INTERNAL_RULE_ERROR.name, message, fix=INTERNAL_RULE_ERROR.fix, at=at)

    def _error(self, name: str, message: str, *, fix: str, at: Location) -> Finding:
        element = self.outline.find_element_at(at.line)
        return Finding(
            rule=name,
            severity=Severity.ERROR,
            message=message,
            fix=fix,
            location=at,
            end_column=None,
            story_ids=element.story_ids if element else (),
            criterion_id=element.criterion_id if element else None,
        )

    def _find_in_narrative(self, rule: LintRule, violation: Violation) -> tuple[Location, int] | None:
        """Find the words of a narrative that a rule on stories quotes: they stand below the title."""
        quoted = _CODE_SPAN.search(violation.detail or "")
        words = violation.words or (quoted[1] if quoted else None)
        if rule.checks is not Story or not words or not self.lines:
            return None
        first = violation.at.line + 1
        for number in range(first, self.outline.find_start_below(violation.at.line, len(self.lines) + 1)):
            start = _find_words(words, self.lines[number - 1], 0)
            if start >= 0:
                return Location(violation.at.path, number, start + 1), start + 1 + len(words)
        return None

    def _find_span(self, violation: Violation) -> tuple[Location, int | None]:
        at = violation.at
        if not 0 < at.line <= len(self.lines):
            return at, violation.end_column
        line = self.lines[at.line - 1]
        start = _find_words(violation.words, line, at.column - 1) if violation.words else -1
        if start >= 0:
            return Location(at.path, at.line, start + 1), start + 1 + len(violation.words or "")
        end = len(line.rstrip()) + 1
        return at, violation.end_column or (end if end > at.column else None)


def _find_words(words: str, line: str, start: int) -> int:
    # `is` stands in `this`, too, and a rule means the word.
    first = place = line.find(words, start)
    while place >= 0:
        if not _is_in_word(line[place - 1 : place]) and not _is_in_word(line[place + len(words) :][:1]):
            return place
        place = line.find(words, place + 1)
    return first


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character in {"_", "-"}
