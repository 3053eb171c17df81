@story:SC-15 @epic:running @owner:core @priority:must
Feature: Prove a story in several browsers or set-ups
  As a developer whose customers do not all use the same thing
  I want a story to be done only where it was shown in every one of them
  So that nobody finds out for us which one was left out

  Background:
    Given a shop with its step functions
    And the file "steps/currency_steps.py"
      """
      import pytest
      from pytest_bdd import then


      @pytest.fixture(params=["EUR", "USD"])
      def currency(request):
          return request.param


      @then("the receipt names the currency")
      def names_currency(basket, currency):
          assert f"{basket['paid']} {currency}" in ("20 EUR", "20 USD")
      """
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        @ac:SHOP-1.1
        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt names the currency
      """

  @ac:SC-15.1
  Scenario: Every value of a fixture is a test of its own
    When the developer runs the stories
    Then the tests were
      | test                                   |
      | features/till.feature::Two books[EUR]  |
      | features/till.feature::Two books[USD]  |
    And story "SHOP-1" is done

  @ac:SC-15.2
  Scenario: One failing value keeps the story from being done
    When the developer turns "20 USD" into "21 USD" in "steps/currency_steps.py"
    And the developer runs the stories
    Then story "SHOP-1" is not working

  @ac:SC-15.3
  Scenario: One value that was never tried keeps the story from being done
    When the developer runs the stories with "features -k EUR"
    Then story "SHOP-1" is not proven
