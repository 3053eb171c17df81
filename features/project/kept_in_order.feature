@story:SC-1 @epic:first-minutes @owner:core @priority:should
Feature: Keep the project in order
  As a contributor
  I want the layers of the project checked by a machine
  So that I can change one part without reading all the others

  @ac:SC-1.1
  Scenario: The layers hold
    When the contributor checks the import contracts
    Then the output says "Values flow right, imports point down KEPT"
    And the exit code is 0
