"""From a question's words to an intent, slots linked to the library, and conditions.

No language model: a question is folded and its abbreviations written out, so that "vb nao can cu
ND 61/2018" and "Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?" are one question.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.authorities import expand_abbreviations
from kg.folding import tokens
from kg.model import DocumentRecord
from kg.number import DocumentNumber
from kg.office_asked import find_asked_offices
from kg.office_identity import same
from kg.terms import Intent, PlaceLevel
from kg.territories import find_places
from search.conditions import Conditions, conditions_in
from search.deciding import Chances, Filled, beside_header, chances
from search.holdings import asked_places, place_key, places_around, title_words
from search.meant import Meant, meant_by
from search.naming import provisions_in
from search.plans import link_plans
from search.sources import Sources
from search.spoken import MAX_LENGTH, normalise, written_out
from search.topic import beyond_titles, topic_words

Records = tuple[DocumentRecord, ...]
_NUMBERED: Final = re.compile(r"\b(?:phường|phuong|quận|quan)\s\d{1,3}\b", re.IGNORECASE)
# Words of "dựa trên nghị định đã bị thay thế" and the like: a condition, not a matter.
_OF_DEAD_BASES: Final = frozenset(
    "can cu dua tren vao da bi duoc thay the het hieu luc bai bo khong con luat phu luc cai".split()
)
# What only folds to Văn Bàn, La Gi and Thống Nhất names no place, save behind its kind.
_WORDS: Final = re.compile(
    r"(?<!huyện )(?<!huyen )(?<!thị xã )(?<!thi xa )"
    r"\b(?:văn bản|van ban|là gì|la gi|thống nhất|thong nhat)\b",
    re.IGNORECASE,
)
# Words of "nhiệm vụ nào chưa có ...": a condition, not a matter.
_OF_LACKING: Final = frozenset("khong chua co ghi neu ro thieu duoc".split())
_OF_DUE: Final = frozenset("da bi qua tre roi".split())  # of "đã quá hạn"
# A part in a task, which tables' headings may have left as an office of tasks.
_OF_ROLES: Final = re.compile(
    r"(?:cac )?(?:co quan|don vi|nguoi)(?: co quan| don vi)? "
    r"(?:chu tri|phoi hop|thuc hien|tham muu|theo doi|phe duyet|chiu trach nhiem)"
)
_FEWEST: Final = 2  # blanks in a name that no table lists: "doanh nghiệp" is a word of tasks too


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    folded: folded words, abbreviations written out. chances: of each intent that is possible.
    documents: held or cited documents named by number or name, best first. plans: held documents
    meant by place, year and title. offices: as named.
    unknown_number: a number is asked about that neither library nor registry knows.
    strange_places: places asked about of which the library holds no document.
    choices: documents among which the question does not tell; empty where each is sure.
    day: the day asked about; None where none is, a day that is part of a name included.
    provisions: as written ("khoản 2 Điều 5"). by_name: a law is named without its number.
    unknown_name: a law or programme asked about by name, of which no document is known.
    places: every place named. followed: slots were taken from the question before it.
    words: what it is about. beyond: that without what the plans meant are about as a whole.
    topic: the latter where enough is left, else the former.
    every_row: all rows of the answer are wanted, not only the first of a long list.
    """

    text: str
    folded: str
    intent: Intent
    chances: Chances
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
    conditions: Conditions = field(default_factory=Conditions)
    places: tuple[str, ...] = ()
    followed: bool = False
    beyond: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    every_row: bool = False


