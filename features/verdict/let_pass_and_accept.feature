@story:SC-21 @epic:verdict @owner:core @priority:should
Feature: Let something pass for a while, and accept what only a person can check
  As a product owner
  I want to answer with my name for what a run cannot show
  So that an exception is seen by everybody and ends by itself

  Background:
    Given a shop with its step functions
    And the feature file "features/lottery.feature"
      """
      @story:SHOP-2
      Feature: Win a book

        @ac:SHOP-2.1
        Scenario: An unlucky number
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """

  @ac:SC-21.1
  Scenario: A waiver opens the gate and leaves the verdict alone
    Given the product owner ran the stories
    When the product owner waives "SHOP-2.1" for 7 days because "the lottery starts in May"
    And the product owner asks the gate for "all"
    Then the exit code is 0
    And the status calls story "SHOP-2" not working

  @ac:SC-21.2
  Scenario: What a person checked counts for what only a person can check
    Given the feature file "features/receipt.feature"
      """
      @story:SHOP-3
      Feature: Read the receipt

        @ac:SHOP-3.1 @manual
        Scenario: On paper
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    When the product owner accepts "SHOP-3.1"
    Then story "SHOP-3" is done without another run

  @ac:SC-21.3
  Scenario: Nobody can accept what a run checks
    When the product owner accepts "SHOP-2.1"
    Then the exit code is 2
