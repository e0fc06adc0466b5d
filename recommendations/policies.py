"""Who may do what: each answer is a Verdict that carries its reason (domain rules, states of a task)."""

from organizations.access import ALLOWED, Actor, Verdict, refused
from organizations.models import Organization
from organizations.policies import is_last_home_of_administrators, may_keep_registry
from organizations.roles import GroupCode
from recommendations.models import Assignment, ExtensionRequest, Resolution, Task
from recommendations.models.request import TaskRequest
from recommendations.statuses import MOVES, RESOLUTION_MOVES, Act, AssignmentStatus, ResolutionStage, TaskStatus, Who

_WHO_ONLY = {
    Act.START: "Взять поручение в работу может только организация-исполнитель.",
    Act.NOTE_PROGRESS: "О ходе исполнения сообщает организация-исполнитель.",
    Act.SUBMIT: "Отчёт подаёт организация-исполнитель, а за школу — её муниципальный координатор.",
    Act.RECALL: "Отозвать отчёт может только организация-исполнитель.",
    Act.ENDORSE: "Отчёт согласует муниципальный орган управления образованием, которому подчинена организация.",
    Act.RETURN_FOR_REWORK: "Вернуть отчёт может тот, у кого он на проверке.",
    Act.ACCEPT: "Отчёт принимает контролёр поручения.",
    Act.UNDO_ACCEPTANCE: "Отменить принятие может контролёр поручения.",
    Act.EXTEND_DEADLINE: "Решение о продлении срока принимает контролёр поручения.",
    Act.MARK_NOT_APPLICABLE: "Решение о неприменимости принимает контролёр поручения.",
    Act.WITHDRAW: "Отозвать поручение может специалист организации, которая его выдала.",
}
_STANDS = {
    TaskStatus.ASSIGNED: "отчёт ещё не подан",
    TaskStatus.IN_PROGRESS: "отчёт ещё не подан",
    TaskStatus.ENDORSEMENT: "отчёт на проверке в муниципалитете",
    TaskStatus.REVIEW: "отчёт на проверке у контролёра",
    TaskStatus.RETURNED: "отчёт возвращён на доработку",
    TaskStatus.DONE: "поручение исполнено и снято с контроля",
    TaskStatus.NOT_APPLICABLE: "поручение признано неприменимым",
    TaskStatus.WITHDRAWN: "поручение отозвано",
}


def parts_of(actor: Actor, task: Task) -> set[Who]:
    """In which parts the actor stands towards the task; observers and administrators in none."""
    if actor.is_observer or actor.is_administrator:
        return set()
    own, assignment = actor.organization.pk, task.assignment
    claims = {
        Who.EXECUTOR: task.organization_id == own,
        Who.ENDORSER: actor.is_coordinator and task.organization.parent_id == own,
        Who.CONTROLLER: not actor.is_school and assignment.controller_organization_id == own,
        Who.ISSUER: (actor.is_specialist or actor.is_coordinator) and assignment.issuing_organization_id == own,
    }
    return {who for who, holds in claims.items() if holds}


def may(actor: Actor, act: Act, task: Task) -> Verdict:
    """Whether the part and the state allow the act; the move table decides."""
    move = MOVES[act]
    if not parts_of(actor, task) & set(move.who):
        return refused(_WHO_ONLY[act])
    if task.status not in move.sources:
        return refused(f"Сейчас это действие невозможно: {_STANDS[TaskStatus(task.status)]}.", stale=True)
    return ALLOWED


def may_report(actor: Actor, task: Task) -> Verdict:
    """Open the report form, save a draft and submit."""
    return may(actor, Act.SUBMIT, task)


def may_recall(actor: Actor, task: Task) -> Verdict:
    """Take a report back until a checker has opened it."""
    verdict = may(actor, Act.RECALL, task)
    if verdict and task.reports.filter(version=task.report_version, opened_at__isnull=False).exists():
        return refused("Отчёт уже открыт проверяющим, отозвать его нельзя. Попросите вернуть его на доработку.")
    return verdict


def may_endorse(actor: Actor, task: Task) -> Verdict:
    """Endorse a school's report in the municipality."""
    return may(actor, Act.ENDORSE, task)


