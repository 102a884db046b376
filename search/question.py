"""From a question's words to an intent and slots linked to the library. No language model.

A question is folded and its abbreviations written out, so that "vb nao can cu ND 61/2018" and
"Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?" are one question.
"""

import datetime as dt
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
from kg.number import DocumentNumber
from kg.terms import Intent
from kg.territories import find_places
from search.intents import score_intents
from search.meant import meant_by
from search.naming import provisions_in
from search.plans import link_plans, place_key, title_words
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
    choices: documents among which the question does not tell; empty where each is sure.
    day: the day asked about; None where none is, a day that is part of a name included.
    provisions: as written ("khoản 2 Điều 5"). by_name: a law is named without its number.
    unknown_name: a law or programme asked about by name, of which no document is known.
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
    choices: tuple[DocumentRecord, ...] = ()
    day: dt.date | None = None
    provisions: tuple[str, ...] = ()
    by_name: bool = False
    unknown_name: str = ""


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
    unknown_name: str = ""


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


def understand(text: str, sources: Sources, on: dt.date | None = None) -> Question:
    """Intent and slots of a question, linked to the documents of `sources`.

    on: the day of view: a law named without number or year is the one that holds then.
    """
    folded = normalise(text)
    clean = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    meant = meant_by(clean, folded, sources, on)
    numbers, documents = meant.numbers, meant.documents
    held = sources.held()
    unheld = {document.id for document in documents if not document.held}
    plans = link_plans(folded, held, unheld, text=clean)
    offices = _offices(clean, folded, sources, plans)
    scores = score_intents(folded)
    return Question(
        text=text,
        folded=folded,
        intent=_decide(scores, folded, _Slots(numbers, documents, plans, offices, meant.unknown)),
        scores=scores,
        numbers=numbers,
        documents=documents,
        plans=plans,
        offices=offices,
        topic=_beyond_titles(topic_words(folded, held, offices), plans),
        strange_places=_strange_places(clean, held) if not (plans or documents) else (),
        years=tuple(sorted({int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", folded)})),
        unknown_number=bool(numbers) and not documents,
        choices=meant.choices,
        day=meant.day,
        provisions=provisions_in(clean),
        by_name=meant.by_name,
        unknown_name="" if documents else meant.unknown,
    )


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


# Words that ask or join, and say nothing of the matter.
_NOISE: Final = frozenset(
    """o tai trong cua cho voi ve va la co duoc bi do thi ma de den tu theo khi nao ai gi may dau
    bao nhieu the nhu sao hay chua nhung cac mot moi nay kia ay phai can lam viec ngay thang nam quy
    truoc sau han dat neu ghi vay nhi nhe hoi xin vao hang a b c phuong xa tinh huyen""".split()
)
# Phrases whose single words would say something elsewhere ("địa bàn" against "địa giới").
_NOISE_PHRASES: Final = re.compile(
    r"\b(?:nhiem vu|ke hoach|van ban|quyet dinh|nghi dinh|nghi quyet|don vi|co quan|phong nao"
    r"|phong ban|chu tri|phu trach|thuc hien|thoi han|ty le|ti le|phan tram|chi tieu|muc tieu"
    r"|toi thieu|phan dau|muc nao|dieu nao|o dau|ban hanh|giai doan|thanh pho|dia ban|cap nao"
    r"|noi (?:o|toi|den|ve|gi)|xay dung|quy dinh|chiu trach nhiem|ra sao|bao nhieu"
    r"|nhu the nao|the nao)\b"
)


def topic_words(
    folded: str, held: Iterable[DocumentRecord], offices: Iterable[str]
) -> tuple[str, ...]:
    """Words of the question that say what it is about: no question words, places or offices."""
    said = " ".join(word for word in folded.split() if "/" not in word)  # numbers are slots
    said = " ".join(tokens(_NOISE_PHRASES.sub(" ", said)))
    said = re.sub(r"\b(?:co )?khong$", "", said)  # "không?" asks; elsewhere it denies
    places = (record.header.place for record in held)
    names = [place_key(place.name) for place in places if place is not None]
    for name in sorted([*names, *(" ".join(tokens(office)) for office in offices)], key=len):
        said = re.sub(rf"\b{re.escape(name)}\b", " ", said)
    return tuple(word for word in said.split() if word not in _NOISE)


def _beyond_titles(topic: tuple[str, ...], plans: Iterable[DocumentRecord]) -> tuple[str, ...]:
    """The topic without what the plans asked about are about as a whole, where enough is left."""
    titles = {word for plan in plans for word in title_words(plan)}
    lean = tuple(word for word in topic if word not in titles)
    return lean if len(lean) >= 2 else topic


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
        yield Intent.WHO_CITES
        if not slots.unknown_name:
            yield from (Intent.IN_FORCE, Intent.RELATED)
    if not slots.plans:
        yield Intent.SUPERSEDED
        if slots.numbers and not any(document.held for document in slots.documents):
            yield Intent.WHAT_IT_CITES
    if not slots.offices:
        yield Intent.TASKS_OF_OFFICE
