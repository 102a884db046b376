"""Answers on several documents, on successors and on contradictions, in one or two sentences."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.terms import InconsistencyKind
from search.evidence import Answer
from ui import inconsistency_wording, labels
from ui.listed import listed
from ui.table_words import in_vietnamese

Row = Mapping[str, Any]
_PROPERTIES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "is": ("phù hợp", "không phù hợp"),
        "cites": ("viện dẫn {0}", "không viện dẫn {0}"),
        "bases": ("căn cứ {0}", "không lấy {0} làm căn cứ"),
        "cites_dead": (
            "viện dẫn văn bản không còn hiệu lực đầy đủ vào ngày {0}",
            "không viện dẫn văn bản như vậy",
        ),
        "dead_bases": (
            "có căn cứ không còn hiệu lực đầy đủ vào ngày {0}",
            "không có căn cứ như vậy",
        ),
        "has_bases": ("có ghi căn cứ", "không ghi căn cứ nào"),
        "blank_number": ("để trống số", "có ghi số"),
        "blank_date": ("để trống ngày ban hành", "có ghi ngày ban hành"),
        "blank_signer": ("không ghi người ký", "có ghi người ký"),
        "tasks_without": ("có nhiệm vụ không ghi {0}", "không có nhiệm vụ nào thiếu {0}"),
        "tasks_on": ("có nhiệm vụ về “{0}”", "không có nhiệm vụ về “{0}”"),
        "targets_on": ("có chỉ tiêu “{0}” như được hỏi", "không có chỉ tiêu “{0}”"),
        "work_of": ("giao việc cho {0}", "không giao việc cho {0}"),
        "says": ("có nhắc “{0}”", "không nhắc “{0}”"),
    }
)
_LACKING: Final = {"deadline": "thời hạn", "lead": "cơ quan chủ trì", "product": "sản phẩm"}
_SILENT: Final = frozenset({"is", "blank_number", "blank_date", "blank_signer"})
_COUNTED: Final = {
    "tasks": "nhiệm vụ",
    "targets": "chỉ tiêu",
    "bases": "căn cứ",
    "citations": "văn bản viện dẫn",
}


def which_documents(given: Answer) -> str:
    """How many documents have, or lack, what is asked, and which; what is not sure is named."""
    asked = str(given.rows[0]["asked"])
    looked = given.rows[0]["looked_at"]
    fits = [row for row in given.rows if row["fits"]]
    others = [row for row in given.rows if row["fits"] is False]
    unsure = [row for row in given.rows if row["fits"] is None]
    if asked == "counted":
        return _most(given)
    told = _property(asked, given.subject, negated=bool(given.rows[0]["negated"]))
    count = f"{given.total} văn bản" if given.total else "Không có văn bản nào"
    names = f": {listed([_document(row) for row in fits])}" if fits else ""
    parts = [f"{count}{f' {told}' if told else ''}{names}."]
    if given.rows[0]["negated"] and asked not in _SILENT:
        parts.append(f"Đã đọc toàn văn {looked} văn bản trong phạm vi câu hỏi.")
    if others:
        has = _property(asked, given.subject, negated=not given.rows[0]["negated"])
        parts.append(f"Còn lại {has}: {listed([_document(row) for row in others])}.")
    if unsure:
        parts.append(f"Chưa chắc chắn, cần xem lại: {listed([_document(row) for row in unsure])}.")
    return " ".join(parts)


def _most(given: Answer) -> str:
    """The documents at one end, with how many things they have."""
    names = [f"{_document(row)}: {row['count']}" for row in given.rows if row["fits"]]
    end = "Nhiều" if given.rows[0]["most"] == "most" else "Ít"
    return (
        f"{end} {given.subject} nhất trong {given.rows[0]['looked_at']} văn bản: {listed(names)}."
    )


def _property(asked: str, subject: str, *, negated: bool) -> str:
    if asked == "is":
        return ""
    if asked == "tasks_without":
        subject = ", ".join(_LACKING[what] for what in subject.split("; "))
    if asked in {"cites_dead", "dead_bases"}:
        subject = labels.iso_date(subject)
    return _PROPERTIES[asked][negated].format(subject)


def _document(row: Row) -> str:
    """A document's number and place, with the first lines that show it."""
    name = row["number"] or row["title"] or row["document"]
    place = f" của {row['place']}" if row["place"] else ""
    lines = row["lines"][:3] if row["count"] else []
    where = f" (dòng {', '.join(map(str, lines))})" if lines else ""
    return f"{name}{place}{where}"


def compare(given: Answer) -> str:
    """The documents side by side, in the respect asked for."""
    return _capital(_COMPARED[given.rows[0]["compared"]](given))


def _bases(given: Answer) -> str:
    shared = [row for row in given.rows if row["shared"]]
    names = given.subject.split("; ")
    both = f"{names[0]} và {', '.join(names[1:])}"
    what = "căn cứ chung" if given.rows[0]["as_bases"] else "văn bản cùng được viện dẫn"
    count = f"có {len(shared)} {what}" if shared else f"không có {what}"
    first = f"{both} {count}" + (f": {listed([_cited(row) for row in shared])}." if shared else ".")
    own = []
    for name in names:
        only = [row for row in given.rows if row["sides"] == [name]]
        if only:
            own.append(f"Chỉ {name}: {listed([_cited(row) for row in only])}.")
    return " ".join([first, *own])


def _cited(row: Row) -> str:
    return str(row["canonical"] or row["title"] or "văn bản không ghi số")


def _targets(given: Answer) -> str:
    values = [f"{row['side']}: {_value(row)} (dòng {row['line']})" for row in given.rows]
    return f"{_verdict(given.rows, 'cao hơn')}{'; '.join(values)}."


