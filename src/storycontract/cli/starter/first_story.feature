# A story that runs, written by `storycontract init`: put your own in its place.
@story:FIRST-1 @priority:must
Feature: Everybody can see whether a story is done
  As a member of this team
  I want our stories to run from any copy of the project
  So that nobody has to ask whether one is done

  @ac:FIRST-1.1
  Scenario: The project says that its stories are contracts
    Given a copy of the project
    When a member reads its settings
    Then storycontract is switched on

  @ac:FIRST-1.2
  Scenario Outline: A newcomer finds the <part> of a story
    Given a copy of the project
    When a newcomer looks into "<folder>"
    Then "<file>" is there

    Examples:
      | part  | folder   | file                 |
      | text  | $features | first_story.feature  |
      | steps | $steps    | first_story_steps.py |
