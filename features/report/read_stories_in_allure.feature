@story:SC-13 @epic:reports @owner:core @priority:should
Feature: Read story coverage in Allure
  As a product owner whose company reads Allure
  I want to see each story there with its verdict and the reason
  So that I need no second tool to know what is done

  Background:
    Given a shop with its step functions
    And the feature file "features/till.feature"
      """
      @story:SHOP-1 @epic:till @owner:ann @priority:must
      Feature: Pay at the till

        @ac:SHOP-1.1
        Scenario: Two books
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 20 EUR
      """
    And the feature file "features/bulk.feature"
      """
      @story:SHOP-2
      Feature: Buy many books

        @ac:SHOP-2.1
        Scenario: An unlucky number of books
          Given a basket of 13 books
          When the shopper pays
          Then the receipt shows 130 EUR
      """
    And the feature file "features/reviews.feature"
      """
      @story:SHOP-3
      Feature: Read reviews
      """

  @ac:SC-13.1
  Scenario: Every story is one result with its verdict and reason
    When the product owner runs the stories for Allure
    Then Allure shows the stories
      | story                                          | status | message                             |
      | SHOP-1 Pay at the till                         | passed | Done                                |
      | SHOP-2 Buy many books: its only scenario fails | failed | Not working: its only scenario fails |
      | SHOP-3 Read reviews: feature has no scenario   | broken | Not specified: feature has no scenario |

  @ac:SC-13.2
  Scenario: A scenario that was left out is shown, and says why
    When the product owner runs the stories for Allure with "-k Two"
    Then Allure shows the scenarios
      | scenario                   | status  | message                       |
      | Two books                  | passed  |                               |
      | An unlucky number of books | unknown | Not run: left out by -k Two   |

  @ac:SC-13.3
  Scenario: A story keeps its history when it is renamed
    Given the product owner ran the stories for Allure
    When the product owner turns "Feature: Pay at the till" into "Feature: Pay in the shop" in "features/till.feature"
    And the product owner runs the stories for Allure
    Then Allure keeps one history of story "SHOP-1"

  @ac:SC-13.4
  Scenario: Neither secrets nor places of the machine reach Allure
    Given the feature file "features/sign_in.feature"
      """
      @story:SHOP-4
      Feature: Sign in

        Scenario: Sign in with password=hunter2
          Given a basket of 2 books
          When the shopper pays
          Then the receipt shows 30 EUR
      """
    When the product owner runs the stories for Allure
    Then nothing written for Allure says "hunter2"
    And nothing written for Allure says where the shop stands on the disk
