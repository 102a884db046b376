"""The registry's summary and a document's whole card, as lines for people."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.facts import Scope, Standing
from kg.terms import EffectKind, ValidityState
from ui import fact_wording, labels
from ui.output import shorten
from ui.source_names import source_name
from ui.table_words import in_vietnamese

Pairs = list[tuple[str, object]]
_BESIDE: Final = " | "
_OVERRIDDEN: Final = re.compile(r"(?:^| \| )overrides the registry: \S+ - \S+$")
"""That users override the registry; the card tells in a line of its own what that says."""

STANDINGS: Final = MappingProxyType(
    {
        Standing.REGISTRY: "danh mục lập tay",
        Standing.USER: "người dùng thêm",
        Standing.CLAUSE: "đọc từ điều khoản hiệu lực",
        Standing.TEXT: "văn bản trong thư viện",
        Standing.CATALOGUE: "bộ pháp điển, chỉ có tên",
    }
)
CONFIDENCES: Final = MappingProxyType({"high": "cao", "medium": "vừa", "low": "thấp"})


def summary(shown: Mapping[str, Any]) -> Pairs:
    """The registry in a few lines: how many, from where, in which state, checked until when."""
    sources = (f"{STANDINGS[Standing(k)]} {n}" for k, n in shown["by_source"].items())
    states = (f"{labels.STATES[ValidityState(k)]} {n}" for k, n in shown["by_state"].items())
    return [
        ("Số văn bản", shown["entries"]),
        ("Biết thêm từ bộ pháp điển và điều khoản", shown["catalogue"]),
        ("Theo nguồn", "; ".join(sources)),
        (f"Tình trạng ngày {labels.iso_date(shown['state_on'])}", "; ".join(states)),
        ("Kiểm tra đến ngày", shown["as_of"]),
        ("Phiên bản dữ liệu", shown["version"]),
        ("Do người dùng thêm", shown["added"]),
        ("Dữ kiện không dùng được", len(shown["problems"])),
    ]


def card(row: Mapping[str, Any]) -> Iterator[str]:
    """One document: names, days, changes with their clauses and words, where it is known from."""
    state = labels.STATES[ValidityState(row["state"])]
    yield f"{row['number']} ({row['key']})"
    yield from _named(row)
    yield f"  Tình trạng ngày {labels.iso_date(row['state_on'])}: {state}"
    for heading, name in _CHANGES.items():
        for change in row[name]:
            yield f"  {heading}: {_change(change)}"
    for first, last in row["suspended"]:
        until = f" đến trước ngày {labels.iso_date(last)}" if last else ""
        yield f"  Ngưng hiệu lực từ ngày {labels.iso_date(first)}{until}"
    for part in row["later_parts"]:
        yield f"  {part['provisions']} có hiệu lực từ ngày {labels.iso_date(part['effective'])}"
    yield from _clauses(row)
    yield from _known_from(row)


_CHANGES: Final = MappingProxyType(
    {
        "Bị thay thế, bãi bỏ bởi": "replaced_by",
        "Được sửa đổi, bổ sung bởi": "amended_by",
        "Chương trình kế tiếp": "succeeded_by",
        "Thay thế, bãi bỏ": "replaces",
        "Sửa đổi, bổ sung": "amends",
        "Kế tiếp của": "succeeds",
        "Quy định chi tiết": "guides",
    }
)


def _named(row: Mapping[str, Any]) -> Iterator[str]:
    pairs = (
        ("Tên", row["title"]),
        ("Cơ quan ban hành", row["issuer"]),
        ("Ngày ban hành", labels.iso_date(row["signed"])),
        ("Ngày có hiệu lực", labels.iso_date(row["effective"])),
        ("Suy đoán theo", row["effective_rule"]),
        ("Ngày đầu tiên hết hiệu lực", labels.iso_date(row["expired"])),
    )
    yield from (f"  {name}: {value}" for name, value in pairs if value)


def _change(change: Mapping[str, Any]) -> str:
    scope = fact_wording.SCOPES[Scope(change["scope"])] if change["scope"] else None
    parts = [
        change["number"] or change["title"],
        f"từ ngày {labels.iso_date(change['date'])}" if change["date"] else None,
        scope,
        in_vietnamese(change["provisions"]),
        f"quy định tại {change['clause']}" if change["clause"] else None,
    ]
    return ", ".join(part for part in parts if part)


def _clauses(row: Mapping[str, Any]) -> Iterator[str]:
    for clause in (*row["own_clauses"], *row["clauses"]):
        kind = _kind(clause["kind"])
        where = f", {clause['clause']}" if clause["clause"] else ""
        words = f": “{shorten(clause['quote'], 300)}”" if clause["quote"] else ""
        source = source_name(clause["source"])
        yield f"  [{kind}] {clause['number']}{where}{words} (nguồn: {source})"


def _known_from(row: Mapping[str, Any]) -> Iterator[str]:
    confidence = CONFIDENCES.get(row["confidence"], row["confidence"])
    yield f"  Loại dữ liệu: {STANDINGS[Standing(row['standing'])]}; độ tin cậy: {confidence}"
    yield f"  Nguồn: {source_name('; '.join(row['source']))}"
    if row["compiled"]:
        yield f"  Kiểm tra ngày {labels.iso_date(row['compiled'])}"
    note = _note(row)
    if note:
        yield f"  Ghi chú: {note}"
    if row["shipped"]:
        first, last = (labels.iso_date(row["shipped"][n]) or "?" for n in ("effective", "expired"))
        yield f"  Danh mục đi kèm ghi: có hiệu lực {first}, hết hiệu lực {last}"
    for clause in row["texts"]:
        where = f", {clause['clause']}" if clause["clause"] else ""
        words = f"{clause['number']}{where}: “{shorten(clause['quote'], 300)}”"
        yield f"  Văn bản trong thư viện [{_kind(clause['kind'])}] {words} ({clause['source']})"
    for problem in row["problems"]:
        yield f"  Văn bản trong thư viện nói khác: {problem['found']} ({problem['place']})"


def _note(row: Mapping[str, Any]) -> str:
    """What users noted; the notes of those who compiled the tables are for themselves."""
    if row["standing"] != Standing.USER:
        return ""
    ours = (row["shipped"] or {}).get("note") or ""
    said = (row["note"] or "").removeprefix(ours).removeprefix(_BESIDE)
    return _OVERRIDDEN.sub("", said)


def _kind(code: str) -> str:
    """What a clause does; a successor's begin is no effect of the law, and has no other name."""
    return labels.EFFECTS[EffectKind(code)] if code in set(EffectKind) else "kế tiếp"
