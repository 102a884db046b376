"""Who a sentence says has to act.

The actor stands before its verb ("Sở Y tế có trách nhiệm …", "Giao Phòng Nội vụ …"). Headings are
read in `office_headings`, those whose part is to grow in `shared_duties`.
"""

import re
from dataclasses import dataclass

from ingest.tasks.actors import HEAD, VERB, Actors, actors_at, office_name
from ingest.tasks.last_articles import executors
from kg.folding import fold
from kg.terms import OfficeRole

NO_VERB = 10  # words after an order's actors; fewer, without a known verb, are more actors
_ARTICLE_TITLE = re.compile(
    r"(?:to chuc (?:thuc hien|thi hanh)|trach nhiem (?:thi hanh|thuc hien)"
    r"|(?:dieu khoan|hieu luc) thi hanh)[.:]?\s(?=\w)(?!cac nhiem|ke hoach|quyet dinh)"
)
_ORDER = re.compile(
    r"^[\W]*(?:(?:va )?giao(?: cho| trach nhiem cho)?|phan cong|[dbp][eo] nghi"
    r"|yeu cau|uy quyen cho|moi)\s"
    r"|\b(?:thi|,) giao (?:cho )?(?=s|ph|v|u|c|tr|b)"
    r"|^(?:uy ban nhan dan|ubnd|chu tich (?:uy ban nhan dan|ubnd)|ban chi dao)(?: \w+){0,4}?,? "
    r"(?:yeu cau|[dbp][eo] nghi|giao)\s"
)
_OPENING = re.compile(
    r"^(?:dinh ky|h[ah]ng)\b(?:[^,.;]{0,30},\s){2,3}"
    r"(?=cac |so |ubnd|uy ban|phong|van phong|thu truong)"
    r"|^(?:rieng|ngoai ra|dong thoi)\s(?=cac |so |ubnd|uy ban|phong|van phong|cong an|thu truong)|"
    r"^truong hop\b[^:]{0,260}:\s(?=\w)"
    r"|^cac (?:ong|dong chi)(?:,? \(?ba\)?)?\s?[:,]?\s"
    r"|^(?:truong hop|khi|neu|sau khi)\b(?:(?!, )[^:;.]){0,260}?\sthi\s"
    r"|^truong hop\b[^:;.]{0,260}?\sthi\s"
    r"|^(?:kho khan|vuong mac|phat sinh|bat cap)[^,.;]{0,40},\s"
    r"|^(?:tren co so|can cu|theo|trong|khi|truoc|sau|hang|dinh ky|neu|ngoai ra|dong thoi|doi voi"
    r"|de|thoi gian|truong hop|nhan|vao|den|tu|cham nhat|qua|nham|tuy|hang nam|rieng"
    r"|cung voi|ben canh|mat khac|song song)\b[^,]{0,220}?,\s"
    r"|^(?:h[ah]ng (?:nam|quy|thang)|dinh ky(?: hang nam)?|rieng|ngoai ra)\s"
    r"|^(?:yeu cau|bien phap|noi dung|ve|doi voi|trong|cach thuc|to chuc|giai phap|nhiem vu)\b"
    r"[^:;.]{0,120}:\s(?=\w)"
)
_BINDING = re.compile(
    r"(?: (?:theo|duoc) [^,.;]{3,60}?)?,?\s(?:phai |can |se |va |h[ah]ng nam "
    r"|dinh ky )?(?:co trach nhiem|chiu trach nhiem|co nhiem vu|chu tri|phoi hop"
    r"|tham muu"
    r"|lam dau moi|la (?:co quan|don vi|dau moi))\b"
)
_ACTING = re.compile(
    r"(?: duoc (?:giao|phan cong)(?: nhiem vu)?)?,?\s"
    r"(?:(?:truc tiep|thuong xuyen|chu dong|tiep tuc|kip thoi|phai|can"
    r"|khan truong|nghiem tuc|tich cuc"
    r"|dinh ky|h[ah]ng (?:nam|quy|thang)|tang cuong|day manh|uu tien"
    r"|theo chuc nang,? nhiem vu[^,]{0,60},"
    r"|theo (?:chuc nang|tham quyen|linh vuc)[^.;]{0,50}?"
    r" (?:cua minh|duoc giao|nhiem vu|phu trach|phan cong),?"
    r"|theo (?:quy dinh|tham quyen|pham vi)[^,]{0,60},|trong pham vi[^,]{0,80},),?\s)*"
    rf"{VERB}\b"
)
_ISSUES = re.compile(
    r"^\s*(?:ban hanh|xay dung) (?:ke hoach|quyet dinh|chi thi"
    r"|quy dinh)[^.]{0,200}(?:nhu sau|cu the)\W*$"
)
_DUTY = re.compile(
    r"(?<!dam )(?<!y thuc )\b(?:co|chiu) trach nhiem\b(?!,| cao| voi)|\bco nhiem vu\b"
)
_BODY = re.compile(
    r"(?:cac |moi |nhung |tung )?(?:so|bo|ban|co quan|don vi|to chuc|ca nhan|co so|doanh nghiep"
    r"|phong|trung tam|nguoi|chu (?:tich|dau tu|so huu|ho|rung)|hoi|hoi dong|uy ban|ubnd|thu truong"
    r"|giam doc|truong|van phong|cong chung vien|cong chuc|ho gia dinh|doi tuong|thanh vien"
    r"|chi nhanh|to|nha (?:thau|dau tu)|chanh|vien|cong ty|ngan hang|hop tac xa)\b"
)
_WHICH = re.compile(
    r" (?:(?:duoc )?(?:quy dinh|neu) tai|theo|duoc (?:giao|phan cong)|co)\b[^,.;:]{3,90}?"
    r"(?= (?:co|chiu) trach nhiem| co nhiem vu)"
)
COMMON_ACTOR = re.compile(
    r"(?:thu truong |nguoi dung dau )?(?:cac |moi |nhung )?(?:co quan|don vi|to chuc|ca nhan"
    r"|dia phuong|doanh nghiep|phong|bo phan|nguoi|can bo|cong chuc|co so|so, )"
)
_NO_NAME = re.compile(r"\b(?:phai|khong|neu|se|la|nham|de)\b")
_QUALIFIES = re.compile(r"\s?\([^)]*\)|,? (?:quy định tại|được quy định|đối với|trong việc)\b.*")
_OFFICE = re.compile(r"(?:so|ubnd|uy ban nhan dan|cong an|van phong|chu tich|thu truong)\b")
_BETWEEN = re.compile(r"[;,]\s(?=[A-ZĐÂÁÔƠƯỦỨẤ]|cơ sở|các )|\svà\s(?=các\b|[A-ZĐÂÁÔƠƯỦỨẤ])")
_COMMON = re.compile(r"co quan|don vi|nguoi|doanh nghiep|ca nhan|thanh vien|can bo|cong chuc")
_CONDITION = re.compile(r"(?:trong qua trinh|neu|khi|truong hop|trong truong hop)\b")
# Where an actor may stand in the middle of a sentence.
_PLACES = re.compile(r",\s|:\s|\)\s|\bthi\s")
# "… của các cơ quan, | đơn vị có trách nhiệm": the rest of a list, not an actor.
_LIST_GOES_ON = re.compile(
    r"\b(?:cac|moi|tung|cua) [^,.;:]{2,30}, "
    r"(?=(?:co quan|don vi|dia phuong|to chuc|ca nhan|nganh)\b)"
)
MOST_PLACES = 12
SURE = 0.8  # confidence; of an actor before a verb that binds nobody it is less
DESCRIPTION = 90  # characters between such an actor and "có trách nhiệm"
LONGEST_LATE = 20  # words of a name there that the grammar does not know
LONGEST_BODY = 320  # characters of what stands before "có trách nhiệm"
# The rest of a list that the opening's comma cut ("… của các sở, | ban, ngành, chủ trì").
_REST = re.compile(
    r"(?:so|ban|nganh|don vi|dia phuong|to chuc|ca nhan|co quan|xa|phuong|doan the|cong chuc"
    r"|vien chuc)\s?,"
)
_DESCRIBES = re.compile(r"^(?:nguoi dan|doanh nghiep|ca nhan|nhan dan|chinh phu|thu tuong|ke toan)")


