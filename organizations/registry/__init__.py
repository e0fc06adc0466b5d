"""Registry files → rows with every fault named; pure reading, writes nothing.

Two readers live here. `read_registry` reads the three shipped files of a region, whose columns are
fixed. `RegistryFile` reads whatever a municipality or the department keeps (XLSX, XLS, CSV):

    places = Places([KnownPlace(id, name, kind, oktmo, former=((name, oktmo), …)), …])
    file = RegistryFile(content, places, limits=IN_REQUEST)   # or IN_BACKGROUND; TableRefused says why not
    file.layouts                  # tuple of Layout; .as_json() goes to RegistryImport.layout
    file.left_out                 # sentences about sheets that are not read
    file.row_count                # bound of the number of rows, for progress
    for row in file.rows(): …     # RegistryRow, one at a time; a second call reads anew
    file.skipped                  # after rows(): sentences about totals, footnotes and the like
    file.warnings                 # after rows(): sentences about contacts that look like a person's own

    row.sheet, row.line           # line as a spreadsheet numbers it
    row.values                    # {field: text to keep}: number, short_name, full_name, municipality, oktmo, okato,
                                  # settlement, address, phone, email, site, inn, ogrn, group (GroupCode),
                                  # is_name_official (да/нет), closed_on (ISO), removed, status (да/нет). A field is
                                  # there only when the file has its column and the cell is sound; "" = an empty cell
    row.cells                     # {field: «C7»}
    row.name                      # short name, or the abbreviated full one: the name of a new organization
    row.group, row.is_closed      # code of the group (school by default); the line says closed or deleted
    row.place, row.places         # id of the municipality or None; ids that it may be
    row.faults                    # CellFault(cell, field, text); ._asdict() is the JSON of RegistryImportRow.faults
    row.repairs                   # sentences

    # One Matcher per reading: it remembers to which line an organization was given.
    index = Matcher([KnownOrganization(id, municipality_id, name, …, former, former_places), …])
    match = index.match(row)      # Match(kind, organization_id, candidates, reason)
    match.kind                    # MatchKind.NEW, MATCH (organization_id), DOUBTFUL, ERROR (both with a reason)
    changed_fields(row, {field: text of the organization}) -> {field: new text}   # not of case, ё/е, quotes, spaces

    error_book(content, {(sheet, line): [CellFault, …]}, limits) -> bytes     # XLSX in the same layout
    EXPORT_COLUMNS, export_texts({field: text}) -> texts of a line            # for organizations.sheets.write_list
"""

from organizations.registry.faults import Fault, RegistryError
from organizations.registry.files import Registry, read_registry
from organizations.registry.groups import GROUPS, GroupFacts
from organizations.registry.heading_words import LABELS, Field
from organizations.registry.known import KnownOrganization
from organizations.registry.matching import Match, Matcher, MatchKind, changed_fields
from organizations.registry.name_keys import is_poorer_name, is_same_name
from organizations.registry.names import authority_name, capital, is_founded_by_region, is_official_school_name
from organizations.registry.paper import EXPORT_COLUMNS, error_book, export_texts
from organizations.registry.places import KnownPlace, Places
from organizations.registry.registry_file import RegistryFile
from organizations.registry.registry_row import CellFault, RegistryRow
from organizations.registry.rows import AuthorityRow, MunicipalityRow, SchoolRow, school_key
from organizations.registry.sheets import IN_BACKGROUND, IN_REQUEST, Limits, TableRefused

__all__ = [
    "EXPORT_COLUMNS",
    "GROUPS",
    "IN_BACKGROUND",
    "IN_REQUEST",
    "LABELS",
    "AuthorityRow",
    "CellFault",
    "Fault",
    "Field",
    "GroupFacts",
    "KnownOrganization",
    "KnownPlace",
    "Limits",
    "Match",
    "MatchKind",
    "Matcher",
    "MunicipalityRow",
    "Places",
    "Registry",
    "RegistryError",
    "RegistryFile",
    "RegistryRow",
    "SchoolRow",
    "TableRefused",
    "authority_name",
    "capital",
    "changed_fields",
    "error_book",
    "export_texts",
    "is_founded_by_region",
    "is_official_school_name",
    "is_poorer_name",
    "is_same_name",
    "read_registry",
    "school_key",
]
