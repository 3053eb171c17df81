@story:SHOP-1 @epic:catalogue @owner:storefront @priority:must
Feature: Browse the shelves by subject
  As a reader with no title in mind
  I want to see which books the shop has on one subject
  So that I find my next read without going through the whole catalogue

  Background:
    Given the shop sells these books:
      | title                      | author         | subject | price  | stock |
      | The Murmuring House        | E. L. Thorne   | Crime   | €13.00 | 4     |
      | Moss and Other Quiet Words | Tom Arkwright  | Nature  | €15.00 | 6     |
      | The Lighthouse Ledger      | Ines Okafor    | Crime   | €12.50 | 8     |
      | A Field Guide to Rain      | Tom Arkwright  | Nature  | €18.00 | 0     |
      | Salt Roads                 | Idris Vane     | History | €21.50 | 2     |

  @ac:SHOP-1.1
  Scenario Outline: The <subject> shelf lists its own books from A to Z
    When the reader looks at the shelf "<subject>"
    Then the shelf lists "<books>"

    Examples:
      | subject | books                                              |
      | Crime   | The Lighthouse Ledger, The Murmuring House         |
      | Nature  | A Field Guide to Rain, Moss and Other Quiet Words  |
      | History | Salt Roads                                         |

  @ac:SHOP-1.2
  Scenario: A sold-out book stays on its shelf, marked as sold out
    When the reader looks at the shelf "Nature"
    Then the shelf marks "A Field Guide to Rain" as sold out
    And the shelf offers "Moss and Other Quiet Words" for €15.00

  @ac:SHOP-1.3
  Scenario: A shelf without books says that nothing is there yet
    When the reader looks at the shelf "Poetry"
    Then the shelf lists no books
    And the reader is told "There is nothing on this shelf yet."
