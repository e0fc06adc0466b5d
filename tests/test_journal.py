"""Every act leaves a row in the journal, and every row speaks Russian."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver

from organizations.attempts import _ATTEMPTS as ATTEMPTS_IN_WORDS
from organizations.attempts import attempt_label
from organizations.journal_details import _CODES as CODES_IN_WORDS
from organizations.journal_details import DETAILS, detail_sentences
from organizations.journal_words import OTHER_GROUP, act_label, acts_in_groups, kinds
from recommendations.documents.alignment import ChangeKind
from recommendations.services.reorganization_plans import Fate
from recommendations.services.settings import SECTIONS
from recommendations.statuses import Decision
from recommendations.templatetags.wording import ACT_LABELS
from recommendations.views.summaries import FORMS

TOP = Path(__file__).resolve().parents[1]
RECORDERS = {"record", "record_command", "save_event", "_write"}
ARGUMENTS = {"details", "actor", "act", "about", "reason", "outcome", "changes", "personal", "region", "now"}
# Public acts that write and leave no row of their own, and why.
WITHOUT_A_ROW = {
    "move_many": "part of an act: the caller leaves one row for all tasks, each task has its TaskEvent",
    "save_draft": "domain rules, objects: «Autosaved drafts are not acts»; taking the task into work is recorded",
    "edit_document": "an edit of a document that waits is a value; keeping and saving it are acts",
    "undo_edit": "as edit_document",
    "redo_edit": "as edit_document",
    "align_document": "as edit_document: a choice that is kept until the version is saved",
    "seal_batch": "the seal is its own record",
    "end_session": "a person's own session: sign-out and its like are recorded by the view",
    "end_oldest_sessions": "part of signing in, which leaves the row",
    "bring_registry": "a file that is only read changes nothing; loading it is the act",
    "end_sessions": "part of acts that leave the row: password, second factor, switching off, ending sessions",
    "save_event": "writes the row itself",
}


def functions(folder: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted((TOP / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def called(function: ast.FunctionDef) -> set[str]:
    """Names of what a function calls, by the last word."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


SERVICES = [function for app in ("organizations", "recommendations") for function in functions(f"{app}/services")]


def recording() -> set[str]:
    """Functions of the services that leave a row, themselves or by one that they call."""
    found = set(RECORDERS)
    while more := {one.name for _, one in SERVICES if called(one) & found} - found:
        found |= more
    return found


def test_every_public_act_of_the_services_leaves_a_row() -> None:
    """«Every act leaves an AuditEvent»: itself, or by a function of the services that it calls."""
    silent = {one.name for _, one in SERVICES if is_atomic(one) and not one.name.startswith("_")} - recording()
    assert silent <= WITHOUT_A_ROW.keys(), silent - WITHOUT_A_ROW.keys()


def test_every_file_that_goes_out_leaves_a_row() -> None:
    """«import, export and download»: whoever gives a file records it, or is called by a view that does."""
    gives = {"attachment", "file_response", "export_response", "sent", "FileResponse"}
    views = [*functions("organizations/views"), *functions("recommendations/views")]
    silent = {
        f"{path.name}: {one.name}"
        for path, one in views
        if called(one) & gives and not called(one) & recording() and one.name not in gives
    }
    assert silent <= GIVEN_WITHOUT_A_ROW, silent - GIVEN_WITHOUT_A_ROW


GIVEN_WITHOUT_A_ROW = {
    "imports.py: download_sample",  # an empty form that everybody may have
}


