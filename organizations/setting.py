"""A setting of a region: how its value is read, typed, kept and explained. Pure Python, imports nothing of ours."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, ClassVar, Self

YES, NO = "да", "нет"


@dataclass(frozen=True)
class Kind:
    """What values a setting takes. A value has three forms: typed by a person, kept as JSON, used by the code."""

    def read(self, value: object) -> Any:
        """The value for the code from the kept one; ValueError says in Russian what is needed."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """The value for the code from what a person typed; ValueError as in `read`."""
        return self.read(text)

    def keep(self, value: Any) -> Any:
        """The value as JSON."""
        return value

    def text(self, value: Any) -> str:
        """The value in words, such that `parse` reads it back."""
        return str(value)

    @property
    def allowed(self) -> str:
        """The range in words."""
        return ""


@dataclass(frozen=True)
class Number(Kind):
    """A whole number in a range; `unit` in three forms: «день,дня,дней»."""

    unit: str
    least: int = 1
    most: int = 366

    def read(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise ValueError(f"нужно целое число {self.allowed}")

    def parse(self, text: str) -> int:
        return self.read(int(text) if text.isascii() and text.isdecimal() else None)

    @property
    def allowed(self) -> str:
        return f"от {self.least} до {self.most}"


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""

    def read(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise ValueError("нужно значение «да» или «нет» (true или false)")

    def parse(self, text: str) -> bool:
        return self.read({YES: True, NO: False}.get(text))

    def text(self, value: bool) -> str:
        return YES if value else NO

    @property
    def allowed(self) -> str:
        return f"«{YES}» или «{NO}»"


@dataclass(frozen=True)
class Setting:
    """What a person is told of a setting: its name, what it changes and what values it takes."""

    name: str
    label: str
    about: str
    kind: Kind
    default: Any

    def text(self, value: Any) -> str:
        """A value of the setting in words."""
        return self.kind.text(value)


def setting(default: Any, kind: Kind, label: str, about: str) -> Any:
    """A field of a class of rules, with its words."""
    return field(default=default, metadata=words(kind, label, about))


def words(kind: Kind, label: str, about: str) -> dict[str, Any]:
    """What `Rules.settings` tells of a field; kept in its metadata."""
    return {"label": label, "about": about, "kind": kind}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Settings of one meaning; subclasses name the settings. `key` is where a region keeps what differs."""

    key: ClassVar[str]

    @classmethod
    def settings(cls) -> dict[str, Setting]:
        """Name → its words, in the order of the class."""
        return {one.name: _explained(one) for one in fields(cls)}

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Self:
        """The defaults with the overrides of a JSON object.

        ValueError in Russian names the setting that is unknown or has a wrong value, and what it needs.
        """
        if not isinstance(settings, Mapping):
            raise ValueError("Настройки должны быть объектом JSON: «настройка: значение».")
        known = {one.name: one.metadata["kind"] for one in fields(cls)}
        if unknown := sorted(str(name) for name in settings if name not in known):
            raise ValueError(f"Неизвестные настройки: {', '.join(unknown)}.")
        return cls(**{name: _read(name, known[name], value) for name, value in settings.items()})


def _explained(one: Field) -> Setting:
    return Setting(name=one.name, default=one.default, **one.metadata)


def _read(name: str, kind: Kind, value: object) -> Any:
    try:
        return kind.read(value)
    except ValueError as error:
        raise ValueError(f"Настройка «{name}»: {error}.") from None
