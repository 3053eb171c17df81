@story:SHOP-12 @epic:account @owner:customer-care @priority:should @depends:SHOP-10
Feature: Look back at earlier orders
  As a customer who keeps a household budget
  I want to look back at my earlier orders
  So that I know what I spent on books in a year

  Background:
    Given the shop sells these books:
      | title                  | author      | subject | price  | stock |
      | The Lighthouse Ledger  | Ines Okafor | Crime   | €12.50 | 8     |
      | Night Trains of Europe | Jonas Feld  | Travel  | €16.90 | 7     |
    And "Maria Lopes" has an account for "maria@example.org"
    And the customer is signed in

  @ac:SHOP-12.1
  Scenario: Orders are listed with the latest first
    Given "Maria Lopes" ordered these books:
      | day        | title                  | copies |
      | 2026-03-02 | The Lighthouse Ledger  | 1      |
      | 2026-05-20 | Night Trains of Europe | 2      |
    When the customer looks back at earlier orders
    Then these orders are listed:
      | day         | books                       | total  |
      | 20 May 2026 | 2 × Night Trains of Europe  | €38.70 |
      | 2 Mar 2026  | 1 × The Lighthouse Ledger   | €17.40 |

  @ac:SHOP-12.2
  Scenario: The orders of one year are added up
    Given "Maria Lopes" ordered these books:
      | day        | title                  | copies |
      | 2025-12-31 | Night Trains of Europe | 1      |
      | 2026-01-01 | The Lighthouse Ledger  | 1      |
      | 2026-05-20 | Night Trains of Europe | 2      |
    When the customer looks back at earlier orders
    Then the year 2026 adds up to €56.10

  @ac:SHOP-12.3
  Scenario: Orders of other customers are not listed
    Given "Jon Eriksen" has an account for "jon@example.org"
    And "Jon Eriksen" ordered these books:
      | day        | title                 | copies |
      | 2026-04-11 | The Lighthouse Ledger | 1      |
    When the customer looks back at earlier orders
    Then no orders are listed
    And the customer is told "You have not ordered anything yet."

  @ac:SHOP-12.4
  Scenario: An order on its way shows the tracking number of its parcel
    Given "Maria Lopes" ordered these books:
      | day        | title                 | copies |
      | 2026-05-20 | The Lighthouse Ledger | 1      |
    And the carrier collected the parcel under the number "LH-4471-02"
    When the customer looks back at earlier orders
    Then the latest order shows the tracking number "LH-4471-02"
