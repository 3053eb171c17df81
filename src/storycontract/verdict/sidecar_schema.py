"""Write the published schemas: `python -m storycontract.verdict.sidecar_schema`, from the project root."""

import json
from pathlib import Path

from storycontract.verdict.acceptance import AcceptedFile
from storycontract.verdict.sidecar import SidecarModel
from storycontract.verdict.waiver import WaiverFile

FOLDER = Path("docs/reference")

PUBLISHED: dict[str, tuple[type[SidecarModel], str]] = {
    "waivers.schema.json": (WaiverFile, ".storycontract/waivers.yaml, version 1"),
    "accepted.schema.json": (AcceptedFile, ".storycontract/accepted.yaml, version 1"),
}


def render_sidecar_schema(name: str) -> str:
    """Render the JSON schema of a file by the name that is published."""
    model, title = PUBLISHED[name]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
        "title": title,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schemas where the documentation has them."""
    for name in PUBLISHED:
        (FOLDER / name).write_text(render_sidecar_schema(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
