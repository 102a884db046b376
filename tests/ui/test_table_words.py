"""English remarks of the shipped tables never reach a user; every one of the tables is tried."""

import pytest

import corpus
from kg.catalogue import entries
from kg.registry import load_registry
from tests.ui.seen_words import source_words
from ui.source_names import source_name
from ui.table_words import in_vietnamese

REGISTRY = load_registry()
ENTRIES = (*entries(), *REGISTRY.entries.values())
ENGLISH = {
    "amended", "repealed", "words", "rules", "except", "reported", "text", "seen", "applied",
    "allowance", "still", "powers", "heading", "the", "and", "for", "kept",
}  # fmt: skip


def remarks():
    """All that tables say beside numbers, titles and quotes."""
    for entry in ENTRIES:
        changes = (*entry.replaced_by, *entry.amended_by, *entry.replaces, *entry.amends)
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
        (None, ""),
    ],
)  # fmt: skip
def test_remarks_are_told_in_vietnamese(told, said):
    assert in_vietnamese(told) == said


def test_no_source_of_the_tables_keeps_its_english_name():
    told = {"; ".join(entry.source) for entry in ENTRIES}
    told |= {clause.source for clause in REGISTRY.clauses}
    for source in told:
        words = set(source_name(source).replace(";", " ").split())
        assert not words & source_words(), source
