import pytest

import corpus
from ingest import pipeline, secrecy
from ingest.pages import build
from ingest.readers import LineReading, Page, ReadResult
from kg.terms import ProblemCode

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN\nSố: 12/KH-UBND"
BODY = "KẾ HOẠCH\nThực hiện công tác năm 2025 trên địa bàn tỉnh"


def stamped(line, head=HEAD, confidence=1.0):
    lines = (*head.split("\n"), *line.split("\n"), *BODY.split("\n"))
    readings = tuple(LineReading(confidence) for _ in lines)
    return secrecy.stamp(build(ReadResult((Page(None, lines, readings),))))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("  TUYỆT MẬT  ", "TUYỆT MẬT"),
        ("[TỐI MẬT]", "TỐI MẬT"),
        ("**MẬT**", "MẬT"),
        ("| TUYỆT MẬT |", "TUYỆT MẬT"),
        ("T Ố I  M Ậ T", "TỐI MẬT"),
        ("M Ậ T", "MẬT"),
        ("Tối mật", "TỐI MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("Dấu chỉ độ mật : MẬT", "MẬT"),
        ("TỐI MẬT\t\tBình An, ngày 05 tháng 3 năm 2025", "TỐI MẬT"),
        ("Số: 12/KH-UBND          MẬT", "MẬT"),
        ("TOI MAT", "TOI MAT"),
        ("TUYET MAT", "TUYET MAT"),
        ("MAT", "MAT"),
        ("M\u00c2\u0323T", "MẬT"),  # Â and a dot below, apart
    ],
)
def test_a_stamp_alone_near_the_head_is_found(line, mark):
    assert stamped(line) == (mark, 4)


@pytest.mark.parametrize(
    "line",
    [
        "Bảo vệ bí mật nhà nước",
        "BÍ MẬT NHÀ NƯỚC",
        "bí mật",
        "MẬT ĐỘ DÂN SỐ",
        "Mật ong",
        "Dấu chỉ độ mật: không",
        "Độ mật: Không",
        "Căn cứ Luật Bảo vệ bí mật nhà nước",
        "MẶT TRẬN TỔ QUỐC",
        "ỦY BAN MẶT\nTRẬN TỔ QUỐC",
        "MẤT",
        "MẮT",
        "MẶT",
        "MẶT\nTRẬN TỔ QUỐC",
        "",
    ],
)
def test_other_words_are_no_stamp(line):
    assert stamped(line) is None


def test_where_an_engine_has_read_the_line_a_mark_it_took_for_another_counts():
    assert stamped("MẶT", confidence=0.8) == ("MẶT", 4)
    assert stamped("MẶT\nTRẬN TỔ QUỐC", confidence=0.8) is None


def test_a_word_further_down_is_no_stamp():
    assert stamped("MẬT", head="\n".join(["Dòng"] * secrecy.HEAD)) is None
    assert stamped("MẬT", head="\n".join([*["Dòng"] * (secrecy.HEAD - 1), "", ""])) is not None


def test_of_a_classified_document_nothing_is_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{HEAD}\nTUYỆT MẬT\n{BODY}\n", encoding="utf-8")
    refused = pipeline.read(path)
    (problem,) = refused.problems
    assert (problem.code, problem.found) == (ProblemCode.FILE_CLASSIFIED, "TUYỆT MẬT")
    assert problem.place == "a.txt:4"
    assert (refused.source.text, refused.header.number, refused.mentions) == ("", None, ())
    allowed = pipeline.read(path, allow_classified=True)
    assert allowed.header.number == "12/KH-UBND"


def test_no_shipped_plan_raises_a_false_alarm():
    for path in sorted(corpus.path("plans").iterdir()):
        text = path.read_text(encoding="utf-8").split("\n")[:80]
        assert secrecy.stamp(build(ReadResult((Page(None, tuple(text)),)))) is None, path.name
