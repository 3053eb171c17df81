"""Which stories and criteria a tree holds, what they are called, and what is wrong with their ids."""

import re
from textwrap import dedent

import pytest

from storycontract.contract.identity import collect_stories
from storycontract.contract.story import Criterion, Metadata, Story
from storycontract.gherkin_reader.parsing import parse_feature


def stories(*sources: str, story_tag: str | None = None) -> tuple[Story, ...]:
    pattern = re.compile(story_tag) if story_tag else None
    return collect_stories(
        [
            parse_feature(dedent(source).encode(), f"shop/{number}.feature", pattern)
            for number, source in enumerate(sources)
        ],
        pattern,
    )


def story(source: str, story_tag: str | None = None) -> Story:
    (found,) = stories(source, story_tag=story_tag)
    return found


def problems(*sources: str) -> list[tuple[str, int]]:
    return [
        (problem.name, problem.location.line) for found in stories(*sources) for problem in found.id_problems
    ]


def names(criterion: Criterion) -> list[str]:
    return [scenario.name for scenario in criterion.scenarios]


SCENARIO = "Scenario: s\nGiven a\n"


def test_a_feature_and_its_scenarios_are_called_by_their_tags() -> None:
    found = story(f"@story:S-1\nFeature: f\n@ac:S-1.1\n{SCENARIO}")

    assert (found.id, found.id_is_derived, found.title) == ("S-1", False, "f")
    (criterion,) = found.criteria
    assert (criterion.id, criterion.id_is_derived, criterion.name, criterion.rule) == (
        "S-1.1",
        False,
        "s",
        None,
    )
    assert criterion.location.line == 4
    assert found.id_problems == ()


def test_without_tags_ids_are_derived_from_path_and_names() -> None:
    found = story("Feature: f\nScenario: one\nGiven a\nRule: r\nScenario: two\nGiven b")

    assert (found.id, found.id_is_derived) == ("shop/0.feature:f", True)
    assert [(criterion.id, criterion.id_is_derived) for criterion in found.criteria] == [
        ("shop/0.feature:f/one", True),
        ("shop/0.feature:f/r/two", True),
    ]
    assert [criterion.rule for criterion in found.criteria] == [None, "r"]


def test_a_scenario_belongs_to_the_nearest_element_with_an_id() -> None:
    outer, inner = stories(
        """\
        @story:S-1
        Feature: f
          Scenario: one
            Given a
          Rule: plain
            Scenario: two
              Given a
          @story:S-2
          Rule: own
            Scenario: three
              Given a
        """
    )

    assert [(found.id, found.title) for found in (outer, inner)] == [("S-1", "f"), ("S-2", "own")]
    assert [criterion.name for criterion in outer.criteria] == ["one", "two"]
    assert [(criterion.id, criterion.name) for criterion in inner.criteria] == [("S-2/three", "three")]
    assert len(outer.cases) == 2
    assert inner.location.line == 9


def test_a_feature_without_id_is_no_story_where_rules_hold_all_scenarios() -> None:
    found = stories(f"Feature: f\n@story:S-1\nRule: a\n{SCENARIO}@story:S-2\nRule: b\n{SCENARIO}")

    assert [each.id for each in found] == ["S-1", "S-2"]


@pytest.mark.parametrize("rest", [SCENARIO, f"Rule: q\n{SCENARIO}"], ids=["scenario", "rule"])
def test_a_feature_without_id_is_a_story_where_scenarios_are_left(rest: str) -> None:
    own = f"@story:S-1\nRule: r\n{SCENARIO}"
    source = f"Feature: f\n{rest}{own}"

    assert [each.id for each in stories(source)] == ["shop/0.feature:f", "S-1"]


@pytest.mark.parametrize("source", ["Feature: f", "Feature: f\nRule: r", "Feature: f\nBackground:\nGiven a"])
def test_a_feature_that_holds_nothing_is_a_story_without_a_case(source: str) -> None:
    found = story(source)

    assert found.id == "shop/0.feature:f"
    assert found.cases == ()


def test_a_feature_with_id_is_a_story_even_where_nothing_is_left() -> None:
    outer, _ = stories(f"@story:S-1\nFeature: f\n@story:S-2\nRule: r\n{SCENARIO}")

    assert (outer.id, outer.criteria) == ("S-1", ())


