@story:SC-11 @epic:first-minutes @owner:core @priority:must
Feature: Try the example product
  As a newcomer
  I want a small product with real stories that run in a real browser
  So that I see every verdict once before I trust one

  @ac:SC-11.1
  Scenario: Every verdict of the example is the declared one
    Given a copy of the example product
    When the newcomer runs the demo
    Then the output says "All 14 verdicts are the expected ones"
    And the exit code is 0
