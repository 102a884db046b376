"""Words by which offices, their heads and groups of offices are recognised."""

import re

from kg.folding import fold

KIND = re.compile(
    r"(?:Sở|Phòng|Ban|Trung tâm|Văn phòng|Chi cục|Cục|Bộ|Viện|Tổng cục|Vụ|Thanh tra|"
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
_LEVEL_NAMES = (
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "TP",
)
RESTORED = {fold(name): name for name in _LEVEL_NAMES[:-1]}
"""Level words as typed or read without diacritics, and as they are written."""
_LEVELS = "|".join(form.replace(" ", r"\s") for name in _LEVEL_NAMES for form in (name, fold(name)))
_NAME = r"(?:[ \t\n](?:[A-ZĐÀ-Ỹ][^\W\d_]+|\d{1,2})(?![\w/])){0,4}"
_COMMITTEES = r"Tỉnh\sủy|Thành\sủy|Huyện\sủy|Thị\sủy|Đảng\sủy|Trung\sương|Tinh\suy|Thanh\suy"
LEVEL = re.compile(
    rf"""[ \t]{{1,2}}\n?(?:
        (?P<group>(?:cấp|cap)\ (?:{_LEVELS})
          |(?:các|cac)\ (?:{_LEVELS})(?:(?:,\ |\ và\ |\ va\ )(?:{_LEVELS}))*)
        |(?P<level>(?i:{_LEVELS}))(?P<name>{_NAME})
        |(?P<committee>(?i:{_COMMITTEES}))
        |Việt\ Nam(?:\ (?:{_LEVELS}))?
    )(?!\w)""",
    re.VERBOSE,
)
UNIT_OF = re.compile(r"\s+thuộc\s.*$")
STOP = frozenset(
    "chu phoi co tham thuc to tiep de bao tai va theo ban trinh giao khi neu la cua cho voi tu den "
    "trong duoc phai thuoc nay tren tinh thanh xa phuong huyen quan thi cap cac tp dong nghi "
    "duoi".split()
)

_PARTS = (
    r"(?:co quan|don vi|phong|ban|nganh|so|to chuc|doan the|dia phuong|xa|phuong|thi tran|dac khu"
    r"|bo|thanh vien|doan|huyen|quan|thi xa|thanh pho|cap|truong hoc"
    r"|to dan pho|khu pho|ap|thon|doanh nghiep|cong chuc|co so giao duc)"
)
GROUP = re.compile(
    rf"(?<![a-z0-9])(?:(?:(?:thu truong|nguoi dung dau|lanh dao|chu tich)\s)?"
    rf"(?:(?:uy ban nhan dan|ubnd|hdnd)\s)?(?:cac|mot so|tung)"
    rf"|thu truong|nguoi dung dau)\s{_PARTS}(?![a-z])"
    rf"(?:(?:,\s?|\s?va\s|\s)(?!cac|to chuc|truong hoc thuc|doanh)(?:{_PARTS}|nganh)(?![a-z]))*"
    r"(?:\s(?:chuyen mon|chinh tri\s?-\s?xa hoi|su nghiep(?: cong lap)?|xa hoi|co lien quan"
    r"|lien quan|khac|truc thuoc|chu quan|chu tri|phoi hop))*"
    r"(?:\s(?:thuoc|cua|tren dia ban)\s(?:ubnd|uy ban nhan dan)?\s?"
    r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong))?(?![a-z])"
)

_GROUP_WORDS = (
    "thủ trưởng,người đứng đầu,lãnh đạo,chủ tịch,các,một số,từng,cơ quan,đơn vị,phòng,ban,ngành,sở,"
    "tổ chức,đoàn thể,địa phương,xã,phường,thị trấn,đặc khu,thành viên,đoàn,hội,huyện,quận,thị xã,"
    "thành phố,cấp,trường học,tổ dân phố,khu phố,doanh nghiệp,công chức,cơ sở giáo dục,chuyên môn,"
    "chính trị,xã hội,sự nghiệp,công lập,có liên quan,liên quan,khác,trực thuộc,chủ quản,chủ trì,"
    "phối hợp,thuộc,của,trên địa bàn,tỉnh"
).split(",")
_WRITTEN = {fold(words): words for words in _GROUP_WORDS}
_PLAIN_WORDS = re.compile(
    r"(?<![a-z])(?:" + "|".join(sorted(_WRITTEN, key=len, reverse=True)) + r")(?![a-z])"
)


def is_group(printed: str) -> bool:
    """Whether the diacritics printed are a group's: "các phương án" holds no "các phường"."""
    written = (
        (printed[match.start() : match.end()].lower(), _WRITTEN[match[0]])
        for match in _PLAIN_WORDS.finditer(fold(printed))
    )
    return all(found in {meant, fold(meant)} or _is_torn(found) for found, meant in written)


def _is_torn(word: str) -> bool:
    """Whether `word` has only diacritics that an English OCR engine prints ("lién quan")."""
    return not any(letter in "ạảấầẩậắằặẻẽếềểễệỉịọỏốồổỗộớờởợụủứừửữựđơưăâêô" for letter in word)


def group_name(printed: str) -> str:
    """A group as written: blanks evened, diacritics restored where the print has lost them."""
    name = " ".join(printed.split())
    if not _is_torn(name.lower()):
        return name
    written = _PLAIN_WORDS.sub(lambda match: _WRITTEN[match[0]], fold(name))
    written = re.sub(r"\s?-\s?", " - ", written).replace("ubnd", "UBND").replace("hdnd", "HĐND")
    return written if name[0].islower() else written[0].upper() + written[1:]


def letters_agree(printed: str, name: str) -> bool:
    """Whether the letters of `printed` are those of `name`, case and diacritics apart."""
    ours = [letter for letter in fold(printed) if letter.isalpha()]
    return len(ours) > 3 and abs(len(ours) - sum(map(str.isalpha, fold(name)))) < 60
