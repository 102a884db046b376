"""Answers as one plain Vietnamese sentence: facts in, wording out, nothing added."""

import datetime as dt
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

from kg.facts import Scope
from kg.identity import has_year, is_national
from kg.terms import Intent, Relation, ValidityState
from search.evidence import Answer
from ui import document_sentences, labels, task_sentences
from ui.listed import LISTED, listed, shortened
from ui.refusals import refusal
from ui.validity_words import remarks

Row = dict[str, Any]


def sentence(given: Answer, on: dt.date) -> str:
    """The answer in one sentence; for a refusal, what is not known."""
    if not given.answered:
        return refusal(given)
    if task_sentences.is_stated(given):
        return task_sentences.stated(given)
    return _WORDING[given.question.intent](given, on)


def _national(number: str) -> bool:
    """Whether the number alone names one document of the country."""
    return is_national(number) and has_year(number)


def _cited_by(given: Answer, _: dt.date) -> str:
    names = [
        f"{row['number'] or row['title'] or row['document']}"
        + (f" của {row['place']}" if row["place"] else "")
        + f" ({row['times']} lần)"
        for row in given.rows
    ]
    return f"{given.total} văn bản viện dẫn {given.subject}: {listed(names)}."


def _cites(given: Answer, _: dt.date) -> str:
    names = dict.fromkeys(_cited_name(row) for row in given.rows)
    return f"Văn bản {given.subject} viện dẫn {given.total} văn bản: {listed(list(names))}."


def _cited_name(row: Row) -> str:
    day = f" ngày {labels.iso_date(row['date'])}" if row["date"] else ""
    issuer = f" của {row['issuer']}" if row["issuer"] else ""
    return f"{row['canonical'] or row['title'] or 'văn bản không ghi số'}{day}{issuer}"


def _superseded(given: Answer, on: dt.date) -> str:
    day = labels.vietnamese_date(given.question.day or on)
    if not given.rows:
        return (
            f"Đến ngày {day}, chưa phát hiện văn bản nào mà {given.subject} viện dẫn "
            "đã hết hiệu lực (văn bản chưa rõ hiệu lực không được tính)."
        )
    names = [
        f"{row['canonical']} {row['title'] or ''}".strip()
        + (f", được thay thế bởi {', '.join(row['replaced_by'])}" if row["replaced_by"] else "")
        for row in given.rows
    ]
    return (
        f"Có: đến ngày {day}, {len(names)} văn bản được viện dẫn không còn hiệu lực đầy đủ: "
        f"{listed(names)}."
    )


def _in_force(given: Answer, _: dt.date) -> str:
    return " ".join(_state_sentence(row) for row in given.rows[:LISTED])


def _state_sentence(row: Row) -> str:
    before = row.get("same_name_before")
    older = [f"Văn bản cùng tên trước đó: {before}."] if before else []
    return " ".join([_plain_state(row), *older, *remarks(row | {"beyond_registry": False})])


def _name_of(row: Row) -> str:
    """The number; with day and issuer where other documents may bear it."""
    number = row["canonical"] or row["title"]
    if not row.get("date") or _national(number or ""):
        return f"{number}"
    issuer = f" của {row['issuer']}" if row.get("issuer") else ""
    return f"{number} ngày {labels.iso_date(row['date'])}{issuer}"


_ENDED: Final = frozenset({ValidityState.EXPIRED, ValidityState.PARTLY, ValidityState.SUSPENDED})


