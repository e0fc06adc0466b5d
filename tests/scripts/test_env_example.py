"""The list of settings that people copy."""

import re

from scripts.run_tests import TOP, portal_variables

READERS = re.compile(r'env_\w+\(\s*"([A-Z0-9_]+)"|_env\.\w+\(\s*"([A-Z0-9_]+)"')
EXAMPLE = (TOP / ".env.example").read_text(encoding="utf-8")


def test_every_setting_is_listed_and_nothing_else() -> None:
    source = (TOP / "resolution_portal" / "settings.py").read_text(encoding="utf-8")
    read = {first or second for first, second in READERS.findall(source)}
    assert portal_variables() - {"WEB_CONCURRENCY", "WEB_THREADS"} == read


def test_every_setting_is_explained_in_russian() -> None:
    explained = False
    for line in EXAMPLE.splitlines():
        name = re.match(r"# ([A-Z0-9_]+)=", line)
        assert explained or not name, f"{line} stands without an explanation"
        explained = bool(line) and (bool(name) or bool(re.search("[а-яё]{3}", line)))
