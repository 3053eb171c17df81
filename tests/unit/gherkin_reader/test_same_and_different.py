"""The edits that DESIGN section 4 names under *Same* and *Different*, one by one."""

import unicodedata
from textwrap import dedent

import pytest

from storycontract.contract.identity import collect_stories
from storycontract.contract.story import Story
from storycontract.gherkin_reader.parsing import parse_feature


def story(source: str | bytes) -> Story:
    raw = source if isinstance(source, bytes) else dedent(source).encode()
    (found,) = collect_stories([parse_feature(raw, "pay.feature")])
    return found


BASE = """\
@story:S-1
Feature: Paying
  As a reader
  I want to pay

  Background:
    Given a basket
      | book | price |
      | Emma | 7     |

  @ac:S-1.1
  Scenario: By card
    When I pay by card
    And I confirm
    Then I see
      \"\"\"
      Thank you
      \"\"\"

  @ac:S-1.2 @slow
  Scenario Outline: In coins
    When I pay <sum> with <coins>
    Then I get <change> back

    Examples: little
      | sum | coins | change |
      | 7   | 8     | 1      |
      | 7   | 7     | 0      |

    @api
    Examples: much
      | sum | coins | change |
      | 70  | 80    | 10     |
"""


def edited(old: str, new: str) -> str:
    assert BASE.count(old) == 1, f"`{old}` stands {BASE.count(old)} times"
    return BASE.replace(old, new)


CARD = BASE[BASE.index("  @ac:S-1.1") : BASE.index("  @ac:S-1.2")]
COINS = BASE[BASE.index("  @ac:S-1.2") :]
LITTLE = BASE[BASE.index("    Examples: little") : BASE.index("    @api")]
MUCH = BASE[BASE.index("    @api") :]
BACKGROUND = BASE[BASE.index("  Background:") : BASE.index("  @ac:S-1.1")]
BACKGROUND_STEPS = BACKGROUND.removeprefix("  Background:\n").rstrip() + "\n"

SAME = {
    "a comment": edited("    And I confirm", "    # sure?\n    And I confirm  "),
    "a comment in a table": edited("      | Emma | 7     |", "      # dear\n      | Emma | 7     |"),
    "indentation": "\n".join(line.strip() for line in BASE.split("\n")),
    "blank lines": BASE.replace("\n    And", "\n\n\n    And"),
    "table layout": edited("| Emma | 7     |", "|Emma|7|"),
    "tags on lines of their own": edited("@ac:S-1.2 @slow", "@slow\n\n  # later\n  @ac:S-1.2"),
    "a doc string indented further": edited(
        '      """\n      Thank you\n      """', '  """\n  Thank you\n          """'
    ),
    "the other doc string delimiter": edited(
        '      """\n      Thank you\n      """', "      ```\n      Thank you\n      ```"
    ),
    "a media type": edited('      """\n      Thank you', '      """text\n      Thank you'),
    "CRLF": BASE.replace("\n", "\r\n").encode(),
    "lone CR": BASE.replace("\n", "\r").encode(),
    "a BOM": BASE.encode("utf-8-sig"),
    "no last line end": BASE.rstrip().encode(),
    "a keyword synonym": edited("  Scenario: By card", "  Example: By card").replace(
        "Examples:", "Scenarios:"
    ),
    "And for a repeated keyword": edited("    And I confirm", "    When I confirm"),
    "a star for a repeated keyword": edited("    And I confirm", "    * I confirm"),
    "But for And": edited("    And I confirm", "    But I confirm"),
    "a feature renamed": edited("Feature: Paying", "Feature: Settling"),
    "a scenario renamed": edited("Scenario: By card", "Scenario: By credit card"),
    "an examples block renamed": edited("Examples: much", "Examples: a lot"),
    "scenarios reordered": BASE.replace(CARD + COINS, f"{COINS}\n{CARD}"),
    "rows reordered": edited(
        "      | 7   | 8     | 1      |\n      | 7   | 7     | 0      |\n",
        "      | 7   | 7     | 0      |\n      | 7   | 8     | 1      |\n",
    ),
    "columns reordered": edited(
        "      | sum | coins | change |\n      | 70  | 80    | 10     |",
        "      | change | sum | coins |\n      | 10     | 70  | 80    |",
    ),
    "blocks reordered": BASE.replace(LITTLE + MUCH, f"{MUCH}\n{LITTLE}"),
    "a block split": edited(
        "      | 7   | 7     | 0      |\n",
        "    Examples: more\n      | sum | coins | change |\n      | 7   | 7     | 0      |\n",
    ),
    "a row twice": edited("      | 7   | 7     | 0      |\n", "      | 7   | 7     | 0      |\n" * 2),
    "a background inlined": BASE.replace(BACKGROUND, "")
    .replace("    When I pay by", f"{BACKGROUND_STEPS}    When I pay by")
    .replace("    When I pay <", f"{BACKGROUND_STEPS}    When I pay <"),
    "a placeholder renamed": BASE.replace("<coins>", "<money given>").replace("| coins |", "| money given |"),
    "an unused column": edited(
        "      | sum | coins | change |\n      | 70  | 80    | 10     |",
        "      | sum | coins | change | why  |\n      | 70  | 80    | 10     | note |",
    ),
    "a narrative edit": edited("  I want to pay", "  I want to settle\n  So that I can go"),
    "a description": edited("Scenario: By card\n", "Scenario: By card\n    Visa or the like\n"),
    "a managing tag on the feature": edited("@story:S-1\n", "@story:S-1 @owner:ann @epic:e @was:S-0\n"),
    "a managing tag on a scenario": edited("@ac:S-1.1", "@ac:S-1.1 @env:staging @draft @priority:must"),
    "an obligation moved to the block it already stands on": edited("@ac:S-1.2 @slow", "@ac:S-1.2")
    .replace("    Examples: little", "    @slow\n    Examples: little")
    .replace("    @api\n", "    @api @slow\n"),
}