def test_a_rule_with_a_criterion_id_is_one_criterion_of_all_its_scenarios() -> None:
    found = story(
        """\
        @story:S-1
        Feature: f
          @ac:S-1.1
          Rule: r
            Scenario: one
              Given a
            Scenario: two
              Given b
        """
    )

    (criterion,) = found.criteria
    assert (criterion.id, criterion.name, criterion.rule) == ("S-1.1", "r", "r")
    assert names(criterion) == ["one", "two"]
    assert len(criterion.cases) == 2
    assert criterion.location.line == 4
    assert found.id_problems == ()


def test_a_criterion_id_inside_a_rule_that_carries_one_is_misplaced() -> None:
    source = """\
        @story:S-1
        Feature: f
          @ac:S-1.1
          Rule: r
            @ac:S-1.2
            Scenario: one
              Given a
            Scenario: two
              Given b
        """

    assert problems(source) == [("ac-id-misplaced", 5)]
    assert [(criterion.id, names(criterion)) for criterion in story(source).criteria] == [
        ("S-1.1", ["two"]),
        ("S-1.2", ["one"]),
    ]


def test_a_rule_may_be_story_and_criterion() -> None:
    found = story(f"Feature: f\n@story:S-1 @ac:S-1.1\nRule: r\n{SCENARIO}")

    assert (found.id, [criterion.id for criterion in found.criteria]) == ("S-1", ["S-1.1"])


@pytest.mark.parametrize("identifier", ["S", "a1", "SHOP-12", "shop.pay_1.2-x"])
def test_an_id_is_letters_and_digits_joined(identifier: str) -> None:
    assert problems(f"@story:{identifier}\nFeature: f\n@ac:{identifier}.1\n{SCENARIO}") == []


@pytest.mark.parametrize(
    "identifier", ["", "1", "1-S", "-S", "S-", "S--1", "S/1", "S:1", "Ä-1", "S-1,S-2", "S٣"]
)
def test_a_malformed_id_is_a_problem_and_no_id(identifier: str) -> None:
    found = story(f"@story:{identifier}\nFeature: f\n@ac:{identifier}\n{SCENARIO}")

    assert [(problem.name, problem.location.line) for problem in found.id_problems] == [
        ("story-id-malformed", 1),
        ("ac-id-malformed", 3),
    ]
    assert found.id_is_derived
    assert found.criteria[0].id_is_derived


@pytest.mark.parametrize("tag", ["@story", "@ac"])
def test_a_tag_that_forgets_its_id_is_malformed(tag: str) -> None:
    source = f"{tag}\nFeature: f\n{SCENARIO}" if tag == "@story" else f"Feature: f\n{tag}\n{SCENARIO}"

    assert [name for name, _ in problems(source)] == [f"{tag[1:]}-id-malformed"]


def test_a_rule_with_a_malformed_id_is_a_story_of_its_own() -> None:
    (found,) = stories(f"Feature: f\n@story:1\nRule: r\n{SCENARIO}")

    assert (found.id, found.id_is_derived) == ("shop/0.feature:f/r", True)
    assert [problem.name for problem in found.id_problems] == ["story-id-malformed"]


def test_a_rule_with_a_malformed_criterion_id_keeps_its_scenarios_together() -> None:
    found = story(f"@story:S-1\nFeature: f\n@ac:1\nRule: r\n{SCENARIO}{SCENARIO}")

    (criterion,) = found.criteria
    assert (criterion.id, criterion.id_is_derived, len(criterion.scenarios)) == ("S-1/r", True, 2)
    assert [(problem.name, problem.location.line) for problem in found.id_problems] == [
        ("ac-id-malformed", 3)
    ]


def test_a_second_id_on_one_element_is_a_problem() -> None:
    assert problems(f"@story:S-1 @story:S-2\nFeature: f\n@ac:A @ac:B\n{SCENARIO}") == [
        ("story-id-ambiguous", 1),
        ("ac-id-ambiguous", 3),
    ]


def test_an_id_beside_a_malformed_one_is_not_used() -> None:
    assert story(f"@story:S-1 @story:1\nFeature: f\n{SCENARIO}").id_is_derived


