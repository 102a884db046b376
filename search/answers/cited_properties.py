"""To cite, or not to cite, the documents that a question names: read from its folded words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold, tokens
from kg.identity import has_year, is_national
from kg.model import DocumentRecord
from kg.number import number_key
from kg.terms import NoAnswer
from search.answers import citation_tests
from search.answers.asked_properties import NOT, Property, Unclear, before
from search.evidence import label
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

_CITE: Final = re.compile(
    r"\b(?:vien dan|trich dan|dan chieu|dan|nhac|de cap|can cu|dua (?:tren|vao|theo)|lay"
    r"|noi (?:den|toi|ve)|neu|theo|trien khai|thuc hien|vien)\b"
)
_BASIS: Final = re.compile(r"\b(?:can cu|dua (?:tren|vao|theo)|co so phap ly)\b")
_DESCRIBED: Final = re.compile(r"^\s*(?:cua|ngay|nam|do|ve|lam|huong dan|quy dinh|sua doi)\b.*$")
_FAR: Final = 6  # words between a verb and the number that it is said of
_NAMED_KIND: Final = (
    r"\b(luat|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|ke hoach|ket luan)(?: so)? "
)
_ASKS_WHICH: Final = re.compile(
    r"\b(?:ke hoach|van ban|quyet dinh|nghi quyet|xa|phuong|tinh|noi|cai|dia phuong|don vi"
    r"|cho|ben)(?: \w+){0,5} (?:nao|mo)\b|\b(?:bao nhieu|may|nhung|cac) (?:ke hoach|van ban|quyet"
    r" dinh|nghi quyet|xa|phuong|tinh)\b"
)
_ASKS_KIND: Final = re.compile(
    r"\b(?:ke hoach|quyet dinh|nghi quyet|chi thi) nao\b"
    r"|\b(?:bao nhieu|may) (?:ke hoach|quyet dinh|nghi quyet|chi thi|van ban cua)\b"
)
_NAMES: Final = re.compile(rf"(?: \w+){{0,2}} (?:\w+ )?{_NAMED_KIND[2:]}|(?: \w+)? \d")
_ASKS_BEHIND: Final = re.compile(
    r"\b(?:la|gom|thi)? ?(?:nhung |cac )?(?:ke hoach|van ban|xa|phuong|tinh|quyet dinh|nghi quyet"
    r"|noi|dia phuong) nao\b.*$"
)
_NOTHING_MORE: Final = re.compile(
    r"\blam can cu\b|^ ?(?:gom|la|thi)? ?(?:nhung|cac)? ?(?:cai|van ban)? ?nao$"
)


def denies_citing(question: Question) -> bool:
    """Whether a question asks which of several documents do not cite one that it names."""
    folded = question.folded
    several = len(question.plans) > 1 or _ASKS_WHICH.search(folded)
    if not several:
        return False
    return any(before(folded, verb.start())[1] for verb in _before_a_number(question))


def asks_which_kind_cite(question: Question) -> bool:
    """Whether it asks which, or how many, of a kind of documents cite one that it names."""
    kind = _ASKS_KIND.search(question.folded)
    return kind is not None and any(
        verb.start() >= kind.end() for verb in _before_a_number(question)
    )


def _before_a_number(question: Question) -> Iterator[re.Match[str]]:
    """Verbs of citing with the name of a document behind them."""
    if question.numbers or question.by_name:
        for verb in _CITE.finditer(question.folded):
            if _NAMES.match(question.folded[verb.end() :]):
                yield verb


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number in a folded question."""

    start: int
    end: int
    records: tuple[DocumentRecord, ...]
    number: str


def _numbered(folded: str, question: Question, sources: Sources) -> Iterator[_Numbered]:
    for number in question.numbers:
        key = number_key(str(number))
        numeral = key.partition("/")[0].lstrip("0")
        rest = key.partition("/")[2]
        for match in re.finditer(
            rf"(?<![\w/.-])0*{re.escape(numeral)}((?:/[\w.-]+)*)(?!\w)", folded
        ):
            if not f"/{rest}".startswith(match[1]) and match[1]:
                continue
            kind = re.search(rf"{_NAMED_KIND}$", folded[: match.start()])
            known = (question.documents, sources.matching(str(number)), sources.listed(str(number)))
            fits = next(filter(None, (_fitting(one, numeral, match[1], kind) for one in known)), ())
            yield _Numbered(match.start(), match.end(), fits, str(number))
            break


def _fitting(
    records: Sequence[DocumentRecord], numeral: str, rest: str, kind: re.Match[str] | None
) -> tuple[DocumentRecord, ...]:
    """Records of a number, of the kind written before it where one is."""
    return tuple(
        record
        for record in records
        if _bears(record, numeral, rest)
        and (not kind or not record.header.type or fold(record.header.type) == kind[1])
    )


def _bears(record: DocumentRecord, numeral: str, rest: str) -> bool:
    own = number_key(record.header.number or "")
    head, _, tail = own.partition("/")
    return head.lstrip("0") == numeral and f"/{tail}".startswith(rest)


