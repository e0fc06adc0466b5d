"""What must be done: resolutions, assignments, tasks, reports, summaries."""

from django.apps import AppConfig

from organizations.journal_words import name_acts, name_fields
from recommendations.control import ControlRules
from recommendations.templatetags.wording import ACT_LABELS


class RecommendationsConfig(AppConfig):
    """The portal's main app; tells the journal what its acts and settings are called."""

    name = "recommendations"
    verbose_name = "Исполнение резолюций"

    def ready(self) -> None:
        name_acts(ACT_LABELS)
        name_fields("region", {name: one.label for name, one in ControlRules.settings().items()})
