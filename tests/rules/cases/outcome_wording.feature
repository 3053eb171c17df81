Feature: The wording of outcomes

  Background:
    Given an open shop
    Then it works as long as Ann is there
    # expect empty-outcome
    And everything is fine

  Scenario: Only outcomes are judged
    Given everything works
    When the page loads quickly
    # expect empty-outcome
    Then the system works
    # expect unmeasurable-outcome
    And the page loads quickly
    # expect unmeasurable-outcome
    But the page is easy to read
    # expect unmeasurable-outcome
    * Ann sees a suitable message

  Scenario Outline: A parameter may carry the measure
    When Ann searches for <title>
    Then the results are <quality>
    And the results are shown quickly, <limit>
    # expect unmeasurable-outcome
    And the results are good

    Examples:
      | title | quality | limit          |
      | Emma  | good    | within 2 hours |

  Scenario: A table or doc string may carry the measure
    When Ann opens her basket
    Then the basket is correct:
      | title | price |
      | Emma  | 12.50 |
    And the receipt looks good:
      """
      1 x Emma
      """
