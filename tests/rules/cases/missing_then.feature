Feature: What counts as an outcome of the scenario's own

  Background:
    Given a shop with 3 books
    Then the shelf holds 3 books

  # expect scenario-missing-then
  Scenario: The Background's outcome is not the scenario's
    When Ann takes "Emma"

  # expect scenario-missing-then
  Scenario: But after When is an action
    When Ann takes "Emma"
    But Bob takes "Persuasion"

  Scenario: A star after Then is an outcome
    When Ann takes "Emma"
    Then the shelf holds 2 books
    * Ann holds 1 book

  Scenario: And after Then is an outcome
    When Ann takes "Emma"
    Then the shelf holds 2 books
    And Ann holds 1 book

  # expect scenario-missing-then
  Scenario Outline: An outline is held to the same
    When Ann takes <title>

    Examples:
      | title |
      | Emma  |