@dataclass(frozen=True, slots=True)
class Said:
    """Who has to act, and what.

    duty: the words of the duty, "" where a heading names an office and nothing more.
    duty_start: its offset in the paragraph. role: None where the duty's own words tell it.
    """

    offices: tuple[str, ...]
    duty: str = ""
    duty_start: int = 0
    role: OfficeRole | None = None
    confidence: float = 0.9


def listed_names(text: str, listed: Actors) -> tuple[str, ...]:
    """The usual names of a list of actors, each once."""
    return tuple(dict.fromkeys(office_name(text[a:b]) for a, b in listed.spans))


def sentence_duty(text: str, *, under_heading: bool = False) -> Said | None:
    """The actor before the verb of a sentence, and the duty.

    under_heading: the sentence stands under an office's heading, so only an actor said outright
    ("Giao X", "X có trách nhiệm") takes the duty from that office.
    """
    folded = fold(text)
    if title := _ARTICLE_TITLE.match(folded):
        text, folded = text[title.end() :], folded[title.end() :]
    if under_heading and (named := _own_duty(text, folded)):
        return named
    if (order := _ORDER.search(folded)) and (said := _ordered(text, folded, order.end())):
        return said
    position = 0
    for _ in range(4):
        listed = actors_at(folded, position)
        broken = position > 0 and _REST.match(folded, position)
        if listed and not broken and listed.spans[0][0] - position <= 2:
            said = _acting(text, folded, listed, under_heading=under_heading)
            if (said is None or said.confidence < SURE) and COMMON_ACTOR.match(folded, position):
                said = _bound_soon(text, folded, listed, position) or said
            if said is None and (listing := executors(text, folded, listed.spans[0][0])):
                return Said(listing[0], text[listing[1] :], 0, confidence=0.8)
            return said or (None if under_heading else _obliged(text, folded, position))
        opening = _OPENING.match(folded[position:])
        if not opening:
            break
        position += opening.end()
        if order := _ORDER.match(folded[position:]):
            return _ordered(text, folded, position + order.end())
    return None if under_heading else _obliged(text, folded, position) or _late(text, folded)


