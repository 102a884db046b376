import collections
import datetime as dt
import json
import re

import pytest

from kg.errors import AmbiguousError, NotFoundError
from tests.ui.drafts import four_plans, library_of
from ui.days import today
from ui.library import Library
from ui.search_batch import answers

ON = dt.date(2026, 1, 1)
WORDS = "cải cách hành chính rừng ngập mặn chuyển đổi số nhiệm vụ"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("questions")
    library_of(made / "library", four_plans(made / "files"))
    return made


@pytest.fixture
def library(folder):
    return Library.at(folder / "library")


def owners(library, query=WORDS, k=100, **filters):
    return {hit["document"] for hit in library.search(query, k, **filters)["hits"]}


def test_a_hit_has_every_key_and_shows_the_lines_it_names(library):
    found = library.search("phòng cháy rừng", 3)
    assert set(found) >= {"query", "hits", "as_of"}
    assert (found["query"], found["as_of"]) == ("phòng cháy rừng", today().isoformat())
    for hit in found["hits"]:
        assert set(hit) >= {
            "passage", "document", "number", "title", "heading_path", "line_start", "line_end",
            "page", "text", "score", "lexical", "dense",
        }  # fmt: skip
        lines = library.source(hit["document"]).lines
        shown = [line.text for line in lines[hit["line_start"] - 1 : hit["line_end"]]]
        assert hit["text"].split() == " ".join(shown).split()
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_typing_without_diacritics_finds_the_same_document_first(library):
    accented = library.search("phòng cháy chữa cháy rừng", 1)["hits"][0]
    plain = library.search("phong chay chua chay rung", 1)["hits"][0]
    assert accented["document"] == plain["document"] == library.find_held("7/KH-UBND").id


@pytest.mark.parametrize(
    "filters",
    [
        {"year": 2025},
        {"year": 2024},
        {"place": "long sơn"},
        {"type": "ke hoach"},
        {"issuer": "UBND xã Xuân Hải"},
        {"year": 2025, "place": "Tân Phú"},
    ],
    ids=str,
)
def test_a_filter_leaves_exactly_the_documents_that_fit(library, filters):
    """Every document has passages, so that a search deep enough meets each one that fits."""
    fitting = {record.id for record in library.documents(**filters)}
    assert fitting
    assert owners(library, **filters) == fitting


@pytest.mark.parametrize("number", ["7/KH-UBND", "9/KH-UBND"])
def test_a_filter_is_applied_before_the_best_are_taken(library, number):
    """With k = 1 a filter applied afterwards would leave nothing: another document is best."""
    wanted = library.find_held(number)
    best = library.search("chữ ký số", 1)["hits"][0]["document"]
    assert best != wanted.id
    assert owners(library, "chữ ký số", 1, document=number) == {wanted.id}
    assert owners(library, "chữ ký số", 1, place=wanted.header.place.name) == {wanted.id}


def test_every_filter_counts_beside_a_document_named(library):
    assert owners(library, document="9/KH-UBND", year=2025)
    assert owners(library, document="9/KH-UBND", year=1999) == set()


@pytest.mark.parametrize("filters", [{"year": 1999}, {"place": "Sa Pa"}, {"type": "Luật"}])
def test_where_no_document_fits_there_is_no_hit(library, filters):
    assert owners(library, **filters) == set()


def test_a_document_to_search_in_must_be_held_and_one(library):
    with pytest.raises(NotFoundError):
        library.search("rừng", document="61/2018/NĐ-CP")
    with pytest.raises(AmbiguousError):
        library.search("rừng", document="12/KH-UBND")


def test_only_documents_in_force_on_the_day_are_searched(folder, tmp_path):
    library = library_of(tmp_path / "library", four_plans(folder / "files"))
    record = library.find_held("9/KH-UBND")
    row = {"number": "9/KH-UBND", "signed": "2025-03-05", "issuer": record.header.issuer,
           "title": record.header.title, "effective": "2025-03-10", "expired": "2026-01-01",
           "source": "Công báo"}  # fmt: skip
    assert library.registry_add([row]).failures == ()
    days = ["2025-03-09", "2025-03-10", "2025-12-31", "2026-01-01"]
    found = [record.id in owners(library, in_force_on=dt.date.fromisoformat(day)) for day in days]
    assert found == [False, True, True, False]
    day = dt.date(2025, 3, 10)
    assert library.search("rừng", in_force_on=day)["as_of"] == "2025-03-10"


