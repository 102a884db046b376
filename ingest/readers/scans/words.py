"""Words of one page image, as Tesseract's Vietnamese model reads them, with boxes."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

LANGUAGE = "vie"
SECONDS_A_PAGE = 180
LAYOUT = "--psm 3"  # blocks found by Tesseract: columns of a heading stay apart


class OcrFailedError(Exception):
    """Tesseract gave up on one image. Readers turn it into a problem."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a prepared page. left .. bottom: pixels from its upper left corner.

    line: Tesseract's (block, paragraph, line). score: 0 to 100, Tesseract's own.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]
    score: float


@cache
def ocr_available() -> bool:
    """Whether Tesseract and its Vietnamese model are installed."""
    import pytesseract

    try:
        return LANGUAGE in pytesseract.get_languages(config="")
    except (pytesseract.TesseractError, OSError):  # TesseractNotFoundError is an OSError
        return False


def words_of(
    grey: Any,  # noqa: ANN401 (height x width)
    layout: str = LAYOUT,
    language: str = LANGUAGE,
) -> list[Word]:
    """Words of a grey page in Tesseract's order. Raises OcrFailedError."""
    import pytesseract
    from PIL import Image

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they give
    try:
        found = pytesseract.image_to_data(
            Image.fromarray(grey), lang=language, config=layout, timeout=SECONDS_A_PAGE,
            output_type=pytesseract.Output.DICT,
        )  # fmt: skip
    except (pytesseract.TesseractError, RuntimeError, OSError) as error:
        raise OcrFailedError(str(error)) from error
    return list(_words(found))


def _words(found: Mapping[str, Sequence[Any]]) -> Iterator[Word]:
    for index, text in enumerate(found["text"]):
        if not text.strip():
            continue
        left, top = found["left"][index], found["top"][index]
        yield Word(
            text.strip(), left, top,
            left + found["width"][index], top + found["height"][index],
            (found["block_num"][index], found["par_num"][index], found["line_num"][index]),
            float(found["conf"][index]),
        )  # fmt: skip
