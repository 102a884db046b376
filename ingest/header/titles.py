"""A document's title as it would be written in running text, and the years that it covers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from ingest.structure.headings import shouted, title_type
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


_SYLLABLE: Final = re.compile(r"(?:[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?){1,2}")
"""A folded syllable, or two run together; other words in capitals are codes ("UBND") and stay."""
_LAW: Final = re.compile(r"(?:bo luat|luat|phap lenh) (?!sua doi)")
"""Behind it a law's name begins with a capital (30/2020/NĐ-CP, Appendix II: "Luật Đầu tư")."""
_STOPS: Final = (".", ";", ":")
_FORMS: Final = 40_000
"""Different words and pairs of words counted in one document."""


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
    own = title_type(title)
    behind_type = len(own.split()) if own else 0
    before, count = "", 0

    def in_case(match: re.Match[str]) -> str:
        nonlocal before, count
        pair, before = f"{before} {match[0].lower()}", match[0].lower()
        # Behind its type a title goes on in lower case, though headings print "Kế hoạch Thực hiện".
        known = forms.get(pair) if count != behind_type else None
        count += 1
        return _form(match[0], known or forms.get(before))

    out = " ".join(_WORD.sub(in_case, title).split())
    law = _LAW.match(fold(out))
    if law:
        kind, name = out[: law.end()], out[law.end() :]
        return kind.capitalize() + name[:1].upper() + name[1:]
    return out[:1].upper() + out[1:]


def _forms(lines: Sequence[str]) -> dict[str, Counter[str]]:
    """How the text writes each word in a sentence, and each word behind a certain one."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if shouted(line) or line.count("|") > 3:
            continue
        before, at = "", 0
        for match in _WORD.finditer(line):
            word, gap = match[0].lower(), line[at : match.start()]
            opens = not at or gap.rstrip()[-1:] in _STOPS
            heading = gap.isspace() and before.isupper() and match[0].isupper()
            if not (opens or heading) and len(forms) < _FORMS:
                forms[word][match[0]] += 1
                forms[f"{before.lower()} {word}"][match[0]] += 1
            before, at = match[0], match.end()
    return forms


def _form(word: str, known: Counter[str] | None) -> str:
    if not word.isupper():
        return word
    if known:
        return known.most_common(1)[0][0]
    code = len(word) > 1 and _SYLLABLE.fullmatch(fold(word)) is None
    return word if code else word.lower()
