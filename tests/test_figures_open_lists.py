"""Every number is a link to the rows behind it, and the list is exactly as long as the number says.

Also read on the same walk: no page speaks English, and no template asks for what it was not given.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as project
from django.template import engines
from django.test import Client
from django.urls import reverse

from tests.busy import Busy, signed_in
from tests.pages import Link, Page, read

ROLES = ("specialist", "coordinator", "school", "methodologist", "observer", "administrator")
NUMBER = re.compile(r"^[\d\u00a0\s]+$")
# Latin words of an official Russian page: names of formats, programs, keys.
LATIN = {"Excel", "Ctrl", "PDF", "DOCX", "XLSX", "ODT", "ODS", "JPG", "PNG", "HEIC", "WEBP", "cookie", "TOTP", "RTF"}
LATIN |= {
    "CSV",
    "XLS",
    "HTML",
    "DOC",
    "TXT",
    "MD",
    "txt",
    "md",
    "docx",
    "odt",
    "rtf",
    "html",
    "htm",
    "pdf",
    "Word",
    "https",
    "Enter",
    "Delete",
    "Esc",
    "Shift",
}
MOST = 4
# Addresses, files, sums of files, numbers of requests and names of time zones are words of no language.
ADDRESSES = re.compile(
    r"\b(?:[0-9a-f]{12}|[0-9a-f]{64})\b|\S+@\S+|https?://\S+|\S+\.(?:md|pdf|txt|xlsx|xls|csv)\b|(?:Europe|Asia)/\w*|SHA-256|\b[a-z]+\.example\S*"
)


class Missing(str):
    """Stands where a template names something that it was not given; remembers what."""

    asked: set[str] = set()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or super().__contains__(part)  # type: ignore[operator]

    def __mod__(self, name: object) -> str:
        frame = sys._getframe(1)
        expression, context = frame.f_locals["self"], frame.f_locals["context"]
        template = context.template.origin.name if context.template else ""
        for function, arguments in expression.filters:
            if function.__name__ in {"default", "default_if_none", "yesno", "length", "slice_filter"}:
                is_name, value = arguments[0] if arguments else (False, "")
                return "" if is_name else value
        if template.startswith(str(project.BASE_DIR / "templates")):
            Missing.asked.add(f"{template}: {name}")
        return ""


@dataclass
class Walk:
    """What a role has met: pages by address, and names that templates were not given."""

    client: Client
    pages: dict[str, Page]
    missing: set[str]


def walked(client: Client, busy: Busy) -> Iterator[tuple[str, Page]]:
    """Each page from the start page on, a handful of each kind; no link is dead."""
    first = starts(busy)
    waiting, seen, met = ["/", *first], set(), Counter()
    while waiting:
        url = waiting.pop(0)
        kind = re.sub(r"\d+", "n", urlsplit(url).path)
        if address(url) in seen or met[kind] >= MOST:
            continue
        seen.add(address(url))
        response = client.get(url)
        if response.status_code in {403, 404} and url in first:
            continue
        assert response.status_code == 200, url
        met[kind] += 1
        page = read(response)
        yield url, page
        waiting += [urljoin(url, link.url) for link in page.links if is_page(link.url)]


def starts(busy: Busy) -> list[str]:
    """Pages that no link of the start page leads to at once, one of each kind."""
    pages = [
        ("task-detail", "done"),
        ("task-detail", "returned"),
        ("task-detail", "withdrawn"),
        ("task-report", "returned"),
        ("task-report", "in_progress"),
        ("task-review", "review"),
        ("task-review", "endorsement"),
        ("task-extension", "assigned"),
        ("task-not-applicable", "assigned"),
        ("task-withdraw", "assigned"),
        ("task-undo", "done"),
        ("extension-decide", "extension"),
        ("not-applicable-decide", "inapplicability"),
        ("recommendation-theme", "twin"),
        ("assignment-detail", "draft"),
        ("assignment-change", "draft"),
        ("resolution-adopt", "proposed"),
    ]
    return [reverse(name, args=[busy.pk(thing)]) for name, thing in pages]


def address(url: str) -> str:
    """Where a page is; lists of tasks are one page whatever they choose."""
    parts = urlsplit(url)
    return parts.path if parts.path == "/tasks/" else f"{parts.path}?{parts.query}"


def is_page(url: str) -> bool:
    path = urlsplit(url).path
    own = url.startswith(("/", "?")) and not path.startswith(("/accounts/", "/admin/", "/static/"))
    return own and not path.endswith(("/export/", "/file/", "/sample/", "/errors/")) and "/evidence/" not in path


def figures(page: Page) -> Iterator[tuple[int, Link]]:
    """Numbers of a page with the links they are."""
    for link in page.links:
        text = link.text.strip()
        if "data-figure" in link.attributes:
            yield int(link.attributes["data-figure"]), link
        elif "count" in link.classes:
            found = re.search(r"[\d\u00a0]+", re.sub(r"^[^\d]*", "", link.text))
            yield int(found[0].replace("\u00a0", "")) if found else 0, link
        elif "bar-legend" in link.around and NUMBER.match(text):
            yield int(text.replace("\u00a0", "")), link


def check_figures(walk: Walk) -> None:
    """«Every number is a link to the rows behind it, and a test proves for each that list length = number.»"""
    checked: dict[str, int | None] = {}
    for url, page in walk.pages.items():
        for number, link in figures(page):
            target = urljoin(url, link.url)
            if target not in checked:
                checked[target] = read(walk.client.get(target)).total
            assert checked[target] == number, f"{url} says {number}, {target} has {checked[target]}"
    assert len(checked) >= 3, "the walk has found figures"


@pytest.mark.parametrize("role", ["specialist", "coordinator", "school"])
def test_a_list_says_the_number_of_its_rows(busy: Busy, role: str) -> None:
    """The printed total is the number of rows, counted by hand over all pages."""
    client = signed_in(busy.actors()[role])
    for url in ("/tasks/", "/tasks/?bucket=overdue", "/organizations/", "/requests/"):
        page = client.get(url).content.decode()
        total = read(client.get(url)).total
        rows = len(re.findall(r"<tr[ >]", page)) - len(re.findall(r"<thead", page))
        assert max(rows, 0) == min(total, project.PAGE_SIZE), url


def check_words(walk: Walk) -> None:
    """«every word of the interface in Russian»."""
    found = set()
    for url, page in walk.pages.items():
        for words in page.words:
            latin = set(re.findall(r"[A-Za-z]{2,}", ADDRESSES.sub("", words))) - LATIN
            found |= {f"{url}: {word} in «{words[:80]}»" for word in latin}
    assert not found, "\n".join(sorted(found)[:20])


def check_variables(walk: Walk) -> None:
    """A misspelt variable prints nothing and says nothing: here it is named."""
    assert not walk.missing, "\n".join(sorted(walk.missing))


@pytest.mark.parametrize("role", ROLES)
def test_the_portal_as_a_role_meets_it(busy: Busy, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One walk through all pages of a role: figures open their lists, no link is dead, no word is English."""
    client = signed_in(busy.actors()[role])
    Missing.asked = set()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Missing("%s"))
    walk = Walk(client, dict(walked(client, busy)), Missing.asked)
    monkeypatch.undo()
    check_variables(walk)
    check_words(walk)
    check_figures(walk)
