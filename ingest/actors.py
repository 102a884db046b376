"""Offices, posts and bodies as the actors of a sentence, read at a given place of folded text.

Unlike a search for office names anywhere (`kg.authorities`), this reads a *list* of actors where
the grammar expects one ("Sở Nội vụ, các sở, ban, ngành và UBND cấp xã chủ trì …") and says where
the list ends, so that the verb after it can be read.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

# Words that an office's name begins with. "so", "bo", "ban" and "hoi" also mean other things, so
# they need one of the known subjects, or a name of a body, after them.
_SUBJECT = (
    r"(?:noi vu|tai chinh|tu phap|khoa hoc|y te|giao duc|nong nghiep|xay dung|cong thuong|van hoa"
    r"|lao dong|thong tin|ngoai vu|du lich|dan toc|ke hoach|tai nguyen|giao thong|quoc phong"
    r"|cong an|kinh te|quan ly|thanh tra|the thao|ngoai giao)"
)
_HEADS = (
    r"uy ban (?:nhan dan|m\w{1,2}t tran|mttq|kiem tra)", r"ubnd", r"ubmttq\w*", r"mttq", r"hdnd",
    r"hoi dong (?:nhan dan|phoi hop|thi dua|tu van|tham dinh|quan ly|nhan)", r"(?:m\w{1,2}t tran|mt) t\w{0,2} quoc",
    r"thuong truc (?:hdnd|hoi dong|tinh uy|thanh uy|huyen uy|dang uy|uy ban|ban chi dao)",
    r"van phong", rf"(?:so|s|bo|phong|vu|cuc|tong cuc|chi cuc) {_SUBJECT}", r"phong chuyen mon",
    r"cac (?:so|bo|ban|phong|nganh|co quan|don vi|dia phuong|to chuc|doan the|truong|xa|phuong"
    r"|huyen|thon|khu pho|to|doanh nghiep|hoi|tap the|ca nhan|cong chuc|vien chuc|thanh vien|cap"
    r"|co so|chu dau tu|nha|trung tam|ngan hang|luc luong|chu the|uy vien|bo phan|chi nhanh)",
    r"(?:tung|moi|nhung) (?:co quan|don vi|dia phuong|tap the|ca nhan|can bo|cong chuc)",
    r"(?:so|co quan|don vi|ban|nganh),? (?:ban|nganh|don vi|dia phuong|to chuc)",
    r"co quan (?:chuyen mon|thuong truc|chu tri|lien quan|hanh chinh|quan ly|nha nuoc|thue|cong an"
    r"|bao hiem|bao chi|thi hanh|tham muu|truyen thong|dau moi)", r"don vi (?:chu tri|su nghiep|lien quan)",
    r"c[oe]ng ch(?:uc|[a-z]{2,4}c)(?= (?:van phong|v[ai]\w{1,2} phong|tu phap|tai chinh|van hoa|dia chinh|vp|tp|tc|vh|chuyen mon|phu trach"
    r"|lam|duoc|ke toan|cac|cap|phuong|xa|\w+[ -]+))", r"bo phan (?:mot cua|tiep nhan|van phong|mot)",
    r"trung tam", r"cong an", r"quan su", r"(?:ban|bo) chi huy", r"bo doi", r"bo tu lenh",
    r"bien phong", r"buu dien", r"kho bac", r"thanh tra", r"bao hiem xa hoi", r"truyen thanh",
    r"ban (?:quan ly|chi dao|tuyen giao|to chuc|dan van|noi chinh|thuong truc|thuong vu|giam doc"
    r"|chap hanh|dieu hanh|dan toc|phap che|kinh te|bien tap|tiep cong dan|an toan|thi dua|can su"
    r"|nhan dan|cong tac|giai phong|xay dung|van hoa|phong chong|chu nhiem)",
    r"hoi (?:nong dan|cuu|lien hiep|phu nu|chu thap|nguoi|luat|nha bao|khuyen|dong y|doanh|lam|dong"
    r" giao)", r"lien hiep", r"lien doan", r"doan thanh nien", r"to cong nghe", r"to cong tac",
    r"to chuyen|to giup|to de an", r"dai (?:truyen|phat)", r"bao va|bao tinh|tap chi", r"ngan hang",
    r"truong hoc", r"truong (?:dai hoc|cao dang|trung hoc|chinh tri|tieu hoc|mam non|thcs|thpt)",
    r"vien kiem sat", r"toa an", r"chi cuc", r"quy (?:dau tu|bao)", r"tong cong ty", r"cong ty", r"tap doan",
    r"nguoi (?:dung dau|dan|co tham quyen|co trach nhiem|phu trach)", r"nhan dan(?! (?:ca|toan))",
    r"doanh nghiep", r"hop tac xa", r"to chuc(?=,| chinh tri| ca nhan| va)", r"ca nhan", r"chu dau tu",
    r"(?:dong chi )?(?:pho )?chu tich", r"thu truong", r"(?:pho )?giam doc", r"chanh (?:van phong|thanh tra)",
    r"truong (?:phong|ban|cong an|bo phan|thon|khu|cac|doan|dai|khoa|ap)", r"hieu truong", r"bi thu",
    r"lanh dao", r"(?:can bo,? )?cong chuc,? vien chuc", r"can bo,? cong chuc", r"cbccvc?", r"van thu",
    r"ke toan", r"thu tuong", r"chinh phu", r"tong (?:giam doc|bien tap)", r"(?:xa|phuong|thi tran)(?=,)",
    r"thanh vien", r"dang uy", r"thanh uy", r"tinh uy", r"huyen uy", r"bo truong", r"thong ke \w+",
    r"thue (?:tinh|thanh|co so|khu vuc)", r"hai quan", r"dien luc", r"vnpt", r"viettel", r"truyen tai",
    r"dai hoc", r"hoc vien", r"benh vien", r"tram y te", r"lien minh", r"nguoi lao dong", r"cong doan",
)  # fmt: skip
_STOPS = (
    r"co trach nhiem|chiu\b|co nhiem vu|chu tri|chu dong|phoi hop|tham muu|to chuc (?!(?:chinh|lien|khac"
    r"|ca nhan|xa hoi|va|phi|doan|dang|thanh vien|tin dung|kinh te|quoc|hoi|co|quan ly|hanh nghe|thuoc|duoc)\b)|trien khai|xay dung(?! (?:tinh|thanh|va|xa))|thuc hien"
    r"|can cu|chi dao|huong dan|theo doi|kiem tra(?! (?:tinh|thanh|dang))|bao cao|trinh\b|ra soat"
    r"|don doc|giam sat|danh gia|tong hop|tiep tuc|tiep nhan(?! va)|tang cuong|day manh|nang cao|bao dam|dam bao"
    r"|bo tri|cap nhat|de xuat|de nghi|ban hanh|quyet dinh|phe duyet|cong bo|cong khai|dang tai"
    r"|tuyen truyen(?! thanh)|pho bien|quan triet|lap\b|gui\b|thong bao|cung cap|tham dinh|tham gia"
    r"|nghien cuu|khan truong|kip thoi|thuong xuyen|truc tiep|nghiem tuc|dinh ky|hang (?:nam|quy"
    r"|thang|tuan)|phan cong|giao\b|giup|lam\b|la\b|duoc|phai|can\b|se\b|trong|de\b|tai\b(?! (?:chinh|nguyen|san))|theo\b"
    r"|doi voi|ve\b|khi\b|nham|qua\b|tu\b(?! (?:phap|van|lenh))|den\b|bang\b|cho\b|voi\b|tren|cung\b(?! cap)|neu\b|(?<!viet )nam\b|xem xet"
    r"|quan ly(?! (?:du an|khu|cac|dat|nha|thi|do|dau|hanh|chat|rung|moi))|su dung|khai thac|xac dinh"
    r"|phat huy|phat hien|phat trien (?!nong)|xu ly|ap dung|niem yet|thanh lap|tu chu|co van ban|co y|co bien"
    r"|co ke|so hoa|so ket|chap hanh|duy tri|giai quyet|hoan thanh|ket noi|kien toan|lay y|van hanh|van dong"
    r"|thanh tra (?!tinh|thanh|so|nha|chinh)|thi hanh|khao sat|ho tro|thu thap|quy dinh|dieu phoi|dieu hanh(?! thong)"
    r"|lua chon|chuan bi|bo sung|day nhanh|bien soan|huy dong|long ghep|thong tin (?!va|-|truyen)|tu to"
    r"|thu truc|trao doi|phan bo|chuyen\b(?! (?:mon|trach|nganh|doi so))|lay\b|gop phan|thong qua|nhu\b|nhung\b|dua\b|chi tra|rut\b|can doi|thanh toan|quyet toan|lien he|nhan\b(?! dan)|mo\b|chu tri|da\b|khong\b|uu tien|ap\b(?= dung)|gan\b|tien hanh|tung buoc|doi moi|cu\b|ky\b|thong nhat|luu\b|thao go|bao ve(?! (?:rung|moi|thuc|dan))|yeu cau|phan anh|do luong|chia se|co co che|cu the hoa|nhap\b|nang cap|trang bi|phat dong|phuc vu(?! hanh)|va chiu|ra\b|day\b|su\b(?! nghiep)|nao\b|nay\b|o\b|vao\b|moi\b(?! truong)|ma\b|thi\b(?! (?:dua|hanh|tran|xa|truong))|toan bo|nho\b|sau\b|truoc\b"
)  # fmt: skip
_STOP = re.compile(rf"(?:{_STOPS})")
_HEAD = re.compile(rf"(?:{'|'.join(_HEADS)})\b")
_WORD = re.compile(r"[a-z0-9&/]+(?:-[a-z0-9]+)*")
# A weak noun goes on with a list of nouns: "các cơ quan, đơn vị, địa phương liên quan".
_WEAK = re.compile(
    r"(?:co quan|don vi|dia phuong|nganh|phuong|xa|thi tran"
    r"|ban(?! (?:quan|chi|tuyen|to chuc|dan|noi|thuong|giam|chap|dieu|phap|kinh|bien|can su))|to chuc|ca nhan|doan the|vien chuc"
    r"|cong chuc|nguoi lao dong|dac khu|truong hoc|the thao|du lich|the chat|cap xa|cap huyen"
    r"|thanh pho|huyen|khu vuc|khu|doanh nghiep|chi huy|the duc|gia dinh|dan so|cong nghe)\b"
)
# "cơ quan, tổ chức có liên quan": bodies, not the verb "to organise".
_BODIES = re.compile(
    r"to chuc(?=,|;|\.|$| ca nhan| co lien| lien quan| duoc| quan ly| khac| thuoc| va (?:ca|cac|nguoi)"
    r"| phai| co trach| co nhiem| dang\b| chinh tri)"
)
# "Văn phòng HĐND và UBND" is one office.
_BOTH = re.compile(r"(?<=hdnd va )ubnd|(?<=hoi dong nhan dan va )uy ban nhan dan")
_PROPER = re.compile(rf"(?:so|bo|phong) {_SUBJECT}")
_GLUE = re.compile(r"\s?(?:,|;|\bva\b|&|\bcung(?: voi)?\b|\bhoac\b|-)\s?(?:va |cung |voi )?|\s(?=so |phong )")
_AND = re.compile(r"\s(?:va|-|–|&)\s")
_REJOIN = re.compile(
    r"(?:dao tao|moi truong|cong nghe|thong tin|truyen thong|xa hoi|tra ket qua|do thi"
    r"|du lich|the thao|gia dinh|phat trien|thong ke|ho tich|ke toan|ke hoach|ha tang|moi|quan ly"
    r"|dan van|bien tap|dau tu|dich vu|hoi nhap|bao hiem|chinh sach|thuong binh|tai chinh|cong nghiep|nong|vat lieu)\b"
)


@dataclass(frozen=True, slots=True)
class Actors:
    """A list of actors: their spans in the text, and where the list ends."""

    spans: tuple[tuple[int, int], ...]
    end: int


def actors_at(folded: str, position: int = 0) -> Actors | None:
    """The list of actors that starts at `position`, or None. Blanks before it are skipped."""
    position = _skip(folded, position)
    spans: list[tuple[int, int]] = []
    while span := _actor(folded, position):
        spans.append(span)
        end = span[1]
        bracket = re.compile(r"\s?\([^()]{1,60}\)").match(folded, end)
        if bracket:
            end = bracket.end()
        glue = _GLUE.match(folded, end)
        if not glue or not _HEAD.match(folded, glue.end()):
            return Actors(tuple(spans), end)
        position = glue.end()
    return Actors(tuple(spans), spans[-1][1]) if spans else None


def _skip(folded: str, position: int) -> int:
    while position < len(folded) and not folded[position].isalnum():
        position += 1
    return position


@lru_cache(maxsize=8192)
def _actor(folded: str, position: int) -> tuple[int, int] | None:
    """One actor's span at `position`: a head and the words that belong to its name."""
    head = _HEAD.match(folded, position)
    if not head:
        return None
    end = head.end()
    while (step := _step(folded, position, end)) is not None:
        end = step
    return position, end


