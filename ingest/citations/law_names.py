"""Laws cited by name: "Luật Ngân sách nhà nước", "Luật sửa đổi … một số điều của Luật …".

A law's name ends where the gazetteer's longest name ends; a name that no table has ends at the
day that follows it or at the first word that no name holds. A law inside the title of the law
that amends it is a mention of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ingest.dates import DateMatch
from ingest.wording import any_of, loose
from kg.law_names import ABBREVIATIONS, normal_name
from kg.registry import load_registry
from kg.terms import DocumentType, MentionType

_HEAD: Final = re.compile(
    # The first letter, then what stands before it: a scan for letters is fast.
    rf"[blph](?<![a-z0-9].)(?:(?<=b)(?P<code>{loose('bo')[1:]}\s+l[uv][a-z@46]t)"
    r"|(?<=l)(?P<law>[uv][a-z@46]t)"
    rf"|(?<=p)(?P<ordinance>{loose('phap lenh')[1:]})"
    rf"|(?<=h)(?P<constitution>{loose('hien phap')[1:]}))(?![a-z0-9])"
)
_NOT_A_NAME: Final = re.compile(
    r"\s*(?:su|gia|hoc|le|phap|nay|tren|do|so|va|cua|cac|nhu|hoac|chuyen nganh|hien hanh|to tung"
    r"|duoc|quy dinh|khac|moi|viet nam|quoc te|quoc gia|hoa ky|nuoc ngoai)(?![a-z])"
    r"|\s*[^\sa-z“\"‘]"
)
_NO_LAW_BEFORE: Final = re.compile(r"(?:ph[a-z@4]p|du thao|du an|hoi|nganh|dai hoc|khoa|dao)\s+$")
_AMENDING: Final = re.compile(r"\s*s[a-z]{1,3}a\s+[dpb]\S{1,3}\s*,?\s+(?:b\S{1,2}\s+sung\s+)?")
_JOIN: Final = re.compile(r"\s*(?:,|va|v[a-z]|,\s*va)?\s*")
_IN_AMENDED: Final = re.compile(r"[^;.:()]{0,160}(?:\bdieu\s+cua\s+(?:cac\s+)?|,\s+|\sva\s+)")
_SOME_ARTICLES: Final = re.compile(r"[^;.:()]{0,60}?(?:c[a-z]{1,3}\s+)?")
_END: Final = re.compile(
    r"[;:.()\[\]“”\"|]|\n\s*\n(?!\s*[a-z])|,?\s+(?:ngay|n[gq]dy|so\s*:?\s+\d|nam\s+\d{4}|"
    r"va\s+cac|va\s+(?:luat|bo luat|nghi|quyet|thong|phap lenh)|duoc|da\s|quy dinh|cua|ve|theo|tai|"
    r"trong|cho|de|thi|la|co|khi|do|hien hanh|nham|gom"
    r"|can cu|ban hanh|sua doi|hop nhat|va)(?![a-z])"
    r"|,\s+(?=l[uv][a-z]t|nghi|quyet|thong tu|bo luat|phap)"
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_GAP: Final = re.compile(r"[\s,–&“”-]{0,6}")
_LONGEST: Final = 200
_ONWARD: Final = re.compile(
    r"(?P<more>,?\s+va\s+(?!(?:cac|luat|bo|nghi|quyet|thong|phap|van|dieu|khoan|quy)\s)"
    r"(?:[a-z]+\s+){0,7}?[a-z]+)(?P<stated>,?\s+(?:so\s*:?\s*\d|nam\s+\d{4}|ngay\s+\d))?"
)
_CONSTITUTION: Final = re.compile(
    r"\s+(?:nuoc\s+cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam(?:\s+nam\s+(?:19|20)\d\d)?"
    r"|nam\s+(?:19|20)\d\d)(?![0-9])"
)
_NAME_WORDS: Final = 16
_GUESSES: Final = 200
"""Names compared with all known laws, in one document; beyond it only exact names count."""

_TYPES: Final = {
    "code": DocumentType.CODE,
    "law": DocumentType.LAW,
    "ordinance": DocumentType.ORDINANCE,
    "constitution": DocumentType.CONSTITUTION,
}


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A document's name in a text: offsets of the name alone, day and number left out.

    outer: start of the amending law's name in whose title this one stands, else None.
    """

    start: int
    end: int
    type: DocumentType
    kind: MentionType
    outer: int | None = None


