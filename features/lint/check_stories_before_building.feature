@story:SC-17 @epic:contract @owner:core @priority:must
Feature: Check a story before anything is built
  As a product owner
  I want to hear what is unclear in a story while it is still only text
  So that nobody builds what nobody can check

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till
        As a shopper
        I want to pay for all books at once
        So that I need not queue again

        Scenario: The receipt shows the price of both books
          Given a basket of 2 books
          When the shopper pays
          Then the till works properly
      """

  @ac:SC-17.1
  Scenario: An outcome that nobody can measure is named with its line
    When the product owner checks the stories
    Then the output says "features/till.feature:10"
    And the output says "unmeasurable-outcome"
    And the exit code is 1

  @ac:SC-17.2
  Scenario: A rule explains itself
    When the product owner asks about the rule "unmeasurable-outcome"
    Then the output says "two honest people can differ"
    And the exit code is 0

  @ac:SC-17.3
  Scenario: A story that was put right is let through
    When the product owner turns "the till works properly" into "the receipt shows 20 EUR" in "features/till.feature"
    And the product owner checks the stories
    Then the exit code is 0
