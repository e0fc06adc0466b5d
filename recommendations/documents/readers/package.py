"""Documents that are archives of XML parts (.docx, .odt): opened within limits, with every trap of XML closed."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.kinds import PACKAGE_ERRORS
from recommendations.documents.readers.limits import MAX_TAGS, check_tags

MAX_UNPACKED = 100 * 1024 * 1024
"""The largest sum of the unpacked parts, in bytes."""
MAX_ENTRIES = 2000
MAX_PART = 32 * 1024 * 1024
"""The largest XML part that is parsed, in bytes."""

BROKEN = "Документ повреждён: его содержимое не открывается. Сохраните его заново и загрузите снова."
PROTECTED = "Документ защищён паролем: снимите защиту, сохраните его и загрузите снова."
TOO_LARGE = "Документ слишком большой после распаковки. Удалите из него рисунки и вложения и загрузите снова."
UNSAFE = "Документ содержит недопустимую разметку XML и не может быть прочитан. Сохраните его заново."
_ENCRYPTED_FLAG = 0x1


def parse_xml(content: bytes) -> etree._Element:
    """Return the root of an XML part; raise DocumentError for broken XML and for any document type declaration."""
    check_tags(content.count(b"<"), MAX_TAGS)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise DocumentError(UNSAFE)
    return root


class Package:
    """The parts of a document by name; `namespaces` gives those of an XML part the names that its reader knows."""

    def __init__(self, content: bytes, namespaces: Mapping[bytes, bytes] = MappingProxyType({})) -> None:
        self._namespaces = namespaces
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except PACKAGE_ERRORS as error:
            raise DocumentError(BROKEN) from error
        entries = self._archive.infolist()
        self._names = {entry.filename: entry for entry in entries}
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise DocumentError(TOO_LARGE)
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise DocumentError(PROTECTED)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raise DocumentError when it is absent, damaged or too large."""
        try:
            with self._archive.open(self._names[name]) as part:
                content = part.read(MAX_PART + 1)
        except PACKAGE_ERRORS as error:
            raise DocumentError(BROKEN) from error
        if len(content) > MAX_PART:
            raise DocumentError(TOO_LARGE)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part."""
        content = self.read(name)
        for other, known in self._namespaces.items():
            content = content.replace(other, known)
        return parse_xml(content)

    def optional_xml(self, name: str) -> etree._Element | None:
        """Return the root of a part that a document may do without; None when it is absent or unreadable."""
        if name not in self:
            return None
        try:
            return self.xml(name)
        except DocumentError as error:
            if str(error) == BROKEN:
                return None
            raise
