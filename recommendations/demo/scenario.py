"""Which assignments are issued from the forum resolution, and by which rule."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from organizations.models import Organization
from organizations.roles import GroupCode
from recommendations.control import DeadlineRule, PeriodKind
from recommendations.demo.calendar import DemoCalendar
from recommendations.demo.cast import Cast
from recommendations.statuses import AssignmentKind, AssignmentMode, BasisKind

ORDER_NUMBER = "214-ОД"
INVENTED = "Приказ и сроки вымышлены для демонстрации портала. "
DEPARTMENT, MUNICIPAL, INSTITUTE, SCHOOL = (
    GroupCode.DEPARTMENT,
    GroupCode.MUNICIPAL,
    GroupCode.INSTITUTE,
    GroupCode.SCHOOL,
)


@dataclass(frozen=True)
class Plot:
    """An assignment of the demo.

    `days`: the deadline in days from the day of loading (negative = passed); `period`: how often it is reported;
    neither = one month from the order. `second_wave` assignments go out later, their deadlines are near.
    """

    number: str
    addressee: GroupCode
    expected_result: str
    instruction: str
    evidence: str
    days: int | None = None
    period: PeriodKind | None = None
    is_permanent: bool = False
    controller: GroupCode = DEPARTMENT
    endorsed: bool = False
    special: bool = False
    second_wave: bool = False

    @property
    def kind(self) -> AssignmentKind:
        if self.period is None:
            return AssignmentKind.ONE_OFF
        return AssignmentKind.PERMANENT if self.is_permanent else AssignmentKind.PERIODIC

    @property
    def deadline_rule(self) -> DeadlineRule:
        if self.period is not None:
            return DeadlineRule.PERIODIC
        return DeadlineRule.MONTH if self.days is None else DeadlineRule.BY_DATE


def fields_of(plot: Plot, calendar: DemoCalendar, cast: Cast, department: Organization) -> dict[str, Any]:
    """Columns of the assignment."""
    controller = cast.methodologist if plot.controller == INSTITUTE else cast.specialists[0]
    # Municipalities and their schools are not subordinate to the department: it recommends to them.
    is_binding = plot.addressee in {DEPARTMENT, INSTITUTE}
    return {
        "expected_result": plot.expected_result,
        "instruction": INVENTED + plot.instruction,
        "expected_evidence": plot.evidence,
        "kind": plot.kind,
        "mode": AssignmentMode.BINDING if is_binding else AssignmentMode.ADVISORY,
        "basis_kind": BasisKind.ORDER,
        "basis_number": ORDER_NUMBER,
        "basis_on": calendar.ordered_on,
        "deadline_rule": plot.deadline_rule.value,
        "deadline_on": None if plot.days is None else calendar.today + timedelta(days=plot.days),
        "period_kind": plot.period.value if plot.period else "",
        "starts_on": calendar.first_month_on if plot.period == PeriodKind.MONTH else None,
        "issuing_organization": department,
        "controller_organization": controller.organization,
        "controller_person": controller.user,
        "addressee_rule": {"groups": [plot.addressee.value], "municipalities": [], "except": []},
        "endorsement_required": plot.endorsed,
        "special_control": plot.special,
    }


PLOTS = (
    Plot(
        "1.1",
        DEPARTMENT,
        "Сведения о развитии региональной системы воспитания за год, о мероприятиях с социальными партнёрами.",
        "Отчёт подаётся один раз в год.",
        "Аналитическая записка",
        period=PeriodKind.YEAR,
        is_permanent=True,
    ),
    Plot(
        "1.2",
        DEPARTMENT,
        "Перечень поддержанных региональных программ и проектов с объёмом поддержки за квартал.",
        "Отчёт подаётся ежеквартально.",
        "Перечень программ и проектов",
        period=PeriodKind.QUARTER,
    ),
    Plot(
        "1.3",
        DEPARTMENT,
        "Направлены разъяснения о рабочей программе воспитания и календарном плане воспитательной работы.",
        "Приложите реквизиты направленных писем.",
        "Письма, методические рекомендации",
    ),
    Plot(
        "1.4",
        DEPARTMENT,
        "Утверждён перечень показателей оценки качества воспитательной работы, назначены ответственные.",
        "Показатели согласуются с институтом развития образования.",
        "Проект приказа",
        days=27,
        second_wave=True,
    ),
    Plot(
        "2.1",
        MUNICIPAL,
        "Муниципальный план развития воспитания утверждён, ответственные назначены, школы извещены.",
        "Укажите реквизиты плана и число охваченных школ.",
        "Муниципальный план, приказ",
        days=-75,
        special=True,
    ),
    Plot(
        "2.2",
        MUNICIPAL,
        "Сведения о содействии школам во внедрении программ воспитания за квартал: консультации, выезды, семинары.",
        "Отчёт подаётся ежеквартально.",
        "Справка, графики консультаций",
        period=PeriodKind.QUARTER,
    ),
    Plot(
        "2.3",
        MUNICIPAL,
        "Сведения о соглашениях и совместных мероприятиях с учреждениями культуры и молодёжной политики.",
        "Отчёт подаётся один раз в год.",
        "Перечень соглашений",
        period=PeriodKind.YEAR,
        is_permanent=True,
    ),
    Plot(
        "2.4",
        MUNICIPAL,
        "Перечень региональных программ и проектов, в которых участвуют школы, и меры их поддержки.",
        "Укажите число участвующих школ по каждому проекту.",
        "Перечень проектов",
        days=20,
        second_wave=True,
    ),
    Plot(
        "3.1",
        INSTITUTE,
        "Сведения о методическом сопровождении внедрения рабочих программ воспитания за квартал.",
        "Отчёт подаётся ежеквартально.",
        "План-график, материалы семинаров",
        period=PeriodKind.QUARTER,
    ),
    Plot(
        "3.2",
        INSTITUTE,
        "Программа повышения квалификации по вопросам воспитания обновлена, набор слушателей объявлен.",
        "Приложите учебный план программы.",
        "Учебный план",
        days=24,
        second_wave=True,
    ),
    Plot(
        "3.3",
        INSTITUTE,
        "Собран и опубликован сборник лучших практик воспитания.",
        "Укажите число отобранных практик.",
        "Сборник",
    ),
    Plot(
        "3.4",
        INSTITUTE,
        "Сведения о работе инновационных площадок за год.",
        "Отчёт подаётся один раз в год.",
        "Аналитическая записка",
        period=PeriodKind.YEAR,
        is_permanent=True,
    ),
    Plot(
        "4.1",
        SCHOOL,
        "Рабочая программа воспитания и календарный план воспитательной работы утверждены и размещены на сайте школы.",
        "Приложите приказ об утверждении или укажите адрес страницы сайта.",
        "Приказ, ссылка на страницу сайта",
        endorsed=True,
        special=True,
    ),
    Plot(
        "4.2",
        SCHOOL,
        "Педагоги прошли обучение по вопросам воспитания, работает методическое объединение классных руководителей.",
        "Укажите число педагогов, прошедших обучение.",
        "Копии удостоверений, план методического объединения",
        days=26,
        controller=INSTITUTE,
        endorsed=True,
        second_wave=True,
    ),
    Plot(
        "4.3",
        SCHOOL,
        "Сведения за месяц: проведённые воспитательные занятия с обновлённым содержанием, охват обучающихся.",
        "Отчёт подаётся ежемесячно, согласование муниципалитета не требуется.",
        "Планы занятий",
        period=PeriodKind.MONTH,
        controller=INSTITUTE,
    ),
    Plot(
        "4.4",
        SCHOOL,
        "Советы обучающихся и родителей действуют, положения о них утверждены, заседания проводятся.",
        "Укажите число заседаний с начала учебного года.",
        "Положения, протоколы заседаний",
        days=14,
        endorsed=True,
        second_wave=True,
    ),
    Plot(
        "4.5",
        SCHOOL,
        "Заключены соглашения с социальными партнёрами, проведены совместные мероприятия.",
        "Перечислите партнёров и укажите число мероприятий.",
        "Соглашения, фотоматериалы",
        days=-40,
        controller=INSTITUTE,
        endorsed=True,
    ),
)
