"""What keeps a place of a contract from being read as meant."""

from dataclasses import dataclass

from storycontract.contract.location import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect seen while reading: a value, not an error, so that the other files go on.

    `name` is the public name of the finding it becomes, `detail` one lower-case clause, `fix` what to do.
    """

    name: str
    detail: str
    fix: str
    location: Location
