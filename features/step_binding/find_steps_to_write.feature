@story:SC-6 @epic:running @owner:core @priority:must
Feature: Know every step that is still to be written
  As a developer
  I want all missing and doubtful step functions named before anything runs
  So that I write them in one go instead of meeting them one by one

  Background:
    Given a shop with its step functions

  @ac:SC-6.1
  Scenario: All missing steps are listed at once with what comes close
    Given the feature file "features/gifts.feature"
      """
      @story:SHOP-1
      Feature: Gift wrapping

        Scenario: A present
          Given a basket of 2 presents
          When the shopper pays
          Then the receipt shows 20 EUR

        Scenario: A greeting
          Given a basket of 1 books
          When the shopper adds "Many happy returns"
          Then the parcel holds "Many happy returns"
      """
    When the developer runs the stories
    Then the output says "3 steps not written yet"
    And the output says "close: a basket of {count:d} books (steps/shop_steps.py:"
    And the output says "def the_shopper_adds(text):"

  @ac:SC-6.2
  Scenario: A step that fits two functions is named with both places
    Given the file "steps/more_steps.py"
      """
      from pytest_bdd import when

      @when("the shopper pays")
      def pays_again(basket):
          basket["paid"] = 0
      """
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    When the developer runs the stories
    Then story "SHOP-1" is not done
    And the output says "fits more than one function: "
    And the output says "steps/more_steps.py:3"

  @ac:SC-6.3
  Scenario: A suite with many step functions finds the same ones with and without the index
    Given the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    And the setting "step-index" is "false"
    When the developer runs the stories
    Then story "SHOP-1" is done
