"""The tab “Văn bản” in a real browser: the list, what is put in, what is taken out."""

import io
import os
import re
import shutil
import signal
import subprocess
from itertools import pairwise

import docx
import pytest
from openpyxl import load_workbook

from ingest.readers import ocr
from ingest.readers.office import converter
from tests.ingest import files
from tests.ui.browser.serving import running
from tests.ui.drafts import text
from ui import document_rows, samples, wording
from ui import document_wording as words

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
PLAN = text(number="7/KH-UBND")


@pytest.fixture
def app(plans_folder, tmp_path):
    """The web app over a copy of the shipped plans of its own: this test changes it."""
    folder = tmp_path / "library"
    shutil.copytree(plans_folder, folder)
    with running(folder) as (served, _):
        yield served


def rows(page):
    return page.locator("#documents tbody tr")


def named(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def send(page, *sent):
    page.locator("#upload input[type=file]").set_input_files([named(*one) for one in sent])


def results(page, count):
    shown = page.locator("#upload-results li")
    expect(shown).to_have_count(count, timeout=120_000)
    return shown


def test_the_list_is_that_of_the_library(page, served):
    page.goto(f"{served.address}/?tab=document")
    held = served.library.documents()
    expect(rows(page)).to_have_count(len(held))
    assert page.locator("a.cc-shelf-link").all_inner_texts() == [
        document_rows.named(r) for r in held
    ]
    for row, record in zip(rows(page).all(), held, strict=True):
        state = served.library.status(record.id, on=served_day())["state"]
        assert (
            row.locator(".cc-shelf-chip-state").inner_text().startswith(wording.STATE_SIGNS[state])
        )
        tasks = row.locator(f'td[data-said="{words.TASKS[0]}"]').inner_text()
        assert int(tasks) == len(served.library.tasks(record.id))
    badges = page.locator("#documents .cc-badge")
    expect(badges).to_have_count(sum(record.damaged for record in held))


def served_day():
    from ui.days import today

    return today()


def test_filters_narrow_the_list_stay_in_the_address_and_can_be_taken_away(page, served):
    page.goto(f"{served.address}/?tab=document")
    library = served.library
    box = page.locator("#documents-text")
    box.press_sequentially("nguyen giap", delay=30)
    expect(rows(page)).to_have_count(len(library.documents(text="nguyen giap")))
    expect(page).to_have_url(re.compile(r"text=nguyen\+giap"))
    expect(box).to_have_value("nguyen giap")
    expect(box).to_be_focused()
    page.reload()
    expect(box).to_have_value("nguyen giap")
    page.locator("a.cc-shelf-chip").click()
    expect(rows(page)).to_have_count(len(library.documents()))
    expect(box).to_have_value("")
    page.locator("#documents-type").focus()
    page.locator("#documents-type").select_option("Quyết định")
    fits = library.documents(type="Quyết định")
    expect(rows(page)).to_have_count(len(fits))
    expect(page.locator("#documents-type")).to_be_focused()
    page.locator("#documents-year").select_option(str(fits[0].header.date.year))
    expect(page.locator("a.cc-shelf-chip")).to_have_count(2)
    page.go_back()
    expect(page.locator("a.cc-shelf-chip")).to_have_count(1)
    expect(rows(page)).to_have_count(len(fits))


def test_stubs_are_listed_page_by_page_without_repeats(page, served):
    stubs = served.library.documents(stubs=True)
    page.goto(f"{served.address}/?tab=document&held=cited")
    found = []
    for part in range(1, -(-len(stubs) // 50) + 1):
        expect(page.locator("#documents-list .cc-small").first).to_contain_text(str(len(stubs)))
        if part > 1:
            page.get_by_label(words.GO_PAGE.format(page=part)).first.click()
            expect(page).to_have_url(re.compile(f"part={part}"))
        expect(rows(page)).to_have_count(min(50, len(stubs) - len(found)))
        expect(rows(page).first).not_to_have_attribute("data-doc", found[-50] if found else "")
        found += [row.get_attribute("data-doc") for row in rows(page).all()]
    assert sorted(found) == sorted(record.id for record in stubs)


def test_the_reader_leads_back_to_the_list_as_it_was(page, served):
    page.goto(f"{served.address}/?tab=document&type=Quyết định")
    page.locator("a.cc-shelf-link").first.click()
    expect(page.locator("#reader-room")).to_be_visible()
    expect(page.locator("#documents-room")).to_be_hidden()
    page.locator("a.cc-to-list").first.click()
    expect(page).to_have_url(re.compile("type=Quy"))
    expect(page.locator("a.cc-shelf-chip")).to_have_count(1)


def test_the_list_by_keyboard_alone(page, served):
    page.goto(f"{served.address}/?tab=document")
    expect(rows(page)).not_to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator("#documents-text")).to_be_focused()
    links = page.locator("a.cc-shelf-link")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reader-room")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
def test_the_list_fits_every_screen(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served.address}/?tab=document")
    expect(rows(page)).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cell = rows(page).first.locator("td").last.bounding_box()
    assert cell["x"] + cell["width"] <= width  # what is wider than the page is cut off
    if width == 360:
        expect(page.locator("#documents-form")).to_be_hidden()
        page.locator("#documents-more").click()
        expect(page.locator("#documents-form")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_can_be_taken_away(page, served):
    page.goto(f"{served.address}/?tab=document&type=Quyết định")
    with page.expect_download() as taken:
        page.get_by_role("link", name=words.SAVE_XLSX).click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    listed = list(book[words.SHEET].iter_rows(min_row=2, values_only=True))
    known = served.library.documents(type="Quyết định")
    assert [row[-1] for row in listed] == [record.id for record in known]
    assert taken.value.suggested_filename == "van-ban.xlsx"


def test_a_filter_that_is_none_is_one_sentence(page, served):
    page.goto(f"{served.address}/?tab=document&as_of=31/02/2025")
    told = page.get_by_text("31/02/2025").filter(visible=True)
    expect(told.first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Traceback")


# --- files in -------------------------------------------------------------------------------------
def word_file(content):
    document = docx.Document()
    for line in content.splitlines():
        document.add_paragraph(line)
    return files.saved(document)


def scan(content):
    """A page as a scanner sees it: pixels, no text."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 34)
    for place, line in enumerate(content.splitlines()):
        pen.text((150, 200 + 60 * place), line, font=font, fill=0)
    return page


def as_image(page, kind):
    out = io.BytesIO()
    page.save(out, kind, resolution=200, dpi=(200, 200))
    return out.getvalue()


def old_word_file(folder):
    """A .doc, as LibreOffice writes it."""
    (folder / "cũ.docx").write_bytes(word_file(text(number="6/KH-UBND")))
    command = [
        shutil.which("soffice"),
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(folder),
    ]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run([*command, profile, str(folder / "cũ.docx")], check=True, capture_output=True)
    return (folder / "cũ.doc").read_bytes()


def test_each_format_is_read_told_and_kept(page, app, tmp_path):
    sent = {
        "1.txt": text(number="1/KH-UBND").encode(),
        "2.md": text(number="2/KH-UBND").encode(),
        "3.html": f"<meta charset=utf-8>{text(number='3/KH-UBND')}".replace("\n", "<br>").encode(),
        "4.docx": word_file(text(number="4/KH-UBND")),
        "5.pdf": files.text_pdf(text(number="5/KH-UBND").splitlines()),
    }
    if converter() and shutil.which("soffice"):
        sent["6.doc"] = old_word_file(tmp_path)
    if ocr.ocr_available():
        sent["7.png"] = as_image(scan(PLAN), "PNG")
        sent["8.pdf"] = as_image(scan(text(number="8/KH-UBND")), "PDF")
    page.goto(f"{app.address}/?tab=document")
    send(page, *sent.items())
    shown = results(page, len(sent))
    expect(page.locator("#upload-said")).to_contain_text(f"Xong {len(sent)} tệp")
    assert all("đã thêm" in line for line in shown.all_inner_texts())
    held = {record.name: record for record in app.library.documents()}
    assert set(sent) <= set(held)
    for name, data in sent.items():
        record = held[name]
        line = shown.filter(has_text=f"{name}:")
        told = app.library.told(record)
        said = words.FOUND.format(citations=told.citations, tasks=told.tasks)
        expect(line).to_contain_text(said)
        assert record.header.number == f"{name[0]}/KH-UBND"
        assert app.library.folder in path_of(record).parents
        assert path_of(record).read_bytes() == data
    line = shown.filter(has_text="4.docx:")
    line.get_by_text(words.TO_READ, exact=True).click()
    expect(page.locator("#reader-room")).to_contain_text("4/KH-UBND")
    page.go_back()
    line.get_by_text(words.TO_CHECK, exact=True).click()
    expect(page).to_have_url(re.compile(f"tab=check&doc={held['4.docx'].id}"))


def path_of(record):
    from pathlib import Path

    return Path(record.path)


def test_files_dropped_are_taken_markup_in_them_is_shown_bad_ones_are_told(page, app):
    plan = text(number="7/KH-UBND", title="Về <script>window.pwned = 1</script>")
    page.goto(f"{app.address}/?tab=document")
    expect(rows(page)).to_have_count(5)
    page.evaluate(
        """([good, bad]) => {
          const data = new DataTransfer();
          data.items.add(new File([good], "<img src=x onerror='window.pwned=1'>.txt"));
          data.items.add(new File([bad], "hỏng.pdf"));
          for (const name of ["dragenter", "dragover", "drop"])
            document.querySelector("#documents").dispatchEvent(
              new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }));
        }""",
        [plan, "%PDF-1.4 nothing"],
    )
    shown = results(page, 2)
    expect(shown.filter(has_text="hỏng.pdf")).to_contain_text("Không đọc được tệp")
    expect(shown.filter(has_text="đã thêm")).to_contain_text("<script>window.pwned = 1</script>")
    expect(rows(page)).to_have_count(6)
    assert page.evaluate("window.pwned") is None


def test_an_empty_library_offers_samples(page, tmp_path):
    with running(tmp_path / "library") as (app, _):
        page.goto(f"{app.address}/?tab=document")
        page.get_by_role("button", name=words.SAMPLES).click()
        results(page, 5)
        expect(rows(page)).to_have_count(5)
        assert sorted(r.name for r in app.library.documents()) == sorted(samples.names())


def test_stopping_keeps_what_was_told_as_added(page, app):
    page.goto(f"{app.address}/?tab=document")
    expect(rows(page)).to_have_count(5)
    sent = [(f"{n}.txt", text(number=f"{n}/KH-UBND").encode()) for n in range(100, 130)]
    send(page, *sent)
    expect(page.locator("#upload-results .cc-up-added")).not_to_have_count(0)
    page.locator("#upload-stop").click()
    expect(page.locator("#upload-said")).to_contain_text("đã dừng")
    results(page, 30)
    added = page.locator("#upload-results .cc-up-added").count()
    assert 0 < added < 30
    names = {record.name for record in app.library.documents()}
    told = page.locator("#upload-results .cc-up-added").all_inner_texts()
    assert all(any(f"{name}:" in line for name in names) for line in told)
    assert app.library.store.faults() == []


def test_two_people_put_files_in_and_each_reads_on_meanwhile(browser, app):
    pages = [browser.new_context(locale="vi-VN").new_page() for _ in range(2)]
    for person, page in enumerate(pages):
        page.goto(f"{app.address}/?tab=document")
        expect(rows(page)).not_to_have_count(0)
        numbers = range(10 * person, 10 * person + 4)
        send(page, *((f"{n}.txt", text(number=f"{n}/KH-UBND").encode()) for n in numbers))
    pages[0].locator('.cc-nav a[data-tab="ask"]').click()
    expect(pages[0].locator("#upload")).to_be_hidden()
    for page in pages:
        expect(page.locator("#upload-results li.cc-up-added")).to_have_count(4, timeout=120_000)
    pages[0].locator('.cc-nav a[data-tab="document"]').click()
    expect(rows(pages[0])).to_have_count(13)
    assert len(app.library.documents()) == 13
    for page in pages:
        page.context.close()


def test_a_server_killed_between_files_leaves_a_good_library_and_goes_on(
    page, plans_folder, tmp_path
):
    folder = tmp_path / "library"
    shutil.copytree(plans_folder, folder)
    sent = [(f"{n}.txt", text(number=f"{n}/KH-UBND").encode()) for n in range(20, 50)]
    with running(folder) as (app, server):
        page.goto(f"{app.address}/?tab=document")
        send(page, *sent)
        expect(page.locator("#upload-results .cc-up-added")).not_to_have_count(0)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        expect(page.locator("#upload-said")).to_contain_text("Xong 30 tệp")
        told = page.locator("#upload-results .cc-up-added").all_inner_texts()
        expect(page.locator("#upload-results")).to_contain_text("mất kết nối")
        page.goto("about:blank")
    with running(folder, port=int(app.address.rpartition(":")[2])) as (app, _):
        library = app.library
        assert library.store.faults() == []
        held = {record.name for record in library.documents()}
        assert all(any(f"{name}:" in line for name in held) for line in told)
        page.goto(f"{app.address}/?tab=ask")
        page.locator('.cc-nav a[data-tab="document"]').click()
        expect(rows(page)).to_have_count(len(held))
        lost = [name for name, _ in sent if not any(f"{name}:" in line for line in told)]
        told_again = page.locator("#upload-results .cc-up-refused").all_inner_texts()
        assert told_again == [f"✖ {name}: chưa thêm. Hãy thả lại tệp này." for name in lost]
        send(page, *sent)
        results(page, 30)
        expect(rows(page)).to_have_count(35)
        assert {name for name, _ in sent} <= {record.name for record in library.documents()}
        kept = set((folder / "files").glob("*/*.txt"))
        assert {path_of(r) for r in library.documents() if r.name in dict(sent)} <= kept


# --- files out ------------------------------------------------------------------------------------
def test_a_document_is_removed_after_a_question_that_names_it(page, app):
    page.goto(f"{app.address}/?tab=document")
    send(page, ("a.txt", PLAN.encode()))
    results(page, 1)
    expect(rows(page)).to_have_count(6)
    row = rows(page).filter(has_text="7/KH-UBND")
    record = next(r for r in app.library.documents() if r.name == "a.txt")
    row.get_by_role("button", name=words.REMOVE_NAMED.format(named="7/KH-UBND")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("7/KH-UBND")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert len(app.library.documents()) == 6
    row.get_by_role("button", name=words.REMOVE_NAMED.format(named="7/KH-UBND")).click()
    dialog.get_by_role("button", name=words.REMOVE, exact=True).click()
    expect(rows(page)).to_have_count(5)
    expect(page.locator("#upload-said")).to_contain_text("Đã xóa 7/KH-UBND")
    assert record.id not in {r.id for r in app.library.documents()}
    assert not path_of(record).exists()


def test_headings_of_a_list_stay_in_sight(page, served):
    page.goto(f"{served.address}/?tab=document&held=cited")
    expect(rows(page)).not_to_have_count(0)
    rows(page).nth(40).scroll_into_view_if_needed()
    tops = [
        page.locator(s).bounding_box()["y"] for s in ("#head", ".cc-documents thead th >> nth=0")
    ]
    assert all(one <= other for one, other in pairwise(tops))
    expect(page.locator(".cc-documents thead th").first).to_be_in_viewport()
