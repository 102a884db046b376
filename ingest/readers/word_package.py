"""Parts of a Word file (.docx): a zip archive of XML parts that name each other.

Source: ECMA-376 Part 2 (packages), Part 1, 11.3 (parts of a document). Only parts inside the
archive are ever read; relationships that lead outside are passed over.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAX_PART = 100 * 1024 * 1024  # XML of one part; a thousand pages have about 30 MB
# "Strict" files use other names for the same elements (ECMA-376 Part 1, Annex A).
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/\w+)")
TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": RELATION_ID[1:-3].encode(),
}


class BrokenPackageError(Exception):
    """A part that must be there is not, or is too large."""


@dataclass(slots=True)
class Package:
    """An open Word file. Not safe for threads."""

    archive: zipfile.ZipFile
    document: str = ""
    names: frozenset[str] = frozenset()
    relations: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> "Package":
        """Open an archive. Raises BadZipFile, BrokenPackageError, lxml's XMLSyntaxError."""
        archive = zipfile.ZipFile(io.BytesIO(data))
        package = cls(archive, names=frozenset(archive.namelist()))
        found = package.related("", "officeDocument")
        package.document = found[0] if found else "word/document.xml"
        return package

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that `part` relates to, of one kind ("numbering", "header" ...)."""
        return [
            name for name, type_ in self._relations(part).values() if type_.endswith(f"/{kind}")
        ]

    def by_id(self, part: str, identity: str) -> str | None:
        """Name of the part that `part` knows by this relationship id."""
        return self._relations(part).get(identity, (None, ""))[0]

    def read(self, name: str) -> bytes:
        """Bytes of a part. Raises BrokenPackageError where it is missing or too large."""
        if name not in self.names:
            raise BrokenPackageError(f"no part {name}")
        if self.archive.getinfo(name).file_size > MAX_PART:
            raise BrokenPackageError(f"part {name} is too large")
        with self.archive.open(name) as part:
            return part.read(MAX_PART)

    def tree(self, name: str) -> Any:  # noqa: ANN401 (lxml has no types)
        """Root element of an XML part; entities stay unexpanded, nothing outside is fetched."""
        from lxml import etree  # type: ignore[import-untyped]

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        data = self.read(name)
        if b"purl.oclc.org" in data[:20_000]:
            data = STRICT.sub(lambda match: TRANSITIONAL.get(match[1], match[0]), data)
        return etree.fromstring(data, parser)

    def first(self, kind: str) -> Any:  # noqa: ANN401
        """Root of the first part of a kind that the document relates to, or None."""
        found = [name for name in self.related(self.document, kind) if name in self.names]
        return self.tree(found[0]) if found else None

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """(name of the part, type) by id, of what lies inside the archive."""
        if part not in self.relations:
            folder, name = posixpath.split(part)
            path = posixpath.join(folder, "_rels", f"{name}.rels")
            nodes = self.tree(path) if path in self.names else ()
            self.relations[part] = {
                node.get("Id"): (_target(folder, node.get("Target", "")), node.get("Type", ""))
                for node in nodes
                if node.get("TargetMode") != "External"
            }
        return self.relations[part]


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
