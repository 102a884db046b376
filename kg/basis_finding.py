"""Findings on the form of a basis, as values. Their sentences are in `ui.check_wording`."""

from dataclasses import dataclass
from enum import StrEnum

from kg.basis_lines import BasisLine
from kg.terms import Severity


class FormCode(StrEnum):
    """What is wrong with the form of a basis."""

    NO_NUMBER = "no_number"
    NO_YEAR = "no_year"  # a normative document whose number lacks the year
    NO_DATE = "no_date"
    NO_ISSUER = "no_issuer"
    NO_TITLE = "no_title"
    TITLE_PERIOD = "title_period"
    TITLE_OF_ANOTHER = "title_of_another"
    TITLE_DIFFERS = "title_differs"
    TITLE_CUT = "title_cut"
    LAW_UNDATED = "law_undated"  # several laws bear the name
    NO_DOCUMENT = "no_document"
    DOUBLED_OPENING = "doubled_opening"  # "Căn cứ Căn cứ"
    KIND_MISSPELT = "kind_misspelt"
    KIND_WRONG = "kind_wrong"  # a code called a law, or the other way round
    NO_LEGAL_BASIS = "no_legal_basis"
    LOWER_BODY = "lower_body"
    SHARED_LINE = "shared_line"
    LINE_END = "line_end"
    ORDER = "order"
    NO_AUTHORITY = "no_authority"


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One finding. found, expected: words of the document, and what should stand there.

    rule: the article, None where custom alone asks for it. key: identity of the document, if it
    is on one. quote: the basis as it stands.
    """

    code: FormCode
    line: int
    found: str
    expected: str
    rule: str | None
    severity: Severity
    quote: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text that findings are on. line: from 1. quote: what stands there.

    key: identity of the document named there. rule: the article that asks for the form.
    """

    line: int
    quote: str
    rule: str | None
    key: str | None = None

    def finding(
        self, code: FormCode, severity: Severity, found: str, expected: str = ""
    ) -> FormFinding:
        """A finding on the rule of this place."""
        return FormFinding(
            code, self.line, found, expected, self.rule, severity, self.quote, self.key
        )

    def by_custom(
        self, code: FormCode, severity: Severity, found: str, expected: str = ""
    ) -> FormFinding:
        """A finding that no article asks for."""
        return FormFinding(code, self.line, found, expected, None, severity, self.quote, self.key)


def on_line(line: BasisLine, rule: str | None) -> Spot:
    """A whole basis as a place."""
    return Spot(line.first, line.text, rule)
