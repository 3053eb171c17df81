"""feature-name-differs-from-file."""

import re
from collections.abc import Iterator

from storycontract.contract.feature import FeatureFile
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Violation, rule

_WORD = re.compile(r"[^\W_]+")


@rule(
    name="feature-name-differs-from-file",
    checks=FeatureFile,
    severity=Severity.INFO,
    since="0.1",
    problem="file is named otherwise than its feature",
    why="Whoever looks for a story looks for its name.",
    fix="name the file after the feature, or the feature after the file",
    breaks="""
        # file: features/refunds.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        # file: features/checkout.feature
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(),
)
def feature_name_differs_from_file(file: FeatureFile) -> Iterator[Violation]:
    """Flag a file no word of whose name is in the name of its feature."""
    words = set(_WORD.findall(file.path.rsplit("/", 1)[-1].removesuffix(".feature").lower()))
    if file.feature is not None and words and not words & set(_WORD.findall(file.feature.name.lower())):
        yield Violation(at=file.feature.location)
