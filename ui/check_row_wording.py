"""What a check says of one cited document: which it is, its state and proof, what is doubtful."""

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.terms import ProblemCode, ValidityState
from ui.labels import PROBLEMS, STATES, iso_date
from ui.number_words import named
from ui.source_names import source_name
from ui.validity_words import remarks as remarks_on

Row = Mapping[str, Any]


def name(row: Row) -> str:
    """A cited document as one says it: kind and number, else its name."""
    number, kind, title = row["canonical"], row.get("type") or "", row["title"] or ""
    if not number:
        return str(title)
    if row.get("standard") or not kind:
        return str(number)
    return f"{kind} số {number}"


def about(row: Row) -> str:
    """Day and issuer of a cited document."""
    signed = iso_date(row["date"])
    parts = (f"ngày {signed}" if signed else "", f"của {row['issuer']}" if row["issuer"] else "")
    return " ".join(part for part in parts if part)


def state(row: Row) -> str:
    """The state on the day of view, with the day that matters."""
    code = ValidityState(row["state"])
    word, until, begun = STATES[code], row["effective_until"], row.get("effective_from")
    if code is ValidityState.EXPIRED and row.get("presumed"):
        return f"{word} theo suy đoán{_since(until)}"
    if code is ValidityState.EXPIRED:
        return f"{word}{_since(until)}"
    if code is ValidityState.NOT_YET and begun:
        return f"{word}; có hiệu lực từ ngày {iso_date(begun)}"
    if code is ValidityState.UNKNOWN:
        last = f"; chậm nhất đến hết ngày {iso_date(until)}" if until else ""
        return f"{word}{last}"
    said = f"{word} đến hết ngày {iso_date(until)}" if until else word
    return f"{said}, đã được sửa đổi, bổ sung" if row.get("amended") else said


def _since(until: str | None) -> str:
    """The day after the last one in force, as " từ ngày …"; empty where none is known."""
    if until is None:
        return ""
    first = dt.date.fromisoformat(until) + dt.timedelta(days=1)
    return f" từ ngày {iso_date(first.isoformat())}"


def replaced(row: Row) -> str:
    """What replaced it, since when, and how much of it."""
    found = [
        named(item["canonical"])
        + (f" từ ngày {iso_date(item['date'])}" if item["date"] else "")
        + (" (một phần)" if item["scope"] == "partial" else "")
        for item in row["replaced_by"]
    ]
    return f"Được thay thế, bãi bỏ bởi {'; '.join(found)}." if found else ""


def state_then(row: Row) -> str:
    """The state on the document's own day, where it is known and differs."""
    before = row["state_on_document_day"]
    if not before or before == row["state"]:
        return ""
    return f"Vào ngày ban hành văn bản: {STATES[ValidityState(before)].lower()}."


def validity(row: Row) -> list[str]:
    """All that is said of a document's effect: state, what replaced it, then, remarks."""
    said = (f"{state(row)}.", replaced(row), state_then(row), *remarks(row))
    return [sentence for sentence in said if sentence]


_PARTS: Final = 3  # parts that ended which a row tells; the JSON holds all of them
_OWN: Final = (
    "own_effect", "consolidates", "later_parts", "suspended", "effective_presumed",
    "consolidated_in",
)  # fmt: skip


def remarks(row: Row) -> list[str]:
    """What is to be said beside the state: parts that ended or begin apart, presumptions."""
    state_of = {name: row[name] for name in _OWN if name in row} | {"state": row["state"]}
    if row["state"] == ValidityState.PARTLY:
        parts = [part for part in row.get("struck", ()) if _named(part["provisions"])]
        state_of["struck"] = parts[:_PARTS]
    return [*remarks_on(state_of), *(_provision(item) for item in row.get("provisions", ()))]


def _named(provisions: str | None) -> bool:
    """Whether provisions are named in the words of the law, not only described."""
    return bool(provisions) and any(not char.isascii() for char in str(provisions))


def _provision(item: Row) -> str:
    found = STATES[ValidityState(item["state"])].lower()
    return f"Riêng {item['asked']} được viện dẫn: {found}."


def proofs(row: Row, most: int = 4) -> list[str]:
    """What proves the state: document, clause, its words, where they were found."""
    found = [proof(item) for item in row["proof"]]
    unique = list(dict.fromkeys(found))
    rest = len(unique) - most
    return [*unique[:most], *([f"và {rest} bằng chứng khác"] if rest > 0 else [])]