def _bound_soon(text: str, folded: str, listed: Actors, start: int) -> Said | None:
    """Someone described by what he does: "người phụ trách quản lý hệ thống có trách nhiệm …"."""
    bound = _DUTY.search(folded, listed.end, listed.end + DESCRIPTION)
    if bound is None or re.search(r"[;.]\s", folded[listed.end : bound.start()]):
        return None
    return _obliged(text, folded, start)


def _late(text: str, folded: str) -> Said | None:
    """An actor after words that the grammar does not know: "Căn cứ A, B, C của D, Sở E có …".

    After a condition ("nếu có vướng mắc và cần bổ sung Kế hoạch, các đơn vị phản ánh …") any verb
    of a duty may follow it.
    """
    asked = _CONDITION.match(folded)
    within = {part.end() for part in _LIST_GOES_ON.finditer(folded)}
    for place in list(_PLACES.finditer(folded))[:MOST_PLACES]:
        if place.end() in within:
            continue
        listed = actors_at(folded, place.end()) if HEAD.match(folded, place.end()) else None
        bound = _BINDING.match(folded, listed.end) if listed else None
        if listed and asked and folded[place.start()] == "," and bound is None:
            bound = _ACTING.match(folded, listed.end)
        if listed is None or bound is None:
            said = _obliged(text, folded, place.end())
            if said and len(said.offices[0].split()) <= LONGEST_LATE:
                return said
        elif len(folded[bound.end() :].split()) >= 3 and not _REST.match(folded, place.end()):
            before = text[: place.start()].strip(" ,")
            duty = text[listed.end :].strip(" ,:")
            return Said(listed_names(text, listed), f"{before}, {duty}", 0, confidence=0.75)
    return None


