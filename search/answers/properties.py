"""What a question on several documents asks of each of them, read from its folded words.

"Kế hoạch cải cách hành chính nào không căn cứ Nghị quyết 76/NQ-CP": the set is told by the words
up to "không", the property is to cite 76/NQ-CP, and it is denied.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold, tokens
from kg.identity import has_year, is_national
from kg.model import DocumentRecord
from kg.number import number_key
from kg.terms import NoAnswer
from search.answers import document_tests as tests
from search.answers.document_tests import Test
from search.evidence import label
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

_ENDS: Final = re.compile(
    r"(?: (?:hay )?(?:khong|chua|hong|vay|nhi|a|ha|nhe|the|voi|ta|rua|di|roi|em|nua))+$"
)
_NOT: Final = r"(?:khong|chua|ko|quen|thieu|vang|bo sot|hong|chang)"
_DENIED: Final = re.compile(rf"\b{_NOT}(?: (?:he|duoc|co|thay|con|ra|phai|giao|dat|tung|dua))*\s*$")
_LEANS: Final = re.compile(r"(?: (?:co|da|dang|con|duoc|deu|cung|lai|phai|ra|ma|thi))+\s*$")
_CITE: Final = re.compile(
    r"\b(?:vien dan|trich dan|dan chieu|dan|nhac|de cap|can cu|dua (?:tren|vao|theo)|lay|noi|neu"
    r"|theo|trien khai|thuc hien|vien)\b"
)
_BASIS: Final = re.compile(r"\b(?:can cu|dua (?:tren|vao|theo)|co so phap ly)\b")
_DESCRIBED: Final = re.compile(r"^\s*(?:cua|ngay|nam|do|ve|lam|huong dan|quy dinh|sua doi)\b.*$")
_ASKS: Final = re.compile(r"\b(?:la|gom|trong so)?\s*(?:nhung |cac )?[a-z ]{2,20} nao\b.*$")
_DEAD: Final = re.compile(
    r"\b(?:(?:con|dang|da|co|bi)? ?(?:vien dan|dan|can cu|dua (?:tren|vao|theo)|dung|co)\b.*?)"
    r"\b(?:het hieu luc|(?:bi|duoc) (?:thay the|bai bo)|het han|loi thoi|khong con (?:hieu luc"
    r"|gia tri|ap dung)|da chet)\b"
)
_NO_BASES: Final = re.compile(
    rf"\b{_NOT} (?:co |ghi |neu )?(?:can cu(?: phap ly)?|co so phap ly)(?: nao)?(?: ca)?$"
)
_BLANK: Final = re.compile(
    r"\b(?:khong|chua|de trong|thieu|ko)(?: (?:co|ghi|ro|de|dong|neu|the hien))*"
    r" (so hieu|so van ban|so|ngay ban hanh|ngay ky|ngay thang|ngay|nguoi ky)(?: ky)?$"
)
_FIELDS: Final = {"so": "number", "ngay": "date", "nguoi": "signer"}
_WORK: Final = r"(?:nhiem vu|dau viec|cong viec|viec)"
_TASKS_WITHOUT: Final = re.compile(rf"\b(?:co |con |giao |de |ghi )?(?:{_WORK}|giao|{_NOT})\b.*$")
_OFFICE: Final = re.compile(
    rf"\b(?:giao|phan cong|co|nhac|noi)\b(?: (?:{_WORK}|gi|ten|den|toi|cho|cua|rieng|nao))*"
)
_TARGET: Final = re.compile(
    r"\b(?:(?:co|dat|dat ra|neu|de ra|dua ra|xac dinh) )?(?:chi tieu|muc tieu|ty le|ti le)\b"
)
_TASK: Final = re.compile(
    rf"\b(?:(?:co|giao|neu|dat ra|de ra|dua ra|phan cong) )?{_WORK}\b(?: (?:gi|nao))?(?: (?:ve|la))?"
    r"|\b(?:giao|phan cong)\b"
)
_SAYS: Final = re.compile(
    r"\b(?:(?:nhac|noi)(?: (?:den|toi|ve|ten))?|de cap(?: (?:den|toi|ve))?"
    r"|co (?:muc|noi dung|phan|quy dinh)(?: (?:ve|la))?)\b"
)
_MOST: Final = (
    (r"\b(?:moi|gan day|muon) nhat\b", "newest"),
    (r"\b(?:cu|som|xua|lau) nhat\b", "oldest"),
)
_IDLE_ENDS: Final = frozenset(
    "ve den toi la cho gi nao do viec nhung cac co mot duoc nay o trong cua va thi a ai vay".split()
)


@dataclass(frozen=True, slots=True)
class Property:
    """What is asked of each document of a set.

    said: the words that tell the set. test: None where belonging to the set is all that is asked.
    told: a code for the wording ("cites", "rests_on_dead" ...). subject: what it is about.
    reads: whole texts have to be read. most: "newest", "oldest" or None.
    """

    said: str
    test: Test | None = None
    negated: bool = False
    told: str = "is"
    subject: str = ""
    reads: bool = False
    most: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why the property is not understood."""

    reason: NoAnswer
    subject: str = ""
    choices: tuple[DocumentRecord, ...] = ()


