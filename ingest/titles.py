"""A document's title as it would be written in running text, and the years that it covers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from ingest.headings import shouted
from ingest.wording import LOWER, UPPER
from kg.folding import fold
from kg.model import Period

_WORD: Final = re.compile(r"[^\W\d_]+")
_RANGE: Final = re.compile(r"(?<![\d/])((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?![\d/])")
_YEAR: Final = re.compile(
    r"(?<!thang \d )(?<!thang \d\d )(?<![a-z])n[a-z]{1,2}m\s+((?:19|20)\d\d)(?!\d)"
)
_UNTIL: Final = re.compile(r"(?:den|toi|truoc|sau|tu|ngay)\s+(?:het\s+)?$")
_TERM: Final = re.compile(r"(?:nhiem ky|khoa\s+[ivxl]+,?|nam hoc)\s*$")
_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|thang\s+\d{1,2}\s+n[a-z]{1,3}m\s+\d{4}|/\d{4}/")


def period_of(*titles: str) -> Period | None:
    """Years that a title says it covers: a range, else its one year; None where it says none."""
    for title in titles:
        folded = _DAY.sub(lambda m: " " * len(m[0]), fold(title))
        found = next(
            (m for m in _RANGE.finditer(folded) if not _TERM.search(folded[: m.start()])), None
        )
        if found and int(found[1]) <= int(found[2]):
            return Period(int(found[1]), int(found[2]))
    for title in titles:
        folded = _DAY.sub(lambda m: " " * len(m[0]), fold(title))
        for single in _YEAR.finditer(folded):
            if not _UNTIL.search(folded[: single.start()]):
                return Period(int(single[1]), int(single[1]))
    return None


def cased(title: str, lines: Sequence[str]) -> str:
    """A title in capitals, in the case that the document's own text gives its words.

    Words that the text never has in lower case keep the capital of a name; codes stay as printed.
    """
    if not any(shouted(part) for part in re.split(r"[,;(]", title) if len(part) > 4):
        type_words = re.match(rf"(?:[{UPPER}]{{2,}}\s+)+(?=[{UPPER}]?[{LOWER}])", title)
        end = type_words.end() if type_words else 0
        return " ".join((title[:end].capitalize() + title[end:]).split())
    forms = _forms(lines)
    out = _WORD.sub(lambda match: _form(match[0], forms), title)
    return " ".join((out[:1].upper() + out[1:]).split())


def _forms(lines: Sequence[str]) -> dict[str, Counter[str]]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if shouted(line) or line.count("|") > 3:
            continue
        for match in _WORD.finditer(line):
            opens = not line[: match.start()].strip(' -+*#.0123456789)(“"') or (
                line[: match.start()].rstrip()[-1:] in ".;:"
            )
            if not opens and len(forms) < 20000:
                forms[match[0].lower()][match[0]] += 1
    return forms


def _form(word: str, forms: dict[str, Counter[str]]) -> str:
    if not word.isupper():
        return word
    known = forms.get(word.lower())
    if known:
        return known.most_common(1)[0][0]
    return (
        word
        if len(word) > 1 and not re.search(r"[aeiouyăâêôơưáàảãạ]", word.lower())
        else word.lower()
    )
