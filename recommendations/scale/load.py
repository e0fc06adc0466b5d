"""Filling the region: resolutions and drafts of assignments through the services, tasks set by set."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from organizations.models import Membership, Organization, Region
from organizations.roles import GroupCode
from organizations.services.audit import record, record_command
from recommendations.control import WorkingCalendar
from recommendations.demo.cast import acting
from recommendations.demo.files import evidence_file
from recommendations.demo.load import DOCUMENT
from recommendations.demo.scenario import Plot, fields_of
from recommendations.demo.story import DILIGENCE
from recommendations.documents import parse_document
from recommendations.models import Assignment, Recommendation, StoredFile
from recommendations.scale.bulk import analyze, lock, settle
from recommendations.scale.history import History, Scene
from recommendations.scale.region import ScaleRegion, create_region
from recommendations.scale.schedule import Programme, Wave, programmes
from recommendations.scale.stories import Frame, choose_story, moments
from recommendations.scale.tables import Tables
from recommendations.services.assignments import draft_assignment
from recommendations.services.resolutions import adopt_resolution, import_resolution
from recommendations.statuses import AssignmentStatus

MORNING_UTC = time(6)
FORUM_DAY, FORUM = "24 августа 2021 г.", "форума руководителей"


class ScaleRefused(Exception):
    """The region cannot be filled; the text says why."""


def load_scale(
    *, schools: int, tasks: int, seed: int, say: Callable[[str], None], now: datetime | None = None
) -> Sequence[Membership]:
    """Create a region «scale-SEED» with so many schools and exactly so many tasks; all or nothing.

    The same arguments on the same day give the same rows. Gives the people who can sign in (DEMO=1 only). `say` is told
    of the progress. Raises ScaleRefused when a region of this seed is there.
    """
    code = f"scale-{seed}"
    if Region.objects.filter(code=code).exists():
        raise ScaleRefused(f"Регион {code} уже заполнен. Укажите другое число в --seed.")
    with transaction.atomic():
        place = create_region(code, f"Область для измерений № {seed}", schools, Random(f"{code} region"))
        say(f"Создан регион {code}: школ — {schools}.")
        _Filling(place, Random(f"{code} tasks"), now or timezone.now(), say).fill(tasks)
        record_command(region=place.region, act="load_scale", schools=schools, tasks=tasks, seed=seed)
        say("Проверяю связи и завершаю запись…")
    if connection.vendor == "postgresql":
        analyze()
    return place.signed_in


@dataclass
class _Filling:
    """The work of one loading."""

    place: ScaleRegion
    rng: Random
    now: datetime
    say: Callable[[str], None]
    tables: Tables = field(default_factory=Tables)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    def fill(self, count: int) -> None:
        lock(self.tables.all())
        self.stored, self.stored_name = _store_file(self.place.region)
        self.troubles = {
            authority.pk: self.rng.choice(DILIGENCE) for authority in self.place.by_group[GroupCode.MUNICIPAL]
        }
        sizes = {str(group): len(organizations) for group, organizations in self.place.by_group.items()}
        planned = programmes(count, sizes, self.now.astimezone(self.place.region.zone), self.calendar)
        for number, programme in enumerate(planned, start=1):
            self._fill_programme(number, programme)
            self.say(f"Резолюция {number} из {len(planned)}: обязательств — {programme.size}.")
        self.tables.flush()
        settle(self.tables.all())

    def _fill_programme(self, number: int, programme: Programme) -> None:
        points = self._import(number, programme)
        issued: dict[str, Assignment] = {}
        for wave in programme.waves:
            executors = self.place.by_group[wave.plot.addressee]
            if wave.plot.number not in issued:
                left_out = [] if wave.period else executors[wave.size :]
                issued[wave.plot.number] = self._assign(wave, programme, points[wave.plot.number], left_out)
            self._fill_wave(wave, programme, issued[wave.plot.number], executors[: wave.size])

    def _import(self, number: int, programme: Programme) -> dict[str, Recommendation]:
        """The forum's document with another number and date; point number → recommendation."""
        text = DOCUMENT.read_text(encoding="utf-8")
        day = programme.ordered_on
        text = text.replace(FORUM_DAY, f"{day:%d.%m.%Y}").replace(FORUM, f"{FORUM} № {number}", 1)
        actor = acting(self.place.cast.specialists[0], _aware(_morning(day)))
        name, content = f"forum-{number}.md", text.encode()
        parsed = parse_document(content, name)
        resolution = import_resolution(actor=actor, parsed=parsed, content=content, name=name)
        adopt_resolution(actor=actor, resolution=resolution, number=str(number))
        return {point.number: point for point in resolution.recommendations.select_related("resolution")}

    def _assign(
        self, wave: Wave, programme: Programme, point: Recommendation, left_out: Sequence[Organization]
    ) -> Assignment:
        actor = acting(self.place.cast.specialists[0], _aware(_morning(wave.issued_on)))
        fields = fields_of(wave.plot, programme.calendar, self.place.cast, self.place.department)
        fields["addressee_rule"]["except"] = [organization.pk for organization in left_out]
        assignment = draft_assignment(actor=actor, recommendation=point, **fields)
        assignment.status, assignment.issued_at = AssignmentStatus.ISSUED, actor.now
        assignment.save(update_fields=["status", "issued_at"])
        record(actor=actor, act="issue_assignment", about=assignment, tasks=wave.size)
        return assignment

    def _fill_wave(
        self, wave: Wave, programme: Programme, assignment: Assignment, executors: Sequence[Organization]
    ) -> None:
        scene = self._scene(wave, wave.plot, assignment)
        frame = Frame(wave.issued_on, wave.reportable_from, wave.deadline.due_on, programme.today)
        for executor in executors:
            history = History(self.tables, scene, executor, self.rng)
            troubles = self.troubles.get(executor.parent_id or 0, 1.0)
            for step, at in moments(choose_story(self.rng, frame, troubles), frame, self.rng):
                history.play(step, at)
            history.finish()
        self.tables.flush(only_full=True)

    def _scene(self, wave: Wave, plot: Plot, assignment: Assignment) -> Scene:
        return Scene(
            region=self.place.region.pk,
            resolution=assignment.resolution_id,
            assignment=assignment.pk,
            controller=assignment.controller_organization_id,
            is_endorsed=plot.endorsed,
            number=plot.number,
            period=wave.period,
            deadline=wave.deadline,
            issued_at=_morning(wave.issued_on),
            issuer=self.place.cast.specialists[0],
            stored=self.stored,
            stored_name=self.stored_name,
            calendar=self.calendar,
            cast=self.place.cast,
        )


def _morning(day: date) -> datetime:
    """The start of the working day, naive and in UTC, as all moments of the histories are."""
    return datetime.combine(day, MORNING_UTC)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _store_file(region: Region) -> tuple[StoredFile, str]:
    """One real sample, kept once and attached to many reports."""
    upload = evidence_file(Random(0))
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(region=region, sha256=digest, size=len(content), content_type="application/octet-stream")
    stored.file.save(digest, upload, save=False)
    stored.save()
    return stored, upload.name or digest
