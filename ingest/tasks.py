"""Tasks: what a document gives to which office to do, by when.

Sources, in the order they are tried for each paragraph: an appendix table (`task_tables`), a label
line ("Cơ quan chủ trì: …"), a heading that names an office, with the duties under it, and body
sentences that name their actor ("Giao Phòng Nội vụ …", "Sở Y tế có trách nhiệm …").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest import language, task_tables
from ingest.duties import make_task
from ingest.offices_said import Said, heading_offices, sentence_duty, shared_duty
from ingest.paragraphs import ARTICLE, LETTER, PART, PLAIN, ROMAN, Paragraph, paragraphs
from ingest.readers import Table
from ingest.task_labels import label_tasks
from kg.folding import fold
from kg.model import Header, Section, SourceText, Task

_RECIPIENTS = re.compile(r"^\W*n[o0]i nh\w{1,3}\s?:")
_LAST_WORDS = re.compile(r"\./\.?\W*$")  # "./." closes a document's text
_BASIS = re.compile(
    r"^(?:can cu (?:luat|nghi|quyet|chi thi|thong tu|ke hoach|ket luan|cong van|bo luat|hien phap)"
    r"|theo de nghi|xet de nghi|thuc hien (?:nghi|quyet|chi thi|ke hoach|cong van"
    r"|ket luan)[^;]*;?$)"
)
_FRAME = re.compile(
    r"nhu sau\s?:?$|^kinh phi\b|^tren day la|ban hanh (?:kem theo )?(?:quyet dinh"
    r"|quy che|quy dinh|ke hoach)"
    r".{0,40}(?:nay|sau)"
)
_PAST = re.compile(
    r"\b(?:ket qua dat duoc|thuc trang|tinh hinh thuc hien|ton tai,? han che|danh gia chung"
    r"|doi tuong ap dung|pham vi dieu chinh|giai thich tu ngu)\b"
)
_SEMICOLON = re.compile(r"(?<=;)\s+")
_NEW_ACTOR = re.compile(r";\s(?=[A-ZĐÀ-Ỹ])")
_INNER_END = re.compile(r"[.!?…]\W{0,3}\s(?=[A-ZĐÀ-Ỹ])")
_VERB = re.compile(
    r"^(?:dong thoi,? |thuong xuyen |kip thoi |chu dong |tiep tuc |hang (?:nam|quy"
    r"|thang),? |la co quan )?"
    r"(?:chu tri|phoi hop|tham muu|theo doi|huong dan|kiem tra|don doc|tong hop"
    r"|bao cao|trinh|to chuc"
    r"|thuc hien|xay dung|trien khai|tham dinh|ra soat|giam sat|danh gia|bo tri"
    r"|chi dao|cung cap|lap|cong khai"
    r"|de xuat|cap nhat|tuyen truyen|tang cuong|quan ly|bao dam|dam bao|la co quan"
    r"|nghien cuu|day manh|giup|giao)\b"
)
_FOOTNOTE = re.compile(r"^\s*\[\d{1,2}\]")
_INHERITS = re.compile(
    r"^(?:h[ah]ng (?:nam|quy|thang)|dinh ky|dong thoi)[^.]{0,60}\b(?:bao cao|tong hop"
    r"|so ket|danh gia)\b"
)
LONG = 200  # characters; a recipient or a signature is shorter
OPENS_A_LIST = 14  # words; a longer line that ends with a colon is a duty itself
_STRONG = re.compile(r"^(?:chu tri|phoi hop voi|tham muu|giao)\b")


@dataclass(slots=True)
class _Scope:
    """The office whose duties the paragraphs under its heading are."""

    offices: tuple[str, ...]
    rank: int
    heading: str
    duties: list[Paragraph] = field(default_factory=list)


def find_tasks(
    source: SourceText, header: Header, sections: Sequence[Section], tables: Sequence[Table]
) -> tuple[Task, ...]:
    """All tasks of a document, by line.

    tables: those that the file's format marks; tables of plain text are found in the lines.
    A doubtful reading has a low `confidence`.
    """
    del sections  # office headings follow the paragraphs' own marks, which damage leaves readable
    year = _plan_year(header)
    items = paragraphs(source)
    drawn = task_tables.from_tables(tables, year=year)
    covered = {n for table in tables for n in range(table.first_line, table.last_line + 1)}
    flat, taken = task_tables.from_lines(source, covered, year=year)
    covered |= taken
    rest = [item for item in items if not _covered(item, covered)]
    labelled, used = label_tasks(rest, year=year)
    body = _body([item for item in rest if id(item) not in used], year)
    found = [*drawn, *flat, *labelled, *body]
    return tuple(sorted(found, key=lambda task: (task.line_start, task.line_end)))


def _covered(item: Paragraph, lines: set[int]) -> bool:
    return item.line_start in lines and item.line_end in lines


def _plan_year(header: Header) -> int | None:
    """The year that deadlines without one mean: a one-year plan's, else the year of signing."""
    if header.period:
        return header.period.start if header.period.start == header.period.end else None
    return header.date.year if header.date else None


