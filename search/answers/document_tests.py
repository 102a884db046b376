"""What a question asks of each document of a set, with the lines that prove that it has it.

A test says yes with lines, no, or that it cannot be sure; nothing is taken from silence.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import tokens
from kg.model import DocumentRecord, Mention, Place, Target, Task
from kg.terms import MentionType, OfficeRole, Relation, ValidityState
from search.answers.asked_words import typed_alike
from search.answers.tasks import is_asked
from search.conditions import Lacking
from search.matching import rank
from search.question import Question
from search.scanning import task_text
from search.sources import Sources
from search.spoken import normalise

HAS: Final = 0.8  # share of a topic's telling words from which a task or target is on it,
LACKS: Final = 0.5  # and below which none is: between them nobody is sure
_DEAD: Final = frozenset({ValidityState.EXPIRED, ValidityState.PARTLY, ValidityState.SUSPENDED})
_BASES: Final = frozenset({Relation.LEGAL_BASIS, Relation.IMPLEMENTS})
_LEADING: Final = frozenset({OfficeRole.LEAD, OfficeRole.PERFORMING, OfficeRole.ADVISING})
_LINKING: Final = frozenset({MentionType.SELF, MentionType.ANAPHORA, MentionType.STANDARD})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document has what is asked (None: not sure), and the lines that show it.

    count: of the things found, where they are counted.
    """

    has: bool | None
    lines: tuple[tuple[int, int], ...] = ()
    count: int = 0


Test = Callable[[DocumentRecord], Verdict]
NO: Final = Verdict(has=False)


def found(lines: Iterable[tuple[int, int]]) -> Verdict:
    """Yes with lines, where there are any."""
    places = tuple(sorted(set(lines)))
    return Verdict(bool(places), places, len(places))


def _span(mention: Mention) -> tuple[int, int]:
    return mention.line, mention.line_end or mention.line


def cites(
    sources: Sources, wanted: Sequence[frozenset[str]], numbers: frozenset[str], *, basis: bool
) -> Test:
    """Whether a document cites each of the documents asked about.

    wanted: for each of them its keys. numbers: theirs, to see mentions in doubt.
    basis: only as a legal basis, or as what is carried out.
    """
    by_document: dict[str, list[tuple[int, Mention]]] = {}
    for index, keys in enumerate(wanted):
        for key in keys:
            for record, mention in sources.citing(key):
                by_document.setdefault(record.id, []).append((index, mention))
    doubtful = _in_doubt(sources, numbers)

    def test(record: DocumentRecord) -> Verdict:
        mine = by_document.get(record.id, [])
        fitting = _as_bases(sources, record, mine) if basis else mine
        if len({index for index, _ in fitting}) == len(wanted):
            return found(_span(mention) for _, mention in fitting)
        if mine or record.id in doubtful:
            return Verdict(None, tuple(sorted({_span(mention) for _, mention in mine})))
        return NO

    return test


def _as_bases(
    sources: Sources, record: DocumentRecord, mine: Sequence[tuple[int, Mention]]
) -> list[tuple[int, Mention]]:
    """Those on which the document rests; without any basis it rests on what it carries out."""
    rests = [pair for pair in mine if pair[1].relation is Relation.LEGAL_BASIS]
    if not mine:
        return []
    if rests or any(m.relation is Relation.LEGAL_BASIS for m in sources.mentions(record.id)):
        return rests
    return [pair for pair in mine if pair[1].relation is Relation.IMPLEMENTS]


def _in_doubt(sources: Sources, numbers: Collection[str]) -> frozenset[str]:
    """Documents that name such a number without its being known which document is meant."""
    return frozenset(
        document
        for number in numbers
        for document, mention in sources.naming(number)
        if mention.target is None
    )


def rests_on_dead(sources: Sources, on: dt.date, *, basis: bool) -> Test:
    """Whether a document cites one that is no longer wholly in force on the day."""
    dead: dict[str, bool] = {}

    def is_dead(key: str) -> bool:
        if key not in dead:
            dead[key] = sources.validity(key, on).state in _DEAD
        return dead[key]

    def test(record: DocumentRecord) -> Verdict:
        return found(
            _span(mention)
            for mention in sources.mentions(record.id)
            if mention.target is not None
            and mention.mention_type not in _LINKING
            and (not basis or mention.relation in _BASES)
            and is_dead(mention.target)
        )

    return test


def has_bases(sources: Sources) -> Test:
    """Whether a document names any legal basis."""
    return lambda record: found(
        _span(m) for m in sources.mentions(record.id) if m.relation in _BASES
    )


def tasks_without(sources: Sources, lacking: frozenset[Lacking]) -> Test:
    """Whether a document has tasks without a deadline, a lead or a product."""
    tests: dict[Lacking, Callable[[Task], bool]] = {
        Lacking.DEADLINE: lambda task: not (task.deadline or task.deadline_text or task.recurrence),
        Lacking.LEAD: lambda task: not any(a.role in _LEADING for a in task.assignments),
        Lacking.PRODUCT: lambda task: not task.product,
    }

    def test(record: DocumentRecord) -> Verdict:
        tasks = [task for _, task in sources.tasks_in({record.id})]
        return found(
            (t.line_start, t.line_end) for t in tasks if all(tests[what](t) for what in lacking)
        )

    return test