def _plain_state(row: Row) -> str:
    if not row.get("own_effect", True):
        return f"{row['canonical']}:"
    if row["state"] == ValidityState.UNKNOWN and row["effective_from"]:
        return _only_begun(row)
    state = labels.STATES[ValidityState(row["state"])].lower()
    seen = f"{state} vào ngày {labels.iso_date(row['as_of'])}"
    if row["state"] in _ENDED:  # the day asked about is not the day on which it ended
        seen = f"đã {state} (xét vào ngày {labels.iso_date(row['as_of'])})"
    parts = [f"{_name_of(row)} {seen}"]
    if row["effective_from"]:
        parts.append(f"có hiệu lực từ ngày {labels.iso_date(row['effective_from'])}")
    if row["effective_until"]:
        latest = "chậm nhất " if row["state"] == ValidityState.UNKNOWN else ""
        parts.append(f"{latest}đến hết ngày {labels.iso_date(row['effective_until'])}")
    repeals = row.get("repealed_by", [])
    replacing = [name for name in row["replaced_by"] if name not in repeals]
    if replacing:
        parts.append(f"được thay thế bởi {', '.join(replacing)}")
    if repeals:
        parts.append(f"bị bãi bỏ bởi {', '.join(repeals)}")
    if row["amended_by"]:
        parts.append(f"được sửa đổi, bổ sung bởi {', '.join(row['amended_by'])}")
    checked = f" (dữ liệu hiệu lực kiểm tra đến ngày {labels.iso_date(row['registry_as_of'])})"
    return ", ".join(parts) + checked + "."


def _only_begun(row: Row) -> str:
    """Of a document of which nobody recorded whether it still holds: its first day, its changes."""
    bare = row.get("unproven")  # no words of a clause prove it
    says = "theo danh mục" if bare else "tự ghi"
    by = f" theo {row['begun_by']}" if row.get("begun_by") and not bare else ""
    name = _name_of(row) if by else f"{_name_of(row)} {says}"
    parts = [f"{name} có hiệu lực từ ngày {labels.iso_date(row['effective_from'])}{by}"]
    if row["amended_by"]:
        parts.append(f"được sửa đổi, bổ sung bởi {', '.join(row['amended_by'])}")
    unknown = "thay thế" if row["amended_by"] else "sửa đổi, thay thế"
    return (
        f"{', '.join(parts)}; danh mục hiệu lực chưa có thông tin về việc văn bản đã bị "
        f"{unknown} hay chưa."
    )


_CHANGED: Final = MappingProxyType(
    {
        Relation.REPLACES: "thay thế",
        Relation.REPEALS: "bãi bỏ",
        Relation.ANNULS: "hủy bỏ",
        Relation.AMENDS: "sửa đổi",
        Relation.SUPPLEMENTS: "bổ sung",
        Relation.SUSPENDS: "đình chỉ",
    }
)


def _changes(given: Answer) -> str:
    """What the document does to others."""
    verbs = dict.fromkeys(_CHANGED[Relation(row["changed"])] for row in given.rows)
    names = dict.fromkeys(_cited_name(row) for row in given.rows)
    return f"{given.subject} {', '.join(verbs)} {given.total} văn bản: {listed(list(names))}."


def _related(given: Answer, _: dt.date) -> str:
    if "changed" in given.rows[0]:
        return _changes(given)
    if given.rows[0]["relation"] == "succeeds":
        return (
            f"Chưa thấy văn bản nào thay thế hoặc bãi bỏ {given.subject}; văn bản tiếp nối: "
            f"{listed([_change_name(row) for row in given.rows])}."
        )
    verbs = {"amends": "sửa đổi, bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ"}
    verb = " hoặc ".join(dict.fromkeys(verbs[row["relation"]] for row in given.rows))
    names = [_change_name(row) for row in given.rows]
    return f"{given.subject} được {verb} bởi {listed(names)}."


def _change_name(row: Row) -> str:
    since = f"từ ngày {labels.iso_date(row['date'])}" if row["date"] else ""
    part = "một phần" if row.get("scope") == Scope.PARTIAL else ""
    told = ", ".join(filter(None, (part, since)))
    return f"{row['canonical']}" + (f" ({told})" if told else "")