def _body(items: Sequence[Paragraph], year: int | None) -> Iterator[Task]:
    scope: _Scope | None = None
    actors: tuple[str, ...] = ()
    above: dict[int, str] = {}
    for item in _readable(items):
        if scope and (item is None or _leaves(item, scope)):
            yield from _scope_tasks(scope, year)
            scope = None
        if item is None:
            continue
        _climb(above, item)
        context = " / ".join(above.values())
        if _PAST.search(context):
            continue
        if item.rank <= LETTER and (said := heading_offices(item, context)):
            yield from _scope_tasks(scope, year) if scope else ()
            scope = _Scope(said.offices, item.rank, item.text)
            if said.duty:
                scope.duties.append(_cut(item, said.duty_start))
        elif scope:
            scope.duties.append(item)
        else:
            free = _free_tasks(item, context, actors, year)
            yield from (task for task, _ in free)
            actors = free[-1][1] if free else ()
    yield from _scope_tasks(scope, year) if scope else ()


def _climb(above: dict[int, str], item: Paragraph) -> None:
    """Keep the headings over a paragraph, itself included if it is one."""
    for rank in [rank for rank in above if rank >= item.rank]:
        del above[rank]
    if item.rank <= LETTER and len(item.text) < LONG and not item.text.endswith((".", ";")):
        above[item.rank] = item.folded


