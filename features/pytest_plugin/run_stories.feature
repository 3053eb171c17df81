@story:SC-5 @epic:running @owner:core @priority:must
Feature: Run stories without writing a test module
  As a developer
  I want pytest to collect feature files themselves
  So that a new scenario runs as soon as it is written

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        @ac:SHOP-1.1 @smoke
        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR

        Rule: Every book costs the same

          @ac:SHOP-1.2
          Scenario Outline: Some books
            Given a basket of <count> books
            When the shopper pays
            Then the receipt shows <price> EUR

            Examples:
              | count | price |
              | 3     | 30    |
              | 4     | 40    |
      """

  @ac:SC-5.1
  Scenario: Every scenario and row is a test of its own
    When the developer runs the stories
    Then the tests were
      | test                                                                     |
      | features/till.feature::Two books                                         |
      | features/till.feature::Every book costs the same::Some books[3-30]       |
      | features/till.feature::Every book costs the same::Some books[4-40]       |

  @ac:SC-5.2
  Scenario Outline: A part of the stories is chosen in the usual ways
    When the developer runs the stories with "<options>"
    Then <count> tests were run

    Examples:
      | options                         | count |
      | features -m smoke               | 1     |
      | features -k Some                | 2     |
      | features/till.feature:20        | 1     |
      | features/till.feature:13        | 2     |
      | features --story SHOP-1.2       | 2     |
      | features --story shop-1         | 3     |
      | features -n2                    | 3     |

  @ac:SC-5.3
  Scenario: A module that binds its own scenarios keeps them to itself
    Given the file "tests/test_till.py"
      """
      from pytest_bdd import scenarios

      from steps.shop_steps import *  # noqa: F403

      scenarios("../features/till.feature")
      """
    When the developer runs the stories with "."
    Then 3 tests were run
    And story "SHOP-1" is done

  @ac:SC-5.4
  Scenario: A project that does not ask for it is left alone
    Given a project without settings of ours
    When the developer runs the stories with "."
    Then 0 tests were run
    And there is no folder "reports"

  @ac:SC-5.5
  Scenario: An unknown story is named with its neighbours
    When the developer runs the stories with "features --story SHOP-11"
    Then the output says "no story or criterion has the id `SHOP-11`. did you mean"
    And the exit code is 4
