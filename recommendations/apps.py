"""What must be done: resolutions, assignments, tasks, reports, summaries."""

from django.apps import AppConfig

from organizations.attempts import name_attempts
from organizations.journal_details import name_codes, name_values
from organizations.journal_words import name_acts, name_fields
from recommendations.control import ControlRules
from recommendations.journal_codes import ATTEMPTS, CODES, period_in_words
from recommendations.templatetags.wording import ACT_LABELS


class RecommendationsConfig(AppConfig):
    """The portal's main app; tells the journal what its acts and settings are called."""

    name = "recommendations"
    verbose_name = "Исполнение резолюций"

    def ready(self) -> None:
        name_acts(ACT_LABELS)
        name_attempts(ATTEMPTS)
        for name, labels in CODES.items():
            name_codes(name, labels)
        name_values("period", period_in_words)
        name_fields("organization", {"created": "созданы", "origin": "создана из", "predecessor": "присоединена"})
        name_fields("region", {name: one.label for name, one in ControlRules.settings().items()})
