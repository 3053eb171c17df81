"""Steps and their arguments."""

from dataclasses import dataclass
from enum import StrEnum

from storycontract.contract.location import Location


class StepKind(StrEnum):
    """What a step does, whatever keyword says it: Given, When or Then."""

    CONTEXT = "context"
    ACTION = "action"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class DataTable:
    """The cells of a table in order, header row included."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DocString:
    """The content between the delimiters, and the media type beside the first one."""

    content: str
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class TableAndDocString:
    """Both arguments of one step: Gherkin allows one of each, in either order."""

    table: DataTable
    doc_string: DocString


StepArgument = DataTable | DocString | TableAndDocString | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: as written in a scenario, or as compiled into a case (placeholders filled in).

    `keyword` is as written, without spaces around it (`Given`, `And`, `*`, `Angenommen`); `kind` is resolved.
    """

    kind: StepKind
    keyword: str
    text: str
    argument: StepArgument
    location: Location

    @property
    def data_table(self) -> DataTable | None:
        """The table below the step, alone or beside a doc string."""
        if isinstance(self.argument, TableAndDocString):
            return self.argument.table
        return self.argument if isinstance(self.argument, DataTable) else None

    @property
    def doc_string(self) -> DocString | None:
        """The doc string below the step, alone or beside a table."""
        if isinstance(self.argument, TableAndDocString):
            return self.argument.doc_string
        return self.argument if isinstance(self.argument, DocString) else None
