"""What a password must be, beside Django's own checks (reliability, limits: password).

No rules of composition and no rotation: they make people write passwords down (ASVS 6.2.5, 6.2.10).
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Membership, User
from organizations.services.second_factor import works_by_password_alone

AT_MOST = 128
_FEW_CHARACTERS = 8
_WORD = re.compile(r"\w{4,}")
_OF_THE_PORTAL = ("портал", "исполнен", "резолюц", "рекомендац", "образован", "школ", "portal", "resolution", "school")


class LengthValidator:
    """From `at_least` to 128 characters; from `alone` for a role that must have a second factor and has none yet."""

    def __init__(self, at_least: int = 12, alone: int = 15) -> None:
        self.at_least, self.alone = at_least, max(at_least, alone)

    def validate(self, password: str, user: User | None = None) -> None:
        needed = self.alone if user and works_by_password_alone(user, _places_of(user)) else self.at_least
        if len(password) < needed:
            raise ValidationError(f"Пароль слишком короткий: нужно не меньше {needed} знаков.", code="too_short")
        if len(password) > AT_MOST:
            raise ValidationError(f"Пароль слишком длинный: не больше {AT_MOST} знаков.", code="too_long")

    def get_help_text(self) -> str:
        return f"Не меньше {self.at_least} знаков; где обязателен второй шаг входа — не меньше {self.alone}."


class KnownWordsValidator:
    """Words that everybody here can guess (the portal, the organization, the mail, the name) do not make a password."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = password.casefold().replace("ё", "е")
        for word in sorted(_words_known_of(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < min(_FEW_CHARACTERS, len(password)):
            raise ValidationError(
                "Пароль почти целиком составлен из названия портала, организации, вашей почты или имени: "
                "его легко подобрать.",
                code="known_words",
            )

    def get_help_text(self) -> str:
        return "Не из названия портала, организации, вашей почты или имени."


def _places_of(user: User) -> list[Membership]:
    if not user.pk:
        return []
    rows = Membership.objects.filter(user=user.pk).active_on(timezone.localdate())
    return list(rows.select_related("region", "organization"))


def _words_known_of(user: User | None) -> set[str]:
    texts = [urlsplit(settings.PUBLIC_URL).hostname or ""]
    if user:
        texts += [user.email, user.full_name, *(place.organization.name for place in _places_of(user))]
    return {*_OF_THE_PORTAL, *_WORD.findall(" ".join(texts).casefold().replace("ё", "е"))}
