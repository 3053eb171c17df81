"""Tags put into feature files byte by byte."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storycontract.contract.feature import Feature
from storycontract.contract.scenario import Scenario
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.gherkin_reader.tag_insertion import NewTag, insert_tags


def tag_everything(source: bytes) -> bytes:
    """Give the feature the tag `owner:F` and every scenario `owner:S`."""
    feature = read(source)
    elements: list[tuple[str, Feature | Scenario]] = [("owner:F", feature)]
    elements += [("owner:S", scenario) for scenario in feature.all_scenarios]
    return insert_tags(
        source,
        [
            NewTag(name, element.location, element.tags[-1] if element.tags else None)
            for name, element in elements
        ],
    )


def read(source: bytes) -> Feature:
    feature = parse_feature(source, "a.feature").feature
    assert feature is not None
    return feature


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Feature: A\n  Scenario: B\n", b"@owner:F\nFeature: A\n  @owner:S\n  Scenario: B\n"),
        (b"Feature: A\r\n\tScenario: B\r\n", b"@owner:F\r\nFeature: A\r\n\t@owner:S\r\n\tScenario: B\r\n"),
        (b"Feature: A\r  Scenario: B\r", b"@owner:F\rFeature: A\r  @owner:S\r  Scenario: B\r"),
        (b"\xef\xbb\xbfFeature: A\n", b"\xef\xbb\xbf@owner:F\nFeature: A\n"),
        (b"\xef\xbb\xbf@x\nFeature: A\n", b"\xef\xbb\xbf@x @owner:F\nFeature: A\n"),
        (b"Feature: A", b"@owner:F\nFeature: A"),
        (b"\r\nFeature: A", b"\r\n@owner:F\r\nFeature: A"),
        (
            b"# language: de\nFunktionalit\xc3\xa4t: A\n",
            b"# language: de\n@owner:F\nFunktionalit\xc3\xa4t: A\n",
        ),
        (b"@x  # why\nFeature: A\n", b"@x @owner:F  # why\nFeature: A\n"),
        (b"@x\n# between\n\n@y  \nFeature: A\n", b"@x\n# between\n\n@y @owner:F  \nFeature: A\n"),
        (b"  @x\t@y@z\nFeature: A\n", b"  @x\t@y@z @owner:F\nFeature: A\n"),
        ("@größe @😀\nFeature: A\n".encode(), "@größe @😀 @owner:F\nFeature: A\n".encode()),
        (
            b"Feature: A\n  # why\n  Scenario: B\n    Given c\n  Rule: R\n    Scenario: D\n",
            (
                b"@owner:F\nFeature: A\n  # why\n  @owner:S\n  Scenario: B\n    Given c\n  Rule: R\n"
                b"    @owner:S\n    Scenario: D\n"
            ),
        ),
    ],
    ids=[
        "plain",
        "crlf and tab",
        "cr",
        "bom",
        "bom and tag",
        "no end of line",
        "no end of the last line",
        "language",
        "comment behind a tag",
        "comment between tags",
        "tags without a space",
        "more than ascii",
        "rule and comment",
    ],
)
def test_tags_go_in_and_every_other_byte_stays(before: bytes, after: bytes) -> None:
    assert tag_everything(before) == after
    assert [tag.name for tag in read(after).tags][-1] == "owner:F"


LINES = [
    "# language: de",
    "# storycontract: ignore[vague-title] -- a reason",
    "",
    "  @x @y # why",
    "\t@story:S-1",
    "@größe@z",
    "Feature: f",
    "  Rule: r",
    "  Background:",
    "    Scenario: s",
    "\u3000Scenario Outline: o <a>",
    "  Given <a>",
    "  Then b",
    "  | a |",
    "    Examples:",
    '  """',
]


@given(
    st.lists(st.sampled_from(LINES), max_size=12).map(lambda lines: ["Feature: f", *lines]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "\n"]),
)
def test_a_file_says_the_same_with_its_new_tags(lines: list[str], end: str, bom: str, close: str) -> None:
    source = (bom + end.join(lines) + close).encode()
    feature = parse_feature(source, "a.feature").feature
    assume(feature is not None)

    after = read(tag_everything(source))

    before = read(source)
    assert [tag.name for tag in after.tags] == [*(tag.name for tag in before.tags), "owner:F"]
    assert [describe(each) for each in after.all_scenarios] == [
        describe(each, "owner:S") for each in before.all_scenarios
    ]


def describe(scenario: Scenario, *more: str) -> tuple[object, ...]:
    fingerprints = [case.fingerprint for case in scenario.cases]
    return scenario.name, [*(tag.name for tag in scenario.tags), *more], fingerprints, scenario.description
