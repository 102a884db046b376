"""Every written form of a listed office: names, aliases, initials, short forms as spoken.

Initials are derived from a name's own fields ("Sở Khoa học và Công nghệ": KH&CN, KHCN, KH-CN), for
offices and ministries print them in all these ways. A form that several offices share ("phòng văn
hóa") leads to all of them: the document that is asked about decides.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.gazetteer import Gazetteer, syllables
from kg.offices import known_offices

KINDS = {"so": "s", "phong": "p", "bo": "b", "trung tam": "tt"}
"""Kinds of offices, folded, and how each is abbreviated before a name or its initials."""
_SHORTENED = (
    ("van phong ", "vp "),
    ("trung tam ", "tt "),
    ("ban quan ly ", "ban ql "),
    ("ban quan ly ", "bql "),
    ("ban chi dao ", "bcd "),
    ("ban chi huy ", "bch "),
    ("phong ", "p "),
    ("so ", "s "),
    ("cong chuc ", "cc "),
    ("cong chuc ", "can bo "),
    ("ubnd", "uy ban nhan dan"),
    ("uy ban nhan dan", "ubnd"),
    ("hdnd", "hoi dong nhan dan"),
    ("hoi dong nhan dan", "hdnd"),
    ("hanh chinh cong", "hcc"),
)
_JOINT = re.compile(r"\s+(?:và|&)\s+|\s*[-–,]\s+|\s+-\s*", re.IGNORECASE)
_JOINERS = (" ", " va ", "")
_TITLED = re.compile(r"Phòng|Sở|Bộ")


@dataclass(frozen=True, slots=True)
class Form:
    """A written form: its folded syllables, and the offices (rows of the table) that bear it.

    exact: by name, alias or initials; else a short form that only a question or a plan's usage
    explains.
    """

    words: str
    rows: tuple[int, ...]
    exact: bool


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All forms, by the table's order.

    What one office is listed by is no derived form of another, and no short form.
    """
    rows = corpus.table("offices")
    exact = _by_words((_printed(row) for row in rows), {})
    exact |= _by_words((_derived(_printed(row)) for row in rows), exact)
    exact |= _by_words((_derived(_with_initials(row["name"])) for row in rows), exact)
    spoken = (
        (*map(_words, filter(None, row["short"].split(";"))), *_first_field(row["name"]))
        for row in rows
    )
    short = _by_words(spoken, exact)
    return (
        *(Form(words, tuple(found), exact=True) for words, found in exact.items()),
        *(Form(words, tuple(found), exact=False) for words, found in short.items()),
    )


def _by_words(
    written: Iterable[Iterable[str]], taken: Mapping[str, object]
) -> dict[str, dict[int, None]]:
    """Rows by their words, but for words that are taken."""
    found: dict[str, dict[int, None]] = {}
    for row, all_words in enumerate(written):
        for words in all_words:
            if words not in taken:
                found.setdefault(words, {}).setdefault(row)
    return found


@lru_cache(maxsize=1)
def form_names() -> Gazetteer:
    """The forms as a tree; an index points into `forms`."""
    return Gazetteer((form.words, index) for index, form in enumerate(forms()))


def _words(printed: str) -> str:
    return " ".join(piece.text for piece in syllables(printed))


def _printed(row: dict[str, str]) -> list[str]:
    return [_words(printed) for printed in (row["name"], *row["aliases"].split(";")) if printed]


def _derived(bases: list[str]) -> Iterator[str]:
    """Forms that follow from others, folded, by shortening kinds and bodies."""
    for words in bases:
        yield words
        for long, brief in _SHORTENED:
            if long in words and (len(brief) > 2 or words.startswith(long)):
                shorter = words.replace(long, brief, 1)
                yield shorter
                yield shorter.replace("uy ban nhan dan", "ubnd").replace(
                    "hoi dong nhan dan", "hdnd"
                )
                if shorter.startswith("vp "):
                    yield shorter.replace(" va ", " ")
                    yield "vp" + shorter[3:]
        plain = words.replace(" ,", "")
        yield plain
        yield plain.replace(" va ", " ")


def _with_initials(name: str) -> list[str]:
    """Abbreviated: "Sở Khoa học và Công nghệ" -> "so kh cn", "so kh va cn", "skhcn" and so on."""
    kind = next((k for k in KINDS if fold(name).startswith(k + " ")), None)
    if kind is None:
        return []
    fields = _fields(name[len(kind) + 1 :])
    if not all(fields) or len("".join(fields)) < 2:
        return []
    found = []
    for joiners in itertools.product(_JOINERS, repeat=len(fields) - 1):
        joined = fields[0] + "".join(map(str.__add__, joiners, fields[1:]))
        found.append(f"{kind} {joined}")
        if " " not in joined:
            found += [f"{KINDS[kind]}{joined}", f"{KINDS[kind]} {joined}"]
    return found


def _fields(name: str) -> list[str]:
    """Initials of each field: "Lao động - Thương binh và Xã hội" -> ["ld", "tb", "xh"]."""
    return ["".join(word[0] for word in fold(field).split()) for field in _JOINT.split(name)]


def _first_field(name: str) -> Iterator[str]:
    """As spoken: "Phòng Tài chính - Kế hoạch" is "phòng tài chính", and "p tài chính"."""
    first = _JOINT.split(name)[0]
    if first != name and _TITLED.match(name):
        words = _words(first)
        yield words
        kind, _, rest = words.partition(" ")
        yield f"{KINDS[kind]} {rest}"
    elif first != name and name.startswith("Công chức "):
        yield _words(first)
        yield _words(first).replace("cong chuc", "can bo", 1)


def office_of(row: int) -> str:
    """The listed name in a row of the table."""
    return known_offices()[row].name
