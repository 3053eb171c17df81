"""How good the rules are: against labelled items, on a corpus, and against planted contradictions.

    python benchmarks/lint_quality.py --items items.jsonl [--part aside|written-by|all] [--show LABEL]
    python benchmarks/lint_quality.py --corpus FOLDER [--rule NAME] [--profile recommended]
    python benchmarks/lint_quality.py --mutate FOLDER
    python benchmarks/lint_quality.py --items items.jsonl --corpus FOLDER --write

Items are JSON objects, one a line: `id`, `repo`, `feature`, `narrative` or `background`, `title`, `steps` and
`examples`, `labels` and perhaps `disputed`. Every rule is on. The part kept aside is chosen by repository, so
that no project is on both sides. A folder of the corpus is one project.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.gherkin_reader.project import load_contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.figures import FILE_NAME
from storycontract.lint.finding import Finding
from storycontract.lint.rule import LintRule, Profile
from storycontract.lint.rules.contract.contradictory_outcome import contradictory_outcome

SEED = "219"
NARRATIVE_RULES = {
    "no-role": {"story-missing-role", "story-missing-narrative"},
    "generic-role": {"story-generic-role", "story-undeclared-role"},
    "no-want": {"story-missing-want", "story-missing-narrative"},
    "no-benefit": {"story-missing-benefit", "story-missing-narrative"},
    "benefit-restates-want": {"story-benefit-restates-want"},
    "solution-in-want": {"story-solution-in-want"},
    "multiple-wants": {"story-multiple-capabilities"},
    "vague-terms": {"story-unmeasurable-benefit", "story-vague-terms"},
}
SCENARIO_RULES = {
    "ui-mechanics": {"ui-mechanics"},
    "implementation-leak": {"implementation-leak", "selector-leak", "unobservable-outcome", "url-in-step"},
    "no-outcome": {"scenario-missing-then", "empty-scenario"},
    "vague-outcome": {"empty-outcome", "unmeasurable-outcome", "weak-modal-outcome"},
    "many-behaviours": {"when-after-then", "many-behaviours"},
    "misplaced-step": {
        "action-in-outcome",
        "assertion-in-action",
        "action-in-context",
        "keyword-order",
        "assertion-in-context",
    },
    "compound-step": {"compound-step"},
    "vague-title": {"vague-title", "unnamed-scenario", "title-test-word"},
    "unbounded-time": {"unbounded-time"},
}
STEP_START = re.compile(r"(?:Given|When|Then|And|But|\*)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled story or scenario, and what the rules said about it."""

    id: str
    repository: str
    labels: frozenset[str]
    disputed: frozenset[str]
    said: frozenset[str]
    is_narrative: bool
    text: str

    def counts(self, label: str) -> bool:
        """Tell whether the item says anything about how well a label is found."""
        return (
            label in (NARRATIVE_RULES if self.is_narrative else SCENARIO_RULES) and label not in self.disputed
        )


