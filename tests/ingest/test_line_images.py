"""A line cut out of its page: level, the right one, all of it; by what was drawn and by OCR."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest import pipeline
from ingest.children import straight_page
from ingest.line_images import WIDTH, levelled, line_image
from ingest.line_images import straight_page as straight_here
from ingest.page_images import drawn
from ingest.readers.ocr import ocr_available
from ingest.readers.scans import images
from ingest.readers.scans.images import Prepared
from ingest.readers.scans.words import words_of
from tests.ingest import skewed

needs_ocr = pytest.mark.skipif(not ocr_available(), reason="no Vietnamese Tesseract")
LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6",
    "năm 2025;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của",
    "Chính phủ ban hành Chương trình tổng thể cải cách hành chính",
    "nhà nước giai đoạn 2021 - 2030;",
    "Căn cứ Quyết định số 36/QĐ-UBND ngày 12 tháng 02 năm 2025;",
    "Xét đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 14/TTr-PNV",
    "ngày 03 tháng 3 năm 2025.",
)


def edges(low, high):
    return st.floats(low, high)


@given(edges(-5, 5), edges(200, 700), edges(200, 2000), edges(300, 700), edges(30, 60))
def test_the_way_back_from_the_box_of_a_tilted_line(angle, left, top, across, down):
    page = Prepared(np.zeros((2339, 1654), np.uint8), angle)
    own = (left, top, left + across, top + down)
    back = levelled(page.box_of(*own), angle, (1654, 2339))
    assert back == pytest.approx(own, abs=0.5)  # boxes are kept to a hundred-thousandth


def test_a_box_that_no_tilt_explains_stays_whole():
    box = levelled((0.2, 0.2, 0.8, 0.21), 3.0, (1000, 1000))
    assert box[3] - box[1] == pytest.approx(10)
    assert box[2] - box[0] == pytest.approx(600)


@pytest.mark.parametrize("angle", [0.0, 2.0])
def test_a_page_is_turned_as_ocr_turns_it_and_never_scaled(angle, tmp_path, monkeypatch):
    file = tmp_path / "scan.pdf"
    file.write_bytes(skewed.scanned_pdf([skewed.scan(LINES, angle=angle, noise=14)]))
    grey = np.asarray(drawn(file, 1, WIDTH).convert("L"))
    wanted = images.prepared(grey).angle
    monkeypatch.setattr(images, "scaled", None)
    degrees, page = straight_here(file, 1)
    assert degrees == wanted == pytest.approx(-angle, abs=0.21)
    with Image.open(io.BytesIO(page)) as shown:
        assert shown.size == grey.shape[::-1]


@needs_ocr
@pytest.mark.parametrize("angle", [2.0, -1.3])
def test_a_cut_shows_the_line_and_hardly_another(angle, tmp_path):
    first = skewed.scan(LINES[:2], angle=-angle)
    file = tmp_path / "scan.pdf"
    file.write_bytes(skewed.scanned_pdf([first, skewed.scan(LINES, angle=angle, noise=14)]))
    read = [line for line in pipeline.read(file).source.lines if line.raw.strip()]
    assert {line.page for line in read} == {1, 2}
    second = [line for line in read if line.page == 2]
    degrees, page = straight_page(file, 2)
    assert degrees == pytest.approx(-angle, abs=0.21)
    for number, text in [*enumerate(LINES)][::2]:
        x, y = skewed.middle_of(number, angle)
        (line,) = (one for one in second if one.box[1] < y < one.box[3] and one.box[0] < x + 0.02
                   and abs(one.box[0] - x) < 0.05 and shared(one.raw, text) > 0.5)  # fmt: skip
        shown = Image.open(io.BytesIO(line_image(page, degrees, line.box)))
        assert shown.height < 2.6 * skewed.STEP * WIDTH / skewed.PAGE[0]
        found = " ".join(word.text for word in words_of(np.asarray(shown.convert("L")), "--psm 6"))
        assert shared(found, text) > 0.75, (found, text)


def shared(found, text):
    """Share of the words of a text that were found."""
    words = text.split()
    return sum(word in found.split() for word in words) / len(words)


def test_a_page_that_is_not_there_is_an_error(tmp_path):
    file = tmp_path / "scan.pdf"
    file.write_bytes(skewed.scanned_pdf([skewed.scan(LINES[:2])]))
    with pytest.raises(ValueError, match="page 2"):
        straight_page(file, 2)
