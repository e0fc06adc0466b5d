"""Numbers of access and of keeping data as settings of a region, with their defaults."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from organizations.roles import Role
from organizations.setting import Kind, Number, Rules, setting

JOURNAL_LEAST_DAYS = 90
_NOBODY = "ни для одной роли"


@dataclass(frozen=True)
class Roles(Kind):
    """Some of the roles, or none; typed as a list of their words in the code. Nobody takes `always` off by typing."""

    always: str = ""

    def read(self, value: object) -> tuple[str, ...]:
        if isinstance(value, list | tuple) and all(role in Role.values for role in value):
            return tuple(role for role in Role.values if role in value)
        raise ValueError("нужен список ролей портала")

    def parse(self, text: Sequence[str]) -> tuple[str, ...]:
        if self.always and self.always not in text:
            raise ValueError(
                f"роль «{Role(self.always).label.lower()}» снять нельзя: она открывает доступ всем остальным"
            )
        return self.read(list(text))

    def keep(self, value: Sequence[str]) -> list[str]:
        return [str(role) for role in self.read(value)]

    def text(self, value: Sequence[str]) -> str:
        return ", ".join(Role(role).label.lower() for role in self.read(value)) or _NOBODY


def _days(default: int, label: str, about: str, least: int = 1) -> Any:
    return setting(default, Number("день,дня,дней", least, 3650), label, about)


@dataclass(frozen=True, kw_only=True)
class AccessRules(Rules):
    """How people get in and how long they stay in one region.

    `second_factor_roles` must have a second factor, except in the demo. `idle_minutes` without a request end a
    session; schools and municipalities, who write long reports, have `idle_minutes_executors`.
    `invitation_days` is how long the link of an invitation opens.
    """

    key: ClassVar[str] = "access"

    second_factor_roles: tuple[str, ...] = setting(
        (Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.ADMINISTRATOR),
        Roles(always=Role.ADMINISTRATOR),
        "Второй шаг входа обязателен",
        "Сотрудник с отмеченной ролью не работает в портале, пока не настроит второй шаг входа. "
        "С администратора портала требование не снимается.",
    )
    idle_minutes: int = setting(
        30,
        Number("минута,минуты,минут", 5, 720),
        "Выход при бездействии: департамент, институт, наблюдатели, администраторы",
        "После такого времени без обращений к порталу нужно войти заново.",
    )
    idle_minutes_executors: int = setting(
        60,
        Number("минута,минуты,минут", 5, 720),
        "Выход при бездействии: муниципалитеты и школы",
        "Больше, чем у департамента: отчёт пишут долго.",
    )
    invitation_days: int = setting(
        14,
        Number("день,дня,дней", 1, 90),
        "Срок действия приглашения",
        "Столько дней открывается ссылка в приглашении; выданные приглашения не меняются.",
    )


@dataclass(frozen=True, kw_only=True)
class RetentionRules(Rules):
    """How long personal values and the journal are kept, in days.

    `journal_days` is not below 90; `personal_days` is the term of addresses and typed names in the journal;
    `import_days` that of registry files brought in; `former_staff_days` how long after the last place of work a
    person is kept by name.
    """

    key: ClassVar[str] = "retention"

    journal_days: int = _days(
        365,
        "Журнал действий",
        "Более старые записи удаляются; история задач и контрольные суммы остаются.",
        JOURNAL_LEAST_DAYS,
    )
    personal_days: int = _days(
        180,
        "Личные сведения в журнале",
        "Сетевые адреса и введённые имена стираются, сами записи остаются.",
    )
    import_days: int = _days(90, "Файлы загрузок реестра", "Потом файл удаляется и загрузку нельзя отменить.")
    former_staff_days: int = _days(
        1095,
        "Имена бывших сотрудников",
        "Столько дней после окончания последнего места работы учётная запись хранит имя и почту.",
        30,
    )
