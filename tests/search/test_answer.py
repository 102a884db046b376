import datetime as dt

import pytest

from kg.model import Header
from kg.terms import Intent, NoAnswer
from search.answer import answer
from search.answers import ANSWERERS
from search.evidence import MAX_EVIDENCE, label, quote
from search.sources import Sources
from tests.search.hand_made import (
    HandMade,
    commune_plan,
    held,
    small_library,
    stub,
    ward_plan,
)
from ui.library import Library

ON = dt.date(2026, 1, 1)


def ask(text, sources=None, on=ON):
    return answer(text, sources or small_library(), on=on)


def places_of(given):
    return [(piece.document, piece.line_start, piece.line_end) for piece in given.evidence]


def test_every_intent_but_unknown_is_answered_by_a_function():
    assert set(ANSWERERS) == set(Intent) - {Intent.UNKNOWN, Intent.OUT_OF_SCOPE}


@pytest.mark.parametrize("fits", [Library, HandMade])
def test_the_library_and_the_hand_made_sources_offer_what_answers_ask(fits):
    asked = {name for name in vars(Sources) if not name.startswith("_")}
    assert {name for name in asked if not callable(getattr(fits, name, None))} == set()


# --- who cites, what is cited -------------------------------------------------------------------
def test_who_cites_names_each_citing_document_with_every_line():
    given = ask("Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?")
    assert given.documents == ("20/2019/NĐ-CP", "12/KH-UBND", "45/KH-UBND")
    assert [(row["document"], row["lines"]) for row in given.rows] == [
        ("tan-phu", [4]),
        ("hoa-binh", [3, 4]),
    ]
    assert places_of(given) == [("tan-phu", 4, 4), ("hoa-binh", 3, 3), ("hoa-binh", 4, 4)]
    assert given.places == ("xã Tân Phú (huyện Đông Sơn)", "phường Hòa Bình (thị xã Minh Long)")


def test_every_piece_of_evidence_says_the_number_asked_about():
    sources = small_library()
    given = ask("Văn bản nào viện dẫn Nghị định 20/2019/NĐ-CP?", sources)
    for piece in given.evidence:
        lines = sources.source(piece.document).lines[piece.line_start - 1 : piece.line_end]
        assert piece.quote == " ".join(line.text for line in lines)
        assert "20/2019/NĐ-CP" in piece.quote


