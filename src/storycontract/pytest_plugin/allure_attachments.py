"""Files of the evidence as attachments of Allure's."""

from collections.abc import Callable
from pathlib import Path

import allure_commons

from storycontract.evidence.record import Artefact

_MEDIA_TYPES = {
    "screenshot": "image/png",
    "trace": "application/vnd.allure.playwright-trace",
    "video": "video/webm",
    "log": "text/plain",
}


def make_attacher(reports_folder: Path) -> Callable[[Artefact], None]:
    """Make what attaches a file to the step or test that Allure has open."""

    def attach(artefact: Artefact) -> None:
        file = reports_folder / artefact.path
        allure_commons.plugin_manager.hook.attach_file(
            source=str(file),
            name=artefact.name,
            attachment_type=_MEDIA_TYPES.get(artefact.kind),
            extension=file.suffix.removeprefix("."),
        )

    return attach
