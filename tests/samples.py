"""Texts of invented resolutions."""

LIBRARIES = """РЕЗОЛЮЦИЯ
областной конференции «Школьная библиотека»

г. Смоленск
24 августа 2021 г.

Участники конференции рекомендуют:

Департаменту Смоленской области по образованию и науке:
– обеспечить поддержку школьных библиотек;
– утвердить план работы и провести семинар для библиотекарей;
– принять участие в конкурсе.

Клубу любителей книги:
– организовать конкурс чтецов до 1 ноября 2021 года;
– благодарим всех участников.

Подготовить выставку книг к началу учебного года
и представить её родителям
"""
"""A line that is a heading is taken for none, two duties stand in one item, and the last lines are an item left out."""

NOTHING_FOUND = """РЕЗОЛЮЦИЯ
областной конференции «Школьная библиотека»

Вопросы обсуждены.
провести ярмарку книг
"""
"""No operative word, no list: a person marks the items by hand."""


def many_items(count: int) -> str:
    """A resolution with so many recommendations of usual length."""
    head = LIBRARIES.split("–")[0]
    item = (
        "– обеспечить до 1 октября 2022 года разработку программы развития библиотеки № {number} в соответствии с "
        "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»;"
    )
    return head + "\n".join(item.format(number=number) for number in range(1, count + 1)) + "\n"
