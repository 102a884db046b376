"""What a question asks of each document of a set, with the lines that prove that it has it.

A test says yes with lines, no, or that it cannot be sure; nothing is taken from silence.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar
from unicodedata import normalize

import corpus
from kg.folding import fold, tokens
from kg.model import DocumentRecord, Mention, Target, Task
from kg.task_words import task_text
from kg.terms import MentionType, OfficeRole, Relation, ValidityState
from search.answers.asked_words import as_typed
from search.answers.tasks import is_asked
from search.conditions import Lacking
from search.matching import rank
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

T = TypeVar("T")
_MOST: Final = 5_000  # tasks or targets that share a word with a topic, those that share most first
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
    sources: Sources,
    wanted: Sequence[frozenset[str]],
    numbers: frozenset[str],
    *,
    basis: bool,
    denied: bool = False,
) -> Test:
    """Whether a document cites each of the documents asked about.

    wanted: for each of them its keys. numbers: theirs, to see mentions in doubt.
    basis: only as a legal basis, or as what is carried out. denied: those are asked for that do
    not, among which one that cites it in another way is neither.
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
        if (mine and denied) or record.id in doubtful:
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


def counting(sources: Sources, thing: str) -> Test:
    """How many tasks, targets or bases a document has: it has them, even where there are none."""

    def test(record: DocumentRecord) -> Verdict:
        if thing == "chi tieu":
            lines = [(t.line, t.line) for _, t in sources.targets_in({record.id})]
        elif thing == "can cu":
            rests = (m for m in sources.mentions(record.id) if m.relation is Relation.LEGAL_BASIS)
            lines = list({m.target or m.canonical or m.raw: _span(m) for m in rests}.values())
        else:
            lines = [(t.line_start, t.line_end) for _, t in sources.tasks_in({record.id})]
        return Verdict(has=True, lines=tuple(lines), count=len(lines))

    return test


def blank(attribute: str) -> Test:
    """Whether a document leaves a field of its head blank."""
    return lambda record: Verdict(getattr(record.header, attribute) is None, ((1, 12),))


def tasks_on(sources: Sources, topic: Sequence[str], phrase: str, *, denied: bool) -> Test:
    """Whether a document has a task on a topic; where only its text says the words: not sure."""
    ranked = _ranked(sources.tasks_about(topic, None, _MOST), topic, sources, task_text)

    def test(record: DocumentRecord) -> Verdict:
        mine = ranked.get(record.id, [])
        sure = [(t.line_start, t.line_end) for cover, t in mine if cover >= HAS]
        best = max((cover for cover, _ in mine), default=0.0)
        return found(sure) if sure else _no_or_unsure(sources, record, best, phrase * denied)

    return test


def targets_on(
    sources: Sources,
    topic: Sequence[str],
    asked: tuple[str, Callable[[Target], bool]],
    *,
    denied: bool,
) -> Test:
    """Whether a document has a target on an indicator, of a value that fits.

    asked: the indicator's words side by side, and which targets are of the value asked for.
    """
    phrase, fits = asked
    about = sources.targets_about(topic, None, _MOST)
    ranked = _ranked(about, topic, sources, lambda item: item.indicator)

    def test(record: DocumentRecord) -> Verdict:
        mine = ranked.get(record.id, [])
        on_it = [item for cover, item in mine if cover >= HAS]
        if on_it:
            return found((item.line, item.line) for item in on_it if fits(item))
        best = max((cover for cover, _ in mine), default=0.0)
        return _no_or_unsure(sources, record, best, phrase * denied)

    return test


def _ranked(
    pairs: Sequence[tuple[str, T]],
    topic: Sequence[str],
    sources: Sources,
    said: Callable[[T], str],
) -> dict[str, list[tuple[float, T]]]:
    """Of each document its tasks or targets, with how well they cover the topic."""
    by_document: dict[str, list[tuple[float, T]]] = {}
    shares = sources.word_shares(topic)
    for match in rank(topic, [said(item) for _, item in pairs], shares):
        document, item = pairs[match.index]
        by_document.setdefault(document, []).append((match.coverage, item))
    return by_document


def _no_or_unsure(sources: Sources, record: DocumentRecord, best: float, phrase: str) -> Verdict:
    if best >= LACKS or lines_saying(sources, record, phrase):
        return Verdict(None)
    return NO


def gives_work_to(
    sources: Sources, question: Question, topic: Sequence[str], *, denied: bool
) -> Test:
    """Whether a document gives tasks to the offices asked about, on the topic if there is one."""
    role = question.conditions.role
    wanted = _LEADING if role is OfficeRole.LEAD else {role}
    pairs = list(sources.tasks_of(question.offices, None))
    if topic:
        shares = sources.word_shares(topic)
        ranked = rank(topic, [task_text(task) for _, task in pairs], shares)
        pairs = [pairs[m.index] for m in ranked if m.coverage >= HAS]
    by_document: dict[str, list[Task]] = {}
    for document, task in pairs:
        by_document.setdefault(document, []).append(task)

    def test(record: DocumentRecord) -> Verdict:
        place = record.header.place
        spans = [
            (task.line_start, task.line_end)
            for task in by_document.get(record.id, [])
            for item in task.assignments
            if (role is None or item.role in wanted) and is_asked(question, item.office, place)
        ]
        if spans:
            return found(spans)
        names = [normalise(name) for name in question.offices] if denied else []
        return Verdict(None) if any(lines_saying(sources, record, n) for n in names) else NO

    return test


def says(sources: Sources, question: Question, phrase: str, *, denied: bool) -> Test:
    """Whether the words stand in a document's text, side by side."""
    typed = as_typed(phrase, question.text)

    def test(record: DocumentRecord) -> Verdict:
        lines = lines_saying(sources, record, phrase, typed)
        if lines or not denied:
            return found((number, number) for number in lines)
        part = " ".join(phrase.split()[:2])  # "kinh phí" of "kinh phí thực hiện"
        return Verdict(None) if lines_saying(sources, record, part) else NO

    return test


def lines_saying(
    sources: Sources, record: DocumentRecord, phrase: str, typed: str = ""
) -> list[int]:
    """Lines of a document on which a folded phrase begins; also written short ("CCHC").

    typed: the phrase as a question has it; with diacritics, the text must have them too.
    """
    forms = _forms(phrase)
    if not forms:
        return []
    source = sources.source(record.id)
    text = source.text
    folded = fold(text)
    numbers = []
    for form in forms:
        if form.split()[-1] not in folded:
            continue
        words = r"[^a-z0-9]+".join(map(re.escape, form.split()))
        for match in re.finditer(rf"(?<![a-z0-9]){words}(?![a-z0-9])", folded):
            said = text[match.start() : match.end()]
            if form != phrase or typed.isascii() or _alike(typed, said):
                numbers.append(source.line_at(match.start()).number)
    return sorted(set(numbers))


def _alike(typed: str, said: str) -> bool:
    """Whether two phrases are the same words with the same diacritics."""
    one, other = (re.findall(r"\w+", normalize("NFC", text).lower()) for text in (typed, said))
    return one == other


@lru_cache(maxsize=256)
def _forms(phrase: str) -> tuple[str, ...]:
    """A folded phrase, and the phrase with what is usually written short in it."""
    short = phrase
    for row in corpus.table("abbreviations"):
        long = " ".join(tokens(row["long"]))
        short = re.sub(rf"\b{re.escape(long)}\b", " ".join(tokens(row["short"])), short)
    return tuple(dict.fromkeys(form for form in (phrase, short) if form.strip()))


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
