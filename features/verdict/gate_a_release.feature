@story:SC-20 @epic:verdict @owner:core @priority:must
Feature: Gate a merge and a release
  As a release manager
  I want one command that says whether what we asked for holds
  So that a release waits for a reason that everybody can read

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1 @priority:must
      Feature: Pay at the till

        @ac:SHOP-1.1
        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    And the feature file "features/lottery.feature"
      """
      @story:SHOP-2 @priority:could
      Feature: Win a book

        @ac:SHOP-2.1
        Scenario: An unlucky number
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """
    And the release manager ran the stories

  @ac:SC-20.1
  Scenario Outline: The gate holds for what was asked, and for no more
    When the release manager asks the gate for "<policy>"
    Then the exit code is <code>

    Examples:
      | policy            | code |
      | must              | 0    |
      | all               | 1    |
      | @priority:could   | 1    |
      | @priority:should  | 3    |

  @ac:SC-20.2
  Scenario: The gate names what does not hold
    When the release manager asks the gate for "all"
    Then the output says "SHOP-2"

  @ac:SC-20.3
  Scenario: A run can ask the gate at its end
    When the release manager runs the stories with "features -k Two --story-gate must"
    Then the exit code is 0
