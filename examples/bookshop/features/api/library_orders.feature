@story:SHOP-14 @epic:api @owner:partners @priority:should @depends:SHOP-13
Feature: Order a list of books for a library
  As a librarian at a partner library
  I want to order a whole list of books at once
  So that new titles reach our shelves in one delivery

  Background:
    Given the shop sells these books:
      | title                 | author        | subject | price  | stock |
      | The Lighthouse Ledger | Ines Okafor   | Crime   | €12.50 | 8     |
      | A Field Guide to Rain | Tom Arkwright | Nature  | €18.00 | 5     |
    And "Greenfield Library" is a partner of the shop

  Rule: A list is delivered as a whole, or not at all

    @ac:SHOP-14.1
    Scenario: A list within the stock becomes one order
      When the librarian of "Greenfield Library" orders:
        | title                 | copies |
        | The Lighthouse Ledger | 8      |
        | A Field Guide to Rain | 2      |
      Then the answer names an order number that starts with "LL-"
      And the answer gives a total of €136.00
      And the shop has 0 copies of "The Lighthouse Ledger" left
      And the shop has 3 copies of "A Field Guide to Rain" left

    @ac:SHOP-14.2
    Scenario: A list with 1 copy too many is not delivered in part
      When the librarian of "Greenfield Library" orders:
        | title                 | copies |
        | The Lighthouse Ledger | 3      |
        | A Field Guide to Rain | 6      |
      Then the answer says "only 5 of A Field Guide to Rain are left"
      And the shop has 8 copies of "The Lighthouse Ledger" left
      And no order exists

  Rule: Only partner libraries order on account

    @ac:SHOP-14.3
    Scenario: A library that is no partner is turned away
      When the librarian of "Hilltop Library" orders:
        | title                 | copies |
        | The Lighthouse Ledger | 1      |
      Then the answer says "this library is not a partner"
      And no order exists
