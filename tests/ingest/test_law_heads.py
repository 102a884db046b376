"""Heads of laws: the number behind "Luật số:", and the name by which a law calls itself."""

import datetime as dt

import pytest

from ingest.citations import find_mentions
from ingest.header import read_header
from ingest.structure import outline
from kg.model import Header, Mention
from kg.terms import MentionType, Relation
from tests.ingest.texts import source_of

BODY = """LUẬT
PHÁ SẢN
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật phá sản.
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về trình tự, thủ tục nộp đơn, thụ lý và mở thủ tục phá sản.
Điều 2. Hiệu lực thi hành
Luật phá sản số 21/2004/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.
"""
HEAD = "QUỐC HỘI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DAY = "Hà Nội, ngày 19 tháng 6 năm 2014\n"


def read(text: str) -> tuple[Header, tuple[Mention, ...]]:
    source = source_of(text)
    sections, _ = outline(source)
    header, _ = read_header(source, sections)
    return header, find_mentions(source, header, sections)


@pytest.mark.parametrize(
    "head",
    [
        f"{HEAD}Luật số: 51/2014/QH13\n{DAY}",
        f"{HEAD}Luật số 51/2014/QH13\n{DAY}",
        f"{HEAD}LUẬT SỐ: 51/2014/QH13\n",
        f"{HEAD}*Luật số: 51/2014/QH13*\n",
        f"QUỐC HỘI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLuật số: 51/2014/QH13 {DAY}",
        f"| QUỐC HỘI | CỘNG HÒA XÃ HỘI |\n|---|---|\n| Luật số: 51/2014/QH13 | {DAY[:-1]} |\n",
        f"| QUỐC HỘI ____ Luật số: 51/2014/QH13 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n{DAY}",
        "QUOC HOI\nLuat so: 51/2014/QH13 Ha Noi, ngay 19 thang 6 nam 2014\n",
        "QUOC HOI CONG HOA XA HOI\nLuat s6: 51/2014/QH13 Ha N6i, ngay 19 thang 6 nam 2014\n",
        f"Trang chủ > Văn bản\n{HEAD}Luật số: 51/2014/QH13\n{DAY}",
    ],
)
def test_the_number_behind_the_type_is_the_laws_own(head):
    header, found = read(head + BODY)
    assert (header.number, header.type) == ("51/2014/QH13", "Luật")
    own = [m for m in found if m.canonical == "51/2014/QH13"]
    assert {m.mention_type for m in own} <= {MentionType.SELF, MentionType.ANAPHORA}
    assert [m.canonical for m in found if m.raw.endswith("21/2004/QH11")] == ["21/2004/QH11"]


@pytest.mark.parametrize(
    ("line", "number", "kind"),
    [
        ("Bộ luật số: 91/2015/QH13", "91/2015/QH13", "Bộ luật"),
        ("Pháp lệnh số: 06/2013/UBTVQH13", "06/2013/UBTVQH13", "Pháp lệnh"),
        ("Phap 1enh s6: 06/2013/UBTVQH13", "06/2013/UBTVQH13", "Pháp lệnh"),
        ("Nghị quyết số: 51/2001/QH10", "51/2001/QH10", "Nghị quyết"),
        ("Nghị quyết số 51/2001/QH10", "51/2001/QH10", "Nghị quyết"),
    ],
)
def test_other_types_that_stand_before_their_number(line, number, kind):
    header, _ = read(f"{HEAD}{line}\n{DAY}Điều 1. Phạm vi")
    assert (header.number, header.type) == (number, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Luật số 15/2017/QH14 ngày 21 tháng 6 năm 2017 của Quốc hội\nđã quy định như sau",
        f"{HEAD}Căn cứ vào Hiến pháp;\nLuật số: 15/2017/QH14\nĐiều 1. Phạm vi",
        f"{HEAD}LUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA\nLUẬT SỐ 15/2017/QH14\nĐiều 1. Sửa",
        "Danh sách văn bản cần xem\nLuật số 15/2017/QH14\nLuật số 72/2025/QH15\n",
        f"{HEAD}Luật số:\n{DAY}LUẬT\nPHÁ SẢN",
        f"{HEAD}Luật số:    /2014/QH13\n",
        "Luật số: " * 5000,
    ],
)
def test_a_law_cited_or_a_blank_is_no_number_of_the_document(text):
    assert read(text)[0].number is None


