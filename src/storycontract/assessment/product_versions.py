"""Which version of the product is deployed in which environment, as people and CI servers say it."""

from collections.abc import Iterable, Iterator, Mapping

from storycontract.errors import UsageError
from storycontract.evidence.freshness import DEFAULT_ENVIRONMENT

VARIABLE = "STORYCONTRACT_PRODUCT_VERSIONS"


def read_product_versions(
    given: Iterable[str], variables: Mapping[str, str], *, option: str = "--product-version"
) -> dict[str, str]:
    """Read versions by environment from `staging=1.4`, as given by `option` or, comma between, a variable.

    What the option says of an environment goes before what the variable says.

    Raises:
        UsageError: a text is not of this form, or names two versions of one environment.
    """
    return {
        **_read(_split(variables.get(VARIABLE, "")), VARIABLE),
        **_read(given, option),
    }


def check_product_version(environment: str, versions: Mapping[str, str], *, option: str) -> None:
    """Check that it is known which version of the product a run in an environment speaks of.

    Raises:
        UsageError: it is not, so that nothing could ever tell when the run is out of date.
    """
    if environment != DEFAULT_ENVIRONMENT and environment not in versions:
        raise UsageError(
            f"environment `{environment}` needs the version of the product deployed there",
            fix=f"add `{option} {environment}=1.4`, or set {VARIABLE} to `{environment}=1.4`",
        )


def _split(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(",") if part.strip())


def _read(parts: Iterable[str], where: str) -> dict[str, str]:
    versions: dict[str, str] = {}
    for part in parts:
        environment, _, version = (text.strip() for text in part.partition("="))
        if not environment or not version:
            raise UsageError(
                f"`{part}` names no version of an environment", fix="write it as `staging=1.4`", where=where
            )
        if versions.setdefault(environment, version) != version:
            raise UsageError(
                f"environment `{environment}` has two versions, `{versions[environment]}` and `{version}`",
                fix="keep the one that is deployed there",
                where=where,
            )
    return versions