def proof(item: Row) -> str:
    """One piece of evidence. Only words that were read are quoted."""
    clause, quote = item["clause"], item["quote"]
    document = named(item["document"])
    where = f"{clause[0].upper()}{clause[1:]}, {document}" if clause else document
    words = cut(quote).rstrip(".") if quote else ""
    said = f"{where}: “{words}”" if quote else f"{where}: dữ liệu chưa có lời văn của điều khoản"
    source = source_name(item["source"])
    return f"{said}. Nguồn: {source}." if source else f"{said}."


def cut(text: str, most: int = 420) -> str:
    """A text on one line, cut at a word, the cut marked."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]} […]"


def doubts(row: Row) -> list[str]:
    """What is doubtful about the citation itself: conflicts inside the document, in Vietnamese."""
    told: dict[tuple[Any, ...], Row] = {}
    for item in row["problems"]:  # two days in conflict are told once, not from either side
        days = item["code"] == ProblemCode.CONFLICTING_DATES and item["choices"]
        told.setdefault(tuple(sorted(map(str, days))) if days else (id(item),), item)
    said = [_doubt(row, item) for item in told.values()]
    return list(dict.fromkeys(sentence for sentence in said if sentence))


_OF_TITLES: Final = (ProblemCode.CONFLICTING_PERIODS, ProblemCode.TITLE_DIFFERS)
TITLE_BELOW: Final = "Trích yếu được dẫn không khớp: xem phần “Hình thức viện dẫn”."


def _doubt(row: Row, item: Row) -> str:
    """One problem; those on a registered title are told in full among the findings on form."""
    of_title = item["code"] in _OF_TITLES and row["key"] and row["role"] in ("basis", "task")
    return TITLE_BELOW if of_title else problem(item)


def problem(item: Row) -> str:
    """One conflict with both readings; days as Vietnamese offices write them."""
    code = ProblemCode(item["code"])
    if code is ProblemCode.AMBIGUOUS_DOCUMENT:
        return ""  # said by the choices
    if code is ProblemCode.CONFLICTING_DATES:
        return _days_differ(item)
    found, expected = in_days(str(item["found"])), in_days(str(item["expected"]))
    if code in _BOTH:
        return _BOTH[code].format(found=cut(found, 160), expected=cut(expected, 160))
    if code is ProblemCode.CITED_LATER:
        return f"{PROBLEMS[code]} (“{found}”; văn bản này: {_last_day(expected)})."
    others = [str(one) for one in item["choices"] if str(one) != str(item["found"])]
    maybe = f"; có thể là {', '.join(others[:3])}" if others else ""
    return f"{PROBLEMS[code]}{f' (“{cut(found, 160)}”)' if found else ''}{maybe}."


_BOTH: Final = MappingProxyType(
    {
        ProblemCode.CONFLICTING_PERIODS: "Giai đoạn ghi “{found}”; dữ liệu ghi “{expected}”.",
        ProblemCode.TITLE_DIFFERS: "Trích yếu ghi “{found}”; tên đã đăng ký là “{expected}”.",
        ProblemCode.CONFLICTING_NUMBERS: "Số, ký hiệu ghi “{found}”; chỗ khác hoặc dữ liệu ghi "
        "“{expected}”.",
        ProblemCode.TYPE_DIFFERS: "Loại văn bản ghi “{found}”; theo số, ký hiệu là “{expected}”.",
    }
)


def _days_differ(item: Row) -> str:
    """Two days for one document, or a day that is not of the number's year."""
    said = _ISO.findall(str(item["found"]))
    known = [d for d in map(str, item["choices"]) if _ISO.fullmatch(d) and d not in said]
    known = known or [d for d in _ISO.findall(str(item["expected"])) if d not in said]
    stated = " và ".join(iso_date(day) for day in said) or str(item["found"])
    if known:
        others = " và ".join(iso_date(day) for day in dict.fromkeys(known))
        return f"Ngày ghi không thống nhất: ở đây ghi {stated}, chỗ khác hoặc dữ liệu ghi {others}."
    year = re.search(r"\b\d{4}\b", str(item["expected"]))
    of_year = f" với năm {year[0]} trong số, ký hiệu" if year else ""
    return f"Ngày ghi {stated} không khớp{of_year}."


def _last_day(text: str) -> str:
    found = re.findall(r"\d{2}/\d{1,2}/\d{4}", text)
    return found[-1] if found else text


_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def in_days(text: str) -> str:
    """A text with its ISO days as Vietnamese offices write them."""
    return _ISO.sub(lambda match: iso_date(match[0]), text)


def titled(title: str | None) -> str:
    """A title in brackets behind a number; empty for none."""
    return f" ({title})" if title else ""
