"""Which held documents a question on several of them is about: the set that its words close.

"Trong ba quyết định 3851 của Nghệ An, 2934 của Lai Châu và 2848 của TP.HCM ..." names a set;
"kế hoạch cải cách hành chính nào năm 2025" describes one by kind, title and year. Every word has
to say something of the documents: a set that is not wholly understood is none.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold, tokens
from kg.model import DocumentRecord
from kg.number import number_key
from kg.terms import PlaceLevel
from search.answers.asked_words import DAY, PERIOD, YEAR, dated, typed_alike
from search.holdings import names_place, place_key, title_words
from search.question import Question

_KIND: Final = (
    r"van ban|tai lieu|documents?|ke hoach|plans?|nghi quyet|quyet dinh|chi thi|thong tu|nghi dinh"
    r"|quy che|quy dinh|danh muc|quy trinh|luat"
)
_ASKED_KIND: Final = (
    re.compile(rf"\b({_KIND}) (?:[\w/]+ ){{0,9}}?(?:nao|gi|which)\b"),
    re.compile(
        r"\b(?:nhung|cac|bao nhieu|may|so luong|dem|liet ke|danh sach|tat ca|moi|loc|tim|list"
        rf"|hai|ba|which)(?: (?:giup|cac|nhung|moi|tat ca|so)){{0,3}} ({_KIND})\b"
    ),
    re.compile(rf"^(?:\w+ ){{0,3}}?({_KIND})\b"),
)
_TYPES: Final = {
    "ke hoach": "Kế hoạch", "plan": "Kế hoạch", "plans": "Kế hoạch", "nghi quyet": "Nghị quyết",
    "quyet dinh": "Quyết định", "chi thi": "Chỉ thị", "thong tu": "Thông tư",
    "nghi dinh": "Nghị định", "quy che": "Quy chế", "quy dinh": "Quy định",
    "danh muc": "Danh mục", "quy trinh": "Quy trình", "luat": "Luật",
}  # fmt: skip
_LEVELS: Final = (
    (
        r"(?:phuong xa|xa phuong|cap xa) (?:nao|gi|mo)",
        frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD}),
    ),
    (r"phuong (?:nao|gi|mo)", frozenset({PlaceLevel.WARD})),
    (r"xa (?:nao|gi|mo)", frozenset({PlaceLevel.COMMUNE})),
    (r"(?:huyen|quan|thi xa) (?:nao|gi|mo)", frozenset({PlaceLevel.DISTRICT})),
    (r"tinh (?:nao|gi|mo)", frozenset({PlaceLevel.PROVINCE})),
)
# Phrases and words that ask, join or say where the documents are; none of them narrows the set.
_IDLE_PHRASES: Final = re.compile(
    r"\b(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|(?:pho )?chu tich|thu vien|du lieu|tat ca"
    r"|danh sach|liet ke|bao nhieu|so luong|tong so|don vi|dia phuong|phuong xa|cap xa|giai doan"
    r"|ban hanh|thong qua|cong bo|moi nhat|cu nhat|the nao|cho (?:em|toi|minh|biet|xem)"
    r"|giup (?:em|toi|minh|voi)|hien (?:dang|co|nay)|dang (?:co|luu|giu)|loc giup|giua (?:hai|ba)"
    r"|trong (?:kho|so|hai|ba|bon)|(?:lay|lam) can cu)\b"
)
_IDLE: Final = frozenset(
    """nao gi which nhung cac may co la cua o tai trong kho ong loc tim cho xem biet hoi em toi minh
    anh chi sep giup ho voi a nhe vay nhi the hien dang duoc da roi ma thi va ca hai ba bon deu cung
    tung moi mot ban noi ben cai phuong xa tinh huyen dem ra vao nay do ay xin can muon dua ten gom
    ke ve
    documents plans plan list show all nam ngay thang quy ky do boi qd kh nq giua h hong con ta
    hay mo cho thanh pho rieng chi""".split()
)
_SINCE: Final = re.compile(
    r"\b(?:ke tu|tu|sau|truoc|den|vao|trong)(?: (?:ngay|thang))? (?=\d{1,2} ?(?:[/.-]|thang))"
    r"|\bthang \d{1,2}(?: ?(?:/|nam) ?(?:19|20)\d\d)?"
)
_NUMERAL: Final = re.compile(r"(?<![\w/.,-])0*(\d{1,5})((?:/[\w.-]+)*)(?![\w%])")
_LISTED: Final = re.compile(
    r"\b(?:trong (?:kho|thu vien|du lieu)|danh sach|liet ke|tat ca|bao nhieu|may"
    r"|dang (?:co|luu|giu))\b"
)
_COUNTED_UNIT: Final = re.compile(r"\b(?:nam|quy|phuong|quan|top|ngay|thang|khoa) $")
_ISSUERS: Final = (
    (r"\b(?:hoi dong nhan dan|hdnd)\b", "hdnd"),
    (r"\bchu tich\b", "chu tich"),
    (r"\b(?:uy ban nhan dan|ubnd)\b", "ubnd"),
)


@dataclass(frozen=True, slots=True)
class AskedSet:
    """The documents asked about. named: the question names each; else it describes them.

    kind: type asked for, "" for any. narrowed: something but the kind narrows the set.
    missing: what is named and not held. unclear: words that say nothing of any document.
    choices: documents of one number among which the question does not tell.
    """

    records: tuple[DocumentRecord, ...] = ()
    named: bool = False
    kind: str = ""
    narrowed: bool = False
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    choices: tuple[DocumentRecord, ...] = ()


def asked_set(
    question: Question, held: Sequence[DocumentRecord], said: str, on: dt.date
) -> AskedSet:
    """The set that `said` tells: the folded question without what is asked of the documents."""
    kind, level = _kind(said), _level(said)
    here = _of_places(question, held, said)
    by_number = _by_number(here or held, said)
    if by_number is not None:
        return by_number
    found = [r for r in (here or held) if _is_kind(r, kind) and _of_level(r, level)]
    issuer = next((name for cue, name in _ISSUERS if re.search(cue, said)), None)
    found = [r for r in found if issuer is None or _issued_by(r, issuer)]
    signer = _signer(held, said)
    found = [r for r in found if not signer or fold(r.header.signer or "") == signer]
    when = dated(said, kind, on)
    found = [record for record in found if all(test(record) for test in when)]
    about = _about(said.replace(signer, " ") if signer else said, here)
    titled = [record for record in found if _is_about(record, about, question.text)]
    return AskedSet(
        tuple(titled),
        named=len({place_key(r.header.place.name) for r in here if r.header.place}) > 1,
        kind=_TYPES.get(kind, ""),
        narrowed=bool(here or issuer or signer or when or about)
        or (kind in _TYPES and _LISTED.search(said) is not None),
        unclear=() if titled or not found else about,
    )


def _kind(said: str) -> str:
    """The kind of document asked for, folded; "" for any."""
    found = (cue.search(said) for cue in _ASKED_KIND)
    return next((match[1] for match in found if match), "")


def _level(said: str) -> frozenset[PlaceLevel]:
    return next((level for cue, level in _LEVELS if re.search(rf"\b{cue}\b", said)), frozenset())


def _is_kind(record: DocumentRecord, kind: str) -> bool:
    wanted = _TYPES.get(kind)
    attached = record.header.attached
    return wanted is None or wanted in {record.header.type, attached.type if attached else None}


def _of_level(record: DocumentRecord, level: frozenset[PlaceLevel]) -> bool:
    return not level or (record.header.place is not None and record.header.place.level in level)


def _issued_by(record: DocumentRecord, issuer: str) -> bool:
    words = fold(record.header.issuer or "").replace("uy ban nhan dan", "ubnd")
    words = words.replace("hoi dong nhan dan", "hdnd")
    if issuer == "ubnd":  # whose paper its chairman's decisions bear, too
        words = words.removeprefix("chu tich ")
    return words.startswith(issuer)


def _signer(held: Sequence[DocumentRecord], said: str) -> str:
    """The folded name of a signer, where a question asks for what that person signed."""
    if not re.search(r"\bky\b", said):
        return ""
    names = {fold(record.header.signer) for record in held if record.header.signer}
    return next((name for name in names if f" {name} " in f" {said} "), "")


def _of_places(
    question: Question, held: Sequence[DocumentRecord], said: str
) -> list[DocumentRecord]:
    """Documents of the places named, else those that lie in them."""

    def named(name: str | None) -> bool:
        return bool(name) and names_place(question.text, said, str(name))

    own = [r for r in held if r.header.place and named(r.header.place.name)]
    if own:
        return own
    return [
        r
        for r in held
        if r.header.place and (named(r.header.place.district) or named(r.header.place.province))
    ]


def named_by_number(
    held: Sequence[DocumentRecord], question: Question
) -> tuple[DocumentRecord, ...]:
    """Documents that a question names by number, each held once; () where one is not sure."""
    here = _of_places(question, held, question.folded)
    found = _by_number(here or held, question.folded)
    if found is None or found.missing or found.choices:
        return ()
    return found.records


def _by_number(held: Sequence[DocumentRecord], said: str) -> AskedSet | None:
    """Documents named by number, each number of which must be held once."""
    bare = DAY.sub(" ", PERIOD.sub(" ", said))
    numbers = [m for m in _NUMERAL.finditer(bare) if not YEAR.fullmatch(m[0]) and len(m[1]) > 1]
    numbers = [m for m in numbers if not _COUNTED_UNIT.search(bare[: m.start()])]
    if not numbers:
        return None
    found: dict[str, DocumentRecord] = {}
    missing, choices = [], []
    for match in numbers:
        fits = [record for record in held if _is_numbered(record, match[1], match[2])]
        if not fits:
            missing.append(match[0])
        elif len(fits) > 1:
            choices += fits
        found |= {record.id: record for record in fits}
    return AskedSet(
        tuple(found.values()),
        named=True,
        narrowed=True,
        missing=tuple(missing),
        choices=tuple(choices),
    )


def _is_numbered(record: DocumentRecord, numeral: str, rest: str) -> bool:
    own = number_key(record.header.number) if record.header.number else ""
    head, _, tail = own.partition("/")
    return head.lstrip("0") == numeral and f"/{tail}".startswith(rest)


def _about(said: str, here: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Phrases that say what the documents are about, to be found in their titles."""
    left = DAY.sub(" | ", _IDLE_PHRASES.sub(" | ", _SINCE.sub(" | ", said)))
    for name in sorted({place_key(n) for r in here for n in _around(r)}, key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " | ", left)
    left = re.sub(rf"\b(?:{_KIND})\b", " | ", left)
    return tuple(filter(None, (_bare(part) for part in left.split("|"))))


def _bare(part: str) -> str:
    """A phrase without the idle words and figures at its ends."""
    words = tokens(part)
    while words and (words[0] in _IDLE or words[0].isdigit()):
        words.pop(0)
    while words and (words[-1] in _IDLE or words[-1].isdigit()):
        words.pop()
    return " ".join(words)


def _around(record: DocumentRecord) -> list[str]:
    place = record.header.place
    return [n for n in (place.name, place.district, place.province) if n] if place else []


def _is_about(record: DocumentRecord, phrases: Sequence[str], text: str) -> bool:
    """Whether a document's titles have every phrase: side by side, or all words of a long one."""
    title = " ".join(title_words(record))
    words = set(title.split())
    return all(
        (f" {phrase} " in f" {title} " and typed_alike(phrase, text, _titles(record)))
        or (phrase.count(" ") >= 2 and set(phrase.split()) <= words)
        for phrase in phrases
    )


def _titles(record: DocumentRecord) -> str:
    attached = record.header.attached
    return f"{record.header.title or ''} {attached.title if attached else ''}"
