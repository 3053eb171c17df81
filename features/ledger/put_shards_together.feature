@story:SC-19 @epic:running @owner:core @priority:must
Feature: Put together what several machines have shown
  As a release manager
  I want the evidence of all shards in one place, whatever order it comes in
  So that a shard that never came keeps its stories from done

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

        Scenario: Three books
          Given a basket of 3 books
          When the shopper pays
          Then the receipt shows 30 EUR
      """
    And shard 1 of 2 was run elsewhere with "features -k Two"
    And shard 2 of 2 was run elsewhere with "features -k Three"

  @ac:SC-19.1
  Scenario Outline: All shards together prove a story, in any order
    When the release manager merges shard <first>
    And the release manager merges shard <second>
    Then story "SHOP-1" is done

    Examples:
      | first | second |
      | 1     | 2      |
      | 2     | 1      |

  @ac:SC-19.2
  Scenario: A shard that is missing is named
    When the release manager merges shard 1
    Then story "SHOP-1" is not proven
    And the output says "Shard 2 of 2 is missing"
    And the exit code is 3

  @ac:SC-19.3
  Scenario: A shard that comes twice changes nothing
    When the release manager merges shard 1
    And the release manager merges shard 1
    And the release manager merges shard 2
    Then story "SHOP-1" is done
