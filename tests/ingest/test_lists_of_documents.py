"""A list of documents without a title of its own has no number: its entries name others."""

import pytest

from ingest.header import read_header
from ingest.structure import outline
from kg.model import Header
from tests.ingest.texts import source_of

HEAD = "QUỐC HỘI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
FIRST, SECOND = "Nghị định số 5/2020/NĐ-CP", "Nghị định số 6/2020/NĐ-CP"


def header_of(text: str) -> Header:
    source = source_of(text)
    sections, _ = outline(source)
    return read_header(source, sections)[0]


@pytest.mark.parametrize(
    "text",
    [
        f"Ghi chú cuộc họp\nCác căn cứ để soạn thảo:\nLuật số: 15/2017/QH14\n{FIRST}\n",
        "Ghi chú cuộc họp\nCác căn cứ để soạn thảo:\nLuật số: 15/2017/QH14\n",
        f"CÁC VĂN BẢN HẾT HIỆU LỰC\n{FIRST}\nThông tư số 6/2020/TT-BNV\n",
        f"CÁC VĂN BẢN HẾT HIỆU LỰC\n{FIRST}\n",
        "Văn bản cần xem\n| 1 | Nghị định số: 5/2020/NĐ-CP |\n| 2 | Nghị định số: 6/2020/NĐ-CP |\n",
        "Văn bản cần xem\n| 1 | Nghị định số: 5/2020/NĐ-CP |\n",
        f"UBND TỈNH\nSỞ NỘI VỤ\nCÁC VĂN BẢN LIÊN QUAN\n{FIRST}\n{SECOND}\n",
        f"UBND TỈNH\nSỞ NỘI VỤ\nCÁC VĂN BẢN LIÊN QUAN\n{FIRST}\n",
        f"{HEAD}{FIRST}\n{SECOND}\n",
        f"BỘ LUẬT VÀ NGHỊ ĐỊNH\n{FIRST}\n",
        f"{FIRST}\n",
    ],
)
def test_an_entry_of_a_list_is_no_number_of_the_list(text):
    header = header_of(text)
    assert (header.number, header.type) == (None, None)


@pytest.mark.parametrize(
    "above",
    [
        HEAD,
        "QUỐC HỘI\n",
        "BỘ TÀI CHÍNH\n_____\n",
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n",
        "ỦY BAN\nTHƯỜNG VỤ QUỐC HỘI\n",
        f"{HEAD}Hà Nội, ngày 19 tháng 6 năm 2014\n\n",
        "| CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n",
    ],
)
def test_right_under_the_letterhead_it_is_the_documents_own(above):
    header = header_of(f"{above}{FIRST}\nCăn cứ Luật Tổ chức Chính phủ;\n{SECOND}\n")
    assert (header.number, header.type) == ("5/2020/NĐ-CP", "Nghị định")


def test_a_number_said_again_at_the_head_of_a_page_stays_the_documents_own():
    assert header_of(f"{FIRST}\n{HEAD}{FIRST}\nVề thuế\n").number == "5/2020/NĐ-CP"
