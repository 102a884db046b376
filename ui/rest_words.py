"""What the functions for other programs say of their parameters, in Vietnamese.

`described` writes it into a function's docstring, in the section “Args:” that Gradio, its page on
the API and programs that speak MCP read.
"""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ui.task_parameters import FILTERS

PARAMETERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "after": "Các câu hỏi ngay trước đó, cũ nhất trước, để hiểu câu hỏi tiếp; tối đa 20 câu.",
        "as_of": "Ngày xem xét, dạng 2025-07-01 hoặc 01/7/2025; để trống: hôm nay.",
        "directed": "true: chỉ đi xuôi, từ văn bản viện dẫn sang văn bản được viện dẫn.",
        "direction": "cites: xuôi theo viện dẫn; cited-by: ngược lại.",
        "document": "Văn bản: mã, số ký hiệu (76/NQ-CP) hoặc tên.",
        "end": "Văn bản ở cuối đường: mã, số ký hiệu hoặc tên.",
        "first": "Văn bản thứ nhất: mã, số ký hiệu hoặc tên.",
        "fold_same": "true: đoạn gần giống nhau gộp dưới đoạn tốt nhất.",
        "in_force_on": "Chỉ văn bản còn hiệu lực vào ngày này, dạng 2025-07-01 hoặc 01/7/2025.",
        "issuer": "Cơ quan ban hành.",
        "k": "Số kết quả, từ 1 đến 1000.",
        "level": "Cấp của cơ quan: central, province, district, commune, hoặc tiếng Việt.",
        "limit": "Số dòng nhiều nhất của một lần trả lời, từ 1 đến 1000.",
        "name": "Tên để nhận ra dự thảo trong câu trả lời; không phải đường dẫn tệp.",
        "offset": "Bỏ qua từng ấy dòng đầu, để đọc tiếp phần sau.",
        "place": "Địa phương.",
        "provision": "Hỏi riêng một điều, khoản, điểm: “khoản 2 Điều 5”; để trống: cả văn bản.",
        "query": "Chữ cần tìm, có dấu hay không.",
        "question": "Câu hỏi tiếng Việt, có dấu hay không.",
        "questions": 'Danh sách {"id", "question", "after"}; tối đa 1000 câu; "after" có thể bỏ.',
        "relation": "Chỉ các quan hệ này, cách nhau bởi dấu phẩy: legal_basis, refers_to, amends …",
        "second": "Văn bản thứ hai: mã, số ký hiệu hoặc tên.",
        "since": "Chỉ văn bản ký từ ngày này, dạng 2025-07-01 hoặc 01/7/2025.",
        "start": "Văn bản ở đầu đường: mã, số ký hiệu hoặc tên.",
        "state": "Tình trạng: in_force, expired, partly, suspended, not_yet, unknown.",
        "text": "Chữ cần có, có dấu hay không.",
        "type": "Loại văn bản: Kế hoạch, Quyết định …",
        "until": "Chỉ văn bản ký đến hết ngày này, dạng 2025-07-01 hoặc 01/7/2025.",
        "work": "Việc cần tìm, ví dụ: số hóa hồ sơ.",
        "year": "Năm ban hành; 0: mọi năm.",
    }
)
_OF_FUNCTION: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("check", "document"): "Văn bản trong thư viện: mã, số ký hiệu hoặc tên; hoặc dùng text.",
        ("check", "text"): "Toàn văn một dự thảo cần kiểm tra, thay cho document; không lưu lại.",
        ("check", "since"): "Cho biết thay đổi từ ngày này đến ngày xem xét; để trống: không.",
        ("citations", "role"): "Vai trò của viện dẫn: basis, task, report, history …",
        ("cites", "role"): "Vai trò của viện dẫn, cách nhau bởi dấu phẩy: basis, task, report …",
        ("cited_by", "role"): "Vai trò của viện dẫn, cách nhau bởi dấu phẩy: basis, task, report …",
        ("search", "document"): "Chỉ tìm trong văn bản này; để trống: mọi văn bản.",
        ("graph", "document"): "Văn bản ở giữa; để trống: cả thư viện.",
        ("graph", "depth"): "Số bước viện dẫn quanh văn bản, từ 1 đến 5.",
        ("graph", "limit"): "Số văn bản nhiều nhất, từ 1 đến 300.",
        ("chain", "depth"): "Số bước viện dẫn nhiều nhất, từ 1 đến 6.",
        ("chain", "limit"): "Số văn bản nhiều nhất, từ 1 đến 2000.",
        ("still_cites", "document"): "Văn bản đã hết hiệu lực; để trống: xét cả thư viện.",
        ("targets", "document"): "Văn bản: mã, số ký hiệu hoặc tên; để trống: cả thư viện.",
    }
)
_SEVERAL: Final = "Văn bản: mã, số ký hiệu hoặc tên, mỗi dòng một văn bản; để trống: cả thư viện."
_TASKS: Final = frozenset({"tasks", "workload", "coverage", "owners"})


def parameter(function: str, name: str) -> str:
    """What a parameter of a function is. KeyError where nobody described it."""
    if function in _TASKS and name in FILTERS:
        return FILTERS[name].said
    if name == "document" and function in _TASKS:
        return _SEVERAL
    return _OF_FUNCTION.get((function, name)) or PARAMETERS[name]


def described(work: Callable[..., Any]) -> str:
    """A function's own sentence, and what each parameter is, as Gradio reads docstrings."""
    named = inspect.signature(work).parameters
    lines = [f"    {name}: {parameter(work.__name__, name)}" for name in named]
    said = inspect.getdoc(work) or ""
    return "\n".join((said, "", "Args:", *lines)) if lines else said
