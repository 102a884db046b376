"""The room “Kiểm tra” in a real browser: what is seen and saved against the library's own JSON."""

import csv
import datetime as dt
import io
import json

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ui.check_advice_wording import written
from ui.check_page import MOST_ROWS
from ui.labels import SEVERITIES, SEVERITY_SIGNS
from ui.reports.cells import COLUMNS, sections
from ui.reports.cells import rows as cells

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY, SHOWN_DAY = dt.date(2025, 8, 1), "01/8/2025"
ALIVE = "76/NQ-CP@2021-07-15"
READ = 90_000  # milliseconds that a first file may take on a computer at its limit
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG CAO LÃNH
Số:      /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cao Lãnh, ngày     tháng     năm 2025

KẾ HOẠCH
{title}

"""
BODY = """Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;
Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ,
Ủy ban nhân dân phường ban hành kế hoạch như sau:

I. MỤC TIÊU
1. Tiếp tục triển khai Nghị quyết số 76/NQ-CP trên địa bàn.
"""


def draft_text(title):
    return HEAD.format(title=title) + BODY


def as_docx(text):
    document, out = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def as_pdf(text, **options):
    out = io.BytesIO()
    if "Serif" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(out, **options)
    canvas.setFont("Serif", 11)
    for row, line in enumerate(text.splitlines()):
        canvas.drawString(60, 800 - 18 * row, line)
    canvas.save()
    return out.getvalue()


def handed(name, content):
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def opened(page, served, **parts):
    asked = "&".join(f"{name}={value}" for name, value in {"tab": "check", **parts}.items())
    page.goto(f"{served.address}/?{asked}")
    expect(page.locator("#check-form")).to_be_visible()


def drop(page, name, content):
    page.locator("#draft-file").set_input_files(handed(name, content))


def row_of(page, number):
    rows = page.locator("#report .ck-row")
    return rows.filter(has=page.locator(".ck-name b", has_text=number))


def seen(page):
    """(level, first words of the second cell) of each row shown."""
    return page.locator("#report .ck-row").evaluate_all(
        "rows => rows.map(row => [row.dataset.level, row.querySelector('.ck-name b').innerText])"
    )


def named(row):
    from ui import check_row_wording as told

    return told.name(row) or "không ghi số"


# --- held documents -------------------------------------------------------------------------
def test_each_shipped_plan_is_checked_as_the_library_checks_it(page, served):
    for record in served.library.documents():
        known = served.library.check(record.id, None, on=DAY)
        opened(page, served, doc=record.id, as_of=DAY.isoformat())
        expect(page.locator("#report .cc-sentence")).to_contain_text(SHOWN_DAY)
        assert seen(page) == [
            [row["severity"], " ".join(named(row).split())] for row in known["rows"]
        ]
        parts = page.locator("#report h3").evaluate_all(
            "parts => parts.map(part => [part.firstChild.textContent.trim(),"
            " Number(part.querySelector('.ck-count').innerText)])"
        )
        told = [[name, len(said)] for name, said in sections(known)]
        assert parts == [["Văn bản được viện dẫn", len(known["rows"])], *told]
        counts = page.locator("#report a.ck-level[data-level]:not([data-level=''])").evaluate_all(
            "links => links.map(link => [link.dataset.level, Number(link.querySelector("
            "'.ck-count').innerText)])"
        )
        assert counts == [[k, n] for k, n in known["summary"].items() if n]
        copied = page.locator("#report .ck-copy").evaluate_all(
            "all => all.map(b => b.dataset.copy)"
        )
        assert copied == [line for row in known["rows"] for line in written(row)]
        line = known["rows"][0]["mentions"][0]["line"]
        link = page.locator("#report .ck-row").first.locator(".ck-where a").first
        to = link.get_attribute("href")
        assert to == f"?tab=document&doc={record.id}&line={line}&as_of={DAY.isoformat()}"
    link.click()
    expect(page.locator(".cc-target").first).to_be_visible()


def test_a_document_is_found_by_typing_and_checked_by_keyboard_alone(page, served):
    record = next(r for r in served.library.documents() if r.header.number == "36/QĐ-UBND")
    known = served.library.check(record.id, None, on=DAY)
    opened(page, served)
    page.locator("#check-day").fill(SHOWN_DAY)
    box = page.get_by_role("combobox")
    box.focus()
    expect(page.get_by_role("option")).to_have_count(5)
    page.keyboard.type("36/qd-ubnd")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("36/QĐ-UBND")
    page.keyboard.press("Enter")
    expect(page.locator("#report .ck-row")).to_have_count(len(known["rows"]))
    expect(page.locator("#report .cc-sentence")).to_contain_text(SHOWN_DAY)
    assert f"doc={record.id}" in page.url
    page.locator("#check-day").fill("2024-01-01")
    page.keyboard.press("Enter")
    expect(page.locator("#report")).to_contain_text("Xét vào ngày 01/01/2024")
    earlier = served.library.check(record.id, None, on=dt.date(2024, 1, 1))
    assert seen(page) == [[r["severity"], " ".join(named(r).split())] for r in earlier["rows"]]
    page.go_back()
    expect(page.locator("#report .cc-sentence")).to_contain_text(SHOWN_DAY)
    box.fill("không có văn bản này đâu")
    expect(page.locator("#check-docs")).to_contain_text("Không có văn bản nào phù hợp.")
    page.keyboard.press("Escape")
    expect(page.locator("#check-docs")).to_be_hidden()


def test_files_are_made_when_asked_for_and_hold_what_the_json_holds(page, served):
    record = next(r for r in served.library.documents() if r.header.number == "36/QĐ-UBND")
    known = served.library.check(record.id, None, on=DAY)
    opened(page, served, doc=record.id, as_of=SHOWN_DAY)
    expect(page.locator("#downloads")).to_be_visible()
    got = {}
    for form in ("json", "csv", "xlsx", "docx", "html"):
        with page.expect_download() as waiting:
            page.locator(f"#download-{form}").click()
        assert waiting.value.suggested_filename == f"kiem-tra-{known['document']}.{form}"
        got[form] = waiting.value.path().read_bytes()
    assert json.loads(got["json"]) == known
    wanted = [list(COLUMNS), *map(list, cells(known))]
    table = list(csv.reader(io.StringIO(got["csv"].decode("utf-8-sig"))))
    assert table[: len(wanted)] == wanted
    sheet = load_workbook(io.BytesIO(got["xlsx"])).worksheets[0]
    flat = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    for expected in wanted:
        assert any(row[: len(expected)] == expected for row in flat)
    word = Document(io.BytesIO(got["docx"]))
    assert len(word.tables[0].rows) == len(known["rows"]) + 1
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    root = html.fromstring(got["html"])
    assert len(root.xpath("//tbody/tr")) == len(known["rows"])
    for name, sentences in sections(known):
        for sentence in (name, *sentences):
            assert sentence in said
            assert sentence in root.text_content()


def test_levels_are_filtered_and_parts_are_reached(page, served):
    record = next(r for r in served.library.documents() if r.header.number == "36/QĐ-UBND")
    known = served.library.check(record.id, None, on=DAY)
    opened(page, served, doc=record.id, as_of=SHOWN_DAY)
    level, count = next((k, n) for k, n in known["summary"].items() if n)
    page.locator(f"#report a.ck-level[data-level={level}]").click()
    expect(page.locator("#report .ck-row:visible")).to_have_count(count)
    assert f"level={level}" in page.url
    page.reload()
    expect(page.locator("#report .ck-row")).to_have_count(count)
    page.locator("#report a.ck-level[data-level='']").click()
    expect(page.locator("#report .ck-row")).to_have_count(len(known["rows"]))
    part = page.locator("#report .ck-parts a").last
    name = part.get_attribute("data-part")
    part.click()
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    assert "#" not in page.url
    words = page.locator("#report .ck-level .cc-severity").all_inner_texts()
    told = {f"{SEVERITY_SIGNS[code]} {SEVERITIES[code]}" for code in SEVERITIES}
    assert set(words) <= told


# --- drafts ---------------------------------------------------------------------------------
MAKERS = {"docx": as_docx, "pdf": as_pdf, "txt": str}


@pytest.mark.parametrize("form", MAKERS)
def test_a_draft_is_checked_chosen_for_edited_and_checked_again(page, served, tmp_path, form):
    title = f"Cải cách hành chính bằng tệp {form} năm 2026"
    before = [record.id for record in served.library.documents()]
    content = MAKERS[form](draft_text(title))
    file = tmp_path / f"du-thao.{form}"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    opened(page, served)
    page.locator("#check-day").fill(SHOWN_DAY)
    drop(page, file.name, content)
    row = row_of(page, "76/NQ-CP")
    expect(row).to_have_count(1, timeout=READ)
    known = served.library.check(None, file, on=DAY)
    assert seen(page) == [[r["severity"], named(r)] for r in known["rows"]]
    expect(row.locator(".ck-option")).to_have_count(2)
    expect(row).to_contain_text("✔ Còn hiệu lực")
    expect(row).to_contain_text("✖ Hết hiệu lực")
    row.locator(f"input[value='{ALIVE}']").check()
    row.get_by_role("button", name="Chọn văn bản này").click()
    expect(row.locator(".ck-chosen")).to_contain_text("Đã chọn")
    expect(row).to_be_focused()
    (kept,) = [c for c in served.library.choices() if c["document"].endswith(title)]
    assert (kept["target"], kept["everywhere"]) == (ALIVE, True)
    assert kept["by"] in row.locator(".ck-chosen").inner_text()
    after = served.library.check(None, file, on=DAY)
    assert seen(page) == [[r["severity"], named(r)] for r in after["rows"]]
    with page.expect_download() as waiting:
        page.locator("#download-json").click()
    assert json.loads(waiting.value.path().read_text(encoding="utf-8")) == after
    edited = draft_text(title).replace("I. MỤC TIÊU", "I. MỤC TIÊU CHUNG")
    drop(page, f"sua.{form}", MAKERS[form](edited + "2. Sơ kết Nghị quyết số 76/NQ-CP.\n"))
    expect(page.locator("#report .ck-kicker")).to_contain_text(f"sua.{form}", timeout=READ)
    expect(row_of(page, "76/NQ-CP").locator(".ck-where")).to_contain_text("dòng")
    expect(row_of(page, "76/NQ-CP")).to_have_count(1)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(row_of(page, "76/NQ-CP").locator(".ck-chosen")).to_have_count(0)
    expect(row_of(page, "76/NQ-CP").locator(".ck-option")).to_have_count(2)
    (ended,) = [c for c in served.library.choices() if c["choice"] == kept["choice"]]
    assert ended["taken_back"]["by"] == kept["by"]
    assert [record.id for record in served.library.documents()] == before


def test_a_word_draft_comes_back_with_comments(page, served):
    opened(page, served)
    drop(page, "dự thảo.docx", as_docx(draft_text("Ghi chú vào dự thảo năm 2026")))
    expect(page.locator("#download-comments")).to_be_visible(timeout=READ)
    with page.expect_download() as waiting:
        page.locator("#download-comments").click()
    assert waiting.value.suggested_filename == "dự thảo-co-ghi-chu.docx"
    comments = [c.text for c in Document(str(waiting.value.path())).comments]
    assert any("61/2018/NĐ-CP" in said for said in comments)


def test_what_looks_like_markup_is_shown_and_never_run(page, served):
    title = "Kế hoạch <script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'>"
    opened(page, served)
    drop(page, "<img src=x onerror=alert(1)>.txt", draft_text(title))
    expect(page.locator("#report .ck-of")).to_contain_text(
        "<script>window.pwned = 1</script>", timeout=READ
    )
    assert page.evaluate("window.pwned") is None
    assert page.locator("#report img, #report script").count() == 0


# --- what cannot be -------------------------------------------------------------------------
LOCKED = {"encrypt": StandardEncryption("secret", ownerPassword="x")}


@pytest.mark.parametrize(("name", "content", "said"), [
    ("chuong-trinh.exe", b"MZ\x90\x00" + bytes(200), "Chưa hỗ trợ loại tệp này"),
    ("khoa.pdf", None, "Tệp có mật khẩu"),
    ("rong.txt", b"", "rong.txt"),
    ("hong.docx", b"PK\x03\x04" + bytes(40), "hong.docx"),
])  # fmt: skip
def test_a_file_that_cannot_be_checked_is_told_in_one_sentence(page, served, name, content, said):
    opened(page, served)
    drop(page, name, as_pdf("Kế hoạch", **LOCKED) if content is None else content)
    note = page.locator("#check-note")
    expect(note).to_contain_text(said)
    assert "Traceback" not in note.inner_text()
    expect(page.locator("#check-wait")).to_be_hidden()
    expect(page.locator("#report .cc-empty")).to_be_visible()


def test_a_file_over_the_limit_is_not_sent_whole(page, served):
    opened(page, served)
    page.evaluate("""() => {
        document.getElementById("check-room").dataset.most = "10";
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (body) {
            window.sent = body.size;
            return send.call(this, body);
        };
    }""")
    drop(page, "dai.txt", "x" * 5000)
    expect(page.locator("#report .cc-report")).to_be_visible(timeout=READ)
    assert page.evaluate("window.sent") == 11


@pytest.mark.parametrize("typed", ["31/02/2025", "hôm kia", "2025-13-01"])
def test_a_day_that_is_none_is_told_in_one_sentence(page, served, typed):
    record = served.library.documents()[0]
    opened(page, served, doc=record.id)
    expect(page.locator("#report .cc-report")).to_be_visible()
    page.locator("#check-day").fill(typed)
    page.locator("#check").click()
    expect(page.locator("#report .ck-problem")).to_contain_text(
        f"“{typed}” không phải là một ngày."
    )


def test_documents_and_drafts_that_are_gone_and_nothing_at_all(page, served):
    opened(page, served, doc="khong-con-nua")
    expect(page.locator("#report .ck-problem")).to_contain_text("không có văn bản nào là")
    opened(page, served, draft="da-mat")
    expect(page.locator("#report .ck-problem")).to_contain_text("Hãy thả lại tệp")
    opened(page, served)
    page.locator("#check").click()
    expect(page.locator("#check-note")).to_contain_text("Hãy thả một dự thảo")
    assert page.request.get(f"{served.address}/cancu-check/save/exe?doc=x").status == 404
    answer = page.request.post(
        f"{served.address}/cancu-check/choose", data={"doc": "x"},
        headers={"origin": served.address},
    )  # fmt: skip
    assert answer.status == 422
    assert answer.json()["error"]["message"]


# --- many rows, narrow screens, paper -------------------------------------------------------
def test_of_many_rows_the_first_are_shown_and_the_rest_asked_for(page, served):
    lines = [f"Căn cứ Quyết định số {n}/QĐ-UBND ngày 05 tháng 3 năm 2024 của UBND tỉnh Đồng Tháp;"
             for n in range(1, MOST_ROWS + 31)]  # fmt: skip
    opened(page, served)
    drop(page, "nhieu.txt", draft_text("Nhiều căn cứ năm 2026") + "\n".join(lines))
    expect(page.locator("#report .ck-row")).to_have_count(MOST_ROWS, timeout=READ)
    total = int(page.locator("#report h3 .ck-count").first.inner_text())
    assert total == MOST_ROWS + 32
    page.locator("#report a.ck-level[data-level=error]").click()
    expect(page.locator("#report .ck-row")).to_have_count(1)
    page.locator("#report a.ck-level[data-level='']").click()
    page.get_by_role("link", name=f"Hiện cả {total} văn bản").click()
    expect(page.locator("#report .ck-row")).to_have_count(total)


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_the_page_is_never_wider_than_the_screen(page, served, width):
    record = next(r for r in served.library.documents() if r.header.number == "36/QĐ-UBND")
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, served, doc=record.id)
    expect(page.locator("#report .cc-report")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    flow = page.locator("#report .ck-row").first.evaluate("row => getComputedStyle(row).display")
    assert flow == ("block" if width < 760 else "table-row")


def test_paper_has_the_report_and_nothing_to_click(page, served):
    record = next(r for r in served.library.documents() if r.header.number == "36/QĐ-UBND")
    opened(page, served, doc=record.id)
    expect(page.locator("#report .cc-report")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in ("#check-form", "#head", ".ck-parts", ".ck-files", ".ck-levels"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("#report .ck-row").first).to_be_visible()
    expect(page.locator("#report .cc-sentence")).to_be_visible()
