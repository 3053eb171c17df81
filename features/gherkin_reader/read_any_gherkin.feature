@story:SC-3 @epic:contract @owner:core @priority:must
Feature: Read every kind of plain Gherkin
  As an author of user stories
  I want my feature files read as they are, in the language my team speaks
  So that the same file runs here and in every other Gherkin tool

  Background:
    Given a shop with its step functions

  @ac:SC-3.1
  Scenario Outline: A story is proven whatever language its keywords are in
    Given the feature file "features/till.feature"
      """
      # language: <language>
      @story:SHOP-1
      <feature>: Pay at the till

        <scenario>: Two books
          <given> a basket of 2 books
          <when> the shopper pays
          <then> the receipt shows 20 EUR
      """
    When the author runs the stories
    Then story "SHOP-1" is done

    Examples:
      | language | feature        | scenario | given        | when    | then    |
      | en       | Feature        | Scenario | Given        | When    | Then    |
      | de       | Funktionalität | Szenario | Angenommen   | Wenn    | Dann    |
      | fr       | Fonctionnalité | Scénario | Étant donné  | Quand   | Alors   |
      | es       | Característica | Escenario| Dado         | Cuando  | Entonces|
      | nl       | Functionaliteit| Scenario | Gegeven      | Als     | Dan     |
      | pt       | Funcionalidade | Cenário  | Dado         | Quando  | Então   |

  @ac:SC-3.2
  Scenario: Steps may begin with And, But or a star
    Given the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          And a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR

        Scenario: Three books
          * a basket of 3 books
          When the shopper pays
          Then the receipt shows 30 EUR
      """
    When the author runs the stories
    Then story "SHOP-1" is done

  @ac:SC-3.3
  Scenario: A file that does not parse is named with its place, and the others go on
    Given the feature file "features/broken.feature"
      """
      @story:SHOP-2
      Feature: Return a book
        Scenario: Unread
          Given a basket of 1 books
          Wenn the shopper pays
      """
    And the feature file "features/till.feature"
      """
      @story:SHOP-1
      Feature: Pay at the till

        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    When the author runs the stories
    Then story "SHOP-1" is done
    And the entry of "features/broken.feature" is not specified
    And the output says "features/broken.feature:5:5"

  Rule: Metadata rides on tags

    @ac:SC-3.4
    Scenario: Owner, epic and priority reach the result
      Given the feature file "features/till.feature"
        """
        @story:SHOP-1 @epic:checkout @owner:payments @priority:must
        Feature: Pay at the till
          As a shopper
          I want to pay for my books
          So that I may take them home

          Scenario: Two books
            Given a basket of 2 books
            When the shopper pays
            Then the receipt shows 20 EUR
        """
      When the author runs the stories
      Then the result holds for story "SHOP-1"
        | field             | value                     |
        | title             | Pay at the till           |
        | epic              | checkout                  |
        | owner             | payments                  |
        | priority          | must                      |
        | narrative.role    | shopper                   |
        | narrative.want    | pay for my books          |
        | narrative.benefit | I may take them home      |
