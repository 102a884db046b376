"""Digits in doubt: a number whose digits an OCR engine mixed with letters.

The word "số" is often read as digits and glued to the number ("$62077", "562077" for "số 2077");
a slash is read as 1; letters stand for digits ("O1"). Every such reading is a guess and says so.
"""

import re
from dataclasses import dataclass, replace

from kg.errors import Problem
from kg.number.codes import plain_letters
from kg.number.context import Before
from kg.number.model import DocumentNumber
from kg.terms import ProblemCode

LETTER_DIGITS = str.maketrans("OoIlSBZ", "0011582")
GLUED = re.compile(r"[^\s\d()\[\]{}<>\"'“”‘’:;,.*|/\\–—-]{1,5}\Z")
SO_WORD = re.compile(r"so|s[e§&]")
YEAR = re.compile(r"19[4-9]\d|20[0-3]\d")
LOST_SLASH = re.compile(r"(\d{1,4}?)1?((?:19[4-9]|20[0-3])\d)\d?")
ALWAYS_DATED = frozenset({"NĐ", "TT", "TTLT"})
LONGEST = 5


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number, how many characters of the match are not part of it, and what else it may be."""

    number: DocumentNumber
    skip: int = 0
    alternatives: tuple[DocumentNumber, ...] = ()
    found: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """NUMBER_GUESSED where others are possible; NUMBER_UNREADABLE for one too long or 0."""
        if self.alternatives:
            choices = tuple(map(str, self.alternatives))
            found = self.found or choices[0]
            code = ProblemCode.NUMBER_GUESSED
            return (Problem(code, found, str(self.number), choices=choices),)
        if sum(map(str.isdigit, self.number.ordinal.split(".")[0])) > LONGEST:
            code = ProblemCode.NUMBER_UNREADABLE
            return (Problem(code, str(self.number), "a number of at most five digits"),)
        if not self.number.ordinal.strip("0"):
            code = ProblemCode.NUMBER_UNREADABLE
            return (Problem(code, str(self.number), "a number from 1"),)
        return ()


def undamaged(
    text: str, start: int, number: DocumentNumber, words: Before, lost: str | None
) -> NumberReading | None:
    """The reading of `number` printed at `start`; None where what is glued to it forbids one.

    lost: what was printed for a slash that is not there, None where the slash is there.
    """
    glued = GLUED.search(text, max(0, start - 5), start)
    if glued is not None:
        return _with_prefix(glued[0], number)
    if number.ordinal[-1] in "OoIl" or re.fullmatch("0[BSZ]", number.ordinal):
        meant = replace(number, ordinal=number.ordinal.translate(LETTER_DIGITS))
        return NumberReading(meant, 0, (number,))
    dated = number.type_code in ALWAYS_DATED or len(number.ordinal) > LONGEST
    if number.year is None and dated and len(number.ordinal) >= LONGEST:
        joined = LOST_SLASH.fullmatch(number.ordinal)
        if joined:
            meant = replace(number, ordinal=joined[1], year=int(joined[2]))
            return NumberReading(meant, 0, (number,))
    if lost == "" and number.year is None:
        return _without_slash(number)
    return _without_so(number, words)


def _with_prefix(prefix: str, number: DocumentNumber) -> NumberReading | None:
    """Letters stand close before the digits: "số36", "s6370", "$62077", "O1"."""
    folded, ordinal = plain_letters(prefix), number.ordinal
    if SO_WORD.fullmatch(folded):
        return NumberReading(number)
    if folded in {"s", "$", "§"}:
        if ordinal[0] not in "60" or len(ordinal) == 1:
            return NumberReading(number)
        shorter = replace(number, ordinal=ordinal[1:].lstrip("."))
        skip = len(ordinal) - len(shorter.ordinal)
        return NumberReading(shorter, skip, (number,), prefix + ordinal)
    if len(prefix) <= 2 and all(letter in "OoIlSBZ" for letter in prefix) and number.type_code:
        meant = replace(number, ordinal=prefix.translate(LETTER_DIGITS) + ordinal)
        return NumberReading(meant, -len(prefix), (number,), prefix + ordinal)
    return None


def _without_slash(number: DocumentNumber) -> NumberReading:
    """No slash is printed, as in "361QD-UBND": the last 1 may be it."""
    if not number.ordinal.endswith("1") or len(number.ordinal) == 1:
        return NumberReading(number)
    return NumberReading(number, 0, (replace(number, ordinal=number.ordinal[:-1]),))


def _without_so(number: DocumentNumber, words: Before) -> NumberReading:
    """In "Quyết định 562077/QĐ-UBND" 56 was "số": no number has six digits.

    With five digits both readings are possible: the printed one stays, the other is offered.
    """
    ordinal = number.ordinal
    if words.so or not words.type_code or ordinal[:2] not in {"56", "86", "36", "50"}:
        return NumberReading(number)
    if not ordinal.isdigit() or len(ordinal) < LONGEST:
        return NumberReading(number)
    shorter = replace(number, ordinal=ordinal[2:])
    if len(ordinal) > LONGEST:
        return NumberReading(shorter, 2, (number,))
    return NumberReading(number, 0, (shorter,))
