@story:SHOP-2 @epic:catalogue @owner:storefront @priority:must
Feature: Find a book by title or author
  As a reader who heard of a book on the radio
  I want to find a book from a word of its title or the name of its author
  So that I buy the book before I forget the recommendation

  Background:
    Given the shop sells these books:
      | title                   | author        | subject | price  | stock |
      | The Lighthouse Ledger   | Ines Okafor   | Crime   | €12.50 | 8     |
      | The Seventh Harbour     | Ines Okafor   | Crime   | €13.50 | 3     |
      | A Field Guide to Rain   | Tom Arkwright | Nature  | €18.00 | 5     |
      | Night Trains of Europe  | Jonas Feld    | Travel  | €16.90 | 7     |

  Rule: Every remembered word occurs in the title or in the author's name

    @ac:SHOP-2.1
    Scenario Outline: Searching for "<words>" finds <books>
      When the reader searches for "<words>"
      Then the search finds "<books>"

      Examples: Words from the title
        | words           | books                  |
        | field guide     | A Field Guide to Rain  |
        | europe night    | Night Trains of Europe |
        | HARBOUR         | The Seventh Harbour    |

      Examples: Words from the author's name
        | words           | books                                      |
        | okafor          | The Lighthouse Ledger, The Seventh Harbour |
        | ines lighthouse | The Lighthouse Ledger                      |

    @ac:SHOP-2.2
    Scenario: A word that no book contains finds nothing
      When the reader searches for "lighthouse gardening"
      Then the search finds no books
      And the reader is told "No book matches your words."

  Rule: A search needs at least 2 characters

    @ac:SHOP-2.3
    Scenario: A search with 1 character is not carried out
      When the reader searches for "r"
      Then the search finds no books
      And the reader is told "Enter at least 2 characters."

    @ac:SHOP-2.4
    Scenario: A search with 2 characters finds books
      When the reader searches for "ra"
      Then the search finds "A Field Guide to Rain, Night Trains of Europe"
