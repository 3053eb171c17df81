Feature: Names are compared within one rule, or within the feature outside rules

  Scenario: Pay
    When Ann pays by card
    Then the order is confirmed

  Scenario: pay
    When Ann pays in lower case
    Then the order is confirmed

  # expect duplicate-scenario-name
  Scenario: Pay
    When Ann pays by voucher
    Then the order is confirmed

  Scenario:
    When Ann pays in silence
    Then the order is confirmed

  # expect duplicate-scenario-name
  Scenario:
    When Bob pays in silence
    Then the order is confirmed

  Rule: Cards are taken

    Scenario: Pay
      When Ann pays by card
      Then the order is confirmed

    # expect duplicate-scenario-name
    Scenario Outline: Pay
      When Ann pays by <card>
      Then the order is confirmed

      Examples:
        | card |
        | blue |

    # expect duplicate-scenario-name
    Scenario: Pay
      When Ann pays by a third card
      Then the order is confirmed

  Rule: Vouchers are taken

    Scenario: Pay
      When Ann pays by voucher
      Then the order is confirmed
