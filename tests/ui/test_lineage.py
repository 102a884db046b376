"""Status and lineage on the command line, with no library at all; and what they say in words."""

import functools
import json

import pytest

from ui.stated import stated_key
from ui.validity_words import remarks


@pytest.fixture
def cancu(tmp_path, command):
    """Run one command line without a library; (stdout, stderr)."""
    return functools.partial(command, "--library", tmp_path / "none")


# --- lineage --------------------------------------------------------------------------------------
def test_a_time_line_is_json_and_a_table(cancu):
    shown = json.loads(cancu("lineage", "61/2018/NĐ-CP", "--as-of", "2025-07-01", "--json")[0])
    assert set(shown) >= {
        "canonical", "title", "key", "state", "as_of", "registry_as_of", "moments",
        "predecessors", "heirs",
    }  # fmt: skip
    assert set(shown["moments"][0]) >= {
        "date", "event", "other", "title", "key", "clause", "provisions", "presumed"}  # fmt: skip
    assert [m["event"] for m in shown["moments"]][-2:] == ["replaced", "expired"]
    assert shown["state"] == "expired"
    assert [step["canonical"] for step in shown["heirs"]] == ["118/2025/NĐ-CP"]
    assert "09/2015/QĐ-TTg@2015-03-25" in shown["predecessors"]
    table, _ = cancu("lineage", "61/2018/NĐ-CP", "--as-of", "2025-07-01")
    for words in ("bị thay thế, bãi bỏ bởi", "01/7/2025", "khoản 1 Điều 40", "118/2025/NĐ-CP",
                  "kiểm tra đến ngày"):  # fmt: skip
        assert words in table


def test_a_document_nobody_knows_has_no_time_line(cancu):
    _, err = cancu("lineage", "999/2019/NĐ-XYZ", expect=3)
    assert "Chưa có dữ liệu" in err


# --- status ---------------------------------------------------------------------------------------
def test_one_provision_is_asked_about(cancu):
    asked = ("status", "80/2015/QH13", "--as-of", "2025-03-01", "--provision")
    shown = json.loads(cancu(*asked, "khoản 1 Điều 46", "--json")[0])
    assert (shown["state"], shown["provision"]["state"]) == ("partly", "expired")
    (part,) = shown["struck"]
    assert (part["provisions"], part["date"], part["by"], part["clause"]) == (
        "khoản 1 Điều 46", "2025-02-19", "64/2025/QH15", "khoản 4 Điều 71")  # fmt: skip
    out, _ = cancu(*asked, "Điều 4")
    assert "Riêng Điều 4: còn hiệu lực vào ngày 01/3/2025." in out
    _, err = cancu(*asked, "abc", expect=2)
    assert "“abc”" in err


def test_a_local_document_that_nobody_registered_is_told_its_borders(cancu):
    name = "Quyết định 12/2020/QĐ-UBND ngày 05/5/2020 của UBND tỉnh Tiền Giang"
    out, _ = cancu("status", name, "--as-of", "2026-01-01")
    assert "Tình trạng: Chưa rõ hiệu lực" in out
    assert "tỉnh Tiền Giang (cũ), nay thuộc tỉnh Đồng Tháp" in out
    assert "được nhập tiếp tục có hiệu lực trong phạm vi đơn vị hành chính đó" in out


def test_a_consolidated_text_is_said_to_have_no_effect_of_its_own(cancu):
    shown = json.loads(cancu("status", "03/VBHN-BTC", "--json")[0])
    assert (shown["own_effect"], shown["state"], shown["consolidates"]) == (False, "unknown", [])
    out, _ = cancu("status", "54/VBHN-VPQH", "--as-of", "2026-01-01")
    assert "văn bản hợp nhất, không có hiệu lực riêng" in out
    assert "(64/2025/QH15; 87/2025/QH15)" in out


def test_a_day_behind_the_registrys_is_said(cancu):
    out, _ = cancu("status", "64/2025/QH15", "--as-of", "2027-01-01")
    assert "Theo dữ liệu kiểm tra đến ngày 20/11/2026" in out


