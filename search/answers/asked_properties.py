"""What is asked of each document of a set, as a value; and where its words begin, denied or not."""

import re
from dataclasses import dataclass
from typing import Final

from kg.model import DocumentRecord
from kg.terms import NoAnswer
from search.answers.document_tests import Test

NOT: Final = r"(?:khong|chua|ko|quen|thieu|vang|bo sot|chang)"
_DENIED: Final = re.compile(rf"\b{NOT}(?: (?:he|duoc|co|thay|con|ra|phai|giao|dat|tung|dua))*\s*$")
_LEANS: Final = re.compile(r"(?: (?:co|da|dang|con|duoc|deu|cung|lai|phai|ra|ma|thi))+\s*$")


@dataclass(frozen=True, slots=True)
class Property:
    """What is asked of each document of a set.

    said: the words that tell the set. test: None where belonging to the set is all that is asked.
    told: a code for the wording ("cites", "rests_on_dead" ...). subject: what it is about.
    reads: whole texts have to be read. most: "newest", "oldest" or None.
    """

    said: str
    test: Test | None = None
    negated: bool = False
    told: str = "is"
    subject: str = ""
    reads: bool = False
    most: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why the property is not understood."""

    reason: NoAnswer
    subject: str = ""
    choices: tuple[DocumentRecord, ...] = ()


def before(folded: str, at: int) -> tuple[str, bool]:
    """The words before a property's own, and whether it is denied."""
    head = folded[:at]
    denied = _DENIED.search(head)
    if denied:
        return head[: denied.start()], True
    return _LEANS.sub(" ", f"{head.rstrip()} "), False
