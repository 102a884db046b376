"""Each room's main task on 68 real documents, in one page; compared with the library's JSON."""

import datetime as dt

import pytest

from ui.graph_view import GraphView

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
DAY = dt.date(2025, 12, 31)
# A rule of strokes below a table's head is drawn, not a line of its own.
NUMBERS = "lines => lines.map(line => Number(line.id.slice(1)))"
WHOLE = ".cc-reader[data-begun]:not([data-rest]):not([data-pending])"
LIST = "?tab=document&part=1"


@pytest.fixture
def room(page, served_many):
    """A page that has begun, to be led from address to address without loading it again."""
    page.goto(f"{served_many.address}/{LIST}")
    expect(page.locator("#documents a").first).to_be_visible()

    def lead(address):
        page.evaluate("(address) => window.cancuGo(address)", address)

    return page, served_many.library, lead


def test_there_are_the_five_plans_and_more_than_sixty_others(served_many):
    assert len(served_many.library.documents()) >= 65


def test_every_document_is_read_whole_with_its_citations(room):
    page, library, lead = room
    for record in library.documents():
        lead(f"?tab=document&doc={record.id}")
        reader = page.locator(f'{WHOLE}[data-doc="{record.id}"]')
        expect(reader).to_be_visible()
        reading, _ = library.read(record.id, None)
        said = {line.number for line in reading.source.lines if any(map(str.isalnum, line.text))}
        assert said <= set(reader.locator(".cc-line").evaluate_all(NUMBERS))


def test_every_document_is_checked(room):
    page, library, lead = room
    for record in library.documents():
        known = library.check(record.id, None, on=DAY)
        lead(f"?tab=check&doc={record.id}&as_of={DAY.isoformat()}")
        report = page.locator("#report")
        expect(report.locator(f'a[href*="doc={record.id}"]').first).to_be_attached()
        expect(report.locator("h3 .ck-count").first).to_have_text(str(len(known["rows"])))


def test_the_tasks_of_every_document_are_listed(room):
    page, library, lead = room
    for record in library.documents():
        known = len(library.tasks(record.id))
        lead(f"?tab=tasks&doc={record.id}")
        expect(page.locator(".cc-count b")).to_have_text(f"{known:,}".replace(",", "."))


def test_every_document_is_drawn(room):
    page, library, lead = room
    view = GraphView(library)
    for record in library.documents():
        known = view.around(record.id)
        lead(f"?tab=graph&doc={record.id}")
        expect(page.locator(".cc-graph-list [data-node]")).to_have_count(len(known["nodes"]))
        expect(page.locator(".cc-graph-list [data-edge]")).to_have_count(len(known["edges"]))


def test_every_document_is_found_by_its_number(room):
    page, library, lead = room
    for record in library.documents():
        if not record.header.number:
            continue
        lead(f"?tab=document&text={record.header.number}")
        expect(page.locator(f'#documents a[href*="doc={record.id}"]').first).to_be_visible()
