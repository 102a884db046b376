"""What a question is about: its words without question words, places, offices and titles."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.authorities import expand_abbreviations
from kg.folding import fold, tokens
from kg.model import DocumentRecord
from search.holdings import place_key, places_of, title_words

# Words that ask or join, and say nothing of the matter.
_FUNCTION_WORDS: Final = frozenset(
    """ở tại trong của cho với về và là có được bị do thì mà để đến từ theo khi nào ai gì mấy đâu
    bao nhiêu thế như sao hay chưa những các một mỗi này kia ấy phải cần làm việc ngày tháng năm quý
    trước sau hạn đạt nếu ghi vậy nhỉ nhé hỏi xin vào hàng hằng a b c phường xã tỉnh huyện em anh
    sếp mình tôi ngay liền gấp ơi hén nữa rồi luôn ạ à hả""".split()
)
_NOISE: Final = frozenset(map(fold, _FUNCTION_WORDS))
# Folded words of the matter that have a function word in them ("tài chính" against "tại"); read
# only where a question is typed without diacritics.
_PAIRS: Final = frozenset(
    (
        "tai chinh, tai san, tai nguyen, tai lieu, tai khoan, tai nan, dau tu, dau thau, dau gia, "
        "dau giap, dau ra, dau vao, dau moi, bao cao, bao dam, bao hiem, bao chi, bao dai, "
        "du bao, thong bao, bao ve, bao tri, bao ton, bao mat, bao bi, canh bao, dan cu, can bo, "
        "can cuoc, thi dua, thi truong, thi tran, viec lam, han che, han muc, han man, gia dat, "
        "gia cuoc, gia tri, dat dai, ve sinh, may moc, may chu, may tinh, quy che, quy hoach, "
        "quy trinh, quy mo, truoc ba, mot cua, tu phap, tu nhan, tu van, dien tu, do thi, "
        "do luong, toc do, che do, muc do, trinh do, mat do, nhu cau, de an, de xuat, van de, "
        "chu de, co so, co cau, co che, co khi, cho thue, ma so, ma vach, thi cong, phan tu, "
        "quan tu, dich vu, hang hoa, nha hang, hang ton, ngan hang, mua hang, hang khong, "
        "nam gioi, viet nam, an ninh, xa hoi, hoi nghi, hoi dong, hiep hoi, ky hop, sau benh, "
        "ngay cong, quy dau, quy dat, quy tien, quy nha, dai hoc, cong ty, can thiep, can thiet, "
        "cap nuoc, ghi am, ghi hinh, theo doi, cong tac, thang luong, bang tra, tra cuu"
    ).split(", ")
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Phrases whose single words would say something elsewhere ("địa bàn" against "địa giới").
_NOISE_PHRASES: Final = re.compile(
    r"\b(?:^(?:tong hop|thong ke|neu|ke ra|ke)(?= (?:ra |cac |nhung |tat ca |toan bo )*"
    r"(?:nhiem vu|viec|dau viec|cong viec|chi tieu|van ban|ke hoach)\b)"
    r"|nhiem vu|ke hoach|van ban|quyet dinh|nghi dinh|nghi quyet|don vi|co quan|phong nao"
    r"|phong ban|chu tri|phu trach|thuc hien|thoi han|ty le|ti le|phan tram|chi tieu|muc tieu"
    r"|toi thieu|phan dau|muc nao|dieu nao|o dau|ban hanh|giai doan|thanh pho|dia ban|cap nao"
    r"|noi (?:o|toi|den|ve|gi)|xay dung|quy dinh|chiu trach nhiem|ra sao|bao nhieu|san pham"
    r"|nhu the nao|the nao|phoi hop|dau moi|hoan thanh"
    r"|cho (?:em|toi|minh|anh|chi)? ?(?:hoi|biet|xem)"
    r"|chinh xac|cu the|danh sach|liet ke|ke (?:ten|ra)|tat ca|toan bo"
    r"|de cap|nhac den|nhac toi|lien quan den|(?:ong|ba|thang) nao"
    r"|(?:ai|nao) lo|lo (?:vu|viec|chuyen)|phan viec|dau viec|cong viec|giup (?:em|toi|minh|voi)"
    r"|(?:em|toi|minh) (?:can|muon|dang) \w+|sep (?:hoi|bao|can)|cho (?:em|toi|minh|xin)|anh chi"
    r"|bao cao (?:cho )?sep|voi (?:a|nhe|nha)|duoc khong|dung khong|phai khong"
    r"|ben (?:em|minh|nao)|tim (?:giup|cho|kiem)|(?:doan|cho|khoan|muc|dieu|phan|trang|diem) nao"
    r"|(?:bao nhieu|may) (?:ty|trieu|nghin|dong|tien|ngay|gio)(?: dong)?"
    r"|(?:trong |mat )?bao lau|it nhat|toi da|cham nhat|muon nhat|(?:lam |thi |phai )?xong"
    r"|tham muu|theo doi|giao (?:cho )?(?=(?:ai|phong|so|don vi|co quan|nhung|cac)\b)"
    r"|han chot|han cuoi(?: cung)?|the con|^con (?!nguoi|duong|so|dau|em|giong)"
    r"|noi dung|muon (?:xin|biet|hoi)|xem o|giup voi"
    r"|(?:doan|cho|muc|phan) (?:noi|quy dinh|neu|ghi))\b"
)


def topic_words(
    folded: str,
    held: Sequence[DocumentRecord],
    offices: Iterable[str],
    *,
    text: str = "",
    places: Iterable[str] = (),
) -> tuple[str, ...]:
    """Words of the question that say what it is about: no question words, places or offices.

    text: as typed: with diacritics "tài" is told from "tại". places: named in the question.
    """
    said = " ".join(word for word in folded.split() if "/" not in word)  # numbers are slots
    said = _without(" ".join(tokens(said)), map(_written_out, offices))
    said = " ".join(tokens(_NOISE_PHRASES.sub(" ", said)))
    said = re.sub(r"\b(?:co )?khong$", "", said)  # "không?" asks; elsewhere it denies
    said = _without(said, {*places_of(held), *map(place_key, places)})
    words, typed = said.split(), _typed_noise(text)
    return tuple(
        word
        for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False)
        if not _YEAR.fullmatch(word)
        and (word not in _NOISE or _is_meant(before, word, behind, typed))
    )


def _without(said: str, names: Iterable[str]) -> str:
    """Folded words without these names, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        if name in said:
            said = re.sub(rf"\b{re.escape(name)}\b", " ", said)
    return said