@pytest.mark.parametrize(("name", "key"), [
    ("12/2020/QĐ-UBND ngày 05 tháng 5 năm 2020 của Ủy ban nhân dân tỉnh Tiền Giang",
     "12/2020/QĐ-UBND@2020-05-05@UBND tỉnh Tiền Giang"),
    ("12/2020/QĐ-UBND@2020-05-05@UBND tỉnh Tiền Giang",
     "12/2020/QĐ-UBND@2020-05-05@UBND tỉnh Tiền Giang"),
    ("Văn bản hợp nhất số 03/VBHN-BTC ngày 01/02/2020", "03/VBHN-BTC@2020-02-01"),
    ("12/2020/QĐ-UBND", None),  # every province has one
    ("12/2020/QĐ-UBND của cơ quan có thẩm quyền", None),
    ("Nghị định 999/2020/NĐ-CP của Chính phủ", None),  # national: the registry knows or not
    ("12/2020/QĐ-UBND và 13/2020/QĐ-UBND của UBND tỉnh Tiền Giang", None),
    ("", None),
])  # fmt: skip
def test_the_words_tell_the_key_of_one_document_or_none(name, key):
    assert stated_key(name) == key


# --- words ----------------------------------------------------------------------------------------
def test_of_a_plain_state_nothing_is_added():
    assert remarks({"state": "in_force", "as_of": "2025-07-01"}) == []


@pytest.mark.parametrize(("told", "sentence"), [
    ({"struck": [{"provisions": "Điều 7", "date": "2021-06-01", "by": "5/2021/NĐ-CP",
                  "clause": "khoản 2 Điều 9"}]},
     "Từ ngày 01/6/2021, phần sau hết hiệu lực theo 5/2021/NĐ-CP, khoản 2 Điều 9: Điều 7."),
    ({"remnants": [{"provisions": "Phụ lục I", "until": "2026-06-30", "by": "67/2023/TT-BTC"}]},
     "Theo 67/2023/TT-BTC, phần sau vẫn tiếp tục có hiệu lực đến hết ngày 30/6/2026: Phụ lục I."),
    ({"remnants": [{"provisions": "Phụ lục I", "until": "2024-06-30", "by": "67/2023/TT-BTC"}]},
     None),
    ({"later_parts": [{"provisions": "Điều 12", "effective": "2022-01-01"}]},
     "Có ngày hiệu lực riêng: Điều 12, từ ngày 01/01/2022."),
    ({"suspended": [{"since": "2021-02-01", "until": "2021-02-28"}]},
     "Ngưng hiệu lực từ ngày 01/02/2021 đến hết ngày 28/02/2021."),
    ({"suspended": [{"since": "2021-02-01", "until": None}]},
     "Ngưng hiệu lực từ ngày 01/02/2021; chưa ghi nhận ngày tiếp tục có hiệu lực."),
    ({"effective_presumed": "khoản 1 Điều 151"},
     ("Ngày bắt đầu có hiệu lực là ngày suy ra theo khoản 1 Điều 151; "
     "chưa thấy lời văn ghi ngày ấy.")),
    ({"presumed": True},
     "Hết hiệu lực là suy ra, không có văn bản bãi bỏ trực tiếp: cần xem lại."),
    ({"dead_parents": ["61/2018/NĐ-CP"]},
     ("Văn bản mà văn bản này quy định chi tiết, hướng dẫn đã hết hiệu lực (61/2018/NĐ-CP): "
     "cần xem lại văn bản này còn áp dụng được không.")),
    ({"consolidated_in": ["54/VBHN-VPQH (2025)"]}, "Đã được hợp nhất tại 54/VBHN-VPQH (2025)."),
    ({"problems": [{"code": "contradiction", "found": "2022-01-01 / 2023-07-01"}]},
     "Dữ liệu hiệu lực mâu thuẫn: 2022-01-01 / 2023-07-01."),
])  # fmt: skip
def test_each_finding_is_one_whole_sentence(told, sentence):
    found = remarks({"state": "in_force", "as_of": "2025-07-01", **told})
    assert found == ([sentence] if sentence else [])
