"""Who carries a decision out: the offices that its last article lists before its verb.

Such a list may hold any name, and a colon ("Giám đốc các Sở: Nội vụ, Tư pháp").
"""

import re
from collections.abc import Iterator, Sequence

from ingest.tasks.actors import FIELD, office_name
from kg.folding import fold

EXECUTE = re.compile(
    r"chiu trach nhiem (?:thi hanh|thuc hien)|co trach nhiem thi hanh (?:quyet dinh|chi thi)"
    r"|can cu quyet dinh (?:nay )?(?:chiu trach nhiem )?thi hanh"
)
LONGEST_LIST = 900  # characters of an article's list of offices
_NAMES = re.compile(
    r";\s|(?<!Văn hóa)(?<!Văn hoá),\s(?=[A-ZĐ])(?!Ban\b|Ngành)|\svà\s(?=các\b|Chủ|Thủ|Trưởng|Giám)"
)
_GROUP = re.compile(r"(?P<post>Giám đốc) (?:các )?(?P<kind>[Ss]ở)\s?:\s(?P<first>.+)")
_HEADS_OF = re.compile(
    r"(?P<post>Thủ trưởng|Người đứng đầu) (?:các )?[^:;]{3,60}?\s?:\s(?P<first>.+)"
)


def executors(text: str, folded: str, start: int) -> tuple[tuple[str, ...], int] | None:
    """The offices from `start` on, and where the words of what they have to do begin."""
    end = EXECUTE.search(folded, start)
    if not end or end.start() - start > LONGEST_LIST:
        return None
    names = _each_named(_NAMES.split(text[start : end.start()]))
    offices = tuple(dict.fromkeys(office_name(name) for name in names if len(name.split()) > 1))
    return (offices, end.start()) if offices else None


def _each_named(names: Sequence[str]) -> Iterator[str]:
    """Names of a list; "Giám đốc các Sở: Nội vụ | Tư pháp" gives each Sở its own director."""
    kind = ""
    for name in names:
        if group := _GROUP.match(name):
            kind = f"{group['post']} {group['kind']}"
            yield f"{kind} {group['first']}"
        elif kind and FIELD.match(fold(name)):
            yield f"{kind} {name}"
        elif heads := _HEADS_OF.match(name):
            yield heads["first"]
        else:
            kind = ""
            yield name
