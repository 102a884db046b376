"""How a question was read: its slots as JSON, and in words that let a user see a misreading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from kg.folding import fold
from kg.model import DocumentRecord
from kg.terms import Intent, OfficeRole
from search.conditions import Conditions
from search.question import Question
from ui import labels
from ui.listed import listed

Json = dict[str, Any]

SURE: Final = 0.9
"""Confidence (a calibrated chance of being right) from which an answer is called sure."""
UNPROVEN: Final = "trung bình: chỉ theo danh mục hiệu lực, nên đối chiếu bản gốc"
DAMAGED: Final = "chữ trong tệp bị hỏng, đã được phục hồi"
LACKING: Final = MappingProxyType(
    {
        "deadline": "không ghi thời hạn",
        "lead": "không rõ ai chủ trì",
        "product": "không ghi sản phẩm",
    }
)
EXTREMES: Final = MappingProxyType(
    {
        "most": "nhiều nhất",
        "least": "ít nhất",
        "higher": "cao hơn",
        "lower": "thấp hơn",
        "newer": "mới hơn",
        "older": "cũ hơn",
        "earlier": "sớm hơn",
        "later": "muộn hơn",
    }
)
_ALL: Final = ("counted", "due", "lacking", "role", "field", "dead_base", "extreme", "each")
# The conditions that an intent looks at; the words of others are part of what is asked.
_USED: Final[Mapping[Intent, Sequence[str]]] = MappingProxyType(
    {
        Intent.WHO_LEADS: ("role",),
        Intent.TASKS_OF_OFFICE: _ALL,
        Intent.LIST_TASKS: _ALL,
        Intent.WORKLOAD: _ALL,
        Intent.WHO_CITES: ("counted",),
        Intent.WHAT_IT_CITES: ("counted",),
        Intent.WHICH_DOCUMENTS: ("counted", "negated", "dead_base", "lacking"),
        Intent.COMPARE: ("extreme", "counted"),
    }
)
# The intents that look for words, and the fewest words that they look for.
_BY_TOPIC: Final[Mapping[Intent, int]] = MappingProxyType(
    {
        Intent.WHO_LEADS: 1,
        Intent.DEADLINE: 1,
        Intent.TARGET: 1,
        Intent.PRODUCT: 1,
        Intent.FIND_SECTION: 1,
        Intent.LIST_TASKS: 2,
    }
)
# Slots whose words may come from the question before.
_TAKEN: Final = ("intent", "documents", "plans", "offices", "places", "topic", "day")


def slots(asked: Question, before: Sequence[str] = (), alone: Question | None = None) -> Json:
    """The slots of a question as JSON.

    before: the questions before it. alone: the same question read without them, where it was
    read with them; what they added stands in `taken`.
    """
    return {
        "documents": [_number(record) for record in asked.documents],
        "plans": [plan.id for plan in asked.plans],
        "plan_names": [spoken_name(plan) for plan in asked.plans],
        "offices": list(asked.offices),
        "places": list(asked.places),
        "years": list(asked.years),
        "topic": list(asked.topic),
        "about": _as_said(asked, before),
        "provisions": list(asked.provisions),
        "day": asked.day.isoformat() if asked.day else None,
        "conditions": _conditions(asked.conditions),
        "followed": asked.followed,
        "taken": taken(asked, alone) if alone else [],
    }


def taken(asked: Question, alone: Question) -> list[str]:
    """Names of the slots that the questions before filled, not the question itself."""
    return [
        name
        for name in _TAKEN
        if getattr(asked, name) and getattr(asked, name) != getattr(alone, name)
    ]


def _number(record: DocumentRecord) -> str:
    return record.header.number or record.id


def spoken_name(record: DocumentRecord) -> str:
    """A held document as one speaks of it: its number and its place."""
    head = record.header
    place = f" của {head.place.name}" if head.place else ""
    return f"{head.number or head.title or record.name}{place}"


def _as_said(asked: Question, before: Sequence[str]) -> str:
    """The words of the topic as they were typed, diacritics and order kept."""
    wanted = set(asked.topic)
    for text in (asked.text, *reversed(before)):
        words = re.findall(r"[^\W_]+", text)
        kept = [word for word in words if fold(word) in wanted]
        if wanted <= {fold(word) for word in kept}:
            return " ".join(kept)
    return ""


def _conditions(asked: Conditions) -> Json:
    """What is asked for beside the defaults; empty where nothing is."""
    given: Json = {}
    for field in fields(asked):
        value = getattr(asked, field.name)
        if value and field.name not in ("due", "lacking"):
            given[field.name] = value.value if isinstance(value, StrEnum) else value
    if asked.due is not None:
        given["due"] = {
            name: day.isoformat() if day else None
            for name, day in (("first", asked.due.first), ("last", asked.due.last))
        }
    if asked.lacking:
        given["lacking"] = sorted(what.value for what in asked.lacking)
    return given


def words(given: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """(name, value, taken from the question before) of what was understood, in words.

    given: the JSON of an answer. Only what that intent looks at is told; nothing of a question
    that was not understood at all.
    """
    intent = Intent(given["intent"])
    if intent in (Intent.UNKNOWN, Intent.OUT_OF_SCOPE):
        return []
    said = given["slots"]
    from_before = set(said.get("taken", ()))
    conditions = _USED.get(intent, ())
    asked = {k: v for k, v in said.get("conditions", {}).items() if k in conditions}
    about = intent in _BY_TOPIC and len(said["topic"]) >= _BY_TOPIC[intent]
    parts = (
        ("Muốn biết", labels.INTENTS[intent], "intent"),
        ("Nói về", said.get("about", "") if about else "", "topic"),
        ("Văn bản", listed(_documents(given)), "documents" if said["documents"] else "plans"),
        ("Cơ quan", listed(said["offices"]), "offices"),
        ("Địa phương", listed(_places(given)), "places"),
        ("Điều, khoản", listed(said.get("provisions", [])), ""),
        ("Ngày", labels.iso_date(said["day"]) if said.get("day") else "", "day"),
        ("Điều kiện", "; ".join(condition_words(asked)), ""),
    )
    return [(name, value, slot in from_before) for name, value, slot in parts if value]


def _places(given: Mapping[str, Any]) -> list[str]:
    """Places that no document told already stands for; "Văn bản" is not the district Văn Bàn."""
    said = given["slots"]
    asked = given["question"].casefold()
    known = " ".join(_documents(given)).casefold()
    names = ((place, place.split(" ", 1)[-1].casefold()) for place in said.get("places", ()))
    if "places" in said.get("taken", ()):
        return [place for place, bare in names if bare not in known]
    return [place for place, bare in names if bare not in known and bare in asked]


def _documents(given: Mapping[str, Any]) -> list[str]:
    """Documents meant, each once: those held with their place, the others by number.

    None where an office or a place itself is asked about.
    """
    said = given["slots"]
    if given["intent"] == Intent.SUCCESSOR and not said["documents"]:
        return []
    held = list(said.get("plan_names", said["plans"]))
    return held + [
        number for number in said["documents"] if not any(name.startswith(number) for name in held)
    ]


def condition_words(asked: Mapping[str, Any]) -> list[str]:
    """Each condition in words."""
    due = asked.get("due") or {}
    first, last = due.get("first"), due.get("last")
    told = [
        "đếm số lượng" if asked.get("counted") else "",
        "phủ định (không có, không viện dẫn)" if asked.get("negated") else "",
        f"hạn từ ngày {labels.iso_date(first)}" if first else "",
        f"hạn đến hết ngày {labels.iso_date(last)}" if last else "",
        *(LACKING[what] for what in asked.get("lacking", ())),
        f"vai trò {labels.OFFICE_ROLES[OfficeRole(asked['role'])]}" if asked.get("role") else "",
        f"lĩnh vực {asked['field']}" if asked.get("field") else "",
        "căn cứ không còn hiệu lực đầy đủ" if asked.get("dead_base") else "",
        EXTREMES[asked["extreme"]] if asked.get("extreme") else "",
        "tính riêng từng nơi" if asked.get("each") else "",
    ]
    return [part for part in told if part]


def sureness(confidence: float, *, damaged: bool = False, proven: bool = True) -> str:
    """How sure an answer is, in words; a number would say more than is known.

    damaged: it is read from a text whose letters had to be restored: never wholly sure.
    proven: words at hand prove all that it tells; else it rests on a table of facts alone.

    >>> sureness(0.97), sureness(0.85)
    ('chắc chắn', 'khá chắc, nên xem lại dòng chứng minh')
    >>> sureness(0.97, damaged=True)
    'khá chắc, nên xem lại dòng chứng minh (chữ trong tệp bị hỏng, đã được phục hồi)'
    """
    sure = proven and not damaged and confidence >= SURE
    told = "chắc chắn" if sure else "khá chắc, nên xem lại dòng chứng minh"
    return (told if proven else UNPROVEN) + (f" ({DAMAGED})" if damaged else "")
