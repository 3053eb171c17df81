Feature: What a late reader pays
  As a reader I want to know my fine so that I can pay it

  Scenario: The fine is a sum, and fine is an opinion
    When Ann brings her book back
    Then there is no fine
    And the fine for the day before is waived
    # expect unmeasurable-outcome
    And the receipt is fine
    # expect unmeasurable-outcome
    But the till works fine
