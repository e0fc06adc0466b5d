"""What a password must be, beside Django's own checks (reliability, limits: password).

No rules of composition and no rotation: they make people write passwords down (ASVS 6.2.5, 6.2.10).
"""

import re
from typing import Any
from urllib.parse import urlsplit

from allauth.account import forms as account
from django.conf import settings
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

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
        needed = self.needed_of(user)
        if len(password) < needed:
            raise ValidationError(f"Пароль слишком короткий: нужно не меньше {needed} знаков.", code="too_short")
        if len(password) > AT_MOST:
            raise ValidationError(f"Пароль слишком длинный: не больше {AT_MOST} знаков.", code="too_long")

    def needed_of(self, user: User | None) -> int:
        """The least number of characters for this person."""
        return self.alone if user and works_by_password_alone(user, _places_of(user)) else self.at_least

    def help_for(self, user: User | None) -> str:
        """The length that holds for this person alone."""
        needed = self.needed_of(user)
        if needed == self.at_least:
            return f"Не меньше {needed} знаков."
        return f"Для вашей роли — не меньше {needed} знаков, пока не настроен второй шаг входа."

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


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Django's own check in words of ours."""

    def get_error_message(self) -> str:
        return "Пароль слишком похож на вашу почту или имя."

    def get_help_text(self) -> str:
        return "Не похож на вашу почту или имя."


def password_help(user: User | None) -> SafeString:
    """What a password of this person must be, sentence by sentence."""
    validators = get_default_password_validators()
    texts = [one.help_for(user) if isinstance(one, LengthValidator) else one.get_help_text() for one in validators]
    return format_html_join(" ", "{}", ((text,) for text in texts))


class _NewPassword(BaseForm):
    """Tells the length for the person, and a difference of the two fields beside all other faults."""

    user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_help(self.user)

    def clean(self) -> dict[str, Any]:
        data = BaseForm.clean(self) or {}
        if self["password1"].value() != self["password2"].value() and "password2" not in self.errors:
            self.add_error("password2", "Пароли не совпадают.")
        return data


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """A new password of who knows the present one."""


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    """A first password of who came through the provider of the authority."""


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):
    """A new password by the link of a letter."""


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
