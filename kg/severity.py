"""How bad a row of a check is: from the state on the day of view and the citation's role."""

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from kg.facts import EffectClause
from kg.folding import fold
from kg.identity import has_year, issuer_form
from kg.model import Header, Mention
from kg.proofs import Proof
from kg.registry import Registry
from kg.statements import Said
from kg.terms import CitationRole, Relation, Severity, ValidityState
from kg.validity import Validity

ROLE_ORDER: Final = (
    CitationRole.BASIS,
    CitationRole.TASK,
    CitationRole.AMENDED_OBJECT,
    CitationRole.REPORT,
    CitationRole.HISTORY,
    CitationRole.QUOTED_TITLE,
)
"""Roles by the weight they give a row, heaviest first."""
ENDS: Final = frozenset({Relation.REPLACES, Relation.REPEALS, Relation.ANNULS, Relation.SUSPENDS})
"""What a document does to another that it ends or halts."""
_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa|thanh pho)\b")
_CENTRAL_CITIES = frozenset({"ha noi", "hai phong", "da nang", "ho chi minh", "can tho", "hue"})
REFORM: Final = dt.date(2025, 7, 1)
"""Day on which district authorities ended (72/2025/QH15, khoản 3 Điều 51)."""
DISTRICT_BODIES_END: Final = Proof(
    document="72/2025/QH15",
    clause="khoản 3 Điều 51",
    quote="Hội đồng nhân dân, các cơ quan thuộc Hội đồng nhân dân, Ủy ban nhân dân, Chủ tịch Ủy "
    "ban nhân dân, các cơ quan chuyên môn, tổ chức hành chính khác thuộc Ủy ban nhân dân huyện, "
    "quận, thành phố thuộc tỉnh, thành phố thuộc thành phố trực thuộc trung ương, thị xã (sau đây "
    "gọi chung là cấp huyện) kết thúc hoạt động từ ngày 01 tháng 7 năm 2025.",
    source="reference/office_successors.csv",
    checked=None,
    confidence="high",
)
"""Why authorities of districts ended; wording as in reference/office_successors.csv."""
DISTRICT_END: Final = dt.date(2027, 3, 1)
"""First day on which normative documents of districts no longer hold (87/2025/QH15, Điều 3)."""


def is_live(mention: Mention) -> bool:
    """Whether the document rests on what it cites: a basis or task, not an object it ends."""
    rests = mention.role in (CitationRole.BASIS, CitationRole.TASK)
    return rests and mention.relation not in ENDS


def severity_of(validity: Validity, mention: Mention, header: Header) -> Severity:
    """Severity by the table of the command line's contract, for the weightiest mention."""
    live = is_live(mention)
    if validity.state is ValidityState.UNKNOWN:
        return Severity.REVIEW if live and validity.effective_until else Severity.UNKNOWN
    if validity.state is ValidityState.IN_FORCE:
        return _severity_in_force(validity, live=live)
    if not live:
        return Severity.NOTE
    if validity.state is ValidityState.NOT_YET:
        return _severity_not_yet(validity, header)
    if validity.state is ValidityState.PARTLY:
        return Severity.WARNING
    return Severity.REVIEW if validity.presumed else Severity.ERROR


def _severity_in_force(validity: Validity, *, live: bool) -> Severity:
    if validity.dead_parents:
        return Severity.REVIEW if live else Severity.NOTE
    return Severity.NOTE if validity.amended and live else Severity.OK


def _severity_not_yet(validity: Validity, header: Header) -> Severity:
    """A basis that takes effect no later than the document itself is lawful."""
    own = header.effective_from or header.date
    begins = validity.effective_from
    return Severity.ERROR if own and begins and begins > own else Severity.WARNING


def district_validity(
    validity: Validity, statement: Said, registry: Registry, *, on: dt.date
) -> Validity:
    """Normative documents of abolished districts hold to the end of 28 February 2027 at most.

    They may have been replaced earlier by the new communes, so that until then the state stays
    unknown, with the last day shown, for review.
    """
    if on < REFORM or not _of_a_district(statement):
        return validity
    clause = next((c for c in registry.clauses if _says_so(c)), None)
    if clause is None:
        return validity
    proof = Proof(
        clause.number, clause.clause, clause.quote, clause.source, registry.compiled,
        clause.confidence,
    )  # fmt: skip
    over = on >= DISTRICT_END
    return replace(
        validity,
        state=ValidityState.EXPIRED if over else ValidityState.UNKNOWN,
        effective_until=DISTRICT_END - dt.timedelta(days=1),
        proof=(proof,),
        presumed=over,
    )


def _of_a_district(statement: Said) -> bool:
    canonical, issuer = statement.canonical, statement.issuer
    if not (canonical and issuer and has_year(canonical)):
        return False
    if statement.date and statement.date >= REFORM:
        return False
    folded = fold(issuer_form(issuer))
    kind = _DISTRICT.search(folded)
    city = folded.partition("thanh pho ")[2]
    return bool(kind) and folded.startswith(("ubnd", "hdnd")) and city not in _CENTRAL_CITIES


def _says_so(clause: EffectClause) -> bool:
    return (
        clause.number == "87/2025/QH15"
        and clause.kind == "transitional"
        and "28 tháng 02 năm 2027" in (clause.quote or "")
    )
