"""What was known and left when the linter was switched on: it is counted, and only what is new is shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from storycontract.lint.finding import Finding
from storycontract.lint.masking import MASK, mask_literals

FindLine = Callable[[Finding], str]


class BaselineKey(NamedTuple):
    """What a finding is known by, whatever its line and however grave: rule, story, and the words it is on.

    In `text` values are masked, so that another price is no new finding. What stands in no story, such as a
    step function, is known by its path, and its text stays whole: all there is to tell one from another.
    """

    path: str
    rule: str
    story: str
    text: str


class Baseline(NamedTuple):
    """How often each finding is known."""

    counts: dict[BaselineKey, int]


class Comparison(NamedTuple):
    """Findings set against a baseline: those that are new, how many are known, and what is known in vain."""

    new: tuple[Finding, ...]
    known_count: int
    stale: dict[BaselineKey, int]


# What a baseline file shows where a value stood.
_SHOWN_MASK = "\N{BLACK SQUARE}"
EMPTY_BASELINE = Baseline({})


def key_of(finding: Finding, find_line: FindLine) -> BaselineKey:
    """Key a finding; `find_line` gives the source line it stands in."""
    line = find_line(finding)
    shown = mask_literals(line).replace(MASK, _SHOWN_MASK) if finding.story_id else line
    text = " ".join(shown.split())
    return BaselineKey(finding.location.path, finding.rule, finding.story_id or "", text)


def take_baseline(findings: Iterable[Finding], find_line: FindLine) -> Baseline:
    """Take all of some findings as known."""
    return Baseline(dict(sorted(Counter(key_of(finding, find_line) for finding in findings).items())))


def compare_with_baseline(
    findings: Sequence[Finding],
    baseline: Baseline,
    find_line: FindLine,
    was_linted: Callable[[str], bool],
) -> Comparison:
    """Set findings against a baseline; of alike findings the first ones count as known.

    The path is there for people: a story with an id may move. `was_linted` tells whether a path was looked
    at now, or is gone; what is known of any other is not stale.
    """
    left = Counter[BaselineKey]()
    for key, count in baseline.counts.items():
        left[_known_by(key)] += count
    new = []
    for finding in findings:
        known_by = _known_by(key_of(finding, find_line))
        if left[known_by] > 0:
            left[known_by] -= 1
        else:
            new.append(finding)
    stale = _list_stale(baseline, left, was_linted)
    return Comparison(tuple(new), len(findings) - len(new), stale)


def _list_stale(
    baseline: Baseline, left: Counter[BaselineKey], was_linted: Callable[[str], bool]
) -> dict[BaselineKey, int]:
    stale = {}
    for key, count in baseline.counts.items():
        unused = min(count, left[_known_by(key)])
        left[_known_by(key)] -= unused
        if unused and was_linted(key.path):
            stale[key] = unused
    return stale


def _known_by(key: BaselineKey) -> BaselineKey:
    return key._replace(path="") if key.story else key
