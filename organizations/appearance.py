"""The version for the visually impaired: a setting of the session, not another site (ux 10)."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

KEY = "appearance"
CHOICES = {"size": ("1", "2", "3"), "scheme": ("light", "dark", "blue"), "spacing": ("1", "2", "3")}


@dataclass(frozen=True)
class Appearance:
    """Text size, colour scheme and spacing; each applies only when `enabled`."""

    enabled: bool = False
    size: str = "1"
    scheme: str = "light"
    spacing: str = "1"

    @classmethod
    def from_session(cls, session: Any) -> Self:
        return cls(**session.get(KEY, {}))

    def changed(self, data: Any) -> Self:
        """With the choices that the form names; unknown values are left out."""
        chosen = {name: data[name] for name, values in CHOICES.items() if data.get(name) in values}
        enabled = data.get("enabled", "1" if self.enabled or chosen else "0") == "1"
        return replace(self, enabled=enabled, **chosen)

    def save(self, session: Any) -> None:
        session[KEY] = asdict(self)

    def css_class(self) -> str:
        """Classes of the root element; empty when switched off."""
        if not self.enabled:
            return ""
        return f"a11y a11y-size-{self.size} a11y-scheme-{self.scheme} a11y-spacing-{self.spacing}"
