"""Bodies, titles and places named in a document that no longer exist on a day.

Source: reference/office_successors.csv (72/2025/QH15, 150/2025/NĐ-CP, 118/2025/NĐ-CP and others)
and `kg.territories`. An office's name alone does not say its level: the citing document's level
and day decide. What a text cites as the issuer of another document is no duty and is left out.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.law_names import looks_damaged
from kg.model import Header, Mention, Place, SourceText
from kg.proofs import Proof
from kg.terms import PlaceLevel

CEASED = "ceased"
MAY_HAVE_CEASED = "may_have_ceased"
_COMMUNES = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})
_NOT_GENERAL = re.compile(r"not a general end|office itself goes on", re.IGNORECASE)
_ISSUED_BY = re.compile(
    r"^[^;.]{0,60}(?:cua|do)\s+(?:bo truong|tong giam doc|lien bo)?,?\s*(?:chu nhiem)?\s*$"
)
_MOVED_DUTY = re.compile(r"thu tuc hanh chinh|tthc|mot cua|cong dich vu cong")
_RECIPIENTS = re.compile(r"^\s*(?:-|n[oơ]i nh[aậ]n|nhu dieu)", re.IGNORECASE)
_LIVES_ON = re.compile(r"van phong|phong kinh te|phong van hoa|bo phan mot cua")
_ROOM = r"Văn phòng\s+(?:HĐND|Hội đồng nhân dân)(?:\s+và\s+|\s*[-–,]\s*)(?:UBND|Ủy ban nhân dân)"


@dataclass(frozen=True, slots=True)
class NamedAt:
    """Where a body or place is named. Offsets are raw offsets; quote: the clean line."""

    line: int
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CeasedOffice:
    """A body or title that ended. state: ceased, or may_have_ceased where it goes on in part.

    successor: who took over, in Vietnamese, with what. scope: which duties went where.
    """

    office: str
    state: str
    successor: str | None
    since: dt.date
    proof: tuple[Proof, ...]
    mentions: tuple[NamedAt, ...]
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class CeasedPlace:
    """A unit that ended on 1 July 2025, wholly or in parts. successors: the new units' names."""

    place: str
    state: str
    successor: str | None
    since: dt.date
    proof: tuple[Proof, ...]
    mentions: tuple[NamedAt, ...]
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row of the table: what to look for, and what it says."""

    name: str | None
    pattern: re.Pattern[str]
    folded: re.Pattern[str]
    level: str
    since: dt.date
    successor: str | None
    scope: str | None
    proofs: tuple[Proof, ...]
    general: bool


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(row) for row in corpus.table("office_successors") if row["pattern"])


def _rule(row: dict[str, str]) -> _Rule:
    pattern = row["pattern"].replace(" ", r"\s+")
    if row["level"] == PlaceLevel.DISTRICT.value and pattern.startswith("Văn"):
        pattern = f"{pattern}|{_ROOM}"
    return _Rule(
        name=_name(row["old_body"]),
        pattern=re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE),
        folded=re.compile(rf"(?<!\w)(?:{fold(pattern)})(?!\w)"),
        level=row["level"],
        since=dt.date.fromisoformat(row["ceased_on"]),
        successor=row["successors"] or None,
        scope=row["scope"] or None,
        proofs=_proofs(row),
        general=not _NOT_GENERAL.search(row["note"]),
    )


def _name(old_body: str) -> str | None:
    """The body's name, where the row is on one body; None where it is on several."""
    name = re.sub(r"\s*\([^)]*\)", "", old_body).strip()
    return None if ";" in name or "/" in name else name


def _proofs(row: dict[str, str]) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            document=item["document"],
            clause=item["clause"],
            quote=item["quote"],
            source=row["source"],
            checked=None,
            confidence=row["confidence"],
        )
        for item in json.loads(row["proofs"])
    )


def ceased_offices(
    header: Header, mentions: Sequence[Mention], source: SourceText, *, on: dt.date
) -> tuple[CeasedOffice, ...]:
    """Bodies and titles in the text that had ended by `on`, in text order."""
    made = made_by(header, mentions)
    ends = sorted(mention.text_end for mention in mentions)
    found: dict[int, list[tuple[int, int]]] = {}
    taken: list[tuple[int, int]] = []
    for number, rule in enumerate(_rules()):
        if on < rule.since or (made and made >= rule.since and _lives_on(rule)):
            continue
        for span in _spans(rule, source):
            if _is_duty(rule, span, source, ends) and not _overlaps(span, taken):
                taken.append(span)
                found.setdefault(number, []).append(span)
    rows = [_office(_rules()[n], spans, source, made) for n, spans in found.items()]
    return tuple(sorted(rows, key=lambda row: row.mentions[0].char_start))