def test_a_district_asked_for_is_not_answered_with_communes():
    given = ask("Huyện nào căn cứ Nghị định 20/2019/NĐ-CP?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_FOUND)


def test_a_document_that_nobody_cites_is_refused_by_its_number():
    given = ask("Văn bản nào căn cứ Nghị định 99/2031/NĐ-CP?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_FOUND)
    assert given.subject == "99/2031/NĐ-CP"
    assert given.documents == given.rows == given.evidence == ()


def test_what_a_plan_rests_on_leaves_out_what_it_only_carries_out():
    given = ask("Kế hoạch của xã Tân Phú căn cứ vào những văn bản nào?")
    assert given.documents == ("20/2019/NĐ-CP", "15/2017/QH14")
    assert [row["line"] for row in given.rows] == [4, 5]


def test_a_kind_asked_for_is_the_only_one_listed():
    given = ask("Kế hoạch của xã Tân Phú triển khai nghị quyết nào?")
    assert given.documents == ("9-NQ/HU",)


def test_a_plan_that_cites_nothing_is_told_as_such():
    given = ask("Kế hoạch của tỉnh Bình An căn cứ vào những văn bản nào?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_FOUND)


def test_a_documents_own_number_is_no_citation():
    given = ask("Kế hoạch của xã Tân Phú viện dẫn những văn bản nào?")
    assert "12/KH-UBND" not in given.documents


# --- validity -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "state", "documents"),
    [
        (dt.date(2019, 4, 14), "not_yet", ("20/2019/NĐ-CP",)),
        (dt.date(2019, 4, 15), "in_force", ("20/2019/NĐ-CP",)),
        (dt.date(2025, 6, 14), "in_force", ("20/2019/NĐ-CP",)),
        (dt.date(2025, 6, 15), "expired", ("20/2019/NĐ-CP", "80/2025/NĐ-CP")),
    ],
)
def test_the_state_is_that_of_the_day_of_view(on, state, documents):
    given = ask("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", on=on)
    assert [row["state"] for row in given.rows] == [state]
    assert given.documents == documents
    assert given.rows[0]["as_of"] == on.isoformat()


def test_a_day_in_the_question_goes_before_the_day_of_view():
    given = ask("Ngày 14/6/2025 nghị định 20/2019 còn hiệu lực không?", on=ON)
    assert (given.rows[0]["state"], given.rows[0]["as_of"]) == ("in_force", "2025-06-14")


def test_a_day_that_does_not_exist_leaves_the_day_of_view():
    given = ask("Ngày 31/6/2025 nghị định 20/2019 còn hiệu lực không?", on=ON)
    assert (given.rows[0]["state"], given.rows[0]["as_of"]) == ("expired", "2026-01-01")


def test_an_expired_state_is_proved_by_the_clause_before_the_citing_lines():
    given = ask("Nghị định 20/2019/NĐ-CP còn hiệu lực không?")
    first = given.evidence[0]
    assert first.document == "80/2025/NĐ-CP"
    assert first.quote == "Điều 30: Nghị định số 20/2019/NĐ-CP hết hiệu lực"
    assert given.rows[0]["effective_until"] == "2025-06-14"


def test_a_state_that_nobody_checked_is_refused_never_said_to_hold():
    given = ask("Nghị quyết 9-NQ/HU còn hiệu lực không?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_HELD)
    assert given.rows == ()


def local_twins():
    """Two decisions of one number, of two communes."""
    lines = ["QUYẾT ĐỊNH"]
    return HandMade(
        [
            held("a", lines, number="5/QĐ-UBND", date=dt.date(2024, 1, 5),
                 issuer="UBND xã Tân Phú", type="Quyết định"),
            held("b", lines, number="5/QĐ-UBND", date=dt.date(2025, 2, 6),
                 issuer="UBND phường Hòa Bình", type="Quyết định"),
        ],
        [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 5/QĐ-UBND còn hiệu lực không?",
        "Văn bản nào thay thế Quyết định 5/QĐ-UBND?",
        "Quyết định 5/QĐ-UBND ngày 07/8/2023 còn hiệu lực không?",  # of neither
        "Ai ký Quyết định 5/QĐ-UBND?",
        "Quyết định 5/QĐ-UBND căn cứ những văn bản nào?",
        "Quyết định 5/QĐ-UBND có bao nhiêu nhiệm vụ?",
        "Quyết định 5/QĐ-UBND quy định gì?",
    ],
)
def test_a_number_of_several_documents_is_asked_back_with_the_choices(text):
    given = ask(text, local_twins())
    assert (given.answered, given.reason) == (False, NoAnswer.UNCLEAR)
    assert [record.id for record in given.choices] == ["a", "b"]
    assert given.rows == ()


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("ngày 05/01/2024", "a"),
        ("ngày 06 tháng 02 năm 2025", "b"),
        ("của UBND phường Hòa Bình", "b"),
        ("của Ủy ban nhân dân xã Tân Phú ngày 5/1/2024", "a"),
        ("năm 2025", "b"),
    ],
)
def test_day_year_and_issuer_tell_documents_of_one_number_apart(stated, meant):
    given = ask(f"Quyết định 5/QĐ-UBND {stated} còn hiệu lực không?", local_twins())
    assert [record.id for record in given.question.documents] == [meant]
    assert (given.reason, given.choices) == (NoAnswer.NOT_HELD, ())  # nobody checked its state


def test_a_wrong_day_stated_of_a_national_number_does_not_hide_its_document():
    """Number and year name one decree of the country, whatever day a citation prints."""
    given = ask("Nghị định 20/2019/NĐ-CP ngày 12/02/2019 còn hiệu lực không?")
    assert (given.rows[0]["state"], given.rows[0]["date"]) == ("expired", "2019-02-21")


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Nghị định 20/2019/NĐ-CP ngày 21/2/2019 còn hiệu lực không?", ON),
        ("Nghị định 20/2019/NĐ-CP ngày 21/2/2019 của Chính phủ còn hiệu lực không?", ON),
        ("Nghị định 20/2019/NĐ-CP của Chính phủ ngày 21/2/2019 còn hiệu lực không?", ON),
        ("Nghị định 20/2019/NĐ-CP, ngày 21/2/2019, còn hiệu lực không?", ON),
        ("nghi dinh 20/2019/nd-cp ngay 21/2/2019 con hieu luc khong", ON),
        ("Nghị định 20/2019/NĐ-CP, ngày 14/6/2025 còn hiệu lực không?", dt.date(2025, 6, 14)),
        ("Nghị định 20/2019/NĐ-CP vào ngày 21/2/2019 còn hiệu lực không?", dt.date(2019, 2, 21)),
        ("Tính đến 14/6/2025 nghị định 20/2019 còn hiệu lực không?", dt.date(2025, 6, 14)),
        ("Nghị định 20/2019/NĐ-CP còn hiệu lực đến ngày 14/6/2025 không?", dt.date(2025, 6, 14)),
        ("Nghị định 20/2019/NĐ-CP có bị ngưng hiệu lực ngày 14/6/2025 không?",
         dt.date(2025, 6, 14)),
        ("Nghị định 20/2019/NĐ-CP ngày 21/2/2019 còn hiệu lực ngày 14/6/2025 không?",
         dt.date(2025, 6, 14)),
        ("nghi dinh 20/2019/nd-cp vao ngay 14/6/2025 con hieu luc khong", dt.date(2025, 6, 14)),
    ],
)  # fmt: skip
def test_a_day_that_is_part_of_a_name_is_not_the_day_asked_about(text, as_of):
    given = ask(text)
    assert given.question.intent is Intent.IN_FORCE
    assert given.rows[0]["as_of"] == as_of.isoformat()


