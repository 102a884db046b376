"""Technical standards in a text: "TCVN ISO 9001:2015", "QCVN 21:2015/BGTVT", "ISO 27001".

Standards are not documents of the citation graph; they are kept apart (DOMAIN: numbers).
Source: Law on Standards and Technical Regulations 68/2006/QH11; Circular 26/2019/TT-BKHCN.
"""

import re
from dataclasses import dataclass

_SP = r"[ \t\u00a0]{0,2}\n?[ \t\u00a0]{0,2}"
STANDARD = re.compile(
    rf"""(?<![\w/.-])
    (?P<body>TCVN|QCVN|QCXDVN|TCXDVN|TCXD|TCNVN|QCĐP|TCĐP|TCCS|(?=[I1l]S[O0]|IEC))
    (?:{_SP}(?P<world>[I1l]S[O0](?:/(?:IEC|TS|TR|IWA))?|IEC))?
    (?:{_SP}(?P<number>\d{{1,6}}(?:[-.]\d{{1,3}}){{0,2}})(?!\d|[.,]\d|%)
       (?:{_SP}:{_SP}(?P<year>(?:19|20)\d\d)(?!\d))?
       (?:/(?P<owner>[A-ZĐ]{{2,10}})(?![\w]))?
    )?(?!\w)""",
    re.VERBOSE,
)


# A first letter, then what stands before it: a scan for letters is fast, one for places is not.
_START = re.compile(r"[TQI1l](?<![\w/.-].)(?:CVN|CXD|CNVN|CĐP|CCS|EC|S[O0])")


@dataclass(frozen=True, slots=True)
class StandardMatch:
    """A standard in a text; `text[start:end] == raw`.

    canonical: "TCVN ISO 9001:2015"; None where only the family is named ("áp dụng ISO").
    """

    start: int
    end: int
    raw: str
    canonical: str | None


def find_standards(text: str) -> list[StandardMatch]:
    """All standards in `text`, in text order; a name broken over a line end is one.

    >>> [s.canonical for s in find_standards("theo TCVN ISO 9001: 2015 và QCVN 21:2015/BGTVT")]
    ['TCVN ISO 9001:2015', 'QCVN 21:2015/BGTVT']
    """
    found: list[StandardMatch] = []
    for start in _START.finditer(text):
        match = STANDARD.match(text, start.start())
        if match is None or not (match["body"] or match["world"]):
            continue
        raw = match[0].rstrip()
        if found and match.start() < found[-1].end:
            continue  # "TCVN ISO 9001": the second word is a part of the first standard's name
        found.append(StandardMatch(match.start(), match.start() + len(raw), raw, _name(match)))
    return found


def _name(match: re.Match[str]) -> str | None:
    """The standard form: one blank between the parts, none around the colon."""
    if match["number"] is None:
        return None
    world = (match["world"] or "").replace("1S", "IS").replace("lS", "IS").replace("S0", "SO")
    name = " ".join(part for part in (match["body"], world, match["number"]) if part)
    if match["year"]:
        name += f":{match['year']}"
    return f"{name}/{match['owner']}" if match["owner"] else name