@pytest.mark.parametrize("source", SAME.values(), ids=SAME.keys())
def test_a_story_is_the_same_after(source: str | bytes) -> None:
    assert story(source).fingerprint == story(BASE).fingerprint


DIFFERENT = {
    "the text of a step": edited("When I pay by card", "When I pay by cheque"),
    "letter case": edited("When I pay by card", "When I pay by Card"),
    "an inner space": edited("When I pay by card", "When I pay  by card"),
    "a full stop": edited("When I pay by card", "When I pay by card."),
    "another kind": edited("    When I pay by card", "    Given I pay by card"),
    "the kind of a conjunction": edited("    And I confirm", "    Then I confirm"),
    "the order of steps": edited(
        "    When I pay by card\n    And I confirm\n", "    When I confirm\n    And I pay by card\n"
    ),
    "a step added": edited("    And I confirm", "    And I confirm\n    And I wait"),
    "a step removed": edited("    And I confirm\n", ""),
    "a step twice": edited("    And I confirm", "    And I confirm\n    And I confirm"),
    "a table cell": edited("| Emma | 7     |", "| Emma | 8     |"),
    "a table header": edited("| book | price |", "| book | cost |"),
    "a table row added": edited("| Emma | 7     |", "| Emma | 7     |\n      | Ulysses | 9 |"),
    "a table removed": edited("      | book | price |\n      | Emma | 7     |\n", ""),
    "table columns reordered": edited(
        "      | book | price |\n      | Emma | 7     |", "      | price | book |\n      | 7 | Emma |"
    ),
    "a table for a doc string": edited('      """\n      Thank you\n      """', "      | Thank you |"),
    "a doc string beside a table": edited(
        "| Emma | 7     |", '| Emma | 7     |\n      """\n      gift wrapped\n      """'
    ),
    "the words of a doc string": edited("      Thank you", "      Many thanks"),
    "a space at the end of a doc string": edited("      Thank you", "      Thank you "),
    "a space at the start of a doc string": edited("      Thank you", "       Thank you"),
    "a line in a doc string": edited("      Thank you", "      Thank you\n"),
    "an empty doc string for none": edited("    And I confirm", '    And I confirm\n    """\n    """'),
    "a row added": edited("      | 70  | 80    | 10     |", "      | 70 | 80 | 10 |\n      | 70 | 90 | 20 |"),
    "a row removed": edited("      | 7   | 7     | 0      |\n", ""),
    "the value of a row": edited("      | 70  | 80    | 10     |", "      | 70  | 80    | 11     |"),
    "a step of the background": edited("Given a basket", "Given a full basket"),
    "a background step added": edited("    Given a basket", "    Given a reader\n    And a basket"),
    "the background removed": BASE.replace(BACKGROUND, ""),
    "an obligation on the feature": edited("@story:S-1\n", "@story:S-1 @ui\n"),
    "an obligation on a scenario": edited("@ac:S-1.1", "@ac:S-1.1 @ui"),
    "an obligation removed": edited("@ac:S-1.2 @slow", "@ac:S-1.2"),
    "an obligation renamed": edited("@api", "@ui"),
    "an obligation in other letters": edited("@api", "@API"),
    "a manual case": edited("@ac:S-1.1", "@ac:S-1.1 @manual"),
    "a tag of another tool": edited("@ac:S-1.1", "@ac:S-1.1 @severity:high"),
    "a key in other letters": edited("@ac:S-1.1", "@ac:S-1.1 @Owner:ann"),
    "criterion ids swapped": BASE.replace("S-1.1", "?").replace("S-1.2", "S-1.1").replace("?", "S-1.2"),
    "a criterion id renamed": edited("@ac:S-1.1", "@ac:S-1.9"),
    "a scenario removed": BASE.replace(CARD, ""),
    "an unfilled placeholder": edited("Then I get <change> back", "Then I get <changes> back"),
}


