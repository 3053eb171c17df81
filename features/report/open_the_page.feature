@story:SC-22 @epic:reports @owner:core @priority:must
Feature: Know in two minutes what is done
  As a product owner
  I want to read in two minutes what is done, what is not and why
  So that I can plan the next week without asking anybody

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1 @epic:till @owner:ann
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    And the feature file "features/lottery.feature"
      """
      @story:SHOP-2 @epic:till @owner:bob
      Feature: Win a book

        Scenario: An unlucky number
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """
    And the developer ran the stories

  @ac:SC-22.1
  Scenario: The page says at a glance how many stories are done
    When the product owner opens the page
    Then its headline is "1 of 2 stories done"
    And it shows story "SHOP-2" as "Not working"

  @ac:SC-22.2
  Scenario: A story has an address of its own
    When the product owner opens the page at story "SHOP-2"
    Then it shows the text "the receipt shows 130 EUR"

  @ac:SC-22.3
  Scenario: The page asks nobody for anything
    When the product owner opens the page
    Then it made no request beyond its own file
