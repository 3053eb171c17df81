@story:SC-16 @epic:first-minutes @owner:core @priority:must
Feature: Adopt an existing suite
  As a lead of a team that has run pytest-bdd for years
  I want a verdict for each story of the suite as it stands
  So that we gain an answer on the first day and rewrite nothing for it

  Background:
    Given a shop that binds its feature files in test modules
    And the lead set storycontract up in it

  @ac:SC-16.1
  Scenario: The suite runs as it did, and each story has its verdict
    When the lead runs the stories with "tests"
    Then 3 tests were run
    And the test results are those of plain pytest-bdd
    And story "tests/features/till.feature:Pay at the till" is done
    And story "tests/features/stall.feature:Pay at the stall" is not working

  @ac:SC-16.2
  Scenario: Giving ids adds tags and changes nothing else
    When the lead gives every story an id that begins with "SHOP"
    Then "tests/features/stall.feature" begins with "@story:SHOP-1"
    And "tests/features/till.feature" holds "@card @ac:SHOP-2.1"
    And without their new tags the feature files are as they were

  @ac:SC-16.3
  Scenario: A proof counts on for a story that is given an id
    Given the lead ran the stories with "tests"
    When the lead gives every story an id that begins with "SHOP"
    Then story "SHOP-2" is done without another run
    And the status calls story "SHOP-1" not working

  @ac:SC-16.4
  Scenario: No file is touched while one of them cannot be read
    Given the feature file "tests/features/torn.feature"
      """
      Feature: Torn
        Scenario: Half
          Given a basket of 2 books
          and then
      """
    When the lead gives every story an id that begins with "SHOP"
    Then the exit code is 2
    And the output says "tests/features/torn.feature:4"
    And the feature files are as they were
