"""The life of a task on one screen (domain rules, states of a task); imports nothing of ours."""

from dataclasses import dataclass
from enum import nonmember

from django.db import models


class TaskStatus(models.TextChoices):
    """Where a task stands. Overdue, due soon and seen are computed, never stored here."""

    ASSIGNED = "assigned", "назначено"
    IN_PROGRESS = "in_progress", "в работе"
    ENDORSEMENT = "endorsement", "на проверке в муниципалитете"
    REVIEW = "review", "на проверке у контролёра"
    RETURNED = "returned", "на доработке"
    DONE = "done", "исполнено, снято с контроля"
    NOT_APPLICABLE = "not_applicable", "неприменимо"
    WITHDRAWN = "withdrawn", "отозвано"

    WITH_EXECUTOR = nonmember(("assigned", "in_progress", "returned"))
    WITH_REVIEWER = nonmember(("endorsement", "review"))
    OPEN = nonmember(("assigned", "in_progress", "endorsement", "review", "returned"))
    CLOSED = nonmember(("done", "not_applicable", "withdrawn"))


class Who(models.TextChoices):
    """In what part a person acts on a task."""

    EXECUTOR = "executor", "исполнитель"
    ENDORSER = "endorser", "муниципальный орган управления образованием"
    CONTROLLER = "controller", "контролёр"
    ISSUER = "issuer", "организация, выдавшая поручение"
    REGISTRAR = "registrar", "администратор портала при реорганизации"


class Act(models.TextChoices):
    """What can be done with a task; the value is the word in the URL, the service and the journal."""

    ISSUE = "issue", "поручение направлено"
    NOTE_PROGRESS = "note_progress", "сообщён ход исполнения"
    START = "start", "взято в работу"
    SUBMIT = "submit", "отчёт отправлен"
    RECALL = "recall", "отчёт отозван исполнителем"
    ENDORSE = "endorse", "отчёт согласован муниципалитетом"
    RETURN_FOR_REWORK = "return_for_rework", "отчёт возвращён на доработку"
    ACCEPT = "accept", "отчёт принят, снято с контроля"
    UNDO_ACCEPTANCE = "undo_acceptance", "принятие отчёта отменено"
    EXTEND_DEADLINE = "extend_deadline", "срок продлён"
    MARK_NOT_APPLICABLE = "mark_not_applicable", "признано неприменимым"
    WITHDRAW = "withdraw", "поручение отозвано"
    TRANSFER = "transfer", "передано другой организации"
    RELOCATE = "relocate", "учитывается в другом муниципальном образовании"


