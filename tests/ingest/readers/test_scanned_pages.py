"""Pages drawn here, so that every word, place and fault is known, and read by Tesseract."""

import io
from collections.abc import Sequence
from itertools import pairwise
from threading import Event

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import ocr as ocr_reader
from ingest.readers.dispatch import read_data
from ingest.readers.scans.pages import in_parallel
from ingest.readers.scans.words import OcrFailedError
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, lines

pytestmark = pytest.mark.skipif(not ocr_reader.ocr_available(), reason="no Vietnamese Tesseract")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
PAGE = (1654, 2339)  # A4 at 200 dpi
WRAPPED = (
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính",
    "phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai",
    "đoạn 2021 - 2030;",
)
NEXT = ("Ủy ban nhân dân phường ban hành Kế hoạch thực hiện như sau:",)
FIRST, SECOND = "Trang thứ nhất của kế hoạch", "Trang thứ hai của kế hoạch"


def drawn(paragraphs: Sequence[Sequence[str]], *, step: int = 50, apart: int = 50) -> Image.Image:
    """A page of paragraphs; `step` from line to line, `apart` more between paragraphs."""
    page = Image.new("L", PAGE, 255)
    pen, top = ImageDraw.Draw(page), 200
    font = ImageFont.truetype(FONT, 34)
    for paragraph in paragraphs:
        for line in paragraph:
            pen.text((150, top), line, font=font, fill=0)
            top += step
        top += apart
    return page


def png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def right(found: Sequence[str], truth: Sequence[str]) -> float:
    """Share of the truth's words that stand in the text found, each counted once."""
    left = " ".join(found).split()
    words = " ".join(truth).split()
    hits = 0
    for word in words:
        if word in left:
            left.remove(word)
            hits += 1
    return hits / len(words)


@pytest.mark.parametrize("step", [50, 72])
def test_an_empty_line_stands_between_paragraphs_and_nowhere_else(step):
    found = lines(read_data(png(drawn([WRAPPED, NEXT], step=step)), "a.png"))
    assert [bool(line.strip()) for line in found] == [True, True, True, False, True]
    assert right(found, [*WRAPPED, *NEXT]) > 0.95
    assert "76/NQ-CP" in found[0]


@pytest.mark.parametrize("angle", [-3.0, 2.0])
def test_a_page_laid_askew_is_read_as_well(angle):
    page = drawn([WRAPPED, NEXT]).rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    found = lines(read_data(png(page), "a.png"))
    assert right(found, [*WRAPPED, *NEXT]) > 0.95


def test_noise_and_low_contrast_leave_the_words_readable():
    rng = np.random.default_rng(1)
    clean = np.asarray(drawn([WRAPPED, NEXT]), dtype=np.float32)
    worn = 90 + clean * 0.5 + rng.normal(0, 9, clean.shape)
    page = Image.fromarray(worn.clip(0, 255).astype(np.uint8))
    assert right(lines(read_data(png(page), "a.png")), [*WRAPPED, *NEXT]) > 0.9


def test_lines_know_their_boxes_and_how_sure_their_words_are():
    result = read_data(png(drawn([WRAPPED, NEXT])), "a.png")
    (page,) = result.pages
    boxes = [reading.box for reading in page.readings if reading.box]
    assert len(page.readings) == len(page.lines)
    assert len(boxes) == 4
    for left, top, right_, bottom in boxes:
        assert 0 < left < right_ < 1
        assert 0 < top < bottom < 1
        assert abs(left - 150 / PAGE[0]) < 0.02
    assert all(above[1] < below[1] for above, below in pairwise(boxes))
    assert abs(boxes[0][3] - (200 + 34) / PAGE[1]) < 0.02
    for line, reading in zip(page.lines, page.readings, strict=True):
        assert 0 <= reading.confidence <= 1
        assert all(0 <= a < b <= len(line) and p < 0.9 for a, b, p in reading.doubts)


def test_authority_and_motto_side_by_side_are_read_one_after_the_other():
    page = drawn([[], ["KẾ HOẠCH", "Cải cách hành chính năm 2025"], WRAPPED], apart=150)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    heads = (
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("PHƯỜNG MỸ AN", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-UBND", "Mỹ An, ngày 15 tháng 7 năm 2025"),
    )
    for row, (left, motto) in enumerate(heads):
        pen.text((150, 120 + 45 * row), left, font=font, fill=0)
        pen.text((780, 120 + 45 * row), motto, font=font, fill=0)
    text = "\n".join(lines(read_data(png(page), "a.png")))
    order = [text.index(words) for words in ("ỦY BAN", "12/KH-UBND", "CỘNG HÒA", "ngày 15")]
    assert order == sorted(order)
    assert text.index("ngày 15") < text.index("Cải cách")


def test_the_frames_of_a_tiff_are_its_pages_in_order():
    pages = [drawn([[FIRST]]), drawn([[SECOND]])]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    result = read_data(out.getvalue(), "a.tif")
    assert [page.number for page in result.pages] == [1, 2]
    assert right(result.pages[0].lines, [FIRST]) == 1.0
    assert right(result.pages[1].lines, [SECOND]) == 1.0


@pytest.mark.parametrize("mode", ["1", "RGB", "RGBA", "CMYK", "I;16", "P"])
def test_every_kind_of_pixel_gives_the_same_words(mode):
    page = drawn([NEXT])
    if mode == "I;16":
        changed = Image.fromarray(np.asarray(page, dtype=np.uint16) * 257)
    else:
        changed = page.convert("RGB").convert(mode)
    out = io.BytesIO()
    changed.save(out, "TIFF")
    assert right(lines(read_data(out.getvalue(), "a.tif")), NEXT) == 1.0


def test_a_photo_taken_upside_down_is_turned_as_its_tag_says():
    page = drawn([WRAPPED]).rotate(180)
    tags = Image.Exif()
    tags[0x0112] = 3
    out = io.BytesIO()
    page.save(out, "JPEG", exif=tags)
    assert right(lines(read_data(out.getvalue(), "a.jpg")), WRAPPED) > 0.95


@pytest.mark.parametrize("cut", [60, 2000])
def test_a_truncated_image_is_a_problem(cut):
    result = read_data(png(drawn([WRAPPED]))[:cut], "a.png")
    assert not result.pages
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]


