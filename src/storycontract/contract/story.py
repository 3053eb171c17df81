"""Stories and their criteria: what has to be shown."""

from dataclasses import dataclass
from functools import cached_property

from storycontract.contract.case import Case
from storycontract.contract.fingerprint import fingerprint_criterion, fingerprint_story
from storycontract.contract.location import Location
from storycontract.contract.narrative import Narrative
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Scenario
from storycontract.contract.tag import Tag


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the `@key:value` tags of a story say; the nearest element wins, None where nothing is said."""

    epic: str | None = None
    objective: str | None = None
    owner: str | None = None
    priority: str | None = None
    release: str | None = None
    sprint: str | None = None
    depends: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """An acceptance criterion: one scenario, or a rule that carries the `@ac` id for its scenarios.

    `rule` is the name of the rule it stands in (or is), None outside rules.
    """

    id: str
    id_is_derived: bool
    name: str
    rule: str | None
    scenarios: tuple[Scenario, ...]
    cases: tuple[Case, ...]
    is_draft: bool
    was: tuple[str, ...]
    location: Location

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint over the set of its cases."""
        return fingerprint_criterion(case.fingerprint for case in self.cases)


@dataclass(frozen=True)
class Story:
    """One Feature or Rule with an id, its criteria in the order of the file.

    `id_problems` are what is wrong with its own id or those of its criteria: malformed, misplaced or used
    twice. `language` is the Gherkin language code of its file. `derived_id` is what path and name alone would
    call it, None for a Rule: without a tag that is no story.

    `tags` are its own and those of its feature; of what a story has one of, those of the nearest element
    alone. `stray_tags` are metadata inside it, where nobody reads them.
    """

    id: str
    id_is_derived: bool
    title: str
    language: str
    narrative: Narrative
    metadata: Metadata
    tags: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    is_draft: bool
    id_problems: tuple[Problem, ...]
    location: Location
    derived_id: str | None = None
    stray_tags: tuple[Tag, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint over its criteria and their ids."""
        return fingerprint_story((criterion.id, criterion.fingerprint) for criterion in self.criteria)

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases, in the order of the file."""
        return tuple(case for criterion in self.criteria for case in criterion.cases)
