"""The tables that a task's history is written to, with their columns in the order of the rows."""

from organizations.models import AuditEvent
from recommendations.models import (
    Evidence,
    ExtensionRequest,
    NotApplicableRequest,
    ProgressReport,
    Remark,
    Task,
    TaskEvent,
)
from recommendations.scale.bulk import BulkTable


def _columns(names: str) -> list[str]:
    return names.split()


TASK = _columns(
    "region_id resolution_id assignment_id organization_id municipality_id period original_due_on due_note issued_at "
    "first_seen_at status due_on extension_count report_version first_submitted_at executed_on"
)
EVENT = _columns(
    "region_id task_id act recorded_at user_id membership_id status_before status_after due_before due_after "
    "version_before version_after executed_after extensions_after reason municipality_id"
)
REPORT = _columns(
    "region_id task_id version state share_done what_done obstacle obstacle_text filler_name filler_position "
    "filler_phone saved_at saved_by_id submitted_at submitted_by_id opened_at on_behalf_by_id"
)
EVIDENCE = _columns("region_id report_id stored_id file_name url added_by_id added_at")
REMARK = _columns("region_id report_id field text author_id created_at")
_REQUEST = "region_id task_id reason asked_at asked_by_id decision decision_reason decided_at decided_by_id"
REQUEST = _columns(_REQUEST)
EXTENSION = _columns(f"{_REQUEST} done_so_far old_due_on asked_due_on is_late granted_due_on")
AUDIT = _columns(
    "region_id recorded_at user_id membership_id act outcome object_kind object_id object_label details "
    "changes reason request_id personal_digest"
)


class Tables:
    """In the order in which rows name one another."""

    def __init__(self) -> None:
        self.tasks = BulkTable(Task, TASK, is_keyed=True)
        self.events = BulkTable(TaskEvent, EVENT)
        self.reports = BulkTable(ProgressReport, REPORT, is_keyed=True)
        self.evidence = BulkTable(Evidence, EVIDENCE)
        self.remarks = BulkTable(Remark, REMARK)
        self.extensions = BulkTable(ExtensionRequest, EXTENSION)
        self.others = BulkTable(NotApplicableRequest, REQUEST)
        self.journal = BulkTable(AuditEvent, AUDIT)

    def all(self) -> list[BulkTable]:
        return list(vars(self).values())

    def flush(self, *, only_full: bool = False) -> None:
        """Send the rows that are kept: of all tables, or of those that have gathered many."""
        for table in self.all():
            if table.is_full or not only_full:
                table.flush()
