@story:SC-9 @epic:reports @owner:core @priority:must
Feature: Take the result of a run elsewhere
  As an engineer who builds on the verdicts
  I want one documented file with every verdict and its reasons
  So that no two reports can ever show two numbers

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        @ac:SHOP-1.1
        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR

        @ac:SHOP-1.2
        Scenario: An unlucky number of books
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """

  @ac:SC-9.1
  Scenario: The result follows its published schema
    When the engineer runs the stories
    Then "reports/stories.json" follows the published schema

  @ac:SC-9.2
  Scenario: A failing case names its step, its line and what went wrong
    When the engineer runs the stories
    Then the failing step of "SHOP-1.2" is "the receipt shows 130 EUR" at line 14
    And its message says "assert 0 == 130"

  @ac:SC-9.3
  Scenario: A result is written even where nothing could be collected
    Given the file "steps/broken_steps.py"
      """
      import a_module_that_does_not_exist
      """
    When the engineer runs the stories
    Then story "SHOP-1" is not done
    And the output says "steps/broken_steps.py: the step module cannot be imported"
