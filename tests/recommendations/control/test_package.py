"""The package as a whole."""

import subprocess
import sys
from pathlib import Path

from recommendations import control

PROJECT = Path(__file__).parents[3]


def test_a_fresh_interpreter_imports_it_without_django():
    look = "import sys, recommendations.control; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", look], cwd=PROJECT, check=True)


def test_every_promised_name_is_there():
    assert [name for name in control.__all__ if not hasattr(control, name)] == []