def _readable(items: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """Without bases, frames ("như sau:"), footnotes and the recipients with the signatures.

    None stands where the running text ends and whatever follows belongs to no heading before it.
    """
    closed = False
    for item in items:
        if closed and (item.rank <= ROMAN or len(item.text) > LONG):
            closed = False
        ends = _LAST_WORDS.search(item.text) or _RECIPIENTS.match(item.folded)
        left_out = (
            _RECIPIENTS.match(item.folded)
            or _FRAME.search(item.folded)
            or _FOOTNOTE.match(item.text)
            or (item.rank == PLAIN and _BASIS.match(item.folded))
        )
        if not closed and not left_out:
            yield item
        if ends:
            closed = True
        if ends or (left_out and item.rank <= LETTER):
            yield None


def _leaves(item: Paragraph, scope: _Scope) -> bool:
    """Whether a paragraph stands outside the duties of the office heading above it."""
    if item.rank <= scope.rank or item.rank == PART:
        return True
    return item.rank == PLAIN and (
        item.text.isupper()
        or re.match(r"trong qua trinh|yeu cau cac|de nghi cac", item.folded) is not None
    )


def _cut(item: Paragraph, start: int) -> Paragraph:
    """The paragraph from an offset on: the duty that stands on its heading's own line."""
    later = ((offset - start, line) for offset, line in item.starts if offset > start)
    starts = ((0, item.line_at(start)), *later)
    text = item.text[start:]
    return Paragraph(
        PLAIN, "", text, fold(text), starts, item.line_at(start), item.line_end, after_blank=False
    )


def _scope_tasks(scope: _Scope, year: int | None) -> Iterator[Task]:
    """One task a duty; few unmarked paragraphs are read sentence by sentence."""
    duties = _merged(scope.duties)
    fine = len(duties) <= 2 and all(duty.rank == PLAIN for duty in duties)
    for duty in duties:
        for start, end in _clauses(duty, fine=fine):
            piece = duty.text[start:end]
            lines = duty.line_at(start), duty.line_at(max(start, end - 1))
            said = sentence_duty(piece, under_heading=True)
            if said is None and len(piece.split()) < 4:
                continue
            offices = said.offices if said else scope.offices
            text = said.duty if said else piece
            role = said.role if said else None
            yield make_task(text, offices, lines, year=year, role=role, context=scope.heading)


def _merged(duties: Sequence[Paragraph]) -> list[Paragraph]:
    """Duties without the lines that only open a list; a list of things stays in its duty.

    "Sở Y tế có trách nhiệm:" opens a list of duties, "gồm: Dự án 1 …" one of things.
    """
    kept: list[Paragraph] = []
    index = 0
    while index < len(duties):
        duty = duties[index]
        index += 1
        inner = index
        while inner < len(duties) and duties[inner].rank > duty.rank:
            inner += 1
        parts = duties[index:inner]
        if not (parts and duty.text.rstrip().endswith(":")):
            kept.append(duty)
        elif 2 * sum(_VERB.match(part.folded) is not None for part in parts) < len(parts):
            kept.append(duty)  # a list of things, not of duties
            index = inner
        elif len(duty.text.split()) >= OPENS_A_LIST:
            kept.append(duty)
    return kept


def _clauses(duty: Paragraph, *, fine: bool) -> Iterator[tuple[int, int]]:
    """Spans of the duties in one paragraph.

    fine: every sentence, and every part after a semicolon, that begins with a verb is a duty of its
    own; else only a sentence that begins with another role.
    """
    cuts, colon = [0], duty.text.find(":")
    begins = {start for start, _ in _sentences(duty)}
    if fine:
        begins |= {
            gap.end() for gap in _SEMICOLON.finditer(duty.text) if not 0 <= colon < gap.start()
        }
    opens = _VERB if fine else _STRONG
    cuts += [start for start in sorted(begins) if start and opens.match(duty.folded[start:])]
    cuts.append(len(duty.text))
    return pairwise(cuts)


def _free_tasks(
    item: Paragraph, context: str, actors: tuple[str, ...], year: int | None
) -> list[tuple[Task, tuple[str, ...]]]:
    """Tasks, with their actors, of a paragraph under no office: of sentences that name an actor.

    actors: of the sentence before; "Hằng năm, báo cáo …" without an actor goes on with them.
    """
    found: list[tuple[Task, tuple[str, ...]]] = []
    for start, end in _statements(item):
        piece = item.text[start:end]
        said = sentence_duty(piece) or shared_duty(piece)
        if said is None and actors and _INHERITS.match(fold(piece)):
            said = Said(actors, piece, confidence=0.7)
        actors = said.offices if said else ()
        if said:
            lines = item.line_at(start), item.line_at(max(start, end - 1))
            task = make_task(
                said.duty,
                said.offices,
                lines,
                year=year,
                role=said.role,
                context=context,
                confidence=said.confidence,
            )
            found.append((task, actors))
    return found


def _sentences(item: Paragraph) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a paragraph; an article of a decision is read as one."""
    if item.rank == ARTICLE or not _INNER_END.search(item.text):
        return iter([(0, len(item.text))])
    return iter(language.sentences(item.text))


def _statements(item: Paragraph) -> Iterator[tuple[int, int]]:
    """Sentences, parted at a semicolon where a new actor, in capitals, stands after it."""
    for start, end in _sentences(item):
        gaps = _NEW_ACTOR.finditer(item.text, start, end) if item.rank != ARTICLE else ()
        new = [gap.end() for gap in gaps if sentence_duty(item.text[gap.end() : end])]
        yield from pairwise([start, *new, end])