def _own_duty(text: str, folded: str) -> Said | None:
    """An item of an office's list that names another: "+ Sở Xây dựng: hướng dẫn các đơn vị …"."""
    listed = actors_at(folded)
    colon = listed and re.compile(r"\s?:\s(?=[a-z])").match(folded, listed.end)
    if not (listed and colon) or listed.spans[0][0] or _COMMON.match(folded):
        return None
    return Said(listed_names(text, listed), text[colon.end() :], colon.end())


def _obliged(text: str, folded: str, start: int) -> Said | None:
    """Whoever stands before "có trách nhiệm", though the grammar of actors does not know the name.

    As in "Sở quản lý ngành đối với hàng hóa (quy định tại Phụ lục I) có trách nhiệm …".
    """
    bound = _DUTY.search(folded, start, start + LONGEST_BODY)
    if not bound or not _BODY.match(folded, start) or len(folded[bound.end() :].split()) < 3:
        return None
    if _NO_NAME.search(folded, start, bound.start()) or ". " in folded[start : bound.start()]:
        return None
    named = text[start : bound.start()]
    if not COMMON_ACTOR.match(folded, start):
        named = _QUALIFIES.sub("", named)
    offices = tuple(office_name(name) for name in _BETWEEN.split(named) if name.strip())
    before = text[:start].strip(" ,:")
    duty = text[bound.start() :]
    return Said(offices, f"{before}, {duty}" if before else duty, 0, confidence=0.7)


def _ordered(text: str, folded: str, position: int) -> Said | None:
    listed = actors_at(folded, position)
    if listed is None or listed.spans[0][0] - position > 1 or len(folded[listed.end :].split()) < 3:
        return None
    rest = text[listed.end :].strip(" ,:")
    bound = _BINDING.match(folded, listed.end) or _ACTING.match(folded, listed.end)
    if not bound and len(rest.split()) < NO_VERB:
        return None
    return Said(listed_names(text, listed), rest, listed.end, confidence=0.95 if bound else 0.7)


def _acting(text: str, folded: str, listed: Actors, *, under_heading: bool) -> Said | None:
    """Said, if a verb that binds the actors follows them."""
    binding = _BINDING.match(folded, listed.end)
    # Under a heading a proper office at the start is the sentence's own subject.
    proper = not under_heading or (listed.spans[0][0] == 0 and _OFFICE.match(folded))
    acting = _ACTING.match(folded, listed.end) if proper else None
    duty = text[listed.end :].strip(" ,:")
    least = 4 if binding else 5  # words; fewer are a title or a cell of a table
    if not (binding or acting) or len(duty.split()) < least or _ISSUES.match(fold(duty)):
        return None
    if duty[:8].isupper():
        return None  # a signature's line
    if not binding and _DESCRIBES.match(folded, listed.spans[0][0]):
        return None
    before = text[: listed.spans[0][0]].strip(" ,").removeprefix("Riêng")
    listed, duty = _described(text, folded, listed, duty)
    whole = f"{before}, {duty}" if before else duty
    return Said(listed_names(text, listed), whole, 0, confidence=0.9 if binding else 0.75)


def _described(text: str, folded: str, listed: Actors, duty: str) -> tuple[Actors, str]:
    """The actors with what tells which of many they are: "các đơn vị quy định tại Điều 2 …"."""
    which = _WHICH.match(folded, listed.end)
    begin, _ = listed.spans[-1]
    if which is None or not COMMON_ACTOR.match(folded, begin):
        return listed, duty
    spans = (*listed.spans[:-1], (begin, which.end()))
    return Actors(spans, which.end()), text[which.end() :].strip(" ,:")
