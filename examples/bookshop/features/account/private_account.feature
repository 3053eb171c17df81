@story:SHOP-11 @epic:account @owner:customer-care @priority:must @depends:SHOP-10
Feature: Keep an account private
  As a customer who shares a computer with flatmates
  I want to keep everyone else out of my account
  So that nobody orders in my name

  Background:
    Given "Maria Lopes" has an account for "maria@example.org"

  @ac:SHOP-11.1
  Scenario: The right password opens the account
    When the customer signs in
    Then the account of "Maria Lopes" is open

  @ac:SHOP-11.2
  Scenario Outline: Signing in with <mistake> keeps the account closed
    When the customer signs in with <mistake>
    Then the customer is told "E-mail address or password is wrong."
    And the account is closed

    Examples:
      | mistake                   |
      | a wrong password          |
      | an unknown e-mail address |

  @ac:SHOP-11.3
  Scenario: Nobody sees the account after its owner signed out
    Given the customer is signed in
    When the customer signs out
    Then the account is closed
