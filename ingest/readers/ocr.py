"""Page images to text: Tesseract with its Vietnamese model, where it is installed."""

import io
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.readers import Page, ReadResult
from ingest.readers.findings import (
    MAX_PIXELS,
    empty,
    nothing,
    ocr_missing,
    too_large,
    unreadable,
)

LANGUAGE = "vie"
SECONDS_A_PAGE = 180
SCALE_UP_BELOW = 1500  # pixels across an A4 page: under about 180 dpi letters are too small


class OcrFailedError(Exception):
    """Tesseract gave up on one image. Readers turn it into a problem."""


@cache
def ocr_available() -> bool:
    """Whether Tesseract and its Vietnamese model are installed."""
    import pytesseract

    try:
        return LANGUAGE in pytesseract.get_languages(config="")
    except (pytesseract.TesseractError, OSError):  # TesseractNotFoundError is an OSError
        return False


def read_image(image: Any) -> tuple[str, ...]:  # noqa: ANN401 (a PIL image)
    """Lines of one page image, from the top. Raises OcrFailedError."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they give
    if image.width < SCALE_UP_BELOW:
        image = image.resize((image.width * 2, image.height * 2))
    try:
        text = pytesseract.image_to_string(
            image, lang=LANGUAGE, config="--psm 3", timeout=SECONDS_A_PAGE
        )
    except (pytesseract.TesseractError, RuntimeError, OSError) as error:
        raise OcrFailedError(str(error)) from error
    return tuple(text.replace("\f", "").rstrip().split("\n"))


@dataclass(frozen=True, slots=True)
class ImageReader:
    """Scanned pages as image files; a TIFF file may hold several."""

    suffixes: frozenset[str] = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE, FILE_TOO_LARGE, OCR_MISSING."""
        from PIL import Image

        if not data:
            return nothing(empty(name))
        try:
            with Image.open(io.BytesIO(data)) as image:
                return _read_frames(image, name)
        except Image.DecompressionBombError:
            return nothing(too_large(name, "a page image", f"{MAX_PIXELS // 10**6} megapixels"))
        except (OSError, ValueError, SyntaxError, OcrFailedError) as error:
            return nothing(unreadable(name, f"{type(error).__name__}", "a page image"))


def _read_frames(image: Any, name: str) -> ReadResult:  # noqa: ANN401
    from PIL import ImageSequence

    if image.width * image.height > MAX_PIXELS:
        found = f"a page image of {image.width} x {image.height} pixels"
        return nothing(too_large(name, found, f"{MAX_PIXELS // 10**6} megapixels"))
    image.load()
    if not ocr_available():
        return nothing(ocr_missing(name, "a page image"))
    pages = tuple(
        Page(number, read_image(frame.convert("L")))
        for number, frame in enumerate(ImageSequence.Iterator(image), 1)
    )
    if not any(line.strip() for page in pages for line in page.lines):
        return nothing(empty(name))
    return ReadResult(pages)
