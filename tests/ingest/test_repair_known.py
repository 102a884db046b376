"""Readings found beforehand: packed, unpacked, the same as a search would give."""

import pytest

from ingest.repair.channel import CAPITALS, Channel, Scope, case_of
from ingest.repair.known import SCORE_STEP, KnownReadings, pack
from ingest.repair.syllables import load_model

ROWS = [
    ("cua", False, [((7,), -0.4, ()), ((9,), -3.21, ())]),
    ("CUA", True, [((7,), 0.0, ())]),
    ("chinhquyen", False, [((3, 4), -5.5, (5,))]),
    ("xqz", False, []),
]


def test_readings_come_back_as_packed_but_for_rounding():
    known = KnownReadings(pack(ROWS))
    for token, headline, readings in ROWS:
        found = known.find(token, headline=headline)
        assert [(words, cuts) for words, _, cuts in found] == [(w, c) for w, _, c in readings]
        for (_, got, _), (_, score, _) in zip(found, readings, strict=True):
            assert got == pytest.approx(score, abs=SCORE_STEP / 2)


@pytest.mark.parametrize(("token", "headline"), [("CUA", False), ("cua", True), ("", False)])
def test_unknown_tokens_and_other_lines_are_not_found(token, headline):
    assert KnownReadings(pack(ROWS)).find(token, headline=headline) is None


def test_without_arrays_nothing_is_known():
    assert KnownReadings({}).find("cua", headline=False) is None


@pytest.mark.parametrize("token", ["cua", "nghi", "quyét", "thuc", "UBND", "BAN", "Can"])
def test_shipped_readings_begin_as_the_search_would(token):
    model = load_model()
    searched = Channel(model)
    scope = Scope.HEADLINE if case_of(token) == CAPITALS else Scope.MIXED
    known = model.known.find(token, headline=scope is Scope.HEADLINE)
    found = searched.candidates(token, case_of(token), scope, wide=True)
    assert known is not None
    assert known[0][0] in {candidate.words for candidate in found[:2]}
