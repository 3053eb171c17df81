Feature: An outline needs a row

  # expect outline-without-examples
  Scenario Outline: No block at all
    When Ann pays by <means>
    Then the order is confirmed

  # expect outline-without-examples
  Scenario Template: No block under the other keyword
    When Ann pays by <means>
    Then the order is confirmed

  # expect outline-without-examples
  Scenario Outline: A block without a table
    When Ann pays by <means>
    Then the order is confirmed

    Examples:

  # expect outline-without-examples
  Scenario: A block with a header alone, under the plain keyword
    When Ann pays by <means>
    Then the order is confirmed

    Examples:
      | means |

  Scenario Outline: One block of two has a row
    When Ann pays by <means>
    Then the order is confirmed

    Examples: none yet
      | means |

    Examples: known
      | means |
      | card  |
