"""Words of dates and texts in templates."""

from datetime import date

import pytest

from recommendations.templatetags.wording import russian_days, shortened


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 3, 26), None, "26 марта 2024 г."),
        (date(2024, 3, 26), date(2024, 3, 26), "26 марта 2024 г."),
        (date(2024, 3, 26), date(2024, 3, 27), "26–27 марта 2024 г."),
        (date(2025, 6, 30), date(2025, 7, 2), "30 июня – 2 июля 2025 г."),
        (date(2024, 12, 30), date(2025, 1, 2), "30 декабря 2024 г. – 2 января 2025 г."),
        (date(2024, 3, 26), date(2025, 3, 27), "26 марта 2024 г. – 27 марта 2025 г."),
    ],
)
def test_the_days_of_an_event_name_month_and_year_once(first: date, last: date | None, words: str) -> None:
    assert russian_days(first, last).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("пункты 1.1 и 1.2", "пункты 1.1 и 1.2"),
        ("пункты 1.1 и 1.2 соединены", "пункты 1.1 и 1.2…"),
        ("адресат указан: «Школам области»", "адресат указан…"),
        ("пункты 1.1 и 1.21 слит", "пункты 1.1 и 1.21 слит"),
        ("сверхдлинноесловобезпробеловвнутри", "сверхдлинноесловобезпр…"),
    ],
)
def test_a_text_is_shortened_by_whole_words(text: str, shown: str) -> None:
    assert shortened(text, 22) == shown
