"""file-name-style."""

import re
from collections.abc import Iterator

from storycontract.contract.feature import FeatureFile
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule

_NAME = re.compile(r"[^\W_A-Z]+(?:[_-][^\W_A-Z]+)*\.feature")


@rule(
    name="file-name-style",
    checks=FeatureFile,
    severity=Severity.INFO,
    since="0.1",
    problem="file name is not in lower case joined by `_` or `-`",
    why=(
        "File names that differ in style are hard to guess, and names that differ in case alone are one "
        "file on some machines."
    ),
    fix="write it in lower case, joined by `_` or `-`",
    breaks="""
        # file: features/PayByCard.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        # file: features/pay_by_card.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
)
def file_name_style(file: FeatureFile) -> Iterator[Violation]:
    """Flag a file name with other characters than lower-case letters, digits, `_` and `-`."""
    name = file.path.rsplit("/", 1)[-1]
    if not _NAME.fullmatch(name) and file.feature is not None:
        yield Violation(at=file.feature.location, detail=f"`{name}`")
