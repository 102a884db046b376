"""What stands right before a document number: the word "số", a type word, or a form's name.

All patterns look back at most `WINDOW` characters, so that a scan stays linear.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.number.codes import codes, distance, plain_letters

WINDOW = 64
# "số" as printed, typed or read by an English OCR engine: so, s6, sé (folded: se), $6, 5o, s§
SO = re.compile(
    r"(?:(?<![a-z0-9])(?:s[o06b8e&§$r°*'?]{0,2}|5[o0])|[$§][o06b]?)\s{0,3}[:;.]{0,2}\s{0,3}$"
)
FORM = re.compile(
    r"(?<![a-z0-9])(?:mau|bieu|phu luc|phu bieu|don|hop dong|tai khoan|hinh|bang)"
    r"\s{0,3}(?:so)?\s{0,2}:?\s{0,3}$"
)
SHORT = re.compile(
    r"(?<![\d/.,])(\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?)\s{0,3}(?:,|;|va|&|\+|hoac)\s{0,3}$"
)
LAST_WORDS = re.compile(r"(?<![a-z])([a-z]{2,7})\s{1,3}([a-z]{2,6})\s{0,4}$")
# words that a plan puts before a number in place of the full type word
SHORT_WORDS = {"qd": "qd", "nq": "nq", "nd": "nd", "tt": "tt", "ct": "ct", "kh": "kh", "vb": ""}


@dataclass(frozen=True, slots=True)
class Before:
    """Words before a number. start: offset where the word "số" begins (or the number's start)."""

    so: bool
    type_code: str
    form: bool
    start: int

    @property
    def announced(self) -> bool:
        """Whether a document's number is to be expected here."""
        return self.so or bool(self.type_code)


@lru_cache(maxsize=1)
def _type_words() -> re.Pattern[str]:
    names = sorted(codes().type_words, key=len, reverse=True)
    extra = ["van ban", "quy dinh", "noi quy", "cong dien", "luat", "bo luat"]
    words = "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in [*names, *extra])
    return re.compile(rf"(?<![a-z0-9])({words}|qd|nq|nd|kh|ct|tt)(?:\s{{1,2}}nay)?\s{{0,4}}$")


def before(text: str, start: int) -> Before:
    """What the words that end at `start` announce. `text` is NFC; offsets are into it."""
    low = max(0, start - WINDOW)
    window = plain_letters(text[low:start])
    so = SO.search(window)
    head = window[: so.start()] if so else window
    form = bool(FORM.search(head)) and not _type_words().search(head)
    word = _type_words().search(head)
    code = ""
    if word:
        name = re.sub(r"\s+", " ", word[1])
        code = plain_letters(codes().type_words.get(name, name))
    elif (last := LAST_WORDS.search(head)) is not None:
        code = _near_type(last[1], last[2])
    return Before(so is not None, code, form, low + len(head))


@lru_cache(maxsize=8192)
def _near_type(first: str, second: str) -> str:
    """Code of the type whose two syllables these damaged ones are ("nght dink"), else empty."""
    for name, code in codes().type_words.items():
        meant = name.split()
        if len(meant) != 2 or plain_letters(code) not in codes().common_types:
            continue
        left, right = distance(first, meant[0], 1.0), distance(second, meant[1], 1.0)
        if left <= 1.0 and right <= 1.0 and left + right <= 1.5:
            return plain_letters(code)
    return ""


def short_numbers(text: str, start: int) -> list[tuple[int, int]]:
    """Spans of the short numbers that lean on the full number at `start`, in text order.

    In "số 405, 406/QĐ-UBND" the first is short. The list must itself be announced by "số" or a
    type word; otherwise a date or a count would be taken ("ngày 15, 36/QĐ-UBND").
    """
    low = max(0, start - 2 * WINDOW)
    window = plain_letters(text[low:start])
    spans: list[tuple[int, int]] = []
    end = len(window)
    while len(spans) < 12:
        match = SHORT.search(window, max(0, end - 24), end)
        if match is None:
            break
        spans.append((low + match.start(1), low + match.end(1)))
        end = match.start(1)
    if not spans or not before(text, low + end).announced:
        return []
    return spans[::-1]
