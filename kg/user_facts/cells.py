"""Cells of a table of facts to values: days, numbers, references to documents, events."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from kg.facts import Scope
from kg.folding import fold, tokens
from kg.number import DocumentNumber, find_numbers, number_key, parse_number
from kg.terms import ValidityState
from kg.user_facts.findings import FactFault, RefusedError

Row = Mapping[str, str | None]

FIRST_YEAR: Final = 1945  # the first documents of the Democratic Republic
YEARS_AHEAD: Final = 60  # programmes and transitional rules reach this far at most

_LOCAL_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_WORDY_DAY = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
_DAY_IN_WORDS = re.compile(
    r"ngày\s+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"(?:[a-z]+ ){0,6}?(?:so ?:? ?)?")
_UNTIL = re.compile(
    r"(?P<first>.+?)\s+(?P<word>đến hết|đến trước|đến)\s+(?P<last>.+)", re.IGNORECASE
)


class FactEvent(StrEnum):
    """What happens to a document; values as in `kg.terms.EffectKind`, and a successor's begin."""

    BEGINS = "effective"
    ENDS = "expires"
    REPLACED = "replaces"
    REPEALED = "repeals"
    AMENDED = "amends"
    SUSPENDED = "suspends"
    RESUMED = "resumes"
    SUCCEEDED = "succeeds"


ENDINGS: Final = frozenset({FactEvent.ENDS, FactEvent.REPLACED, FactEvent.REPEALED})

