"""Who is told of what: letters are written to the outbox here and sent by the worker."""

from recommendations.notifications.due_soon import remind_of_deadlines
from recommendations.notifications.outbox import queue_letter

__all__ = ["queue_letter", "remind_of_deadlines"]
