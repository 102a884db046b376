"""Sentences of a check, each whole."""

import pytest

from kg.basis_finding import FormCode
from kg.terms import CitationRole, ProblemCode
from tests.ui.test_reports import BARE, PROOF, REPORT, ROW
from ui import check_findings_wording as findings
from ui import check_wording as wording
from ui.check_advice_wording import RAN_OUT, action
from ui.check_row_wording import doubts, problem, proof, state, state_then
from ui.source_names import source_name

HEIR = ROW["suggestion"][0]


def test_every_role_and_form_code_has_its_words():
    assert set(wording.ROLES) == set(CitationRole)
    for code in FormCode:
        item = {"code": code, "found": "A", "expected": "B", "rule": None, "key": "1/QĐ-TTg@?"}
        said = findings.form_sentence(item)
        assert said.endswith(".")
        assert "{" not in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"ok": 2}, "Các văn bản được viện dẫn đều còn hiệu lực vào ngày 01/7/2025."),
        (
            {"warning": 1, "review": 2},
            (
                "Chưa phát hiện căn cứ đã hết hiệu lực vào ngày 01/7/2025, nhưng có 1 điểm phải "
                "lưu ý và 2 điểm cần xem lại trước khi sử dụng. Ngoài ra, 1 căn cứ, nhiệm vụ chưa "
                "có dữ liệu hiệu lực, cần tra cứu thêm."
            ),
        ),
    ],
)
def test_the_verdict_is_one_sentence(counts, said):
    summary = dict.fromkeys(REPORT["summary"], 0) | counts
    assert wording.verdict(REPORT | {"summary": summary}) == said


def test_a_verdict_says_whether_the_bases_held_on_the_documents_own_day():
    partly = ROW | {"state_on_document_day": "partly"}
    assert wording.verdict(REPORT | {"rows": [ROW, partly]}).endswith(
        "các văn bản ấy đều còn hiệu lực, trong đó 1 văn bản hết hiệu lực một phần."
    )
    assert wording.verdict(REPORT | {"rows": [partly]}).endswith(
        "văn bản ấy còn hiệu lực (đã hết hiệu lực một phần)."
    )
    dead = REPORT | {"rows": [ROW | {"state_on_document_day": "expired"}]}
    assert wording.verdict(dead).endswith(
        "1 văn bản đã hết hiệu lực ngay vào ngày ban hành (05/3/2025)."
    )
    undated = REPORT | {"document_date": None, "rows": [ROW]}
    assert wording.verdict(undated).endswith("vào ngày 01/7/2025.")
    assert wording.verdict(REPORT | {"rows": []}) == wording.NO_ROWS
    not_yet = wording.verdict(REPORT | {"rows": [ROW | {"state": "not_yet"}]})
    assert not_yet.startswith("Cần sửa: 1 văn bản mà kế hoạch này dựa vào chưa có hiệu lực")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Hết hiệu lực từ ngày 15/6/2025"),
        ({"presumed": True}, "Hết hiệu lực theo suy đoán từ ngày 15/6/2025"),
        ({"effective_until": None}, "Hết hiệu lực"),
        ({"state": "in_force"}, "Còn hiệu lực đến hết ngày 14/6/2025"),
        ({"state": "in_force", "effective_until": None, "amended": True},
         "Còn hiệu lực, đã được sửa đổi, bổ sung"),
        ({"state": "not_yet", "effective_from": "2026-01-01"},
         "Chưa có hiệu lực; có hiệu lực từ ngày 01/01/2026"),
        ({"state": "unknown"}, "Chưa rõ hiệu lực; chậm nhất đến hết ngày 14/6/2025"),
    ],
)  # fmt: skip
def test_a_state_is_said_with_the_day_that_matters(facts, said):
    assert state(ROW | facts) == said


