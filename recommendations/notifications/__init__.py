"""Who is told of what: letters are written to the outbox here and sent by the worker."""

from recommendations.notifications.due_soon import remind_of_deadlines
from recommendations.notifications.new_version import count_told, tell_of_version
from recommendations.notifications.outbox import queue_letter
from recommendations.notifications.vacancies import tell_of_vacancies

__all__ = ["count_told", "queue_letter", "remind_of_deadlines", "tell_of_vacancies", "tell_of_version"]