def test_many_questions_find_what_each_finds_alone(library):
    asked = ["chữ ký số", "phòng cháy rừng", "", "nước sạch"]
    together = dict(answers(library, list(enumerate(asked)), 3, {"year": 2025}))
    for number, question in enumerate(asked):
        alone = library.search(question, 3, fold_same=False, year=2025)["hits"]
        assert together[number] == [hit["passage"] for hit in alone]


@pytest.mark.parametrize("query", ["", "   ", "?!", "AND OR NOT (", 'a:"b~2', "\x00", "ồ" * 3000])
def test_no_query_breaks_the_search(library, query):
    assert len(library.search(query, 5)["hits"]) <= 5


def test_an_index_that_was_lost_is_built_again(folder, tmp_path):
    library = library_of(tmp_path / "library", four_plans(folder / "files"))
    wanted = library.search("chữ ký số", 5)["hits"]
    for path in sorted((tmp_path / "library" / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    again = Library.at(tmp_path / "library")
    assert again.search("chữ ký số", 5)["hits"] == wanted


# --- questions ------------------------------------------------------------------------------------
ANSWER_KEYS = {
    "question", "intent", "slots", "answered", "answer", "reason", "documents", "offices",
    "places", "deadline", "rows", "evidence", "nearest", "confidence",
}  # fmt: skip
PIECE_KEYS = {
    "document", "file", "page", "line_start", "line_end", "quote", "source", "checked",
    "names_only",
}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answered", "reason"),
    [
        ("Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?", True, None),
        ("Trạm Y tế phải làm nhiệm vụ gì?", True, None),
        ("Nghị định 61/2018/NĐ-CP còn hiệu lực không?", True, None),
        ("Văn bản nào căn cứ Nghị định 99/2031/NĐ-CP?", False, "not_found"),
        ("Kế hoạch của thành phố Đà Nẵng do ai ký?", False, "not_held"),
        ("xyz", False, "unclear"),
    ],
)
def test_an_answer_has_every_key_and_a_refusal_a_reason(library, question, answered, reason):
    given = library.ask(question, on=ON)
    assert set(given) >= ANSWER_KEYS
    assert (given["answered"], given["reason"]) == (answered, reason)
    assert given["answer"]
    assert json.loads(json.dumps(given)) == given
    for piece in given["evidence"] + given["nearest"]:
        assert set(piece) == PIECE_KEYS


def test_the_evidence_is_what_stands_in_the_file(library, folder):
    given = library.ask("Văn bản nào căn cứ Nghị định 61/2018/NĐ-CP?", on=ON)
    assert {piece["file"] for piece in given["evidence"]} == {"a.txt", "b.txt"}
    for piece in given["evidence"]:
        lines = (folder / "files" / piece["file"]).read_text("utf-8").split("\n")
        assert piece["quote"] == " ".join(lines[piece["line_start"] - 1 : piece["line_end"]])
        assert "61/2018/NĐ-CP" in piece["quote"]


def test_the_answer_turns_on_the_day_of_view(library):
    """61/2018 holds to the end of 30 June 2025: 118/2025/NĐ-CP, Điều 40."""
    states = [
        library.ask("Nghị định 61/2018/NĐ-CP còn hiệu lực không?", on=day)["rows"][0]["state"]
        for day in (dt.date(2025, 6, 30), dt.date(2025, 7, 1))
    ]
    assert states == ["in_force", "expired"]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Luật Đất đai còn hiệu lực không?", ["31/2024/QH15"]),
        ("luat dat dai con hieu luc khong", ["31/2024/QH15"]),
        ("Luật Đất đai năm 2013 còn hiệu lực không?", ["45/2013/QH13"]),
        ("Luật Đất đai ngày 29/11/2013 còn hiệu lực không?", ["45/2013/QH13"]),
        ("Luật Đất đai còn hiệu lực vào ngày 01/01/2010 không?", ["13/2003/QH11"]),
        ("Đề án 06/CP còn hiệu lực không?", ["06/QĐ-TTg"]),
        ("Hiến pháp năm 1901 còn hiệu lực không?", []),
    ],
)
def test_a_law_without_its_number_is_the_one_of_the_day_asked_about(library, question, numbers):
    """In force since 01/8/2024, 01/7/2014 and 01/7/2004: their own closing articles."""
    given = library.ask(question, on=ON)
    assert given["intent"] == "in_force"
    assert given["slots"]["documents"] == numbers


