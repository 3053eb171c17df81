@story:SHOP-10 @epic:account @owner:customer-care @priority:must
Feature: Open an account
  As a shopper who orders every month
  I want to open an account with my e-mail address
  So that I find all my orders in one place

  @ac:SHOP-10.1
  Scenario: A new customer is greeted by name
    When the shopper opens an account as "Maria Lopes"
    Then the shop greets "Maria Lopes"

  Rule: A password has 10 characters or more

    @ac:SHOP-10.2
    Scenario Outline: A password of <length> characters is answered with "<answer>"
      When the shopper opens an account with a password of <length> characters
      Then the shopper is told "<answer>"

      Examples: Too short
        | length | answer                                      |
        | 0      | Choose a password of 10 characters or more. |
        | 9      | Choose a password of 10 characters or more. |

      Examples: Long enough
        | length | answer                 |
        | 10     | Your account is ready. |
        | 64     | Your account is ready. |

    @ac:SHOP-10.3
    Scenario: No account exists after a refused password
      When the shopper opens an account with a password of 9 characters
      Then no account exists

  Rule: An e-mail address belongs to one account only

    Background:
      Given "Maria Lopes" has an account for "maria@example.org"

    @ac:SHOP-10.4
    Scenario Outline: <address> is told that it <has or gets> an account
      When the shopper opens an account for "<address>"
      Then the shopper is told "<answer>"

      Examples: The same address, whatever the letter case
        | address           | has or gets | answer                                    |
        | maria@example.org | has         | maria@example.org has an account already. |
        | Maria@Example.org | has         | Maria@Example.org has an account already. |

      Examples: Another address
        | address         | has or gets | answer                 |
        | jon@example.org | gets        | Your account is ready. |