@dataclass(frozen=True)
class Move:
    """One act: from which states, to which, by whom; `needs` names what must come with it."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: tuple[Who, ...]
    needs: str = ""


_S = TaskStatus
MOVES: dict[Act, Move] = {
    Act.START: Move((_S.ASSIGNED,), (_S.IN_PROGRESS,), (Who.EXECUTOR,)),
    Act.NOTE_PROGRESS: Move(_S.WITH_EXECUTOR, (_S.IN_PROGRESS, _S.RETURNED), (Who.EXECUTOR,), "text"),
    Act.SUBMIT: Move(_S.WITH_EXECUTOR, _S.WITH_REVIEWER, (Who.EXECUTOR, Who.ENDORSER), "report"),
    Act.RECALL: Move(_S.WITH_REVIEWER, (_S.IN_PROGRESS,), (Who.EXECUTOR,)),
    Act.ENDORSE: Move((_S.ENDORSEMENT,), (_S.REVIEW,), (Who.ENDORSER,)),
    Act.RETURN_FOR_REWORK: Move(_S.WITH_REVIEWER, (_S.RETURNED,), (Who.ENDORSER, Who.CONTROLLER), "remark"),
    Act.ACCEPT: Move((_S.REVIEW,), (_S.DONE,), (Who.CONTROLLER,)),
    Act.UNDO_ACCEPTANCE: Move((_S.DONE,), (_S.REVIEW,), (Who.CONTROLLER,), "reason"),
    Act.EXTEND_DEADLINE: Move(_S.OPEN, (), (Who.CONTROLLER,), "date"),
    Act.MARK_NOT_APPLICABLE: Move(_S.OPEN, (_S.NOT_APPLICABLE,), (Who.CONTROLLER,), "reason"),
    Act.WITHDRAW: Move(_S.OPEN, (_S.WITHDRAWN,), (Who.ISSUER, Who.REGISTRAR), "reason"),
    Act.TRANSFER: Move(_S.OPEN, (_S.WITHDRAWN,), (Who.REGISTRAR,), "reason"),
    Act.RELOCATE: Move(_S.OPEN, (), (Who.REGISTRAR,), "reason"),
}


class ResolutionStage(models.TextChoices):
    """Stages of a resolution."""

    PROPOSALS = "proposals", "предложения в проект"
    DRAFT = "draft", "проект"
    ADOPTED = "adopted", "принята"
    AMENDED = "amended", "принята с изменениями"
    CLOSED = "closed", "снята с контроля"

    IN_FORCE = nonmember(("adopted", "amended"))


RESOLUTION_MOVES = {
    ResolutionStage.PROPOSALS: (ResolutionStage.DRAFT, ResolutionStage.ADOPTED),
    ResolutionStage.DRAFT: (ResolutionStage.ADOPTED,),
    ResolutionStage.ADOPTED: (ResolutionStage.AMENDED, ResolutionStage.CLOSED),
    ResolutionStage.AMENDED: (ResolutionStage.AMENDED, ResolutionStage.CLOSED),
    ResolutionStage.CLOSED: (),
}


class ActKind(models.TextChoices):
    """Kinds of official documents on which recommendations rest (parser's contract, 6.8)."""

    FEDERAL_LAW = "federal_law", "федеральный закон"
    REGIONAL_LAW = "regional_law", "закон региона"
    CODE = "code", "кодекс"
    DECREE = "decree", "указ"
    INSTRUCTION = "instruction", "поручение"
    RESOLUTION = "resolution", "постановление"
    DIRECTIVE = "directive", "распоряжение"
    ORDER = "order", "приказ"
    LETTER = "letter", "письмо"
    SANITARY_RULES = "sanitary_rules", "санитарные правила"
    METHODICAL = "methodical", "методические рекомендации"
    STRATEGY = "strategy", "стратегия"
    CONCEPT = "concept", "концепция"
    PROGRAMME = "programme", "программа"
    OTHER = "other", "другой документ"

    # Known by a name that begins with their noun.
    OWN_TITLE = nonmember(("code", "strategy", "concept", "programme"))


class AssignmentStatus(models.TextChoices):
    """Stages of an assignment."""

    DRAFT = "draft", "проект"
    ISSUED = "issued", "на контроле"
    CLOSED = "closed", "снято с контроля"
    CANCELLED = "cancelled", "отменено"


class AssignmentKind(models.TextChoices):
    """How often an assignment is answered."""

    ONE_OFF = "one_off", "разовое"
    PERIODIC = "periodic", "периодическое"
    PERMANENT = "permanent", "постоянное"


class AssignmentMode(models.TextChoices):
    """Municipalities are not subordinate to the department, so the wording differs."""

    BINDING = "binding", "поручение"
    ADVISORY = "advisory", "рекомендация"


class BasisKind(models.TextChoices):
    """The document that makes a recommendation executable."""

    ORDER = "order", "приказ"
    LETTER = "letter", "письмо"
    PROTOCOL = "protocol", "протокол"


class ReportState(models.TextChoices):
    """What a report states; only «исполнено» goes to a check and counts as received."""

    PROGRESS = "progress", "ход исполнения"
    DONE = "done", "исполнено"
    NOT_APPLICABLE = "not_applicable", "неприменимо"


class ObstacleKind(models.TextChoices):
    """What hinders execution."""

    NONE = "none", "затруднений нет"
    STAFF = "staff", "не хватает кадров"
    MONEY = "money", "не хватает средств"
    METHODS = "methods", "нужны методические материалы"
    RULES = "rules", "не хватает нормативной базы"
    OTHER = "other", "другое"

    NAMED = nonmember(("staff", "money", "methods", "rules", "other"))


class Decision(models.TextChoices):
    """The fate of a request."""

    PENDING = "pending", "ожидает решения"
    APPROVED = "approved", "удовлетворено"
    OTHER_DATE = "other_date", "удовлетворено с другим сроком"
    REJECTED = "rejected", "отклонено"
