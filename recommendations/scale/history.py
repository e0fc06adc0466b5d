"""One task on its way: each act leaves the rows that its service would leave; the last event is the cache."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from organizations.models import Membership, Organization
from recommendations.control import ControlRules, Deadline, Period, WorkingCalendar, is_late_extension
from recommendations.demo.cast import Cast
from recommendations.demo.texts import page_address, pick, pick_pair, report_text
from recommendations.models import StoredFile
from recommendations.scale.stories import Step
from recommendations.scale.tables import Tables
from recommendations.statuses import Act, Decision, ObstacleKind, ReportState, TaskStatus

FILES_SHARE, LINKS_SHARE, OBSTACLES_SHARE = 0.22, 0.34, 0.12
EXTENSION_DAYS = 21
DONE = "done"


@dataclass(frozen=True)
class Scene:
    """What the tasks of one assignment and period share; `stored` is the one file that all attach under one name."""

    region: int
    resolution: int
    assignment: int
    controller: int
    is_endorsed: bool
    number: str
    period: Period | None
    deadline: Deadline
    issued_at: datetime
    issuer: Membership
    stored: StoredFile
    stored_name: str
    calendar: WorkingCalendar
    cast: Cast

    @property
    def due_note(self) -> str:
        return f"{self.deadline.as_text()}: {self.deadline.reason}" if self.deadline.was_moved else ""


class History:
    """The state of one task and the rows behind it."""

    def __init__(self, tables: Tables, scene: Scene, executor: Organization, rng: Random) -> None:
        self.tables, self.scene, self.rng = tables, scene, rng
        self.key = tables.tasks.new_key()
        self.organization = executor
        self.person = scene.cast.executor(executor.pk)
        self.endorser = scene.cast.endorser(executor.pk) if scene.is_endorsed else None
        self.controller = scene.cast.controller(scene.controller, executor.pk)
        self.status: str = ""
        self.due_on: date | None = None
        self.version = self.extensions = 0
        self.seen_at: datetime | None = None
        self.drafted_at: datetime | None = None
        self.first_submitted_at: datetime | None = None
        self.executed_on: date | None = None
        self.report: list[Any] = []
        self.request: list[Any] = []
        self._issue()

    def play(self, step: Step, at: datetime) -> None:
        """Let the step happen."""
        PLAYS[step](self, at)

    def finish(self) -> None:
        """Write the task with its last state, and the draft that was not handed in."""
        if self.drafted_at:
            self._write_report(self.drafted_at, ReportState.PROGRESS, pick(self.rng, "notes"), is_draft=True)
        scene = self.scene
        self.tables.tasks.add(
            self.key,
            scene.region,
            scene.resolution,
            scene.assignment,
            self.organization.pk,
            self.organization.municipality_id,
            scene.period.key if scene.period else "",
            scene.deadline.due_on,
            scene.due_note,
            scene.issued_at,
            self.seen_at,
            self.status,
            self.due_on,
            self.extensions,
            self.version,
            self.first_submitted_at,
            self.executed_on,
        )

    # --- acts -----------------------------------------------------------------------------------------
    def _issue(self) -> None:
        self._act(
            Act.ISSUE, self.scene.issued_at, self.scene.issuer, TaskStatus.ASSIGNED, due_on=self.scene.deadline.due_on
        )

    def _see(self, at: datetime) -> None:
        self.seen_at = at

    def _draft(self, at: datetime) -> None:
        self._start(at)
        self.drafted_at = at

    def _start(self, at: datetime) -> None:
        if self.status == TaskStatus.ASSIGNED:
            self._act(Act.START, at, self.person, TaskStatus.IN_PROGRESS)

    def _note(self, at: datetime) -> None:
        self._start(at)
        self._write_report(at, ReportState.PROGRESS, pick(self.rng, "notes"))
        stays = TaskStatus.RETURNED if self.status == TaskStatus.RETURNED else TaskStatus.IN_PROGRESS
        self._act(Act.NOTE_PROGRESS, at, self.person, stays, version=self.version + 1)
        self._journal("note_progress", at, self.person)

    def _submit(self, at: datetime) -> None:
        self._start(at)
        text = report_text(self.rng, self.scene.number, self.scene.period)
        mended = f" {pick(self.rng, 'mended')}" if self.status == TaskStatus.RETURNED else ""
        self._write_report(at, ReportState.DONE, text + mended)
        self.drafted_at = None
        self.first_submitted_at = self.first_submitted_at or at
        target = TaskStatus.ENDORSEMENT if self.endorser else TaskStatus.REVIEW
        self._act(Act.SUBMIT, at, self.person, target, version=self.version + 1)
        self._journal("submit_report", at, self.person)

    def _endorse(self, at: datetime) -> None:
        if self.endorser:
            self._open(at)
            self._act(Act.ENDORSE, at, self.endorser, TaskStatus.REVIEW)
            self._journal("endorse_report", at, self.endorser)

    def _return_by_municipality(self, at: datetime) -> None:
        self._return(at, self.endorser or self.controller)

    def _return_by_controller(self, at: datetime) -> None:
        self._return(at, self.controller)

    def _return(self, at: datetime, checker: Membership) -> None:
        self._open(at)
        part, text = pick_pair(self.rng, "remarks")
        self.tables.remarks.add(self.scene.region, self.report[0], part, text, checker.user_id, at)
        self._act(Act.RETURN_FOR_REWORK, at, checker, TaskStatus.RETURNED, reason=text)
        self._journal("return_for_rework", at, checker, text)

    def _accept(self, at: datetime) -> None:
        self._open(at)
        submitted_at = self.report[self.tables.reports.place_of("submitted_at")]
        self._act(Act.ACCEPT, at, self.controller, TaskStatus.DONE, executed_on=submitted_at.date())
        self._journal("accept_report", at, self.controller)

    def _open(self, at: datetime) -> None:
        place = self.tables.reports.place_of("opened_at")
        self.report[place] = self.report[place] or at

    def _withdraw(self, at: datetime) -> None:
        reason = pick(self.rng, "withdrawals")
        self._act(Act.WITHDRAW, at, self.scene.issuer, TaskStatus.WITHDRAWN, reason=reason)
        self._journal("withdraw_task", at, self.scene.issuer, reason)

    # --- requests -------------------------------------------------------------------------------------
    def _ask_extension(self, at: datetime) -> None:
        due_on = self.scene.deadline.due_on
        asked = self.scene.calendar.at_or_before(due_on + timedelta(days=EXTENSION_DAYS))
        is_late = is_late_extension(at.date(), due_on, self.scene.calendar, ControlRules())
        words = pick(self.rng, "extension_reasons")
        more = (pick(self.rng, "done_so_far"), due_on, asked, is_late, None)
        self.request = self.tables.extensions.add(*self._asked(words, at), *more)
        self._journal("ask_extension", at, self.person, words)

    def _extend(self, at: datetime) -> None:
        asked_on = self.request[self.tables.extensions.place_of("asked_due_on")]
        self.request[self.tables.extensions.place_of("granted_due_on")] = asked_on
        self._decide(at, Decision.APPROVED, "", "extensionrequest")
        reason = self.request[self.tables.extensions.place_of("reason")]
        self._act(
            Act.EXTEND_DEADLINE,
            at,
            self.controller,
            self.status,
            reason,
            due_on=asked_on,
            extensions=self.extensions + 1,
        )

    def _refuse_extension(self, at: datetime) -> None:
        self._decide(at, Decision.REJECTED, pick(self.rng, "extension_refusals"), "extensionrequest")

    def _ask_not_applicable(self, at: datetime) -> None:
        words = pick(self.rng, "not_applicable_reasons")
        self.request = self.tables.others.add(*self._asked(words, at))
        self._journal("ask_not_applicable", at, self.person, words)

    def _mark_not_applicable(self, at: datetime) -> None:
        self._decide(at, Decision.APPROVED, pick(self.rng, "not_applicable_consents"), "notapplicablerequest")
        reason = self.request[self.tables.others.place_of("reason")]
        self._act(Act.MARK_NOT_APPLICABLE, at, self.controller, TaskStatus.NOT_APPLICABLE, reason)

    def _refuse_not_applicable(self, at: datetime) -> None:
        self._decide(at, Decision.REJECTED, pick(self.rng, "not_applicable_refusals"), "notapplicablerequest")

    def _asked(self, reason: str, at: datetime) -> tuple[Any, ...]:
        return (self.scene.region, self.key, reason, at, self.person.user_id, Decision.PENDING.value, "", None, None)

    def _decide(self, at: datetime, decision: Decision, reason: str, kind: str) -> None:
        place = self.tables.others.place_of("decision")
        self.request[place : place + 4] = [decision.value, reason, at, self.controller.user_id]
        self._journal(f"decide_{kind}", at, self.controller, reason)

    # --- rows -----------------------------------------------------------------------------------------
    def _act(self, act: Act, at: datetime, who: Membership, to: str, reason: str = "", **changes: Any) -> None:
        before = (self.status, self.due_on, self.version)
        self.status = str(to)
        for name, value in changes.items():
            setattr(self, name, value)
        self.tables.events.add(
            self.scene.region,
            self.key,
            act.value,
            at,
            who.user_id,
            who.pk,
            before[0],
            self.status,
            before[1],
            self.due_on,
            before[2],
            self.version,
            self.executed_on,
            self.extensions,
            reason,
            self.organization.municipality_id,
        )

    def _write_report(self, at: datetime, state: ReportState, text: str, *, is_draft: bool = False) -> None:
        kind, words = (
            pick_pair(self.rng, "obstacles") if self.rng.random() < OBSTACLES_SHARE else (ObstacleKind.NONE, "")
        )
        user = self.person.user
        self.report = self.tables.reports.add(
            self.tables.reports.new_key(),
            self.scene.region,
            self.key,
            self.version + 1,
            state.value,
            100 if state == ReportState.DONE else 10 * int(self.rng.random() * 10),
            text,
            str(kind),
            words,
            user.full_name,
            self.person.position,
            "",
            at,
            user.pk,
            None if is_draft else at,
            None if is_draft else user.pk,
            None,
            None,
        )
        if state == ReportState.DONE:
            self._attach(at)

    def _attach(self, at: datetime) -> None:
        luck = self.rng.random()
        if luck < LINKS_SHARE:
            stored, name = (self.scene.stored.pk, self.scene.stored_name) if luck < FILES_SHARE else (None, "")
            url = "" if stored else page_address(self.rng)
            self.tables.evidence.add(self.scene.region, self.report[0], stored, name, url, self.person.user_id, at)

    def _journal(self, act: str, at: datetime, who: Membership, reason: str = "") -> None:
        label = f"№\u00a0{self.key}"
        facts = (act, DONE, "task", self.key, label, "{}", "{}", reason, "", "")
        self.tables.journal.add(self.scene.region, at, who.user_id, who.pk, *facts)


PLAYS: dict[Step, Callable[[History, datetime], None]] = {
    Step.SEE: History._see,
    Step.DRAFT: History._draft,
    Step.NOTE: History._note,
    Step.SUBMIT: History._submit,
    Step.ENDORSE: History._endorse,
    Step.RETURN_BY_MUNICIPALITY: History._return_by_municipality,
    Step.RETURN: History._return_by_controller,
    Step.ACCEPT: History._accept,
    Step.ASK_EXTENSION: History._ask_extension,
    Step.EXTEND: History._extend,
    Step.REFUSE_EXTENSION: History._refuse_extension,
    Step.ASK_NOT_APPLICABLE: History._ask_not_applicable,
    Step.MARK_NOT_APPLICABLE: History._mark_not_applicable,
    Step.REFUSE_NOT_APPLICABLE: History._refuse_not_applicable,
    Step.WITHDRAW: History._withdraw,
}
