"""A version of the contract, as the headers of runs tell it, to bytes and back."""

import hashlib
from collections.abc import Iterable

from pydantic import TypeAdapter, ValidationError

from storycontract.evidence.record import StoryStamp

_READER: TypeAdapter[tuple[StoryStamp, ...]] = TypeAdapter(tuple[StoryStamp, ...])


def digest_contract(stamps: Iterable[StoryStamp]) -> str:
    """Digest a contract: the second half of a `StateKey`."""
    return hashlib.sha256(render_contract(stamps)).hexdigest()


def render_contract(stamps: Iterable[StoryStamp]) -> bytes:
    """Render a contract as the JSON that its digest is over; the order of stories does not matter."""
    return _READER.dump_json(tuple(sorted(stamps, key=lambda stamp: (stamp.id, stamp.model_dump_json()))))


def parse_contract(content: bytes) -> tuple[StoryStamp, ...] | None:
    """Parse what was rendered; None where it is none."""
    try:
        return _READER.validate_json(content)
    except ValidationError:
        return None
