"""Vietnamese wording of search results, on the command line and in the web app."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

FOUND_BY: Final = MappingProxyType({"words": "theo chữ", "meaning": "theo nghĩa", "both": "cả hai"})
FILTERS: Final = MappingProxyType(
    {
        "document": "văn bản",
        "issuer": "cơ quan ban hành",
        "place": "địa phương",
        "type": "loại văn bản",
        "year": "năm",
        "in_force_on": "còn hiệu lực vào ngày",
    }
)
COLUMNS: Final = ("Văn bản", "Mục và đoạn trích", "Chỗ", "Tìm thấy")

EMPTY_QUERY: Final = "Chưa nhập từ cần tìm."
NO_WORDS: Final = "Trong “{query}” không có chữ hay số nào để tìm."
ONLY_STOP_WORDS: Final = "“{query}” chỉ gồm những từ quá chung; hãy thêm từ nói rõ việc cần tìm."
EMPTY_LIBRARY: Final = "Thư viện chưa có văn bản nào để tìm; hãy nạp văn bản: cancu ingest."
NOTHING_FOUND: Final = "Không tìm thấy đoạn nào phù hợp."
NOTHING_KNOWN: Final = "Không tìm thấy đoạn nào phù hợp: thư viện không có từ {words}."
NOTHING_FOUND_AMONG: Final = (
    "Không tìm thấy đoạn nào phù hợp trong các văn bản được lọc ({filters}); "
    "hãy bỏ bớt điều kiện lọc."
)
READ_AS: Final = "Không có kết quả cho “{query}”; đây là kết quả cho “{searched}”."
DID_YOU_MEAN: Final = "Có phải ý anh chị là: {text}"
WEAK: Final = "Không có đoạn nào thật sát; gần nhất là:"
WEAK_UNKNOWN: Final = "Thư viện không có từ {words}; không có đoạn nào thật sát, gần nhất là:"
WEAK_APART: Final = (
    "Các từ này đều có trong thư viện, nhưng không tìm thấy đoạn nào có đủ chúng; gần nhất là:"
)
NUMBER_NOWHERE: Final = "Không đoạn nào trong thư viện ghi số {numbers}."
NUMBER_WEAK: Final = "Không đoạn nào trong thư viện ghi số {numbers}; gần nhất là:"
CUT_QUERY: Final = "Câu quá dài: chỉ {count} ký tự đầu được dùng để tìm."
DUPLICATES: Final = "và {count} văn bản khác có đoạn gần như vậy: {names}"
DIFFERS: Final = "khác: {pairs}"
LINE: Final = "dòng {line}"
PAGE: Final = "trang {page}"
ARTICLE: Final = "Điều {article}"

# The web page.
HEADING: Final = "Tìm trong thư viện"
SUBTITLE: Final = "Theo chữ và theo nghĩa, trong từng mục của văn bản. Gõ không dấu cũng được."
SEARCH_BUTTON: Final = "Tìm"
QUERY: Final = "Từ cần tìm"
PLACEHOLDER: Final = "Ví dụ: thời hạn giải quyết hồ sơ đất đai"
ALL: Final = "tất cả"
FIELDS: Final = MappingProxyType(
    {
        "type": "Loại",
        "issuer": "Cơ quan ban hành",
        "place": "Địa phương",
        "year": "Năm",
        "in_force_on": "Còn hiệu lực vào ngày",
    }
)
ANY_YEAR: Final = "mọi năm"
ANY_DAY: Final = "không xét"
RESULTS: Final = "Kết quả tìm"
FILTERED: Final = "Đang lọc"
WITHOUT: Final = "Bỏ điều kiện lọc {name} “{value}”"
WITHOUT_ANY: Final = "Bỏ mọi điều kiện lọc"
COUNTED: Final = "{count} kết quả"
COUNTED_FIRST: Final = "{count} kết quả đầu"
TOOK: Final = "{seconds} giây"
STATES_ON: Final = "Hiệu lực xét vào ngày {day}"
FOUND_SO: Final = "Tìm thấy: {how}"
MORE: Final = "Xem thêm {count} kết quả"
MORE_PLACES: Final = "… và {count} văn bản nữa"
NATIONAL: Final = "Văn bản trung ương"
NATIONAL_TITLE: Final = (
    "Từ bộ dữ liệu văn bản trung ương đã nhập; toàn văn của điều xem ngay tại đây"
)
NATIONAL_TYPES: Final = (
    "Luật", "Nghị quyết", "Pháp lệnh", "Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch",
)  # fmt: skip
OTHER_PLACES: Final = "Đoạn gần như vậy ở {count} văn bản khác"
WHOLE_TEXT: Final = "Xem cả đoạn"
WHOLE_ARTICLE: Final = "Xem toàn văn điều này"
RECENT: Final = "Đã tìm gần đây"
EXAMPLES: Final = "Thử tìm"
KEYS_HINT: Final = "Enter để tìm · j k chọn kết quả · Enter mở kết quả"
PROBLEM: Final = "Chưa tìm được"
BAD_DAY: Final = (
    "“{day}” không phải là một ngày, nên không lọc theo ngày và hiệu lực xét vào hôm nay, {today}."
)
BAD_COUNT: Final = "“{count}” không phải là số kết quả, nên đang hiện {shown} kết quả đầu."
BAD_YEAR: Final = "“{year}” không phải là một năm, nên đang tìm trong mọi năm."


def filters(given: Mapping[str, object]) -> str:
    """The filters given, in words: 'năm “1999”, địa phương “Sa Pa”'."""
    return ", ".join(f"{FILTERS[name]} “{value}”" for name, value in given.items())


def quoted(words: Iterable[str]) -> str:
    """Words in quotation marks, parted by commas."""
    return ", ".join(f"“{word}”" for word in words)
