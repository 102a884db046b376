"""Search over a library: hits, what folds, what was meant, what is said of nothing."""

import gzip
import json

import pytest

from kg.folding import fold
from tests.ui.drafts import four_plans, library_of, text, write
from ui import search_wording as wording
from ui.library import Library
from ui.search_batch import answers

WARDS = ("Tân Phú", "Hòa Bình", "Long Sơn")
TOPIC = """nuôi ong lấy mật dưới tán rừng ngập mặn ven biển; hướng dẫn hộ gia đình chọn giống,
phòng bệnh cho đàn ong, bảo quản mật và ghi nhãn hàng hóa; vận động các hộ không đốt lửa, không
phun thuốc trừ sâu gần nơi đặt tổ; báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20 hằng tháng"""
KEYS = {"query", "searched", "did_you_mean", "note", "weak", "hits", "as_of"}
HIT_KEYS = {
    "passage", "document", "number", "title", "heading_path", "line_start", "line_end", "page",
    "text", "score", "lexical", "dense", "found_by", "state", "held", "snippet", "heading_marks",
    "duplicates",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Three wards with one plan but for names and a share, one plan of its own, a dataset."""
    made = tmp_path_factory.mktemp("search")
    copied = [
        write(made, f"{n}.txt", text(ward, f"{n}{n}/KH-UBND", share=90 + n, topic=TOPIC))
        for n, ward in enumerate(WARDS, 1)
    ]
    library = library_of(made / "library", [*copied, *four_plans(made / "files")[1:2]])
    rows = [
        {"id": "99999/2020/nđ-cp#4", "number": "99999/2020/NĐ-CP", "article": "4",
         "chapter": "Chương I", "heading": "Hồ sơ đăng ký <b>khai sinh</b>", "topic": "",
         "document_title": "Nghị định 9",
         "text": "1. Tờ khai.\n2. Giấy chứng sinh do y tế cấp; <script>x</script>"},
    ]  # fmt: skip
    path = made / "articles.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    library.import_articles(path)
    return library


def hits(library, query, k=10, **options):
    return library.search(query, k, **options)["hits"]


def test_a_search_and_its_hits_have_every_key(library):
    found = library.search("rà soát thủ tục hành chính", 3)
    assert set(found) == KEYS
    assert all(set(hit) == HIT_KEYS for hit in found["hits"])
    assert json.loads(json.dumps(found)) == found
    assert (found["did_you_mean"], found["searched"]) == (None, found["query"])


def test_the_snippet_is_what_stands_on_its_line_with_the_words_marked(library):
    for query in ("rà soát thủ tục hành chính", "ra soat thu tuc hanh chinh"):
        for hit in hits(library, query, 1):
            snippet = hit["snippet"]
            lines = library.source(hit["document"]).lines
            assert snippet["text"].startswith(lines[snippet["line"] - 1].text.strip()[:20])
            assert hit["line_start"] <= snippet["line"] <= hit["line_end"]
            marked = [snippet["text"][a:b] for a, b in snippet["marks"]]
            assert "rà soát thủ tục hành chính" in marked


def test_a_plan_that_wards_copied_is_told_once_with_what_differs(library):
    found = hits(library, "nuôi ong", 5)
    assert len(found[0]["duplicates"]) == 2
    told = {found[0]["document"], *(one["document"] for one in found[0]["duplicates"])}
    assert told == {library.find_held(f"{n}{n}/KH-UBND").id for n in (1, 2, 3)}
    for other in found[0]["duplicates"]:
        words = " ".join(pair["there"] for pair in other["differs"])
        assert any(digit in words for digit in ("91", "92", "93"))
    apart = hits(library, "nuôi ong", 5, fold_same=False)
    assert all(hit["duplicates"] == [] for hit in apart)
    assert len({hit["document"] for hit in apart}) >= 3


@pytest.mark.parametrize("k", [1, 2])
def test_k_counts_results_after_folding(library, k):
    assert len(hits(library, "nuôi ong, chuyển đổi số", k)) == k


def test_the_batch_lists_what_is_not_folded(library):
    asked = [("a", "nuôi ong"), ("b", ""), ("c", "khai sinh")]
    listed = dict(answers(library, asked, 3, {}))
    apart = hits(library, "nuôi ong", 3, fold_same=False)
    assert listed["a"] == [hit["passage"] for hit in apart]
    assert listed["b"] == []


def test_a_dataset_passage_has_its_article_and_no_line(library):
    hit = hits(library, "giấy chứng sinh", 1)[0]
    assert (hit["passage"], hit["snippet"]["line"], hit["held"]) == (
        "99999/2020/nđ-cp#4",
        None,
        False,
    )
    assert "<script>" in hit["snippet"]["text"]  # escaped by who shows it


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thutuc hanhchinh", "thủ tục hành chính"), ("thur tucj hanhf chinhs", "thủ tục hành chính")],
)
def test_where_nothing_is_found_as_typed_what_was_meant_is_searched(library, typed, meant):
    found = library.search(typed, 3)
    assert (found["did_you_mean"], found["searched"]) == (meant, meant)
    assert found["note"].startswith(wording.READ_AS.format(query=typed, searched=meant))
    assert [hit["passage"] for hit in found["hits"]] == [
        hit["passage"] for hit in hits(library, meant, 3)
    ]


def test_where_something_is_found_as_typed_that_is_shown(library):
    found = library.search("ra soat thu tuc hanh chihn", 3)
    assert fold(found["did_you_mean"]) == "ra soat thu tuc hanh chinh"
    assert found["searched"] == found["query"]
    assert found["hits"]


@pytest.mark.parametrize(
    ("query", "filters", "note"),
    [
        ("", {}, wording.EMPTY_QUERY),
        (" \t\x00\x1b ", {}, wording.EMPTY_QUERY),
        ("là của và các", {}, wording.ONLY_STOP_WORDS.format(query="là của và các")),
        ("?!…", {}, wording.NO_WORDS.format(query="?!…")),
        ("🙂🙂", {}, wording.NO_WORDS.format(query="🙂🙂")),
        ("blorptang zzyzx", {}, wording.NOTHING_KNOWN.format(words="“blorptang”, “zzyzx”")),
    ],
)
def test_nothing_is_said_to_be_nothing_and_why(library, query, filters, note):
    found = library.search(query, 5, **filters)
    assert (found["hits"], found["note"]) == ([], note)


def test_a_filter_that_excludes_everything_is_named(library):
    found = library.search("thủ tục", 5, year=1999)
    assert found["hits"] == []
    assert "1999" in found["note"]
    both = library.search("thủ tục", 5, year=2024, place="Tân Phú")
    assert both["hits"] == []
    assert "2024" in both["note"]
    assert "Tân Phú" in both["note"]


def test_what_is_off_topic_is_called_weak_and_what_is_meant_is_not(library):
    found = library.search("công thức làm bánh mì que", 3)
    assert found["weak"]
    assert "gần nhất là" in found["note"]
    assert not library.search("rà soát thủ tục hành chính", 3)["weak"]


def test_a_word_that_stands_nowhere_is_named(library):
    assert "“hươu”, “giác”" in library.search("hươu tê giác", 3)["note"]


def test_a_library_without_documents_says_so(tmp_path):
    library = library_of(tmp_path / "library", [write(tmp_path, "a.txt", text())])
    library.remove(library.documents()[0].id)
    found = Library.at(tmp_path / "library").search("thủ tục", 3)
    assert (found["hits"], found["note"]) == ([], wording.EMPTY_LIBRARY)


@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script> thủ tục", "thủ tục " * 12_500, "\x1b[31mthủ tục\x00", "🙂 thủ tục",
     "\ud800 thủ tục", "' OR 1=1 --", "a" * 100_000, "thu\u0309 tu\u0323c"],
    ids=lambda query: repr(query[:12]),
)  # fmt: skip
def test_no_query_breaks_the_search(library, query):
    found = library.search(query, 3)
    assert len(found["hits"]) <= 3
    assert len(query) <= 4000 or found["note"].startswith(wording.CUT_QUERY.format(count=4000)[:12])
    json.dumps(found, ensure_ascii=False).encode()


def test_codes_of_a_terminal_are_no_words(library):
    found = library.search("\x1b[31mrà soát thủ tục\x1b[0m hành chính", 1)
    assert found["searched"] == "rà soát thủ tục hành chính"
    assert found["note"] is None


def test_a_long_word_is_not_repeated_whole(library):
    assert len(library.search("zw" * 5000, 1)["note"]) < 300


@pytest.mark.parametrize(("k", "most"), [(0, 1), (-5, 1), (5000, 1000)])
def test_k_out_of_range_is_the_nearest_within(library, k, most):
    assert 1 <= len(hits(library, "thủ tục hành chính", k)) <= most


def test_states_are_of_the_day_asked_about(library):
    """A dataset's number that no register knows has no state; held plans are unknown."""
    states = {hit["number"]: hit["state"] for hit in hits(library, "khai sinh nuôi ong", 10)}
    assert states["99999/2020/NĐ-CP"] is None
    assert set(states.values()) <= {None, "unknown"}


def test_words_that_no_passage_has_together_are_said_to_stand_apart(library):
    """ "Khai sinh" stands in the dataset alone, "nuôi ong" in the plans alone."""
    found = library.search("tờ khai nuôi ong chứng sinh tán rừng y tế cấp giống mật", 3)
    said = [" ".join([*hit["heading_path"], hit["title"], hit["text"]]) for hit in found["hits"]]
    assert not any("chứng sinh" in text and "nuôi ong" in text for text in said)
    assert found["note"] == (wording.WEAK_APART if found["weak"] else None)
