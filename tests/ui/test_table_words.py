"""English remarks of the shipped tables never reach a user; every one of the tables is tried."""

import datetime as dt
from dataclasses import replace

import pytest

import corpus
from kg.catalogue import entries
from kg.proofs import Proof
from kg.registry import load_registry
from search.answer import answer
from search.evidence import Evidence
from tests.search.hand_made import small_library
from tests.ui.seen_words import source_words
from ui.answer_view import view
from ui.source_names import source_name
from ui.table_words import in_vietnamese
from ui.validity_words import remarks as remarks_on

REGISTRY = load_registry()
ENTRIES = (*entries(), *REGISTRY.entries.values())
ENGLISH = {
    "amended", "repealed", "words", "rules", "except", "reported", "text", "seen", "applied",
    "allowance", "still", "powers", "heading", "the", "and", "for", "kept", "title", "early",
    "only", "of", "on", "job-position", "as",
}  # fmt: skip


def remarks():
    """All that tables say beside numbers, titles and quotes."""
    for entry in ENTRIES:
        changes = (*entry.replaced_by, *entry.amended_by, *entry.succeeded_by, *entry.replaces,
                   *entry.amends, *entry.succeeds, *entry.guides)  # fmt: skip
        yield from (told for one in changes for told in (one.provisions, one.clause))
        yield from (part.provisions for part in entry.later_parts)
        yield from (entry.effect_clause, entry.effective_rule)
    for clause in REGISTRY.clauses:
        yield clause.clause
        yield from (one.provisions for one in clause.affects)
    for row in corpus.table("office_successors"):
        yield from (row["scope"], row["legal_source"])


REMARKS = {told for told in remarks() if told}


def test_no_remark_of_the_tables_is_english_once_it_is_worded():
    for told in REMARKS:
        said = in_vietnamese(told)
        assert not set(said.replace("(", " ").replace(")", " ").split()) & ENGLISH, said


def test_vietnamese_provisions_stay_as_they_are():
    known = [told for told in REMARKS if told.startswith(("Điều", "khoản", "điểm"))]
    english = {"(", "words", "amended", "repealed"}
    plain = [told for told in known if not any(word in told for word in english)]
    assert len(plain) > 100
    assert all(in_vietnamese(told) == told.strip() for told in plain)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("words in Điều 3, 5; khoản 1 Điều 16 repealed",
         "cụm từ tại Điều 3, 5; bãi bỏ khoản 1 Điều 16"),
        ("words", "một số cụm từ"),
        ("Chương V (rules on receiving citizens); Chương V",
         "Chương V (quy định về tiếp công dân); Chương V"),
        ("báo in, tạp chí in", "báo in, tạp chí in"),
        ("khoản 4 Điều 71 (early effect of some rules)",
         "khoản 4 Điều 71 (một số quy định có hiệu lực sớm)"),
        ("except Điều 11", "trừ Điều 11"),
        (None, ""),
    ],
)  # fmt: skip
def test_remarks_are_told_in_vietnamese(told, said):
    assert in_vietnamese(told) == said


@pytest.mark.parametrize(
    "told",
    [
        "Đã đối chiếu với file text của Sở; còn thiếu phụ lục",
        "Sở Tư pháp đã xác nhận | theo email as of 3/2",
        "khoản 2 Điều 5 (theo bản text; by phone)",
        "So tay van thu phuong",
    ],
)
def test_what_users_write_stays_as_they_wrote_it(told):
    assert in_vietnamese(told) == told


def test_a_clause_is_told_in_vietnamese_wherever_it_is_shown():
    bare = Proof("29/2023/NĐ-CP", "except Điều 11", None, "general knowledge", None, "high")
    law = Evidence("9/2025/NĐ-CP", "", 0, 0, "title: Sửa đổi một số điều", source="vbpl.vn")
    line = Evidence("x", "x.txt", 0, 0, "title: Sửa đổi một số điều")
    library, on = small_library(), dt.date(2026, 1, 1)
    asked = answer("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", library, on=on)
    shown = view(replace(asked, evidence=(law, line), unproven=(bare,)), library, on)
    assert [item["clause"] for item in shown["unproven"]] == ["trừ Điều 11"]
    assert [item["quote"] for item in shown["evidence"]] == [
        "tên văn bản: Sửa đổi một số điều", "title: Sửa đổi một số điều"
    ]  # fmt: skip
    struck = {"provisions": None, "by": "9/2025/NĐ-CP", "clause": "khoản 8 Điều 43 (words)",
              "date": "2025-07-01"}  # fmt: skip
    (said,) = remarks_on({"struck": [struck]})
    assert said == (
        "Từ ngày 01/7/2025, phần sau hết hiệu lực theo 9/2025/NĐ-CP, "
        "khoản 8 Điều 43 (thay cụm từ): Một phần văn bản."
    )


def test_no_source_of_the_tables_keeps_its_english_name():
    told = {"; ".join(entry.source) for entry in ENTRIES}
    told |= {clause.source for clause in REGISTRY.clauses}
    for source in told:
        words = set(source_name(source).replace(";", " ").split())
        assert not words & source_words(), source
