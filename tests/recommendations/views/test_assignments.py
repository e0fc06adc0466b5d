"""The page of a draft: what is signed away with the issue stands beside its button."""

import re
from datetime import date

from django.urls import reverse

from recommendations.models import Assignment
from tests.factories import World, make_assignment, make_recommendation, make_resolution
from tests.pages import read


def draft_with_warnings(world: World) -> Assignment:
    resolution = make_resolution(world.region, stage="proposals")
    clause = make_recommendation(resolution, text="создать условия для развития;")
    return make_assignment(world, clause, deadline_on=date(2030, 9, 30))


def shown_codes(page: str) -> list[str]:
    """Values of the hidden fields `signed` in the order of the page."""
    return [part.split('"')[0] for part in page.split('name="signed" value="')[1:]]


def test_the_warnings_stand_beside_the_button(world: World, sign_in) -> None:
    """«warnings, signed away by name»: whose name it is, is said before the button is pressed."""
    assignment = draft_with_warnings(world)
    client = sign_in(world["specialist"])
    response = client.get(assignment.get_absolute_url())
    words = " ".join(read(response).words)
    assert "Резолюция ещё не принята" in words
    assert f"за своей подписью: {world['specialist'].user.short_name}" in words
    codes = shown_codes(response.content.decode())
    client.post(reverse("assignment-issue", args=[assignment.pk]), {"issue": "1", "signed": codes})
    assignment.refresh_from_db()
    assert assignment.status == "issued"
    clause_page = " ".join(read(client.get(assignment.recommendation.get_absolute_url())).words)
    assert f"Снято: {world['specialist'].user.short_name}" in clause_page


def test_nobody_signs_what_was_not_shown(world: World, sign_in) -> None:
    assignment = draft_with_warnings(world)
    client = sign_in(world["specialist"])
    response = client.post(
        reverse("assignment-issue", args=[assignment.pk]), {"issue": "1", "signed": ["no_deadline"]}, follow=True
    )
    assert "К пункту появились предупреждения: Резолюция ещё не принята" in " ".join(read(response).words)
    assignment.refresh_from_db()
    assert (assignment.status, assignment.recommendation.signatures.count()) == ("draft", 0)


def test_a_clause_can_be_signed_ahead(world: World, sign_in) -> None:
    clause = draft_with_warnings(world).recommendation
    client = sign_in(world["specialist"])
    assert "Снять предупреждения за подписью" in " ".join(read(client.get(clause.get_absolute_url())).words)
    response = client.post(reverse("recommendation-sign", args=[clause.pk]), {"sign": "1"}, follow=True)
    words = " ".join(read(response).words)
    assert re.search(r"\d\s(предупреждени\w+ сня\w+) за подписью: Иванова", words)
    assert "Снять предупреждения" not in words
    assert clause.signatures.filter(code="not_adopted", signed_by=world["specialist"].user).exists()
