"""The title of a document or appendix: its words over the printed lines that they fill."""

import re
from collections.abc import Sequence
from typing import Final

from ingest.structure.headings import bare, read_head, shouted, title_type
from ingest.wording import any_of
from kg.folding import fold

_PREAMBLE: Final = re.compile(
    r"^\W*(?:c[a-z4@]{1,2}n\s*c\S{1,4}\s|xet\s|theo\s|de\s|nham\s|kinh gui)"
)
_OPENING: Final = re.compile(rf"^\W*(?:{any_of('thuc hien', 'trien khai', 'tiep tuc')})\s")
_ISSUER: Final = re.compile(
    r"^\W*"
    + any_of(
        "uy ban nhan dan",
        "chu tich",
        "hoi dong nhan dan",
        "ubnd",
        "ban chap hanh",
        "giam doc",
        "ban thuong vu",
        "bo truong",
        "chinh phu",
        "tinh uy",
        "thanh uy",
    )
)
_ISSUER_BEHIND: Final = re.compile(
    r"(?<!cua)(?<!do)(?<!thuoc)(?<!giao)(?<!quyen)\s+(?:chu tich\s+)?(?:uy ban|hoi dong)\s+nhan dan"
    r"(?:\s+(?:tinh|thanh pho|huyen|quan|thi xa|phuong|xa|thi tran)(?:\s+\w+){0,4})?$"
)


_ATTACHED: Final = re.compile(
    r"\s*\(\W*(?:duoc\s+)?(?:b[a-z]n\s+h[a-z]{1,3}nh?\s+)?k[a-z]m\s+(?:theo|cung)\s"
)


def title_words(lines: Sequence[str], number: int, limit: int) -> tuple[str, int]:
    """Words of a title that starts on `number`, and the last line of it, its bracket included."""
    words, last, blank = [bare(lines[number - 1])[0].strip(" ’‘'`")], number, False
    if re.search(r"\sCăn cứ\s", words[0]):
        return _without_issuer_and_bases(words[0]), number
    words[0] = re.sub(r"\s+\w$", "", words[0]) if title_type(words[0], alone=True) else words[0]
    for follow in range(number + 1, min(number + limit, len(lines)) + 1):
        text, _ = bare(lines[follow - 1])
        if not text.strip():
            blank = True
            continue
        if text.startswith("("):
            return _without_issuer_and_bases(" ".join(words)), _bracket_end(lines, follow)
        if _stops(words, text, blank=blank):
            break
        if re.search(r"\w", text):
            words.append(text.strip())
            last = follow
        blank = False
    return _without_issuer_and_bases(" ".join(words)), last


def _without_issuer_and_bases(words: str) -> str:
    """A title without the bases, bracket and issuer that one line may hold with it."""
    basis = re.search(r"\s+C[ăa]n\s+c[ứu]\s", words)
    words = words[: basis.start()] if basis else words
    bracket = _ATTACHED.search(fold(words))
    words = words[: bracket.start()] if bracket else words
    if not shouted(words):
        return words
    issuer = _ISSUER_BEHIND.search(fold(words))
    return words[: issuer.start()] if issuer and issuer.start() > 30 else words


def _stops(words: list[str], text: str, *, blank: bool) -> bool:
    """Whether this line no longer belongs to the title above it."""
    folded = fold(text)
    if _PREAMBLE.match(folded) or len(text) > 400 or read_head(text) is not None:
        return True
    if len(words) == 1 and not (len(words[0]) > 40):
        return False  # the type alone: its title follows
    if _ISSUER.match(folded) or _OPENING.match(folded):
        return True
    if len(words) > 1 and shouted(words[-1]) and not shouted(text):
        return True
    return blank and not text[:1].islower()


def _bracket_end(lines: Sequence[str], number: int) -> int:
    """Last line of a bracket that opens on `number`, within four lines."""
    for follow in range(number, min(number + 4, len(lines) + 1)):
        if lines[follow - 1].rstrip(" *_").endswith(")"):
            return follow
    return number