def test_a_provision_asked_about_is_asked_of_the_validity():
    sources, asked = small_library(), []
    plain = sources.validity
    sources.validity = lambda key, on, provision=None: asked.append(provision) or plain(key, on)
    ask("Khoản 2 Điều 4 của Nghị định 20/2019/NĐ-CP còn hiệu lực không?", sources)
    ask("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", sources)
    assert asked == ["Khoản 2 Điều 4", None]


def test_a_named_programme_is_asked_for_by_its_number():
    """Source: corpus/reference/named_programmes.csv (Đề án 06 is 06/QĐ-TTg of 2022-01-06)."""
    others = [stub(f"06/QĐ-TTg@{day}", type="Quyết định") for day in ("2022-01-06", "2025-01-02")]
    given = ask("Đề án 06 còn hiệu lực không?", HandMade([], others))
    assert [record.key for record in given.question.documents] == ["06/QĐ-TTg@2022-01-06"]
    assert given.reason is NoAnswer.NOT_HELD


def test_a_name_of_several_programmes_is_asked_back():
    keys = ["30c/NQ-CP@2011-11-08", "76/NQ-CP@2021-07-15"]
    sources = HandMade([], [stub(key) for key in keys])
    name = "Chương trình tổng thể cải cách hành chính nhà nước"
    given = ask(f"{name} còn hiệu lực không?", sources)
    assert (given.answered, given.reason) == (False, NoAnswer.UNCLEAR)
    assert [record.key for record in given.choices] == keys
    given = ask(f"{name} giai đoạn 2021 - 2030 còn hiệu lực không?", sources)
    assert [record.key for record in given.question.documents] == keys[1:]


