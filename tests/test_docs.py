"""The documents say what is there: settings, targets, commands, links, pictures."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from organizations.rules import AccessRules, RetentionRules
from recommendations.control.rules import ControlRules
from scripts.run_tests import TOP, portal_variables

OURS = {"organizations", "recommendations"}
OF_SCRIPTS = {"WEB_CONCURRENCY", "WEB_THREADS"}
OF_MAKE_AND_TESTS = {"PYTHON", "ARGS", "BROWSER_PATH", "CI"}
README = (TOP / "README.md").read_text(encoding="utf-8")
SETTINGS = (TOP / "docs" / "settings.md").read_text(encoding="utf-8")
EXAMPLE = (TOP / ".env.example").read_text(encoding="utf-8")
WORDLESS = {".venv", "var", "node_modules", "test-results"}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE_BYTES = 150_000


def documents() -> list[Path]:
    """Every Markdown file of the tree but the sample documents of the importer."""
    found = (path for path in TOP.rglob("*.md") if not WORDLESS & set(path.relative_to(TOP).parts))
    return sorted(path for path in found if path.parent != TOP / "recommendations" / "data")


def variables_read() -> set[str]:
    """Names that settings.py asks the environment for, by its syntax tree."""
    tree = ast.parse((TOP / "resolution_portal" / "settings.py").read_text(encoding="utf-8"))
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _reads_environment(node.func) and isinstance(node.args[0], ast.Constant)
    }


def _reads_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "_env"
    return isinstance(function, ast.Name) and function.id.startswith("env_")


def rows_of(text: str, pattern: str = r"[A-Z][A-Z0-9_]+") -> dict[str, list[str]]:
    """First cells of table rows that are a name in code, with the other cells of the row."""
    found = re.findall(rf"^\| `({pattern})` \|(.*)\|$", text, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in found}


def links(document: Path) -> Iterator[tuple[str, bool]]:
    """Targets of relative links without their anchors, and whether each is a picture."""
    for mark, target in LINK.findall(document.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            yield target.split("#")[0], bool(mark)


def test_every_variable_stands_in_both_lists_and_nothing_else() -> None:
    read = variables_read() | OF_SCRIPTS
    assert len(read) > 30
    assert set(rows_of(SETTINGS)) == read | OF_MAKE_AND_TESTS
    assert portal_variables() == read


def test_both_lists_give_the_same_default() -> None:
    example = dict(re.findall(r"^# ([A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    table = {name: cells[0].strip("`") for name, cells in rows_of(SETTINGS).items() if name not in OF_MAKE_AND_TESTS}
    assert table == example


def test_every_limit_names_its_source() -> None:
    """Contract, K9: a number without a source is a guess that nobody can question."""
    silent = [name for name, cells in rows_of(SETTINGS).items() if cells[0].strip("`").isdecimal() and not cells[-1]]
    assert silent == []


def test_every_rule_of_a_region_is_explained() -> None:
    rows = rows_of(SETTINGS.split("## Settings of a region")[1], r"[a-z_]+")
    assert set(rows) == {name for rules in (ControlRules, AccessRules, RetentionRules) for name in rules.settings()}
    assert all(len(cells) == 2 and cells[1] for cells in rows.values())


def test_readme_names_every_target_with_its_equivalent() -> None:
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    rows = dict(re.findall(r"^\| `make ([a-z-]+)` \|.*\| (.+) \|$", README, re.MULTILINE))
    assert set(rows) == targets
    assert [name for name, equivalent in rows.items() if "make" in equivalent] == []


def test_readme_names_every_command_of_ours_and_no_other() -> None:
    ours = {name for name, app in get_commands().items() if app in OURS or app.startswith(tuple(OURS))}
    table = README.split("## Commands")[1].split("## Settings")[0]
    cells = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([a-z_]+)", cell)}
    assert named == ours


def test_scripts_named_in_readme_exist() -> None:
    modules = set(re.findall(r"python -m scripts\.(\w+)", README))
    files = set(re.findall(r"\bsh (scripts/\w+\.sh)", README))
    assert modules >= {"serve", "prepare", "run_tests", "bench"}
    assert [name for name in modules if not (TOP / "scripts" / f"{name}.py").is_file()] == []
    assert [name for name in files if not (TOP / name).is_file()] == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(TOP)))
def test_links_lead_somewhere(document: Path) -> None:
    broken = [target for target, _ in links(document) if not (document.parent / target).resolve().exists()]
    assert broken == []


def test_pictures_are_small_and_all_in_use() -> None:
    pictures = set((TOP / "docs" / "images").iterdir())
    assert [picture.name for picture in pictures if picture.stat().st_size > PICTURE_BYTES] == []
    shown = {
        (page.parent / target).resolve() for page in documents() for target, is_picture in links(page) if is_picture
    }
    assert {picture for picture in shown if picture.is_relative_to(TOP / "docs" / "images")} == pictures


def test_every_pin_has_a_licence() -> None:
    pins = re.findall(r"^([a-z][a-z0-9-]*)==", (TOP / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    table = (TOP / "LICENSES.md").read_text(encoding="utf-8").split("| library | licence |\n|---|---|\n")[1]
    assert re.findall(r"^\| (\S+) \| \S.* \|$", table, re.MULTILINE) == pins


def test_every_role_has_a_guide_with_a_picture() -> None:
    index = {target for target, _ in links(TOP / "docs" / "guides" / "README.md")}
    guides = set((TOP / "docs" / "guides").glob("*.md")) - {TOP / "docs" / "guides" / "README.md"}
    assert {guide.name for guide in guides} == index
    assert [guide.name for guide in guides if not any(is_picture for _, is_picture in links(guide))] == []
