"""The forms in which sentences state a deadline, the most exact one first.

Patterns are read on folded text. What a form names on the calendar is told by
`ingest.deadlines.moments`, whose groups (day, month, year, q ...) they share.
"""

import re

from ingest.deadlines.moments import DAY, ORDINAL, QUARTER

_BRACKETED = r"\s?\((?:cham nhat|truoc|trong|tu|ngay|vao|den)[^()]{3,60}\)"
_EACH = r"(?:\s(?:cua )?(?:h[ah]ng|moi)\s(?:nam|quy|thang))?"
_RECUR = (
    r"(?:theo tung giai doan,? (?:va )?)?(?:"
    r"dinh ky(?: va thuong xuyen)?(?:,? (?:h[ah]ng |theo )?(?:ngay|tuan|thang|quy"
    r"|\d+ thang|nam|quy dinh|9 thang)"
    r"(?:,? (?:va )?(?:h[ah]ng )?(?:thang|quy|0?\d thang|nam|ca nam))*)?(?: (?:hoac"
    r"|va|,) ?(?:khi )?dot xuat)?"
    r"|h[ah]ng (?:ngay|tuan|thang|quy|nam)(?:,? (?:va |h[ah]ng )?(?:quy|0?\d thang"
    r"|nam))*(?:,? hoac (?:\w+ ){0,2}dot xuat)?"
    r"|thuong xuyen(?:,? (?:va )?(?:dinh ky|lien tuc|h[ah]ng nam))?"
    r"|(?:trong )?(?:moi|tung) (?:ngay|tuan|thang|quy|nam)"
    r"(?: (?:it nhat|toi thieu) (?:\d{1,2}|mot|hai) (?:lan|ky|dot|buoi))?"
    r"|(?:dinh ky )?\d{1,2} (?:ngay|tuan|thang|nam) ?(?:/|mot |0?1 )(?: ?0?1 )?(?:lan|ky|dot)"
    r"|(?:\d{1,2}|mot|hai) (?:lan|ky|dot) ?/ ?(?:ngay|tuan|thang|quy|nam))"
)
_LIMIT = r"(?:truoc|cham nhat(?: la)?|(?:hoan thanh|xong) (?:truoc|trong)|den het|den|trong)"
_CUE = r"(?:truoc|cham nhat(?: la)?(?: den)?|xong truoc|hoan thanh truoc|den het|den|tu)"
_POINT = (
    rf"(?:{DAY}|quy {QUARTER}(?:\s?[/,-]?\s?(?:nam )?20\d\d)?|(?:cuoi |het |giua )?nam 20\d\d"
    r"|(?:dau |giua |cuoi )?thang \d{1,2}(?:(?:\s?[/-]\s?| nam | )20\d\d)?)"
)
_POINT = re.sub(r"\(\?P<\w+>", "(?:", _POINT)  # a span is read again by its last moment
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"\bthoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai|bao cao|gui))?\s?:"
            r"\s(?P<said>[^.;]{3,90})"
        ),
    ),
    (
        "bracketed",
        re.compile(
            rf"\b(?:dinh ky )?(?:h[ah]ng (?:tuan|thang|quy|nam)|6 thang){_BRACKETED}"
            rf"(?:,? (?:va )?[^,;.()]{{2,24}}{_BRACKETED})*"
        ),
    ),
    (
        "range",
        re.compile(
            rf"\btu {_POINT}[^,.;()]{{0,30}}? den (?:het )?"
            rf"(?:{_POINT}|khi[^,.;()]{{0,40}})"
        ),
    ),
    (
        "monthly",
        re.compile(
            r"\b(?:dinh ky )?(?:(?:truoc|vao|cham nhat(?: la)?)(?: (?:vao )?ngay)?|ngay) \d{1,2}"
            r" (?:cua )?(?:(?:h[ah]ng|moi) thang"
            r"|thang (?:dau|cuoi) (?:cua )?(?:h[ah]ng |moi )?quy(?! (?:i{1,3}|iv|[1-4])\b)"
            r"|(?<=cua )thang(?! \d)[a-z ]{0,24}|thang (?:sau|ke tiep|lien ke))"
        ),
    ),
    (
        "span",
        re.compile(
            r"\b(?:trong (?:thoi (?:han|gian)|vong)|cham nhat(?: la)?|sau toi da|toi da"
            r"|truoc|trong(?= \d{1,3}(?: \([^()]{1,20}\))? ngay))(?: (?:khong qua|toi da|sau|la))*"
            r" \d{1,3}(?: \([^()]{1,20}\))? (?:ngay|gio|tuan|thang)\b(?! \d)(?: lam viec)?"
            r"(?:,? (?:ke |tinh )*tu (?:ngay|khi|thoi diem) [^,.;]{3,90})?"
        ),
    ),
    (
        "day",
        re.compile(
            rf"\b(?:{_CUE} (?=ngay )|(?:truoc|cham nhat(?: la)?|xong) |vao (?=ngay )"
            rf"|den (?:het )?(?=\d{{1,2}}[/.-]\d{{1,2}}[/.-]20)){DAY}{_EACH}"
        ),
    ),
    (
        "yearly",
        re.compile(
            r"\b(?:(?:truoc|vao|trong|cham nhat(?: la)?|den) )?(?:(?:dau |giua |cuoi )?(?:ngay )?"
            r"\d{1,2}\s?(?:/|-|\.| thang )\s?\d{1,2}|(?:dau |giua |cuoi )?thang \d{1,2}"
            rf"|quy {QUARTER}|(?:dau|giua|cuoi)),? (?:cua )?(?:h[ah]ng|moi) (?:nam|quy|thang)\b"
        ),
    ),
    (
        "moment",
        re.compile(
            rf"\b(?:{_LIMIT} )?(?:tuan (?:le )?(?:thu )?(?:{ORDINAL})(?: cua)? thang \d{{1,2}}"
            rf"|(?:dau|giua|cuoi|(?:thuong|trung|ha) tuan)(?: cua)? thang \d{{1,2}}"
            rf"|(?:dau|giua|cuoi) quy {QUARTER})"
            r"(?:(?:\s?[/,-]\s?| nam |,? )(?:nam )?20\d\d\b)?"
        ),
    ),
    (
        "quarter",
        re.compile(
            rf"\b(?:trong |het |den |den het |truoc )?quy (?:{QUARTER}\s?(?:,|-|–|va|den)\s?"
            rf"(?:quy )?)*(?P<q>{QUARTER})(?:\s?[/,-]?\s?(?:nam )?(?P<year>20\d\d))?"
        ),
    ),
    (
        "month",
        re.compile(
            r"\b(?:trong |truoc |het |den )?thang (?P<month>\d{1,2})(?:\s?/\s?|\s?-\s?|,? nam "
            r"| )(?P<year>20\d\d)\b"
        ),
    ),
    ("month", re.compile(r"\b(?:trong|truoc|het|den het|xong) thang (?P<month>\d{1,2})\b")),
    (
        "month",
        re.compile(
            r"\b(?:trong|truoc|het|den het|xong|cham nhat) (?P<month>1[0-2]|0?[1-9])"
            r"/(?P<year>20\d\d)\b"
        ),
    ),
    (
        "half",
        re.compile(
            r"\b(?:trong )?(?:(?:6|06|sau) thang|nua) (?P<half>dau"
            r"|cuoi)(?: cua)? nam(?: (?P<year>20\d\d))?\b"
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:den(?: het| cuoi)?|trong|cham nhat(?: trong)?|truoc|hoan thanh(?: trong)?"
            r"|cuoi) nam (?P<year>20\d\d)\b"
        ),
    ),
    (
        "year",  # without "năm": "xong trước 2027"
        re.compile(
            r"\b(?:den het|truoc|(?:hoan thanh|xong)(?: trong| truoc)?|cham nhat(?: trong)?)"
            r" (?P<year>20\d\d)\b(?![/.,-]?\d)"
        ),
    ),
    ("recurring", re.compile(rf"\b(?:{_RECUR})\b")),
)
