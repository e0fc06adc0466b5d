"""Contacts that may be a person's own: what is said of them before they are loaded."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from organizations.registry.heading_words import Field, is_neutral

CONTACTS = frozenset({Field.PHONE, Field.EMAIL})
_MOBILE = re.compile(r"(?<!\d)(?:\+?7|8)?[\s(-]*9\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_PUBLIC_MAIL = re.compile(
    r"@(?:mail|inbox|list|bk|internet|yandex|ya|rambler|lenta|autorambler|ro)\.(?:ru|com|by|kz)$"
    r"|@(?:gmail|outlook|hotmail|icloud|yahoo|live)\.com$",
    re.IGNORECASE,
)
_SIGNS = {Field.PHONE: _MOBILE, Field.EMAIL: _PUBLIC_MAIL}
_WHAT = {Field.PHONE: "мобильных номеров", Field.EMAIL: "ящиков общедоступной почты"}
LIKE_PERSONAL = (
    "Столбец «{heading}»: похоже на личные контакты ({what}: {count}). Убедитесь, что это контакты организаций, а не "
    "сотрудников: личные сведения в реестр не загружают."
)


class ContactWatch:
    """Counts values that look like a person's own under headings that do not say whose they are."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        self._headings = {
            field: headings[field] for field in CONTACTS if field in headings and is_neutral(headings[field])
        }
        self._counts: Counter[Field] = Counter()

    def look(self, values: Mapping[str, str]) -> None:
        """Count the contacts of one row."""
        self._counts.update(field for field in self._headings if _SIGNS[field].search(values.get(field, "")))

    def sentences(self) -> Iterator[str]:
        """What was seen so far."""
        for field in sorted(self._counts):
            heading, count = self._headings[field], self._counts[field]
            yield LIKE_PERSONAL.format(heading=heading, what=_WHAT[field], count=count)
