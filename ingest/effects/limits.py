"""What limits an act: the day said with it, and what of the struck document goes on."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from ingest.effects.days import Calendar
from ingest.effects.quotes import worded
from ingest.effects.verbs import OWN, Verb

_FROM_DAY: Final = re.compile(r"(?:ke\s*)?tu\s*(?=ngay\s*\d)")
_KEEPS: Final = re.compile(r",?\s*(?:tru|rieng)\s+(?P<what>[^;]{3,300})")
_OURS: Final = re.compile(
    rf"(?:cua|tai)?\s*(?:{OWN}|dieu\s+nay|khoan\s+nay)"
    r"|quy\s+dinh\s+tai\s+(?:cac\s+)?(?:diem|khoan|dieu)[^;]{0,80}nay"
)
_CONTRARY: Final = re.compile(rf"trai\s+voi\s+(?:quy\s+dinh\s+(?:cua|tai)\s+)?{OWN}")


@dataclass(frozen=True, slots=True)
class Limits:
    """Reads them in one document. blanked: its text with the documents named in it blank."""

    text: str
    folded: str
    blanked: str
    calendar: Calendar
    own_day: dt.date | None

    def day(self, verb: Verb, start: int, end: int) -> dt.date | None:
        """The day stated with the verb; else the document's own first day."""
        low, high = (verb.end, min(end, verb.end + 140)) if verb.after else (start, end)
        for stated in _FROM_DAY.finditer(self.blanked, low, high):
            told = self.calendar.date_at(stated.end())
            if told is not None and told.date is not None and self._own_to(verb, stated.start()):
                return told.date
        return self.own_day

    def kept(self, verb: Verb, end: int) -> str | None:
        """What goes on of the struck document ("trừ Điều 5"); None for cases of the new one."""
        found = _KEEPS.search(self.blanked, verb.end, end)
        if found is None:
            return None
        what = found["what"]
        ours = _OURS.search(what) is not None and "tiep tuc" not in what
        names = re.search(r"(?:khoan|dieu|diem|chuong|muc|phu luc|quy dinh)(?![a-z])", what)
        if ours or names is None or re.match(r"(?:cac\s+)?truong\s+hop(?!\s+quy)", what):
            return None
        words = worded(self.text, found.start("what"), found.end())
        return f"toàn bộ, trừ {words}"[:220] if words else None

    def contrary(self, verb: Verb, named_end: int) -> bool:
        """Whether only what is contrary to the document itself is struck."""
        behind = verb.after and self.folded[named_end : verb.start]
        return bool(behind and _CONTRARY.search(behind[-120:]))

    def _own_to(self, verb: Verb, at: int) -> bool:
        """Whether a day said before the verb is the verb's, not that of "có hiệu lực từ ngày"."""
        if at > verb.start:
            return True
        between = self.blanked[max(0, at - 40) : verb.start]
        return re.search(r"hieu\s*luc|ap dung", between) is None
