"""What must be done: fields, constraints and facts about one row."""

from recommendations.models.assignment import Assignment
from recommendations.models.evidence import Evidence, StoredFile
from recommendations.models.legal_act import Citation, LegalAct
from recommendations.models.outbox import Letter
from recommendations.models.pending_document import PendingDocument
from recommendations.models.progress_report import ProgressReport, Remark
from recommendations.models.recommendation import FindingSignature, PastWording, Recommendation, Section
from recommendations.models.request import ExtensionRequest, NotApplicableRequest
from recommendations.models.resolution import Resolution, ResolutionText
from recommendations.models.task import Task, TaskEvent

__all__ = [
    "Assignment",
    "Citation",
    "Evidence",
    "ExtensionRequest",
    "FindingSignature",
    "LegalAct",
    "Letter",
    "NotApplicableRequest",
    "PastWording",
    "PendingDocument",
    "ProgressReport",
    "Recommendation",
    "Remark",
    "Resolution",
    "ResolutionText",
    "Section",
    "StoredFile",
    "Task",
    "TaskEvent",
]
