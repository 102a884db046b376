"""What the guide's pictures show: a clerk's whole check step by step, and each room."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bench.guide_draft import DRAFT, DRAFT_NAME, ISSUED_NAME, MENDED_NAME, as_word, issued, mended
from bench.guide_pictures import HEIGHT, Camera
from ui.library import Library

Frame = Callable[[Camera, Library], None]
DAY: Final = "20/11/2026"
OLD_PLAN: Final = "36/QĐ-UBND"
DEAD: Final = "61/2018/NĐ-CP"
UNCLEAR: Final = "76/NQ-CP"
MEANT: Final = "76/NQ-CP@2021-07-15"
READ: Final = ".cc-reader[data-begun]:not([data-rest]):not([data-pending])"  # nothing moves more
ASKED: Final = "Phường Cao Lãnh giao ai số hóa hồ sơ?"


def _file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": as_word(text)}


def _plan(library: Library) -> str:
    return library.find_held(OLD_PLAN).id


# --- the walk -------------------------------------------------------------------------------
def morning(camera: Camera, _: Library) -> None:
    camera.open("?tab=overview", "#overview-dead .ov-list")
    camera.page.wait_for_function("!document.querySelector('.ov-wait')")
    camera.tall(1000)
    camera.take("tong-quan")
    camera.tall(HEIGHT)


def handed_in(camera: Camera, _: Library) -> None:
    """A draft before it is checked, and its verdict on a day."""
    page = camera.page
    camera.open("?tab=check", "#check-form")
    camera.take("kiem-tra-tha-tep", page.locator("#check-room"))
    page.locator("#check-day").fill(DAY)
    page.locator("#draft-file").set_input_files(_file(DRAFT_NAME, DRAFT))
    camera.see("#report .ck-row")
    camera.take("kiem-tra-ngay", page.locator("#check-room"))
    camera.take("kiem-tra-ket-luan", page.locator(".ck-head"), page.locator(".ck-parts"))


def _row(camera: Camera, number: str) -> Any:  # noqa: ANN401 - playwright's
    rows = camera.page.locator("#report .ck-row")
    return rows.filter(has=camera.page.locator(".ck-name b", has_text=number))


def errors(camera: Camera, _: Library) -> None:
    """Errors alone, what to write instead, and why."""
    page = camera.page
    page.locator("#report a.ck-level[data-level=error]").click()
    _row(camera, UNCLEAR).wait_for(state="hidden")
    camera.take("kiem-tra-loi", page.locator("#ck-rows"), page.locator("table.cc-check"))
    row = _row(camera, DEAD)
    row.locator(".ck-copy").click()
    page.get_by_text("Đã sao chép").first.wait_for()
    camera.take("kiem-tra-sao-chep", row)
    row.get_by_text("Bằng chứng").click()
    camera.take("kiem-tra-bang-chung", row)


def choice(camera: Camera, _: Library) -> None:
    """Which document is meant: chosen, then taken back."""
    camera.page.locator("#report a.ck-level[data-level='']").click()
    row = _row(camera, UNCLEAR)
    row.locator(f"input[value='{MEANT}']").check()
    camera.take("kiem-tra-chon", row)
    row.get_by_role("button", name="Chọn văn bản này").click()
    row.locator(".ck-chosen").wait_for()
    camera.take("kiem-tra-da-chon", row)
    row.get_by_role("button", name="Hoàn tác").click()
    row.locator(".ck-chosen").wait_for(state="detached")


def found_beside(camera: Camera, _: Library) -> None:
    """Conflicts, bodies that are gone, files to take away, and the draft when mended."""
    page = camera.page
    for name, part in (("chua-khop", "Điểm chưa khớp"), ("co-quan", "Cơ quan, chức danh")):
        heading = page.locator("#report h3", has_text=part)
        camera.take(f"kiem-tra-{name}", heading, heading.locator("xpath=following-sibling::ul[1]"))
    camera.take("kiem-tra-tai-ve", page.locator("#downloads"))
    page.locator("#draft-file").set_input_files(_file(MENDED_NAME, mended()))
    page.locator(".ck-kicker", has_text=MENDED_NAME).wait_for()
    camera.take("kiem-tra-da-sua", page.locator(".ck-head"), page.locator("table.cc-check"))


def put_in(camera: Camera, _: Library) -> None:
    """The issued plan goes into the library."""
    page = camera.page
    camera.open("?tab=document", "#documents tbody tr")
    page.locator("#upload input[type=file]").set_input_files(_file(ISSUED_NAME, issued()))
    camera.see("#upload-results li.cc-up-added")
    page.locator("#documents tbody tr", has_text="125/KH-UBND").wait_for()
    camera.take("van-ban-them")


def read(camera: Camera, library: Library) -> None:
    """A plan with the card of a citation that has ended."""
    plan = _plan(library)
    reading, _unused = library.read(plan, None)
    line = next(m.line for m in reading.mentions if m.canonical == DEAD)
    camera.open(f"?tab=document&doc={plan}&line={line}", ".cc-target")
    camera.see(READ)
    cite = camera.page.locator(f"#L{line} .cc-cite.cc-state-expired").first
    cite.hover()
    camera.see("#cc-card h4")
    camera.take("doc")


def drawn(camera: Camera, library: Library) -> None:
    """The same neighbourhood on two days."""
    plan = _plan(library)
    for day, name, part in (
        ("2025-03-01", "do-thi-2025", ".cc-graph-pane"),
        ("2026-11-20", "do-thi-2026", ".cc-graph-pane"),
        ("2026-11-20", "do-thi", ".cc-graph-box"),
    ):
        camera.open(f"?tab=graph&doc={plan}&on={day}", ".cc-graph")
        camera.page.wait_for_function("document.querySelector('.cc-graph')?.cancuGraph")
        camera.take(name, camera.page.locator(".cc-days"), camera.page.locator(part))


def duties(camera: Camera, _: Library) -> None:
    camera.open("?tab=tasks&office=Phòng Văn hóa - Xã hội", ".cc-tasks tbody tr")
    camera.take("nhiem-vu")
    camera.open("?tab=tasks&view=matrix&place=phường Cao Lãnh", ".cc-matrix tbody tr")
    camera.take("nhiem-vu-co-quan")
    camera.open("?tab=tasks&view=calendar&month=2026-12", ".cc-month")
    camera.take("nhiem-vu-lich")


def asked(camera: Camera, _: Library) -> None:
    camera.open(f"?tab=ask&q={ASKED}", ".cc-answer")
    camera.take("hoi")


# --- the rooms ------------------------------------------------------------------------------
def searched(camera: Camera, _: Library) -> None:
    camera.open("?tab=search&q=ho so", ".cc-hit")  # the index is opened by the first search
    camera.open("?tab=search&q=so hoa ho so", ".cc-hit")
    camera.take("tim")


def listed(camera: Camera, _: Library) -> None:
    camera.open("?tab=document", "#documents tbody tr")
    camera.take("van-ban")


def checked(camera: Camera, library: Library) -> None:
    camera.open(f"?tab=check&doc={_plan(library)}&as_of={DAY}", "#report .ck-row")
    camera.take("kiem-tra")


def doubtful(camera: Camera, _: Library) -> None:
    camera.open("?tab=overview&view=review", ".rv-card")
    camera.take("soat-lai")


def asked_by_telephone(camera: Camera, _: Library) -> None:
    camera.open(f"?tab=ask&q={ASKED}", ".cc-answer")
    camera.take("hoi-dien-thoai")


def checked_by_telephone(camera: Camera, library: Library) -> None:
    camera.open(f"?tab=check&doc={_plan(library)}&as_of={DAY}&level=error", "#report .ck-row")
    camera.page.locator("#report .ck-row").first.scroll_into_view_if_needed()
    camera.take("kiem-tra-dien-thoai")


def read_in_the_dark(camera: Camera, library: Library) -> None:
    camera.open(f"?tab=document&doc={_plan(library)}", READ)
    camera.take("doc-nen-toi")


FRAMES: Final[tuple[tuple[Mapping[str, Any], tuple[Frame, ...]], ...]] = (
    (
        {},
        (
            *(morning, handed_in, errors, choice, found_beside, put_in, read, drawn, duties, asked),
            *(searched, listed, checked, doubtful),
        ),
    ),
    ({"width": 360}, (asked_by_telephone, checked_by_telephone)),
    ({"dark": True}, (read_in_the_dark,)),
)
