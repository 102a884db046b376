"""What is to be said of a document's state beside the state itself: whole Vietnamese sentences.

Takes the JSON of `cancu status` (or the row of an answer, where a key may be missing).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.terms import ProblemCode, ValidityState
from ui import labels
from ui.table_words import in_vietnamese

Row = Mapping[str, Any]


def remarks(state: Row) -> list[str]:
    """Sentences, weightiest first; none where nothing is to be added."""
    return [
        *_own_effect(state),
        *_provision(state),
        *_struck(state),
        *_remnants(state),
        *_later_parts(state),
        *_halts(state),
        *_presumptions(state),
        *_territory(state),
        *_consolidated(state),
        *_doubts(state),
    ]


def _own_effect(state: Row) -> Iterator[str]:
    if state.get("own_effect", True):
        return
    acts = "; ".join(state.get("consolidates") or ())
    named = f" ({acts})" if acts else ""
    yield (
        "Đây là văn bản hợp nhất, không có hiệu lực riêng: hiệu lực theo văn bản được hợp nhất"
        f"{named}."
    )


def _provision(state: Row) -> Iterator[str]:
    asked = state.get("provision")
    if not asked:
        return
    day = labels.iso_date(state["as_of"])
    found = labels.STATES[ValidityState(asked["state"])].lower()
    begins = f", có hiệu lực từ ngày {labels.iso_date(asked['begins'])}" if asked["begins"] else ""
    yield f"Riêng {asked['asked']}: {found} vào ngày {day}{begins}."


def _struck(state: Row) -> Iterator[str]:
    for part in state.get("struck") or ():
        what = in_vietnamese(part["provisions"]) or "Một phần văn bản"
        clause = f", {in_vietnamese(part['clause'])}" if part["clause"] else ""
        since = labels.iso_date(part["date"])
        yield f"Từ ngày {since}, phần sau hết hiệu lực theo {part['by']}{clause}: {what}."


def _remnants(state: Row) -> Iterator[str]:
    for left in state.get("remnants") or ():
        if left["until"] and left["until"] < state["as_of"]:
            continue
        what = in_vietnamese(left["provisions"]) or "một số trường hợp, chưa có lời văn đầy đủ"
        until = f" đến hết ngày {labels.iso_date(left['until'])}" if left["until"] else ""
        yield f"Theo {left['by']}, phần sau vẫn tiếp tục có hiệu lực{until}: {what}."


def _later_parts(state: Row) -> Iterator[str]:
    for part in state.get("later_parts") or ():
        since = labels.iso_date(part["effective"])
        yield f"Có ngày hiệu lực riêng: {part['provisions']}, từ ngày {since}."


def _halts(state: Row) -> Iterator[str]:
    for halt in state.get("suspended") or ():
        since = labels.iso_date(halt["since"])
        if halt["until"]:
            yield f"Ngưng hiệu lực từ ngày {since} đến hết ngày {labels.iso_date(halt['until'])}."
        else:
            yield f"Ngưng hiệu lực từ ngày {since}; chưa ghi nhận ngày tiếp tục có hiệu lực."


def _presumptions(state: Row) -> Iterator[str]:
    rule = state.get("effective_presumed")
    if rule:
        yield (
            f"Ngày bắt đầu có hiệu lực là ngày suy ra theo {rule}; chưa thấy lời văn ghi ngày ấy."
        )
    if state.get("presumed"):
        yield "Hết hiệu lực là suy ra, không có văn bản bãi bỏ trực tiếp: cần xem lại."
    dead = "; ".join(state.get("dead_parents") or ())
    if dead:
        yield (
            f"Văn bản mà văn bản này quy định chi tiết, hướng dẫn đã hết hiệu lực ({dead}): "
            f"cần xem lại văn bản này còn áp dụng được không{_detailing_rule(state)}."
        )


def _detailing_rule(state: Row) -> str:
    """The clause on detailing documents among the proofs, in brackets."""
    clauses = [
        f" ({proof['clause']}, {proof['document']})"
        for proof in state.get("proof") or ()
        if proof["quote"] and "quy định chi tiết" in proof["quote"]
    ]
    return clauses[-1] if clauses else ""


def _territory(state: Row) -> Iterator[str]:
    borders = state.get("territory")
    if not borders:
        return
    where = "; ".join(borders["holds_in"])
    now = f", nay thuộc {borders['now_in']}" if borders["now_in"] else ""
    since = labels.iso_date(borders["since"])
    until = (
        f"chậm nhất đến hết ngày {labels.iso_date(borders['until'])}"
        if borders["until"]
        else "cho đến khi được thay thế hoặc bãi bỏ"
    )
    if state["state"] == ValidityState.UNKNOWN:
        yield (
            f"Nếu chưa bị thay thế hoặc bãi bỏ, từ ngày {since} văn bản chỉ áp dụng trong phạm vi "
            f"{where}{now}, {until}."
        )
    else:
        yield f"Từ ngày {since} chỉ áp dụng trong phạm vi {where}{now}, {until}."


def _consolidated(state: Row) -> Iterator[str]:
    texts = "; ".join(state.get("consolidated_in") or ())
    if texts:
        yield f"Đã được hợp nhất tại {texts}."


def _doubts(state: Row) -> Iterator[str]:
    for problem in state.get("problems") or ():
        words = labels.PROBLEMS[ProblemCode(problem["code"])]
        yield f"{words}: {problem['found']}."
    if state.get("beyond_registry"):
        day = labels.iso_date(state["registry_as_of"])
        yield f"Theo dữ liệu kiểm tra đến ngày {day}; thay đổi sau ngày ấy chưa được biết."
