@story:SC-18 @epic:verdict @owner:core @priority:must
Feature: See what was lost since the run before
  As a product owner
  I want to hear which stories were done and are no more, and since when
  So that I can ask about a loss on the day it happens

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    And the product owner ran the stories

  @ac:SC-18.1
  Scenario: A story that broke is lost
    When the product owner turns "* 10" into "* 11" in "steps/shop_steps.py"
    And the product owner runs the stories
    Then the output says "1 lost since the run before"
    And story "SHOP-1" is flagged "regressed"

  @ac:SC-18.2
  Scenario: A story that works again is gained
    Given the product owner turned "* 10" into "* 11" in "steps/shop_steps.py"
    And the product owner ran the stories
    When the product owner turns "* 11" into "* 5 * 2" in "steps/shop_steps.py"
    And the product owner runs the stories
    Then the output says "1 gained since the run before"

  @ac:SC-18.3
  Scenario: What was shown is remembered without its files
    When the product owner removes the folder "reports/evidence"
    Then story "SHOP-1" is done without another run

  @ac:SC-18.4
  Scenario: A run of one story breaks no other
    Given the feature file "features/window.feature"
      """
      @story:SHOP-2
      Feature: Look into the window

        Scenario: One book
          Given a basket of 1 books
          When the shopper pays
          Then the receipt shows 10 EUR
      """
    When the product owner turns "* 10" into "* 2 * 5" in "steps/shop_steps.py"
    And the product owner runs the stories with "features --story SHOP-2"
    Then the history of story "SHOP-1" is
      | verdict |
      | done    |
