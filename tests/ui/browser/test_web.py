"""Each tab's main task in a real browser; what is seen is compared with the library's own JSON."""

import datetime as dt

import pytest

from tests.ui.browser.serving import running

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
expect.set_options(timeout=20_000)
DAY = dt.date(2025, 8, 1)
SHOWN_DAY = "01/8/2025"


def numbered(library, start):
    """The held document whose number begins so."""
    return next(r for r in library.documents() if (r.header.number or "").startswith(start))


def until_seen(act, seen):
    """Act until what it brings is seen.

    Gradio mounts a tab's fields a moment after their first content shows; what is typed in that
    moment is lost, as a person would see and type it again.
    """
    for _ in range(3):
        act()
        try:
            seen(7_000)
        except AssertionError:
            continue
        return
    act()
    seen(20_000)


def test_an_empty_library_says_how_to_add_documents_and_takes_the_first(page, served_empty):
    for tab in ("ask", "document", "tasks", "graph"):
        page.goto(f"{served_empty.address}/?tab={tab}")
        said = page.get_by_text("Thư viện chưa có văn bản nào.").filter(visible=True)
        expect(said.first).to_be_visible()
    assert not served_empty.library.exists()
    plan = {"name": "a.txt", "mimeType": "text/plain", "buffer": "KẾ HOẠCH\nCải cách".encode()}
    page.goto(f"{served_empty.address}/?tab=document")
    page.locator("#upload input[type=file]").set_input_files(plan)
    expect(page.locator("#upload-results li")).to_contain_text(["a.txt: đã thêm"])
    expect(page.locator("#documents tbody tr")).to_have_count(1)


def test_the_server_ends_though_a_page_is_open_and_leaves_no_uploads(page, tmp_path):
    """The app's own folder of uploads goes with it."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with running(tmp_path / "library", TMPDIR=str(temporary)) as (served, server):
        page.goto(f"{served.address}/?tab=check")
        draft = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"KE HOACH"}
        page.locator("#draft input[type=file]").set_input_files(draft)
        page.locator("#check").click()
        expect(page.locator("#report")).to_contain_text("Xét vào ngày")
        assert [path.name for path in temporary.rglob("a.txt")] == ["a.txt"]
        server.terminate()
        assert server.wait(timeout=20) == 0
    assert list(temporary.rglob("a.txt")) == []
