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
_COMMITTEES = r"(?:Tỉnh|Thành|Huyện|Thị|Đảng|Tinh|Thanh)\s(?:ủy|uỷ|uy)|Trung\sương"
LEVEL = re.compile(
    rf"""[ \t]{{1,2}}\n?(?:
        (?P<committee>(?i:{_COMMITTEES}))
        |(?P<group>(?:cấp|cap)\ (?:{_LEVELS})
          |(?:các|cac)\ (?:{_LEVELS})(?:(?:,\ |\ và\ |\ va\ )(?:{_LEVELS}))*)
        |(?P<level>(?i:{_LEVELS}))(?P<name>{_NAME})
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

# a kind of office with a name behind it is that one office: "các phòng, ban và Phòng Nội vụ"
_NO_NAME = (
    r"(?!\s(?:noi (?:vu|chinh)|ngoai vu|tu phap|tai (?:chinh|nguyen)|van hoa|giao duc|y te|kinh te"
    r"|quan ly|nong nghiep|dan toc|dan van|lao dong|xay dung|cong (?:an|thuong)|khoa hoc|thong tin"
    r"|ke hoach|du lich|giao thong|to chuc|tuyen giao|chi (?:dao|huy)|thuong vu|phan|mon)\b)"
)
_LEVEL_PARTS = "thi tran|dac khu|thi xa|thanh pho|phuong|huyen|quan|xa"
# "tổ chức" is a body only where no object follows: else it is the verb "to organise"
_PARTS = (
    rf"(?:co quan|don vi|(?:phong|so|bo|ban){_NO_NAME}|nganh|doan the|dia phuong"
    r"|thanh vien|doan|truong hoc"
    rf"|{_LEVEL_PARTS}|cap(?!\s(?:hoc|chinh quyen|uy\b|co tham quyen))"
    r"|to dan pho|khu pho|ap|thon|doanh nghiep|cong chuc|co so giao duc"
    r"|to chuc(?=\s?(?:[,;.)]|$)|\s(?:va|co lien|lien quan|chinh tri|don vi|ca nhan|doan the"
    r"|doan|hoi|xa hoi|su nghiep|khac|thanh vien|co trach|phai|duoc)\b))"
)
_RUN_ON = "nganh|phong|don vi|doan the|to chuc|co quan|dia phuong"  # with no comma before
_BODIES = r"(?:uy ban nhan dan|ubnd|hdnd|hoi dong nhan dan)"
_KINDS_OF = (
    r"chuyen mon|chinh tri\s?-\s?xa hoi|su nghiep(?: cong lap)?|xa hoi|co lien quan|lien quan|khac"
    r"|truc thuoc|chu quan|bao chi|truyen thong(?!\s(?:ve|cho|den))|nha nuoc|tham muu giup viec"
    r"|(?:(?<=co quan )|(?<=don vi ))(?:chu tri(?!,?\s(?:phoi|thuc hien|bao cao|tham muu))"
    r"|phoi hop(?!\s(?:voi|chat|quan ly|trien|thuc|to chuc|xay|ra soat|huong|kiem|bao cao"
    r"|cung|cac)\b))"
)
GROUP = re.compile(
    rf"(?<![a-z0-9])(?:(?:(?:(?:thu truong|nguoi dung dau|lanh dao|chu tich)\s)?"
    rf"(?:{_BODIES}\s)?(?:cac|mot so|tung)"
    rf"|thu truong|nguoi dung dau)\s{_PARTS}(?![a-z])"
    rf"|(?:chu tich\s)?{_BODIES}\s(?:{_LEVEL_PARTS})(?=(?:,\s?|\s(?:va|hoac)\s|/)"
    rf"(?:{_LEVEL_PARTS})\b)"
    rf"|(?<!co )(?:so|phong)(?=,\s?(?:ban|nganh|phong|don vi)\b)"
    rf"|co quan(?=,\s?(?:don vi|to chuc)(?:,\s?[a-z ]{{3,12}})?\s(?:co )?lien quan\b))"
    rf"(?:(?:,\s?|\s?va\s|\shoac\s|/|\s(?=(?:{_RUN_ON})\b)"
    rf"|(?:(?<=so)|(?<=phong)|(?<=quan))\s(?=ban\b))(?!cac|truong hoc thuc|doanh)"
    rf"(?:{_PARTS}|nganh)(?![a-z]))*"
    rf"(?:\s(?:{_KINDS_OF}))*"
    rf"(?:\s(?:thuoc|cua|tren dia ban)\s(?:{_BODIES}\s)?"
    rf"(?:tinh|{_LEVEL_PARTS})|\scua\s{_BODIES}|\s(?:cap\s)?(?:tinh|{_LEVEL_PARTS}))?(?![a-z])"
)

_GROUP_WORDS = (
    "thủ trưởng,người đứng đầu,lãnh đạo,chủ tịch,các,một số,từng,cơ quan,đơn vị,phòng,ban,ngành,sở,"
    "tổ chức,đoàn thể,địa phương,xã,phường,thị trấn,đặc khu,thành viên,đoàn,hội,huyện,quận,thị xã,"
    "thành phố,cấp,trường học,tổ dân phố,khu phố,doanh nghiệp,công chức,cơ sở giáo dục,chuyên môn,"
    "chính trị,xã hội,sự nghiệp,công lập,có liên quan,liên quan,khác,trực thuộc,chủ quản,chủ trì,"
    "phối hợp,thuộc,của,trên địa bàn,tỉnh,bộ,báo chí,truyền thông,nhà nước,thôn,ấp,và,hoặc,"
    "tham mưu giúp việc"
).split(",")
_WRITTEN = {fold(words): words for words in _GROUP_WORDS}
_PLAIN_WORDS = re.compile(
    r"(?<![a-z])(?:" + "|".join(sorted(_WRITTEN, key=len, reverse=True)) + r")(?![a-z])"
)


def is_group(printed: str, *, damaged: bool = True) -> bool:
    """Whether the diacritics printed are a group's: "các phương án" holds no "các phường".

    damaged: the text has lost marks, so that a word without them may be any.
    """
    if not damaged and not printed.isascii():
        return all(
            printed[match.start() : match.end()].lower() == _WRITTEN[match[0]]
            for match in _PLAIN_WORDS.finditer(fold(printed))
        )
    written = (
        (printed[match.start() : match.end()].lower(), _WRITTEN[match[0]])
        for match in _PLAIN_WORDS.finditer(fold(printed))
    )
    return all(found in {meant, fold(meant)} or _is_torn(found) for found, meant in written)


def groups_in(text: str, *, damaged: bool) -> dict[int, tuple[int, int]]:
    """Spans of groups by their start; what the diacritics show to be no part of one is left out."""
    folded = fold(text)
    found: dict[int, tuple[int, int]] = {}
    for match in GROUP.finditer(folded):
        end: int | None = match.end()
        while end is not None and not is_group(text[match.start() : end], damaged=damaged):
            shorter = GROUP.fullmatch(folded, match.start(), _cut(folded, match.start(), end))
            end = shorter.end() if shorter else None
        if end is not None:
            found[match.start()] = match.start(), end
    return found


def _cut(folded: str, start: int, end: int) -> int:
    """End of a group without its last word, and without what joined that to it."""
    return start + len(re.sub(r"(?:[\s,/]|\bva\b|\bhoac\b)*\s\S+$", "", folded[start:end]))


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