def test_a_law_asked_for_by_its_name_is_told_with_the_one_before_it(library):
    given = library.ask("Luật Đất đai còn hiệu lực không?", on=ON)
    assert given["rows"][0]["same_name_before"] == "45/2013/QH13"
    assert "45/2013/QH13" in given["answer"]
    numbered = library.ask("Luật số 45/2013/QH13 còn hiệu lực không?", on=ON)
    assert "same_name_before" not in numbered["rows"][0]
    replaced = library.ask("Luật Đất đai được thay thế bởi luật nào?", on=ON)
    assert replaced["documents"] == ["31/2024/QH15", "45/2013/QH13"]


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        ("ngày 16/6/2022", "18-NQ/TW@2022-06-16"),
        ("ngày 25 tháng 10 năm 2017", "18-NQ/TW@2017-10-25"),
        ("năm 2017", "18-NQ/TW@2017-10-25"),
    ],
)
def test_a_day_tells_resolutions_of_one_number_apart(library, stated, key):
    asked = library.answer(f"Nghị quyết 18-NQ/TW {stated} còn hiệu lực không?", on=ON).question
    assert [record.key for record in asked.documents] == [key]


@pytest.mark.parametrize("stated", ["", "ngày 01/01/2020", "của Bộ Chính trị"])
def test_several_documents_of_a_number_are_given_as_choices(library, stated):
    given = library.ask(f"Nghị quyết 18-NQ/TW {stated} còn hiệu lực không?", on=ON)
    assert (given["answered"], given["reason"], given["rows"]) == (False, "unclear", [])
    assert [(item["date"], item["key"]) for item in given["choices"]] == [
        ("2022-06-16", "18-NQ/TW@2022-06-16"),
        ("2017-10-25", "18-NQ/TW@2017-10-25"),
    ]
    assert "18-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương" in given["answer"]


def test_a_provision_struck_before_its_law_is_told_by_itself(library):
    """15/2008/QH12, khoản 6 Điều 41 ended Điều 45 of 13/2003/QH11."""
    asked = "Điều {} Luật Đất đai 2003 còn hiệu lực vào ngày 01/01/2010 không?"
    states = [
        library.ask(asked.format(article), on=ON)["rows"][0]["provision"]["state"]
        for article in (45, 46)
    ]
    assert states == ["expired", "in_force"]


@pytest.mark.parametrize("unit", ["tỉnh Tiền Giang", "huyện Cái Bè, tỉnh Tiền Giang"])
def test_a_former_units_decision_is_told_with_its_borders_as_its_status_is(library, unit):
    name = f"12/2020/QĐ-UBND ngày 05/5/2020 của UBND {unit}"
    row = library.ask(f"Quyết định {name} còn hiệu lực không?", on=ON)["rows"][0]
    status = library.status(name, on=ON)
    assert (row["state"], row["territory"]) == (status["state"], status["territory"])
    assert status["territory"]


def test_what_halted_replaced_and_followed_a_decision_is_told(folder, tmp_path):
    library = library_of(tmp_path / "library", four_plans(folder / "files"))
    row = {"number": "31/2020/QĐ-UBND", "signed": "2020-05-05", "issuer": "UBND tỉnh Long An",
           "title": "Về giá đất", "effective": "2020-05-15", "expired": "2025-03-01",
           "suspended": "2024-09-01/2024-10-01", "replaced_by": "7/2025/QĐ-UBND",
           "source": "Công báo"}  # fmt: skip
    assert library.registry_add([row]).failures == ()
    name = "Quyết định 31/2020/QĐ-UBND ngày 05/5/2020 của UBND tỉnh Long An"
    halted = [
        library.ask(f"{name} có bị ngưng hiệu lực ngày {day} không?", on=ON)["rows"][0]["state"]
        for day in ("31/8/2024", "01/9/2024", "30/9/2024", "01/10/2024")
    ]
    assert halted == ["in_force", "suspended", "suspended", "in_force"]
    given = library.ask(f"Văn bản nào thay thế {name}?", on=ON)
    assert [row["canonical"] for row in given["rows"]] == ["7/2025/QĐ-UBND"]
    other = library.ask(f"Văn bản nào thay thế {name.replace('Long An', 'An Giang')}?", on=ON)
    assert not other["answered"]
    followed = library.ask("Văn bản nào thay thế Đề án 06?", on=dt.date(2026, 11, 20))
    assert [(r["canonical"], r["relation"]) for r in followed["rows"]] == [
        ("826/QĐ-TTg", "succeeds")
    ]


