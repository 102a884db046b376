"""Images of a document's pages, to be shown beside the text that was read from them."""

import io
from pathlib import Path
from typing import Any

from ingest.readers.findings import MAX_PIXELS

WIDTH = 1000  # pixels across: body text of an A4 page is readable, a page is about 150 kB
PDF_SUFFIXES = frozenset({".pdf"})
IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})


def has_page_images(path: Path) -> bool:
    """Whether a file of that name has pages that can be drawn."""
    return path.suffix.lower() in PDF_SUFFIXES | IMAGE_SUFFIXES


def page_image(path: Path, page: int) -> bytes:
    """PNG file of one page, WIDTH pixels across. page: from 1.

    Raises ValueError for a page that is not there or a file that cannot be drawn. Its libraries
    are those of the readers: run it where a hostile file can do no harm (`ingest.children`).
    """
    file = io.BytesIO()
    drawn(path, page, WIDTH).save(file, "PNG")
    return file.getvalue()


def drawn(path: Path, page: int, width: int) -> Any:  # noqa: ANN401 (a PIL image)
    """One page as an image `width` pixels across; raises as `page_image`."""
    draw = _pdf_page if path.suffix.lower() in PDF_SUFFIXES else _frame
    try:
        return draw(path, page - 1, width)
    except (OSError, RuntimeError, SyntaxError, IndexError, EOFError) as error:
        raise ValueError(f"{path.name}, page {page}: {error}") from error


def _pdf_page(path: Path, index: int, across: int) -> Any:  # noqa: ANN401
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        if not 0 <= index < len(document):
            raise IndexError("no such page")
        page = document[index]
        width, height = page.get_size()
        fits = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
        return page.render(scale=min(across / max(1.0, width), fits)).to_pil()
    finally:
        document.close()


def _frame(path: Path, index: int, across: int) -> Any:  # noqa: ANN401
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        if image.width * image.height > MAX_PIXELS or index < 0:
            raise ValueError(f"{path.name}: too large, or no such page")
        image.seek(index)
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((across, across * 4))
        return upright
