"""Columns of a table of facts, under the names and headings by which tables have them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.folding import tokens

REQUIRED: Final = ("number", "signed", "source")

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "Số, ký hiệu",
        "signed": "Ngày ban hành",
        "issuer": "Cơ quan ban hành",
        "type": "Loại văn bản",
        "title": "Trích yếu",
        "effective": "Ngày có hiệu lực",
        "effective_note": "Lời văn về ngày có hiệu lực",
        "expired": "Hết hiệu lực từ ngày",
        "effective_until": "Có hiệu lực đến hết ngày",
        "status": "Tình trạng hiệu lực",
        "event": "Sự kiện",
        "by": "Văn bản tác động",
        "date": "Áp dụng từ ngày",
        "scope": "Phạm vi",
        "provisions": "Điều khoản bị tác động",
        "clause": "Quy định tại",
        "quote": "Lời văn",
        "replaced_by": "Văn bản thay thế",
        "amended_by": "Văn bản sửa đổi, bổ sung",
        "succeeded_by": "Chương trình kế tiếp",
        "suspended": "Thời gian ngưng hiệu lực",
        "later_parts": "Phần có hiệu lực sau",
        "source": "Nguồn",
        "checked": "Ngày kiểm tra",
        "note": "Ghi chú",
        "override": "Ghi đè danh mục",
    }
)
"""Canonical names, each with the Vietnamese heading under which a table is written out."""

_ALIASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": ("số ký hiệu văn bản", "số hiệu", "số hiệu văn bản", "số và ký hiệu",
                   "số văn bản", "ký hiệu", "văn bản"),
        "signed": ("ngày ký", "ngày ký ban hành", "ngày tháng năm ban hành", "ngày tháng ban hành",
                   "ngày ban hành văn bản", "ngày, tháng, năm ban hành văn bản"),
        "issuer": ("nơi ban hành", "đơn vị ban hành", "cơ quan", "thẩm quyền ban hành"),
        "type": ("loại", "hình thức văn bản", "tên loại", "tên loại văn bản"),
        "title": ("tên văn bản", "trích yếu nội dung", "tên gọi", "nội dung trích yếu",
                  "tên gọi của văn bản", "trích yếu nội dung văn bản", "tên"),
        "effective": ("có hiệu lực từ ngày", "thời điểm có hiệu lực", "ngày hiệu lực",
                      "hiệu lực từ ngày", "có hiệu lực", "ngày bắt đầu có hiệu lực"),
        "effective_note": ("ghi chú hiệu lực",),
        "expired": ("ngày hết hiệu lực", "ngày đầu tiên hết hiệu lực", "thời điểm hết hiệu lực",
                    "ngày đầu tiên không còn hiệu lực", "hết hiệu lực kể từ ngày",
                    "ngày hết hiệu lực, ngưng hiệu lực"),
        "effective_until": ("hiệu lực đến hết ngày", "đến hết ngày", "ngày cuối cùng có hiệu lực",
                            "ngày cuối cùng còn hiệu lực", "còn hiệu lực đến hết ngày"),
        "status": ("tình trạng", "trạng thái", "trạng thái hiệu lực"),
        "event": ("loại sự kiện", "loại thay đổi", "hình thức tác động"),
        "by": ("văn bản làm thay đổi", "văn bản làm thay đổi hiệu lực", "bởi văn bản"),
        "date": ("từ ngày", "ngày áp dụng", "ngày tác động", "ngày thay đổi"),
        "scope": ("mức độ", "phạm vi tác động"),
        "provisions": ("nội dung bị tác động", "nội dung hết hiệu lực", "phần bị tác động",
                       "nội dung, quy định hết hiệu lực, ngưng hiệu lực", "quy định hết hiệu lực"),
        "clause": ("điều khoản quy định", "điều khoản", "căn cứ tại"),
        "quote": ("trích lời văn", "nguyên văn", "lời văn của điều khoản"),
        "replaced_by": ("được thay thế bởi", "bị thay thế bởi", "thay thế bởi",
                        "văn bản thay thế hoặc bãi bỏ"),
        "amended_by": ("được sửa đổi bởi", "văn bản sửa đổi", "sửa đổi bởi",
                       "được sửa đổi, bổ sung bởi"),
        "succeeded_by": ("văn bản kế tiếp", "chương trình kế tục"),
        "suspended": ("ngưng hiệu lực", "thời gian tạm ngưng hiệu lực"),
        "later_parts": ("quy định có hiệu lực sau",),
        "source": ("nguồn thông tin", "nguồn dữ liệu", "nơi tra cứu"),
        "checked": ("ngày tra cứu", "kiểm tra ngày", "ngày kiểm tra dữ liệu"),
        "note": ("chú thích", "diễn giải"),
        "override": ("ghi đè",),
    }
)  # fmt: skip

IGNORED: Final = frozenset({"stt", "tt", "so thu tu", "line"})
"""Folded headings of columns that only count rows."""

# "Ngày hết hiệu lực" alone says neither the first day without effect nor the last day with it.
DOUBTFUL_END: Final = frozenset({"ngay het hieu luc", "thoi diem het hieu luc",
                                 "ngay het hieu luc ngung hieu luc"})  # fmt: skip


def folded(heading: str) -> str:
    """A heading as it is compared: words without diacritics and marks."""
    return " ".join(tokens(heading))


_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{folded(alias): name for name, aliases in _ALIASES.items() for alias in aliases},
        **{folded(heading): name for name, heading in HEADINGS.items()},
        **{folded(name): name for name in HEADINGS},
    }
)


def column_of(heading: str) -> str | None:
    """The canonical name of a heading; None where it is none.

    What stands in brackets is explanation: "Ngày ban hành (dd/mm/yyyy)".

    >>> column_of("Số, ký hiệu"), column_of("NGÀY BAN HÀNH (ngày/tháng/năm)"), column_of("Màu")
    ('number', 'signed', None)
    """
    found = _NAMES.get(folded(heading))
    if found is None and "(" in heading:
        found = _NAMES.get(folded(heading.partition("(")[0]))
    return found
