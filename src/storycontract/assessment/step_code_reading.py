"""Files that may define steps to the definitions that rules look at."""

from collections.abc import Sequence

from storycontract.assessment.step_files import StepFile
from storycontract.lint.step_code import StepCode, StepModule
from storycontract.step_binding.scanning import scan_step_modules


def read_step_code(files: Sequence[StepFile], *, is_whole: bool) -> StepCode:
    """Read all definitions; `is_whole` tells that all features of the project are linted."""
    found = scan_step_modules({file.path: file.content for file in files})
    modules = [StepModule(found[file.path], file.folders) for file in files]
    return StepCode(modules, is_whole)
