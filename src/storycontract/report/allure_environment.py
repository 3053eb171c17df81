"""What a report is about: the product, its versions, the run; as Allure's environment."""

import re

from storycontract.report.stories import RunEntry, StoriesDocument

_MOMENT = len("2026-11-23T12:00")
_SPECIAL = re.compile(r"[\\:=#!\s]")


def list_facts(document: StoriesDocument) -> dict[str, str]:
    """List what is known of the product and the newest run; what is not known is left out."""
    run = document.runs[-1] if document.runs else None
    facts = {
        "Stories done": f"{document.counts.done} of {document.counts.total}",
        "Product": document.product,
        "Version": _list_versions(document),
        "Environment": ", ".join(document.environments),
        "Commit": _say_commit(run) if run else "",
        "Last run": _say_run(run) if run else "",
    }
    return {name: value for name, value in facts.items() if value}


def say_moment(utc: str) -> str:
    """Say a moment to the minute."""
    return f"{utc[:_MOMENT].replace('T', ' ')} UTC"


def render_properties(facts: dict[str, str]) -> str:
    """Render facts in the form of Java's properties, which both Allures read."""
    return "".join(f"{_escape_name(name)}={_escape(value)}\n" for name, value in facts.items())


def _list_versions(document: StoriesDocument) -> str:
    versions = {
        run.environment or "": run.product_version
        for run in document.runs
        if run.product_version and run.is_fresh and run.withdrawn is None
    }
    if len(versions) == 1 and len(document.environments) == 1:
        return next(iter(versions.values())) or ""
    return ", ".join(f"{environment}={version}" for environment, version in sorted(versions.items()))


def _say_commit(run: RunEntry) -> str:
    return f"{run.commit} and local changes" if run.commit and run.dirty else run.commit or ""


def _say_run(run: RunEntry) -> str:
    is_whole = run.complete and run.selection is not None and run.selection.is_full
    extent = "whole" if is_whole else "in part"
    return f"{say_moment(run.started_utc)}, {extent}" if run.started_utc else extent


def _escape_name(name: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _escape(name))


def _escape(value: str) -> str:
    text = " ".join(value.split()).replace("\\", "\\\\")
    # Written as Java does: by UTF-16 units, so that what is beyond the first plane takes two.
    units = text.encode("utf-16-be")
    codes = (int.from_bytes(units[place : place + 2]) for place in range(0, len(units), 2))
    return "".join(chr(code) if code < 128 else f"\\u{code:04x}" for code in codes)  # noqa: PLR2004 - ASCII
