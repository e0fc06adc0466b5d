"""Vendored files are what the list says; our own style and script keep to the strict policy and the page budget."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from recommendations.control import Bucket
from scripts import vendor_static

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LETTERS = sorted((ROOT / "templates").rglob("*.txt"))
FIRST_LOAD = ("vendor/bootstrap/bootstrap.min.css", "css/portal.css", "js/portal.js", "icons.svg", "img/mark.svg")


def test_vendored_files_match_their_sums(capsys):
    assert vendor_static.main(["--check"]) == 0
    assert "all sums match" in capsys.readouterr().out


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(STATIC, tmp_path / "static"))


def test_a_changed_file_is_named(copy):
    (copy / "vendor/bootstrap/bootstrap.min.css").write_text("body{}")
    assert vendor_static.differences(copy) == ["changed: vendor/bootstrap/bootstrap.min.css"]


def test_a_missing_file_is_named(copy):
    (copy / "vendor/golos-text/latin.woff2").unlink()
    assert vendor_static.differences(copy) == ["missing: vendor/golos-text/latin.woff2"]


def test_a_file_outside_the_list_is_named(copy):
    (copy / "vendor/extra.js").write_text("1")
    assert vendor_static.differences(copy) == ["not listed: vendor/extra.js"]


def test_each_vendored_package_has_its_licence():
    folders = [folder for folder in (STATIC / "vendor").iterdir() if folder.is_dir()]
    assert folders
    assert all((folder / "LICENSE").is_file() for folder in folders)


def test_sprite_holds_exactly_the_listed_icons():
    found = re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text())
    assert found == list(vendor_static.ICONS)


def test_templates_name_only_icons_of_the_sprite():
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'components/icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= set(vendor_static.ICONS)


def test_first_page_stays_light():
    """Every first-load file together, compressed and without fonts, leaves 40 KB of the 100 to the page itself."""
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in FIRST_LOAD) < 60_000


@pytest.mark.parametrize("name", ["css/portal.css", "js/portal.js"])
def test_own_static_files_ask_nobody_outside(name):
    assert not re.search(r"https?://|url\([\"']?//", (STATIC / name).read_text(encoding="utf-8"))


def test_no_file_names_a_source_map():
    """A map that is not there stops collectstatic with hashed names."""
    assert not [
        path.name
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".js"} and "sourceMappingURL" in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_loads_nothing_from_other_hosts(path):
    assert not re.search(r"(src|href|action)=[\"'](https?:)?//", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*TEMPLATES, *LETTERS], ids=lambda path: str(path.relative_to(ROOT)))
def test_template_asks_no_catalogue(path):
    """Words of the interface are Russian literals: no translation tag, so nothing depends on a catalogue."""
    assert not re.search(r"{%-?\s*(trans|translate|blocktrans|blocktranslate)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("bucket", [*Bucket, "due_soon"])
def test_each_state_has_a_word_an_icon_and_a_colour(bucket):
    """State is never shown by colour alone (ux 4)."""
    badge = render_to_string("components/status.html", {"bucket": bucket, "label": "слово"})
    assert "слово" in badge
    assert f'<symbol id="status-{bucket}"' in (STATIC / "icons.svg").read_text()
    assert f".is-{bucket} {{" in (STATIC / "css/portal.css").read_text(encoding="utf-8")


def test_pages_keep_the_rest_of_the_query():
    page = Paginator(range(2060), 50).get_page(3)
    request = RequestFactory().get("/tasks/?bucket=overdue&page=3")
    text = render_to_string("components/pagination.html", {"page": page}, request)
    assert 'href="?bucket=overdue&amp;page=4" rel="next"' in text
    assert "Показано 101–150 из 2\u00a0060" in text


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (12345, "12\u00a0345"), (None, "—")])
def test_count_card_tells_zero_from_unknown(number, shown):
    text = render_to_string("components/count.html", {"label": "Исполнить", "number": number, "url": "/tasks/"})
    assert f'<span class="count__number">{shown}</span>' in text


def test_bar_draws_shares_by_attributes_and_says_them_in_words():
    parts = [{"bucket": "overdue", "label": "просрочено", "count": 1, "url": "/tasks/?bucket=overdue"}]
    text = render_to_string("components/bar.html", {"parts": parts, "total": 4})
    assert 'width="25%"' in text
    assert '<a href="/tasks/?bucket=overdue">1</a>' in text


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_error_page_needs_no_context(name):
    """An error page is the last thing that may fail: it stands without request, person and database."""
    assert "<h1>" in render_to_string(name)


def test_error_page_names_the_reason_and_the_number():
    text = render_to_string("403.html", {"reason": "Отчёт проверяет контролёр.", "request_id": "a1b2c3"})
    assert "Отчёт проверяет контролёр." in text
    assert "a1b2c3" in text
