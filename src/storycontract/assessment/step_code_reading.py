"""Files that may define steps to the definitions that rules look at."""

from collections.abc import Sequence

from storycontract.assessment.step_files import StepFile
from storycontract.lint.step_code import StepCode, StepModule
from storycontract.step_binding.scanning import scan_step_definitions


def read_step_code(files: Sequence[StepFile], *, is_whole: bool) -> StepCode:
    """Read all definitions; `is_whole` tells that all features of the project are linted."""
    modules = [StepModule(scan_step_definitions(file.content, file.path), file.folders) for file in files]
    return StepCode(modules, is_whole)
