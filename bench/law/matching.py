"""When a citation found is the one labelled: span, number, relation, day and pinpoint."""

import re
import unicodedata
from typing import Any, Final

Record = dict[str, Any]
_NAMES: Final = {"refers": "refers_to", "proposal": "proposed_by"}
_UNIT: Final = re.compile(r"(tiet|diem|khoan|dieu|muc|chuong|phan|phu luc|mau)\b")
_VALUE: Final = re.compile(r"(?:so )?(?!va\b)([ivxl]+|\d+[a-z]?(?:\.\d+)*|[a-z]{1,2})\b")


def plain_letters(text: str | None) -> str:
    """Lower case without marks."""
    split = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return "".join(char for char in split if not unicodedata.combining(char))


def number_key(canonical: str | None) -> str:
    """A number without marks, case, blanks and leading zeros."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"\s", "", plain_letters(canonical)))


def known_numbers(label: Record) -> set[str]:
    """The number of the label, and others accepted."""
    other = label.get("accept") or []
    others = [other] if isinstance(other, str) else other
    return {number_key(number) for number in (label.get("canonical"), *others) if number}


def same_number(label: Record, found: Record) -> bool:
    """Whether the number found is the labelled one; a name alone need not have one."""
    rights = known_numbers(label)
    by_name = label["mention_type"].startswith("named") and found["canonical"] is None
    return not rights or by_name or number_key(found["canonical"]) in rights


def covered(label: Record, found: Record) -> int:
    """Labelled characters that the finding covers; 0 where they are less than half."""
    begin, end = label["char_start"], label["char_end"]
    shared: int = min(end, found["char_end"]) - max(begin, found["char_start"])
    return shared if 2 * shared >= end - begin else 0


def relation_right(label: Record, found: Record) -> bool:
    """The labelled relation, or another that the words allow."""
    rights = [label["relation"], *(label.get("accept_relation") or [])]
    return found["relation"] in {_NAMES.get(right, right) for right in rights}


def date_right(label: Record, found: Record) -> bool:
    other = label.get("accept_date") or []
    return found["date"] in [label["date"], *([other] if isinstance(other, str) else other)]


def provision_parts(printed: str | None) -> frozenset[tuple[str, str]]:
    """The units that a pinpoint names, each with its number, in no order.

    "khoản 1 và điểm e khoản 3 Điều 11": khoản 1, điểm e, khoản 3, Điều 11. Ranges in either
    form ("Điều 10 đến Điều 13", "Điều 10-13") are written out.
    """
    text = re.sub(r"\s+", " ", plain_letters(printed))
    parts: set[tuple[str, str]] = set()
    unit, at, last, ranged = "", 0, "", False
    while at < len(text):
        word = _UNIT.match(text, at)
        value = _VALUE.match(text, at) if unit and word is None else None
        if word is not None:
            unit, at = word[1], word.end()
        elif value is not None:
            number = value[1]
            parts.update((unit, part) for part in (_between(last, number) if ranged else [number]))
            last, ranged, at = number, False, value.end()
        else:
            joint = re.compile(r"den\b|-|va\b|,|;").match(text, at)
            if joint is not None:
                ranged = ranged or joint[0] in {"den", "-"}
            at = joint.end() if joint else at + 1
    return frozenset(parts)


def _between(first: str, last: str) -> list[str]:
    """Both and all whole numbers between them."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + 200:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [first, last]