def written() -> Iterator[tuple[str, str, ast.Call]]:
    """(place, act, call) of every row written with an act named in place."""
    for folder in ("organizations", "recommendations", "resolution_portal"):
        for path in sorted((TOP / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from ((f"{path.name}:{node.lineno}", act, node) for act in acts_of(node))


def acts_of(call: ast.Call) -> list[str]:
    """Acts that a call names: «act="…"», or the first word given to a helper called like a recorder."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [keyword.value for keyword in call.keywords if keyword.arg == "act"]
    if name in {"_write", "_record"}:
        given += [one for one in call.args[:2] if isinstance(one, ast.Constant)]
    values = [node for one in given for node in ast.walk(one) if isinstance(node, ast.Constant)]
    return [
        node.value for node in values if isinstance(node.value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", node.value)
    ]


def test_every_act_has_a_russian_name() -> None:
    nameless = {act for _, act, _ in written() if act not in ACT_LABELS}
    assert nameless == set()


@pytest.mark.parametrize("act", ACT_LABELS)
def test_a_name_of_an_act_is_russian(act: str) -> None:
    assert act_label(act) == ACT_LABELS[act]
    assert not re.search("[A-Za-z]", ACT_LABELS[act])


def test_every_act_stands_in_a_group_of_the_filter() -> None:
    assert OTHER_GROUP not in acts_in_groups(), acts_in_groups()[OTHER_GROUP]


def test_what_an_act_notes_has_a_russian_name() -> None:
    """`details` of a row are shown under words: a key that has none would not be shown at all."""
    nameless = {
        f"{keyword.arg} of {act} ({place})"
        for place, act, call in written()
        for keyword in call.keywords
        if keyword.arg
        and keyword.arg not in ARGUMENTS | DETAILS.keys() | {"before", "after", "facts", "into"}
        and getattr(call.func, "id", "") in RECORDERS
    }
    assert nameless == set()


def test_kinds_of_objects_are_russian() -> None:
    assert not [label for _, label in kinds() if re.search("[A-Za-z]", label)]


def test_no_two_acts_have_one_name() -> None:
    """The filter of the journal offers acts by name."""
    assert len(set(ACT_LABELS.values())) == len(ACT_LABELS)


def codes_of(name: str) -> list[object]:
    """Values that an act may note under this word: each code of its own, a number, a list, counts by code."""
    known = list(CODES_IN_WORDS.get(name, {}))
    return (
        [*known, known, dict.fromkeys(known, 3), {"new_code": 3}, ["new_code"]] if known else [7, [7, 8], {"kept": 3}]
    )


@pytest.mark.parametrize("act", ACT_LABELS)
def test_no_code_and_no_dict_reaches_the_reader(act: str) -> None:
    """«no `{`, no `_`, no latin code words»: everything that acts note, under every word, of every act."""
    for name in DETAILS:
        for value in codes_of(name):
            for label, text in detail_sentences(act, {name: value}, {}):
                told = f"{label} {text}".replace("Excel", "").replace("CSV", "").replace("Word", "").replace("PDF", "")
                assert not re.search(r"[{}_A-Za-z\[\]]", told), (name, told)


def test_a_period_is_told_by_its_name() -> None:
    assert dict(detail_sentences("open_period", {"period": "2026-Q4"}, {})) == {"период": "IV квартал 2026 г."}


NOTED_AS_CODES = {
    *("clauses", "codes", "decision", "fields", "form", "format", "kinds", "role", "section", "signed", "tasks")
}


def test_what_is_noted_as_a_code_has_words() -> None:
    assert set(CODES_IN_WORDS) == NOTED_AS_CODES
    assert CODES_IN_WORDS["section"].keys() == {section.slug for section in SECTIONS} | {"region"}
    assert CODES_IN_WORDS["tasks"].keys() == {str(fate) for fate in Fate}
    assert CODES_IN_WORDS["clauses"].keys() == {str(kind) for kind in ChangeKind}
    assert CODES_IN_WORDS["decision"].keys() == {str(one) for one in Decision if one != Decision.PENDING}
    assert CODES_IN_WORDS["form"].keys() == FORMS.keys()


def addresses(patterns: list, app: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns) if one.app_name != "admin" else ()
        elif str(one.callback.__module__).startswith(("organizations", "recommendations")):
            yield str(one.name)


def test_what_a_refused_request_wanted_is_said_in_words() -> None:
    """«say the act in words: from the URL name a Russian name of the act»."""
    assert attempt_label("/tasks/5/accept/") == "попытка: принять отчёт"
    assert attempt_label("/absent/") == "попытка действия"
    wordless = set(addresses(get_resolver().url_patterns)) - ATTEMPTS_IN_WORDS.keys()
    # Own ways in are refused by forms, never by a policy.
    assert {name for name in wordless if not name.startswith(("account_", "mfa_"))} == set()