def made_by(header: Header, mentions: Sequence[Mention]) -> dt.date | None:
    """The document's day; where it states none, the latest day of what it cites."""
    stated = [mention.date for mention in mentions if mention.date]
    return header.date or max(stated, default=None)


def _lives_on(rule: _Rule) -> bool:
    """Whether a new body bears the same name since the reform: then that one is meant."""
    return bool(_LIVES_ON.search(fold(rule.name or rule.pattern.pattern)))


def _spans(rule: _Rule, source: SourceText) -> Iterator[tuple[int, int]]:
    """Where the name stands; in damaged text also where its marks are lost."""
    text = source.text
    yield from (match.span() for match in rule.pattern.finditer(text))
    if source.damaged:
        for match in rule.folded.finditer(fold(text)):
            if looks_damaged(text[match.start() : match.end()]):
                yield match.span()


def _is_duty(rule: _Rule, span: tuple[int, int], source: SourceText, ends: Sequence[int]) -> bool:
    """Whether a duty may rest on the body here: it is not named as an issuer.

    Where the body itself goes on, only the duty that moved counts, and no list of recipients.
    """
    if _cited_issuer(source.text, span[0], ends):
        return False
    line = source.line_at(span[0]).text
    moved = _MOVED_DUTY.search(fold(line)) and not _RECIPIENTS.match(line)
    return rule.general or bool(moved) or rule.level != PlaceLevel.CENTRAL.value


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _cited_issuer(text: str, start: int, ends: Sequence[int]) -> bool:
    """Whether the name follows a cited document as its issuer: "... ngày 12/8/2013 của Bộ ..."."""
    before = [end for end in ends if start - 80 <= end <= start]
    return any(_ISSUED_BY.match(fold(text[end:start])) for end in before[-1:])


def _office(
    rule: _Rule, spans: Sequence[tuple[int, int]], source: SourceText, made: dt.date | None
) -> CeasedOffice:
    """made: the document's day; without it a name that lives on may mean the new body."""
    sure = rule.general and not (made is None and _lives_on(rule))
    return CeasedOffice(
        office=rule.name or _as_printed(source, spans[0]),
        state=CEASED if sure else MAY_HAVE_CEASED,
        successor=rule.successor,
        since=rule.since,
        proof=rule.proofs,
        mentions=tuple(_named_at(source, span) for span in sorted(spans)),
        scope=rule.scope,
    )


def _as_printed(source: SourceText, span: tuple[int, int]) -> str:
    return " ".join(source.text[slice(*span)].split())


def _named_at(source: SourceText, span: tuple[int, int]) -> NamedAt:
    line = source.line_at(span[0])
    start, end = source.raw_span(*span)
    return NamedAt(line.number, start, end, line.text.strip())


def ceased_places(
    header: Header, mentions: Sequence[Mention], source: SourceText, *, on: dt.date
) -> tuple[CeasedPlace, ...]:
    """Units named in the text that had ended by `on`, larger units first.

    A document made after the reform means the units of after it, so nothing is reported there.
    """
    from kg.territories import successors
    from kg.units import REFORM

    made = made_by(header, mentions)
    if on < REFORM or (made and made >= REFORM):
        return ()
    named: dict[Place, list[tuple[int, int]]] = {}
    for place, span in _places(header, source):
        named.setdefault(place, []).append(span)
    rows = []
    for place, spans in named.items():
        heirs = successors(place)
        if heirs and heirs[0].since <= on:
            names = tuple(dict.fromkeys(_full_name(heir.place) for heir in heirs))
            proof = Proof(heirs[0].source, None, None, heirs[0].source, heirs[0].since, "high")
            rows.append((place, CeasedPlace(
                place=_full_name(place),
                state=CEASED,
                successor="; ".join(names),
                since=heirs[0].since,
                proof=(proof,),
                mentions=tuple(_named_at(source, span) for span in sorted(spans)),
                successors=names,
            )))  # fmt: skip
    levels = list(PlaceLevel)
    rows.sort(key=lambda row: (levels.index(row[0].level), row[1].mentions[0].char_start))
    return tuple(row for _, row in rows)


def _places(header: Header, source: SourceText) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Places in the text, each completed by what contains it; ambiguous ones are left out."""
    from kg.territories import find_places, resolve_place

    own = header.place
    for match in find_places(source.text):
        place = match.place
        if place.code is None and own is not None:
            district = own.name if own.level is PlaceLevel.DISTRICT else own.district
            province = own.name if own.level is PlaceLevel.PROVINCE else own.province
            within = district if place.level in _COMMUNES else None
            place = resolve_place(place.name, district=within, province=province) or place
        if place.code is not None:
            yield place, (match.start, match.end)


def _full_name(place: Place) -> str:
    """A place with its province: names of communes repeat across the country."""
    if place.level is PlaceLevel.PROVINCE or not place.province:
        return place.name
    return f"{place.name}, {place.province}"