def test_the_state_then_is_said_only_where_it_was_another():
    assert state_then(ROW) == "Vào ngày ban hành văn bản: còn hiệu lực."
    assert state_then(ROW | {"state_on_document_day": "expired"}) == ""
    assert state_then(BARE) == ""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Thay bằng: “Căn cứ Nghị định số 80/2025/NĐ-CP của Chính phủ về sổ sách;”"),
        ({"role": "task"}, "Thay bằng: “Nghị định số 80/2025/NĐ-CP của Chính phủ về sổ sách”"),
        # a programme that ran its period: nobody replaced or repealed it
        ({"role": "task", "replaced_by": [], "successors": [{"canonical": "80/2025/NĐ-CP"}]},
         f"{RAN_OUT}: “Nghị định số 80/2025/NĐ-CP của Chính phủ về sổ sách”"),
        ({"suggestion": []},
         "Chưa ghi nhận văn bản thay thế: tra cứu văn bản mới hoặc bỏ viện dẫn này."),
        ({"suggestion": [HEIR | {"with_line": 3}]},
         ("Bỏ viện dẫn này: văn bản thay thế (Nghị định số 80/2025/NĐ-CP) đã nêu ở phần xử lý của "
         "dòng 3.")),
        ({"suggestion": [HEIR | {"cited_on": 9}]},
         ("Bỏ viện dẫn này: văn bản thay thế (Nghị định số 80/2025/NĐ-CP) đã được viện dẫn ở dòng "
         "9.")),
        ({"suggestion": [HEIR | {"wording": None, "title": "Về A"}]},
         "Thay bằng: Nghị định số 80/2025/NĐ-CP Về A (từ ngày 15/6/2025)"),
        ({"role": "history"}, "Chỉ được nhắc lại, không phải căn cứ: không phải sửa."),
        ({"role": "quoted_title"}, "Chỉ nằm trong tên văn bản khác: không phải sửa riêng."),
        ({"relation": "proposed_by"}, "Văn bản trình, đề nghị: không đặt ra vấn đề hiệu lực."),
        ({"relation": "replaces"}, "Chỉ được nhắc lại, không phải căn cứ: không phải sửa."),
        ({"state": "in_force", "amended": True, "wording": "Căn cứ A (được sửa đổi bởi B);"},
         "Nên ghi đầy đủ: “Căn cứ A (được sửa đổi bởi B);”"),
        ({"state": "in_force", "suggestion": []}, ""),
        ({"state": "in_force", "suggestion": [], "successors": [
            {"canonical": "826/QĐ-TTg", "title": None}]},
         "Văn bản cùng mục đích cho giai đoạn sau: Quyết định số 826/QĐ-TTg."),
        ({"standard": True}, "Chương trình không theo dõi hiệu lực của tiêu chuẩn, quy chuẩn."),
    ],
)  # fmt: skip
def test_the_advice_says_what_to_write_or_whom_to_ask(facts, said):
    assert action(ROW | facts) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("land_heir", "UBND tỉnh Đồng Tháp"),
            "xác nhận với UBND tỉnh Đồng Tháp (kế thừa địa bàn)",
        ),
        (("body", "UBND tỉnh Cao Bằng"), "xác nhận với UBND tỉnh Cao Bằng trước khi dùng"),
        (("body", None), "xác nhận với Sở A trước khi dùng"),
        (("heir", "Sở B"), "xác nhận với Sở B (tiếp nhận nhiệm vụ của Sở A)"),
        (("archive", "tỉnh Đồng Tháp"), "tra cứu tại lưu trữ của tỉnh Đồng Tháp (cơ quan ban hành"),
        (("archive", None), "tra cứu tại lưu trữ của cấp tỉnh"),
        (("database", None), "tra cứu tại Cơ sở dữ liệu quốc gia về văn bản pháp luật trước"),
    ],
)
def test_a_body_that_ended_is_never_asked(asked, said):
    row = BARE | {"issuer": "Sở A", "asked": dict(zip(("where", "body"), asked, strict=True))}
    assert said in action(row)


