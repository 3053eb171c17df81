@story:SHOP-9 @epic:checkout @owner:marketing @priority:could @depends:SHOP-7
Feature: Gift wrapping
  As a grandmother who lives abroad
  I want to have a book wrapped with a personal greeting
  So that my grandson opens a present and not a parcel from a shop

  Background:
    Given the shop sells these books:
      | title             | author    | subject  | price | stock |
      | Owl at the Window | Hanne Vik | Children | €9.50 | 6     |
    And the basket holds these books:
      | title             | copies |
      | Owl at the Window | 2      |

  @ac:SHOP-9.1
  Scenario: Each wrapped copy adds €2.50 to the total
    When the grandmother chooses gift wrapping for "Owl at the Window"
    Then the wrapping costs €5.00

  @ac:SHOP-9.2
  Scenario: The delivery note of a present shows no prices
    Given the order is marked as a present
    When the warehouse packs the parcel
    Then the delivery note lists "Owl at the Window" without a price

  @ac:SHOP-9.3
  Scenario: A greeting of more than 200 characters is refused
    When the grandmother dictates a greeting of 201 characters
    Then the grandmother is told "A greeting has room for 200 characters."