def _value(row: Row) -> str:
    signs = {">=": "từ ", ">": "trên ", "=": "", "<=": "tối đa ", "<": "dưới ", "range": ""}
    upper = f" - {labels.figure(row['value_max'])}" if row["value_max"] is not None else ""
    unit = row["unit"] or ""
    unit = unit if unit == "%" else f" {unit}".rstrip()
    figure = f"{signs[row['comparator']]}{labels.figure(row['value'])}{upper}{unit}"
    return f"{row['indicator']} {figure}" + (f" (năm {row['year']})" if row["year"] else "")


def _verdict(rows: Sequence[Row], word: str) -> str:
    """Who is ahead, before the values; "Hai bên bằng nhau" where nobody is."""
    ahead = [str(row["side"]) for row in rows if row["most"]]
    return f"{', '.join(ahead)} {word}. " if ahead else "Các bên bằng nhau. "


def _deadlines(given: Answer) -> str:
    days = [
        f"{row['side']}: {row['task']}, {labels.iso_date(row['deadline'])}" for row in given.rows
    ]
    return f"{_verdict(given.rows, 'có hạn muộn hơn')}{'; '.join(days)}."


def _durations(given: Answer) -> str:
    told = [f"{row['side']}: {row['said']} (dòng {row['line']})" for row in given.rows]
    least = [str(row["side"]) for row in given.rows if row["least"]]
    first = f"{', '.join(least)} cho ít ngày hơn. " if least else "Các bên bằng nhau. "
    return f"{first}{'; '.join(told)}."


def _leads(given: Answer) -> str:
    told = [f"{row['side']}: {', '.join(row['leads'])} ({row['task']})" for row in given.rows]
    first = "Cùng một cơ quan" if given.rows[0]["same"] else "Cơ quan chủ trì khác nhau"
    return f"{first}: {'; '.join(told)}."


def _counts(given: Answer) -> str:
    told = [f"{row['side']}: {row['count']}" for row in given.rows]
    what = _COUNTED.get(given.rows[0]["what"])
    thing = f"{what} " if what else ""
    return f"{_verdict(given.rows, f'có nhiều {thing}hơn'.replace('  ', ' '))}{'; '.join(told)}."


def _days(given: Answer) -> str:
    told = [
        f"{row['canonical'] or row['side']} ngày {labels.iso_date(row['date'])}"
        + (f" ({row['side']} viện dẫn ở dòng {row['line']})" if row["line"] else "")
        for row in given.rows
    ]
    newest = [str(row["canonical"] or row["side"]) for row in given.rows if row["most"]]
    first = f"{', '.join(newest)} mới hơn" if newest else "Các văn bản cùng ngày"
    return f"{first}: {'; '.join(told)}."


def _overview(given: Answer) -> str:
    told = [
        f"{row['side']}: {row['tasks']} nhiệm vụ, {row['targets']} chỉ tiêu, viện dẫn "
        f"{row['citations']} văn bản" + (f", giai đoạn {row['period']}" if row["period"] else "")
        for row in given.rows
    ]
    return f"{'; '.join(told)}."


_COMPARED: Final[Mapping[str, Callable[[Answer], str]]] = MappingProxyType(
    {
        "bases": _bases,
        "targets": _targets,
        "deadlines": _deadlines,
        "durations": _durations,
        "leads": _leads,
        "counts": _counts,
        "days": _days,
        "overview": _overview,
    }
)


def successor(given: Answer) -> str:
    """Who took over, since when, by which rule; several are all told."""
    if "successors" in given.rows[0]:
        return " ".join(_office(row) for row in given.rows)
    first = given.rows[0]
    since, source = labels.iso_date(first["since"]), first["source"]
    if first["backwards"]:
        names = [str(row["old"]) for row in given.rows]
        return _capital(
            f"{given.subject} được lập từ ngày {since} trên cơ sở: {listed(names)} (theo {source})."
        )
    if not first["changed"]:
        return _capital(f"{given.subject} vẫn giữ tên này từ ngày {since} (theo {source}).")
    names = [str(row["new"]) for row in given.rows]
    with_others = [name for name in first["made_from"] if name != first["old"]]
    also = f" Đơn vị mới còn gồm: {listed(with_others)}." if with_others and len(names) == 1 else ""
    became = "nay là" if len(names) == 1 else "được chia về"
    return f"Từ ngày {since}, {given.subject} {became}: {listed(names)} (theo {source}).{also}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _office(row: Row) -> str:
    clause = f"{row['clause']} " if row["clause"] else ""
    told = in_vietnamese(row["scope"])
    scope = f" Phạm vi: {told}." if told else ""
    sure = "" if row["confidence"] == "high" else " Cần đối chiếu với quyết định của địa phương."
    return (
        f"Từ ngày {labels.iso_date(row['since'])}, {row['old']} được thay bằng: "
        f"{listed(row['successors'])} (theo {clause}{row['document']}).{scope}{sure}"
    )


def inconsistency(given: Answer) -> str:
    """How many contradictions of which kind, and the first of them; or that none was found."""
    if not given.rows:
        return (
            f"Không tìm thấy điểm chưa khớp nào như được hỏi trong {given.subject}: đã đối chiếu "
            "số, ngày, tên văn bản được dẫn, đề mục, nhiệm vụ, thời hạn, cơ quan và chỉ tiêu."
        )
    kinds = Counter(str(row["kind"]) for row in given.rows)
    counted = [
        f"{labels.INCONSISTENCIES[InconsistencyKind(kind)].lower()} ({number})"
        for kind, number in kinds.most_common()
    ]
    first = [inconsistency_wording.sentence(row) for row in given.rows[:3]]
    return f"{given.subject} có {given.total} điểm chưa khớp: {listed(counted)}. {' '.join(first)}"
