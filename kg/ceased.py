"""Bodies and titles named in a document that no longer exist on a day.

Source: reference/office_successors.csv (72/2025/QH15, 150/2025/NĐ-CP, 118/2025/NĐ-CP and others).
An office's name alone does not say its level: the citing document's level and day decide. Only
duties count: the issuer of a cited document, a name inside a quoted title, and what stands in the
lines of bases or proposals are left out; so is a name whose writer says what the body is now.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.basis_lines import Opening, basis_lines
from kg.folding import fold
from kg.law_names import looks_damaged
from kg.model import Header, Mention, SourceText
from kg.proofs import Proof
from kg.severity import ENDS
from kg.terms import PlaceLevel

CEASED = "ceased"
MAY_HAVE_CEASED = "may_have_ceased"
_NOT_GENERAL = re.compile(r"not a general end|office itself goes on", re.IGNORECASE)
_ISSUED_BY = re.compile(
    r"^[^;.]{0,60}(?:cua|do)\s+(?:bo truong|tong giam doc|lien bo)?,?\s*(?:chu nhiem)?\s*$"
)
_TITLE_WITHIN = 700  # letters after a number within which its quoted title stands
_SAID_AFTER = 24  # letters after a name in which its writer says what the body is now
_MOVED_DUTY = re.compile(r"thu tuc hanh chinh|tthc|mot cua|cong dich vu cong")
_RECIPIENTS = re.compile(r"^\s*(?:-|n[oơ]i nh[aậ]n|nhu dieu)", re.IGNORECASE)
_LIVES_ON = re.compile(r"van phong|\bphong\b|bo phan mot cua")
_NOW = re.compile(r"\s*\(?\s*(?:nay la|truoc day|cu\))")
_BODIES = r"(?:UBND|Ủy ban nhân dân|HĐND)\s+(?:các\s+huyện|(?:các\s+)?cấp\s+huyện)"
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

    successor: who took over, in Vietnamese, with what; None where none is recorded. scope: which
    duties went where. issuer: the body that issued the document itself.
    """

    office: str
    state: str
    successor: str | None
    since: dt.date
    proof: tuple[Proof, ...]
    mentions: tuple[NamedAt, ...]
    scope: str | None = None
    issuer: bool = False


@dataclass(frozen=True, slots=True)
class SuccessionRule:
    """A row of the table: what to look for, and what it says.

    name: the body's, None where the row is on several (`bodies` as printed). level: of government.
    general: False where the body itself goes on. successor: the heirs, apart by "; ".
    """

    name: str | None
    bodies: str
    pattern: re.Pattern[str]
    folded: re.Pattern[str]
    level: str
    since: dt.date
    successor: str | None
    scope: str | None
    proofs: tuple[Proof, ...]
    general: bool


@lru_cache(maxsize=1)
def succession_rules() -> tuple[SuccessionRule, ...]:
    """Rows of the table; heads before their bodies, whose names they contain."""
    rows = [row for row in corpus.table("office_successors") if row["pattern"]]
    return tuple(_rule(row) for row in sorted(rows, key=lambda row: row["pattern"][:3] != "Chủ"))


