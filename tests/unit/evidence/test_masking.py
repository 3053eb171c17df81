"""Secrets never reach a file, and nothing else is lost."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from storycontract.contract.step import StepKind
from storycontract.evidence.masking import FREE_TEXT, MASK, mask_line, mask_text
from storycontract.evidence.record import Attempt, ItemStart, Outcome, Plan, RunEnd, RunHeader, StepRecord

# Masked, these would no longer find what they stand for.
KEYS = frozenset(
    {
        *("run_id", "project", "process", "environment", "product_version", "id", "fingerprint", "cases"),
        *("commit", "tree", "scope_digest", "node_id", "story_id", "criterion_id", "variant", "binding"),
        *("started_utc", "at_utc", "ended_utc", "keyword", "function", "path", "sha256", "output_paths"),
        *("accepted_in", "environments", "required_environments"),
    }
)


@pytest.mark.parametrize(
    ("text", "patterns", "masked"),
    [
        pytest.param("key s3cr3t here", ["s3cr3t"], "key *** here", id="whole match"),
        pytest.param("token=abc next", ["token=(\\w+)"], "token=*** next", id="only the group"),
        pytest.param("ab-cd", ["(a)b-(c)d"], "***b-***d", id="every group"),
        pytest.param("ab", ["(x)?ab"], "***", id="a group that took no part"),
        pytest.param("x=;", ["x=(\\w*)"], "x=;", id="an empty group"),
        pytest.param("abcdef", ["abcd", "cdef"], "***", id="overlapping matches"),
        pytest.param("abcdef", ["bcd", "cd"], "a***ef", id="one match within another"),
        pytest.param("abc", ["x*"], "abc", id="matches of nothing"),
        pytest.param("aab", ["a"], "***b", id="matches side by side"),
        pytest.param("", ["a"], "", id="no text"),
        pytest.param("a", [], "a", id="no pattern"),
    ],
)
def test_what_matches_is_masked(text: str, patterns: list[str], masked: str) -> None:
    compiled = [re.compile(pattern) for pattern in patterns]

    assert mask_text(text, compiled) == masked


@given(st.text("ab \n"), st.lists(st.text("ab", min_size=1), max_size=3))
def test_no_secret_is_left_whatever_surrounds_it(text: str, secrets: list[str]) -> None:
    masked = mask_text(text, [re.compile(re.escape(secret)) for secret in secrets])

    assert not [secret for secret in secrets if secret in masked]


@given(st.text("ab \n"), st.lists(st.text("ab", min_size=1), max_size=3))
def test_all_but_the_masks_is_the_text_as_it_was(text: str, secrets: list[str]) -> None:
    masked = mask_text(text, [re.compile(re.escape(secret)) for secret in secrets])

    assert re.fullmatch(".+".join(map(re.escape, masked.split(MASK))), text, re.DOTALL)


@given(st.text("ab"), st.permutations(["ab", "ba", "(a)a", "b(b)?"]))
def test_the_order_of_patterns_never_matters(text: str, patterns: list[str]) -> None:
    compiled = [re.compile(pattern) for pattern in patterns]

    assert mask_text(text, compiled) == mask_text(text, sorted(compiled, key=lambda each: each.pattern))


def test_every_text_of_a_line_is_masked_or_known_as_a_key() -> None:
    names = {name for model in (RunHeader, Plan, ItemStart, Attempt, RunEnd) for name in text_fields(model)}

    assert names - FREE_TEXT == KEYS


def test_a_line_keeps_its_keys_and_loses_its_secrets() -> None:
    step = StepRecord(
        kind=StepKind.OUTCOME,
        keyword="Then",
        text="token=abc",
        at_line=3,
        outcome="failed",
        duration_ms=1,
        message="abc",
    )
    line = Attempt(
        node_id="abc",
        story_id="abc",
        criterion_id="abc",
        fingerprint="abc",
        variant="abc",
        attempt=0,
        outcome=Outcome.FAILED,
        started_utc="2026-11-23T05:00:00Z",
        duration_ms=1,
        steps=(step,),
        message="got abc",
    )

    masked = Attempt.model_validate(mask_line(line, [re.compile("abc")]))

    assert masked == line.model_copy(
        update={
            "message": "got ***",
            "steps": (step.model_copy(update={"text": "token=***", "message": "***"}),),
        }
    )


def text_fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from text_fields_of(name, field)


def text_fields_of(name: str, field: FieldInfo) -> Iterator[str]:
    for leaf in leaves(field.annotation):
        if leaf is str:
            yield name
        elif isinstance(leaf, type) and issubclass(leaf, BaseModel):
            yield from text_fields(leaf)


def leaves(annotation: object) -> Iterator[object]:
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from leaves(argument)
