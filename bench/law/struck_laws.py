"""Laws that a full law says it ends, found by plain search, and which of them a table lacks.

The search knows no grammar: a sentence with "thay thế Luật …" or "Luật … hết hiệu lực", and the
numbers printed in it. What is said to have amended a law once is left out, and so are sentences
on what happens when documents are replaced.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.folding import fold
from kg.number import number_key

Record = dict[str, Any]
_LAW: Final = r"(?:Bộ luật|Luật|Pháp lệnh)"
_ENDS: Final = re.compile(
    rf"(?:thay thế|[Bb]ãi bỏ)\s+(?:cho\s+)?(?:các\s+)?{_LAW}\s|{_LAW}\s[^.]*?hết\s*[hl]iệu",
)
_NUMBER: Final = re.compile(r"\d+(?:/\d{4})?/(?:QH\d+|PL-UBTVQH\d+|UBTVQH\d+|L-?CTN|LCT/\w+)")
_OLDER: Final = re.compile(
    r"(?:đã )?được sửa đổi[^;]*?(?:theo|bởi|tại)[^;]*?"
    r"(?=hết|;|\.\s|$|, (?:Luật|Pháp lệnh|Bộ luật) [A-ZĐ])"
)
_IF: Final = re.compile(r"^(?:Trường hợp|Khi|Nếu)|thì áp dụng|\bđược thay thế\b|chưa hết hiệu lực")


def sentences(row: Record) -> Iterator[str]:
    """Sentences of a law's articles, NFC."""
    for chapter in row["chapters"]:
        for article in chapter.get("articles", ()):
            text = f"{article.get('heading') or ''}\n{article.get('body') or ''}"
            yield from re.split(r"\n|(?<=[^\d\s])\.\s", unicodedata.normalize("NFC", text))


def ended_laws(row: Record) -> Iterator[tuple[str | None, str]]:
    """(number or None where only a name stands, sentence) for each law said to end."""
    own = number_key(row["id"])
    for sentence in sentences(row):
        if _ENDS.search(sentence) and not _IF.search(sentence.strip()):
            said = _OLDER.sub(" ", sentence)
            numbers = [n for n in _NUMBER.findall(said) if number_key(n) != own]
            for number in numbers:
                yield number, sentence.strip()
            if not numbers:
                yield None, sentence.strip()


def unknown_laws(laws: Iterable[Record], table: Iterable[Record]) -> tuple[int, list[str]]:
    """How many laws are said to end, and those that no row of the same law strikes."""
    struck: dict[str, set[str]] = defaultdict(set)
    for row in table:
        if row["kind"] in {"repeals", "replaces", "amends"}:
            for item in row["affects"]:
                struck[number_key(row["number"])].add(number_key(item["number"] or "0"))
                struck[number_key(row["number"])].add(fold(item["title"] or ""))
    checked, unknown = 0, []
    for law in laws:
        known = struck[number_key(law["id"])]
        for number, sentence in ended_laws(law):
            checked += 1
            named = number is None and any(title and title in fold(sentence) for title in known)
            if not named and (number is None or number_key(number) not in known):
                unknown.append(f"{law['id']}: {number or 'by name'}: {sentence[:200]}")
    return checked, unknown
