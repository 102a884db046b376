"""How the graph is worded and which line, shape and colour each code has.

Colours are names of the style sheet's tokens (`--cc-…`), so that both schemes have their own. No
two relations share dashes and arrow within a colour, no two states share a shape: colour never
carries meaning alone.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.terms import PlaceLevel, Relation, ValidityState
from ui.wording import TABS
from ui.wrong_parts import UNREAD


@dataclass(frozen=True, slots=True)
class Line:
    """How edges of a relation are drawn. token: of the colour. dash: lengths in px, () solid.

    arrow: a shape of cytoscape.js. hollow: the arrow is not filled. width: px.
    """

    token: str
    dash: tuple[int, ...] = ()
    arrow: str = "triangle"
    hollow: bool = False
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """How a document in a state is drawn. shape: of cytoscape.js."""

    token: str
    shape: str


LINES: Final = MappingProxyType(
    {
        Relation.LEGAL_BASIS: Line("accent", width=2),
        Relation.IMPLEMENTS: Line("info-line", (8, 4)),
        Relation.GUIDES: Line("info-line", (), "vee"),
        Relation.REFERS_TO: Line("faint", (2, 4), "vee"),
        Relation.AMENDS: Line("warn-line", (9, 3, 2, 3), "diamond"),
        Relation.SUPPLEMENTS: Line("warn-line", (9, 3, 2, 3), "diamond", hollow=True),
        Relation.REPLACES: Line("bad-line", (), "tee", width=2.5),
        Relation.REPEALS: Line("bad-line", (8, 4), "tee", width=2.5),
        Relation.ANNULS: Line("bad-line", (2, 4), "tee", width=2.5),
        Relation.SUSPENDS: Line("bad-line", (9, 3, 2, 3), "square"),
        Relation.PROMULGATES: Line("review-line", (), "circle"),
        Relation.PROPOSED_BY: Line("review-line", (2, 4), "circle", hollow=True),
    }
)
GROUPS: Final = (
    ("Căn cứ, dẫn chiếu", (Relation.LEGAL_BASIS, Relation.REFERS_TO)),
    ("Thi hành", (Relation.IMPLEMENTS, Relation.GUIDES)),
    ("Sửa đổi, bổ sung", (Relation.AMENDS, Relation.SUPPLEMENTS)),
    (
        "Chấm dứt, tạm ngưng",
        (Relation.REPLACES, Relation.REPEALS, Relation.ANNULS, Relation.SUSPENDS),
    ),
    ("Ban hành, đề nghị", (Relation.PROMULGATES, Relation.PROPOSED_BY)),
)
MARKS: Final = MappingProxyType(
    {
        ValidityState.IN_FORCE: Mark("good-line", "ellipse"),
        ValidityState.PARTLY: Mark("warn-line", "diamond"),
        ValidityState.EXPIRED: Mark("bad-line", "rectangle"),
        ValidityState.SUSPENDED: Mark("review-line", "octagon"),
        ValidityState.NOT_YET: Mark("info-line", "triangle"),
        ValidityState.UNKNOWN: Mark("faint", "pentagon"),
    }
)
NO_LEVEL: Final = ""
LEVELS: Final = MappingProxyType(
    {
        PlaceLevel.CENTRAL.value: "Trung ương",
        PlaceLevel.PROVINCE.value: "Tỉnh, thành phố",
        PlaceLevel.DISTRICT.value: "Huyện",
        PlaceLevel.COMMUNE.value: "Xã, phường",
        NO_LEVEL: "Chưa rõ cấp",
    }
)
LAYOUTS: Final = MappingProxyType(
    {"rings": "Vòng theo cấp", "time": "Hàng theo năm, cấp", "force": "Tự dàn"}
)
DEPTHS: Final = MappingProxyType({1: "1 bước", 2: "2 bước", 3: "3 bước"})
LIMITS: Final = (60, 120, 300)

WHOLE: Final = "Cả thư viện"
DRAWING: Final = "Hình vẽ đồ thị viện dẫn"
DRAWING_HELP: Final = (
    "Mũi tên đi từ văn bản viện dẫn đến văn bản được viện dẫn. Phím mũi tên: dời hình; "
    "cộng, trừ: phóng to, thu nhỏ; số 0: xem toàn hình; Enter: chọn văn bản ở giữa hình. "
    "Danh sách bên cạnh có cùng nội dung."
)
NOT_FOUND_HINT: Final = "Hãy tìm văn bản khác bằng ô “Tìm văn bản”."
NO_SUCH_VIEW: Final = "Địa chỉ này không có dữ liệu đồ thị."
BAD_NUMBER: Final = "“{said}” không phải là số bước hay số văn bản."
BAD_FLAG: Final = "“{name}” phải là true hoặc false."
BAD_KEYS: Final = "“{name}” phải là một danh sách mã văn bản."
NO_NAME: Final = "Chưa nêu văn bản (“doc”)."
NO_PARAMETER: Final = "Địa chỉ này không có tham số “{name}”."
PARAMETERS: Final = "Các tham số: {names}."
NO_EVENTS: Final = "Chưa ghi nhận sự kiện nào về hiệu lực của văn bản này."
LINEAGE: Final = "Dòng thời gian của {name}"
HEIRS: Final = "Văn bản cần viện dẫn thay thế vào ngày {day}"
PREDECESSORS: Final = "Đã thay thế"
UNDATED: Final = "không rõ ngày"
HOLLOW: Final = "Hình rỗng: chưa có toàn văn"
SIZED: Final = "Càng lớn: càng nhiều văn bản viện dẫn"
PRESUMED: Final = "suy ra theo {rule}"
NO_WAY: Final = "Không có đường viện dẫn nào nối hai văn bản này."
ONE_DOCUMENT: Final = "Hai đầu là cùng một văn bản."
WAY: Final = "Đường ngắn nhất qua {steps} bước: {way}."
SPAN: Final = "Có hiệu lực {span}."

SAID_BY_THE_DRAWING: Final = MappingProxyType(
    {
        "loading": "Đang tải đồ thị…",
        "drawing": "Đang dàn hình…",
        "failed": "Không tải được đồ thị. Hãy kiểm tra chương trình còn chạy, rồi mở lại trang.",
        "nothing": "Không có văn bản nào để vẽ.",
        "nothing_advice": "Hãy chọn văn bản khác, hoặc nạp thêm văn bản ở thẻ “Văn bản”.",
        "all_hidden": "Bộ lọc đã ẩn mọi văn bản, hoặc chưa văn bản nào được ban hành vào ngày này.",
        "counted": "{nodes} văn bản, {edges} quan hệ viện dẫn vào ngày {day}",
        "bounded": "chỉ vẽ {limit} văn bản gần nhất",
        "bounded_whole": "chỉ vẽ {limit} văn bản có nhiều viện dẫn nhất",
        "changes": "{count} ngày có thay đổi",
        "bad_day": "“{day}” không phải là một ngày. Hãy ghi dạng 01/7/2025.",
        "wrong_day": "“{said}” không phải là một ngày, nên đang xem vào hôm nay, {today}.",
        "wrong_layout": "“{said}” không phải là một cách dàn, nên đang dàn thành vòng theo cấp.",
        "wrong_depth": "“{said}” không phải là số bước từ 1 đến 3, nên đang vẽ 1 bước.",
        "wrong_limit": "Không vẽ được nhiều nhất “{said}” văn bản, nên đang vẽ nhiều nhất "
        f"{LIMITS[1]}.",
        "wrong_relation": "“{said}” không phải là một quan hệ, nên không ẩn quan hệ nào như vậy.",
        "wrong_level": "“{said}” không phải là một cấp ban hành, nên không ẩn cấp nào như vậy.",
        "unread": UNREAD.format(room=TABS["graph"], name="{said}"),
        "held": "có toàn văn",
        "stub": "chỉ được viện dẫn, chưa có toàn văn",
        "no_day": "không rõ ngày ban hành",
        "no_title": "không rõ trích yếu",
        "citing": "{count} văn bản trong thư viện viện dẫn",
        "not_held": "chưa có toàn văn",
        "in_drawing": "{count} văn bản trong hình viện dẫn",
        "middle": "Văn bản ở giữa",
        "read": "Đọc",
        "check": "Kiểm tra",
        "centre": "Đưa vào giữa",
        "expand": "Mở rộng (+{count})",
        "collapse": "Thu gọn",
        "from_here": "Tìm đường từ đây",
        "close": "Đóng",
        "line": "dòng {line}",
        "play": "Phát",
        "pause": "Dừng",
        "in_shown": "trong hình",
        "in_library": "trong thư viện, đưa vào giữa",
        "not_found": "Không tìm thấy văn bản nào.",
        "expanded": "Đã thêm {count} văn bản.",
        "nothing_more": "Không còn văn bản nào để thêm.",
        "full": "Hình đã có {limit} văn bản, không thêm được nữa.",
        "collapsed": "Đã thu gọn {count} văn bản.",
        "saved": "Đã lưu tệp {name}.",
        "undated_column": "không rõ",
        "proof_missing": "Chưa lấy được phần chứng minh.",
    }
)
"""Sentences that the browser fills in."""
