"""The web app without a browser: its gate, its port, its errors, its functions for programs."""

import asyncio
import datetime as dt
import inspect
import json
import socket

import gradio as gr
import httpx
import pytest

from kg.errors import AmbiguousError, CancuError, NotFoundError, UsageError
from ui import app, days, gate, rest, search_wording, wording
from ui.library import Library
from ui.tabs import telling


def fetch(server, path="/", host="127.0.0.1:7860"):
    """The response to one GET, asked of the ASGI app itself."""

    async def get():
        transport = httpx.ASGITransport(app=server)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers={"host": host})

    return asyncio.run(get())


@pytest.fixture(scope="module")
def server(plans_folder):
    return app.application(Library.at(plans_folder))


def test_the_page_names_no_font_script_or_style_of_another_host(server):
    page = fetch(server)
    assert page.status_code == 200
    config = json.loads(
        page.text.partition("window.gradio_config = ")[2].partition(";</script>")[0]
    )
    assert config["analytics_enabled"] is False
    assert config["title"] == "CănCứ"
    assert config.get("stylesheets", []) == []
    css = fetch(server, "/theme.css")
    assert css.status_code == 200
    assert "http" not in css.text.replace("http://www.w3.org/2000/svg", "")
    for style in (app.STATIC / "css").glob("*.css"):
        assert "http" not in style.read_text(encoding="utf-8"), style.name


def test_every_page_may_load_only_from_the_app_itself(server):
    rules = fetch(server).headers["content-security-policy"]
    assert "default-src 'self'" in rules
    assert "http" not in rules
    assert "*" not in rules


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200),
        ("localhost:9", 200),
        ("LOCALHOST", 200),
        ("[::1]:7860", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_a_request_under_a_foreign_host_name_is_refused(host, status):
    async def inner(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guarded = gate.guarded(inner, frozenset({"127.0.0.1", "localhost", "[::1]"}))
    assert fetch(guarded, host=host).status_code == status


def test_the_graph_library_is_served_by_the_app(server):
    script = fetch(server, "/cancu-static/vendor/cytoscape.min.js")
    assert script.status_code == 200
    assert "cytoscape" in script.text


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CancuError, match=f"Cổng {port} đang được") as failure:
            app.launch(Library.at(tmp_path), port=port, browser=False)
    assert failure.value.exit_code == 1
    assert "--port" in failure.value.hint


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("01/7/2025", dt.date(2025, 7, 1)),
        (" 1-7-2025 ", dt.date(2025, 7, 1)),
        ("2025-07-01", dt.date(2025, 7, 1)),
    ],
)
def test_a_day_is_read_as_offices_write_it_or_as_iso(typed, expected):
    assert days.day(typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_no_day_is_today(typed):
    before = days.today()
    assert before <= days.day(typed) <= days.today()


@pytest.mark.parametrize("typed", ["31/2/2025", "hôm nay", "2025", "7/2025"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(UsageError, match="không phải là một ngày"):
        days.day(typed)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (NotFoundError("Không có <b>.", "Hãy tìm."), "Không có &lt;b&gt;. Hãy tìm."),
        (AmbiguousError("Có 2.", "", ("x", "<y>")), "Có 2.<ul><li>x</li><li>&lt;y&gt;</li></ul>"),
        (ZeroDivisionError("division"), wording.FAILED),
    ],
)
def test_a_failure_is_told_in_vietnamese_without_a_traceback(failure, said):
    @telling.told
    def work():
        raise failure

    with pytest.raises(gr.Error) as told:
        work()
    assert told.value.message == said
    assert told.value.print_exception is False


def test_functions_for_programs_say_what_the_library_says(plans: Library):
    offered = rest.functions(plans)
    day = dt.date(2025, 8, 1)
    question = "Văn bản nào viện dẫn 76/NQ-CP?"
    assert offered["ask"](question, "2025-08-01") == plans.ask(question, on=day)
    document = plans.documents()[0].id
    checked = offered["check"](document, "2025-08-01")
    assert checked["rows"] == plans.check(document, None, on=day)["rows"]
    assert offered["cited_by"]("76/NQ-CP")["rows"] == plans.cited_by("76/NQ-CP")
    assert offered["tasks"](document)["total"] == len(plans.tasks(document))
    assert offered["show"](document)["id"] == document


def test_functions_for_programs_return_errors_as_values(plans: Library):
    offered = rest.functions(plans)
    assert offered["show"]("999/QĐ-XYZ")["error"]["code"] == "not_found"
    assert offered["ask"]("x", "hôm qua")["error"]["code"] == "usage"
    for wrong in (("cải cách", "ba"), ("cải cách", [3]), (5,), ("cải cách", 3, {"a": 1})):
        error = offered["search"](*wrong)["error"]
        assert error["code"] == "usage"
        assert error["message"].startswith("Tham số “")


def test_null_is_a_parameter_left_out(plans: Library):
    search = rest.functions(plans)["search"]
    assert search("cải cách", None, None, year=None) == search("cải cách")
    assert search("")["note"] == search_wording.EMPTY_QUERY
    assert search(None)["error"]["message"] == "Thiếu tham số “query”."


def test_every_function_for_programs_is_described_and_typed(plans: Library):
    for name, work in rest.functions(plans).items():
        assert inspect.getdoc(work), name
        for parameter in inspect.signature(work).parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty, (name, parameter)


def test_only_the_functions_for_programs_are_public(server):
    named = fetch(server, "/gradio_api/info").json()["named_endpoints"]
    offered = (
        "ask ask_batch search documents show citations tasks status check graph"
        " cites cited_by chain path common still_cites inconsistencies"
        " workload coverage owners targets effects lineage wanted"
    )
    assert sorted(name.strip("/") for name in named) == sorted(offered.split())


@pytest.mark.parametrize(
    "search", ["page=-1", "page=x&tab=ask", "tab=document&view=api", "%00=%ff"]
)
def test_whatever_an_address_says_the_page_comes(server, search):
    assert fetch(server, f"/?{search}").status_code == 200
