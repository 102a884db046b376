from dataclasses import replace

import pytest

from kg.doubtful import RANKS, DoubtKind, places
from kg.errors import Problem
from kg.model import Line, SourceText
from kg.terms import ProblemCode
from tests.kg.readings import make


def reading_of(lines, problems=(), mentions=()):
    """A reading of these (raw, text, doubts) lines, its head two lines long."""
    made, start = [], 0
    for number, (raw, text, doubts) in enumerate(lines, 1):
        made.append(Line(number, start, raw, text, doubts=tuple(doubts)))
        start += len(raw) + 1
    base = make("15/KH-UBND")
    return replace(
        base,
        source=SourceText(tuple(made)),
        problems=tuple(problems),
        mentions=tuple(mentions),
        sections=(replace(base.sections[0], line=1, line_end=2),),
    )


def problem(code, found, place="", expected="", choices=()):
    return Problem(code, found, expected, place, choices)


PLAIN = ("dòng thường", "dòng thường", ())


def test_a_text_without_doubts_has_no_places():
    assert places(reading_of([PLAIN])) == ()


def test_doubtful_syllables_of_a_line_are_one_place_from_the_first_to_the_last():
    line = ("ban Bang Thanh uy;", "ban Bảng Thành ủy;", [(4, 8, 0.6), (9, 14, 0.3)])
    (place,) = places(reading_of([PLAIN, PLAIN, line]))
    assert (place.kind, place.line, place.found) == (DoubtKind.WORDS, 3, "Bảng Thành")
    assert (place.raw_start, place.raw_end, place.share) == (4, 14, 0.3)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("QD $62077/QD-UBND ngay 1", "$62077/QD-UBND"),
        ("QD 562077 /QD-UBND, ngay", "562077 /QD-UBND"),
        ("(Kem theo 562077/QD-UBND)", "562077/QD-UBND"),
    ],
)
def test_a_guessed_number_is_the_whole_number_as_printed(printed, found):
    told = problem(ProblemCode.NUMBER_GUESSED, found.split("/")[0].strip(), "a.txt:3",
                   "2077/QĐ-UBND", ("62077/QĐ-UBND",))  # fmt: skip
    (place,) = places(reading_of([PLAIN, PLAIN, (printed, printed, ())], [told]))
    assert (place.kind, place.found) == (DoubtKind.NUMBER, found)
    assert place.choices == ("2077/QĐ-UBND", "62077/QĐ-UBND")


def test_what_a_problem_tells_of_is_no_second_place():
    line = ("so $62077/QD-UBND o", "số $62077/QĐ-UBND o", [(3, 17, 0.5), (18, 19, 0.5)])
    told = problem(ProblemCode.NUMBER_GUESSED, "$62077", "a.txt:3", "2077/QĐ-UBND")
    found = places(reading_of([PLAIN, PLAIN, line], [told, told]))
    assert [(place.kind, place.found) for place in found] == [
        (DoubtKind.NUMBER, "$62077/QĐ-UBND"),
        (DoubtKind.WORDS, "o"),
    ]


def test_what_a_document_lacks_is_asked_at_its_head():
    head = ("Số:    /KH-UBND", "Số:    /KH-UBND", ())
    found = places(
        reading_of(
            [head, PLAIN, PLAIN],
            [
                problem(ProblemCode.NUMBER_MISSING, "no number in the head", "a.txt:1"),
                problem(ProblemCode.DATE_MISSING, "no day in the head"),
            ],
        )
    )
    assert [(p.kind, p.line, p.found) for p in found] == [
        (DoubtKind.HEADER_NUMBER, 1, "Số:    /KH-UBND"),
        (DoubtKind.HEADER_DATE, 1, "Số:    /KH-UBND"),
    ]


def test_problems_of_what_the_text_says_are_no_doubts_of_reading():
    told = [problem(code, "x", "a.txt:1") for code in ProblemCode if "number" not in code.value
            and "date" not in code.value]  # fmt: skip
    assert places(reading_of([PLAIN], told)) == ()


@pytest.mark.parametrize("place", ["a.txt:99", "line 0", "a.txt", "", "::"])
def test_a_problem_of_a_line_that_is_not_there_is_no_place_or_one_of_the_head(place):
    told = problem(ProblemCode.NUMBER_UNREADABLE, "khác", place)
    assert all(one.line == 1 for one in places(reading_of([PLAIN], [told])))


def test_what_matters_most_comes_first():
    doubt = ("cu o", "cũ o", [(3, 4, 0.5)])
    cited = make("1/KH-UBND", ["76/NQ-CP"]).mentions[1]
    start = len("dòng thường") + len("oo") + 2
    named = replace(cited, line=3, text_start=start, text_end=start + 4)
    told = [
        problem(ProblemCode.DATE_IMPOSSIBLE, "ngày A4", "a.txt:5"),
        problem(ProblemCode.NUMBER_GUESSED, "số 12", "a.txt:5", "12"),
        problem(ProblemCode.DATE_IMPOSSIBLE, "thường", "a.txt:1"),
    ]
    five = ("so 12 ngay A4", "số 12 ngày A4", ())
    found = places(reading_of([PLAIN, ("oo", "oo", [(0, 2, 0.4)]), doubt, doubt, five], told,
                              [named]))  # fmt: skip
    assert [place.kind for place in found] == [
        DoubtKind.HEADER_DATE,
        DoubtKind.NUMBER,
        DoubtKind.DATE,
        DoubtKind.HEADER,
        DoubtKind.CITATION,
        DoubtKind.WORDS,
    ]
    ranks = [RANKS[place.kind] for place in found]
    assert ranks == sorted(ranks)


def test_a_place_cuts_no_piece_of_which_only_the_whole_is_known_in_raw():
    line = Line(3, 0, "Keé hoach", "Kế hoạch", None, 0.9, ((0, 2, 0, 3), (2, 8, 3, 9)),
                ((1, 2, 0.5),))  # fmt: skip
    base = reading_of([PLAIN, PLAIN, PLAIN])
    lines = (*base.source.lines[:2], line)
    (place,) = places(replace(base, source=SourceText(lines)))
    assert (place.start, place.end, place.raw_start, place.raw_end) == (0, 2, 0, 3)
