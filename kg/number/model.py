"""The values of the number room: a document's number, and a place in a text where one stands."""

import re
from dataclasses import dataclass

from kg.errors import Problem
from kg.number.codes import codes, issuer_code, plain_letters
from kg.terms import DocumentType


@dataclass(frozen=True)
class DocumentNumber:
    """A printed number. Not an identity: offices restart at 01 each year.

    ordinal: as printed ("09", "12a", "66.7"). joint: "/" State, "-" Party. symbol: in canonical
    spelling, empty where a question left it out.
    """

    ordinal: str
    year: int | None
    joint: str
    symbol: str

    def __str__(self) -> str:
        year = "" if self.year is None else f"/{self.year}"
        return (
            f"{self.ordinal}{year}{self.joint}{self.symbol}"
            if self.symbol
            else (f"{self.ordinal}{year}")
        )

    @property
    def _codes(self) -> list[str]:
        return re.split(r"[-/]", self.symbol)

    @property
    def type_code(self) -> str:
        """Code of the type, "NĐ" of "61/2018/NĐ-CP"; empty for laws and letters."""
        head = self._codes[0]
        return head if head in codes().names else ""

    @property
    def issuer_code(self) -> str:
        """Code of the issuer: "CP" of "61/2018/NĐ-CP", "UBND" of "12/UBND-NC"; else empty."""
        rest = self._codes[1:] if self.type_code else self._codes
        return rest[0] if rest else ""

    @property
    def document_type(self) -> DocumentType | None:
        """The type that the number itself tells; None for the National Assembly's documents."""
        if self.type_code:
            return codes().names[self.type_code]
        known = issuer_code(self.issuer_code) if self.issuer_code else None
        if self.year is None and known is not None and known.common and len(self._codes) > 1:
            return DocumentType.OFFICIAL_LETTER
        return None

    @property
    def key(self) -> str:
        """Folded, no leading zeros: equal for two prints of one number ("9-nq/tu")."""
        return plain_letters(str(self)).lstrip("0") or "0"


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number in a text; `text[start:end] == raw`.

    abbreviated: a short number that leans on the next one ("18" in "18, 19-NQ/TW").
    alternatives: other readings, best first, where digits were doubtful; then `problems` says so.
    """

    start: int
    end: int
    raw: str
    number: DocumentNumber
    abbreviated: bool = False
    alternatives: tuple[DocumentNumber, ...] = ()
    problems: tuple[Problem, ...] = ()