def test_what_is_read_in_parallel_comes_in_order_and_a_failure_takes_its_own_place():
    second_is_done = Event()

    def read(number: int) -> int:
        if number == 3:
            raise OcrFailedError("no")
        if number == 1:
            assert second_is_done.wait(30)  # the first takes longest
        if number == 2:
            second_is_done.set()
        return number * 10

    taken: list[int] = []

    def images():
        for number in range(1, 6):
            taken.append(number)
            yield number

    results = []
    for result in in_parallel(images(), read, 2):
        results.append("failed" if isinstance(result, OcrFailedError) else result)
        assert len(taken) - len(results) <= 3
    assert results == [10, 20, "failed", 40, 50]


def test_a_scanned_pdf_gives_each_page_its_number():
    sheets = []
    for text in (FIRST, SECOND):
        page = drawn([[text]])
        out = io.BytesIO()
        page.save(out, "JPEG", quality=90)
        sheets.append(files.PdfPage(jpeg=out.getvalue(), pixels=page.size))
    result = read_data(files.pdf(sheets), "a.pdf")
    found = {page.number: right(page.lines, [FIRST if page.number == 1 else SECOND])
             for page in result.pages}  # fmt: skip
    assert found == {1: 1.0, 2: 1.0}
    assert all(page.readings for page in result.pages)


TABLE = (
    ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian"),
    ("1", "Xây dựng Kế hoạch cải cách hành chính", "Văn phòng", "Quý I"),
    ("2", "Kiểm tra việc giải quyết hồ sơ", "Phòng Kinh tế", "Quý II"),
    ("3", "Báo cáo kết quả thực hiện Kế hoạch", "Văn phòng", "Quý IV"),
)
COLUMNS = (150, 260, 920, 1260, 1500)


def tabled(*, ruled: bool) -> Image.Image:
    """A page with a table below a paragraph, another paragraph under it."""
    page = drawn([["Phụ lục kèm theo Kế hoạch của Ủy ban nhân dân phường:"]])
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 28)
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            pen.text((COLUMNS[column] + 12, 415 + 70 * row), text, font=font, fill=0)
    if ruled:
        for row in range(len(TABLE) + 1):
            pen.line([(150, 400 + 70 * row), (1500, 400 + 70 * row)], fill=0, width=3)
        for x in COLUMNS:
            pen.line([(x, 400), (x, 400 + 70 * len(TABLE))], fill=0, width=3)
    pen.text((150, 900), "Các ngành tổ chức thực hiện Kế hoạch này.", font=font, fill=0)
    return page


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_table_on_a_scan_is_read_with_its_cells_and_their_places(ruled):
    result = read_data(png(tabled(ruled=ruled)), "a.png")
    (table,) = result.tables
    found = {(cell.row, cell.column): cell for cell in table.cells}
    assert set(found) == {(row, column) for row in range(4) for column in range(4)}
    truth = [text for cells in TABLE for text in cells]
    assert right([cell.text for cell in table.cells], truth) > 0.9
    assert (found[1, 2].text, found[2, 2].text) == ("Văn phòng", "Phòng Kinh tế")
    for (row, column), cell in found.items():
        assert cell.page == 1
        assert cell.box is not None
        assert COLUMNS[column] / PAGE[0] - 0.02 < cell.box[0] < COLUMNS[column + 1] / PAGE[0]
        assert (400 + 70 * row) / PAGE[1] - 0.02 < cell.box[1] < (470 + 70 * row) / PAGE[1]
    text = lines(result)
    assert text[table.first_line - 1 : table.last_line]
    whole = "\n".join(text)
    assert whole.index("Phụ lục") < whole.index("Văn phòng") < whole.index("Các ngành tổ chức")


def test_a_page_without_a_table_has_none():
    page = drawn([WRAPPED, NEXT, ["Nơi nhận:           TM. ỦY BAN NHÂN DÂN"]])
    ImageDraw.Draw(page).line([(600, 180), (1000, 180)], fill=0, width=3)  # under a heading
    assert not read_data(png(page), "a.png").tables
