@story:SC-7 @epic:verdict @owner:core @priority:must
Feature: Trust evidence only for what it has seen
  As a release manager
  I want a proof to count for the code and the text it was made with, and for nothing else
  So that nobody ships on a proof of something that has changed

  Background:
    Given a shop with its step functions
    And the file "shop.py"
      """
      PRICE = 10
      """
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

  @ac:SC-7.1
  Scenario: A change of the code makes a proof stale, and the changed file is named
    Given the release manager ran the stories
    When the release manager turns "10" into "11" in "shop.py"
    Then story "SHOP-1" needs another run
    And the status says "shop.py"

  @ac:SC-7.2
  Scenario: Two filtered runs add up to one proof
    Given the release manager ran the stories with "features -k Two"
    When the release manager runs the stories with "features -k Three"
    Then story "SHOP-1" is done

  @ac:SC-7.3
  Scenario: A filtered run alone proves only a part
    When the release manager runs the stories with "features -k Two"
    Then story "SHOP-1" is not proven
    And story "SHOP-1" says "1 scenario has not been run"

  @ac:SC-7.4
  Scenario: A run that was withdrawn counts no more
    Given the release manager ran the stories
    When the release manager withdraws the last run because "the test machine had the wrong clock"
    Then the status calls story "SHOP-1" not started

  @ac:SC-7.5
  Scenario: Secrets never reach the evidence
    Given the file "steps/secret_steps.py"
      """
      from pytest_bdd import then

      @then("the vault is closed")
      def closed():
          raise AssertionError("login failed with password=hunter2-and-more")
      """
    And the feature file "features/vault.feature"
      """
      @story:SHOP-2
      Feature: Lock the vault

        Scenario: At night
          When the shopper waits
          Then the vault is closed
      """
    When the release manager runs the stories
    Then story "SHOP-2" is not working
    And no file under "reports" holds "hunter2-and-more"
