"""Playing one task's story through the services, as the people of the demo."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from organizations.access import Actor
from organizations.models import Membership
from recommendations.control import Period
from recommendations.demo.accounts import MARK
from recommendations.demo.calendar import DemoCalendar
from recommendations.demo.cast import Cast, acting
from recommendations.demo.files import evidence_file
from recommendations.demo.scenario import Plot
from recommendations.demo.story import Beat, extended
from recommendations.demo.texts import page_address, pick, pick_pair, report_text
from recommendations.models import ExtensionRequest, NotApplicableRequest, Task
from recommendations.models.request import TaskRequest
from recommendations.services import evidence, reports, requests, reviews, tasks
from recommendations.statuses import ReportState

FILES_SHARE, LINKS_SHARE, OBSTACLES_SHARE = 0.22, 0.12, 0.12
PHONE = "+7 (000) 000-00-00"


@dataclass
class Thread:
    """One task on its way: who acts on it, with what luck, and what it waits for."""

    task: Task
    plot: Plot
    cast: Cast
    calendar: DemoCalendar
    rng: Random
    request: TaskRequest | None = None
    is_returned: bool = False

    @property
    def executor(self) -> Membership:
        return self.cast.executor(self.task.organization_id)

    @property
    def endorser(self) -> Membership | None:
        return self.cast.endorser(self.task.organization_id)

    @property
    def controller(self) -> Membership:
        return self.cast.controller(self.task.assignment.controller_organization_id, self.task.organization_id)

    def fitting(self, beat: Beat) -> Beat | None:
        """The beat as it goes where no municipality endorses; None when it falls out."""
        if self.endorser is None and beat == Beat.SUBMIT_FOR:
            return Beat.SUBMIT
        if self.plot.endorsed and self.endorser:
            return beat
        return {Beat.ENDORSE: None, Beat.RETURN_BY_MUNICIPALITY: Beat.RETURN}.get(beat, beat)


def play(thread: Thread, beat: Beat, moment: datetime) -> None:
    """Let the beat happen at that moment."""
    PLAYS[beat](thread, moment)


def _see(thread: Thread, moment: datetime) -> None:
    tasks.see_task(actor=acting(thread.executor, moment), task=thread.task)


def _draft(thread: Thread, moment: datetime) -> None:
    words = pick(thread.rng, "notes")
    reports.save_draft(
        actor=acting(thread.executor, moment),
        task=thread.task,
        state=ReportState.PROGRESS,
        what_done=words,
        **_filler(thread.executor),
    )


def _note(thread: Thread, moment: datetime) -> None:
    actor = acting(thread.executor, moment)
    share = thread.rng.randrange(20, 90, 10)
    words = pick(thread.rng, "notes")
    reports.submit_report(
        actor=actor,
        task=thread.task,
        state=ReportState.PROGRESS,
        share_done=share,
        what_done=words,
        **_filler(thread.executor),
    )


def _submit(thread: Thread, moment: datetime) -> None:
    _report(thread, acting(thread.executor, moment))


def _submit_for(thread: Thread, moment: datetime) -> None:
    _report(thread, acting(thread.endorser or thread.executor, moment))


def _report(thread: Thread, actor: Actor) -> None:
    rng, task = thread.rng, thread.task
    if rng.random() < FILES_SHARE or (thread.is_returned and thread.plot.evidence):
        evidence.attach_file(actor=actor, task=task, upload=evidence_file(rng))
    if rng.random() < LINKS_SHARE:
        evidence.attach_link(actor=actor, task=task, url=page_address(rng))
    obstacle, help_needed = pick_pair(rng, "obstacles") if rng.random() < OBSTACLES_SHARE else ("none", "")
    period = Period.from_key(task.period) if task.period else None
    words = report_text(rng, thread.plot.number, period)
    report = reports.submit_report(
        actor=actor,
        task=task,
        state=ReportState.DONE,
        share_done=100,
        what_done=f"{words} {pick(rng, 'mended')}" if thread.is_returned else words,
        obstacle=obstacle,
        obstacle_text=help_needed,
        **_filler(actor.membership),
    )
    thread.task = report.task


def _filler(membership: Membership) -> dict[str, str]:
    return {
        "filler_name": membership.user.full_name,
        "filler_position": membership.position.removesuffix(MARK).strip(),
        "filler_phone": PHONE,
    }


def _endorse(thread: Thread, moment: datetime) -> None:
    actor = acting(thread.endorser or thread.controller, moment)
    reviews.mark_opened(actor=actor, task=thread.task)
    thread.task = reviews.endorse_report(actor=actor, task=thread.task)


def _accept(thread: Thread, moment: datetime) -> None:
    actor = acting(thread.controller, moment)
    reviews.mark_opened(actor=actor, task=thread.task)
    thread.task = reviews.accept_report(actor=actor, task=thread.task)


def _return_by_municipality(thread: Thread, moment: datetime) -> None:
    _send_back(thread, acting(thread.endorser or thread.controller, moment))


def _return(thread: Thread, moment: datetime) -> None:
    _send_back(thread, acting(thread.controller, moment))


def _send_back(thread: Thread, actor: Actor) -> None:
    remarks = {pick_pair(thread.rng, "remarks") for _ in range(thread.rng.randint(1, 2))}
    reviews.mark_opened(actor=actor, task=thread.task)
    thread.task = reviews.return_for_rework(actor=actor, task=thread.task, remarks=sorted(remarks))
    thread.is_returned = True


def _ask_extension(thread: Thread, moment: datetime) -> None:
    thread.request = requests.ask_extension(
        actor=acting(thread.executor, moment),
        task=thread.task,
        due_on=extended(thread.task.due_on, thread.calendar),
        reason=pick(thread.rng, "extension_reasons"),
        done_so_far=pick(thread.rng, "done_so_far"),
    )


def _extend(thread: Thread, moment: datetime) -> None:
    if isinstance(thread.request, ExtensionRequest):
        asked = thread.request.asked_due_on
        thread.task = requests.extend_deadline(
            actor=acting(thread.controller, moment), request=thread.request, due_on=asked
        )


def _refuse(thread: Thread, moment: datetime) -> None:
    if thread.request is None:
        return
    kind = "extension_refusals" if isinstance(thread.request, ExtensionRequest) else "not_applicable_refusals"
    requests.reject_request(
        actor=acting(thread.controller, moment), request=thread.request, reason=pick(thread.rng, kind)
    )


def _ask_not_applicable(thread: Thread, moment: datetime) -> None:
    thread.request = requests.ask_not_applicable(
        actor=acting(thread.executor, moment), task=thread.task, reason=pick(thread.rng, "not_applicable_reasons")
    )


def _mark_not_applicable(thread: Thread, moment: datetime) -> None:
    if isinstance(thread.request, NotApplicableRequest):
        requests.mark_not_applicable(
            actor=acting(thread.controller, moment),
            request=thread.request,
            reason=pick(thread.rng, "not_applicable_consents"),
        )


def _withdraw(thread: Thread, moment: datetime) -> None:
    actor = acting(thread.cast.specialists[0], moment)
    tasks.withdraw_task(actor=actor, task=thread.task, reason=pick(thread.rng, "withdrawals"))


PLAYS = {
    Beat.SEE: _see,
    Beat.DRAFT: _draft,
    Beat.NOTE: _note,
    Beat.SUBMIT: _submit,
    Beat.SUBMIT_FOR: _submit_for,
    Beat.ENDORSE: _endorse,
    Beat.ACCEPT: _accept,
    Beat.RETURN_BY_MUNICIPALITY: _return_by_municipality,
    Beat.RETURN: _return,
    Beat.ASK_EXTENSION: _ask_extension,
    Beat.EXTEND: _extend,
    Beat.REFUSE: _refuse,
    Beat.ASK_NOT_APPLICABLE: _ask_not_applicable,
    Beat.MARK_NOT_APPLICABLE: _mark_not_applicable,
    Beat.WITHDRAW: _withdraw,
}