def test_a_plain_number_line_goes_before():
    text = f"Nghị quyết số 51/2001/QH10\n{HEAD}Số: 27/2004/QH11\n{DAY}NGHỊ QUYẾT\nVề quy chế\n"
    assert read(text)[0].number == "27/2004/QH11"


def test_a_laws_name_is_itself_and_not_its_older_namesake():
    header, found = read(f"{HEAD}Luật số: 51/2014/QH13\n{DAY}{BODY}")
    assert header.date == dt.date(2014, 6, 19)
    named = [m for m in found if m.raw.replace("\n", " ").upper() == "LUẬT PHÁ SẢN"]
    assert [(m.mention_type, m.canonical) for m in named] == [
        (MentionType.SELF, "51/2014/QH13"),
        (MentionType.SELF, "51/2014/QH13"),
    ]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("LUẬT\nPHÁ SẢN", "Luật Phá sản"),
        ("LUẬT PHÒNG CHÁY VÀ CHỮA CHÁY", "Luật Phòng cháy và chữa cháy"),
        ("BỘ LUẬT\nTỐ TỤNG DÂN SỰ", "Bộ luật Tố tụng dân sự"),
        ("PHÁP LỆNH\nCHI PHÍ TỐ TỤNG", "Pháp lệnh Chi phí tố tụng"),
        (
            "LUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÁ SẢN",
            "Luật sửa đổi, bổ sung một số điều của Luật phá sản",
        ),
    ],
)
def test_a_law_has_its_title_as_it_is_cited(printed, title):
    head = f"{HEAD}Luật số: 51/2014/QH13\n{DAY}"
    header, _ = read(head + BODY.replace("LUẬT\nPHÁ SẢN", printed))
    assert header.title == title


@pytest.mark.parametrize(
    ("year", "meant"),
    [
        (2004, ("21/2004/QH11", "Luật phá sản")),
        (1993, (None, "Luật phá sản năm 1993")),  # of a year that no table has
    ],
)
def test_a_law_of_another_year_is_not_the_law_of_that_name_at_hand(year, meant):
    clause = f"Điều 3. Hiệu lực\nLuật này thay thế Luật phá sản năm {year} và các quy định khác."
    _, found = read(f"{HEAD}Luật số: 51/2014/QH13\n{DAY}{BODY}{clause}")
    named = [m for m in found if m.mention_type is MentionType.NAMED_LAW]
    assert named[-1].relation is Relation.REPLACES
    assert (named[-1].canonical, named[-1].title) == meant


def test_a_law_that_names_itself_in_an_article_is_not_cited_by_itself():
    said = "Điều 3. Áp dụng\nLuật phá sản ngày 19 tháng 6 năm 2014 quy định về thủ tục phá sản."
    _, found = read(f"{HEAD}Luật số: 51/2014/QH13\n{DAY}{BODY}{said}")
    assert found[-1].mention_type is MentionType.SELF
    assert found[-1].canonical == "51/2014/QH13"


def test_a_decree_that_names_a_law_above_its_bases_does_not_become_it():
    text = (
        "CHÍNH PHỦ\nSố: 22/2015/NĐ-CP\nHà Nội, ngày 16 tháng 02 năm 2015\nNGHỊ ĐỊNH\n"
        "QUY ĐỊNH CHI TIẾT THI HÀNH MỘT SỐ ĐIỀU CỦA\nLUẬT PHÁ SẢN\n"
        "Căn cứ Luật phá sản ngày 19 tháng 6 năm 2014;\nĐiều 1. Phạm vi"
    )
    _, found = read(text)
    assert [m.canonical for m in found if m.raw == "Luật phá sản"] == ["51/2014/QH13"]
    assert all(m.mention_type is not MentionType.SELF for m in found if "sản" in m.raw.lower())
