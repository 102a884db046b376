"""What is wrong in a table of facts, or worth a word: its line, its column, both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kg.errors import Problem
from kg.terms import ProblemCode


class FactFault(StrEnum):
    """Kinds of findings. Refusals first, then contradictions, then warnings."""

    EMPTY = "empty"  # a required cell
    NUMBER = "number"
    DAY = "day"
    YEAR = "year"  # a day, but no year of this country's documents
    SPAN = "span"  # of a suspension
    EVENT = "event"  # a word that names no event
    ACTOR = "actor"  # an event without the document that makes it
    UNDATED = "undated"  # an event without its day
    SCOPE = "scope"  # full and provisions, or partial without them
    ISSUER = "issuer"  # a local document without its issuer
    STATUS = "status"  # a state without the facts that make it
    FUTURE = "future"  # signed or checked after the day of checking
    CELLS = "cells"  # more cells than headings
    NOT_A_ROW = "not_a_row"  # a line of JSONL that is no object
    TWO_VALUES = "two_values"  # two rows, two days for one event
    END_BEFORE_BEGIN = "end_before_begin"
    BEFORE_SIGNED = "before_signed"  # ended, changed or halted before it was signed
    STATUS_DIFFERS = "status_differs"  # the state stated is not that of the days stated
    REGISTERED = "registered"  # another day than the shipped registry has
    SIGNED_DIFFERS = "signed_differs"  # the registry has this number, of another day
    ITSELF = "itself"
    OLDER = "older"  # replaced, amended ... by an older document
    LOWER = "lower"  # a local document acts on a national one
    RING = "ring"
    RESUMED_ALONE = "resumed_alone"
    COLUMN_UNKNOWN = "column_unknown"
    NO_ROWS = "no_rows"
    ROW_SHORT = "row_short"
    REPEATED = "repeated"
    SHEET_LEFT = "sheet_left"
    HEADING = "heading"  # a line over several columns, between rows
    END_MEANT = "end_meant"  # "Ngày hết hiệu lực" was taken for the first day without effect
    NUMBER_CORRECTED = "number_corrected"
    NUMBER_YEAR = "number_year"
    ISSUER_UNPLACED = "issuer_unplaced"
    BEGINS_BEFORE_SIGNED = "begins_before_signed"
    TITLE_DIFFERS = "title_differs"
    END_UNDATED = "end_undated"  # replaced, but no day is given: the state stays unknown
    OVERRIDDEN = "overridden"
    UPDATED = "updated"  # another value than the one imported before


CONTRADICTIONS: Final = frozenset(
    {
        FactFault.TWO_VALUES, FactFault.END_BEFORE_BEGIN, FactFault.BEFORE_SIGNED,
        FactFault.STATUS_DIFFERS, FactFault.REGISTERED, FactFault.SIGNED_DIFFERS,
        FactFault.ITSELF, FactFault.OLDER, FactFault.LOWER, FactFault.RING,
        FactFault.RESUMED_ALONE,
    }
)  # fmt: skip
"""Findings between facts, not of one cell."""

_EXPECTED: Final[Mapping[FactFault, str]] = MappingProxyType(
    {
        FactFault.EMPTY: "a value in each required column",
        FactFault.NUMBER: "a number such as 01/2021/NĐ-CP or 18-NQ/TW",
        FactFault.DAY: "a day such as 2025-07-01 or 01/7/2025",
        FactFault.YEAR: "a year from 1945 to {against}",
        FactFault.SPAN: "two days in order, 2025-01-01/2025-03-01 (the second: in force again)",
        FactFault.EVENT: "one of: {against}",
        FactFault.ACTOR: "the number of the document that acts, in the column by",
        FactFault.UNDATED: "the first day of the event, in the column date",
        FactFault.SCOPE: "full; or partial, with provisions and the column date",
        FactFault.ISSUER: "the issuer with its place, as the number does not tell it",
        FactFault.STATUS: "{against}",
        FactFault.FUTURE: "a day not after {against}",
        FactFault.CELLS: "{against} cells, as the header has",
        FactFault.NOT_A_ROW: "a JSON object on each line",
        FactFault.TWO_VALUES: "one value; the other row has {against}",
        FactFault.END_BEFORE_BEGIN: "an end on or after the begin, {against}",
        FactFault.BEFORE_SIGNED: "a day not before the signing, {against}",
        FactFault.STATUS_DIFFERS: "a state that fits {against}",
        FactFault.REGISTERED: "{against}, as the registry has it",
        FactFault.SIGNED_DIFFERS: "{against}, as the registry has it",
        FactFault.ITSELF: "another document",
        FactFault.OLDER: "a document signed later: {against}",
        FactFault.LOWER: "a document of a central body",
        FactFault.RING: "no ring of replacements: {against}",
        FactFault.RESUMED_ALONE: "a suspension that began before",
        FactFault.COLUMN_UNKNOWN: "one of the columns of the format",
        FactFault.NO_ROWS: "rows below the header",
        FactFault.ROW_SHORT: "{against} cells, as the header has",
        FactFault.REPEATED: "each fact once",
        FactFault.SHEET_LEFT: "the table on the first sheet",
        FactFault.HEADING: "rows of facts; this line was passed over",
        FactFault.END_MEANT: "the FIRST day without effect (a last day: effective_until)",
        FactFault.NUMBER_CORRECTED: "{against}",
        FactFault.NUMBER_YEAR: "the year of the number",
        FactFault.ISSUER_UNPLACED: "the issuer with its place",
        FactFault.BEGINS_BEFORE_SIGNED: "a begin not before the signing, {against}",
        FactFault.TITLE_DIFFERS: "{against}",
        FactFault.END_UNDATED: "the first day without effect; until then the state is unknown",
        FactFault.OVERRIDDEN: "{against}, as the registry has it",
        FactFault.UPDATED: "{against}, as imported before",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. line: of the row, as its table counts; empty where it is of the whole table.

    column: canonical name. found: the value that is refused or told. against: the other side of
    a contradiction, or what would do. others: lines of the other side; empty: the registry's or
    an earlier import's.
    """

    fault: FactFault
    line: str = ""
    column: str = ""
    found: str = ""
    against: str = ""
    others: tuple[str, ...] = ()

    @property
    def code(self) -> ProblemCode:
        """ROW_REFUSED for a cell or row, CONTRADICTION for facts that exclude each other."""
        found = self.fault in CONTRADICTIONS
        return ProblemCode.CONTRADICTION if found else ProblemCode.ROW_REFUSED

    @property
    def expected(self) -> str:
        """What would do, in English, for programs."""
        return _EXPECTED[self.fault].format(against=self.against)

    def problem(self, table: str = "") -> Problem:
        """The same as a problem with its place, "facts.csv:5", or "line 5" without a table."""
        place = f"{table}:{self.line}" if table else f"line {self.line}"
        found = f"{self.column}: {self.found}" if self.column else self.found
        return Problem(self.code, found, self.expected, place if self.line else table)


class RefusedError(Exception):
    """A row cannot be used. `finding` has no line yet."""

    def __init__(self, fault: FactFault, column: str, found: str, against: str = "") -> None:
        super().__init__(found)
        self.finding = Finding(fault, column=column, found=found, against=against)
