@story:SHOP-3 @epic:catalogue @owner:storefront @priority:should
Feature: Judge a book before buying it
  As a reader choosing a birthday present
  I want to learn what a book is about
  So that the present suits the person who unwraps it

  Background:
    Given the shop sells these books:
      | title      | author     | subject | price  | stock |
      | Salt Roads | Idris Vane | History | €21.50 | 6     |

  @ac:SHOP-3.1
  Scenario: The publisher's description tells what the book is about
    Given the publisher describes "Salt Roads" as follows:
      """
      Before there were borders there was salt.

      Idris Vane follows six old roads from the mines to the sea, and the
      cooks, smugglers and tax collectors who lived along the way.
      """
    When the reader looks at the book "Salt Roads"
    Then the description reads:
      """
      Before there were borders there was salt.

      Idris Vane follows six old roads from the mines to the sea, and the
      cooks, smugglers and tax collectors who lived along the way.
      """

  @ac:SHOP-3.2
  Scenario Outline: A stock of <stock> is announced as "<availability>"
    Given the stock of "Salt Roads" is <stock>
    When the reader looks at the book "Salt Roads"
    Then the availability reads "<availability>"

    Examples:
      | stock | availability |
      | 0     | Sold out     |
      | 1     | Only 1 left  |
      | 3     | Only 3 left  |
      | 4     | In stock     |

  @ac:SHOP-3.3
  Scenario: A book that left the catalogue is no longer offered
    Given "Salt Roads" has left the catalogue
    When the reader looks at the book "Salt Roads"
    Then the reader is told "We no longer sell this book."
    And "Salt Roads" has no price
