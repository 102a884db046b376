"""From a question's words to an intent and slots linked to the library. No language model.

A question is folded and its abbreviations written out, so that "vb nao can cu ND 61/2018" and
"Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?" are one question.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import corpus
from kg.authorities import expand_abbreviations, find_offices
from kg.folding import fold, tokens
from kg.model import DocumentRecord
from kg.number import DocumentNumber, find_numbers
from kg.terms import Intent
from kg.territories import find_places
from search.intents import score_intents
from search.plans import link_plans, place_key
from search.sources import Sources

# Written short in messages; expanded before anything else. Legal abbreviations are kg's.
_CHAT: Final = {
    "dc": "duoc",
    "đc": "duoc",
    "k": "khong",
    "ko": "khong",
    "kh": "ke hoach",
    "qd": "quyet dinh",
    "nd": "nghi dinh",
    "nq": "nghi quyet",
    "tt": "thong tu",
    "vb": "van ban",
    "p": "phuong",
    "x": "xa",
    "tp": "thanh pho",
    "bn": "bao nhieu",
    "ntn": "nhu the nao",
    "j": "gi",
}
MAX_LENGTH: Final = 2_000  # characters of a question that are read; the rest cannot be a question


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    folded: folded words, abbreviations written out. documents: held or cited documents named by
    number or name, best first. plans: held documents meant by place, year and title.
    offices: as named. place: the place asked about, folded, where it is a place of the library.
    unknown_number: a number is asked about that neither library nor registry knows.
    strange_places: places asked about of which the library holds no document.
    """

    text: str
    folded: str
    intent: Intent
    scores: Counter[Intent]
    numbers: tuple[DocumentNumber, ...]
    documents: tuple[DocumentRecord, ...]
    plans: tuple[DocumentRecord, ...]
    offices: tuple[str, ...]
    topic: tuple[str, ...]
    years: tuple[int, ...]
    unknown_number: bool = False
    strange_places: tuple[str, ...] = ()


@cache
def _short_forms() -> dict[str, str]:
    """Folded abbreviations, as people type them ("cchc", "tthc"), to folded words.

    Two letters are too few to be sure of: those that messages use stand in `_CHAT`.
    """
    table = {
        " ".join(tokens(row["short"])): " ".join(tokens(row["long"]))
        for row in corpus.table("abbreviations")
    }
    return {short: long for short, long in table.items() if len(short) > 2} | _CHAT


@dataclass(frozen=True, slots=True)
class _Slots:
    """What a question names; see `Question`."""

    numbers: tuple[DocumentNumber, ...]
    documents: tuple[DocumentRecord, ...]
    plans: tuple[DocumentRecord, ...]
    offices: tuple[str, ...]


def normalise(text: str) -> str:
    """Folded words of a question with abbreviations written out, joined by one blank.

    >>> normalise("VB nào về cchc căn cứ NQ 76/NQ-CP?")
    'van ban nao ve cai cach hanh chinh can cu nghi quyet 76/nq-cp'
    """
    clean = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    words = re.findall(r"[a-z0-9%][a-z0-9%/.\-&]*", fold(expand_abbreviations(clean)))
    return " ".join(_written_out(word.rstrip(".-&")) for word in words)


def _written_out(word: str) -> str:
    return _short_forms().get(" ".join(tokens(word)), word)


