@story:SHOP-13 @epic:api @owner:partners @priority:must
Feature: Look up price and stock for a library
  As a librarian at a partner library
  I want to look up the price and stock of a book from our own system
  So that our members reserve only books the shop delivers

  Background:
    Given the shop sells these books:
      | title                 | author        | subject | price  | stock |
      | The Lighthouse Ledger | Ines Okafor   | Crime   | €12.50 | 8     |
      | The Murmuring House   | E. L. Thorne  | Crime   | €11.00 | 0     |
      | A Field Guide to Rain | Tom Arkwright | Nature  | €18.00 | 5     |

  @ac:SHOP-13.1
  Scenario Outline: Looking up <title> answers <price> and <stock> in stock
    When the librarian looks up "<title>"
    Then the answer gives a price of <price>
    And the answer gives a stock of <stock>

    Examples:
      | title                 | price  | stock |
      | The Lighthouse Ledger | €12.50 | 8     |
      | The Murmuring House   | €11.00 | 0     |

  @ac:SHOP-13.2
  Scenario: A whole subject is listed with price and stock
    When the librarian looks up the subject "Crime"
    Then the answer lists these books:
      | title                 | author       | price  | stock |
      | The Lighthouse Ledger | Ines Okafor  | €12.50 | 8     |
      | The Murmuring House   | E. L. Thorne | €11.00 | 0     |

  @ac:SHOP-13.3
  Scenario: A book the shop does not sell is answered as unknown
    When the librarian looks up "The Glass Orchard"
    Then the answer says "no book is called The Glass Orchard"
