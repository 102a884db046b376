"""From when a document holds where its own text is silent: the rule of law, as a presumption.

Only normative documents (their number holds the year) fall under these laws. Since 2009 (central)
and 2016 (local) each document has to say its day itself, and the law gives only the earliest one:
that day is presumed, and shown as such. Local documents of 2005-2016 began by the law itself.
For administrative documents no text at hand gives a rule: none is presumed.

Sources: Law 31/2004/QH11, Article 51; Law 17/2008/QH12, Article 78 (1); Law 80/2015/QH13,
Article 151 (1); Law 64/2025/QH15, Article 53 (1). They are not in the codification; their wording
was checked on 2026-11-21 against public prints (luatvietnam.vn and 123docz.net; vietjack.me;
danluat.thuvienphapluat.vn; hethongphapluat.com). The rule of 31/2004 for communes and those of
the law of 1996, which count from the official gazette, give no day here.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kg.effects import Effect
from kg.model import Header
from kg.number import DocumentNumber, parse_number
from kg.terms import EffectKind, PlaceLevel

CONFIDENCE: Final = 0.5
"""The day is the earliest lawful one: the document may begin later, or earlier by exception."""
_LOCAL: Final = ("UBND", "HĐND", "CTUBND")


@dataclass(frozen=True, slots=True)
class Rule:
    """One law's rule for documents signed on [first, end): days after signing, by level."""

    first: dt.date
    end: dt.date
    words: str
    days: dict[PlaceLevel, int]


_DISTRICT, _BELOW = PlaceLevel.DISTRICT, (PlaceLevel.COMMUNE, PlaceLevel.WARD)
RULES: Final = (
    Rule(
        dt.date(2005, 4, 1),
        dt.date(2016, 7, 1),
        "Điều 51 Luật 31/2004/QH11: sau {days} ngày kể từ ngày thông qua hoặc ký ban hành",
        {PlaceLevel.PROVINCE: 10, _DISTRICT: 7},
    ),
    Rule(
        dt.date(2009, 1, 1),
        dt.date(2016, 7, 1),
        "khoản 1 Điều 78 Luật 17/2008/QH12: không sớm hơn {days} ngày kể từ ngày công bố hoặc "
        "ký ban hành",
        {PlaceLevel.CENTRAL: 45},
    ),
    Rule(
        dt.date(2016, 7, 1),
        dt.date(2025, 4, 1),
        "khoản 1 Điều 151 Luật 80/2015/QH13: không sớm hơn {days} ngày kể từ ngày thông qua hoặc "
        "ký ban hành",
        {PlaceLevel.CENTRAL: 45, PlaceLevel.PROVINCE: 10, _DISTRICT: 7} | dict.fromkeys(_BELOW, 7),
    ),
    Rule(
        dt.date(2025, 4, 1),
        dt.date.max,
        "khoản 1 Điều 53 Luật 64/2025/QH15: không sớm hơn {days} ngày kể từ ngày thông qua hoặc "
        "ký ban hành",
        {PlaceLevel.CENTRAL: 45, PlaceLevel.PROVINCE: 10, _DISTRICT: 10}
        | dict.fromkeys(_BELOW, 10),
    ),
)


def presumed_beginning(header: Header) -> Effect | None:
    """EFFECTIVE by the law's rule, with its article in `rule`; None where no rule gives a day.

    >>> effect = presumed_beginning(Header(number="12/2020/TT-BTC", date=dt.date(2020, 3, 2)))
    >>> (effect.day.isoformat(), effect.rule[:33]) if effect else None
    ('2020-04-16', 'khoản 1 Điều 151 Luật 80/2015/QH1')
    """
    number = parse_number(header.number) if header.number else None
    if header.date is None or not isinstance(number, DocumentNumber) or number.year is None:
        return None
    level = _level(number, header)
    for rule in RULES:
        if rule.first <= header.date < rule.end and level in rule.days:
            days = rule.days[level]
            return Effect(
                kind=EffectKind.EFFECTIVE,
                line=1,
                quote="",
                day=header.date + dt.timedelta(days=days),
                rule=rule.words.format(days=days),
                confidence=CONFIDENCE,
            )
    return None


def _level(number: DocumentNumber, header: Header) -> PlaceLevel | None:
    """The level of the office that issued it; None for a local one whose place is not known."""
    if number.issuer_code.upper() in _LOCAL:
        return header.place.level if header.place else None
    return PlaceLevel.CENTRAL
