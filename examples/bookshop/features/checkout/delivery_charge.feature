@story:SHOP-6 @epic:checkout @owner:payments @priority:must @depends:SHOP-5
Feature: Free delivery for larger orders
  As a shopper on a student's budget
  I want to know the delivery charge before I pay
  So that the amount on my bank statement is the amount I agreed to

  Rule: Delivery is free for books worth €40.00 or more

    @ac:SHOP-6.1
    Scenario Outline: Books worth <worth> cost <total> with delivery
      Given the shop sells "The Patient Loaf" for <worth>
      When the shopper puts "The Patient Loaf" in the basket
      Then delivery costs "<delivery>"
      And the total is <total>

      Examples: Not enough for free delivery
        | worth  | delivery | total  |
        | €5.00  | €4.90    | €9.90  |
        | €39.99 | €4.90    | €44.89 |

      Examples: Enough for free delivery
        | worth  | delivery | total  |
        | €40.00 | Free     | €40.00 |
        | €40.01 | Free     | €40.01 |

  Rule: The basket says how much is missing until delivery is free

    @ac:SHOP-6.2
    Scenario: The missing amount is named
      Given the shop sells "The Patient Loaf" for €24.00
      When the shopper puts "The Patient Loaf" in the basket
      Then the basket suggests "Add books worth €16.00 for free delivery."

    @ac:SHOP-6.3
    Scenario: No suggestion is made once delivery is free
      Given the shop sells "The Patient Loaf" for €52.00
      When the shopper puts "The Patient Loaf" in the basket
      Then the basket suggests nothing further