def property_asked(question: Question, sources: Sources, on: dt.date) -> Property | Unclear:
    """The property that a question asks for; Unclear where its words leave a doubt."""
    folded = _ENDS.sub("", question.folded)
    found = _first(folded, question, sources, question.day or on)
    if isinstance(found, Unclear):
        return found
    if re.search(rf"\b(?:{_NOT}|tru|ngoai tru|it hon|nhieu hon)\b", found.said):
        return Unclear(NoAnswer.UNCLEAR)  # another condition, that nobody has read
    return found


def _first(folded: str, question: Question, sources: Sources, on: dt.date) -> Property | Unclear:
    """The first property whose words stand in the question; the more exact ones come first."""
    if question.numbers or question.by_name:
        cited = _cites(folded, question, sources)
        if cited is not None:
            return cited
    for read in (_blank, _no_bases, _dead, _without, _work, _target, _task, _says):
        found = read(folded, question, sources, on)
        if found is not None:
            return found
    most = next((name for cue, name in _MOST if re.search(cue, folded)), None)
    return Property(folded, most=most)


def _before(folded: str, at: int) -> tuple[str, bool]:
    """The words before a property's own, and whether it is denied."""
    head = folded[:at]
    denied = _DENIED.search(head)
    if denied:
        return head[: denied.start()], True
    return _LEANS.sub(" ", f"{head.rstrip()} "), False


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number in a folded question."""

    start: int
    end: int
    records: tuple[DocumentRecord, ...]
    number: str


def _numbered(folded: str, question: Question) -> Iterator[_Numbered]:
    for number in question.numbers:
        key = number_key(str(number))
        numeral = key.partition("/")[0].lstrip("0")
        rest = key.partition("/")[2]
        for match in re.finditer(
            rf"(?<![\w/.-])0*{re.escape(numeral)}((?:/[\w.-]+)*)(?!\w)", folded
        ):
            if not f"/{rest}".startswith(match[1]) and match[1]:
                continue
            kind = re.search(r"\b(luat|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|ke hoach)"
                             r"(?: so)? $", folded[: match.start()])  # fmt: skip
            fits = tuple(
                record
                for record in question.documents
                if _bears(record, numeral, match[1])
                and (not kind or not record.header.type or fold(record.header.type) == kind[1])
            )
            yield _Numbered(match.start(), match.end(), fits, str(number))
            break


def _bears(record: DocumentRecord, numeral: str, rest: str) -> bool:
    own = number_key(record.header.number or "")
    head, _, tail = own.partition("/")
    return head.lstrip("0") == numeral and f"/{tail}".startswith(rest)


def _cites(folded: str, question: Question, sources: Sources) -> Property | Unclear | None:
    """To cite the documents named behind the verb, or before it where they are not held."""
    named = list(_numbered(folded, question))
    for verb in _CITE.finditer(folded):
        behind = [item for item in named if item.start >= verb.end()]
        if question.by_name and not named:
            return _citing(folded, question, sources, verb, [], len(folded))
        if behind and len(folded[verb.end() : behind[0].start].split()) <= 6:
            return _citing(folded, question, sources, verb, behind, behind[-1].end)
    passive = [item for item in named if not any(record.held for record in item.records)]
    verbs = [verb for verb in _CITE.finditer(folded) if passive and verb.start() > passive[0].end]
    if passive and verbs:
        first = passive[0].start
        middle = folded[passive[-1].end : verbs[-1].start()]
        denied = re.search(rf"\b{_NOT}\b(?: (?:duoc|bi|co))*", middle)
        said = f"{folded[:first]} {_KIND_OF_NUMBER.sub('', middle.replace(denied[0], ' ') if denied else middle)}"
        return _wanted(question, sources, passive, said, bool(denied), verbs[-1][0])
    return Unclear(NoAnswer.UNCLEAR) if passive else None


_KIND_OF_NUMBER: Final = re.compile(r"\b(?:duoc|bi)\b")


def _citing(  # noqa: PLR0913, PLR0917 -- the parts of one sentence
    folded: str,
    question: Question,
    sources: Sources,
    verb: re.Match[str],
    named: Sequence[_Numbered],
    end: int,
) -> Property | Unclear:
    head, negated = _before(folded, verb.start())
    tail = folded[end:]
    asks = re.search(r"\b(?:la|gom|thi)? ?(?:nhung |cac )?(?:ke hoach|van ban|xa|phuong|tinh|quyet dinh"
                     r"|nghi quyet|noi|dia phuong) nao\b.*$", tail)  # fmt: skip
    rest = asks[0] if asks else ("" if _DESCRIBED.match(tail) or not tail.strip() else tail)
    if "lam can cu" in rest or re.fullmatch(
        r" (?:gom|la|thi)? ?(?:nhung|cac)? ?(?:cai|van ban)? ?nao", rest
    ):
        rest = ""
    basis = verb[0] if verb[0] != "lay" or "lam can cu" not in tail else "can cu"
    return _wanted(question, sources, named, f"{head} {rest}", negated, basis)


def _wanted(  # noqa: PLR0913, PLR0917 -- the parts of one sentence
    question: Question,
    sources: Sources,
    named: Sequence[_Numbered],
    said: str,
    negated: bool,  # noqa: FBT001
    verb: str,
) -> Property | Unclear:
    """The property of citing each of the documents named; Unclear where one is not known."""
    groups: list[tuple[DocumentRecord, ...]] = [item.records for item in named]
    if not named:
        groups = [question.documents]
    if not groups or not all(groups):
        return Unclear(NoAnswer.NOT_FOUND, "; ".join(i.number for i in named if not i.records))
    if negated and len(groups) > 1:
        return Unclear(NoAnswer.UNCLEAR)  # none of them, or not all: the words do not tell
    chosen = [_of_issuer(question, group) for group in groups]
    for group in chosen:
        numbers = {number_key(record.header.number or record.id) for record in group}
        sure = len(group) == 1 or all(is_national(n) and has_year(n) for n in _numbers(group))
        if not sure or len({n.partition("/")[0] for n in numbers}) > 1:
            return Unclear(NoAnswer.UNCLEAR, label(group[0]), tuple(group))
    keys = [_same(sources, group) for group in chosen]
    local = {fold(n) for group in chosen for n in _numbers(group) if not is_national(n)}
    test = tests.cites(
        sources, keys, frozenset(local), basis=bool(_BASIS.fullmatch(verb) or verb == "can cu")
    )
    subject = "; ".join(label(group[0]) for group in chosen)
    told = "bases" if _BASIS.fullmatch(verb) else "cites"
    return Property(said, test, negated, told, subject)


def _numbers(group: Sequence[DocumentRecord]) -> list[str]:
    return [record.header.number for record in group if record.header.number]


def _of_issuer(question: Question, group: Sequence[DocumentRecord]) -> tuple[DocumentRecord, ...]:
    """Those whose issuer the question names, where any is."""
    words = set(tokens(question.folded)) | {"ubnd", "hdnd"}
    fits = [
        r for r in group if r.header.issuer and set(tokens(normalise(r.header.issuer))) <= words
    ]
    return tuple(fits) if fits else tuple(group)


def _same(sources: Sources, group: Sequence[DocumentRecord]) -> frozenset[str]:
    """Keys under which the library cites a document: a national number is one whatever its day."""
    keys = {record.key for record in group}
    for record in group:
        number = record.header.number
        if number and is_national(number) and has_year(number):
            keys |= {other.key for other in sources.matching(number)}
    return frozenset(keys)


def _blank(folded: str, _: Question, __: Sources, ___: dt.date) -> Property | None:
    match = _BLANK.search(folded)
    if match is None:
        return None
    attribute = _FIELDS[match[1].split()[0]]
    return Property(folded[: match.start()], tests.blank(attribute), told=f"blank_{attribute}")


def _no_bases(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _NO_BASES.search(folded)
    if match is None:
        return None
    return Property(folded[: match.start()], tests.has_bases(sources), True, "has_bases")


def _dead(
    folded: str, question: Question, sources: Sources, on: dt.date
) -> Property | Unclear | None:
    if not question.conditions.dead_base and not _DEAD.search(folded):
        return None
    match = _DEAD.search(folded)
    if match is None or _DENIED.search(folded[: match.start()]):
        return Unclear(NoAnswer.UNCLEAR)
    head, _ = _before(folded, match.start())
    basis = bool(re.search(r"\b(?:can cu|co so|dua)\b", match[0]))
    test = tests.rests_on_dead(sources, on, basis=basis)
    return Property(
        head, test, told="dead_bases" if basis else "cites_dead", subject=on.isoformat()
    )


def _without(folded: str, question: Question, sources: Sources, _: dt.date) -> Property | None:
    lacking = question.conditions.lacking
    asked = re.search(r"\b(?:nao|bao nhieu|may|nhung|cac|co)\b", folded)
    if not lacking or asked is None:
        return None
    kind = re.compile(r"\b(?:ke hoach|van ban|quyet dinh|xa|phuong|noi|tinh)(?: nao)?\b")
    begins = kind.search(folded)
    cut = _TASKS_WITHOUT.search(folded, begins.end()) if begins else None
    if cut is None:
        return None
    subject = "; ".join(sorted(what.value for what in lacking))
    test = tests.tasks_without(sources, lacking)
    return Property(folded[: cut.start()], test, told="tasks_without", subject=subject)


def _work(folded: str, question: Question, sources: Sources, _: dt.date) -> Property | None:
    """To give tasks to the offices named behind the verb."""
    if not question.offices:
        return None
    places = [at for name in question.offices if (at := folded.find(normalise(name))) >= 0]
    verbs = [match for match in _OFFICE.finditer(folded) if places and match.end() <= min(places)]
    if not verbs:
        return None
    head, negated = _before(folded, verbs[-1].start())
    tail = folded[min(places) :]
    for name in sorted(question.offices, key=len, reverse=True):
        tail = tail.replace(normalise(name), " ")
    tail = re.sub(r"\b(?:chu tri|phoi hop|lam|thuc hien|dau moi|nao|gi|nhiem vu|viec)\b", " ", tail)
    topic, phrase = _topic(tail)
    test = tests.gives_work_to(sources, question, topic)
    subject = question.offices[0] + (f": {phrase}" if phrase else "")
    return Property(head, test, negated, "work_of", subject, reads=True)


def _target(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _TARGET.search(folded)
    if match is None:
        return None
    head, negated = _before(folded, match.start())
    phrase, fits = tests.threshold(folded[match.end() :])
    topic, phrase = _topic(phrase)
    if not topic:
        return None
    test = tests.targets_on(sources, topic, phrase, fits)
    return Property(head, test, negated, "targets_on", phrase, reads=True)


def _task(folded: str, _: Question, sources: Sources, __: dt.date) -> Property | None:
    match = _TASK.search(folded)
    if match is None:
        return None
    head, negated = _before(folded, match.start())
    topic, phrase = _topic(folded[match.end() :])
    if len(topic) < 2:
        return None
    test = tests.tasks_on(sources, topic, phrase)
    return Property(head, test, negated, "tasks_on", phrase, reads=True)


def _says(folded: str, question: Question, sources: Sources, _: dt.date) -> Property | None:
    match = _SAYS.search(folded)
    if match is None:
        return None
    head, negated = _before(folded, match.start())
    topic, phrase = _topic(folded[match.end() :])
    if len(topic) < 2:
        return None
    test = tests.says(sources, question, phrase)
    return Property(head, test, negated, "says", phrase, reads=True)


def _topic(tail: str) -> tuple[tuple[str, ...], str]:
    """The words of a phrase without idle ones at its ends; and the phrase."""
    words = tokens(tail)
    while words and words[0] in _IDLE_ENDS:
        words.pop(0)
    while words and words[-1] in _IDLE_ENDS:
        words.pop()
    return tuple(dict.fromkeys(words)), " ".join(words)