@dataclass(frozen=True, slots=True)
class Score:
    """How often a label was found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Give the share of what was said that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Give the share of what there is that was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of the two."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def is_aside(repository: str) -> bool:
    """Tell whether the items of a repository are kept aside while rules are written."""
    return hashlib.sha256(f"{SEED}:{repository}".encode()).digest()[0] % 2 == 1


def load_items(path: Path) -> list[Item]:
    """Load the items of a file, and lint each of them by itself."""
    return [
        lint_item(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def lint_item(entry: Mapping[str, Any]) -> Item:
    """Lint one item as a feature file that holds nothing else."""
    is_narrative = "narrative" in entry
    text = render_narrative(entry) if is_narrative else render_scenario(entry)
    contract = read_text(text)
    if contract.unreadable_files:
        print(f"{entry['id']}: not read: {contract.unreadable_files[0].problems[0].detail}", file=sys.stderr)
    names = {finding.rule for finding in find_findings(contract, RULES)}
    table = NARRATIVE_RULES if is_narrative else SCENARIO_RULES
    return Item(
        id=entry["id"],
        repository=entry["repo"],
        labels=frozenset(entry["labels"]),
        disputed=frozenset(entry.get("disputed") or ()),
        said=frozenset(label for label, rules in table.items() if rules & names),
        is_narrative=is_narrative,
        text=text,
    )


def read_text(text: str) -> Contract:
    """Read the text of one feature file."""
    file = parse_feature(text.encode(), "features/item.feature")
    return Contract(collect_stories([file]), (file,))


def render_narrative(entry: Mapping[str, Any]) -> str:
    """Write a story with a scenario that has nothing to be said about."""
    lines = [f"Feature: {entry['feature']}", *entry["narrative"].splitlines(), ""]
    return "\n".join(
        [*lines, "  Scenario: The shop closes at eight", "    When it is 8 pm", "    Then the shop is closed"]
    )


def render_scenario(entry: Mapping[str, Any]) -> str:
    """Write a scenario with its background as a feature file."""
    lines = [f"Feature: {entry['feature']}"]
    if entry["background"]:
        lines += ["  Background:", *(indent_step(step) for step in entry["background"])]
    outline = " Outline" if entry["examples"] else ""
    lines += [f"  Scenario{outline}: {entry['title']}", *(indent_step(step) for step in entry["steps"])]
    for table in entry["examples"]:
        lines += ["    Examples:", *render_table(table)]
    return "\n".join(lines)


def indent_step(step: str) -> str:
    """Indent a step with what stands below it."""
    first, *rest = step.splitlines()
    text = first if STEP_START.match(first) else f"* {first}"
    return "\n".join([f"    {text}", *(f"    {line}" for line in rest)])


def render_table(table: Sequence[Any]) -> Iterator[str]:
    """Write a table; where only its header is given, with one row."""
    rows = table if table and isinstance(table[0], list) else [table, table]
    for row in rows:
        yield "      | " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"


def score_label(items: Iterable[Item], label: str) -> Score:
    """Score one label over the items that it applies to."""
    pairs = Counter((label in item.labels, label in item.said) for item in items if item.counts(label))
    return Score(right=pairs[True, True], wrong=pairs[False, True], missed=pairs[True, False])


def score_all(items: Sequence[Item]) -> dict[str, Score]:
    """Score every label that any item or rule speaks of."""
    return {label: score_label(items, label) for label in (*NARRATIVE_RULES, *SCENARIO_RULES)}


def add_up(scores: Iterable[Score]) -> Score:
    """Add scores up, for the micro-average."""
    listed = list(scores)
    return Score(
        sum(score.right for score in listed),
        sum(score.wrong for score in listed),
        sum(score.missed for score in listed),
    )


def print_scores(items: Sequence[Item], name: str) -> None:
    """Print a table of all labels."""
    scores = score_all(items)
    print(f"{name}: {len(items)} items")
    print(f"{'label':24}{'cases':>7}{'right':>7}{'wrong':>7}{'missed':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for label, score in [*scores.items(), ("all", add_up(scores.values()))]:
        cases = score.right + score.missed
        shares = "".join(f"{share:7.2f}" for share in (score.precision, score.recall, score.f1))
        print(f"{label:24}{cases:7}{score.right:7}{score.wrong:7}{score.missed:7}{shares}")


def print_mistakes(items: Iterable[Item], label: str) -> None:
    """Print the items on which rules and labels differ."""
    for item in items:
        if item.counts(label) and (label in item.labels) != (label in item.said):
            kind = "missed" if label in item.labels else "wrong"
            print(f"--- {kind} {item.id} {item.repository}\n{item.text}")


def lint_corpus(folder: Path, rules: Sequence[LintRule]) -> tuple[list[Finding], Counter[str], Counter[str]]:
    """Lint each project of a corpus; give the findings, and how many steps and scenarios each project has."""
    findings: list[Finding] = []
    steps: Counter[str] = Counter()
    scenarios: Counter[str] = Counter()
    for project in sorted(path for path in folder.iterdir() if path.is_dir()):
        contract = load_contract(project, ["."])
        written = [
            scenario for file in contract.files if file.feature for scenario in file.feature.all_scenarios
        ]
        steps[project.name] = sum(len(scenario.steps) for scenario in written)
        scenarios[project.name] = len(written)
        findings += [
            replace(found, location=found.location._replace(path=f"{project.name}/{found.location.path}"))
            for found in find_findings(contract, rules)
        ]
    return findings, steps, scenarios


def print_noise(folder: Path, rules: Sequence[LintRule]) -> dict[str, float]:
    """Print how often each rule speaks, and how much each project hears."""
    findings, steps, scenarios = lint_corpus(folder, rules)
    by_rule = Counter(finding.rule for finding in findings)
    total = sum(steps.values())
    print(f"{total} steps in {len(steps)} projects")
    for name, count in by_rule.most_common():
        projects = Counter(
            found.location.path.split("/")[0].split("__")[-1] for found in findings if found.rule == name
        )
        shares = " ".join(f"{project}:{hits}" for project, hits in projects.most_common(5))
        print(f"{name:34}{count:6}{1000 * count / total:9.2f}  {shares}")
    by_project = Counter(found.location.path.split("/")[0] for found in findings)
    for project, count in scenarios.items():
        if count:
            print(f"{project:40}{count:6} scenarios {by_project[project] / count:6.2f} findings a scenario")
    # A corpus of feature files says nothing of rules about the code behind them.
    return {rule.name: round(1000 * by_rule[rule.name] / total, 2) for rule in rules if not rule.reads_code}


NEGATIONS = (
    (re.compile(r"\b(should|must|can|will|is|are|was|has been)\b(?! not| no)"), r"\1 not"),
    (re.compile(r"^((?:\w+ ){1,4}?)(see|get|have)s?\b"), r"\1do not \2"),
)
VALUE = re.compile(r"\"[^\"]+\"|(?<![\w.])\d+(?![\w.])")


def count_mutants(folder: Path) -> None:
    """Plant contradictions, one scenario at a time, and count those that are found."""
    tally: dict[str, Counter[bool]] = defaultdict(Counter)
    for project in sorted(path for path in folder.iterdir() if path.is_dir()):
        for file in load_contract(project, ["."]).files:
            for scenario in file.feature.scenarios if file.feature and file.feature.language == "en" else ():
                for kind, text in iter_mutants(scenario):
                    tally[kind][is_found(text)] += 1
    for kind, found in tally.items():
        print(f"{kind}: {found[True]} of {found.total()} found ({found[True] / found.total():.2f})")


def iter_mutants(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Write a scenario beside itself with one outcome turned round, and with one value changed."""
    outcomes = [index for index, step in enumerate(scenario.steps) if step.kind is StepKind.OUTCOME]
    if scenario.is_outline or not outcomes or outcomes[0] == 0:
        return
    index = outcomes[0]
    text = scenario.steps[index].text
    if scenario.steps[index].argument is not None:
        return
    negated = next((new for old, by in NEGATIONS if (new := old.sub(by, text, count=1)) != text), None)
    if negated is not None:
        yield "negated", render_pair(scenario, index, negated)
    values = list(VALUE.finditer(text))
    if values:
        last = values[-1]
        changed = f'"{last[0][1:-1]} II"' if last[0].startswith('"') else str(int(last[0]) + 1)
        kind = "value changed" if names_one_value(text, last.start()) else "value changed, one of many"
        yield kind, render_pair(scenario, index, text[: last.start()] + changed + text[last.end() :])