def _rule(row: dict[str, str]) -> SuccessionRule:
    pattern = row["pattern"].replace(" ", r"\s+")
    if row["level"] == PlaceLevel.DISTRICT.value:
        head = rf"Chủ\s+tịch\s+(?:{_BODIES})"
        more = {"Văn": _ROOM, "(UB": _BODIES, "Chủ": head}.get(pattern[:3])
        pattern = f"{pattern}|{more}" if more else pattern
    return SuccessionRule(
        name=_name(row["old_body"]),
        bodies=row["old_body"],
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
    apart = [*_quoted(header, mentions, source)]
    ends = sorted(mention.text_end for mention in mentions)
    found: dict[int, list[tuple[int, int]]] = {}
    taken: list[tuple[int, int]] = []
    for number, rule in enumerate(succession_rules()):
        if on < rule.since or (made and made >= rule.since and _lives_on(rule)):
            continue
        for span in _spans(rule, source):
            if _overlaps(span, apart) or _overlaps(span, taken):
                continue
            if _is_duty(rule, span, source, ends):
                taken.append(span)
                found.setdefault(number, []).append(span)
    rows = [_office(succession_rules()[n], spans, source, made) for n, spans in found.items()]
    return tuple(sorted(rows, key=lambda row: row.mentions[0].char_start))


def _quoted(
    header: Header, mentions: Sequence[Mention], source: SourceText
) -> Iterator[tuple[int, int]]:
    """Where names are no duties: lines of bases and proposals, and titles that the text quotes."""
    for line in basis_lines(header, mentions, source):
        if line.opening is not Opening.TASK:
            yield line.start, line.end
    for mention in mentions:
        if mention.relation in ENDS:  # what it ends is described, and does nothing any more
            bound = mention.text_end + _TITLE_WITHIN
            stop = source.text.find(".\n", mention.text_end, bound)
            yield mention.text_start, stop if stop >= 0 else bound
        words = re.findall(r"\S+", mention.title or "")
        if len(words) > 1 and mention.canonical:
            pattern = r"\s+".join(re.escape(word) for word in words)
            found = re.compile(pattern).search(
                source.text, mention.text_end, mention.text_end + _TITLE_WITHIN
            )
            if found:
                yield found.span()


def made_by(header: Header, mentions: Sequence[Mention]) -> dt.date | None:
    """The document's day; where it states none, the latest day of what it cites."""
    stated = [mention.date for mention in mentions if mention.date]
    return header.date or max(stated, default=None)


def _lives_on(rule: SuccessionRule) -> bool:
    """Whether another body may bear the name since the reform: then that one is meant.

    Rooms ("Phòng …") are units of many bodies; a body that goes on where conditions are met is
    named by those who know that it does.
    """
    return not rule.general or bool(_LIVES_ON.search(fold(rule.name or rule.pattern.pattern)))


def _spans(rule: SuccessionRule, source: SourceText) -> Iterator[tuple[int, int]]:
    """Where the name stands; in damaged text also where its marks are lost."""
    text = source.text
    yield from (match.span() for match in rule.pattern.finditer(text))
    if source.damaged:
        for match in rule.folded.finditer(fold(text)):
            if looks_damaged(text[match.start() : match.end()]):
                yield match.span()


def _is_duty(
    rule: SuccessionRule, span: tuple[int, int], source: SourceText, ends: Sequence[int]
) -> bool:
    """Whether a duty may rest on the body here: it is not named as an issuer.

    Where the body itself goes on, only the duty that moved counts, and no list of recipients.
    """
    after = fold(source.text[span[1] : span[1] + _SAID_AFTER])
    if _cited_issuer(source.text, span[0], ends) or _NOW.match(after):
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
    rule: SuccessionRule, spans: Sequence[tuple[int, int]], source: SourceText, made: dt.date | None
) -> CeasedOffice:
    """made: the document's day; without it a name that lives on may mean the new body."""
    sure = rule.general and not (made is None and _lives_on(rule))
    return CeasedOffice(
        office=rule.name or _as_printed(source, spans[0]),
        state=CEASED if sure else MAY_HAVE_CEASED,
        successor=rule.successor,
        since=rule.since,
        proof=rule.proofs,
        mentions=tuple(named_at(source, span) for span in sorted(spans)),
        scope=rule.scope,
    )


def _as_printed(source: SourceText, span: tuple[int, int]) -> str:
    return " ".join(source.text[slice(*span)].split())


def named_at(source: SourceText, span: tuple[int, int]) -> NamedAt:
    """A span of the clean text as a place: its line, raw offsets, and the line's words."""
    line = source.line_at(span[0])
    start, end = source.raw_span(*span)
    return NamedAt(line.number, start, end, line.text.strip())
