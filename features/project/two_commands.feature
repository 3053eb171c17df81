@story:SC-2 @epic:first-minutes @owner:core @priority:must
Feature: Set up with one command
  As a newcomer on a machine with only Python
  I want one command that does all its own setting up
  So that I need not know how the project is built

  @ac:SC-2.1
  Scenario: A word that is no command is answered with the ones that are
    When the newcomer calls run.py with "demonstrate"
    Then the output says "demo"
    And the exit code is 2

  @ac:SC-2.2
  Scenario: A browser that is not there is named with the command that brings one
    Given a machine whose browser is gone
    When the newcomer calls run.py with "demo"
    Then the output says "is no program"
    And the output says "STORYCONTRACT_BROWSER"
    And the exit code is 2
