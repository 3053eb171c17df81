@story:SHOP-7 @epic:checkout @owner:payments @priority:must @depends:SHOP-5
Feature: Guest checkout
  As a guest
  I want to pay without opening an account
  So that a single purchase leaves no password behind to look after

  Background:
    Given the shop sells these books:
      | title                 | author      | subject | price  | stock |
      | The Lighthouse Ledger | Ines Okafor | Crime   | €12.50 | 8     |
    And the basket holds these books:
      | title                 | copies |
      | The Lighthouse Ledger | 2      |

  @ac:SHOP-7.1
  Scenario: A guest who pays by card receives a confirmed order
    Given the parcel goes to:
      | name   | Noor Haddad      |
      | e-mail | noor@example.org |
      | street | 4 Mill Lane      |
      | town   | 2011 Harlem      |
    When the guest pays by card
    Then the order is confirmed under a number that starts with "LL-"
    And the confirmation goes to "noor@example.org"
    And the guest has paid €29.90

  @ac:SHOP-7.2
  Scenario: A paid order lowers the stock
    When the guest pays by card
    Then the shop has 6 copies of "The Lighthouse Ledger" left
    And the basket is empty

  @ac:SHOP-7.3
  Scenario Outline: An order without a usable <detail> is refused
    Given the guest gives "<answer>" as <detail>
    When the guest pays by card
    Then the guest is told "<advice>"
    And no order exists

    Examples:
      | detail | answer     | advice                                            |
      | name   |            | Enter the name on the door.                       |
      | e-mail | noor.at.me | Enter an e-mail address such as ada@example.org.  |
      | street |            | Enter the street with the house number.           |
      | town   |            | Enter the postcode with the town.                 |
      | card   | 4000 1234  | Enter the 16 digits on the front of your card.    |

  @ac:SHOP-7.4
  Scenario: A card that the bank declines leaves the basket as it was
    Given the bank declines the guest's card
    When the guest pays by card
    Then the guest is told "Your bank declined this card. Nothing was charged."
    And no order exists
    And the basket holds 2 of "The Lighthouse Ledger"

  @ac:SHOP-7.5
  Scenario: A book that sold out meanwhile is not charged
    Given the stock of "The Lighthouse Ledger" is 1
    When the guest pays by card
    Then the guest is told "Only 1 of “The Lighthouse Ledger” is left. Nothing was charged."
    And no order exists