def test_the_same_id_twice_on_one_element_is_no_problem() -> None:
    assert problems(f"@story:S-1 @story:S-1\nFeature: f\n@ac:A @ac:A\n{SCENARIO}") == []


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param(f"@ac:A\nFeature: f\n{SCENARIO}", 1, id="on a feature"),
        pytest.param(f"@ac:A\nFeature: f\n@story:S-1\nRule: r\n{SCENARIO}", 1, id="on a feature of rules"),
        pytest.param("Feature: f\nScenario: s\nGiven a\n@ac:A\nExamples:\n| a |\n| 1 |", 4, id="on examples"),
        pytest.param(
            "Feature: f\n@ac:B\nRule: r\nScenario: s\nGiven a\n@ac:A\nExamples:\n| a |\n| 1 |",
            6,
            id="on examples in a rule that carries one",
        ),
    ],
)
def test_a_criterion_id_out_of_place_is_a_problem(source: str, line: int) -> None:
    assert problems(source) == [("ac-id-misplaced", line)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param(f"Feature: f\n@story:S-1\n{SCENARIO}", 2, id="on a scenario"),
        pytest.param(f"Feature: f\nRule: r\n@story:S-1\n{SCENARIO}", 3, id="in a rule"),
        pytest.param(f"Feature: f\n@story:S-2\nRule: r\n@story:S-1\n{SCENARIO}", 4, id="in a story rule"),
        pytest.param(
            "Feature: f\nScenario: s\nGiven a\n@story:S-1\nExamples:\n|a|\n|1|", 4, id="on examples"
        ),
    ],
)
def test_a_story_id_out_of_place_is_a_problem(source: str, line: int) -> None:
    assert problems(source) == [("story-id-misplaced", line)]


def test_a_story_id_used_twice_is_a_problem_of_both_whatever_its_case() -> None:
    first, second = stories("@story:Shop-1\nFeature: f", "@story:SHOP-1\nFeature: g")

    assert [problem.name for problem in first.id_problems] == ["story-id-duplicate"]
    assert first.id_problems[0].detail == "the id `Shop-1` is used again at shop/1.feature:2"
    assert second.id_problems[0].detail == "the id `SHOP-1` is used again at shop/0.feature:2"


def test_a_criterion_id_used_twice_is_a_problem_of_both_whatever_its_case() -> None:
    first, second = stories(
        f"@story:A\nFeature: f\n@ac:x.1\n{SCENARIO}", f"@story:B\nFeature: g\n@ac:X.1\n{SCENARIO}"
    )

    assert [problem.name for problem in first.id_problems] == ["ac-id-duplicate"]
    assert [problem.name for problem in second.id_problems] == ["ac-id-duplicate"]
    assert first.id_problems[0].location.line == 4


def test_a_criterion_id_used_twice_in_one_story_is_a_problem_for_each() -> None:
    source = f"@story:A\nFeature: f\n@ac:x\n{SCENARIO}@ac:x\nScenario: t\nGiven b"

    assert problems(source) == [("ac-id-duplicate", 4), ("ac-id-duplicate", 7)]


def test_derived_ids_are_no_doubles() -> None:
    assert problems("Feature: f\nScenario: s\nScenario: S", "Feature: f\nScenario: s") == []


def test_derived_ids_of_stories_are_no_doubles() -> None:
    own = f"@story:1\nRule: r\n{SCENARIO}"

    assert [name for name, _ in problems(f"Feature: f\n{own}{own}")] == ["story-id-malformed"] * 2


def test_a_story_and_a_criterion_cannot_share_an_id() -> None:
    source = f"@story:A\nFeature: f\n@ac:a\n{SCENARIO}"

    assert problems(source) == [("story-id-duplicate", 2), ("ac-id-duplicate", 4)]


def test_criteria_without_ids_can_be_told_apart() -> None:
    found = story(
        """\
        @story:A
        Feature: f
          Scenario: s
          Scenario: s
          Scenario: s#2
          Scenario: r/s
          Rule: r
            Scenario: s
          Rule: r
            Scenario: s
        """
    )

    assert [criterion.id for criterion in found.criteria] == [
        "A/s",
        "A/s#2",
        "A/s#2#2",
        "A/r/s",
        "A/r/s#2",
        "A/r/s#3",
    ]


def test_ids_by_the_pattern_of_the_project_are_story_ids() -> None:
    found = story(f"@4711\nFeature: f\n{SCENARIO}", story_tag=r"\d+")

    assert (found.id, found.id_is_derived, found.id_problems) == ("4711", False, ())


def test_a_story_tag_may_hold_an_id_by_the_pattern_of_the_project() -> None:
    assert story(f"@story:4711\nFeature: f\n{SCENARIO}", story_tag=r"\d+").id_problems == ()


def test_the_pattern_of_the_project_matches_whole_tags() -> None:
    assert story(f"@x-4711\nFeature: f\n{SCENARIO}", story_tag=r"\d+").id_is_derived


