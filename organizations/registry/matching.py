"""A row of a file against the organizations of the portal: new, the same, or a person decides."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from organizations.registry.heading_words import LABELS, Field
from organizations.registry.known import Known, KnownOrganization
from organizations.registry.registry_row import RegistryRow
from organizations.roles import GroupCode
from organizations.text import search_text


class MatchKind(StrEnum):
    """What a row is to the portal."""

    NEW = "new"
    MATCH = "match"
    DOUBTFUL = "doubtful"
    ERROR = "error"


class Match(NamedTuple):
    """The answer: `organization_id` of a match, `candidates` of a doubt, `reason` in Russian of a doubt or an error."""

    kind: MatchKind
    organization_id: int | None = None
    candidates: tuple[int, ...] = ()
    reason: str = ""


NO_NUMBER = "Номер {number} порталу неизвестен. Оставьте ячейку пустой, если организация новая."
NO_PLACE = "Не указано муниципальное образование. Добавьте его название или код ОКТМО."
NUMBERS_OF_TWO = "ИНН и ОГРН в портале принадлежат разным организациям."
OTHER_NAME = "{label} принадлежит организации «{known}», а в строке указано «{name}»."
OTHER_NUMBER = "Наименование совпадает с «{known}», но {label} в портале другой: {number}."
OTHER_PLACE = "{label} принадлежит организации «{known}» другого муниципального образования."
PLACELESS = "Муниципальное образование не указано, а организация с таким наименованием в портале уже есть."
SEVERAL = "Под это наименование подходят несколько организаций."
ALIKE = "Похоже на организацию «{known}», но наименования совпадают не полностью."
ELSEWHERE = (
    "В этом муниципальном образовании такой организации нет, а в другом есть «{known}». "
    "Решите, та же ли это организация."
)
TAKEN = "Та же организация «{known}» уже указана в строке {line}."


class Matcher:
    """Finds the organization of each row of one file; one organization is given to one row."""

    def __init__(self, organizations: Iterable[KnownOrganization]) -> None:
        self._known = Known(organizations)
        self._taken: dict[int, int] = {}

    def match(self, row: RegistryRow) -> Match:
        """By the number in the portal, then ИНН and ОГРН, then municipality and name in any spelling.

        «№ 1» is never «№ 10», and without a municipality nothing is decided by the name alone.
        """
        if number := row.values.get(Field.NUMBER):
            found = self._by_number(int(number))
        else:
            found = self._by_codes(row) or self._by_name(row)
        if found.kind is MatchKind.MATCH and found.organization_id is not None:
            return self._once(found.organization_id, row.line)
        return found

    def _once(self, found: int, line: int) -> Match:
        first = self._taken.setdefault(found, line)
        if first == line:
            return Match(MatchKind.MATCH, found)
        return self._doubt((found,), TAKEN.format(known=self._known[found].name, line=first))

    def _by_number(self, number: int) -> Match:
        if number in self._known:
            return Match(MatchKind.MATCH, number)
        return Match(MatchKind.ERROR, reason=NO_NUMBER.format(number=number))

    def _by_codes(self, row: RegistryRow) -> Match | None:
        """The owner of the ИНН or ОГРН; a doubt when the name or the municipality is not the owner's."""
        owners = {
            field: owner
            for field in (Field.INN, Field.OGRN)
            if (owner := self._known.by_code(field, row.values.get(field, ""))) is not None
        }
        if not owners:
            return None
        field, owner = next(iter(owners.items()))
        if len(set(owners.values())) > 1:
            return self._doubt(owners.values(), NUMBERS_OF_TWO)
        known = self._known[owner]
        said = {"label": LABELS[field], "known": known.name, "name": row.name}
        if row.place not in {None, known.municipality_id}:
            return self._doubt((owner,), OTHER_PLACE.format(**said))
        if row.name and not self._known.is_named(owner, row):
            return self._doubt((owner, *self._known.named(row)), OTHER_NAME.format(**said))
        return Match(MatchKind.MATCH, owner)

    def _by_name(self, row: RegistryRow) -> Match:
        if row.place is None and not self._is_of_region(row):
            return self._placeless(row)
        found = self._known.named(row) or self._known.spelled(row)
        if len(found) == 1:
            return self._same_codes(found[0], row)
        if found:
            return self._doubt(found, SEVERAL)
        alike = self._known.alike(row)
        if alike:
            return self._doubt(alike, ALIKE.format(known=self._known[alike[0]].name) if len(alike) == 1 else SEVERAL)
        elsewhere = self._known.elsewhere(row) if row.place and row.group == GroupCode.SCHOOL else ()
        if elsewhere:
            return self._doubt(elsewhere, ELSEWHERE.format(known=self._known[elsewhere[0]].name))
        return Match(MatchKind.NEW)

    def _is_of_region(self, row: RegistryRow) -> bool:
        """The department and the institute stand in no municipality."""
        return not row.places and row.group in {GroupCode.DEPARTMENT, GroupCode.INSTITUTE}

    def _placeless(self, row: RegistryRow) -> Match:
        found = self._known.anywhere(row)
        return self._doubt(found, PLACELESS) if found else Match(MatchKind.ERROR, reason=NO_PLACE)

    def _same_codes(self, found: int, row: RegistryRow) -> Match:
        """The name is the organization's; its own ИНН and ОГРН must not be others."""
        known = self._known[found]
        for field, code in ((Field.INN, known.inn), (Field.OGRN, known.ogrn)):
            if code and row.values.get(field) and row.values[field] != code:
                return self._doubt((found,), OTHER_NUMBER.format(known=known.name, label=LABELS[field], number=code))
        return Match(MatchKind.MATCH, found)

    def _doubt(self, candidates: Iterable[int], reason: str) -> Match:
        return Match(MatchKind.DOUBTFUL, None, tuple(dict.fromkeys(candidates)), reason)


def changed_fields(row: RegistryRow, kept: Mapping[str, str]) -> dict[str, str]:
    """Field → new text, of the fields in `kept`; an empty cell changes nothing, nor do case, ё/е, quotes and spaces."""
    return {
        field: text
        for field, before in kept.items()
        if (text := row.values.get(field, "")) and search_text(text) != search_text(before)
    }
