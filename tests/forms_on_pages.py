"""The forms of a page as a script meets them that knows nothing of our code."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = {"hidden", "submit", "button", "image", "reset"}
Attributes = dict[str, str]


@dataclass
class Form:
    """A form with its controls and the buttons that send it."""

    method: str
    action: str
    controls: list[Attributes] = field(default_factory=list)
    buttons: list[Attributes] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)

    def faults(self) -> Iterator[str]:
        """What keeps a script, or a person with a screen reader, from filling the form in."""
        for control in self.controls:
            if not self._is_labelled(control):
                yield f"{self.action}: нет подписи у поля {control.get('name')}"
        if self.method == "post" and not self.buttons:
            yield f"{self.action}: нет кнопки"
        for button in self.buttons:
            if self.method == "post" and not button.get("name"):
                yield f"{self.action}: кнопка без имени"

    def _is_labelled(self, control: Attributes) -> bool:
        named = control.get("aria-label") or control.get("aria-labelledby") or control.get("in-label")
        return bool(named) or control.get("id", "") in self.labels


@dataclass
class Page:
    """What a script can do on a page."""

    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: Form | None = None
        self._in_label = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.page.forms.append(self._form)
        elif tag == "a" and given.get("href", "").startswith("/"):
            self.page.links.append(given["href"].split("#")[0])
        elif self._form is not None:
            self._inside(tag, given, self._form)

    def _inside(self, tag: str, given: Attributes, form: Form) -> None:
        if tag == "label":
            self._in_label = True
            form.labels.add(given.get("for", ""))
        elif tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append(given)
        elif tag in {"input", "select", "textarea"} and given.get("type") not in UNSEEN and "hidden" not in given:
            form.controls.append(given | ({"in-label": "1"} if self._in_label else {}))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "label":
            self._in_label = False


def read_page(html: str) -> Page:
    """Forms and links of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.page
