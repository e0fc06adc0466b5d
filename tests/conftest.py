"""What every test may ask for."""

import pytest

from organizations.access import Actor
from tests.factories import World, make_world

pytest_plugins = ["tests.plumbing", "tests.busy", "tests.access.world"]


@pytest.fixture
def world(db: None) -> World:
    """A small region with a person in each part."""
    return make_world()


@pytest.fixture
def sign_in(client):
    """Sign the client in as an actor and give the client."""

    def sign(actor: Actor):
        client.force_login(actor.user)
        return client

    return sign


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Every test writes its files into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
