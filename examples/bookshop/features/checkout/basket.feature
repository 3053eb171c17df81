@story:SHOP-5 @epic:checkout @owner:payments @priority:must
Feature: Collect books in a basket
  As a shopper who has not decided yet
  I want to gather books in a basket
  So that I know what all of them cost before I commit

  Background:
    Given the shop sells these books:
      | title                 | author      | subject  | price  | stock |
      | The Lighthouse Ledger | Ines Okafor | Crime    | €12.50 | 8     |
      | Salt Roads            | Idris Vane  | History  | €21.50 | 6     |
      | Owl at the Window     | Hanne Vik   | Children | €9.50  | 2     |

  Rule: The basket adds up the books it holds

    @ac:SHOP-5.1
    Scenario: Another title raises the cost of the basket
      Given the basket holds these books:
        | title                 | copies |
        | The Lighthouse Ledger | 1      |
      When the shopper puts "Salt Roads" in the basket
      Then the basket lists these books:
        | title                 | copies | cost   |
        | The Lighthouse Ledger | 1      | €12.50 |
        | Salt Roads            | 1      | €21.50 |
      And the books cost €34.00

    @ac:SHOP-5.2
    Scenario: Another copy of a title counts twice
      Given the basket holds these books:
        | title      | copies |
        | Salt Roads | 1      |
      When the shopper puts "Salt Roads" in the basket
      Then the basket lists these books:
        | title      | copies | cost   |
        | Salt Roads | 2      | €43.00 |

    @ac:SHOP-5.3
    Scenario: Removing the last book leaves no books in the basket
      Given the basket holds these books:
        | title      | copies |
        | Salt Roads | 2      |
      When the shopper removes "Salt Roads" from the basket
      Then the basket is empty

  Rule: A basket never holds more copies than the shop has

    @ac:SHOP-5.4
    Scenario Outline: A wish for <wanted> of 2 copies puts <kept> in the basket
      When the shopper sets aside <wanted> copies of "Owl at the Window"
      Then the basket holds <kept> of "Owl at the Window"

      Examples:
        | wanted | kept |
        | 1      | 1    |
        | 2      | 2    |
        | 3      | 2    |

    @ac:SHOP-5.5
    Scenario: A wish for 5 of 2 copies names the 3 that were not added
      When the shopper sets aside 5 copies of "Owl at the Window"
      Then the shopper is told "We have only 2 of “Owl at the Window”; 3 could not be added."
