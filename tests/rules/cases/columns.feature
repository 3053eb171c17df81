Feature: What each block of examples has to bring
  As a clerk I want to price books so that I can sell them

  Scenario Outline: The price of <title> is shown
    # expect undefined-parameter
    Given these books:
      | title   | pages   |
      | <title> | <pages> |
    When Ann opens the shop
    # expect undefined-parameter
    Then Ann sees <price>
    # expect undefined-parameter
    And the receipt says:
      """
      <b>1 x <title></b> <price>
      """

    Examples:
      | title | pages | price |
      | Emma  | 400   | 12    |

    Examples: nothing is known but the title
      | title     |
      | Mansfield |