def cites(folded: str, question: Question, sources: Sources) -> Property | Unclear | None:
    """To cite the documents named behind the verb, or before it where they are not held."""
    named = list(_numbered(folded, question, sources))
    verbs = list(_CITE.finditer(folded))
    if question.by_name and not named:
        return _citing(folded, question, sources, verbs[0].span(), []) if verbs else None
    for item in named:
        near = [v for v in verbs if v.end() <= item.start and _gap(folded, v, item) <= _FAR]
        if near:
            behind = [other for other in named if other.start >= near[-1].end()]
            verb = (_begin(folded, near), near[-1].end())
            return _citing(folded, question, sources, verb, behind)
    return _cited_by(folded, question, sources, named)


def _gap(folded: str, verb: re.Match[str], item: _Numbered) -> int:
    """Words between; a law's name before its number ("Luật Giá số 16/2023/QH15") is none."""
    between = folded[verb.end() : item.start]
    return len(re.sub(r"\b(?:luat|bo luat) .*$", "", between).split())


def _begin(folded: str, verbs: Sequence[re.Match[str]]) -> int:
    """Where the last verb begins; "căn cứ theo ..." is one."""
    begins = verbs[-1].start()
    for verb in reversed(verbs[:-1]):
        if folded[verb.end() : begins].strip():
            break
        begins = verb.start()
    return begins


def _cited_by(
    folded: str, question: Question, sources: Sources, named: Sequence[_Numbered]
) -> Property | Unclear | None:
    """To be cited by: "Nghị quyết 76/NQ-CP không được kế hoạch nào nhắc đến"."""
    cited = [item for item in named if not any(record.held for record in item.records)]
    verbs = [verb for verb in _CITE.finditer(folded) if cited and verb.start() > cited[0].end]
    if not verbs:
        return Unclear(NoAnswer.UNCLEAR) if cited else None
    middle = folded[cited[-1].end : verbs[-1].start()]
    denied = re.search(rf"\b{NOT}\b(?: (?:duoc|bi|co))*", middle)
    if denied:
        middle = middle.replace(denied[0], " ", 1)
    head = re.sub(rf"{_NAMED_KIND}$", "", folded[: cited[0].start])
    said = f"{head} {re.sub(r'^(?:.*?)(?:duoc|bi) ', ' ', middle)}"
    return _wanted(question, sources, cited, (said, denied is not None, verbs[-1][0]))


def _citing(
    folded: str,
    question: Question,
    sources: Sources,
    verb: tuple[int, int],
    named: Sequence[_Numbered],
) -> Property | Unclear:
    head, negated = before(folded, verb[0])
    between = folded[verb[1] : named[-1].end] if named else folded[verb[1] :]
    if re.search(rf"\b{NOT}\b", between):
        return Unclear(NoAnswer.UNCLEAR)  # "căn cứ A mà không căn cứ B"
    tail = folded[named[-1].end :] if named else ""
    asks = _ASKS_BEHIND.search(tail)
    rest = asks[0] if asks else ("" if _DESCRIBED.match(tail) else tail)
    if _NOTHING_MORE.search(rest):
        rest = ""
    said = folded[verb[0] : verb[1]]
    basis = "can cu" if said.startswith("lay") and "lam can cu" in tail else said
    return _wanted(question, sources, named, (f"{head} {rest}", negated, basis))


def _wanted(
    question: Question,
    sources: Sources,
    named: Sequence[_Numbered],
    asked: tuple[str, bool, str],
) -> Property | Unclear:
    """The property of citing each of the documents named; Unclear where one is not known.

    asked: the words that tell the set, whether it is denied, and the verb.
    """
    said, negated, verb = asked
    groups = [item.records for item in named] or [question.documents]
    if not all(groups):
        return Unclear(NoAnswer.NOT_FOUND, "; ".join(i.number for i in named if not i.records))
    if negated and len(groups) > 1:
        return Unclear(NoAnswer.UNCLEAR)  # none of them, or not all: the words do not tell
    chosen = [_of_issuer(question, group) for group in groups]
    for group in chosen:
        if not _is_one(group):
            return Unclear(NoAnswer.UNCLEAR, label(group[0]), tuple(group))
    keys = [_same(sources, group) for group in chosen]
    local = {fold(n) for group in chosen for n in _numbers(group) if not is_national(n)}
    basis = _BASIS.search(verb) is not None
    test = citation_tests.cites(sources, keys, frozenset(local), basis=basis, denied=negated)
    subject = "; ".join(label(group[0]) for group in chosen)
    return Property(said, test, negated, "bases" if basis else "cites", subject)


def _is_one(group: Sequence[DocumentRecord]) -> bool:
    """Whether all are one document: national numbers of one year and kind are."""
    if len(group) == 1:
        return True
    numbers = _numbers(group)
    national = len(numbers) == len(group) and all(is_national(n) and has_year(n) for n in numbers)
    return national and len({fold(record.header.type or "") for record in group} - {""}) <= 1


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
