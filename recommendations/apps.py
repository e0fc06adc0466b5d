"""What must be done: resolutions, assignments, tasks, reports, summaries."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """The portal's main app."""

    name = "recommendations"
    verbose_name = "Исполнение резолюций"