def names_one_value(text: str, start: int) -> bool:
    """Tell whether what is said to be one value cannot be another: `should be 5`, and not `should see 5`."""
    before = text[:start].lower()
    is_predicate = re.search(r"\b(?:be|is|are|was|equals?|status|owes?|costs?|returns?)\b[^\"]*$", before)
    is_one_of_many = re.search(
        r"\b(?:see|sees|contain|contains|include|have|has|with|there|named|list|find|notified|also|not|able|using)\b",
        before,
    )
    return bool(is_predicate) and not is_one_of_many


def render_pair(scenario: Scenario, index: int, changed: str) -> str:
    """Write a scenario and its mutant into one feature."""
    lines = ["Feature: Mutant"]
    for name in ("one", "other"):
        lines.append(f"  Scenario: {name}")
        for place, step in enumerate(scenario.steps[: index + 1]):
            text = changed if name == "other" and place == index else step.text
            keyword = {"context": "Given", "action": "When", "outcome": "Then"}[step.kind.value]
            lines.append(f"    {keyword} {text}")
    return "\n".join(lines)


def is_found(text: str) -> bool:
    """Tell whether the planted contradiction is found."""
    return bool(find_findings(read_text(text), [contradictory_outcome]))


def write_figures(corpus: Path | None, hits: Mapping[str, float], items: Sequence[Item]) -> None:
    """Write the figures that the pages of the rules show; labels by the items kept aside."""
    projects = sum(path.is_dir() for path in corpus.iterdir()) if corpus else 0
    lines = [
        "# Written by benchmarks/lint_quality.py; not to be edited by hand.",
        "",
        f'corpus = "the feature files of {projects} public projects"',
        "",
        "# How often a rule speaks, by its name.",
        "[hits-per-1000-steps]",
        *(f"{name} = {share}" for name, share in sorted(hits.items())),
        "",
        "# How well the rules of one label find a defect: shares from 0 to 1, over so many labelled items.",
        "[labels]",
    ]
    for label, score in score_all(items).items():
        if score.right + score.missed:
            lines += [
                f"[labels.{label}]",
                f"precision = {score.precision:.2f}",
                f"recall = {score.recall:.2f}",
                f"items = {score.right + score.missed}",
            ]
    target = Path(__file__).parents[1] / "src/storycontract/lint" / FILE_NAME
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def choose_rules(profile: str | None, names: Sequence[str]) -> list[LintRule]:
    """Choose rules by profile and name; all where neither is given."""
    return [
        rule
        for rule in RULES
        if (not names or rule.name in names) and (profile is None or Profile(profile) in rule.profiles)
    ]