@pytest.mark.parametrize(
    ("code", "found", "expected", "choices", "said"),
    [
        ("conflicting_dates", "2021-10-08", "one day for one document",
         ["2021-10-08", "2021-12-08"],
         "Ngày ghi không thống nhất: ở đây ghi 08/10/2021, chỗ khác hoặc dữ liệu ghi 08/12/2021."),
        ("conflicting_dates", "61/2018/NĐ-CP 2019-04-23", "61/2018/NĐ-CP 2018-04-23", [],
         "Ngày ghi không thống nhất: ở đây ghi 23/4/2019, chỗ khác hoặc dữ liệu ghi 23/4/2018."),
        ("conflicting_dates", "61/2018/NĐ-CP 2019-04-23", "a day of 2018", [],
         "Ngày ghi 23/4/2019 không khớp với năm 2018 trong số, ký hiệu."),
        ("type_differs", "Nghị quyết", "Nghị định 61/2018/NĐ-CP", [],
         "Loại văn bản ghi “Nghị quyết”; theo số, ký hiệu là “Nghị định 61/2018/NĐ-CP”."),
        ("cited_later", "5/QĐ-UBND 2026-01-02", "not after 2025-03-05", [],
         ("Văn bản được dẫn ghi ngày sau ngày của văn bản này (“5/QĐ-UBND 02/01/2026”; văn bản "
         "này: 05/3/2025).")),
        ("number_guessed", "1/QD", "", ["7/QĐ"],
         "Số, ký hiệu đọc chưa chắc chắn (“1/QD”); có thể là 7/QĐ."),
        ("ambiguous_document", "76/NQ-CP", "", [], ""),
    ],
)  # fmt: skip
def test_a_conflict_is_said_with_both_readings(code, found, expected, choices, said):
    item = {"code": code, "found": found, "expected": expected, "choices": choices, "place": ""}
    assert problem(item) == said


def test_every_problem_of_a_citation_has_a_sentence_without_english():
    for code in ProblemCode:
        item = {"code": code.value, "found": "A", "expected": "a day", "choices": [], "place": ""}
        assert "{" not in problem(item)


def test_only_words_that_were_read_are_quoted():
    bare = ROW["proof"][0] | {"clause": None, "quote": None, "source": ""}
    assert proof(bare) == "Nghị định số 80/2025/NĐ-CP: dữ liệu chưa có lời văn của điều khoản."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (("https://vanban.chinhphu.vn/?classid=0&docid=213871&pageid=27160 (via "
         "ananh31300/rag_duplicate_demo:docs/legal-source-audit.md); general knowledge"),
         "vanban.chinhphu.vn; ghi nhận chung, chưa đối chiếu bản gốc"),
        ("Pháp điển articles (law/articles.jsonl.gz): 30/2020", "Bộ pháp điển điện tử"),
        ("Bộ pháp điển: 17/2021/NĐ-CP, Điều 22", "Bộ pháp điển điện tử"),
        ("law/laws_fulltext.jsonl.gz: 22/2008/QH12 Điều 86", "toàn văn luật"),
        ("a.b/c.io:van-ban/x.md", "bản sao công khai của văn bản"),
        ("registry.jsonl, source of 45/2020/NĐ-CP", "dữ liệu của chương trình"),
        ("So tay van thu phuong", "So tay van thu phuong"),
        ("Công văn 125/SNV-TCBC: trả lời về hiệu lực; vbpl.vn: xem ngày 3/2",
         "Công văn 125/SNV-TCBC: trả lời về hiệu lực; vbpl.vn: xem ngày 3/2"),
        ("https://vbpl.vn/so-noi-vu?id=7 (registry)", "https://vbpl.vn/so-noi-vu?id=7 (registry)"),
        ("a; b; c; d; general knowledge",
         "a; b; c; d; ghi nhận chung, chưa đối chiếu bản gốc"),
        ("laws_fulltext.csv:12", "tệp “laws_fulltext.csv”, dòng 12"),
        ("Công báo số 12", "Công báo số 12"),
        ("vbpl.vn", "vbpl.vn"),
        ("kế hoạch 9.docx:12", "tệp “kế hoạch 9.docx”, dòng 12"),
        ("a.txt; general knowledge", "tệp “a.txt”; ghi nhận chung, chưa đối chiếu bản gốc"),
        (("thuvienphapluat.vn, question and answer on khoản 1, 2 Điều 57 of the Law of 2025 "
         "(reprint of the article)"), "thuvienphapluat.vn"),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_sources_are_named_in_vietnamese(source, said):
    assert source_name(source) == said


