"""Attaching and removing supporting materials of a draft report."""

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from organizations.access import Actor, Refused, require
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
    _check_size(draft, upload, name)
    content_type = content_type_of(name, upload)
    stored = _stored(actor, upload, content_type)
    return Evidence.objects.create(
        region=actor.region, report=draft, stored=stored, file_name=name[-255:], added_by=actor.user, added_at=actor.now
    )


def _check_size(draft: ProgressReport, upload: UploadedFile, name: str) -> None:
    limit, most = settings.EVIDENCE_MAX_BYTES, settings.EVIDENCE_MAX_FILES
    if not upload.size:
        raise ValidationError(f"Файл «{name}» пуст. Приложите другой файл.")
    if upload.size > limit:
        raise ValidationError(f"Файл «{name}» больше {limit // 1_000_000} МБ. Сожмите его или приложите ссылку.")
    if draft.evidence.count() >= most:
        raise ValidationError(f"К отчёту можно приложить не более {most} файлов и ссылок.")


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
    """Attach the address of a page that confirms the report."""
    URLValidator(schemes=["http", "https"], message="Укажите полный адрес страницы, например https://школа.рф/отчёт.")(
        url
    )
    draft = save_draft(actor=actor, task=task)
    return Evidence.objects.create(region=actor.region, report=draft, url=url, added_by=actor.user, added_at=actor.now)


@transaction.atomic
def remove_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Take a material off a draft; materials of submitted versions stay."""
    report = ProgressReport.objects.select_for_update().get(pk=evidence.report_id)
    require(may_report(actor, Task.objects.for_page().get(pk=report.task_id)))
    if not report.is_draft:
        raise Refused("Отчёт уже отправлен, его материалы не изменяются.")
    evidence.delete()
