"""The values that the rooms exchange: frozen, slotted, built once.

Offsets are Python str offsets. Two coordinate systems exist, and each field says which it uses:
*raw* is the text as read from the file (what citations point into), *text* is the clean text
(NFC, repaired where the file was damaged). Both have the same lines. Lines count from 1.
"""

import datetime as dt
from dataclasses import dataclass, field

from kg.duties import Assignment, Target, Task
from kg.effects import Effect
from kg.errors import Problem
from kg.source_text import Line, SourceText, iterate_text
from kg.tables import Table
from kg.terms import CitationRole, MentionType, PlaceLevel, Relation, SectionKind

__all__ = [
    "AsRead",
    "Assignment",
    "Attached",
    "Choice",
    "DocumentRecord",
    "DocumentRelation",
    "Header",
    "Line",
    "Mention",
    "Passage",
    "Period",
    "Place",
    "Reading",
    "Section",
    "SourceText",
    "Target",
    "Task",
    "iterate_text",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A province, district or commune as a document names it, with what contains it.

    name: with its kind, "Phường 5", "xã Nguyên Giáp", "tỉnh Đồng Tháp".
    """

    name: str
    level: PlaceLevel
    district: str | None = None
    province: str | None = None
    code: str | None = None  # statistics office's code, where the unit is known


@dataclass(frozen=True, slots=True)
class Period:
    """Years that a plan covers, both inclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A plan (regulation, list ...) promulgated with a decision: one document with it."""

    type: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """One unit of the outline.

    level: 1 for a decision, its attached plan or an appendix; 2, 3, 4 below.
    label: as printed: "II", "1", "a", "Điều 3"; empty for a title.
    path: headings from the document's title down to this one, this one included.
    line, line_end: lines of the heading itself. last_line: last line of the unit's whole text,
        its sub-units included. body_line_end: last line before the first sub-unit.
    """

    kind: SectionKind
    level: int
    label: str
    heading: str
    line: int
    line_end: int
    body_line_end: int
    last_line: int
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself. Absent is None, never guessed.

    number: canonical ("36/QĐ-UBND"). type: a `DocumentType` value, as a plain str.
    effective_note: the words ("kể từ ngày ký") that give `effective_from`.
    """

    number: str | None = None
    type: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    place: Place | None = None
    title: str | None = None
    period: Period | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    effective_from: dt.date | None = None
    effective_note: str | None = None
    attached: Attached | None = None
    signed_line: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One document that a mention may mean, and why."""

    key: str
    canonical: str | None
    title: str | None
    date: dt.date | None
    issuer: str | None
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a document is named. Two mentions of one document are equal.

    canonical: number in standard form, None where none is printed or known.
    number, year: parts of it. issuer, date, title: as stated there (issuer may be inferred).
    target: key of the document meant (see `kg.resolve`), None while unresolved or in doubt;
    then `choices` lists the candidates.
    Offsets are raw offsets: `source.raw[char_start:char_end] == raw`.
    """

    canonical: str | None
    type: str | None
    number: str | None
    year: int | None
    issuer: str | None
    date: dt.date | None
    title: str | None
    relation: Relation
    role: CitationRole
    mention_type: MentionType
    provision: str | None = None
    target: str | None = None
    confidence: float = 1.0
    choices: tuple[Choice, ...] = field(default=(), compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    raw: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    line_end: int = field(default=0, compare=False)
    char_start: int = field(default=0, compare=False)
    char_end: int = field(default=0, compare=False)
    text_start: int = field(default=0, compare=False)  # the same span in the clean text
    text_end: int = field(default=0, compare=False)
    page: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentRelation:
    """What a text says between two cited documents ("Luật A đã được sửa đổi theo Luật B").

    source, target: canonical numbers; source acts on target.
    clause, quote, line: where it is said.
    """

    source: str
    target: str
    relation: Relation
    line: int
    quote: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class AsRead:
    """What a text is read again from, beside its lines.

    tables, problems: as the file's reader found them. lines: as they were before a person
    corrected or accepted something in them, ascending.
    """

    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file; nothing is written yet.

    name: the file's name; path: as given; sha256: of its bytes. as_read: None where it was not
    read from a file.
    """

    name: str
    path: str
    sha256: str
    source: SourceText
    header: Header
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[DocumentRelation, ...] = ()
    effects: tuple[Effect, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    problems: tuple[Problem, ...] = ()
    as_read: AsRead | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable piece of a document: one outline section, or a part of a long one.

    id: "<document id>#<ordinal from 1>", or the id given by a bulk dataset.
    """

    id: str
    document: str
    heading_path: tuple[str, ...]
    text: str
    line_start: int
    line_end: int
    page: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the library knows it: held (with a file), or a stub that others cite.

    key: identity (see `kg.resolve.identity_key`); id: the key's short, printable name.
    path: where its file is, or was when it was read (`kg.file_paths`).
    """

    id: str
    key: str
    held: bool
    header: Header
    name: str = ""
    path: str = ""
    sha256: str = ""
    damaged: bool = False