def understand(text: str, sources: Sources) -> Question:
    """Intent and slots of a question, linked to the documents of `sources`."""
    folded = normalise(text)
    clean = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    numbers = tuple(match.number for match in find_numbers(clean, asking=True))
    documents = _named_documents(folded, numbers, sources)
    held = sources.held()
    unheld = {document.id for document in documents if not document.held}
    plans = link_plans(folded, held, unheld, text=clean)
    offices = _offices(clean, folded, sources, plans)
    scores = score_intents(folded)
    return Question(
        text=text,
        folded=folded,
        intent=_decide(scores, folded, _Slots(numbers, documents, plans, offices)),
        scores=scores,
        numbers=numbers,
        documents=documents,
        plans=plans,
        offices=offices,
        topic=topic_words(folded, held, offices),
        strange_places=_strange_places(clean, held) if not (plans or documents) else (),
        years=tuple(sorted({int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", folded)})),
        unknown_number=bool(numbers) and not documents,
    )


def _named_documents(
    folded: str, numbers: Sequence[DocumentNumber], sources: Sources
) -> tuple[DocumentRecord, ...]:
    """Documents that the question names by number, or laws by name."""
    found: dict[str, DocumentRecord] = {}
    for number in numbers:
        for record in sources.matching(str(number)):
            found.setdefault(record.key, record)
    if not numbers:
        for record in sources.laws_named_in(folded):
            found.setdefault(record.key, record)
    return tuple(found.values())


def _offices(
    text: str, folded: str, sources: Sources, plans: Sequence[DocumentRecord]
) -> tuple[str, ...]:
    """Offices named: by the table of offices, or as the plans' tasks call them."""
    named = {match.name: None for match in find_offices(text) if not match.group}
    chosen = {plan.id for plan in plans} or None
    spoken = " ".join(tokens(folded))
    for _, task in sources.tasks_in(chosen):
        for assignment in task.assignments:
            words = " ".join(tokens(expand_abbreviations(assignment.office)))
            if len(words.split()) >= 2 and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", spoken):
                named.setdefault(assignment.office)
    return tuple(named)


def _strange_places(text: str, held: Iterable[DocumentRecord]) -> tuple[str, ...]:
    """Places named in a question that no held document belongs to or lies in."""
    known = {
        place_key(name)
        for record in held
        if record.header.place
        for name in (
            record.header.place.name,
            record.header.place.district or "",
            record.header.place.province or "",
        )
    }
    named = [match.place.name for match in find_places(text)]
    return tuple(name for name in named if place_key(name) not in known)


_NOISE: Final = frozenset(
    """o tai trong cua cho voi ve va la co duoc bi do thi ma de den tu theo khi nao ai gi may dau
    bao nhieu the nhu sao hay chua khong nhung cac mot moi nay kia do ay phai can lam viec nhiem vu
    ke hoach van ban quyet dinh nghi don vi co quan phong nao chu tri phu trach thuc hien ngay thang
    nam quy truoc sau han thoi ty le phan tram chi tieu muc tieu dat toi thieu neu o dau ghi muc
    nao dieu ban hanh giai doan phuong xa tinh thanh pho huyen dia ban a b c vay nhi nhe hoi xin
    cap xay dung chiu trach la vao phan dau hang dat bi ra sao""".split()
)


def topic_words(
    folded: str, held: Iterable[DocumentRecord], offices: Iterable[str]
) -> tuple[str, ...]:
    """Words of the question that say what it is about: no question words, places or offices."""
    dropped = set(_NOISE)
    for record in held:
        if record.header.place is not None:
            dropped.update(tokens(record.header.place.name))
    for office in offices:
        dropped.update(tokens(office))
    words = " ".join(word for word in folded.split() if "/" not in word)  # numbers are slots
    return tuple(word for word in tokens(words) if word not in dropped)


def _decide(scores: Counter[Intent], folded: str, slots: _Slots) -> Intent:
    """The intent whose cues are strongest among those whose slots are filled."""
    possible = +scores
    if slots.plans and not slots.documents and scores[Intent.WHO_CITES]:
        possible[Intent.WHAT_IT_CITES] += 1
    for intent in _unfilled(slots):
        possible.pop(intent, None)
    if not possible:
        return Intent.FIND_SECTION if len(folded.split()) >= 2 else Intent.UNKNOWN
    order = list(Intent)
    return max(possible, key=lambda intent: (possible[intent], -order.index(intent)))


def _unfilled(slots: _Slots) -> Iterator[Intent]:
    """Intents that lack what they ask about."""
    if not slots.documents and not slots.numbers:
        yield from (Intent.WHO_CITES, Intent.IN_FORCE, Intent.RELATED)
    if not slots.plans:
        yield Intent.SUPERSEDED
        if slots.numbers and not any(document.held for document in slots.documents):
            yield Intent.WHAT_IT_CITES
    if not slots.offices:
        yield Intent.TASKS_OF_OFFICE
