"""What a nursery loads before its first fork, so that no child needs to load it again."""

import importlib
import sys
from contextlib import suppress
from typing import Any, Final

_OF_SUFFIX: Final = {
    ".docx": ("docx",),
    ".docm": ("docx",),
    ".htm": ("lxml.html",),
    ".html": ("lxml.html",),
    ".pdf": ("pypdfium2", "pdfplumber", "PIL.Image", "pytesseract"),
    ".jpeg": ("PIL.Image", "pytesseract"),
    ".jpg": ("PIL.Image", "pytesseract"),
    ".png": ("PIL.Image", "pytesseract"),
    ".tif": ("PIL.Image", "pytesseract"),
    ".tiff": ("PIL.Image", "pytesseract"),
}

# A head, a basis, a duty with an office, and lines as an engine without Vietnamese leaves them:
# reading it loads the tables, the sentence splitter and the repair model.
_SAMPLE: Final = """UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
XA MY AN Doc lap - Tu do - Hanh phuc
Số: 1/KH-UBND
KẾ HOẠCH
Thực hiện công tác năm 2025
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
I. MỤC TIÊU
Giao Văn phòng chủ trì, phối hợp với Công an xã thực hiện trước ngày 30/6/2025. Định kỳ báo cáo.
Can cu Nghi dinh so 1/2025/ND-CP cua Chinh phu ve viec thuc hien nhiem vu;
TM. UY BAN NHAN DAN
"""


def warm() -> None:
    """Load what every text needs. spaCy takes torch along wherever it finds it; no reader uses it.

    Saves a second and 200 MB: a nursery never trains or encodes anything.
    """
    modules: dict[str, Any] = sys.modules
    modules.setdefault("torch", None)  # as if it were not installed
    from ingest import pipeline

    pipeline.read_text(_SAMPLE)


def warm_for(suffix: str) -> None:
    """Load the libraries that read this kind of file; those not installed are passed over."""
    for name in _OF_SUFFIX.get(suffix, ()):
        with suppress(ImportError):
            importlib.import_module(name)
