"""Tasks of paragraphs that stand under no office: of sentences that name their actor.

A paragraph's later sentences and parts that begin with a verb, and name nobody, go on with the
actor before them: "Sở A có trách nhiệm …; tổng hợp, báo cáo …. Định kỳ đánh giá …".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.paragraphs import ARTICLE, Paragraph
from ingest.tasks.actors import actors_at
from ingest.tasks.duties import make_task
from ingest.tasks.duty_lists import INNER_END, clauses, goes_on, sentence_spans
from ingest.tasks.last_articles import EXECUTE
from ingest.tasks.offices_said import (
    Said,
    listed_names,
    sentence_duty,
)
from ingest.tasks.shared_duties import shared_duty
from kg.folding import fold
from kg.model import Task
from kg.terms import OfficeRole

_NEW_ACTOR = re.compile(r";\s(?=[A-ZĐÀ-Ỹ])")
_BRACKET = re.compile(
    r"\((?:giao |do )?(?=\w)|,\s(?:do|giao)\s(?=(?:so|phong|ban|cong an|ubnd|uy ban))"
)
_LEADS = re.compile(r",?\s(?:lam (?:co quan |don vi )?)?chu tri\b|,?\slam dau moi\b")
_ORDERS = re.compile(r"(?:giao|yeu cau|de nghi|phan cong)\s")
_INHERITS = re.compile(
    r"^(?:h[ah]ng (?:nam|quy|thang)|dinh ky|dong thoi)[^.]{0,60}\b(?:bao cao|tong hop"
    r"|so ket|danh gia)\b"
)


def free_tasks(
    item: Paragraph, context: str, actors: tuple[str, ...], year: int | None
) -> list[tuple[Task, tuple[str, ...]]]:
    """Tasks, with their actors, of a paragraph under no office: of sentences that name an actor.

    actors: of the paragraph before; "Hằng năm, báo cáo …" without an actor goes on with them.
    """
    found: list[tuple[Task, tuple[str, ...]]] = []
    if item.rank == ARTICLE and item.text[-1:].isalnum() and "trach nhiem" not in item.folded:
        return found  # the title of a regulation's article
    begins: list[int] | None = None  # of the paragraph's clauses, once one is asked for
    for start, end in _statements(item):
        piece = item.text[start:end]
        said = _said(piece, actors, first=start == 0)
        actors = said.offices if said else ()
        if said is None and (said := shared_duty(piece)) is None:
            continue
        if begins is None:
            begins = [begin for begin, _ in clauses(item, fine=False)]
        for begin, stop, each in _parts(item, (start, end), said, begins):
            lines = item.line_at(begin), item.line_at(max(begin, stop - 1))
            task = make_task(
                each.duty,
                each.offices,
                lines,
                year=year,
                role=each.role,
                context=context,
                confidence=each.confidence,
            )
            found.append((task, actors))
    return found


def _said(piece: str, actors: tuple[str, ...], *, first: bool) -> Said | None:
    said = sentence_duty(piece)
    folded = fold(piece)
    if said or (said := _bracketed(piece, folded)) or not actors:
        return said
    if _INHERITS.match(folded) or (not first and goes_on(folded)):
        return Said(actors, piece, confidence=0.7)
    return None


def _bracketed(piece: str, folded: str) -> Said | None:
    """A duty whose actor stands behind it: "Nâng cấp mạng truyền số liệu (Sở A chủ trì)"."""
    for bracket in _BRACKET.finditer(folded):
        listed = actors_at(folded, bracket.end())
        if (
            listed
            and _LEADS.match(folded, listed.end)
            and len(piece[: bracket.start()].split()) > 3
        ):
            names = listed_names(piece, listed)
            return Said(names, piece, 0, role=OfficeRole.LEAD, confidence=0.8)
    return None


def _parts(
    item: Paragraph, span: tuple[int, int], said: Said, begins: Sequence[int]
) -> Iterator[tuple[int, int, Said]]:
    """The duty of a sentence, parted where its actor has several; each with its span.

    begins: where the paragraph's clauses begin.
    """
    start, end = span
    if item.rank == ARTICLE or EXECUTE.search(item.folded, start, end):
        yield start, end, said
        return
    cuts = begins[bisect_right(begins, start) : bisect_left(begins, end)]
    lost = end - cuts[0] if cuts else 0
    whole = said.duty.rstrip()
    kept = whole[: len(whole) - lost].strip(" ;") if lost else whole
    if lost and len(kept.split()) < 4:
        yield start, end, said
        return
    yield start, cuts[0] if cuts else end, Said(said.offices, kept, 0, said.role, said.confidence)
    for begin, stop in pairwise([*cuts, end]):
        yield begin, stop, Said(said.offices, item.text[begin:stop], confidence=said.confidence)


def _names_only(folded: str) -> bool:
    """Whether a part is nothing but actors: the list goes on after the semicolon."""
    listed = actors_at(folded)
    return listed is not None and listed.end >= len(folded.rstrip())


def _sentences(item: Paragraph) -> Iterator[tuple[int, int]]:
    """Sentences; an article is one, up to an order and to those who carry the decision out."""
    if item.rank != ARTICLE:
        return iter(sentence_spans(item))
    last = EXECUTE.search(item.folded)
    ends = [
        gap.end()
        for gap in INNER_END.finditer(item.text, 0, last.start() if last else len(item.text))
    ]
    orders = [end for end in ends if _ORDERS.match(item.folded, end)]
    return pairwise(sorted({0, *orders, *(ends[-1:] if last else ()), len(item.text)}))


def _statements(item: Paragraph) -> Iterator[tuple[int, int]]:
    """Sentences, parted at a semicolon where a new actor, in capitals, stands after it."""
    for start, end in _sentences(item):
        gaps = _NEW_ACTOR.finditer(item.text, start, end) if item.rank != ARTICLE else ()
        new = [
            gap.end()
            for gap in gaps
            if sentence_duty(item.text[gap.end() : end])
            and not _names_only(item.folded[start : gap.start()])
            and not EXECUTE.search(item.folded, gap.end(), end)
        ]
        yield from pairwise([start, *new, end])
