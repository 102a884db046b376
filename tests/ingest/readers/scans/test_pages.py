import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from ingest import pages as texts
from ingest.readers import ocr
from ingest.readers.dispatch import read_data
from ingest.readers.scans.certainty import SCORES, SHARES, certainty
from ingest.readers.scans.pages import in_parallel
from ingest.readers.scans.words import OcrFailedError
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, lines
from tests.ingest.readers.scans import drawn

needs_ocr = pytest.mark.skipif(not ocr.ocr_available(), reason="no Vietnamese Tesseract")


def printed(result):
    return [line for line in lines(result) if line]


@needs_ocr
@pytest.mark.parametrize("angle", [0.0, 2.5])
def test_a_page_gives_its_text_with_boxes_and_certainty(angle):
    page = drawn.page(drawn.heading() + drawn.body())
    image = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    result = read_data(drawn.stored(image, "PNG"), "a.png")
    assert printed(result) == [*drawn.HEAD_LEFT, *drawn.HEAD_RIGHT, *drawn.BODY]
    (page,) = result.pages
    assert len(page.readings) == len(page.lines)
    for line, reading in zip(page.lines, page.readings, strict=True):
        if line:
            left, top, right, bottom = reading.box
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
            assert 0.8 <= reading.confidence <= 1
    tops = [reading.box[1] for reading in page.readings if reading.box][-4:]
    assert all(
        after - before == pytest.approx(60 / 1754, abs=0.01) for before, after in pairwise(tops)
    )
    assert texts.build(result).lines[0].box == page.readings[0].box


@needs_ocr
def test_doubts_are_places_of_words_in_their_line():
    noise = np.random.default_rng(3).normal(0, 40, (300, 1240))
    grey = np.asarray(drawn.page(drawn.body(40), (1240, 300), letters=18)) * 0.6 + 60 + noise
    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    result = read_data(drawn.stored(image, "PNG"), "a.png")
    found = 0
    for page in result.pages:
        for line, reading in zip(page.lines, page.readings, strict=True):
            for start, end, share in reading.doubts:
                found += 1
                assert line[start:end].strip() == line[start:end] != ""
                assert " " not in line[start:end]
                assert 0 < share < 0.9
    assert found


@needs_ocr
def test_frames_of_a_tiff_are_pages_in_order_and_parallel_is_serial(monkeypatch):
    frames = [drawn.page([(100, 80, text)], (1240, 260)) for text in drawn.BODY]
    data = drawn.stored(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    result = read_data(data, "a.tif")
    assert [page.number for page in result.pages] == [1, 2, 3, 4]
    assert printed(result) == drawn.BODY
    monkeypatch.setattr(ocr.os, "cpu_count", lambda: 1)
    assert read_data(data, "a.tif") == result


def reads(image):
    if image == 3:
        raise OcrFailedError("three")
    return image * 10


def test_results_keep_their_order_and_a_failing_page_its_place():
    held, most = [], []

    def drawn_one_by_one():
        for image in range(8):
            held.append(image)
            most.append(len(held))
            yield image

    found = []
    for result in in_parallel(drawn_one_by_one(), reads, 2):
        held.pop(0)
        found.append(result)
    assert [str(one) if isinstance(one, Exception) else one for one in found] == [
        0, 10, 20, "three", 40, 50, 60, 70,
    ]  # fmt: skip
    assert max(most) <= 3


@needs_ocr
def test_a_page_that_fails_is_a_problem_and_the_rest_is_read(monkeypatch):
    from ingest.readers.scans import pages

    whole = pages.read_page

    def failing(image, number):
        if number == 2:
            raise OcrFailedError("no memory")
        return whole(image, number)

    monkeypatch.setattr(pages, "read_page", failing)
    frames = [drawn.page([(100, 80, text)], (1240, 260)) for text in drawn.BODY[:3]]
    result = read_data(
        drawn.stored(frames[0], "TIFF", save_all=True, append_images=frames[1:]), "a.tif"
    )
    assert printed(result) == [drawn.BODY[0], drawn.BODY[2]]
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]
    assert result.problems[0].place == "a.tif, page 2"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.6])
def test_a_cut_image_is_a_problem(kind, share):
    noise = np.random.default_rng(2).integers(0, 255, (400, 400), np.uint8)
    data = drawn.stored(Image.fromarray(noise), kind)
    result = read_data(data[: int(len(data) * share)], f"a.{kind.lower()}")
    assert not result.pages
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]


def test_an_image_of_many_pixels_is_not_unpacked():
    """A PNG of a few kilobytes that says it has 900 megapixels."""
    data = bytearray(drawn.stored(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert codes(read_data(bytes(data), "a.png")) == [ProblemCode.FILE_TOO_LARGE]


@needs_ocr
@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 2)])
def test_an_image_without_room_for_letters_is_empty(size):
    result = read_data(drawn.stored(Image.new("L", size, 255), "PNG"), "a.png")
    assert codes(result) == [ProblemCode.FILE_EMPTY]


@needs_ocr
def test_a_single_damaged_page_of_a_pdf_is_read_again():
    """The pages around it keep their text layer."""
    clean = [(60, 700 - 20 * n, 11, text) for n, text in enumerate(drawn.BODY * 3)]
    bad = "Can ctr Nghi quyét sé 76/NQ-CP ngay 15 thang 7 nam 2021 cia Chinh phu;"
    image = drawn.page(drawn.body())
    scan = files.PdfPage(jpeg=drawn.stored(image, "JPEG", quality=90), pixels=image.size)
    scan.texts = [(60, 500 - 20 * n, 11, bad) for n in range(12)]
    result = read_data(files.pdf([files.PdfPage(clean), scan, files.PdfPage(clean)]), "a.pdf")
    assert set(drawn.BODY) <= set(result.pages[1].lines)
    assert result.pages[1].readings
    assert not result.pages[0].readings
    assert "Căn cứ Luật" in result.pages[2].lines[0]


@needs_ocr
def test_a_month_read_as_letters_is_read_again_as_a_figure():
    from ingest.readers.scans.columns import rows_of
    from ingest.readers.scans.date_figures import with_figures
    from ingest.readers.scans.words import words_of

    grey = np.asarray(drawn.page([(40, 30, "Hà Nội, ngày 26 tháng 11 năm 2025")], (900, 100), 32))
    (row,) = rows_of(words_of(grey, "--psm 7"))
    from dataclasses import replace

    wrong = tuple(replace(w, text="II") if w.text == "11" else w for w in row.words)
    fixed = with_figures(replace(row, words=wrong), grey)
    assert [w.text for w in fixed.words] == "Hà Nội, ngày 26 tháng 11 năm 2025".split()
    assert certainty(next(w.score for w in fixed.words if w.text == "11")) < 0.9


def test_certainty_rises_with_the_score():
    assert len(SHARES) == len(SCORES) + 1
    assert list(SHARES) == sorted(SHARES)
    assert certainty(0) == SHARES[0]
    assert certainty(100) == SHARES[-1]


def test_opencv_loads_only_with_an_image():
    code = "import ingest.readers.ocr, ingest.readers.pdf, sys; print('cv2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
