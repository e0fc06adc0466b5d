"""A document on its way: loaded once, looked through on its page, saved or discarded."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.documents import parse_document
from recommendations.models import PendingDocument, Resolution
from recommendations.services.pending_documents import keep_document
from tests.factories import World, make_resolution
from tests.pages import read
from tests.reviewed import NAME, keep, load, mend, open_page, starts, words
from tests.samples import LIBRARIES, NOTHING_FOUND, many_items


@pytest.fixture
def specialist(world: World, sign_in) -> Client:
    return sign_in(world["specialist"])


@pytest.fixture
def document(world: World, specialist: Client) -> PendingDocument:
    return keep(world, LIBRARIES)


def test_a_file_is_read_and_its_review_opens(specialist: Client) -> None:
    response = load(specialist)
    document = PendingDocument.objects.get()
    assert response.status_code == 302
    assert response.url == document.get_absolute_url() == f"/resolutions/import/{document.pk}/"
    assert not Resolution.objects.exists()


def test_the_same_file_opens_the_same_review_with_its_edits(specialist: Client, document: PendingDocument) -> None:
    mend(specialist, document, "drop", start=starts(document)["1.1"])
    response = specialist.get(load(specialist).url)
    assert PendingDocument.objects.count() == 1
    assert "Этот файл уже на проверке. Показан документ с вашими правками." in words(read(response))


def test_a_saved_file_leads_to_its_resolution(specialist: Client, document: PendingDocument) -> None:
    specialist.post(reverse("resolution-review-save", args=[document.pk]), {"seen": 0})
    response = load(specialist)
    assert response.status_code == 422
    links = {link.url: link.text for link in read(response).links}
    assert links[Resolution.objects.get().get_absolute_url()] == "Открыть резолюцию"


@pytest.mark.parametrize(("text", "name"), [("", NAME), ("текст", "Документ.doc")])
def test_a_file_that_cannot_be_read_is_refused_in_words(specialist: Client, text: str, name: str) -> None:
    response = load(specialist, text, name)
    assert response.status_code == 422
    assert "Документ не прочитан" in words(read(response))
    assert not PendingDocument.objects.exists()


def test_own_unfinished_documents_are_listed(world: World, specialist: Client, document: PendingDocument) -> None:
    mend(specialist, document, "drop", start=starts(document)["1.1"])
    response = specialist.get(reverse("resolution-import"))
    page = read(response)
    assert "1 правка" in words(page)
    assert document.get_absolute_url() in {link.url for link in page.links}
    specialist.force_login(world["colleague"].user)
    assert document.file_name not in specialist.get(reverse("resolution-import")).content.decode()


def test_every_word_of_the_source_stands_on_the_left(specialist: Client, document: PendingDocument) -> None:
    page = specialist.get(document.get_absolute_url()).content.decode()
    source = re.sub(r"<b[^>]*>[^<]*</b>", "", page.split('<ol class="source">')[1].split("</ol>")[0])
    assert re.sub(r"<[^>]+>|\s", "", source) == re.sub(r"\s", "", document.reading["plain_text"])


def test_lines_and_items_open_the_same_place(specialist: Client, document: PendingDocument) -> None:
    page = open_page(specialist, document)
    for number, start in starts(document).items():
        both = [link for link in page.links if link.url == f"?item={start}#i{start}"]
        assert len(both) == 2, number
    club = document.reading["plain_text"].index("Клубу")
    assert {"?group=0#g0", f"?line={club}#l{club}"} <= {link.url for link in page.links}


def test_one_editor_is_open_and_the_counterpart_is_marked(specialist: Client, document: PendingDocument) -> None:
    start = starts(document)["1.2"]
    page = specialist.get(f"{document.get_absolute_url()}?item={start}").content.decode()
    assert page.count('class="editor"') == 1
    marked = re.findall(r'<a href="\?item=(\d+)#i\d+" aria-current="true"', page)
    assert marked == [str(start)] * 2
    assert "Соединить с предыдущим" in page
    first = specialist.get(f"{document.get_absolute_url()}?item={starts(document)['1.1']}").content.decode()
    assert "Соединить с предыдущим" not in first.split('class="editor"')[1]


@pytest.mark.parametrize("query", ["item=1", "group=99", "line=1", "item=abc", "line=99999999999", "only=nothing"])
def test_a_place_that_is_not_there_opens_nothing(specialist: Client, document: PendingDocument, query: str) -> None:
    page = specialist.get(f"{document.get_absolute_url()}?{query}").content.decode()
    assert 'class="editor"' not in page
    assert "Показать все пункты" not in page


def test_findings_are_counted_first_and_choose_their_items(specialist: Client, document: PendingDocument) -> None:
    page = open_page(specialist, document)
    chips = {" ".join(link.text.split()): link.url for link in page.links if link.url.startswith("?only=")}
    assert chips["нет срока – 4 пункта"] == "?only=no_deadline#structure"
    chosen = open_page(specialist, document, "only=no_deadline")
    shown = [link.text[:3] for link in chosen.links if "items" in link.around and "place" in link.around]
    assert shown == ["1.1", "1.2", "1.3", "2.2"]
    assert "Показать все пункты" in words(chosen)


def test_the_choice_stays_while_its_items_are_mended(specialist: Client, document: PendingDocument) -> None:
    start = starts(document)["1.2"]
    response = mend(specialist, document, "drop", f"item={start}&only=no_deadline", start=start)
    assert (
        response.url
        == f"{document.get_absolute_url()}?item={starts(document)['1.3']}&only=no_deadline#i{starts(document)['1.3']}"
    )


def test_warnings_of_the_reading_lead_to_their_places(world: World, specialist: Client) -> None:
    text = LIBRARIES.replace("24 августа 2021 г.\n", "").replace("Клубу любителей", "Рекомендовать клубу любителей")
    page = open_page(specialist, keep(world, text))
    links = {link.text: link.url for link in page.links}
    warned = [text for text in links if "не распознана" in text]
    assert [links[text] for text in warned] == ["?head=1#h1"]


def test_a_document_not_adopted_is_said_once(world: World, specialist: Client) -> None:
    page = open_page(specialist, keep(world, "ПРОЕКТ\n" + LIBRARIES))
    assert words(page).count("Документ ещё не принят: стадия «проект».") == 1
    assert "Резолюция ещё не принята" not in words(page)


def test_twins_name_each_other(world: World, specialist: Client) -> None:
    text = LIBRARIES.replace("благодарим всех участников", "принять участие в конкурсе")
    page = open_page(specialist, keep(world, text))
    said = words(page)
    assert "та же формулировка: пункт 2.2" in said
    assert "та же формулировка: пункт 1.3" in said


def test_the_reason_of_the_addressees_is_said(specialist: Client, document: PendingDocument) -> None:
    said = words(open_page(specialist, document))
    assert "Департамент региональный орган управления образованием" in said
    assert "Без адресата Адресат в документе не назван" in said


def test_a_document_without_items_teaches_what_to_do(world: World, specialist: Client) -> None:
    document = keep(world, NOTHING_FOUND)
    said = words(open_page(specialist, document))
    assert "Разметьте документ вручную" in said
    assert "Сохранить резолюцию" not in said
    line = document.reading["plain_text"].index("провести")
    end = line + len("провести ярмарку книг")
    response = mend(specialist, document, "add", f"line={line}", start=line, end=end, group=0)
    assert response.status_code == 302
    assert "1.1 провести ярмарку книг" in words(open_page(specialist, document))


def test_saving_says_what_was_created_and_what_comes_next(specialist: Client, document: PendingDocument) -> None:
    response = specialist.post(reverse("resolution-review-save", args=[document.pk]), {"seen": 0}, follow=True)
    said = words(read(response))
    assert "Резолюция сохранена: 5 пунктов, 1 адресат, 10 предупреждений. Предупреждения показаны на странице" in said
    assert response.redirect_chain == [(Resolution.objects.get().get_absolute_url(), 302)]


def test_a_page_that_shows_other_edits_does_not_save(specialist: Client, document: PendingDocument) -> None:
    """The other window has dropped an item: it is shown before anything is made of it."""
    mend(specialist, document, "drop", start=starts(document)["2.2"])
    response = specialist.post(reverse("resolution-review-save", args=[document.pk]), {"seen": 0}, follow=True)
    assert "За это время документ изменили в другом окне." in words(read(response))
    assert "Отменить: пункт 2.2 отмечен как не рекомендация" in words(read(response))
    assert not Resolution.objects.exists()


def test_the_second_of_two_people_is_led_to_the_saved_resolution(
    world: World, specialist: Client, document: PendingDocument
) -> None:
    other = keep_document(
        actor=world["colleague"],
        parsed=parse_document(LIBRARIES.encode(), NAME),
        content=LIBRARIES.encode(),
        name=NAME,
    )
    specialist.post(reverse("resolution-review-save", args=[document.pk]), {"seen": 0})
    response = specialist.post(reverse("resolution-review-save", args=[other.pk]), {"seen": 0})
    assert response.url == Resolution.objects.get().get_absolute_url()


def test_nothing_to_save_is_said(world: World, specialist: Client) -> None:
    document = keep(world, NOTHING_FOUND)
    response = specialist.post(reverse("resolution-review-save", args=[document.pk]), {"seen": 0}, follow=True)
    assert "не найдено ни одного пункта" in words(read(response))
    assert not Resolution.objects.exists()


def test_a_new_version_goes_on_to_its_alignment(world: World, specialist: Client) -> None:
    document = keep(world, LIBRARIES, resolution=make_resolution(world.region))
    page = open_page(specialist, document)
    links = {link.text.strip(): link.url for link in page.links}
    assert links["Далее: сопоставить с действующей редакцией"] == reverse("resolution-alignment", args=[document.pk])
    assert "Сохранить резолюцию" not in words(page)


def test_a_discarded_document_is_gone(specialist: Client, document: PendingDocument) -> None:
    response = specialist.post(reverse("resolution-review-discard", args=[document.pk]), follow=True)
    assert f"Документ «{NAME}» удалён" in words(read(response))
    assert specialist.get(document.get_absolute_url()).status_code == 404


def test_a_heavy_document_takes_as_many_queries_and_stays_light(world: World, specialist: Client) -> None:
    """Five hundred items, whole on both sides."""
    sizes, queries = [], []
    specialist.get(reverse("help"))  # The first page of a session notes in it that somebody works.
    for text in (LIBRARIES, many_items(500)):
        document = keep(world, text)
        start = starts(document)["1.2"]
        with CaptureQueriesContext(connection) as captured:
            sizes.append(len(specialist.get(f"{document.get_absolute_url()}?item={start}").content))
        queries.append(len(captured))
    assert queries[0] == queries[1] <= 8
    print(sizes)
    assert sizes[1] < 600_000