def test_metadata_is_read_from_the_tags_of_the_story() -> None:
    found = story(
        "@story:S @epic:e @objective:o @owner:w @priority:must @release:r @sprint:s "
        "@depends:A @depends:B @depends:A @was:C @was:D @other:x\nFeature: f"
    )

    assert found.metadata == Metadata(
        epic="e",
        objective="o",
        owner="w",
        priority="must",
        release="r",
        sprint="s",
        depends=("A", "B"),
        was=("C", "D"),
    )
    assert found.tags[-1] == "other:x"


def test_without_tags_there_is_no_metadata() -> None:
    assert story("Feature: f").metadata == Metadata()


def test_a_value_may_hold_colons() -> None:
    assert story("@owner:team:pay\nFeature: f").metadata.owner == "team:pay"


def test_a_key_without_a_value_says_nothing() -> None:
    assert story("@release @owner: @release:2.1\nFeature: f").metadata == Metadata(release="2.1")


def test_a_rule_inherits_the_metadata_it_does_not_set_itself() -> None:
    (found,) = stories(
        f"@owner:ann @epic:e @depends:A\nFeature: f\n@story:S @owner:bob @depends:B\nRule: r\n{SCENARIO}"
    )

    assert (found.metadata.owner, found.metadata.epic) == ("bob", "e")
    assert found.metadata.depends == ("B", "A")


def test_a_rule_does_not_inherit_a_former_id() -> None:
    _, found = stories(f"@story:S @was:OLD\nFeature: f\n@story:T @was:OLDER\nRule: r\n{SCENARIO}")

    assert found.metadata.was == ("OLDER",)


def test_a_rule_does_not_depend_on_itself_because_its_feature_does() -> None:
    outer, inner = stories(f"@story:S @depends:T\nFeature: f\n@story:T\nRule: r\n{SCENARIO}")

    assert (outer.metadata.depends, inner.metadata.depends) == (("T",), ())


def test_a_former_id_of_a_criterion_stands_on_its_element() -> None:
    found = story(f"@story:S\nFeature: f\n@ac:A @was:B\n{SCENARIO}@ac:C @was:D\nRule: r\n{SCENARIO}")

    assert [criterion.was for criterion in found.criteria] == [("B",), ("D",)]


def test_a_narrative_is_that_of_the_element() -> None:
    (found,) = stories(f"Feature: f\nAs a cook\n@story:S\nRule: r\nAs a waiter\nI want tips\n{SCENARIO}")

    assert found.narrative.role == "waiter"


@pytest.mark.parametrize("tag", ["@draft", "@draft:until-June"])
def test_a_draft_feature_makes_drafts_of_its_story_and_criteria(tag: str) -> None:
    found = story(f"{tag}\nFeature: f\n{SCENARIO}")

    assert found.is_draft
    assert [criterion.is_draft for criterion in found.criteria] == [True]


def test_a_draft_feature_makes_drafts_of_the_stories_in_its_rules() -> None:
    assert story(f"@draft\nFeature: f\n@story:S\nRule: r\n{SCENARIO}").is_draft


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Feature: f\n@draft\nScenario: s", id="scenario without steps"),
        pytest.param(f"Feature: f\n@draft\n{SCENARIO}", id="scenario"),
        pytest.param("Feature: f\n@draft\nRule: r\nScenario: s", id="rule"),
        pytest.param(f"Feature: f\n@draft @ac:A\nRule: r\n{SCENARIO}", id="rule with an id"),
        pytest.param(f"Feature: f\n@ac:A\nRule: r\n@draft\n{SCENARIO}", id="scenario of a rule with an id"),
        pytest.param("Feature: f\nScenario: s\nGiven a\n@draft\nExamples:\n|a|\n|1|", id="examples"),
    ],
)
def test_a_draft_below_the_feature_makes_a_draft_of_its_criterion_alone(source: str) -> None:
    found = story(source)

    assert not found.is_draft
    assert [criterion.is_draft for criterion in found.criteria] == [True]


def test_nothing_is_a_draft_that_does_not_say_so() -> None:
    found = story(f"@drafted\nFeature: f\n{SCENARIO}")

    assert not found.is_draft
    assert not found.criteria[0].is_draft


def test_stories_keep_the_language_and_all_tags_of_their_file() -> None:
    found = story("# language: de\n@a\nFunktionalität: f\n@story:S @b @a\nRegel: r\nSzenario: s")

    assert found.language == "de"
    assert found.tags == ("story:S", "b", "a")


def test_files_without_a_feature_hold_no_story() -> None:
    assert stories("", "no gherkin") == ()
