"""Loading a document and looking it through, as plain pages and forms: what opens, what comes back, what is said."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.documents import parse_document
from recommendations.models import PendingDocument, Resolution
from recommendations.services.pending_documents import keep_document
from tests.factories import World, make_resolution
from tests.pages import Page, read
from tests.samples import LIBRARIES, NOTHING_FOUND, many_items

NAME = "Библиотеки.txt"


@pytest.fixture
def specialist(world: World, sign_in) -> Client:
    return sign_in(world["specialist"])


def load(client: Client, text: str = LIBRARIES, name: str = NAME):
    upload = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("resolution-import"), {"document": upload, "read": "1"})


@pytest.fixture
def document(world: World, specialist: Client) -> PendingDocument:
    load(specialist)
    return PendingDocument.objects.get()


def keep(world: World, text: str, **changes: object) -> PendingDocument:
    content = text.encode()
    parsed = parse_document(content, NAME)
    return keep_document(actor=world["specialist"], parsed=parsed, content=content, name=NAME, **changes)


def starts(document: PendingDocument) -> dict[str, int]:
    """Number of an item as it was read → its start."""
    groups = document.reading["groups"]
    return {item["number"]: item["span"][0] for group in groups for item in group["recommendations"]}


def open_page(client: Client, document: PendingDocument, query: str = "") -> Page:
    response = client.get(f"{document.get_absolute_url()}?{query}")
    assert response.status_code == 200
    return read(response)


def words(page: Page) -> str:
    return " ".join(" ".join(page.words).split())


def mend(client: Client, document: PendingDocument, act: str, query: str = "", seen: object = 0, **fields: object):
    address = reverse("resolution-review-edit", args=[document.pk])
    return client.post(f"{address}?{query}", {"act": act, "seen": seen, **fields})


# --- loading ----------------------------------------------------------------------------------------------------------
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
    specialist.post(reverse("resolution-review-save", args=[document.pk]))
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


# --- the page ---------------------------------------------------------------------------------------------------------
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


# --- acts -------------------------------------------------------------------------------------------------------------
def test_each_act_comes_back_to_what_it_touched(specialist: Client, document: PendingDocument) -> None:
    at, plain = starts(document), document.reading["plain_text"]
    club, exhibition = plain.index("Клубу"), plain.index("Подготовить")
    acts = [
        ("split", {"start": at["1.2"], "at": plain.index("и провести")}, f"item={at['1.2']}"),
        ("join", {"start": at["1.3"]}, f"item={plain.index('и провести')}"),
        ("head", {"start": club, "end": club + 22}, "group=2"),
        ("address", {"group": 2, "heading": "Школам области", "addressee_groups": ["school"]}, "group=2"),
        ("drop", {"start": at["2.1"]}, f"item={at['2.2']}"),
        ("move", {"start": at["2.2"], "group": 0}, f"item={at['2.2']}"),
        ("renumber", {"start": at["2.2"], "number": "7"}, f"item={at['2.2']}"),
        ("add", {"start": exhibition, "end": len(plain), "group": 2}, f"item={exhibition}"),
        ("unhead", {"group": 2}, "group=1"),
        ("describe", {"title": "РЕЗОЛЮЦИЯ", "stage": "adopted", "place": "г. Вязьма"}, ""),
    ]
    for seen, (act, fields, place) in enumerate(acts):
        response = mend(specialist, document, act, seen=seen, **fields)
        assert response.status_code == 302, act
        assert response.url.split("?")[1].split("#")[0] == place, act
    undone = [specialist.post(reverse("resolution-review-undo", args=[document.pk])).url for _ in acts]
    assert [url.split("?")[1].split("#")[0] for url in undone][1:3] == ["group=2", f"line={exhibition}"]
    assert PendingDocument.objects.get().edit_count == 0
    for _ in range(len(acts) + 1):
        specialist.post(reverse("resolution-review-redo", args=[document.pk]))
    assert PendingDocument.objects.get().edit_count == len(acts)


def test_a_line_joins_the_item_above_it(specialist: Client, document: PendingDocument) -> None:
    plain = document.reading["plain_text"]
    line = plain.index("Подготовить")
    page = open_page(specialist, document, f"line={line}")
    assert page.inputs["above"]["value"] == str(starts(document)["2.2"])
    fields = {"start": line, "end": len(plain), "above": page.inputs["above"]["value"], "group": ""}
    response = mend(specialist, document, "extend", f"line={line}", **fields)
    assert response.url.endswith(f"#i{starts(document)['2.2']}")
    assert "благодарим всех участников. Подготовить выставку" in words(open_page(specialist, document))


def test_undo_and_redo_name_what_they_do(specialist: Client, document: PendingDocument) -> None:
    mend(specialist, document, "join", start=starts(document)["1.2"])
    assert "Отменить: пункты 1.1 и 1.2 соединены" in words(open_page(specialist, document))
    specialist.post(reverse("resolution-review-undo", args=[document.pk]))
    assert "Вернуть: пункты 1.1 и 1.2 соединены" in words(open_page(specialist, document))


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("renumber", {"number": "1.1"}, "Пункт с номером 1.1 уже есть"),
        ("renumber", {"number": "1" * 13}, "длиннее 12 знаков"),
        ("split", {}, "Выберите место, где пункт делится."),
        ("split", {"at": "9999"}, "не делится"),
        ("move", {"group": "0"}, "уже в этой группе"),
        ("move", {"group": "99"}, "Такой группы в документе нет"),
    ],
)
def test_an_edit_that_does_not_fit_comes_back_with_what_was_typed(
    specialist: Client, document: PendingDocument, act: str, fields: dict, said: str
) -> None:
    start = starts(document)["1.2"]
    response = mend(specialist, document, act, f"item={start}", start=start, **fields)
    page = read(response)
    assert response.status_code == 422
    assert said in words(page)
    assert PendingDocument.objects.get().edits == []
    if "number" in fields:
        assert page.inputs["number"]["value"] == fields["number"]


def test_a_wrong_head_comes_back_with_what_was_typed(specialist: Client, document: PendingDocument) -> None:
    fields = {"title": "Новое", "stage": "draft", "event_from": "2021-08-24", "event_to": "2021-08-23"}
    response = mend(specialist, document, "describe", "head=1", **fields)
    assert response.status_code == 422
    assert "Последний день мероприятия раньше первого" in words(read(response))
    assert read(response).inputs["event_to"]["value"] == "2021-08-23"


@pytest.mark.parametrize("seen", ["0", "", "много"])
def test_a_stale_page_is_told_so(specialist: Client, document: PendingDocument, seen: str) -> None:
    """An edit in another window: what stands now is shown, what was typed is kept."""
    mend(specialist, document, "drop", start=starts(document)["2.2"])
    start = starts(document)["1.2"]
    response = mend(specialist, document, "renumber", f"item={start}", seen=seen, start=start, number="8")
    assert response.status_code == 422
    assert "За это время документ изменили в другом окне." in words(read(response))
    assert read(response).inputs["number"]["value"] == "8"
    assert read(response).inputs["seen"]["value"] == "1"


def test_a_page_that_does_not_say_what_it_showed_is_stale(specialist: Client, document: PendingDocument) -> None:
    assert mend(specialist, document, "drop", seen="", start=starts(document)["2.2"]).status_code == 422
    assert PendingDocument.objects.get().edits == []


def test_an_item_that_is_gone_is_said_above_the_page(specialist: Client, document: PendingDocument) -> None:
    response = mend(specialist, document, "drop", "item=5", start=5)
    assert response.status_code == 422
    assert "Такого пункта в документе уже нет" in words(read(response))


def test_an_unknown_act_is_a_bad_request(specialist: Client, document: PendingDocument) -> None:
    assert mend(specialist, document, "explode").status_code == 400


def test_the_address_of_an_edit_opens_the_page(specialist: Client, document: PendingDocument) -> None:
    """A link of a page that came back with faults, and a reload of it."""
    response = specialist.get(reverse("resolution-review-edit", args=[document.pk]) + "?item=178&only=no_deadline")
    assert response.url == f"{document.get_absolute_url()}?item=178&only=no_deadline#i178"


# --- the end ----------------------------------------------------------------------------------------------------------
def test_saving_says_what_was_created_and_what_comes_next(specialist: Client, document: PendingDocument) -> None:
    response = specialist.post(reverse("resolution-review-save", args=[document.pk]), follow=True)
    said = words(read(response))
    assert "Резолюция сохранена: 5 пунктов, 1 адресат, 10 предупреждений. Теперь оформите поручения" in said
    assert response.redirect_chain == [(Resolution.objects.get().get_absolute_url(), 302)]


def test_the_second_of_two_people_is_led_to_the_saved_resolution(
    world: World, specialist: Client, document: PendingDocument
) -> None:
    other = keep_document(
        actor=world["colleague"],
        parsed=parse_document(LIBRARIES.encode(), NAME),
        content=LIBRARIES.encode(),
        name=NAME,
    )
    specialist.post(reverse("resolution-review-save", args=[document.pk]))
    response = specialist.post(reverse("resolution-review-save", args=[other.pk]))
    assert response.url == Resolution.objects.get().get_absolute_url()


def test_nothing_to_save_is_said(world: World, specialist: Client) -> None:
    document = keep(world, NOTHING_FOUND)
    response = specialist.post(reverse("resolution-review-save", args=[document.pk]), follow=True)
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
    """Five hundred items: openings of the items on the right, the whole text on the left."""
    sizes, queries = [], []
    for text in (LIBRARIES, many_items(500)):
        document = keep(world, text)
        start = starts(document)["1.2"]
        with CaptureQueriesContext(connection) as captured:
            sizes.append(len(specialist.get(f"{document.get_absolute_url()}?item={start}").content))
        queries.append(len(captured))
    assert queries[0] == queries[1] <= 8
    print(sizes)
    assert sizes[1] < 600_000