@pytest.mark.parametrize("source", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_a_story_is_different_after(source: str) -> None:
    assert story(source).fingerprint != story(BASE).fingerprint


def test_composed_and_decomposed_letters_differ() -> None:
    composed = edited("When I pay by card", "When I pay in the café")
    decomposed = unicodedata.normalize("NFD", composed)

    assert story(composed).fingerprint != story(decomposed).fingerprint


def test_an_unrolled_outline_under_one_criterion_is_the_same() -> None:
    rolled = """\
        @story:S-1
        Feature: f
          @ac:S-1.1
          Rule: r
            Scenario: s
              Given <a>
              Examples:
                | a |
                | 1 |
                | 2 |
        """
    unrolled = """\
        @story:S-1
        Feature: f
          @ac:S-1.1
          Rule: r
            Scenario: one
              Given 1
            Scenario: two
              Given 2
        """

    assert story(rolled).fingerprint == story(unrolled).fingerprint


def test_the_keywords_of_another_language_are_the_same() -> None:
    german = """\
        # language: de
        @story:S-1
        Funktionalität: Zahlen
          Grundlage:
            Angenommen a
          @ac:S-1.1
          Szenariogrundriss: s
            Wenn <b>
            Und c
            Dann d
            Beispiele:
              | b |
              | 1 |
        """
    english = """\
        @story:S-1
        Feature: Paying
          Background:
            Given a
          @ac:S-1.1
          Scenario Outline: s
            When <b>
            And c
            Then d
            Examples:
              | b |
              | 1 |
        """

    assert story(german).fingerprint == story(english).fingerprint


def test_two_rows_alike_but_for_their_tags_are_two_cases() -> None:
    found = story(
        """\
        @story:S-1
        Feature: f
          Scenario: s
            Given <a>
            @ui
            Examples:
              | a |
              | 1 |
            @api
            Examples:
              | a |
              | 1 |
        """
    )

    assert len({case.fingerprint for case in found.cases}) == 2


def test_a_scenario_without_an_id_renamed_keeps_its_cases_and_not_its_story() -> None:
    before = story("@story:S-1\nFeature: f\nScenario: one\nGiven a")
    after = story("@story:S-1\nFeature: f\nScenario: two\nGiven a")

    assert [case.fingerprint for case in before.cases] == [case.fingerprint for case in after.cases]
    assert before.fingerprint != after.fingerprint