def understand(text: str, sources: Sources, on: dt.date | None = None) -> Question:
    """Intent, slots and conditions of a question, linked to the documents of `sources`.

    on: the day of view (today, where None): a law named without number or year is the one that
    holds then, and "tháng này" is its month.
    """
    day = on or dt.datetime.now(tz=dt.UTC).date()
    clean = written_out(unicodedata.normalize("NFC", text[:MAX_LENGTH]))
    folded = normalise(clean)
    meant = meant_by(clean, folded, sources, on)
    documents, held = meant.documents, sources.held()
    unheld = {document.id for document in documents if not document.held}
    plans = link_plans(folded, held, unheld, text=clean)
    documents, choices = _told_by_place(documents, meant.choices, plans)
    spelt = _offices(clean, folded, sources, plans)
    offices = _once(spelt)
    places = tuple(match.place.name for match in asked_places(_WORDS.sub(" ", clean)))
    filled = _filled(meant, documents, plans, offices, places)
    told = chances(clean, folded, filled)
    conditions = conditions_in(folded, day)
    idle = _idle(plans, conditions)
    topic = topic_words(folded, held, spelt, text=clean, places=places)
    topic = tuple(word for word in topic if word not in idle)
    beyond = beyond_titles(topic, plans)
    told = beside_header(told, [w for w in beyond if w not in filled.titles]) if plans else told
    return Question(
        text=text,
        folded=folded,
        intent=told.best,
        chances=told,
        numbers=meant.numbers,
        documents=documents,
        plans=plans,
        offices=offices,
        topic=beyond if len(beyond) >= 2 else topic,
        beyond=beyond,
        words=topic,
        strange_places=_strange_places(clean, held) if not (plans or documents) else (),
        years=tuple(sorted({int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", folded)})),
        unknown_number=bool(meant.numbers) and not documents,
        choices=choices,
        day=meant.day,
        provisions=provisions_in(clean),
        by_name=meant.by_name,
        unknown_name="" if documents else meant.unknown,
        conditions=conditions,
        places=places,
    )


def _told_by_place(documents: Records, choices: Records, plans: Records) -> tuple[Records, Records]:
    """Documents named by a number that several bear, where place, year or title tell which."""
    ids = {plan.id for plan in plans}
    meant = tuple(record for record in choices if record.id in ids)
    if not choices or not meant or len(meant) == len(choices):
        return documents, choices
    told = {record.header.number for record in meant}
    others = {record.id for record in choices if record.header.number in told} - ids
    return tuple(record for record in documents if record.id not in others), ()


def _filled(
    meant: Meant, documents: Records, plans: Records, offices: Sequence[str], places: Sequence[str]
) -> Filled:
    """Which slots are filled, for what decides the intent."""
    several = len({place_key(place) for place in places}) > 1
    return Filled(
        document=bool(documents or meant.numbers or meant.unknown),
        held=any(document.held for document in documents),
        plan=bool(plans),
        office=bool(offices),
        place=bool(places),
        titles=frozenset(word for plan in plans for word in title_words(plan)),
        several=several or len(plans) > 1 < len(meant.numbers),
    )


def _idle(plans: Records, conditions: Conditions) -> set[str]:
    """Words that name documents or make conditions, and say nothing of the matter."""
    idle = _ordinals(plans)
    if conditions.dead_base:
        idle |= _OF_DEAD_BASES
    if conditions.lacking:
        idle |= _OF_LACKING
    if conditions.due:
        idle |= _OF_DUE
    return idle


def _ordinals(plans: Records) -> set[str]:
    """Bare numbers of documents that are meant: they name them, and say nothing of the matter."""
    found = (re.match(r"0*(\d+)", plan.header.number or "") for plan in plans)
    return {match[1] for match in found if match}


def _offices(
    text: str, folded: str, sources: Sources, plans: Sequence[DocumentRecord]
) -> tuple[str, ...]:
    """Offices named: by the table of offices, or as the plans' tasks call them."""
    found = find_asked_offices(text)
    named = {match.name: None for match in found if not match.group}
    if not named:  # "UBND các xã phải làm gì": tasks name the same group
        named = {match.name: None for match in found}
    chosen = {plan.id for plan in plans} or None
    spoken = f" {' '.join(tokens(folded))} "
    for office in sources.task_offices(chosen):
        words = _spoken(office)
        if _OF_ROLES.fullmatch(words):
            continue
        if words.count(" ") >= _FEWEST and f" {words} " in spoken:
            named.setdefault(office)
    return tuple(named)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Offices named, each once, however many spellings of it stand there."""
    once: list[str] = []
    for name in names:
        if not any(same(name, other) for other in once):
            once.append(name)
    return tuple(once)


@lru_cache(maxsize=8192)
def _spoken(office: str) -> str:
    """An office's folded words, abbreviations written out, joined by one blank."""
    return " ".join(tokens(expand_abbreviations(office)))


def _strange_places(text: str, held: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Places named in a question that no held document belongs to or lies in."""
    known = places_around(held)
    named = [match.place.name for match in find_places(text)]
    # Provinces also without their kind ("ở Cà Mau"); other bare names may be common words.
    bare = asked_places(text)
    named += [m.place.name for m in bare if m.place.level is PlaceLevel.PROVINCE]
    named += [" ".join(match[0].split()) for match in _NUMBERED.finditer(text)]
    keyed = {place_key(name): name for name in reversed(named)}
    return tuple(dict.fromkeys(keyed[place_key(n)] for n in named if place_key(n) not in known))