@lru_cache(maxsize=4096)
def _written_out(office: str) -> str:
    """An office's folded words, abbreviations written out, as a question has them."""
    return " ".join(tokens(expand_abbreviations(office)))


def _is_meant(before: str, word: str, behind: str, typed: Mapping[str, bool]) -> bool:
    """Whether a word that folds to a function word is one of the matter.

    typed: of those typed with diacritics, whether they are.
    """
    if word in typed:
        return typed[word]
    return f"{word} {behind}" in _PAIRS or f"{before} {word}" in _PAIRS


def _typed_noise(text: str) -> dict[str, bool]:
    """Words of a text with diacritics that fold to function words: True where they are none."""
    found: dict[str, bool] = {}
    for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower()):
        plain = fold(word)
        if plain in _NOISE and not text.isascii():
            found[plain] = found.get(plain, False) or word not in _FUNCTION_WORDS
    return found


def beyond_titles(topic: tuple[str, ...], plans: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """The topic without what the plans asked about are all about as a whole.

    A word goes with a neighbour beside which it stands in every title: "thể chế" stays, though
    "tổng thể" is in the title.
    """
    titles = [set(pairwise(title_words(plan))) for plan in plans]
    shared = set.intersection(*titles) if titles else set()
    beside = zip(("", *topic), topic, (*topic[1:], ""), strict=False)
    return tuple(
        word
        for before, word, behind in beside
        if (before, word) not in shared and (word, behind) not in shared
    )
