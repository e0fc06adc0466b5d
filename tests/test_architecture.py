"""The architecture as a test: who may import whom, what is open to strangers, where a status is written."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

TOP = Path(__file__).resolve().parents[1]
TREES = {app: TOP / app for app in ("organizations", "recommendations", "resolution_portal", "scripts")}

# Lowest first: a part imports parts of its own line and of the lines above it, never below.
RECOMMENDATIONS = """
statuses documents control evidence_types journal_codes
querysets
models
policies
notifications
services
summaries
exports
tables paging
demo scale bench
filters forms templatetags
background
views api
urls admin
management
apps
"""
ORGANIZATIONS = """
roles setting text sheets addresses checks sqlite_search
access registry rules journal_words journal_details attempts
querysets
models
policies
services
background
http appearance
adapter middleware forms templatetags sign_in_signals
views
urls admin
management
apps
"""
# The vocabulary of access names models for type checkers only; querysets need its words and stand below models.
FOR_TYPES_ONLY = {("access", "models")}
# The sign-in page of the demo prints its accounts; a form names the columns that its service keeps.
PURE = ("recommendations/documents", "recommendations/control", "organizations/setting.py")
# Numbers of control are settings of a region; what a setting is stands beside those of access.
PURE_OF_WHO = "organizations.setting"
STRANGERS = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "admin:login",
    "appearance",
    "healthz",
    "invitation-accept",
    "privacy",
    "readyz",
}


def layers(text: str) -> dict[str, int]:
    """Part → height."""
    return {part: height for height, line in enumerate(text.split("\n")) for part in line.split()}


def sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Dotted names that a file imports, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)


def part_of(app: str, path: Path) -> str:
    return path.relative_to(TREES[app]).parts[0].removesuffix(".py")


def breaches(app: str, order: str) -> list[str]:
    """Imports that go up, and parts that stand nowhere in the order."""
    height, found = layers(order), []
    for path, tree in sources(TREES[app]):
        own = part_of(app, path)
        if own == "__init__":
            continue
        if own not in height:
            found.append(f"{own} has no place in the order of {app}")
            continue
        for name, line in imported(tree):
            other = name.split(".")[1] if name.startswith(f"{app}.") else own
            if height.get(other, 99) > height[own] and (own, other) not in FOR_TYPES_ONLY:
                found.append(f"{path.relative_to(TOP)}:{line} {own} imports {other}")
    return found


@pytest.mark.parametrize(
    ("app", "order"), [("recommendations", RECOMMENDATIONS), ("organizations", ORGANIZATIONS)], ids=["what", "who"]
)
def test_imports_point_one_way(app: str, order: str) -> None:
    """«statuses, documents, control → querysets → models → policies → notifications → services → summaries → …»."""
    assert breaches(app, order) == []


def test_who_never_imports_what() -> None:
    """«`recommendations` may import `organizations`, never the reverse.»"""
    for path, tree in sources(TREES["organizations"]):
        for name, line in imported(tree):
            assert not name.startswith("recommendations"), f"{path}:{line}"


def test_no_app_imports_the_project() -> None:
    """The project knows its apps; they know it only by settings."""
    for app in ("organizations", "recommendations"):
        for path, tree in sources(TREES[app]):
            for name, line in imported(tree):
                assert not name.startswith(("resolution_portal", "scripts", "tests")), f"{path}:{line}"


@pytest.mark.parametrize("folder", PURE)
def test_pure_parts_import_no_django(folder: str) -> None:
    """«documents/ … (pure Python, imports no Django); control/ … (pure Python, imports no Django)»."""
    foreign = {"django", "organizations", "environ", "allauth"}
    files = (
        sources(TOP / folder) if (TOP / folder).is_dir() else [(folder, ast.parse((TOP / folder).read_text("utf-8")))]
    )
    for path, tree in files:
        names = {name for name, _ in imported(tree) if not name.startswith(PURE_OF_WHO)}
        assert not foreign & {name.split(".")[0] for name in names}, path


def test_types_only_imports_are_for_types_only() -> None:
    """The one import against the order stands under TYPE_CHECKING."""
    tree = ast.parse((TREES["organizations"] / "access.py").read_text(encoding="utf-8"))
    at_run_time = [name for node in tree.body if not isinstance(node, ast.If) for name, _ in imported(node)]
    assert not [name for name in at_run_time if name.startswith("organizations.models")]


def test_no_imports_inside_functions_and_no_stars() -> None:
    """«No imports inside functions, no star imports.»"""
    found = []
    for folder in TREES.values():
        for path, tree in sources(folder):
            found += [f"{path}: star" for name, _ in imported(tree) if name.endswith(".*")]
            functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
            found += [f"{path}:{line} {name}" for function in functions for name, line in imported(function)]
    assert found == []


def test_only_named_signals_have_receivers() -> None:
    """«no signal receivers but `connection_created` and the sign-in signals»."""
    found = set()
    for folder in TREES.values():
        for _, tree in sources(folder):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                    found.add(ast.unparse(node.func.value).split(".")[-1])
                decorators = getattr(node, "decorator_list", [])
                found |= {ast.unparse(one) for one in decorators if ast.unparse(one).startswith("receiver")}
    signins = {"user_logged_in", "user_logged_out", "user_login_failed", "authentication_failed"}
    signins |= {f"password_{act}" for act in ("changed", "reset", "set")}
    signins |= {f"authenticator_{act}" for act in ("added", "removed", "reset", "used")}
    assert found <= {"connection_created", *signins, *(f"receiver({name})" for name in signins)}


# --- what is open to strangers ----------------------------------------------------------------------------------------
def addresses(patterns: list, space: str = "") -> Iterator[tuple[str, Callable]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}", pattern.callback


def test_the_list_of_views_open_to_strangers() -> None:
    """«the list of views open to strangers» is a literal: a new open page is opened here, on purpose."""
    views = dict(addresses(get_resolver().url_patterns))
    open_views = {name for name, view in views.items() if not getattr(view, "login_required", True)}
    assert open_views == STRANGERS


# --- what stands in one place only ------------------------------------------------------------------------------------
def writes_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        makes = name in {"Task", "Assignment", "create", "update", "update_or_create", "get_or_create"}
        return makes and any(keyword.arg == "status" for keyword in node.keywords)
    return False


def test_only_services_write_a_status() -> None:
    """«Writing is a verb … nothing else writes a status.» Scale data is made in bulk with its events beside it."""
    background_jobs = "recommendations/background/timetable.py"
    allowed = ("recommendations/services/", "recommendations/scale/", background_jobs)
    found = []
    for app in ("organizations", "recommendations", "resolution_portal"):
        for path, tree in sources(TREES[app]):
            place = path.relative_to(TOP).as_posix()
            if not place.startswith(allowed):
                found += [f"{place}:{node.lineno}" for node in ast.walk(tree) if writes_status(node)]
    assert found == []


def test_views_read_through_visible_to() -> None:
    """«Lists, details, filters, form choices, summaries, exports, API and counts all start there.»

    The exceptions are rows already found through it, read anew with what a page prints.
    """
    started = re.compile(r"\b([A-Z]\w+)\.objects\.(\w+)")
    allowed = {"visible_to", "none", "for_page", "as_of"}
    found = []
    for folder in (
        "recommendations/views",
        "recommendations/filters.py",
        "recommendations/forms",
        "organizations/views",
    ):
        for path in [TOP / folder] if folder.endswith(".py") else (TOP / folder).rglob("*.py"):
            for model, method in started.findall(path.read_text(encoding="utf-8")):
                if method not in allowed and (model, method) not in READ_OTHERWISE:
                    found.append(f"{path.name}: {model}.objects.{method}")
    assert found == []


READERS = ("recommendations/views", "recommendations/filters.py", "recommendations/forms", "organizations/views")
READ_OTHERWISE = {
    ("Remark", "filter"),  # of a report of the task on the page
    ("Evidence", "select_related"),  # narrowed to reports of visible tasks
    ("Membership", "filter"),  # people of organizations taken from visible_to
    ("User", "filter"),  # those people
    ("ResolutionText", "of_content"),  # of the reader's region, for those who read all its resolutions
}


def test_dates_are_typed_into_one_field() -> None:
    """A bare date field loses its value under `ru`: the browser understands ISO only."""
    bare = re.compile(r"forms\.Date(Input|Field)\b|type=.date.")
    found = [
        path.relative_to(TOP).as_posix()
        for folder in ("organizations", "recommendations", "templates")
        for path in (TOP / folder).rglob("*.*")
        if path.suffix in {".py", ".html"} and bare.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["organizations/forms/fields.py"]


def test_pages_carry_no_inline_code() -> None:
    """The policy of the browser allows scripts and styles from files only."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    for path in (TOP / "templates").rglob("*.html"):
        assert not inline.search(path.read_text(encoding="utf-8")), path


def test_nothing_outside_is_asked_for() -> None:
    """«No outside requests at run time»: pages name no foreign host."""
    foreign = re.compile(r"(?:src|href)=\"(?:https?:)?//")
    for path in (TOP / "templates").rglob("*.html"):
        assert not foreign.search(path.read_text(encoding="utf-8")), path