def may_return(actor: Actor, task: Task) -> Verdict:
    """Return a report from the check at which it is: endorsement or review."""
    verdict = may(actor, Act.RETURN_FOR_REWORK, task)
    if not verdict:
        return verdict
    needed = Who.ENDORSER if task.status == TaskStatus.ENDORSEMENT else Who.CONTROLLER
    if needed not in parts_of(actor, task):
        return refused(f"Сейчас отчёт проверяет {needed.label}, вернуть его может только эта сторона.")
    if task.organization.closed_on:
        return refused("Организация закрыта, дорабатывать отчёт некому. Согласуйте или примите его либо отзовите.")
    return _not_own_work(actor, task) if needed == Who.CONTROLLER else ALLOWED


def may_accept(actor: Actor, task: Task) -> Verdict:
    """Accept as controller; the doer never accepts its own work."""
    return may(actor, Act.ACCEPT, task) and _not_own_work(actor, task)


def may_undo_acceptance(actor: Actor, task: Task) -> Verdict:
    """Take a wrong acceptance back."""
    return may(actor, Act.UNDO_ACCEPTANCE, task) and _not_own_work(actor, task)


def _not_own_work(actor: Actor, task: Task) -> Verdict:
    """Doer = the organization (or one that reported for a school); inside the department the person (domain rules)."""
    submitter, reporter = task.reports.values_list("submitted_by", "on_behalf_by").get(version=task.report_version)
    if actor.organization.pk in {task.organization_id, reporter} and not actor.is_specialist:
        return refused("Организация не проверяет собственный отчёт.")
    if submitter == actor.user.pk:
        return refused("Отчёт подали вы. Его примет другой специалист или руководитель департамента.")
    return ALLOWED


def may_review(actor: Actor, task: Task) -> Verdict:
    """Open the check page: whoever may endorse or accept may return as well."""
    return may_return(actor, task)


def may_ask(actor: Actor, task: Task) -> Verdict:
    """Ask for another date or for inapplicability: the executor, while the task is open."""
    if Who.EXECUTOR not in parts_of(actor, task):
        return refused("Запрос подаёт организация-исполнитель.")
    if task.status not in TaskStatus.OPEN:
        return refused(f"Сейчас это действие невозможно: {_STANDS[TaskStatus(task.status)]}.", stale=True)
    return ALLOWED


def may_decide(actor: Actor, request: TaskRequest) -> Verdict:
    """Decide a request as controller; a second extension is decided by the head (domain rules, deadlines 7)."""
    act = Act.EXTEND_DEADLINE if isinstance(request, ExtensionRequest) else Act.MARK_NOT_APPLICABLE
    verdict = may(actor, act, request.task)
    if not verdict:
        return verdict
    if not request.is_pending:
        return refused("По этому запросу решение уже принято.", stale=True)
    if request.task.organization_id == actor.organization.pk and not actor.is_specialist:
        return refused("Организация не решает собственный запрос.")
    if request.asked_by_id == actor.user.pk:
        return refused("Запрос подали вы. Решение примет другой специалист или руководитель департамента.")
    if act == Act.EXTEND_DEADLINE:
        return _within_own_extensions(actor, request.task)
    return ALLOWED


def _within_own_extensions(actor: Actor, task: Task) -> Verdict:
    decided_alone = task.assignment.rules.extensions_by_controller
    if task.extension_count >= decided_alone and actor.is_specialist and not actor.is_head:
        return refused("Срок уже продлевался. Повторное продление решает руководитель департамента.")
    return ALLOWED


def may_withdraw(actor: Actor, task: Task) -> Verdict:
    """Withdraw a task as the issuing organization."""
    return may(actor, Act.WITHDRAW, task)


def may_reorganize(actor: Actor, organization: Organization) -> Verdict:
    """Close, merge, split or move an organization: the registry is the administrator's, a closed one stays closed."""
    verdict = may_keep_registry(actor)
    if not verdict:
        return verdict
    return refused("Организация уже закрыта.", stale=True) if organization.closed_on else ALLOWED


def may_end(actor: Actor, organization: Organization) -> Verdict:
    """Close an organization or merge it into another one: the last administrators of a region stay."""
    verdict = may_reorganize(actor, organization)
    if not verdict:
        return verdict
    if is_last_home_of_administrators(organization, actor):
        return refused(
            "Здесь работают последние администраторы портала. Сначала назначьте администратора в другой организации."
        )
    return ALLOWED


def may_reopen(actor: Actor, organization: Organization) -> Verdict:
    """Open an organization that was closed by mistake; what stands above it must work."""
    verdict = may_keep_registry(actor)
    if not verdict:
        return verdict
    if not organization.closed_on:
        return refused("Организация не закрыта.", stale=True)
    if organization.parent and organization.parent.closed_on:
        return refused(f"Вышестоящая организация закрыта: {organization.parent}. Сначала откройте её.")
    return ALLOWED


