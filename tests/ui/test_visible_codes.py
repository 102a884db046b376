"""No code of `kg.terms` and no English name of a source in what a user sees of the five plans."""

import csv
import datetime as dt
import io
from urllib.parse import urlencode

import pytest
from docx import Document
from fastapi import FastAPI
from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.ui.seen_words import codes, foreign, seen, source_words
from ui import graph_routes, reader_cards, reader_routes, reports, task_room
from ui.check_page import Shown
from ui.check_page import page as check_page
from ui.document_list import lists_of
from ui.library import Library
from ui.reader_book import desk_of
from ui.shown_pages import ShownPages
from ui.task_files import task_file
from ui.task_query import TaskQuery

gr = pytest.importorskip("gradio")
from ui.tabs import ask, document, overview, reader_tab, search  # noqa: E402
from ui.tabs.opening import Asked  # noqa: E402

ON = dt.date(2026, 11, 21)
OF_ONE = ("do ai ký?", "có căn cứ nào hết hiệu lực?", "viện dẫn những văn bản nào?",
          "có điểm nào mâu thuẫn?", "giao ai chủ trì số hóa?")  # fmt: skip
OF_ALL = (
    "Văn bản nào viện dẫn 76/NQ-CP?", "Nghị định 61/2018/NĐ-CP còn hiệu lực không?",
    "34/2019/NĐ-CP bị văn bản nào thay thế?", "Luật Đất đai 2013 hết hiệu lực khi nào",
    "Luật Tổ chức Chính phủ 2015 bị luật nào thay thế?", "Phòng Nội vụ nay là cơ quan nào?",
    "Thanh tra huyện nay do cơ quan nào thực hiện?", "Phường 5 thành phố Gò Công nay là đâu?",
    "Số nhiệm vụ của từng cơ quan", "Văn bản nào không có căn cứ?", "xyz", "nấu phở thế nào",
    "Nghị định 92/2017/NĐ-CP còn hiệu lực không?", "Kế hoạch 77777/KH-UBND giao ai?",
)  # fmt: skip


@pytest.fixture(scope="module")
def plans(plans_folder):
    """The shipped plans, opened once for all walks."""
    return Library.at(plans_folder)


@pytest.fixture(scope="module")
def own(plans):
    """The words of the plans themselves, as read and repaired: these may say what they like."""
    lines = [line for one in plans.held() for line in plans.source(one.id).lines]
    return "\n".join(said for line in lines for said in (line.text, line.raw))


def check(page, own):
    assert foreign(seen(page), own) == set()


def test_the_words_looked_for_are_codes_and_english():
    assert {"in_force", "legal_basis", "unknown", "who_cites", "lead", "error"} <= codes()
    assert {"knowledge", "articles", "repository", "clause"} <= source_words()
    page = '<p title="general knowledge">căn cứ <b>legal_basis</b></p><script>unknown</script>'
    assert foreign(seen(page)) == {"knowledge", "legal_basis"}
    assert foreign(seen(page), "knowledge") == {"legal_basis"}
    assert foreign("vbpl.vn, https://x.vn/general/knowledge.md") == set()


def test_answers(plans, own):
    numbers = [one.header.number for one in plans.held() if one.header.number]
    asked = [f"{number} {rest}" for number in numbers for rest in OF_ONE]
    for question in [*asked, *OF_ALL]:
        parts = Asked((("q", question), ("rows", "1")))
        check(ask._answer(plans, ShownPages(), parts, "")[0], own)


@pytest.mark.parametrize("query", ["số hóa hồ sơ", "61/2018/NĐ-CP", "zzz qqq", ""])
def test_search(plans, own, query):
    check(search._search(plans, ShownPages(), Asked((("q", query),)), "")[0], own)


@pytest.mark.parametrize("on", ["2020-01-01", "2026-11-21"])
def test_the_reader_and_its_cards(plans, own, on):
    desk = desk_of(plans)
    for record in plans.held():
        check(reader_tab._page(plans, Asked((("doc", record.id), ("as_of", on)))), own)
        opened = desk.open(record.id)
        places = {one.target: reader_cards.place_of(one) for one in opened.cited}
        for place in places.values():
            check(reader_cards.card(desk, opened, place, dt.date.fromisoformat(on)), own)


def test_the_rest_of_the_reader_and_the_cards_of_the_graph(plans, own):
    app = FastAPI()
    app.add_api_route(graph_routes.PATH, graph_routes.serve(plans), response_model=None)
    reader_routes.offer(app, plans)
    client = TestClient(app)
    for record in plans.held():
        for what in ("text", "unfitting"):
            check(client.get(f"/cancu-reader/{record.id}/{what}").json()["html"], own)
        targets = {one.target for one in plans.mentions(record.id) if one.target}
        for key in sorted({record.key, *targets}):
            for what in ("proof", "lineage"):
                told = client.get(f"/cancu-graph/{what}?{urlencode({'doc': key, 'on': ON})}")
                check(told.json()["html"], own)


def test_checks_and_their_files(plans, own):
    for record in plans.held():
        report = plans.check(record.id, None, on=ON)
        check(check_page(report, record.id, Shown(whole=True)), own)
        check(reports.as_html(report).decode(), own)
        for rows in (_sheets(reports.as_xlsx(report)), _rows(reports.as_csv(report))):
            assert foreign("\n".join(rows), own) == set()
        assert foreign("\n".join(_paragraphs(reports.as_docx(report))), own) == set()


def _sheets(data):
    book = load_workbook(io.BytesIO(data))
    return [*book.sheetnames, *(str(cell) for sheet in book for row in sheet.values
                                for cell in row if cell)]  # fmt: skip


def _rows(data):
    return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]


def _paragraphs(data):
    made = Document(io.BytesIO(data))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return [*(paragraph.text for paragraph in made.paragraphs), *cells]


@pytest.mark.parametrize("shown", ["list", "matrix", "calendar", "workload", "coverage"])
def test_tasks(plans, own, shown):
    check(task_room.room(plans, (("view", shown),)), own)


def test_files_of_tasks(plans, own):
    query = TaskQuery.of([])
    for form, read in (("xlsx", _sheets), ("csv", _rows)):
        made = task_file(plans, form, query.documents, None, query.where(), on=ON)
        assert foreign("\n".join(read(made.content)), own) == set()


def test_the_board_and_the_queue(plans, own):
    event = gr.EventData(None, {"address": "?tab=overview", "again": False})
    for work in overview._BLOCKS.values():
        check(str(work(plans, event)), own)
    for page in overview._lists(plans, Asked((("view", "review"),))):
        check(page if isinstance(page, str) else "", own)


def test_the_list_of_documents(plans, own):
    tab = document._Tab(plans, lists_of(plans), None)
    check(tab.list(Asked(())), own)
    check(tab.list(Asked((("state", "unknown"),))), own)
