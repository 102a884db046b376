"""What a person types to narrow citations, as values; a wrong one is told in one sentence.

Codes ("legal_basis") and their Vietnamese labels ("căn cứ") are taken, with or without marks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from kg.errors import UsageError
from kg.folding import fold
from kg.terms import CitationRole, DocumentType, PlaceLevel, Relation, ValidityState
from ui import labels

Code = TypeVar("Code", bound=StrEnum)


def relations(typed: str | Iterable[str] | None) -> tuple[Relation, ...]:
    """Relations by code or label. Raises UsageError with those that there are."""
    return _several(typed, Relation, labels.RELATIONS, "quan hệ")


def roles(typed: str | Iterable[str] | None) -> tuple[CitationRole, ...]:
    """Roles of citations by code or label."""
    return _several(typed, CitationRole, labels.ROLES, "vai trò")


def state(typed: str | None) -> ValidityState | None:
    """A state by code or label."""
    return next(iter(_several(typed, ValidityState, labels.STATES, "tình trạng")), None)


def level(typed: str | None) -> PlaceLevel | None:
    """A level of government."""
    return next(iter(_several(typed, PlaceLevel, {}, "cấp")), None)


def kind(typed: str | None) -> DocumentType | None:
    """A kind of document."""
    return next(iter(_several(typed, DocumentType, {}, "loại văn bản")), None)


def span(since: dt.date | None, until: dt.date | None) -> None:
    """Two days in order. Raises UsageError otherwise."""
    if since and until and since > until:
        raise UsageError(
            f"Khoảng thời gian bắt đầu ({labels.iso_date(since.isoformat())}) sau khi kết thúc "
            f"({labels.iso_date(until.isoformat())}).",
            "Hãy đổi chỗ hai ngày --from và --to.",
        )


def at_least(number: int | None, least: int, name: str) -> None:
    """A number that is not too small. Raises UsageError otherwise."""
    if number is not None and number < least:
        raise UsageError(f"“{name}” phải là số từ {least} trở lên, không phải {number}.")


def _several(
    typed: str | Iterable[str] | None,
    codes: type[Code],
    named: Mapping[Code, str],
    what: str,
) -> tuple[Code, ...]:
    words: Sequence[str] = [typed] if isinstance(typed, str) else list(typed or ())
    known = {fold(code.value): code for code in codes}
    known |= {fold(label): code for code, label in named.items()}
    found = []
    for word in words:
        if not word:
            continue
        if fold(word) not in known:
            allowed = "; ".join(
                f"{code.value} ({named[code]})" if code in named else code.value for code in codes
            )
            raise UsageError(f"Không có {what} “{word}”.", f"Có thể chọn: {allowed}.")
        found.append(known[fold(word)])
    return tuple(dict.fromkeys(found))
