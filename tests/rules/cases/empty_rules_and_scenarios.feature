Feature: A library that is still being planned

  # expect empty-scenario
  Scenario: Return a book late

  Scenario: Lend a book
    Given Ann holds a card
    When she takes "Emma" to the desk
    Then "Emma" is due in 14 days

  # expect empty-scenario
  Scenario: Lose a book
    Than is a word, and no keyword, so this is a description.

  # expect feature-without-scenarios
  Rule: Members may reserve a book

  # expect feature-without-scenarios
  Rule: A reader owes nothing for the first day

    Background:
      Given Ann holds a card

  Rule: A card is free
    # expect empty-scenario
    Scenario: Ask for a card
