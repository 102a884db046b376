"""Conditions of compound questions: tables of whole readings, and what must hold for any text."""

import datetime as dt
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.folding import fold
from kg.reform_fields import reform_fields
from kg.terms import OfficeRole
from search.conditions import Conditions, Extreme, Lacking, conditions_in
from search.periods import Period
from search.spoken import normalise

ON = dt.date(2026, 3, 17)
NOTHING = Conditions()
BEFORE_JUNE = Period(last=dt.date(2025, 5, 31))
MARCH = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
NO_DEADLINE, NO_LEAD = frozenset({Lacking.DEADLINE}), frozenset({Lacking.LEAD})


def read(text, on=ON):
    """Conditions that differ from asking for nothing."""
    found = conditions_in(normalise(text), on)
    named = {one.name: getattr(found, one.name) for one in fields(found)}
    return {name: value for name, value in named.items() if value != getattr(NOTHING, name)}


CASES = [
    # counting
    ("Có bao nhiêu nhiệm vụ của Phòng Nội vụ?", {"counted": True}),
    ("Kế hoạch có mấy nhiệm vụ?", {"counted": True}),
    ("đếm giúp số văn bản căn cứ nghị định 20", {"counted": True}),
    ("Có mấy file?", {"counted": True}),
    ("máy chủ nào phải nâng cấp?", {}),
    ("Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?", {}),
    # denying against asking
    ("Văn bản nào không viện dẫn Luật Lưu trữ?", {"negated": True}),
    ("Văn bản nào chưa nhắc đến Luật Lưu trữ?", {"negated": True}),
    ("Văn bản nào có căn cứ Luật Lưu trữ không?", {}),
    ("Nghị định 20/2019 còn hiệu lực không?", {}),
    ("Kế hoạch này được giao chưa?", {}),
    # what is lacking
    ("Nhiệm vụ nào không có thời hạn?", {"negated": True, "lacking": NO_DEADLINE}),
    ("việc nào chưa giao cho ai", {"negated": True, "lacking": NO_LEAD}),
    ("nhiệm vụ nào thiếu sản phẩm đầu ra", {"lacking": frozenset({Lacking.PRODUCT})}),
    (
        "nhiệm vụ nào quên ghi deadline và chưa có lead",
        {"negated": True, "lacking": NO_DEADLINE | NO_LEAD, "role": OfficeRole.LEAD},
    ),
    ("Nhiệm vụ có thời hạn không?", {}),
    ("Nhiệm vụ này có thời hạn chưa?", {}),
    # the office's part
    ("Ai chủ trì?", {"role": OfficeRole.LEAD}),
    ("Cơ quan nào phối hợp?", {"role": OfficeRole.COORDINATING}),
    ("Ai phối hợp với cơ quan chủ trì?", {"role": OfficeRole.COORDINATING}),
    ("Ai phê duyệt?", {"role": OfficeRole.APPROVING}),
    ("Đơn vị nào theo dõi việc này?", {"role": OfficeRole.MONITORING}),
    ("Sở Nội vụ tham mưu việc gì?", {"role": OfficeRole.ADVISING}),
    # a base that is no longer in force
    ("nhiệm vụ căn cứ văn bản đã hết hiệu lực", {"dead_base": True}),
    ("Kế hoạch nào còn dựa vào nghị định bị bãi bỏ?", {"dead_base": True}),
    ("việc nào dẫn luật không còn giá trị", {"dead_base": True}),
    ("Nghị định 20/2019 có hiệu lực từ khi nào?", {}),
    # one of several
    ("phòng nào nhiều việc nhất", {"extreme": Extreme.MOST}),
    ("phòng nào ít việc nhất", {"extreme": Extreme.LEAST}),
    ("Kế hoạch nào mới hơn?", {"extreme": Extreme.NEWER}),
    ("Kế hoạch nào cũ hơn?", {"extreme": Extreme.OLDER}),
    ("chỉ tiêu xã nào cao hơn", {"extreme": Extreme.HIGHER}),
    ("chỉ tiêu xã nào hơn", {"extreme": Extreme.HIGHER}),
    ("chỉ tiêu xã nào thấp hơn", {"extreme": Extreme.LOWER}),
    ("hạn nào sớm hơn", {"extreme": Extreme.EARLIER}),
    ("việc nào muộn hơn", {"extreme": Extreme.LATER}),
    # each of them
    ("từng đơn vị làm gì", {"each": True}),
    ("mỗi phòng có bao nhiêu nhiệm vụ", {"counted": True, "each": True}),
    # fields of the reform programme
    ("nhiệm vụ về cải cách thể chế", {"field": "cải cách thể chế"}),
    ("nhiệm vụ về chuyển đổi số", {}),
    # due
    ("việc phải xong trong tháng này", {"due": MARCH}),
    ("Phường 5 phải làm gì trong tháng 3?", {"due": MARCH}),
    ("kế hoạch tháng 3 của Phường 5 do ai ký?", {}),  # names a plan
    ("kế hoạch cải cách năm 2025 do ai ký?", {}),
    # compound
    (
        "Nhiệm vụ của Phòng Nội vụ phải xong trước tháng 6/2025 mà căn cứ văn bản đã hết hiệu lực",
        {"due": BEFORE_JUNE, "dead_base": True},
    ),
    (
        "Có bao nhiêu nhiệm vụ chủ trì phải xong trước tháng 6/2025 mà không có sản phẩm?",
        {
            "counted": True,
            "negated": True,
            "due": BEFORE_JUNE,
            "role": OfficeRole.LEAD,
            "lacking": frozenset({Lacking.PRODUCT}),
        },
    ),
    # nothing
    ("", {}),
    ("?!…", {}),
    ("Ai ký kế hoạch của xã Tân Phú?", {}),
    ("What is the weather tomorrow?", {}),
    ("Привет 你好 🗓️", {}),
]


@pytest.mark.parametrize(("text", "conditions"), CASES)
def test_conditions_are_read_whole(text, conditions):
    assert read(text) == conditions


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_typed_without_diacritics_a_question_has_the_same_conditions(text):
    assert read(fold(text)) == read(text)


@pytest.mark.parametrize("field", reform_fields(), ids=lambda field: field.name)
def test_every_field_of_the_programme_is_found_by_its_name(field):
    assert read(f"Nhiệm vụ thuộc lĩnh vực {field.name}")["field"] == field.name
    assert read(f"NHIỆM VỤ THUỘC LĨNH VỰC {field.name.upper()}")["field"] == field.name


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_conditions_and_repeats_them(text):
    folded = normalise(text)
    assert conditions_in(folded, ON) == conditions_in(folded, ON)


@settings(deadline=None)
@given(st.lists(st.sampled_from([text for text, _ in CASES]), min_size=2, max_size=4))
def test_what_is_counted_or_lacking_in_a_part_is_so_in_the_whole(texts):
    """Conditions of a part are not lost where parts are joined; a question mark would end one."""
    parts = [read(text) for text in texts]
    whole = read(" va ".join(text.rstrip("?") for text in texts))
    assert any(part.get("counted") for part in parts) <= bool(whole.get("counted"))
    lacking = frozenset().union(*(part.get("lacking", frozenset()) for part in parts))
    assert lacking <= whole.get("lacking", frozenset())


@pytest.mark.parametrize("filler", ["ờ ", "🗓️", "không ", "chưa có ", "căn cứ ", "/", "\ud800"])
def test_ten_kilobytes_of_anything_are_read(filler):
    text = filler * (10_000 // len(filler))
    assert isinstance(conditions_in(normalise(text), ON), Conditions)
