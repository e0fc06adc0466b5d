"""Attaching and removing supporting materials of a draft report."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from organizations.access import Actor, Refused, require
from organizations.services.audit import record
from recommendations.evidence_types import content_type_of
from recommendations.models import Evidence, ProgressReport, StoredFile, Task
from recommendations.policies import may_report
from recommendations.services.reports import save_draft


@transaction.atomic
def attach_file(*, actor: Actor, task: Task, upload: UploadedFile) -> Evidence:
    """Attach a file to the draft; its content is checked and kept once by its sum.

    Raises ValidationError with a Russian sentence for a wrong type, an empty or too large file, too many files.
    """
    draft = save_draft(actor=actor, task=task)
    name = PurePath(upload.name or "").name
    _check_room(draft)
    _check_size(upload, name)
    content_type = content_type_of(name, upload)
    stored = _stored(actor, upload, content_type)
    if twin := draft.evidence.filter(stored=stored, file_name=name[-255:]).first():
        return twin
    return _attached(actor, draft, stored=stored, file_name=name[-255:])


def _attached(actor: Actor, draft: ProgressReport, **what: Any) -> Evidence:
    evidence = Evidence.objects.create(
        region=actor.region, report=draft, added_by=actor.user, added_at=actor.now, **what
    )
    record(actor=actor, act="attach_evidence", about=evidence, task=draft.task_id)
    return evidence


def _check_room(draft: ProgressReport) -> None:
    most = settings.EVIDENCE_MAX_FILES
    if draft.evidence.count() >= most:
        raise ValidationError(f"К отчёту можно приложить не более {most} файлов и ссылок.")


def _check_size(upload: UploadedFile, name: str) -> None:
    limit = settings.EVIDENCE_MAX_BYTES
    if not upload.size:
        raise ValidationError(f"Файл «{name}» пуст. Приложите другой файл.")
    if upload.size > limit:
        raise ValidationError(f"Файл «{name}» больше {limit // 1_000_000} МБ. Сожмите его или приложите ссылку.")


def _stored(actor: Actor, upload: UploadedFile, content_type: str) -> StoredFile:
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    known = StoredFile.objects.filter(region=actor.region, sha256=digest).first()
    if known:
        return known
    upload.seek(0)
    stored = StoredFile(region=actor.region, sha256=digest, size=upload.size or 0, content_type=content_type)
    stored.file.save(digest, upload, save=False)
    stored.save()
    return stored


@transaction.atomic
def attach_link(*, actor: Actor, task: Task, url: str) -> Evidence:
    """Attach the address of a page that confirms the report.

    Raises ValidationError with a Russian sentence for what is no web address, is too long, or is one too many.
    """
    _check_address(url)
    draft = save_draft(actor=actor, task=task)
    _check_room(draft)
    return _attached(actor, draft, url=url)


def _check_address(url: str) -> None:
    hint = "Укажите полный адрес страницы, например https://школа.рф/отчёт."
    URLValidator(schemes=["http", "https"], message=hint)(url)
    longest = Evidence._meta.get_field("url").max_length or 0
    if len(url) > longest:
        raise ValidationError(f"Адрес страницы длиннее {longest} знаков. Укажите более короткий.")


@transaction.atomic
def remove_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Take a material off a draft; materials of submitted versions stay."""
    report = ProgressReport.objects.select_for_update().get(pk=evidence.report_id)
    require(may_report(actor, Task.objects.for_page().get(pk=report.task_id)))
    if not report.is_draft:
        raise Refused("Отчёт уже отправлен, его материалы не изменяются.")
    record(actor=actor, act="remove_evidence", about=evidence, task=report.task_id)
    evidence.delete()