@pytest.mark.parametrize(
    ("document", "clause", "told"),
    [
        ("80/2015/QH13", "khoản 4 Điều 154", "đồng thời hết hiệu lực"),
        ("64/2025/QH15", "khoản 2 Điều 57", "tiếp tục có hiệu lực phần không trái"),
    ],
)
@pytest.mark.parametrize("state_", ["unknown", "in_force"])
def test_what_became_of_a_detailing_document_is_told_by_the_rule_of_that_day(
    document, clause, told, state_
):
    rule = PROOF | {"document": document, "clause": clause}
    row = BARE | {"state": state_, "dead_parents": ["1/2010/QH12"], "proof": [PROOF, rule]}
    said = action(row)
    assert f"theo {clause} Luật số {document}" in said
    assert told in said
    assert said.count("theo ") == 1


def test_without_a_rule_at_hand_none_is_named():
    said = action(BARE | {"dead_parents": ["1/2010/QH12"], "proof": [PROOF]})
    assert "Điều 154" not in said
    assert "cần xét có cùng hết hiệu lực hay không" in said


UNSOUGHT = [
    {"standard": True},
    {"relation": "proposed_by"},
    {"relation": "repeals"},
    {"role": "quoted_title"},
    {"type": "Báo cáo"},
]


def test_only_bases_and_tasks_that_can_be_looked_up_are_counted_as_lacking_data():
    rows = [BARE, *(BARE | facts for facts in UNSOUGHT)]
    unknown = dict.fromkeys(REPORT["summary"], 0) | {"unknown": len(rows)}
    told = wording.verdict(REPORT | {"rows": rows, "summary": unknown})
    assert told == (
        "Chưa phát hiện căn cứ đã hết hiệu lực vào ngày 01/7/2025; 1 căn cứ, nhiệm vụ chưa có dữ "
        "liệu hiệu lực, cần tra cứu thêm."
    )
    none = wording.verdict(REPORT | {"rows": rows[1:], "summary": unknown})
    assert none == "Chưa phát hiện căn cứ đã hết hiệu lực vào ngày 01/7/2025."
    wrong = wording.verdict(REPORT | {"rows": [ROW, *rows]})
    assert wrong.startswith("Cần sửa: 1 văn bản")
    assert wrong.endswith(
        "Ngoài ra, 1 căn cứ, nhiệm vụ chưa có dữ liệu hiệu lực, cần tra cứu thêm."
    )


def test_a_word_too_many_in_a_title_is_named():
    item = {"code": "title_differs", "found": "cuộc", "expected": "", "rule": None, "key": "1/A@?"}
    assert findings.form_sentence(item) == "Trích yếu của 1/A thừa “cuộc” so với tên đã đăng ký."


def test_nothing_is_to_be_added_where_the_amending_documents_stand_beside():
    row = ROW | {
        "state": "in_force",
        "amended": True,
        "amendments_cited": True,
        "amended_by": [HEIR],
    }
    assert action(row | {"suggestion": []}) == ""


def test_two_days_in_conflict_are_told_once():
    days = ["2021-10-08", "2021-12-08"]
    sides = [
        {"code": "conflicting_dates", "found": day, "expected": "one day", "choices": days}
        for day in days
    ]
    assert doubts(ROW | {"problems": sides}) == [
        "Ngày ghi không thống nhất: ở đây ghi 08/10/2021, chỗ khác hoặc dữ liệu ghi 08/12/2021."
    ]
