"""Pages as a reader meets them: words, links, figures; by the standard parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

_UNSEEN = {"script", "style", "svg", "template", "title"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}
_SPOKEN = ("title", "aria-label", "placeholder", "alt")


@dataclass
class Link:
    """An `a` with its attributes, its text and the classes of the elements around it."""

    attributes: dict[str, str]
    around: frozenset[str]
    text: str = ""

    @property
    def url(self) -> str:
        return self.attributes.get("href", "")

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


@dataclass
class Page(HTMLParser):
    """A parsed page."""

    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    total: int | None = None
    inputs: dict[str, dict[str, str]] = field(default_factory=dict)
    _path: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.words += [given[name] for name in _SPOKEN if given.get(name)]
        if "data-total" in given:
            self.total = int(given["data-total"])
        if tag == "a":
            around = frozenset(name for _, classes in self._path for name in classes.split())
            self.links.append(Link(given, around))
        if tag in {"input", "textarea", "select"} and given.get("name"):
            self.inputs[given["name"]] = given
        if tag not in _VOID:
            self._path.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._path and tag in [name for name, _ in self._path]:
            if self._path.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._path}
        if data.strip() and not tags & _UNSEEN:
            self.words.append(data.strip())
        if "a" in tags and self.links:
            self.links[-1].text += data


def read(response: HttpResponse) -> Page:
    """The page of a response."""
    page = Page()
    page.feed(response.content.decode())
    return page
