"""Words by which offices, their heads and groups of offices are recognised."""

import re

from kg.folding import fold

KIND = re.compile(
    r"(?:Sở|Phòng|Ban|Trung tâm|Văn phòng|Chi cục|Cục|Bộ|Hội|Viện|Tổng cục|Vụ|Thanh tra|"
    r"Ban Quản lý|Ban Chỉ đạo|Ban Chỉ huy|Hội đồng|Liên minh|Liên hiệp)\s{1,3}"
    r"(?=[A-ZĐÀ-ỸÁ])"
)
HEAD = re.compile(
    r"(?<!\w)(?:(?:Phó\s)?(?:Chủ tịch|Trưởng|Giám đốc|Chánh|Cục trưởng|Chi cục trưởng|Bộ trưởng|"
    r"Viện trưởng|Chỉ huy trưởng|Bí thư|Thủ trưởng|Tổng Giám đốc))\s{1,3}$"
    r"|^(?:(?:Phó\s)?(?:Chủ tịch|Trưởng|Giám đốc|Chánh|Cục trưởng|Chi cục trưởng|Bộ trưởng|"
    r"Viện trưởng|Bí thư|Thủ trưởng))\s{1,3}",
    re.IGNORECASE,
)
_LEVELS = (
    r"tỉnh|thành phố|thành phô|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|tp\.?|"
    r"tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu"
)
_NAME = r"(?:[ \t]\n?(?:[A-ZĐÀ-Ỹ][^\W\d_]*|\d{1,2})(?![\w/])){0,3}"
LEVEL = re.compile(
    rf"[ \t]{{1,2}}\n?(?:cấp (?:tỉnh|huyện|xã)|cap (?:tinh|huyen|xa)"
    rf"|(?:các|cac) (?:{_LEVELS})(?:(?:, | và | va )(?:{_LEVELS}))*"
    rf"|(?i:{_LEVELS}){_NAME})(?!\w)|[ \t](?i:Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Đảng ủy|Trung ương|Tinh uy|Thanh uy|Huyen uy)(?!\w)"
    rf"|[ \t](?:Việt Nam(?: (?:{_LEVELS}))?)(?!\w)"
)
UNIT_OF = re.compile(r"\s+thuộc\s.*$")
STOP = frozenset(
    "chu phoi co tham thuc to tiep de bao tai va theo ban trinh giao khi neu la cua cho voi tu den "
    "trong duoc phai thuoc nay tren".split()
)

_PARTS = (
    r"(?:co quan|don vi|phong|ban|nganh|so|to chuc|doan the|dia phuong|xa|phuong|thi tran|dac khu"
    r"|bo|thanh vien|doan|hoi|huyen|quan|thi xa|thanh pho|cap|uy ban nhan dan|ubnd|truong hoc"
    r"|to dan pho|khu pho|ap|thon|doanh nghiep|cong chuc|co so giao duc)"
)
GROUP = re.compile(
    rf"(?<![a-z0-9])(?:(?:thu truong|nguoi dung dau|lanh dao|chu tich)\s)?"
    rf"(?:(?:uy ban nhan dan|ubnd|hdnd)\s)?(?:cac|mot so|tung)\s{_PARTS}(?![a-z])"
    rf"(?:(?:,\s?|\s?va\s|\s)(?!cac|to chuc|truong hoc thuc|doanh)(?:{_PARTS}|nganh)(?![a-z]))*"
    r"(?:\s(?:chuyen mon|chinh tri\s?-\s?xa hoi|su nghiep(?: cong lap)?|xa hoi|co lien quan"
    r"|lien quan|khac|truc thuoc|chu quan|chu tri|phoi hop))*"
    r"(?:\s(?:thuoc|cua|tren dia ban)\s(?:ubnd|uy ban nhan dan)?\s?"
    r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong))?(?![a-z])"
)


def letters_agree(printed: str, name: str) -> bool:
    """Whether the letters of `printed` are those of `name`, case and diacritics apart."""
    ours = [letter for letter in fold(printed) if letter.isalpha()]
    return len(ours) > 3 and abs(len(ours) - sum(map(str.isalpha, fold(name)))) < 60
