"""The answer of the gate, with every reason; all renderings are drawn from it.

Within `schema_version` 1 fields are only ever added.
"""

import json
from typing import Annotated, Final, Literal

from pydantic import Field

from storycontract.evidence.record import Text
from storycontract.report.stories import Count, Line, Path, StoriesModel, WaiverEntry
from storycontract.verdict.judgement import StoryVerdict

HOLDS: Final = 0
DOES_NOT_HOLD: Final = 1
CANNOT_DECIDE: Final = 3


class PolicyEntry(StoriesModel):
    """What was asked for: `require` as typed, `base` as people call it, null where nothing is compared."""

    require: Text
    base: Text | None
    max_waivers: int | None


class GateReason(StoriesModel):
    """A required story that is not done, and why.

    `allowed` is true where waivers in force cover everything that is missing; the story is not done for it.
    `verdict` is null for a story that is gone. `path` and `line` are where to look.
    """

    story: Text
    title: Text
    verdict: StoryVerdict | None
    verdict_label: str
    allowed: bool
    sentences: tuple[Text, ...]
    waivers: tuple[WaiverEntry, ...]
    path: Path | None
    line: Line | None


class GateAnswer(StoriesModel):
    """Whether the gate holds: 0, does not: 1, or cannot be decided: 3; and in one sentence why.

    `reasons` are the required stories that are not done, those that keep the gate shut first; `objections`
    are what else keeps it shut; `lacking` is what the answer as a whole lacks.
    """

    schema_version: Literal[1] = 1
    exit_code: Annotated[Literal[0, 1, 3], Field(description="0 holds, 1 does not, 3 cannot decide")]
    sentence: Text
    policy: PolicyEntry
    required: Annotated[Count, Field(description="stories that were asked for")]
    done: Annotated[Count, Field(description="those of them that are done")]
    allowed: Annotated[Count, Field(description="those that are not, and that waivers let pass")]
    reasons: tuple[GateReason, ...]
    objections: tuple[Text, ...]
    lacking: tuple[Text, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said beside the sentence and the stories."""
        return tuple(note for note in (*self.objections, *self.lacking) if not self.sentence.endswith(note))


def render_gate_json(answer: GateAnswer) -> str:
    """Render the answer for tools."""
    return answer.model_dump_json(indent=2) + "\n"


def render_gate_schema() -> str:
    """Render the JSON schema of the answer."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **GateAnswer.model_json_schema(mode="serialization"),
        "title": "storycontract gate --output-format json, version 1",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