def test_of_two_numbers_the_one_of_unknown_state_is_told_too():
    given = ask("Nghị định 20/2019/NĐ-CP và Nghị quyết 9-NQ/HU còn hiệu lực không?")
    assert [row["state"] for row in given.rows] == ["expired", "unknown"]


@pytest.mark.parametrize("text", ["Hiến pháp", "Hiến pháp năm 1901", "Luật Trồng sao trên trời"])
def test_a_law_that_nobody_knows_is_not_found_and_no_other_one_answers(text):
    given = ask(f"{text} còn hiệu lực không?")
    assert (given.question.intent, given.reason) == (Intent.IN_FORCE, NoAnswer.NOT_FOUND)
    assert (given.documents, given.rows) == ((), ())


def test_what_replaced_a_document_is_named_with_the_lines_that_say_both():
    given = ask("Nghị định 20/2019/NĐ-CP được thay thế bằng văn bản nào?")
    assert given.documents == ("80/2025/NĐ-CP", "20/2019/NĐ-CP")
    assert given.rows == (
        {"canonical": "80/2025/NĐ-CP", "date": "2025-06-15", "relation": "replaces"},
    )
    assert {"20/2019/NĐ-CP", "80/2025/NĐ-CP"} <= set(given.evidence[0].quote.rstrip(".").split())


def test_amendments_are_not_given_for_replacements():
    amended = ask("Luật Sổ sách được sửa đổi bởi luật nào?")
    assert (amended.rows[0]["canonical"], amended.rows[0]["relation"]) == ("70/2022/QH15", "amends")
    replaced = ask("Luật Sổ sách được thay thế bởi luật nào?")
    assert (replaced.answered, replaced.reason) == (False, NoAnswer.NOT_FOUND)


SUPERSEDED = "Những văn bản đã hết hiệu lực mà kế hoạch xã Tân Phú viện dẫn"


@pytest.mark.parametrize(
    ("on", "dead"),
    [(dt.date(2025, 6, 14), ()), (dt.date(2025, 6, 15), ("20/2019/NĐ-CP",))],
)
def test_dead_bases_are_those_that_ended_by_the_day(on, dead):
    question = ask(SUPERSEDED).question
    given = ANSWERERS[Intent.SUPERSEDED](question, small_library(), on)
    assert given.answered
    assert tuple(row["canonical"] for row in given.rows) == dead


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch của xã Tân Phú có căn cứ nào hết hiệu lực không?",
        "Kế hoạch xã Tân Phú căn cứ văn bản nào đã hết hiệu lực?",
    ],
)
def test_a_question_on_dead_bases_is_not_taken_for_one_on_all_bases(text):
    given = ask(text)
    assert given.question.intent is Intent.SUPERSEDED
    assert [row["canonical"] for row in given.rows] == ["20/2019/NĐ-CP"]


def test_a_basis_of_unknown_state_is_not_called_dead():
    question = ask(SUPERSEDED).question
    given = ANSWERERS[Intent.SUPERSEDED](question, small_library(), ON)
    assert "9-NQ/HU" not in given.documents


# --- tasks, deadlines, targets ------------------------------------------------------------------
def test_who_leads_names_the_office_of_the_task_asked_about():
    given = ask("Cơ quan nào chủ trì rà soát bảng giá đất?")
    assert given.offices == ("Phòng Kinh tế",)
    assert given.deadline == "trước ngày 15/9/2025"
    assert places_of(given) == [("tan-phu", 7, 7)]


