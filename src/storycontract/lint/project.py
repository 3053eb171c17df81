"""What rules over the whole project see: small facts that each file gave, never the files themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from storycontract.contract.location import Location
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions

if TYPE_CHECKING:
    # It brings in pytest, which only projects with step definitions are to pay for.
    from storycontract.lint.step_code import StepCode

ValuesT = TypeVar("ValuesT", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Fact(Generic[ValuesT]):
    """What one place of a file contributes to a rule over the project.

    `of` is a NamedTuple whose fields are strings, numbers, booleans, None, and tuples of those: it is kept
    between runs, so that only a file that has changed is read again.
    """

    at: Location
    of: ValuesT


@dataclass(frozen=True, slots=True)
class Project(Generic[ValuesT]):
    """All facts that a rule has gathered, by path and in the order each file gave them.

    `ids` are those of all stories, whichever files a rule is asked about.

    `code` are the step definitions, None where the project has none, or nobody has looked for them.
    """

    facts: tuple[Fact[ValuesT], ...]
    options: LintOptions = DEFAULT_OPTIONS
    code: "StepCode | None" = None
    ids: frozenset[str] = frozenset()
