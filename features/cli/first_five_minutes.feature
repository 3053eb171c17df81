@story:SC-12 @epic:first-minutes @owner:core @priority:must
Feature: Reach a first verdict in five minutes
  As a newcomer
  I want a first story that runs in my own folder
  So that I can see what a verdict is before I write my own

  @ac:SC-12.1
  Scenario: An empty folder becomes a project with a verdict
    Given an empty folder
    And the newcomer set storycontract up in it
    When the newcomer runs the stories
    Then every story is done

  @ac:SC-12.2
  Scenario: Setting up changes nothing that is there
    Given a shop with its step functions
    When the newcomer sets storycontract up in it
    Then the file "steps/shop_steps.py" is as it was
    And the exit code is 0

  @ac:SC-12.3
  Scenario: The doctor names what is wrong and what mends it
    Given a shop with its step functions
    And the setting "undefined-stepz" is ""pending""
    When the newcomer asks the doctor
    Then the output says "did you mean `undefined-steps`?"
    And the exit code is 1