def may_relocate(actor: Actor, organization: Organization) -> Verdict:
    """Pass an organization to another authority: only schools have an authority that can change."""
    verdict = may_reorganize(actor, organization)
    if not verdict:
        return verdict
    if organization.addressee_group.code != GroupCode.SCHOOL:
        return refused("В другое муниципальное образование переводят только школы.")
    return ALLOWED


def may_settle(actor: Actor, act: Act, task: Task) -> Verdict:
    """As registrar, decide the fate of a task in a reorganization: someone must when the executor is closed."""
    if task.status not in MOVES[act].sources:
        return refused(f"Сейчас это действие невозможно: {_STANDS[TaskStatus(task.status)]}.", stale=True)
    return may_keep_registry(actor)


def may_import_resolution(actor: Actor) -> Verdict:
    """Bring a document into the portal."""
    if actor.is_specialist or actor.is_methodologist:
        return ALLOWED
    return refused("Резолюции загружают специалисты департамента и методисты.")


def may_adopt_resolution(actor: Actor, resolution: Resolution) -> Verdict:
    """Mark proposals or a draft as adopted."""
    if not actor.is_specialist:
        return refused("Отметить резолюцию принятой может специалист департамента.")
    if ResolutionStage.ADOPTED not in RESOLUTION_MOVES[ResolutionStage(resolution.stage)]:
        return refused("Резолюция уже принята.", stale=True)
    return ALLOWED


def may_amend_resolution(actor: Actor, resolution: Resolution) -> Verdict:
    """Bring a new version of the text: it changes what is already being executed."""
    if not actor.is_specialist:
        return refused("Новую редакцию резолюции вносит специалист департамента.")
    if resolution.stage == ResolutionStage.CLOSED:
        return refused("Резолюция снята с контроля, новая редакция не вносится.", stale=True)
    return ALLOWED


def may_change_act(actor: Actor) -> Verdict:
    """Keep the register of legal acts."""
    if actor.is_specialist or actor.is_methodologist:
        return ALLOWED
    return refused("Реестр правовых актов ведут специалисты департамента и методисты.")


def may_sign_findings(actor: Actor) -> Verdict:
    """Take the warnings about a clause upon oneself."""
    if actor.is_specialist:
        return ALLOWED
    return refused("Предупреждения к пункту снимает специалист департамента.")


def may_draft_assignment(actor: Actor) -> Verdict:
    """Prepare an assignment: specialists and, as a proposal, methodologists."""
    if actor.is_specialist or actor.is_methodologist:
        return ALLOWED
    return refused("Проекты поручений готовят специалисты департамента и методисты.")


def may_issue(actor: Actor, assignment: Assignment) -> Verdict:
    """Send a drafted assignment to its addressees."""
    if not actor.is_specialist or assignment.issuing_organization_id != actor.organization.pk:
        return refused("Направить поручение может специалист организации, которая его выдаёт.")
    if assignment.status != AssignmentStatus.DRAFT:
        return refused("Поручение уже направлено.", stale=True)
    return ALLOWED


def may_withdraw_assignment(actor: Actor, assignment: Assignment) -> Verdict:
    """Take an issued assignment back as the organization that issued it."""
    if not actor.is_specialist or assignment.issuing_organization_id != actor.organization.pk:
        return refused("Отозвать поручение может специалист организации, которая его выдала.")
    if assignment.status != AssignmentStatus.ISSUED:
        return refused("Поручение не на контроле, отзывать нечего.", stale=True)
    return ALLOWED


def may_change_draft(actor: Actor, assignment: Assignment) -> Verdict:
    """Change or discard an assignment that is not issued yet."""
    verdict = may_draft_assignment(actor)
    if not verdict:
        return verdict
    if assignment.status != AssignmentStatus.DRAFT:
        return refused("Поручение уже направлено, изменить его нельзя.", stale=True)
    if actor.is_methodologist and assignment.created_by_id != actor.user.pk:
        return refused("Методист изменяет только собственные проекты поручений.")
    return ALLOWED


def may_export_summaries(actor: Actor) -> Verdict:
    """Summaries over many organizations; a school has its own card instead."""
    if actor.is_administrator:
        return refused("Сводные отчёты доступны тем, кто участвует в исполнении.")
    if actor.is_school:
        return refused("Школе доступна справка по собственной организации на её карточке.")
    return ALLOWED