def test_a_task_that_no_document_gives_has_no_leader():
    given = ask("Cơ quan nào chủ trì nuôi ong lấy mật?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_FOUND)


def test_a_task_of_another_plan_is_not_taken_for_the_one_named():
    given = ask("Cơ quan nào chủ trì đào tạo kỹ năng số cho công chức ở xã Tân Phú?")
    assert not given.answered


def test_a_question_on_who_leads_without_a_subject_is_unclear():
    given = ask("Ai chủ trì?")
    assert (given.answered, given.reason) == (False, NoAnswer.UNCLEAR)


def test_an_offices_tasks_come_with_those_it_leads_first():
    given = ask("Phòng Kinh tế phải làm nhiệm vụ gì?")
    assert [row["task"] for row in given.rows] == [
        "Rà soát bảng giá đất",
        "Tổ chức tiêm chủng mở rộng",
    ]


def test_an_office_without_tasks_is_not_given_those_of_others():
    given = ask("Bộ Công an phải làm nhiệm vụ gì?")
    assert (given.answered, given.reason) == (False, NoAnswer.NOT_FOUND)
    assert given.rows == ()


def test_a_deadline_is_read_from_the_task_that_has_one():
    given = ask("Rà soát bảng giá đất phải xong trước ngày nào?")
    assert given.deadline == "trước ngày 15/9/2025"
    assert given.rows[0]["deadline"] == "2025-09-15"


def test_where_no_task_states_it_a_deadline_is_read_from_the_sentence():
    given = ask("Báo cáo văn thư lưu trữ gửi trước ngày nào?")
    assert given.deadline is not None
    assert "20 tháng 6" in given.deadline
    assert "văn thư lưu trữ" in given.evidence[0].quote


def test_a_task_without_a_day_has_no_deadline():
    given = ask("Tiêm chủng mở rộng phải xong trước ngày nào?")
    assert (given.answered, given.deadline) == (False, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?", 85.0, "%"),
        ("Kinh phí thực hiện là bao nhiêu tỷ đồng?", 12.0, "tỷ đồng"),
    ],
)
def test_a_target_is_given_with_its_unit(text, value, unit):
    given = ask(text)
    assert [(row["value"], row["unit"]) for row in given.rows] == [(value, unit)]


def test_a_target_of_another_unit_is_no_answer():
    given = ask("Kinh phí thực hiện đạt bao nhiêu phần trăm?")
    assert not given.answered


# --- headers and sections -----------------------------------------------------------------------
def test_the_signer_is_read_from_the_plan_and_proved_by_the_signature():
    given = ask("Ai ký kế hoạch của xã Tân Phú?")
    assert given.rows[0]["signer"] == "Trần Văn Sơn"
    assert ("tan-phu", 12, 12) in places_of(given)


def test_a_field_left_blank_is_told_as_blank():
    given = ask("Kế hoạch của tỉnh Bình An số bao nhiêu, ban hành ngày nào?")
    assert given.answered
    assert (given.rows[0]["number"], given.rows[0]["date"]) == (None, None)


def test_two_days_stated_of_one_document_are_both_told():
    given = ask("Nghị định 20/2019/NĐ-CP ban hành ngày nào?")
    days = {row["date"] for row in given.rows} - {None}
    assert days == {"2019-02-21", "2019-02-12"}


def test_the_plan_named_narrows_what_is_stated_of_a_cited_document():
    given = ask("Phường Hòa Bình ghi nghị định 20/2019/NĐ-CP ban hành ngày nào?")
    assert {row["document"] for row in given.rows} == {"hoa-binh"}


def test_a_section_is_named_with_its_lines():
    given = ask("Chòi canh lửa rừng ghi ở mục nào?")
    assert places_of(given) == [("binh-an", 2, 2)]
    assert given.rows[0]["heading_path"] == ["Kế hoạch phòng cháy, chữa cháy rừng"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("xyz", NoAnswer.UNCLEAR),
        ("", NoAnswer.UNCLEAR),
        ("Kế hoạch của thành phố Đà Nẵng do ai ký?", NoAnswer.NOT_HELD),
        ("Nuôi ong lấy mật ghi ở mục nào?", NoAnswer.NOT_FOUND),
        ("Giá vàng hôm nay thế nào?", NoAnswer.OUT_OF_SCOPE),
    ],
)
def test_what_is_not_known_is_refused_with_its_reason_and_no_fact(text, reason):
    given = ask(text)
    assert (given.answered, given.reason) == (False, reason)
    assert (given.rows, given.evidence, given.documents) == ((), (), ())
    assert given.confidence == 0.0


