"""Commands in this process: what `test_cli.py`, which starts one for each, leaves open."""

import csv
import json

import networkx as nx
import pytest
from docx import Document

from tests.ui.drafts import four_plans, library_of, text, write
from ui.reports import COLUMNS, WRITERS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("commands")
    library_of(made / "library", four_plans(made / "files"))
    return made


@pytest.fixture
def cancu(folder, command):
    """Run one command line on the library of four plans (or another); (stdout, stderr)."""

    def run(*args, expect=0, library=folder / "library"):
        named = ["--library", library] if library else []
        return command(*named, *args, expect=expect)

    return run


# --- tables for people ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("args", "shown"),
    [
        (["documents"], ["12/KH-UBND", "UBND xã Tân Phú", "2025-03-05"]),
        (["documents", "--stubs"], ["61/2018/NĐ-CP"]),
        (["documents", "--year", "1999"], ["Không có văn bản nào phù hợp trong thư viện."]),
        (["show", "7/KH-UBND"], ["Số, ký hiệu: 7/KH-UBND", "Ngày: 05/3/2023", "NHIỆM VỤ"]),
        (["citations", "7/KH-UBND"], ["45/QĐ-UBND", "10/01/2022", "căn cứ"]),
        (["citations", "9/KH-UBND"], ["9/KH-UBND"]),
        (["tasks", "7/KH-UBND"], ["chòi canh lửa", "chủ trì", "phối hợp", "trước ngày 15/12/2023"]),
        (["tasks", "--office", "Công an"], ["Không tìm thấy nhiệm vụ nào."]),
        (["targets", "7/KH-UBND"], ["Tỷ lệ hồ sơ trực tuyến", "tối thiểu 60", "%"]),
        (["cites", "7/KH-UBND"], ["45/QĐ-UBND", "căn cứ", "dòng 7"]),
        (["cites", "9/KH-UBND"], ["Văn bản không viện dẫn văn bản nào."]),
        (["cited-by", "61/2018/NĐ-CP"], ["xã Tân Phú", "xã Hòa Bình", "dòng 6"]),
        (
            ["status", "61/2018/NĐ-CP", "--as-of", "2025-07-01"],
            ["Tình trạng: Hết hiệu lực", "Hiệu lực đến hết ngày: 30/6/2025", "118/2025/NĐ-CP"],
        ),
        (
            ["check", "12/KH-UBND Tân Phú", "--as-of", "2025-07-01"],
            ["✖ Lỗi", "? Chưa rõ", "61/2018/NĐ-CP", "118/2025/NĐ-CP", "Xét vào ngày 01/7/2025"],
        ),
        (["path", "12/KH-UBND Tân Phú", "61/2018/NĐ-CP"], ["căn cứ", "61/2018/NĐ-CP@2018-04-23"]),
        (
            ["path", "9/KH-UBND", "7/KH-UBND"],
            ["Hai văn bản không nối với nhau qua viện dẫn nào trong thư viện."],
        ),
        (["registry", "show"], ["Số văn bản:", "Kiểm tra đến ngày:"]),
        (["registry", "show", "61/2018/NĐ-CP"], ["61/2018/NĐ-CP", "2018-04-23", "2025-07-01"]),
        (["search", "phòng cháy chữa cháy rừng"], ["7/KH-UBND", "cháy"]),
        (
            ["search", "rừng", "--year", "1999"],
            ["Không có văn bản nào có năm “1999” trong thư viện."],
        ),
        (
            ["ask", "Nghị định 61/2018/NĐ-CP còn hiệu lực không?", "--as-of", "2025-06-30"],
            ["61/2018/NĐ-CP còn hiệu lực", "xã Tân Phú, dòng 6 (a.txt)"],
        ),
        (
            ["ask", "Ai chủ trì nuôi ong lấy mật?"],
            ["Không tìm thấy", "Các đoạn gần nhất (chưa phải câu trả lời):"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_command_without_json_says_in_vietnamese_what_its_json_says(cancu, args, shown):
    out, _ = cancu(*args)
    for words in shown:
        assert words in out


def test_a_table_in_a_pipe_has_no_colour_and_no_markup_of_its_own(cancu, tmp_path):
    path = write(tmp_path, "a.txt", text(title="[bold red]Kế hoạch[/] năm 2025"))
    library = tmp_path / "library"
    cancu("ingest", path, library=library)
    out, _ = cancu("documents", library=library)
    assert "\x1b" not in out
    assert "[bold red]" in out


# --- JSON and nothing else ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "args",
    [
        ["documents"], ["show", "7/KH-UBND"], ["citations", "7/KH-UBND"], ["tasks"], ["targets"],
        ["cites", "7/KH-UBND"], ["cited-by", "61/2018/NĐ-CP"], ["status", "61/2018/NĐ-CP"],
        ["check", "7/KH-UBND"], ["path", "9/KH-UBND", "7/KH-UBND"], ["graph"],
        ["registry", "show"], ["search", "rừng"], ["ask", "rừng ngập mặn"],
    ],
    ids=str,
)  # fmt: skip
def test_with_json_standard_output_is_one_json_value(cancu, args):
    out, _ = cancu(*args, "--json")
    assert isinstance(json.loads(out), dict | list)


@pytest.mark.parametrize(
    ("args", "code", "kind"),
    [
        (["show", "12/KH-UBND"], 3, "ambiguous"),
        (["show", "61/2018/NĐ-CP"], 3, "not_found"),
        (["cites", "61/2018/NĐ-CP"], 3, "not_found"),
        (["remove", "999/QĐ-XYZ"], 3, "not_found"),
        (["path", "7/KH-UBND", "không có"], 3, "not_found"),
        (["graph", "không có"], 3, "not_found"),
        (["show", "--file", "/no/such/file"], 3, "not_found"),
        (["registry", "import", "/no/such/file"], 3, "not_found"),
        (["import", "/no/such/file"], 3, "not_found"),
        (["show"], 2, "usage"),
        (["show", "x", "--file", "y"], 2, "usage"),
        (["tasks", "x", "--file", "y"], 2, "usage"),
        (["targets", "x", "--file", "y"], 2, "usage"),
        (["repair"], 2, "usage"),
        (["repair", "--file", "x", "--lines", "y"], 2, "usage"),
        (["search", "x", "--batch", "y"], 2, "usage"),
        (["search", "x", "-k", "0"], 2, "usage"),
        (["tasks", "--due-before", "32/07/2025"], 2, "usage"),
        (["registry", "show", "1/1/1"], 3, "not_found"),
        (["search", "x", "--in-force-on", "hôm nay"], 2, "usage"),
        (["check", "7/KH-UBND", "--format", "png"], 2, "usage"),
        (["import", __file__, "--kind", "sách"], 2, "usage"),
        (["registry", "add", "45/QĐ-UBND"], 2, "usage"),
        (["ingest"], 2, "usage"),
        (["documents", "--nope"], 2, "usage"),
        (["ui", "--host", "192.168.1.10"], 2, "usage"),
        (["ui", "--port", "0"], 2, "usage"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_an_error_is_told_on_both_streams_with_its_exit_code(cancu, args, code, kind):
    out, err = cancu(*args, "--json", expect=code)
    error = json.loads(out)["error"]
    assert error["code"] == kind
    assert error["message"] in err
    assert error["message"].endswith(".")
    if kind == "ambiguous":
        assert len(error["choices"]) >= 2


def test_a_misspelt_command_or_option_is_told_in_vietnamese(cancu):
    assert "Không có tùy chọn “--nope”." in cancu("documents", "--nope", expect=2)[1]
    assert "Câu lệnh chưa đúng" in cancu("nope", expect=2)[1]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["search", "a", "-k", "0"], "“-k” không hợp lệ: phải từ 1 trở lên."),
        (["search", "a", "-k", "1001"], "“-k” không hợp lệ: nhiều nhất là 1000."),
        (["search", "a", "--year", "20x5"], "“--year” không hợp lệ: phải là số nguyên."),
        (["search", "nuôi", "ong", "rừng"], "phần thừa: “ong rừng”. Câu có nhiều từ phải đặt"),
        (["search", "nuôi", "ong"], "phần thừa: “ong”. Câu có nhiều từ phải đặt"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_value_or_a_question_without_quotes_is_told_in_vietnamese(cancu, args, told):
    said = cancu(*args, expect=2)[1]
    assert told in said
    assert "Input" not in said


# --- where the library lies -----------------------------------------------------------------------
def test_the_library_may_be_named_by_the_environment(cancu, folder, monkeypatch):
    monkeypatch.setenv("CANCU_LIBRARY", str(folder / "library"))
    assert len(json.loads(cancu("documents", "--json", library=None)[0])) == 4


def test_the_option_goes_before_the_environment(cancu, folder, monkeypatch, tmp_path):
    monkeypatch.setenv("CANCU_LIBRARY", str(folder / "library"))
    assert json.loads(cancu("documents", "--json", library=tmp_path / "none")[0]) == []


def test_a_library_cannot_be_made_where_a_file_lies(cancu, tmp_path):
    blocked = write(tmp_path, "file", "x")
    out, err = cancu("ingest", write(tmp_path, "a.txt", text()), library=blocked, expect=1)
    assert out == ""
    assert "Không tạo được thư mục thư viện" in err


# --- files out ------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", WRITERS)
def test_a_check_is_written_in_the_format_asked_for(cancu, tmp_path, form):
    target = tmp_path / f"report.{form}"
    out, err = cancu("check", "7/KH-UBND", "--output", target)
    assert (out, err.strip()) == ("", f"Đã ghi báo cáo vào {target}.")
    report = json.loads(cancu("check", "7/KH-UBND", "--json")[0])
    data = target.read_bytes()
    if form == "json":
        assert json.loads(data) == report
    elif form == "csv":
        table = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        certificate = len(report["certificate"])  # below the table and an empty line
        assert (tuple(table[0]), len(table) - certificate) == (COLUMNS, len(report["rows"]) + 2)
    elif form == "docx":
        assert len(Document(str(target)).tables[0].rows) == len(report["rows"]) + 1
    else:
        assert data.startswith({"xlsx": b"PK", "html": b"<!DOCTYPE html>"}[form])


def test_a_graph_is_written_to_the_file_or_printed(cancu, tmp_path):
    target = tmp_path / "graph.graphml"
    assert cancu("graph", "--format", "graphml", "--output", target)[0] == ""
    printed, _ = cancu("graph", "--format", "graphml")
    assert printed.strip() == target.read_text(encoding="utf-8").strip()
    known = [json.loads(cancu("documents", *more, "--json")[0]) for more in ([], ["--stubs"])]
    assert nx.parse_graphml(printed).number_of_nodes() == sum(map(len, known))


def test_what_cannot_be_written_is_one_sentence(cancu, tmp_path):
    for args in (["graph"], ["check", "7/KH-UBND", "--format", "csv"]):
        _, err = cancu(*args, "--output", tmp_path / "none" / "file.csv", expect=1)
        assert len(err.strip().splitlines()) == 1
        assert "Không ghi được tệp" in err


# --- writing --------------------------------------------------------------------------------------
def test_facts_of_one_row_or_a_table_go_in_and_bad_ones_are_told(cancu, tmp_path):
    library = tmp_path / "library"
    cancu("ingest", write(tmp_path, "a.txt", text()), library=library)
    added = ["registry", "add", "45/QĐ-UBND", "--signed", "2022-01-10", "--title", "Về sổ sách",
             "--source", "Công báo", "--issuer", "UBND tỉnh"]  # fmt: skip
    assert json.loads(cancu(*added, "--json", library=library)[0])["added"] == 1
    assert cancu(*added, library=library)[0] == "Đã nạp 1 dòng, từ chối 0 dòng.\n"
    table = write(tmp_path, "f.csv", "number,signed,source\nx,2022-01-10,báo\n")
    out, err = cancu("registry", "import", table, library=library, expect=1)
    assert out == "Đã nạp 0 dòng, từ chối 1 dòng.\n"
    assert err.startswith("f.csv:2: Dòng dữ liệu bị từ chối")


def test_a_dataset_is_imported_with_its_refusals(cancu, tmp_path):
    row = json.dumps({"id": "a1", "number": "99/2030/QH20", "text": "Điều 1. Sổ sách"})
    path = write(tmp_path, "law.jsonl", f"{row}\nhỏng\n")
    library = tmp_path / "library"
    out, err = cancu("import", path, "--json", library=library, expect=1)
    assert json.loads(out)["added"] == 1
    assert err.startswith("law.jsonl:2: Dòng dữ liệu bị từ chối")
    hits = json.loads(cancu("search", "sổ sách", "--json", library=library)[0])["hits"]
    assert [hit["passage"] for hit in hits] == ["a1"]


def test_a_library_that_has_documents_is_left_alone_if_asked(cancu, folder, tmp_path):
    before = cancu("documents", "--json")[0]
    out, err = cancu("ingest", write(tmp_path, "a.txt", text(number="1/KH-UBND")), "--if-empty")
    assert (out, err.strip()) == ("", "Thư viện đã có văn bản; không nạp thêm.")
    assert cancu("documents", "--json")[0] == before


def test_an_ingest_told_as_a_table_names_each_document(cancu, tmp_path):
    path = write(tmp_path, "a.txt", text())
    out, err = cancu("ingest", path, library=tmp_path / "library")
    assert "12/KH-UBND" in out
    assert "Thêm mới 1, cập nhật 0, không đổi 0, không đọc được 0" in out
    assert err == "[1/1] a.txt\n"


def test_a_classified_file_is_one_sentence_and_goes_in_only_if_allowed(cancu, tmp_path):
    path, library = write(tmp_path, "a.txt", f"TỐI MẬT\n{text()}"), tmp_path / "library"
    out, err = cancu("ingest", path, "--json", library=library, expect=1)
    (failed,) = json.loads(out)["failed"]
    assert (failed["code"], failed["found"]) == ("file_classified", "TỐI MẬT")
    sentence = f"{path}:1: Văn bản có dấu chỉ độ mật nên không được nạp (“TỐI MẬT”)."
    assert err.splitlines()[-1] == sentence
    again, _ = cancu("ingest", path, "--resume", "--json", library=library, expect=1)
    assert [problem["code"] for problem in json.loads(again)["failed"]] == ["file_classified"]
    allowed, _ = cancu("ingest", path, "--allow-classified", "--json", library=library)
    assert json.loads(allowed)["added"] == 1
    cancu("show", "--file", path, expect=1)


# --- batches --------------------------------------------------------------------------------------
def test_questions_of_a_batch_are_answered_as_they_are_alone(cancu, tmp_path):
    asked = ["Nghị định 61/2018/NĐ-CP còn hiệu lực không?", "xyz", "a\u2028b"]
    rows = [json.dumps({"id": n, "question": q}, ensure_ascii=False) for n, q in enumerate(asked)]
    batch = write(tmp_path, "q.jsonl", "\ufeff" + "\n\n".join(rows))
    out, _ = cancu("ask", "--batch", batch, "--as-of", "2025-07-01")
    answers = [json.loads(line) for line in out.split("\n") if line]
    for place, (question, given) in enumerate(zip(asked, answers, strict=True)):
        alone = json.loads(cancu("ask", question, "--as-of", "2025-07-01", "--json")[0])
        assert given == {"id": place} | alone


@pytest.mark.parametrize("batch", [["search", "--batch"], ["ask", "--batch"],
                                   ["repair", "--lines"]])  # fmt: skip
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[1]\n", b'{"id": 1}\n', b'"x"\n'])
def test_a_batch_that_cannot_be_read_is_wrong_usage(cancu, tmp_path, batch, data):
    path = tmp_path / "q.jsonl"
    path.write_bytes(data)
    assert cancu(*batch, path, expect=2)[1].count("\n") == 1


def test_a_batch_that_is_a_folder_or_nothing_is_one_sentence(cancu, tmp_path):
    for command in (["search", "--batch"], ["repair", "--lines"]):
        cancu(*command, tmp_path, expect=2)
        cancu(*command, tmp_path / "none", expect=3)


def test_clean_lines_are_repaired_to_themselves(cancu, tmp_path):
    raw = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
    batch = write(tmp_path, "lines.jsonl", json.dumps({"raw": raw}) + "\n")
    (row,) = [json.loads(line) for line in cancu("repair", "--lines", batch)[0].splitlines()]
    assert set(row) == {"raw", "text", "confidence", "doubts", "pieces"}
    assert (row["raw"], row["text"], row["pieces"]) == (raw, raw, [])


def test_places_in_repaired_text_are_known_in_the_raw_line(cancu, tmp_path):
    raw = "Căn cứ Nghi dinh s6 61/2018/ND-CP ngay 23 thang 4 nim 2018 cua Chinh phu;"
    batch = write(tmp_path, "lines.jsonl", json.dumps({"raw": raw}) + "\n")
    (row,) = [json.loads(line) for line in cancu("repair", "--lines", batch)[0].splitlines()]
    covered = [row["text"][a:b] for a, b, _, _ in row["pieces"]]
    assert "".join(covered) == row["text"]
    assert "".join(raw[c:d] for _, _, c, d in row["pieces"]) == raw
    at = row["text"].index("Nghị định")
    assert any(a <= at < b and raw[c:d].startswith("Nghi") for a, b, c, d in row["pieces"])
    for doubt in row["doubts"]:
        assert doubt["confidence"] < 0.9
        assert row["text"][doubt["start"] : doubt["end"]].strip()


def test_a_file_is_repaired_line_by_line(cancu, folder):
    path = folder / "files" / "a.txt"
    rows = json.loads(cancu("repair", "--file", path, "--json")[0])
    assert [row["line"] for row in rows] == list(range(1, len(rows) + 1))
    assert set(rows[0]) == {"line", "raw", "text", "confidence", "doubts", "pieces"}
    assert "\n".join(row["raw"] for row in rows).rstrip() == path.read_text("utf-8").rstrip()
    assert (
        cancu("repair", "--file", path)[0].rstrip()
        == "\n".join(row["text"] for row in rows).rstrip()
    )