def test_a_library_without_documents_is_told_how_to_get_some(tmp_path):
    with pytest.raises(NotFoundError) as refused:
        Library.at(tmp_path / "none").ask("Ai ký?", on=ON)
    assert refused.value.hint == "Hãy nạp văn bản: cancu ingest."


# --- the shipped plans ----------------------------------------------------------------------------
def of_place(record, asked):
    return asked.format(record.header.place.name)


def test_the_dead_bases_of_a_plan_are_those_that_its_check_finds(plans):
    dead = {"expired", "partly", "suspended"}
    found = 0
    for record in plans.documents():
        given = plans.ask(of_place(record, "Kế hoạch của {} có căn cứ nào hết hiệu lực?"), on=ON)
        checked = plans.check(record.id, None, on=ON)["rows"]
        assert given["slots"]["plans"] == [record.id]
        assert {(row["canonical"], row["state"]) for row in given["rows"]} == {
            (row["canonical"], row["state"]) for row in checked if row["state"] in dead
        }
        found += len(given["rows"])
    assert found


def test_what_a_plan_rests_on_is_what_its_citations_call_bases(plans):
    for record in plans.documents():
        given = plans.ask(of_place(record, "Kế hoạch của {} căn cứ vào những văn bản nào?"), on=ON)
        by_relation = collections.defaultdict(set)
        for mention in plans.mentions(record.id):
            if mention.mention_type.value not in {"anaphora", "self", "standard"}:
                said = (mention.line, mention.canonical)
                by_relation[mention.relation.value].add(said)
        # A plan without "Căn cứ" lines rests on what it says that it carries out.
        bases = by_relation["legal_basis"] or by_relation["implements"]
        assert {(row["line"], row["canonical"]) for row in given["rows"]} == bases
        assert given["answered"] is bool(bases)


def test_the_tasks_of_an_office_are_those_that_the_plan_gives_it(plans):
    """Each plan's five busiest offices; their tasks under other names may come with them."""
    for record in plans.documents():
        given_to = collections.defaultdict(set)
        for _, task in plans.tasks(record.id):
            for assignment in task.assignments:
                given_to[assignment.office].add(task.line_start)
        plain = [office for office in given_to if not re.search(r"\w-\w", office)]
        busiest = sorted(plain, key=lambda office: (-len(given_to[office]), office))[:5]
        assert busiest
        for office in busiest:
            asked = of_place(record, office + " của {} phải làm nhiệm vụ gì?")
            given = plans.ask(asked, on=ON)
            assert (given["intent"], given["answered"]) == ("tasks_of_office", True), asked
            told = {row["line_start"] for row in given["rows"] if row["document"] == record.id}
            assert given_to[office] <= told


def test_every_quote_of_an_answer_stands_in_the_lines_it_names(plans):
    asked = ["Kế hoạch của {} do ai ký?", "Kế hoạch của {} viện dẫn những văn bản nào?",
             "Tỷ lệ hồ sơ trực tuyến của {} đạt bao nhiêu phần trăm?"]  # fmt: skip
    seen = 0
    for record in plans.documents():
        for question in asked:
            for piece in plans.ask(of_place(record, question), on=ON)["evidence"]:
                lines = plans.source(piece["document"]).lines
                shown = lines[piece["line_start"] - 1 : piece["line_end"]]
                words = " ".join(line.text for line in shown).split()
                assert piece["quote"].removesuffix("…").split() == words[: len(words)] or (
                    " ".join(words).startswith(piece["quote"].removesuffix("…"))
                )
                seen += 1
    assert seen > 10
