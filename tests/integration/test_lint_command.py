"""`storycontract lint` over real files: choices, settings, exit codes, outputs."""

import json
from pathlib import Path

import pytest

from storycontract.cli.main import run

PAY = """\
@story:SHOP-1
Feature: Pay
  As a shopper
  I want to pay by card
  So that I need no cash

  Scenario: The order is confirmed
    When Ann pays 20 EUR by card
    Then it works
"""
CLEAN = PAY.replace("it works", 'Ann sees "thank you"')
WITHOUT_THEN = PAY.replace("    Then it works\n", "")


HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "lint.md"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    write("features/pay.feature", PAY)
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def settle(*lines: str) -> None:
    write("pyproject.toml", "\n".join(["[tool.storycontract]", "[tool.storycontract.lint]", *lines, ""]))


def lint(*arguments: str) -> int:
    return run(["lint", *arguments])


def test_a_folder_of_features_needs_no_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("features", "--select", "empty-outcome") == 1
    assert capsys.readouterr().out.startswith(
        "features/pay.feature:9:5: error [empty-outcome]\n  outcome asserts nothing: `it works`\n"
    )


def test_a_clean_folder_exits_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/pay.feature", CLEAN)

    assert lint("--profile", "ready") == 0
    assert capsys.readouterr().out == "1 file linted, no findings\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("featuers",),
            "there is no `featuers` [usage]\n  fix: in `{here}`: did you mean `features`?",
            id="a path that is not there",
        ),
        pytest.param(
            ("features/*.md",), "`features/*.md` matches no feature file [usage]", id="a glob without a match"
        ),
        pytest.param(
            ("fetures/*.feature",),
            "matches no feature file [usage]\n  fix: in `{here}`: did you mean `features`?",
            id="a glob with a slip in a folder",
        ),
        pytest.param(("x" * 300,), "there is no `xxx", id="a path longer than any can be"),
        pytest.param(("--select", " ,"), "--select: no rule is named [usage]", id="a list of no rules"),
        pytest.param(
            ("--extend-select", "empty-outcom"),
            "--extend-select: there is no rule `empty-outcom`",
            id="a rule to add that is not there",
        ),
        pytest.param(
            ("--fix", "--write-baseline"),
            "what is mended and what is known cannot be told in one run",
            id="two things at once",
        ),
        pytest.param(("notes",), "`notes` holds no feature file [usage]", id="a folder without features"),
        pytest.param(("notes/a.txt",), "`notes/a.txt` holds no feature file", id="a file of another kind"),
        pytest.param(
            ("--select", "empty-outcom"),
            "--select: there is no rule `empty-outcom` [usage]\n  fix: did you mean `empty-outcome`?",
            id="a rule that is not there",
        ),
        pytest.param(
            ("--ignore", "scenario-missing-then"),
            "--ignore: nothing silences `scenario-missing-then`",
            id="a rule that nothing silences",
        ),
        pytest.param(
            ("--output-file", "a.json", "--output-file", "b.json"),
            "more of --output-file (2) than of --output-format (1)",
            id="more files than formats",
        ),
        pytest.param(
            ("--output-format", "text", "--output-format", "json"),
            "2 formats would be printed at once: text, json",
            id="more formats than places",
        ),
    ],
)
def test_wrong_usage_is_named_with_its_remedy(
    arguments: tuple[str, ...], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("notes/a.txt", "notes")

    assert lint(*arguments) == 2
    assert message.format(here=project) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param("profil = 'strict'", "did you mean `lint.profile`?", id="an unknown key"),
        pytest.param("ignore = ['empty-outcom']", "did you mean `empty-outcome`?", id="an unknown rule"),
        pytest.param(
            "ignore = ['scenario-missing-then']",
            "nothing silences `scenario-missing-then`",
            id="a rule that nothing silences",
        ),
        pytest.param(
            "[tool.storycontract.lint.severity]\nscenario-missing-then = 'info'",
            "nothing silences `scenario-missing-then`",
            id="such a rule made light of",
        ),
        pytest.param(
            "[[tool.storycontract.lint.overrides]]\npaths = ['api/**']\nsurface = 'api'",
            "`api/**` matches no feature file",
            id="a glob of an override",
        ),
        pytest.param(
            "[[tool.storycontract.lint.overrides]]\npaths = ['fetures/**']\nsurface = 'api'",
            "did you mean `features`?",
            id="a slip in a glob of an override",
        ),
        pytest.param(
            "[[tool.storycontract.lint.overrides]]\npath = ['features/**']",
            "did you mean `lint.overrides.0.paths`?",
            id="a slip in a key that is needed",
        ),
        pytest.param(
            "personas = 'shopper'",
            '`lint.personas`: should be a list, such as ["…"]',
            id="a text in place of a list",
        ),
        pytest.param(
            "[tool.storycontract.lint.limits]\nstep-charaters = 9",
            "did you mean `step-characters`?",
            id="an unknown limit",
        ),
    ],
)
def test_wrong_settings_are_named_with_the_nearest_right_ones(
    settings: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(settings)

    assert lint() == 2
    assert message in capsys.readouterr().err


def test_a_slip_in_where_the_stories_are_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("pyproject.toml", "[tool.storycontract]\nfeatures = ['featurs']\n")

    assert lint() == 2
    assert f"in `{project}`: did you mean `features`?" in capsys.readouterr().err


def test_an_override_may_take_files_out_again(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/api/pay.feature", PAY)
    globs = "paths = ['features/**', '!features/api/**']"
    settle("[[tool.storycontract.lint.overrides]]", globs, "ignore = ['empty-outcome']")

    assert lint("--output-format", "concise") == 1
    assert "features/pay.feature:9" not in capsys.readouterr().out


def test_a_project_without_its_features_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    settle("")
    Path("features/pay.feature").unlink()

    assert lint() == 2
    assert "`features` holds no feature file" in capsys.readouterr().err


def test_a_quoted_glob_is_expanded(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/deep/pay.feature", PAY.replace("SHOP-1", "SHOP-2"))

    lint("features/**/*.feature", "--select", "empty-outcome", "--output-format", "concise")

    assert capsys.readouterr().out.count("[empty-outcome]") == 2


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_the_exit_code_follows_the_failing_severity(fail_on: str, code: int) -> None:
    settle(
        "select = ['empty-outcome', 'unmeasurable-outcome']",
        "[tool.storycontract.lint.severity]",
        "unmeasurable-outcome = 'info'",
    )
    write("features/pay.feature", PAY.replace("it works", "the page looks good"))

    assert lint("--fail-on", fail_on) == code


def test_an_override_holds_for_its_files_alone(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/api/pay.feature", PAY.replace("SHOP-1", "SHOP-2"))
    settle(
        "select = ['empty-outcome']",
        "[[tool.storycontract.lint.overrides]]",
        "paths = ['features/api/**']",
        "ignore = ['empty-outcome']",
    )

    lint("--output-format", "json")

    assert [each["path"] for each in json.loads(capsys.readouterr().out)["findings"]] == [
        "features/pay.feature"
    ]


def test_settings_are_read_anew_when_they_change(capsys: pytest.CaptureFixture[str]) -> None:
    settle("select = ['empty-outcome']")
    assert lint() == 1
    settle(
        "select = ['empty-outcome']",
        "fail-on = 'error'",
        "[tool.storycontract.lint.severity]",
        "empty-outcome = 'warning'",
    )

    assert lint() == 0
    assert "warning [empty-outcome]" in capsys.readouterr().out


def test_a_suppression_hides_a_finding_and_counts_it(capsys: pytest.CaptureFixture[str]) -> None:
    comment = "    # storycontract: ignore[empty-outcome] -- shown to a panel\n    Then it works"
    write("features/pay.feature", PAY.replace("    Then it works", comment))

    assert lint("--select", "empty-outcome,stale-suppression") == 0
    assert "not shown: 1 finding silenced with a reason" in capsys.readouterr().out


def test_a_suppression_that_hides_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    comment = "  # storycontract: ignore[empty-outcome, empty-outcom] -- shown to a panel\n  Scenario"
    write("features/pay.feature", CLEAN.replace("  Scenario", comment))

    assert lint("--select", "empty-outcome,stale-suppression", "--output-format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["column"], each["message"]) for each in found] == [
        (27, "suppression hides nothing: `empty-outcome` has nothing to flag here"),
        (42, "suppression names no rule: `empty-outcom`"),
    ]


def test_nobody_calls_a_suppression_stale_whose_rule_did_not_run() -> None:
    comment = "  # storycontract: ignore[empty-outcome] -- shown to a panel\n  Scenario"
    write("features/pay.feature", CLEAN.replace("  Scenario", comment))

    assert lint("--select", "stale-suppression") == 0


def test_a_comment_that_means_to_silence_and_does_not_is_found() -> None:
    write("features/pay.feature", f"# storycontract: ignroe[empty-outcome] -- x\n{CLEAN}")

    assert lint("--select", "stale-suppression") == 1


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[] -- by hand", "suppression names no rule"),
        ("ignore-end[empty-outcome]", "no `ignore-start` of these rules stands above, so this ends nothing"),
    ],
)
def test_a_comment_that_silences_no_rule_is_found(
    comment: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("features/pay.feature", f"# storycontract: {comment}\n{CLEAN}")

    assert lint("--no-cache", "--output-format", "concise") == 1
    assert f"features/pay.feature:1:1: warning: {message} [stale-suppression]" in capsys.readouterr().out
    assert lint() == lint() == 1


def test_ids_used_twice_are_found_across_files(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/again.feature", CLEAN)

    assert lint("--select", "story-id-duplicate", "--output-format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["path"], each["line"], each["story"]) for each in found] == [
        ("features/again.feature", 2, "SHOP-1"),
        ("features/pay.feature", 2, "SHOP-1"),
    ]


def write_dependent() -> None:
    other = CLEAN.replace("SHOP-1", "SHOP-2 @depends:SHOP-1").replace("Pay", "Post").replace("20", "30")
    write("features/post.feature", other)


def test_a_dependency_outside_of_what_is_linted_is_not_called_unknown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_dependent()

    assert lint("features/post.feature", "--select", "unknown-dependency") == 0
    assert lint("features", "--select", "unknown-dependency") == 0
    write("features/pay.feature", CLEAN.replace("SHOP-1", "SHOP-7"))
    capsys.readouterr()
    assert lint("features", "--select", "unknown-dependency") == 1
    assert "did you mean `SHOP-7`?" in capsys.readouterr().out


def test_a_suppression_is_not_stale_where_its_rule_needs_files_that_are_not_there() -> None:
    write_dependent()
    file = Path("features/post.feature")
    comment = "# storycontract: ignore[unknown-dependency] -- it is planned\n"
    write("features/post.feature", comment + file.read_text(encoding="utf-8"))

    assert lint("features/post.feature", "--profile", "strict", "--ignore", "long-title") == 0
    assert lint("--extend-select", "stale-suppression") == 1


def test_a_dependency_on_a_story_whose_file_is_not_asked_is_known() -> None:
    write_dependent()
    override = "paths = ['features/pay.feature']"
    settle("select = ['unknown-dependency']", "[[tool.storycontract.lint.overrides]]", override)
    with Path("pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("ignore = ['unknown-dependency']\n")

    assert lint() == 0


def test_several_outputs_come_from_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint(
        *("--select", "empty-outcome", "--output-format", "concise", "--output-format", "sarif"),
        *("--output-format", "junit", "--output-file", "out/a.sarif", "--output-file", "out/b.xml"),
    )

    assert code == 1
    assert capsys.readouterr().out.startswith("features/pay.feature:9:5: error: ")
    assert json.loads(Path("out/a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("out/b.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_annotations_are_chosen_under_github_actions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    lint("--select", "empty-outcome")

    assert capsys.readouterr().out.startswith("::error file=features/pay.feature,line=9")


def test_files_that_other_linters_fail_on_are_read() -> None:
    Path("features/bom.feature").write_bytes(b"\xef\xbb\xbf" + CLEAN.replace("SHOP-1", "B-1").encode())
    Path("features/crlf.feature").write_bytes(CLEAN.replace("SHOP-1", "C-1").replace("\n", "\r\n").encode())
    write("features/pay.feature", CLEAN.replace("  Scenario", "  Rule: r\n    Scenario"))

    assert lint("--profile", "ready") == 0


def test_a_file_that_does_not_parse_is_a_finding_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("features/broken.feature", "Feature: f\n  Scenario: s\n    Given a\n    Givn b\n")
    write("features/empty.feature", "")
    Path("features/latin.feature").write_bytes("Feature: Käse\n".encode("latin-1"))

    assert lint("--profile", "ready", "--output-format", "json") == 1
    found = [(each["path"], each["rule"]) for each in json.loads(capsys.readouterr().out)["findings"]]
    assert ("features/broken.feature", "syntax-error") in found
    assert ("features/empty.feature", "empty-file") in found
    assert ("features/latin.feature", "not-utf-8") in found
    assert ("features/pay.feature", "empty-outcome") in found


def test_no_profile_is_without_what_nothing_silences() -> None:
    write("features/pay.feature", WITHOUT_THEN)

    assert lint() == 1


def test_the_settings_that_the_guide_shows_are_right() -> None:
    shown = HOW_TO.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    write("pyproject.toml", f"[tool.storycontract]\n{shown}")
    write("features/pay.feature", CLEAN)
    write("features/api/pay.feature", CLEAN.replace("SHOP-1", "SHOP-2"))

    assert lint("--output-format", "json") in {0, 1}


def test_a_slip_in_the_name_of_a_finding_without_a_rule_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "stale-baselin"]) == 2
    assert "did you mean `stale-baseline`?" in capsys.readouterr().err