def test_a_refusal_shows_the_nearest_sections_of_the_plan_named():
    sources = small_library()
    given = ask("Cơ quan nào chủ trì nuôi ong lấy mật ở xã Tân Phú?", sources)
    assert given.nearest
    assert {piece.document for piece in given.nearest} == {"tan-phu"}
    assert {name for asked in sources.asked_passages for name in asked or []} == {"tan-phu"}


# --- all of them --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
        "Kế hoạch của xã Tân Phú căn cứ vào những văn bản nào?",
        "Nghị định 20/2019/NĐ-CP được thay thế bằng văn bản nào?",
        "Cơ quan nào chủ trì rà soát bảng giá đất?",
        "Báo cáo văn thư lưu trữ gửi trước ngày nào?",
        "Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?",
        "Chòi canh lửa rừng ghi ở mục nào?",
        "Ai ký kế hoạch của xã Tân Phú?",
    ],
)
def test_every_answer_is_proved_by_lines_that_exist_and_is_the_same_in_any_order(text):
    sources = small_library()
    given = ask(text, sources)
    assert given.answered
    assert 0 < given.confidence <= 1
    assert 0 < len(given.evidence) <= MAX_EVIDENCE
    for piece in given.evidence:
        lines = sources.source(piece.document).lines
        assert 1 <= piece.line_start <= piece.line_end
        shown = lines[piece.line_start - 1 : piece.line_end]
        assert piece.quote == " ".join(line.text for line in shown)
        assert piece.file == f"{piece.document}.txt"
    turned = HandMade([*sources.documents.values()][::-1], sources.stubs[::-1])
    again = ask(text, turned)
    assert (set(again.documents), set(again.places)) == (set(given.documents), set(given.places))
    assert sorted(places_of(again)) == sorted(places_of(given))


def test_another_document_about_something_else_changes_no_answer():
    more = held("khac", ["KẾ HOẠCH nuôi cá lồng bè"], title="Kế hoạch nuôi cá lồng bè")
    wider = small_library()
    wider.documents["khac"] = more
    text = "Cơ quan nào chủ trì rà soát bảng giá đất?"
    assert ask(text, wider).rows == ask(text).rows


def test_a_quote_is_the_clean_text_of_whole_lines_without_empty_ones():
    made = held("x", ["một ", "", " hai", "ba"], title="X")
    piece = quote(HandMade([made], []), made.record, 1, 3)
    assert (piece.quote, piece.line_start, piece.line_end) == ("một hai", 1, 3)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (Header(number="1/KH-UBND", title="Kế hoạch"), "1/KH-UBND"),
        (Header(title="Kế hoạch"), "Kế hoạch"),
        (Header(), "x"),
    ],
)
def test_a_document_is_called_by_its_number_its_title_or_its_id(header, named):
    record = held("x", [""]).record
    assert label(type(record)("x", "key", True, header)) == named


def test_an_empty_library_refuses_all_that_is_asked_of_documents():
    for text in ("Ai ký kế hoạch?", "Cơ quan nào chủ trì đào tạo?", "Trạm Y tế phải làm gì?"):
        assert not ask(text, HandMade([], [])).answered


def test_evidence_of_many_citing_documents_shows_each_before_any_twice():
    many = [ward_plan() for _ in range(10)]
    documents = {f"w{place}": item for place, item in enumerate(many)}
    sources = HandMade([commune_plan()], small_library().stubs)
    for name, item in documents.items():
        record = item.record
        item.record = type(record)(name, name, True, record.header, name)
        sources.documents[name] = item
    given = ask("Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?", sources)
    shown = [piece.document for piece in given.evidence]
    assert len(shown) == len(set(shown)) == MAX_EVIDENCE