def find_laws(text: str, folded: str, dates: Sequence[DateMatch]) -> list[NameMatch]:
    """Laws cited by name, in text order; a law in an amending law's title follows that law."""
    return _LawReader(text, folded, dates).read()


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, Any]:
    """Known laws' names as a tree of words; the key "" marks the end of a name."""
    tree: dict[str, Any] = {}
    for title, _ in load_registry().titles():
        words = normal_name(title)[0].split()
        _grow(tree, words)
        if words[:2] == ["bo", "luat"]:
            _grow(tree, words[1:])  # "Luật Lao động" is what texts call the code
    return tree


def _grow(tree: dict[str, Any], words: Sequence[str]) -> None:
    for word in words:
        tree = tree.setdefault(word, {})
    tree[""] = True


class _LawReader:
    """One pass over a text's heads of law names."""

    def __init__(self, text: str, folded: str, dates: Sequence[DateMatch]) -> None:
        self.text, self.folded, self.dates = text, folded, dates
        self.date_starts = [match.start for match in dates]
        self.guessed: dict[str, bool] = {}

    def read(self) -> list[NameMatch]:
        found: list[NameMatch] = []
        heads = list(self._heads())
        missed: list[re.Match[str]] = []
        index = 0
        while index < len(heads):
            head = heads[index]
            index += 1
            if found and head.start() < found[-1].end:
                continue
            if _AMENDING.match(self.folded, head.end()):
                outer, used = self._amending(head, heads[index : index + 12])
                found += outer
                index += used
                continue
            end = self._name_end(head)
            if end:
                found.append(self._match(head, end))
            else:
                missed.append(head)
        found += self._repeated(found, missed)
        return sorted(found, key=lambda match: (match.start, -match.end))

    def _repeated(
        self, found: Sequence[NameMatch], missed: Sequence[re.Match[str]]
    ) -> Iterator[NameMatch]:
        """Names that stand elsewhere in the text where day, basis or capitals show them whole."""
        names: dict[str, set[str]] = {}
        for match in found[:_GUESSES]:
            words = _WORD.findall(self.folded[match.start : match.end])
            names.setdefault(" ".join(words[:3]), set()).add(" ".join(words))
        for head in missed:
            near = self.folded[head.start() : head.start() + _LONGEST]
            words = list(_WORD.finditer(near))
            known = names.get(" ".join(word[0] for word in words[:3]), ())
            for name in sorted(known, key=len, reverse=True):
                size = name.count(" ") + 1
                if " ".join(word[0] for word in words[:size]) == name:
                    yield self._match(head, head.start() + words[size - 1].end())
                    break

    def _heads(self) -> Iterator[re.Match[str]]:
        """Words that may begin a law's name: with a capital, or where the genre leaves it out."""
        last = 0
        for head in _HEAD.finditer(self.folded):
            before = self.folded[max(0, head.start() - 14) : head.start()]
            first = self.text[head.start()]
            if _NO_LAW_BEFORE.search(before) or _NOT_A_NAME.match(self.folded, head.end()):
                continue
            based = re.search(r"c[a-z]n\s+c[a-z]{1,3}\s+$|dieu\s+cua\s+$", before)
            listed = self._listed(last, head.start())
            if first.isupper() or first in "1|" or based or listed:
                amends = _AMENDING.match(self.folded, head.end())
                last = head.end() if amends or listed else 0
                yield head

    def _listed(self, last: int, start: int) -> bool:
        """In "sửa đổi … một số điều của luật A, luật B": `last` is where the word before ends."""
        if not 0 < last <= start <= last + 120:
            return False
        return _IN_AMENDED.fullmatch(self.folded, last, start) is not None

    def _match(self, head: re.Match[str], end: int, outer: int | None = None) -> NameMatch:
        kind = MentionType.NAMED_LAW if outer is None else MentionType.NAMED_LAW_EMBEDDED
        return NameMatch(head.start(), end, _TYPES[head.lastgroup or "law"], kind, outer)

    def _amending(
        self, head: re.Match[str], following: Sequence[re.Match[str]]
    ) -> tuple[list[NameMatch], int]:
        """The whole title "Luật sửa đổi … của Luật A và Luật B", then A and B inside it."""
        inner: list[NameMatch] = []
        at = head.end()
        for law in following:
            pattern = _JOIN if inner else _SOME_ARTICLES
            if not pattern.fullmatch(self.folded, at, law.start()):
                break
            end = self._name_end(law, trusted=True)
            if not end:
                break
            inner.append(self._match(law, end, head.start()))
            at = end
        known = self._known_end(head)
        end = max(at if inner else 0, known)
        if not end:
            end = self._generic_end(head)
        return [self._match(head, end), *inner] if end else inner, len(inner)

    def _name_end(self, head: re.Match[str], *, trusted: bool = False) -> int:
        """Where the name that starts at `head` ends; 0 where it is no law's name."""
        if head.lastgroup == "constitution" and (
            whole := _CONSTITUTION.match(self.folded, head.end())
        ):
            return whole.end()
        known, generic = self._known_end(head), self._generic_end(head)
        dated = self._date_after(head)
        if dated and known < dated:
            return dated
        if known:
            return known
        if trusted or self._in_basis(head.start()):
            return generic
        capital = self._capital_end(head, generic)
        return capital or (generic if generic and self._guess(head, generic) else 0)

    def _capital_end(self, head: re.Match[str], end: int) -> int:
        """End of a name whose "Luật" and first word have capitals, as names have in sentences.

        The number or year behind it may show that it goes on: "Luật Địa chất và Khoáng sản số …".
        0 where it may go on and nothing shows how far, and in a heading all in capitals.
        """
        words = self.text[head.start() : end].split()
        if not 3 <= len(words) <= _NAME_WORDS or not (words[0][0] + words[1][0]).isupper():
            return 0
        if any(len(word) > 1 and word.isupper() for word in words):
            return 0
        onward = _ONWARD.match(self.folded, end)
        if onward is None:
            return end
        return onward.end("more") if onward["stated"] else 0

    def _known_end(self, head: re.Match[str]) -> int:
        """End of the longest known name that starts here."""
        node = _gazetteer()
        end, at = 0, head.start()
        while at - head.start() < _LONGEST:
            word = _WORD.match(self.folded, at)
            if word is None:
                break
            for part in ABBREVIATIONS.get(word[0], word[0]).split():
                node = node.get(part, {})
            if not node:
                break
            end = word.end() if "" in node else end
            gap = _GAP.match(self.folded, word.end())
            at = gap.end() if gap else word.end()
        return end

    def _generic_end(self, head: re.Match[str]) -> int:
        stop = _END.search(self.folded, head.end() + 1, head.end() + _LONGEST)
        end = stop.start() if stop else min(len(self.text), head.end() + _LONGEST)
        end = head.end() + len(self.text[head.end() : end].rstrip(" ,\n"))
        words = len(_WORD.findall(self.folded[head.end() : end]))
        return end if 1 <= words <= 22 else 0

    def _date_after(self, head: re.Match[str]) -> int:
        """End of the name where a day closes it within one clause: 0 if none does."""
        index = bisect_left(self.date_starts, head.end())
        if index == len(self.dates) or self.dates[index].start - head.end() > 110:
            return 0
        between = self.folded[head.end() : self.dates[index].start]
        if re.search(
            rf"[;.:()]|\d/|{any_of('nghi dinh', 'quyet dinh', 'nghi quyet', 'thong tu')}"
            r"|\sl[uv][a-z@4]t\s",
            between,
        ):
            return 0
        end = head.end() + len(between.rstrip(" ,\n"))
        tail = re.search(r"\s+nam\s+\d{4}$", self.folded[head.end() : end])
        return end - len(tail[0]) if tail else end

    def _in_basis(self, start: int) -> bool:
        before = self.folded[max(0, start - 16) : start]
        return re.search(r"c[a-z4@]n\s+c[a-z]{1,3}\s+(?:cac\s+)?$", before) is not None

    def _guess(self, head: re.Match[str], end: int) -> bool:
        """Whether the words are near enough to one known law's name."""
        name = self.text[head.start() : end]
        if name not in self.guessed and len(self.guessed) < _GUESSES:
            self.guessed[name] = bool(load_registry().law_named(name))
        return self.guessed.get(name, False)
