"""What a command line declares of a run: where the product runs, in which version, and which part this is."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from storycontract.assessment.product_versions import check_product_version, read_product_versions
from storycontract.errors import UsageError
from storycontract.evidence.freshness import DEFAULT_ENVIRONMENT
from storycontract.evidence.record import Shard

ENVIRONMENT = "--story-env"
PRODUCT_VERSION = "--story-product-version"
SHARD = "--story-shard"

_SHARD = re.compile(r"(?P<index>[1-9]\d*)/(?P<total>[1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What nobody could find out by looking: it has to be said.

    `shard` is None for a whole run; `is_split_by_hand` is true where it was split in a way of the user's
    own, so that the paths on the command line are no filter but the shard.
    """

    environment: str = DEFAULT_ENVIRONMENT
    product_versions: Mapping[str, str] | None = None
    shard: Shard | None = None
    is_split_by_hand: bool = False

    @property
    def product_version(self) -> str | None:
        """The version deployed where this run looks; None where nobody said."""
        return (self.product_versions or {}).get(self.environment)

    def check_version(self) -> None:
        """Check that a run elsewhere than in the default environment says of which version it speaks.

        Raises:
            UsageError: it does not.
        """
        check_product_version(self.environment, self.product_versions or {}, option=PRODUCT_VERSION)


def read_declared(config: pytest.Config) -> Declared:
    """Read what the command line of this process declares.

    Raises:
        UsageError: an option is not of the form it should have, or two contradict each other.
    """
    environment = (config.getoption("story_env") or DEFAULT_ENVIRONMENT).strip()
    if not environment or "=" in environment:
        raise UsageError(
            f"`{environment}` is no name of an environment",
            fix=f"write `{ENVIRONMENT} staging {PRODUCT_VERSION} staging=1.4`",
            where=ENVIRONMENT,
        )
    by_hand = config.getoption("story_shard")
    shard = _read_shard(config, by_hand)
    is_split = shard is not None and shard.total > 1 and not config.getoption("splits", default=None)
    return Declared(
        environment=environment,
        product_versions=read_product_versions(
            config.getoption("story_product_version"), os.environ, option=PRODUCT_VERSION
        ),
        shard=shard,
        is_split_by_hand=is_split,
    )


def _read_shard(config: pytest.Config, by_hand: str | None) -> Shard | None:
    splits, group = (config.getoption(name, default=None) for name in ("splits", "group"))
    # A group that cannot be is for pytest-split to refuse.
    of_split = Shard(index=group, total=splits) if splits and group else None
    if by_hand is None:
        return of_split
    match = _SHARD.fullmatch(by_hand)
    shard = Shard(index=int(match["index"]), total=int(match["total"])) if match else None
    if shard is None or shard.index > shard.total:
        raise UsageError(
            f"`{by_hand}` is no shard", fix="write which one of how many, from `1/3` to `3/3`", where=SHARD
        )
    if of_split not in (None, shard):
        raise UsageError(
            f"`{by_hand}` is not what `--splits {splits} --group {group}` says",
            fix=f"leave out {SHARD}: pytest-split's options say it already",
            where=SHARD,
        )
    return shard
