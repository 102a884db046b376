"""The queue of doubtful readings beside real scans: the cut shows the line, at any width."""

import io

import numpy as np
import pytest
from PIL import Image

from ingest.readers.ocr import ocr_available
from ingest.readers.scans.words import words_of
from tests.ingest import skewed
from tests.ui.browser.serving import running
from ui.library import Library
from ui.review_page import SHARPNESS

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
pytestmark = pytest.mark.skipif(not ocr_available(), reason="no Vietnamese Tesseract")

FIRST = (
    "ỦY BAN NHÂN DÂN XÃ HÒA BÌNH",
    "Số: 36/QĐ-UBND",
    "Hòa Bình, ngày 12 tháng 02 năm 2025",
    "QUYẾT ĐỊNH",
    "Về việc ban hành Kế hoạch cải cách hành chính năm 2025",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
)
SECOND = (
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính",
    "Điều 2. Văn phòng HĐND và UBND chủ trì, phối hợp với Phòng Nội vụ",
    "theo dõi việc thực hiện Nghị quyết số 131/NQ-CP ngày 06 tháng 10 năm",
    "2022 của Chính phủ; báo cáo trước ngày 15 tháng 12 năm 2025.",
)
DAMAGED = (
    "UY BAN NHAN DAN XA HOA BINH",
    "S6: 37/QD-UBND",
    "Quyét dinh sé 36/QD-UBND ngày 12 thang 02 nam 2025 cua Uy ban nhan dan xa",
    "Cän ctr Luat Té chirc chinh quyèn dia phuong ngày 16 thang 6 nam 2025;",
)
TRUE = (
    "ỦY BAN NHÂN DÂN XÃ HÒA BÌNH",
    "Số: 37/QĐ-UBND",
    "Quyết định số 36/QĐ-UBND ngày 12 tháng 02 năm 2025 của Ủy ban nhân dân xã",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
)


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    """The web app over a noisy scan of two pages, each askew, and one with a damaged text layer."""
    home = tmp_path_factory.mktemp("scans")
    pages = [
        skewed.scan(FIRST, angle=-1.4, noise=26, seed=1),
        skewed.scan(SECOND, angle=1.1, noise=30, seed=2),
    ]
    (home / "quét.pdf").write_bytes(skewed.scanned_pdf(pages))
    page = skewed.scan(TRUE, angle=0.5, noise=30, seed=3)
    (home / "lớp chữ.pdf").write_bytes(skewed.scanned_pdf([page], [DAMAGED]))
    report = Library.at(home / "library").ingest([home / "quét.pdf", home / "lớp chữ.pdf"])
    assert report.failures == ()
    with running(home / "library") as (app, _):
        yield app


def shared(found, words):
    words = words.split()
    return sum(word in found.split() for word in words) / max(1, len(words))


def test_each_cut_shows_the_line_that_is_in_doubt(page, scans):
    queue = scans.library.review_queue(limit=100)
    assert {item["page"] for item in queue if item["image"]} == {1, 2}
    texts, seen = {1: (*FIRST, *TRUE), 2: SECOND}, set()
    for item in queue:
        assert item["image"], item
        if (item["document"], item["line"]) in seen:
            continue
        seen.add((item["document"], item["line"]))
        printed = max(texts[item["page"]], key=lambda line: shared(item["text"], line))
        if shared(item["text"], printed) < 0.4:  # specks read as letters
            continue
        answer = page.request.get(scans.address + item["image"])
        shown = Image.open(io.BytesIO(answer.body()))
        words = words_of(np.asarray(shown.convert("L")), "--psm 6")
        found = " ".join(word.text for word in words)
        assert shared(found, printed) > 0.6, (item["line"], printed, found)
        own = [word for word in words if word.text in printed.split()]
        assert all(word.top > 2 and word.bottom < shown.height - 2 for word in own)


@pytest.mark.parametrize("width", [1280, 360])
def test_cuts_are_sharp_and_the_page_does_not_move_sideways(page, scans, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{scans.address}/?tab=overview&view=review")
    cards = page.locator(".rv-card")
    expect(cards.first).to_be_visible()
    images = page.locator(".rv-cut img")
    assert images.count() == cards.count()
    for image in images.all():
        image.scroll_into_view_if_needed()
        expect(image.locator("..")).to_have_attribute("data-shown", "")
    sizes = images.evaluate_all(
        "all => all.map(i => ({shown: i.getBoundingClientRect().width, own: i.naturalWidth,"
        " room: i.parentElement.clientWidth, left: i.parentElement.scrollLeft,"
        " at: Number(i.dataset.at), stop: i.parentElement.tabIndex}))"
    )
    for size in sizes:
        # naturalWidth is in pixels of the page: the file's own over the sharpness of `srcset`.
        assert size["shown"] == pytest.approx(size["own"], abs=1)
        if size["shown"] > size["room"] + 1:
            assert size["stop"] == 0
            middle = size["at"] * size["shown"]
            assert size["left"] - 1 <= middle <= size["left"] + size["room"] + 1
    assert max(size["shown"] for size in sizes) * SHARPNESS > 700
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_without_its_file_the_card_says_so(page, scans):
    library = scans.library
    from pathlib import Path

    record = next(r for r in library.documents() if r.name == "quét.pdf")
    path = Path(record.path)
    away = path.with_suffix(".away")
    path.rename(away)
    try:
        page.goto(f"{scans.address}/?tab=overview&view=review&doc={record.id}")
        card = page.locator(".rv-card").first
        expect(card).to_contain_text("Tệp gốc không còn ở chỗ cũ nên không có ảnh của dòng này.")
        expect(card.locator("img")).to_have_count(0)
    finally:
        away.rename(path)