_EVENT_WORDS: Final[Mapping[str, FactEvent]] = MappingProxyType(
    {
        **{event.value: event for event in FactEvent},
        "co hieu luc": FactEvent.BEGINS,
        "bat dau co hieu luc": FactEvent.BEGINS,
        "het hieu luc": FactEvent.ENDS,
        "het thoi han": FactEvent.ENDS,
        "tu het hieu luc": FactEvent.ENDS,
        "thay the": FactEvent.REPLACED,
        "bi thay the": FactEvent.REPLACED,
        "duoc thay the": FactEvent.REPLACED,
        "bai bo": FactEvent.REPEALED,
        "bi bai bo": FactEvent.REPEALED,
        "huy bo": FactEvent.REPEALED,
        "bi huy bo": FactEvent.REPEALED,
        "sua doi": FactEvent.AMENDED,
        "bo sung": FactEvent.AMENDED,
        "sua doi bo sung": FactEvent.AMENDED,
        "duoc sua doi bo sung": FactEvent.AMENDED,
        "ngung hieu luc": FactEvent.SUSPENDED,
        "tam ngung hieu luc": FactEvent.SUSPENDED,
        "dinh chi": FactEvent.SUSPENDED,
        "dinh chi thi hanh": FactEvent.SUSPENDED,
        "tiep tuc co hieu luc": FactEvent.RESUMED,
        "co hieu luc tro lai": FactEvent.RESUMED,
        "ke tiep": FactEvent.SUCCEEDED,
        "ke tuc": FactEvent.SUCCEEDED,
        "chuong trinh ke tiep": FactEvent.SUCCEEDED,
    }
)
_STATES: Final[Mapping[str, ValidityState]] = MappingProxyType(
    {
        **{" ".join(tokens(state.value)): state for state in ValidityState},
        "con hieu luc": ValidityState.IN_FORCE,
        "dang co hieu luc": ValidityState.IN_FORCE,
        "het hieu luc": ValidityState.EXPIRED,
        "het hieu luc toan bo": ValidityState.EXPIRED,
        "het hieu luc mot phan": ValidityState.PARTLY,
        "chua co hieu luc": ValidityState.NOT_YET,
        "ngung hieu luc": ValidityState.SUSPENDED,
        "tam ngung hieu luc": ValidityState.SUSPENDED,
        "chua ro": ValidityState.UNKNOWN,
        "chua xac dinh": ValidityState.UNKNOWN,
        "khong ro": ValidityState.UNKNOWN,
        "chua ro hieu luc": ValidityState.UNKNOWN,
    }
)
_SCOPES: Final[Mapping[str, Scope]] = MappingProxyType(
    {"full": Scope.FULL, "toan bo": Scope.FULL, "toan van": Scope.FULL,
     "partial": Scope.PARTIAL, "mot phan": Scope.PARTIAL}
)  # fmt: skip
_YES: Final = frozenset({"x", "co", "yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as a cell names it. signed, issuer: as stated; date: first day of the event."""

    number: str
    signed: dt.date | None = None
    issuer: str | None = None
    date: dt.date | None = None


def text_of(row: Row, column: str) -> str | None:
    """The cell on one line; None where it is empty."""
    value = row.get(column)
    return " ".join(str(value).split()) or None if value is not None else None


def day_of(row: Row, column: str) -> dt.date | None:
    """The day in a cell; None where it is empty. Raises RefusedError."""
    text = text_of(row, column)
    return None if text is None else day(text, column)


def day(text: str, column: str, said: str = "") -> dt.date:
    """A day as offices write it. Raises RefusedError: DAY, or YEAR outside 1945 to in 60 years.

    said: the whole cell, where `text` is a part of it.
    """
    try:
        found = _day(text)
    except ValueError:
        raise RefusedError(FactFault.DAY, column, said or text) from None
    last = dt.datetime.now(tz=dt.UTC).year + YEARS_AHEAD
    if not FIRST_YEAR <= found.year <= last:
        raise RefusedError(FactFault.YEAR, column, said or text, str(last))
    return found


@lru_cache(maxsize=4096)
def _day(text: str) -> dt.date:
    plain = _MIDNIGHT.sub("", text.strip())
    words = _WORDY_DAY.fullmatch(fold(plain))
    local = _LOCAL_DAY.fullmatch(plain.removeprefix("ngày ")) or words
    if local:
        return dt.date(int(local[3]), int(local[2]), int(local[1]))
    return dt.date.fromisoformat(plain)


@lru_cache(maxsize=65536)
def number(text: str, column: str) -> str:
    """The one number that a cell holds, canonical. Raises RefusedError.

    Before it may stand what names its kind: "Nghị định số 61/2018/NĐ-CP".
    """
    found = parse_number(text)
    if isinstance(found, DocumentNumber):
        return str(found)
    matches = find_numbers(text)
    one = matches[0] if len(matches) == 1 else None
    if one is None or one.problems or one.end != len(text.rstrip(" .,;")):
        raise RefusedError(FactFault.NUMBER, column, text)
    if not _BEFORE_NUMBER.fullmatch(" ".join(fold(text[: one.start]).split()) + " "):
        raise RefusedError(FactFault.NUMBER, column, text)
    return str(one.number)


def references(text: str | None, column: str) -> tuple[Reference, ...]:
    """Documents of a cell, by ";" or by lines.

    Each "46/QĐ-UBND", "46/QĐ-UBND@2024-05-20", "...@2024-05-20@UBND tỉnh Đồng Tháp", or in words
    "Quyết định số 46/QĐ-UBND ngày 20/5/2024"; "=2024-06-01" at the end: from that day on.
    """
    parts = re.split(r"[;\n]", text or "")
    return tuple(_reference(part.strip(), column) for part in parts if part.strip())


def _reference(text: str, column: str) -> Reference:
    named, _, first = text.partition("=")
    date = day(first.strip(), column, text) if first.strip() else None
    named, _, rest = named.strip().partition("@")
    signed, _, issuer = rest.partition("@")
    if not rest:
        stated = _DAY_IN_WORDS.search(named)
        signed = stated[1] if stated else ""
        named = named[: stated.start()].strip(" ,") if stated else named
    known = signed.strip() not in ("", "?")
    return Reference(
        number(" ".join(named.split()), column),
        day(signed.strip(), column, text) if known else None,
        " ".join(issuer.split()) or None if issuer != "?" else None,
        date,
    )


def suspensions(text: str | None) -> tuple[tuple[dt.date, dt.date | None], ...]:
    """[first day without effect, first day with effect again or None), several by ";".

    "2025-01-01/2025-03-01"; "từ 01/01/2025 đến hết 28/02/2025"; "01/01/2025 đến trước 01/3/2025".
    "đến" alone does not say whether its day counts, and is refused.
    """
    return tuple(_suspension(part.strip()) for part in (text or "").split(";") if part.strip())


def _suspension(text: str) -> tuple[dt.date, dt.date | None]:
    column = "suspended"
    words = _UNTIL.fullmatch(text)
    if words and words["word"].lower() == "đến":
        raise RefusedError(FactFault.SPAN, column, text)
    first, last = (words["first"], words["last"]) if words else _halves(text)
    begin = day(_bare_day(first), column, text)
    end = day(_bare_day(last), column, text) if last.strip() else None
    if words and end and words["word"].lower() == "đến hết":
        end += dt.timedelta(days=1)
    if end is not None and end <= begin:
        raise RefusedError(FactFault.SPAN, column, text)
    return begin, end


def _bare_day(text: str) -> str:
    return re.sub(r"^(?:kể\s+)?(?:từ\s+)?(?:ngày\s+)?", "", text.strip(), flags=re.IGNORECASE)


def _halves(text: str) -> tuple[str, str]:
    """Two ISO days by a slash, or one day and no end."""
    if text.count("/") == 1 or text.endswith("/"):
        first, _, last = text.rpartition("/")
        return first, last
    return text, ""


def later_parts(text: str | None) -> tuple[tuple[str, dt.date], ...]:
    """Provisions, each with its first day: "Điều 12=2026-01-01; Điều 15=01/7/2026"."""
    found = []
    for part in (text or "").split(";"):
        provisions, sign, first = part.partition("=")
        if not part.strip():
            continue
        if not sign or not provisions.strip():
            raise RefusedError(FactFault.DAY, "later_parts", part.strip())
        found.append(
            (" ".join(provisions.split()), day(first.strip(), "later_parts", part.strip()))
        )
    return tuple(found)


def event_of(row: Row) -> FactEvent | None:
    """The event of a row. Raises RefusedError where the word names none."""
    text = text_of(row, "event")
    if text is None:
        return None
    found = _EVENT_WORDS.get(" ".join(tokens(text)))
    if found is None:
        raise RefusedError(FactFault.EVENT, "event", text, ", ".join(FactEvent))
    return found


def scope_of(row: Row) -> Scope | None:
    """How much of the document an event takes; provisions named make it partial."""
    text, provisions = text_of(row, "scope"), text_of(row, "provisions")
    if text is None:
        return Scope.PARTIAL if provisions else None
    found = _SCOPES.get(" ".join(tokens(text)))
    if found is None or (found is Scope.FULL and provisions):
        raise RefusedError(FactFault.SCOPE, "scope", text)
    return found


def state_of(row: Row) -> ValidityState | None:
    """The state that a row states. Raises RefusedError where the words name none."""
    text = text_of(row, "status")
    if text is None:
        return None
    found = _STATES.get(" ".join(tokens(text)))
    if found is None:
        raise RefusedError(FactFault.STATUS, "status", text, "a state such as “Còn hiệu lực”")
    return found


def is_yes(row: Row, column: str) -> bool:
    """Whether a cell says yes: "x", "có"."""
    return " ".join(tokens(text_of(row, column) or "")) in _YES


@lru_cache(maxsize=65536)
def key_of(canonical: str) -> str:
    """`kg.number.number_key`, which a table asks for many times."""
    return number_key(canonical)


def year_in(canonical: str) -> int | None:
    """The year that is part of a number, "36/2025/QĐ-UBND"."""
    parts = canonical.split("/")
    return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() else None
