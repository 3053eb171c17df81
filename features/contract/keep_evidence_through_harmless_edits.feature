@story:SC-4 @epic:contract @owner:core @priority:must
Feature: Keep evidence through edits that nobody can run
  As a product owner
  I want to polish the wording around a story without losing its proof
  So that stories stay readable and "done" stays true

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1 @owner:payments
      Feature: Pay at the till

        @ac:SHOP-1.1
        Scenario Outline: Some books
          Given a basket of <count> books
          When the shopper pays
          Then the receipt shows <price> EUR

          Examples:
            | count | price |
            | 2     | 20    |
            | 3     | 30    |
      """
    And the product owner ran the stories

  @ac:SC-4.1
  Scenario Outline: An edit that no run can see keeps the story done
    When the product owner turns "<old>" into "<new>" in "features/till.feature"
    Then story "SHOP-1" is done without another run

    Examples:
      | old                     | new                                     |
      | @owner:payments         | @owner:checkout @epic:till              |
      | Feature: Pay at the till| Feature: Pay for books                  |
      | Scenario Outline: Some  | Scenario Template: A few                |
      | When the shopper pays   | # paying\n    When the shopper pays     |
      | \| 2     \| 20    \|    | \| 2 \| 20 \|                           |

  @ac:SC-4.2
  Scenario Outline: An edit that changes the promise asks for another run
    When the product owner turns "<old>" into "<new>" in "features/till.feature"
    Then story "SHOP-1" needs another run

    Examples:
      | old                      | new                          |
      | \| 3     \| 30    \|     | \| 4     \| 40    \|         |
      | the receipt shows        | the receipt  shows           |
      | the shopper pays         | the Shopper pays             |
      | @ac:SHOP-1.1             | @ac:SHOP-1.1 @by-card        |
      | Given a basket           | When a basket                |
