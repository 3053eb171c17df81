@story:SHOP-8 @epic:checkout @owner:marketing @priority:should @depends:SHOP-5
Feature: Three books for the price of two
  As a parent packing for the summer holidays
  I want to get the cheapest of three books for free
  So that every child has a book without going over our €50 budget

  Background:
    Given the shop sells these books:
      | title                  | author       | subject  | price  | stock |
      | Owl at the Window      | Hanne Vik    | Children | €9.50  | 6     |
      | Night Trains of Europe | Jonas Feld   | Travel   | €16.90 | 7     |
      | The Murmuring House    | E. L. Thorne | Crime    | €11.00 | 4     |

  @ac:SHOP-8.1
  Scenario: The cheapest of three titles is free
    Given the basket holds these books:
      | title                  | copies |
      | Night Trains of Europe | 1      |
      | The Murmuring House    | 1      |
    When the parent puts "Owl at the Window" in the basket
    Then the discount is €9.50

  @ac:SHOP-8.2
  Scenario: Two books earn no discount
    Given the basket holds these books:
      | title               | copies |
      | The Murmuring House | 1      |
    When the parent puts "Owl at the Window" in the basket
    Then no discount is given

  @ac:SHOP-8.3
  Scenario: Three copies of one title earn the discount, too
    Given the basket holds these books:
      | title             | copies |
      | Owl at the Window | 2      |
    When the parent puts "Owl at the Window" in the basket
    Then the discount is €9.50
    And the books cost €28.50
