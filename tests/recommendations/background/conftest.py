"""What the tests of processes ask for."""

from pathlib import Path

import pytest

from tests.shared_database import SharedDatabase


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> SharedDatabase:
    """A database that the test and the processes it starts have in common."""
    return SharedDatabase(tmp_path)
