"""What a question is about: its words without question words, places, offices and titles."""

import re
from collections.abc import Iterable
from typing import Final

from kg.folding import tokens
from kg.model import DocumentRecord
from search.holdings import place_key, title_words

# Words that ask or join, and say nothing of the matter.
_NOISE: Final = frozenset(
    """o tai trong cua cho voi ve va la co duoc bi do thi ma de den tu theo khi nao ai gi may dau
    bao nhieu the nhu sao hay chua nhung cac mot moi nay kia ay phai can lam viec ngay thang nam quy
    truoc sau han dat neu ghi vay nhi nhe hoi xin vao hang a b c phuong xa tinh huyen em anh sep
    minh toi oi hen nua roi luon the ay a""".split()
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Phrases whose single words would say something elsewhere ("địa bàn" against "địa giới").
_NOISE_PHRASES: Final = re.compile(
    r"\b(?:nhiem vu|ke hoach|van ban|quyet dinh|nghi dinh|nghi quyet|don vi|co quan|phong nao"
    r"|phong ban|chu tri|phu trach|thuc hien|thoi han|ty le|ti le|phan tram|chi tieu|muc tieu"
    r"|toi thieu|phan dau|muc nao|dieu nao|o dau|ban hanh|giai doan|thanh pho|dia ban|cap nao"
    r"|noi (?:o|toi|den|ve|gi)|xay dung|quy dinh|chiu trach nhiem|ra sao|bao nhieu|san pham"
    r"|nhu the nao|the nao|phoi hop|dau moi|hoan thanh"
    r"|cho (?:em|toi|minh|anh|chi)? ?(?:hoi|biet|xem)"
    r"|chinh xac|cu the|danh sach|de cap|nhac den|nhac toi|lien quan den|(?:ong|ba|thang) nao"
    r"|(?:ai|nao) lo|lo (?:vu|viec|chuyen)|phan viec|dau viec|cong viec|giup (?:em|toi|minh|voi)"
    r"|(?:em|toi|minh) (?:can|muon|dang) \w+|sep (?:hoi|bao|can)|cho (?:em|toi|minh|xin)|anh chi"
    r"|bao cao (?:cho )?sep|voi (?:a|nhe|nha)|duoc khong|dung khong|phai khong"
    r"|ben (?:em|minh|nao))\b"
)


def topic_words(
    folded: str, held: Iterable[DocumentRecord], offices: Iterable[str]
) -> tuple[str, ...]:
    """Words of the question that say what it is about: no question words, places or offices."""
    said = " ".join(word for word in folded.split() if "/" not in word)  # numbers are slots
    said = " ".join(tokens(_NOISE_PHRASES.sub(" ", said)))
    said = re.sub(r"\b(?:co )?khong$", "", said)  # "không?" asks; elsewhere it denies
    places = (record.header.place for record in held)
    names = {place_key(place.name) for place in places if place is not None}
    for name in sorted([*names, *(" ".join(tokens(office)) for office in offices)], key=len):
        said = re.sub(rf"\b{re.escape(name)}\b", " ", said)
    return tuple(w for w in said.split() if w not in _NOISE and not _YEAR.fullmatch(w))


def beyond_titles(topic: tuple[str, ...], plans: Iterable[DocumentRecord]) -> tuple[str, ...]:
    """The topic without what the plans asked about are about as a whole."""
    titles = {word for plan in plans for word in title_words(plan)}
    return tuple(word for word in topic if word not in titles)
