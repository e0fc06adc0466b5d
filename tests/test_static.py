"""Vendored files are what the list says; our own style and script keep to the strict policy and the page budget."""

import gzip
import re
import shutil
from pathlib import Path

import pytest

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
