"""What facts on validity rest on, compared with the tables of clauses read as plain JSON."""

import datetime as dt
import gzip
import json
import re
from pathlib import Path

import pytest

import corpus
from kg.grounds import grounds_of
from kg.registry import load_registry
from kg.terms import ValidityState
from kg.validity import status_on

REGISTRY = load_registry()
ON = dt.date(2026, 11, 21)
_TABLES = Path(corpus.__file__).parent / "reference"


def raw_clauses():
    """Every clause of the tables, as JSON has it."""
    text = (_TABLES / "effect_clauses.jsonl").read_text("utf-8")
    packed = gzip.decompress((_TABLES / "read_clauses.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in [*text.splitlines(), *packed.splitlines()] if line]


QUOTES = {clause["quote"] for clause in raw_clauses() if clause["quote"]}


def test_an_end_on_a_moved_first_day_is_proved_by_both_clauses():
    """31/2024 prints 1/1/2025; 43/2024 moved it to 1/8/2024, and the end of 45/2013 with it."""
    grounds = grounds_of("45/2013/QH13@?", REGISTRY)
    assert [(proof.document, proof.clause) for proof in grounds.end] == [
        ("31/2024/QH15", "khoản 4 Điều 252"),
        ("43/2024/QH15", "khoản 2 Điều 1"),
    ]
    assert "hết hiệu lực kể từ ngày Luật này có hiệu lực" in grounds.end[0].quote
    assert "01 tháng 8 năm 2024" in grounds.end[1].quote
    assert grounds.changes["31/2024/QH15"] == grounds.end
    assert "01 tháng 7 năm 2014" in grounds.begin[0].quote


def test_a_state_on_a_moved_first_day_shows_the_same_proof():
    state = status_on("45/2013/QH13@?", REGISTRY, on=ON)
    assert state.state is ValidityState.EXPIRED
    assert [proof.document for proof in state.proof] == ["31/2024/QH15", "43/2024/QH15"]


def test_a_fact_without_words_names_its_source_and_no_quote():
    """34/2019 was replaced by 33/2023; no text of the clause was at hand."""
    (proof,) = grounds_of("34/2019/NĐ-CP@2019-04-24", REGISTRY).changes["33/2023/NĐ-CP"]
    assert (proof.document, proof.quote) == ("33/2023/NĐ-CP", None)
    assert proof.source
    assert proof.checked


@pytest.mark.parametrize("entry", sorted(REGISTRY.entries.values(), key=lambda e: e.key))
def test_every_quote_is_the_words_of_a_clause_in_the_tables(entry):
    grounds = grounds_of(entry.key, REGISTRY)
    told = [*grounds.begin, *grounds.end, *(p for ps in grounds.changes.values() for p in ps)]
    moved = re.compile(r"Sửa đổi, bổ sung khoản")  # moved_days.csv has its own words
    for proof in told:
        assert proof.quote is None or proof.quote in QUOTES or moved.search(proof.quote)


def test_of_an_unknown_document_nothing_is_told():
    grounds = grounds_of("1/2999/QĐ-X@2999-01-01@?", REGISTRY)
    assert (grounds.begin, grounds.end, dict(grounds.changes)) == ((), (), {})
