"""The map as a page: each number of a cell is its own list, and the page stays light."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse

from recommendations.models import Resolution
from recommendations.services.tasks import withdraw_task
from tests.busy import Busy, signed_in
from tests.factories import at, make_recommendation, make_resolution, make_tasks
from tests.pages import Link, read
from tests.stations import bring

MOST_BYTES_OF_A_CELL = 400


@pytest.fixture
def specialist(busy: Busy) -> Client:
    return signed_in(busy.world["specialist"])


@pytest.fixture
def address(busy: Busy) -> str:
    """The map of a resolution where the school is done and both others are overdue."""
    clause = make_recommendation(make_resolution(busy.world.region, title="Резолюция слёта", number="7"))
    bring(busy.world, "done", recommendation=clause)
    return reverse("resolution-matrix", args=[clause.resolution_id])


def cells(page: str) -> list[str]:
    return re.findall(r"<td[ >].*?</td>", page, re.DOTALL)


def figures(client: Client, address: str) -> list[Link]:
    return [link for link in read(client.get(address)).links if "data-figure" in link.attributes]


def number(link: Link) -> int:
    """What the link shows: «25», «25!» where something is overdue."""
    return int(link.text.removesuffix("!"))


def test_done_and_total_are_two_links_in_reading_order(specialist, address):
    links = figures(specialist, address)
    chosen = [re.search(r"select=(\w+)", link.url)[1] for link in links]
    assert chosen[:2] == ["done", "on_control"]
    for link in links:
        assert read(specialist.get(urljoin(address, link.url))).total == number(link)


def test_the_words_of_a_number_are_short_and_say_it(specialist, address):
    for link in figures(specialist, address):
        assert "title" not in link.attributes
        assert re.fullmatch(r"(исполнено|всего|есть просроченные, всего) \d+", link.attributes["aria-label"])
        assert link.attributes["aria-label"].endswith(f" {number(link)}")


def test_nothing_done_is_a_plain_zero(busy, specialist):
    clause = make_recommendation(make_resolution(busy.world.region))
    make_tasks(busy.world, clause)
    page = specialist.get(reverse("resolution-matrix", args=[clause.resolution_id])).content.decode()
    shown = [re.sub(r"<[^>]+>", "", cell) for cell in cells(page)]
    assert "0/2!" in shown
    assert "select=done" not in page


def test_what_is_all_withdrawn_is_a_dash(busy, specialist):
    clause = make_recommendation(make_resolution(busy.world.region))
    for task in make_tasks(busy.world, clause).values():
        withdraw_task(actor=at(busy.world["specialist"], "2026-09-05 10:00"), task=task, reason="ошибка")
    page = specialist.get(reverse("resolution-matrix", args=[clause.resolution_id])).content.decode()
    assert "data-figure" not in page
    assert "—" in page


def test_a_cell_is_light(specialist, address):
    """A region has hundreds of cells on the page."""
    found = cells(specialist.get(address).content.decode())
    assert max(map(len, found)) <= MOST_BYTES_OF_A_CELL, max(found, key=len)


@pytest.mark.parametrize("name", ["resolution-matrix", "resolution-summary"])
def test_paper_says_which_resolution_and_when(busy, specialist, address, name):
    resolution = Resolution.objects.get(title="Резолюция слёта", region=busy.world.region)
    args = [resolution.pk, "f2"] if name == "resolution-summary" else [resolution.pk]
    words = " ".join(" ".join(read(specialist.get(reverse(name, args=args))).words).split())
    assert re.search("Резолюция:? Резолюция слёта", words)
    assert re.search("По состоянию на:? 05.10.2026, 12:00", words)
