@story:SC-8 @epic:verdict @owner:core @priority:must
Feature: Never call a story done that is not
  As a product owner
  I want "done" to mean that every case of the story was shown to work
  So that I can promise it to a customer

  Background:
    Given a shop with its step functions

  @ac:SC-8.1
  Scenario Outline: Each kind of story gets its one word
    Given the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR

        <tag>
        Scenario: More books
          Given a basket of 13 books
          <when>
          <then>
      """
    When the product owner runs the stories
    Then story "SHOP-1" is <word>

    Examples:
      | tag   | when                  | then                           | word          |
      | @card | When the shopper pays | Then the receipt shows 130 EUR | not working   |
      | @skip | When the shopper pays | Then the receipt shows 130 EUR | not proven    |
      | @xfail| When the shopper pays | Then the receipt shows 130 EUR | not proven    |
      | @card | When the shopper runs | Then the receipt shows 130 EUR | not proven    |
      | @draft| When the shopper pays | Then the receipt shows 130 EUR | not specified |
      | @card | When the shopper pays |                                | not specified |

  @ac:SC-8.2
  Scenario: A story that nobody has begun is not started
    Given the feature file "features/gifts.feature"
      """
      @story:SHOP-1
      Feature: Gift wrapping

        Scenario: A present
          Given a present for a grandmother
          When the shopper asks for wrapping
          Then the parcel has a bow
      """
    When the product owner runs the stories
    Then story "SHOP-1" is not started

  @ac:SC-8.3
  Scenario: Two scenarios of one name hide nothing
    Given the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Some books
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR

        Scenario: Some books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    When the product owner runs the stories
    Then story "SHOP-1" is not done
    And the output says "2 scenarios are called `Some books`: features/till.feature:4 and features/till.feature:9"

  @ac:SC-8.4
  Scenario: A scenario that passed only at the second try is flaky
    Given the file "steps/luck_steps.py"
      """
      from pytest_bdd import then

      tries = []

      @then("luck is on our side")
      def lucky():
          tries.append(1)
          assert len(tries) > 1
      """
    And the feature file "features/luck.feature"
      """
      @story:SHOP-1
      Feature: Win a voucher

        Scenario: Draw
          When the shopper waits
          Then luck is on our side
      """
    When the product owner runs the stories with "features --reruns 1"
    Then story "SHOP-1" is not proven
    And story "SHOP-1" says "passes only sometimes"

  @ac:SC-8.5
  Scenario: An outcome step that checks nothing proves nothing
    Given the file "steps/hollow_steps.py"
      """
      from pytest_bdd import then

      @then("the shopper holds a receipt")
      def holds():
          pass
      """
    And the feature file "features/joy.feature"
      """
      @story:SHOP-1
      Feature: Enjoy shopping

        Scenario: Receipt
          When the shopper waits
          Then the shopper holds a receipt
      """
    When the product owner runs the stories
    Then story "SHOP-1" is not proven
