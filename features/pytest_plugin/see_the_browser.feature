@story:SC-14 @epic:running @owner:core @priority:must
Feature: See what the browser saw
  As a developer who mends a failing story
  I want the picture and the trace of the moment it failed
  So that I understand the failure without running it again

  Background:
    Given a shop with its step functions
    And the file "steps/page_steps.py"
      """
      from pytest_bdd import given, parsers, then


      @given("the shop window is open")
      def window(page):
          page.set_content("<h1>Open until 18:00</h1>")


      @then(parsers.parse('the window says "{text}"'))
      def says(page, text):
          assert page.inner_text("h1") == text
      """
    And the feature file "features/window.feature"
      """
      @story:SHOP-1
      Feature: Read the shop window

        @ac:SHOP-1.1
        Scenario: Opening hours
          Given the shop window is open
          Then the window says "Open until 18:00"

        @ac:SHOP-1.2
        Scenario: A message that is missing
          Given the shop window is open
          Then the window says "Closed on Sundays"
      """

  @ac:SC-14.1
  Scenario: A failing step leaves its picture and the trace of its steps
    When the developer runs the stories
    Then the evidence of "SHOP-1.2" holds the screenshot "Then the window says "Closed on Sundays""
    And its trace shows the steps
      | step                                       | line |
      | Given the shop window is open              | 11   |
      | Then the window says "Closed on Sundays"   | 12   |
    And the evidence of "SHOP-1.1" holds no files

  @ac:SC-14.2
  Scenario: A project may keep nothing of its browser
    Given the setting "browser-evidence" is "'off'"
    When the developer runs the stories
    Then the evidence of "SHOP-1.2" holds no files
    And story "SHOP-1" is not working
