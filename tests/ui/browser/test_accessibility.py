"""Every tab before axe-core: nothing serious, in both schemes of colour, wide and narrow."""

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
expect = sync_api.expect
GRAVE = frozenset({"serious", "critical"})
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")


# Gradio fades what an event will fill, until a moment after it is filled.
DRAWN = """() => !document.querySelector('#tabs .pending')
  && document.getAnimations().every((one) =>
    !(one instanceof CSSTransition) || one.playState === 'finished')"""


def grave(page):
    """What axe-core calls serious or critical: rule, and the first places; once all is drawn."""
    page.wait_for_function(DRAWN)
    found = axe.Axe().run(page, options={"runOnly": list(STANDARDS)}).response["violations"]
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"][:3]])
        for rule in found
        if rule["impact"] in GRAVE
    ]


def with_most_citations(library):
    """The document whose pages show most."""
    return max(library.documents(), key=lambda record: len(library.store.mentions(record.id))).id


PAGES = {
    "overview": ("?tab=overview", "#overview-numbers a"),
    "review": (
        "?tab=overview&view=review",
        "#review-queue li, #review-queue .cc-empty, #review-queue article",
    ),
    "ask": ("?tab=ask", "#examples a"),
    "answer": ("?tab=ask&q=Văn bản nào viện dẫn 76/NQ-CP?", ".cc-answer .cc-sentence"),
    "refusal": ("?tab=ask&q=Giá vàng hôm nay là bao nhiêu?", ".cc-refused .cc-sentence"),
    "search": ("?tab=search&q=thủ tục hành chính", ".cc-hit"),
    "documents": ("?tab=document", "#documents a"),
    "reader": ("?tab=document&doc={doc}", ".cc-reader[data-begun] .cc-line"),
    "check": ("?tab=check&doc={doc}", "#report .ck-row"),
    "tasks": ("?tab=tasks", "#tasks .cc-tasks"),
    "calendar": ("?tab=tasks&view=calendar", ".cc-month"),
    "workload": ("?tab=tasks&view=workload", ".cc-loads"),
    "matrix": ("?tab=tasks&view=matrix", ".cc-matrix"),
    "graph": ("?tab=graph&doc={doc}", ".cc-graph-list [data-node]"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_no_serious_finding(page, served_many, name, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    address, wanted = PAGES[name]
    page.goto(
        f"{served_many.address}/{address.format(doc=with_most_citations(served_many.library))}"
    )
    expect(page.locator(wanted).first).to_be_visible()
    assert grave(page) == []


@pytest.mark.parametrize("tab", ["overview", "ask", "search", "document", "tasks", "graph"])
def test_an_empty_library_has_no_serious_finding_either(page, served_empty, tab):
    page.goto(f"{served_empty.address}/?tab={tab}")
    said = page.get_by_text("Thư viện chưa có văn bản nào").filter(visible=True)
    expect(said.first).to_be_visible()
    assert grave(page) == []


def test_a_planted_fault_is_found(page, served_empty):
    """The checker itself works: an image without words, a button without a name."""
    page.goto(f"{served_empty.address}/?tab=document")
    expect(page.locator("#tabs")).to_be_visible()
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><button></button>"
        '<p style="color:#999;background:#fff">mờ</p>\')'
    )
    assert {rule for rule, _ in grave(page)} >= {"image-alt", "button-name", "color-contrast"}
