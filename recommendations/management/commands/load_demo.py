"""manage.py load_demo: the demo data, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from recommendations.demo.load import DemoRefused, is_loaded, load_demo


class Command(BaseCommand):
    """Load the demo data; a second run changes nothing."""

    help = "Загрузить учебные данные: реестр, учётные записи, резолюцию форума, поручения и отчёты."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Учебные данные загружаются только в учебный портал. Запустите с переменной DEMO=1.")
        if is_loaded():
            self.stdout.write("Учебные данные уже загружены, ничего не изменено.")
            return
        self.stdout.write("Загружаю учебные данные, это займёт около минуты…")
        self.stdout.flush()
        try:
            load_demo()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Учебные данные загружены.")
