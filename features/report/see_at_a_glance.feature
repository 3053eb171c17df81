@story:SC-10 @epic:reports @owner:core @priority:must
Feature: See at a glance what is done
  As a product owner with two minutes
  I want one headline and one plain reason for each story that is not done
  So that I know what to ask about

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
    And the feature file "features/bulk.feature"
      """
      @story:SHOP-2
      Feature: Buy many books

        Scenario: An unlucky number of books
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """

  @ac:SC-10.1
  Scenario: The summary stands at the end of the run
    When the product owner runs the stories
    Then the output says "1 of 2 stories done"
    And the output says "Not working    SHOP-2  Buy many books"
    And the output says "features/bulk.feature:7"

  @ac:SC-10.2
  Scenario: The status needs no run
    Given the product owner ran the stories
    When the product owner asks for the status
    Then the output says "1 of 2 stories done"
    And the exit code is 1

  @ac:SC-10.3
  Scenario: The summary fits a narrow terminal and stays plain in a pipe
    When the product owner runs the stories
    Then no line of the summary is longer than 80 characters
    And the summary holds no colour codes
