"""Questions to begin with, made from what the library holds and kept only if they are answered."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.model import DocumentRecord, Target, Task
from kg.terms import Intent, MentionType, OfficeRole

if TYPE_CHECKING:
    from ui.library import Library

_TRIED: Final = 3  # questions of one kind
_DOCUMENTS: Final = 40
_WORDS: Final = range(4, 19)  # of a task that fits into a question
_DOUBLED: Final = re.compile(r"^(?:chủ trì|chỉ tiêu|nhiệm vụ)\s+", re.IGNORECASE)
_BLANK: Final = re.compile(r"…{2}|[._]{4}")  # left open in a form: no answer to show off with
Made = Iterator[str]


def questions(library: "Library", *, on: dt.date, most: int = 10) -> list[str]:
    """At most `most` questions, each of another kind, that the library answers as that kind."""
    if library.is_empty():
        return []
    held = library.held()[:_DOCUMENTS]
    kept: list[str] = []
    for place, (intent, make) in enumerate(_KINDS):
        turned = [*held[place:], *held[:place]]  # not all of them about one document
        for made in islice(make(library, turned), _TRIED):
            question = made[:1].upper() + made[1:]
            given = library.ask(question, on=on)
            fits = given["answered"] and given["intent"] == intent.value
            if fits and not given["damaged"] and not _BLANK.search(given["answer"]):
                kept.append(question)
                break
        if len(kept) == most:
            break
    return kept


Records = Sequence[DocumentRecord]


def _who_cites(library: "Library", held: Records) -> Made:
    return (f"Văn bản nào viện dẫn {number}?" for number in most_cited(library, held))


def _superseded(_: "Library", held: Records) -> Made:
    return (f"{name} có căn cứ nào đã hết hiệu lực?" for name in _names(held))


def _in_force(library: "Library", held: Records) -> Made:
    return (f"{number} còn hiệu lực không?" for number in most_cited(library, held))


def _related(library: "Library", held: Records) -> Made:
    return (f"Văn bản nào thay thế {number}?" for number in most_cited(library, held))


def _tasks_of_office(library: "Library", held: Records) -> Made:
    return (f"{office} có những nhiệm vụ gì?" for office in _busiest(library, held))


def _who_leads(library: "Library", held: Records) -> Made:
    for record, task in _tasks(library, held):
        leads = any(item.role is OfficeRole.LEAD for item in task.assignments)
        if leads and not task.task.lower().startswith("chủ trì"):
            yield f"{_place(record)} giao ai chủ trì {_lowered(task.task)}?"


def _deadline(library: "Library", held: Records) -> Made:
    for record, task in _tasks(library, held):
        if task.deadline:
            yield f"Thời hạn {_lowered(task.task)} của {_place(record)} là khi nào?"


def _product(library: "Library", held: Records) -> Made:
    for record, task in _tasks(library, held):
        if task.product:
            yield f"Sản phẩm của nhiệm vụ {_lowered(task.task)} của {_place(record)} là gì?"


def _target(library: "Library", held: Records) -> Made:
    for record in held:
        if not record.header.place or record.damaged:
            continue
        targets: list[Target] = [t for _, t in library.targets_in({record.id})]
        for target in targets:
            if len(target.indicator.split()) in _WORDS:
                yield f"Chỉ tiêu {_lowered(target.indicator)} của {_place(record)} là bao nhiêu?"


def _cites(_: "Library", held: Records) -> Made:
    return (f"{name} viện dẫn những văn bản nào?" for name in _names(held))


def _header(_: "Library", held: Records) -> Made:
    return (f"Ai ký {name}?" for name in _names([r for r in held if r.header.signer]))


def _workload(_: "Library", held: Records) -> Made:
    return (f"Cơ quan nào trong {name} có nhiều nhiệm vụ nhất?" for name in _names(held))


def _compare(_: "Library", held: Records) -> Made:
    first, *others = _names(held) or [""]
    return (f"{first} và {other} có căn cứ chung nào?" for other in others)


def _inconsistency(_: "Library", held: Records) -> Made:
    return (f"{name} có chỗ nào mâu thuẫn không?" for name in _names(held))


_KINDS: Final[Sequence[tuple[Intent, Callable[["Library", Records], Made]]]] = (
    (Intent.WHO_CITES, _who_cites),
    (Intent.SUPERSEDED, _superseded),
    (Intent.WHO_LEADS, _who_leads),
    (Intent.DEADLINE, _deadline),
    (Intent.IN_FORCE, _in_force),
    (Intent.TASKS_OF_OFFICE, _tasks_of_office),
    (Intent.TARGET, _target),
    (Intent.RELATED, _related),
    (Intent.PRODUCT, _product),
    (Intent.WORKLOAD, _workload),
    (Intent.INCONSISTENCY, _inconsistency),
    (Intent.COMPARE, _compare),
    (Intent.WHAT_IT_CITES, _cites),
    (Intent.HEADER, _header),
)


def most_cited(library: "Library", held: Records) -> list[str]:
    """Numbers that most of these documents cite, at most four; those of most first."""
    counts: Counter[str] = Counter()
    for record in held:
        mentions = library.store.mentions(record.id)
        named = (m for m in mentions if m.mention_type is not MentionType.ANAPHORA)
        counts.update({m.canonical for m in named if m.canonical and m.target != record.key})
    return [number for number, _ in counts.most_common(4)]


def _names(held: Records) -> list[str]:
    """Documents as one speaks of them: number, and place where there is one."""
    return [
        f"{record.header.type or 'Văn bản'} {record.header.number}"
        + (f" của {record.header.place.name}" if record.header.place else "")
        for record in held
        if record.header.number
    ]


def _place(record: DocumentRecord) -> str:
    return record.header.place.name if record.header.place else record.header.number or ""


def _tasks(library: "Library", held: Records) -> Iterator[tuple[DocumentRecord, Task]]:
    """Tasks short enough for a question, of documents whose text is sound, one after another."""
    for record in held:
        if record.damaged or not _place(record):
            continue
        for _, task in library.tasks_in({record.id}):
            if len(task.task.split()) in _WORDS and not set(task.task) & set("?;:[]"):
                yield record, task


def _lowered(text: str) -> str:
    """A text inside a sentence; a first word in capitals stays ("CCHC")."""
    bare = _DOUBLED.sub("", text.strip(" .,;:-"))
    first = bare.split(maxsplit=1)[0] if bare else ""
    return bare if len(first) > 1 and first.isupper() else bare[:1].lower() + bare[1:]


def _busiest(library: "Library", held: Records) -> list[str]:
    """Offices that lead the most tasks."""
    roles = (OfficeRole.LEAD, OfficeRole.PERFORMING)
    counts = Counter(
        item.office
        for record in held[:10]
        for _, task in library.tasks_in({record.id})
        for item in task.assignments
        if item.role in roles
    )
    return [office for office, _ in counts.most_common(3)]
