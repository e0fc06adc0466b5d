"""Supporting materials: what is accepted, kept once, and removed from drafts only."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.access import Refused
from recommendations.models import Evidence, StoredFile
from recommendations.services.evidence import attach_file, attach_link, remove_evidence
from tests.factories import World, hand_in, make_task

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


def archive(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for member in members:
            file.writestr(member, "<xml/>")
    return stream.getvalue()


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("Приказ № 5.PDF", PDF, "application/pdf"),
        ("фото.png", PNG, "image/png"),
        ("план.odt", archive("content.xml"), "application/vnd.oasis.opendocument.text"),
        ("смета.ods", archive("content.xml"), "application/vnd.oasis.opendocument.spreadsheet"),
    ],
)
def test_common_documents_are_accepted(world: World, name: str, content: bytes, content_type: str) -> None:
    evidence = attach_file(actor=world["school"], task=make_task(world), upload=upload(name, content))
    assert (evidence.file_name, evidence.stored.content_type) == (name, content_type)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("вирус.exe", b"MZ", "такого вида не принимается"),
        ("страница.html", b"<script>", "такого вида не принимается"),
        ("без расширения", PDF, "такого вида не принимается"),
        ("подмена.pdf", PNG, "не соответствует расширению"),
        ("архив.docx", archive("readme.txt"), "не соответствует расширению"),
        ("не-архив.xlsx", PDF, "не соответствует расширению"),
        ("пустой.pdf", b"", "пуст"),
    ],
)
def test_other_files_are_refused_by_name(world: World, name: str, content: bytes, sentence: str) -> None:
    """Extension and content must agree; the sentence names the file."""
    with pytest.raises(ValidationError, match=sentence) as error:
        attach_file(actor=world["school"], task=make_task(world), upload=upload(name, content))
    assert f"«{name}»" in error.value.messages[0]
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused(world: World, settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 1_000_000
    with pytest.raises(ValidationError, match="больше 1 МБ"):
        attach_file(actor=world["school"], task=make_task(world), upload=upload("большой.pdf", PDF + b" " * 1_000_000))


@pytest.mark.parametrize("kind", ["file", "link"])
def test_materials_are_counted_together(world: World, settings, kind: str) -> None:
    """«не более N файлов и ссылок»: links count like files."""
    settings.EVIDENCE_MAX_FILES = 2
    task, actor = make_task(world), world["school"]
    attach_file(actor=actor, task=task, upload=upload("1.pdf"))
    attach_link(actor=actor, task=task, url="https://школа.рф/отчёт")
    with pytest.raises(ValidationError, match="не более 2"):
        if kind == "file":
            attach_file(actor=actor, task=task, upload=upload("2.pdf"))
        else:
            attach_link(actor=actor, task=task, url="https://школа.рф/2")


def test_a_link_fits_its_column(world: World) -> None:
    with pytest.raises(ValidationError, match="длиннее 1000 знаков"):
        attach_link(actor=world["school"], task=make_task(world), url=f"https://школа.рф/{'я' * 1000}")


@pytest.mark.parametrize("url", ["ftp://server/file", "javascript:alert(1)", "школа", "data:text/html,1", ""])
def test_a_link_is_a_full_web_address(world: World, url: str) -> None:
    with pytest.raises(ValidationError, match="Укажите полный адрес страницы"):
        attach_link(actor=world["school"], task=make_task(world), url=url)


def test_the_same_content_is_kept_once(world: World) -> None:
    first, second = make_task(world), make_task(world)
    attach_file(actor=world["school"], task=first, upload=upload("первый.pdf"))
    attach_file(actor=world["school"], task=second, upload=upload("второй.pdf"))
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (2, 1)


def test_a_path_in_the_name_is_cut_off(world: World) -> None:
    evidence = attach_file(actor=world["school"], task=make_task(world), upload=upload("../../etc/приказ.pdf"))
    assert evidence.file_name == "приказ.pdf"
    assert evidence.stored.sha256 in evidence.stored.file.name


def test_materials_of_a_submitted_report_stay(world: World) -> None:
    """«Only submission makes an immutable version.»"""
    task = make_task(world)
    evidence = attach_file(actor=world["school"], task=task, upload=upload("приказ.pdf"))
    hand_in(task, world["school"])
    with pytest.raises(Refused):
        remove_evidence(actor=world["school"], evidence=evidence)
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_a_stranger_neither_attaches_nor_removes(world: World) -> None:
    task = make_task(world)
    evidence = attach_file(actor=world["school"], task=task, upload=upload("приказ.pdf"))
    for act in (
        lambda: attach_file(actor=world["specialist"], task=task, upload=upload("2.pdf")),
        lambda: remove_evidence(actor=world["observer"], evidence=evidence),
    ):
        with pytest.raises(Refused, match="Отчёт подаёт организация-исполнитель"):
            act()


def test_removing_takes_the_row_and_keeps_the_content(world: World) -> None:
    """The content may be attached elsewhere: it stays in the store."""
    evidence = attach_file(actor=world["school"], task=make_task(world), upload=upload("приказ.pdf"))
    remove_evidence(actor=world["school"], evidence=evidence)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 1)
