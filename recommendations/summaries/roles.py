"""What each role may read and do, asked from the policies themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from organizations.access import Actor, Verdict
from organizations.models import AddresseeGroup, Membership, Organization, Region, User
from organizations.policies import (
    may_change_settings,
    may_keep_registry,
    may_list_people,
    may_manage_people,
    may_read_journal,
)
from organizations.roles import ROLES_OF_GROUP, GroupCode, Role
from recommendations.models import Assignment, Resolution, Task
from recommendations.policies import (
    may_adopt_resolution,
    may_amend_resolution,
    may_change_act,
    may_draft_assignment,
    may_export_summaries,
    may_import_resolution,
    may_issue,
    may_sign_findings,
    parts_of,
)
from recommendations.statuses import MOVES, Act, ResolutionStage, Who

# Nothing is stored: the number only says that all these rows belong together.
OWN = 1
Probe = Callable[[Actor], bool | Verdict]

# What a role sees is a matter of `visible_to`, which asks the database; the test of the page compares these words.
READS = {
    Role.DEPARTMENT: "все резолюции, поручения, задачи и отчёты региона",
    Role.DEPARTMENT_HEAD: "все резолюции, поручения, задачи и отчёты региона",
    Role.METHODOLOGIST: "все резолюции, поручения, задачи и отчёты региона",
    Role.OBSERVER: "все резолюции, поручения, задачи и отчёты региона",
    Role.MUNICIPAL: "резолюции; задачи и отчёты своего муниципального образования",
    Role.SCHOOL: "резолюции; задачи и отчёты своей организации",
    Role.ADMINISTRATOR: "реестр организаций, сотрудников и журнал; задачи и отчёты не видны",
}
_ACTS = {
    Act.SUBMIT: "подавать отчёт",
    Act.RECALL: "отзывать отчёт до проверки",
    Act.ENDORSE: "согласовывать отчёты школ",
    Act.RETURN_FOR_REWORK: "возвращать отчёт на доработку",
    Act.ACCEPT: "принимать отчёт и снимать с контроля",
    Act.UNDO_ACCEPTANCE: "отменять принятие отчёта",
    Act.EXTEND_DEADLINE: "решать о продлении срока",
    Act.MARK_NOT_APPLICABLE: "решать о неприменимости",
    Act.WITHDRAW: "отзывать задачу",
    Act.TRANSFER: "передавать задачу другой организации",
    Act.RELOCATE: "переводить задачу в другое муниципальное образование",
}
_WORK: tuple[tuple[str, Probe], ...] = (
    ("загружать резолюции", may_import_resolution),
    ("отмечать резолюцию принятой", lambda actor: may_adopt_resolution(actor, Resolution(stage=ResolutionStage.DRAFT))),
    (
        "вносить новую редакцию",
        lambda actor: may_amend_resolution(actor, Resolution(stage=ResolutionStage.ADOPTED)),
    ),
    ("вести реестр правовых актов", may_change_act),
    ("снимать предупреждения к пунктам", may_sign_findings),
    ("готовить проект поручения", may_draft_assignment),
    (
        "направлять поручение исполнителям",
        lambda actor: may_issue(actor, Assignment(issuing_organization_id=actor.organization.pk)),
    ),
    ("выгружать сводные отчёты", may_export_summaries),
)
_ADMINISTRATION: tuple[tuple[str, Probe], ...] = (
    ("видеть список сотрудников", may_list_people),
    ("вести учётные записи подчинённых школ", lambda actor: may_manage_people(actor, Organization(parent_id=OWN))),
    ("вести учётные записи всех организаций", lambda actor: may_manage_people(actor, Organization(parent_id=None))),
    ("вести реестр организаций", may_keep_registry),
    ("менять настройки и рабочий календарь", may_change_settings),
    ("читать журнал действий", may_read_journal),
)


@dataclass(frozen=True)
class RoleRow:
    """One role: where it works, what it reads, how many hold it."""

    role: Role
    group: str
    reads: str
    needs_second_factor: bool
    count: int


@dataclass(frozen=True)
class RightRow:
    """One right and the roles that have it; `part` says in which part towards the task."""

    label: str
    part: str
    roles: tuple[Role, ...]


def role_rows(actor: Actor) -> list[RoleRow]:
    """Every role with the number of its places of work today that the actor sees."""
    places = Membership.objects.visible_to(actor).active_on(actor.today).order_by()
    counts = dict(places.values_list("role").annotate(number=Count("pk")))
    strict = actor.region.access_rules.second_factor_roles
    return [
        RoleRow(role, GroupCode(_group_of(role)).label, READS[role], role in strict, counts.get(role, 0))
        for role in Role
    ]


def right_groups() -> list[tuple[str, list[RightRow]]]:
    """Rights by meaning, each asked from its policy for every role."""
    return [
        ("Исполнение и контроль", [_act_row(act) for act in _ACTS]),
        ("Резолюции и поручения", _probed(_WORK)),
        ("Управление порталом", _probed(_ADMINISTRATION)),
    ]


def _act_row(act: Act) -> RightRow:
    """A role may do an act of the move table if it can stand in a part that the act belongs to."""
    who = set(MOVES[act].who)
    return RightRow(
        _ACTS[act], ", ".join(part.label for part in MOVES[act].who), tuple(r for r in Role if parts_of_role(r) & who)
    )


def parts_of_role(role: Role) -> set[Who]:
    """The parts in which a person of the role can stand: towards a task that is its organization's in every way."""
    actor = _nobody(role)
    if may_keep_registry(actor):
        return {Who.REGISTRAR}
    assignment = Assignment(controller_organization_id=OWN, issuing_organization_id=OWN)
    return parts_of(actor, Task(organization=Organization(pk=OWN, parent_id=OWN), assignment=assignment))


def _probed(rights: tuple[tuple[str, Probe], ...]) -> list[RightRow]:
    return [RightRow(label, "", tuple(role for role in Role if probe(_nobody(role)))) for label, probe in rights]


def _nobody(role: Role) -> Actor:
    """A person in the role who is not in the database."""
    region = Region()
    place = Organization(pk=OWN, region=region, addressee_group=AddresseeGroup(code=_group_of(role)))
    user = User()
    return Actor(user, Membership(region=region, user=user, organization=place, role=role), timezone.now())


def _group_of(role: Role) -> str:
    return next(code for code, roles in ROLES_OF_GROUP.items() if role in roles)
