"""To whom a duty says that its outcome is reported or sent: "báo cáo … về Sở Nội vụ"."""

import re

from ingest.tasks.actors import HEAD, actors_at, office_name
from kg.folding import fold

MOST_BETWEEN = 140  # characters from "báo cáo" to the office it goes to
_CUE = re.compile(rf"\b(?:bao cao|gui|phan anh)\b(?! vien\b)(?P<what>[^.;:]{{0,{MOST_BETWEEN}}})")
_TOWARDS = re.compile(r"^(?=\s)|\s(?:ve|cho|den|gui|len|qua)(?=\s)")
# What the office that gets the report then does with it: "để tổng hợp, báo cáo UBND tỉnh".
_ONWARDS = re.compile(r"\bde\b[^.;]{0,60}$")
_GENERAL = re.compile(r"(?:cac|nhan dan|nguoi dan|doanh nghiep|to chuc|ca nhan)\b")


def reported_to(text: str) -> tuple[str, ...]:
    """Offices that a duty's report goes to, in text order, each once.

    >>> reported_to("Báo cáo kết quả về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh")
    ('Sở Nội vụ',)
    """
    folded = fold(text)
    found: list[str] = []
    for cue in _CUE.finditer(folded):
        if found and _ONWARDS.search(folded, 0, cue.start()):
            continue
        found += _offices_after(text, folded, cue.start("what"), cue.end("what"))
    return tuple(dict.fromkeys(found))


def _offices_after(text: str, folded: str, start: int, end: int) -> list[str]:
    """The first list of offices after a word that leads to one."""
    for towards in _TOWARDS.finditer(folded[start:end]):
        at = start + towards.end() + 1
        if not HEAD.match(folded, at) or _GENERAL.match(folded, at):
            continue
        if listed := actors_at(folded, at):
            return [office_name(text[a:b]) for a, b in listed.spans]
    return []
