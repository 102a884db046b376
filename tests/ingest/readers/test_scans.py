import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.readers import ocr as ocr_reader
from ingest.readers import pdf as pdf_reader
from ingest.readers.dispatch import read_data
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, lines

SCAN = Path(__file__).parents[2] / "data" / "scan.png"
needs_ocr = pytest.mark.skipif(not ocr_reader.ocr_available(), reason="no Vietnamese Tesseract")


def scanned_sheet() -> files.PdfPage:
    page = Image.new("L", (1240, 1754), 255)
    with Image.open(SCAN) as image:
        page.paste(image.convert("L"), (0, 100))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=90)
    return files.PdfPage(jpeg=out.getvalue(), pixels=page.size)


def scanned_pdf() -> bytes:
    return files.pdf([scanned_sheet()])


@pytest.fixture
def no_ocr(monkeypatch):
    monkeypatch.setattr(ocr_reader, "ocr_available", lambda: False)
    monkeypatch.setattr(pdf_reader, "ocr_available", lambda: False)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    ("data", "name"), [(SCAN.read_bytes(), "a.png"), (scanned_pdf(), "a.pdf")], ids=["png", "pdf"]
)
def test_a_scan_without_ocr_says_what_to_install(data, name):
    result = read_data(data, name)
    assert not result.pages
    assert codes(result) == [ProblemCode.OCR_MISSING]
    assert "tesseract-ocr-vie" in result.problems[0].expected


@pytest.mark.usefixtures("no_ocr")
def test_pages_with_text_are_read_though_others_are_scans():
    with_text = files.PdfPage([(80, 700, 13, "Điều 1. Ban hành Kế hoạch")])
    jpeg = files.blank_image("JPEG")
    data = files.pdf([with_text, files.PdfPage(jpeg=jpeg, pixels=(200, 200))])
    result = read_data(data, "a.pdf")
    assert lines(result) == ["Điều 1. Ban hành Kế hoạch"]
    assert [(p.code, p.found) for p in result.problems] == [
        (ProblemCode.OCR_MISSING, "scanned pages (2)")
    ]


TRUTH = [
    "QUYẾT ĐỊNH",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.",
]


@needs_ocr
def test_a_scanned_image_is_read_in_vietnamese():
    result = read_data(SCAN.read_bytes(), "a.png")
    assert [line for line in lines(result) if line.strip()] == TRUTH


@needs_ocr
def test_a_scanned_pdf_is_read_from_its_page_images():
    found = [line for line in lines(read_data(scanned_pdf(), "a.pdf")) if line.strip()]
    assert len(found) == len(TRUTH)
    assert "76/NQ-CP" in found[2]


DAMAGED_LAYER = [
    "QUYET PINH",
    "Can cir Ludt Té chire chinh quyén dia phuong ngay 19 thang 6 nam 2015;",
    "Can ctr Nghi quyét sé 76/NQ-CP ngay 15 thang 7 nam 2021 cia Chinh phu;",
    "Piéu 1. Ban hanh kém theo Quyét dinh nay Ké hoach cai cach hanh chinh.",
] * 3


def scan_with_damaged_layer() -> bytes:
    page = scanned_sheet()
    page.texts = [(60, 500 - 20 * n, 11, line) for n, line in enumerate(DAMAGED_LAYER)]
    return files.pdf([page])


@needs_ocr
def test_a_damaged_text_layer_is_read_again_from_the_image():
    found = [line for line in lines(read_data(scan_with_damaged_layer(), "a.pdf")) if line.strip()]
    assert "Căn cứ Luật Tổ chức" in " ".join(found)


@pytest.mark.usefixtures("no_ocr")
def test_a_damaged_text_layer_stays_where_there_is_no_ocr():
    result = read_data(scan_with_damaged_layer(), "a.pdf")
    assert lines(result) == DAMAGED_LAYER
    assert not result.problems


@needs_ocr
def test_a_blank_page_image_is_an_empty_file():
    assert codes(read_data(files.blank_image(), "a.png")) == [ProblemCode.FILE_EMPTY]


def test_a_huge_page_image_is_not_loaded(monkeypatch):
    monkeypatch.setattr(ocr_reader, "MAX_PIXELS", 100)
    assert codes(read_data(files.blank_image(), "a.png")) == [ProblemCode.FILE_TOO_LARGE]
