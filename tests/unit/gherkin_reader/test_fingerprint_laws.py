"""Laws over generated contracts: equal under every way of writing, different after every single change."""

import random
from dataclasses import dataclass, replace
from typing import Any

from gherkin.dialect import DIALECTS
from hypothesis import assume, given
from hypothesis import strategies as st

from storycontract.contract.identity import collect_stories
from storycontract.contract.story import Story
from storycontract.gherkin_reader.parsing import parse_feature

KINDS = ("given", "when", "then")
LANGUAGES = [
    language
    for language in ("en", "de", "fr", "es", "nl", "pt", "ja", "ru", "zh-CN", "ar")
    if language in DIALECTS
]


@dataclass(frozen=True)
class DrawnStep:
    """A step in whose text and argument `{}` stands for a value that differs from row to row."""

    kind: str
    text: str
    table: tuple[tuple[str, ...], ...] | None = None
    doc_string: str | None = None


@dataclass(frozen=True)
class DrawnCriterion:
    """Steps, the tags of the scenario, and a value for each row; no rows make a plain scenario."""

    steps: tuple[DrawnStep, ...]
    tags: frozenset[str]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class DrawnStory:
    background: tuple[DrawnStep, ...]
    criteria: tuple[DrawnCriterion, ...]


# Words that are no keyword in any language and hold no white space at their ends.
WORDS = st.text("xyzé7.\"'(*)[]", min_size=1, max_size=4).map(lambda text: f"q{text}q")
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
TABLES = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=2).map(tuple)
FILLABLE = st.tuples(TEXTS, st.booleans()).map(lambda pair: f"{pair[0]} {{}}" if pair[1] else pair[0])
PLAIN_STEPS = st.builds(DrawnStep, st.sampled_from(KINDS), TEXTS, st.none() | TABLES, st.none() | TEXTS)
STEPS = st.builds(DrawnStep, st.sampled_from(KINDS), FILLABLE, st.none() | TABLES, st.none() | FILLABLE)
CRITERIA = st.builds(
    DrawnCriterion,
    st.lists(STEPS, min_size=1, max_size=4).map(tuple),
    st.frozensets(st.sampled_from(["ui", "api", "slow"])),
    st.lists(WORDS, max_size=3, unique=True).map(tuple),
)
STORIES = st.builds(
    DrawnStory,
    st.lists(PLAIN_STEPS, max_size=2).map(tuple),
    st.lists(CRITERIA, min_size=1, max_size=3).map(tuple),
)


class Writer:
    """Writes one story in one of the many ways that mean the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a choice, not a secret
        self.language = self.random.choice(LANGUAGES)
        self.dialect: dict[str, Any] = dict(DIALECTS[self.language])
        self.column = self.random.choice(["value", "a b", "x.y", "("])

    def write(self, story: DrawnStory) -> bytes:
        background, criteria = story.background, story.criteria
        inlined = background if self.random.random() < 0.5 else ()
        lines = [f"# language: {self.language}", "@owner:ann @story:S-1", f"{self.title('feature')} any name"]
        if background and not inlined:
            lines += [f"{self.title('background')} {self.name()}", *self.steps(background)]
        blocks = [self.criterion(number, each, inlined) for number, each in enumerate(criteria)]
        self.random.shuffle(blocks)
        return self.finish([*lines, *(line for block in blocks for line in block)])

    def finish(self, lines: list[str]) -> bytes:
        line_end = self.random.choice(["\n", "\r\n", "\r"])
        encoding = self.random.choice(["utf-8", "utf-8-sig"])
        return line_end.join(lines).encode(encoding)

    def criterion(self, number: int, drawn: DrawnCriterion, inlined: tuple[DrawnStep, ...]) -> list[str]:
        """One criterion is a rule with its id, so that an outline may be unrolled inside it."""
        lines = [f"@ac:S-1.{number}", f"{self.title('rule')} {number}"]
        if drawn.rows and self.random.random() < 0.5:
            return lines + self.outline(drawn, inlined)
        rows = self.shuffled(drawn.rows or ("{}",))
        return lines + [line for row in rows for line in self.scenario(drawn, inlined, row)]

    def scenario(self, drawn: DrawnCriterion, inlined: tuple[DrawnStep, ...], row: str) -> list[str]:
        head = [*self.tags(drawn.tags), f"{self.title('scenario')} {self.name()}"]
        return head + self.steps(inlined) + self.steps(drawn.steps, row)

    def outline(self, drawn: DrawnCriterion, inlined: tuple[DrawnStep, ...]) -> list[str]:
        on_examples = drawn.tags if self.random.random() < 0.5 else frozenset[str]()
        head = [*self.tags(drawn.tags - on_examples), f"{self.title('scenarioOutline')} {self.name()}"]
        lines = head + self.steps(inlined) + self.steps(drawn.steps, f"<{self.column}>")
        rows = self.shuffled(drawn.rows)
        cut = self.random.randint(0, len(rows))
        for block in (rows[:cut], rows[cut:]):
            lines += [*self.tags(on_examples), f"{self.title('examples')} {self.name()}", *self.table(block)]
        return lines

    def table(self, rows: list[str]) -> list[str]:
        columns = self.shuffled([self.column, "unused"])
        body = [[row if column == self.column else "any" for column in columns] for row in rows]
        return [self.row(tuple(cells)) for cells in [columns, *body]]

    def steps(self, steps: tuple[DrawnStep, ...], value: str = "") -> list[str]:
        return [line for step in steps for line in self.step(step, value)]

    def step(self, step: DrawnStep, value: str) -> list[str]:
        keyword = self.random.choice([each for each in self.dialect[step.kind] if each != "* "])
        arguments = [
            [self.row(row) for row in step.table or ()],
            self.doc_string(step.doc_string.replace("{}", value)) if step.doc_string is not None else [],
        ]
        both = [line for argument in self.shuffled(arguments) for line in argument]
        return [
            *self.noise(),
            f"{self.space()}{keyword}{step.text.replace('{}', value)}{self.space()}",
            *both,
        ]

    def doc_string(self, content: str) -> list[str]:
        delimiter, indent = self.random.choice(['"""', "```"]), self.space()
        media_type = self.random.choice(["", "text"])
        return [f"{indent}{delimiter}{media_type}", f"{indent}{content}", f"{indent}{delimiter}"]

    def row(self, cells: tuple[str, ...]) -> str:
        return f"{self.space()}|" + "".join(f"{self.space()}{cell}{self.space()}|" for cell in cells)

    def tags(self, tags: frozenset[str]) -> list[str]:
        written = self.shuffled([*tags, "priority:must", "env:test"])
        return [f"{self.space()}@{tag}" for tag in written]

    def noise(self) -> list[str]:
        return self.random.choice([[], [], ["# a note"], ["", "   "]])

    def title(self, section: str) -> str:
        return f"{self.random.choice(self.dialect[section])}:"

    def name(self) -> str:
        return self.random.choice(["", "first", "a name"])

    def space(self) -> str:
        return self.random.choice(["", "  ", "\t", "       "])

    def shuffled(self, values: Any) -> list[Any]:
        return self.random.sample(list(values), len(values))


