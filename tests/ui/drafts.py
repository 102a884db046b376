"""Small plans as clean text files, for libraries that a test fills itself. All invented."""

from pathlib import Path

from ui.library import Library

_PLAN = """ỦY BAN NHÂN DÂN XÃ {upper}
Số: {number}
{place}, ngày 05 tháng 3 năm {year}
KẾ HOẠCH
{title}
{bases}
I. MỤC TIÊU
1. Tỷ lệ hồ sơ trực tuyến đạt {share}% trở lên trong năm {year}.
II. NHIỆM VỤ
1. Giao công chức Văn phòng - Thống kê chủ trì {task} trước ngày 15/12/{year}.
2. Giao Trạm Y tế phối hợp tuyên truyền về {topic}.
"""
DECREE = "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ"
LOCAL = "Quyết định số 45/QĐ-UBND ngày 10 tháng 01 năm 2022 của Ủy ban nhân dân tỉnh"


def text(
    place: str = "Tân Phú",
    number: str = "12/KH-UBND",
    *,
    year: int = 2025,
    title: str = "Cải cách hành chính năm 2025",
    bases: tuple[str, ...] = (DECREE,),
    task: str = "rà soát thủ tục hành chính",
    topic: str = "nước sạch nông thôn",
    share: int = 85,
) -> str:
    """A commune's plan."""
    lines = "\n".join(f"Căn cứ {basis};" for basis in bases)
    return _PLAN.format(upper=place.upper(), place=place, number=number, year=year, title=title,
                        bases=lines, task=task, topic=topic, share=share)  # fmt: skip


def write(folder: Path, name: str, content: str) -> Path:
    """A file of this content."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def four_plans(folder: Path) -> list[Path]:
    """Plans that cite one another and the same decree; two bear the same number."""
    return [
        write(folder, "a.txt", text(bases=(DECREE, LOCAL))),
        write(
            folder,
            "b.txt",
            text(
                "Hòa Bình",
                year=2024,
                title="Chuyển đổi số năm 2024",
                bases=(
                    "Nghị định số 61/2018/NĐ-CP",
                    "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2025 của UBND xã Tân Phú",
                    "Quyết định số 45/QĐ-UBND",
                ),
                task="đào tạo kỹ năng số",
                topic="chữ ký số",
            ),
        ),
        write(
            folder,
            "c.txt",
            text(
                "Long Sơn",
                "7/KH-UBND",
                year=2023,
                title="Phòng cháy chữa cháy rừng năm 2023",
                bases=("Kế hoạch số 12/KH-UBND", LOCAL),
                task="dựng chòi canh lửa",
                topic="phòng cháy rừng",
                share=60,
            ),
        ),
        write(
            folder,
            "d.txt",
            text("Xuân Hải", "9/KH-UBND", year=2025, title="Trồng rừng ngập mặn", bases=()),
        ),
    ]


def library_of(folder: Path, paths: list[Path]) -> Library:
    """A library that holds these files, each stored by a call of its own."""
    library = Library.at(folder)
    for path in paths:
        library.ingest([path])
    return library
