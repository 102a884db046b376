"""Page images: the page asked for, of the size asked for, or a clear error."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.page_images import WIDTH, has_page_images, page_image


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two A4 pages, the second black."""
    file = tmp_path / "two.PDF"
    canvas = Canvas(str(file), pagesize=(595, 842))
    canvas.showPage()
    canvas.rect(0, 0, 595, 842, fill=1)
    canvas.showPage()
    canvas.save()
    return file


def test_a_page_of_a_pdf_is_drawn_at_the_stated_width(pdf: Path):
    white, black = drawn(page_image(pdf, 1)), drawn(page_image(pdf, 2))
    assert abs(white.width - WIDTH) <= 1
    assert abs(white.height - WIDTH * 842 / 595) <= 2
    assert (white.getextrema(), black.getpixel((500, 700))) == ((255, 255), 0)


def test_the_frames_of_a_tiff_are_its_pages(tmp_path: Path):
    file = tmp_path / "two.tif"
    frames = [Image.new("L", (1200, 600), shade) for shade in (255, 0)]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert drawn(page_image(file, 2)).getextrema() == (0, 0)
    assert drawn(page_image(file, 1)).size == (WIDTH, WIDTH // 2)


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_a_page_that_is_not_there_is_an_error(pdf: Path, page: int):
    with pytest.raises(ValueError, match="two"):
        page_image(pdf, page)


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.tif"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n broken"])
def test_a_file_that_cannot_be_drawn_is_an_error(tmp_path: Path, name: str, data: bytes):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ValueError, match=r"a\."):
        page_image(file, 1)


def test_only_formats_with_pages_have_page_images():
    names = {"a.pdf": True, "a.JPG": True, "a.docx": False, "a.txt": False, "a": False}
    assert {name: has_page_images(Path(name)) for name in names} == names
