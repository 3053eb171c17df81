"""Fingerprints: the same for edits nobody can run, different for all others.

Source: DESIGN section 4, `case = H("sc/case/1", …)` and so on.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache

from storycontract.contract.step import DataTable, DocString, Step, StepArgument, TableAndDocString

SHOWN_LENGTH = 12
_KEPT_WORDINGS = 16_384
_ENCODER = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def hash_value(domain: str, value: object) -> str:
    """Hash a JSON value within a domain: 64 hexadecimal digits."""
    return _hash_canonical(domain, _ENCODER.encode(value))


def _hash_canonical(domain: str, canonical: str) -> str:
    return hashlib.sha256(f"{domain}\n{canonical}".encode()).hexdigest()


def _argument_value(argument: StepArgument) -> object:
    match argument:
        case DataTable(rows=rows):
            return [list(row) for row in rows]
        case DocString(content=content):
            return content
        case TableAndDocString(table=table, doc_string=doc_string):
            return {"table": _argument_value(table), "doc_string": _argument_value(doc_string)}
        case None:
            return None


def fingerprint_case(steps: Iterable[Step], obligations: Iterable[str]) -> str:
    """Fingerprint what a runner sees of one case: its steps in order and the tags it may act on."""
    # The canonical JSON of an object with these two keys, put together from parts that come up again.
    parts = ",".join([_spell_step(step) for step in steps])
    tags = _ENCODER.encode(sorted(set(obligations)))
    return _hash_canonical("sc/case/1", f'{{"obligations":{tags},"steps":[{parts}]}}')


def _spell_step(step: Step) -> str:
    if step.argument is None:
        return _spell_wording(step.kind.value, step.text)
    return _ENCODER.encode([step.kind.value, step.text, _argument_value(step.argument)])


@lru_cache(maxsize=_KEPT_WORDINGS)
def _spell_wording(kind: str, text: str) -> str:
    return _ENCODER.encode([kind, text, None])


def fingerprint_criterion(cases: Iterable[str]) -> str:
    """Fingerprint a criterion from its cases' fingerprints, in any order."""
    return hash_value("sc/criterion/1", sorted(set(cases)))


def fingerprint_story(criteria: Iterable[tuple[str, str]]) -> str:
    """Fingerprint a story from pairs of criterion id and fingerprint, in any order."""
    return hash_value("sc/story/1", sorted([list(pair) for pair in criteria]))