def parse_arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=Path)
    parser.add_argument("--part", choices=("aside", "written-by", "all"), default="aside")
    parser.add_argument("--show", metavar="LABEL", help="print the items on which rules and labels differ")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--rule", action="append", default=[], help="only this rule, with its findings")
    parser.add_argument("--profile", choices=[profile.value for profile in Profile])
    parser.add_argument("--mutate", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the figures of the rules' pages")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for."""
    arguments = parse_arguments()
    items = load_items(arguments.items) if arguments.items else []
    parts = {
        "aside": [item for item in items if is_aside(item.repository)],
        "written-by": [item for item in items if not is_aside(item.repository)],
        "all": items,
    }
    hits: dict[str, float] = {}
    if items:
        print_scores(parts[arguments.part], arguments.part)
    if arguments.show:
        print_mistakes(parts[arguments.part], arguments.show)
    if arguments.corpus:
        rules = choose_rules(arguments.profile, arguments.rule)
        hits = print_noise(arguments.corpus, rules)
        if arguments.rule:
            for found in lint_corpus(arguments.corpus, rules)[0]:
                print(f"{found.location}: {found.message}")
    if arguments.mutate:
        count_mutants(arguments.mutate)
    if arguments.write:
        write_figures(arguments.corpus, hits, parts["aside"])


if __name__ == "__main__":
    main()