def _step(folded: str, start: int, end: int) -> int | None:
    """End after one more word of the name, or None where the name ends."""
    if link := re.compile(r"\s?[-–]\s?(?=[a-z])|\s").match(folded, end):
        begin = link.end()
        if link[0] == " " and folded.startswith("va ", begin):
            return _over(folded, begin + 3)
        if _STOP.match(folded, begin) or folded.startswith("va ", begin):
            return None
        if _PROPER.match(folded, begin) and _PROPER.match(folded, start):
            return None  # two offices with no comma between them
        word = _WORD.match(folded, begin)
        return word.end() if word else None
    if comma := re.compile(r",\s").match(folded, end):
        return _over(folded, comma.end())
    return None


def _over(folded: str, begin: int) -> int | None:
    """Over a comma or "và" inside one name ("Văn hóa, Thể thao và Du lịch"), if it is one."""
    if known := _BODIES.match(folded, begin) or _BOTH.match(folded, begin):
        return known.end()
    if _STOP.match(folded, begin) and not _REJOIN.match(folded, begin):
        return None
    inside = _REJOIN.match(folded, begin) or _WEAK.match(folded, begin)
    if inside and (_WEAK.match(folded, begin) or not _HEAD.match(folded, begin)):
        return inside.end()
    return None


def office_name(text: str) -> str:
    """An office's name as printed, blanks tidied; "phương" at its end is a misread "phường"."""
    name = " ".join(text.split()).strip(" ,;.")
    return re.sub(r"(?<=\s)phương(?=$| \d)", "phường", name)