def _target(given: Answer, _: dt.date) -> str:
    signs = {">=": "tối thiểu ", ">": "trên ", "=": "", "<=": "tối đa ", "<": "dưới ", "range": ""}
    names = []
    for row in given.rows:
        upper = f" - {labels.figure(row['value_max'])}" if row["value_max"] is not None else ""
        unit = row["unit"] or ""
        unit = unit if unit == "%" else f" {unit}".rstrip()
        year = f" (năm {row['year']})" if row["year"] else ""
        names.append(
            f"{row['indicator']}: {signs[row['comparator']]}{labels.figure(row['value'])}"
            f"{upper}{unit}{year}"
        )
    return f"{listed(names)}."


def _header(given: Answer, _: dt.date) -> str:
    row = given.rows[0]
    if "signer" not in row:
        return _stated(given)
    parts = [
        f"{row['type'] or 'Văn bản'} {row['number'] or 'để trống số'}",
        f"ngày {labels.iso_date(row['date'])}" if row["date"] else "để trống ngày ban hành",
        f"của {row['issuer']}" if row["issuer"] else "",
        f"do {row['signer']} ký" if row["signer"] else "",
    ]
    if row.get("effective_from"):
        parts.append(f"có hiệu lực từ ngày {labels.iso_date(row['effective_from'])}")
    said = ", ".join(part for part in parts if part)
    own = [name for name in given.documents if name != row["number"]]
    other = f" Văn bản còn ghi số {', '.join(own)}." if own and len(given.rows) == 1 else ""
    return f"{said}: {row['title'] or ''}.{other}"


def _stated(given: Answer) -> str:
    days = dict.fromkeys(labels.iso_date(row["date"]) for row in given.rows if row["date"])
    titles = dict.fromkeys(row["title"] for row in given.rows if row["title"])
    conflict = (
        "Các chỗ viện dẫn ghi mâu thuẫn nhau, cần kiểm tra bản gốc: " if len(days) > 1 else ""
    )
    issuer = next((row["issuer"] for row in given.rows if row["issuer"]), None)
    said = [
        f"ngày {' và '.join(days)}" if days else "không ghi ngày",
        f"của {issuer}" if issuer else "",
        f"tên được ghi: {listed(list(titles))}" if titles else "",
    ]
    return f"{conflict}{given.subject} " + ", ".join(part for part in said if part) + "."


def _section(given: Answer, _: dt.date) -> str:
    row = given.rows[0]
    path = " › ".join(row["heading_path"]) or row["document"]
    where = f", từ dòng {row['line_start']} đến dòng {row['line_end']}" if row["line_start"] else ""
    said = f": “{shortened(row['text'])}”" if row.get("text") else ""
    return f"Nội dung nằm ở mục: {path}{where}{said}."


Worded = Callable[[Answer, dt.date], str]


def _of_tasks(worded: Callable[[Answer], str]) -> Worded:
    """Wording that does not depend on the day."""
    return lambda given, _: worded(given)


_WORDING: Final[MappingProxyType[Intent, Worded]] = MappingProxyType(
    {
        Intent.WHO_CITES: _cited_by,
        Intent.WHAT_IT_CITES: _cites,
        Intent.SUPERSEDED: _superseded,
        Intent.IN_FORCE: _in_force,
        Intent.RELATED: _related,
        Intent.WHO_LEADS: _of_tasks(task_sentences.who_leads),
        Intent.TASKS_OF_OFFICE: _of_tasks(task_sentences.tasks_of_office),
        Intent.DEADLINE: _of_tasks(task_sentences.deadline),
        Intent.TARGET: _target,
        Intent.HEADER: _header,
        Intent.FIND_SECTION: _section,
        Intent.PRODUCT: _of_tasks(task_sentences.product),
        Intent.LIST_TASKS: _of_tasks(task_sentences.list_tasks),
        Intent.WORKLOAD: _of_tasks(task_sentences.workload),
        Intent.WHICH_DOCUMENTS: _of_tasks(document_sentences.which_documents),
        Intent.COMPARE: _of_tasks(document_sentences.compare),
        Intent.SUCCESSOR: _of_tasks(document_sentences.successor),
        Intent.INCONSISTENCY: _of_tasks(document_sentences.inconsistency),
    }
)