def blank(attribute: str) -> Test:
    """Whether a document leaves a field of its head blank."""
    return lambda record: Verdict(getattr(record.header, attribute) is None, ((1, 12),))


def tasks_on(sources: Sources, topic: Sequence[str], phrase: str) -> Test:
    """Whether a document has a task on a topic; where only its text says the words: not sure."""
    shares = sources.word_shares(topic)

    def test(record: DocumentRecord) -> Verdict:
        tasks = [task for _, task in sources.tasks_about(topic, {record.id})]
        ranked = rank(topic, [task_text(task) for task in tasks], shares)
        spans = {m.index: (tasks[m.index].line_start, tasks[m.index].line_end) for m in ranked}
        sure = [spans[m.index] for m in ranked if m.coverage >= HAS]
        best = max((m.coverage for m in ranked), default=0.0)
        return found(sure) if sure else _no_or_unsure(sources, record, best, phrase)

    return test


def targets_on(
    sources: Sources, topic: Sequence[str], phrase: str, fits: Callable[[Target], bool]
) -> Test:
    """Whether a document has a target on an indicator, of a value that fits."""
    shares = sources.word_shares(topic)

    def test(record: DocumentRecord) -> Verdict:
        items = [item for _, item in sources.targets_about(topic, {record.id})]
        ranked = rank(topic, [item.indicator for item in items], shares)
        on_it = [items[m.index] for m in ranked if m.coverage >= HAS]
        if on_it:
            return found((item.line, item.line) for item in on_it if fits(item))
        best = max((m.coverage for m in ranked), default=0.0)
        return _no_or_unsure(sources, record, best, phrase)

    return test


def _no_or_unsure(sources: Sources, record: DocumentRecord, best: float, phrase: str) -> Verdict:
    if best >= LACKS or lines_saying(sources, record, phrase):
        return Verdict(None)
    return NO


def gives_work_to(sources: Sources, question: Question, topic: Sequence[str]) -> Test:
    """Whether a document gives tasks to the offices asked about, on the topic if there is one."""
    shares = sources.word_shares(topic)
    role = question.conditions.role

    def given(task: Task, place: Place | None) -> bool:
        mine = [a for a in task.assignments if is_asked(question, a.office, place)]
        wanted = _LEADING if role is OfficeRole.LEAD else {role}
        return any(role is None or item.role in wanted for item in mine)

    def test(record: DocumentRecord) -> Verdict:
        tasks = [task for _, task in sources.tasks_of(question.offices, {record.id})]
        tasks = [task for task in tasks if given(task, record.header.place)]
        if topic:
            ranked = rank(topic, [task_text(task) for task in tasks], shares)
            tasks = [tasks[m.index] for m in ranked if m.coverage >= HAS]
        if tasks:
            return found((task.line_start, task.line_end) for task in tasks)
        said = any(lines_saying(sources, record, normalise(name)) for name in question.offices)
        return Verdict(None) if said else NO

    return test


def says(sources: Sources, question: Question, phrase: str) -> Test:
    """Whether the words stand in a document's text, side by side."""

    def test(record: DocumentRecord) -> Verdict:
        lines = lines_saying(sources, record, phrase)
        alike = [number for number, text in lines if typed_alike(phrase, question.text, text)]
        if alike:
            return found((number, number) for number in alike)
        part = " ".join(phrase.split()[:2])  # "kinh phí" of "kinh phí thực hiện"
        return Verdict(None) if lines or lines_saying(sources, record, part) else NO

    return test


def lines_saying(sources: Sources, record: DocumentRecord, phrase: str) -> list[tuple[int, str]]:
    """Lines of a document that hold a folded phrase, abbreviations written out; also across two."""
    words = phrase.split()
    if not words:
        return []
    lines = sources.source(record.id).lines
    folded = [f" {' '.join(tokens(normalise(line.text)))} " for line in lines]
    wanted = f" {' '.join(words)} "
    hits = []
    for index, text in enumerate(folded):
        after = folded[index + 1] if index + 1 < len(folded) else ""
        joined = f"{text.rstrip()}{after}"
        if wanted in text or (wanted in joined and wanted not in after):
            following = lines[index + 1].text if wanted not in text else ""
            hits.append((lines[index].number, f"{lines[index].text} {following}".strip()))
    return hits


def threshold(phrase: str) -> tuple[str, Callable[[Target], bool]]:
    """A phrase without the percentage that it asks for, and whether a target's value meets it."""
    match = re.search(
        r"(?:\b(tren|duoi|hon|tu|it nhat|toi thieu|toi da|dat|bang) )?(\d+(?:[.,]\d+)?) ?"
        r"(?:%|phan tram)(?: (tro len|tro xuong))?",
        phrase,
    )
    if match is None:
        return phrase, lambda _: True
    value, sign = float(match[2].replace(",", ".")), match[3] or match[1] or "bang"
    compare: dict[str, Callable[[float], bool]] = {
        "tren": lambda v: v > value, "hon": lambda v: v > value, "duoi": lambda v: v < value,
        "toi da": lambda v: v <= value, "tro xuong": lambda v: v <= value,
        "bang": lambda v: v == value, "dat": lambda v: v == value,
    }  # fmt: skip
    fits: Callable[[float], bool] = compare.get(sign, lambda v: v >= value)
    rest = f"{phrase[: match.start()]} {phrase[match.end() :]}"
    return " ".join(rest.split()), lambda item: item.unit == "%" and fits(item.value)