def read(story: DrawnStory, seed: int) -> Story:
    source = Writer(seed).write(story)
    file = parse_feature(source, "f.feature")
    assert file.feature is not None, (source.decode(), file.problems)
    (found,) = collect_stories([file])
    return found


SEEDS = st.integers(0, 10_000)


@given(STORIES, SEEDS, SEEDS)
def test_every_way_to_write_a_story_has_one_fingerprint(story: DrawnStory, one: int, other: int) -> None:
    assert read(story, one).fingerprint == read(story, other).fingerprint


Change = st.sampled_from(
    ["text", "case", "kind", "order", "table", "doc string", "step added", "step removed", "tag", "row"]
)


@given(STORIES, SEEDS, SEEDS, Change, st.randoms(use_true_random=False))
def test_every_single_change_has_another_fingerprint(
    story: DrawnStory, one: int, other: int, change: str, choice: random.Random
) -> None:
    changed = change_story(story, change, choice)
    assume(changed is not None and changed != story)
    assert changed is not None

    assert read(story, one).fingerprint != read(changed, other).fingerprint


def change_story(story: DrawnStory, change: str, choice: random.Random) -> DrawnStory | None:
    at = choice.randrange(len(story.criteria))
    changed = change_criterion(story.criteria[at], change, choice)
    if changed is None:
        return None
    return replace(story, criteria=(*story.criteria[:at], changed, *story.criteria[at + 1 :]))


def change_criterion(drawn: DrawnCriterion, change: str, choice: random.Random) -> DrawnCriterion | None:
    steps, at = drawn.steps, choice.randrange(len(drawn.steps))
    match change:
        case "tag":
            return replace(drawn, tags=drawn.tags ^ {"ui"})
        case "row":
            # One row more changes nothing where no step shows it.
            fills = any("{}" in f"{step.text}{step.doc_string}" for step in steps)
            return replace(drawn, rows=(*drawn.rows, "new")) if fills and drawn.rows else None
        case "order":
            return replace(drawn, steps=steps[::-1])
        case "step added":
            return replace(drawn, steps=(*steps, DrawnStep("then", "new")))
        case "step removed":
            return replace(drawn, steps=(*steps[:at], *steps[at + 1 :])) if len(steps) > 1 else None
        case _:
            return replace(drawn, steps=(*steps[:at], change_step(steps[at], change), *steps[at + 1 :]))


def change_step(step: DrawnStep, change: str) -> DrawnStep:
    match change:
        case "text":
            return replace(step, text=f"{step.text}!")
        case "case":
            return replace(step, text=f"Q{step.text[1:]}")
        case "kind":
            return replace(step, kind=KINDS[KINDS.index(step.kind) - 1])
        case "table":
            return replace(step, table=(*(step.table or ()), ("new", "row")))
        case _:
            return replace(step, doc_string=f"{step.doc_string or ''}\n!")
